package welcome

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// open shows the doors in a window and returns what was made behind them.
func open(t *testing.T, country string) (p *Page, win fyne.Window, made *[]crm.Settings) {
	t.Helper()
	test.NewTempApp(t)
	i18n.Set("en")
	*ui.Escape = ui.EscapeStack{}
	win = test.NewTempWindow(t, nil)
	made = &[]crm.Settings{}
	p = Doors(Actions{
		Start: func(s crm.Settings) { *made = append(*made, s) }, Country: country,
		Focus: func(f fyne.Focusable) { win.Canvas().Focus(f) },
	})
	win.SetContent(p.Content())
	p.Focus()
	return p, win, made
}

func press(win fyne.Window, k fyne.KeyName) {
	win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
}

func TestStartEmptyKnowsTheCountry(t *testing.T) {
	_, win, made := open(t, "VN")
	press(win, fyne.KeyReturn)
	press(win, fyne.KeyReturn)
	if len(*made) != 0 {
		t.Fatal("a business without a name")
	}
	for _, r := range "Hoa Lan" {
		win.Canvas().Focused().TypedRune(r)
	}
	press(win, fyne.KeyReturn)
	if len(*made) != 1 {
		t.Fatal("no book")
	}
	s := (*made)[0]
	if s.BusinessName != "Hoa Lan" || s.BaseCurrency != "VND" || s.PhoneCountry != "VN" {
		t.Errorf("made %+v", s)
	}
	if err := s.Validate(); err != nil {
		t.Error(err)
	}
}

func TestEscapeLeadsBackToTheDoors(t *testing.T) {
	p, win, _ := open(t, "")
	press(win, fyne.KeyReturn)
	press(win, fyne.KeyEscape)
	if win.Canvas().Focused() != p.first {
		t.Error("the keyboard is not on the first door")
	}
}

func TestCountriesPayInTheirMoney(t *testing.T) {
	for code, want := range map[string]string{"VN": "VND", "DE": "EUR", "JP": "JPY", "AZ": "AZN", "YE": "YER", "GB": "GBP", "??": ""} {
		if got := currencyOf(code); got != want {
			t.Errorf("%s pays in %q, want %q", code, got, want)
		}
	}
}

// Every way a book can fail to open has a title, a text and a way on, in
// every language; a backup is offered where the file itself is lost.
func TestEveryProblemHasWords(t *testing.T) {
	test.NewTempApp(t)
	codes := []book.Code{book.CodeMissing, book.CodeEmpty, book.CodeNotABook, book.CodeTruncated, book.CodeDamaged, book.CodeNewer,
		book.CodeLocked, book.CodeReadOnly, book.CodeReplaced, book.CodeDiskFull, book.CodeExists, book.CodeFailed, book.CodeClosed, ""}
	for _, l := range i18n.Languages() {
		i18n.Set(l.Tag)
		for _, code := range codes {
			var err error = &book.Error{Code: code}
			if code == "" {
				err = errors.New("input/output error")
			}
			name := problemName(err)
			if !i18n.Has("welcome."+name+"_title") || !i18n.Has("welcome."+name+"_text") {
				t.Errorf("%s: no words for %q", l.Tag, code)
			}
			restored := false
			_, first := Problem("shop.regulars", err, Remedies{
				Retry: func() {}, Quit: func() {}, Restore: func(Backup) { restored = true },
				Backups: []Backup{{Path: "a.backup"}},
			})
			first.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			if restored != broken(err) {
				t.Errorf("%s: the first way on restores: %v", code, restored)
			}
		}
	}
	i18n.Set("en")
}
