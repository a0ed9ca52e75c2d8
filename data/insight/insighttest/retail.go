// Package insighttest gives the tests of the questions something to ask
// about: a real shop's published sales and random small shops.
package insighttest

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"regulars/data/crm"
	"regulars/data/facts"
)

// dataFile finds a reference file beside the module and skips the test where
// the reference data is not there.
func dataFile(t testing.TB, name string) *os.File {
	t.Helper()
	dir, err := os.Getwd()
	for err == nil {
		if _, missing := os.Stat(filepath.Join(dir, "go.mod")); missing == nil || dir == filepath.Dir(dir) {
			break
		}
		dir = filepath.Dir(dir)
	}
	f, err := os.Open(filepath.Join(dir, "..", "shared", "data", "analytics", name))
	if err != nil {
		t.Skipf("reference data not here: %v", err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// Long skips a test under -short, with which the race detector runs: one that
// repeats much of what others do on little, on a single processor.
func Long(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("long")
	}
}

// RetailPartyID is the ID that OnlineRetail gives customer number n.
func RetailPartyID(n int) crm.ID { return numbered('p', n) }

func numbered(kind byte, n int) crm.ID {
	return crm.ID{0: kind, 12: byte(n >> 24), 13: byte(n >> 16), 14: byte(n >> 8), 15: byte(n)}
}

// OnlineRetail reads the UCI Online Retail file: every line, invoices whose
// number begins with C as credit notes, lines without customer as walk-in
// sales. With reverse the records go into the facts last one first. It is [Long].
func OnlineRetail(t testing.TB, reverse bool) *facts.Snapshot {
	t.Helper()
	Long(t)
	zip, err := gzip.NewReader(dataFile(t, "online_retail_uci_2010_2011.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	r := &retail{rows: csv.NewReader(zip), docs: map[string]*crm.SalesDocument{}, ids: map[string]crm.ID{}}
	r.rows.ReuseRecord = true
	if err := r.read(); err != nil {
		t.Fatal(err)
	}
	b := facts.NewBuilder("GBP")
	for i := range r.records {
		at := i
		if reverse {
			at = len(r.records) - 1 - i
		}
		b.Put(r.records[at])
	}
	return b.Snapshot(1)
}

type retail struct {
	rows    *csv.Reader
	docs    map[string]*crm.SalesDocument
	ids     map[string]crm.ID // of products
	parties map[int]bool
	records []crm.Record
}

func (r *retail) read() error {
	r.parties = map[int]bool{}
	if _, err := r.rows.Read(); err != nil {
		return err
	}
	for {
		row, err := r.rows.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = r.add(row)
		}
		if err != nil {
			return err
		}
	}
}

// add takes InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID, Country.
func (r *retail) add(row []string) error {
	doc, err := r.document(row)
	if err != nil {
		return err
	}
	quantity, err := crm.ParseDecimal(row[3], 4)
	if err != nil {
		return err
	}
	price, err := strconv.ParseFloat(row[5], 64)
	if err != nil {
		return err
	}
	line := crm.Line{Product: r.product(row[1], row[2]), Quantity: crm.Quantity(quantity), Price: crm.Price(price*crm.PriceScale + 0.5)}
	if price < 0 {
		line.Price = crm.Price(price*crm.PriceScale - 0.5)
	}
	if line.Net, err = crm.LineNet(line.Quantity, line.Price, 2); err != nil {
		return err
	}
	doc.Lines = append(doc.Lines, line)
	return nil
}

func (r *retail) product(code, name string) crm.ID {
	id, ok := r.ids[code]
	if !ok {
		id = numbered('g', len(r.ids)+1)
		code, name = strings.Clone(code), strings.Clone(name)
		r.ids[code] = id
		r.records = append(r.records, &crm.Product{Meta: crm.Meta{ID: id}, SKU: code, Name: name, ProductKind: crm.Good})
	}
	return id
}

func (r *retail) document(row []string) (*crm.SalesDocument, error) {
	if doc := r.docs[row[0]]; doc != nil {
		return doc, nil
	}
	day, clock, _ := strings.Cut(row[4], " ")
	date, err := crm.ParseDate(day)
	if err != nil {
		return nil, err
	}
	hour, err := strconv.Atoi(clock[:2])
	if err != nil {
		return nil, err
	}
	minute, err := strconv.Atoi(clock[3:5])
	if err != nil {
		return nil, err
	}
	doc := &crm.SalesDocument{Meta: crm.Meta{ID: numbered('d', len(r.docs)+1)}, DocType: crm.Invoice, Status: crm.Paid,
		Date: date, Time: crm.NewClock(hour, minute), Currency: "GBP", Country: strings.Clone(row[7])}
	if row[0][0] == 'C' {
		doc.DocType = crm.CreditNote
	}
	if n, err := strconv.Atoi(row[6]); err == nil {
		doc.Party = RetailPartyID(n)
		if !r.parties[n] {
			r.parties[n] = true
			r.records = append(r.records, &crm.Party{Meta: crm.Meta{ID: doc.Party}, DisplayName: strings.Clone(row[6]), PartyKind: crm.Organization})
		}
	}
	r.docs[strings.Clone(row[0])] = doc
	r.records = append(r.records, doc)
	return doc, nil
}

// PartyIndex finds a party in the columns, -1 when it is not there.
func PartyIndex(s *facts.Snapshot, id crm.ID) int32 {
	for i, p := range s.Party.ID {
		if p == id {
			return int32(i)
		}
	}
	return facts.None
}
