package protect

import "regulars/data/crm"

// Yield is what a capacity brought over some time. A number that is not
// defined is nil.
type Yield struct {
	Occupancy *float64    // units sold / units offered
	Average   *crm.Amount // revenue of a unit sold
	PerUnit   *crm.Amount // revenue of a unit offered
	Rate      *float64    // average / average full price
	Yield     *float64    // revenue / revenue if every unit had brought its full price = Occupancy * Rate
}

// Achieved works the yield out from units sold and offered, their revenue and
// what all units offered would have brought at full price. Without units
// offered nothing is defined; numbers below zero count as zero.
func Achieved(sold, offered int64, revenue, potential crm.Amount) (y Yield) {
	sold, offered, potential = max(0, sold), max(0, offered), max(0, potential)
	if offered == 0 {
		return y
	}
	y.Occupancy = new(float64(sold) / float64(offered))
	y.PerUnit = new(crm.Share(revenue, 1, offered))
	if sold > 0 {
		y.Average = new(crm.Share(revenue, 1, sold))
	}
	if potential > 0 {
		y.Yield = new(float64(revenue) / float64(potential))
		if sold > 0 {
			y.Rate = new(*y.Yield / *y.Occupancy)
		}
	}
	return y
}
