package lifetime

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"regulars/data/crm"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/lifetime/btyd"
)

// Customers of two kinds, each foretold rightly by one model only: the weights
// are the shares of the kinds; with nothing to learn from they stay put.
func TestWeightsAreTheSharesOfKinds(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	tr := trial{models: []btyd.Model{btyd.MBG, btyd.BG, btyd.NBD}, chances: make([][]float64, 3), expected: make([][]float64, 3)}
	for range 20_000 {
		low, high := rng.Float64()/2, .5+rng.Float64()/2
		truth := .7*low + .3*high
		n := 0
		if rng.Float64() < truth {
			n = 1
		}
		tr.happened = append(tr.happened, n)
		for m, p := range []float64{low, rng.Float64(), high} {
			tr.chances[m], tr.expected[m] = append(tr.chances[m], p), append(tr.expected[m], p)
		}
	}
	w := tr.weights(btyd.MBG, all)
	for m, want := range []float64{.7, 0, .3} {
		if math.Abs(w[m]-want) > .03 {
			t.Errorf("weights %v", w)
		}
	}
	if w := tr.weights(btyd.BG, func(int) bool { return false }); w[1] != 1 || w[0]+w[2] != 0 {
		t.Errorf("nothing learnt, weights %v", w)
	}
	blend, alone := tr.blended(btyd.MBG), scoreOf(btyd.MBG, tr.chances[0], tr.expected[0], tr.happened)
	if !(blend.Brier < alone.Brier) {
		t.Errorf("blend %.5f, alone %.5f", blend.Brier, alone.Brier)
	}
}

// rhythmic is a shop whose customers' gaps are gamma of a shape around a pace
// of their own, in whole days.
func rhythmic(shape int, customers int) *insighttest.Shop {
	shop := &insighttest.Shop{}
	shop.Customers(customers)
	rng := rand.New(rand.NewPCG(uint64(shape), 5))
	for c := 1; c <= customers; c++ {
		pace := 10 + 40*rng.Float64()
		for at := 300 * rng.Float64(); at < 700; {
			shop.Buy(c, insighttest.Day(int(at)), 1000)
			if rng.Float64() < .08 { // leaves
				break
			}
			for range shape {
				at += rng.ExpFloat64() * pace / float64(shape)
			}
		}
	}
	return shop
}

func TestRegularity(t *testing.T) {
	for shape := 1; shape <= 4; shape++ {
		s := rhythmic(shape, 600).Snapshot()
		f := ask(t, s, Options{AsOf: insighttest.Day(700)})
		r := f.Regularity
		if math.Abs(r.K/float64(shape)-1) > .15 || r.Regular != (shape > 1) || r.usual() != btyd.Regular(shape) {
			t.Errorf("shape %d: %+v", shape, r)
		}
		if shape == 1 {
			continue
		}
		usual, _ := f.BackTest.of(r.usual())
		random, _ := f.BackTest.of(btyd.MBG)
		if !(usual.Brier < random.Brier) {
			t.Errorf("shape %d: Brier %.4f, at random %.4f", shape, usual.Brier, random.Brier)
		}
		t.Logf("shape %d: %+v, chosen %s, Brier %.4f, at random %.4f, hits %.3f, rule %.3f", shape, r, f.Chosen, usual.Brier, random.Brier, usual.Hits, f.BackTest.RuleHits)
	}
	weekly := customer{}
	for week := range 30 {
		weekly.days = append(weekly.days, insighttest.Day(7*week))
	}
	one := history{}
	for range 20 {
		one.customers = append(one.customers, weekly)
	}
	if r := one.regularity(); r != (Regularity{mostK, 20, true}) || r.usual() != btyd.MBG4 {
		t.Errorf("every week: %+v", r)
	}
	if r := (&history{customers: one.customers[:9]}).regularity(); r != (Regularity{N: 9}) {
		t.Errorf("nine customers: %+v", r)
	}
}

func TestAskTellsProgressAndStops(t *testing.T) {
	s := rhythmic(1, 200).Snapshot()
	last := 0.0
	ctx, cancel := context.WithCancel(t.Context())
	f, err := Ask(ctx, s, Options{Progress: func(done float64) {
		if done < last || done > 1 {
			t.Errorf("%v after %v", done, last)
		}
		last = done
	}})
	if err != nil || f.Chosen == "" || last < .5 {
		t.Errorf("%v, chosen %q, progress %v", err, f.Chosen, last)
	}
	for _, stop := range []float64{.1, .4, .6, .8} {
		ctx, end := context.WithCancel(t.Context())
		if f, err := Ask(ctx, s, Options{Progress: func(done float64) {
			if done >= stop {
				end()
			}
		}}); !errors.Is(err, context.Canceled) || f != nil {
			t.Errorf("stopped at %v: %v, %v", stop, f, err)
		}
		end()
	}
	cancel()
	if _, err := Ask(ctx, s, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("never wanted: %v", err)
	}
}

// Margins of customers who do as the models say after the day: the 80 % intervals of the
// single customers and of the total hold what came.
func TestMarginsHoldTheTruth(t *testing.T) {
	var shop insighttest.Shop
	const customers, cut = 1500, 400
	shop.Customers(customers)
	src := rand.NewPCG(8, 9)
	rng := rand.New(src)
	truth := make([]crm.Amount, customers+1)
	for c := 1; c <= customers; c++ {
		rate := distuv.Gamma{Alpha: 1.2, Beta: 50, Src: src}.Rand()
		leaving := distuv.Beta{Alpha: .5, Beta: 8, Src: src}.Rand()
		spend := distuv.Gamma{Alpha: 4, Beta: distuv.Gamma{Alpha: 5, Beta: 4000, Src: src}.Rand(), Src: src}
		for at := 200 * rng.Float64(); at < cut+Year; at += rng.ExpFloat64() / rate {
			margin := crm.Amount(1 + spend.Rand())
			doc := shop.Buy(c, insighttest.Day(int(at)), 2*margin)
			doc.Lines[0].UnitCost, doc.Lines[0].CostKnown = crm.Price(margin)*crm.PriceScale/100, true
			if int(at) > cut {
				truth[c] += margin
			}
			if rng.Float64() < leaving {
				break
			}
		}
	}
	s := shop.Snapshot()
	f := ask(t, s, Options{AsOf: insighttest.Day(cut)})
	if f.MarginCoverage != 1 || f.InYear.Margin == nil {
		t.Fatalf("coverage %v, year %+v", f.MarginCoverage, f.InYear)
	}
	inside, sure, came := 0, 0, crm.Amount(0)
	for _, r := range f.Rows {
		m, got := r.Year.Margin, crm.Amount(0)
		for c := 1; c <= customers; c++ {
			if insighttest.PartyID(c) == r.ID {
				got = truth[c]
			}
		}
		if m == nil || m.Low > m.High || m.Low < 0 {
			t.Fatalf("%+v", r)
		}
		came += got
		if m.Low == 0 { // may not come at all: that much is easily held
			continue
		}
		sure++
		if got >= m.Low && got <= m.High {
			inside++
		}
	}
	share := float64(inside) / float64(sure)
	t.Logf("%.3f of %d inside, came %d, %+v", share, sure, came, f.InYear.Margin)
	if sure < 100 || share < .75 || share > .92 || came < f.InYear.Margin.Low || came > f.InYear.Margin.High {
		t.Errorf("%.3f inside, came %d, %+v", share, came, f.InYear.Margin)
	}
}
