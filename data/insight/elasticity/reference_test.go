package elasticity_test

import (
	"compress/gzip"
	"encoding/csv"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"regulars/data/insight/elasticity"
)

// frame is a file of named columns.
type frame struct {
	t      *testing.T
	column map[string]int
	rows   [][]string
}

// reference reads a file of the reference data, which lies beside the module.
func reference(t *testing.T, name string) *frame {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "..", "..", "shared", "data", "analytics", name))
	if err != nil {
		t.Skipf("reference data not here: %v", err)
	}
	defer func() { _ = f.Close() }()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	fr := &frame{t: t, column: map[string]int{}, rows: rows[1:]}
	for i, h := range rows[0] {
		fr.column[h] = i
	}
	return fr
}

func (f *frame) where(keep func(row int) bool) *frame {
	out := &frame{t: f.t, column: f.column}
	for i, r := range f.rows {
		if keep(i) {
			out.rows = append(out.rows, r)
		}
	}
	return out
}

func (f *frame) text(row int, name string) string { return f.rows[row][f.column[name]] }

func (f *frame) number(row int, name string) float64 {
	v, err := strconv.ParseFloat(f.text(row, name), 64)
	if err != nil {
		f.t.Fatal(err)
	}
	return v
}

func (f *frame) each(of func(row int) float64) []float64 {
	out := make([]float64, len(f.rows))
	for i := range out {
		out[i] = of(i)
	}
	return out
}

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s: %.8f, want %.8f", what, got, want)
	}
}

func juice(f *frame) (units, price []float64, brands []string) {
	for i := range f.rows {
		brands = append(brands, f.text(i, "brand"))
	}
	return f.each(func(i int) float64 { return f.number(i, "logmove") }),
		f.each(func(i int) float64 { return math.Log(64 * f.number(i, "price"+f.text(i, "brand"))) }), brands
}

func TestOrangeJuice(t *testing.T) {
	f := reference(t, "oj_brands_1_5_10.csv.gz")
	units, price, brands := juice(f)
	n := len(units)
	if n != 28947 {
		t.Fatal(n)
	}
	fit, err := elasticity.Regress(units, append([][]float64{elasticity.Ones(n), price}, elasticity.Dummies(brands)...), elasticity.Errors{Classical: true})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "elasticity", fit.Coef[1], -3.13871326, 1e-8)
	near(t, "standard error", fit.SE[1], .02293, 5e-6)
	near(t, "store brand", fit.Coef[0]+fit.Coef[2], 10.82883354, 1e-8)
	slope := map[string]float64{}
	for _, brand := range []string{"1", "5", "10"} {
		u, p, _ := juice(f.where(func(i int) bool { return f.text(i, "brand") == brand }))
		slope[brand] = regress(t, u, p).Coef[1]
	}
	near(t, "dominicks", slope["10"], -3.377531, 1e-6)
	near(t, "minute maid", slope["5"]-slope["10"], .056540, 1e-6)
	near(t, "tropicana", slope["1"]-slope["10"], .665866, 1e-6)
}

func regress(t *testing.T, units, price []float64) *elasticity.Fit {
	t.Helper()
	fit, err := elasticity.Regress(units, [][]float64{elasticity.Ones(len(units)), price}, elasticity.Errors{Classical: true})
	if err != nil {
		t.Fatal(err)
	}
	return fit
}

func TestOneStoreOneBrand(t *testing.T) {
	f := reference(t, "oj_brands_1_5_10.csv.gz")
	units, price, _ := juice(f.where(func(i int) bool { return f.text(i, "store") == "2" && f.text(i, "brand") == "1" }))
	fit := regress(t, units, price)
	low, high := fit.Interval(1, .95)
	near(t, "elasticity", fit.Coef[1], -2.4304, 5e-5)
	near(t, "low", low, -2.734, 5e-4)
	near(t, "high", high, -2.126, 5e-4)
}

func TestCigarettes(t *testing.T) {
	f := reference(t, "CigarettesSW.csv")
	f = f.where(func(i int) bool { return f.text(i, "year") == "1995" })
	n := len(f.rows)
	real := func(name string) func(int) float64 {
		return func(i int) float64 { return f.number(i, name) / f.number(i, "cpi") }
	}
	packs := f.each(func(i int) float64 { return math.Log(f.number(i, "packs")) })
	price := f.each(func(i int) float64 { return math.Log(real("price")(i)) })
	income := f.each(func(i int) float64 { return math.Log(real("income")(i) / f.number(i, "population")) })
	sales := f.each(func(i int) float64 { return real("taxs")(i) - real("tax")(i) })
	tax := f.each(real("tax"))
	ones := elasticity.Ones(n)
	for _, c := range []struct {
		what           string
		x, instruments [][]float64
		want           float64
	}{
		{"least squares", [][]float64{ones, price}, nil, -1.2130571},
		{"with income", [][]float64{ones, price, income}, nil, -1.4065004},
		{"one instrument", [][]float64{ones, price}, [][]float64{ones, sales}, -1.0835868},
		{"one instrument, income", [][]float64{ones, price, income}, [][]float64{ones, income, sales}, -1.1433751},
		{"two instruments", [][]float64{ones, price, income}, [][]float64{ones, income, sales, tax}, -1.2774241},
	} {
		fit, err := elasticity.Regress(packs, c.x, elasticity.Errors{})
		if c.instruments != nil {
			fit, err = elasticity.Instrument(packs, c.x, c.instruments, elasticity.Errors{})
		}
		if err != nil {
			t.Fatal(err)
		}
		near(t, c.what, fit.Coef[1], c.want, 1e-7)
		if len(c.instruments) == 4 {
			near(t, "standard error", fit.SE[1], .24961, 5e-6)
		}
	}
}
