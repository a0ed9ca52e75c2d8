package book_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"regulars/data/book"
	"regulars/data/crm"
)

// child does the job of a crash test and returns the exit code.
func child(path, job string) int {
	b, err := book.Open(path, book.Options{})
	if err != nil {
		fmt.Println("failed", err)
		return 1
	}
	if job == "few" {
		return fewChanges(b)
	}
	for i := 0; ; i++ {
		if err := changeAndTell(b, i); err != nil {
			fmt.Println("failed", err)
			return 1
		}
	}
}

// changeAndTell makes one change and says so on standard output, one write a
// line, as soon as it is acknowledged.
func changeAndTell(b *book.Book, i int) error {
	p := party(fmt.Sprint("Customer ", i))
	p.Note = strings.Repeat("long story ", i%7*150)
	set, err := b.Update("add", func(tx *book.Tx) error { return tx.Put(p) })
	if err != nil {
		return err
	}
	fmt.Println("there", p.ID)
	switch i % 5 {
	case 1:
		fmt.Println("perhaps", p.ID)
		if _, _, err := b.Undo(set, "undo", false); err != nil {
			return err
		}
		fmt.Println("gone", p.ID)
	case 2:
		return b.Checkpoint()
	case 4:
		_, _, err := b.Compact(context.Background())
		return err
	}
	return nil
}

// verify opens the book after a crash and looks for what was acknowledged.
func verify(t *testing.T, path string, told map[string]string) {
	t.Helper()
	b, err := book.Open(path, book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	mustBeWhole(t, b)
	for text, state := range told {
		id, _ := crm.ParseID(text)
		_, err := book.Get[crm.Party](b, id)
		switch {
		case state == "there" && err != nil:
			t.Errorf("%s was acknowledged: %v", text, err)
		case state == "gone" && book.CodeOf(err) != book.CodeNotFound:
			t.Errorf("the undo of %s was acknowledged: %v", text, err)
		}
	}
	if hits, err := b.Search("Customer", 3); err != nil || len(hits) == 0 {
		t.Errorf("search after a crash: %v %v", hits, err)
	}
}

func childProcess(path, job string, wrap ...string) *exec.Cmd {
	args := append(wrap, os.Args[0])
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), envBook+"="+path, envJob+"="+job)
	return cmd
}

// TestKilledAtRandomPoints kills a process that changes, undoes, compacts and
// checkpoints, again and again on the same book, and finds every change that
// was acknowledged.
func TestKilledAtRandomPoints(t *testing.T) {
	kills := 60
	if testing.Short() {
		kills = 10
	}
	path := filepath.Join(t.TempDir(), "shop.regulars")
	b, err := book.Create(path, crm.DefaultSettings(), book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	put(t, b, "add", party("Customer zero"))
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	told := map[string]string{}
	for range kills {
		killOnce(t, path, told)
		verify(t, path, told)
		if t.Failed() {
			return
		}
	}
	t.Logf("%d kills, %d records acknowledged", kills, len(told))
}

// killOnce kills the child some acknowledgements and up to 6 ms later, in the
// midst of whatever it does then.
func killOnce(t *testing.T, path string, told map[string]string) {
	cmd := childProcess(path, "")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	after := 1 + rand.IntN(12)
	lines := bufio.NewScanner(out)
	for n := 1; lines.Scan(); n++ {
		state, id, _ := strings.Cut(lines.Text(), " ")
		if state == "failed" {
			t.Errorf("child: %s", id)
		} else {
			told[id] = state
		}
		if n == after {
			time.AfterFunc(time.Duration(rand.IntN(6000))*time.Microsecond, func() { _ = cmd.Process.Kill() })
		}
	}
	_ = cmd.Wait()
}
