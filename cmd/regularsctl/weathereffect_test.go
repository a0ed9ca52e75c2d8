package main

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"regulars/data/crm"
	"regulars/data/insight/cause"
)

// In a shop that rain halves, the weather file of a service lets the causes
// find the half within their interval, and the split tell wet days from dry.
func TestWeather_000_17_RainThatHalvesSalesIsFound(t *testing.T) {
	p := newPlace(t)
	random := rand.New(rand.NewPCG(4, 17))
	var sales, weather strings.Builder
	sales.WriteString("Order number,Order date,Customer ID,Product name,Quantity,Unit price\n")
	weather.WriteString("date;tavg;tmin;tmax;prcp\n")
	number, wet, orders := 0, 0, map[bool]int{}
	for day := crm.NewDate(2025, 1, 1); day <= crm.NewDate(2025, 12, 31); day++ {
		rain, count := 0.0, 30+random.IntN(11)
		if random.IntN(3) == 0 {
			rain, count = 1+10*random.Float64(), (count+random.IntN(2))/2
			wet++
		}
		orders[rain > 0] += count
		for range count {
			number++
			fmt.Fprintf(&sales, "%d,%s,%d,Tea,1,3.50\n", number, day, number%40)
		}
		fmt.Fprintf(&weather, "%s;%s;;;%s\n", day, comma(12+3*random.NormFloat64()), comma(rain))
	}
	p.ok("import", p.write("till.csv", sales.String()), p.write("station.csv", weather.String()))
	var causes cause.Result
	p.read(&causes, "ask", "causes", "--as-of", "2025-12-31")
	found := map[string]cause.Row{}
	for _, r := range causes.Rows {
		found[r.Name] = r
	}
	r := found[cause.Wet]
	if !r.Real || *r.Low > -0.5 || *r.High < -0.5 || *r.High-*r.Low > 0.1 || r.N < wet*9/10 {
		t.Errorf("rainy days: %+v", r)
	}
	if r := found[crm.RainMM]; !r.Real || *r.High > -0.4 {
		t.Errorf("rain: %+v", r)
	}
	if r := found[crm.TemperatureC]; !r.Shown || r.Real {
		t.Errorf("temperature that does nothing: %+v", r)
	}
	var split struct {
		Rows []struct {
			Group  string
			Orders int
		}
	}
	p.read(&split, "ask", "demand", "--by", "year", "--split", "weather", "--as-of", "2025-12-31")
	got := map[bool]int{}
	for _, r := range split.Rows {
		if !strings.Contains(r.Group, "_") {
			t.Errorf("%d orders of a day that is told neither wet nor dry: %q", r.Orders, r.Group)
		}
		got[strings.HasSuffix(r.Group, "_wet")] += r.Orders
	}
	if got[true] != orders[true] || got[false] != orders[false] {
		t.Errorf("orders dry and wet %v, want %v", got, orders)
	}
}

// comma writes a number with the decimal comma.
func comma(v float64) string { return strings.Replace(fmt.Sprintf("%.1f", v), ".", ",", 1) }
