package protect

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mathext"

	"regulars/data/insight"
)

// Law is the distribution of a demand.
type Law string

// The laws.
const (
	// Normal has Mean and SD. Where whole units are counted it is rounded to
	// the nearest and cut at zero, which is coarse below [Small] units.
	Normal Law = "normal"
	// Poisson has Mean only: many people who each may or may not come.
	Poisson Law = "poisson"
	// Empirical is the past itself: each count of Sample is as likely as it
	// was frequent.
	Empirical Law = "empirical"
)

// Limits of what is accepted and what is usual.
const (
	// Small is the mean below which a normal law is too coarse.
	Small = 30
	// LeastSample is how many counts speak for themselves; with fewer their
	// mean is taken and the law of Poisson.
	LeastSample = 20
	// large is the mean from which a Poisson law is taken as normal.
	large = 1000
	// Most is the largest capacity, mean, standard deviation and count.
	Most = 1_000_000
)

// Demand is how many units are asked for on one day, unconstrained: also those
// that were turned away, see [Unconstrain].
type Demand struct {
	Law      Law
	Mean, SD float64 // 0 to Most
	Sample   []int   // each 0 to Most; for Empirical only
}

// FromCounts reads past counts of one kind of day: the counts themselves while
// they are small, a normal law when they are large, a Poisson law when they
// are few.
func FromCounts(counts []int) Demand {
	l := Demand{Law: Empirical, Sample: counts}.moments()
	switch {
	case len(counts) < LeastSample:
		return Demand{Law: Poisson, Mean: l.mean}
	case l.mean < Small:
		return Demand{Law: Empirical, Sample: slices.Clone(counts)}
	}
	n := float64(len(counts))
	return Demand{Law: Normal, Mean: l.mean, SD: math.Sqrt(l.variance * n / (n - 1))}
}

// Check returns [insight.ErrOptions] for an unknown law or a number out of
// range.
func (d Demand) Check() error {
	within := func(v float64) bool { return v >= 0 && v <= Most } // false for NaN
	ok := within(d.Mean) && within(d.SD)
	switch d.Law {
	case Normal, Poisson:
	case Empirical:
		ok = ok && len(d.Sample) > 0 && !slices.ContainsFunc(d.Sample, func(n int) bool { return n < 0 || n > Most })
	default:
		ok = false
	}
	if !ok {
		return insight.ErrOptions
	}
	return nil
}

// Chances returns the chance of each count from 0 to most; the last is the
// chance of most or more. most is not negative.
func (d Demand) Chances(most int) []float64 {
	p := make([]float64, most+1)
	switch d.Law {
	case Normal:
		d.roundedNormal(p)
	case Poisson:
		for k := range p {
			p[k] = poisson(k, d.Mean)
		}
	case Empirical:
		for _, n := range d.Sample {
			p[min(n, most)]++
		}
		for k := range p {
			p[k] /= float64(len(d.Sample))
		}
		return p
	}
	below := 0.0
	for _, v := range p[:most] {
		below += v
	}
	p[most] = max(0, 1-below)
	return p
}

func (d Demand) roundedNormal(p []float64) {
	if d.SD == 0 {
		p[min(len(p)-1, int(math.Round(d.Mean)))] = 1
		return
	}
	below := 0.0
	for k := range p {
		upTo := 0.5 * math.Erfc((d.Mean-float64(k)-0.5)/(d.SD*math.Sqrt2))
		p[k], below = upTo-below, upTo
	}
}

// poisson is the chance of exactly k.
func poisson(k int, mean float64) float64 {
	if mean == 0 {
		if k == 0 {
			return 1
		}
		return 0
	}
	lg, _ := math.Lgamma(float64(k + 1))
	return math.Exp(float64(k)*math.Log(mean) - mean - lg)
}

// load is a demand made ready: its moments and, where it is not normal or
// whole units are counted, its chances up to the capacity.
type load struct {
	normal         bool
	mean, variance float64
	chances        []float64
}

func (d Demand) moments() load {
	switch d.Law {
	case Normal:
		return load{normal: true, mean: d.Mean, variance: d.SD * d.SD}
	case Poisson:
		return load{normal: d.Mean > large, mean: d.Mean, variance: d.Mean}
	}
	l := load{}
	for _, n := range d.Sample {
		l.mean += float64(n)
	}
	l.mean /= max(1, float64(len(d.Sample)))
	for _, n := range d.Sample {
		l.variance += (float64(n) - l.mean) * (float64(n) - l.mean) / float64(len(d.Sample))
	}
	return l
}

func (d Demand) load(capacity int) load {
	l := d.moments()
	if !l.normal {
		l.chances = d.Chances(capacity)
	}
	return l
}

// plus adds an independent demand; beyond MostExact units the sum is taken as
// normal.
func (l load) plus(o load, capacity int) load {
	sum := load{normal: l.normal && o.normal || capacity > MostExact, mean: l.mean + o.mean, variance: l.variance + o.variance}
	if !sum.normal {
		a, b := l.counted(capacity), o.counted(capacity)
		sum.chances = make([]float64, capacity+1)
		low, high := support(b)
		for i, p := range a {
			if p < negligible {
				continue
			}
			for j := low; j <= high; j++ {
				sum.chances[min(capacity, i+j)] += p * b[j]
			}
		}
	}
	return sum
}

// counted gives the chances of whole units up to the capacity.
func (l load) counted(capacity int) []float64 {
	if l.chances != nil {
		return l.chances
	}
	return Demand{Law: Normal, Mean: l.mean, SD: math.Sqrt(l.variance)}.Chances(capacity)
}

// quantile is where the demand is not above with chance p, 0 < p < 1: for a
// normal law a number that may be negative, else the smallest such count.
func (l load) quantile(p float64) float64 {
	if l.normal {
		if l.variance == 0 {
			return l.mean
		}
		return l.mean + math.Sqrt(l.variance)*mathext.NormalQuantile(p)
	}
	sum := 0.0
	for k, q := range l.chances {
		if sum += q; sum >= p-1e-12 {
			return float64(k)
		}
	}
	return float64(len(l.chances) - 1)
}
