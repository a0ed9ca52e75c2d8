package book

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"

	"regulars/data/crm"
)

func benchParty(i int) *crm.Party {
	return &crm.Party{PartyKind: crm.Person, DisplayName: fmt.Sprint("Customer ", i), Roles: []crm.Role{crm.RoleCustomer},
		Points: []crm.ContactPoint{crm.NewPhone("06 28 23 04 55", "FR"), crm.NewEmail("someone@example.com")}, Note: "likes oolong"}
}

func benchBook(b *testing.B) *Book {
	b.Helper()
	bk, err := Create(filepath.Join(b.TempDir(), "bench.regulars"), crm.DefaultSettings(), Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = bk.Close() })
	return bk
}

// BenchmarkCommitSmall saves one record in a change set, and beside it puts
// the same keys and values into a bare bolt file. Target: ratio <= 1.3.
func BenchmarkCommitSmall(b *testing.B) {
	bk := benchBook(b)
	bare := newBare(b)
	var ours, theirs []time.Duration
	for i := 0; b.Loop(); i++ {
		p := benchParty(i)
		start := time.Now()
		if _, err := bk.Update("add", func(tx *Tx) error { return tx.Put(p) }); err != nil {
			b.Fatal(err)
		}
		ours = append(ours, time.Since(start))
		values := lastCommit(b, bk)
		start = time.Now()
		bare.commit(b, values)
		theirs = append(theirs, time.Since(start))
	}
	mine, bolts := median(ours), median(theirs)
	b.ReportMetric(float64(mine.Microseconds()), "us/book")
	b.ReportMetric(float64(bolts.Microseconds()), "us/bare")
	b.ReportMetric(float64(mine)/float64(bolts), "ratio")
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}

type keyValue struct {
	bucket     string
	key, value []byte
}

// lastCommit returns what the newest change set put: the last row of each
// bucket it writes to.
func lastCommit(b *testing.B, bk *Book) (out []keyValue) {
	err := bk.db.View(func(tx *bolt.Tx) error {
		for _, name := range []string{"party", bucketOps, bucketSets, bucketHist, bucketHead} {
			k, v := tx.Bucket([]byte(name)).Cursor().Last()
			out = append(out, keyValue{name, slices.Clone(k), slices.Clone(v)})
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return out
}

type bareDB struct{ db *bolt.DB }

func newBare(b *testing.B) bareDB {
	db, err := bolt.Open(filepath.Join(b.TempDir(), "bare.db"), 0o600, &bolt.Options{FreelistType: bolt.FreelistMapType})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	err = db.Update(func(tx *bolt.Tx) error {
		for _, name := range []string{"party", bucketOps, bucketSets, bucketHist, bucketHead} {
			if _, err := tx.CreateBucket([]byte(name)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return bareDB{db}
}

func (d bareDB) commit(b *testing.B, values []keyValue) {
	err := d.db.Update(func(tx *bolt.Tx) error {
		for _, v := range values {
			if err := tx.Bucket([]byte(v.bucket)).Put(v.key, v.value); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// bigChange puts parties, products and documents with lines in one change set.
func bigChange(bk *Book, parties, products, documents, lines int) error {
	rnd := rand.New(rand.NewPCG(1, 1))
	_, err := bk.UpdateAs(ActorImport, "import", func(tx *Tx) error {
		partyIDs, productIDs := make([]crm.ID, parties), make([]crm.ID, products)
		for i := range partyIDs {
			p := benchParty(i)
			if err := tx.Put(p); err != nil {
				return err
			}
			partyIDs[i] = p.ID
		}
		for i := range productIDs {
			p := &crm.Product{Name: fmt.Sprint("Product ", i), SKU: fmt.Sprint(10000 + i), ProductKind: crm.Good}
			if err := tx.Put(p); err != nil {
				return err
			}
			productIDs[i] = p.ID
		}
		for i := range documents {
			d := &crm.SalesDocument{DocType: crm.Invoice, Status: crm.Paid, Number: fmt.Sprint(500000 + i), Currency: "EUR",
				Party: partyIDs[rnd.IntN(parties)], Date: crm.NewDate(2010, 12, 1+rnd.IntN(373)), Country: "United Kingdom"}
			n := lines*(i+1)/documents - lines*i/documents
			for range n {
				q, price := crm.Quantity(1+rnd.IntN(24))*crm.QuantityScale, crm.Price(8500+rnd.IntN(90000))
				net, err := crm.LineNet(q, price, 2)
				if err != nil {
					return err
				}
				d.Lines = append(d.Lines, crm.Line{Product: productIDs[rnd.IntN(products)], Quantity: q, Price: price, Net: net})
			}
			if err := d.Sum(); err != nil {
				return err
			}
			if err := tx.Put(d); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// BenchmarkOpenToFirstFacts opens a book of 5,000 parties, 25,000 documents
// and 500,000 lines and asks for its facts. Target: < 0.3 s.
func BenchmarkOpenToFirstFacts(b *testing.B) {
	bk := benchBook(b)
	if err := bigChange(bk, 5000, 4000, 25000, 500000); err != nil {
		b.Fatal(err)
	}
	if err := bk.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		again, err := Open(bk.path, Options{})
		if err != nil {
			b.Fatal(err)
		}
		if s, err := again.Facts(); err != nil || len(s.Line.Net) != 500000 {
			b.Fatal(err)
		}
		if err := again.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkImportLike saves the documents of a large import in one change
// set. Targets: < 8 s and < 350 MB.
func BenchmarkImportLike(b *testing.B) {
	for b.Loop() {
		bk := benchBook(b)
		start := time.Now()
		if err := bigChange(bk, 4372, 4070, 25900, 541909); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(start).Seconds(), "s/change")
		b.ReportMetric(peakMegabytes(), "MB-peak")
		start = time.Now()
		if _, err := bk.Facts(); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(start).Seconds(), "s/facts")
		start = time.Now()
		if err := bk.Close(); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(start).Seconds(), "s/close")
		b.ReportMetric(peakMegabytes(), "MB-peak-closed")
		info, err := os.Stat(bk.path)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(info.Size())/1e6, "MB-file")
	}
}

// BenchmarkUndoImport takes such an import back.
func BenchmarkUndoImport(b *testing.B) {
	for b.Loop() {
		bk := benchBook(b)
		if err := bigChange(bk, 4372, 4070, 25900, 541909); err != nil {
			b.Fatal(err)
		}
		sets, err := bk.History(1)
		if err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		if _, _, err := bk.Undo(sets[0].ID, "undo", false); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(start).Seconds(), "s/undo")
		b.ReportMetric(peakMegabytes(), "MB-peak")
		start = time.Now()
		if r, err := bk.Check(b.Context(), nil); err != nil || len(r.Problems) > 0 {
			b.Fatal(r, err)
		}
		b.ReportMetric(time.Since(start).Seconds(), "s/check")
	}
}

// peakMegabytes is the largest memory the process had; 0 where unknown.
func peakMegabytes() float64 {
	status, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kb := 0.0
	_, _ = fmt.Sscan(rest, &kb)
	return kb / 1000
}
