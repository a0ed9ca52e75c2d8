package group

import (
	"math"
	"math/rand/v2"
	"slices"
	"sort"

	"gonum.org/v1/gonum/mathext"
)

// Draws is how many times a question is played through for its ranges.
const Draws = 4000

const seed = 20

// plan is a question made ready: for each night the chances of the demand, up
// to the free units, and of the units the group keeps.
type plan struct {
	question Question
	chances  [][]float64
	kept     []float64 // chance that the group keeps k units
}

func newPlan(q Question) *plan {
	p := &plan{question: q, kept: binomial(q.Units, 1-q.Wash)}
	for k := range p.kept {
		p.kept[k] *= 1 - q.Gone
	}
	p.kept[0] += q.Gone
	for _, n := range q.Nights {
		p.chances = append(p.chances, n.Demand.Chances(n.free()))
	}
	return p
}

// binomial is the chance of each count of n when each is there with chance p.
func binomial(n int, p float64) []float64 {
	out := make([]float64, n+1)
	if p >= 1 {
		out[n] = 1
		return out
	}
	all, _ := math.Lgamma(float64(n + 1))
	for k := range out {
		yes, _ := math.Lgamma(float64(k + 1))
		no, _ := math.Lgamma(float64(n - k + 1))
		out[k] = math.Exp(all - yes - no + float64(k)*math.Log(p) + float64(n-k)*math.Log1p(-p))
	}
	return out
}

// blocks is how many units the group takes from sale when it keeps k.
func (p *plan) blocks(k int) int {
	if p.question.LateWash {
		return p.question.Units
	}
	return k
}

// pushed is how many of a demand find no unit because of the group.
func pushed(demand, free, block int) int {
	return min(demand, free) - min(demand, max(0, free-block))
}

// exact is the expected number of units pushed out on each night.
func (p *plan) exact() []float64 {
	out := make([]float64, len(p.chances))
	for i, chances := range p.chances {
		byBlock := cumulated(chances)
		for k, chance := range p.kept {
			out[i] += chance * byBlock[min(p.blocks(k), len(byBlock)-1)]
		}
	}
	return out
}

// cumulated is the expected number pushed out by a block of 0, 1, ... units:
// each further unit pushes one out when the demand reaches it.
func cumulated(chances []float64) []float64 {
	out := make([]float64, len(chances))
	reached := 0.0
	for block := 1; block < len(chances); block++ {
		reached += chances[len(chances)-block]
		out[block] = out[block-1] + reached
	}
	return out
}

// draws is the question played through, each list sorted.
type draws struct {
	displaced [][]float64 // by night
	cost, net []float64
	// unit is the cost of a unit and night the group keeps, where it comes.
	unit   []float64
	regret float64
}

// draw plays the question with the same random numbers each time.
func (p *plan) draw() *draws {
	rng := rand.New(rand.NewPCG(seed, Draws))
	q, nights := p.question, len(p.chances)
	d := &draws{displaced: make([][]float64, nights), cost: make([]float64, Draws), net: make([]float64, Draws)}
	upTo := make([][]float64, nights)
	for i, c := range p.chances {
		d.displaced[i], upTo[i] = make([]float64, Draws), sums(c)
	}
	kept, margin, losses := sums(p.kept), float64(q.Rate+q.Ancillary-q.Variable), 0
	together := linked{by: q.Correlation}
	for n := range Draws {
		k := pick(kept, rng.Float64())
		for i, night := range q.Nights {
			out := pushed(pick(upTo[i], together.next(i == 0, rng.Float64())), night.free(), p.blocks(k))
			d.displaced[i][n] = float64(out)
			d.cost[n] += float64(out) * float64(night.Margin) * (1 + night.Others)
		}
		d.net[n] = float64(k*nights)*margin - d.cost[n]
		if k > 0 {
			d.unit = append(d.unit, d.cost[n]/float64(k*nights))
		}
		if d.net[n] < 0 {
			losses++
		}
	}
	d.regret = float64(losses) / Draws
	for _, list := range append(d.displaced, d.cost, d.net, d.unit) {
		slices.Sort(list)
	}
	return d
}

// linked turns independent uniform numbers into uniform ones of which each is
// linked to the one before: normal deviates of a first-order autoregression, a
// Gaussian copula.
type linked struct{ by, before float64 }

func (l *linked) next(first bool, u float64) float64 {
	if l.by == 0 {
		return u
	}
	z := mathext.NormalQuantile(max(u, 1e-16)) // no infinity
	if !first {
		z = l.by*l.before + math.Sqrt(1-l.by*l.by)*z
	}
	l.before = z
	return 0.5 * math.Erfc(-z/math.Sqrt2)
}

// sums adds the chances up.
func sums(chances []float64) []float64 {
	out, sum := make([]float64, len(chances)), 0.0
	for i, c := range chances {
		sum += c
		out[i] = sum
	}
	return out
}

// pick is the first count whose chance up to it exceeds u.
func pick(upTo []float64, u float64) int {
	i := sort.Search(len(upTo), func(i int) bool { return upTo[i] > u })
	return min(i, len(upTo)-1)
}

// spread is a mean with the range that 8 of 10 draws lie in; without draws it
// is the mean.
func spread(mean float64, sorted []float64) Range[float64] {
	if len(sorted) == 0 {
		return Range[float64]{mean, mean, mean}
	}
	return Range[float64]{mean, sorted[len(sorted)/10], sorted[len(sorted)-1-len(sorted)/10]}
}
