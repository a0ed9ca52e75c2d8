package insight

import (
	"strings"
	"testing"

	"regulars/app/screen"
	"regulars/data/crm"
	"regulars/data/insight/sites"
)

// 000-28: the rows of the page add up to its total, and open the sales they stand for.
func TestSites_000_28(t *testing.T) {
	s := sampleShop(t)
	a := s.show(PartSites, "")
	if len(a.spec.Series) != 2 || len(a.spec.Categories) != 2 {
		t.Fatalf("series %d, places %v", len(a.spec.Series), a.spec.Categories)
	}
	rows := a.sheet.rows
	for column := 3; column <= 4; column++ {
		if sum := rows[0].cells[column].value + rows[1].cells[column].value; sum != rows[2].cells[column].value {
			t.Errorf("%s: %v, total %v", a.sheet.columns[column].title, sum, rows[2].cells[column].value)
		}
	}
	for _, row := range append(rows, sheetRow{key: siteKey("", true)}) {
		sales := s.show(PartSites, row.key)
		if l := s.page.listing; row.cells != nil && (l == nil || len(l.documents) < int(row.cells[1].value)) || row.cells == nil && l != nil {
			t.Errorf("%s: %v of %v", row.key, l, sales.headline)
		}
	}
}

// A business with one place is told how to add another.
func TestSites_OnePlace(t *testing.T) {
	quay := &crm.Site{Meta: crm.Meta{ID: crm.NewID()}, Name: "Quay"}
	d := &crm.SalesDocument{DocType: crm.Order, Status: crm.Paid, Date: crm.NewDate(2026, 3, 2), Currency: "EUR", Site: quay.ID,
		Lines: []crm.Line{{Quantity: crm.QuantityScale, Price: 12 * crm.PriceScale, Net: 1200}}}
	s := newShop(t, crm.DefaultSettings(), quay, d)
	a := s.show(PartSites, "")
	if a.headline != sitet("headline_one_place", map[string]any{"Place": "Quay"}) || a.actionRoute != (screen.Route{Screen: screen.Settings, Part: "sites"}) {
		t.Errorf("%q leads to %+v", a.headline, a.actionRoute)
	}
}

// What may be chance is not called a change, and a place that opened has no share.
func TestSites_Change(t *testing.T) {
	k := &asker{}
	if got := k.changeCell(sites.Row{}).text; got != "–" {
		t.Errorf("without the time before: %q", got)
	}
	before := &sites.Figures{Net: 10_00}
	row := sites.Row{Figures: sites.Figures{Net: 15_00}, Before: before}
	if got := k.changeCell(row).text; got != sitet("chance") {
		t.Errorf("by chance: %q", got)
	}
	if row.Change = sites.Higher; k.changeCell(row).text != "50% more" {
		t.Errorf("risen: %q", k.changeCell(row).text)
	}
	if before.Net = 0; k.changeCell(row).text != "higher" {
		t.Errorf("opened: %q", k.changeCell(row).text)
	}
}

// A young book says that it is too early, and shows no bookings without a place.
func TestSites_TooEarly(t *testing.T) {
	s := sampleShop(t)
	earliest(s.page)
	a := s.show(PartSites, "")
	if !strings.HasSuffix(a.headline, sitet("too_early")) || len(a.more) != 1 {
		t.Errorf("%q, %d sheets", a.headline, len(a.more))
	}
}
