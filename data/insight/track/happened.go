package track

import (
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/lifetime"
)

// world is what really happened; it remembers the last time it was asked about.
type world struct {
	s          *facts.Snapshot
	day, until crm.Date
	count      []int
}

// orders are those after a day of each party known by then, -1 of the others.
func (w *world) orders(day, until crm.Date) []int {
	if w.count == nil || w.day != day || w.until != until {
		w.day, w.until, w.count = day, until, lifetime.Happened(w.s, day, until)
	}
	return w.count
}

// check holds a prediction against what happened, once its time is up.
func (w *world) check(p crm.Prediction, asOf crm.Date) Check {
	c := Check{Question: p.Question, Series: p.Series, Day: p.AsOf, Until: p.Until, Method: p.Method, Unit: p.Unit,
		Expected: float64(p.Expected) / 1000, Low: float64(p.Low) / 1000, High: float64(p.High) / 1000, Level: p.Level, Over: p.Until <= asOf}
	if !c.Over {
		return c
	}
	actual := 0
	if p.Question == Repurchase {
		actual = w.followed(p.AsOf, p.Until)
	} else {
		for _, n := range w.orders(p.AsOf, p.Until) {
			if n > 0 && p.Series == Customers {
				n = 1
			}
			actual += max(0, n)
		}
	}
	c.Actual, c.Off = float64(actual), c.Expected-float64(actual)
	c.Inside = c.Low <= c.Actual && c.Actual <= c.High
	return c
}

// followed counts the reminders of a day that were followed by the purchase.
func (w *world) followed(day, until crm.Date) int {
	type want struct{ party, item int32 }
	open := map[want]bool{}
	for _, c := range reminders(w.s, day) {
		open[want{c.Party, c.Item}] = true
	}
	reminded := len(open)
	for doc, p := range w.s.Doc.Party {
		if p == facts.None || !insight.Counted(w.s, doc, day+1, until) {
			continue
		}
		first := w.s.Doc.First[doc]
		for l := first; l < first+w.s.Doc.Lines[doc]; l++ {
			if w.s.Sale(doc, l) {
				delete(open, want{p, w.s.Line.Product[l]})
			}
		}
	}
	return reminded - len(open)
}
