package demand

import "regulars/data/facts"

// Customers counts by bucket and group the different customers with a
// purchase. One who bought from several groups in a bucket counts once, in
// the group of the largest sale, of equals the first of Groups; so that the
// groups add up. Walk-ins and times without a bucket count nowhere.
func (t *Table) Customers() [][]int {
	type visit struct {
		bucket int
		party  int32
	}
	type sale struct {
		net   int64
		group int32
	}
	largest := map[visit]sale{}
	for i, p := range t.s.Doc.Party {
		if p == facts.None || !t.sieve.document(i) {
			continue
		}
		at := visit{t.bucketOf(i), p}
		t.visit(i, func(_, key int32, part Cell) {
			if part.Orders == 0 {
				return
			}
			now := sale{int64(part.Net), t.groupOf[key]}
			was, seen := largest[at]
			if !seen || now.net > was.net || now.net == was.net && now.group < was.group {
				largest[at] = now
			}
		})
	}
	counts := make([][]int, len(t.Buckets))
	for b := range counts {
		counts[b] = make([]int, len(t.Groups))
	}
	for at, s := range largest {
		if at.bucket >= 0 {
			counts[at.bucket][s.group]++
		}
	}
	return counts
}
