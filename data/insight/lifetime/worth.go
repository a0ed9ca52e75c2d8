package lifetime

import (
	"math"

	"regulars/data/crm"
	"regulars/data/insight/lifetime/btyd"
)

// outcome is the mean and the variance of what one customer's orders come to,
// and of their number.
type outcome struct {
	mean, variance float64
	orders, spread float64
}

// outcomeOf puts the number of orders N and what one comes to together, with
// Z the mean of the customer's orders and S the spread of one about it:
//
//	Var = E[N] E[S^2] + Var(N) E[Z]^2 + E[N^2] Var(Z)
func outcomeOf(n btyd.Outlook, z btyd.Worth) outcome {
	spread := max(0, n.Square-n.Mean*n.Mean)
	return outcome{finite(n.Mean * z.Mean), finite(n.Mean*z.Noise + spread*z.Mean*z.Mean + n.Square*z.Variance), finite(n.Mean), finite(spread)}
}

// margin is the 80 % interval of an outcome that is nothing unless the
// customer buys, and gamma distributed when he does, with the mean and
// variance of the outcome; quantiles after Wilson and Hilferty (1931). off is
// the standard deviation of the logarithm of the truth about the model's number.
func (o outcome) margin(buys, off float64) *Margin {
	out := &Margin{Expected: amount(o.mean)}
	if !(buys > 0 && o.mean > 0) {
		return out
	}
	square := (o.variance + o.mean*o.mean) * math.Exp(off*off) / buys // given buying
	mean := o.mean / buys
	spread := max(1e-9, square/(mean*mean)-1) // 1/shape
	at := func(share float64) crm.Amount {
		below := (share - (1 - buys)) / buys // of those who buy
		if below <= 0 {
			return 0
		}
		return amount(mean * math.Pow(max(0, 1-spread/9+quantile(below)*math.Sqrt(spread)/3), 3))
	}
	out.Low, out.High = at((1-btyd.Coverage)/2), at((1+btyd.Coverage)/2)
	return out
}

// quantile is that of the standard normal distribution.
func quantile(p float64) float64 { return -math.Sqrt2 * math.Erfcinv(2*p) }

// value writes the worth. What one order comes to adds to the width.
func (a *Ahead) value(each []outcome) {
	m := a.marginOf(each)
	a.Worth, a.WorthLow, a.WorthHigh = m.Expected, m.Low, m.High
}

// marginOf sums over customers. The interval is that of the orders, widened as
// much as chance moves the sum more, relative to its size, than their number.
func (a *Ahead) marginOf(each []outcome) *Margin {
	var mean, variance, orders, spread float64
	for _, o := range each {
		mean, variance = mean+o.mean, variance+o.variance
		orders, spread = orders+o.orders, spread+o.spread
	}
	out := &Margin{Expected: amount(mean)}
	if !(orders > 0 && mean > 0) {
		return out
	}
	width := (a.Orders.High - a.Orders.Low) / 2 / quantile(0.9) / a.Orders.Mean
	more := variance/(mean*mean) - spread/(orders*orders)
	wider := math.Sqrt(1 + max(0, more)/max(width*width, 1e-6))
	out.Low = amount(max(0, mean-wider*mean*(1-a.Orders.Low/a.Orders.Mean)))
	out.High = amount(mean + wider*mean*(a.Orders.High/a.Orders.Mean-1))
	return out
}

// margins is the model of what an order leaves after the cost of goods.
type margins struct{ spend btyd.Spend }

// margins fits the Gamma-Gamma model to the customers whose costs are known.
func (f *Forecast) margins(h *history) margins {
	var all []btyd.Spender
	known, sold := crm.Amount(0), crm.Amount(0)
	for _, c := range h.customers {
		sold += c.sold
		if c.costsKnown() {
			known += c.costed
			if s := c.marginal(); s.X > 0 {
				all = append(all, s)
			}
		}
	}
	m := margins{btyd.FitSpend(all)}
	if m.known() && sold > 0 {
		f.MarginCoverage = min(1, float64(known)/float64(sold))
	}
	return m
}

func (m margins) known() bool { return m.spend.Usable() }

// ahead is what an order of a customer will leave; unknown without his costs.
func (m margins) ahead(c customer) (btyd.Worth, bool) {
	if !m.known() || !c.costsKnown() {
		return btyd.Worth{}, false
	}
	return m.spend.Ahead(c.marginal()), true
}

// mostlyKnown is the share of a customer's sales whose cost must be known.
const mostlyKnown = 0.9

// costsKnown reports whether the costs of what a customer bought are known.
func (c customer) costsKnown() bool {
	return c.sold > 0 && float64(c.costed) >= mostlyKnown*float64(c.sold)
}

// spender is what the model of spending knows of a customer.
func (c customer) spender() btyd.Spender { return spenderOf(len(c.days)-1, c.later, 1) }

// marginal is the same of margins; the few lines without cost are taken to
// leave as much as the others.
func (c customer) marginal() btyd.Spender {
	return spenderOf(len(c.days)-1, c.left, float64(c.sold)/float64(max(1, c.costed)))
}

func spenderOf(x int, sum crm.Amount, times float64) btyd.Spender {
	if x == 0 || sum <= 0 {
		return btyd.Spender{}
	}
	return btyd.Spender{X: x, Mean: float64(sum) / float64(x) * times}
}
