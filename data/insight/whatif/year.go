package whatif

import (
	"math"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// year is what is known of the year that ends at the as-of day. Squares are
// of whole numbers, so that the order of records is of no account.
type year struct {
	from              crm.Date
	documents         int
	net, contribution crm.Amount
	sold, soldCosted  crm.Amount
	uncosted          int // documents with a sale of unknown cost
	a, b              goods
	returns           returned
	people            people
}

// goods is what one side of the mix sold.
type goods struct {
	units, costedUnits crm.Quantity
	unitSquares        float64 // of the units of each line
	contribution       crm.Amount
	net, costedNet     crm.Amount
}

// each is what a unit contributes.
func (g *goods) each() float64 {
	return float64(g.contribution) * crm.QuantityScale / float64(g.costedUnits)
}

// returned is the goods that came back.
type returned struct {
	lines            int
	net, costed      crm.Amount // below zero
	loss             crm.Amount // what they took off the contribution
	squares          float64
	linesOfKnownCost int
}

// people is the customers kept, and what each of them brought.
type people struct {
	had, kept, active int
	sum               crm.Amount
	squares           float64
	net, costed       crm.Amount
}

// buyer is one customer's two years.
type buyer struct {
	before, now  bool
	contribution crm.Amount
	net, costed  crm.Amount
}

func newYear(s *facts.Snapshot, o Options) *year {
	y := &year{from: o.AsOf - Year + 1}
	buyers := make([]buyer, len(s.Party.ID))
	inA, inB := o.From.holds(s), o.To.holds(s)
	for doc, p := range s.Doc.Party {
		if !insight.Counted(s, doc, y.from-Year, o.AsOf) {
			continue
		}
		var b buyer
		now := s.Doc.Date[doc] >= y.from
		purchase := insight.Reading{}.Of(s, doc).Purchase
		if now {
			y.document(s, doc, &b, inA, inB)
		}
		if p != facts.None {
			x := &buyers[p]
			x.now, x.before = x.now || now && purchase, x.before || !now && purchase
			x.contribution, x.net, x.costed = x.contribution+b.contribution, x.net+b.net, x.costed+b.costed
		}
	}
	for p, b := range buyers {
		if s.Party.Live[p] {
			y.people.add(b)
		}
	}
	return y
}

func (p *people) add(b buyer) {
	if b.now {
		p.active++
	}
	if b.before {
		p.had++
	}
	if b.before && b.now {
		p.kept++
		p.sum += b.contribution
		p.squares += float64(b.contribution) * float64(b.contribution)
		p.net, p.costed = p.net+b.net, p.costed+b.costed
	}
}

// holds tells the products of an item: one, or those of a category and of
// all below it.
func (i Item) holds(s *facts.Snapshot) []bool {
	in := make([]bool, len(s.Product.ID))
	for p, id := range s.Product.ID {
		in[p] = id == i.Product && !id.IsZero() || !i.Category.IsZero() && below(s, s.Product.Category[p], i.Category)
	}
	return in
}

// below reports whether a category is another or stands below it; a ring of
// categories ends.
func below(s *facts.Snapshot, category int32, top crm.ID) bool {
	for range s.Category.ID {
		if category == facts.None {
			return false
		}
		if s.Category.ID[category] == top {
			return true
		}
		category = s.Category.Parent[category]
	}
	return false
}

func (y *year) document(s *facts.Snapshot, doc int, b *buyer, inA, inB []bool) {
	y.documents++
	uncosted := false
	first := s.Doc.First[doc]
	for l := first; l < first+s.Doc.Lines[doc]; l++ {
		net, sale, known := s.Line.Net[l], s.Sale(doc, l), s.Line.CostKnown[l]
		gain := crm.Amount(0)
		if known {
			gain = net - s.Line.Cost[l]
			y.contribution += gain
			b.contribution += gain
			b.costed += net
		}
		y.net, b.net = y.net+net, b.net+net
		switch {
		case sale:
			y.sold += net
			if known {
				y.soldCosted += net
			}
			uncosted = uncosted || !known
			if p := s.Line.Product[l]; p != facts.None && inA[p] {
				y.a.add(s, l, gain)
			}
			if p := s.Line.Product[l]; p != facts.None && inB[p] {
				y.b.add(s, l, gain)
			}
		case net < 0:
			y.returns.add(net, gain, known)
		}
	}
	if uncosted {
		y.uncosted++
	}
}

func (g *goods) add(s *facts.Snapshot, l int32, gain crm.Amount) {
	units, net := s.Line.Quantity[l], s.Line.Net[l]
	g.units, g.net = g.units+units, g.net+net
	g.unitSquares += float64(units) * float64(units)
	if s.Line.CostKnown[l] {
		g.costedUnits, g.costedNet, g.contribution = g.costedUnits+units, g.costedNet+net, g.contribution+gain
	}
}

func (r *returned) add(net, gain crm.Amount, known bool) {
	r.lines++
	r.net += net
	if known {
		r.linesOfKnownCost++
		r.costed += net
		r.loss -= gain
		r.squares += float64(gain) * float64(gain)
	}
}

// mix moves a share of the units of one side to the other.
func (y *year) mix(share float64) Row {
	row := Row{Lever: Mix, Needs: []insight.Need{}, Coverage: insight.Ratio(y.a.costedNet+y.b.costedNet, y.a.net+y.b.net)}
	row.Units = crm.Quantity(math.Round(share * float64(y.a.units)))
	if missing := truth(y.a.costedUnits == 0) + truth(y.b.costedUnits == 0); missing > 0 {
		row.Needs = append(row.Needs, insight.Need{Code: NeedSold, Count: missing})
		return row
	}
	row.FromEach, row.ToEach = round(y.a.each()), round(y.b.each())
	gain := share * (y.b.each() - y.a.each())
	row.Change = around(gain*float64(y.a.units)/crm.QuantityScale, gain*gain*y.a.unitSquares/crm.QuantityScale/crm.QuantityScale)
	return row
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// retention keeps a share of the active customers more; each brings what one
// who was kept brought this year.
func (y *year) retention(more float64) Row {
	p := &y.people
	row := Row{Lever: Retention, Needs: []insight.Need{}, Coverage: insight.Ratio(p.costed, p.net), Kept: p.kept, Had: p.had, Active: p.active}
	if p.kept < LeastKept {
		row.Needs = append(row.Needs, insight.Need{Code: NeedKept, Count: LeastKept - p.kept})
		return row
	}
	if p.costed <= 0 {
		row.Needs = append(row.Needs, insight.Need{Code: NeedSold, Count: 1})
		return row
	}
	row.More = min(more, 1-float64(p.kept)/float64(p.had)) * float64(p.active)
	n := float64(p.kept)
	mean := float64(p.sum) / n
	row.Each = round(mean)
	variance := max(0, p.squares/n-mean*mean) * n / (n - 1)
	row.Change = around(row.More*mean, row.More*row.More*variance/n)
	return row
}

// fewer takes a share of the returns away.
func (y *year) fewer(share float64) Row {
	r := &y.returns
	row := Row{Lever: Fewer, Needs: []insight.Need{}, Coverage: insight.Ratio(-r.costed, -r.net), Lines: r.lines, Lost: r.loss}
	if r.linesOfKnownCost == 0 {
		row.Needs = append(row.Needs, insight.Need{Code: NeedReturns, Count: 1})
		return row
	}
	row.Change = around(share*float64(r.loss), share*share*r.squares)
	return row
}
