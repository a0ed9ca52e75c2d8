package intermittent_test

import (
	"math"
	"testing"

	"regulars/data/insight/forecast/intermittent"
	"regulars/data/insight/insighttest"
)

func TestPublishedOneStepForecasts(t *testing.T) {
	const first, mean = intermittent.First, intermittent.Mean
	const plain, sba, sbj = intermittent.Plain, intermittent.SBA, intermittent.SBJ
	one, two := insighttest.Intermittent(t, 1), insighttest.Intermittent(t, 2)
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"croston 1 naive", intermittent.Croston(one, .1, first, plain), .55801433},
		{"croston 1 naive, .2", intermittent.Croston(one, .2, first, plain), .25419915},
		{"croston 1 mean", intermittent.Croston(one, .1, mean, plain), .36322633},
		{"sba 1 naive", intermittent.Croston(one, .1, first, sba), .53011362},
		{"sba 1 mean", intermittent.Croston(one, .1, mean, sba), .34506501},
		{"sbj 1 naive", intermittent.Croston(one, .1, first, sbj), .52864516},
		{"sbj 1 mean", intermittent.Croston(one, .1, mean, sbj), .34410915},
		{"tsb 1 mean", intermittent.TSB(one, .1, .1, mean), .22585174},
		{"tsb 1 naive .2 .05", intermittent.TSB(one, .2, .05, first), .21019322},
		{"croston 2 naive", intermittent.Croston(two, .1, first, plain), 1.3625345},
		{"croston 2 mean", intermittent.Croston(two, .1, mean, plain), 1.1545530},
		{"sba 2 naive", intermittent.Croston(two, .1, first, sba), 1.2944078},
		{"sba 2 mean", intermittent.Croston(two, .1, mean, sba), 1.0968253},
		{"tsb 2 mean", intermittent.TSB(two, .1, .1, mean), .75848846},
		{"tsb 2 naive .2 .05", intermittent.TSB(two, .2, .05, first), .77636152},
	} {
		if math.Abs(c.got-c.want) > 1e-6 {
			t.Errorf("%s: %.8f, want %.8f", c.name, c.got, c.want)
		}
	}
}
