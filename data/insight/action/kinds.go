package action

import (
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/basket"
	"regulars/data/insight/repurchase"
	"regulars/data/insight/value"
)

// leadDays is how long before the day due somebody is reminded.
const leadDays = 4

// repurchases finds who needs a product again.
func repurchases(b *shop, o Options) ([]Action, error) {
	r, err := repurchase.Ask(b.s, repurchase.Options{AsOf: o.AsOf, Lead: leadDays, Within: Window})
	if err != nil || len(r.Rows) == 0 {
		return nil, err
	}
	found := make([]Action, 0, len(r.Rows))
	for _, c := range r.Rows {
		a := b.action(Repurchase, c.Party)
		a.Product, a.ProductName, a.Due, a.Last, a.Silence = c.ItemID, c.ItemName, c.Due, c.Last, int(o.AsOf-c.Last)
		a.Worth, a.Basis = b.leaves(c.Usual, b.product[c.Item])
		a.Chance, a.ChanceN = c.Chance, c.ChanceN
		found = append(found, b.valued(a))
	}
	found = onePerParty(found, len(b.s.Party.ID))
	return found, b.offer(found, o.AsOf)
}

// offer adds to each repurchase the product that goes best with it among
// those the customer has never bought.
func (b *shop) offer(found []Action, asOf crm.Date) error {
	rules, err := basket.Ask(b.s, basket.Options{AsOf: asOf, MaxLen: 2})
	if err != nil {
		return err
	}
	with := map[crm.ID][]basket.Row{} // by the product that is due, best first
	for _, r := range rules.Rows {
		if r.Telling && len(r.If) == 1 {
			with[r.If[0].ID] = append(with[r.If[0].ID], r)
		}
	}
	if len(with) == 0 {
		return nil
	}
	bought := b.boughtBy(found)
	for i := range found {
		a := &found[i]
		at := slices.IndexFunc(with[a.Product], func(r basket.Row) bool { return !bought[pair{a.Party, r.Then.Index}] })
		if at >= 0 {
			r := with[a.Product][at]
			a.Offered, a.OfferedName, a.Lift = r.Then.ID, r.Then.Name, r.Lift
		}
	}
	return nil
}

// pair is a party and a product.
type pair struct{ party, product int32 }

// boughtBy is what the parties of actions have ever bought.
func (b *shop) boughtBy(found []Action) map[pair]bool {
	wanted := make([]bool, len(b.s.Party.ID))
	for _, a := range found {
		wanted[a.Party] = true
	}
	bought := map[pair]bool{}
	for doc, p := range b.s.Doc.Party {
		if p == facts.None || !wanted[p] || !insight.Counted(b.s, doc, 0, b.asOf) {
			continue
		}
		first := b.s.Doc.First[doc]
		for l := first; l < first+b.s.Doc.Lines[doc]; l++ {
			if g := b.s.Line.Product[l]; g != facts.None && b.s.Sale(doc, l) {
				bought[pair{p, g}] = true
			}
		}
	}
	return bought
}

// care finds the best customers nobody has heard of: neither a contact nor a
// purchase within CareAfter days.
func care(b *shop, o Options) ([]Action, error) {
	classes, err := value.Classify(b.s, value.Options{AsOf: o.AsOf, Window: longGone})
	if err != nil {
		return nil, err
	}
	var found []Action
	for _, c := range classes.Customers {
		a := b.action(Care, c.Party)
		if c.Class != value.High || a.Silence < CareAfter || o.AsOf-a.Contact < CareAfter {
			continue
		}
		if a.Gap > 0 {
			a.Chance, a.ChanceN = b.again.Within(float64(a.Silence)/a.Gap, Window/a.Gap, leastWaits)
		}
		found = append(found, b.valued(a))
	}
	return found, nil
}

// seconds finds who bought once and has waited for longer than most who came
// back had to.
func seconds(b *shop, _ Options) ([]Action, error) {
	if b.second.Ended < leastWaits {
		return nil, nil
	}
	usual := b.usualSecond()
	var found []Action
	for p := range b.s.Party.ID {
		days := b.days.Of(p)
		if len(days) != 1 || !b.s.Party.Live[p] {
			continue
		}
		silence := float64(b.asOf - days[0])
		if silence <= usual || silence > longGone {
			continue
		}
		a := b.action(Second, int32(p))
		a.Gap = usual
		a.Chance, a.ChanceN = b.second.Within(silence, Window, leastWaits)
		found = append(found, b.valued(a))
	}
	return found, nil
}

// usualSecond is the days within which half of those who bought a second time
// had done so.
func (b *shop) usualSecond() float64 {
	ended := 0
	for _, step := range b.second.Steps {
		if ended += step.Ended; 2*ended >= b.second.Ended {
			return step.Length
		}
	}
	return 0
}

// quotes finds offers that wait for an answer; a chance is told once enough
// of them were decided.
func quotes(b *shop, o Options) ([]Action, error) {
	at := make(map[crm.ID]int32, len(o.Quotes))
	for _, q := range o.Quotes {
		at[q.Party] = facts.None
	}
	for p, id := range b.s.Party.ID {
		if _, wanted := at[id]; wanted && b.s.Party.Live[p] {
			at[id] = int32(p)
		}
	}
	var found []Action
	for _, q := range o.Quotes {
		p, age := at[q.Party], o.AsOf-q.Date
		if p == facts.None || age < QuoteFrom || age > QuoteUntil {
			continue
		}
		a := b.action(Quote, p)
		a.Document, a.Number, a.Dated = q.ID, q.Number, q.Date
		a.Worth, a.Basis = b.leaves(q.Net, b.party[p])
		if o.Decided >= leastQuotes {
			a.Chance, a.ChanceN = float64(o.Won)/float64(o.Decided), o.Decided
		}
		found = append(found, b.valued(a))
	}
	return found, nil
}
