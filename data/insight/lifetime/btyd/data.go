// Package btyd holds the "buy till you die" models of a customer base: the
// chance that a customer buys again, and how often, from nothing but the
// number of orders and when the first and the last of them were.
//
//	NBD         orders at a personal, steady rate; nobody ever leaves
//	            (Ehrenberg, Applied Statistics 8, 1959)
//	Pareto/NBD  as NBD, and everybody leaves after a lifetime of their own
//	            (Schmittlein, Morrison, Colombo, Management Science 33, 1987)
//	BG/NBD      as NBD, and may leave after each repeat order
//	            (Fader, Hardie, Lee, Marketing Science 24, 2005)
//	MBG/NBD     as BG/NBD, and may leave after the first order too
//	            (Batislam, Denizel, Filiztekin, IJRM 24, 2007)
//	MBG/CNBD-k  as MBG/NBD, with k stages between two orders, which makes them
//	            regular (Platzer, Reutterer, Marketing Science 35, 2016;
//	            Reutterer, Platzer, Schroeder, IJRM 38, 2021)
//	Gamma-Gamma what an order comes to, whatever their number
//	            (Fader, Hardie, Lee, Journal of Marketing Research 42, 2005)
//
// All work in logarithms, so that no number of orders overflows, and have
// analytic gradients. Time is in weeks of seven days.
package btyd

import (
	"cmp"
	"math"
	"slices"
)

// Customer is what the models know of one customer, in weeks from the first
// order: X orders after the first, the last of them at Tx, seen until T.
// 0 <= Tx <= T; Tx is 0 where X is. LnGaps is the sum of the logarithms of the
// X gaps between orders; the likelihood of regular models holds it, no forecast does.
type Customer struct {
	X      int
	Tx, T  float64
	LnGaps float64
}

// row is a group of equal customers.
type row struct {
	x     int32 // index into the distinct numbers of orders
	n     float64
	tx, t int32 // indexes into the distinct times
}

// Data are customers with equal ones put together.
type Data struct {
	rows   []row
	times  []float64 // distinct ones of the rows, in units of scale
	xs     []float64 // distinct numbers of orders, rising
	counts []float64 // customers of each
	n      float64
	orders float64 // sum of X
	lnGaps float64 // sum of LnGaps, in units of scale
	scale  float64 // weeks: the median T
}

// Collapse puts equal customers together. The order of customers is of no account.
func Collapse(customers []Customer) *Data {
	d := &Data{n: float64(len(customers)), scale: medianT(customers)}
	times := clock{}
	sorted := inOrder(customers)
	for i, c := range sorted {
		if i == 0 || c.X != sorted[i-1].X {
			d.xs, d.counts = append(d.xs, float64(c.X)), append(d.counts, 0)
		}
		last := len(d.xs) - 1
		d.counts[last]++
		d.orders += float64(c.X)
		d.lnGaps += c.LnGaps - float64(c.X)*math.Log(d.scale)
		if i > 0 && byTimes(c, sorted[i-1]) == 0 {
			d.rows[len(d.rows)-1].n++
			continue
		}
		d.rows = append(d.rows, row{x: int32(last), n: 1, tx: times.index(c.Tx / d.scale), t: times.index(c.T / d.scale)})
	}
	d.times = times.list
	return d
}

// clock numbers distinct times. Days are whole, so that a book has few, and
// what costs a logarithm is worked out once for each.
type clock struct {
	at   map[float64]int32
	list []float64
}

func (c *clock) index(time float64) int32 {
	if c.at == nil {
		c.at = map[float64]int32{}
	}
	i, ok := c.at[time]
	if !ok {
		i = int32(len(c.list))
		c.at[time], c.list = i, append(c.list, time)
	}
	return i
}

// logs are the logarithms of the times, each made later by some.
func (d *Data) logs(later float64) []float64 {
	out := make([]float64, len(d.times))
	for i, t := range d.times {
		out[i] = math.Log(later + t)
	}
	return out
}

// inOrder sorts a copy.
func inOrder(customers []Customer) []Customer {
	sorted := slices.Clone(customers)
	slices.SortFunc(sorted, func(a, b Customer) int { return cmp.Or(byTimes(a, b), cmp.Compare(a.LnGaps, b.LnGaps)) })
	return sorted
}

func byTimes(a, b Customer) int {
	return cmp.Or(cmp.Compare(a.X, b.X), cmp.Compare(a.Tx, b.Tx), cmp.Compare(a.T, b.T))
}

// day is one day in weeks: the shortest time worth speaking of.
const day = 1.0 / 7

func medianT(customers []Customer) float64 {
	ts := make([]float64, len(customers))
	for i, c := range customers {
		ts[i] = c.T
	}
	slices.Sort(ts)
	if len(ts) == 0 {
		return day
	}
	return max(ts[len(ts)/2], day)
}

// thinned is every k-th row, for a first look at much data.
func (d *Data) thinned(rows int) *Data {
	step := len(d.rows) / rows
	if step < 2 {
		return d
	}
	out := &Data{xs: d.xs, scale: d.scale, counts: make([]float64, len(d.xs))}
	times := clock{}
	for i := step / 2; i < len(d.rows); i += step {
		r := d.rows[i]
		r.tx, r.t = times.index(d.times[r.tx]), times.index(d.times[r.t])
		out.rows = append(out.rows, r)
		out.counts[r.x] += r.n
		out.n += r.n
		out.orders += r.n * d.xs[r.x]
		out.lnGaps += d.lnGaps * r.n / d.n
	}
	out.times = times.list
	return out
}

// inWeeks turns a log-likelihood in scaled time into one in weeks: each
// order is a density over time.
func (d *Data) inWeeks(ll float64) float64 { return ll - d.orders*math.Log(d.scale) }
