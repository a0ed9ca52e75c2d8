package screen

import (
	"slices"
	"strings"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book/search"
	"regulars/data/crm"
	"regulars/data/facts"
)

// SortSites puts places into the order in which people see them.
func SortSites(sites []*crm.Site) {
	slices.SortStableFunc(sites, func(a, b *crm.Site) int {
		return strings.Compare(search.Fold(a.Name), search.Fold(b.Name))
	})
}

// SiteSelect chooses one of the places of the business, or none; nil while
// there are fewer than two in use to choose from.
func SiteSelect(sites []crm.Site, chosen crm.ID, changed func(crm.ID)) *ui.Select {
	var used []*crm.Site
	names := map[crm.ID]string{{}: i18n.T("sites.none")}
	for i := range sites {
		if s := &sites[i]; !s.Inactive {
			used, names[s.ID] = append(used, s), s.Name
		}
	}
	if len(used) < 2 {
		return nil
	}
	SortSites(used)
	ids := []crm.ID{{}}
	for _, s := range used {
		ids = append(ids, s.ID)
	}
	if names[chosen] == "" { // closed since, or gone
		ids, names[chosen] = append(ids, chosen), SiteName(sites, chosen)
	}
	return ui.SelectOf(ids, func(id crm.ID) string { return names[id] }, chosen, changed)
}

// SiteName is what a place is called; "" for none.
func SiteName(sites []crm.Site, id crm.ID) string {
	if s := facts.ByID[crm.Site](sites, id); s != nil {
		return s.Name
	}
	if id.IsZero() {
		return ""
	}
	return i18n.T("sites.gone")
}
