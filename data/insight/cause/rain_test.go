package cause

import (
	"math/rand/v2"
	"testing"

	"regulars/data/crm"
	"regulars/data/insight/insighttest"
)

// rainy is a history whose wet days sell times as much, with the rain of
// each day from the given one on, wet in spells.
func rainy(seed uint64, days, from int, times float64) *insighttest.Shop {
	random := rand.New(rand.NewPCG(seed, 99))
	var rain []crm.Record
	wet, spell := map[crm.Date]bool{}, false
	for n := range days {
		at := insighttest.Day(n)
		spell = random.Float64() < map[bool]float64{true: 0.6, false: 0.2}[spell]
		mm := 0.0
		if spell {
			mm = 1 + 12*random.Float64()
		}
		wet[at] = spell
		if n >= from {
			e := event(0, "weather", n, 0)
			e.ID, e.Title, e.Measure, e.Value = crm.ID{9, byte(n), byte(n >> 8)}, "", crm.RainMM, crm.Quantity(mm*crm.QuantityScale)
			rain = append(rain, e)
		}
	}
	s := history(seed, days, plant{record: rain[0], has: func(at crm.Date) bool { return wet[at] }, times: times})
	s.Records = append(s.Records, rain[1:]...)
	return s
}

// What rain does is found within its interval in at least 90 of 100 books, and
// nothing where it does nothing in at least 95.
func TestCauses_000_17_RainyDays(t *testing.T) {
	within, real, quiet := 0, 0, 0
	for seed := range uint64(100) {
		row := named(ask(t, rainy(seed, 365, 0, 0.5), ""), Wet)
		if row.Real && *row.Low <= -0.5 && -0.5 <= *row.High {
			within++
		}
		real += b2i(row.Real && *row.High < -0.3)
		quiet += b2i(!named(ask(t, rainy(seed, 365, 0, 1), ""), Wet).Real)
	}
	if within < 90 || real < 95 || quiet < 95 {
		t.Errorf("within %d, real %d, quiet without effect %d of 100", within, real, quiet)
	}
}

// Days of which nobody knows whether it rained are not taken for dry.
func TestCauses_RainIsComparedWithMeasuredDays(t *testing.T) {
	row := named(ask(t, rainy(3, 400, 200, 0.5), ""), Wet)
	if row.N+row.Of > 200 || !row.Real || *row.Low > -0.5 || *row.High < -0.5 {
		t.Errorf("%d wet and %d dry of 200 measured: %+v", row.N, row.Of, row)
	}
}
