package exchange

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/exchange/table"
	"regulars/data/insight"
	"regulars/data/insight/rfm"
)

// childBook names, for the process that BenchmarkImportUCI starts, the book
// to make: only a process of its own can tell the memory that one import takes.
const childBook = "REGULARS_BENCH_BOOK"

func TestMain(m *testing.M) {
	if path := os.Getenv(childBook); path != "" {
		os.Exit(importChild(path))
	}
	os.Exit(m.Run())
}

// importChild makes a book of the large file and says how long it took and
// the most memory it had.
func importChild(path string) int {
	s := crm.DefaultSettings()
	s.BaseCurrency = "GBP"
	start := time.Now()
	b, err := book.Create(path, s, book.Options{})
	if err == nil {
		err = importInto(b)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Println(time.Since(start).Seconds(), peakKB())
	return 0
}

func importInto(b *book.Book) error {
	src, err := Read(shared+uci, table.Options{})
	if err != nil {
		return err
	}
	if _, err := Import(context.Background(), b, []*Source{src}, Options{Title: "Import"}); err != nil {
		return err
	}
	return b.Close()
}

// peakKB is the most memory the process ever had, 0 where the system does not say.
func peakKB() int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kb, _ := strconv.Atoi(strings.Fields(rest + " 0")[0])
	return kb
}

// uciBook makes the book in a process of its own.
func uciBook(b *testing.B, path string) (seconds float64, kb int) {
	b.Helper()
	sharedFile(b, uci)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childBook+"="+path)
	var errOut bytes.Buffer
	cmd.Stderr = &errOut
	out, err := cmd.Output()
	if err != nil {
		b.Fatalf("%v\n%s", err, &errOut)
	}
	if _, err := fmt.Sscan(string(out), &seconds, &kb); err != nil {
		b.Fatal(err)
	}
	return seconds, kb
}

// 541,909 rows into a new book. Budget: 25 s, 700 MB at the peak.
func BenchmarkImportUCI(b *testing.B) {
	var seconds float64
	peak, n := 0, 0
	for b.Loop() {
		s, kb := uciBook(b, filepath.Join(b.TempDir(), fmt.Sprint(n, ".regulars")))
		seconds, peak, n = seconds+s, max(peak, kb), n+1
	}
	b.ReportMetric(seconds/float64(n), "s/import")
	b.ReportMetric(float64(peak)/1024, "MB-peak")
}

// From the closed book of half a million lines to its segments. Budget: 0.5 s.
func BenchmarkOpenToFirstAnswer(b *testing.B) {
	path := filepath.Join(b.TempDir(), "uci.regulars")
	uciBook(b, path)
	slowest, customers := time.Duration(0), 0
	for b.Loop() {
		start := time.Now()
		customers = firstAnswer(b, path)
		slowest = max(slowest, time.Since(start))
	}
	if customers == 0 {
		b.Fatal("nobody in the segments")
	}
	b.ReportMetric(slowest.Seconds(), "s-slowest")
}

func firstAnswer(b *testing.B, path string) (customers int) {
	b.Helper()
	opened, err := book.Open(path, book.Options{ReadOnly: true})
	must(b, err)
	s, err := opened.Facts()
	must(b, err)
	x, err := rfm.Score(s, rfm.Options{Reading: insight.Reading{Returns: insight.Ignore}})
	must(b, err)
	for _, r := range x.Segments().Rows {
		customers += r.Customers
	}
	must(b, opened.Close())
	return customers
}
