package brief

import (
	"cmp"
	"slices"

	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/repurchase"
)

func (b *Brief) readDue(clocks []repurchase.Clock) {
	for _, c := range clocks {
		b.Due = append(b.Due, Due{c.ItemID, c.ItemName, c.Due, c.State})
	}
	slices.SortFunc(b.Due, func(x, y Due) int {
		return cmp.Or(cmp.Compare(x.Due, y.Due), cmp.Compare(x.Name, y.Name), cmp.Compare(x.Product.String(), y.Product.String()))
	})
}

func (b *Brief) readTasks(tasks []*crm.Task) {
	for _, t := range tasks {
		b.Tasks = append(b.Tasks, Task{t.Due, t.Title})
	}
	slices.SortFunc(b.Tasks, func(x, y Task) int {
		return cmp.Or(cmp.Compare(later(x.Due), later(y.Due)), cmp.Compare(x.Title, y.Title))
	})
}

// later puts what has no day behind everything else.
func later(d crm.Date) crm.Date {
	if d.IsZero() {
		return 1 << 30
	}
	return d
}

// boughtBy sums up the sales to a party by product; lines without product are left out.
func boughtBy(s *facts.Snapshot, day crm.Date, party int32) []Bought {
	at := map[int32]int{}
	sums, last := []Bought{}, []int{}
	for doc, p := range s.Doc.Party {
		if p != party || !insight.Counted(s, doc, 0, day) {
			continue
		}
		first := s.Doc.First[doc]
		for l := first; l < first+s.Doc.Lines[doc]; l++ {
			g := s.Line.Product[l]
			if g == facts.None || !s.Sale(doc, l) {
				continue
			}
			i, known := at[g]
			if !known {
				i = len(sums)
				at[g] = i
				sums, last = append(sums, Bought{Product: s.Product.ID[g], Name: cmp.Or(s.Product.Name[g], s.Product.SKU[g])}), append(last, -1)
			}
			if last[i] != doc {
				last[i] = doc
				sums[i].Orders++
			}
			sums[i].Quantity += s.Line.Quantity[l]
			sums[i].Net += s.Line.Net[l]
		}
	}
	slices.SortFunc(sums, func(a, b Bought) int {
		return cmp.Or(cmp.Compare(b.Net, a.Net), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Product.String(), b.Product.String()))
	})
	return sums
}

// reasonsOf counts the reasons noted on sales and lost offers.
func (d *Desk) reasonsOf(party int32) ([]Reason, error) {
	s, count := d.facts, map[string]int{}
	for doc, p := range s.Doc.Party {
		if p == party && s.Doc.Reason[doc] != 0 && s.Doc.Date[doc] <= d.day && (s.Doc.Counts[doc] || s.Doc.Lost[doc]) {
			count[s.Word(s.Doc.Reason[doc])]++
		}
	}
	out := []Reason{}
	for id, n := range count {
		reason, err := crm.ParseID(id)
		if err != nil {
			continue // the word is no id: nothing to name
		}
		r, err := book.Get[crm.Reason](d.book, reason)
		if book.CodeOf(err) == book.CodeNotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, Reason{r.Set, r.Label, n})
	}
	slices.SortFunc(out, func(a, b Reason) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Label, b.Label), cmp.Compare(a.Set, b.Set))
	})
	return out, nil
}

// contactsOf reads the contacts, the newest first.
func (d *Desk) contactsOf(party int32) ([]Contact, error) {
	var all []*crm.Interaction
	for _, id := range d.contacts[party] {
		in, err := book.Get[crm.Interaction](d.book, id)
		if err != nil {
			return nil, err
		}
		all = append(all, in)
	}
	slices.SortFunc(all, func(a, b *crm.Interaction) int {
		return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(b.Time, a.Time), cmp.Compare(a.ID.String(), b.ID.String()))
	})
	out := make([]Contact, len(all))
	for i, in := range all {
		out[i] = Contact{in.Date, in.InteractionKind, in.Outcome, screen.Gist(in), screen.ContactName(in)}
	}
	return out, nil
}
