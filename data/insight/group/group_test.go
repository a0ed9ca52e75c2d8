package group_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/group"
	"regulars/data/insight/protect"
)

func ask(t testing.TB, q group.Question) *group.Result {
	t.Helper()
	r, err := group.Ask(q)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func coach(units int) group.Question {
	return group.Question{Units: units, Rate: 11000, Ancillary: 1500, Variable: 2500,
		Nights: []group.Night{{Capacity: 100, Margin: 15500, Demand: protect.Demand{Law: protect.Normal, Mean: 70, SD: 15}}}}
}

// The reference case of a hotel of 100 rooms.
func TestGroup_000_25_Hotel(t *testing.T) {
	r := ask(t, coach(40))
	if r.Cost.Mean != 188150 || r.Group != 400000 || r.Net.Mean != 211850 || !r.Accept || r.Lowest.Mean != 5704 || r.LowestBare != 7204 {
		t.Errorf("%+v", r)
	}
	if r.Cost.Low >= r.Cost.Mean || r.Cost.High <= r.Cost.Mean || r.Net.Low != r.Group-r.Cost.High || r.Regret <= 0 || r.Regret > .2 {
		t.Errorf("ranges: %+v", r)
	}
	for units, want := range map[int]crm.Amount{10: 3288, 20: 4157, 30: 5526, 40: 7204, 60: 10250, 80: 12163} {
		if got := ask(t, coach(units)).LowestBare; got != want {
			t.Errorf("%d rooms: lowest %d, want %d", units, got, want)
		}
	}
}

func guestHouse() group.Question {
	q := group.Question{Units: 5, Rate: 8000, Variable: 1500}
	for _, expected := range []float64{4, 8, 9} {
		q.Nights = append(q.Nights, group.Night{Capacity: 10, Margin: 10500, Demand: protect.Demand{Law: protect.Normal, Mean: expected}})
	}
	return q
}

func TestGroup_000_25_GuestHouse(t *testing.T) {
	r := ask(t, guestHouse())
	if r.Group != 97500 || r.Cost.Mean != 73500 || r.Net != (group.Range[crm.Amount]{Mean: 24000, Low: 24000, High: 24000}) || !r.Accept || r.Lowest.Mean != 6400 {
		t.Errorf("%+v", r)
	}
	for i, want := range []float64{0, 3, 4} {
		if r.Nights[i].Displaced.Mean != want {
			t.Errorf("night %d: %+v", i, r.Nights[i])
		}
	}
	q := guestHouse()
	for i := range q.Nights {
		q.Nights[i].OnHand = 2 // and two of the expected are here
		q.Nights[i].Demand.Mean -= 2
	}
	if again := ask(t, q); again.Net != r.Net || again.Nights[0].Free != 8 {
		t.Errorf("%+v", again)
	}
	q = guestHouse()
	q.Rate = 6300
	if r := ask(t, q); r.Accept || r.Net.Mean != 24000-15*1700 || r.Regret < .999 {
		t.Errorf("%+v", r)
	}
}

// The exact means are those of every demand and every wash counted one by one.
func TestMeansAreExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := group.Question{Units: rapid.IntRange(1, 6).Draw(t, "units"), Rate: 900, Variable: 100,
			Wash: rapid.SampledFrom([]float64{0, .25, .5}).Draw(t, "wash"), LateWash: rapid.Bool().Draw(t, "late")}
		want := 0.0
		for range rapid.IntRange(1, 3).Draw(t, "nights") {
			sample := rapid.SliceOfN(rapid.IntRange(0, 12), 1, 5).Draw(t, "demand")
			n := group.Night{Capacity: rapid.IntRange(6, 11).Draw(t, "capacity"), OnHand: rapid.IntRange(0, 3).Draw(t, "on hand"), Margin: 1000,
				Demand: protect.Demand{Law: protect.Empirical, Sample: sample}}
			q.Nights = append(q.Nights, n)
			free := n.Capacity - n.OnHand
			for kept := range q.Units + 1 {
				chance := math.Round(math.Exp(lchoose(q.Units, kept))) * math.Pow(q.Wash, float64(q.Units-kept)) * math.Pow(1-q.Wash, float64(kept))
				block := kept
				if q.LateWash {
					block = q.Units
				}
				for _, d := range sample {
					want += chance * 1000 / float64(len(sample)) * float64(min(d, free)-min(d, max(0, free-block)))
				}
			}
		}
		r, err := group.Ask(q)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(want-float64(r.Cost.Mean)) > .51 {
			t.Fatalf("%f pushed out, not %d", want, r.Cost.Mean)
		}
		for _, x := range []group.Range[crm.Amount]{r.Cost, r.Net, r.Lowest} {
			if x.Low > x.Mean || x.Mean > x.High {
				t.Fatalf("the range does not hold its mean: %+v", x)
			}
		}
		sum := crm.Amount(0)
		for _, n := range r.Nights {
			sum += n.Cost
			if n.Displaced.Low > n.Displaced.High || n.Displaced.Mean < 0 {
				t.Fatalf("%+v", n)
			}
		}
		if math.Abs(float64(sum-r.Cost.Mean)) > float64(len(r.Nights)) || r.Net.Mean != r.Group-r.Cost.Mean {
			t.Fatalf("sums of %+v", r)
		}
		if q.Rate = r.Lowest.Mean; r.Fits { // at the lowest rate nothing is won or lost
			if again, err := group.Ask(q); err != nil || math.Abs(float64(again.Net.Mean)) > again.Kept/2+2 && r.Lowest.Mean > 0 {
				t.Fatalf("%+v %v", again, err)
			}
		}
	})
}

func lchoose(n, k int) float64 {
	a, _ := math.Lgamma(float64(n + 1))
	b, _ := math.Lgamma(float64(k + 1))
	c, _ := math.Lgamma(float64(n - k + 1))
	return a - b - c
}

func TestWash(t *testing.T) {
	all, early := ask(t, coach(40)), coach(40)
	early.Wash = .25
	late := early
	late.LateWash = true
	e, l := ask(t, early), ask(t, late)
	if e.Group != 300000 || l.Group != 300000 || e.Kept != 30 {
		t.Errorf("%+v", e)
	}
	if l.Cost.Mean != all.Cost.Mean || e.Cost.Mean >= l.Cost.Mean || e.Lowest.Mean >= l.Lowest.Mean {
		t.Errorf("early %+v, late %+v, none %+v", e.Cost, l.Cost, all.Cost)
	}
}

// Whole groups that call off weigh as much on average as units falling away,
// but push out all or nobody; the means are exact in both.
func TestGone_000_25(t *testing.T) {
	q := coach(40)
	q.Gone, q.Wash = .3, .2
	r := ask(t, q)
	if r.Group != 224000 || math.Abs(r.Kept-22.4) > 1e-9 {
		t.Errorf("%+v", r)
	}
	one := coach(40)
	one.Wash = .2
	if want := .7 * float64(ask(t, one).Cost.Mean); math.Abs(float64(r.Cost.Mean)-want) > 1 {
		t.Errorf("cost %d, want %.0f: nobody is pushed out in three of ten cases", r.Cost.Mean, want)
	}
	if r.Cost.Low != 0 || r.Net.Low > 0 && r.Net.Low == r.Net.High {
		t.Errorf("%+v", r)
	}
	q.LateWash = true
	if late := ask(t, q); late.Cost.Mean != ask(t, coach(40)).Cost.Mean {
		t.Errorf("called off too late: %+v", late.Cost)
	}
}

// Linked nights leave every mean as it is and widen the range of the whole.
func TestCorrelation_000_25(t *testing.T) {
	q := coach(40)
	for range 4 {
		q.Nights = append(q.Nights, q.Nights[0])
	}
	alone := ask(t, q)
	q.Correlation = .6
	linked := ask(t, q)
	if alone.Cost.Mean != linked.Cost.Mean || alone.Net.Mean != linked.Net.Mean || alone.Lowest.Mean != linked.Lowest.Mean {
		t.Errorf("means %+v became %+v", alone.Cost, linked.Cost)
	}
	if wide, narrow := linked.Cost.High-linked.Cost.Low, alone.Cost.High-alone.Cost.Low; wide < narrow*5/4 {
		t.Errorf("%d wide, apart %d", wide, narrow)
	}
	for i := range alone.Nights {
		a, b := alone.Nights[i].Displaced, linked.Nights[i].Displaced
		if a.Mean != b.Mean || math.Abs(a.High-b.High) > 2 {
			t.Errorf("night %d: %+v became %+v", i, a, b)
		}
	}
}

// A range of linked nights holds eight of ten cases drawn otherwise, as near as
// its draws can tell.
func TestCorrelationRangeIsHonest_000_25(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	q := coach(40)
	q.Nights = append(q.Nights, q.Nights[0], q.Nights[0])
	q.Correlation = .7
	r := ask(t, q)
	inside := 0
	const cases = 20000
	for range cases {
		z, cost := rng.NormFloat64(), crm.Amount(0)
		for range q.Nights {
			demand := max(0, int(math.Round(70+15*z)))
			cost += crm.Amount(15500 * (min(demand, 100) - min(demand, 60)))
			z = .7*z + math.Sqrt(1-.49)*rng.NormFloat64()
		}
		if cost >= r.Cost.Low && cost <= r.Cost.High {
			inside++
		}
	}
	if share := float64(inside) / cases; share < .785 || share > .93 {
		t.Errorf("%.3f of the cases lie within %+v", share, r.Cost)
	}
}

// The other nights of a guest count as often as the guest is pushed out.
func TestOthers_000_25(t *testing.T) {
	q := guestHouse()
	q.Nights[1].Others, q.Nights[2].Others = .5, 2
	r := ask(t, q)
	if r.Cost.Mean != 73500+3*5250+4*21000 || r.Others != 3*5250+4*21000 || r.Nights[2].Others != 84000 || r.Accept {
		t.Errorf("%+v", r)
	}
}

func TestDisplacementGrowsWithTheGroup(t *testing.T) {
	before := group.Result{}
	for units := 5; units <= 100; units += 5 {
		r := *ask(t, coach(units))
		if r.Lowest.Mean < before.Lowest.Mean || r.Cost.Mean < before.Cost.Mean {
			t.Errorf("%d units: %+v after %+v", units, r.Lowest, before.Lowest)
		}
		before = r
	}
}

func TestLacksAndBadInput(t *testing.T) {
	if r := ask(t, coach(101)); r.Accept || r.Fits || r.Needs[0] != (insight.Need{Code: group.NeedRoom, Count: 1}) {
		t.Errorf("%+v", r)
	}
	if r := ask(t, group.Question{Units: 1, Rate: 100}); r.Accept || r.Needs[0].Code != group.NeedNights {
		t.Errorf("%+v", r)
	}
	closed := coach(3)
	closed.Nights[0].Capacity = 0
	if r := ask(t, closed); r.Accept || r.Cost.Mean != 0 || r.Nights[0].Free != 0 {
		t.Errorf("%+v", r)
	}
	for what, spoil := range map[string]func(*group.Question){
		"no units":  func(q *group.Question) { q.Units = 0 },
		"rate":      func(q *group.Question) { q.Rate = -1 },
		"wash":      func(q *group.Question) { q.Wash = 1 },
		"gone":      func(q *group.Question) { q.Gone = 1 },
		"together":  func(q *group.Question) { q.Correlation = 1 },
		"others":    func(q *group.Question) { q.Nights[0].Others = math.Inf(1) },
		"wash NaN":  func(q *group.Question) { q.Wash = math.NaN() },
		"capacity":  func(q *group.Question) { q.Nights[0].Capacity = -1 },
		"huge":      func(q *group.Question) { q.Nights[0].Capacity = 1 << 30 },
		"margin":    func(q *group.Question) { q.Nights[0].Margin = -1 },
		"no demand": func(q *group.Question) { q.Nights[0].Demand.Law = "" },
	} {
		q := coach(5)
		spoil(&q)
		if _, err := group.Ask(q); !errors.Is(err, insight.ErrOptions) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if a, b := ask(t, coach(40)), ask(t, coach(40)); !reflect.DeepEqual(a, b) {
		t.Error("asked twice, answered differently")
	}
}

// The range holds what it says: beyond its end lies one night in ten.
func TestRange(t *testing.T) {
	r := ask(t, coach(40))
	beyond := 0.0
	for d, p := range coach(40).Nights[0].Demand.Chances(100) {
		if crm.Amount(15500*(d-min(d, 60))) > r.Cost.High {
			beyond += p
		}
	}
	if beyond < .07 || beyond > .11 || r.Cost.Low != 0 {
		t.Errorf("%f of the nights are beyond %+v", beyond, r.Cost)
	}
}

func BenchmarkWeek(b *testing.B) {
	q := coach(40)
	for range 6 {
		q.Nights = append(q.Nights, q.Nights[0])
	}
	for b.Loop() {
		if _, err := group.Ask(q); err != nil {
			b.Fatal(err)
		}
	}
}
