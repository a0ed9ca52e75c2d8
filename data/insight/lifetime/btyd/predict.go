package btyd

import "math"

// Alive is the chance that a customer is still one. As a forecast of buying
// it is worse than useless; show [Fit.Buys].
func (f Fit) Alive(c Customer) float64 {
	p, x := f.P, float64(c.X)
	switch f.Model {
	case NBD:
		return 1
	case Pareto:
		k := p[0] + x
		alive := -k*math.Log(p[1]+c.T) - p[2]*math.Log(p[3]+c.T)
		return sigmoid(alive - math.Log(p[2]) - dying(k, p[2], p[1], p[3], c.Tx, c.T).log)
	}
	j := x + f.Model.first()
	if j == 0 {
		return 1
	}
	m, in := f.shape(c)
	odds := math.Log(p[2]) - math.Log(p[3]+j-1) + m*math.Log((p[1]+c.T)/(p[1]+c.Tx)) - in.log
	return sigmoid(-odds)
}

// shape is r + kx, and what may have happened since the last order.
func (f Fit) shape(c Customer) (m float64, in stage) {
	k := f.Model.stages()
	m = f.P[0] + float64(k*c.X)
	return m, since(m, f.P[1], c.Tx, c.T, k)
}

// Expected is the mean number of orders of a customer in the next t weeks.
func (f Fit) Expected(c Customer, t float64) float64 {
	if f.Model.stages() > 1 {
		return f.summed(c, t)
	}
	return f.Alive(c) * f.whileAlive(float64(c.X), c.T, t)
}

// summed is the mean as the sum of the chances of at least one order, two...
func (f Fit) summed(c Customer, t float64) (mean float64) {
	next := f.tails(c, t)
	for n := 1; n < mostOrders; n++ {
		p := next()
		mean += p
		if p < 1e-12 {
			break
		}
	}
	return mean
}

// whileAlive is the same of one who is alive after x orders in T weeks, in
// models with one stage to an order.
func (f Fit) whileAlive(x, after, t float64) float64 {
	p := f.P
	k, rate := p[0]+x, p[1]+after
	switch f.Model {
	case NBD:
		return k * t / rate
	case Pareto:
		return paretoExpected(k, rate, p[2], p[3]+after, t)
	}
	return bgExpected(k, p[2], p[2]+p[3]+x+f.Model.first()-1, t/(rate+t))
}

// ExpectedNew is the mean number of repeat orders of a new customer within t
// weeks of the first order.
func (f Fit) ExpectedNew(t float64) float64 {
	if f.Model.stages() > 1 {
		return f.summed(Customer{}, t)
	}
	mean := f.whileAlive(0, 0, t)
	if f.Model == MBG {
		mean *= f.P[3] / (f.P[2] + f.P[3])
	}
	return mean
}

// Buys is the chance of at least one order in the next t weeks: P(alive)
// times [1 - ((alpha+T)/(alpha+T+t))^(r+x)], exact for BG/NBD and MBG/NBD,
// where nobody leaves without an order, and for NBD. With k stages the second
// factor is the mean over the stages since the last order, see [Fit.tails].
func (f Fit) Buys(c Customer, t float64) float64 {
	k, rate := f.P[0]+float64(c.X), f.P[1]+c.T
	if f.Model == Pareto {
		return f.Alive(c) * max(0, 1-paretoNone(k, rate, f.P[2], f.P[3]+c.T, t))
	}
	if f.Model.stages() > 1 {
		return f.tails(c, t)()
	}
	return f.Alive(c) * -math.Expm1(k*math.Log(rate/(rate+t)))
}
