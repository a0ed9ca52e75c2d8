package insight

import (
	"context"
	"math"
	"net/url"
	"strconv"

	"fyne.io/fyne/v2"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/lifetime"
	"regulars/data/insight/track"
)

func nt(key string, args ...i18n.Args) string { return i18n.T("insightnext."+key, args...) }
func nn(key string, count int, args ...i18n.Args) string {
	return i18n.N("insightnext."+key, count, args...)
}

func nextControls(p *page) []fyne.CanvasObject {
	return []fyne.CanvasObject{pick(p, "horizon", &p.question.horizon, func(days int) string { return nn("days", days) }, 30, 90, 180, 365), p.basisField()}
}

// next answers who is likely to buy again.
func (k *asker) next() (*answer, error) {
	f, err := lifetime.Ask(k.ctx, k.facts, lifetime.Options{AsOf: k.q.day(), Horizon: k.q.horizon, Reading: k.q.reading(), Progress: k.progress})
	if err != nil {
		return nil, err
	}
	a := &answer{}
	if f.Customers == 0 {
		a.empty = k.whyEmpty(0)
		return a, nil
	}
	if k.keeps() {
		a.promises = track.LookAhead(f)
	}
	k.nextHeadline(a, f)
	b := nextBins(f)
	k.nextChart(a, f, b)
	a.sheet = k.nextSheet(f)
	a.about = append(k.lookAhead(f), k.about(basis{n: t("and", i18n.Args{"A": n("customers", f.Customers), "B": nn("orders", ordered(f))}), method: f.Method,
		rules: bandsRule(f), coverage: f.Coverage, rest: k.uncovered(), needs: f.Needs})...)
	a.find = func(_ context.Context, key url.Values) (*listing, error) { return k.nextCustomers(f, b, key) }
	return a, nil
}

// ordered counts the orders of all customers.
func ordered(f *lifetime.Forecast) (orders int) {
	for _, r := range f.Rows {
		orders += r.Orders
	}
	return orders
}

func bandsRule(f *lifetime.Forecast) []string {
	if f.Gate == lifetime.Bands {
		return []string{nt("bands_rule")}
	}
	return nil
}

// likely counts the customers with a chance of at least one half.
func likely(f *lifetime.Forecast) (count int) {
	for _, r := range f.Rows {
		if r.Chance != nil && r.Band == lifetime.Likely {
			count++
		}
	}
	return count
}

func (k *asker) nextHeadline(a *answer, f *lifetime.Forecast) {
	if f.Gate == lifetime.Counts {
		a.headline = nn("headline_counts", f.Repeaters, i18n.Args{"All": n("customers", f.Customers)})
		if f.Repeaters >= lifetime.MinBands {
			a.headline = nt("headline_short")
		}
		return
	}
	a.headline = sentences(nt("headline", aheadArgs(f.Next)), nn("headline_likely", likely(f)))
	a.action, a.actionKey = t("show_customers"), keyOf("band", string(lifetime.Likely))
}

// aheadArgs write a look ahead.
func aheadArgs(a *lifetime.Ahead) i18n.Args {
	return i18n.Args{"Orders": nn("orders", int(math.Round(a.Orders.Mean))), "Days": nn("days", a.Days),
		"Low": whole(a.Orders.Low), "High": whole(a.Orders.High)}
}

// lookAhead says what all customers together will do, and how such a word
// fared on an earlier day. The headline has said the orders of the horizon,
// but for few customers.
func (k *asker) lookAhead(f *lifetime.Forecast) []string {
	if f.Next == nil {
		return nil
	}
	first := k.worthText(f.Next)
	if f.Gate == lifetime.Counts {
		first = sentences(nt("total", aheadArgs(f.Next)), first)
	}
	lines := []string{sentences(first, nt("only_known"))}
	if f.Horizon != lifetime.Year {
		lines = append(lines, sentences(nt("total", aheadArgs(f.InYear)), k.worthText(f.InYear)))
	}
	if m := f.InYear.Margin; m != nil {
		lines = append(lines, nt("margin", k.marginArgs(m), i18n.Args{"Share": coverageText(f.MarginCoverage)}))
	}
	if f.Regularity.Regular {
		lines = append(lines, nn("regular", f.Regularity.N))
	}
	return append(lines, backTestLine(f))
}

func (k *asker) marginArgs(m *lifetime.Margin) i18n.Args {
	return i18n.Args{"Margin": k.roughly(m.Expected), "Low": k.roughly(m.Low), "High": k.roughly(m.High)}
}

// worthText is what the orders would bring; nothing where that is not known.
func (k *asker) worthText(a *lifetime.Ahead) string {
	if a.Worth <= 0 {
		return ""
	}
	return nt("worth", i18n.Args{"Worth": k.roughly(a.Worth), "Low": k.roughly(a.WorthLow), "High": k.roughly(a.WorthHigh)})
}

// roughly writes an amount to three digits and no cents: a forecast knows no more.
func (k *asker) roughly(a crm.Amount) string {
	step := crm.Amount(math.Pow10(crm.Exponent(k.facts.Currency)))
	for max(a, -a)/step >= 1000 {
		step *= 10
	}
	return k.amount((a + step/2) / step * step)
}

func backTestLine(f *lifetime.Forecast) string {
	if f.BackTest != nil {
		for _, s := range f.BackTest.Models {
			if s.Model == f.Chosen {
				return nt("back_test", i18n.Args{"Date": i18n.Date(f.BackTest.Cut), "Days": nn("days", f.BackTest.Days), "Expected": whole(s.Predicted),
					"Actual": i18n.Integer(int64(f.BackTest.Actual)), "Hits": i18n.Percent(s.Hits, 0), "Rule": i18n.Percent(f.BackTest.RuleHits, 0)})
			}
		}
	}
	return nt("no_back_test")
}

// bin is one column of the chart: the customers with a key in common.
type bin struct {
	key, name, title string
	has              func(lifetime.Row) bool
}

// nextBins are fifths of the chance, bands, or numbers of purchases, as the
// gate allows.
func nextBins(f *lifetime.Forecast) (bins []bin) {
	switch f.Gate {
	case lifetime.Chances:
		for i := range 5 {
			name := i18n.Percent(float64(i)/5, 0) + " – " + i18n.Percent(float64(i+1)/5, 0)
			bins = append(bins, bin{keyOf("chance", strconv.Itoa(i)), name, nt("list_chance", i18n.Args{"Range": name}),
				func(r lifetime.Row) bool { return min(4, int(5*r.Buy)) == i }})
		}
	case lifetime.Bands:
		for _, band := range []lifetime.Band{lifetime.Unlikely, lifetime.Possible, lifetime.Likely} {
			bins = append(bins, bandBin(band))
		}
	default:
		for i := 1; i <= 5; i++ {
			name := strconv.Itoa(i)
			if i == 5 {
				name = nt("and_more")
			}
			bins = append(bins, bin{keyOf("bought", strconv.Itoa(i)), name, nt("list_count", i18n.Args{"Count": name}),
				func(r lifetime.Row) bool { return min(5, r.Orders) == i }})
		}
	}
	return bins
}

func bandBin(band lifetime.Band) bin {
	name := nt("band_" + string(band))
	return bin{keyOf("band", string(band)), name, nt("list_chance", i18n.Args{"Range": name}),
		func(r lifetime.Row) bool { return r.Chance != nil && r.Band == band }}
}

func (k *asker) nextChart(a *answer, f *lifetime.Forecast, bins []bin) {
	one := chart.Series{Name: t("customers_head")}
	for _, b := range bins {
		count := 0
		for _, r := range f.Rows {
			if b.has(r) {
				count++
			}
		}
		a.spec.Categories = append(a.spec.Categories, b.name)
		one.Values, one.Keys = append(one.Values, float64(count)), append(one.Keys, b.key)
	}
	a.spec.Kind, a.spec.Series, a.spec.N = chart.Bar, []chart.Series{one}, f.N
	a.spec.YLabel, a.spec.Format = t("customers_head"), whole
	a.spec.XLabel = nt("chart_x", i18n.Args{"Days": f.Horizon})
	if f.Gate == lifetime.Counts {
		a.spec.XLabel = nt("chart_x_counts")
	}
}

// nextCustomers lists the customers of a column, or those likely to buy.
func (k *asker) nextCustomers(f *lifetime.Forecast, bins []bin, key url.Values) (*listing, error) {
	if f.Gate != lifetime.Counts {
		bins = append(bins, bandBin(lifetime.Likely))
	}
	for _, b := range bins {
		if b.key != key.Encode() {
			continue
		}
		l := &listing{title: b.title, currency: k.facts.Currency}
		net := k.netOf()
		for _, r := range f.Rows {
			if b.has(r) {
				l.customers = append(l.customers, customerRow{id: r.ID, name: r.Name, last: r.Last, orders: r.Orders,
					net: net[r.Party], why: k.whyNext(f, r)}.written(l.currency))
			}
		}
		return l, nil
	}
	return nil, nil
}

// netOf is what each party brought so far.
func (k *asker) netOf() []crm.Amount {
	net := make([]crm.Amount, len(k.facts.Party.ID))
	for i, p := range k.facts.Doc.Party {
		if p >= 0 && insight.Counted(k.facts, i, 0, k.q.day()) {
			net[p] += k.q.reading().Of(k.facts, i).Value
		}
	}
	return net
}

func (k *asker) whyNext(f *lifetime.Forecast, r lifetime.Row) string {
	args := i18n.Args{"Name": r.Name, "Bought": nn("days", r.Orders), "Date": i18n.DateLong(r.Last), "Days": nn("days", f.Horizon)}
	if r.Chance == nil {
		return nt("why_counts", args)
	}
	args["Chance"] = screen.ChanceText(f.Gate, r)
	year := i18n.Args{"Orders": nn("orders", int(math.Round(r.Year.Expected)))}
	if r.Year.Margin == nil {
		return sentences(nt("why", args), nt("why_year", year))
	}
	return sentences(nt("why", args), nt("why_year_margin", year, k.marginArgs(r.Year.Margin)))
}
