package exchange

import (
	"cmp"
	"iter"
	"slices"

	"regulars/data/book"
	"regulars/data/crm"
)

func (x *exporter) sales(b book.Reader) ([]string, iter.Seq[[]string], error) {
	header := []string{"Order number", "Document type", "Status", "Order date", "Time", "Customer ID", "Customer name", "SKU", "Product name", "Category", "Subcategory",
		"Quantity", "Unit price", "Discount amount", "Net sales", "Unit cost", "Currency", "Country", "Channel", "Place of sale", "Payment method", "Notes"}
	docs, err := book.List[crm.SalesDocument](b)
	if err != nil {
		return nil, nil, err
	}
	slices.SortFunc(docs, func(a, b *crm.SalesDocument) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Time, b.Time), cmp.Compare(documentNumber(a), documentNumber(b)),
			cmp.Compare(a.DocType, b.DocType))
	})
	rows := func(yield func([]string) bool) {
		for _, d := range docs {
			for _, l := range d.Lines {
				if !yield(x.saleRow(d, l)) {
					return
				}
			}
		}
	}
	return header, rows, nil
}

func (x *exporter) saleRow(d *crm.SalesDocument, l crm.Line) []string {
	exp := crm.Exponent(d.Currency)
	money := func(a crm.Amount) string { return crm.FormatDecimal(int64(a), exp) }
	sku, name, category, sub := "", l.Description, "", ""
	if p := x.productOf[l.Product]; p != nil {
		sku, name = firstSet(p.SKU, p.ID.String()), firstSet(name, p.Name)
		category, sub = x.categoryNames(p.Category)
	}
	cost, discount := "", ""
	if l.CostKnown {
		cost = l.UnitCost.String()
	}
	if l.Discount != 0 {
		discount = money(l.Discount)
	}
	p := x.parties[d.Party]
	return []string{documentNumber(d), string(d.DocType), string(d.Status), d.Date.String(), d.Time.String(), partyNumber(p), partyName(p), sku, name, category, sub,
		l.Quantity.String(), l.Price.String(), discount, money(l.Net), cost, d.Currency, d.Country, string(d.Channel), x.sites[d.Site], d.PaymentMethod, d.Note}
}
