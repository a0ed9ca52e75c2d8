package cycle

import "math"

// leastPeriod and mostSlots bound what is looked for: days that take turns are
// no cycle, and a long period is measured in at most so many parts.
const (
	leastPeriod = 3
	mostSlots   = 8
)

// other looks for a period of days that nobody named: the highest point of the
// periodogram of what the named cycles leave, if chance hardly makes one as
// high (Fisher's g).
func (x *Series) other(days []float64, week, part, months Row) Row {
	row := Row{Cycle: Other, Unit: "day", P: 1, Together: 1, Indices: []Index{}, Reason: Short}
	rest := x.remainder(days, part, months)
	n := len(rest)
	if n < 28 {
		return row
	}
	best, chance := peak(rest, func(p float64) bool { return named(p, n) })
	row.Reason, row.P = Chance, chance
	if best == 0 || chance >= MostChance {
		return row
	}
	slots := min(mostSlots, int(best))
	g := grid{slots: slots, period: best, value: make([]float64, n), slot: make([]int, n)}
	for i := range n {
		g.slot[i], g.value[i] = phase(i, best, slots), days[i]
	}
	row.Period = best
	row = x.row(row, g, 0, 3, func(s int) int { return int(math.Ceil(float64(s)*best/float64(slots))) + 1 })
	row.P = max(row.P, chance)
	return row
}

// remainder is what the level, parts of the month and months leave of each
// day, less one; 0 where nothing is known.
func (x *Series) remainder(days []float64, part, months Row) []float64 {
	g := grid{value: days, slot: make([]int, len(days)), slots: 1, period: 1, window: min(len(days), 6*30+1)}
	keep := make([]bool, len(days))
	for i, v := range days {
		keep[i] = !math.IsNaN(v)
	}
	level := g.levels([]float64{1}, keep)
	out := make([]float64, len(days))
	for i := range days {
		r := g.ratio(i, level, keep)
		if math.IsNaN(r) {
			continue
		}
		d := x.Days[i].Date
		if part.Found {
			r /= max(0.05, part.Of(5*partOf(d)+1))
		}
		if months.Found {
			r /= max(0.05, months.Of(int(d.Time().Month())))
		}
		out[i] = min(r-1, 5)
	}
	return out
}

// named reports whether a period is one the other cycles speak of, or too
// long to be seen often enough.
func named(p float64, n int) bool {
	if p < leastPeriod || p > float64(n)/float64(LeastRepetitions+1) || p > 120 {
		return true
	}
	for _, of := range []float64{7, 3.5, 365.25 / 12} {
		if width := of * of / float64(n); math.Abs(p-of) <= max(0.1, 1.5*width) {
			return true
		}
	}
	return false
}

// peak is the period with the greatest part of the variance, taken finely,
// and the chance that noise has one as great; 0 and 1 where there is none.
func peak(rest []float64, skip func(period float64) bool) (best, chance float64) {
	n := len(rest)
	total, highest, m := 0.0, 0.0, 0
	for k := 1; 2*k <= n; k++ {
		p := power(rest, float64(n)/float64(k))
		total += p
		m++
		if !skip(float64(n)/float64(k)) && p > highest {
			best, highest = float64(n)/float64(k), p
		}
	}
	if best == 0 || total <= 0 {
		return 0, 1
	}
	chance = fisher(highest/total, m)
	k := float64(n) / best
	for step := -10; step <= 10; step++ {
		at := float64(n) / (k + float64(step)/20)
		if p := power(rest, at); p > highest && !skip(at) {
			best, highest = at, p
		}
	}
	return best, chance
}

// power is the height of the periodogram at a period.
func power(values []float64, period float64) float64 {
	var a, b float64
	step := 2 * math.Pi / period
	for i, v := range values {
		sin, cos := math.Sincos(step * float64(i))
		a, b = a+v*cos, b+v*sin
	}
	return (a*a + b*b) / float64(len(values))
}

// fisher is the first, ever too high term of the chance that the highest of m
// points of a periodogram of noise has the share g of all (Fisher, 1929).
func fisher(g float64, m int) float64 {
	return min(1, float64(m)*math.Pow(1-min(1, g), float64(m-1)))
}
