package outlook_test

import (
	"testing"

	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/forecast"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/outlook"
	"regulars/data/insight/period"
)

// A real shop: no Saturday trade, closed days at Christmas, nine days of a
// last December.
func TestAsk_OnlineRetail(t *testing.T) {
	s := insighttest.OnlineRetail(t, false)
	x := ask(t, s, outlook.Options{Unit: period.Month, Measure: outlook.Net})
	if x.AsOf != crm.NewDate(2011, 12, 9) || x.Ahead[0].From != crm.NewDate(2011, 12, 1) || len(x.Steps) != 12 {
		t.Errorf("as of %s, ahead %s, %d steps", x.AsOf, x.Ahead[0].From, len(x.Steps))
	}
	if open := x.Ahead[0].Open; open != 26 { // December 2011 has 31 days, 5 of them Saturdays
		t.Errorf("%d open days", open)
	}
	x = ask(t, s, outlook.Options{AsOf: crm.NewDate(2011, 10, 2)})
	if x.Unit != period.Week || needOf(x, outlook.NeedYear) == 0 || !x.Total.Last.Known || needOf(x, insight.NeedSales) != 0 {
		t.Errorf("by %s, %v", x.Unit, x.Needs)
	}
	if p, m := x.Total.Points[0], x.Total.Shown(); p.Mean < 300 || p.Mean > 900 || m == forecast.Nothing {
		t.Errorf("%s: %+v", m, p)
	}
}
