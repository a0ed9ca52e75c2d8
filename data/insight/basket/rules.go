package basket

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
)

// Rule says that baskets with the items of If often hold Then as well.
type Rule struct {
	If   []int32 // sorted, at least one
	Then int32
	// Both, Ifs and Thens count the baskets with all items, with those of
	// If, and with Then.
	Both, Ifs, Thens int
	// P is the chance of at least Both by accident (Fisher's exact test, one
	// side); Q is P after allowing for the number of candidates tried
	// (Benjamini and Hochberg): keep those up to 0.05, and on average one
	// in twenty of them is an accident.
	P, Q float64
}

// Confidence is the share, 0 to 1, of the baskets with If that hold Then.
func (r Rule) Confidence() float64 { return float64(r.Both) / float64(r.Ifs) }

// Lift is how many times as often Then comes with If as in all n baskets.
func (r Rule) Lift(n int) float64 {
	return float64(r.Both) * float64(n) / (float64(r.Ifs) * float64(r.Thens))
}

// MinCount is the least number of the n baskets that a share of them is: at
// least 1.
func MinCount(support float64, n int) int {
	return max(1, int(math.Ceil(support*float64(n)-1e-9)))
}

// Rules returns the rules with one item in Then whose confidence is at least
// the given one, in the order of the sets, and the number of candidates that
// were tested. The sets are all that [Mine] found among n baskets.
func Rules(sets []Set, n int, confidence float64) (rules []Rule, tested int) {
	counts := make(map[string]int, len(sets))
	for _, s := range sets {
		counts[key(s.Items)] = s.Count
	}
	f := newFisher(n)
	for _, s := range sets {
		if len(s.Items) < 2 {
			continue
		}
		for i, then := range s.Items {
			r := Rule{If: slices.Delete(slices.Clone(s.Items), i, i+1), Then: then, Both: s.Count}
			r.Ifs, r.Thens = counts[key(r.If)], counts[key(s.Items[i:i+1])]
			r.P = f.greater(r.Both, r.Ifs, r.Thens)
			rules = append(rules, r)
		}
	}
	tested = len(rules)
	adjust(rules)
	return slices.DeleteFunc(rules, func(r Rule) bool { return float64(r.Both) < confidence*float64(r.Ifs)-1e-9 }), tested
}

func key(items []int32) string {
	b := make([]byte, 0, 4*8)
	for _, item := range items {
		b = binary.LittleEndian.AppendUint32(b, uint32(item))
	}
	return string(b)
}

// adjust sets Q from P, after Benjamini and Hochberg.
func adjust(rules []Rule) {
	byP := make([]int, len(rules))
	for i := range byP {
		byP[i] = i
	}
	slices.SortFunc(byP, func(a, b int) int { return cmp.Compare(rules[a].P, rules[b].P) })
	least := 1.0
	for at := len(byP) - 1; at >= 0; at-- {
		r := &rules[byP[at]]
		least = min(least, r.P*float64(len(rules))/float64(at+1))
		r.Q = least
	}
}
