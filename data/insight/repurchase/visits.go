package repurchase

import (
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// visit is a day on which a customer bought an item.
type visit struct {
	party    int32
	date     crm.Date
	quantity crm.Quantity
	value    crm.Amount
}

// book is the visits of all items, item after item, each by party and date.
type book struct {
	visits []visit
	starts []int      // by item; one more at the end
	known  crm.Amount // revenue of the lines with an item
}

func (b *book) of(item int) []visit { return b.visits[b.starts[item]:b.starts[item+1]] }

// items counts and names what is bought again. The item of a line is None
// where it has none.
func items(s *facts.Snapshot, by By) (count int, of func(line int32) int32) {
	switch by {
	case Shop:
		return 1, func(int32) int32 { return 0 }
	case Category:
		return len(s.Category.ID), func(l int32) int32 {
			if p := s.Line.Product[l]; p != facts.None {
				return s.Product.Category[p]
			}
			return facts.None
		}
	}
	return len(s.Product.ID), func(l int32) int32 { return s.Line.Product[l] }
}

// visits reads documents that come by customer and date. It counts lines into
// items first, so that no line is sorted.
func visits(s *facts.Snapshot, docs []int32, by By, reading insight.Reading) *book {
	count, of := items(s, by)
	b := &book{starts: make([]int, count+1)}
	sizes := make([]int, count+1)
	each := func(take func(item int32, doc int32, line int32)) {
		for _, doc := range docs {
			first := s.Doc.First[doc]
			for l := first; l < first+s.Doc.Lines[doc]; l++ {
				if item := of(l); item != facts.None && s.Sale(int(doc), l) {
					take(item, doc, l)
				}
			}
		}
	}
	each(func(item, _, _ int32) { sizes[item]++ })
	total := 0
	for i, n := range sizes {
		sizes[i] = total
		total += n
	}
	b.visits = make([]visit, total)
	ends := slices.Clone(sizes)
	each(func(item, doc, l int32) {
		b.known += s.Line.Net[l]
		v := visit{s.Doc.Party[doc], s.Doc.Date[doc], s.Line.Quantity[l], reading.Line(s, l)}
		if at := ends[item]; at > sizes[item] && b.visits[at-1].party == v.party && b.visits[at-1].date == v.date {
			b.visits[at-1].quantity += v.quantity
			b.visits[at-1].value += v.value
			return
		}
		b.visits[ends[item]] = v
		ends[item]++
	})
	b.pack(sizes, ends)
	return b
}

// pack closes the holes that lines of one day have left.
func (b *book) pack(starts, ends []int) {
	at := 0
	for item := range b.starts {
		b.starts[item] = at
		if item < len(ends)-1 {
			at += copy(b.visits[at:], b.visits[starts[item]:ends[item]])
		}
	}
	b.visits = b.visits[:at]
}

// documents are the counted ones with a customer, by customer and date, and
// the revenue of these and the others.
func documents(s *facts.Snapshot, asOf crm.Date) (docs []int32, all crm.Amount) {
	for i, p := range s.Doc.Party {
		if !insight.Counted(s, i, 0, asOf) {
			continue
		}
		all += (insight.Reading{}).Of(s, i).Sold
		if p != facts.None {
			docs = append(docs, int32(i))
		}
	}
	return insight.ByParty(s, docs), all
}
