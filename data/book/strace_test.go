package book_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"regulars/data/book"
	"regulars/data/crm"
)

// fewChanges tries three changes and says of each whether it was saved.
func fewChanges(b *book.Book) int {
	for i := range 3 {
		p := party(fmt.Sprint("Customer ", i))
		p.ID = crm.ID{0: 1, 15: byte(i + 1)}
		p.Note = strings.Repeat("story ", 2000)
		if _, err := b.Update("add", func(tx *book.Tx) error { return tx.Put(p) }); err != nil {
			fmt.Println("refused", p.ID, err)
			continue
		}
		fmt.Println("there", p.ID)
	}
	if _, err := b.Check(context.Background(), nil); err != nil {
		fmt.Println("check", err)
	}
	if err := b.Close(); err != nil {
		fmt.Println("close", err)
	}
	return 0
}

// TestEveryFailingSystemCall lets the n-th write, sync or resize of a process
// fail, for every n, and kills it there: what was acknowledged is there, what
// was refused is not, and the book is whole.
func TestEveryFailingSystemCall(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("needs Linux")
	}
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("strace is not installed: failing system calls are not tried")
	}
	if testing.Short() {
		t.Skip("short")
	}
	original := filepath.Join(t.TempDir(), "original.regulars")
	b, err := book.Create(original, crm.DefaultSettings(), book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	put(t, b, "add", party("Customer zero"))
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	runs := 0
	for _, fault := range []string{"fdatasync:error=EIO", "fdatasync:signal=SIGKILL", "pwrite64:error=ENOSPC", "pwrite64:error=EIO", "pwrite64:signal=SIGKILL", "ftruncate:error=ENOSPC", "fsync:error=EIO"} {
		for n := 1; n <= 40; n++ {
			path := filepath.Join(t.TempDir(), "shop.regulars")
			copyFile(t, original, path)
			hit := failCall(t, path, fmt.Sprintf("%s:when=%d", fault, n))
			runs++
			if t.Failed() {
				t.Fatalf("%s, number %d", fault, n)
			}
			if !hit {
				break
			}
		}
	}
	t.Logf("%d runs", runs)
}

// failCall runs the child with one injected fault; hit is false when the
// child did not get as far as the fault.
func failCall(t *testing.T, path, fault string) (hit bool) {
	t.Helper()
	log := path + ".strace"
	name, _, _ := strings.Cut(fault, ":")
	cmd := childProcess(path, "few", "strace", "-f", "-o", log, "-e", "trace="+name, "-e", "inject="+fault)
	out, err := cmd.Output()
	if err != nil && !strings.Contains(fault, "SIGKILL") {
		t.Errorf("child: %v\n%s", err, out)
	}
	trace, err := os.ReadFile(log)
	if err != nil {
		t.Skipf("strace cannot trace here: %v", err)
	}
	verifyFew(t, path, string(out))
	return strings.Contains(string(trace), "INJECTED") || strings.Contains(string(trace), "killed by SIGKILL")
}

func verifyFew(t *testing.T, path, out string) {
	t.Helper()
	b, err := book.Open(path, book.Options{})
	if err != nil {
		t.Error(err)
		return
	}
	defer b.Close()
	mustBeWhole(t, b)
	for line := range strings.Lines(out) {
		words := strings.Fields(line)
		id, err := crm.ParseID(words[1])
		if err != nil {
			continue
		}
		_, err = book.Get[crm.Party](b, id)
		if (words[0] == "there") != (err == nil) {
			t.Errorf("%s, but afterwards: %v", strings.TrimSpace(line), err)
		}
	}
}

func copyFile(t testing.TB, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, data, 0o600); err != nil {
		t.Fatal(err)
	}
}
