// Command regulars is the desktop program: one window on one book.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // Windows has no time zones of its own

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"regulars/app/desktop"
	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/app/welcome"
	"regulars/assets"
	"regulars/data/book"
	"regulars/data/sample"
)

// version is that of FyneApp.toml; a test compares them.
const version = "0.1.0"

// metadata is what fyne package writes into a bundle; go build does not read
// FyneApp.toml, so it stands here too.
func metadata() fyne.AppMetadata {
	return fyne.AppMetadata{
		ID: "app.regulars.desktop", Name: "Regulars", Version: version, Build: 1, Icon: fyne.NewStaticResource("icon.png", assets.Icon),
		Migrations: map[string]bool{"fyneDo": true},
	}
}

// config is what the command line says.
type config struct {
	book, sample, language, theme string
	version                       bool
}

func parse(args []string) (c config, err error) {
	set := flag.NewFlagSet("regulars", flag.ContinueOnError)
	set.StringVar(&c.book, "book", "", "the book `FILE` to open or make")
	set.StringVar(&c.sample, "sample", "", "look around in a sample business of this `KIND` ("+strings.Join(sample.Kinds(), ", ")+")")
	set.StringVar(&c.language, "lang", "", "language `TAG` of the window, such as vi")
	set.StringVar(&c.theme, "theme", "", "system, light or dark")
	set.BoolVar(&c.version, "version", false, "print the version and end")
	if err := set.Parse(args); err != nil {
		return c, err
	}
	switch {
	case set.NArg() > 0:
		err = fmt.Errorf("unexpected argument %q; a book is given with --book FILE", set.Arg(0))
	case c.sample != "" && !slices.Contains(sample.Kinds(), c.sample):
		err = fmt.Errorf("no sample business %q; there is %s", c.sample, strings.Join(sample.Kinds(), ", "))
	case c.theme != "" && !slices.Contains([]string{"system", "light", "dark"}, c.theme):
		err = fmt.Errorf("no theme %q; there is system, light and dark", c.theme)
	}
	return c, err
}

func main() {
	c, err := parse(os.Args[1:])
	if err == flag.ErrHelp {
		return
	}
	if err == nil && c.version {
		fmt.Println("Regulars", version)
		return
	}
	if err == nil {
		err = run(c)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "regulars:", err)
		os.Exit(2)
	}
}

// run shows the window until it is closed.
func run(c config) error {
	own, err := book.DefaultPath()
	if err != nil {
		return err
	}
	samples, err := os.MkdirTemp("", "regulars-sample-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(samples) }() // made up, and nobody's work
	sampleBook := filepath.Join(samples, "sample.regulars")
	if c.sample != "" {
		sampleBook = cmp.Or(c.book, sampleBook)
	}
	app.SetMetadata(metadata())
	a := app.NewWithID(metadata().ID)
	i18n.Set(cmp.Or(c.language, desktop.LastLanguage(a.Preferences()), i18n.System()))
	a.Settings().SetTheme(ui.NewTheme(cmp.Or(ui.Variant(c.theme), desktop.LastVariant(a.Preferences()))))
	w := a.NewWindow("Regulars")
	w.SetMaster()
	w.Resize(desktop.LastSize(a.Preferences()))
	runner := ui.NewRunner()
	window := desktop.New(desktop.Params{
		App: a, Window: w, Dialogs: w, Runner: runner, Screens: desktop.Screens(), Clock: time.Now,
		Path: cmp.Or(c.book, own), Sample: c.sample, SamplePath: sampleBook, Country: welcome.HomeCountry(),
	})
	window.Start()
	w.ShowAndRun()
	if err := window.Close(); err != nil {
		slog.Error("closing the book", "error", err)
	}
	runner.Close()
	return nil
}
