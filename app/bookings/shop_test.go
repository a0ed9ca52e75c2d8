package bookings

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regulars/app/screen"
	"regulars/app/screen/screentest"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// shop is a screen in a test window, on a book of its own.
type shop struct {
	t       *testing.T
	env     screen.Env
	screen  *Screen
	canvas  test.WindowlessCanvas
	notices []ui.Notice
	rooms   *crm.Resource
}

var today = crm.NewDate(2026, 10, 30) // a Friday

// newShop has two rooms by the night and the records given.
func newShop(t *testing.T, records ...crm.Record) *shop {
	t.Helper()
	s := &shop{t: t, canvas: screentest.Canvas(t), rooms: &crm.Resource{Meta: crm.Meta{ID: roomsID}, Name: "Rooms", ResourceKind: "room", Units: 2, FullPrice: 1000000}}
	b := screentest.Book(t, crm.DefaultSettings(), append([]crm.Record{s.rooms}, records...)...)
	s.env = screen.Env{
		Book: b, Runner: ui.SyncRunner{}, Now: func() time.Time { return today.Time().Add(12 * time.Hour) },
		Go:      func(r screen.Route) { s.screen.Show(r) },
		Notify:  func(n ui.Notice) { s.notices = append(s.notices, n) },
		Capture: func(crm.ID) {},
		Canvas:  func() fyne.Canvas { return s.canvas },
		Window:  func() fyne.Window { return nil },
	}
	s.screen = New(s.env).(*Screen)
	screentest.Show(t, s.canvas, 1070, 760, b, s.screen)
	return s
}

// inWindow moves the screen into a window, which alone gives fields the keyboard.
func (s *shop) inWindow() {
	s.t.Helper()
	w := test.NewTempWindow(s.t, s.screen.Content())
	w.Resize(fyne.NewSize(1070, 760))
	s.canvas = w.Canvas().(test.WindowlessCanvas)
}

var roomsID = crm.ID{1}

func night(start crm.Date, nights, units int, status crm.BookingStatus) *crm.Booking {
	return &crm.Booking{Meta: crm.Meta{ID: crm.NewID()}, Resource: roomsID, Start: start, End: start + crm.Date(nights), Units: units, Status: status, Net: 10000}
}

// key presses a key as the window does: the page hears it when nothing else
// has the keyboard.
func (s *shop) key(name fyne.KeyName) {
	s.t.Helper()
	if f := s.canvas.Focused(); f != nil {
		if r := string(name); len(r) == 1 {
			f.TypedRune(rune(r[0]))
			return
		}
		f.TypedKey(&fyne.KeyEvent{Name: name})
		return
	}
	s.screen.Key(name)
}

func (s *shop) bookings() []*crm.Booking { return all[crm.Booking](s) }

func (s *shop) turnAways() []*crm.TurnAway { return all[crm.TurnAway](s) }

func all[T any, P book.Pointer[T]](s *shop) []*T {
	s.t.Helper()
	list, err := book.List[T, P](s.env.Book)
	if err != nil {
		s.t.Fatal(err)
	}
	return list
}
