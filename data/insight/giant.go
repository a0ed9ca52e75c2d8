package insight

import (
	"slices"

	"regulars/data/crm"
)

// NeedGiant counts orders so large that sums and means say little about the
// usual one: the answer would be another without them.
const NeedGiant = "need_giant"

// What makes a giant: so many times the median of at least so many orders,
// and one part in so many of their sum.
const (
	giantTimes = 20
	giantAmong = 20
	giantPart  = 20
)

// Giants counts the giants among the worths of orders; those of nothing or
// less are not looked at.
func Giants(worths []crm.Amount) (n int) {
	var above []crm.Amount
	sum := crm.Amount(0)
	for _, w := range worths {
		if w > 0 {
			above, sum = append(above, w), sum+w
		}
	}
	if len(above) < giantAmong {
		return 0
	}
	slices.Sort(above)
	usual := Median(above)
	for _, w := range above {
		if w/giantTimes >= usual && w >= sum/giantPart {
			n++
		}
	}
	return n
}
