package survival_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/insight/survival"
)

// The maintenance arm of the leukaemia trial in Embury et al. 1977, as in
// Miller's Survival Analysis: weeks of remission, + is censored:
// 9 13 13+ 18 23 28+ 31 34 45+ 48 161+.
func leukaemia() []survival.Span {
	return []survival.Span{{9, true}, {13, true}, {13, false}, {18, true}, {23, true}, {28, false}, {31, true}, {34, true}, {45, false}, {48, true}, {161, false}}
}

func TestEstimate_Published(t *testing.T) {
	c := survival.Estimate(leukaemia())
	want := []struct{ length, surviving float64 }{{9, .909}, {13, .818}, {18, .716}, {23, .614}, {31, .491}, {34, .368}, {48, .184}}
	if len(c.Steps) != len(want) || c.N != 11 || c.Ended != 7 {
		t.Fatalf("%+v", c)
	}
	for i, w := range want {
		if s := c.Steps[i]; s.Length != w.length || math.Abs(s.Surviving-w.surviving) > 5e-4 {
			t.Errorf("step %d: %+v, want %v", i, s, w)
		}
	}
	if m, ok := c.Median(); !ok || m != 31 {
		t.Errorf("median %v %v", m, ok)
	}
	// 13 is where the lower bound passes one half, by hand: ln S = -.2007,
	// Greenwood 1/(11*10)+1/(10*9) = .02020, so .818^exp(1.96*.1421/.2007) = .447.
	if low, high, ok := c.MedianRange(); !ok || low != 13 || !math.IsInf(high, 1) {
		t.Errorf("range %v to %v", low, high)
	}
	if c.At(8) != 0 || c.At(9) != c.At(12.5) || math.Abs(c.At(1000)-.816) > 5e-4 {
		t.Errorf("at 8 %v, at 9 %v, at 1000 %v", c.At(8), c.At(9), c.At(1000))
	}
	// By hand as above, at 18 weeks: ln S = -.3338, spread .02020+1/(8*7)=.03806,
	// so .716^exp(±1.96*.1951/.3338) is .350 and .899.
	if low, high := c.Range(18); math.Abs(low-.350) > 1e-3 || math.Abs(high-.899) > 1e-3 {
		t.Errorf("range at 18: %v to %v", low, high)
	}
	if low, high := c.Range(8.9); math.Abs(low-.7151) > 1e-4 || high != 1 { // .025 = low^11
		t.Errorf("nobody has ended by 8.9: %v to %v", low, high)
	}
	if c.AtRisk(0) != 11 || c.AtRisk(13) != 10 || c.AtRisk(13.5) != 8 || c.AtRisk(162) != 0 {
		t.Errorf("at risk %d %d %d %d", c.AtRisk(0), c.AtRisk(13), c.AtRisk(13.5), c.AtRisk(162))
	}
	if _, ok := c.Quantile(.9); ok {
		t.Error("nine tenths have not ended")
	}
}

func TestEstimate_NothingKnown(t *testing.T) {
	for name, spans := range map[string][]survival.Span{"none": nil, "waiting": {{5, false}, {7, false}},
		"no lengths": {{math.NaN(), true}, {-1, true}, {math.Inf(1), true}}} {
		c := survival.Estimate(spans)
		if _, ok := c.Median(); ok || c.At(1e9) != 0 || len(c.Steps) != 0 {
			t.Errorf("%s: %+v", name, c)
		}
		if _, _, ok := c.MedianRange(); ok {
			t.Errorf("%s: a range of no median", name)
		}
	}
}

func draw(t *rapid.T) []survival.Span {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) survival.Span {
		return survival.Span{Length: float64(rapid.IntRange(0, 12).Draw(t, "length")), Ended: rapid.Bool().Draw(t, "ended")}
	}), 0, 40).Draw(t, "spans")
}

// The product-limit formula, written down once more with loops.
func TestEstimate_AgreesWithTheProduct(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spans := draw(t)
		c := survival.Estimate(slices.Clone(spans))
		other := survival.Estimate(rapid.Permutation(spans).Draw(t, "order"))
		for day := 0.0; day <= 13; day++ {
			surviving := 1.0
			for d := 0.0; d <= day; d++ {
				risk, ended := 0, 0
				for _, s := range spans {
					if s.Length >= d {
						risk++
					}
					if s.Length == d && s.Ended {
						ended++
					}
				}
				if risk > 0 {
					surviving *= 1 - float64(ended)/float64(risk)
				}
			}
			if got := c.At(day); math.Abs(got-(1-surviving)) > 1e-12 || got != other.At(day) {
				t.Fatalf("at %v: %v, want %v, in another order %v", day, got, 1-surviving, other.At(day))
			}
		}
		if m, ok := c.Median(); ok {
			low, high, _ := c.MedianRange()
			if c.At(m) < .5-1e-9 || c.At(m-1) >= .5 || low > m || high < m {
				t.Fatalf("median %v of %v to %v, %+v", m, low, high, c)
			}
		}
	})
}

// Without censoring it is the plain share.
func TestEstimate_PlainSharesWithoutCensoring(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spans := draw(t)
		for i := range spans {
			spans[i].Ended = true
		}
		c := survival.Estimate(slices.Clone(spans))
		for day := 0.0; day <= 13 && len(spans) > 0; day++ {
			ended := 0
			for _, s := range spans {
				if s.Length <= day {
					ended++
				}
			}
			if math.Abs(c.At(day)-float64(ended)/float64(len(spans))) > 1e-9 {
				t.Fatalf("at %v: %v", day, c.At(day))
			}
		}
	})
}

// After 20 weeks the patients in Embury et al. are 6 of 7 at risk of a
// relapse, 23 31 34 48 observed: by the table, 1 - .368/.716 within 20 weeks.
func TestWithin_Published(t *testing.T) {
	c := survival.Estimate(leukaemia())
	if share, n := c.Within(20, 20, 1); math.Abs(share-(1-.368/.716)) > 1e-3 || n != 7 {
		t.Errorf("%v of %d", share, n)
	}
	for _, x := range []struct {
		from  float64
		least int
	}{{48, 1}, {20, 8}, {1000, 0}} {
		if share, n := c.Within(x.from, 20, x.least); share != 0 || n != 0 {
			t.Errorf("from %v with at least %d: %v of %d", x.from, x.least, share, n)
		}
	}
	if share, n := c.Within(10, 2, 1); share != 0 || n != 10 {
		t.Errorf("nothing ends between 10 and 12: %v of %d", share, n)
	}
}
