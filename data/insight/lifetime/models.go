package lifetime

import (
	"math"
	"sync"

	"regulars/data/crm"
	"regulars/data/insight/lifetime/btyd"
)

// Fitted is a model as found on the whole history: by plain maximum
// likelihood, and in Map with the weak priors, as the chances use it. Times
// are in weeks.
type Fitted struct {
	Name          btyd.Model         `json:"name"`
	Parameters    map[string]float64 `json:"parameters"`
	LogLikelihood float64            `json:"log_likelihood"`
	Converged     bool               `json:"converged"`
	// Identified: the data determine the parameters, and, in models in which
	// customers leave, tell leaving from resting.
	Identified bool  `json:"identified"`
	Map        *Mode `json:"map,omitempty"`
	// Correlation of the number of orders with what they come to, which the
	// model of spending takes for none; 0 in models of orders.
	Correlation float64 `json:"correlation,omitempty"`
}

// Mode is the mode of the posterior under the weak priors.
type Mode struct {
	Parameters    map[string]float64 `json:"parameters"`
	LogLikelihood float64            `json:"log_likelihood"` // without the prior
	Converged     bool               `json:"converged"`
}

// fits are the models found on one history.
type fits struct {
	plain, weak map[btyd.Model]btyd.Fit
}

// mostPareto is the number of customers up to which Pareto/NBD is fitted: its
// likelihood is an integral for each of them.
const mostPareto = 10_000

func candidates(customers int) []btyd.Model {
	var out []btyd.Model
	for _, m := range btyd.Models() {
		if m != btyd.Pareto || customers <= mostPareto {
			out = append(out, m)
		}
	}
	return out
}

// fitAll finds models side by side; plain ones only where asked.
func fitAll(models []btyd.Model, customers []btyd.Customer, plain bool) fits {
	d := btyd.Collapse(customers)
	weakly, plainly := make([]btyd.Fit, len(models)), make([]btyd.Fit, len(models))
	var wait sync.WaitGroup
	for i, m := range models {
		wait.Go(func() {
			weakly[i] = btyd.Find(m, d, true)
			if plain {
				plainly[i] = btyd.Find(m, d, false)
			}
		})
	}
	wait.Wait()
	out := fits{map[btyd.Model]btyd.Fit{}, map[btyd.Model]btyd.Fit{}}
	for i, m := range models {
		out.weak[m] = weakly[i]
		if plain {
			out.plain[m] = plainly[i]
		}
	}
	return out
}

// identified reports whether the data determine a model.
func (x fits) identified(m btyd.Model) bool {
	if m == btyd.NBD {
		return x.plain[m].Inner
	}
	return btyd.DropoutIdentified(x.plain[m], x.plain[btyd.NBD])
}

func (f *Forecast) reportModels(x fits, spend btyd.Spend) {
	for _, m := range candidates(f.Customers) {
		plain, weak := x.plain[m], x.weak[m]
		f.Models = append(f.Models, Fitted{Name: m, Parameters: named(m, plain.P), LogLikelihood: finite(plain.LogLik), Converged: plain.Converged,
			Identified: x.identified(m), Map: &Mode{named(m, weak.P), finite(weak.LogLik), weak.Converged}})
	}
	if spend.Usable() {
		// In whole units of the currency, like published ones.
		unit := math.Pow10(crm.Exponent(f.Currency))
		f.Models = append(f.Models, Fitted{Name: btyd.GammaGamma, Parameters: map[string]float64{"p": spend.P, "q": spend.Q, "v": spend.V / unit},
			LogLikelihood: spend.LogLik + float64(spend.N)*math.Log(unit), Converged: true, Identified: true, Correlation: spend.Correlation})
	}
}

func named(m btyd.Model, p []float64) map[string]float64 {
	out := map[string]float64{}
	for i, name := range m.Names() {
		out[name] = finite(p[i])
	}
	return out
}

// finite is v, or 0 for what is no number: JSON has no other.
func finite(v float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return v
}

// look fits, chooses and looks ahead.
func (f *Forecast) look(h *history) {
	customers := h.summaries()
	x := fitAll(candidates(len(customers)), customers, true)
	spend := btyd.FitSpend(spenders(h))
	f.reportModels(x, spend)
	f.BackTest = f.backTest(h)
	chosen := f.choose(x)
	fit := x.weak[chosen]
	if !fit.Converged || math.IsNaN(fit.LogLik) {
		return
	}
	f.Chosen = chosen
	if f.Gate != Counts {
		f.Method = "model_" + methodOf(chosen)
	}
	f.Next = f.ahead(fit, customers, f.Horizon, f.span(h))
	f.InYear = f.ahead(fit, customers, Year, f.span(h))
	f.fill(fit, h, customers, spend)
}

func methodOf(m btyd.Model) string {
	switch m {
	case btyd.NBD:
		return "nbd"
	case btyd.BG:
		return "bg_nbd"
	case btyd.Pareto:
		return "pareto_nbd"
	}
	return "mbg_nbd"
}

// choose takes MBG/NBD unless another identified model was better by a
// fiftieth in the back-test; NBD where the data speak against dropout.
func (f *Forecast) choose(x fits) btyd.Model {
	if x.nobodyLeaves() {
		if f.Gate != Counts {
			f.Need(NeedLeaving, 1)
		}
		return btyd.NBD
	}
	best, limit := btyd.MBG, math.Inf(1)
	if f.BackTest == nil {
		return best
	}
	if s, ok := f.BackTest.of(btyd.MBG); ok {
		limit = 0.98 * s.Brier
	}
	for _, s := range f.BackTest.Models {
		if s.Brier < limit && s.Model != btyd.MBG && s.Model != btyd.NBD && x.identified(s.Model) {
			best, limit = s.Model, s.Brier
		}
	}
	return best
}

// nobodyLeaves reports whether dropout is not identified and even the little
// of it that the weak priors ask for fits worse than none. On few customers
// the data do not say, and the priors' word holds: some always leave.
func (x fits) nobodyLeaves() bool {
	return !x.identified(btyd.MBG) && x.weak[btyd.MBG].LogLik < x.plain[btyd.NBD].LogLik-1
}

func spenders(h *history) (out []btyd.Spender) {
	for _, c := range h.customers {
		if x := len(c.days) - 1; x > 0 && c.later > 0 {
			out = append(out, btyd.Spender{X: x, Mean: float64(c.later) / float64(x)})
		}
	}
	return out
}

// ahead forecasts the orders of all customers.
func (f *Forecast) ahead(fit btyd.Fit, customers []btyd.Customer, days, span int) *Ahead {
	return &Ahead{Days: days, Orders: fit.Total(customers, float64(days)/7, f.modelError(days, span))}
}

// fill writes the chances into the rows, which are in the order of customers,
// and the worth of all into the looks ahead.
func (f *Forecast) fill(fit btyd.Fit, h *history, customers []btyd.Customer, spend btyd.Spend) {
	t := float64(f.Horizon) / 7
	var next, year float64
	for i, c := range customers {
		mean := 0.0
		if c.X > 0 && h.customers[i].later > 0 {
			mean = spend.Mean(c.X, float64(h.customers[i].later)/float64(c.X))
		} else {
			mean = spend.Mean(0, 0)
		}
		expected := fit.Expected(c, t)
		next += expected * mean
		year += fit.Expected(c, Year/7.0) * mean
		if f.Gate == Counts {
			continue
		}
		low, high := fit.Range(c, t)
		buy := fit.Buys(c, t)
		f.Rows[i].Chance = &Chance{Buy: finite(buy), Expected: finite(expected), Low: low, High: high, Band: bandOf(buy), Worth: amount(expected * mean)}
	}
	f.Next.value(next)
	f.InYear.value(year)
}

// value writes the worth, whose interval is as wide as that of the orders.
func (a *Ahead) value(worth float64) {
	a.Worth = amount(worth)
	if a.Orders.Mean > 0 {
		a.WorthLow, a.WorthHigh = amount(worth*a.Orders.Low/a.Orders.Mean), amount(worth*a.Orders.High/a.Orders.Mean)
	}
}

func amount(v float64) crm.Amount {
	return crm.Amount(math.Round(max(-1e15, min(finite(v), 1e15))))
}
