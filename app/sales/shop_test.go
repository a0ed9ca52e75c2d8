package sales

import (
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"regulars/app/screen"
	"regulars/app/screen/screentest"
	"regulars/app/ui"
	"regulars/data/book"
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
	away    []screen.Route // routes to other screens
}

var today = crm.NewDate(2026, 10, 31)

// newShop opens the screen on a book with the records; without any it is empty.
func newShop(t *testing.T, records ...crm.Record) *shop {
	t.Helper()
	return openShop(t, screentest.Book(t, crm.DefaultSettings(), records...))
}

// sampleShop opens the screen on the sample business.
func sampleShop(t *testing.T) *shop {
	t.Helper()
	b, err := sample.Create(filepath.Join(t.TempDir(), "sample.regulars"), sample.KindShop, "Sample", book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	return openShop(t, b)
}

func openShop(t *testing.T, b *book.Book) *shop {
	t.Helper()
	s := &shop{t: t, canvas: screentest.Canvas(t)}
	s.env = screen.Env{
		Book: b, Runner: ui.SyncRunner{}, Now: func() time.Time { return today.Time().Add(12 * time.Hour) },
		Go:      s.goTo,
		Notify:  func(n ui.Notice) { s.notices = append(s.notices, n) },
		Capture: func(crm.ID) {},
		Canvas:  func() fyne.Canvas { return s.canvas },
		Window:  func() fyne.Window { return nil },
	}
	s.screen = New(s.env).(*Screen)
	screentest.Show(t, s.canvas, 1070, 760, b, s.screen)
	return s
}

func (s *shop) goTo(r screen.Route) {
	if r.Screen != screen.Sales {
		s.away = append(s.away, r)
		return
	}
	s.screen.Show(r)
}

// typeText types into whatever has the keyboard.
func (s *shop) typeText(text string) {
	s.t.Helper()
	focused := s.canvas.Focused()
	if focused == nil {
		s.t.Fatalf("nothing has the keyboard to type %q into", text)
	}
	test.Type(focused, text)
}

// press presses keys on whatever has the keyboard.
func (s *shop) press(keys ...fyne.KeyName) {
	s.t.Helper()
	for _, k := range keys {
		focused := s.canvas.Focused()
		if focused == nil {
			s.t.Fatalf("nothing has the keyboard to press %s on", k)
		}
		focused.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

// pressSave presses Ctrl+Enter.
func (s *shop) pressSave() {
	s.t.Helper()
	focused, ok := s.canvas.Focused().(fyne.Shortcutable)
	if !ok {
		s.t.Fatal("what has the keyboard hears no shortcut")
	}
	focused.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault})
}

// documents reads what is in the book, oldest first.
func (s *shop) documents() []*crm.SalesDocument {
	s.t.Helper()
	docs, err := book.List[crm.SalesDocument](s.env.Book)
	if err != nil {
		s.t.Fatal(err)
	}
	return docs
}

// counted is the net and the number of documents that count, by the facts.
func (s *shop) counted() (net crm.Amount, docs int) {
	s.t.Helper()
	f, err := s.env.Book.Facts()
	if err != nil {
		s.t.Fatal(err)
	}
	for i := range f.Doc.ID {
		if f.Doc.Counts[i] {
			net += sumsOfFacts(f, i).net
			docs++
		}
	}
	return net, docs
}

// goods are two products with price and cost; tea became dearer on 1 October.
func goods() (coffee, tea *crm.Product) {
	coffee = &crm.Product{Meta: crm.Meta{ID: crm.NewID()}, Name: "Espresso beans", SKU: "ESP-1", ProductKind: crm.Good, Unit: "C62",
		Prices: []crm.DatedPrice{{Price: 89000}}, Costs: []crm.DatedPrice{{Price: 38500}}}
	tea = &crm.Product{Meta: crm.Meta{ID: crm.NewID()}, Name: "Green tea", SKU: "TEA-1", ProductKind: crm.Good, Unit: "C62",
		Prices: []crm.DatedPrice{{Price: 50000}, {From: crm.NewDate(2026, 10, 1), Price: 55000}}}
	return coffee, tea
}

func person(name string) *crm.Party {
	return &crm.Party{Meta: crm.Meta{ID: crm.NewID()}, PartyKind: crm.Person, DisplayName: name, Roles: []crm.Role{crm.RoleCustomer}}
}
