package sales

import (
	"strings"
	"testing"

	"regulars/data/crm"
)

// TestPriceListOnOrder_004_01: a list that applies sets the price and is
// named; what was paid last stays beside it.
func TestPriceListOnOrder_004_01(t *testing.T) {
	tea := &crm.Product{Meta: crm.Meta{ID: crm.NewID()}, Prices: []crm.DatedPrice{{Price: 10 * crm.PriceScale}}}
	day := crm.NewDate(2026, 5, 1)
	lists := []crm.PriceList{{Name: "Cafés", Group: "Cafe", Entries: []crm.PriceEntry{{Percent: 12}}}}
	cafe := &buyer{party: &crm.Party{Group: "Cafe"}, prices: map[crm.ID]lastPrice{tea.ID: {price: 9 * crm.PriceScale, quantity: crm.QuantityScale, date: day - 1}}}
	d := &draft{lists: lists, date: day, currency: "GBP", base: "GBP"}
	line := &draftLine{product: tea}
	d.proposePrice(line, cafe)
	if line.price != "8.80" || line.offer.by != "Cafés" || line.offer.last == nil || !strings.Contains(offerText(line.offer, "GBP"), "Cafés") {
		t.Errorf("%q by %q", line.price, line.offer.by)
	}
	d.proposePrice(line, nil)
	if line.price != "10.00" || line.offer.by != "" {
		t.Errorf("a walk-in pays %q by %q", line.price, line.offer.by)
	}
}
