package insight

import (
	"context"
	"strings"
	"testing"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/profit"
	"regulars/data/insight/rfm"
)

func (s *shop) profitNow(by profit.By) *profit.Result {
	r, err := profit.Ask(context.Background(), s.facts(), profit.Options{AsOf: s.page.env.Today(), By: by})
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

// TestProfitPage_000_08: the page shows the statement, who costs more than
// they bring, and opens what is behind each customer.
func TestProfitPage_000_08(t *testing.T) {
	s := sampleShop(t)
	a, r := s.show(PartProfit, ""), s.profitNow(profit.Customer)
	worst := r.Worst()
	if r.Drains < 5 || !strings.Contains(a.headline, worst[0].Name) || !strings.Contains(a.headline, i18n.Amount(r.Lost, "GBP")) {
		t.Fatalf("%d drains, headline %q", r.Drains, a.headline)
	}
	if len(a.sheet.rows) != len(r.Rows) {
		t.Errorf("%d rows, want %d", len(a.sheet.rows), len(r.Rows))
	}
	sum := 0.0
	for i, v := range a.spec.Series[0].Values[:len(a.spec.Categories)-1] {
		sum += v
		if a.spec.Series[0].Keys[i] == "" {
			t.Errorf("%s opens nothing", a.spec.Categories[i])
		}
	}
	if last := a.spec.Series[0].Values[len(a.spec.Categories)-1]; sum-last > 1e-6 || last-sum > 1e-6 {
		t.Errorf("the bars come to %f, profit %f", sum, last)
	}
	l := s.listing(a.actionKey)
	if len(l.customers) != r.Drains || !strings.Contains(l.customers[0].why, screen.ProfitReason(worst[0].Reasons[0], "GBP")[1:]) {
		t.Errorf("%d listed, the first because %q", len(l.customers), l.customers[0].why)
	}
	why := s.listing(keyOf("row", worst[0].ID.String()))
	trail, err := profit.Behind(s.facts(), profit.Options{AsOf: s.page.env.Today()}, worst[0].Index)
	if err != nil || len(why.documents) != len(trail.Sales) || !strings.Contains(why.text, i18n.Amount(worst[0].Serve, "GBP")) ||
		!strings.Contains(why.text, i18n.Price(trail.Contacts[0].PerMinute, "GBP")) {
		t.Errorf("%d sales, %q; %v", len(why.documents), why.text, err)
	}
}

// TestProfitGroups_000_04: the customers behind the bars are those of the
// groups, and goods open the sales they stand in.
func TestProfitGroups_000_04(t *testing.T) {
	s := sampleShop(t)
	s.show(PartProfit, "")
	for _, by := range []profit.By{profit.Segment, profit.Group, profit.Source, profit.Country} {
		s.page.ask(func(q *question) { q.profitBy = by })
		r := s.profitNow(by)
		for i := range r.Rows {
			row := &r.Rows[i]
			key := profitRowKey(row)
			if key == "" {
				continue
			}
			l := s.listing(key)
			var net crm.Amount
			for _, c := range l.customers {
				net += c.net
			}
			if len(l.customers) != row.Customers || net != row.Net || row.Customers == 0 {
				t.Errorf("by %s, %s: %d customers with %d, want %d with %d", by, profitRowName(row), len(l.customers), net, row.Customers, row.Net)
			}
		}
	}
	s.page.ask(func(q *question) { q.profitBy = profit.Product })
	if l := s.listing(s.page.answer.actionKey); len(l.documents) == 0 || l.text == "" {
		t.Error("the best product opens no sales")
	}
}

// Without any cost there is no chart to believe in.
func TestProfitWithoutCosts(t *testing.T) {
	day := crm.NewDate(2026, 10, 1)
	ada := &crm.Party{Meta: crm.Meta{ID: crm.NewID()}, PartyKind: crm.Person, DisplayName: "Ada", Roles: []crm.Role{crm.RoleCustomer}}
	s := newShop(t, crm.DefaultSettings(), ada, &crm.SalesDocument{DocType: crm.Invoice, Status: crm.Paid, Party: ada.ID, Date: day, Currency: "EUR",
		Lines: []crm.Line{{Quantity: crm.QuantityScale, Net: 500}}, Net: 500, BaseNet: 500})
	a := s.show(PartProfit, "")
	if a.headline != pt("headline_no_costs") || a.spec.Empty == "" || len(a.spec.Series) > 0 {
		t.Errorf("headline %q", a.headline)
	}
	if text := strings.Join(a.about, "\n"); !strings.Contains(text, i18n.N("insight."+insight.NeedCosts, 1)) {
		t.Errorf("it does not say what is missing: %s", text)
	}
	if l := s.listing(keyOf("row", ada.ID.String())); len(l.documents) != 1 {
		t.Errorf("%d sales", len(l.documents))
	}
}

// The page of profit starts at all sales and that of the segments at known
// customers: both say how one leads to the other.
func TestPagesAgreeOnAllSales(t *testing.T) {
	s := sampleShop(t)
	lines := func(part, query string) string { return strings.Join(s.show(part, query).about, "\n") }
	r := s.profitNow(profit.Customer)
	var known crm.Amount
	for _, row := range r.Rows {
		if row.Kind == profit.Named {
			known += row.Net
		}
	}
	want := summed(known, r.Total.Net)
	if got := lines(PartProfit, ""); known == r.Total.Net || !strings.Contains(got, want) {
		t.Errorf("want %q in %q", want, got)
	}
	x, err := rfm.Score(s.facts(), rfm.Options{AsOf: s.page.env.Today()})
	if err != nil {
		t.Fatal(err)
	}
	want = summed(tally(x.Segments().Rows).Net, r.Total.Net)
	if got := lines(PartSegments, ""); !strings.Contains(got, want) {
		t.Errorf("want %q in %q", want, got)
	}
}

func summed(known, all crm.Amount) string {
	in := func(a crm.Amount) string { return i18n.Amount(a, "GBP") }
	return t("reconciled", i18n.Args{"Known": in(known), "Rest": in(all - known), "All": in(all)})
}

// TestCostsWarns_000_21: with no cost known the page offers to enter costs and
// nothing else; with too few it warns, with enough it does not.
func TestCostsWarns_000_21(t *testing.T) {
	day := crm.NewDate(2026, 10, 1)
	for _, c := range []struct {
		known, unknown int64
		alarm          bool
		leadsTo        string
	}{{0, 5, true, screen.Sales}, {94, 6, true, screen.Settings}, {95, 5, false, screen.Settings}} {
		doc := &crm.SalesDocument{DocType: crm.Invoice, Status: crm.Paid, Date: day, Currency: "EUR"}
		tea := &crm.Product{Meta: crm.Meta{ID: crm.NewID()}, Name: "Tea", ProductKind: crm.Good}
		for _, units := range []int64{c.known, c.unknown} {
			if units > 0 {
				doc.Lines = append(doc.Lines, crm.Line{Product: tea.ID, Quantity: crm.Quantity(units * crm.QuantityScale), Price: crm.PriceScale, Net: crm.Amount(100 * units), UnitCost: 4000, CostKnown: len(doc.Lines) == 0 && c.known > 0})
			}
		}
		if err := doc.Sum(); err != nil {
			t.Fatal(err)
		}
		s := newShop(t, crm.DefaultSettings(), tea, doc)
		a := s.show(PartCosts, "")
		if (a.alarm != "") != c.alarm || a.actionRoute.Screen != c.leadsTo || a.actionKey != "" {
			t.Errorf("%d known: warns %q, leads to %v by %q %q", c.known, a.alarm, a.actionRoute, a.action, a.actionKey)
		}
		if c.known == 0 && a.headline != ct("headline_no_costs") {
			t.Errorf("headline %q", a.headline)
		}
	}
}
