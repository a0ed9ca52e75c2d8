package btyd

import "math"

// likelihood is the log-likelihood of the data at natural parameters in
// scaled time; it fills in the gradient by them.
type likelihood func(d *Data, p, grad []float64) float64

// Model is one of the models.
type Model string

// The models of orders.
const (
	NBD    Model = "nbd"
	BG     Model = "bg-nbd"
	MBG    Model = "mbg-nbd"
	Pareto Model = "pareto-nbd"
	// MBG/CNBD-k: the time between two orders has k stages.
	MBG2 Model = "mbg-cnbd-2"
	MBG3 Model = "mbg-cnbd-3"
	MBG4 Model = "mbg-cnbd-4"
)

// Models lists the models of orders that come at random, the default first.
func Models() []Model { return []Model{MBG, BG, Pareto, NBD} }

// Regular is the model of customers whose time between two orders has so many
// stages, 1 to 4: MBG/NBD and MBG/CNBD-k.
func Regular(stages int) Model {
	return []Model{MBG, MBG2, MBG3, MBG4}[max(1, min(stages, 4))-1]
}

// stages of the time between two orders; one makes it exponential.
func (m Model) stages() int {
	switch m {
	case MBG2:
		return 2
	case MBG3:
		return 3
	case MBG4:
		return 4
	}
	return 1
}

// leaves reports whether customers leave with a chance at each order.
func (m Model) leaves() bool { return m != NBD && m != Pareto }

// first is the number of chances to leave with the first order.
func (m Model) first() float64 {
	if m.leaves() && m != BG {
		return 1
	}
	return 0
}

// Names are the names of a model's parameters, in order. Rates are per week.
func (m Model) Names() []string {
	switch m {
	case NBD:
		return []string{"r", "alpha"}
	case Pareto:
		return []string{"r", "alpha", "s", "beta"}
	}
	return []string{"r", "alpha", "a", "b"}
}

func (m Model) likelihood() likelihood {
	switch m {
	case NBD:
		return nbdLogLik
	case Pareto:
		return paretoLogLik
	}
	return bgLogLik(m.first(), m.stages())
}

// bounds of all natural parameters in scaled time, and of a/(a+b) and a+b.
const least, most = 1e-6, 1e4

// natural turns the free parameters of the search into natural ones. They
// are logarithms, but where customers leave with a chance the third is the
// logit of its mean a/(a+b) and the fourth the logarithm of a+b.
func (m Model) natural(theta []float64) []float64 {
	p := make([]float64, len(theta))
	for i, v := range theta {
		p[i] = math.Exp(clamp(v))
	}
	if m.leaves() {
		share := sigmoid(clamp(theta[2]))
		p[2], p[3] = p[3]*share, p[3]*(1-share)
	}
	return p
}

// chain turns a gradient by natural parameters into one by free ones.
func (m Model) chain(theta, p, natural, free []float64) {
	for i := range p {
		free[i] = natural[i] * p[i]
	}
	if m.leaves() {
		sum := p[2] + p[3]
		free[2] = (natural[2] - natural[3]) * p[2] * p[3] / sum
		free[3] = natural[2]*p[2] + natural[3]*p[3]
	}
	for i, v := range theta {
		if v != clamp(v) {
			free[i] = 0
		}
	}
}

func clamp(v float64) float64 { return max(math.Log(least), min(v, math.Log(most))) }

// atBound reports whether the search ended at the edge of what is allowed.
func atBound(theta []float64) bool {
	for _, v := range theta {
		if v < math.Log(least)+0.7 || v > math.Log(most)-0.7 {
			return true
		}
	}
	return false
}

// priors are the centres and widths of the weak normal priors of the free
// parameters, in time scaled by the median T: an ordinary shop, most of whose
// customers have ordered a few times. They keep a fit on few customers within
// reason and are of no weight on many.
func (m Model) priors() (centre, width []float64) {
	centre, width = []float64{math.Log(0.8), math.Log(0.25)}, []float64{0.7, 1}
	switch m {
	case NBD:
		return centre, width
	case Pareto:
		return append(centre, math.Log(0.6), math.Log(0.5)), append(width, 0.7, 1)
	}
	return append(centre, -0.8, math.Log(1.5)), append(width, 0.8, 0.8)
}

// starts are the points from which the search begins.
func (m Model) starts() [][]float64 {
	centre, _ := m.priors()
	out := [][]float64{centre}
	for _, shift := range []float64{-1.2, 1.2} {
		one := append([]float64(nil), centre...)
		for i := range one {
			one[i] += shift
			shift = -shift
		}
		out = append(out, one)
	}
	return out
}
