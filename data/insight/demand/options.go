// Package demand shows how demand moves: orders, units and money by hour,
// weekday, week, month, quarter or year, split by who bought or what.
//
// Every counted line of every document that the filters let through lies in
// exactly one bucket and one group, so the groups of a bucket add up to its
// plain total in every measure, exactly. An order whose lines belong to
// several groups counts as one order, in the group of its largest sale.
// Documents without time of day lie in no hour; they are summed up apart and
// the coverage says how much that is.
package demand

import (
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/period"
)

// Method is the method of the answers.
const Method = "rule_sum"

// NeedWeather asks for weather with numbers.
const NeedWeather = "need_weather"

// By is what the buckets are. Besides Hour and Weekday every unit of the
// calendar is one: By(period.Month).
type By string

// The buckets.
const (
	Hour    By = "hour"
	Weekday By = "weekday"
	Week    By = By(period.Week)
	Month   By = By(period.Month)
	Quarter By = By(period.Quarter)
	Year    By = By(period.Year)
)

// Split is what the groups are.
type Split string

// The splits. Newness tells first purchases from later ones: of calendar
// buckets the documents in the bucket of the customer's first purchase are
// new, as the question new-returning counts; of hours and weekdays those on
// its day.
const (
	Whole    Split = "" // one group
	Segment  Split = "segment"
	Product  Split = "product"
	Category Split = "category"
	Country  Split = "country" // of the document, else of the customer
	Channel  Split = "channel"
	Group    Split = "group" // the business's own grouping of its customers
	Newness  Split = "newness"
	Site     Split = "site" // where it was sold
	// Band is the third of the prices of its category that a product is in,
	// as package priceband has it.
	Band    Split = "price_band"
	Weather Split = "weather" // of the day, as entered; see weather.go
	Event   Split = "event"   // the owner's event on the day, else the public holiday, else the own calendar
	Purpose Split = "purpose" // the reason noted on the document
)

// Splits lists them all.
func Splits() []Split {
	return []Split{Whole, Segment, Product, Category, Country, Channel, Group, Newness, Site, Band, Weather, Event, Purpose}
}

// Measure is what ranks the groups.
type Measure string

// The measures.
const (
	ByNet    Measure = "net" // the default
	ByOrders Measure = "orders"
	ByUnits  Measure = "units"
	ByLines  Measure = "lines"
)

// DefaultTop is the number of groups shown before the rest is one, for
// splits that can have many.
const DefaultTop = 8

// Options of the question; the zero value asks for months in one group.
type Options struct {
	AsOf  crm.Date // zero: the day of the last counted document
	By    By       // "": month
	Split Split
	// Top groups are kept, ranked by Rank, and the others become one. Zero
	// means DefaultTop for products, categories, countries, events and
	// purposes and all for the rest; negative means all.
	Top  int
	Rank Measure
	// Labels gives the segment of each party by column index, for Segment.
	Labels []string
	// Reasons are what the owner calls the purposes, by id as text.
	Reasons map[string]string
	// Holidays is the country whose public holidays count, "IT" or "DE-BY";
	// "": none.
	Holidays string
	insight.Reading
	Filter Filter
}

// Filter chooses documents and lines; an empty field lets everything through.
type Filter struct {
	From, To   crm.Date // days included
	Parties    []int32  // indices; facts.None lets walk-ins through
	Products   []int32
	Categories []int32 // with all categories below them
	Country    string  // of the document, else of the customer
	Channel    string
}

func (o Options) normal(s *facts.Snapshot) (Options, error) {
	o.AsOf = insight.AsOf(s, o.AsOf)
	o.By = cmp.Or(o.By, Month)
	o.Rank = cmp.Or(o.Rank, ByNet)
	o.Basis, o.Returns = cmp.Or(o.Basis, insight.Revenue), cmp.Or(o.Returns, insight.Net)
	o.Filter.To = min(cmp.Or(o.Filter.To, o.AsOf), o.AsOf)
	if o.Top == 0 {
		o.Top = -1
		if slices.Contains([]Split{Product, Category, Country, Event, Purpose}, o.Split) {
			o.Top = DefaultTop
		}
	}
	known := (o.By == Hour || o.By == Weekday || period.Unit(o.By).Valid()) &&
		slices.Contains(Splits(), o.Split) &&
		slices.Contains([]Measure{ByNet, ByOrders, ByUnits, ByLines}, o.Rank)
	if o.Check() != nil || !known {
		return o, insight.ErrOptions
	}
	return o, nil
}

// sieve is a filter made ready for one snapshot.
type sieve struct {
	s        *facts.Snapshot
	o        Options
	parties  []bool // by index + 1; nil lets all through
	products []bool // by index + 1
}

func newSieve(s *facts.Snapshot, o Options) *sieve {
	v := &sieve{s: s, o: o, parties: mask(o.Filter.Parties, len(s.Party.ID)), products: mask(o.Filter.Products, len(s.Product.ID))}
	if len(o.Filter.Categories) == 0 {
		return v
	}
	wanted := below(s, o.Filter.Categories)
	if v.products == nil {
		v.products = make([]bool, len(s.Product.ID)+1)
		for i := range v.products {
			v.products[i] = true
		}
	}
	v.products[0] = false
	for p, c := range s.Product.Category {
		v.products[p+1] = v.products[p+1] && c != facts.None && wanted[c]
	}
	return v
}

func mask(indices []int32, n int) []bool {
	if len(indices) == 0 {
		return nil
	}
	m := make([]bool, n+1)
	for _, i := range indices {
		if i >= facts.None && int(i) < n {
			m[i+1] = true
		}
	}
	return m
}

// below marks categories and all that descend from them. Parents may form a
// ring by mistake; marking only ever adds, so it ends.
func below(s *facts.Snapshot, categories []int32) []bool {
	wanted := make([]bool, len(s.Category.ID))
	for _, c := range categories {
		if c >= 0 && int(c) < len(wanted) {
			wanted[c] = true
		}
	}
	for grown := true; grown; {
		grown = false
		for c, parent := range s.Category.Parent {
			if !wanted[c] && parent != facts.None && wanted[parent] {
				wanted[c], grown = true, true
			}
		}
	}
	return wanted
}

// document reports whether a document passes.
func (v *sieve) document(doc int) bool {
	f := &v.o.Filter
	return insight.Counted(v.s, doc, f.From, f.To) &&
		(v.parties == nil || v.parties[v.s.Doc.Party[doc]+1]) &&
		(f.Channel == "" || v.s.Word(v.s.Doc.Channel[doc]) == f.Channel) &&
		(f.Country == "" || v.s.Word(country(v.s, doc)) == f.Country)
}

// line reports whether a line of a passing document passes.
func (v *sieve) line(doc int, line int32) bool {
	return (v.products == nil || v.products[v.s.Line.Product[line]+1]) &&
		(v.o.Returns == insight.Net || v.s.Sale(doc, line))
}

func country(s *facts.Snapshot, doc int) uint32 {
	if w := s.Doc.Country[doc]; w != 0 || s.Doc.Party[doc] == facts.None {
		return w
	}
	return s.Party.Country[s.Doc.Party[doc]]
}
