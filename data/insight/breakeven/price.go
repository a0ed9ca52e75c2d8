package breakeven

import (
	"math"

	"regulars/data/crm"
)

// VolumeChange is by what share the units must change after a price change to
// leave the same: (p - v)/(p' - v) - 1, -0.1 for a tenth less. ok is false
// unless both prices are above the variable cost.
func VolumeChange(before, after, variable crm.Price) (change float64, ok bool) {
	if before <= variable || after <= variable {
		return 0, false
	}
	return float64(before-variable)/float64(after-variable) - 1, true
}

// Response is how units answered one price change, three ways: from the first
// point, from the middle of both, and in logarithms, which is the same in both
// directions.
type Response struct{ Point, Midpoint, Log float64 }

// Respond compares units sold at two prices; ok is false unless the prices
// differ and all four numbers are above zero.
func Respond(before, after crm.Price, unitsBefore, unitsAfter crm.Quantity) (r Response, ok bool) {
	if before <= 0 || after <= 0 || before == after || unitsBefore <= 0 || unitsAfter <= 0 {
		return r, false
	}
	p, q := float64(after)/float64(before), float64(unitsAfter)/float64(unitsBefore)
	return Response{
		Point:    (q - 1) / (p - 1),
		Midpoint: (q - 1) / (q + 1) * (p + 1) / (p - 1),
		Log:      math.Log(q) / math.Log(p),
	}, true
}

// BestPrice is the price that leaves most when the elasticity is the same at
// all prices: v e/(1+e). ok is false unless e is below -1 (else every higher
// price would be better, which no shop has seen) and the variable cost above
// zero, and when the price would be more than a hundred times the cost.
func BestPrice(variable crm.Price, elasticity float64) (p crm.Price, ok bool) {
	if !(elasticity < -1) || variable <= 0 || variable > Most {
		return 0, false
	}
	factor := 1.0
	if !math.IsInf(elasticity, -1) {
		factor = elasticity / (1 + elasticity)
	}
	if factor > 100 {
		return 0, false
	}
	return crm.Price(math.Round(float64(variable) * factor)), true
}

// MarginalRevenue is what the next unit adds to revenue when the price is
// lowered to sell it: p(1 + 1/e). ok is false unless e is below zero.
func MarginalRevenue(price crm.Price, elasticity float64) (p crm.Price, ok bool) {
	v := float64(price) * (1 + 1/elasticity)
	if !(elasticity < 0) || !(math.Abs(v) < Most) {
		return 0, false
	}
	return crm.Price(math.Round(v)), true
}

// MarginalProfit is [MarginalRevenue] less the variable cost of the unit.
func MarginalProfit(price, variable crm.Price, elasticity float64) (p crm.Price, ok bool) {
	p, ok = MarginalRevenue(price, elasticity)
	if !ok {
		return 0, false
	}
	return p - variable, true
}
