package cause

import (
	"cmp"
	"math"
	"slices"
	"time"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/cycle"
	"regulars/data/insight/holiday"
)

// days are the days of a history made ready for comparing.
type days struct {
	x       *cycle.Series
	first   crm.Date
	value   []float64
	open    []bool
	special []bool // an event or public holiday: not to be compared with
	week    [7]float64
	months  *cycle.Row // nil without such a cycle
	holiday map[crm.Date]string
	events  []crm.DemandEvent
	own     []crm.Calendar
	product crm.ID
}

func newDays(s *facts.Snapshot, c *cycle.Result, o Options) *days {
	n := len(c.Series.Days)
	d := &days{x: c.Series, first: c.From, value: make([]float64, n), open: make([]bool, n), special: make([]bool, n),
		holiday: map[crm.Date]string{}, own: s.Tables.Calendars, product: o.Product}
	for _, h := range holiday.In(o.Country, c.From-1, c.To+4) {
		d.holiday[h.Date] = h.Name
	}
	for _, e := range s.Tables.Events {
		if e.Site.IsZero() && (e.Product.IsZero() || e.Product == o.Product) && e.From <= o.AsOf {
			d.events = append(d.events, e)
		}
	}
	for i := range n {
		day := &c.Series.Days[i]
		d.value[i], d.open[i] = day.Value, day.Open()
		d.special[i] = day.Explained || d.holiday[day.Date] != ""
	}
	for w := range d.week {
		d.week[w] = 1
	}
	for i := range c.Rows {
		row := &c.Rows[i]
		if row.Cycle == cycle.Weekday && row.Repetitions >= 4 {
			for w := range d.week {
				d.week[w] = max(0.05, row.Of(w+1))
			}
		}
		if row.Cycle == cycle.Month && row.Found {
			d.months = row
		}
	}
	return d
}

// weekday counts from Monday, 0.
func (d *days) weekday(i int) int { return (int((d.first + crm.Date(i)).Weekday()) + 6) % 7 }

// flag is the days of one cause.
type flag struct {
	row Row
	on  []bool
	// compared are the days to compare with; nil: all that are not on.
	compared []bool
}

// against reports whether a day may be compared with those of the flag.
func (d *days) against(f flag, i int) bool {
	return !f.on[i] && !d.special[i] && (f.compared == nil || f.compared[i])
}

// flags are all causes that days can have, in a fixed order.
func (d *days) flags() (all []flag) {
	mark := func(row Row, has func(crm.Date) bool) {
		f := flag{row: row, on: make([]bool, len(d.value))}
		any := false
		for i := range f.on {
			f.on[i] = has(d.first + crm.Date(i))
			any = any || f.on[i]
		}
		if any {
			all = append(all, f)
		}
	}
	mark(Row{Kind: Holiday}, d.isHoliday)
	mark(Row{Kind: Eve}, func(at crm.Date) bool { return d.isHoliday(at+1) && !d.isHoliday(at) })
	mark(Row{Kind: Bridge}, d.isBridge)
	for i := range d.own {
		if k := &d.own[i]; !k.Inactive {
			mark(Row{Kind: Calendar, ID: k.ID, Name: k.Name}, k.Has)
		}
	}
	for _, kind := range crm.DemandEventTypes() {
		if kind == "outage" {
			continue // closed, not moved
		}
		mark(Row{Kind: Event, Name: kind}, func(at crm.Date) bool {
			return slices.ContainsFunc(d.events, func(e crm.DemandEvent) bool { return e.Type == kind && e.Measure == "" && covers(e, at) })
		})
	}
	if wet, dry := d.rained(); slices.Contains(wet, true) {
		all = append(all, flag{Row{Kind: Measured, Name: Wet}, wet, dry})
	}
	return all
}

// rained tells the wet days and the dry ones, as far as rain was measured; of
// several numbers the highest counts. Days that an event or public holiday
// moves are neither.
func (d *days) rained() (wet, dry []bool) {
	wet, dry = make([]bool, len(d.value)), make([]bool, len(d.value))
	for _, e := range d.events {
		if e.Measure != crm.RainMM {
			continue
		}
		for at := max(e.From, d.first); at <= min(cmp.Or(e.To, e.From), d.first+crm.Date(len(wet)-1)); at++ {
			i := int(at - d.first)
			wet[i] = wet[i] || e.Value >= crm.WetDay
			dry[i] = true
		}
	}
	for i := range dry {
		dry[i] = dry[i] && !wet[i] && !d.special[i]
		wet[i] = wet[i] && !d.special[i]
	}
	return wet, dry
}

func (d *days) isHoliday(at crm.Date) bool { return d.holiday[at] != "" }

// isBridge reports a Friday after or a Monday before a holiday.
func (d *days) isBridge(at crm.Date) bool {
	if d.isHoliday(at) {
		return false
	}
	return at.Weekday() == time.Friday && d.isHoliday(at-1) || at.Weekday() == time.Monday && d.isHoliday(at+1)
}

// covers reports whether an event falls on a day.
func covers(e crm.DemandEvent, at crm.Date) bool { return e.From <= at && at <= cmp.Or(e.To, e.From) }

// around is how many comparable days on each side make the level of a day,
// and furthest how far away they may be.
const (
	around    = 14
	furthest  = 120
	leastNear = 6
)

// base tells what to expect of days from comparable ones.
type base struct {
	d     *days
	week  [7]float64
	at    []int     // the comparable days
	value []float64 // sums up to each of them
	index []float64
}

// compare makes a base of the days that are open and pass.
func (d *days) compare(pass func(i int) bool) *base {
	b := &base{d: d, week: d.week}
	for i := range d.value {
		if d.open[i] && pass(i) {
			b.at = append(b.at, i)
		}
	}
	b.sum()
	for range 2 { // the weekdays as the comparable days have them
		var value, expected [7]float64
		for _, i := range b.at {
			if e := b.expect(i, 0); !math.IsNaN(e) {
				value[d.weekday(i)] += d.value[i]
				expected[d.weekday(i)] += e
			}
		}
		for w := range b.week {
			if expected[w] > 0 && value[w] > 0 {
				b.week[w] *= value[w] / expected[w]
			}
		}
		b.sum()
	}
	return b
}

func (b *base) sum() {
	b.value, b.index = make([]float64, len(b.at)+1), make([]float64, len(b.at)+1)
	for k, i := range b.at {
		b.value[k+1], b.index[k+1] = b.value[k]+b.d.value[i], b.index[k]+b.week[b.d.weekday(i)]
	}
}

// expect is the demand expected on a day by its neighbours, those within gap
// days and itself left out; NaN where there are too few or they sold nothing.
func (b *base) expect(i, gap int) float64 {
	left, _ := slices.BinarySearch(b.at, i-gap)
	right, _ := slices.BinarySearch(b.at, i+gap+1)
	from, to := max(0, left-around), min(len(b.at), right+around)
	for from < left && i-b.at[from] > furthest {
		from++
	}
	for to > right && b.at[to-1]-i > furthest {
		to--
	}
	value := b.value[left] - b.value[from] + b.value[to] - b.value[right]
	index := b.index[left] - b.index[from] + b.index[to] - b.index[right]
	if left-from+to-right < leastNear || !(index > 0) || !(value > 0) {
		return math.NaN()
	}
	return value / index * b.week[b.d.weekday(i)]
}
