package protect_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/protect"
)

// sell serves the classes from the lowest up, as the policy allows, and
// returns the contribution.
func sell(r *protect.Result, p protect.Policy, demand []int) crm.Amount {
	free, sum := r.Capacity, crm.Amount(0)
	for i := len(r.Rows) - 1; i >= 0; i-- {
		sold := min(demand[i], max(0, p.Limits[i]-(r.Capacity-free)))
		free -= sold
		sum += crm.Amount(sold) * r.Rows[i].Value
	}
	return sum
}

// business draws three to five classes that ask for more than there is.
func business(rng *rand.Rand) (int, []protect.Class) {
	capacity := 8 + rng.IntN(113)
	classes := make([]protect.Class, 3+rng.IntN(3))
	value := crm.Amount(20000)
	for i := range classes {
		mean := float64(capacity) * 1.3 / float64(len(classes)) * (.6 + .8*rng.Float64())
		d := protect.Demand{Law: protect.Normal, Mean: mean, SD: mean * (.2 + .2*rng.Float64())}
		if capacity < protect.Small {
			d = protect.Demand{Law: protect.Poisson, Mean: mean}
		}
		classes[i] = protect.Class{Value: value, Demand: d}
		value = value * crm.Amount(55+rng.IntN(30)) / 100
	}
	return capacity, classes
}

func drawn(rng *rand.Rand, chances []float64) int {
	u := rng.Float64()
	for k, p := range chances {
		if u -= p; u < 0 {
			return k
		}
	}
	return len(chances) - 1
}

func TestYieldOnAHundredSeeds(t *testing.T) {
	const days = 1500
	worst := 1.0
	for seed := range uint64(100) {
		rng := rand.New(rand.NewPCG(seed, 4))
		capacity, classes := business(rng)
		r := ask(t, capacity, classes)
		chances := make([][]float64, len(classes))
		for i, c := range classes {
			chances[i] = c.Demand.Chances(capacity)
		}
		policies := []protect.Policy{r.Optimal, r.EMSRb, r.First}
		sums := make([]crm.Amount, len(policies))
		demand := make([]int, len(classes))
		for range days {
			for i := range demand {
				demand[i] = drawn(rng, chances[i])
			}
			for i, p := range policies {
				sums[i] += sell(r, p, demand)
			}
		}
		if mean := float64(sums[0]) / days; math.Abs(mean/float64(r.Optimal.Revenue)-1) > .02 {
			t.Errorf("seed %d: %f sold a day, %d expected", seed, mean, r.Optimal.Revenue)
		}
		worst = min(worst, float64(sums[1])/float64(sums[0]))
		if sums[0] <= sums[2] || sums[1] <= sums[2] {
			t.Errorf("seed %d: first come %d, EMSR-b %d, optimum %d", seed, sums[2], sums[1], sums[0])
		}
		if r.EMSRb.Revenue > r.Optimal.Revenue || r.EMSRa.Revenue > r.Optimal.Revenue || r.First.Revenue > r.Optimal.Revenue {
			t.Errorf("seed %d: better than the best", seed)
		}
	}
	if t.Logf("EMSR-b keeps at least %.4f of the optimum", worst); worst < .98 {
		t.Error("EMSR-b gives away more than 2 %")
	}
}

// With few units every policy can be tried.
func TestOptimumBeatsEveryPolicy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		capacity := rapid.IntRange(1, 7).Draw(t, "capacity")
		classes := make([]protect.Class, 3)
		for i := range classes {
			classes[i] = protect.Class{Value: crm.Amount(900 - 300*i + rapid.IntRange(0, 250).Draw(t, "value")),
				Demand: protect.Demand{Law: protect.Empirical, Sample: rapid.SliceOfN(rapid.IntRange(0, 8), 1, 6).Draw(t, "sample")}}
		}
		r, err := protect.Ask(capacity, classes)
		if err != nil {
			t.Fatal(err)
		}
		for a := range capacity + 1 {
			for b := a; b <= capacity; b++ {
				p := protect.Policy{Limits: []int{capacity, capacity - a, capacity - b}}
				sum := 0.0
				for _, x := range classes[0].Demand.Sample {
					for _, y := range classes[1].Demand.Sample {
						for _, z := range classes[2].Demand.Sample {
							sum += float64(sell(r, p, []int{x, y, z}))
						}
					}
				}
				cases := len(classes[0].Demand.Sample) * len(classes[1].Demand.Sample) * len(classes[2].Demand.Sample)
				if mean := sum / float64(cases); mean > float64(r.Optimal.Revenue)+.6 {
					t.Fatalf("keeping %d and %d brings %f, the optimum %d", a, b, mean, r.Optimal.Revenue)
				}
				if a == int(r.Optimal.Protect[0]) && b == int(r.Optimal.Protect[1]) && math.Abs(sum/float64(cases)-float64(r.Optimal.Revenue)) > .6 {
					t.Fatalf("the optimum brings %f, not %d", sum/float64(cases), r.Optimal.Revenue)
				}
			}
		}
	})
}

func TestAnyInputIsSafe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		capacity := rapid.SampledFrom([]int{0, 1, 2, 9, 40, 2001, 60_000}).Draw(t, "capacity")
		var classes []protect.Class
		for range rapid.IntRange(0, 4).Draw(t, "classes") {
			d := protect.Demand{Law: rapid.SampledFrom([]protect.Law{protect.Normal, protect.Poisson, protect.Empirical}).Draw(t, "law"),
				Mean:   rapid.SampledFrom([]float64{0, .3, 5, 50, 1e6}).Draw(t, "mean"),
				SD:     rapid.SampledFrom([]float64{0, 1e-9, 3, 400, 1e6}).Draw(t, "sd"),
				Sample: rapid.SliceOfN(rapid.IntRange(0, 50), 1, 9).Draw(t, "sample")}
			value := rapid.SampledFrom([]crm.Amount{1, 2, 100, 101, math.MaxInt64}).Draw(t, "value")
			classes = append(classes, protect.Class{Value: value, Demand: d})
		}
		r, err := protect.Ask(capacity, classes)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range []protect.Policy{r.EMSRa, r.EMSRb, r.Optimal, r.First} {
			if p.Limits == nil {
				continue
			}
			if p.Revenue < 0 || len(p.Limits) != len(r.Rows) || len(p.Protect) != len(r.Rows)-1 || !slices.IsSorted(p.Protect) {
				t.Fatalf("%+v of %d rows", p, len(r.Rows))
			}
			for i, l := range p.Limits {
				if l < 0 || l > capacity || i > 0 && !(p.Protect[i-1] >= 0 && p.Protect[i-1] <= float64(capacity)) {
					t.Fatalf("%+v", p)
				}
			}
		}
		if r.Exact && (r.Optimal.Revenue < r.First.Revenue || r.Optimal.Revenue < r.EMSRb.Revenue) {
			t.Fatalf("optimum %d, EMSR-b %d, first come %d", r.Optimal.Revenue, r.EMSRb.Revenue, r.First.Revenue)
		}
	})
}

func TestEqualAndReversedValues(t *testing.T) {
	merged := ask(t, 60, normals([]float64{200, 200, 90}, []float64{10, 12, 70}, []float64{3, 4, 9}))
	one := ask(t, 60, normals([]float64{200, 90}, []float64{22, 70}, []float64{5, 9}))
	if !reflect.DeepEqual(merged.Optimal, one.Optimal) || !reflect.DeepEqual(merged.EMSRb, one.EMSRb) {
		t.Errorf("merged %+v, one %+v", merged.Optimal, one.Optimal)
	}
	if !reflect.DeepEqual(merged.Rows[0].Asked, []int{0, 1}) || merged.Needs[0] != (insight.Need{Code: protect.NoteMerged, Count: 1}) {
		t.Errorf("%+v", merged)
	}
	reversed := ask(t, 60, normals([]float64{90, 200}, []float64{70, 22}, []float64{9, 5}))
	if !reflect.DeepEqual(reversed.Optimal, one.Optimal) || reversed.Needs[0].Code != protect.NoteReordered || reversed.Rows[0].Asked[0] != 1 {
		t.Errorf("%+v", reversed)
	}
	samples := ask(t, 9, []protect.Class{
		{Value: 50, Demand: protect.Demand{Law: protect.Empirical, Sample: []int{1, 3}}},
		{Value: 50, Demand: protect.Demand{Law: protect.Poisson, Mean: 2}},
		{Value: 20, Demand: protect.Demand{Law: protect.Poisson, Mean: 9}}})
	if math.Abs(samples.Rows[0].Mean-4) > 1e-9 || math.Abs(samples.Rows[0].SD-math.Sqrt(3)) > 1e-9 {
		t.Errorf("%+v", samples.Rows)
	}
}

func TestLacks(t *testing.T) {
	for code, r := range map[string]*protect.Result{
		protect.NeedCapacity: ask(t, 0, normals([]float64{2, 1}, []float64{5, 5}, []float64{1, 1})),
		protect.NeedClasses:  ask(t, 50, normals([]float64{2}, []float64{5}, []float64{1})),
		protect.NeedSmaller:  ask(t, 2001, normals([]float64{2, 1}, []float64{500, 5000}, []float64{1, 1})),
	} {
		if !slices.ContainsFunc(r.Needs, func(n insight.Need) bool { return n.Code == code }) {
			t.Errorf("%s: %+v", code, r)
		}
	}
	bad := normals([]float64{2, 1}, []float64{5, 5}, []float64{1, 1})
	for what, spoil := range map[string]func(c *protect.Class){
		"no value":      func(c *protect.Class) { c.Value = 0 },
		"loss":          func(c *protect.Class) { c.Value = -1 },
		"negative mean": func(c *protect.Class) { c.Demand.Mean = -1 },
		"nan":           func(c *protect.Class) { c.Demand.SD = math.NaN() },
		"infinite":      func(c *protect.Class) { c.Demand.Mean = math.Inf(1) },
		"no law":        func(c *protect.Class) { c.Demand.Law = "" },
		"no sample":     func(c *protect.Class) { c.Demand.Law = protect.Empirical },
	} {
		classes := slices.Clone(bad)
		spoil(&classes[1])
		if _, err := protect.Ask(10, classes); !errors.Is(err, insight.ErrOptions) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := protect.Ask(-1, bad); !errors.Is(err, insight.ErrOptions) {
		t.Error(err)
	}
}

func BenchmarkYear(b *testing.B) {
	classes := normals([]float64{1050, 950, 699, 520, 300}, append(bookMeans, 40), append(bookSDs, 9))
	for b.Loop() {
		for day := range 365 {
			classes[0].Demand.Mean = 10 + float64(day%30)
			if r, err := protect.Ask(100, classes); err != nil || !r.Exact {
				b.Fatal(err)
			}
		}
	}
}
