package sales

import (
	"testing"

	"fyne.io/fyne/v2"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

func routeProducts() screen.Route { return screen.Route{Screen: screen.Sales, Part: PartProducts} }

// A product with a category of its own, by keyboard.
func TestProduct_NewByKeyboard(t *testing.T) {
	s := newShop(t)
	s.screen.Show(screen.Route{Screen: screen.Sales, Part: PartProducts, New: true})
	s.typeText("Honey 500 g")
	f := s.screen.product.form
	picker := f.categoryPicker()
	picker.entry.SetText("Jars")
	picker.enter() // the only offer is the new category
	f.state.price, f.state.cost = "6,50", "3"
	s.press(fyne.KeyReturn)
	products, err := book.List[crm.Product](s.env.Book)
	if err != nil || len(products) != 1 {
		t.Fatalf("products %v, %v", products, err)
	}
	p := products[0]
	price, _ := p.PriceOn(today)
	cost, known := p.CostOn(today)
	category, err := book.Get[crm.Category](s.env.Book, p.Category)
	if p.Name != "Honey 500 g" || price != 65000 || cost != 30000 || !known || err != nil || category.Name != "Jars" {
		t.Errorf("product %+v, category %+v, %v", p, category, err)
	}
	if s.screen.product.id != p.ID {
		t.Error("after saving the page shows another product")
	}
}

// What was counted is of the day it was counted; saving something else keeps it.
func TestProduct_Stock_002_05(t *testing.T) {
	coffee, _ := goods()
	coffee.Stock, coffee.StockOn, coffee.LeadDays = 5*crm.QuantityScale, today-9, 3
	s := newShop(t, coffee)
	s.screen.Show(screen.Route{Screen: screen.Sales, Part: PartProducts, ID: coffee.ID})
	save := func(change func(*productDraft)) *crm.Product {
		s.screen.product.openForm()
		f := s.screen.product.form
		change(&f.state)
		f.save()
		g, err := book.Get[crm.Product](s.env.Book, coffee.ID)
		if err != nil || len(f.problems) > 0 {
			t.Fatal(f.problems, err)
		}
		return g
	}
	if g := save(func(d *productDraft) { d.name = "Coffee 1 kg" }); g.StockOn != today-9 || g.Stock != 5*crm.QuantityScale || g.LeadDays != 3 {
		t.Errorf("another name: %+v", g)
	}
	if g := save(func(d *productDraft) { d.stock, d.lead = "-2,5", "14" }); g.StockOn != today || g.Stock != -25000 || g.LeadDays != 14 {
		t.Errorf("counted anew: %+v", g)
	}
	if g := save(func(d *productDraft) { d.stock, d.lead = "", "" }); !g.StockOn.IsZero() || g.Stock != 0 || g.LeadDays != 0 {
		t.Errorf("not told: %+v", g)
	}
	s.screen.product.openForm()
	f := s.screen.product.form
	f.state.stock, f.state.lead = "many", "soon"
	if f.save(); f.problems["stock"] == "" || f.problems["lead_days"] == "" {
		t.Errorf("problems %v", f.problems)
	}
}

func TestProducts_WithoutSales(t *testing.T) {
	coffee, tea := goods()
	s := newShop(t, coffee, tea, sale(crm.ID{}, today, line(coffee, 1, 89000)))
	s.screen.Show(routeProducts())
	s.screen.products.ask(productWish{shelf: unsold})
	if got := s.screen.products.shown; len(got) != 1 || got[0].ID != tea.ID {
		t.Errorf("unsold: %+v", got)
	}
	s.screen.Show(screen.Route{Screen: screen.Sales, Part: PartProducts, ID: tea.ID})
	s.screen.product.toggleShelf()
	if got := s.screen.products.shown; len(got) != 0 {
		t.Errorf("a product off the shelf still counts as unsold: %+v", got)
	}
}

// A product taken off sale is not offered for orders.
func TestProduct_OffSaleIsNotOffered(t *testing.T) {
	coffee, tea := goods()
	tea.Inactive = true
	s := newShop(t, coffee, tea)
	s.screen.New()
	if got := s.screen.form.desk.findProducts(s.env.Book, "tea", today); len(got) != 0 {
		t.Errorf("offered %+v", got)
	}
}

// Every picture of the tour can be drawn, in every language.
func TestScenes(t *testing.T) {
	defer i18n.Set("en")
	full, empty := sampleShop(t), newShop(t)
	for _, l := range i18n.Languages() {
		i18n.Set(l.Tag)
		for _, sc := range Scenes() {
			s := full
			if sc.Empty {
				s = empty
			}
			s.screen.Refresh(book.Change{})
			s.screen.Show(sc.Route)
			if sc.Act != nil {
				sc.Act(s.screen)
			}
			ui.Settle(s.screen.Content())
		}
	}
	for _, n := range append(full.notices, empty.notices...) {
		if n.Tone == ui.Bad {
			t.Errorf("notice %q", n.Text)
		}
	}
}

// A change of language reaches every page, and what was typed stays.
func TestRefresh_KeepsTheDraft(t *testing.T) {
	defer i18n.Set("en")
	coffee, _ := goods()
	s := newShop(t, coffee)
	s.screen.New()
	s.press(fyne.KeyReturn)
	s.typeText("esp")
	s.press(fyne.KeyReturn)
	s.typeText("4")
	i18n.Set("it")
	s.screen.Refresh(book.Change{})
	f := s.screen.form
	if f.rows[0].quantity.Text != "4" || f.rows[0].product.entry.Text != "Espresso beans" || f.title() != "Nuovo ordine" {
		t.Errorf("%q %q %q", f.rows[0].quantity.Text, f.rows[0].product.entry.Text, f.title())
	}
}
