package insight

import (
	"io"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/elasticity"
	"regulars/data/insight/pricing"
)

// The walk-through of the README: a coach group asks for 5 rooms in May.
func TestOffer_000_25(t *testing.T) {
	s := sampleShop(t)
	s.show(PartOffer, "")
	b := s.page.frame.own.(*offerBody)
	b.arrive.SetDate(crm.NewDate(2027, 5, 7))
	b.nights.SetText("3")
	b.units.SetText("5")
	b.rate.SetAmount(7800)
	a := s.page.answer
	if a.headline != "Rather take it, though close to even: £71.01 more than by waiting (-£248.54 to £558.40 in 8 of 10 cases)." || a.offer.tiles[1].value != "£67.71" || len(a.sheet.rows) != 3 {
		t.Fatalf("%q %+v", a.headline, a.offer.tiles)
	}
	for _, part := range []string{"5 units × 3 nights × 46% that the group comes × 100% of its units = 6.9", "£70.43 of the £301.59", "link 0.46"} {
		if !strings.Contains(strings.Join(a.about, "\n"), part) {
			t.Errorf("%q is not in %q", part, a.about)
		}
	}
	b.rate.SetAmount(2000)
	if !strings.HasPrefix(s.page.answer.headline, "Wait: ") {
		t.Errorf("at 20 a night: %q", s.page.answer.headline)
	}
	b.units.SetText("many")
	if a := s.page.answer; a.offer.asked.units != 5 || a.offer.tiles != nil || a.headline != kt("headline_unread") {
		t.Errorf("what is no number was asked: %q", a.headline)
	}
	b.units.SetText("9")
	if a := s.page.answer; a.headline != "Wait: there is 1 unit too few on the fullest night." || a.offer.tiles != nil || a.spec.Empty == "" {
		t.Errorf("nine of eight rooms: %q %+v", a.headline, a.offer.tiles)
	}
}

// A first night is the next one of its name; what is over has no answer.
func TestOffer_FirstNightToCome(t *testing.T) {
	s := sampleShop(t)
	s.show(PartOffer, "")
	b := s.page.frame.own.(*offerBody)
	w := test.NewTempWindow(t, b.arrive)
	b.arrive.Focus()
	typed := func(text string) *answer { // what was read before is replaced
		test.Type(w.Canvas().Focused(), text)
		return s.page.answer
	}
	if a := typed("7 May"); a.offer.asked.arrive != crm.NewDate(2027, 5, 7) || a.offer.tiles == nil {
		t.Errorf("7 May is %s", a.offer.asked.arrive)
	}
	if a := typed("7 May 2026"); a.offer.tiles != nil || a.sheet != nil || !strings.Contains(a.headline, "7 May 2026") {
		t.Errorf("a night of last year: %q %+v", a.headline, a.offer.tiles)
	}
	if a := typed("never"); a.offer.tiles != nil || a.headline != kt("headline_unread") {
		t.Errorf("no day at all: %q %+v", a.headline, a.offer.tiles)
	}
	b.customer.SetChosen(ui.Choice{ID: s.facts().Party.ID[0], Title: "Ada"})
	before := len(notes(t, s))
	if b.keep(); len(notes(t, s)) != before || len(s.notices) != 1 {
		t.Errorf("kept without an answer; told %+v", s.notices)
	}
	if err := s.page.answer.csv(io.Discard); err != nil {
		t.Error(err)
	}
}

func TestOffer_KeptInTheCustomersFile(t *testing.T) {
	s := sampleShop(t)
	s.show(PartOffer, "")
	b := s.page.frame.own.(*offerBody)
	b.keep()
	if len(s.notices) != 1 || s.notices[0].Tone != ui.Bad {
		t.Fatalf("kept for nobody: %+v", s.notices)
	}
	who := s.facts().Party
	b.customer.SetChosen(ui.Choice{ID: who.ID[0], Title: who.Name[0]})
	before := notes(t, s)
	b.keep()
	after := notes(t, s)
	if len(after) != len(before)+1 || s.notices[len(s.notices)-1].Do == nil {
		t.Fatalf("%d notes after %d, %+v", len(after), len(before), s.notices)
	}
	found := false
	for _, n := range after {
		found = found || n.Parties[0] == who.ID[0] && strings.Contains(n.Body, s.page.answer.headline) && strings.HasPrefix(n.Summary, "Group, ")
	}
	if !found {
		t.Error("the note does not hold the answer")
	}
	var page strings.Builder
	if err := b.html(&page); err != nil || !strings.Contains(page.String(), "<td>") || !strings.Contains(page.String(), who.Name[0]) {
		t.Errorf("%v: %s", err, page.String())
	}
}

func notes(t *testing.T, s *shop) (out []crm.Interaction) {
	t.Helper()
	all, err := book.List[crm.Interaction](s.page.env.Book)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range all {
		if n.InteractionKind == crm.Note {
			out = append(out, *n)
		}
	}
	return out
}

// What the owner changes to try moves the advice at once, and goes back.
func TestProtect_Tried(t *testing.T) {
	s := sampleShop(t)
	before := s.show(PartProtect, "").headline
	b := s.page.frame.own.(*trialBody)
	b.asked[0].SetText("9")
	if got := s.page.answer.headline; got == before || !strings.Contains(got, "keep all 8") {
		t.Errorf("nine flexible guests a day: %q", got)
	}
	b.reset.OnTapped()
	if got := s.page.answer.headline; got != before || b.asked[0].Text == "9" {
		t.Errorf("back to the book: %q, field %q", got, b.asked[0].Text)
	}
	changed(func(q *question) { q.asOf = crm.NewDate(2024, 12, 1) })(s.page)
	if a := s.page.answer; a.sheet != nil || !strings.Contains(a.headline, "too few such days") {
		t.Errorf("a month of history: %q", a.headline)
	}
}

func TestYieldAndPace_000_24_000_28(t *testing.T) {
	s := sampleShop(t)
	a := s.show(PartYield, "")
	if a.headline != "October 2026: 51% of the nights sold, £107.49 a night, 42% of what full price would bring." || len(a.more) != 2 || len(a.sheet.rows) != 12 {
		t.Errorf("%q, %d sheets", a.headline, len(a.more))
	}
	if got := s.show(PartPace, "").headline; got != "65 nights booked for the next 12 weeks, 14 more than at this time last year." {
		t.Error(got)
	}
	early(8)(s.page)
	s.show(PartYield, "")
	if a := s.page.answer; len(a.more) != 1 || !strings.Contains(strings.Join(a.about, " "), "needed to tell whether guests like full days less") {
		t.Errorf("nine days of history: %d sheets, %q", len(a.more), a.about)
	}
}

// What a page tells to do becomes a task by one key, with what it is expected
// to bring and how that is reckoned. To remind somebody is on Today.
func TestAdviceBecomesATask_000_22(t *testing.T) {
	s := sampleShop(t)
	for part, kind := range map[string]string{PartYield: adviseShift, PartProtect: adviseFence, PartOffer: adviseAccept} {
		s.show(part, "")
		if part == PartProtect {
			s.page.frame.own.(*trialBody).asked[0].SetText("9")
		}
		if !s.page.Key(taskKey) {
			t.Errorf("%s: nothing to do", part)
			continue
		}
		x, before := taskOf(t, s, kind), s.page.env.Book.Count(crm.KindTask)
		if s.page.Key(taskKey); s.page.env.Book.Count(crm.KindTask) != before {
			t.Errorf("%s: twice on the list", part)
		}
		if x == nil || x.Due != s.page.env.Today() || x.Status != crm.TaskOpen || !strings.Contains(x.Body, " = ") || !strings.Contains(x.Body, "£") || len(x.Title) < 10 {
			t.Errorf("%s: %+v", part, x)
		}
	}
	s.show(PartOffer, "")
	s.page.frame.own.(*offerBody).rate.SetAmount(100)
	if s.page.Key(taskKey); taskOf(t, s, adviseRefuse) == nil {
		t.Error("a group at 1 a night is not refused")
	}
	s.page.frame.own.(*offerBody).units.SetText("9")
	if s.page.Key(taskKey) {
		t.Error("nine of eight rooms can be taken")
	}
	if s.show(PartPace, ""); s.page.Key(taskKey) {
		t.Error("what is booked ahead tells nothing to do")
	}
}

func taskOf(t *testing.T, s *shop, kind string) *crm.Task {
	t.Helper()
	all, err := book.List[crm.Task](s.page.env.Book)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range all {
		if x.Reason == kind {
			return x
		}
	}
	return nil
}

// By hand: 20 units a week at 12, whatever was sold at 9 before, of which 5 are cost, with two per cent fewer
// for one per cent more: the best price is 5 x 2 = 10, where what is left at 12,
// 20 x 7 = 140, becomes 20 x 1.44 x 5 = 144.
func TestPriceAdvice_000_22(t *testing.T) {
	k := &asker{facts: facts.NewBuilder("EUR").Snapshot(1)}
	price := func(units int) crm.Price { return crm.Price(units) * crm.PriceScale }
	p := &pricing.Product{Name: "Tea", Variable: price(5), Costed: true, Weeks: []pricing.Week{{Units: 90 * crm.QuantityScale}, {Start: 7, Units: 15 * crm.QuantityScale}, {Start: 14, Units: 25 * crm.QuantityScale}},
		Changes: []pricing.Change{{Week: 7, Before: price(9), After: price(12)}}}
	p.State, p.Shown, p.PriceNow, p.PriceLow, p.PriceHigh = elasticity.Association, &elasticity.Estimate{Value: -2, Low: -2.5, High: -1.5}, price(12), price(9), price(13)
	x := k.priceAdvice(p)
	if x == nil || x.kind != advisePrice || !strings.Contains(x.title, "€10") || !strings.Contains(x.sum, "€140.00") || !strings.Contains(x.sum, "+3% = €4.00 a week") {
		t.Fatalf("%+v", x)
	}
	for what, spoil := range map[string]func(*pricing.Product){
		"no cost":         func(p *pricing.Product) { p.Costed = false },
		"not tried":       func(p *pricing.Product) { p.PriceLow = price(11) },
		"already so":      func(p *pricing.Product) { p.PriceNow = price(10) },
		"nothing is told": func(p *pricing.Product) { p.State = elasticity.NoEffect },
	} {
		other := *p
		if spoil(&other); k.priceAdvice(&other) != nil {
			t.Errorf("%s: advised all the same", what)
		}
	}
}
