package exchange

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/exchange/table"
)

// saleFile is a file of sales with what its index says a correct import
// yields.
type saleFile struct {
	path                 string
	currency             string // of the book
	rates                map[string]string
	rows, docs, lines    int
	customers, walkIn    int
	net                  crm.Amount
	skipped, creditNotes int
	more                 func(t *testing.T, b *book.Book)
}

func saleFiles() []saleFile {
	return []saleFile{
		// The file's own sum of 1,838,587.67 has amounts of four decimals; each
		// line rounded to cents they sum to 1,838,587.60.
		{path: "superstore/superstore_mdy4_first8000.csv", currency: "USD", rows: 8000, docs: 3962, lines: 8000, customers: 784, net: 183858760, more: superstore},
		{path: "online-retail/2010-12-01.csv", currency: "GBP", rows: 3108, docs: 143, lines: 3108, customers: 98, walkIn: 1140, net: 5863556, creditNotes: 6, more: oneDay},
		{path: "shopify-embedded/shopify_orders_79col_multiline.csv", currency: "USD", rows: 2, docs: 1, lines: 2, customers: 1, net: 2998, more: shopify},
		{path: "ltv-cohort-kit/tests/fixtures/shopify_orders.csv", currency: "USD", rows: 9, docs: 8, lines: 10, customers: 4, walkIn: 1, net: 98500, more: cohorts},
		{path: "ltv-cohort-kit/samples/shopify_orders_sample.csv", currency: "USD", rows: 249, docs: 127, lines: 249 + refundsInSample, customers: 57, walkIn: 7, net: 1506300 - 42375},
		{path: "square-embedded/square_items_salon.csv", currency: "USD", rows: 4, docs: 4, lines: 4, walkIn: 4, net: 11200},
		{path: "etsy-embedded/etsy_items_us.csv", currency: "USD", rows: 3, docs: 2, lines: 3, customers: 2, net: 1800, more: etsyItems},
		{path: "etsy-embedded/etsy_orders_us.csv", currency: "USD", rows: 2, docs: 2, lines: 2, customers: 2, net: 1630 + 825, more: etsyOrders},
		{path: "woocommerce/Sample_Order.csv", currency: "USD", rows: 3, docs: 3, lines: 5, customers: 3, net: 6599, more: woo},
		{path: "quickbooks-embedded/qbo_sales_iso.csv", currency: "EUR", rates: map[string]string{"IDR": "0.00006"}, rows: 4, docs: 2, lines: 2, customers: 2, net: 9000 + 25000, skipped: 2, more: quickbooks},
		{path: "stripe-embedded/stripe_itemized_balance.csv", currency: "EUR", rates: map[string]string{"USD": "1"}, rows: 5, docs: 4, lines: 4, walkIn: 4, net: 5591, skipped: 1, creditNotes: 1},
		{path: "paypal-embedded/paypal_en_us.csv", currency: "EUR", rows: 4, docs: 2, lines: 2, customers: 2, net: 125500, skipped: 2, more: paypal},
	}
}

// refundsInSample is how many orders of the sample were paid back in part,
// each of which shows as a line of its own.
const refundsInSample = 8

func TestSharedSales(t *testing.T) {
	pass := 0
	for _, f := range saleFiles() {
		if t.Run(filepath.Base(f.path), func(t *testing.T) { f.check(t) }) {
			pass++
		}
	}
	t.Logf("%d of %d files of sales give what the index states", pass, len(saleFiles()))
}

func (f saleFile) check(t *testing.T) {
	b := bookIn(t, f.currency)
	s := read(t, sharedFile(t, "imports/04-orders/"+f.path))
	opt := Options{Title: "Import", RejectDir: t.TempDir(), Rates: f.rates}
	r, err := Import(context.Background(), b, []*Source{s}, opt)
	must(t, err)
	docs := list[crm.SalesDocument](t, b)
	lines, credit := 0, 0
	var net crm.Amount
	for _, d := range docs {
		lines += len(d.Lines)
		net += d.BaseNet
		if d.DocType == crm.CreditNote {
			credit++
		}
	}
	expect(t, "rows", r.Rows, f.rows)
	expect(t, "rejected", r.Rejected, 0)
	expect(t, "skipped", r.Skipped, f.skipped)
	expect(t, "documents", len(docs), f.docs)
	expect(t, "documents told", r.Created["document"], f.docs)
	expect(t, "lines", lines, f.lines)
	expect(t, "customers", len(list[crm.Party](t, b)), f.customers)
	expect(t, "walk-in rows", r.WalkIn, f.walkIn)
	expect(t, "net", net, f.net)
	expect(t, "net told", r.Net, f.net)
	expect(t, "credit notes", credit, f.creditNotes)
	if f.more != nil {
		f.more(t, b)
	}
	again, err := Import(context.Background(), b, []*Source{s}, opt)
	must(t, err)
	expect(t, "change set of the second import", again.ChangeSet, crm.ID{})
	expect(t, "skipped the second time", again.Skipped, f.rows)
}

// document finds a stored document by its number.
func document(t *testing.T, b *book.Book, number string) *crm.SalesDocument {
	t.Helper()
	for _, d := range list[crm.SalesDocument](t, b) {
		if d.Number == number {
			return d
		}
	}
	t.Fatalf("no document %s", number)
	return nil
}

// customer is the name of a document's customer.
func customer(t *testing.T, b *book.Book, d *crm.SalesDocument) string {
	t.Helper()
	if d.Party.IsZero() {
		return ""
	}
	p, err := book.Get[crm.Party](b, d.Party)
	must(t, err)
	return p.DisplayName
}

func superstore(t *testing.T, b *book.Book) {
	d := document(t, b, "CA-2018-152156")
	expect(t, "month first", d.Date.String(), "2018-11-08")
	expect(t, "customer", customer(t, b, d), "Claire Gute")
	cost, known := d.Lines[0].Cost(2) // sales 261.96 less profit 41.9136
	expect(t, "cost known", known, true)
	expect(t, "cost", cost, 22005)
	short := 0
	for _, p := range list[crm.Party](t, b) {
		if len(p.Addresses) > 0 && p.Addresses[0].Country == "US" && len(p.Addresses[0].PostalCode) < 5 {
			short++ // lost its zero before it came here; never guessed back
		}
	}
	if short == 0 {
		t.Error("no short postal code: somebody completed them")
	}
}

func oneDay(t *testing.T, b *book.Book) {
	negative, free := 0, 0
	for _, d := range list[crm.SalesDocument](t, b) {
		for _, l := range d.Lines {
			if l.Quantity < 0 {
				negative++
			}
			if l.Price == 0 {
				free++
			}
		}
	}
	expect(t, "negative lines", negative, 27)
	expect(t, "free lines", free, 10)
	p, err := book.Get[crm.Party](b, document(t, b, "536365").Party)
	must(t, err)
	expect(t, "number without .0", p.ExternalID, "17850")
}

func shopify(t *testing.T, b *book.Book) {
	d := document(t, b, "1001")
	expect(t, "customer", customer(t, b, d), "Ann Example")
	expect(t, "status", d.Status, crm.Paid)
	expect(t, "moment", d.Date.String()+" "+d.Time.String(), "2024-05-01 09:58")
	expect(t, "first line", d.Lines[0].Quantity.String()+" x "+d.Lines[0].Price.String(), "2 x 9.99")
	expect(t, "second line", d.Lines[1].Quantity.String()+" x "+d.Lines[1].Price.String(), "1 x 10")
}

func cohorts(t *testing.T, b *book.Book) {
	expect(t, "1001 counts once", document(t, b, "1001").Net, 10000)
	expect(t, "1003 less its refund", document(t, b, "1003").Net, 3000)
	var known crm.Amount
	first := map[string]string{}
	for _, d := range list[crm.SalesDocument](t, b) {
		if d.Party.IsZero() {
			continue
		}
		known += d.Net
		who, month := customer(t, b, d), d.Date.String()[:7]
		if first[who] == "" || month < first[who] {
			first[who] = month
		}
	}
	expect(t, "net of known customers", known, 96000)
	for who, month := range map[string]string{"ann@example.com": "2025-01", "bob@example.com": "2025-01", "dana@example.com": "2025-02", "cara@example.com": "2025-03"} {
		expect(t, who, first[who], month)
	}
}

func etsyItems(t *testing.T, b *book.Book) {
	expect(t, "without #", len(document(t, b, "3001").Lines), 2)
	names := ""
	for _, p := range list[crm.Product](t, b) {
		names += p.Name + ";"
	}
	if !strings.Contains(names, "Sunset Fox | Greeting Card") {
		t.Errorf("pipes cut names: %s", names)
	}
}

func etsyOrders(t *testing.T, b *book.Book) {
	expect(t, "3001", document(t, b, "3001").Net, 1630)
	expect(t, "3002", document(t, b, "3002").Net, 825)
	expect(t, "3001", customer(t, b, document(t, b, "3001")), "Jane Doe")
}

func woo(t *testing.T, b *book.Book) {
	for number, want := range map[string]string{"1001": "Lilly Gordon 1 2018-05-16", "1002": "John Edward 1 2018-05-16", "1003": "Mark Xa 3 2018-05-16"} {
		d := document(t, b, number)
		expect(t, number, customer(t, b, d)+" "+string(rune('0'+len(d.Lines)))+" "+d.Date.String(), want)
	}
	p, err := book.Get[crm.Party](b, document(t, b, "1002").Party)
	must(t, err)
	expect(t, "guest", p.Point(crm.PointEmail).Value+p.ExternalID, "john@example.com")
}

func quickbooks(t *testing.T, b *book.Book) {
	d := document(t, b, "1050")
	expect(t, "1050", d.Net, 1500000) // rupiah have no decimals
	expect(t, "1050 in euro", d.BaseNet, 9000)
	expect(t, "1050", d.Status, crm.Paid)
	expect(t, "1051", document(t, b, "1051").Status, crm.Invoiced)
	expect(t, "1051", document(t, b, "1051").BaseNet, 25000)
}

func paypal(t *testing.T, b *book.Book) {
	var counted crm.Amount
	for _, d := range list[crm.SalesDocument](t, b) {
		if d.Status.Counted() {
			counted += d.Net
			expect(t, "month first", d.Date.String(), "2026-10-01")
		}
	}
	expect(t, "one payment counts", counted, 125000)
}

// Files that say too little by themselves are refused with the reason, and
// ragged rows are reported, never shifted.
func TestSharedSales_NotDone(t *testing.T) {
	for path, why := range map[string]string{
		"lifetimes/example_transactions.csv":    "dates and customers without amounts",
		"lifetimes/cdnow_customers_summary.csv": "frequency and recency, no sales",
		"northwind/order-details.csv":           "its dates are in orders.csv",
		"northwind/orders.csv":                  "its prices are in order-details.csv",
	} {
		s := read(t, sharedFile(t, "imports/04-orders/"+path))
		b := newBook(t)
		before := sequence(t, b)
		_, err := Import(context.Background(), b, []*Source{s}, Options{})
		refused, ok := err.(*Refused)
		if !ok || refused.Problems[0].Code != table.CodeColumnMissing {
			t.Errorf("%s (%s): %v", path, why, err)
		}
		expect(t, path, sequence(t, b), before)
	}
	b := newBook(t)
	r := take(t, b, sharedFile(t, "imports/04-orders/northwind/customers.csv"))
	expect(t, "rows", r.Rows, 91)
	expect(t, "ragged", r.Rejected, 24)
	expect(t, "stored", len(list[crm.Party](t, b)), 67)
	for _, p := range list[crm.Party](t, b) {
		if len(p.Addresses) != 1 || len([]rune(p.Addresses[0].Country)) != 2 {
			t.Errorf("shifted: %s", describe(t, b, p))
		}
	}
}
