package insight

import (
	"fmt"
	"strings"
	"testing"

	"regulars/data/crm"
	"regulars/data/insight/cause"
	"regulars/data/insight/demand"
	"regulars/data/insight/outlook"
	"regulars/data/insight/restock"
	"regulars/data/sample"
)

// The past the chart draws is the past the records hold, and the parts of the
// sheet add up to its first row.
func TestForecastPageStandsOnItsRecords_000_28(t *testing.T) {
	s := sampleShop(t)
	a := s.show(PartForecast, "")
	known := a.spec.Series[0]
	for i, v := range known.Values {
		if v == v && len(s.listing(known.Keys[i]).documents) < int(v) {
			t.Errorf("%s: %g orders, %d sales", a.spec.Categories[i], v, len(s.listing(known.Keys[i]).documents))
		}
	}
	if !strings.HasPrefix(a.headline, "November 2026: about ") || a.sheet.rows[0].cells[4].text == "–" || a.sheet.rows[1].cells[4].text != "–" {
		t.Errorf("%s\n%v", a.headline, a.sheet.rows[0])
	}
	for _, by := range []demand.Split{demand.Segment, demand.Group, demand.Category, demand.Product} {
		s.page.ask(func(q *question) { q.ahead.by = by })
		rows, sum := s.page.answer.sheet.rows, 0.0
		for _, r := range rows[1:] {
			sum += r.cells[1].value
		}
		if len(rows) < 3 || sum != rows[0].cells[1].value {
			t.Errorf("%s: %d parts of %g, total %g", by, len(rows)-1, sum, rows[0].cells[1].value)
		}
	}
}

func TestForecastPageSupposesAndCallsForHands(t *testing.T) {
	s := sampleShop(t)
	before := s.show(PartForecast, "").sheet.rows[1].cells[1].value
	s.page.ask(func(q *question) { q.ahead.supposed = supposed{kind: outlook.Flat, more: 50} })
	if a := s.page.answer; a.sheet.rows[1].cells[1].value < 1.49*before || !strings.Contains(a.headline, "50% more") {
		t.Errorf("%g became %g: %s", before, a.sheet.rows[1].cells[1].value, a.headline)
	}
	s.page.ask(func(q *question) { q.ahead.view = peopleAhead })
	if a := s.page.answer; len(a.spec.Cells) != 7 || !strings.Contains(a.headline, "person") {
		t.Errorf("%d rows: %s", len(a.spec.Cells), a.headline)
	}
}

// Each condition is told before the number, with what would be as usual and
// its arithmetic; what cannot be told leaves the number alone and says why.
func TestForecastPageSupposesConditions_000_28(t *testing.T) {
	s := newShop(t, crm.Settings{BaseCurrency: "EUR"})
	openBakery(s.page)
	usual := s.show(PartForecast, "").sheet.rows[1].cells[1].value
	about := func(o supposed) string {
		s.page.ask(func(q *question) { q.ahead.supposed, q.ahead.measure = o, byUnits })
		return strings.Join(append([]string{s.page.answer.headline}, s.page.answer.about...), "\n")
	}
	for _, c := range []struct {
		o    supposed
		want []string
	}{
		{supposed{kind: outlook.Flat, more: 25}, []string{"Supposing 25% more.", "As usual: ", "multiplied by 1.25"}},
		{supposed{kind: outlook.Price, price: 10}, []string{"Supposing +10% on all prices.", "Sourdough loaf", "at an elasticity of -1.", "7 products keep their price", "Together Pieces × 0.9"}},
		{supposed{kind: outlook.Closed}, []string{"Supposing closed from 1 Nov to 7 Nov.", "5 of 6 open days, × 0.17"}},
		{supposed{kind: outlook.Event, event: outlook.Condition{Kind: outlook.Event, Cause: cause.Holiday}}, []string{"cannot be told", "more open days of this kind are needed"}},
	} {
		text := about(c.o)
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("no %q in:\n%s", want, text)
			}
		}
		if told := strings.Contains(text, "As usual"); told != (s.page.answer.sheet.columns[2].title == "As usual") {
			t.Errorf("%+v: the column of the usual: %v", c.o, s.page.answer.sheet.columns)
		}
	}
	if usual <= 0 {
		t.Error(usual)
	}
}

// The planning sheet has products, kinds of customers and capacity; the first
// two add up to the same, and a product opens its sales of the last month.
func TestPlanningSheet_004_06(t *testing.T) {
	s := sampleShop(t)
	s.show(PartForecast, "")
	s.page.ask(func(q *question) { q.ahead.view = planAhead })
	a := s.page.answer
	if a.sheet == nil || len(a.more) != 2 {
		t.Fatalf("%s: %d more tables", a.headline, len(a.more))
	}
	for _, table := range []*sheet{a.sheet, a.more[0]} {
		sum := 0.0
		for _, r := range table.rows[1:] {
			sum += r.cells[1].value
		}
		if sum != table.rows[0].cells[1].value {
			t.Errorf("%s: %g of %g", table.title, sum, table.rows[0].cells[1].value)
		}
	}
	row := a.sheet.rows[1]
	if l := s.listing(row.key); len(l.documents) < int(row.cells[5].value) || row.cells[5].value < 1 {
		t.Errorf("%s: %g, %d sales", row.cells[0].text, row.cells[5].value, len(l.documents))
	}
	if rooms := a.more[1]; len(rooms.rows) != 2 || rooms.rows[0].cells[0].text != "Guest rooms above the shop" || rooms.rows[0].cells[1].value != 240 {
		t.Errorf("%+v", rooms)
	}
	var csv strings.Builder
	if err := a.csv(&csv); err != nil || strings.Count(csv.String(), "What,") != 3 {
		t.Errorf("%v\n%s", err, csv.String())
	}
}

func TestRestockPageOrdersMoreToBeSurer_002_05(t *testing.T) {
	s := sampleShop(t)
	orders := func() (sum float64) {
		for _, r := range s.page.answer.sheet.rows {
			sum += max(0, r.cells[1].value)
		}
		return sum
	}
	a := s.show(PartRestock, "")
	usual := orders()
	if l := s.listing(a.actionKey); len(l.documents) == 0 || len(a.sheet.rows) == 0 {
		t.Errorf("%d sales behind %s", len(l.documents), a.headline)
	}
	s.page.ask(func(q *question) { q.service = 98 })
	if usual <= 0 || orders() <= usual {
		t.Errorf("%g to be sure in %d %%, %g in 98 %%", usual, restock.DefaultService, orders())
	}
}

func TestLaunchPageNamesItsAnalogues_004_15(t *testing.T) {
	b := sample.Generate(sample.KindShop, 1)
	records := b.Records()
	for p := range 3 {
		g := &crm.Product{Meta: crm.Meta{ID: crm.NewID()}, Name: fmt.Sprintf("Novelty %d", p+1), ProductKind: crm.Good}
		records = append(records, g)
		for day := range 80 {
			records = append(records, &crm.SalesDocument{DocType: crm.Invoice, Status: crm.Paid, Date: b.Settings.SampleAsOf - 200 + crm.Date(day), Currency: b.Settings.BaseCurrency,
				Lines: []crm.Line{{Product: g.ID, Quantity: crm.Quantity(p+1) * crm.QuantityScale, Price: 5 * crm.PriceScale, Net: crm.Amount(500 * (p + 1))}}})
		}
	}
	s := newShop(t, b.Settings, records...)
	a := s.show(PartLaunch, "")
	if len(a.sheet.rows) != 3 || !strings.Contains(a.headline, "Novelty") || a.sheet.rows[0].cells[3].text != "£5.00" {
		t.Fatalf("%s\n%v", a.headline, a.sheet)
	}
	if l := s.listing(a.sheet.rows[0].key); len(l.documents) != 80 {
		t.Errorf("%d sales", len(l.documents))
	}
}
