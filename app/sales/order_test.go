package sales

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// The whole way of an order, by keyboard alone: customer, three lines, save.
func TestOrder_ThreeLinesByKeyboard(t *testing.T) {
	coffee, tea := goods()
	ada := person("Ada Brook")
	s := newShop(t, ada, coffee, tea)
	s.screen.New()
	s.typeText("ada br")
	s.press(fyne.KeyReturn) // takes Ada, goes to the first line
	s.typeText("esp")
	s.press(fyne.KeyReturn) // takes the beans, goes to quantity
	s.typeText("3")
	s.press(fyne.KeyReturn, fyne.KeyReturn) // price as proposed, next line
	s.typeText("TEA-1")
	s.press(fyne.KeyReturn)
	s.typeText("1.5")
	s.press(fyne.KeyReturn)
	s.typeText("5.33") // another price than the list's
	s.press(fyne.KeyReturn)
	s.typeText("Paper bag")
	s.press(fyne.KeyReturn) // nothing found: a new product
	s.press(fyne.KeyReturn)
	s.typeText("0.10")
	s.press(fyne.KeyReturn, fyne.KeyReturn) // empty line, Enter: to Save
	s.press(fyne.KeyReturn)

	docs := s.documents()
	if len(docs) != 1 {
		t.Fatalf("%d documents, want 1; problems %v", len(docs), s.screen.form.problems)
	}
	d := docs[0]
	if d.Time != crm.NewClock(12, 0) {
		t.Errorf("sold at %s, want 12:00", d.Time)
	}
	if d.Party != ada.ID || d.Number != "2026-0001" || d.Status != crm.Confirmed || d.Date != today || d.DocType != crm.Order {
		t.Errorf("document %+v", d)
	}
	// 3 x 8.90 = 26.70; 1.5 x 5.33 = 7.995, half to even 8.00; 0.10.
	for i, want := range []crm.Amount{2670, 800, 10} {
		if d.Lines[i].Net != want {
			t.Errorf("line %d: net %d, want %d", i, d.Lines[i].Net, want)
		}
	}
	if d.Net != 3480 || d.BaseNet != 3480 {
		t.Errorf("net %d, base %d, want 3480", d.Net, d.BaseNet)
	}
	if !d.Lines[0].CostKnown || d.Lines[0].UnitCost != 38500 || d.Lines[1].CostKnown {
		t.Errorf("costs %+v", d.Lines)
	}
	if got := s.screen.doc.id; got != d.ID {
		t.Errorf("after saving the page shows %s, want the order", got)
	}
	bag, err := book.Get[crm.Product](s.env.Book, d.Lines[2].Product)
	if err != nil || bag.Name != "Paper bag" {
		t.Fatalf("new product %+v, %v", bag, err)
	}
	if price, ok := bag.PriceOn(today); !ok || price != 1000 {
		t.Errorf("its price is %d, want 0.10", price)
	}
}

// A walk-in sale: Enter in the empty customer field, Ctrl+Enter from a cell.
func TestOrder_WalkInSavedWithCtrlEnter(t *testing.T) {
	coffee, tea := goods()
	s := newShop(t, coffee, tea)
	s.screen.New()
	s.press(fyne.KeyReturn)
	s.typeText("green")
	s.press(fyne.KeyReturn)
	s.pressSave()
	docs := s.documents()
	if len(docs) != 1 || !docs[0].Party.IsZero() || docs[0].Net != 550 {
		t.Fatalf("documents %+v", docs)
	}
	if rows := s.screen.docs.data.rows; len(rows) != 1 || customerText(rows[0]) != "Walk-in" {
		t.Errorf("the list shows %+v", rows)
	}
}

func TestOrder_SaysWhatIsWrongAndSavesNothing(t *testing.T) {
	coffee, _ := goods()
	s := newShop(t, coffee)
	s.screen.New()
	s.typeText("Nobody at all")
	f := s.screen.form
	f.focusLine(0)
	s.typeText("esp")
	s.press(fyne.KeyReturn)
	s.typeText("zero")
	f.number.SetText("")
	f.save()
	for field, want := range map[string]string{"customer": crm.ErrUnknown, "number": crm.ErrRequired, "line.0.quantity": crm.ErrFormat} {
		if got := f.problems[field]; got != want {
			t.Errorf("%s: %q, want %q (all: %v)", field, got, want, f.problems)
		}
	}
	if n := len(s.documents()); n != 0 {
		t.Errorf("%d documents saved", n)
	}
	if !f.notes["customer"].Visible() || !f.rows[0].note.Visible() {
		t.Error("the fields do not say what is wrong")
	}
}

func TestOrder_LeftUnsavedComesBack(t *testing.T) {
	coffee, _ := goods()
	s := newShop(t, coffee)
	s.screen.New()
	s.press(fyne.KeyReturn)
	s.typeText("esp")
	s.press(fyne.KeyReturn, fyne.KeyEscape)
	if s.screen.form != nil {
		t.Fatal("Escape does not leave the form")
	}
	s.screen.New()
	if f := s.screen.form; !f.restored || len(f.state.filled()) != 1 || f.state.totals().net != 890 {
		t.Errorf("the order did not come back: %+v", f.state)
	}
}

// Who paid the list price pays today's; who had a price of their own keeps it.
func TestOrder_ProposesThePrice(t *testing.T) {
	coffee, tea := goods()
	ada := person("Ada Brook")
	old := sale(ada.ID, crm.NewDate(2026, 9, 1), line(tea, 2, 50000), line(coffee, 1, 80000))
	s := newShop(t, ada, coffee, tea, old)
	s.screen.Show(screen.Route{Screen: screen.Sales, New: true, ID: ada.ID})
	s.typeText("green")
	s.press(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn)
	s.typeText("esp")
	s.press(fyne.KeyReturn)
	f := s.screen.form
	if got := f.rows[0].price.Text; got != "5.50" {
		t.Errorf("tea: %s, want today's list price 5.50", got)
	}
	if got := f.rows[1].price.Text; got != "8.00" {
		t.Errorf("coffee: %s, want Ada's own 8.00", got)
	}
}

func TestOrder_RepeatsTheLastOne(t *testing.T) {
	coffee, tea := goods()
	ada := person("Ada Brook")
	first := sale(ada.ID, crm.NewDate(2026, 8, 1), line(coffee, 9, 89000))
	last := sale(ada.ID, crm.NewDate(2026, 9, 1), line(tea, 2, 50000), line(coffee, 1, 89000))
	last.Number = "2026-0041"
	s := newShop(t, ada, coffee, tea, first, last)
	s.screen.Show(screen.Route{Screen: screen.Sales, New: true, ID: ada.ID})
	s.screen.form.repeatLast()
	s.pressSave()
	docs := s.documents()
	d := docs[len(docs)-1]
	if len(docs) != 3 || d.Number != "2026-0042" || d.Date != today || len(d.Lines) != 2 {
		t.Fatalf("repeated %+v", d)
	}
	// Two teas at today's 5.50 and the beans.
	if d.Net != 1100+890 || !d.SourceDoc.IsZero() {
		t.Errorf("net %d, want 1990", d.Net)
	}
}

func TestOrder_BackspaceTakesAnEmptyLineAway(t *testing.T) {
	coffee, _ := goods()
	s := newShop(t, coffee)
	s.screen.New()
	s.press(fyne.KeyReturn)
	s.typeText("esp")
	s.press(fyne.KeyReturn, fyne.KeyReturn, fyne.KeyReturn, fyne.KeyBackspace)
	f := s.screen.form
	if len(f.rows) != 1 || s.canvas.Focused() != fyne.Focusable(f.rows[0].price) {
		t.Errorf("%d lines, keyboard in %T", len(f.rows), s.canvas.Focused())
	}
}

func TestOrder_DuplicateKeepsPrices(t *testing.T) {
	_, tea := goods()
	old := sale(crm.ID{}, crm.NewDate(2026, 9, 1), line(tea, 2, 50000))
	s := newShop(t, tea, old)
	s.screen.Show(screen.Route{Screen: screen.Sales, New: true, Query: fromCopy.query(old.ID)})
	s.pressSave()
	docs := s.documents()
	if len(docs) != 2 || docs[1].Net != 1000 || docs[1].Date != today || len(docs[1].Payments) != 0 {
		t.Errorf("copy %+v", docs[len(docs)-1])
	}
}

// sale is an order that counts.
func sale(party crm.ID, day crm.Date, lines ...crm.Line) *crm.SalesDocument {
	d := &crm.SalesDocument{Meta: crm.Meta{ID: crm.NewID()}, DocType: crm.Order, Status: crm.Confirmed, Number: "2026-0007", Party: party, Date: day,
		Currency: "EUR", Lines: lines}
	if err := d.Sum(); err != nil {
		panic(err)
	}
	return d
}

func line(p *crm.Product, n int, price crm.Price) crm.Line {
	q := crm.Quantity(n * crm.QuantityScale)
	net, err := crm.LineNet(q, price, 2)
	if err != nil {
		panic(err)
	}
	return crm.Line{Product: p.ID, Quantity: q, Price: price, Net: net}
}

// waitingRunner holds background work back until it is told to go on.
type waitingRunner struct {
	ui.SyncRunner
	held []func(context.Context)
}

func (r *waitingRunner) Go(work func(context.Context)) { r.held = append(r.held, work) }

func (r *waitingRunner) goOn() {
	for len(r.held) > 0 {
		work := r.held[0]
		r.held = r.held[1:]
		work(context.Background())
	}
}

// Whatever the owner does while pages load, they arrive in order.
func TestScreen_WaitsForItsData(t *testing.T) {
	coffee, _ := goods()
	d := sale(crm.ID{}, today, line(coffee, 1, 89000))
	s := newShop(t, coffee, d)
	wait := &waitingRunner{}
	env := s.env
	env.Runner = wait
	var slow *Screen
	env.Go = func(r screen.Route) { slow.Show(r) }
	slow = New(env).(*Screen)
	t.Cleanup(slow.Close)
	s.canvas.SetContent(slow.Content())
	for _, r := range []screen.Route{{Screen: screen.Sales, ID: d.ID}, routeProducts(), {Screen: screen.Sales, Part: PartProducts, ID: coffee.ID},
		{Screen: screen.Sales, Part: PartProducts, New: true}, {Screen: screen.Sales, New: true}} {
		slow.Show(r)
		slow.Refresh(book.Change{})
		slow.Step(1)
	}
	wait.goOn()
	if f := slow.form; f == nil || f.state == nil || s.canvas.Focused() != fyne.Focusable(f.customer.entry) {
		t.Error("the order form is not ready to be typed into")
	}
	if len(slow.docs.shown) != 1 || len(slow.products.shown) != 1 {
		t.Errorf("%d documents, %d products listed", len(slow.docs.shown), len(slow.products.shown))
	}
}

// Changing a line keeps what the form does not show: tax, due day, time.
func TestOrder_EditKeepsTheRest(t *testing.T) {
	coffee, _ := goods()
	d := sale(crm.ID{}, crm.NewDate(2026, 9, 1), line(coffee, 2, 89000))
	d.Lines[0].Tax, d.Lines[0].UnitCost, d.Lines[0].CostKnown = 356, 30000, true
	d.Time, d.Due = crm.NewClock(9, 30), crm.NewDate(2026, 10, 1)
	s := newShop(t, coffee, d)
	s.screen.Show(screen.Route{Screen: screen.Sales, ID: d.ID, Part: PartEdit})
	s.screen.form.rows[0].quantity.SetText("3")
	s.screen.form.save()
	got := s.document(d.ID)
	if got.Net != 2670 || got.Lines[0].Tax != 534 || got.Lines[0].UnitCost != 30000 || got.Due != d.Due || got.Time != d.Time || got.Number != d.Number {
		t.Errorf("changed to %+v", got)
	}
}

// 002-01: the reason is chosen on the order, and stays when it is changed.
func TestOrder_002_01_Reason(t *testing.T) {
	coffee, _ := goods()
	why := &crm.Reason{Meta: crm.Meta{ID: crm.NewID()}, Set: crm.ReasonPurchase, Code: "gift", Label: "A present"}
	lost := &crm.Reason{Meta: crm.Meta{ID: crm.NewID()}, Set: crm.ReasonLoss, Code: "dear", Label: "Too dear"}
	d := sale(crm.ID{}, today, line(coffee, 3, 89000))
	d.Reason = why.ID
	s := newShop(t, coffee, why, lost, d)
	s.open(d.ID).do(stepEdit)
	f := s.screen.form
	ids, names := f.desk.reasonsFor(f.state.kind, f.state.reason)
	if f.state.reason != why.ID || len(ids) != 2 || names[ids[1]] != "A present" {
		t.Fatalf("%v, to choose from %v", f.state.reason, names)
	}
	if ids, _ := f.desk.reasonsFor(crm.Quote, crm.ID{}); len(ids) != 2 || ids[1] != lost.ID {
		t.Errorf("of a quote: %v", ids)
	}
	f.save()
	if got := s.document(d.ID).Reason; got != why.ID {
		t.Errorf("kept %v", got)
	}
	s.open(d.ID).do(stepEdit)
	s.screen.form.state.reason = crm.ID{}
	s.screen.form.save()
	if got := s.document(d.ID).Reason; !got.IsZero() {
		t.Errorf("taken off: %v", got)
	}
}

// 000-28: with two places the form asks where, and proposes the last one.
func TestOrder_000_28_Place(t *testing.T) {
	coffee, _ := goods()
	quay, market := &crm.Site{Meta: crm.Meta{ID: crm.NewID()}, Name: "Quay"}, &crm.Site{Meta: crm.Meta{ID: crm.NewID()}, Name: "Market"}
	early, late := sale(crm.ID{}, today-5, line(coffee, 3, 89000)), sale(crm.ID{}, today-1, line(coffee, 1, 89000))
	early.Site, late.Site, late.Number = market.ID, quay.ID, "O-2"
	s := newShop(t, coffee, quay, market, early, late)
	s.open(late.ID).do(stepEdit)
	f := s.screen.form
	if f.notes["site"] == nil || f.state.site != quay.ID || newDraft(crm.Order, f.desk, today).site != quay.ID {
		t.Fatalf("asked %v, of the sale %v", f.notes["site"] != nil, f.state.site)
	}
	f.state.site = market.ID
	f.save()
	if got := s.document(late.ID).Site; got != market.ID {
		t.Errorf("kept %v", got)
	}
	if f, err := s.env.Book.Facts(); err != nil || usualSite(f) != market.ID {
		t.Errorf("the sale put right does not tell the place: %v", err)
	}
	if s.open(early.ID); s.screen.doc.data.site != "Market" {
		t.Errorf("the page says %q", s.screen.doc.data.site)
	}
}

func TestOrder_000_28_OnePlace(t *testing.T) {
	coffee, _ := goods()
	quay, closed := &crm.Site{Meta: crm.Meta{ID: crm.NewID()}, Name: "Quay"}, &crm.Site{Meta: crm.Meta{ID: crm.NewID()}, Name: "Market", Inactive: true}
	d := sale(crm.ID{}, today, line(coffee, 3, 89000))
	d.Site = closed.ID
	s := newShop(t, coffee, quay, closed, d)
	s.open(d.ID).do(stepEdit)
	f := s.screen.form
	if f.notes["site"] != nil || newDraft(crm.Order, f.desk, today).site != quay.ID {
		t.Error("one place in use: the form asks for it, or does not take it")
	}
	f.save()
	if got := s.document(d.ID).Site; got != closed.ID {
		t.Errorf("changing a sale moved it to %v", got)
	}
}
