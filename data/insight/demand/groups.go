package demand

import (
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/period"
	"regulars/data/insight/priceband"
)

// Codes of groups that are no value of the split.
const (
	Other     = "_other"     // all groups beyond the top ones
	Unknown   = "_none"      // without a value of the split
	WalkIn    = "_walk_in"   // without customer
	All       = "_all"       // the one group of Whole
	NewSale   = "_new"       // first purchases
	Returning = "_returning" // later ones
	Holiday   = "_holiday"   // public holidays
	NoEvent   = "_no_event"  // days on which nothing was
)

// GroupHead names a group.
type GroupHead struct {
	Code string `json:"group"` // a code above, a segment, band, weather, word or record ID
	Name string `json:"name"`  // of products, categories, sites and purposes; words are their own names
}

// grouping maps lines to keys: small numbers from 0.
type grouping struct {
	heads []GroupHead // by key
	fixed bool        // heads keep their order
	key   func(doc int, line int32) int32
}

// ofDoc and ofLine are keys that only the document or the line decides.
func ofDoc(key func(doc int) int32) func(int, int32) int32 {
	return func(doc int, _ int32) int32 { return key(doc) }
}

func ofLine(key func(line int32) int32) func(int, int32) int32 {
	return func(_ int, line int32) int32 { return key(line) }
}

func newGrouping(s *facts.Snapshot, o Options) grouping {
	switch o.Split {
	case Product:
		heads := []GroupHead{{Code: Unknown}}
		for i, id := range s.Product.ID {
			heads = append(heads, GroupHead{id.String(), cmp.Or(s.Product.Name[i], s.Product.SKU[i])})
		}
		return grouping{heads: heads, key: ofLine(func(l int32) int32 { return s.Line.Product[l] + 1 })}
	case Category:
		heads := []GroupHead{{Code: Unknown}}
		for i, id := range s.Category.ID {
			heads = append(heads, GroupHead{id.String(), s.Category.Name[i]})
		}
		return grouping{heads: heads, key: ofLine(func(l int32) int32 {
			if p := s.Line.Product[l]; p != facts.None {
				return s.Product.Category[p] + 1
			}
			return 0
		})}
	case Country:
		return wordGrouping(s, func(doc int) string { return s.Word(country(s, doc)) })
	case Channel:
		return wordGrouping(s, func(doc int) string { return s.Word(s.Doc.Channel[doc]) })
	case Site:
		g := wordGrouping(s, func(doc int) string { return s.Word(s.Doc.Site[doc]) })
		nameSites(s, g.heads)
		return g
	case Group:
		return wordGrouping(s, ofParty(s, func(p int32) string { return s.Word(s.Party.Group[p]) }))
	case Segment:
		return wordGrouping(s, ofParty(s, func(p int32) string {
			if int(p) < len(o.Labels) {
				return o.Labels[p]
			}
			return ""
		}))
	case Newness:
		return newnessGrouping(s, o)
	case Band:
		return bandGrouping(s, o)
	case Weather:
		return weatherGrouping(s)
	case Event:
		return eventGrouping(s, o)
	case Purpose:
		g := wordGrouping(s, func(doc int) string { return s.Word(purpose(s, doc)) })
		for i := range g.heads {
			g.heads[i].Name = o.Reasons[g.heads[i].Code]
		}
		return g
	}
	return grouping{heads: []GroupHead{{Code: All}}, fixed: true, key: ofDoc(func(int) int32 { return 0 })}
}

func ofParty(s *facts.Snapshot, word func(party int32) string) func(doc int) string {
	return func(doc int) string {
		if p := s.Doc.Party[doc]; p != facts.None {
			return word(p)
		}
		return WalkIn
	}
}

// wordGrouping numbers the texts that documents have; the empty text is Unknown.
func wordGrouping(s *facts.Snapshot, of func(doc int) string) grouping {
	g := grouping{heads: []GroupHead{{Code: Unknown}}}
	keys := map[string]int32{"": 0}
	byDoc := make([]int32, len(s.Doc.ID))
	for i := range s.Doc.ID {
		if !s.Doc.Counts[i] {
			continue
		}
		w := of(i)
		k, ok := keys[w]
		if !ok {
			k = int32(len(g.heads))
			keys[w] = k
			g.heads = append(g.heads, GroupHead{Code: w})
		}
		byDoc[i] = k
	}
	g.key = ofDoc(func(doc int) int32 { return byDoc[doc] })
	return g
}

// nameSites gives sites their names; one that is not in the book any more is
// known by its ID.
func nameSites(s *facts.Snapshot, heads []GroupHead) {
	names := map[string]string{}
	for _, site := range s.Tables.Sites {
		names[site.ID.String()] = site.Name
	}
	for i, h := range heads {
		if h.Code != Unknown {
			heads[i].Name = cmp.Or(names[h.Code], h.Code)
		}
	}
}

func newnessGrouping(s *facts.Snapshot, o Options) grouping {
	first := insight.FirstPurchases(s, o.AsOf)
	unit := period.Unit(o.By)
	return grouping{heads: []GroupHead{{Code: NewSale}, {Code: Returning}, {Code: WalkIn}}, fixed: true, key: ofDoc(func(doc int) int32 {
		p, d := s.Doc.Party[doc], s.Doc.Date[doc]
		switch {
		case p == facts.None:
			return 2
		case first[p] == d, first[p] != 0 && unit.Valid() && unit.Start(first[p]) == unit.Start(d):
			return 0
		}
		return 1
	})}
}

// purpose is the word of the reason of a purchase; 0 without one, and of
// returns, whose reasons say something else.
func purpose(s *facts.Snapshot, doc int) uint32 {
	if !(insight.Reading{}).Of(s, doc).Purchase {
		return 0
	}
	return s.Doc.Reason[doc]
}

// bandGrouping has the thirds of the prices, the lowest first. A product is
// in one for good, whatever days are asked for.
func bandGrouping(s *facts.Snapshot, o Options) grouping {
	g := grouping{fixed: true}
	for _, b := range priceband.Bands() {
		g.heads = append(g.heads, GroupHead{Code: b.String()})
	}
	none := int32(len(g.heads))
	g.heads = append(g.heads, GroupHead{Code: Unknown})
	of := priceband.OfProducts(s, o.AsOf)
	g.key = ofLine(func(l int32) int32 {
		if p := s.Line.Product[l]; p != facts.None && of[p] >= 0 {
			return int32(of[p])
		}
		return none
	})
	return g
}

// rank orders the keys that occur, best first, by the measure and then by
// code, so that equal groups do not depend on the order of records. Unknown,
// walk-ins and days without event come last.
func (g *grouping) rank(totals []Cell, by Measure) []int32 {
	var keys []int32
	for k, t := range totals {
		if t.Lines > 0 {
			keys = append(keys, int32(k))
		}
	}
	if g.fixed {
		return keys
	}
	apart := func(k int32) int {
		if c := g.heads[k].Code; c == Unknown || c == WalkIn || c == NoEvent {
			return 1
		}
		return 0
	}
	slices.SortFunc(keys, func(a, b int32) int {
		return cmp.Or(cmp.Compare(apart(a), apart(b)), cmp.Compare(totals[b].Of(by), totals[a].Of(by)), cmp.Compare(g.heads[a].Code, g.heads[b].Code))
	})
	return keys
}

// Cell sums up lines.
type Cell struct {
	Orders int          `json:"orders"` // documents that are purchases
	Lines  int          `json:"lines"`
	Units  crm.Quantity `json:"units"` // ten-thousandths
	Net    crm.Amount   `json:"net_minor"`
}

// Of returns one measure of the cell.
func (c Cell) Of(m Measure) int64 {
	switch m {
	case ByOrders:
		return int64(c.Orders)
	case ByUnits:
		return int64(c.Units)
	case ByLines:
		return int64(c.Lines)
	}
	return int64(c.Net)
}

func (c *Cell) add(o Cell) {
	c.Orders += o.Orders
	c.Lines += o.Lines
	c.Units += o.Units
	c.Net += o.Net
}
