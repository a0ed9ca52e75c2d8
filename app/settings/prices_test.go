package settings

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

func product(name string) *crm.Product {
	return &crm.Product{Meta: crm.Meta{ID: crm.NewID()}, Name: name, ProductKind: crm.Good, Prices: []crm.DatedPrice{{Price: 10 * crm.PriceScale}}}
}

// A line added has the keyboard in its product.
func TestPriceLists_NewLineIsTypedInto(t *testing.T) {
	tea, cup := product("Tea"), product("Cup")
	s := newShop(t, tea, cup)
	w := test.NewTempWindow(t, s.Content())
	s.tap("prices_add")
	s.prices.lines[0].product = tea.ID
	s.tap("prices_more")
	test.Type(w.Canvas().Focused(), "cup")
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if l := s.prices.lines; len(l) != 2 || l[0].product != tea.ID || l[1].product != cup.ID {
		t.Errorf("%+v", l)
	}
}

// A list is written with its breaks, sets the price that an order asks for,
// is changed, paused and taken away, and all of it can be undone.
func TestPriceLists_000_20(t *testing.T) {
	tea, cup := product("Tea"), product("Cup")
	cafe := &crm.Party{PartyKind: crm.Organization, DisplayName: "Café Quay", Group: "Wholesale"}
	s := newShop(t, tea, cup, cafe)
	l := s.prices
	s.tap("prices_add")
	s.focusable["prices_name"].(*ui.Entry).SetText("Trade")
	found := l.findWhom("whole")
	if len(found) == 0 || found[0].Title != "Wholesale" {
		t.Fatalf("found %+v", found)
	}
	l.take(found[0])
	l.take(l.findWhom("quay")[0])
	if got := l.whomChoice(l.form.whom); got.Title != "Café Quay" {
		t.Errorf("for %+v", got)
	}
	l.take(found[0])
	l.form.from = "1 Mar 2026"
	l.lines = []priceRow{{product: tea.ID, price: "9"}, {product: tea.ID, least: "10", price: "8.50"}, {price: "5%"}, {}}
	l.save(crm.PriceList{})
	if len(s.have.priceLists) != 1 || l.open {
		t.Fatalf("%+v, problems %v", s.have.priceLists, l.problem)
	}
	price := func(g *crm.Product, q int64) crm.Price {
		p, _, _, _ := crm.ResolvePrice([]crm.PriceList{*s.have.priceLists[0]}, cafe, g, crm.NewDate(2026, 4, 1), crm.Quantity(q*crm.QuantityScale))
		return p
	}
	if price(tea, 9) != 90000 || price(tea, 10) != 85000 || price(cup, 1) != 95000 {
		t.Errorf("%+v", s.have.priceLists[0].Entries)
	}
	got := *s.have.priceLists[0]
	l.edit(&got)
	l.form.active = false
	l.save(got)
	if !s.have.priceLists[0].Inactive || !slices.Equal(s.have.priceLists[0].Entries, got.Entries) {
		t.Errorf("paused: %+v", s.have.priceLists[0])
	}
	s.undoLast()
	if s.have.priceLists[0].Inactive {
		t.Error("the pause was not undone")
	}
	l.discard(crm.KindPriceList, got.ID, got.Name)
	if len(s.have.priceLists) != 0 {
		t.Error("it is still there")
	}
	s.undoLast()
	if len(s.have.priceLists) != 1 {
		t.Error("taking it away was not undone")
	}
}

// Each price says what is wrong with it, and nothing is saved.
func TestPriceLists_SayWhatIsWrong(t *testing.T) {
	tea := product("Tea")
	for _, c := range []struct {
		rows []priceRow
		key  string
	}{
		{nil, "entries"},
		{[]priceRow{{product: tea.ID, price: "cheap"}}, lineKey(0)},
		{[]priceRow{{product: tea.ID, price: "0"}}, lineKey(0)},
		{[]priceRow{{product: tea.ID}}, lineKey(0)},
		{[]priceRow{{price: "8"}}, lineKey(0)},
		{[]priceRow{{price: "12.5%"}}, lineKey(0)},
		{[]priceRow{{price: "0%"}}, lineKey(0)},
		{[]priceRow{{price: "5%"}, {product: tea.ID, price: "8", least: "-1"}}, lineKey(1)},
		{[]priceRow{{product: tea.ID, price: "8", least: "10"}, {product: tea.ID, price: "7", least: "10"}}, lineKey(1)},
	} {
		s := newShop(t, tea)
		s.tap("prices_add")
		s.prices.form.name, s.prices.lines = "Trade", c.rows
		s.prices.save(crm.PriceList{})
		if len(s.have.priceLists) != 0 || s.prices.problem[c.key] == "" || len(s.prices.problem) != 1 {
			t.Errorf("%+v: %v", c.rows, s.prices.problem)
		}
	}
}

// Prices with days of their own keep them unless the days are written anew.
func TestPriceLists_DaysOfLines(t *testing.T) {
	tea := product("Tea")
	may, june := crm.NewDate(2026, 5, 1), crm.NewDate(2026, 6, 1)
	list := &crm.PriceList{Name: "Summer", Entries: []crm.PriceEntry{{Product: tea.ID, Price: 90000, From: may}, {Percent: 5, From: june}}}
	s := newShop(t, tea, list)
	save := func(change func()) []crm.PriceEntry {
		now := *s.have.priceLists[0]
		s.prices.edit(&now)
		change()
		s.prices.save(now)
		return s.have.priceLists[0].Entries
	}
	if got := save(func() { s.prices.form.name = "Warm days" }); got[0].From != may || got[1].From != june {
		t.Errorf("%+v, %v", got, s.prices.problem)
	}
	if got := save(func() { s.prices.form.from = "2026-07-01" }); got[0].From != crm.NewDate(2026, 7, 1) || got[1].From != got[0].From {
		t.Errorf("%+v, %v", got, s.prices.problem)
	}
}

// Leaving with something typed asks once; without it closes at once.
func TestPriceLists_AsksBeforeLosing(t *testing.T) {
	s := newShop(t)
	l := s.prices
	s.tap("prices_add")
	ui.Escape.Press()
	if l.open {
		t.Error("an untouched form asks")
	}
	s.tap("prices_add")
	s.focusable["prices_name"].(*ui.Entry).SetText("Trade")
	ui.Escape.Press()
	if !l.open || !l.asked {
		t.Fatal("what was typed is lost without asking")
	}
	s.Refresh(book.Change{}) // drawn anew
	l.keep()
	if l.form.name != "Trade" || l.asked {
		t.Error("it does not go on")
	}
	ui.Escape.Press()
	ui.Escape.Press()
	if l.open {
		t.Error("asked twice")
	}
}
