package launch

import (
	"cmp"
	"math"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/demand"
)

// book is what is read of the sales.
type book struct {
	s         *facts.Snapshot
	asOf      crm.Date
	beginning crm.Date
	first     []crm.Date // of each product, zero: never sold
}

// debut is a launch: what it sold in its first days, by group.
type debut struct {
	product int32
	row     Analogue
	units   map[string]crm.Quantity
	buyers  map[string]map[int32]bool // parties; of walk-ins, documents
	net     crm.Amount
}

func read(s *facts.Snapshot, asOf crm.Date) *book {
	b := &book{s: s, asOf: asOf, beginning: insight.Beginning(s), first: make([]crm.Date, len(s.Product.ID))}
	b.each(func(doc int, line int32) {
		if p, d := s.Line.Product[line], s.Doc.Date[doc]; p != facts.None && (b.first[p] == 0 || d < b.first[p]) {
			b.first[p] = d
		}
	})
	return b
}

// each calls every sale up to the as-of day.
func (b *book) each(fn func(doc int, line int32)) {
	for i := range b.s.Doc.ID {
		if !insight.Counted(b.s, i, 0, b.asOf) {
			continue
		}
		for l := b.s.Doc.First[i]; l < b.s.Doc.First[i]+b.s.Doc.Lines[i]; l++ {
			if b.s.Sale(i, l) {
				fn(i, l)
			}
		}
	}
}

// group is whom a document belongs to: a group and a number within it.
func (b *book) group(doc int) (code string, who int32) {
	p := b.s.Doc.Party[doc]
	if p == facts.None {
		return demand.WalkIn, int32(doc)
	}
	return cmp.Or(b.s.Word(b.s.Party.Group[p]), demand.Unknown), p
}

// debuts are the products first sold well after the book began and long
// enough ago that their first days are over.
func (b *book) debuts() (all []*debut) {
	of := make([]*debut, len(b.first))
	for p, d := range b.first {
		if d == 0 || d < b.beginning+settled || d+Days-1 > b.asOf {
			continue
		}
		of[p] = &debut{product: int32(p), units: map[string]crm.Quantity{}, buyers: map[string]map[int32]bool{},
			row: Analogue{ID: b.s.Product.ID[p], Name: cmp.Or(b.s.Product.Name[p], b.s.Product.SKU[p]), First: d}}
		if c := b.s.Product.Category[p]; c != facts.None {
			of[p].row.Category = b.s.Category.Name[c]
		}
		all = append(all, of[p])
	}
	b.each(func(doc int, line int32) {
		p := b.s.Line.Product[line]
		if p == facts.None || of[p] == nil || b.s.Doc.Date[doc] >= of[p].row.First+Days {
			return
		}
		of[p].add(b, doc, line)
	})
	for _, d := range all {
		d.row.Price = crm.Amount(math.Round(float64(d.net) / float64(d.row.Units) * crm.QuantityScale))
	}
	return all
}

func (d *debut) add(b *book, doc int, line int32) {
	code, who := b.group(doc)
	if d.buyers[code] == nil {
		d.buyers[code] = map[int32]bool{}
	}
	d.buyers[code][who] = true
	d.units[code] += b.s.Line.Quantity[line]
	d.row.Units += b.s.Line.Quantity[line]
	d.net += b.s.Line.Net[line]
}

// reach counts, by group, who bought anything in so many days up to a day.
func (b *book) reach(to crm.Date, days crm.Date) map[string]int {
	seen, count := map[string]map[int32]bool{}, map[string]int{}
	b.each(func(doc int, _ int32) {
		if d := b.s.Doc.Date[doc]; d > to || d <= to-days {
			return
		}
		code, who := b.group(doc)
		if seen[code] == nil {
			seen[code] = map[int32]bool{}
		}
		if !seen[code][who] {
			seen[code][who] = true
			count[code]++
		}
	})
	return count
}

// sumUp estimates what each analogue would sell today, and to whom. Each
// counts half as much for each step it is farther off. Groups
// are compared over as long a time as lay before the analogue's first sale, a
// year at most. A group nobody of which was there then is left out.
func (b *book) sumUp(x *Estimate, near []*debut) {
	groups := map[string]*Group{}
	for code, n := range b.reach(b.asOf, window) {
		groups[code] = &Group{Code: code, Reach: n}
	}
	codes := make([]string, 0, len(groups))
	for code := range groups {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	all := 0.0
	for _, d := range near {
		all += d.weight()
	}
	for _, d := range near {
		counts := d.weight() / all
		days := min(window, d.row.First-b.beginning)
		before, now := b.reach(d.row.First-1, days), b.reach(b.asOf, days)
		for _, code := range codes {
			then := before[code]
			if then == 0 {
				continue
			}
			units := float64(now[code]) * float64(d.units[code]) / crm.QuantityScale / float64(then)
			d.row.Estimate += units
			groups[code].Units += counts * units
			groups[code].Adoption += counts * min(1, float64(len(d.buyers[code]))/float64(then))
		}
	}
	for _, code := range codes {
		x.Groups = append(x.Groups, *groups[code])
	}
	slices.SortStableFunc(x.Groups, func(a, b Group) int { return cmp.Compare(b.Units, a.Units) })
}

// weight halves with each step of distance.
func (d *debut) weight() float64 { return math.Exp2(-d.row.Distance) }

// Thirds are the prices of a unit that part the products sold up to a day
// into a cheaper, a middle and a dearer third; zero with fewer than three.
func Thirds(s *facts.Snapshot, asOf crm.Date) (low, high crm.Amount) {
	net, units := make([]crm.Amount, len(s.Product.ID)), make([]crm.Quantity, len(s.Product.ID))
	read(s, asOf).each(func(_ int, line int32) {
		if p := s.Line.Product[line]; p != facts.None {
			net[p] += s.Line.Net[line]
			units[p] += s.Line.Quantity[line]
		}
	})
	var prices []crm.Amount
	for p, q := range units {
		if q > 0 {
			prices = append(prices, crm.Amount(math.Round(float64(net[p])/float64(q)*crm.QuantityScale)))
		}
	}
	if len(prices) < 3 {
		return 0, 0
	}
	slices.Sort(prices)
	return insight.Quantile(prices, 1, 3), insight.Quantile(prices, 2, 3)
}
