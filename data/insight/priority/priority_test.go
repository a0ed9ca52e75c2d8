package priority_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/lifetime"
	"regulars/data/insight/priority"
	"regulars/data/insight/referral"
)

func ask(t interface{ Fatal(...any) }, s *facts.Snapshot, o priority.Options, w priority.Weights) *priority.Result {
	r, err := priority.Ask(context.Background(), s, o, w)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Four customers with margins 100, 300, 300 and 900; the first brought the
// third, whose profit is 300, for a reward of 50.
func small(cost bool) *insighttest.Shop {
	s := &insighttest.Shop{}
	s.Customers(4)
	for i, net := range []crm.Amount{200, 600, 600, 1800} {
		d := s.Buy(i+1, insighttest.Day(i), net)
		d.Lines[0].UnitCost, d.Lines[0].CostKnown = crm.Price(net)*crm.PriceScale/200, cost
	}
	return s
}

func refer(s *insighttest.Shop) {
	s.Records = append(s.Records, &crm.Referral{Meta: crm.Meta{ID: crm.ID{'r'}}, Referrer: insighttest.PartyID(1), Referred: insighttest.PartyID(3),
		Status: crm.ReferralConverted, RewardCost: 50})
}

func places(r *priority.Result) (out string) {
	for _, row := range r.Rows {
		out += fmt.Sprintf("%d: %d %.4f; ", row.Place, row.ID[15], row.Score)
	}
	return out
}

func TestPriority_000_12(t *testing.T) {
	shop := small(true)
	refer(shop)
	s := shop.Snapshot()
	r := ask(t, s, priority.Options{}, priority.Weights{60, 20, 20})
	// Too little history for the second axis: its fifth goes to the others, 3/4
	// and 1/4. Profit ranks 0, 1/2, 1/2, 1; referral ranks 1, 1/3, 1/3, 1/3.
	if got := places(r); got != "1: 4 0.8333; 2: 2 0.4583; 2: 3 0.4583; 4: 1 0.2500; " {
		t.Error(got)
	}
	want := [3]priority.Weighed{{Axis: priority.Now, Available: true, Weight: 60, Share: 0.75}, {Axis: priority.Ahead, Weight: 20}, {Axis: priority.Others, Available: true, Weight: 20, Share: 0.25}}
	if r.Axes != want {
		t.Errorf("%+v", r.Axes)
	}
	if v := r.Rows[3].Parts; v[0].Value != 50 || r.Rows[3].Contribution != 100 || r.Rows[3].Rewards != 50 || v[2].Value != 250 || v[2].Rank != 1 {
		t.Errorf("%+v", v)
	}
	if r = ask(t, s, priority.Options{}, priority.Weights{0, 0, 100}); r.Rows[0].ID != insighttest.PartyID(1) || r.Rows[1].Place != 2 || r.Rows[3].Place != 2 {
		t.Error(places(r))
	}
}

func TestAxesMissing_000_12(t *testing.T) {
	s := small(false).Snapshot()
	r := ask(t, s, priority.Options{}, priority.Weights{0, 70, 30})
	if r.Basis != insight.Revenue || r.Axes[0].Share != 1 || r.Axes[1].Available || r.Axes[2].Available || r.Rows[0].Parts[0].Value != 1800 {
		t.Errorf("%+v", r)
	}
	needs := ""
	for _, n := range r.Needs {
		needs += n.Code + " "
	}
	if needs != "need_costs need_repeaters need_weeks need_referrals " {
		t.Error(needs)
	}
	var one insighttest.Shop
	one.Customers(1)
	one.Buy(1, insighttest.Day(0), 100)
	if r = ask(t, one.Snapshot(), priority.Options{}, priority.DefaultWeights()); places(r) != "1: 1 0.5000; " {
		t.Error(places(r))
	}
	var none insighttest.Shop
	if r = ask(t, none.Snapshot(), priority.Options{}, priority.DefaultWeights()); r.Rows == nil || r.N != 0 || len(r.Needs) != 1 {
		t.Errorf("%+v", r)
	}
}

func drawWeights(t *rapid.T) priority.Weights {
	a := rapid.IntRange(0, 100).Draw(t, "first")
	b := rapid.IntRange(0, 100-a).Draw(t, "second")
	return priority.Weights{a, b, 100 - a - b}
}

// Recomputed by hand from the amounts shown: 000-13.
func TestScoreRecomputed_000_13(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		s, w := shop.Snapshot(), drawWeights(t)
		r := ask(t, s, priority.Options{}, w)
		total := 0.0
		for _, a := range r.Axes {
			total += a.Share
		}
		if r.N > 0 && math.Abs(total-1) > 1e-12 {
			t.Fatalf("shares sum to %v", total)
		}
		for i, row := range r.Rows {
			if m := row.Made; m != nil && row.Parts[0].Value != m.Contribution-m.Serve-m.Acquisition-m.Rewards {
				t.Fatalf("row %d: %d is not what %+v comes to", i, row.Parts[0].Value, *m)
			}
			score := 0.0
			for axis := range row.Parts {
				below, equal := 0, 0
				for _, other := range r.Rows {
					if other.Parts[axis].Value < row.Parts[axis].Value {
						below++
					} else if other.Parts[axis].Value == row.Parts[axis].Value {
						equal++
					}
				}
				rank := 0.5
				if r.N > 1 {
					rank = (float64(below) + float64(equal-1)/2) / float64(r.N-1)
				}
				if r.Axes[axis].Available && math.Abs(rank-row.Parts[axis].Rank) > 1e-12 {
					t.Fatalf("row %d axis %d: rank %v, by hand %v", i, axis, row.Parts[axis].Rank, rank)
				}
				score += r.Axes[axis].Share * rank
			}
			if math.Abs(score-row.Score) > 1e-9 || score < -1e-12 || score > 1+1e-12 {
				t.Fatalf("row %d: score %v, by hand %v", i, row.Score, score)
			}
			if i > 0 && (row.Score > r.Rows[i-1].Score || (row.Score == r.Rows[i-1].Score) != (row.Place == r.Rows[i-1].Place)) {
				t.Fatalf("row %d: place %d after %d", i, row.Place, r.Rows[i-1].Place)
			}
		}
		first, _ := json.Marshal(r)
		if again, _ := json.Marshal(ask(t, shop.Shuffled(t), priority.Options{}, w)); string(first) != string(again) {
			t.Fatalf("the order of records changes the answer:\n%s\n%s", first, again)
		}
	})
}

func TestMove_000_12(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWeights(t)
		axis, to := rapid.IntRange(0, 2).Draw(t, "axis"), rapid.IntRange(0, 100).Draw(t, "to")
		m := w.Move(axis, to)
		if m.Check() != nil || m[axis] != to {
			t.Fatalf("%v moved to %v", w, m)
		}
		a, b := (axis+1)%3, (axis+2)%3
		if w[a]+w[b] > 0 && math.Abs(float64(m[a])*float64(w[b])-float64(m[b])*float64(w[a])) > float64(w[a]+w[b]) {
			t.Fatalf("%v moved to %v: the others are out of proportion", w, m)
		}
	})
	if m := (priority.Weights{100, 0, 0}).Move(0, 40); m != (priority.Weights{40, 30, 30}) {
		t.Error(m)
	}
	for _, w := range []priority.Weights{{50, 50, 50}, {-1, 50, 51}, {}} {
		if !errors.Is(w.Check(), insight.ErrOptions) {
			t.Errorf("%v is taken", w)
		}
	}
}

// On a real shop all amounts are those of the questions they come from.
func TestOnlineRetail_000_12(t *testing.T) {
	s := insighttest.OnlineRetail(t, false)
	r := ask(t, s, priority.Options{}, priority.DefaultWeights())
	f, err := lifetime.Ask(context.Background(), s, lifetime.Options{Horizon: lifetime.Year})
	if err != nil {
		t.Fatal(err)
	}
	worth := map[crm.ID]crm.Amount{}
	for _, row := range f.Rows {
		worth[row.ID] = row.Worth
	}
	x, err := referral.Ask(s, referral.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Basis != insight.Revenue || !r.Axes[1].Available || r.Axes[2].Available {
		t.Errorf("%v %+v", r.Basis, r.Axes)
	}
	if math.Abs(r.Axes[0].Share-50./85) > 1e-12 || r.Rows[0].Place != 1 {
		t.Errorf("%+v", r.Axes)
	}
	for _, row := range r.Rows {
		if spend, _ := x.Bought(row.Party); row.Parts[0].Value != spend || row.Parts[1].Value != worth[row.ID] {
			t.Fatalf("%+v: spent %d, expected %d", row, spend, worth[row.ID])
		}
	}
}

func TestStops(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := priority.Ask(ctx, small(true).Snapshot(), priority.Options{}, priority.DefaultWeights()); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func BenchmarkPriority(b *testing.B) {
	s := insighttest.Big()
	for b.Loop() {
		if r := ask(b, s, priority.Options{}, priority.DefaultWeights()); r.N < 50_000 {
			b.Fatal(r.N)
		}
	}
}

// What moving a slider costs.
func BenchmarkWeigh(b *testing.B) {
	m, err := priority.Measure(context.Background(), insighttest.Big(), priority.Options{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := m.Weigh(priority.DefaultWeights()); err != nil {
			b.Fatal(err)
		}
	}
}
