package sales

import (
	"context"

	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/crm"
)

// docView is everything the page of a document shows.
type docView struct {
	*family
	heads    []*docHead
	settings crm.Settings
	customer string // "" for a walk-in sale
	site     string // where it was sold; "": not noted
	products map[crm.ID]*crm.Product
}

// loadDocView reads a document's page.
func loadDocView(ctx context.Context, env screen.Env, id crm.ID) (*docView, error) {
	heads, err := loadHeads(ctx, env.Book, func(float64) {})
	if err != nil {
		return nil, err
	}
	snapshot, err := env.Book.Facts()
	if err != nil {
		return nil, err
	}
	v := &docView{heads: heads, products: map[crm.ID]*crm.Product{}}
	err = env.Book.View(func(tx *book.Tx) error {
		settings, err := book.Get[crm.Settings](tx, crm.SettingsID)
		if err != nil {
			return err
		}
		v.settings = *settings
		if v.family, err = loadFamily(tx, id, heads); err != nil {
			return err
		}
		if v.customer, err = screen.PartyName(tx, v.doc.Party); err != nil {
			return err
		}
		v.site = screen.SiteName(snapshot.Tables.Sites, v.doc.Site)
		return readProducts(tx, v.doc.Lines, v.products)
	})
	return v, err
}

// readProducts adds the products of the lines to into; those gone for good are
// left out.
func readProducts(r book.Reader, lines []crm.Line, into map[crm.ID]*crm.Product) error {
	for _, l := range lines {
		if l.Product.IsZero() || into[l.Product] != nil {
			continue
		}
		p, err := book.Get[crm.Product](r, l.Product)
		switch {
		case err == nil:
			into[l.Product] = p
		case book.CodeOf(err) != book.CodeNotFound:
			return err
		}
	}
	return nil
}

// lineRow is one line of a document as its page shows it.
type lineRow struct {
	crm.Line
	name string
	sums sums
}

func (v *docView) lineRows() []*lineRow {
	rows := make([]*lineRow, len(v.doc.Lines))
	for i, l := range v.doc.Lines {
		r := &lineRow{Line: l, name: l.Description, sums: sumsOf(v.doc.Lines[i:i+1], v.doc.Currency)}
		if p := v.products[l.Product]; p != nil && r.name == "" {
			r.name = productName(p)
		}
		rows[i] = r
	}
	return rows
}
