package theta_test

import (
	"errors"
	"math"
	"testing"

	"regulars/data/insight/forecast/ets"
	"regulars/data/insight/forecast/theta"
	"regulars/data/insight/insighttest"
)

// The published errors of the method over the last year or two of four
// well-known series, in seasonal naive errors of what came before.
func TestEstimate_PublishedErrors(t *testing.T) {
	for _, c := range []struct {
		name         string
		period, held int
		want         float64
	}{
		{"AirPassengers", 12, 12, .864847}, {"USAccDeaths", 12, 12, .497349},
		{"UKgas", 4, 8, 5.140312}, {"nottem", 12, 12, .567829},
	} {
		y := insighttest.Classic(t, c.name)
		known, future := y[:len(y)-c.held], y[len(y)-c.held:]
		f, err := theta.Estimate(known, c.period)
		if err != nil {
			t.Fatal(err)
		}
		scale, got := 0.0, 0.0
		for i := c.period; i < len(known); i++ {
			scale += math.Abs(known[i]-known[i-c.period]) / float64(len(known)-c.period)
		}
		for i, v := range f.Forecast(c.held) {
			got += math.Abs(v-future[i]) / scale / float64(c.held)
		}
		if math.Abs(got-c.want) > 0.002*c.want {
			t.Errorf("%s: MASE %.6f, want %.6f", c.name, got, c.want)
		}
	}
}

// A straight line goes on with half its slope from the level smoothing has
// reached, which for a line is its end.
func TestEstimate_Line(t *testing.T) {
	y := make([]float64, 20)
	for i := range y {
		y[i] = 3 + 2*float64(i)
	}
	f, err := theta.Estimate(y, 1)
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Forecast(2); math.Abs(f.Drift-1) > 1e-9 || math.Abs(got[1]-got[0]-1) > 1e-9 || got[0] < 41 || got[0] > 43 {
		t.Errorf("drift %g, forecast %v", f.Drift, got)
	}
	if s := f.Spread(5); s[4] <= s[0] {
		t.Errorf("spread %v does not grow", s)
	}
	if _, err := theta.Estimate(y[:2], 1); !errors.Is(err, ets.ErrUnfit) {
		t.Errorf("%v", err)
	}
}
