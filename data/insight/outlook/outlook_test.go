package outlook_test

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/demand"
	"regulars/data/insight/forecast"
	"regulars/data/insight/holiday"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/outlook"
	"regulars/data/insight/period"
)

type failer interface {
	Helper()
	Fatal(...any)
}

func ask(t failer, s *facts.Snapshot, o outlook.Options) *outlook.Outlook {
	t.Helper()
	x, err := outlook.Ask(context.Background(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func needOf(x *outlook.Outlook, code string) int {
	for _, n := range x.Needs {
		if n.Code == code {
			return n.Count
		}
	}
	return 0
}

// all are the total and the parts.
func all(x *outlook.Outlook) []outlook.Series {
	return append([]outlook.Series{x.Total}, x.Parts...)
}

func drawOptions(t *rapid.T, s *facts.Snapshot) outlook.Options {
	o := outlook.Options{
		AsOf:    insighttest.Day(rapid.IntRange(0, 760).Draw(t, "as of")),
		By:      rapid.SampledFrom([]demand.Split{demand.Whole, demand.Segment, demand.Group, demand.Category, demand.Product}).Draw(t, "by"),
		Unit:    rapid.SampledFrom([]period.Unit{outlook.Auto, period.Week, period.Month}).Draw(t, "unit"),
		Measure: rapid.SampledFrom([]outlook.Measure{outlook.Orders, outlook.Units, outlook.Net, outlook.Customers}).Draw(t, "measure"),
		Horizon: rapid.IntRange(0, 5).Draw(t, "horizon"), Top: rapid.IntRange(1, 4).Draw(t, "top"),
		Reading: insight.Reading{Returns: rapid.SampledFrom([]insight.Returns{insight.Net, insight.Ignore}).Draw(t, "returns")},
	}
	o.Labels = labels(s)
	return o
}

// labels puts every third customer into the same segment, whatever the order.
func labels(s *facts.Snapshot) (out []string) {
	for _, id := range s.Party.ID {
		out = append(out, []string{"", "a", "b"}[id[15]%3])
	}
	return out
}

// Whatever the book: finite numbers, nested ranges, parts that add up to the
// total in mean and in whole numbers, and history that adds up too.
func TestAsk_PartsAddUp_000_28(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		s := shop.Snapshot()
		o := drawOptions(t, s)
		x := ask(t, s, o)
		whole := o
		whole.By = demand.Whole
		total := ask(t, s, whole).Total
		for i, p := range x.Total.Points {
			if math.Abs(p.Mean-total.Points[i].Mean) > 1e-9*(1+math.Abs(p.Mean)) {
				t.Fatalf("step %d: %g split by %q, %g as a whole", i, p.Mean, o.By, total.Points[i].Mean)
			}
			mean, sum := 0.0, int64(0)
			for _, part := range x.Parts {
				mean += part.Points[i].Mean
				sum += part.Whole[i]
			}
			if len(x.Parts) > 0 && (mean != p.Mean || sum != x.Total.Whole[i]) {
				t.Fatalf("step %d: parts %g and %d, total %g and %d", i, mean, sum, p.Mean, x.Total.Whole[i])
			}
		}
		for _, one := range all(x) {
			if len(one.Points) != len(one.Whole) || len(one.Points) != 0 && len(one.Points) != len(x.Ahead) || len(one.Points) != len(x.Total.Points) {
				t.Fatalf("%s: %d points, %d whole, of the total %d", one.Code, len(one.Points), len(one.Whole), len(x.Total.Points))
			}
			for _, p := range one.Points {
				if !(p.Lo95 <= p.Lo80 && p.Lo80 <= p.Hi80 && p.Hi80 <= p.Hi95) || math.IsInf(p.Hi95-p.Lo95, 0) {
					t.Fatalf("%s: %+v", one.Code, p)
				}
			}
		}
		for i, v := range x.Total.Values {
			sum := 0.0
			for _, part := range x.Parts {
				if known := part.Values[i]; known == known {
					sum += known
				}
			}
			if len(x.Parts) > 0 && v == v && math.Abs(sum-v) > 1e-6 {
				t.Fatalf("step %d: parts %g, total %g", i, sum, v)
			}
		}
		text, err := json.Marshal(x)
		other := shop.Shuffled(t)
		o.Labels = labels(other)
		again, err2 := json.Marshal(ask(t, other, o))
		if err != nil || err2 != nil || string(text) != string(again) {
			t.Fatalf("%v %v: another order of records changed the answer", err, err2)
		}
	})
}

// shop sells n(day) pieces of product 1 on every day.
func daily(days int, n func(day int, d crm.Date) int) *insighttest.Shop {
	s := &insighttest.Shop{}
	s.Customers(3)
	s.Records = append(s.Records, &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(1)}, Name: "tea"}, &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(2)}, Name: "cake"})
	for day := range days {
		for i := range n(day, insighttest.Day(day)) {
			sell(s, 1+i%3, insighttest.Day(day), 1)
		}
	}
	return s
}

func sell(s *insighttest.Shop, party int, d crm.Date, product int) {
	s.Buy(party, d, 500).Lines[0].Product = insighttest.ProductID(product)
}

// A shop with the same two sales on every open day sells by its open days:
// closed Mondays, a noted outage and the length of the month all count.
func TestAsk_OpenDays(t *testing.T) {
	s := daily(500, func(_ int, d crm.Date) int {
		if d.Weekday() == 1 || d >= crm.NewDate(2024, 9, 10) && d <= crm.NewDate(2024, 9, 19) {
			return 0
		}
		return 2
	})
	s.Records = append(s.Records,
		&crm.DemandEvent{Meta: crm.Meta{ID: crm.ID{1}}, Type: "outage", Title: "flood", From: crm.NewDate(2024, 9, 10), To: crm.NewDate(2024, 9, 19)},
		&crm.DemandEvent{Meta: crm.Meta{ID: crm.ID{2}}, Type: "outage", Title: "works planned", From: crm.NewDate(2025, 8, 1), To: crm.NewDate(2025, 8, 31)})
	x := ask(t, s.Snapshot(), outlook.Options{AsOf: crm.NewDate(2025, 6, 30), Unit: period.Month, Horizon: 4})
	for i, want := range []float64{54, 0, 50, 54} { // July 2025 has 31 days and 4 Mondays, September 30 and 5
		if got := x.Total.Points[i].Mean; math.Abs(got-want) > 0.01 {
			t.Errorf("%s: %g, want %g", x.Ahead[i].From, got, want)
		}
	}
	if x.Steps[0].From != crm.NewDate(2024, 3, 1) || x.Steps[len(x.Steps)-1].To != crm.NewDate(2025, 6, 30) {
		t.Errorf("steps from %s to %s", x.Steps[0].From, x.Steps[len(x.Steps)-1].To)
	}
}

// A shop closed on the public holidays of England: Good Friday falls into
// March in 2024 and into April in 2025, so that neither month looks bad for
// it, and both lack of April 2026 and the days of December 2026 are foreseen.
// Another, open on all of them but Christmas, loses that day alone.
func TestAsk_Holidays_000_28(t *testing.T) {
	first := crm.NewDate(2023, 1, 1)
	shop := func(closed func(crm.Date) bool) *facts.Snapshot {
		s := &insighttest.Shop{}
		s.Customers(3)
		for d := first; d < crm.NewDate(2026, 3, 1); d++ {
			if d.Weekday() != 0 && !closed(d) {
				s.Buy(1, d, 500)
				s.Buy(2, d, 500)
			}
		}
		return s.Snapshot()
	}
	off := map[crm.Date]bool{}
	for _, h := range holiday.In("GB", first, crm.NewDate(2027, 1, 1)) {
		off[h.Date] = true
	}
	christmas := func(d crm.Date) bool { _, month, day := d.Time().Date(); return month == 12 && day == 25 }
	for name, c := range map[string]struct {
		closed  func(crm.Date) bool
		country string
		want    [4]float64 // April, May, June, December 2026
	}{
		"closed": {func(d crm.Date) bool { return off[d] }, "GB", [4]float64{48, 48, 52, 48}}, // Good Friday 3rd, Easter Monday 6th of April
		"open":   {christmas, "GB", [4]float64{52, 52, 52, 52}},
	} {
		x := ask(t, shop(c.closed), outlook.Options{AsOf: crm.NewDate(2026, 2, 28), Unit: period.Month, Horizon: 10, Country: c.country})
		for i, step := range []int{1, 2, 3, 9} {
			if got := x.Total.Points[step].Mean; math.Abs(got-c.want[i]) > 0.01 {
				t.Errorf("%s: %s with %d open days: %g, want %g", name, x.Ahead[step].From, x.Ahead[step].Open, got, c.want[i])
			}
		}
		for i, s := range x.Steps {
			if got := x.Total.Values[i]; got != float64(2*s.Open) {
				t.Errorf("%s: %s had %d open days and %g sales", name, s.From, s.Open, got)
			}
		}
	}
}

// A guest house that closes its rooms in a month to come expects nothing of it.
func TestAsk_NothingOffered(t *testing.T) {
	s := daily(500, func(int, crm.Date) int { return 2 })
	s.Records = append(s.Records, &crm.Resource{Meta: crm.Meta{ID: crm.ID{7}}, Name: "room", ResourceKind: "room", Units: 4},
		&crm.CapacityCalendar{Meta: crm.Meta{ID: crm.ID{8}}, Resource: crm.ID{7}, From: crm.NewDate(2025, 8, 1), To: crm.NewDate(2025, 8, 21)})
	x := ask(t, s.Snapshot(), outlook.Options{AsOf: crm.NewDate(2025, 6, 30), Unit: period.Month, Horizon: 3})
	if x.Ahead[0].Open != 31 || x.Ahead[1].Open != 10 || math.Abs(x.Total.Points[1].Mean-20) > 0.01 {
		t.Errorf("%+v", x.Ahead)
	}
}

// The month not over is cut; the one that is over on the day is not.
func TestAsk_HalfMonthAtTheEnd(t *testing.T) {
	s := daily(400, func(int, crm.Date) int { return 1 }).Snapshot()
	for day, want := range map[crm.Date]crm.Date{crm.NewDate(2024, 12, 30): crm.NewDate(2024, 11, 30), crm.NewDate(2024, 12, 31): crm.NewDate(2024, 12, 31)} {
		x := ask(t, s, outlook.Options{AsOf: day, Unit: period.Month})
		if got := x.Steps[len(x.Steps)-1].To; got != want || x.Ahead[0].From != want+1 {
			t.Errorf("as of %s the last whole month ends %s, the first ahead begins %s", day, got, x.Ahead[0].From)
		}
	}
}

func TestAsk_ASeasonIsToldAndBeatsTheNaive(t *testing.T) {
	insighttest.Long(t)
	right := 0
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 1))
		level := func(d crm.Date) float64 { return 3 + 2*math.Sin(2*math.Pi*float64(d.Time().Month())/12) }
		s := daily(365*5, func(_ int, d crm.Date) int { return int(level(d) + r.Float64()) }).Snapshot()
		x := ask(t, s, outlook.Options{AsOf: insighttest.Day(365*5 - 1), Horizon: 3})
		if x.Unit != period.Month || x.Total.Freq != 12 || needOf(x, outlook.NeedYear) > 0 {
			t.Fatalf("by %s, season of %d", x.Unit, x.Total.Freq)
		}
		want := 0.0
		for d := x.Ahead[0].From; d <= x.Ahead[0].To; d++ {
			want += level(d) // less the fraction, which the noise restores on the mean
		}
		if p := x.Total.Points[0]; p.Lo95 <= want && want <= p.Hi95 && math.Abs(p.Mean-want) < 0.15*want {
			right++
		}
	}
	if right < 18 {
		t.Errorf("right in %d of 20", right)
	}
}

func TestAsk_LaunchAndEnd(t *testing.T) {
	s := daily(730, func(int, crm.Date) int { return 1 })
	for day := range 730 {
		if day >= 600 && day%3 == 0 {
			sell(s, 1, insighttest.Day(day), 2)
		}
	}
	x := ask(t, s.Snapshot(), outlook.Options{AsOf: insighttest.Day(729), By: demand.Product, Unit: period.Month})
	cake := x.Parts[1]
	if cake.Name != "cake" || cake.N > 5 || cake.N < 3 || !math.IsNaN(cake.Values[3]) || cake.Points[0].Mean < 8 {
		t.Errorf("%s: n %d, %v, %+v", cake.Name, cake.N, cake.Values, cake.Points[0])
	}
	old := daily(730, func(int, crm.Date) int { return 1 })
	for day := range 300 {
		sell(old, 1, insighttest.Day(day), 2)
	}
	x = ask(t, old.Snapshot(), outlook.Options{AsOf: insighttest.Day(729), By: demand.Product, Unit: period.Month})
	if cake = x.Parts[1]; cake.Ended == 0 || cake.Points[0].Mean != 0 || cake.Points[0].Hi95 != 0 {
		t.Errorf("ended %s, %+v", cake.Ended, cake.Points[0])
	}
	if tea := x.Parts[0]; math.Abs(tea.Points[0].Mean-x.Total.Points[0].Mean) > 1e-9 {
		t.Errorf("what ended takes part of the sum: %g of %g", tea.Points[0].Mean, x.Total.Points[0].Mean)
	}
}

// A year's gap is no year without demand, and one sale of long ago is no history.
func TestAsk_Gaps(t *testing.T) {
	s := daily(365*4, func(day int, _ crm.Date) int {
		if day >= 600 && day < 965 {
			return 0
		}
		return 2
	})
	sell(s, 1, crm.NewDate(1999, 1, 1), 1)
	x := ask(t, s.Snapshot(), outlook.Options{AsOf: insighttest.Day(365*4 - 1), Unit: period.Month})
	if x.Steps[0].From != crm.NewDate(2024, 3, 1) {
		t.Errorf("history from %s", x.Steps[0].From)
	}
	if got := needOf(x, outlook.NeedShut); got != 11 {
		t.Errorf("%d months shut, want 11", got)
	}
	if p := x.Total.Points[0]; p.Mean < 55 || p.Mean > 65 {
		t.Errorf("%+v", p)
	}
}

func TestAsk_LastPeriodBesideWhatHappened_004_06(t *testing.T) {
	s := daily(730, func(day int, _ crm.Date) int { return 2 + day%7/6 }).Snapshot()
	day := crm.NewDate(2026, 1, 31)
	x := ask(t, s, outlook.Options{AsOf: day, Unit: period.Month, By: demand.Product})
	before := ask(t, s, outlook.Options{AsOf: crm.NewDate(2025, 12, 31), Unit: period.Month, By: demand.Product, Horizon: 1})
	last := x.Total.Last
	if !last.Known || last.Expected != before.Total.Points[0] || last.Actual != x.Total.Values[len(x.Total.Values)-1] || last.Actual < 60 {
		t.Errorf("%+v, a month earlier %+v", last, before.Total.Points[0])
	}
}

func TestAsk_ThinBooks(t *testing.T) {
	if x := ask(t, (&insighttest.Shop{}).Snapshot(), outlook.Options{}); needOf(x, insight.NeedSales) != 1 || len(x.Rows) != 0 {
		t.Errorf("%+v", x.Answer)
	}
	for days := 1; days < 40; days++ {
		s := daily(days, func(int, crm.Date) int { return 1 }).Snapshot()
		x := ask(t, s, outlook.Options{By: demand.Product})
		if x.Unit != period.Week || len(x.Needs) == 0 {
			t.Errorf("%d days: by %s, needs %v", days, x.Unit, x.Needs)
		}
		if few := days < 14; few != (len(x.Rows) == 0) {
			t.Errorf("%d days: %d rows", days, len(x.Rows))
		}
	}
}

func TestAsk_NoBetterThanTheNaiveShowsTheNaive(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	level := 20.0
	s := daily(7*60, func(day int, _ crm.Date) int {
		if day%7 == 0 {
			level = max(4, level+8*r.Float64()-4)
		}
		return int(level) / 4
	}).Snapshot()
	x := ask(t, s, outlook.Options{Unit: period.Week})
	n := len(x.Total.Values)
	if x.Total.BeatsNaive || !x.Total.Fallback || x.Method != forecast.Naive || x.Total.Points[0].Mean != x.Total.Values[n-1] || needOf(x, forecast.NeedBetter) != 1 {
		t.Errorf("%s beats %v: %+v after %v", x.Method, x.Total.BeatsNaive, x.Total.Points[0], x.Total.Values[n-3:])
	}
}

func TestAsk_Supposed(t *testing.T) {
	s := daily(100, func(day int, _ crm.Date) int { return 1 + day%2 }).Snapshot()
	x, more := ask(t, s, outlook.Options{By: demand.Product}), ask(t, s, outlook.Options{By: demand.Product, Scenario: []outlook.Condition{{Kind: outlook.Flat, Percent: 25}}})
	for i, p := range x.Total.Points {
		if math.Abs(more.Total.Points[i].Mean-1.25*p.Mean) > 1e-9 || math.Abs(more.Parts[0].Points[i].Hi80-1.25*x.Parts[0].Points[i].Hi80) > 1e-9 {
			t.Errorf("%+v became %+v", p, more.Total.Points[i])
		}
	}
}

func TestAsk_EndsEarlyAndTellsProgress(t *testing.T) {
	s := daily(300, func(int, crm.Date) int { return 1 }).Snapshot()
	ctx, cancel := context.WithCancel(context.Background())
	var told []float64
	if _, err := outlook.Ask(ctx, s, outlook.Options{By: demand.Product, Progress: func(p float64) { told = append(told, p) }}); err != nil {
		t.Fatal(err)
	}
	if !slices.IsSorted(told) || told[len(told)-1] != 1 {
		t.Errorf("%v", told)
	}
	cancel()
	if _, err := outlook.Ask(ctx, s, outlook.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if _, err := outlook.Ask(ctx, s, outlook.Options{By: demand.Channel}); !errors.Is(err, insight.ErrOptions) {
		t.Errorf("%v", err)
	}
}

// What is expected of the week, spread over its hours, is what was expected.
func TestStaff_SpreadsTheWeek(t *testing.T) {
	s := daily(140, func(_ int, d crm.Date) int { return []int{0, 8, 4, 4, 4, 4, 12}[d.Weekday()] })
	for i, r := range s.Records {
		if d, ok := r.(*crm.SalesDocument); ok {
			d.Time = crm.NewClock(10+i%2*5, 30)
		}
	}
	f := s.Snapshot()
	x := ask(t, f, outlook.Options{Unit: period.Week})
	heat, err := demand.AskHeat(f, demand.Options{})
	if err != nil {
		t.Fatal(err)
	}
	staff, ok := x.Staff(heat, 4)
	sum := 0.0
	for _, day := range staff.Orders {
		for _, orders := range day {
			sum += orders
		}
	}
	if !ok || math.Abs(sum-36) > 1e-6 || math.Abs(staff.Orders[0][10]-4) > 0.5 || staff.People[5][15] != 2 || staff.People[6][10] != 0 {
		t.Errorf("%v, sum %g, %v, %v", ok, sum, staff.Orders[0], staff.People)
	}
	if _, ok := ask(t, f, outlook.Options{Measure: outlook.Net}).Staff(heat, 4); ok {
		t.Error("money needs no hands")
	}
}

// What is sold of one product and given back of another at once leaves a
// whole of which nothing is known, and so nothing of its parts.
func TestAsk_PartsThatCancelOut(t *testing.T) {
	s := daily(300, func(int, crm.Date) int { return 0 })
	for day := range 300 {
		s.Buy(1, insighttest.Day(day), 0).Lines = []crm.Line{{Product: insighttest.ProductID(1), Quantity: 5 * crm.QuantityScale, Net: 500},
			{Product: insighttest.ProductID(2), Quantity: -5 * crm.QuantityScale, Net: -500}}
	}
	x := ask(t, s.Snapshot(), outlook.Options{By: demand.Product, Measure: outlook.Units})
	for _, one := range all(x) {
		if len(one.Points) > 0 {
			t.Errorf("%s: %+v", one.Name, one.Points[0])
		}
	}
}
