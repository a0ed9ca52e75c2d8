package insight

import (
	"strings"
	"testing"

	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/insight/slow"
)

// The page of slow goods shows the answer's money and opens the last sales of
// each; a good never sold opens nothing.
func TestSlow_002_09_Page(t *testing.T) {
	s := sampleShop(t)
	launched := crm.NewDate(2026, 1, 1)
	s.put(s.page.env.Book, &crm.Product{ProductKind: crm.Good, Name: "Glass teapot", Launched: launched, Stock: 3 * crm.QuantityScale, StockOn: s.page.env.Today(),
		Costs: []crm.DatedPrice{{Price: 20 * crm.PriceScale}}})
	s.show(PartSlow, "")
	s.page.ask(func(q *question) { q.slow = 7 })
	products, err := book.List[crm.Product](s.page.env.Book)
	if err != nil {
		t.Fatal(err)
	}
	r, err := slow.Ask(s.facts(), slow.Options{AsOf: s.page.env.Today(), Days: 7, Products: products})
	if err != nil || len(r.Rows) < 2 {
		t.Fatalf("%+v %v", r, err)
	}
	a := s.page.answer
	if !strings.Contains(a.headline, i18n.Amount(r.Value, "GBP")) || len(a.sheet.rows) != len(r.Rows) || len(a.spec.Categories) != len(r.Rows) {
		t.Errorf("%q with %d rows and %d bars for %+v", a.headline, len(a.sheet.rows), len(a.spec.Categories), r)
	}
	for i, row := range r.Rows {
		key := a.sheet.rows[i].key
		if row.Last == 0 {
			if key != "" || a.sheet.rows[i].cells[1].text != i18n.Amount(6000, "GBP") {
				t.Errorf("never sold: %q %v", key, a.sheet.rows[i].cells)
			}
			continue
		}
		if l := s.listing(key); l == nil || len(l.documents) == 0 || l.documents[0].date != row.Last {
			t.Errorf("%s, last sold %v, opens %v", row.Name, row.Last, l)
		}
	}
}
