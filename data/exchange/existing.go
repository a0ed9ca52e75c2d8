package exchange

import (
	"strings"

	"regulars/data/book"
	"regulars/data/crm"
)

// existing finds the records a file speaks of among those in the book.
type existing struct {
	parties    map[string]crm.ID // by each key a file could use
	products   map[string]crm.ID
	categories map[string]crm.ID // by parent id and folded name
	documents  map[string]crm.ID // by number, or party and moment
	tags       map[string]crm.ID // by folded name
	fields     map[string]string // code of a custom field of parties by folded label
	settings   crm.Settings
}

func loadExisting(tx *book.Tx, withDocuments bool) (*existing, error) {
	x := &existing{parties: map[string]crm.ID{}, products: map[string]crm.ID{}, categories: map[string]crm.ID{},
		documents: map[string]crm.ID{}, tags: map[string]crm.ID{}, fields: map[string]string{}, settings: crm.DefaultSettings()}
	if s, err := book.Get[crm.Settings](tx, crm.SettingsID); err == nil {
		x.settings = *s
	}
	err := firstError(
		func() error { return book.Each(tx, func(p *crm.Party) bool { x.addParty(p); return true }) },
		func() error {
			return book.Each(tx, func(p *crm.Product) bool {
				x.products[productKey(productHead{sku: p.SKU, name: p.Name})] = p.ID
				return true
			})
		},
		func() error {
			return book.Each(tx, func(c *crm.Category) bool {
				x.categories[categoryKey(c.Parent, c.Name)] = c.ID
				return true
			})
		},
		func() error { return book.Each(tx, func(t *crm.Tag) bool { x.tags[fold(t.Name)] = t.ID; return true }) },
		func() error {
			return book.Each(tx, func(f *crm.CustomField) bool {
				if f.Scope == crm.KindParty {
					x.fields[fold(f.Label)] = f.Code
				}
				return true
			})
		},
	)
	if err != nil || !withDocuments {
		return x, err
	}
	return x, book.Each(tx, func(d *crm.SalesDocument) bool {
		x.documents[documentKey(d)] = d.ID
		return true
	})
}

func firstError(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func documentKey(d *crm.SalesDocument) string {
	if d.Number != "" {
		return d.Number
	}
	return strings.Join([]string{"", d.Party.String(), d.Date.String(), d.Time.String()}, unitSeparator)
}

func categoryKey(parent crm.ID, name string) string {
	return parent.String() + unitSeparator + fold(name)
}

// addParty remembers every key of a party; the first party keeps a key.
func (x *existing) addParty(p *crm.Party) {
	for _, k := range partyKeys(p) {
		if _, taken := x.parties[k]; !taken {
			x.parties[k] = p.ID
		}
	}
}

func partyKeys(p *crm.Party) []string {
	keys := []string{"name:" + fold(p.DisplayName), "ref:" + p.ID.String()}
	if p.ExternalID != "" {
		keys = append(keys, "ref:"+p.ExternalID)
	}
	for _, pt := range p.Points {
		switch pt.Kind {
		case crm.PointEmail:
			keys = append(keys, "email:"+strings.ToLower(pt.Value))
		case crm.PointPhone:
			keys = append(keys, pt.Key())
		}
	}
	return keys
}
