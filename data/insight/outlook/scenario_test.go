package outlook_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/cause"
	"regulars/data/insight/demand"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/outlook"
	"regulars/data/insight/period"
)

func drawCondition(t *rapid.T) outlook.Condition {
	from := insighttest.Day(rapid.IntRange(0, 900).Draw(t, "from"))
	c := outlook.Condition{Kind: rapid.SampledFrom([]outlook.Kind{outlook.Flat, outlook.Price, outlook.Closed, outlook.Event}).Draw(t, "kind"),
		Percent: rapid.Float64Range(-90, 200).Draw(t, "percent"), From: from, To: from + crm.Date(rapid.IntRange(0, 40).Draw(t, "days")),
		Cause: cause.Holiday}
	if c.Kind == outlook.Closed {
		c.Days = rapid.IntRange(0, 31).Draw(t, "closed")
	}
	return c
}

// tried is a shop that sold cake at three prices, turn by turn for ten weeks
// each, more of it the cheaper it was, and tea at one.
func tried(elasticity float64) *insighttest.Shop {
	r := rand.New(rand.NewPCG(4, 6))
	s := daily(0, nil)
	for day := range 3 * 364 {
		price := []float64{4, 5, 6.5}[day/70%3]
		cakes := 12 * math.Pow(price/5, elasticity) * math.Exp(0.1*r.NormFloat64())
		for product, l := range []crm.Line{{Quantity: 9 * crm.QuantityScale, Net: 9 * 300}, {Quantity: crm.Quantity(cakes * crm.QuantityScale), Net: crm.Amount(cakes * price * 100)}} {
			d := s.Buy(1+day%3, insighttest.Day(day), 0)
			l.Product = insighttest.ProductID(product + 1)
			d.Lines = []crm.Line{l}
		}
	}
	return s
}

// Whatever is supposed of whatever book: the parts add up to the total, and
// what is not sure gets no surer.
func TestScenario_PartsAddUp_000_28(t *testing.T) {
	shop := tried(-1.8).Snapshot()
	rapid.Check(t, func(t *rapid.T) {
		s := shop
		if rapid.Bool().Draw(t, "random") {
			s = insighttest.Draw(t).Snapshot()
		}
		o := drawOptions(t, s)

		for range rapid.IntRange(1, 3).Draw(t, "conditions") {
			o.Scenario = append(o.Scenario, drawCondition(t))
		}
		o.Country = "GB"
		usual := ask(t, s, outlook.Options{AsOf: o.AsOf, By: o.By, Unit: o.Unit, Measure: o.Measure, Horizon: o.Horizon, Top: o.Top, Labels: o.Labels, Reading: o.Reading, Country: o.Country})
		x := ask(t, s, o)
		for i, p := range x.Total.Points {
			mean, sum := 0.0, int64(0)
			for _, part := range x.Parts {
				mean += part.Points[i].Mean
				sum += part.Whole[i]
			}
			if len(x.Parts) > 0 && (mean != p.Mean || sum != x.Total.Whole[i]) {
				t.Fatalf("step %d: parts %g and %d, total %g and %d", i, mean, sum, p.Mean, x.Total.Whole[i])
			}
		}
		before := all(usual)
		for n, one := range all(x) {
			for i, p := range one.Points {
				if !(p.Lo95 <= p.Lo80 && p.Lo80 <= p.Hi80 && p.Hi80 <= p.Hi95) || math.IsInf(p.Hi95-p.Lo95, 0) {
					t.Fatalf("%s: %+v", one.Code, p)
				}
				was := before[n].Points[i]
				if one.Usual[i] != was.Mean {
					t.Fatalf("%s: as usual %g, without a scenario %g", one.Code, one.Usual[i], was.Mean)
				}
				// Relative to its mean the range is at least as wide, unless cut at zero.
				times := p.Mean / was.Mean
				if was.Mean > 0 && was.Hi95 >= was.Mean && p.Hi95-p.Mean < times*(was.Hi95-was.Mean)-1e-6*(1+was.Hi95) {
					t.Fatalf("%s: %+v was %+v, times %g", one.Code, p, was, times)
				}
			}
		}
	})
}

// The price of cake moves cake alone, by its elasticity; the money by price
// and pieces; and tea, whose price was never another, is left as it is.
func TestScenario_Price_000_28(t *testing.T) {
	s := tried(-1.8).Snapshot()
	o := outlook.Options{AsOf: insighttest.Day(3*364 - 1), By: demand.Product, Measure: outlook.Units, Unit: period.Month, Horizon: 2,
		Scenario: []outlook.Condition{{Kind: outlook.Price, Percent: 10}}}
	x := ask(t, s, o)
	c := x.Conditions[0]
	if !c.Told || len(c.Priced) != 1 || c.Kept != 1 || c.Needs[0] != (insight.Need{Code: outlook.NeedEarned, Count: 1}) {
		t.Fatalf("%+v", c)
	}
	p := c.Priced[0]
	if e := p.Elasticity; p.Name != "cake" || math.Abs(e.Value+1.8) > 0.3 || e.Low > -1.8 || e.High < -1.8 || math.Abs(p.Units.Value-math.Pow(1.1, e.Value)) > 1e-4 {
		t.Errorf("%+v", p)
	}
	for _, part := range x.Parts {
		got, want := part.Points[0].Mean/part.Usual[0], 1.0
		if part.Name == "cake" {
			want = p.Units.Value
		}
		if math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: times %g, want %g", part.Name, got, want)
		}
	}
	o.Measure = outlook.Net
	x = ask(t, s, o)
	for _, part := range x.Parts {
		if want := 1.1 * p.Units.Value; part.Name == "cake" && math.Abs(part.Points[0].Mean/part.Usual[0]-want) > 1e-9 {
			t.Errorf("money times %g, want %g", part.Points[0].Mean/part.Usual[0], want)
		}
	}
	// Of all together, cake moves its share of the last year.
	o.By = demand.Whole
	x = ask(t, s, o)
	if want := 1 + x.Conditions[0].Priced[0].Share*(1.1*p.Units.Value-1); math.Abs(x.Total.Points[1].Mean/x.Total.Usual[1]-want) > 1e-9 {
		t.Errorf("all: times %g, want %g", x.Total.Points[1].Mean/x.Total.Usual[1], want)
	}
	// Withheld: of tea, which never had another price, and of orders.
	for _, c := range []struct {
		o    outlook.Options
		need string
	}{
		{outlook.Options{AsOf: o.AsOf, Measure: outlook.Units, Scenario: []outlook.Condition{{Kind: outlook.Price, Percent: 10, Product: insighttest.ProductID(1)}}}, "need_price_levels"},
		{outlook.Options{AsOf: o.AsOf, Scenario: []outlook.Condition{{Kind: outlook.Price, Percent: 10}}}, outlook.NeedPieces},
	} {
		x := ask(t, s, c.o)
		if got := x.Conditions[0]; got.Told || got.Needs[0].Code != c.need || x.Total.Points[0].Mean != x.Total.Usual[0] {
			t.Errorf("%+v", got)
		}
	}
}

func TestScenario_ClosedDays_000_28(t *testing.T) {
	s := daily(500, func(_ int, d crm.Date) int {
		if d.Weekday() == 1 {
			return 0
		}
		return 2
	}).Snapshot()
	o := outlook.Options{AsOf: crm.NewDate(2025, 6, 30), Unit: period.Month, Horizon: 3,
		Scenario: []outlook.Condition{{Kind: outlook.Closed, From: crm.NewDate(2025, 7, 28), To: crm.NewDate(2025, 8, 10)}}}
	x := ask(t, s, o)
	for i, want := range []float64{54 - 6, 54 - 18, 50} { // 28 July and 4 August are Mondays, closed anyway
		if got := x.Total.Points[i].Mean; math.Abs(got-want) > 0.01 {
			t.Errorf("%s: %g, want %g", x.Ahead[i].From, got, want)
		}
	}
	if e := x.Conditions[0].Steps[0]; e.Days != 3 || e.Open != 27 || math.Abs(e.Times-24./27) > 1e-12 || e.Low != e.High {
		t.Errorf("%+v", e)
	}
	o.Scenario = []outlook.Condition{{Kind: outlook.Closed, Days: 9}, {Kind: outlook.Flat, Percent: 50}}
	if x = ask(t, s, o); math.Abs(x.Total.Points[0].Mean-36*1.5) > 0.01 || math.Abs(x.Total.Points[1].Mean-54*1.5) > 0.01 {
		t.Errorf("%+v", x.Total.Points)
	}
	o.Scenario = []outlook.Condition{{Kind: outlook.Closed, From: crm.NewDate(2025, 7, 7), To: crm.NewDate(2025, 7, 7)}}
	if c := ask(t, s, o).Conditions[0]; c.Told || c.Needs[0].Code != outlook.NeedAhead {
		t.Errorf("a Monday is closed anyway: %+v", c)
	}
}

// A fair that brought twice the sales on its days does so again, with the
// interval of that; what nobody saw often enough is not supposed.
func TestScenario_EventAgain_000_28(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 1))
	fairs := []int{60, 61, 130, 131, 200, 201, 290, 291, 330, 331}
	on := map[int]bool{}
	for _, day := range fairs {
		on[day] = true
	}
	s := daily(420, func(day int, _ crm.Date) int {
		n := 10 + r.IntN(5)
		if on[day] {
			n *= 2
		}
		return n
	})
	for i, day := range fairs {
		s.Records = append(s.Records, &crm.DemandEvent{Meta: crm.Meta{ID: crm.ID{9, byte(i)}}, Type: "local_event", Title: "fair", From: insighttest.Day(day)})
	}
	f := s.Snapshot()
	fair := outlook.Causes(f, "")[0]
	fair.From, fair.To = crm.NewDate(2025, 5, 10), crm.NewDate(2025, 5, 12)
	o := outlook.Options{AsOf: crm.NewDate(2025, 4, 20), Unit: period.Month, Horizon: 2, Scenario: []outlook.Condition{fair}}
	x := ask(t, f, o)
	c := x.Conditions[0]
	if !c.Told || c.Difference.Low > 2 || c.Difference.High < 2 || c.Steps[1].Days != 3 || c.Steps[1].Open != 31 {
		t.Fatalf("%+v, %+v", c, c.Difference)
	}
	if got, want := x.Total.Points[1].Mean/x.Total.Usual[1], 1+3./31*(c.Difference.Times-1); x.Total.Points[0].Mean != x.Total.Usual[0] || math.Abs(got-want) > 1e-9 {
		t.Errorf("times %g, want %g", got, want)
	}
	o.Scenario[0].CauseName = "weather"
	if c := ask(t, f, o).Conditions[0]; c.Told || c.Needs[0] != (insight.Need{Code: outlook.NeedSeen, Count: 4}) {
		t.Errorf("%+v", c)
	}
}

func TestScenario_SenselessConditions(t *testing.T) {
	s := daily(100, func(int, crm.Date) int { return 1 }).Snapshot()
	for _, c := range []outlook.Condition{{}, {Kind: outlook.Flat, Percent: -101}, {Kind: outlook.Price, Percent: 300}, {Kind: outlook.Closed}, {Kind: outlook.Closed, From: 9, To: 8},
		{Kind: outlook.Event, From: 8, To: 9}, {Kind: outlook.Price, Product: crm.ID{1}, Category: crm.ID{1}}} {
		if _, err := outlook.Ask(t.Context(), s, outlook.Options{Scenario: []outlook.Condition{c}}); !errors.Is(err, insight.ErrOptions) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}
