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
func Exports() []string {
	return []string{"customers", "products", "sales", "bookings", "contacts", "tasks"}
}

// Export writes one kind of records as CSV that spreadsheets open. Customers,
// sales and bookings are in the order of their contents, not of their making, and
// Import reads them back: exporting, importing into an empty book and
// exporting again gives the same bytes. What is in no column (payments,
// reasons, links between customers) is only in a backup.
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
		header, rows = x.customers()
	case "products":
		header, rows = x.productRows()
	case "sales":
		header, rows, err = x.sales(b)
	case "bookings":
		header, rows, err = x.bookings(b)
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
	sites      map[crm.ID]string
	fields     []*crm.CustomField // of parties
}

func (x *exporter) load(b book.Reader) (err error) {
	x.parties, x.productOf, x.categories, x.tags, x.sites = map[crm.ID]*crm.Party{}, map[crm.ID]*crm.Product{}, map[crm.ID]*crm.Category{}, map[crm.ID]string{}, map[crm.ID]string{}
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
	if err = book.Each(b, func(p *crm.Site) bool { x.sites[p.ID] = p.Name; return true }); err != nil {
		return err
	}
	return book.Each(b, func(f *crm.CustomField) bool {
		if f.Scope == crm.KindParty {
			x.fields = append(x.fields, f)
		}
		return true
	})
}

// partyNumber is what a customer is called in files: the number it came
// with, else its id here.
func partyNumber(p *crm.Party) string {
	if p == nil {
		return ""
	}
	return firstSet(p.ExternalID, p.ID.String())
}

func partyName(p *crm.Party) string {
	if p == nil {
		return ""
	}
	return p.DisplayName
}

// documentNumber is what a document is called in files: its number, else its id.
func documentNumber(d *crm.SalesDocument) string { return firstSet(d.Number, d.ID.String()) }

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

func (x *exporter) productRows() ([]string, iter.Seq[[]string]) {
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
	})
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
