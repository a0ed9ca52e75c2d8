package exchange

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/rfm"
)

const uci = "analytics/online_retail_uci_2010_2011.csv.gz"

// The published figures of the UCI Online Retail data.
func TestUCI(t *testing.T) {
	if testing.Short() {
		t.Skip("half a million rows")
	}
	b := bookIn(t, "GBP")
	path := sharedFile(t, uci)
	empty := b.Count(crm.KindParty) + b.Count(crm.KindDocument)
	r := take(t, b, path)
	expect(t, "rows", r.Rows, 541909)
	expect(t, "documents", r.Created["document"], 25900)
	expect(t, "products", r.Created["product"], 4070)
	expect(t, "customers", r.Created["party"], 4372)
	expect(t, "walk-in rows", r.WalkIn, 135080)
	expect(t, "net", r.Net, 974774793)
	expect(t, "created rows", r.CreatedRows, 541909)
	notes := 0
	var known crm.Amount
	must(t, book.Each(b, func(d *crm.SalesDocument) bool {
		if d.DocType == crm.CreditNote {
			notes++
		}
		if !d.Party.IsZero() {
			known += d.BaseNet
		}
		return true
	}))
	expect(t, "credit notes", notes, 3836)
	expect(t, "net of known customers", known, 830006581)
	segments := segmentsOf(t, b)
	expect(t, "champions", segments["champions"], 577)

	before := sequence(t, b)
	again := take(t, b, path)
	expect(t, "second change set", again.ChangeSet, crm.ID{})
	expect(t, "skipped", again.Skipped, 541909)
	expect(t, "history", sequence(t, b), before)

	_, conflicts, err := b.Undo(r.ChangeSet, "Undo", false)
	must(t, err)
	expect(t, "conflicts", len(conflicts), 0)
	expect(t, "left", b.Count(crm.KindParty)+b.Count(crm.KindDocument)+b.Count(crm.KindProduct)+b.Count(crm.KindImportBatch), empty)
	report, err := b.Check(context.Background(), nil)
	must(t, err)
	expect(t, "damage", len(report.Problems), 0)
}

func segmentsOf(t *testing.T, b *book.Book) map[string]int {
	t.Helper()
	s, err := b.Facts()
	must(t, err)
	day, err := crm.ParseDate("2011-12-10")
	must(t, err)
	x, err := rfm.Score(s, rfm.Options{AsOf: day, Reading: insight.Reading{Basis: insight.Revenue, Returns: insight.Ignore}})
	must(t, err)
	out := map[string]int{}
	for _, r := range x.Segments().Rows {
		out[string(r.Segment)] = r.Customers
	}
	return out
}

// The order of the rows of a file means nothing.
func TestUCI_Permuted(t *testing.T) {
	if testing.Short() {
		t.Skip("half a million rows")
	}
	text := unpacked(t, sharedFile(t, uci))
	head, body, _ := bytes.Cut(text, []byte("\n"))
	rows := bytes.Split(bytes.TrimRight(body, "\n"), []byte("\n"))
	rand.New(rand.NewPCG(7, 541909)).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	path := filepath.Join(t.TempDir(), "shuffled.csv")
	must(t, os.WriteFile(path, append(append(head, '\n'), bytes.Join(rows, []byte("\n"))...), 0o600))

	b := bookIn(t, "GBP")
	r := take(t, b, path)
	expect(t, "documents", r.Created["document"], 25900)
	expect(t, "customers", r.Created["party"], 4372)
	expect(t, "net", r.Net, 974774793)
	want := map[string]int{"champions": 577, "loyal": 708, "potential_loyalists": 474, "new": 63, "promising": 167, "need_attention": 116,
		"about_to_sleep": 475, "at_risk": 372, "cant_lose": 37, "hibernating": 1349}
	got := segmentsOf(t, b)
	expect(t, "segments", len(got), len(want))
	for s, n := range want {
		expect(t, s, got[s], n)
	}
	// The file in its own order says nothing new.
	again := take(t, b, sharedFile(t, uci))
	expect(t, "second change set", again.ChangeSet, crm.ID{})
}

func unpacked(t *testing.T, path string) []byte {
	t.Helper()
	f, err := os.Open(path)
	must(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	must(t, err)
	text, err := io.ReadAll(z)
	must(t, err)
	return text
}
