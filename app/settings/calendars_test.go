package settings

import (
	"slices"
	"strings"
	"testing"

	"regulars/app/i18n"
	"regulars/data/crm"
)

// A calendar is entered, refused without days or with unclear ones, changed,
// taken away and brought back.
func TestCalendars_000_28(t *testing.T) {
	s := newShop(t)
	l := s.calendars
	s.tap("calendar_add")
	l.called.SetText("Pay day")
	l.save(crm.Calendar{})
	if len(s.have.calendars) != 0 || l.problem["spans"] == "" {
		t.Fatalf("a calendar without a day: %v", l.problem)
	}
	l.months.SetText("15, 32")
	l.spans.SetText("2026-08-31..2026-07-01")
	l.save(crm.Calendar{})
	if len(s.have.calendars) != 0 || l.problem["month_days"] == "" || l.problem["spans"] == "" {
		t.Fatalf("unclear days: %v", l.problem)
	}
	l.months.SetText("15, last, Last working day, 15")
	l.spans.SetText("2026-07-01..2026-08-31, 2026-12-24")
	l.save(crm.Calendar{Days: 2})
	if len(s.have.calendars) != 1 {
		t.Fatalf("not entered: %v", l.problem)
	}
	k := s.have.calendars[0]
	day := crm.NewDate
	if k.CalendarKind != "pay_day" || k.Days != 2 || !slices.Equal(k.MonthDays, []int{15, -1, -2}) ||
		!slices.Equal(k.Spans, []crm.DateSpan{{From: day(2026, 7, 1), To: day(2026, 8, 31)}, {From: day(2026, 12, 24), To: day(2026, 12, 24)}}) {
		t.Fatalf("%+v", k)
	}
	s.tap("calendar_add")
	l.called.SetText("pay DAY")
	l.months.SetText("1")
	l.save(crm.Calendar{})
	if len(s.have.calendars) != 1 || l.problem["name"] == "" {
		t.Errorf("two calendars of one name: %v", l.problem)
	}
	l.edit(k)
	l.sort = "tax_day"
	l.save(*k)
	if got := s.have.calendars[0]; got.CalendarKind != "tax_day" || !slices.Equal(got.Spans, k.Spans) || !slices.Equal(got.MonthDays, k.MonthDays) {
		t.Errorf("the form does not read what it wrote: %+v, %v", got, l.problem)
	}
	l.remove(s.have.calendars[0])
	if len(s.have.calendars) != 0 {
		t.Error("it is still there")
	}
	s.undoLast()
	if len(s.have.calendars) != 1 {
		t.Error("undo did not bring it back")
	}
}

// The words for the last days are read in the language they are written in.
func TestMonthDays_EachLanguageReadsItsOwnWords(t *testing.T) {
	t.Cleanup(func() { i18n.Set("en") })
	days := []int{-2, 1, 31, -1}
	for _, tag := range []string{"en", "zh-Hans", "vi", "it", "az"} {
		i18n.Set(tag)
		if got, ok := readMonthDays(monthDaysText(days)); !ok || !slices.Equal(got, days) {
			t.Errorf("%s: %q gives %v", tag, monthDaysText(days), got)
		}
	}
}

// An event is entered, refused without a day or when it ends before it
// begins, taken away and brought back; those measured in a file are not listed.
func TestDemandEvents_000_28(t *testing.T) {
	tea := product("Tea")
	s := newShop(t, tea, &crm.DemandEvent{Meta: crm.Meta{Source: crm.SourceImport}, Type: "weather", From: crm.NewDate(2026, 3, 1), Measure: crm.RainMM, Value: 5})
	l := s.events
	s.tap("event_add")
	l.title.SetText("Street festival")
	l.save(crm.DemandEvent{})
	if len(l.shown()) != 0 || l.problem["from"] == "" {
		t.Fatalf("an event without a day: %v", l.problem)
	}
	l.from.SetText("13 Jun 2026")
	l.till.SetText("12 Jun 2026")
	l.save(crm.DemandEvent{})
	if len(l.shown()) != 0 || l.problem["to"] == "" {
		t.Fatalf("it ends before it begins: %v", l.problem)
	}
	l.till.SetText("14 Jun 2026")
	l.save(crm.DemandEvent{Note: "loud"})
	if len(l.shown()) != 1 {
		t.Fatalf("not entered: %v", l.problem)
	}
	e := l.shown()[0]
	if e.Type != "local_event" || e.Note != "loud" || e.From != crm.NewDate(2026, 6, 13) || e.To != e.From+1 {
		t.Errorf("%+v", e)
	}
	l.edit(e)
	l.sort, l.product = "own_promo", tea.ID
	l.till.SetText("")
	l.save(*e)
	if got := l.shown()[0]; got.Type != "own_promo" || got.Product != tea.ID || got.To != 0 || got.From != e.From {
		t.Errorf("%+v, %v", got, l.problem)
	}
	l.remove(l.shown()[0])
	if len(l.shown()) != 0 {
		t.Error("it is still there")
	}
	s.undoLast()
	if len(l.shown()) != 1 {
		t.Error("undo did not bring it back")
	}
}

// The line of a calendar tells what comes next, not years of holidays.
func TestComingSpans_TellWhatIsNext(t *testing.T) {
	day := func(n int) crm.Date { return crm.NewDate(2026, 1, 1) + crm.Date(n) }
	spans := []crm.DateSpan{{From: day(40), To: day(50)}, {From: day(0), To: day(9)}, {From: day(20), To: day(20)}, {From: day(60), To: day(60)}}
	first, last := i18n.Date(day(0))+" – "+i18n.Date(day(9)), i18n.Date(day(60))
	for today, want := range map[int]string{
		5:   first + ", " + i18n.Date(day(20)) + " …",
		45:  i18n.Date(day(40)) + " – " + i18n.Date(day(50)) + ", " + last + " …",
		100: last + " …",
	} {
		if got := comingSpans(spans, day(today)); got != want {
			t.Errorf("on day %d: %q, want %q", today, got, want)
		}
	}
	if got := comingSpans(spans[:1], day(100)); strings.HasSuffix(got, "…") {
		t.Errorf("one stretch has no others: %q", got)
	}
	if got := comingSpans(nil, day(0)); got != "" {
		t.Errorf("none is %q", got)
	}
}
