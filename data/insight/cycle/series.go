package cycle

import (
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/holiday"
	"regulars/data/insight/occupancy"
)

// Measure is what demand is counted in.
type Measure string

// The measures.
const (
	Orders Measure = "orders" // the default: documents that are purchases
	Units  Measure = "units"
	Money  Measure = "net"
)

// State tells apart the four things that look alike in a list of sales.
type State string

// The states of a day.
const (
	Traded  State = "traded"
	Zero    State = "zero"   // open, and nobody bought
	Closed  State = "closed" // a day of the week, holiday, outage or calendar on which nothing is offered
	Missing State = "missing"
	SoldOut State = "sold_out" // its demand is what was sold and turned away
)

// Day is the demand of one day.
type Day struct {
	Date crm.Date
	// Value is the demand in the measure: orders, units, or minor units of
	// the currency. Hours are its parts by hour of day, of documents with a time.
	Value float64
	Count int // purchases or units booked
	Hours *[24]float64
	State State
	// Explained says that an event of the owner's diary falls on the day, so
	// that it tells nothing of the usual.
	Explained bool
}

// Usual reports whether the day tells something of usual demand.
func (d *Day) Usual() bool { return d.Open() && !d.Explained }

// Open reports whether something could be bought on the day, as far as known.
func (d *Day) Open() bool { return d.State != Closed && d.State != Missing }

// Series is demand day by day without a gap, from the first day with a sale
// to the last.
type Series struct {
	Days []Day
	// Timeless counts the purchases without time of day.
	Timeless int
	Timed    int
}

// Source says what a series is of; the zero value is all orders of the shop.
type Source struct {
	From, AsOf crm.Date // AsOf zero: the day of the last counted document
	Measure    Measure
	insight.Reading
	// Country gives the public holidays, on which a shop without sales is closed.
	Country string
	// Resource takes the bookings of a resource instead of sales; Product
	// only the lines of one product, whose own events then count too.
	Resource, Product crm.ID
	// Split also looks at each kind of customers, of sales only; Labels gives
	// the segment of each party by column index, for [Segment].
	Split  Split
	Labels []string
}

// longEvent is the number of days from which an event is a new state of
// things rather than an exception.
const longEvent = 31

// Build lays the demand out on days and tells what each day is.
func Build(s *facts.Snapshot, o Source) *Series {
	o.AsOf = insight.AsOf(s, o.AsOf)
	x := &Series{}
	if !o.Resource.IsZero() {
		x.booked(s, o)
	} else {
		x.sold(s, o)
	}
	x.mark(s.Tables.Events, o)
	return x
}

// span makes the days from first to last.
func (x *Series) span(first, last crm.Date) {
	for d := first; first > 0 && d <= last; d++ {
		x.Days = append(x.Days, Day{Date: d, State: Zero})
	}
}

// sold adds up the sales.
func (x *Series) sold(s *facts.Snapshot, o Source) {
	product := int32(facts.None)
	if !o.Product.IsZero() {
		if product = int32(slices.Index(s.Product.ID, o.Product)); product < 0 {
			return
		}
	}
	var first, last crm.Date
	for i, d := range s.Doc.Date {
		if insight.Counted(s, i, o.From, o.AsOf) && purchase(s, i, product) {
			if first == 0 || d < first {
				first = d
			}
			last = max(last, d)
		}
	}
	x.span(first, last)
	for i, d := range s.Doc.Date {
		if len(x.Days) > 0 && insight.Counted(s, i, first, last) {
			x.add(s, i, &x.Days[d-first], o, product)
		}
	}
	x.closures(o)
}

// purchase reports whether a document has a sale, of one product if given.
func purchase(s *facts.Snapshot, doc int, product int32) bool {
	first := s.Doc.First[doc]
	for l := first; l < first+s.Doc.Lines[doc]; l++ {
		if s.Sale(doc, l) && (product == facts.None || s.Line.Product[l] == product) {
			return true
		}
	}
	return false
}

// add puts one document on its day.
func (x *Series) add(s *facts.Snapshot, doc int, d *Day, o Source, product int32) {
	value := 0.0
	first := s.Doc.First[doc]
	for l := first; l < first+s.Doc.Lines[doc]; l++ {
		if product != facts.None && s.Line.Product[l] != product || o.Returns == insight.Ignore && !s.Sale(doc, l) {
			continue
		}
		switch o.Measure {
		case Units:
			value += float64(s.Line.Quantity[l]) / crm.QuantityScale
		case Money:
			value += float64(o.Line(s, l))
		}
	}
	bought := purchase(s, doc, product)
	if bought {
		d.Count++
		d.State = Traded
	}
	if o.Measure != Units && o.Measure != Money {
		if !bought {
			return
		}
		value = 1
	}
	d.Value += value
	hour := s.Doc.Time[doc].Hour()
	if hour < 0 {
		x.Timeless += b2i(bought)
		return
	}
	x.Timed += b2i(bought)
	if d.Hours == nil {
		d.Hours = &[24]float64{}
	}
	d.Hours[hour] += value
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// booked lays out the bookings of a resource, up to the as-of day.
func (x *Series) booked(s *facts.Snapshot, o Source) {
	r := facts.ByID[crm.Resource](s.Tables.Resources, o.Resource)
	if r == nil {
		return
	}
	first, last, ok := occupancy.Span(s, r)
	if !ok {
		return
	}
	first, last = max(first, o.From), min(last, o.AsOf)
	x.span(first, last)
	for i, d := range occupancy.Days(s, r, first, last, occupancy.Filter{}) {
		day := &x.Days[i]
		day.Value, day.Count = float64(d.Sold+d.Refused), d.Sold+d.Refused
		switch {
		case d.Closed:
			day.State = Closed
		case d.SoldOut():
			day.State = SoldOut
		case d.Sold+d.Refused > 0:
			day.State = Traded
		}
	}
}

// closures finds the days without a sale on which the shop was not open: days
// of the week on which it hardly ever sells, public holidays, and runs of
// empty days far longer than chance makes them.
func (x *Series) closures(o Source) {
	if len(x.Days) == 0 {
		return
	}
	shut := x.shutWeekdays()
	var off []holiday.Day
	if o.Country != "" {
		off = holiday.In(o.Country, x.Days[0].Date, x.Days[len(x.Days)-1].Date)
	}
	for i := range x.Days {
		d := &x.Days[i]
		_, free := slices.BinarySearchFunc(off, d.Date, func(h holiday.Day, at crm.Date) int { return cmp.Compare(h.Date, at) })
		if shut[d.Date.Weekday()] || d.State == Zero && free {
			d.State = Closed
		}
	}
	x.gaps()
}

// shutWeekdays are those with less than a tenth of the selling days of the
// best one, where three such days would be expected.
func (x *Series) shutWeekdays() (shut [7]bool) {
	var all, with [7]float64
	best := 0.0
	for i := range x.Days {
		w := x.Days[i].Date.Weekday()
		all[w]++
		if x.Days[i].State == Traded {
			with[w]++
		}
	}
	for w := range all {
		if all[w] > 0 {
			best = max(best, with[w]/all[w])
		}
	}
	for w := range all {
		expected := best * all[w]
		shut[w] = expected >= 3 && with[w] < 0.1*expected
	}
	return shut
}

// gaps marks as missing the runs of two and more empty days that would come
// about by chance less than once in twenty such histories: holidays of the
// owner, or a time that is not in the book.
func (x *Series) gaps() {
	type run struct{ from, days, to int }
	var runs []run
	open, last := 0, Traded
	for i := range x.Days {
		switch x.Days[i].State {
		case Closed:
			continue
		case Zero:
			if last != Zero {
				runs = append(runs, run{from: i})
			}
			at := &runs[len(runs)-1]
			at.days++
			at.to = i
		default:
			open++
		}
		last = x.Days[i].State
	}
	empty := float64(len(runs)) / float64(max(1, open+len(runs)))
	for _, r := range runs {
		chance := float64(open + len(runs))
		for range r.days {
			chance *= empty
		}
		if r.days < 2 || chance >= 0.05 {
			continue
		}
		for i := r.from; i <= r.to; i++ {
			if x.Days[i].State == Zero {
				x.Days[i].State = Missing
			}
		}
	}
}

// mark closes the days of an outage and sets apart those of other events.
func (x *Series) mark(events []crm.DemandEvent, o Source) {
	for i := range events {
		e := &events[i]
		if !e.Site.IsZero() || !e.Product.IsZero() && e.Product != o.Product || e.Measure != "" {
			continue
		}
		last := cmp.Or(e.To, e.From)
		for d := e.From; d <= last && last-e.From < longEvent; d++ {
			day := x.On(d)
			switch {
			case day == nil:
			case e.Type == "outage" && o.Product.IsZero():
				day.State = Closed
			default:
				day.Explained = true
			}
		}
	}
}

// On is the day with a date; nil outside of the series.
func (x *Series) On(d crm.Date) *Day {
	if len(x.Days) == 0 || d < x.Days[0].Date || d > x.Days[len(x.Days)-1].Date {
		return nil
	}
	return &x.Days[d-x.Days[0].Date]
}

// Counts are how many days are in which state.
type Counts struct {
	Traded    int `json:"traded"`
	Zero      int `json:"zero"`
	Closed    int `json:"closed"`
	Missing   int `json:"missing"`
	SoldOut   int `json:"sold_out"`
	Explained int `json:"explained"` // open, but with an event of the diary
}

// Counts counts the days.
func (x *Series) Counts() (c Counts) {
	for i := range x.Days {
		c.Count(&x.Days[i])
	}
	return c
}

// Count adds one day.
func (c *Counts) Count(d *Day) {
	switch d.State {
	case Traded:
		c.Traded++
	case Zero:
		c.Zero++
	case Closed:
		c.Closed++
	case Missing:
		c.Missing++
	case SoldOut:
		c.SoldOut++
	}
	if d.Open() && d.Explained {
		c.Explained++
	}
}
