package insight

import (
	"testing"

	"fyne.io/fyne/v2"

	"regulars/data/book"
	"regulars/data/crm"
)

// An odd day is answered with one key, and the next one is asked about.
func TestCauses_AnswersByKey_000_18(t *testing.T) {
	s := sampleShop(t)
	days := s.show(PartCauses, "").causes.Unexplained
	if len(days) < 2 {
		t.Fatalf("%d odd days", len(days))
	}
	if s.page.Key(fyne.KeyZ) {
		t.Error("Z is no answer")
	}
	for i, key := range []fyne.KeyName{fyne.KeyW, fyne.KeyS} {
		s.page.frame.tab.TypedKey(&fyne.KeyEvent{Name: key}) // the tab that led here has the keyboard
		kind := []string{"weather", "other"}[i]
		if got := s.happened(days[i].Date); got != kind {
			t.Errorf("%s: %v was %q, want %q", key, days[i].Date, got, kind)
		}
	}
	if got := s.page.answer.causes.Unexplained; len(got) != len(days)-2 || len(got) > 0 && got[0].Date == days[0].Date {
		t.Errorf("%d questions left of %d", len(got), len(days))
	}
	s.show(PartSegments, "")
	if s.page.Key(fyne.KeyW) {
		t.Error("segments ask nothing")
	}
}

// happened is the type of the event that begins on a day.
func (s *shop) happened(on crm.Date) (kind string) {
	s.t.Helper()
	err := s.page.env.Book.View(func(tx *book.Tx) error {
		return book.Each(tx, func(e *crm.DemandEvent) bool {
			if e.From == on && !e.Deleted() {
				kind = e.Type
			}
			return true
		})
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return kind
}
