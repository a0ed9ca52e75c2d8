// Package screentest opens screens in tests: on a book of their own, in
// English and in light colours.
package screentest

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// Book is a new book with some records, open until the end of the test.
func Book(t *testing.T, settings crm.Settings, records ...crm.Record) *book.Book {
	t.Helper()
	b, err := book.Create(filepath.Join(t.TempDir(), "shop.regulars"), settings, book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	if _, err := b.Update("", func(tx *book.Tx) error {
		for _, r := range records {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return b
}

// Canvas is where a screen is shown; make it before the screen.
func Canvas(t *testing.T) test.WindowlessCanvas {
	t.Helper()
	i18n.Set("en")
	t.Cleanup(func() { i18n.Set("en") })
	app := test.NewTempApp(t)
	app.Settings().SetTheme(ui.NewTheme(ui.Light))
	return test.NewCanvas()
}

// Show puts a screen on a canvas of a size and tells it what happens to its
// book, until the end of the test.
func Show(t *testing.T, c test.WindowlessCanvas, width, height float32, b *book.Book, s screen.Screen) {
	t.Helper()
	c.SetPadded(false)
	c.SetContent(s.Content())
	c.Resize(fyne.NewSize(width, height))
	t.Cleanup(b.Subscribe(s.Refresh))
	t.Cleanup(s.Close)
}
