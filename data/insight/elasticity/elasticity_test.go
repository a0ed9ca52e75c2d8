package elasticity_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/elasticity"
)

// shop makes weekly sales of one product at prices that stay for some weeks.
type shop struct {
	rng                  *rand.Rand
	weeks                int
	elasticity           float64
	noise, lasting       float64 // standard deviation; share of a week's noise left in the next
	trend, season, promo float64
}

func (s shop) sell(product string) (out []elasticity.Obs) {
	left, price := 0.0, 10.0
	for week := range s.weeks {
		if week%4 == 0 {
			price = []float64{9, 9.5, 10, 10, 10.5, 11, 12}[s.rng.IntN(7)]
		}
		left = s.lasting*left + s.noise*math.Sqrt(1-s.lasting*s.lasting)*s.rng.NormFloat64()
		promo := float64(s.rng.IntN(8) / 7)
		month := week * 12 / 52 % 12
		log := 8 + s.elasticity*math.Log(price/10) + left + s.trend*float64(week) + s.season*math.Sin(float64(month)) + s.promo*promo
		out = append(out, elasticity.Obs{Period: week, Season: fmt.Sprint(month), Product: product, Price: crm.Price(price * crm.PriceScale),
			Quantity: crm.Quantity(math.Exp(log) * crm.QuantityScale), Controls: []float64{promo}})
	}
	return out
}

func ask(t testing.TB, obs []elasticity.Obs) *elasticity.Result {
	t.Helper()
	r, err := elasticity.Ask(obs)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A known elasticity lies within its interval in at least 90 of 100 shops, with
// trend, season and promotions of their own, and lasting noise.
func TestKnownElasticity_000_20(t *testing.T) {
	for _, lasting := range []float64{0, .5} {
		within, shown := 0, 0
		for seed := range uint64(100) {
			rng := rand.New(rand.NewPCG(seed, 5))
			s := shop{rng: rng, weeks: 156, elasticity: -2, noise: .2, lasting: lasting, trend: .002, season: .2, promo: .4}
			p := ask(t, s.sell("tea")).Products[0]
			if p.Shown == nil {
				continue
			}
			shown++
			if p.Shown.Low <= -2 && -2 <= p.Shown.High && p.State == elasticity.Association {
				within++
			}
		}
		t.Logf("lasting %.1f: %d of %d", lasting, within, shown)
		if within < 90 {
			t.Errorf("lasting %.1f: within in %d of %d shown", lasting, within, shown)
		}
	}
}

func TestNoEffectOnNoise_000_20(t *testing.T) {
	claimed := 0
	for seed := range uint64(100) {
		rng := rand.New(rand.NewPCG(seed, 6))
		p := ask(t, shop{rng: rng, weeks: 104, noise: .15, lasting: .3}.sell("tea")).Products[0]
		if p.State == elasticity.Association {
			claimed++
		}
	}
	t.Logf("claimed in %d of 100", claimed)
	if claimed > 5 {
		t.Errorf("an effect claimed in %d of 100", claimed)
	}
}

// Shrinking keeps its intervals honest and brings the estimates nearer.
func TestShrinking(t *testing.T) {
	within, all, own, drawn := 0, 0, 0.0, 0.0
	for seed := range uint64(100) {
		rng := rand.New(rand.NewPCG(seed, 7))
		truth := map[string]float64{}
		var obs []elasticity.Obs
		for i := range 12 {
			name := fmt.Sprint("product ", i)
			truth[name] = -2 + .4*rng.NormFloat64()
			obs = append(obs, shop{rng: rng, weeks: 78, elasticity: truth[name], noise: .25}.sell(name)...)
		}
		for _, p := range ask(t, obs).Products {
			if p.Shown == nil {
				continue
			}
			all++
			if e := truth[p.Product]; p.Shown.Low <= e && e <= p.Shown.High {
				within++
			}
			own, drawn = own+math.Pow(p.Own.Value-truth[p.Product], 2), drawn+math.Pow(p.Shown.Value-truth[p.Product], 2)
		}
	}
	t.Logf("within %d of %d; mean square %.4f alone, %.4f drawn", within, all, own/float64(all), drawn/float64(all))
	if float64(within) < .92*float64(all) || drawn > .8*own || all < 800 {
		t.Error("shrinking does not help")
	}
}

// By hand: w = 1, 1/4, 1/4; mean (1*-1 - 2*1/4 - 4*1/4)/1.5 = -5/3, Q = 7/3.
func TestCombineByHand(t *testing.T) {
	p := elasticity.Combine([]float64{-1, -2, -4}, []float64{1, 2, 2})
	q := 4./9 + 1./36 + 49./36
	tau2 := max(0, (q-2)/(1.5-1.125/1.5))
	near(t, "tau", p.Tau, math.Sqrt(tau2), 1e-12)
	near(t, "mu", p.Mu, -5./3, 1e-12)
	near(t, "se", p.SE, math.Sqrt(1/1.5), 1e-12)
	apart := elasticity.Combine([]float64{-1, -3}, []float64{.5, .5}) // Q = 8, C = 4, tau2 = 7/4
	near(t, "tau", apart.Tau, math.Sqrt(7./4), 1e-12)
	near(t, "se", apart.SE, 1, 1e-12)
	if e, se := apart.Shrink(-1, .5); e != -1 || se != .5 {
		t.Error("two products are no category")
	}
	three := elasticity.Combine([]float64{-1, -2, -3}, []float64{.5, .5, .5}) // Q = 8, C = 8, tau2 = 3/4
	e, _ := three.Shrink(-1, .5)
	near(t, "shrunk", e, -1.25, 1e-12) // B = 1/4
}

func needs(list []insight.Need) (out []string) {
	for _, n := range list {
		out = append(out, n.Code)
	}
	return out
}

func steady(prices []int, weeks int, quantity func(week, price int) int) (out []elasticity.Obs) {
	for week := range weeks {
		price := prices[week%len(prices)]
		out = append(out, elasticity.Obs{Period: week, Product: "tea", Price: crm.Price(price), Quantity: crm.Quantity(quantity(week, price))})
	}
	return out
}

func TestEarnedOrWithheld_000_20(t *testing.T) {
	falling := func(week, price int) int { return 900_000/price + week%3 }
	for _, c := range []struct {
		what  string
		obs   []elasticity.Obs
		state elasticity.State
		needs []string
	}{
		{"one price", steady([]int{100}, 40, falling), elasticity.Withheld, []string{elasticity.NeedLevels, elasticity.NeedPeriods}},
		{"two prices", steady([]int{100, 110}, 40, falling), elasticity.Withheld, []string{elasticity.NeedLevels}},
		{"the same price, a hair apart", steady([]int{1000, 1001, 1002}, 60, falling), elasticity.Withheld, []string{elasticity.NeedLevels, elasticity.NeedPeriods}},
		{"too short", steady([]int{100, 110, 120}, 14, falling), elasticity.Withheld, []string{elasticity.NeedPeriods}},
		{"enough", steady([]int{100, 110, 120}, 24, falling), elasticity.Association, nil},
		{"noise", steady([]int{100, 103, 106}, 24, func(week, _ int) int { return 100 + week*37%53 }), elasticity.Withheld, []string{elasticity.NeedNarrow}},
		{"dearer sells more", steady([]int{100, 120, 140}, 60, func(week, price int) int { return 100 * price * price * price / (100 - week%2) }), elasticity.NotIdentified, nil},
		{"never sold", steady([]int{100, 110, 120}, 30, func(int, int) int { return 0 }), elasticity.Withheld, []string{elasticity.NeedLevels}},
		{"often not sold", steady([]int{100, 110, 120}, 60, func(week, price int) int { return falling(week, price) * min(1, week%5) }), elasticity.Withheld, []string{elasticity.NeedSales}},
	} {
		r := ask(t, c.obs)
		p := r.Products[0]
		if p.State != c.state || !slices.Equal(needs(p.Needs), c.needs) || (p.Shown == nil) != (c.state == elasticity.Withheld) {
			t.Errorf("%s: %s, needs %v, shown %+v, own %+v", c.what, p.State, p.Needs, p.Shown, p.Own)
		}
		if withheld := slices.Contains(needs(r.Needs), elasticity.NeedChanges); withheld != (c.state == elasticity.Withheld) {
			t.Errorf("%s: %v", c.what, r.Needs)
		}
	}
	var rising []elasticity.Obs // a new price with each new pack
	for week := range 32 {
		pack := week / 8
		rising = append(rising, elasticity.Obs{Period: week, Product: "tea", Price: crm.Price(100 << pack), Quantity: 5000, Controls: []float64{float64(pack)}})
	}
	if p := ask(t, rising).Products[0]; p.State != elasticity.Withheld || !slices.Contains(needs(p.Needs), elasticity.NeedApart) {
		t.Errorf("price and control as one: %+v", p)
	}
	if r := ask(t, nil); len(r.Products) != 0 || len(r.Needs) != 1 {
		t.Errorf("%+v", r)
	}
}

func TestAnyRowsAreSafe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var obs []elasticity.Obs
		for range rapid.IntRange(0, 60).Draw(t, "rows") {
			obs = append(obs, elasticity.Obs{
				Period: rapid.IntRange(-3, 20).Draw(t, "period"), Product: rapid.SampledFrom([]string{"a", "b", "c", "d"}).Draw(t, "product"),
				Price:    crm.Price(rapid.SampledFrom([]int64{-1, 0, 1, 100, 200, 300, 1 << 62}).Draw(t, "price")),
				Quantity: crm.Quantity(rapid.SampledFrom([]int64{-5, 0, 1, 7, 50, 900, 1 << 62}).Draw(t, "quantity")),
				Season:   rapid.SampledFrom([]string{"", "x", "y"}).Draw(t, "season"),
				Controls: []float64{rapid.SampledFrom([]float64{0, 1, 1e300}).Draw(t, "control")}})
		}
		r, err := elasticity.Ask(obs)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range r.Products {
			for _, e := range []*elasticity.Estimate{p.Own, p.Shown} {
				if e != nil && (math.IsNaN(e.Value+e.Low+e.High) || math.IsInf(e.Value+e.Low+e.High, 0) || e.Low > e.High) {
					t.Fatalf("%+v", p)
				}
			}
		}
		mixed := slices.Clone(obs)
		slices.Reverse(mixed)
		if again, err := elasticity.Ask(mixed); err != nil || !reflect.DeepEqual(r, again) {
			t.Fatalf("in another order %+v, not %+v", again, r)
		}
	})
}

func TestBadControls(t *testing.T) {
	for _, obs := range [][]elasticity.Obs{{{Controls: []float64{1}}, {}}, {{Controls: []float64{math.NaN()}}}} {
		if _, err := elasticity.Ask(obs); !errors.Is(err, insight.ErrOptions) {
			t.Error(err)
		}
	}
}

// Clusters of one row each are White's errors; lags of none too.
func TestErrorsAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	x, y, labels := make([]float64, 50), make([]float64, 50), make([]string, 50)
	for i := range x {
		x[i], y[i], labels[i] = rng.Float64(), rng.NormFloat64(), fmt.Sprint(i)
	}
	columns := [][]float64{elasticity.Ones(50), x}
	plain, _ := elasticity.Regress(y, columns, elasticity.Errors{})
	each, _ := elasticity.Regress(y, columns, elasticity.Errors{Clusters: labels})
	near(t, "clusters of one", each.SE[1], plain.SE[1], 1e-12)
	double := slices.Concat(y, y)
	twice, _ := elasticity.Regress(double, [][]float64{elasticity.Ones(100), slices.Concat(x, x)}, elasticity.Errors{Clusters: slices.Concat(labels, labels)})
	near(t, "every row twice", twice.Coef[1], plain.Coef[1], 1e-12)
	near(t, "its error", twice.SE[1], plain.SE[1]*math.Sqrt(48./50*50./49*99./98), 1e-12)
	if _, err := elasticity.Regress(y, [][]float64{x, x}, elasticity.Errors{}); !errors.Is(err, elasticity.ErrNotIdentified) {
		t.Error(err)
	}
	if _, err := elasticity.Regress(y[:2], [][]float64{{1, 1}, {1, 2}}, elasticity.Errors{}); !errors.Is(err, elasticity.ErrNotIdentified) {
		t.Error(err)
	}
}

// The mean of 1, 3, 2, 6 has the errors -2, 0, -1, 3: squares 14, neighbours
// -3, those two apart 2. Lags of 2 weigh them 2/3 and 1/3.
func TestLagsByHand(t *testing.T) {
	y := []float64{1, 3, 2, 6}
	for lags, meat := range []float64{14, 14 - 3, 14 - 2*3*2./3 + 2*2*1./3} {
		f, err := elasticity.Regress(y, [][]float64{elasticity.Ones(4)}, elasticity.Errors{Lags: lags})
		if err != nil {
			t.Fatal(err)
		}
		near(t, fmt.Sprint("lags ", lags), f.SE[0], math.Sqrt(meat*4/3)/4, 1e-12)
	}
}

// Where disturbances last, knowing so brings the estimate nearer.
func TestLastingNoiseIsFreed(t *testing.T) {
	plain, freed := 0.0, 0.0
	for seed := range uint64(100) {
		rng := rand.New(rand.NewPCG(seed, 8))
		obs := shop{rng: rng, weeks: 120, elasticity: -2, noise: .2, lasting: .8}.sell("tea")
		y, price, trend := make([]float64, 120), make([]float64, 120), make([]float64, 120)
		for i, o := range obs {
			y[i], price[i], trend[i] = math.Log(float64(o.Quantity)), math.Log(float64(o.Price)), float64(i)
		}
		f, err := elasticity.Regress(y, [][]float64{elasticity.Ones(120), price, trend}, elasticity.Errors{})
		p := ask(t, obs).Products[0]
		if err != nil || p.Own == nil {
			t.Fatal(err, p)
		}
		plain, freed = plain+math.Pow(f.Coef[1]+2, 2), freed+math.Pow(p.Own.Value+2, 2)
	}
	t.Logf("mean square %.4f plain, %.4f freed", plain/100, freed/100)
	if freed > .8*plain {
		t.Error("no nearer")
	}
}
