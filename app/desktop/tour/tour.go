// Package tour visits every screen of the program in every state and draws it
// with Fyne's software painter: for the README, for looking at, and for the
// test that no text is cut or overlaps another. It stands apart from the
// window because it brings Fyne's test driver along.
package tour

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regulars/app/desktop"
	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/sample"
)

// Options narrow a tour.
type Options struct {
	Languages []string     // tags; empty: English
	Variants  []ui.Variant // empty: light and dark
	Sizes     []fyne.Size  // empty: 1280x800 and 900x600
	Only      string       // only scenes whose name contains it
	Readme    bool         // only the scenes that open the README
	// ByTurns shows each scene in the first language and in every second one
	// of the others, those by turns.
	ByTurns bool
	// Screens are the screens visited; nil: those of the program.
	Screens []desktop.Constructor
}

// Shot is one stop of the tour: the window in a state, ready to be drawn.
type Shot struct {
	Language string
	Variant  ui.Variant
	Size     fyne.Size
	Scene    string
	Window   fyne.Window
}

// Name is the shot's file, without its ending: en/light/1280x800/today.
func (s Shot) Name() string {
	size := fmt.Sprintf("%dx%d", int(s.Size.Width), int(s.Size.Height))
	return strings.Join([]string{s.Language, string(s.Variant), size, s.Scene}, "/")
}

func (o Options) filled() Options {
	if len(o.Languages) == 0 {
		o.Languages = []string{"en"}
	}
	if len(o.Variants) == 0 {
		o.Variants = []ui.Variant{ui.Light, ui.Dark}
	}
	if len(o.Sizes) == 0 {
		o.Sizes = []fyne.Size{fyne.NewSize(1280, 800), fyne.NewSize(900, 600)}
	}
	if o.Screens == nil {
		o.Screens = desktop.Screens()
	}
	return o
}

// scene is a scene of a screen or of the window.
type scene struct {
	name          string
	empty, noBook bool
	readme        bool
	act           func(*desktop.Window)
}

func scenes(o Options) []scene {
	var list []scene
	for _, c := range o.Screens {
		for _, s := range c.Scenes() {
			if s.Route.Screen == "" {
				s.Route.Screen = c.ID
			}
			list = append(list, scene{s.Name, s.Empty, false, s.Readme, func(w *desktop.Window) { w.Show(s.Route, s.Act) }})
		}
	}
	for _, s := range desktop.Scenes() {
		list = append(list, scene{s.Name, s.Empty, s.NoBook, s.Readme, s.Act})
	}
	var chosen []scene
	for _, s := range list {
		if strings.Contains(s.name, o.Only) && (s.readme || !o.Readme) {
			chosen = append(chosen, s)
		}
	}
	return chosen
}

// still runs everything at once and never lets time pass, so that a notice
// stays to be seen.
type still struct{ ui.SyncRunner }

// After implements ui.Runner.
func (still) After(time.Duration, func()) (stop func()) { return func() {} }

// visit calls see with every shot; ctx ends the tour early.
func visit(ctx context.Context, o Options, see func(Shot) error) error {
	o = o.filled()
	dir, err := os.MkdirTemp("", "regulars-tour")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }() // only temporary files
	before := i18n.Current()
	defer i18n.Set(before)
	books, err := prepare(dir)
	if err != nil {
		return err
	}
	books.screens = o.Screens
	for l, language := range o.Languages {
		i18n.Set(language)
		for _, variant := range o.Variants {
			app := test.NewApp()
			app.Settings().SetTheme(ui.NewTheme(variant))
			for n, s := range scenes(o) {
				if o.ByTurns && l > 0 && (l+n)%2 == 0 {
					continue
				}
				if err := ctx.Err(); err != nil {
					return err
				}
				shot := Shot{Language: language, Variant: variant, Scene: s.name}
				if err := books.stop(app, s, shot, o.Sizes, see); err != nil {
					return fmt.Errorf("%s: %w", s.name, err)
				}
			}
		}
	}
	return nil
}

// books are the two books the scenes play in, and the place for their copies.
type books struct {
	dir, sample, empty string
	screens            []desktop.Constructor
	now                time.Time
}

func prepare(dir string) (*books, error) {
	b := &books{dir: dir, sample: filepath.Join(dir, "sample"), empty: filepath.Join(dir, "empty")}
	settings := sample.Generate(sample.KindShop, sample.Seed).Settings
	// The morning of the sample's last day.
	y, m, d := settings.SampleAsOf.Time().Date()
	b.now = time.Date(y, m, d, 9, 30, 0, 0, settings.Location())
	options := book.Options{Now: func() crm.Instant { return crm.InstantOf(b.now) }}
	full, err := sample.Create(b.sample, sample.KindShop, i18n.T("desktop.sample_title"), options)
	if err != nil {
		return nil, err
	}
	if err := full.Close(); err != nil {
		return nil, err
	}
	settings = crm.DefaultSettings()
	settings.BusinessName, settings.TimeZone = "Lan’s Flowers", "UTC"
	none, err := book.Create(b.empty, settings, options)
	if err != nil {
		return nil, err
	}
	return b, none.Close()
}

// stop plays one scene in a window of its own, on a copy of its book.
func (b *books) stop(app fyne.App, s scene, shot Shot, sizes []fyne.Size, see func(Shot) error) (err error) {
	path := filepath.Join(b.dir, "book.regulars")
	if err := os.RemoveAll(path); err != nil {
		return err
	}
	if !s.noBook {
		from := b.sample
		if s.empty {
			from = b.empty
		}
		data, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			return err
		}
	}
	*ui.Escape = ui.EscapeStack{} // of the window before
	win := app.NewWindow("")
	defer win.Close()
	win.Resize(sizes[0])
	w := desktop.New(desktop.Params{
		App: app, Window: win, Runner: still{}, Path: path, SamplePath: filepath.Join(b.dir, "look.regulars"),
		Clock: func() time.Time { return b.now }, Screens: b.screens,
	})
	defer func() {
		if closed := w.Close(); err == nil {
			err = closed
		}
	}()
	w.Start()
	s.act(w)
	for _, size := range sizes {
		win.Resize(size)
		ui.Settle(win.Content())
		win.Resize(size)
		shot.Size, shot.Window = size, win
		if err := see(shot); err != nil {
			return err
		}
	}
	return nil
}
