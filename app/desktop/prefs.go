package desktop

import (
	"fyne.io/fyne/v2"

	"regulars/app/i18n"
	"regulars/app/ui"
)

// Preferences are rewritten in place by Fyne, so nothing stands there that
// would be missed.
const (
	prefWidth    = "window_width"
	prefHeight   = "window_height"
	prefTheme    = "theme"
	prefLanguage = "language"
)

// The window's size before anybody chose one, and the smallest it is drawn for.
const (
	usualWidth, usualHeight = 1280, 800
	leastWidth, leastHeight = 900, 600
)

// LastSize is the size the window had when it was closed.
func LastSize(p fyne.Preferences) fyne.Size {
	w, h := p.FloatWithFallback(prefWidth, usualWidth), p.FloatWithFallback(prefHeight, usualHeight)
	return fyne.NewSize(float32(max(w, leastWidth)), float32(max(h, leastHeight)))
}

// LastVariant is the theme chosen last.
func LastVariant(p fyne.Preferences) ui.Variant {
	return ui.Variant(p.StringWithFallback(prefTheme, string(ui.System)))
}

// LastLanguage is the language chosen last, "" for the computer's.
func LastLanguage(p fyne.Preferences) string { return p.String(prefLanguage) }

// setLanguage changes the language of the window; "" is the computer's.
func (w *Window) setLanguage(tag string) {
	w.p.App.Preferences().SetString(prefLanguage, tag)
	if tag == "" {
		tag = i18n.System()
	}
	i18n.Set(tag)
}

// setVariant changes between light and dark.
func (w *Window) setVariant(v ui.Variant) {
	w.p.App.Preferences().SetString(prefTheme, string(v))
	t, _ := w.p.App.Settings().Theme().(ui.Theme)
	t.Variant = v
	w.p.App.Settings().SetTheme(t)
}

func (w *Window) look() (language string, theme ui.Variant) {
	p := w.p.App.Preferences()
	return LastLanguage(p), LastVariant(p)
}

// quit remembers the size and closes the window; the book is closed by Close.
func (w *Window) quit() {
	size := w.win.Canvas().Size()
	w.p.App.Preferences().SetFloat(prefWidth, float64(size.Width))
	w.p.App.Preferences().SetFloat(prefHeight, float64(size.Height))
	w.win.SetCloseIntercept(nil)
	w.win.Close()
}
