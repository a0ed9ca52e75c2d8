package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A published file of baskets, brought in and asked about as an owner would.
func TestAskRules_Groceries(t *testing.T) {
	f, err := os.Open(filepath.Join("..", "..", "..", "shared", "data", "analytics", "groceries_arules_baskets.txt"))
	if err != nil {
		t.Skipf("reference data not here: %v", err)
	}
	defer func() { _ = f.Close() }()
	var sales strings.Builder
	sales.WriteString("Invoice,Date,Product,Quantity,Price\n")
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		for _, product := range strings.Split(lines.Text(), ",") {
			fmt.Fprintf(&sales, "G%d,2026-01-%02d,%s,1,1.00\n", n, 1+n%28, product)
		}
	}
	p := place{t, t.TempDir()}
	p.ok("new")
	p.ok("import", p.write("baskets.csv", sales.String()))
	var got struct {
		N, Items, Itemsets, Rules int
		MinCount                  int `json:"min_count"`
		Rows                      []struct {
			If            []struct{ Name string }
			Then          struct{ Name string }
			Count         int
			Support, Lift float64
		}
	}
	p.read(&got, "ask", "rules", "--support", ".006", "--confidence", ".25")
	if got.N != 9835 || got.Items != 169 || got.MinCount != 60 || got.Itemsets != 747 || got.Rules != 463 || len(got.Rows) != 463 {
		t.Fatalf("%d baskets, %d items, %d sets, %d rules", got.N, got.Items, got.Itemsets, got.Rules)
	}
	top := got.Rows[0]
	expect(t, "top", fmt.Sprintf("%s => %s %d %.9f %.7f", top.If[0].Name, top.Then.Name, top.Count, top.Support, top.Lift), "herbs => root vegetables 69 0.007015760 3.9564774")
	for _, c := range []struct{ support, confidence, want string }{{".001", ".8", " 410 rules"}, {".001", ".5", " 5668 rules"}, {".01", ".5", " 15 rules"}} {
		if out := p.ok("ask", "rules", "--support", c.support, "--confidence", c.confidence); !strings.Contains(out, c.want) {
			t.Errorf("%s %s:\n%s", c.support, c.confidence, strings.SplitN(out, "\n", 4)[2])
		}
	}
}

// One tin of formula on 1 March: remind on the 18th, due on the 22nd; a
// purchase before cancels that.
func TestAskRepurchase_Formula(t *testing.T) {
	sales := "Invoice,Date,Customer,Product,Quantity,Price\n"
	for i, day := range []string{"2026-01-04", "2026-01-25", "2026-02-15", "2026-03-08"} {
		for _, name := range []string{"Lan", "Mai"} {
			sales += fmt.Sprintf("%s%d,%s,%s,Formula,1,20.00\n", name, i, day, name)
		}
	}
	sales += "C1,2026-03-01,Carla,Formula,1,20.00\n"
	p := place{t, t.TempDir()}
	p.ok("new")
	p.ok("import", p.write("sales.csv", sales))
	type clock struct{ Name, Remind, Due, State string }
	carla := func(args ...string) (found clock) {
		var got struct{ Rows []clock }
		p.read(&got, append([]string{"ask", "repurchase"}, args...)...)
		for _, c := range got.Rows {
			if c.Name == "Carla" {
				found = c
			}
		}
		return found
	}
	expect(t, "the day before", carla("--as-of", "2026-03-17"), clock{})
	expect(t, "on the day", carla("--as-of", "2026-03-18"), clock{"Carla", "2026-03-18", "2026-03-22", "remind"})
	expect(t, "a longer lead", carla("--as-of", "2026-03-17", "--lead", "7"), clock{"Carla", "2026-03-15", "2026-03-22", "remind"})
	expect(t, "no lead", carla("--as-of", "2026-03-21", "--lead", "0"), clock{})
	p.ok("import", p.write("more.csv", "Invoice,Date,Customer,Product,Quantity,Price\nC2,2026-03-10,Carla,Formula,2,20.00\n"))
	expect(t, "after a purchase", carla("--as-of", "2026-03-18"), clock{})
	expect(t, "two tins", carla("--as-of", "2026-03-18", "--ahead", "60").State, "waiting")
	for _, args := range [][]string{{"repurchase", "--lead", "-1"}, {"repurchase", "--by", "size"}, {"rules", "--support", "2"}, {"rules", "--length", "1"}, {"offer", "--by", "size"}, {"offer", "--item", "Nothing"}} {
		if _, _, code := p.run(append([]string{"ask"}, args...)...); code != exitUsage {
			t.Errorf("%v: exit %d", args, code)
		}
	}
}

// 24 customers buy beans, 20 of them filters too: the other four are offered filters.
func TestAskOffer_001_05(t *testing.T) {
	sales := "Invoice,Date,Customer,Product,Quantity,Price\n"
	for i := range 24 {
		sales += fmt.Sprintf("A%d,2026-01-01,Customer %d,Beans,1,9.00\n", i, i)
		if i >= 4 {
			sales += fmt.Sprintf("A%d,2026-01-01,Customer %d,Filters,1,3.00\n", i, i)
			sales += fmt.Sprintf("B%d,2026-01-02,,Beans,1,9.00\nB%d,2026-01-02,,Filters,1,3.00\n", i, i)
			sales += fmt.Sprintf("C%d,2026-01-02,,Cups,1,9.00\nD%d,2026-01-02,,Cups,1,3.00\n", i, i)
		}
	}
	p := place{t, t.TempDir()}
	p.ok("new")
	p.ok("import", p.write("sales.csv", sales))
	var got struct {
		N    int
		Rows []struct {
			Name       string
			Because    []struct{ Name string }
			Likelihood float64
			N          int
		}
	}
	p.read(&got, "ask", "offer", "--item", "Filters")
	if got.N != 24 || len(got.Rows) != 4 {
		t.Fatalf("%+v", got)
	}
	for _, row := range got.Rows {
		if row.Because[0].Name != "Beans" || row.N != 24 || row.Likelihood != 20./24 || !strings.Contains("Customer 0 Customer 1 Customer 2 Customer 3", row.Name) {
			t.Errorf("%+v", row)
		}
	}
	p.read(&got, "ask", "offer", "--item", "Cups")
	expect(t, "cups go with nothing", len(got.Rows), 0)
}
