package cause

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/cycle"
)

// measures are what was measured, in the order of the alphabet.
func (d *days) measures() (names []string) {
	for _, e := range d.events {
		if e.Measure != "" {
			names = append(names, e.Measure)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// unusual lists the days more than three scaled median deviations from what
// was expected. Those found first are no measure for the others.
func (d *days) unusual() (unexplained, explained []Day) {
	far := make([]bool, len(d.value))
	var off []float64
	var b *base
	for range 2 {
		b = d.compare(func(i int) bool { return !d.special[i] && !far[i] })
		if off = d.offs(b); off == nil {
			return []Day{}, []Day{}
		}
		for i, v := range off {
			far[i] = math.Abs(v) > Unusual
		}
	}
	unexplained, explained = []Day{}, []Day{}
	for i := len(far) - 1; i >= 0; i-- {
		if !far[i] {
			continue
		}
		e := b.expect(i, 0)
		day := Day{Date: d.first + crm.Date(i), Value: d.value[i], Expected: e, Times: d.value[i] / e, Off: off[i]}
		if day.Why, day.Event = d.why(day.Date); day.Why != "" {
			explained = append(explained, day)
		} else {
			unexplained = append(unexplained, day)
		}
	}
	return unexplained, explained
}

// offs is how far each day is off, in scaled median deviations; nil where
// nothing can be said. A day's usual deviation grows with the root of what is
// expected of it.
func (d *days) offs(b *base) []float64 {
	off := make([]float64, len(d.value))
	var plain []float64
	for i := range off {
		e := math.NaN()
		if d.open[i] {
			e = b.expect(i, 0)
		}
		off[i] = (d.value[i] - e) / math.Sqrt(e)
		if _, comparable := slices.BinarySearch(b.at, i); comparable && !math.IsNaN(e) {
			plain = append(plain, off[i])
		}
	}
	middle, mad := cycle.Middle(plain)
	if len(plain) < LeastUsual || mad <= 0 {
		return nil
	}
	for i := range off {
		if off[i] = (off[i] - middle) / mad; math.IsNaN(off[i]) {
			off[i] = 0
		}
	}
	return off
}

// why is the event or the public holiday of a day.
func (d *days) why(at crm.Date) (string, crm.ID) {
	for _, e := range d.events {
		if e.Measure == "" && covers(e, at) {
			return e.Title, e.ID
		}
	}
	return d.holiday[at], crm.ID{}
}

// Response is demand before, during and after a promotion or a change of
// price: means of a day without its weekday and month, in the measure, or in
// units where the event is of one product.
type Response struct {
	Event  crm.ID   `json:"event"`
	Type   string   `json:"type"`
	Title  string   `json:"title"`
	From   crm.Date `json:"from"`
	To     crm.Date `json:"to,omitempty"` // zero: it stays
	Before *float64 `json:"before"`
	During *float64 `json:"during"` // null for what stays
	After  *float64 `json:"after"`
	// Change is the first mean since the event (during, else after) over the
	// one before, less one, with its 95 % interval; null with fewer than
	// seven days on either side.
	Change *float64 `json:"change"`
	Low    *float64 `json:"low"`
	High   *float64 `json:"high"`
	N      [3]int   `json:"n"` // days before, during, after
}

// compared is how many days before and after an event are looked at, and
// leastSide how many of them must have been open.
const (
	compared  = 28
	leastSide = 7
)

// responses measures what followed promotions and changes of price, the
// newest first.
func (d *days) responses(s *facts.Snapshot, o Options) []Response {
	all := []Response{}
	for _, e := range d.relevant(s, o) {
		on := d
		if !e.Product.IsZero() && e.Product != o.Product {
			one := o
			one.Product, one.Measure, one.Resource = e.Product, cycle.Units, crm.ID{}
			c, err := cycle.Ask(s, one)
			if err != nil || c.N == 0 {
				continue
			}
			on = newDays(s, c, one)
		}
		all = append(all, on.response(e))
	}
	slices.SortStableFunc(all, func(a, b Response) int {
		return cmp.Or(cmp.Compare(b.From, a.From), cmp.Compare(a.Event.String(), b.Event.String()))
	})
	return all
}

// relevant are the events whose response is of interest: those of the shop
// and, where the question is of the whole shop, of its products.
func (d *days) relevant(s *facts.Snapshot, o Options) (events []crm.DemandEvent) {
	for _, e := range s.Tables.Events {
		if (e.Type == "own_promo" || e.Type == "price_change") && e.Site.IsZero() && e.From <= o.AsOf && (e.Product.IsZero() || o.Product.IsZero() || e.Product == o.Product) {
			events = append(events, e)
		}
	}
	return events
}

func (d *days) response(e crm.DemandEvent) Response {
	r := Response{Event: e.ID, Type: e.Type, Title: e.Title, From: e.From, To: e.To}
	before := d.plain(e.From-compared, e.From-1, e)
	end := e.From - 1
	var during, after []float64
	if e.Type == "own_promo" || e.To != 0 {
		end = cmp.Or(e.To, e.From)
		during = d.plain(e.From, end, e)
	}
	after = d.plain(end+1, end+compared, e)
	r.N = [3]int{len(before), len(during), len(after)}
	r.Before, r.During, r.After = mean(before), mean(during), mean(after)
	since := during
	if e.Type == "price_change" && e.To == 0 {
		since = after
	}
	least := min(leastSide, max(LeastFlagged, int(end-e.From)+1))
	if len(before) < leastSide || len(since) < least || *r.Before <= 0 {
		return r
	}
	r.Change, r.Low, r.High = Relative(since, before)
	return r
}

// plain is the demand of open days without weekday and month; days of other
// events are left out.
func (d *days) plain(from, to crm.Date, e crm.DemandEvent) (values []float64) {
	for at := max(from, d.first); at <= to && int(at-d.first) < len(d.value); at++ {
		i := int(at - d.first)
		if !d.open[i] || d.special[i] && !covers(e, at) {
			continue
		}
		v := d.value[i] / d.week[d.weekday(i)]
		if d.months != nil {
			v /= max(0.05, d.months.Of(int(at.Time().Month())))
		}
		values = append(values, v)
	}
	return values
}

func mean(values []float64) *float64 {
	if len(values) == 0 {
		return nil
	}
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return finite(sum / float64(len(values)))
}

// Relative is the mean since over the mean before, less one, with its 95 %
// interval. Both lists have at least two values, and the mean before is above
// zero.
func Relative(since, before []float64) (change, low, high *float64) {
	ratio := *mean(since) / *mean(before)
	half := welch(since, before, ratio)
	return finite(ratio - 1), finite(max(-1, ratio-1-half)), finite(ratio - 1 + half)
}

// welch is half of the 95 % interval of the ratio of two means (delta method,
// degrees of freedom after Welch and Satterthwaite).
func welch(since, before []float64, ratio float64) float64 {
	a, b := spread(since), spread(before)
	base := *mean(before)
	va, vb := a/float64(len(since)), b/float64(len(before))*ratio*ratio
	if !(va+vb > 0) {
		return 0
	}
	df := (va + vb) * (va + vb) / (va*va/float64(len(since)-1) + vb*vb/float64(len(before)-1))
	return distuv.StudentsT{Sigma: 1, Nu: df}.Quantile(0.975) * math.Sqrt(va+vb) / base
}

// spread is the variance.
func spread(values []float64) (sum float64) {
	m := *mean(values)
	for _, v := range values {
		sum += (v - m) * (v - m) / float64(len(values)-1)
	}
	return sum
}
