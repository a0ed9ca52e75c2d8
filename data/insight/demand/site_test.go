package demand_test

import (
	"slices"
	"testing"

	"regulars/data/crm"
	"regulars/data/insight/demand"
	"regulars/data/insight/insighttest"
)

// Sites stand by their names, one that is gone by its ID, and what was sold
// at an unknown place stands apart.
func TestAsk_Sites(t *testing.T) {
	var shop insighttest.Shop
	shop.Records = append(shop.Records, &crm.Site{Meta: crm.Meta{ID: insighttest.SiteID(1)}, Name: "Market"})
	for site, net := range []crm.Amount{900, 500, 300} {
		d := shop.Buy(0, insighttest.Day(0), net)
		if site > 0 {
			d.Site = insighttest.SiteID(site)
		}
	}
	x, err := demand.Ask(shop.Snapshot(), demand.Options{Split: demand.Site})
	if err != nil {
		t.Fatal(err)
	}
	gone := insighttest.SiteID(2).String()
	want := []demand.GroupHead{{Code: insighttest.SiteID(1).String(), Name: "Market"}, {Code: gone, Name: gone}, {Code: demand.Unknown}}
	if !slices.Equal(x.Groups, want) {
		t.Errorf("groups %+v, want %+v", x.Groups, want)
	}
}
