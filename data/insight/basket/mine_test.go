package basket_test

import (
	"bufio"
	"cmp"
	"math"
	"math/bits"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/insight/basket"
)

// groceries reads a month of baskets of a grocery (Hahsler, Hornik and
// Reutterer 2006). One label, "cream cheese ", ends in a space.
func groceries(t testing.TB) (baskets [][]int32, names []string) {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "..", "..", "shared", "data", "analytics", "groceries_arules_baskets.txt"))
	if err != nil {
		t.Skipf("reference data not here: %v", err)
	}
	defer func() { _ = f.Close() }()
	number := map[string]int32{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		var one []int32
		for _, name := range strings.Split(lines.Text(), ",") {
			if _, known := number[name]; !known {
				number[name] = int32(len(names))
				names = append(names, name)
			}
			one = append(one, number[name])
		}
		baskets = append(baskets, one)
	}
	if err := lines.Err(); err != nil || len(baskets) != 9835 || len(names) != 169 {
		t.Fatalf("%d baskets of %d items, %v", len(baskets), len(names), err)
	}
	return baskets, names
}

// Counts and values published with the R package arules.
func TestRules_Groceries(t *testing.T) {
	baskets, names := groceries(t)
	for _, c := range []struct {
		support, confidence float64
		sets, rules         int
	}{{.006, .25, 747, 463}, {.001, .8, 13492, 410}, {.001, .5, 13492, 5668}, {.01, .5, 333, 15}, {.01, .2, 333, 231}} {
		sets, ok := basket.Mine(baskets, len(names), basket.MinCount(c.support, len(baskets)), 0, 0)
		if !ok {
			t.Fatal("stopped without a limit")
		}
		rules, _ := basket.Rules(sets, len(baskets), c.confidence)
		if len(sets) != c.sets || len(rules) != c.rules {
			t.Errorf("support %v, confidence %v: %d sets and %d rules, want %d and %d", c.support, c.confidence, len(sets), len(rules), c.sets, c.rules)
		}
		if c.rules == 463 {
			checkRules(t, rules, names, len(baskets))
		}
	}
}

func checkRules(t *testing.T, rules []basket.Rule, names []string, n int) {
	var lengths [5]int
	low, mean := math.Inf(1), 0.0
	top := rules[0]
	for _, r := range rules {
		lift := r.Lift(n)
		lengths[len(r.If)+1]++
		low, mean = min(low, lift), mean+lift/float64(len(rules))
		if lift > top.Lift(n) {
			top = r
		}
	}
	if lengths != [5]int{2: 150, 3: 297, 4: 16} || math.Abs(low-.9932) > 5e-5 || math.Abs(mean-2.0351) > 5e-5 {
		t.Errorf("lengths %v, lift from %v, mean %v", lengths, low, mean)
	}
	if names[top.If[0]] != "herbs" || len(top.If) != 1 || names[top.Then] != "root vegetables" || top.Both != 69 {
		t.Errorf("top %+v", top)
	}
	support := float64(top.Both) / float64(n)
	if math.Abs(support-.007015760) > 5e-10 || math.Abs(top.Confidence()-.4312500) > 5e-8 || math.Abs(top.Lift(n)-3.9564774) > 5e-8 {
		t.Errorf("top has support %.9f, confidence %.7f, lift %.7f", support, top.Confidence(), top.Lift(n))
	}
	// By accident 160 x 1072 / 9835 = 17 baskets would hold both, give or take 4.
	if top.P > 1e-20 || top.Q < top.P || top.Q > 1e-17 {
		t.Errorf("top by accident: p %g, q %g", top.P, top.Q)
	}
}

func BenchmarkGroceries(b *testing.B) {
	baskets, names := groceries(b)
	b.ReportAllocs()
	for b.Loop() {
		sets, _ := basket.Mine(baskets, len(names), basket.MinCount(.001, len(baskets)), 0, 0)
		if rules, _ := basket.Rules(sets, len(baskets), .5); len(rules) != 5668 {
			b.Fatal(len(rules))
		}
	}
}

func drawBaskets(t *rapid.T) [][]int32 {
	return rapid.SliceOfN(rapid.SliceOfNDistinct(rapid.Int32Range(0, 7), 0, 8, func(i int32) int32 { return i }), 0, 30).Draw(t, "baskets")
}

// Every subset of eight items, counted one by one.
func TestMine_AgreesWithCountingAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		baskets := drawBaskets(t)
		minCount, maxLen := rapid.IntRange(1, 6).Draw(t, "min"), rapid.IntRange(0, 4).Draw(t, "max")
		want := map[uint]int{}
		for subset := uint(1); subset < 256; subset++ {
			n := 0
			for _, b := range baskets {
				held := uint(0)
				for _, item := range b {
					held |= 1 << item
				}
				if held&subset == subset {
					n++
				}
			}
			if n >= minCount && (maxLen == 0 || bits.OnesCount(subset) <= maxLen) {
				want[subset] = n
			}
		}
		sets, ok := basket.Mine(baskets, 8, minCount, maxLen, len(want))
		if !ok || len(sets) != len(want) {
			t.Fatalf("%d sets, %v, want %d", len(sets), ok, len(want))
		}
		for _, s := range sets {
			subset := uint(0)
			for _, item := range s.Items {
				subset |= 1 << item
			}
			if want[subset] != s.Count || !slices.IsSorted(s.Items) || bits.OnesCount(subset) != len(s.Items) {
				t.Fatalf("%+v, want %d", s, want[subset])
			}
		}
		if _, ok := basket.Mine(baskets, 8, minCount, maxLen, len(want)-1); ok && len(want) > 1 {
			t.Fatal("more sets than the limit")
		}
		other, _ := basket.Mine(rapid.Permutation(baskets).Draw(t, "order"), 8, minCount, maxLen, 0)
		if !slices.EqualFunc(sets, other, func(a, b basket.Set) bool { return a.Count == b.Count && slices.Equal(a.Items, b.Items) }) {
			t.Fatal("another order of baskets gave other sets")
		}
	})
}

// Confidence, lift and chance from their definitions.
func TestRules_AgreeWithTheirDefinitions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		baskets := drawBaskets(t)
		n := len(baskets)
		sets, _ := basket.Mine(baskets, 8, 1, 0, 0)
		confidence := float64(rapid.IntRange(0, 4).Draw(t, "confidence")) / 4
		rules, tested := basket.Rules(sets, n, confidence)
		all, _ := basket.Rules(sets, n, 0)
		if tested != len(all) {
			t.Fatalf("%d tested, want %d", tested, len(all))
		}
		kept := 0
		for _, r := range all {
			if r.Confidence() >= confidence {
				kept++
			}
			checkRule(t, r, baskets)
		}
		if kept != len(rules) {
			t.Fatalf("%d rules, want %d", len(rules), kept)
		}
		slices.SortFunc(all, func(a, b basket.Rule) int { return cmp.Compare(a.P, b.P) })
		for i, r := range all { // the definition: the least of m P(j)/j over j from i on
			want := 1.0
			for j := i; j < len(all); j++ {
				want = min(want, all[j].P*float64(len(all))/float64(j+1))
			}
			if math.Abs(want-r.Q) > 1e-9 {
				t.Fatalf("q %v, want %v", r.Q, want)
			}
		}
	})
}

func checkRule(t *rapid.T, r basket.Rule, baskets [][]int32) {
	both, ifs, thens := 0, 0, 0
	for _, b := range baskets {
		has := true
		for _, item := range r.If {
			has = has && slices.Contains(b, item)
		}
		then := slices.Contains(b, r.Then)
		if has {
			ifs++
		}
		if then {
			thens++
		}
		if has && then {
			both++
		}
	}
	if r.Both != both || r.Ifs != ifs || r.Thens != thens {
		t.Fatalf("%+v, want %d %d %d", r, both, ifs, thens)
	}
	if want := tail(both, ifs, thens, len(baskets)); math.Abs(r.P-want) > 1e-9 || r.Q < r.P-1e-12 || r.Q > 1 {
		t.Fatalf("%+v: chance %v, want %v", r, r.P, want)
	}
}

// tail is Fisher's p by binomial coefficients.
func tail(both, a, b, n int) float64 {
	choose := func(n, k int) float64 {
		if k < 0 || k > n {
			return 0
		}
		c := 1.0
		for i := range k {
			c = c * float64(n-i) / float64(i+1)
		}
		return c
	}
	p := 0.0
	for k := both; k <= min(a, b); k++ {
		p += choose(a, k) * choose(n-a, b-k) / choose(n, b)
	}
	return p
}
