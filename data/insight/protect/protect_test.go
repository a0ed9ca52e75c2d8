package protect_test

import (
	"math"
	"slices"
	"testing"

	"regulars/data/crm"
	"regulars/data/insight/protect"
)

// normals builds classes from fares in whole units of the currency.
func normals(fares, means, sds []float64) []protect.Class {
	out := make([]protect.Class, len(fares))
	for i := range fares {
		out[i] = protect.Class{Value: crm.Amount(100 * fares[i]), Demand: protect.Demand{Law: protect.Normal, Mean: means[i], SD: sds[i]}}
	}
	return out
}

func ask(t testing.TB, capacity int, classes []protect.Class) *protect.Result {
	t.Helper()
	r, err := protect.Ask(capacity, classes)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func near(t *testing.T, what string, got, want []float64, within float64) {
	t.Helper()
	if !slices.EqualFunc(got, want, func(a, b float64) bool { return math.Abs(a-b) <= within }) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

var (
	bookMeans = []float64{17.3, 45.1, 39.6, 34.0}
	bookSDs   = []float64{5.8, 15.0, 13.2, 11.3}
)

// Talluri and van Ryzin 2004, chapter 2.
func TestProtect_000_25_Book(t *testing.T) {
	r := ask(t, 100, normals([]float64{1050, 950, 699, 520}, bookMeans, bookSDs))
	near(t, "EMSR-a", r.EMSRa.Protect, []float64{9.7068, 50.4607, 91.6317}, 1e-3)
	near(t, "EMSR-b", r.EMSRb.Protect, []float64{9.7068, 53.2680, 96.8347}, 1e-3)
	near(t, "optimum", r.Optimal.Protect, []float64{10, 54, 98}, 0)
	for _, c := range []struct {
		what string
		got  protect.Policy
		want crm.Amount
	}{{"optimum", r.Optimal, 7962392}, {"EMSR-b", r.EMSRb, 7961310}, {"EMSR-a", r.EMSRa, 7932492}, {"first come", r.First, 7014225}} {
		if c.got.Revenue != c.want {
			t.Errorf("%s: revenue %d, want %d", c.what, c.got.Revenue, c.want)
		}
	}
	if !slices.Equal(r.Advice().Limits, []int{100, 90, 46, 2}) || len(r.Needs) > 0 {
		t.Errorf("limits %v, needs %v", r.Advice().Limits, r.Needs)
	}
}

// The fares and demands of Belobaba's rules in two published programs.
func TestProtect_000_25_Vectors(t *testing.T) {
	variance := []float64{50, 75, 125, 500}
	sds := column(variance, math.Sqrt)
	r := ask(t, 400, normals([]float64{250, 150, 100, 50}, variance, sds))
	near(t, "RM2", r.EMSRb.Protect, []float64{48.21, 124.26, 256.31}, .005)
	up := column(r.EMSRb.Protect, math.Ceil)
	near(t, "RM2 rounded up", up, []float64{49, 125, 257}, 0)

	r = ask(t, 200, normals([]float64{1200, 1000, 800, 600, 400, 200},
		[]float64{31.2, 10.9, 14.8, 19.9, 26.9, 36.3}, []float64{11.2, 6.6, 7.7, 8.9, 10.4, 12}))
	near(t, "RevPy", column(r.EMSRb.Protect, math.Round), []float64{20, 35, 54, 80, 117}, 0)

	r = ask(t, 10, normals([]float64{120, 80}, []float64{6, 20}, []float64{2, 5}))
	near(t, "guest house", r.EMSRb.Protect, []float64{5.14}, .005)
	if r.EMSRb.Limits[1] != 5 || r.Needs[0].Code != protect.NoteSmallNormal {
		t.Errorf("%v %v", r.EMSRb.Limits, r.Needs)
	}
}

func column(in []float64, of func(float64) float64) (out []float64) {
	for _, v := range in {
		out = append(out, of(v))
	}
	return out
}

func TestLittlewood(t *testing.T) {
	near(t, "Poisson(50)", []float64{protect.Littlewood(20000, 12000, protect.Demand{Law: protect.Poisson, Mean: 50})}, []float64{48}, 0)
	near(t, "rooms", []float64{protect.Littlewood(15500, 8500, protect.Demand{Law: protect.Normal, Mean: 70, SD: 15})}, []float64{68.18}, .005)
	near(t, "equal", []float64{protect.Littlewood(100, 100, protect.Demand{Law: protect.Poisson, Mean: 50})}, []float64{0}, 0)
	// P(D >= 3) = 3/5 > 1/2 >= P(D >= 4) = 2/5
	near(t, "sample", []float64{protect.Littlewood(200, 100, protect.Demand{Law: protect.Empirical, Sample: []int{1, 5, 3, 4, 2}})}, []float64{3}, 0)
}
