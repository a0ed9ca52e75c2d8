package track

import (
	"math"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/lifetime"
	"regulars/data/insight/repurchase"
)

// level is the nominal share, in per cent, of truths within the intervals, and
// z the point of the normal distribution that belongs to it.
const (
	level = 80
	z     = 1.2815515655446004
)

// mostNamed is the most customers whose chances are kept with a prediction.
const mostNamed = 1000

// RemindFor is how many days a reminder has to be followed by the purchase.
const RemindFor = 30

// LookAhead is what a look ahead promises, ready to be kept: orders and
// customers to come within its horizon. It is nothing where too little is
// known for a look ahead.
func LookAhead(f *lifetime.Forecast) []crm.Prediction {
	if f.Next == nil {
		return nil
	}
	p := crm.Prediction{Question: Next, AsOf: f.AsOf, Until: f.AsOf + crm.Date(f.Horizon), Method: f.Method, Level: level}
	orders := p
	orders.Series, orders.Unit = Orders, Orders
	orders.Expected, orders.Low, orders.High = milli(f.Next.Orders.Mean), milli(f.Next.Orders.Low), milli(f.Next.Orders.High)
	if f.Gate == lifetime.Counts {
		return []crm.Prediction{orders}
	}
	come := 0.0
	for _, r := range f.Rows {
		come += r.Buy
	}
	// As unsure, in proportion, as the orders are; nobody comes who is not known.
	come = min(come, float64(f.Customers))
	scale := come / math.Max(f.Next.Orders.Mean, 1e-9)
	customers := p
	customers.Series, customers.Unit = Customers, Customers
	customers.Expected = milli(come)
	customers.Low = min(customers.Expected, milli(math.Floor(f.Next.Orders.Low*scale)))
	customers.High = max(customers.Expected, milli(math.Ceil(math.Min(f.Next.Orders.High*scale, float64(f.Customers)))))
	step := max(1, (len(f.Rows)+mostNamed-1)/mostNamed)
	for i := 0; i < len(f.Rows); i += step {
		customers.Parties = append(customers.Parties, f.Rows[i].ID)
		customers.Permille = append(customers.Permille, int16(math.Round(1000*f.Rows[i].Buy)))
	}
	return []crm.Prediction{orders, customers}
}

func milli(x float64) int64 { return int64(math.Round(1000 * x)) }

// usualError is how far, as a share, sums of chances are off the truth beside
// what luck explains; measured on the Online Retail shop: up to 17 %.
const usualError = 0.2

// Reminders is what the reminders of a day promise: how many are followed by
// the purchase within RemindFor days. It is nothing without any.
func Reminders(s *facts.Snapshot, day crm.Date) []crm.Prediction {
	clocks := reminders(s, day)
	expected, luck := 0.0, 0.0
	for _, c := range clocks {
		expected += c.Chance
		luck += c.Chance * (1 - c.Chance)
	}
	if expected == 0 {
		return nil
	}
	half := z * math.Sqrt(luck+usualError*usualError*expected*expected)
	return []crm.Prediction{{Question: Repurchase, Series: Due, AsOf: day, Until: day + RemindFor, Method: repurchase.Method, Unit: "reminders", Level: level,
		Expected: milli(expected), Low: milli(math.Max(0, math.Floor(expected-half))), High: milli(math.Min(float64(len(clocks)), math.Ceil(expected+half)))}}
}

// reminders are the clocks of a day whose chance is known.
func reminders(s *facts.Snapshot, day crm.Date) (clocks []repurchase.Clock) {
	r, err := repurchase.Ask(s, repurchase.Options{AsOf: day, Within: RemindFor})
	if err != nil {
		return nil // these options are in range
	}
	for _, c := range r.Rows {
		if c.ChanceN > 0 {
			clocks = append(clocks, c)
		}
	}
	return clocks
}
