package exchange

import (
	"fmt"
	"io"
	"iter"
	"strings"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/exchange/table"
)

// Exports lists the kinds of tables that can be written.
func Exports() []string { return []string{"customers", "products", "sales", "contacts", "tasks"} }

// Export writes one kind of records as CSV that spreadsheets open and Import
// reads back.
func Export(w io.Writer, b book.Reader, kind string) error {
	x := exporter{}
	if err := x.load(b); err != nil {
		return err
	}
	var (
		header []string
		rows   iter.Seq[[]string]
		err    error
	)
	switch kind {
	case "customers":
		header, rows, err = x.customers(b)
	case "products":
		header, rows, err = x.productRows()
	case "sales":
		header, rows, err = x.sales(b)
	case "contacts":
		header, rows, err = x.contacts(b)
	case "tasks":
		header, rows, err = x.tasks(b)
	default:
		err = fmt.Errorf("cannot export %q; choose one of %s", kind, strings.Join(Exports(), ", "))
	}
	if err != nil {
		return err
	}
	return table.Write(w, header, rows)
}

// exporter holds what ids are written as.
type exporter struct {
	parties    map[crm.ID]*crm.Party
	partyList  []*crm.Party
	products   []*crm.Product
	productOf  map[crm.ID]*crm.Product
	categories map[crm.ID]*crm.Category
	tags       map[crm.ID]string
	fields     []*crm.CustomField
}

func (x *exporter) load(b book.Reader) (err error) {
	x.parties, x.productOf, x.categories, x.tags = map[crm.ID]*crm.Party{}, map[crm.ID]*crm.Product{}, map[crm.ID]*crm.Category{}, map[crm.ID]string{}
	if x.partyList, err = book.List[crm.Party](b); err != nil {
		return err
	}
	for _, p := range x.partyList {
		x.parties[p.ID] = p
	}
	if x.products, err = book.List[crm.Product](b); err != nil {
		return err
	}
	for _, p := range x.products {
		x.productOf[p.ID] = p
	}
	if err = book.Each(b, func(c *crm.Category) bool { x.categories[c.ID] = c; return true }); err != nil {
		return err
	}
	if err = book.Each(b, func(t *crm.Tag) bool { x.tags[t.ID] = t.Name; return true }); err != nil {
		return err
	}
	x.fields, err = book.List[crm.CustomField](b)
	return err
}

// partyNumber is what a customer is called in files: the number it came
// with, else its id here.
func partyNumber(p *crm.Party) string {
	if p == nil {
		return ""
	}
	if p.ExternalID != "" {
		return p.ExternalID
	}
	return p.ID.String()
}

func partyName(p *crm.Party) string {
	if p == nil {
		return ""
	}
	return p.DisplayName
}

func (x *exporter) categoryNames(id crm.ID) (category, sub string) {
	c := x.categories[id]
	if c == nil {
		return "", ""
	}
	if parent := x.categories[c.Parent]; parent != nil {
		return parent.Name, c.Name
	}
	return c.Name, ""
}

// each turns records into rows.
func each[T any](recs []T, row func(T) []string) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for _, r := range recs {
			if !yield(row(r)) {
				return
			}
		}
	}
}

// nth returns the n-th contact point of a kind, from 0.
func nth(p *crm.Party, kind crm.PointKind, n int) crm.ContactPoint {
	for _, pt := range p.Points {
		if pt.Kind == kind {
			if n == 0 {
				return pt
			}
			n--
		}
	}
	return crm.ContactPoint{}
}

func most(parties []*crm.Party, of func(*crm.Party) int) (n int) {
	for _, p := range parties {
		n = max(n, of(p))
	}
	return n
}

func pointsOf(kind crm.PointKind) func(*crm.Party) int {
	return func(p *crm.Party) (n int) {
		for _, pt := range p.Points {
			if pt.Kind == kind {
				n++
			}
		}
		return n
	}
}

func (x *exporter) customers(book.Reader) ([]string, iter.Seq[[]string], error) {
	emails, phones, urls := most(x.partyList, pointsOf(crm.PointEmail)), most(x.partyList, pointsOf(crm.PointPhone)), most(x.partyList, pointsOf(crm.PointURL))
	addresses := most(x.partyList, func(p *crm.Party) int { return len(p.Addresses) })
	header := []string{"Customer ID", "Name", "Prefix", "First Name", "Middle Name", "Last Name", "Suffix", "Nickname", "Company", "Job Title", "Birthday", "Group", "Language", "Industry", "Tax ID", "Tags", "Notes"}
	for _, part := range []struct {
		n    int
		name string
	}{{emails, "E-mail"}, {phones, "Phone"}, {urls, "Website"}} {
		for i := range part.n {
			header = append(header, fmt.Sprintf("%s %d - Type", part.name, i+1), fmt.Sprintf("%s %d - Value", part.name, i+1))
		}
	}
	for i := range addresses {
		for _, f := range []string{"Type", "Street", "City", "Region", "Postal Code", "Country"} {
			header = append(header, fmt.Sprintf("Address %d - %s", i+1, f))
		}
	}
	for _, f := range x.fields {
		if f.Scope == crm.KindParty {
			header = append(header, f.Label)
		}
	}
	row := func(p *crm.Party) []string {
		out := []string{partyNumber(p), p.DisplayName, p.Name.Prefix, p.Name.Given, p.Name.Middle, p.Name.Family, p.Name.Suffix, p.Name.Nickname,
			p.Company, p.JobTitle, p.BirthDate.String(), p.Group, p.Language, p.Industry, p.TaxID, x.tagText(p), p.Note}
		for _, part := range []struct {
			n    int
			kind crm.PointKind
		}{{emails, crm.PointEmail}, {phones, crm.PointPhone}, {urls, crm.PointURL}} {
			for i := range part.n {
				pt := nth(p, part.kind, i)
				out = append(out, pt.Type, pt.Value)
			}
		}
		for i := range addresses {
			var a crm.Address
			if i < len(p.Addresses) {
				a = p.Addresses[i]
			}
			out = append(out, a.Type, strings.Join(a.Lines, "\n"), a.Locality, a.Region, a.PostalCode, a.Country)
		}
		for _, f := range x.fields {
			if f.Scope == crm.KindParty {
				out = append(out, p.Custom[f.Code])
			}
		}
		return out
	}
	return header, each(x.partyList, row), nil
}

func (x *exporter) tagText(p *crm.Party) string {
	var names []string
	for _, id := range p.Tags {
		if n := x.tags[id]; n != "" {
			names = append(names, n)
		}
	}
	return strings.Join(names, "; ")
}

func (x *exporter) productRows() ([]string, iter.Seq[[]string], error) {
	header := []string{"SKU", "Product name", "Category", "Subcategory", "Unit", "Price", "Cost", "Active", "Notes"}
	last := func(list []crm.DatedPrice) string {
		if len(list) == 0 {
			return ""
		}
		return list[len(list)-1].Price.String()
	}
	return header, each(x.products, func(p *crm.Product) []string {
		category, sub := x.categoryNames(p.Category)
		active := "yes"
		if p.Inactive {
			active = "no"
		}
		return []string{p.SKU, p.Name, category, sub, p.Unit, last(p.Prices), last(p.Costs), active, p.Note}
	}), nil
}

func (x *exporter) sales(b book.Reader) ([]string, iter.Seq[[]string], error) {
	header := []string{"Order number", "Document type", "Status", "Order date", "Time", "Customer ID", "Customer name", "SKU", "Product name", "Category", "Subcategory",
		"Quantity", "Unit price", "Discount amount", "Net sales", "Unit cost", "Currency", "Country", "Channel", "Payment method", "Notes"}
	docs, err := book.List[crm.SalesDocument](b)
	if err != nil {
		return nil, nil, err
	}
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
		sku = p.SKU
		if name == "" {
			name = p.Name
		}
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
	return []string{d.Number, string(d.DocType), string(d.Status), d.Date.String(), d.Time.String(), partyNumber(p), partyName(p), sku, name, category, sub,
		l.Quantity.String(), l.Price.String(), discount, money(l.Net), cost, d.Currency, d.Country, string(d.Channel), d.PaymentMethod, d.Note}
}

func (x *exporter) partyNames(ids []crm.ID) string {
	names := make([]string, 0, len(ids))
	for _, id := range ids {
		names = append(names, partyName(x.parties[id]))
	}
	return strings.Join(names, "; ")
}

func (x *exporter) contacts(b book.Reader) ([]string, iter.Seq[[]string], error) {
	list, err := book.List[crm.Interaction](b)
	header := []string{"Date", "Time", "Kind", "Direction", "Channel", "Customers", "Minutes", "Outcome", "Summary", "Notes"}
	return header, each(list, func(in *crm.Interaction) []string {
		return []string{in.Date.String(), in.Time.String(), string(in.InteractionKind), string(in.Direction), string(in.Channel),
			x.partyNames(in.Parties), fmt.Sprint(in.DurationMin), in.Outcome, in.Summary, in.Body}
	}), err
}

func (x *exporter) tasks(b book.Reader) ([]string, iter.Seq[[]string], error) {
	list, err := book.List[crm.Task](b)
	header := []string{"Title", "Due", "Status", "Priority", "Customers", "Notes", "Outcome"}
	return header, each(list, func(t *crm.Task) []string {
		return []string{t.Title, t.Due.String(), string(t.Status), fmt.Sprint(int(t.Priority)), x.partyNames(t.Parties), t.Body, t.Outcome}
	}), err
}
