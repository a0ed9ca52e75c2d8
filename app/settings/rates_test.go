package settings

import (
	"slices"
	"testing"

	"regulars/data/crm"
)

// A rate is set, priced anew from a day on, refused when unclear, taken away.
func TestRates_000_09(t *testing.T) {
	s := newShop(t)
	s.tap("rate_add")
	s.rates.minute.SetText("0,30")
	s.rates.way.SetText("0.45")
	s.rates.save(crm.ActivityRate{})
	if len(s.have.rates) != 1 {
		t.Fatalf("%d rates, %v", len(s.have.rates), s.rates.problem)
	}
	if r := s.have.rates[0]; r.Activity != crm.Visit || r.From != 0 || r.PerMinute != 3000 || r.PerContact != 0 || r.PerKm != 4500 {
		t.Errorf("rate %+v", r)
	}
	s.tap("rate_add")
	s.rates.save(crm.ActivityRate{})
	if len(s.have.rates) != 1 || s.rates.problem["kind"] == "" {
		t.Errorf("two rates of one kind and day: %v", s.rates.problem)
	}
	s.rates.from.SetText("1 Mar 2026")
	s.rates.contact.SetText("much")
	s.rates.save(crm.ActivityRate{})
	if len(s.have.rates) != 1 || s.rates.problem["contact"] == "" {
		t.Errorf("an unclear price was taken: %v", s.rates.problem)
	}
	s.rates.contact.SetText("2")
	s.rates.save(crm.ActivityRate{})
	if len(s.have.rates) != 2 || s.have.rates[0].From != crm.NewDate(2026, 3, 1) || s.have.rates[0].PerContact != 20000 {
		t.Fatalf("rates %+v, the newest first", s.have.rates)
	}
	s.rates.remove(s.have.rates[1])
	if len(s.have.rates) != 1 || s.have.rates[0].From == 0 {
		t.Errorf("rates %+v", s.have.rates)
	}
}

func TestProfitLimits_000_11(t *testing.T) {
	for _, c := range []struct {
		key, text string
		want      []int
	}{
		{"profit_create", "10", []int{0, 10}}, {"profit_create", "10 %", []int{0, 10}}, {"profit_drain", "-5", []int{-5, 5}},
		{"profit_drain", "6", nil}, {"profit_create", "-1", nil}, {"profit_create", "a lot", nil}, {"profit_drain", "-101", nil},
	} {
		s := newShop(t)
		s.typeInto(c.key, c.text)
		if got := s.saved().ProfitLimits; !slices.Equal(got, c.want) || (c.want == nil) != (s.errs[c.key] != "") {
			t.Errorf("%s %q: %v, said %q", c.key, c.text, got, s.errs[c.key])
		}
	}
}
