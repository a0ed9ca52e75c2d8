package crm_test

import (
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
)

// Compared with a search from every party by hand.
func TestCheckReferrals_Relation6(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const parties = 6
		var all []crm.Referral
		referrer := map[byte][]byte{}
		for range rapid.IntRange(0, 8).Draw(t, "referrals") {
			from, to := rapid.ByteRange(1, parties).Draw(t, "from"), rapid.ByteRange(1, parties).Draw(t, "to")
			r := crm.Referral{Referrer: crm.ID{from}, Referred: crm.ID{to}}
			if rapid.IntRange(0, 4).Draw(t, "trash") == 0 {
				r.DeletedAt = 1
			} else {
				referrer[to] = append(referrer[to], from)
			}
			all = append(all, r)
		}
		forest := true
		for party := byte(1); party <= parties; party++ {
			at, steps := party, 0
			for ; len(referrer[at]) == 1 && steps <= parties; steps++ {
				at = referrer[at][0]
			}
			forest = forest && len(referrer[at]) == 0
		}
		if got := crm.CheckReferrals(all) == nil; got != forest {
			t.Fatalf("%v: accepted %v, a forest %v", all, got, forest)
		}
	})
}
