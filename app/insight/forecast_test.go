package insight

import (
	"fmt"
	"strings"
	"testing"

	"regulars/data/crm"
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
