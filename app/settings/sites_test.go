package settings

import (
	"testing"

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
	s.tap("site_remove_" + s.have.sites[0].ID.String())
	if len(s.have.sites) != 1 {
		t.Fatal("a place without use was not deleted")
	}
	s.undoLast()
	if len(s.have.sites) != 2 {
		t.Error("undo did not bring the place back")
	}
}
