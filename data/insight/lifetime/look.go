package lifetime

import (
	"context"
	"math"
	"runtime"
	"slices"
	"sync"

	"regulars/data/crm"
	"regulars/data/insight/lifetime/btyd"
)

// look fits, chooses and looks ahead.
func (f *Forecast) look(ctx context.Context, h *history, progress func(float64)) {
	customers := h.summaries()
	spends := make(chan btyd.Spend, 1)
	go func() { spends <- btyd.FitSpend(spenders(h)) }()
	x := fitAll(ctx, f.candidates(), customers, true)
	if ctx.Err() != nil {
		return
	}
	progress(0.4)
	spend := <-spends
	f.reportModels(x, spend)
	f.BackTest = f.backTest(ctx, h)
	if ctx.Err() != nil {
		return
	}
	progress(0.6)
	mix := f.choose(x)
	if mix == nil {
		return
	}
	if f.Gate != Counts {
		f.Method = "model_" + methodOf(f.Chosen)
	}
	next, year := outlooks(ctx, mix, customers, f.Horizon), []btyd.Outlook(nil)
	if year = next; f.Horizon != Year {
		year = outlooks(ctx, mix, customers, Year)
	}
	if ctx.Err() != nil {
		return
	}
	progress(0.8)
	var wait sync.WaitGroup
	wait.Go(func() { f.Next = f.ahead(mix, customers, next, f.Horizon, f.span(h)) })
	if f.Horizon != Year {
		f.InYear = f.ahead(mix, customers, year, Year, f.span(h))
	}
	wait.Wait()
	if f.Horizon == Year {
		f.InYear = &Ahead{Days: Year, Orders: f.Next.Orders}
	}
	f.fill(h, next, year, spend)
}

// outlooks looks so many days ahead, customer by customer.
func outlooks(ctx context.Context, mix btyd.Mix, customers []btyd.Customer, days int) []btyd.Outlook {
	out := make([]btyd.Outlook, len(customers))
	sideBySide(ctx, len(customers), func(i int) { out[i] = mix.Outlook(customers[i], float64(days)/7) })
	return out
}

func methodOf(m btyd.Model) string {
	switch m {
	case btyd.NBD:
		return "nbd"
	case btyd.BG:
		return "bg_nbd"
	case btyd.Pareto:
		return "pareto_nbd"
	case btyd.MBG:
		return "mbg_nbd"
	case Blend:
		return "blend"
	}
	return "mbg_cnbd"
}

// choose takes the usual model, or the blend where that would have been
// better in the back-test; NBD where the data speak against dropout. It is
// nil where the search came to nothing.
func (f *Forecast) choose(x fits) btyd.Mix {
	f.Chosen = f.Regularity.usual()
	if x.nobodyLeaves() {
		f.Chosen = btyd.NBD
		if f.Gate != Counts {
			f.Need(NeedLeaving, 1)
		}
	}
	mix := btyd.Mix{{Fit: x.weak[f.Chosen], Weight: 1}}
	if f.Chosen != btyd.NBD && f.BackTest != nil {
		usual, _ := f.BackTest.of(f.Chosen)
		if blend, _ := f.BackTest.of(Blend); blend.Brier < usual.Brier {
			trial := f.BackTest.trial
			mix = trial.mixture(trial.weights(f.Chosen, all), x)
		}
	}
	switch {
	case len(mix) == 0 || !mix[0].Fit.Converged || math.IsNaN(mix[0].Fit.LogLik):
		f.Chosen = ""
		return nil
	case len(mix) > 1:
		f.Chosen = Blend
	default:
		f.Chosen = mix[0].Fit.Model
	}
	for _, p := range mix {
		f.Models[slices.IndexFunc(f.Models, func(m Fitted) bool { return m.Name == p.Fit.Model })].Weight = p.Weight
	}
	return mix
}

// nobodyLeaves reports whether dropout is not identified and even the little
// of it that the weak priors ask for fits worse than none. On few customers
// the data do not say, and the priors' word holds: some always leave. The
// models of random orders decide: how much better a regular one fits is mostly
// due to the rhythm and says little of leaving.
func (x fits) nobodyLeaves() bool {
	return !x.identified(btyd.MBG) && x.weak[btyd.MBG].LogLik < x.plain[btyd.NBD].LogLik-1
}

func spenders(h *history) (out []btyd.Spender) {
	for _, c := range h.customers {
		if s := c.spender(); s.X > 0 {
			out = append(out, s)
		}
	}
	return out
}

// ahead forecasts the orders of all customers.
func (f *Forecast) ahead(mix btyd.Mix, customers []btyd.Customer, each []btyd.Outlook, days, span int) *Ahead {
	mean := 0.0
	for _, o := range each {
		mean += o.Mean
	}
	return &Ahead{Days: days, Orders: mix.Total(customers, float64(days)/7, mean, f.modelError(days, span))}
}

// fill writes the chances into the rows, which like the outlooks are in the
// order of customers, and the worth of all into the looks ahead.
func (f *Forecast) fill(h *history, near, long []btyd.Outlook, spend btyd.Spend) {
	margins := f.margins(h)
	off := f.modelError(Year, f.span(h))
	next, year := make([]outcome, len(near)), make([]outcome, len(near))
	left := make([]outcome, len(near)) // margin of the year
	for i, look := range near {
		far := long[i]
		per := spend.Ahead(h.customers[i].spender())
		next[i], year[i] = outcomeOf(look, per), outcomeOf(far, per)
		row := YearOf{Expected: finite(far.Mean), Low: far.Low, High: far.High}
		if one, ok := margins.ahead(h.customers[i]); ok {
			left[i] = outcomeOf(far, one)
			row.Margin = left[i].margin(far.Buys, off)
		}
		if f.Gate != Counts {
			f.Rows[i].Chance = &Chance{Buy: finite(look.Buys), Expected: finite(look.Mean), Low: look.Low, High: look.High,
				Band: bandOf(look.Buys), Worth: amount(next[i].mean), Year: row}
		}
	}
	f.Next.value(next)
	f.InYear.value(year)
	if margins.known() {
		f.InYear.Margin = f.InYear.marginOf(left)
	}
}

// sideBySide does n pieces of work that do not touch each other.
func sideBySide(ctx context.Context, n int, work func(i int)) {
	var wait sync.WaitGroup
	parts := runtime.GOMAXPROCS(0)
	for part := range parts {
		wait.Go(func() {
			for i := n * part / parts; i < n*(part+1)/parts; i++ {
				if i%256 == 0 && ctx.Err() != nil {
					return
				}
				work(i)
			}
		})
	}
	wait.Wait()
}

func amount(v float64) crm.Amount {
	return crm.Amount(math.Round(max(-1e15, min(finite(v), 1e15))))
}
