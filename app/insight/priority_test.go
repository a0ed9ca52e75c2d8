package insight

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/priority"
)

func (s *shop) saved() priority.Weights {
	s.t.Helper()
	settings, err := s.page.env.Book.Settings()
	if err != nil {
		s.t.Fatal(err)
	}
	return priority.Saved(settings)
}

func TestPriority_SlidersReorderTheList_000_12(t *testing.T) {
	s := sampleShop(t)
	a := s.show(PartPriority, "")
	b := s.page.frame.own.(*priorityBody)
	first, n := a.sheet.rows[0].cells[0].text, len(a.sheet.rows)
	s.canvas.Focus(b.sliders[2])
	for range 60 {
		b.sliders[2].TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	}
	if s.page.answer != a {
		t.Error("moving a slider asked the book again")
	}
	if b.weights != (priority.Weights{15, 10, 75}) || b.weights.Check() != nil {
		t.Errorf("weights %v", b.weights)
	}
	if now := a.sheet.rows[0].cells[0].text; now == first || len(a.sheet.rows) != n || b.p.frame.sheet.table.Rows()[0].cells[0].text != now {
		t.Errorf("still %s first of %d", now, len(a.sheet.rows))
	}
	if s.canvas.Focused() != b.sliders[2] {
		t.Error("the slider lost the keyboard")
	}
	if s.saved() != priority.DefaultWeights() {
		t.Error("saved without being asked")
	}
	s.page.ask(func(q *question) { q.returns = insight.Ignore })
	if headline := "Look after " + strings.SplitN(s.page.answer.sheet.rows[0].cells[0].text, ". ", 2)[1]; b.weights != (priority.Weights{15, 10, 75}) || !strings.HasPrefix(s.page.answer.headline, headline) {
		t.Errorf("another choice lost the weights: %v, %s", b.weights, s.page.answer.headline)
	}
	b.keep.OnTapped()
	if s.saved() != b.weights || s.page.frame.own != b || !b.keep.Disabled() {
		t.Errorf("saved %v, shown %v", s.saved(), b.weights)
	}
	s.notices[len(s.notices)-1].Do()
	if s.saved() != priority.DefaultWeights() || b.weights != priority.DefaultWeights() {
		t.Errorf("after undo saved %v, shown %v", s.saved(), b.weights)
	}
}

// Why opens the sales, which come to what the profit is made of.
func TestPriority_WhyOpensTheSales_000_13(t *testing.T) {
	s := sampleShop(t)
	a := s.show(PartPriority, "")
	s.page.open(a.sheet.rows[2].key)
	l := s.page.listing
	if l == nil || !l.sales || len(l.documents) == 0 || l.open.IsZero() {
		t.Fatalf("listing %+v", l)
	}
	sum := crm.Amount(0)
	for _, d := range l.documents {
		sum += d.net
	}
	k := &asker{facts: s.facts()}
	if !strings.Contains(l.text, "The sales below left "+k.amount(sum)) || !strings.HasPrefix(l.text, "Place 3 of ") {
		t.Errorf("%s\nsales come to %s", l.text, k.amount(sum))
	}
}

// A shop without costs, referrals and history is told what is missing.
func TestPriority_ThinData(t *testing.T) {
	s := newShop(t, crm.DefaultSettings(), thinShop()...)
	a := s.show(PartPriority, "")
	b := s.page.frame.own.(*priorityBody)
	if len(a.sheet.rows) != 2 || len(a.sheet.columns) != 3 || !b.sliders[1].Disabled() || !b.sliders[2].Disabled() || b.sliders[0].Disabled() {
		t.Errorf("%d rows, %d columns", len(a.sheet.rows), len(a.sheet.columns))
	}
	shown := texts(s.page.Content())
	for _, want := range []string{"Revenue so far", "cannot be told yet", "No cost is known"} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is not said", want)
		}
	}
	a = s.show(PartReferrals, "")
	if a.sheet != nil || a.spec.Empty == "" || a.actionRoute.Screen == "" || !strings.Contains(texts(s.page.Content()), "You have not noted yet") {
		t.Errorf("%+v", a)
	}
}

func thinShop() (records []crm.Record) {
	for i, name := range []string{"Ada", "Ben"} {
		p := &crm.Party{Meta: crm.Meta{ID: crm.NewID()}, PartyKind: crm.Person, DisplayName: name}
		records = append(records, p, &crm.SalesDocument{Meta: crm.Meta{ID: crm.NewID()}, Number: fmt.Sprint(i), DocType: crm.Invoice, Status: crm.Paid, Party: p.ID,
			Date: crm.NewDate(2026, 10, 1+i), Currency: "EUR", Lines: []crm.Line{{Quantity: crm.QuantityScale, Price: 5 * crm.PriceScale, Net: 500}}})
	}
	return records
}

func TestReferrals_TreeAndSquareOpen_B14(t *testing.T) {
	s := sampleShop(t)
	a := s.show(PartReferrals, "")
	all, err := book.List[crm.Referral](s.page.env.Book)
	if err != nil {
		t.Fatal(err)
	}
	heads := 0
	for _, r := range a.sheet.rows {
		if !strings.HasPrefix(r.cells[0].text, " ") {
			heads++
		}
	}
	if len(a.sheet.rows) != len(all)+heads || heads == 0 {
		t.Errorf("%d lines for %d referrals under %d heads", len(a.sheet.rows), len(all), heads)
	}
	s.show(PartReferrals, a.actionKey)
	if l := s.page.listing; l == nil || len(l.customers) == 0 || !strings.Contains(l.text, "came directly") {
		t.Errorf("listing %+v", l)
	}
	customers := 0
	for row := range 2 {
		for col := range 2 {
			s.show(PartReferrals, a.spec.Key(row, col))
			if got := len(s.page.listing.customers); float64(got) != a.spec.Cells[row][col] {
				t.Errorf("%d customers in a corner of %g", got, a.spec.Cells[row][col])
			}
			customers += len(s.page.listing.customers)
		}
	}
	if customers != a.spec.N {
		t.Errorf("%d customers in the corners, n %d", customers, a.spec.N)
	}
	s.page.ask(func(q *question) { q.spendFrom = 1 << 40 })
	if s.page.answer.spec.Cells[0][0]+s.page.answer.spec.Cells[0][1] != 0 {
		t.Error("a limit of the owner's own changes nothing")
	}
}
