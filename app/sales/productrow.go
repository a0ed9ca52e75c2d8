package sales

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
)

// yearDays is how far "lately" goes back: what sold in the last 365 days.
const yearDays = 365

// productRow is one product as the list shows it.
type productRow struct {
	*crm.Product
	category string
	price    crm.Price
	hasPrice bool
	cost     crm.Price
	hasCost  bool
	sales    productSales
}

func productRowID(r *productRow) crm.ID { return r.ID }

// productSales is what was sold of a product.
type productSales struct {
	units crm.Quantity // in the last 365 days, less what came back
	year  sums         // of those, base currency
	last  crm.Date     // of the last sale ever; zero: never sold
	ever  crm.Quantity // units since ever
}

// margin is the part of today's list price that is left; ok is false when
// price or cost is not known.
func (r *productRow) margin() (share float64, ok bool) {
	if !r.hasPrice || !r.hasCost || r.price == 0 {
		return 0, false
	}
	return float64(r.price-r.cost) / float64(r.price), true
}

// productListing is everything the list of products needs.
type productListing struct {
	rows       []*productRow
	categories []*crm.Category // by name
	settings   crm.Settings
}

func loadProducts(ctx context.Context, env screen.Env) (*productListing, error) {
	out := &productListing{}
	var products []*crm.Product
	err := env.Book.View(func(tx *book.Tx) error {
		settings, err := book.Get[crm.Settings](tx, crm.SettingsID)
		if err != nil {
			return err
		}
		out.settings = *settings
		if out.categories, err = categoriesByName(tx); err != nil {
			return err
		}
		products, err = book.List[crm.Product](tx)
		return err
	})
	if err != nil || ctx.Err() != nil {
		return nil, cmp.Or(err, ctx.Err())
	}
	snapshot, err := env.Book.Facts()
	if err != nil {
		return nil, err
	}
	sold := salesByProduct(snapshot, env.Today())
	names := map[crm.ID]string{}
	for _, c := range out.categories {
		names[c.ID] = c.Name
	}
	for _, p := range products {
		out.rows = append(out.rows, newProductRow(p, names[p.Category], sold[p.ID], env.Today()))
	}
	slices.SortStableFunc(out.rows, func(a, b *productRow) int {
		return strings.Compare(strings.ToLower(productName(a.Product)), strings.ToLower(productName(b.Product)))
	})
	return out, nil
}

func newProductRow(p *crm.Product, category string, s productSales, today crm.Date) *productRow {
	r := &productRow{Product: p, category: category, sales: s}
	r.price, r.hasPrice = p.PriceOn(today)
	r.cost, r.hasCost = p.CostOn(today)
	return r
}

func categoriesByName(r book.Reader) ([]*crm.Category, error) {
	list, err := book.List[crm.Category](r)
	slices.SortStableFunc(list, func(a, b *crm.Category) int {
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	return list, err
}

// salesByProduct adds up the lines that count, up to today.
func salesByProduct(s *facts.Snapshot, today crm.Date) map[crm.ID]productSales {
	all := make([]productSales, len(s.Product.ID))
	for doc, day := range s.Doc.Date {
		if !s.Doc.Counts[doc] || day > today {
			continue
		}
		first := s.Doc.First[doc]
		for l := first; l < first+s.Doc.Lines[doc]; l++ {
			if p := s.Line.Product[l]; p != facts.None {
				all[p].add(s, doc, l, today)
			}
		}
	}
	out := make(map[crm.ID]productSales, len(all))
	for i, id := range s.Product.ID {
		out[id] = all[i]
	}
	return out
}

func (p *productSales) add(s *facts.Snapshot, doc int, l int32, today crm.Date) {
	day := s.Doc.Date[doc]
	p.ever += s.Line.Quantity[l]
	if s.Doc.Type[doc] != facts.CreditNote && s.Line.Quantity[l] > 0 {
		p.last = max(p.last, day)
	}
	if day > today-yearDays {
		p.units += s.Line.Quantity[l]
		p.year.add(s.Line.Net[l], s.Line.Cost[l], s.Line.CostKnown[l])
	}
}

// shelf is a choice of products.
type shelf string

const (
	onSale   shelf = ""
	unsold   shelf = "unsold" // on sale, but nothing sold in 365 days
	offShelf shelf = "inactive"
	allGoods shelf = "all"
)

func shelves() []shelf { return []shelf{onSale, unsold, offShelf, allGoods} }

func (s shelf) name() string {
	if s == onSale {
		return t("shelf_active")
	}
	return t("shelf_" + string(s))
}

func (s shelf) holds(r *productRow) bool {
	switch s {
	case unsold:
		return !r.Inactive && r.sales.year.lines == 0
	case offShelf:
		return r.Inactive
	case allGoods:
		return true
	}
	return !r.Inactive
}

// productWish is what the owner wants to see of the products.
type productWish struct {
	query    string
	shelf    shelf
	category crm.ID // zero: all
}

func (l *productListing) narrow(w productWish, found map[crm.ID]bool) []*productRow {
	var out []*productRow
	for _, r := range l.rows {
		if w.shelf.holds(r) && (w.category.IsZero() || r.Category == w.category) && (found == nil || found[r.ID]) {
			out = append(out, r)
		}
	}
	return out
}

func findGoods(b *book.Book, query string) (map[crm.ID]bool, error) {
	if strings.TrimSpace(query) == "" {
		return nil, nil
	}
	hits, err := b.Search(query, 0, crm.KindProduct)
	found := make(map[crm.ID]bool, len(hits))
	for _, h := range hits {
		found[h.ID] = true
	}
	return found, err
}
