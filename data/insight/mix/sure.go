package mix

import (
	"math"

	"regulars/data/crm"
	"regulars/data/insight/shares"
)

// tallyOf collects the open days week by week.
func tallyOf(days []day, by By) *shares.Tally {
	t := &shares.Tally{}
	for _, d := range days {
		if d.offered <= 0 {
			continue
		}
		t.Open(by.of(d.date), d.date)
		for kind, c := range d.cells {
			t.Add(by.of(d.date), d.date, kind, c.asked, c.taken, c.contribution)
		}
	}
	return t
}

// weigh says how sure the rows are.
func (a *Answer) weigh(t *shares.Tally) {
	x := t.Table()
	a.Sure = x.Sure
	for i := range a.Rows {
		r := &a.Rows[i]
		known := x.Row(r.Bucket, r.Segment)
		r.Share, r.PerDay = known.Share, known.PerDay
		if known.Each.Known() {
			low, high := crm.Amount(math.Floor(*known.Each.Low)), crm.Amount(math.Ceil(*known.Each.High))
			r.PerUnitLow, r.PerUnitHigh = &low, &high
		}
	}
	if a.N > 0 {
		a.Need(NeedMixWeeks, shares.LeastWeeks-x.Sure.Weeks)
	}
}

// worthsOf are what the stays that began from one day to another brought.
func worthsOf(all []request, from, to crm.Date) (worths []crm.Amount) {
	for _, q := range all {
		if q.taken && q.start >= from && q.start <= to {
			worths = append(worths, q.net)
		}
	}
	return worths
}
