package shares

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"regulars/data/insight"
)

// sum is one bucket of a ratio.
type sum struct{ y, of float64 }

// ratio is y by of in each bucket, with what its weeks vary around it.
type ratio struct {
	sums map[int]sum
	free float64 // degrees of freedom: weeks beyond one a bucket
	// How much more weeks vary than independent yes-or-no answers, and
	// independent arrivals, would; never less than 1.
	answers, arrivals float64
	variance          float64 // of y for one unit of of
	relative          float64 // variance by the mean square of the ratio
}

func newRatio(all []*observation, read func(*observation) (y, of float64)) ratio {
	r := ratio{sums: map[int]sum{}}
	for _, o := range all {
		if y, of := read(o); of > 0 {
			s := r.sums[o.bucket]
			r.sums[o.bucket] = sum{s.y + y, s.of + of}
			r.free++
		}
	}
	r.free -= float64(len(r.sums))
	squares, weeks := 0.0, r.free+float64(len(r.sums))
	for _, o := range all {
		y, of := read(o)
		if of <= 0 {
			continue
		}
		s := r.sums[o.bucket]
		p := s.y / s.of
		squares += p * p
		off := (y - p*of) * (y - p*of) / of
		r.variance += off
		if p > 0 {
			r.arrivals += off / p
		}
		if p > 0 && p < 1 {
			r.answers += off / (p * (1 - p))
		}
	}
	free := max(1, r.free)
	r.variance, r.arrivals, r.answers = r.variance/free, max(1, r.arrivals/free), max(1, r.answers/free)
	if squares > 0 {
		r.relative = r.variance / (squares / weeks)
	}
	return r
}

// reach is how many standard errors an interval with such tails spans to
// either side; ok is false with too few weeks.
func (r ratio) reach(tail float64) (t float64, ok bool) {
	if r.free < LeastWeeks {
		return 0, false
	}
	return distuv.StudentsT{Sigma: 1, Nu: r.free}.Quantile(1 - tail), true
}

// part is y as a share of all: Wilson's score interval on so many answers as
// were independent.
func (r ratio) part(bucket int, tail float64) Estimate {
	s, z, ok := r.of(bucket, tail)
	if !ok {
		return s
	}
	low, high := insight.Wilson(s.Value, r.sums[bucket].of/r.answers, z)
	return between(s.Value, low, high)
}

// rate is y for one of: the score interval of Poisson arrivals, as Wilson's.
func (r ratio) rate(bucket int, tail float64) Estimate {
	s, z, ok := r.of(bucket, tail)
	if !ok {
		return s
	}
	n := r.sums[bucket].of / r.arrivals
	centre, half := s.Value+z*z/(2*n), z*math.Sqrt(s.Value/n+z*z/(4*n*n))
	return between(s.Value, max(0, centre-half), centre+half)
}

// mean is y for one of, where y may be anything: what is dear varies more.
func (r ratio) mean(bucket int, tail float64) Estimate {
	s, z, ok := r.of(bucket, tail)
	if !ok {
		return s
	}
	half := z * math.Sqrt(max(r.variance, r.relative*s.Value*s.Value)/r.sums[bucket].of)
	return between(s.Value, s.Value-half, s.Value+half)
}

func (r ratio) of(bucket int, tail float64) (e Estimate, z float64, ok bool) {
	s := r.sums[bucket]
	if s.of <= 0 {
		return e, 0, false
	}
	e.Value = s.y / s.of
	z, ok = r.reach(tail)
	return e, z, ok
}

// between is an estimate with its ends, which never leave out the value by
// rounding.
func between(value, low, high float64) Estimate {
	low, high = min(low, value), max(high, value)
	return Estimate{value, &low, &high}
}
