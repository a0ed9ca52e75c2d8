package sales

import (
	"testing"

	"fyne.io/fyne/v2"

	"regulars/app/screen"
)

// Arrow keys walk the list in sight, and nothing where there is none.
func TestList_IsTheOneInSight(t *testing.T) {
	s := sampleShop(t)
	document := s.screen.docs.shown[0].ID
	for _, c := range []struct {
		at   screen.Route
		want func() fyne.Focusable
	}{
		{screen.Route{}, func() fyne.Focusable { return s.screen.docs.table }},
		{screen.Route{Part: PartProducts}, func() fyne.Focusable { return s.screen.products.table }},
		{screen.Route{ID: document}, func() fyne.Focusable { return nil }},
		{screen.Route{New: true}, func() fyne.Focusable { return nil }},
		{screen.Route{Part: PartProducts, New: true}, func() fyne.Focusable { return nil }},
	} {
		c.at.Screen = screen.Sales
		s.goTo(c.at)
		if got := s.screen.List(); got != c.want() {
			t.Errorf("%+v: the list is %v", c.at, got)
		}
	}
	if empty := newShop(t); empty.screen.List() != nil {
		t.Error("an empty book has a list")
	}
}
