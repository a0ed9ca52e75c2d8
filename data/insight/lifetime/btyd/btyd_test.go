package btyd

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"regulars/data/crm"
)

// cdnow reads the public CDNOW sample: the customers as of a day, and how
// often each bought on later days.
func cdnow(t testing.TB, asOf crm.Date) (customers []Customer, later []int, spends [][]float64) {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "..", "..", "..", "shared", "data", "analytics", "cdnow_sample.csv"))
	if err != nil {
		t.Skipf("reference data not here: %v", err)
	}
	defer func() { _ = f.Close() }()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var first, last crm.Date
	id := ""
	for _, row := range rows[1:] {
		n, _ := strconv.Atoi(row[2])
		date := crm.NewDate(n/10000, time.Month(n/100%100), n%100)
		spend, _ := strconv.ParseFloat(row[4], 64)
		if row[1] != id {
			id, first, last = row[1], date, date
			customers, later, spends = append(customers, Customer{T: float64(asOf-first) / 7}), append(later, 0), append(spends, []float64{spend})
			continue
		}
		i := len(customers) - 1
		if date > asOf {
			if date != last {
				later[i]++
			}
			last = date
			continue
		}
		if date == last {
			spends[i][len(spends[i])-1] += spend
			continue
		}
		last = date
		customers[i].X++
		customers[i].Tx = float64(date-first) / 7
		spends[i] = append(spends[i], spend)
	}
	return customers, later, spends
}

func calibration() crm.Date { return crm.NewDate(1997, 9, 30) }

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > tolerance {
		t.Errorf("%s = %.8f, want %.8f", what, got, want)
	}
}

// The published and recomputed fits of the sample.
func published() map[Model]Fit {
	return map[Model]Fit{
		NBD:    {P: []float64{.384766, 12.072023}, LogLik: -9763.657615},
		BG:     {P: []float64{.242595, 4.413602, .792922, 2.425907}, LogLik: -9582.429207},
		MBG:    {P: []float64{.524843, 6.183085, .891360, 1.614002}, LogLik: -9582.135716},
		Pareto: {P: []float64{.553277, 10.577684, .606240, 11.668739}, LogLik: -9594.976179},
	}
}

func TestCDNOW_LikelihoodsAndParameters(t *testing.T) {
	customers, later, _ := cdnow(t, calibration())
	orders, ahead := 0, 0
	for i, c := range customers {
		orders, ahead = orders+c.X, ahead+later[i]
	}
	if len(customers) != 2357 || orders != 2457 || ahead != 1882 {
		t.Fatalf("%d customers, %d orders, %d later", len(customers), orders, ahead)
	}
	d := Collapse(customers)
	for m, want := range published() {
		got := Find(m, d, false)
		near(t, string(m)+" log-likelihood", got.LogLik, want.LogLik, 1e-3)
		for i, name := range m.Names() {
			near(t, string(m)+" "+name, got.P[i], want.P[i], 1e-3*want.P[i])
		}
		if !got.Converged || !got.Inner {
			t.Errorf("%s: converged %v, inner %v", m, got.Converged, got.Inner)
		}
		if m != NBD && !DropoutIdentified(got, Find(NBD, d, false)) {
			t.Errorf("%s: dropout not identified", m)
		}
	}
}

// One row of the table of single customers: x, tx, T; for BG/NBD, MBG/NBD and
// Pareto/NBD the chance to be alive and the orders of 39 and 52 weeks.
type single struct {
	c      Customer
	values [9]float64
}

func singles() []single {
	return []single{
		{Customer{X: 2, Tx: 30.43, T: 38.86}, [9]float64{.726609, 1.225907, 1.558578, .706126, 1.262669, 1.596824, .869116, 1.455099, 1.850763}},
		{Customer{X: 0, Tx: 0, T: 38.86}, [9]float64{1, .194782, .251667, .389715, .153954, .197629, .295096, .107059, .136170}},
		{Customer{X: 26, Tx: 30.86, T: 31}, [9]float64{.968919, 20.750275, 25.759040, .965553, 19.447979, 23.999883, .997918, 20.115717, 25.456318}},
		{Customer{X: 7, Tx: 29.43, T: 38.86}, [9]float64{.641795, 3.337185, 4.199048, .622639, 3.166799, 3.963683, .749412, 3.711699, 4.720968}},
		{Customer{X: 1, Tx: 1.71, T: 38.86}, [9]float64{.212232, .203255, .259912, .170820, .188790, .240070, .167871, .170979, .217471}},
	}
}

func TestCDNOW_SingleCustomers(t *testing.T) {
	customers, _, _ := cdnow(t, calibration())
	d := Collapse(customers)
	for i, m := range []Model{BG, MBG, Pareto} {
		f := Find(m, d, false)
		for _, s := range singles() {
			near(t, string(m)+" alive", f.Alive(s.c), s.values[3*i], 1e-5)
			near(t, string(m)+" 39 weeks", f.Expected(s.c, 39), s.values[3*i+1], 1e-5)
			near(t, string(m)+" 52 weeks", f.Expected(s.c, 52), s.values[3*i+2], 1e-5)
		}
	}
	two, none := singles()[0].c, singles()[1].c
	bg, mbg := Find(BG, d, false), Find(MBG, d, false)
	near(t, "bg buys", bg.Buys(two, 39), .554607, 1e-5)
	near(t, "mbg buys", mbg.Buys(two, 39), .559919, 1e-5)
	near(t, "bg buys after one", bg.Buys(none, 39), .144329, 1e-5)
	near(t, "mbg buys after one", mbg.Buys(none, 39), .108796, 1e-5)
}

func TestCDNOW_NewCustomers(t *testing.T) {
	customers, _, _ := cdnow(t, calibration())
	d := Collapse(customers)
	weeks := []float64{1, 4, 13, 26, 39, 52, 78}
	for m, want := range map[Model][]float64{
		BG:     {.053184, .195765, .533637, .901319, 1.195010, 1.444012, 1.857958},
		MBG:    {.053060, .196171, .535084, .898146, 1.182280, 1.418885, 1.803630},
		Pareto: {.051006, .190758, .531399, .908914, 1.213404, 1.473434, 1.909866},
	} {
		f := Find(m, d, false)
		for i, w := range weeks {
			near(t, string(m), f.ExpectedNew(w), want[i], 1e-5)
		}
	}
}

func TestCDNOW_Holdout(t *testing.T) {
	customers, later, _ := cdnow(t, calibration())
	d := Collapse(customers)
	for m, want := range map[Model]struct{ sum, brier float64 }{BG: {1653.41, .1615}, MBG: {1576.73, .1615}, Pareto: {1665.51, .162}} {
		f := Find(m, d, false)
		sum, brier := 0.0, 0.0
		for i, c := range customers {
			sum += f.Expected(c, 39)
			miss := f.Buys(c, 39)
			if later[i] > 0 {
				miss--
			}
			brier += miss * miss / float64(len(customers))
		}
		near(t, string(m)+" orders", sum, want.sum, .02)
		if !(brier <= want.brier) {
			t.Errorf("%s: Brier %.5f, want at most %.4f", m, brier, want.brier)
		}
		t.Logf("%s: Brier %.5f", m, brier)
	}
}

func TestCDNOW_Spending(t *testing.T) {
	customers, _, spends := cdnow(t, calibration())
	var all []Spender
	for i, c := range customers {
		if c.X == 0 {
			continue
		}
		sum := 0.0
		for _, v := range spends[i][1:] {
			sum += v
		}
		all = append(all, Spender{c.X, sum / float64(c.X)})
	}
	s := FitSpend(all)
	near(t, "log-likelihood", s.LogLik, -4055.917695, 1e-3)
	near(t, "p", s.P, 6.249574, 6e-3)
	near(t, "q", s.Q, 3.744225, 4e-3)
	near(t, "v", s.V, 15.443516, 2e-2)
	near(t, "mean of all", s.Mean(0, 0), 35.170371, 1e-3)
	near(t, "correlation", s.Correlation, .114, 1e-3)
	for _, c := range []struct {
		x       int
		m, want float64
	}{{2, 22.35, 24.65802}, {1, 11.77, 18.91002}, {7, 73.74, 71.46336}} {
		near(t, "conditional mean", s.Mean(c.x, c.m), c.want, 1e-3)
	}
}

func BenchmarkFitCDNOW(b *testing.B) {
	customers, _, _ := cdnow(b, calibration())
	for b.Loop() {
		if f := Find(MBG, Collapse(customers), false); !f.Converged {
			b.Fatal(f)
		}
	}
}

func BenchmarkTotalCDNOW(b *testing.B) {
	customers, _, _ := cdnow(b, calibration())
	f := Find(MBG, Collapse(customers), true)
	b.ResetTimer()
	for b.Loop() {
		if i := (Mix{{f, 1}}).Total(customers, 13, 500, .2); i.High == 0 {
			b.Fatal(i)
		}
	}
}
