package settings

import (
	"slices"
	"strings"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/book/search"
	"regulars/data/crm"
)

// goods are what is sold and booked, by name: what costs and prices can be of.
type goods struct {
	all  []ui.Choice // the hint tells a category or what is booked
	kind map[crm.ID]crm.Kind
}

func readGoods(tx *book.Tx) (goods, error) {
	products, err := book.List[crm.Product](tx)
	if err != nil {
		return goods{}, err
	}
	categories, err := book.List[crm.Category](tx)
	if err != nil {
		return goods{}, err
	}
	resources, err := book.List[crm.Resource](tx)
	g := goods{kind: map[crm.ID]crm.Kind{}}
	add := func(r crm.Record, name, hint string) {
		g.kind[r.Base().ID] = r.Kind()
		g.all = append(g.all, ui.Choice{ID: r.Base().ID, Title: name, Hint: hint})
	}
	for _, p := range products {
		add(p, p.Name, p.SKU)
	}
	for _, c := range categories {
		add(c, c.Name, i18n.T("settings.scope_category"))
	}
	for _, r := range resources {
		add(r, r.Name, i18n.T("settings.scope_booked"))
	}
	slices.SortStableFunc(g.all, func(a, b ui.Choice) int { return strings.Compare(search.Fold(a.Title), search.Fold(b.Title)) })
	return g, err
}

// products are those of the goods that are sold.
func (g goods) products() goods {
	g.all = slices.DeleteFunc(slices.Clone(g.all), func(c ui.Choice) bool { return g.kind[c.ID] != crm.KindProduct })
	return g
}

// choice is what has an id; the zero choice when there is none.
func (g goods) choice(id crm.ID) ui.Choice {
	if i := slices.IndexFunc(g.all, func(c ui.Choice) bool { return c.ID == id }); i >= 0 {
		return g.all[i]
	}
	if id.IsZero() {
		return ui.Choice{}
	}
	return ui.Choice{ID: id, Title: i18n.T("settings.goods_gone")}
}

func (g goods) name(id crm.ID) string { return g.choice(id).Title }

// field chooses one of the goods, or none where it is emptied.
func (g goods) field(hint string, chosen *crm.ID) *ui.PickField {
	f := ui.NewPickField(hint, func(typed string) []ui.Choice { return screen.Matching(g.all, typed) })
	f.SetChosen(g.choice(*chosen))
	f.OnPicked = func(c ui.Choice) { *chosen = c.ID }
	return f
}

// limit makes a cost one of the product, category or resource with an id, of
// everything when it is zero; what is gone stays as it was.
func (g goods) limit(c *crm.CostItem, id crm.ID) {
	if id == scopeOf(c) {
		return
	}
	c.Product, c.Category, c.Resource = crm.ID{}, crm.ID{}, crm.ID{}
	switch g.kind[id] {
	case crm.KindProduct:
		c.Product = id
	case crm.KindCategory:
		c.Category = id
	case crm.KindResource:
		c.Resource = id
	}
}
