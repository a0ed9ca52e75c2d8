package book_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"regulars/data/book"
	"regulars/data/crm"
)

// smallBook returns the bytes of a closed book of many pages and what is in it.
func smallBook(t testing.TB) (data []byte, content map[crm.ID]plain) {
	t.Helper()
	b, err := book.Create(filepath.Join(t.TempDir(), "shop.regulars"), crm.DefaultSettings(), book.Options{Now: fixedClock()})
	if err != nil {
		t.Fatal(err)
	}
	content = map[crm.ID]plain{}
	for i := range 30 {
		var recs []crm.Record
		for j := range 10 {
			p := party(fmt.Sprint("Customer ", i, " ", j))
			p.Note = strings.Repeat("story ", i*j)
			recs = append(recs, p)
		}
		put(t, b, "add", recs...)
		for _, r := range recs {
			content[r.Base().ID] = toPlain(r)
		}
	}
	if err := b.Checkpoint(); err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	data, err = os.ReadFile(b.Path())
	if err != nil {
		t.Fatal(err)
	}
	return data, content
}

// truth tells what reading a possibly damaged book gives: an error that says
// so, or everything as it was. Anything else fails the test.
func truth(t *testing.T, what, path string, content map[crm.ID]plain) (reported bool) {
	t.Helper()
	b, err := book.Open(path, book.Options{})
	if err != nil {
		if book.CodeOf(err) == "" {
			t.Errorf("%s: error without a code: %v", what, err)
		}
		return true
	}
	defer b.Close()
	r, err := b.Check(context.Background(), nil)
	reported = err != nil || len(r.Problems) > 0
	for id, want := range content {
		p, err := book.Get[crm.Party](b, id)
		if err != nil {
			if !reported {
				t.Errorf("%s: %s: %v, but check found nothing", what, id, err)
			}
			reported = true
			continue
		}
		if got := toPlain(p); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %s silently reads as %v, not %v", what, id, got, want)
		}
	}
	list, err := book.List[crm.Party](b)
	if !reported && (err != nil || len(list) != len(content)) {
		t.Errorf("%s: lists %d of %d, %v, but check found nothing", what, len(list), len(content), err)
	}
	hits, err := b.Search("customer", len(content)+1)
	if !reported && (err != nil || len(hits) != len(content)) {
		t.Errorf("%s: finds %d of %d, %v, but check found nothing", what, len(hits), len(content), err)
	}
	_, _ = b.Facts()
	return reported
}

func TestTruncatedBooks(t *testing.T) {
	data, content := smallBook(t)
	const page = 4096
	var lengths []int
	for n := 0; n <= len(data); n += page {
		lengths = append(lengths, n, n+1+n%997)
	}
	path := filepath.Join(t.TempDir(), "cut.regulars")
	refused, whole := 0, 0
	for _, n := range lengths {
		if n < 0 || n > len(data) {
			continue
		}
		if err := os.WriteFile(path, data[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		if truth(t, fmt.Sprintf("cut to %d bytes", n), path, content) {
			refused++
		} else {
			whole++
		}
	}
	t.Logf("%d lengths of a file of %d pages: %d refused, %d whole", refused+whole, len(data)/page, refused, whole)
	if refused == 0 || whole == 0 {
		t.Error("both outcomes should occur")
	}
}

// TestFlippedBits turns single bits over, everywhere and in the headers of
// pages, where a bit changes the shape of the tree.
func TestFlippedBits(t *testing.T) {
	data, content := smallBook(t)
	flips := 600
	if testing.Short() {
		flips = 150
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	path := filepath.Join(t.TempDir(), "flip.regulars")
	reported := map[string]int{}
	for i := range flips {
		at, where := rnd.IntN(len(data)), "anywhere"
		if i%2 == 0 {
			at, where = at/4096*4096+rnd.IntN(64), "head of a page"
		}
		bit := byte(1) << rnd.IntN(8)
		data[at] ^= bit
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if truth(t, fmt.Sprintf("bit %d of byte %d (page %d+%d)", bit, at, at/4096, at%4096), path, content) {
			reported[where]++
		}
		data[at] ^= bit
		if t.Failed() {
			return
		}
	}
	t.Logf("of %d bits each, reported: %v", flips/2, reported)
}
