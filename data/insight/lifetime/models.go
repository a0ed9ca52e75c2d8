package lifetime

import (
	"context"
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
	Identified bool `json:"identified"`
	// Weight is the part it has in the look ahead, 0 to 1.
	Weight float64 `json:"weight"`
	Map    *Mode   `json:"map,omitempty"`
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

func (f *Forecast) candidates() []btyd.Model {
	var out []btyd.Model
	for _, m := range btyd.Models() {
		if m != btyd.Pareto || f.Customers <= mostPareto {
			out = append(out, m)
		}
	}
	if usual := f.Regularity.usual(); usual != btyd.MBG {
		out = append(out, usual)
	}
	return out
}

// fitAll finds models side by side; plain ones only where asked. Nothing is
// begun after the end of ctx.
func fitAll(ctx context.Context, models []btyd.Model, customers []btyd.Customer, plain bool) fits {
	d := btyd.Collapse(customers)
	weakly, plainly := make([]btyd.Fit, len(models)), make([]btyd.Fit, len(models))
	var wait sync.WaitGroup
	for i, m := range models {
		wait.Go(func() {
			if ctx.Err() == nil {
				weakly[i] = btyd.Find(m, d, true)
			}
			if plain && ctx.Err() == nil {
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
	for _, m := range f.candidates() {
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
