package lifetime

import (
	"context"
	"math"
	"slices"

	"regulars/data/crm"
	"regulars/data/insight/lifetime/btyd"
)

// BackTest is what each model would have said on an earlier day, and what
// happened then.
type BackTest struct {
	Cut       crm.Date `json:"cut"`  // the earlier day
	Days      int      `json:"days"` // foretold
	Customers int      `json:"customers"`
	Actual    int      `json:"actual_orders"`
	Buyers    int      `json:"actual_buyers"`
	Models    []Score  `json:"models"` // the last one the blend of all
	// RuleHits is the share of customers of whom "silent for at most twice
	// the usual gap means an order, longer means none" was right.
	RuleHits float64 `json:"rule_hits"`

	trial *trial
}

// Score is how a model did.
type Score struct {
	Model btyd.Model `json:"name"`
	// Brier is the mean square of chance less outcome; less is better.
	Brier     float64 `json:"brier"`
	Predicted float64 `json:"predicted_orders"`
	// Hits is the share of customers of whom "a chance of at least one half
	// means an order" was right.
	Hits float64 `json:"hits"`
}

// mostTested is the most customers a back-test looks at.
const mostTested = 3000

// backTest plays the last days of the history: as many as the horizon, but
// no more than a third of it. It is nil where too little is left.
func (f *Forecast) backTest(ctx context.Context, h *history) *BackTest {
	days := min(f.Horizon, f.span(h)/3)
	cut := h.until(h.asOf - crm.Date(days))
	if days < minSpan || cut.repeaters() < minTotals {
		return nil
	}
	b := &BackTest{Cut: cut.asOf, Days: days, Models: []Score{}}
	later := h.ordersSince(cut)
	step := max(1, len(cut.customers)/mostTested)
	var customers []btyd.Customer
	var happened []int
	hits, usual := 0, max(1, cut.medianGap())
	for i := 0; i < len(cut.customers); i += step {
		c, n := cut.customers[i], later[i]
		customers, happened = append(customers, c.summary(cut.asOf)), append(happened, n)
		gap := c.usualGap()
		if gap == 0 {
			gap = usual
		}
		if (int(cut.asOf-c.days[len(c.days)-1]) <= 2*gap) == (n > 0) {
			hits++
		}
		b.Actual += n
		b.Buyers += min(n, 1)
	}
	b.Customers, b.RuleHits = len(customers), float64(hits)/float64(len(customers))
	models := f.candidates()
	x := fitAll(ctx, models, customers, false)
	if ctx.Err() != nil {
		return nil
	}
	b.trial = &trial{happened: happened}
	for _, m := range models {
		b.trial.add(x.weak[m], customers, float64(days)/7)
	}
	for i, m := range b.trial.models {
		b.Models = append(b.Models, scoreOf(m, b.trial.chances[i], b.trial.expected[i], happened))
	}
	b.Models = append(b.Models, b.trial.blended(f.Regularity.usual()))
	return b
}

// add writes down what a model says.
func (t *trial) add(fit btyd.Fit, customers []btyd.Customer, weeks float64) {
	chances, expected := make([]float64, len(customers)), make([]float64, len(customers))
	for i, c := range customers {
		chances[i], expected[i] = finite(fit.Buys(c, weeks)), finite(fit.Expected(c, weeks))
	}
	t.models, t.chances, t.expected = append(t.models, fit.Model), append(t.chances, chances), append(t.expected, expected)
}

// ordersSince counts the orders after an earlier state, customer by customer.
func (h *history) ordersSince(cut *history) []int {
	out := make([]int, 0, len(cut.customers))
	i := 0
	for _, c := range cut.customers {
		for h.customers[i].party != c.party {
			i++
		}
		out = append(out, len(h.customers[i].days)-len(c.days))
	}
	return out
}

func scoreOf(m btyd.Model, chances, expected []float64, happened []int) Score {
	s := Score{Model: m}
	n := float64(len(happened))
	for i, chance := range chances {
		s.Predicted += expected[i]
		bought := happened[i] > 0
		if (chance >= 0.5) == bought {
			s.Hits += 1 / n
		}
		if bought {
			chance--
		}
		s.Brier += chance * chance / n
	}
	return s
}

func (b *BackTest) of(m btyd.Model) (Score, bool) {
	i := slices.IndexFunc(b.Models, func(s Score) bool { return s.Model == m })
	if i < 0 {
		return Score{}, false
	}
	return b.Models[i], true
}

// usualError is how far, in logarithms, such models are off the total on real
// shops with plenty of customers: -12, +18, +7 and -24 % were measured.
const usualError = 0.2

// modelError is the standard deviation of the logarithm of the truth about
// the total: the usual one, given the weight of two back-tests, with the error
// that the chosen model made in the one on this book, less what chance alone
// would explain; more, as the root of time, for a look ahead that is longer
// than the history.
func (f *Forecast) modelError(days, span int) float64 {
	square := 2 * usualError * usualError
	n := 2.0
	if f.BackTest != nil {
		if s, ok := f.BackTest.of(f.Chosen); ok {
			e := math.Log((float64(f.BackTest.Actual) + 1) / (s.Predicted + 1))
			square += max(0, min(e*e, 1)-1/(s.Predicted+1))
			n++
		}
	}
	return min(1, math.Sqrt(square/n*max(1, float64(days)/float64(span))))
}
