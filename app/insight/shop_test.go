package insight

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"regulars/app/screen"
	"regulars/app/screen/screentest"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/sample"
)

// shop is the screen in a test window, on a book of its own.
type shop struct {
	t       *testing.T
	page    *page
	canvas  test.WindowlessCanvas
	notices []ui.Notice
	went    []screen.Route
}

func newShop(t *testing.T, settings crm.Settings, records ...crm.Record) *shop {
	t.Helper()
	b := screentest.Book(t, settings)
	s := &shop{t: t, canvas: screentest.Canvas(t)}
	s.put(b, records...)
	day := settings.SampleAsOf
	if day == 0 {
		day = crm.NewDate(2026, 10, 31)
	}
	env := screen.Env{
		Book: b, Runner: ui.SyncRunner{}, Now: func() time.Time { return day.Time().Add(12 * time.Hour) },
		Go: s.goTo, Notify: func(n ui.Notice) { s.notices = append(s.notices, n) },
		Canvas: func() fyne.Canvas { return s.canvas }, Window: func() fyne.Window { return nil },
	}
	s.page = New(env).(*page)
	screentest.Show(t, s.canvas, 1160, 690, b, s.page)
	return s
}

func (s *shop) put(b *book.Book, records ...crm.Record) {
	s.t.Helper()
	if _, err := b.Update("", func(tx *book.Tx) error {
		for _, r := range records {
			if d, ok := r.(*crm.SalesDocument); ok {
				if err := d.Sum(); err != nil {
					return err
				}
			}
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		s.t.Fatal(err)
	}
}

func (s *shop) goTo(r screen.Route) {
	s.went = append(s.went, r)
	if r.Screen == screen.Insight {
		s.page.Show(r)
	}
}

func (s *shop) show(part, query string) *answer {
	s.t.Helper()
	s.goTo(screen.Route{Screen: screen.Insight, Part: part, Query: query})
	if s.page.failure != nil || s.page.answer == nil {
		s.t.Fatalf("%s: no answer: %v", part, s.page.failure)
	}
	return s.page.answer
}

func (s *shop) facts() *facts.Snapshot {
	s.t.Helper()
	f, err := s.page.env.Book.Facts()
	if err != nil {
		s.t.Fatal(err)
	}
	return f
}

// sampleShop is the sample business.
func sampleShop(t *testing.T) *shop {
	t.Helper()
	b := sample.Generate(sample.KindShop, 1)
	return newShop(t, b.Settings, b.Records()...)
}

type screenRunner = ui.SyncRunner

// Go implements ui.Runner by keeping the work.
func (r *waitingRunner) Go(work func(ctx context.Context)) {
	r.work = append(r.work, func() { work(context.Background()) })
}

// After implements ui.Runner by keeping the alarm.
func (r *waitingRunner) After(_ time.Duration, f func()) (stop func()) {
	r.later = append(r.later, f)
	return func() {}
}

// money is an amount as the chart shows it.
func (a *answer) money(amount crm.Amount) float64 { return newScale(a.currency).of(amount) }

// texts are all visible texts below an object.
func texts(o fyne.CanvasObject) string {
	var b strings.Builder
	collect(o, &b)
	return b.String()
}

func collect(o fyne.CanvasObject, b *strings.Builder) {
	if !o.Visible() {
		return
	}
	switch o := o.(type) {
	case *canvas.Text:
		b.WriteString(o.Text + "\n")
	case *widget.RichText:
		b.WriteString(o.String() + "\n")
	case *fyne.Container:
		for _, child := range o.Objects {
			collect(child, b)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			collect(child, b)
		}
	}
}

var aKey = regexp.MustCompile(`\binsight[a-z]*\.[a-z]|\{\{`)

// missing is the first key shown instead of its text.
func missing(o fyne.CanvasObject) string {
	for _, line := range strings.Split(texts(o), "\n") {
		if aKey.MatchString(line) {
			return line
		}
	}
	return ""
}
