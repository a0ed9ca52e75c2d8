package cause

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/insight/cycle"
	"regulars/data/insight/insighttest"
)

// plant adds a cause to the records and its effect to the days.
type plant struct {
	name   string
	record crm.Record
	has    func(crm.Date) bool
	times  float64
}

func calendar(n byte, name string, k crm.Calendar, times float64) plant {
	k.ID, k.Name, k.CalendarKind = crm.ID{7, n}, name, "other"
	return plant{name, &k, k.Has, times}
}

func payDay(times float64) plant {
	return calendar(1, "pay day", crm.Calendar{MonthDays: []int{-2}}, times)
}

func school(times float64) plant {
	var spans []crm.DateSpan
	for n := 50; n < 700; n += 110 {
		spans = append(spans, crm.DateSpan{From: insighttest.Day(n), To: insighttest.Day(n + 8)})
	}
	return calendar(2, "school", crm.Calendar{Spans: spans}, times)
}

func fair(times float64) plant {
	return calendar(3, "fair", crm.Calendar{Spans: []crm.DateSpan{{From: insighttest.Day(201), To: insighttest.Day(203)}, {From: insighttest.Day(560), To: insighttest.Day(561)}}}, times)
}

// history is two years with one sale a day whose money is the demand: counts
// around a level with weekdays and seasons.
func history(seed uint64, days int, plants ...plant) *insighttest.Shop {
	r := rand.New(rand.NewPCG(seed, 18))
	s := &insighttest.Shop{}
	s.Customers(1)
	for _, p := range plants {
		s.Records = append(s.Records, p.record)
	}
	week := [7]float64{0.7, 0.8, 0.9, 1, 1.3, 1.5, 0.8}
	for n := range days {
		mean := 40 * week[n%7] * (1 + 0.2*math.Sin(float64(n)/58))
		for _, p := range plants {
			if p.has(insighttest.Day(n)) {
				mean *= p.times
			}
		}
		mean *= math.Exp(0.15 * r.NormFloat64())
		s.Buy(1, insighttest.Day(n), crm.Amount(max(1, math.Round(mean+math.Sqrt(mean)*r.NormFloat64()))))
	}
	return s
}

func ask(t *testing.T, s *insighttest.Shop, country string) *Result {
	t.Helper()
	r, err := Ask(s.Snapshot(), Options{Measure: cycle.Money, Country: country})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func named(r *Result, name string) Row {
	for _, row := range r.Rows {
		if row.Name == name {
			return row
		}
	}
	return Row{}
}

func TestCauses_000_17_NoneOnNoise(t *testing.T) {
	quiet, by := 0, map[string]int{}
	for seed := range uint64(100) {
		any := false
		for _, row := range ask(t, history(seed, 731, payDay(1), school(1), fair(1)), "IT").Rows {
			any = any || row.Real
			if row.Real {
				by[string(row.Kind)+row.Name]++
			}
		}
		quiet += b2i(!any)
	}
	t.Logf("no effect in %d of 100, found %v", quiet, by)
	if quiet < 95 {
		t.Errorf("no effect in %d of 100 seeds", quiet)
	}
}

func TestCauses_000_17_TrueEffectsLieInTheirInterval(t *testing.T) {
	for _, p := range []plant{payDay(1.4), school(0.75), fair(1.9)} {
		within, real := 0, 0
		for seed := range uint64(100) {
			row := named(ask(t, history(100+seed, 731, p), "IT"), p.name)
			if row.Shown && *row.Low <= p.times-1 && p.times-1 <= *row.High {
				within++
			}
			real += b2i(row.Real)
		}
		t.Logf("%s: in its interval in %d, called real in %d of 100", p.name, within, real)
		if within < 90 || real < 90 {
			t.Errorf("%s: in its interval in %d, called real in %d of 100 seeds", p.name, within, real)
		}
	}
}

func TestCauses_000_17_SeenTooSeldomIsNotShown(t *testing.T) {
	two := calendar(4, "two", crm.Calendar{Spans: []crm.DateSpan{{From: insighttest.Day(100), To: insighttest.Day(101)}}}, 3)
	saturdays := calendar(5, "saturdays", crm.Calendar{Days: 1 << 6}, 1)
	r := ask(t, history(1, 400, two, saturdays), "")
	if row := named(r, "two"); row.Shown || row.N != 2 || row.Reason != Few || row.Difference != nil || row.P != nil {
		t.Errorf("%+v", row)
	}
	if row := named(r, "saturdays"); row.Shown || row.Reason != Incomparab {
		t.Errorf("every Saturday has nothing to be compared with: %+v", row)
	}
	if r.Needs[0].Code != NeedCountry {
		t.Error("nobody says that the country is missing")
	}
}

func event(n byte, kind string, from, to int) *crm.DemandEvent {
	e := &crm.DemandEvent{Meta: crm.Meta{ID: crm.ID{8, n}}, Type: kind, Title: kind, From: insighttest.Day(from)}
	if to > from {
		e.To = insighttest.Day(to)
	}
	return e
}

// spike triples the sales of a day.
func spike(s *insighttest.Shop, day int) {
	for _, r := range s.Records {
		if d, ok := r.(*crm.SalesDocument); ok && d.Date == insighttest.Day(day) {
			d.Lines[0].Net *= 3
		}
	}
}

func TestUnexplained_000_18_TaggingExplainsAndLeavesTheSeasonAlone(t *testing.T) {
	s := history(3, 400)
	spike(s, 200)
	at := insighttest.Day(200)
	has := func(list []Day) bool { return slices.ContainsFunc(list, func(d Day) bool { return d.Date == at }) }
	before := ask(t, s, "")
	if !has(before.Unexplained) || has(before.Explained) || len(before.Unexplained) > 8 {
		t.Fatalf("%+v", before.Unexplained)
	}
	i := slices.IndexFunc(before.Unexplained, func(d Day) bool { return d.Date == at })
	if times := before.Unexplained[i].Times; times < 2 || times > 4.5 {
		t.Errorf("%v times a usual day, want about 3", times)
	}
	s.Records = append(s.Records, event(1, "local_event", 200, 0))
	after := ask(t, s, "")
	if has(after.Unexplained) || !has(after.Explained) {
		t.Errorf("explained %+v, unexplained %+v", after.Explained, after.Unexplained)
	}
	x := cycle.Build(s.Snapshot(), cycle.Source{})
	if x.On(at).Usual() || !x.On(at+1).Usual() {
		t.Error("the day still counts for the season, or its neighbour does not")
	}
}

func TestResponse_000_20_BeforeAndAfter(t *testing.T) {
	promo := event(1, "own_promo", 210, 219)
	has := func(d crm.Date) bool { return covers(*promo, d) }
	dearer := event(2, "price_change", 300, 0)
	r := ask(t, history(5, 400, plant{"promo", promo, has, 1.6}, plant{"dearer", dearer, func(d crm.Date) bool { return d >= dearer.From }, 0.7}), "")
	if len(r.Responses) != 2 || r.Responses[0].Type != "price_change" {
		t.Fatalf("%+v", r.Responses)
	}
	for i, want := range []float64{-0.3, 0.6} {
		x := r.Responses[i]
		if x.Change == nil || *x.Low > want || *x.High < want || math.Abs(*x.Change-want) > 0.25 {
			t.Errorf("%+v, want %v", x, want)
		}
	}
	if x := r.Responses[1]; x.N != [3]int{28, 10, 28} || x.After == nil {
		t.Errorf("%+v", x)
	}
	if x := r.Responses[0]; x.During != nil || x.N[1] != 0 {
		t.Errorf("what stays has no during: %+v", x)
	}
}

func TestCauses_000_18_RainIsCorrelated(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	rain := map[crm.Date]float64{}
	s := history(8, 300)
	for n := range 300 {
		if mm := 10 * random.Float64(); n >= 100 {
			e := event(0, "weather", n, 0)
			e.ID, e.Measure, e.Value = crm.ID{9, byte(n), byte(n >> 8)}, "rain_mm", crm.Quantity(mm*crm.QuantityScale)
			s.Records = append(s.Records, e)
			rain[e.From] = mm
		}
	}
	for _, r := range s.Records {
		if d, ok := r.(*crm.SalesDocument); ok {
			d.Lines[0].Net = crm.Amount(float64(d.Lines[0].Net) * (1 - 0.06*rain[d.Date]))
		}
	}
	row := named(ask(t, s, ""), "rain_mm")
	if row.N != 200 || row.Correlation == nil || *row.High > -0.3 || !row.Real {
		t.Errorf("%+v", row)
	}
}

func TestCorrect_BenjaminiHochberg(t *testing.T) {
	var rows []Row
	for _, p := range []float64{0.01, 0.04, 0.03, 0.005} {
		rows = append(rows, Row{P: &p, Low: &p, High: &p})
	}
	rows = append(rows, Row{})
	correct(rows)
	for i, want := range []float64{0.02, 0.04, 0.04, 0.02} {
		if math.Abs(*rows[i].Q-want) > 1e-12 {
			t.Errorf("q of %v is %v, want %v", *rows[i].P, *rows[i].Q, want)
		}
	}
}

func TestCauses_BadHistoriesAndAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		for n := range rapid.IntRange(0, 6).Draw(t, "events") {
			from := rapid.IntRange(-20, 720).Draw(t, "from")
			e := event(byte(n), rapid.SampledFrom(crm.DemandEventTypes()).Draw(t, "type"), from, from+rapid.IntRange(0, 40).Draw(t, "days"))
			if rapid.Bool().Draw(t, "of a product") {
				e.Product = insighttest.ProductID(rapid.IntRange(1, 5).Draw(t, "product"))
			}
			shop.Records = append(shop.Records, e)
		}
		k := payDay(1).record
		shop.Records = append(shop.Records, k)
		o := Options{Measure: rapid.SampledFrom([]cycle.Measure{cycle.Orders, cycle.Units, cycle.Money}).Draw(t, "measure"), Country: "IT"}
		a, errA := Ask(shop.Snapshot(), o)
		b, errB := Ask(shop.Shuffled(t), o)
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		x, errA := json.Marshal(a)
		y, errB := json.Marshal(b)
		if errA != nil || errB != nil || !slices.Equal(x, y) {
			t.Fatalf("%v %v\n%s\n%s", errA, errB, x, y)
		}
	})
	for name, s := range map[string]*insighttest.Shop{"nothing": {}, "a day": history(1, 1), "two weeks": history(1, 14), "a month and a half": history(1, 46)} {
		r := ask(t, s, "IT")
		for _, row := range r.Rows {
			if row.Real {
				t.Errorf("%s: %+v", name, row)
			}
		}
	}
}

// TestResponse_000_20_OfOneProduct: a promotion of one product is measured in
// its own units, though the shop as a whole sells the same.
func TestResponse_000_20_OfOneProduct(t *testing.T) {
	promo := event(1, "own_promo", 210, 219)
	promo.Product = insighttest.ProductID(1)
	s := &insighttest.Shop{Records: []crm.Record{promo, &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(1)}, Name: "Tea"}, &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(2)}, Name: "Cup"}}}
	s.Customers(1)
	for n := range 300 {
		tea := 10 + n%3
		if covers(*promo, insighttest.Day(n)) {
			tea *= 2
		}
		for i, units := range []int{tea, 60 - tea} {
			d := s.Buy(1, insighttest.Day(n), crm.Amount(100*units))
			d.Lines[0].Product, d.Lines[0].Quantity = insighttest.ProductID(i+1), crm.Quantity(units*crm.QuantityScale)
		}
	}
	r := ask(t, s, "")
	if len(r.Responses) != 1 {
		t.Fatalf("%+v", r.Responses)
	}
	x := r.Responses[0]
	if x.Change == nil || math.Abs(*x.Change-1) > .05 || *x.Low > 1 || *x.High < 1 || x.N != [3]int{28, 10, 28} {
		t.Errorf("%+v", x)
	}
}
