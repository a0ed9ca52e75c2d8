package lifetime

import (
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
	Models    []Score  `json:"models"`
	// RuleHits is the share of customers of whom "silent for at most twice
	// the usual gap means an order, longer means none" was right.
	RuleHits float64 `json:"rule_hits"`
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
func (f *Forecast) backTest(h *history) *BackTest {
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
	models := candidates(f.Customers)
	x := fitAll(models, customers, false)
	for _, m := range models {
		b.Models = append(b.Models, scoreOf(x.weak[m], customers, happened, float64(days)/7))
	}
	return b
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

func scoreOf(fit btyd.Fit, customers []btyd.Customer, happened []int, t float64) Score {
	s := Score{Model: fit.Model}
	n := float64(len(customers))
	for i, c := range customers {
		s.Predicted += fit.Expected(c, t)
		chance := fit.Buys(c, t)
		bought := happened[i] > 0
		if (chance >= 0.5) == bought {
			s.Hits += 1 / n
		}
		if bought {
			chance--
		}
		s.Brier += chance * chance / n
	}
	s.Predicted, s.Brier = finite(s.Predicted), finite(s.Brier)
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
// the model's total: the usual one, given the weight of two back-tests, with
// the error found in the one on this book; more, as the root of time, for a
// look ahead that is longer than the history.
func (f *Forecast) modelError(days, span int) float64 {
	square := 2 * usualError * usualError
	n := 2.0
	if f.BackTest != nil {
		if s, ok := f.BackTest.of(btyd.MBG); ok {
			e := math.Log((float64(f.BackTest.Actual) + 1) / (s.Predicted + 1))
			square += min(e*e, 1)
			n++
		}
	}
	return min(1, math.Sqrt(square/n*max(1, float64(days)/float64(span))))
}
