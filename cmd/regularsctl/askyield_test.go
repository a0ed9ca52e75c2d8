package main

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
)

// The questions without a book: the place has none.
func bare(t *testing.T) place { return place{t, t.TempDir()} }

func TestAskProtect_000_25(t *testing.T) {
	p := bare(t)
	var got struct {
		Advice   string
		A        []float64          `json:"emsr_a"`
		B        []float64          `json:"emsr_b"`
		Optimal  []float64          `json:"optimal"`
		Limits   map[string][]int   `json:"booking_limits"`
		Expected map[string]float64 `json:"expected_revenue"`
		Rows     []struct {
			Limit int `json:"booking_limit"`
		}
		Overbooking *struct{ Limit int }
	}
	call := []string{"ask", "protect", "--price", "1050,950,699,520", "--mean", "17.3,45.1,39.6,34.0", "--sd", "5.8,15.0,13.2,11.3", "--capacity", "100"}
	p.read(&got, call...)
	expect(t, "levels", fmt.Sprintf("%.4f %.4f %v", got.A, got.B, got.Optimal), "[9.7068 50.4607 91.6317] [9.7068 53.2680 96.8347] [10 54 98]")
	expect(t, "expected", fmt.Sprint(got.Expected), "map[emsr_a:79324.92 emsr_b:79613.1 first_come:70142.25 optimal:79623.92]")
	expect(t, "limits", fmt.Sprint(got.Limits), "map[emsr_a:[100 90 50 8] emsr_b:[100 90 47 3] optimal:[100 90 46 2]]")
	expect(t, "advice", fmt.Sprintf("%s %d %v", got.Advice, got.Rows[3].Limit, got.Overbooking), "optimal 2 <nil>")
	expect(t, "text", strings.Contains(p.ok(call...), "79623.92"), true)
	p.ok(append(call, "--chart", p.path("protect.png"))...)
	if _, err := os.Stat(p.path("protect.png")); err != nil {
		t.Error(err)
	}

	p.read(&got, "ask", "protect", "--price", "200,120", "--mean", "50,90", "--capacity", "100", "--no-show", "0.1")
	expect(t, "Poisson", fmt.Sprint(got.B, got.Overbooking.Limit > 100), "[48] true")
	out := p.ok("ask", "protect", "--price", "200,120", "--mean", "50", "--capacity", "0", "--json")
	for _, want := range []string{`"emsr_a": []`, `"booking_limits": {}`, `"expected_revenue": {}`, `"need_capacity"`} {
		expect(t, want, strings.Contains(out, want), true)
	}
}

func TestAskProtect_File(t *testing.T) {
	p := bare(t)
	var days strings.Builder
	days.WriteString("class,price,demand,full\n")
	for i := range 30 {
		fmt.Fprintf(&days, "late,120,%d,\nearly,80,%d,%d\n", 2+i%5, 6+i%4, i%4/3)
	}
	var got struct {
		Rows []struct {
			Class    string
			Mean, SD float64
		}
	}
	p.read(&got, "ask", "protect", "--file", p.write("days.csv", days.String()), "--capacity", "10")
	if len(got.Rows) != 2 || got.Rows[0].Mean != 4 || got.Rows[1].Mean <= 7.5 { // one early day in four hid more than 9
		t.Errorf("%+v", got.Rows)
	}
	_, errOut, code := p.run("ask", "protect", "--file", p.write("bad.csv", "class,price,demand\na,120,3\na,120,many\n"), "--capacity", "10")
	if code != exitFailed || !strings.Contains(errOut, `bad.csv, row 3: demand "many"`) {
		t.Errorf("exit %d: %s", code, errOut)
	}
}

func TestAskGroup_000_25(t *testing.T) {
	p := bare(t)
	var got struct {
		Answer string
		Margin float64                           `json:"group_margin"`
		Cost   struct{ Mean, Low, High float64 } `json:"displacement_cost"`
		Net    struct{ Mean, Low, High float64 } `json:"net_gain"`
		Lowest struct{ Mean, Low, High float64 } `json:"lowest_rate"`
		Bare   float64                           `json:"lowest_rate_without_ancillary"`
		Rows   []struct {
			Date      string
			Displaced float64
		}
	}
	hotel := []string{"ask", "group", "--units", "40", "--rate", "110", "--ancillary", "15", "--variable-cost", "25", "--full-rate", "180", "--capacity", "100", "--demand", "70", "--demand-sd", "15"}
	p.read(&got, hotel...)
	expect(t, "hotel", fmt.Sprintln(got.Answer, got.Margin, got.Cost.Mean, got.Net.Mean, got.Lowest.Mean, got.Bare), "accept 4000 1881.5 2118.5 57.04 72.04\n")
	expect(t, "ranges", got.Net.Low < 2118.5 && got.Net.High > 2118.5 && got.Lowest.Low < 57 && got.Lowest.High > 58, true)
	expect(t, "twice", p.ok(hotel...), p.ok(hotel...))

	means := fmt.Sprintln(got.Cost.Mean, got.Net.Mean, got.Lowest.Mean)
	p.read(&got, append(hotel, "--nights", "3", "--correlation", "0")...)
	apart := got.Cost
	p.read(&got, append(hotel, "--nights", "3", "--correlation", "0.7")...)
	expect(t, "linked nights", got.Cost.Mean == apart.Mean && got.Cost.High > apart.High && got.Cost.Low < apart.Low, true)
	p.read(&got, append(hotel, "--correlation", "0.7")...)
	expect(t, "a night alone has no neighbour", fmt.Sprintln(got.Cost.Mean, got.Net.Mean, got.Lowest.Mean), means)
	p.read(&got, append(hotel, "--cancel", "0.25")...)
	expect(t, "may call off", fmt.Sprintln(got.Margin, got.Cost.Mean, got.Lowest.Mean), "3000 1411.12 57.04\n")
	for _, wrong := range [][]string{{"--cancel", "1"}, {"--wash", "1.2"}, {"--correlation", "0.995"}, {"--correlation", "x"}} {
		if _, errOut, code := p.run(append(hotel, wrong...)...); code != exitUsage || !strings.Contains(errOut, wrong[0]) {
			t.Errorf("%v: exit %d: %s", wrong, code, errOut)
		}
	}

	p.read(&got, "ask", "group", "--units", "5", "--nights", "3", "--from", "2026-05-08", "--rate", "80", "--variable-cost", "15", "--full-rate", "120", "--capacity", "10", "--demand", "4,8,9", "--demand-sd", "0")
	expect(t, "guest house", fmt.Sprintln(got.Answer, got.Net.Mean, got.Lowest.Mean, got.Rows), "accept 240 64 [{2026-05-08 0} {2026-05-09 3} {2026-05-10 4}]\n")
	out := p.ok("ask", "group", "--units", "15", "--rate", "80", "--full-rate", "120", "--capacity", "10", "--demand", "4", "--chart", p.path("group.png"))
	expect(t, "no room", strings.HasPrefix(out, "wait") && strings.Contains(out, "need_room_for_group (5)"), true)
}

func TestAskCosts_000_21(t *testing.T) {
	p := bare(t)
	var got map[string]any
	p.read(&got, "ask", "costs", "--price", "25", "--variable-cost", "14", "--fixed-cost", "12000", "--quantity", "1500")
	for key, want := range map[string]float64{"contribution": 11, "contribution_ratio": .44, "profit": 4500, "break_even_units": 12000. / 11,
		"break_even_revenue": 27272.73, "margin_of_safety": 3. / 11, "operating_leverage": 11. / 3} {
		if v, ok := got[key].(float64); !ok || math.Abs(v-want) > 1e-9 {
			t.Errorf("%s: %v, want %v", key, got[key], want)
		}
	}
	p.read(&got, "ask", "costs", "--price", "14", "--variable-cost", "14", "--quantity", "3", "--chart", p.path("costs.png"))
	expect(t, "at cost", fmt.Sprint(got["break_even_units"], got["profit"]), "<nil> 0")
}

func TestAskPrice_000_20(t *testing.T) {
	p := bare(t)
	var weeks strings.Builder
	weeks.WriteString("period;product;price;quantity;promo\n")
	state := uint32(7)
	for week := range 104 {
		price := []float64{9, 10, 11, 12}[week/3%4]
		state = state*1664525 + 1013904223
		noise := .9 + .2*float64(state>>16)/65536
		promo := week % 7 / 6
		fmt.Fprintf(&weeks, "%d;tea;%.2f;%.4f;%d\n", week, price, 5000*noise*math.Pow(price, -2)*(1+.3*float64(promo)), promo)
		if week < 10 {
			fmt.Fprintf(&weeks, "%d;cake;5;%d;0\n", week, 20+week)
		}
	}
	file := p.write("weeks.csv", weeks.String())
	var got struct {
		Rows []struct {
			Product, State string
			Elasticity     *struct{ Value, Low, High float64 }
			Best           *struct{ Price, Low, High float64 } `json:"best_price"`
			WhatIf         []struct {
				Price float64
				Seen  bool
				Units struct{ Value float64 }
			} `json:"what_if"`
			Needs []struct{ Code string }
		}
	}
	p.read(&got, "ask", "price", "--file", file, "--variable-cost", "6", "--new-price", "11.5,20")
	cake, tea := got.Rows[0], got.Rows[1]
	if tea.State != "association" || tea.Elasticity.Low > -2 || tea.Elasticity.High < -2 || tea.Best == nil || tea.Best.Low > 12 || tea.Best.High < 12 {
		t.Errorf("%+v %+v %+v", tea, tea.Elasticity, tea.Best)
	}
	if len(tea.WhatIf) != 2 || !tea.WhatIf[0].Seen || tea.WhatIf[1].Seen {
		t.Errorf("%+v", tea.WhatIf)
	}
	if cake.State != "withheld" || cake.Elasticity != nil || cake.Needs[0].Code != "need_price_levels" {
		t.Errorf("%+v", cake)
	}
	expect(t, "text", strings.Contains(p.ok("ask", "price", "--file", file, "--chart", p.path("price.png")), "an association, not proof"), true)
}

func TestAskPlain_WrongCalls(t *testing.T) {
	p := bare(t)
	file := func(text string) string { return p.write("sold.csv", text) }
	for _, c := range []struct {
		code int
		says string
		args []string
	}{
		{exitUsage, "--capacity", []string{"protect", "--price", "2,1", "--mean", "3,3"}},
		{exitUsage, "--price and --mean", []string{"protect", "--capacity", "3"}},
		{exitUsage, `--price: entry 2 is "x"`, []string{"protect", "--price", "2,x", "--mean", "3", "--capacity", "3"}},
		{exitUsage, "--mean has 3 entries; want 2", []string{"protect", "--price", "2,1", "--mean", "3,3,3", "--capacity", "3"}},
		{exitUsage, "--sd: entry 1", []string{"protect", "--price", "2,1", "--mean", "3,3", "--sd", "-1", "--capacity", "3"}},
		{exitUsage, "out of range", []string{"protect", "--price", "2,1", "--mean", "3,30000000", "--capacity", "3"}},
		{exitUsage, "class 2 leaves nothing", []string{"protect", "--price", "2,1", "--variable-cost", "1", "--mean", "3,3", "--capacity", "3"}},
		{exitUsage, "--no-show", []string{"protect", "--price", "2,1", "--mean", "3,3", "--capacity", "3", "--no-show", "1"}},
		{exitUsage, "--law normal", []string{"protect", "--price", "2,1", "--mean", "3,3", "--capacity", "3", "--law", "normal"}},
		{exitUsage, "--law", []string{"protect", "--price", "2,1", "--mean", "3,3", "--capacity", "3", "--law", "gauss"}},
		{exitUsage, "--rate is missing", []string{"group", "--units", "3"}},
		{exitUsage, "--units", []string{"group", "--rate", "1", "--full-rate", "2", "--capacity", "3", "--demand", "1"}},
		{exitUsage, "--wash", []string{"group", "--units", "1", "--rate", "1", "--full-rate", "2", "--capacity", "3", "--demand", "1", "--wash", "1"}},
		{exitUsage, "--full-rate: night 1", []string{"group", "--units", "1", "--rate", "1", "--full-rate", "2", "--variable-cost", "3", "--capacity", "3", "--demand", "1"}},
		{exitUsage, "2 entries; want 3", []string{"group", "--units", "1", "--nights", "3", "--rate", "1", "--full-rate", "2", "--capacity", "3", "--demand", "1,2"}},
		{exitUsage, "too large", []string{"group", "--units", "1", "--rate", "99999999999999", "--full-rate", "2", "--capacity", "3", "--demand", "1"}},
		{exitUsage, "--variable-cost is missing", []string{"costs", "--price", "3"}},
		{exitUsage, "--quantity", []string{"costs", "--price", "3", "--variable-cost", "1", "--quantity", "NaN"}},
		{exitUsage, "too large", []string{"costs", "--price", "99999999999", "--variable-cost", "1", "--quantity", "99999999999"}},
		{exitUsage, "--file", []string{"price", "--variable-cost", "6"}},
		{exitFailed, "cannot open", []string{"price", "--file", p.path("none.csv")}},
		{exitFailed, `no column "quantity"`, []string{"price", "--file", p.write("short.csv", "period,product,price\n1,a,2\n")}},
		{exitFailed, `row 3: price "x" is not a number`, []string{"price", "--file", file("period,product,price,quantity\n1,a,2,3\n2,a,x,3\n")}},
		{exitFailed, "row 3: period", []string{"price", "--file", p.write("mixed.csv", "period,product,price,quantity\n1,a,2,3\n2024-05,a,2,3\n")}},
		{exitFailed, "no rows", []string{"price", "--file", p.write("empty.csv", "period,product,price,quantity\n")}},
	} {
		out, errOut, code := p.run(append([]string{"ask"}, c.args...)...)
		if code != c.code || !strings.Contains(errOut, c.says) || out != "" {
			t.Errorf("%v: exit %d, %q, want %d and %q\n%s", c.args, code, errOut, c.code, c.says, out)
		}
		if strings.Contains(errOut, "insight:") {
			t.Errorf("%v speaks of itself: %s", c.args, errOut)
		}
	}
}
