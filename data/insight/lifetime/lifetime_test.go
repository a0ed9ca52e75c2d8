package lifetime

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/lifetime/btyd"
)

// cdnow is the public CDNOW sample as a shop, or the part of it whose
// customers are kept.
func cdnow(t testing.TB, keep func(customer int) bool) *facts.Snapshot {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "..", "..", "shared", "data", "analytics", "cdnow_sample.csv"))
	if err != nil {
		t.Skipf("reference data not here: %v", err)
	}
	defer func() { _ = f.Close() }()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var shop insighttest.Shop
	shop.Customers(2357)
	for _, row := range rows[1:] {
		party, _ := strconv.Atoi(row[1])
		n, _ := strconv.Atoi(row[2])
		spend, err := crm.ParseDecimal(row[4], 2)
		if err != nil {
			t.Fatal(err)
		}
		if keep(party) {
			shop.Buy(party, crm.NewDate(n/10000, time.Month(n/100%100), n%100), crm.Amount(spend))
		}
	}
	return shop.Snapshot()
}

func everybody(int) bool { return true }

func calibration() crm.Date { return crm.NewDate(1997, 9, 30) }

const holdout = 273 // days

func ask(t testing.TB, s *facts.Snapshot, o Options) *Forecast {
	t.Helper()
	f, err := Ask(t.Context(), s, o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := json.Marshal(f); err != nil {
		t.Fatal(err)
	}
	return f
}

// outcomes are the orders of the customers known on a day in the days after it.
func outcomes(s *facts.Snapshot, asOf crm.Date, days int) map[int32]int {
	now, then := read(s, asOf, insight.Reading{}), read(s, asOf+crm.Date(days), insight.Reading{})
	out := map[int32]int{}
	for i, n := range then.ordersSince(now) {
		out[now.customers[i].party] = n
	}
	return out
}

func TestAsk_CDNOW(t *testing.T) {
	s := cdnow(t, everybody)
	f := ask(t, s, Options{AsOf: calibration(), Horizon: holdout})
	if f.Customers != 2357 || f.Repeaters != 946 || f.Gate != Chances || f.Chosen != Blend {
		t.Errorf("%d customers, %d repeaters, gate %s, chosen %s", f.Customers, f.Repeaters, f.Gate, f.Chosen)
	}
	for name, want := range map[btyd.Model]float64{btyd.NBD: -9763.657615, btyd.BG: -9582.429207, btyd.MBG: -9582.135716, btyd.Pareto: -9594.976179, btyd.GammaGamma: -4055.917695} {
		i := slices.IndexFunc(f.Models, func(m Fitted) bool { return m.Name == name })
		if i < 0 || math.Abs(f.Models[i].LogLikelihood-want) > 1e-3 || !f.Models[i].Converged || !f.Models[i].Identified {
			t.Errorf("%s: %+v, want %f", name, f.Models, want)
		}
	}
	later := outcomes(s, calibration(), holdout)
	total, brier := 0, 0.0
	for _, r := range f.Rows {
		n := later[r.Party]
		total += n
		miss := r.Buy - float64(min(n, 1))
		brier += miss * miss / float64(len(f.Rows))
	}
	if total != 1882 || !(brier <= 0.1610) {
		t.Errorf("%d orders followed, Brier %.5f", total, brier)
	}
	if f.Next.Orders.Low > 1882 || f.Next.Orders.High < 1882 {
		t.Errorf("the truth, 1882, is outside %+v", f.Next.Orders)
	}
	t.Logf("Brier %.5f, regularity %+v, next %+v, year %+v, back-test %+v", brier, f.Regularity, f.Next, f.InYear, f.BackTest)
}

func TestAsk_DropoutNotIdentified(t *testing.T) {
	s := insighttest.OnlineRetail(t, false)
	f := ask(t, s, Options{AsOf: crm.NewDate(2011, 8, 31)})
	t.Logf("%d customers, regularity %+v, next %+v, back-test %+v", f.Customers, f.Regularity, f.Next, f.BackTest)
	if f.Chosen != btyd.NBD || !slices.Contains(f.Needs, insight.Need{Code: NeedLeaving, Count: 1}) || !slices.Contains(f.Needs, insight.Need{Code: insight.NeedEarlierHistory, Count: 1}) {
		t.Errorf("chosen %s, needs %v", f.Chosen, f.Needs)
	}
	for _, m := range f.Models {
		t.Logf("%+v", m)
		if m.Identified != (m.Name == btyd.NBD || m.Name == btyd.MBG2 || m.Name == btyd.GammaGamma) {
			t.Errorf("%s: identified %v", m.Name, m.Identified)
		}
	}
}

// shops with little or odd data.
func oddShops() map[string]*insighttest.Shop {
	build := func(customers int, buy func(s *insighttest.Shop, c int)) *insighttest.Shop {
		s := &insighttest.Shop{}
		s.Customers(customers)
		for c := 1; c <= customers; c++ {
			buy(s, c)
		}
		return s
	}
	return map[string]*insighttest.Shop{
		"nobody": build(0, nil),
		"one":    build(1, func(s *insighttest.Shop, c int) { s.Buy(c, insighttest.Day(0), 100) }),
		"one regular": build(1, func(s *insighttest.Shop, c int) {
			for d := range 40 {
				s.Buy(c, insighttest.Day(9*d), 100)
			}
		}),
		"fifteen": build(15, func(s *insighttest.Shop, c int) {
			for d := range c {
				s.Buy(c, insighttest.Day(c+17*d), 100)
			}
		}),
		"all once": build(200, func(s *insighttest.Shop, c int) { s.Buy(c, insighttest.Day(c), 100) }),
		"all one day": build(200, func(s *insighttest.Shop, c int) {
			s.Buy(c, insighttest.Day(399), 100)
			s.Buy(c, insighttest.Day(399), 100)
		}),
		"all twice, the same days": build(200, func(s *insighttest.Shop, c int) {
			s.Buy(c, insighttest.Day(0), 100)
			s.Buy(c, insighttest.Day(100), 100)
		}),
		"everybody every day": build(40, func(s *insighttest.Shop, c int) {
			for d := range 400 {
				s.Buy(c, insighttest.Day(d), 100)
			}
		}),
		"no money": build(60, func(s *insighttest.Shop, c int) {
			for d := range 1 + c%5 {
				s.Buy(c, insighttest.Day(c+31*d), 0)
			}
		}),
		"more back than bought": build(60, func(s *insighttest.Shop, c int) {
			for d := range 1 + c%5 {
				s.Buy(c, insighttest.Day(c+31*d), 100)
				s.Buy(c, insighttest.Day(c+31*d+1), -300)
			}
		}),
		"twenty years between": build(60, func(s *insighttest.Shop, c int) {
			s.Buy(c, insighttest.Day(c-8000), 100)
			s.Buy(c, insighttest.Day(c), 100)
		}),
	}
}

func TestAsk_OddShops(t *testing.T) {
	for name, shop := range oddShops() {
		f := ask(t, shop.Snapshot(), Options{AsOf: insighttest.Day(400)})
		check(t, name, f)
		if f.Repeaters < MinBands && (f.Gate != Counts || len(f.Needs) == 0) {
			t.Errorf("%s: gate %s, needs %v", name, f.Gate, f.Needs)
		}
		t.Logf("%s: gate %s, chosen %q, next %+v, needs %v", name, f.Gate, f.Chosen, f.Next, f.Needs)
	}
	var empty insighttest.Shop
	if _, err := Ask(t.Context(), empty.Snapshot(), Options{Horizon: -1}); !errors.Is(err, insight.ErrOptions) {
		t.Errorf("horizon -1: %v", err)
	}
}

type failer interface{ Errorf(string, ...any) }

func check(t failer, name string, f *Forecast) {
	for _, r := range f.Rows {
		if (r.Chance == nil) != (f.Gate == Counts || f.Chosen == "") {
			t.Errorf("%s: gate %s, chance %v", name, f.Gate, r.Chance)
		}
		if c := r.Chance; c != nil && (!(c.Buy >= 0 && c.Buy <= 1) || !(c.Expected >= c.Buy-1e-9) || c.Low > c.High || c.Low < 0) {
			t.Errorf("%s: %+v", name, *c)
		}
	}
	if a := f.Next; a != nil && !(a.Orders.Low >= 0 && a.Orders.Low <= a.Orders.Mean && a.Orders.Mean <= a.Orders.High) {
		t.Errorf("%s: %+v", name, a)
	}
}

func TestAsk_AnyShop(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		o := Options{AsOf: insighttest.Day(rapid.IntRange(-1, 900).Draw(t, "as of")), Horizon: rapid.SampledFrom([]int{0, 1, 30, 3650}).Draw(t, "horizon")}
		one, err := Ask(t.Context(), shop.Snapshot(), o)
		two, err2 := Ask(t.Context(), shop.Shuffled(t), o)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		check(t, "drawn", one)
		x, bad := json.Marshal(one)
		y, _ := json.Marshal(two)
		if bad != nil || string(x) != string(y) {
			t.Fatalf("%v\n%s\n%s", bad, x, y)
		}
	})
}

func TestAsk_OrderOfRecordsIsOfNoAccount(t *testing.T) {
	var shop insighttest.Shop
	shop.Customers(150)
	rng := rand.New(rand.NewPCG(1, 1))
	for c := 1; c <= 150; c++ {
		for day := rng.IntN(200); day < 400; day += 1 + rng.IntN(20+c) {
			shop.Buy(c, insighttest.Day(day), crm.Amount(100+rng.IntN(5000)))
		}
	}
	o := Options{AsOf: insighttest.Day(400)}
	one := ask(t, shop.Snapshot(), o)
	rng.Shuffle(len(shop.Records), func(i, j int) { shop.Records[i], shop.Records[j] = shop.Records[j], shop.Records[i] })
	x, _ := json.Marshal(one)
	y, _ := json.Marshal(ask(t, shop.Snapshot(), o))
	if one.Gate != Chances || one.Coverage != 1 || string(x) != string(y) {
		t.Errorf("gate %s, coverage %v\n%s\n%s", one.Gate, one.Coverage, x[:2000], y[:2000])
	}
	if m := ask(t, shop.Snapshot(), Options{AsOf: o.AsOf, Reading: insight.Reading{Basis: insight.Margin}}); m.Coverage != 0 || m.Next.Worth != 0 || !slices.Contains(m.Needs, insight.Need{Code: insight.NeedCosts, Count: 150}) {
		t.Errorf("no cost is known: coverage %v, %+v, %v", m.Coverage, m.Next, m.Needs)
	}
}

// Customers in ten equal parts by chance: in each, about so many buy as the
// chances said. Any single model says too little of these customers' second
// year, by an eighth of the orders; the third and fourth part bear most of it.
func TestChancesAreCalibrated(t *testing.T) {
	s := cdnow(t, everybody)
	f := ask(t, s, Options{AsOf: calibration(), Horizon: holdout})
	later := outcomes(s, calibration(), holdout)
	const parts = 10
	for part := range parts {
		rows := f.Rows[part*len(f.Rows)/parts : (part+1)*len(f.Rows)/parts]
		said, bought := 0.0, 0.0
		for _, r := range rows {
			said += r.Buy / float64(len(rows))
			bought += float64(min(later[r.Party], 1)) / float64(len(rows))
		}
		t.Logf("part %d: said %.3f, bought %.3f", part+1, said, bought)
		if math.Abs(said-bought) > .10 {
			t.Errorf("part %d: said %.3f, bought %.3f", part+1, said, bought)
		}
	}
}

// part is a shop with some of the customers, drawn by a seed.
func part(s *facts.Snapshot, size int, seed uint64) *facts.Snapshot {
	var buyers []int32
	seen := make([]bool, len(s.Party.ID))
	for _, p := range s.Doc.Party {
		if p != facts.None && s.Party.Live[p] && !seen[p] {
			seen[p], buyers = true, append(buyers, p)
		}
	}
	slices.SortFunc(buyers, func(a, b int32) int { return bytes.Compare(s.Party.ID[a][:], s.Party.ID[b][:]) })
	out := *s
	out.Party.Live = make([]bool, len(s.Party.Live))
	rng := rand.New(rand.NewPCG(uint64(size), seed))
	for _, i := range rng.Perm(len(buyers))[:size] {
		out.Party.Live[buyers[i]] = true
	}
	return &out
}

// sane fails where a search ran away: parameters beyond what any shop has.
func sane(t *testing.T, f *Forecast, size int) {
	t.Helper()
	for _, m := range f.Models {
		if m.Map == nil {
			continue
		}
		for name, v := range m.Map.Parameters {
			if !(v > 1e-4 && v < 1e4) || !m.Map.Converged {
				t.Errorf("%d customers: %s %s = %g, converged %v", size, m.Name, name, v, m.Map.Converged)
			}
		}
	}
	if f.Next.Orders.Mean > 20*float64(size) {
		t.Errorf("%d customers: %+v", size, f.Next)
	}
}

// tally counts the intervals of totals that held what happened.
type tally struct{ held, asked int }

func (c *tally) add(t *testing.T, shop *facts.Snapshot, size int, seed uint64, asOf crm.Date, days int) {
	s := part(shop, size, seed)
	f := ask(t, s, Options{AsOf: asOf, Horizon: days})
	check(t, "part", f)
	if f.Next == nil {
		return
	}
	sane(t, f, size)
	truth := 0.0
	for _, n := range outcomes(s, asOf, days) {
		truth += float64(n)
	}
	c.asked++
	if truth >= f.Next.Orders.Low && truth <= f.Next.Orders.High {
		c.held++
	}
}

// within fails unless 75 to 90 % were held, give or take some.
func (c *tally) within(t *testing.T, what string, slack int) {
	t.Helper()
	t.Logf("%s: %d of %d inside", what, c.held, c.asked)
	if !testing.Short() && (100*c.held < (75-slack)*c.asked || 100*c.held > (90+slack)*c.asked) {
		t.Errorf("%s: %d of %d intervals hold the truth", what, c.held, c.asked)
	}
}

func sizes() []int { return []int{30, 60, 120, 250, 500} }

// Random parts of the sample: how often the 80 % interval of the total holds
// what happened. Fewer rounds are less sure of it.
func TestTotalsHoldTheTruth_CDNOW(t *testing.T) {
	shop, whole := cdnow(t, everybody), tally{}
	for _, size := range sizes() {
		one, rounds := tally{}, max(40, min(4800/size, 150))
		if testing.Short() {
			rounds = 3
		}
		for round := range rounds {
			one.add(t, shop, size, uint64(round), calibration(), holdout)
		}
		one.within(t, strconv.Itoa(size)+" customers", 3)
		whole = tally{whole.held + one.held, whole.asked + one.asked}
	}
	whole.within(t, "all", 0)
	if !testing.Short() && whole.asked < 200 {
		t.Errorf("only %d asked", whole.asked)
	}
}

// A single quarter of one shop is alike for all its parts, so here are seven,
// the one before Christmas among them.
func TestTotalsHoldTheTruth_OnlineRetail(t *testing.T) {
	shop, whole := insighttest.OnlineRetail(t, false), tally{}
	for month := 2; month <= 8; month++ {
		for _, size := range sizes() {
			for round := range 3 {
				whole.add(t, shop, size, uint64(100*month+round), crm.NewDate(2011, 1, 1).AddMonths(month)-1, 91)
			}
		}
	}
	whole.within(t, "all", 0)
}
