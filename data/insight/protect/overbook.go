package protect

import (
	"math"
	"sort"

	"gonum.org/v1/gonum/mathext"

	"regulars/data/crm"
	"regulars/data/insight"
)

// LeastShow is the smallest share of shows for which overbooking is worked out.
const LeastShow = 0.01

// Overbooking is how far to book beyond the capacity.
type Overbooking struct {
	Limit  int     // bookings to take in all, at least the capacity
	Turned float64 // expected customers with a booking and no unit, when booked to the limit
	Risk   float64 // chance that there is at least one
}

// OverbookByCost books on while one more booking brings more than it risks:
// up to the first limit at which the chance that all units are taken by those
// who show reaches value/(value+harm). value is what a used unit leaves, harm
// what a customer turned away costs beyond it; both above zero. show is the
// chance that a booking shows, LeastShow to 1, each on its own (binomial).
// The error is [insight.ErrOptions].
func OverbookByCost(capacity int, show float64, value, harm crm.Amount) (Overbooking, error) {
	if value <= 0 || harm <= 0 {
		return Overbooking{}, insight.ErrOptions
	}
	enough := float64(value) / (float64(value) + float64(harm))
	return overbook(capacity, show, func(limit int) bool { return atLeast(capacity, limit, show) >= enough })
}

// OverbookByRisk books on while the chance that anybody is turned away stays
// at most risk, 0 to 1; show as for [OverbookByCost].
func OverbookByRisk(capacity int, show, risk float64) (Overbooking, error) {
	if !(risk >= 0 && risk <= 1) {
		return Overbooking{}, insight.ErrOptions
	}
	return overbook(capacity, show, func(limit int) bool { return atLeast(capacity+1, limit+1, show) > risk })
}

// overbook finds the first limit from the capacity on that is enough; enough
// stays true once it is.
func overbook(capacity int, show float64, enough func(limit int) bool) (Overbooking, error) {
	if capacity < 0 || capacity > Most || !(show >= LeastShow && show <= 1) {
		return Overbooking{}, insight.ErrOptions
	}
	if capacity == 0 {
		return Overbooking{}, nil
	}
	room := int(float64(capacity)/show*2) + 100 // by then nearly everybody is turned away
	o := Overbooking{Limit: capacity + sort.Search(room, func(i int) bool { return enough(capacity + i) })}
	o.Risk = atLeast(capacity+1, o.Limit, show)
	n, c := float64(o.Limit), float64(capacity)
	// E[(S-c)+] of a binomial S in closed form
	o.Turned = max(0, n*show*atLeast(capacity, o.Limit-1, show)-c*atLeast(capacity+1, o.Limit, show))
	return o, nil
}

// atLeast is P(S >= k) for S binomial of n with chance p.
func atLeast(k, n int, p float64) float64 {
	switch {
	case k <= 0:
		return 1
	case k > n:
		return 0
	case p == 1:
		return 1
	}
	return math.Min(1, mathext.RegIncBeta(float64(k), float64(n-k+1), p))
}
