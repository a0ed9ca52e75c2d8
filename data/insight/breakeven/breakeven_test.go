package breakeven_test

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/breakeven"
)

const unit = crm.PriceScale

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestBreakEven_000_21(t *testing.T) {
	r, err := breakeven.Ask(breakeven.Plan{Price: 25 * unit, Variable: 14 * unit, Fixed: 1200000, Units: 1500 * crm.QuantityScale, Exponent: 2})
	if err != nil {
		t.Fatal(err)
	}
	if r.Contribution != 11*unit || *r.Ratio != .44 || r.Profit != 450000 || *r.EvenRevenue != 2727273 || r.Revenue != 3750000 || r.Total != 1650000 {
		t.Errorf("%+v", r)
	}
	near(t, "break-even units", *r.EvenUnits, 12000./11, 1e-9)
	near(t, "safety", *r.Safety, 3./11, 1e-12)
	near(t, "leverage", *r.Leverage, 11./3, 1e-12)
}

func TestVolumeAfterPriceChange(t *testing.T) {
	for percent, want := range map[crm.Price]float64{-20: 83.3333, -10: 29.4118, -5: 12.8205, 5: -10.2041, 10: -18.5185} {
		got, ok := breakeven.VolumeChange(25*unit, 25*unit+25*unit*percent/100, 14*unit)
		if !ok {
			t.Fatal(percent)
		}
		near(t, "volume", 100*got, want, 5e-5)
	}
	if _, ok := breakeven.VolumeChange(25, 14, 14); ok {
		t.Error("no volume is enough at cost")
	}
}

func TestResponseAndBestPrice(t *testing.T) {
	r, ok := breakeven.Respond(20*unit, 22*unit, 100, 85)
	if !ok {
		t.Fatal("no response")
	}
	near(t, "point", r.Point, -1.5, 1e-12)
	near(t, "midpoint", r.Midpoint, -1.702703, 5e-7)
	near(t, "log", r.Log, -1.705158, 5e-7)
	back, _ := breakeven.Respond(22*unit, 20*unit, 85, 100)
	near(t, "log back", back.Log, r.Log, 1e-12)

	if p, ok := breakeven.BestPrice(14*unit, -2); !ok || p != 28*unit {
		t.Error(p, ok)
	}
	if p, ok := breakeven.MarginalRevenue(25*unit, -2); !ok || p != 125000 {
		t.Error(p, ok)
	}
	if p, ok := breakeven.MarginalProfit(25*unit, 14*unit, -2); !ok || p != -15000 {
		t.Error(p, ok)
	}
	for _, e := range []float64{-1, -.5, 0, 2, -1.001, math.NaN(), math.Inf(1)} {
		if p, ok := breakeven.BestPrice(14*unit, e); ok {
			t.Errorf("elasticity %v: best price %d", e, p)
		}
	}
	if _, ok := breakeven.MarginalRevenue(25*unit, 0); ok {
		t.Error("marginal revenue without response")
	}
	if _, ok := breakeven.Respond(20, 20, 1, 2); ok {
		t.Error("no price change, but a response")
	}
}

// At the best price no other price leaves more.
func TestBestPriceIsBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := rapid.Float64Range(-9, -1.1).Draw(t, "elasticity")
		v := crm.Price(rapid.IntRange(1000, 10_000_000).Draw(t, "cost"))
		best, ok := breakeven.BestPrice(v, e)
		if !ok || best <= v {
			t.Fatal(best, ok)
		}
		leaves := func(p float64) float64 { return (p - float64(v)) * math.Pow(p/float64(v), e) }
		for _, f := range []float64{.9, .99, 1.01, 1.1} {
			if leaves(f*float64(best)) > leaves(float64(best)) {
				t.Fatalf("%f of the best price leaves more", f)
			}
		}
	})
}

func TestThinAndBadPlans(t *testing.T) {
	none, err := breakeven.Ask(breakeven.Plan{})
	if err != nil || none.Ratio != nil || none.EvenUnits != nil || len(none.Needs) != 2 {
		t.Errorf("%+v %v", none, err)
	}
	loss, err := breakeven.Ask(breakeven.Plan{Price: 10, Variable: 10, Fixed: 5, Units: 7, Exponent: 2})
	if err != nil || loss.EvenUnits != nil || loss.Needs[0].Code != breakeven.NeedContribution || loss.Profit != -5 {
		t.Errorf("%+v %v", loss, err)
	}
	idle, err := breakeven.Ask(breakeven.Plan{Price: 2 * unit, Variable: unit, Fixed: 500, Exponent: 2})
	if err != nil || *idle.EvenUnits != 5 || idle.Safety != nil || idle.Leverage != nil {
		t.Errorf("%+v %v", idle, err)
	}
	for _, p := range []breakeven.Plan{{Price: -1}, {Variable: -1}, {Fixed: -1}, {Units: -1}, {Exponent: 9}, {Price: math.MaxInt64}} {
		if _, err := breakeven.Ask(p); !errors.Is(err, insight.ErrOptions) {
			t.Errorf("%+v: %v", p, err)
		}
	}
	if _, err := breakeven.Ask(breakeven.Plan{Price: breakeven.Most, Units: breakeven.Most, Exponent: 4}); !errors.Is(err, crm.ErrOverflow) {
		t.Error(err)
	}
}
