package sales

import (
	"strings"

	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// Scenes are the pictures of this screen.
func Scenes() []screen.Scene {
	list := screen.Route{Screen: screen.Sales}
	order := screen.Route{Screen: screen.Sales, New: true}
	goods := screen.Route{Screen: screen.Sales, Part: PartProducts}
	return []screen.Scene{
		{Name: "sales-list", Route: list},
		{Name: "sales-empty", Empty: true, Route: list},
		{Name: "sales-none", Route: list, Act: onScreen(func(s *Screen) { s.docs.narrowTo("zzzzqq") })},
		{Name: "sales-quotes", Route: list, Act: onScreen(func(s *Screen) { s.docs.ask(docWish{kind: crm.Quote}) })},
		{Name: "sales-document", Route: list, Act: onScreen(func(s *Screen) { s.sceneDocument(crm.Invoice, crm.Invoiced) }), Readme: true},
		{Name: "sales-document-quote", Route: list, Act: onScreen(func(s *Screen) { s.sceneDocument(crm.Quote, crm.Sent) })},
		{Name: "sales-document-payment", Route: list, Act: onScreen(func(s *Screen) {
			s.sceneDocument(crm.Invoice, crm.Invoiced)
			s.doc.openTill()
		})},
		{Name: "sales-order", Route: order},
		{Name: "sales-order-entry", Route: order, Act: onScreen(func(s *Screen) { s.sceneOrder() }), Readme: true},
		{Name: "sales-order-prices", Route: order, Act: onScreen(func(s *Screen) { s.scenePrices() })},
		{Name: "sales-order-errors", Route: order, Act: onScreen(func(s *Screen) {
			s.sceneOrder()
			d := s.form.state
			d.loose, d.who, d.party, d.number, d.lines[0].quantity, d.lines[1].price = "Nobody in", "", crm.ID{}, "", "0", "twelve"
			s.form.build()
			s.form.save()
		})},
		{Name: "sales-order-long", Empty: true, Route: list, Act: onScreen(func(s *Screen) {
			s.sceneLong()
			s.Show(order)
			s.form.customer.entry.SetText("Bartholomäus")
			s.form.rows[0].product.entry.SetText("Geschenkkorb")
		})},
		{Name: "sales-list-long", Empty: true, Route: list, Act: onScreen(func(s *Screen) {
			s.sceneLong()
			s.docs.load()
		})},
		{Name: "products", Route: goods},
		{Name: "products-empty", Empty: true, Route: goods},
		{Name: "product", Route: goods, Act: onScreen(func(s *Screen) { s.sceneProduct() })},
		{Name: "product-price", Route: goods, Act: onScreen(func(s *Screen) {
			s.sceneProduct()
			s.product.openTag(false)
		})},
		{Name: "product-form", Route: goods, Act: onScreen(func(s *Screen) {
			s.sceneProduct()
			s.product.openForm()
		})},
		{Name: "product-new-errors", Route: goods, Act: onScreen(func(s *Screen) {
			s.Show(screen.Route{Screen: screen.Sales, Part: PartProducts, New: true})
			if s.product.form != nil {
				s.product.form.state.price = "cheap"
				s.product.form.save()
			}
		})},
	}
}

func onScreen(act func(*Screen)) func(screen.Screen) {
	return func(s screen.Screen) {
		if c, ok := s.(*Screen); ok {
			act(c)
		}
	}
}

// sceneDocument shows the newest document of a type and state with three
// lines or more, or the newest of the type.
func (s *Screen) sceneDocument(kind crm.DocType, status crm.DocStatus) {
	if s.docs.data == nil {
		return
	}
	var best *docRow
	better := func(r *docRow) bool {
		if best == nil {
			return true
		}
		fits := func(r *docRow) bool { return r.Status == status && r.sums.lines > 2 }
		return fits(r) && !fits(best) || fits(r) == fits(best) && r.Date > best.Date
	}
	for _, r := range s.docs.data.rows {
		if r.DocType == kind && better(r) {
			best = r
		}
	}
	if best != nil {
		s.Show(screen.Route{Screen: screen.Sales, ID: best.ID})
	}
}

// sceneOrder is an order half written for somebody who bought before.
func (s *Screen) sceneOrder() {
	f := s.form
	if f == nil || f.state == nil || s.docs.data == nil {
		return
	}
	rows := s.docs.data.rows
	for i := len(rows) - 1; i >= 0; i-- {
		if rows[i].counts && !rows[i].walkIn && rows[i].sums.lines >= 3 && rows[i].DocType == crm.Order {
			f.chooseParty(rows[i].Party, rows[i].customer)
			break
		}
	}
	if f.buyer == nil {
		return
	}
	f.repeatLast()
	f.state.lines = f.state.lines[:2]
	f.build()
	f.rows[0].quantity.SetText("2")
	f.rows[1].discount.SetText("10%")
	at := f.newLine()
	f.focusLine(at)
	f.rows[at].product.entry.SetText("tea")
	f.page.ScrollToTop()
}

// scenePrices is an order with a price by a list, and one typed by hand.
func (s *Screen) scenePrices() {
	s.sceneOrder()
	f := s.form
	if f == nil || f.state == nil || len(f.rows) < 2 {
		return
	}
	f.state.lists = []crm.PriceList{{Name: "Spring fair", Entries: []crm.PriceEntry{{Percent: 5}, {Percent: 10, MinQty: 10 * crm.QuantityScale}}}}
	f.reprice()
	f.rows[0].quantity.SetText("12")
	f.rows[1].price.SetText("7.77")
	f.focusLine(1)
}

// sceneProduct shows the product with the most prices.
func (s *Screen) sceneProduct() {
	if s.products.data == nil {
		return
	}
	var best *productRow
	for _, r := range s.products.data.rows {
		if best == nil || len(r.Prices)+len(r.Costs) > len(best.Prices)+len(best.Costs) {
			best = r
		}
	}
	if best != nil {
		s.Show(screen.Route{Screen: screen.Sales, Part: PartProducts, ID: best.ID})
	}
}

// sceneLong fills an empty book with one of everything that is long.
func (s *Screen) sceneLong() {
	who := &crm.Party{PartyKind: crm.Organization, DisplayName: "Bartholomäus von Hohenstein-Wittelsbach & Söhne, Feinkost und Kolonialwaren seit 1871"}
	what := &crm.Product{ProductKind: crm.Good, SKU: "GK-2026-HERBST-XXL", Unit: "C62",
		Name:   "Geschenkkorb „Herbst im Weinberg“ mit zwölf Kleinigkeiten, handgeflochten, mit Schleife",
		Prices: []crm.DatedPrice{{Price: 123456700}}, Costs: []crm.DatedPrice{{Price: 98765400}}}
	_, err := s.env.Book.Update("", func(tx *book.Tx) error {
		if err := tx.Put(who); err != nil {
			return err
		}
		if err := tx.Put(what); err != nil {
			return err
		}
		line := crm.Line{Product: what.ID, Quantity: 125000, Price: 123456700, Net: 15432088, UnitCost: 98765400, CostKnown: true}
		return tx.Put(&crm.SalesDocument{DocType: crm.CreditNote, Status: crm.Invoiced, Number: "RG-2026-10-000000123", Party: who.ID, Date: s.env.Today(),
			Currency: "EUR", Lines: []crm.Line{line}, Net: line.Net, BaseNet: line.Net, Note: strings.Repeat("Lieferung an den Hintereingang. ", 8)})
	})
	if err != nil {
		s.env.Notify(ui.Notice{Text: ui.ErrorText(err), Tone: ui.Bad})
	}
}
