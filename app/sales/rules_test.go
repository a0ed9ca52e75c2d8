package sales

import (
	"testing"

	"regulars/data/crm"
)

func head(kind crm.DocType, number string, day crm.Date) *docHead {
	return &docHead{Meta: crm.Meta{ID: crm.NewID()}, DocType: kind, Number: number, Date: day}
}

func TestNextNumber(t *testing.T) {
	day := crm.NewDate(2026, 3, 1)
	last := crm.NewDate(2025, 12, 30)
	for _, c := range []struct {
		name  string
		heads []*docHead
		kind  crm.DocType
		want  string
	}{
		{"first of all", nil, crm.Order, "2026-0001"},
		{"first invoice", []*docHead{head(crm.Order, "2026-0007", day)}, crm.Invoice, "R2026-0001"},
		{"goes on", []*docHead{head(crm.Order, "2026-0009", day), head(crm.Order, "2026-0002", day)}, crm.Order, "2026-0010"},
		{"new year begins again", []*docHead{head(crm.Order, "2025-0731", last)}, crm.Order, "2026-0001"},
		{"a way of its own", []*docHead{head(crm.Order, "S26-05123", day)}, crm.Order, "S26-05124"},
		{"plain number", []*docHead{head(crm.Order, "581587", last)}, crm.Order, "581588"},
		{"the number grows", []*docHead{head(crm.Order, "A99", day)}, crm.Order, "A100"},
		{"without digits", []*docHead{head(crm.Order, "phone", day)}, crm.Order, "2026-0001"},
		{"too many digits to count", []*docHead{head(crm.Order, "99999999999999999999", day)}, crm.Order, "2026-0001"},
	} {
		if got := nextNumber(c.heads, c.kind, day); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestDiscount(t *testing.T) {
	for _, c := range []struct {
		text  string
		gross crm.Amount
		want  crm.Amount
		code  string
	}{
		{"", 1000, 0, ""}, {"10%", 995, 100, ""}, // 99.5 rounds to even
		{"10%", 1005, 100, ""}, {"1.50", 1000, 150, ""}, {"100%", 1000, 1000, ""},
		{"10%", -1000, -100, ""}, {"1.50", -1000, -150, ""},
		{"101%", 1000, 0, crm.ErrRange}, {"-1", 1000, 0, crm.ErrRange}, {"a lot", 1000, 0, crm.ErrFormat}, {"%", 1000, 0, crm.ErrFormat},
	} {
		got, code := discountOf(c.text, c.gross, 2)
		if got != c.want || code != c.code {
			t.Errorf("%q of %d: %d %q, want %d %q", c.text, c.gross, got, code, c.want, c.code)
		}
	}
}

// Margin is a part of the price, markup of the cost: 40 on a price of 100 is a
// margin of 40 % and a markup of two thirds.
func TestSums_MarginAndMarkup(t *testing.T) {
	var s sums
	s.add(10000, 6000, true)
	s.add(5000, 0, false) // cost not known: no margin of 100 %
	if share, _ := s.marginShare(); share != 0.4 {
		t.Errorf("margin %v", share)
	}
	if up, _ := s.markup(); up < 0.6666 || up > 0.6667 {
		t.Errorf("markup %v", up)
	}
	if cover, _ := s.coverage(); s.net != 15000 || cover < 0.6666 || cover > 0.6667 {
		t.Errorf("net %d, coverage %v", s.net, cover)
	}
}

func TestPeriods(t *testing.T) {
	day := crm.NewDate(2026, 2, 15)
	for p, want := range map[period][2]string{
		thisMonth: {"2026-02-01", "2026-02-28"}, last30: {"2026-01-17", "2026-02-15"}, thisYear: {"2026-01-01", "2026-12-31"}, everTime: {"", ""},
	} {
		if from, to := p.span(day); from.String() != want[0] || to.String() != want[1] {
			t.Errorf("%s: %s to %s, want %v", p, from, to, want)
		}
	}
}

func TestFromBase(t *testing.T) {
	if p, ok := (conversion{"0.8", "USD", "EUR"}).fromBase(10000); !ok || p != 12500 {
		t.Errorf("1.00 at 0.8: %d", p)
	}
	// One yen is 0.006 euro, 0.6 cents: 3 euro are 500 yen.
	if p, ok := (conversion{"0.6", "JPY", "EUR"}).fromBase(30000); !ok || p != 5000000 {
		t.Errorf("3 euro in yen: %d", p)
	}
	if _, ok := (conversion{"0", "USD", "EUR"}).fromBase(10000); ok {
		t.Error("a rate of zero was used")
	}
}

// The list agrees with the documents to the minor unit.
func TestList_TotalsOfTheSample(t *testing.T) {
	s := sampleShop(t)
	all, counted := total(s.screen.docs.shown)
	var want crm.Amount
	n := 0
	for _, d := range s.documents() {
		if d.Status.Counted() && d.DocType != crm.Quote {
			want += d.BaseNet
			n++
		}
	}
	if all.net != want || counted != n || n < 5000 {
		t.Errorf("%d documents, %d; want %d, %d", counted, all.net, n, want)
	}
	s.screen.docs.ask(docWish{kind: crm.CreditNote, period: thisYear})
	for _, r := range s.screen.docs.shown {
		if r.DocType != crm.CreditNote || r.Date < crm.NewDate(2026, 1, 1) || r.Net >= 0 {
			t.Fatalf("among this year's credit notes: %+v", r.docHead)
		}
	}
	if len(s.screen.docs.shown) == 0 {
		t.Error("no credit note this year")
	}
}

// What the list of products says was sold is what the documents say.
func TestProducts_UnitsOfTheSample(t *testing.T) {
	s := sampleShop(t)
	s.screen.Show(routeProducts())
	units := map[crm.ID]crm.Quantity{}
	for _, d := range s.documents() {
		if !d.Status.Counted() || d.DocType == crm.Quote || d.Date <= today-yearDays {
			continue
		}
		for _, l := range d.Lines {
			units[l.Product] += l.Quantity
		}
	}
	for _, r := range s.screen.products.data.rows {
		if r.sales.units != units[r.ID] {
			t.Errorf("%s: %v sold, want %v", r.Name, r.sales.units, units[r.ID])
		}
	}
}
