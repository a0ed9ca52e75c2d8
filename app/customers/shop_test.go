package customers

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/screen/screentest"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/sample"
)

// shop is a screen in a test window, on a book of its own.
type shop struct {
	t       *testing.T
	env     screen.Env
	screen  *Screen
	canvas  test.WindowlessCanvas
	notices []ui.Notice
	went    []screen.Route
	logged  []crm.ID
}

// newShop opens the screen on a book with the records; without any it is empty.
func newShop(t *testing.T, settings crm.Settings, records ...crm.Record) *shop {
	t.Helper()
	b := screentest.Book(t, settings, records...)
	s := &shop{t: t, canvas: screentest.Canvas(t)}
	day := settings.SampleAsOf
	if day == 0 {
		day = crm.NewDate(2026, 10, 31)
	}
	s.env = screen.Env{
		Book: b, Runner: ui.SyncRunner{}, Now: func() time.Time { return day.Time().Add(12 * time.Hour) },
		Go:      s.goTo,
		Notify:  func(n ui.Notice) { s.notices = append(s.notices, n) },
		Capture: func(id crm.ID) { s.logged = append(s.logged, id) },
		Canvas:  func() fyne.Canvas { return s.canvas },
		Window:  func() fyne.Window { return nil },
	}
	s.screen = New(s.env).(*Screen)
	screentest.Show(t, s.canvas, 1100, 760, b, s.screen)
	return s
}

func (s *shop) goTo(r screen.Route) {
	s.went = append(s.went, r)
	if r.Screen == screen.Customers {
		s.screen.Show(r)
	}
}

// sampleShop is the sample business.
func sampleShop(t *testing.T) *shop {
	t.Helper()
	b := sample.Generate(sample.KindShop, 1)
	return newShop(t, b.Settings, b.Records()...)
}

// switchTo changes the language for the rest of the test.
func switchTo(t *testing.T, tag string) {
	t.Helper()
	i18n.Set(tag)
	t.Cleanup(func() { i18n.Set("en") })
}
