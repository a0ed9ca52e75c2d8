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
	documents  map[string]crm.ID // by type and number, or party and moment
	tags       map[string]crm.ID // by folded name
	sites      map[string]crm.ID // by folded name
	fields     map[string]string // code of a custom field of parties by folded label
	settings   crm.Settings
}

func loadExisting(tx *book.Tx, settings crm.Settings, withDocuments bool) (*existing, error) {
	x := &existing{parties: map[string]crm.ID{}, products: map[string]crm.ID{}, categories: map[string]crm.ID{},
		documents: map[string]crm.ID{}, tags: map[string]crm.ID{}, sites: map[string]crm.ID{}, fields: map[string]string{}, settings: settings}
	steps := []func() error{
		func() error { return book.Each(tx, func(p *crm.Party) bool { x.addParty(p); return true }) },
		func() error { return book.Each(tx, func(p *crm.Product) bool { x.addProduct(p); return true }) },
		func() error {
			return book.Each(tx, func(c *crm.Category) bool {
				x.categories[categoryKey(c.Parent, c.Name)] = c.ID
				return true
			})
		},
		func() error {
			return book.Each(tx, func(p *crm.Site) bool { x.sites[fold(p.Name)] = p.ID; return true })
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
	}
	if withDocuments {
		steps = append(steps, func() error {
			return book.Each(tx, func(d *crm.SalesDocument) bool {
				x.documents[documentKey(d)] = d.ID
				return true
			})
		})
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return x, nil
}

// documentKey is the key of a stored document: the same for a file's
// document that is the same.
func documentKey(d *crm.SalesDocument) string {
	if d.Number != "" {
		return string(d.DocType) + unitSeparator + d.Number
	}
	return strings.Join([]string{string(d.DocType), "", d.Party.String(), d.Date.String(), d.Time.String()}, unitSeparator)
}

func categoryKey(parent crm.ID, name string) string {
	return parent.String() + unitSeparator + fold(name)
}

// addProduct remembers a product by its number, its name, and its id.
func (x *existing) addProduct(p *crm.Product) {
	for _, k := range []string{productKey(productHead{sku: p.SKU, name: p.Name}), productKey(productHead{name: p.Name}), productKey(productHead{sku: p.ID.String()})} {
		if _, taken := x.products[k]; !taken && k != "" {
			x.products[k] = p.ID
		}
	}
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
		if isReach(pt.Kind) {
			keys = append(keys, pt.Key())
		}
	}
	return keys
}

// isReach reports whether a point of this kind tells people apart.
func isReach(k crm.PointKind) bool { return k == crm.PointEmail || k == crm.PointPhone }

// ownID reads the number under which Export wrote a record that has none of
// its own: its id.
func ownID(number string) (crm.ID, bool) {
	id, err := crm.ParseID(number)
	return id, err == nil && id.String() == number
}
