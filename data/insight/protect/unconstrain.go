package protect

import (
	"math"

	"regulars/data/insight"
)

// The needs of an estimate; each has a text insight.<code>.
const (
	NeedOpenDays = "need_open_days" // days that were not sold out
	NeedSoldDays = "need_sold_days" // days with bookings
)

const (
	leastOpen = 3 // days not sold out
	leastDays = 8 // days in all
	mostSteps = 5000
)

// Day is what was booked on one day, and whether more were asked for than
// there was room: then the demand was Booked or more.
type Day struct {
	Booked int // 0 to Most
	Full   bool
}

// Estimate is demand as it would have been without sold-out days.
type Estimate struct {
	Mean, SD float64
	Open     int // days not sold out
	Full     int
	Needs    []insight.Need // not empty: there is no estimate
}

// Demand is the estimate as a law.
func (e Estimate) Demand() Demand { return Demand{Law: Normal, Mean: max(0, e.Mean), SD: e.SD} }

// Unconstrain estimates the normal demand behind days of which some were sold
// out, by expectation and maximisation: each sold-out day counts as its mean
// beyond what was booked, until nothing changes (Dempster, Laird and Rubin
// 1977, for right-censored normal data). With fewer than 8 days or 3 open ones
// it says what is missing.
func Unconstrain(days []Day) Estimate {
	e := Estimate{Needs: []insight.Need{}}
	for _, d := range days {
		if d.Full {
			e.Full++
		} else {
			e.Open++
		}
	}
	if e.Open < leastOpen {
		e.Needs = append(e.Needs, insight.Need{Code: NeedOpenDays, Count: leastOpen - e.Open})
	}
	if len(days) < leastDays {
		e.Needs = append(e.Needs, insight.Need{Code: NeedSoldDays, Count: leastDays - len(days)})
	}
	if len(e.Needs) > 0 {
		return e
	}
	e.Mean, e.SD = moments(days, math.NaN(), 0)
	for range mostSteps {
		mean, sd := moments(days, e.Mean, e.SD)
		moved := math.Abs(mean-e.Mean) + math.Abs(sd-e.SD)
		e.Mean, e.SD = mean, sd
		if moved < 1e-9*(1+math.Abs(mean)) {
			break
		}
	}
	return e
}

// moments are mean and standard deviation with each sold-out day at what is
// expected of it under a normal law, or at what was booked where mean is NaN.
func moments(days []Day, mean, sd float64) (float64, float64) {
	n, sum, square := float64(len(days)), 0.0, 0.0
	for _, d := range days {
		first, second := float64(d.Booked), float64(d.Booked)*float64(d.Booked)
		if d.Full && sd > 0 && !math.IsNaN(mean) {
			above := hazard((first - mean) / sd)
			second = mean*mean + sd*sd + sd*(first+mean)*above
			first = mean + sd*above
		}
		sum, square = sum+first, square+second
	}
	mean = sum / n
	return mean, math.Sqrt(max(0, square/n-mean*mean))
}

// hazard is the mean of a standard normal above z: phi(z)/(1-Phi(z)).
func hazard(z float64) float64 {
	if z > 25 { // both are too small to divide; the first terms of the expansion
		return z + 1/z
	}
	return math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) / (0.5 * math.Erfc(z/math.Sqrt2))
}
