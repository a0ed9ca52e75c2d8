package insight

import (
	"context"
	"math"
	"strings"
	"testing"

	"regulars/app/i18n"
	"regulars/data/crm"
	"regulars/data/insight/cohorts"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/lifecycle"
)

// 001-02: every bar opens exactly its customers, each with the rule that put it there.
func TestLifecyclePage_001_02(t *testing.T) {
	s := sampleShop(t)
	a := s.show(PartLifecycle, "")
	total := 0
	for i, key := range a.spec.Series[0].Keys {
		l := s.listing(key)
		total += len(l.customers)
		if len(l.customers) != int(a.spec.Series[0].Values[i]) || l.text == "" || l.hint == "" {
			t.Errorf("%s: %d customers behind %v", key, len(l.customers), a.spec.Series[0].Values[i])
		}
		for _, c := range l.customers {
			if !strings.Contains(c.why, c.name) {
				t.Fatalf("%s: why %q", c.name, c.why)
			}
		}
	}
	if total != a.spec.N || total == 0 {
		t.Errorf("%d customers in all, want %d", total, a.spec.N)
	}
	for _, row := range a.sheet.rows {
		if l := s.listing(row.key); len(l.customers) == 0 || float64(len(l.customers)) > row.cells[1].value {
			t.Errorf("%s: %d customers behind %v moves", row.cells[0].text, len(l.customers), row.cells[1].value)
		}
	}
}

// 000-07: the line is kept by active before, and opens who did not come back.
func TestRetentionPage_000_07(t *testing.T) {
	s := sampleShop(t)
	s.show(PartLifecycle, "")
	s.page.ask(func(q *question) { q.lifeView = byRetention })
	a := s.page.answer
	r, err := lifecycle.Ask(context.Background(), s.facts(), lifecycle.Options{AsOf: s.page.env.Today()})
	if err != nil {
		t.Fatal(err)
	}
	last := r.Periods[len(r.Periods)-1]
	values := a.spec.Series[0].Values
	if got := values[len(values)-1]; last.Partial || got != float64(last.Kept)/float64(last.Retention.Of) {
		t.Errorf("%v, want %d of %d", got, last.Kept, last.Retention.Of)
	}
	if !math.IsNaN(values[0]) || a.sheet.rows[len(a.sheet.rows)-1].cells[3].text != lt("not_defined") {
		t.Error("the first period has nothing before it, yet a share")
	}
	if l := s.listing(keyOf("period", last.From.String())); len(l.customers) != last.Retention.Of-last.Kept {
		t.Errorf("%d did not come back, want %d", len(l.customers), last.Retention.Of-last.Kept)
	}
}

func TestCohortsPage(t *testing.T) {
	s := sampleShop(t)
	s.show(PartCohorts, "")
	r, err := cohorts.Ask(context.Background(), s.facts(), cohorts.Options{AsOf: s.page.env.Today()})
	if err != nil || r.Early == 0 {
		t.Fatal(r.Early, err)
	}
	for _, by := range []cohorts.By{cohorts.Month, cohorts.Product, cohorts.Category, cohorts.Source} {
		s.page.ask(func(q *question) { q.cohortBy, q.cohort = by, cohortCustomers })
		a := s.page.answer
		for i, row := range a.spec.Cells {
			for j, v := range row {
				if math.IsNaN(v) || (i+j)%7 > 0 {
					continue // every seventh is enough
				}
				if l := s.listing(a.spec.CellKeys[i][j]); by == cohorts.Month && len(l.customers) != int(v) || len(l.customers) < int(v) {
					t.Errorf("%s, %s: %d customers behind %v", a.spec.RowLabels[i], a.spec.ColLabels[j], len(l.customers), v)
				}
			}
		}
		if !strings.Contains(strings.Join(a.about, " "), i18n.N("insight.need_early", r.Early)) {
			t.Errorf("%s does not say who came before the book: %q", by, a.about)
		}
	}
}

// 004-04: each point of the curve opens those who are gone by then.
func TestStayPage_004_04(t *testing.T) {
	s := sampleShop(t)
	s.show(PartCohorts, "")
	s.page.ask(func(q *question) { q.cohortView = asStay })
	a := s.page.answer
	line := a.spec.Series[0]
	before := -1
	for i, key := range line.Keys {
		gone := len(s.listing(key).customers)
		if gone < before || line.Low[i] > line.Values[i] || line.High[i] < line.Values[i] {
			t.Errorf("%s: %d gone after %d, %v in %v to %v", key, gone, before, line.Values[i], line.Low[i], line.High[i])
		}
		before = gone
	}
	if before <= 0 {
		t.Error("nobody is gone")
	}
}

// 004-14: a handful of customers gets counts and what is missing.
func TestLifecyclePages_004_14(t *testing.T) {
	var made insighttest.Shop
	made.Customers(3)
	for n := 1; n <= 3; n++ {
		made.Buy(n, crm.NewDate(2026, 3, 10*n), 1000)
	}
	settings := crm.DefaultSettings()
	settings.SampleAsOf = crm.NewDate(2026, 10, 31)
	s := newShop(t, settings, made.Records...)
	if a := s.show(PartLifecycle, ""); !strings.Contains(strings.Join(a.about, " "), i18n.N("insight.need_returns", lifecycle.LeastGaps)) || a.spec.Series[0].Values[1] != 3 {
		t.Errorf("%v, %q", a.spec.Series[0].Values, a.about)
	}
	s.show(PartCohorts, "")
	s.page.ask(func(q *question) { q.cohortView = asStay })
	if a := s.page.answer; a.spec.Empty == "" || len(a.spec.Series) > 0 {
		t.Errorf("a curve of three customers: %+v", a.spec)
	}
}
