package crm_test

import (
	"math"
	"math/big"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regulars/data/crm"
)

func TestDateRoundTripsThroughAllYears(t *testing.T) {
	first, last := crm.NewDate(1, 1, 1), crm.NewDate(9999, 12, 31)
	if first != 1 {
		t.Fatalf("0001-01-01 is %d: the zero date means not set", first)
	}
	want := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	for d := first; d <= last; d++ {
		y, m, day := d.Time().Date()
		if crm.NewDate(y, m, day) != d || !d.Time().Equal(want) || d.Weekday() != want.Weekday() {
			t.Fatalf("day %d is %d-%d-%d", d, y, m, day)
		}
		want = want.AddDate(0, 0, 1)
	}
}

func TestDateTextRoundTrips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := crm.Date(rapid.Int32Range(0, int32(crm.NewDate(9999, 12, 31))).Draw(t, "day"))
		text, _ := d.MarshalText()
		var back crm.Date
		if err := back.UnmarshalText(text); err != nil || back != d {
			t.Fatalf("%q became %v, %v", text, back, err)
		}
	})
	for _, bad := range []string{"0000-12-31", "2026-02-29", "2026-2-1", "26-01-01", "2026/01/01", "x", "2026-01-01 "} {
		if d, err := crm.ParseDate(bad); err == nil {
			t.Errorf("%q was read as %s", bad, d)
		}
	}
}

func TestMonthsAreCutToTheirLastDay(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2024-01-31", 1, "2024-02-29"}, {"2023-01-31", 1, "2023-02-28"}, {"2024-03-31", -1, "2024-02-29"},
		{"2024-12-15", 1, "2025-01-15"}, {"2024-01-15", -13, "2022-12-15"}, {"2024-02-29", 12, "2025-02-28"},
	} {
		d, _ := crm.ParseDate(c.from)
		if got := d.AddMonths(c.months).String(); got != c.want {
			t.Errorf("%s %+d months is %s, want %s", c.from, c.months, got, c.want)
		}
	}
}

func TestClockAndInstant(t *testing.T) {
	if c := crm.NewClock(23, 59); c.String() != "23:59" || c.Hour() != 23 || c.Minute() != 59 {
		t.Errorf("%s", c)
	}
	if c := crm.NewClock(0, 0); !c.Known() || c.String() != "00:00" || crm.Clock(0).Known() || crm.Clock(0).Hour() != -1 {
		t.Error("midnight is known, zero is not")
	}
	loc := time.FixedZone("", 7*3600)
	i := crm.InstantOf(time.Date(2026, 3, 1, 20, 30, 0, 0, time.UTC))
	if d, c := i.In(loc); d != crm.NewDate(2026, 3, 2) || c != crm.NewClock(3, 30) {
		t.Errorf("%s %s", d, c)
	}
	var back crm.Instant
	if err := back.UnmarshalText([]byte(i.String())); err != nil || back != i {
		t.Errorf("%s %v", back, err)
	}
}

// ratHalfEven is the slow reference of every rounding.
func ratHalfEven(r *big.Rat) *big.Int {
	floor := new(big.Int).Div(r.Num(), r.Denom()) // Euclidean: the floor for a positive denominator
	rest := new(big.Rat).Sub(r, new(big.Rat).SetInt(floor))
	switch rest.Cmp(big.NewRat(1, 2)) {
	case 1:
		floor.Add(floor, big.NewInt(1))
	case 0:
		if floor.Bit(0) == 1 {
			floor.Add(floor, big.NewInt(1))
		}
	}
	return floor
}

func TestParseDecimalRoundsHalfToEven(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[-+]?([0-9]{1,16}(\.[0-9]{0,9})?|\.[0-9]{1,9})`).Draw(t, "text")
		exp := rapid.IntRange(0, 4).Draw(t, "exp")
		exact, ok := new(big.Rat).SetString(text)
		if !ok {
			t.Skip("not for the reference")
		}
		exact.Mul(exact, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(exp)), nil)))
		want := ratHalfEven(exact)
		got, err := crm.ParseDecimal(text, exp)
		if want.IsInt64() != (err == nil) || err == nil && got != want.Int64() {
			t.Fatalf("%q with %d decimals: %d, %v; want %s", text, exp, got, err, want)
		}
	})
}

func TestParseDecimalRefusesWhatIsNotPlain(t *testing.T) {
	for _, bad := range []string{"", ".", "-", "+", "-+1", "--1", "1.2.3", "1,2", "1e3", "0x10", "1 000", "１", "NaN", "9223372036854775808", "922337203685477580.75"} {
		if v, err := crm.ParseDecimal(bad, 1); err == nil {
			t.Errorf("%q was read as %d", bad, v)
		}
	}
	for text, want := range map[string]int64{"0.25": 2, "0.35": 4, "0.2500001": 3, "-0.25": -2, " 7 ": 70, "5.": 50, ".5": 5, "+1": 10, "922337203685477580.7": math.MaxInt64} {
		if v, err := crm.ParseDecimal(text, 1); err != nil || v != want {
			t.Errorf("%q is %d, %v; want %d", text, v, err, want)
		}
	}
}

func TestDecimalsSurviveWritingAndReading(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Int64Range(-math.MaxInt64, math.MaxInt64).Draw(t, "v")
		exp := rapid.IntRange(0, 4).Draw(t, "exp")
		text := crm.FormatDecimal(v, exp)
		if back, err := crm.ParseDecimal(text, exp); err != nil || back != v {
			t.Fatalf("%d became %q became %d, %v", v, text, back, err)
		}
	})
}

func TestLineNetIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := rapid.Int64().Draw(t, "quantity")
		p := rapid.Int64().Draw(t, "price")
		exp := rapid.SampledFrom([]int{0, 2, 3, 4}).Draw(t, "exp")
		exact := new(big.Rat).Mul(big.NewRat(q, crm.QuantityScale), big.NewRat(p, crm.PriceScale))
		exact.Mul(exact, big.NewRat(int64(math.Pow10(exp)), 1))
		want := ratHalfEven(exact)
		got, err := crm.LineNet(crm.Quantity(q), crm.Price(p), exp)
		fits := want.CmpAbs(big.NewInt(math.MaxInt64)) <= 0
		if fits != (err == nil) || err == nil && int64(got) != want.Int64() {
			t.Fatalf("%d x %d: %d, %v; want %s", q, p, got, err, want)
		}
	})
	// 3 pieces at 1.115 EUR: 3.345 is half way, the even cent is 3.34; 1.5 kg at 2.33: 3.495 gives 3.50.
	for _, c := range []struct {
		q    crm.Quantity
		p    crm.Price
		want crm.Amount
	}{{30000, 11150, 334}, {15000, 23300, 350}, {-30000, 11150, -334}} {
		if got, _ := crm.LineNet(c.q, c.p, 2); got != c.want {
			t.Errorf("%s x %s is %d, want %d", c.q, c.p, got, c.want)
		}
	}
}

func TestPriceForGivesTheNetBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		net := crm.Amount(rapid.Int64Range(-1e12, 1e12).Draw(t, "net"))
		units := rapid.Int64Range(1, 50).Draw(t, "units")
		if rapid.Bool().Draw(t, "return") {
			units = -units
		}
		q := crm.Quantity(units * crm.QuantityScale)
		p, err := crm.PriceFor(net, q, 2)
		if err != nil {
			t.Fatal(err)
		}
		// The price has four decimals, so that up to 50 units miss by less than a cent.
		if back, err := crm.LineNet(q, p, 2); err != nil || back != net {
			t.Fatalf("%d for %d units: price %s gives %d, %v", net, units, p, back, err)
		}
	})
}

func TestShareIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total, weight, sum := rapid.Int64().Draw(t, "total"), rapid.Int64().Draw(t, "weight"), rapid.Int64().Draw(t, "sum")
		if sum == 0 {
			if crm.Share(crm.Amount(total), weight, 0) != 0 {
				t.Fatal("a share of nothing")
			}
			return
		}
		n := new(big.Int).Mul(big.NewInt(total), big.NewInt(weight))
		want := ratHalfEven(new(big.Rat).SetFrac(n, big.NewInt(sum)))
		got := crm.Share(crm.Amount(total), weight, sum)
		switch {
		case want.IsInt64() && int64(got) != want.Int64(),
			!want.IsInt64() && want.Sign() > 0 && got != math.MaxInt64,
			!want.IsInt64() && want.Sign() < 0 && got != math.MinInt64:
			t.Fatalf("%d x %d / %d is %d, want %s", total, weight, sum, got, want)
		}
	})
}

func TestCurrencies(t *testing.T) {
	for code, exp := range map[string]int{"EUR": 2, "JPY": 0, "BHD": 3, "AZN": 2, "VND": 0, "CNY": 2} {
		if !crm.ValidCurrency(code) || crm.Exponent(code) != exp {
			t.Errorf("%s has %d decimals, want %d", code, crm.Exponent(code), exp)
		}
	}
	for _, bad := range []string{"", "eur", "EURO", "E", "€", "ZZZ"} {
		if crm.ValidCurrency(bad) {
			t.Errorf("%q is no currency", bad)
		}
	}
}
