package exchange

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/exchange/table"
)

const saleHead = "Order number,Order date,Customer name,Product name,Quantity,Unit price\n"

// Rows that cannot be read wait in a file with the whole of their order; it
// is never written over another, and mended it comes in as the rest did.
func TestRejectedRowsMended(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "shop.csv")
	text := saleHead + "1,13/02/2024,Anna,Tea,1,2.00\n2,03/02/2024,Bob,Tea,1,2.00\n2,03/02/2024,Bob,Cake,x,3.00\n3,05/02/2024,Cara,Tea,2,2.00\n"
	must(t, os.WriteFile(path, []byte(text), 0o600))
	must(t, os.WriteFile(filepath.Join(dir, "shop.rejected.csv"), []byte("mine"), 0o600))
	b := newBook(t)
	r, err := Import(context.Background(), b, []*Source{read(t, path)}, Options{Title: "Import"})
	must(t, err)
	expect(t, "rejected", r.Rejected, 2)
	expect(t, "created rows", r.CreatedRows, 2)
	expect(t, "file", r.RejectFile, filepath.Join(dir, "shop.rejected-2.csv"))
	mine, _ := os.ReadFile(filepath.Join(dir, "shop.rejected.csv"))
	expect(t, "the other file", string(mine), "mine")

	again, err := Import(context.Background(), b, []*Source{read(t, path)}, Options{Title: "Import"})
	must(t, err)
	expect(t, "second change set", again.ChangeSet, crm.ID{})
	expect(t, "numbered on", filepath.Base(again.RejectFile), "shop.rejected-3.csv")

	rejects, err := os.ReadFile(r.RejectFile)
	must(t, err)
	mended := strings.Replace(string(rejects), `"x"`, `"1"`, 1)
	expect(t, "reason", strings.Contains(mended, `"Quantity: bad number (x)"`), false) // the quotes around the heading are doubled
	expect(t, "reason", strings.Contains(mended, `bad number (x)`), true)
	must(t, os.WriteFile(r.RejectFile, []byte(mended), 0o600))
	s := read(t, r.RejectFile)
	must(t, s.UseSaved(b)) // as both the window and the terminal do
	m := takeSource(t, b, s)
	expect(t, "mended", m.CreatedRows, 2)
	d := document(t, b, "2")
	expect(t, "day first as in the whole file", d.Date.String(), "2024-02-03")
	expect(t, "net", d.Net, 500)
}

// A mended row of sales without numbers joins the others of its day.
func TestMendedRowJoinsItsDay(t *testing.T) {
	b := newBook(t)
	head := "Date,Customer,Product,Qty,Price\n"
	take(t, b, write(t, "a.csv", head+"2024-02-13,Anna,Tea,1,2.00\n2024-02-13,Anna,Cake,one,3.00\n2024-02-13,Anna,Tea,1,2.00\n"))
	docs := list[crm.SalesDocument](t, b)
	expect(t, "documents", len(docs), 1)
	expect(t, "two teas", len(docs[0].Lines), 2)
	r := take(t, b, write(t, "b.csv", head+"2024-02-13,Anna,Cake,1,3.00\n"))
	expect(t, "updated", r.UpdatedRows, 1)
	docs = list[crm.SalesDocument](t, b)
	expect(t, "documents", len(docs), 1)
	expect(t, "net", docs[0].Net, 700)
	again := take(t, b, write(t, "b.csv", head+"2024-02-13,Anna,Cake,1,3.00\n"))
	expect(t, "again", again.ChangeSet, crm.ID{})
}

// A dry run counts the same and leaves nothing behind.
func TestDryRun(t *testing.T) {
	b := newBook(t)
	before := sequence(t, b)
	path := write(t, "a.csv", saleHead+"1,2024-02-13,Anna,Tea,1,2.00\n2,2024-02-13,Bob,Tea,1,\n")
	dry, err := Import(context.Background(), b, []*Source{read(t, path)}, Options{DryRun: true})
	must(t, err)
	expect(t, "history", sequence(t, b), before)
	expect(t, "reject file", dry.RejectFile, "")
	expect(t, "change set", dry.ChangeSet, crm.ID{})
	files, _ := os.ReadDir(filepath.Dir(path))
	expect(t, "files", len(files), 1)
	r := take(t, b, path)
	expect(t, "documents", dry.Created["document"], r.Created["document"])
	expect(t, "rejected", dry.Rejected, r.Rejected)
	expect(t, "net", dry.Net, r.Net)
}

// What the owner did since stays when an old file comes again.
func TestOldFileKeepsNewerWork(t *testing.T) {
	b := newBook(t)
	path := write(t, "a.csv", saleHead+"1,2024-02-13,,Tea,1,2.00\n")
	take(t, b, path)
	party := &crm.Party{PartyKind: crm.Person, DisplayName: "Anna"}
	_, err := b.Update("link", func(tx *book.Tx) error {
		d := document(t, b, "1")
		if err := tx.Put(party); err != nil {
			return err
		}
		d.Party, d.Status, d.PaymentMethod = party.ID, crm.Paid, "cash"
		d.Lines[0].UnitCost, d.Lines[0].CostKnown = 5000, true
		return tx.Put(d)
	})
	must(t, err)
	r := take(t, b, path)
	expect(t, "change set", r.ChangeSet, crm.ID{})
	expect(t, "customer", customer(t, b, document(t, b, "1")), "Anna")
}

// A sales file fills gaps of customers it shares with the book, and changes
// nobody of whom it says nothing new.
func TestSalesFillGaps(t *testing.T) {
	b := newBook(t)
	take(t, b, write(t, "people.csv", "name,email\nAnna Rossi,anna@example.com\nBruno,bruno@example.com\n"))
	head := "Order number,Order date,Customer ID,Customer name,Email,Phone,Product name,Quantity,Unit price\n"
	r := take(t, b, write(t, "sales.csv", head+
		"1,2024-02-13,77,Anna Rossi,ANNA@example.com,06 1234 5678,Tea,1,2.00\n2,2024-02-13,78,Cara,cara@example.com,,Tea,1,2.00\n"))
	expect(t, "updated", r.Updated["party"], 1)
	expect(t, "created", r.Created["party"], 1)
	anna := list[crm.Party](t, b)[0]
	expect(t, "number", anna.ExternalID, "77")
	expect(t, "phone", anna.Point(crm.PointPhone).E164, "+390612345678")
	expect(t, "e-mail as it was", anna.Point(crm.PointEmail).Value, "anna@example.com")
	again := take(t, b, write(t, "sales.csv", head+"3,2024-02-14,77,A. Rossi,other@example.com,06 9999 9999,Tea,1,2.00\n"))
	expect(t, "nothing missing, nothing changed", again.Updated["party"], 0)
}

// An order that comes with a customer's file and an order's file in one go,
// and the same file twice in one go, is one order.
func TestSeveralFilesAtOnce(t *testing.T) {
	b := newBook(t)
	people := write(t, "people.csv", "Customer ID,name\n7,Anna\n")
	sales := write(t, "sales.csv", "Order number,Order date,Customer ID,Product name,Quantity,Unit price\n1,2024-02-13,7,Tea,1,2.00\n")
	r, err := Import(context.Background(), b, []*Source{read(t, people), read(t, sales), read(t, sales)}, Options{Title: "Import"})
	must(t, err)
	expect(t, "customers", r.Created["party"], 1)
	expect(t, "documents", r.Created["document"], 1)
	expect(t, "skipped", r.Skipped, 1)
	expect(t, "files", len(r.Files), 3)
	d := document(t, b, "1")
	expect(t, "customer", customer(t, b, d), "Anna")
	expect(t, "net", d.Net, 200)
}

// A list of totals does not wipe out the lines that say what was sold.
func TestTotalsKeepLines(t *testing.T) {
	b := newBook(t)
	items := write(t, "items.csv", saleHead+"1,2024-02-13,Anna,Tea,1,2.00\n1,2024-02-13,Anna,Cake,1,3.00\n")
	totals := write(t, "totals.csv", "Order number,Order date,Customer name,Order total,Payment method\n1,2024-02-13,Anna,9.00,card\n")
	for _, order := range [][]string{{items, totals}, {totals, items}} {
		take(t, b, order[0])
		take(t, b, order[1])
		d := document(t, b, "1")
		expect(t, "lines", len(d.Lines), 2)
		expect(t, "net", d.Net, 500)
		expect(t, "payment", d.PaymentMethod, "card")
	}
}

// Two currencies in one order, though each row names its own, are rejected.
func TestOrderInTwoCurrencies(t *testing.T) {
	b := newBook(t)
	s := read(t, write(t, "a.csv", "Order number,Order date,Product name,Quantity,Unit price,Currency\n1,2024-02-13,Tea,1,2.00,EUR\n1,2024-02-13,Cake,1,3.00,USD\n2,2024-02-13,Tea,1,2.00,EUR\n"))
	r := takeSource(t, b, s)
	expect(t, "rejected", r.Rejected, 2)
	expect(t, "code", r.Problems[0].Code, table.CodeMixedCurrencies)
	expect(t, "net", r.Net, 200)
}

// A bad quantity hides that row's place in a credit note; the note still
// waits as a whole.
func TestBadRowOfCreditNote(t *testing.T) {
	b := newBook(t)
	r := take(t, b, write(t, "a.csv", "InvoiceNo,Date,Product,Qty,Price\nC10,2024-02-13,Tea,-1,2.00\nC10,2024-02-13,Cake,minus one,2.00\nC11,2024-02-13,Tea,-1,2.00\n"))
	expect(t, "rejected", r.Rejected, 2)
	expect(t, "documents", r.Created["document"], 1)
	expect(t, "type", document(t, b, "C11").DocType, crm.CreditNote)
}

// An invoice and a credit note may share a number.
func TestSameNumberOfTwoTypes(t *testing.T) {
	b := newBook(t)
	path := write(t, "a.csv", "Number,Type,Date,Product,Qty,Price\n5,Invoice,2024-02-13,Tea,3,2.00\n5,Credit note,2024-02-14,Tea,-1,2.00\n")
	r := take(t, b, path)
	expect(t, "documents", r.Created["document"], 2)
	expect(t, "net", r.Net, 400)
	expect(t, "again", take(t, b, path).ChangeSet, crm.ID{})
}

// What is no e-mail does not become one, and no sale is lost for it.
func TestSaleWithBadEmail(t *testing.T) {
	b := newBook(t)
	r := take(t, b, write(t, "a.csv", "Order number,Order date,Customer name,Email,Product name,Quantity,Unit price\n1,2024-02-13,Anna,n/a,Tea,1,2.00\n"))
	expect(t, "documents", r.Created["document"], 1)
	expect(t, "warned", r.Problems[len(r.Problems)-1].Code, table.CodeBadEmail)
	expect(t, "kept", describe(t, b, list[crm.Party](t, b)[0]), "Anna|+|E-mail=n/a")
}

// Warnings about the whole file are not lost in the crowd.
func TestWarningsKept(t *testing.T) {
	b := newBook(t)
	r := take(t, b, write(t, "a.csv", "name,email,city\nAnna,anna@example.com\n"+strings.Repeat(",,Rome\n", 300)))
	expect(t, "first", r.Problems[0].Code, table.CodeShortRows)
	expect(t, "rejected", r.Rejected, 300)
	expect(t, "listed", len(r.Problems), 1+problemsShown)
}

func TestDiscountsAndRefunds(t *testing.T) {
	b := newBook(t)
	head := "Name,Created at,Subtotal,Discount Amount,Refunded Amount,Currency,Lineitem quantity,Lineitem name,Lineitem price\n"
	take(t, b, write(t, "shop.csv", head+"#1,2024-02-13,27.00,3.00,5.00,EUR,2,Tea,10.00\n#1,,,,,,1,Cake,10.00\n"))
	d := document(t, b, "1")
	expect(t, "lines", len(d.Lines), 3)
	expect(t, "first", d.Lines[0].Net, 1800)
	expect(t, "second", d.Lines[1].Net, 900)
	expect(t, "given back", d.Lines[2].Net, -500)
	expect(t, "net", d.Net, 2200)
}

func TestMinorRate(t *testing.T) {
	for _, c := range []struct{ rate, from, to, want string }{
		{"0.006", "JPY", "EUR", "0.6"}, {"0.92", "USD", "EUR", "0.92"}, {"163.5", "EUR", "JPY", "1.635"}, {"1", "KWD", "EUR", "0.1"},
		{"100", "JPY", "JPY", "100"}, {"0.0001", "EUR", "JPY", "0.000001"}, {" 2 ", "JPY", "KWD", "2000"}, {"0", "USD", "EUR", ""}, {"-1", "USD", "EUR", ""},
		{"1e9", "USD", "EUR", ""}, {"1,5", "USD", "EUR", ""}, {"", "USD", "EUR", ""}, {"1.2.3", "USD", "EUR", ""}, {".5", "USD", "EUR", "0.5"},
	} {
		expect(t, c.rate+" "+c.from+" "+c.to, minorRate(c.rate, c.from, c.to), c.want)
	}
}

// 5,000 yen at 0.006 are 30 euro.
func TestForeignCurrency(t *testing.T) {
	b := newBook(t)
	s := read(t, write(t, "a.csv", "Order number,Order date,Product name,Quantity,Unit price,Currency\n1,2024-02-13,Tea,2,2500,JPY\n"))
	for rate, ok := range map[string]bool{"0.006": true, "six": false, "": false} {
		r, err := Import(context.Background(), b, []*Source{s}, Options{Title: "Import", Rates: map[string]string{"JPY": rate}})
		if _, refused := err.(*Refused); refused == ok {
			t.Errorf("rate %q: %v", rate, err)
		}
		if ok {
			expect(t, "net", r.Net, 3000)
			expect(t, "stored rate", document(t, b, "1").FxRate, "0.6")
			expect(t, "yen", document(t, b, "1").Net, 5000)
		}
	}
	_, err := Import(context.Background(), b, []*Source{s}, Options{})
	expect(t, "without a rate", err.(*Refused).Problems[0].Code, table.CodeForeignCurrency)
	for _, p := range list[crm.Product](t, b) {
		expect(t, "no price in yen", len(p.Prices), 0)
	}
}

// 000-28: a file may name the place of each sale; the book learns its places,
// a file without them leaves them, and an export names them.
func TestSalesNamePlaces_000_28(t *testing.T) {
	b := newBook(t)
	rows := "Order number,Order date,Store,Product name,Quantity,Unit price\n1,2024-05-01,Quay,Tea,1,3.50\n2,2024-05-02, QUAY ,Tea,1,3.50\n" +
		"3,2024-05-02," + strings.Repeat("ß", 300) + ",Tea,1,3.50\n4,2024-05-03,,Tea,1,3.50\n"
	take(t, b, write(t, "sales.csv", rows))
	expect(t, "places", b.Count(crm.KindSite), 2)
	expect(t, "again", take(t, b, write(t, "sales.csv", rows)).Skipped, 4)
	out := exported(t, b, "sales")
	expect(t, "named", strings.Count(out, "\"Quay\""), 2)
	take(t, b, write(t, "later.csv", "Order number,Order date,Product name,Quantity,Unit price\n1,2024-05-01,Tea,2,3.50\n"))
	expect(t, "kept", strings.Count(exported(t, b, "sales"), "\"Quay\""), 2)
	other := newBook(t)
	take(t, other, write(t, "again.csv", out))
	expect(t, "round trip", exported(t, other, "sales"), out)
}
