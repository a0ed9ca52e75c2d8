package settings

import (
	"testing"

	"regulars/data/book"
	"regulars/data/crm"
)

// A place is added, refused under the same name, renamed, closed; one that is
// used stays, one that is not goes and comes back.
func TestSites_000_28(t *testing.T) {
	quay := &crm.Site{Meta: crm.Meta{ID: crm.NewID()}, Name: "Quay"}
	room := &crm.Resource{Meta: crm.Meta{ID: crm.NewID()}, Name: "Room", ResourceKind: "room", Units: 1, Site: quay.ID}
	s := newShop(t, quay, room)
	s.tap("site_add")
	s.sites.called.SetText("quay")
	s.sites.save(crm.Site{})
	if len(s.have.sites) != 1 || s.sites.problem["name"] == "" {
		t.Fatalf("two places of one name: %v", s.sites.problem)
	}
	s.sites.called.SetText("Market")
	s.sites.save(crm.Site{})
	if len(s.have.sites) != 2 || s.have.sites[0].Name != "Market" {
		t.Fatalf("places %+v", s.have.sites)
	}
	s.tap("site_edit_" + quay.ID.String())
	s.sites.called.SetText("Old quay")
	s.sites.closed = true
	s.sites.save(*quay)
	if p := s.have.sites[1]; p.Name != "Old quay" || !p.Inactive {
		t.Errorf("changed to %+v", p)
	}
	s.tap("site_remove_" + quay.ID.String())
	if len(s.have.sites) != 2 {
		t.Error("a place in use was deleted")
	}
	// A sale noted there by mistake does not count once it is put right.
	sale := &crm.SalesDocument{Meta: crm.Meta{ID: crm.NewID()}, DocType: crm.Order, Status: crm.Paid, Date: crm.NewDate(2026, 3, 1), Currency: "EUR", Site: s.have.sites[0].ID,
		Lines: []crm.Line{{Description: "Roses", Quantity: crm.QuantityScale, Price: 12 * crm.PriceScale, Net: 1200}}, Net: 1200, BaseNet: 1200}
	for _, site := range []crm.ID{sale.Site, quay.ID} {
		sale.Site = site
		if _, err := s.env.Book.Update("", func(tx *book.Tx) error { return tx.Put(sale) }); err != nil {
			t.Fatal(err)
		}
		f, err := s.env.Book.Facts()
		if err != nil {
			t.Fatal(err)
		}
		if sales, _ := usesOf(f, site); sales != 1 {
			t.Errorf("%d sales at the place of one", sales)
		}
	}
	s.tap("site_remove_" + s.have.sites[0].ID.String())
	if len(s.have.sites) != 1 {
		t.Fatal("a place without use was not deleted")
	}
	s.undoLast()
	if len(s.have.sites) != 2 {
		t.Error("undo did not bring the place back")
	}
}
