package insight

import (
	"slices"
	"testing"

	"regulars/app/screen"
	diary "regulars/app/screen/advice"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/insight/track"
)

// monthly are twelve customers who buy about once a month for most of a year.
func monthly(day crm.Date) (records []crm.Record) {
	for c := range 12 {
		p := &crm.Party{Meta: crm.Meta{ID: crm.NewID()}, PartyKind: crm.Person, DisplayName: "Lan"}
		records = append(records, p)
		for visit := range 10 {
			records = append(records, &crm.SalesDocument{DocType: crm.Order, Status: crm.Paid, Party: p.ID, Currency: "EUR",
				Date: day - crm.Date(30*visit+c+visit%3), Lines: []crm.Line{{Quantity: crm.QuantityScale, Net: 2000}}})
		}
	}
	return records
}

// What is shown about the future is kept once, in a book of one's own and
// today, and checked when its time is over.
func TestForecastsAreKeptAndChecked_B2(t *testing.T) {
	day := crm.NewDate(2026, 10, 31)
	s := newShop(t, crm.DefaultSettings(), monthly(day)...)
	kept := func() []crm.Prediction {
		t.Helper()
		all, err := diary.Predictions(s.page.env.Book)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	for range 2 {
		s.page.Show(screen.Route{Screen: screen.Insight, Part: PartNext})
	}
	all := kept()
	if len(all) != 1 || all[0].Question != track.Next || all[0].Series != track.Orders || all[0].AsOf != day || all[0].Until != day+90 || all[0].Level != 80 {
		t.Fatalf("%+v", all)
	}
	s.page.ask(func(q *question) { q.asOf = day - 60 })
	if n := len(kept()); n != 1 {
		t.Errorf("looking back kept %d", n-1)
	}
	s.page.ask(func(q *question) { q.asOf, q.horizon = 0, 30 })
	if n := len(kept()); n != 2 {
		t.Errorf("another time ahead: %d kept in all", n)
	}
	sets, err := s.page.env.Book.History(2)
	if err != nil || slices.ContainsFunc(sets, func(c book.ChangeSet) bool { return c.Actor != book.ActorRule }) {
		t.Errorf("%+v, %v", sets, err)
	}
	// 45 days later the one over 30 days can be held against what happened.
	s.page.ask(func(q *question) { q.part, q.asOf, q.promised = PartTrackRecord, day+45, track.Orders })
	rows := s.page.answer.sheet.rows
	if len(rows) != 2 || rows[0].cells[4].text == tt("waits") == (rows[1].cells[4].text == tt("waits")) || s.page.answer.headline == "" {
		t.Errorf("%+v", rows)
	}
}

// Looking at a sample business writes nothing.
func TestSampleKeepsNoForecast(t *testing.T) {
	settings := crm.DefaultSettings()
	settings.SampleKind, settings.SampleAsOf = "shop", crm.NewDate(2026, 10, 31)
	s := newShop(t, settings, monthly(settings.SampleAsOf)...)
	for _, part := range []string{PartNext, PartRepurchase, PartTrackRecord} {
		s.page.Show(screen.Route{Screen: screen.Insight, Part: part})
	}
	if all, err := diary.Predictions(s.page.env.Book); err != nil || len(all) != 0 {
		t.Errorf("%+v, %v", all, err)
	}
}
