package desktop

import (
	"context"
	"image/color"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// byHand is a runner whose time passes only when a test says so.
type byHand struct {
	ui.SyncRunner
	waiting map[int]timer
	next    int
	late    bool // work is begun only when a test says so
	work    []func(context.Context)
}

func (r *byHand) Go(work func(context.Context)) {
	if r.late {
		r.work = append(r.work, work)
		return
	}
	work(context.Background())
}

type timer struct {
	after time.Duration
	do    func()
}

func (r *byHand) After(d time.Duration, f func()) (stop func()) {
	r.next++
	n := r.next
	r.waiting[n] = timer{d, f}
	return func() { delete(r.waiting, n) }
}

// pass fires what waits for d or less.
func (r *byHand) pass(d time.Duration) {
	last := r.next
	for n := 1; n <= last; n++ {
		if t, ok := r.waiting[n]; ok && t.after <= d {
			delete(r.waiting, n)
			t.do()
		}
	}
}

// shown is a screen that remembers what it was told.
type shown struct {
	content   fyne.CanvasObject
	route     screen.Route
	refreshed []book.Change
	closed    bool
	made      int
	list      fyne.Focusable
	env       screen.Env
}

func (s *shown) Content() fyne.CanvasObject { return s.content }
func (s *shown) Show(r screen.Route)        { s.route = r }
func (s *shown) Refresh(c book.Change)      { s.refreshed = append(s.refreshed, c) }
func (s *shown) Close()                     { s.closed = true }
func (s *shown) List() fyne.Focusable       { return s.list }
func (s *shown) New()                       { s.made++ }

// shop is a window on a small book.
type shop struct {
	*Window
	t      *testing.T
	runner *byHand
	pages  map[string]*shown
	now    time.Time
}

var noon = time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)

// openShop opens a window on a new book with one customer in it.
func openShop(t *testing.T, before ...crm.Record) *shop {
	t.Helper()
	path := filepath.Join(t.TempDir(), "shop.regulars")
	settings := crm.DefaultSettings()
	settings.BusinessName, settings.TimeZone = "Corner Shop", "UTC"
	b, err := book.Create(path, settings, book.Options{Now: func() crm.Instant { return crm.InstantOf(noon) }})
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.Update("Set up", func(tx *book.Tx) error {
		for _, r := range append(before, &crm.Party{PartyKind: crm.Person, DisplayName: "Mai Linh"}) {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	return openAt(t, path)
}

func openAt(t *testing.T, path string) *shop {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(ui.NewTheme(ui.Light))
	i18n.Set("en")
	t.Cleanup(func() { i18n.Set("en") })
	*ui.Escape = ui.EscapeStack{}
	s := &shop{t: t, runner: &byHand{waiting: map[int]timer{}}, pages: map[string]*shown{}, now: noon}
	var screens []Constructor
	for _, id := range []string{screen.Today, screen.Customers, screen.History} {
		screens = append(screens, Constructor{ID: id, New: func(env screen.Env) screen.Screen {
			s.pages[id] = &shown{content: canvas.NewRectangle(color.Transparent), env: env}
			return s.pages[id]
		}})
	}
	win := app.NewWindow("")
	win.Resize(fyne.NewSize(1000, 700))
	s.Window = New(Params{App: app, Window: win, Runner: s.runner, Path: path, Screens: screens,
		SamplePath: filepath.Join(filepath.Dir(path), "sample.regulars"), Clock: func() time.Time { return s.now }})
	s.Start()
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func (s *shop) press(keys ...fyne.KeyName) {
	for _, k := range keys {
		if f := s.win.Canvas().Focused(); f != nil {
			f.TypedKey(&fyne.KeyEvent{Name: k})
		} else {
			s.typed(&fyne.KeyEvent{Name: k})
		}
	}
}

func (s *shop) order(name string) {
	s.t.Helper()
	for _, c := range s.commands() {
		if c.name == name {
			s.Window.order(c)
			return
		}
	}
	s.t.Fatalf("no command %s", name)
}

func (s *shop) titled(want string) {
	s.t.Helper()
	if got := s.win.Title(); got != want {
		s.t.Errorf("the title is %q, want %q", got, want)
	}
}

func all[T any, P book.Pointer[T]](s *shop) []*T {
	s.t.Helper()
	list, err := book.List[T, P](s.session.env.Book)
	if err != nil {
		s.t.Fatal(err)
	}
	return list
}
