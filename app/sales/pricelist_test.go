package sales

import (
	"strings"
	"testing"

	"regulars/app/screen"
	"regulars/data/crm"
)

// TestPriceListOnOrder_004_01: a list that applies sets the price and is
// named; what was paid last stays beside it.
func TestPriceListOnOrder_004_01(t *testing.T) {
	tea := &crm.Product{Meta: crm.Meta{ID: crm.NewID()}, Prices: []crm.DatedPrice{{Price: 10 * crm.PriceScale}}}
	day := crm.NewDate(2026, 5, 1)
	lists := []crm.PriceList{{Name: "Cafés", Group: "Cafe", Entries: []crm.PriceEntry{{Percent: 12}}}}
	cafe := &buyer{party: &crm.Party{Group: "Cafe"}, prices: map[crm.ID]lastPrice{tea.ID: {price: 9 * crm.PriceScale, quantity: crm.QuantityScale, date: day - 1}}}
	d := &draft{lists: lists, date: day, dateOK: true, currency: "GBP", base: "GBP"}
	line := &draftLine{product: tea}
	d.proposePrice(line, cafe)
	if line.price != "8.80" || line.offer.by != "Cafés" || line.offer.last == nil || !strings.Contains(offerBy(line.offer), "Cafés") {
		t.Errorf("%q by %q", line.price, line.offer.by)
	}
	d.proposePrice(line, nil)
	if line.price != "10.00" || line.offer.by != "" {
		t.Errorf("a walk-in pays %q by %q", line.price, line.offer.by)
	}
}

// TestPriceBreaks_000_20: quantity, customer and day bring a line to the
// price of the list, and the line names list and break; a price typed by hand
// stays until the owner takes the list's back.
func TestPriceBreaks_000_20(t *testing.T) {
	coffee, tea := goods()
	ada := person("Ada Brook")
	ada.Group = "Wholesale"
	lists := &crm.PriceList{Name: "Trade", Group: "Wholesale", Entries: []crm.PriceEntry{{Product: coffee.ID, Price: 85000}, {Product: coffee.ID, MinQty: 10 * crm.QuantityScale, Price: 80000},
		{Product: coffee.ID, MinQty: 10 * crm.QuantityScale, Price: 70000, From: today + 1}}}
	s := newShop(t, coffee, tea, ada, lists)
	s.screen.New()
	f := s.screen.form
	row := f.rows[0]
	row.choose(f.desk.products[coffee.ID], "")
	expect := func(what, price, by string, back bool) {
		t.Helper()
		if row.price.Text != price || row.line.price != price || offerBy(row.line.offer) != by || row.back.Visible() != back {
			t.Errorf("%s: %s, %q, offers back %v; want %s, %q, %v", what, row.price.Text, offerBy(row.line.offer), row.back.Visible(), price, by, back)
		}
		if by != "" && !strings.Contains(row.note.Text, by) {
			t.Errorf("%s: the line says %q", what, row.note.Text)
		}
	}
	expect("a walk-in", "8.90", "", false)
	f.chooseParty(ada.ID, "Ada Brook")
	expect("the customer is chosen", "8.50", "Price list “Trade”", false)
	row.quantity.SetText("10")
	expect("ten", "8.00", "Price list “Trade”, from 10 on", false)
	f.date.SetDate(today + 1)
	f.date.OnChanged()
	expect("tomorrow", "7.00", "Price list “Trade”, from 10 on", false)
	row.price.SetText("7.77")
	row.quantity.SetText("9")
	expect("typed by hand", "7.77", "Price list “Trade”", true)
	f.chooseParty(crm.ID{}, "")
	expect("typed by hand, a walk-in", "7.77", "", true)
	f.chooseParty(ada.ID, "Ada Brook")
	row.back.OnTapped()
	expect("taken back", "8.50", "Price list “Trade”", false)
	row.quantity.SetText("12")
	expect("follows again", "7.00", "Price list “Trade”, from 10 on", false)
	row.price.SetText("7.0")
	if row.back.Visible() {
		t.Error("the same price is offered back")
	}
	f.save()
	if d := s.documents()[0]; d.Lines[0].Price != 70000 || d.Net != 8400 {
		t.Errorf("%+v", d)
	}
}

// A document that exists keeps its prices, whatever the lists say now.
func TestPriceBreaks_NotInOldDocuments(t *testing.T) {
	coffee, _ := goods()
	old := sale(crm.ID{}, today-30, line(coffee, 2, 89000))
	list := &crm.PriceList{Name: "New", Entries: []crm.PriceEntry{{Product: coffee.ID, Price: 50000}}}
	s := newShop(t, coffee, old, list)
	s.screen.Show(screen.Route{Screen: screen.Sales, ID: old.ID, Part: PartEdit})
	row := s.screen.form.rows[0]
	row.quantity.SetText("3")
	if row.price.Text != "8.90" || !row.back.Visible() {
		t.Errorf("%s, offers the list back: %v", row.price.Text, row.back.Visible())
	}
	s.screen.Show(screen.Route{Screen: screen.Sales, New: true, Query: fromCredit.query(old.ID)})
	row = s.screen.form.rows[0]
	row.quantity.SetText("1")
	if row.price.Text != "8.90" || row.back.Visible() {
		t.Errorf("given back at %s", row.price.Text)
	}
}
