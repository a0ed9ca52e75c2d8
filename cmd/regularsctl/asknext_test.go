package main

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The published CDNOW sample, brought in and asked about as an owner would.
func TestAskNext_CDNOW(t *testing.T) {
	f, err := os.Open(filepath.Join("..", "..", "..", "shared", "data", "analytics", "cdnow_sample.csv"))
	if err != nil {
		t.Skipf("reference data not here: %v", err)
	}
	defer func() { _ = f.Close() }()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var sales strings.Builder
	sales.WriteString("order,date,customer,amount\n")
	for i, r := range rows[1:] {
		fmt.Fprintf(&sales, "N%d,%s-%s-%s,%s,%s\n", i, r[2][:4], r[2][4:6], r[2][6:], r[1], r[4])
	}
	p := place{t, t.TempDir()}
	p.ok("new", "--currency", "USD")
	p.ok("import", p.write("cdnow.csv", sales.String()))
	var got struct {
		Method string
		N      int
		Next   struct {
			Orders struct{ Mean, Low, High float64 }
		}
		Models []struct {
			Name                  string
			Parameters            map[string]float64
			LogLikelihood         float64 `json:"log_likelihood"`
			Converged, Identified bool
		}
		Rows []struct {
			Party     string
			Buy       *float64 `json:"p_buy"`
			Expected  *float64 `json:"expected_orders"`
			Low, High *int
		}
	}
	p.read(&got, "ask", "next", "--as-of", "1997-09-30", "--horizon", "273")
	if got.N != 2357 || got.Method != "model_blend" || len(got.Rows) != 0 || got.Next.Orders.Low > 1882 || got.Next.Orders.High < 1882 {
		t.Errorf("n %d, method %s, %d rows, %+v", got.N, got.Method, len(got.Rows), got.Next)
	}
	want := map[string]float64{"bg-nbd": -9582.429207, "mbg-nbd": -9582.135716, "pareto-nbd": -9594.976179, "nbd": -9763.657615, "gamma-gamma": -4055.917695}
	for _, m := range got.Models {
		if math.Abs(m.LogLikelihood-want[m.Name]) > 1e-3 || !m.Converged || !m.Identified {
			t.Errorf("%+v, want %f", m, want[m.Name])
		}
		if m.Name == "mbg-nbd" {
			for name, v := range map[string]float64{"r": .524843, "alpha": 6.183085, "a": .891360, "b": 1.614002} {
				if math.Abs(m.Parameters[name]/v-1) > 1e-3 {
					t.Errorf("%s = %f, want %f", name, m.Parameters[name], v)
				}
			}
		}
		delete(want, m.Name)
	}
	if len(want) > 0 {
		t.Errorf("no model %v", want)
	}
	pinKeys(t, p)
	p.read(&got, "ask", "next", "--as-of", "1997-09-30", "--customers")
	if len(got.Rows) != 2357 || got.Rows[0].Party == "" || got.Rows[0].Buy == nil || got.Rows[0].Expected == nil || got.Rows[0].Low == nil || got.Rows[0].High == nil {
		t.Errorf("%d rows, first %+v", len(got.Rows), got.Rows[0])
	}
	again := p.ok("ask", "next", "--json", "--customers")
	if again != p.ok("ask", "next", "--json", "--customers") {
		t.Error("asked twice, answered differently")
	}
}

func TestAskNext_LittleToGoBy(t *testing.T) {
	p := newPlace(t)
	p.run("import", p.path("customers.csv"), p.path("sales.csv")) // one row of which is bad
	if out := p.ok("ask", "next", "--customers", "--chart", p.path("next.png")); !strings.Contains(out, "need_repeaters") || strings.Contains(out, "NaN") {
		t.Error(out)
	}
	if _, _, code := p.run("ask", "next", "--horizon", "0"); code != exitUsage {
		t.Errorf("horizon 0: exit %d", code)
	}
}

// pinKeys holds the names that others read; exact ones, unlike those of a
// decoded struct.
func pinKeys(t *testing.T, p place) {
	t.Helper()
	var raw struct {
		Models []map[string]any
		Rows   []map[string]any
	}
	p.read(&raw, "ask", "next", "--as-of", "1997-09-30", "--horizon", "273", "--customers")
	parameters := map[string][]string{"mbg-nbd": {"r", "alpha", "a", "b"}, "bg-nbd": {"r", "alpha", "a", "b"}, "pareto-nbd": {"r", "alpha", "s", "beta"},
		"nbd": {"r", "alpha"}, "gamma-gamma": {"p", "q", "v"}}
	for _, m := range raw.Models {
		hasKeys(t, m, "name", "parameters", "log_likelihood", "converged", "identified", "weight")
		name := m["name"].(string)
		hasKeys(t, m["parameters"].(map[string]any), parameters[name]...)
		if name != "gamma-gamma" {
			hasKeys(t, m["map"].(map[string]any), "parameters", "log_likelihood", "converged")
			hasKeys(t, m["map"].(map[string]any)["parameters"].(map[string]any), parameters[name]...)
		}
	}
	hasKeys(t, raw.Rows[0], "party", "p_buy", "expected_orders", "low", "high", "expected_minor", "year")
	hasKeys(t, raw.Rows[0]["year"].(map[string]any), "expected_orders", "low", "high")
}

func hasKeys(t *testing.T, m map[string]any, keys ...string) {
	t.Helper()
	for _, key := range keys {
		if _, ok := m[key]; !ok {
			t.Errorf("no %s in %v", key, m)
		}
	}
}
