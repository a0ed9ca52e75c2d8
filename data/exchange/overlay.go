package exchange

import (
	"slices"

	"regulars/data/crm"
)

// overlay is a document of the book with what a file says of it. What the
// file does not say (payments, reasons, known costs, a customer linked later,
// a state without a column) stays.
func overlay(old, file *crm.SalesDocument) crm.SalesDocument {
	now := *old
	now.Date, now.Currency, now.FxRate = file.Date, file.Currency, file.FxRate
	if file.Time.Known() {
		now.Time = file.Time
	}
	if !file.Party.IsZero() {
		now.Party = file.Party
	}
	if !file.Site.IsZero() {
		now.Site = file.Site
	}
	now.Status, now.Channel = crm.DocStatus(firstSet(string(file.Status), string(old.Status))), crm.Channel(firstSet(string(file.Channel), string(old.Channel)))
	now.PaymentMethod, now.Country, now.Note = firstSet(file.PaymentMethod, old.PaymentMethod), firstSet(file.Country, old.Country), firstSet(file.Note, old.Note)
	if hasGoods(old) && !hasGoods(file) { // a list of totals knows less
		now.Currency, now.FxRate = old.Currency, old.FxRate
		return now
	}
	now.Lines = mergeLines(old.Lines, file.Lines, file.Number == "")
	return now
}

// hasGoods reports whether a document says what was sold.
func hasGoods(d *crm.SalesDocument) bool {
	return slices.ContainsFunc(d.Lines, func(l crm.Line) bool { return !l.Product.IsZero() || l.Description != "" })
}

// mergeLines keeps the old lines when the file says the same, in any order.
// Otherwise a document with a number gets the file's lines; to one without,
// which another row of the same day may belong to as well, the new lines are
// added.
func mergeLines(old, file []crm.Line, join bool) []crm.Line {
	places := map[crm.Line][]int{}
	for i, l := range old {
		places[said(l)] = append(places[said(l)], i)
	}
	out := slices.Clone(old)
	var fresh []crm.Line
	for _, l := range file {
		at := places[said(l)]
		if len(at) == 0 {
			fresh = append(fresh, l)
			continue
		}
		places[said(l)] = at[1:]
		if l.CostKnown {
			out[at[0]].UnitCost, out[at[0]].CostKnown = l.UnitCost, true
		}
	}
	if join || len(fresh) == 0 && len(file) == len(old) {
		return append(out, fresh...)
	}
	return withCosts(file, old)
}

// said is the part of a line that files carry.
func said(l crm.Line) crm.Line {
	l.Tax, l.Unit, l.UnitCost, l.CostKnown = 0, "", 0, false
	return l
}

// withCosts gives lines of unknown cost the cost the old lines had.
func withCosts(file, old []crm.Line) []crm.Line {
	known := map[crm.ID]crm.Price{}
	for _, l := range old {
		if l.CostKnown {
			known[l.Product] = l.UnitCost
		}
	}
	out := slices.Clone(file)
	for i, l := range out {
		if cost, ok := known[l.Product]; ok && !l.CostKnown {
			out[i].UnitCost, out[i].CostKnown = cost, true
		}
	}
	return out
}
