package btyd

// Part is a model and the share of customers it is taken to hold for.
type Part struct {
	Fit    Fit
	Weight float64 // 0 to 1
}

// Mix is a mixture of models: every customer behaves after one of them, with
// the weights for chances. The weights sum to 1.
type Mix []Part

// Expected is the mean number of orders of a customer in the next t weeks.
func (m Mix) Expected(c Customer, t float64) (mean float64) {
	for _, p := range m {
		mean += p.Weight * p.Fit.Expected(c, t)
	}
	return mean
}

// Buys is the chance of at least one order in the next t weeks.
func (m Mix) Buys(c Customer, t float64) (chance float64) {
	for _, p := range m {
		chance += p.Weight * p.Fit.Buys(c, t)
	}
	return chance
}

// Outlook is what a customer may order in a time.
type Outlook struct {
	Buys   float64 // the chance of at least one order
	Mean   float64
	Square float64 // mean of the square of the number
	// The number stays at Low or above with 90 %, at High or below with 90 %.
	Low, High int
}

// Outlook looks t weeks ahead.
func (m Mix) Outlook(c Customer, t float64) Outlook {
	out := Outlook{Buys: m.Buys(c, t), Mean: m.Expected(c, t), High: -1}
	next := make([]func() float64, len(m))
	for i, p := range m {
		next[i] = p.Fit.tails(c, t)
	}
	for n := 1; n < mostOrders; n++ {
		atLeast := 0.0
		for i, p := range m {
			atLeast += p.Weight * next[i]()
		}
		if atLeast >= 0.9 {
			out.Low = n
		}
		if atLeast <= 0.1 && out.High < 0 {
			out.High = n - 1
		}
		more := float64(2*n-1) * atLeast
		out.Square += more
		if out.High >= 0 && more <= 1e-6*out.Square {
			return out
		}
	}
	out.High = max(out.High, out.Low)
	return out
}
