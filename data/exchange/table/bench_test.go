package table

import (
	"os"
	"testing"
)

const online541k = "../../../../shared/data/analytics/online_retail_uci_2010_2011.csv.gz"

// BenchmarkRead541k reads the rows of 541,909 sale lines from memory.
func BenchmarkRead541k(b *testing.B) {
	t := openShared(b, online541k)
	b.SetBytes(t.Size())
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		for _, err := range t.Rows() {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		if n != 541909 {
			b.Fatal(n)
		}
	}
}

// BenchmarkOpen541k unpacks, decodes and looks at the first rows.
func BenchmarkOpen541k(b *testing.B) {
	b.SetBytes(openShared(b, online541k).Size())
	for b.Loop() {
		if _, err := Open(online541k, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSniff541k looks at every cell.
func BenchmarkSniff541k(b *testing.B) {
	t := openShared(b, online541k)
	b.SetBytes(t.Size())
	b.ReportAllocs()
	for b.Loop() {
		if s := t.Sniff(); s.Rows != 541909 {
			b.Fatal(s.Rows)
		}
	}
}

// BenchmarkSales541k drafts every sale line.
func BenchmarkSales541k(b *testing.B) {
	t := openShared(b, online541k)
	s := t.Sniff()
	p, _ := t.Plan(s, s.Recognise(), Env{Currency: "GBP"})
	b.SetBytes(t.Size())
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range p.Sales() {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

// openShared opens a file of the shared test data, or skips.
func openShared(t testing.TB, path string) *Table {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		t.Skip("the shared test data is not here")
	}
	tb, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return tb
}
