package table

import (
	"slices"
	"strings"

	"regulars/data/crm"
)

// points collects e-mails, phones, addresses of the web and of messengers.
func (d *customerDraft) points() {
	for i, c := range d.p.columns {
		kind := pointKind(c.Field)
		if kind == "" {
			continue
		}
		typ, label, primary := c.Type, "", false
		if named, has := d.typeOf(c.Target); has {
			typ, label, primary = readType(named)
		}
		for _, v := range splitPoints(kind, d.p.clean(d.row.Fields[i], i)) {
			d.point(kind, v, typ, label, primary, i)
			primary = false
		}
	}
	// A point is chosen as the first to use only where the file says so.
	for _, k := range []crm.PointKind{crm.PointEmail, crm.PointPhone} {
		seen := false
		for i := range d.c.Party.Points {
			if p := &d.c.Party.Points[i]; p.Kind == k && p.Primary {
				p.Primary, seen = !seen, true
			}
		}
	}
}

func pointKind(f Field) crm.PointKind {
	switch f {
	case Email:
		return crm.PointEmail
	case Phone:
		return crm.PointPhone
	case URL:
		return crm.PointURL
	case Messenger:
		return crm.PointMessenger
	}
	return ""
}

// typeOf is the cell of the type column that belongs to the target's slot;
// ok is false when the slot has no such column.
func (d *customerDraft) typeOf(t Target) (text string, ok bool) {
	if t.Slot == 0 {
		return "", false
	}
	want := map[Field]Field{Email: EmailType, Phone: PhoneType, URL: URLType}[t.Field]
	if kindOf(t.Field) == "address" {
		want = AddressType
	}
	for i, c := range d.p.columns {
		if want != "" && c.Field == want && c.Slot == t.Slot {
			return d.p.clean(d.row.Fields[i], i), true
		}
	}
	return "", false
}

func (d *customerDraft) point(kind crm.PointKind, value, typ, label string, primary bool, column int) {
	pt := crm.ContactPoint{Kind: kind, Value: value}
	switch kind {
	case crm.PointEmail:
		if !looksLikeEmail(value) {
			d.c.Problems = append(d.c.Problems, d.p.bad(CodeBadEmail, d.row.Number, column, value))
			d.c.Custom = append(d.c.Custom, CustomValue{d.p.columns[column].name, value})
			return
		}
		pt = crm.NewEmail(value)
	case crm.PointPhone:
		pt = crm.NewPhone(value, d.p.PhoneRegion)
	}
	pt.Type, pt.Label, pt.Primary = typ, label, primary
	if !slices.ContainsFunc(d.c.Party.Points, func(o crm.ContactPoint) bool { return o.Kind == kind && o.Value == pt.Value }) {
		d.c.Party.Points = append(d.c.Party.Points, pt)
	}
}

// splitPoints splits a cell of several e-mails or numbers. Commas and
// semicolons inside a phone number are dial pauses and stay.
func splitPoints(kind crm.PointKind, cell string) []string {
	parts := strings.Split(cell, ":::")
	if kind == crm.PointEmail && len(parts) == 1 && strings.Count(cell, "@") > 1 {
		parts = strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(" ,;\r\n\t|", r) })
	} else if len(parts) == 1 {
		parts = strings.FieldsFunc(cell, func(r rune) bool { return r == '\n' || r == '\r' })
	}
	out := parts[:0:0]
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// readType turns "* Work", "Home Fax", "Ufficio", "Grandma's" into a type,
// a label for what is no known type, and whether it is marked as the first to use.
func readType(text string) (typ, label string, primary bool) {
	name, star := strings.CutPrefix(strings.TrimSpace(text), "*")
	name = strings.TrimSpace(name)
	h := contactWords{}
	for _, w := range strings.Fields(headKey(name)) {
		if !h.take(w) {
			return "other", name, star
		}
	}
	switch {
	case h.device == "fax" && (h.place == "home" || h.place == "work"):
		return h.place + "_fax", "", star
	case h.device != "":
		return h.device, "", star
	case h.place != "":
		return h.place, "", star
	case h.kind == "url" && strings.EqualFold(name, "home page"):
		return "home", "", star
	}
	return "other", name, star
}

// addresses puts the parts of each slot together.
func (d *customerDraft) addresses() {
	var full map[int]string
	parts := map[int]*crm.Address{}
	var order []int
	for i, c := range d.p.columns {
		value := d.p.clean(d.row.Fields[i], i)
		if kindOf(c.Field) != "address" || c.Field == AddressType || value == "" {
			continue
		}
		if c.Field == AddressFull {
			if full == nil {
				full = map[int]string{}
			}
			full[c.Slot] = value
		}
		a := parts[c.Slot]
		if a == nil {
			a = &crm.Address{Type: c.Type}
			if named, has := d.typeOf(c.Target); has {
				typ, label, _ := readType(named)
				if a.Type = label; label == "" { // "Allotment" is a type of its own
					a.Type = typ
				}
			}
			parts[c.Slot], order = a, append(order, c.Slot)
		}
		fillAddress(a, c.Field, value)
	}
	for _, slot := range order {
		a := parts[slot]
		if a.IsZero() && full[slot] != "" {
			a.Lines = lines(full[slot])
		}
		if !a.IsZero() {
			d.c.Party.Addresses = append(d.c.Party.Addresses, *a)
		}
	}
}

func fillAddress(a *crm.Address, f Field, value string) {
	switch f {
	case AddressStreet, AddressExtra, AddressBox:
		for _, l := range lines(value) {
			if !slices.Contains(a.Lines, l) {
				a.Lines = append(a.Lines, l)
			}
		}
	case AddressCity:
		a.Locality = oneLine(value)
	case AddressRegion:
		a.Region = oneLine(value)
	case AddressPostalCode:
		a.PostalCode = oneLine(value)
	case AddressCountry:
		a.Country = CountryCode(value)
	}
}

func lines(s string) (out []string) {
	for _, l := range strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if l = oneLine(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}
