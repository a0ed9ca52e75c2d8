package cause

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"

	"regulars/data/crm"
)

// throws is how often flags are thrown at random.
const throws = 2000

// sums compare demand with what was expected.
type sums struct {
	value, expected float64
	n               int
}

func (s *sums) add(value, expected float64) {
	s.value, s.expected, s.n = s.value+value, s.expected+expected, s.n+1
}

func (s sums) ratio() float64 {
	if !(s.expected > 0) {
		return math.NaN()
	}
	return s.value / s.expected
}

// effect compares the days of a cause with those around them.
func (d *days) effect(f flag, seed uint64) Row {
	r := f.row
	b := d.compare(func(i int) bool { return d.against(f, i) })
	var free [7]int
	for _, i := range b.at {
		free[d.weekday(i)]++
	}
	gap := f.length() - 1 // others are left without neighbours as those of a run are
	expected := make([]float64, len(d.value))
	var on, off sums
	open := 0
	for i := range expected {
		expected[i] = math.NaN()
		if !d.open[i] || !f.on[i] && !d.against(f, i) {
			continue
		}
		open += b2i(f.on[i])
		if f.on[i] && free[d.weekday(i)] < LeastFlagged {
			continue
		}
		if expected[i] = b.expect(i, gap); math.IsNaN(expected[i]) {
			continue
		}
		if f.on[i] {
			on.add(d.value[i], expected[i])
		} else {
			off.add(d.value[i], expected[i])
		}
	}
	r.N, r.Of = on.n, off.n
	switch {
	case open < LeastFlagged:
		r.N, r.Reason = open, Few
		return r
	case on.n < LeastFlagged || off.n < 2*LeastFlagged:
		r.Reason = Incomparab
		return r
	}
	r.Shown = true
	ratio := on.ratio() / off.ratio()
	half := d.uncertain(f, expected, on, off)
	r.Difference, r.Low, r.High = finite(ratio-1), finite(max(-1, ratio-1-half)), finite(ratio-1+half)
	r.P = finite(d.chance(f, expected, math.Abs(ratio-1), off.ratio(), seed))
	return r
}

// uncertain is half of the 95 % interval of the ratio. The variance of a day
// grows with its expectation, as with counts; few days borrow it from all
// others. Days in a row share the error of their level.
func (d *days) uncertain(f flag, expected []float64, on, off sums) float64 {
	a, b := on.ratio(), off.ratio()
	var spreadOn, spreadOff, shared, run float64
	for i, e := range expected {
		if math.IsNaN(e) || !f.on[i] {
			shared, run = shared+run*run, 0
		}
		switch {
		case math.IsNaN(e):
		case f.on[i]:
			spreadOn += (d.value[i] - a*e) * (d.value[i] - a*e) / e
			run += e
		default:
			spreadOff += (d.value[i] - b*e) * (d.value[i] - b*e) / e
		}
	}
	shared += run * run
	spreadOff /= float64(off.n - 1)
	spreadOn /= float64(on.n - 1)
	df := float64(on.n - 1)
	if on.n < 8 {
		spreadOn, df = max(spreadOn, spreadOff*max(1, a)), float64(off.n-1)
	}
	mean := off.expected / float64(off.n)
	variance := spreadOn/on.expected + spreadOff/off.expected*a*a + a*a*shared/(on.expected*on.expected)*spreadOff/(2*around*mean)
	return distuv.StudentsT{Sigma: 1, Nu: df}.Quantile(0.975) * math.Sqrt(variance) / b
}

// chance is the share of random flags with a difference as great. A run of
// days is thrown as a whole onto another place that begins on the same weekday.
func (d *days) chance(f flag, expected []float64, seen, usual float64, seed uint64) float64 {
	n := len(expected)
	value, expect, count := make([]float64, n+1), make([]float64, n+1), make([]int, n+1)
	for i, e := range expected {
		value[i+1], expect[i+1], count[i+1] = value[i], expect[i], count[i]
		if !math.IsNaN(e) {
			value[i+1], expect[i+1], count[i+1] = value[i]+d.value[i], expect[i]+e, count[i]+1
		}
	}
	runs := f.runs(expected)
	random := rand.New(rand.NewPCG(17, seed))
	as := 1
	for range throws {
		var s sums
		for _, run := range runs {
			weeks := (n - run.days - run.from%7) / 7
			at := run.from
			for range 20 {
				at = run.from%7 + 7*random.IntN(weeks+1)
				if 2*(count[at+run.days]-count[at]) >= run.known {
					break
				}
			}
			s.value += value[at+run.days] - value[at]
			s.expected += expect[at+run.days] - expect[at]
		}
		if r := s.ratio(); math.IsNaN(r) || math.Abs(r/usual-1) >= seen-1e-12 {
			as++
		}
	}
	return float64(as) / (throws + 1)
}

// run is flagged days in a row, of which so many are known.
type run struct{ from, days, known int }

// length is the mean number of days in a row.
func (f flag) length() int {
	days, runs := 0, 0
	for i, on := range f.on {
		days += b2i(on)
		runs += b2i(on && (i == 0 || !f.on[i-1]))
	}
	return days / max(1, runs)
}

func (f flag) runs(expected []float64) (all []run) {
	for i := 0; i < len(f.on); i++ {
		if !f.on[i] {
			continue
		}
		r := run{from: i}
		for ; i < len(f.on) && f.on[i]; i++ {
			r.days++
			r.known += b2i(!math.IsNaN(expected[i]))
		}
		if r.known > 0 {
			all = append(all, r)
		}
	}
	return all
}

// measured correlates what was measured of the weather with demand, each
// against what is usual around the day.
func (d *days) measured() (rows []Row) {
	plain := d.compare(func(i int) bool { return !d.special[i] })
	for _, name := range d.measures() {
		sum, count := make([]float64, len(d.value)), make([]float64, len(d.value))
		for _, e := range d.events {
			if e.Measure != name {
				continue
			}
			for i := range sum {
				if covers(e, d.first+crm.Date(i)) {
					sum[i], count[i] = sum[i]+float64(e.Value), count[i]+1
				}
			}
		}
		var at []int
		for i := range sum {
			if count[i] > 0 {
				sum[i] /= count[i]
				if e := plain.expect(i, 0); d.open[i] && !math.IsNaN(e) {
					at = append(at, i)
				}
			}
		}
		row := Row{Kind: Measured, Name: name, N: len(at)}
		if len(at) < LeastMeasured {
			row.Reason = Few
			rows = append(rows, row)
			continue
		}
		var xs, ys []float64
		for k, i := range at {
			xs = append(xs, sum[i]-around28(sum, at, k))
			ys = append(ys, d.value[i]/plain.expect(i, 0)-1)
		}
		row.Shown = true
		row.Correlation, row.Low, row.High, row.P = correlation(xs, ys)
		rows = append(rows, row)
	}
	return rows
}

// around28 is the mean measurement of up to 28 measured days around the k-th.
func around28(value []float64, at []int, k int) float64 {
	from, to := max(0, k-around), min(len(at), k+around+1)
	sum := 0.0
	for _, i := range at[from:to] {
		sum += value[i]
	}
	return sum / float64(to-from)
}

// correlation is Pearson's with Fisher's 95 % interval and chance.
func correlation(xs, ys []float64) (r, low, high, p *float64) {
	n := float64(len(xs))
	var sx, sy, sxx, syy, sxy float64
	for i := range xs {
		sx, sy = sx+xs[i]/n, sy+ys[i]/n
	}
	for i := range xs {
		sxx, syy, sxy = sxx+(xs[i]-sx)*(xs[i]-sx), syy+(ys[i]-sy)*(ys[i]-sy), sxy+(xs[i]-sx)*(ys[i]-sy)
	}
	if !(sxx > 0) || !(syy > 0) {
		zero, one, minus := 0.0, 1.0, -1.0
		return &zero, &minus, &one, &one
	}
	v := max(-0.9999999, min(0.9999999, sxy/math.Sqrt(sxx*syy)))
	z, half := math.Atanh(v), distuv.UnitNormal.Quantile(0.975)/math.Sqrt(n-3)
	return finite(v), finite(math.Tanh(z - half)), finite(math.Tanh(z + half)), finite(2 * distuv.UnitNormal.Survival(math.Abs(z)*math.Sqrt(n-3)))
}
