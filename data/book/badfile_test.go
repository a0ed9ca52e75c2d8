package book_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"regulars/data/book"
	"regulars/data/crm"
)

func TestFilesThatAreNoBooks(t *testing.T) {
	dir := t.TempDir()
	other := filepath.Join(dir, "other.db")
	db, err := bolt.Open(other, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{"empty": "", "short": "hello", "text": strings.Repeat("Name;Phone\n", 5000), "zeros": strings.Repeat("\x00", 40000)} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]book.Code{
		"missing": book.CodeMissing, "empty": book.CodeEmpty, "short": book.CodeNotABook, "text": book.CodeNotABook,
		"zeros": book.CodeNotABook, "folder": book.CodeNotABook, "other.db": book.CodeNotABook, "missing/dir/x": book.CodeMissing,
	} {
		path := filepath.Join(dir, name)
		before, _ := os.ReadFile(path)
		_, err := book.Open(path, book.Options{})
		var e *book.Error
		if book.CodeOf(err) != want || !errors.As(err, &e) || e.Path != path {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
			t.Errorf("%s was changed by opening it", name)
		}
		if want == book.CodeMissing {
			continue
		}
		if _, err := book.Create(path, crm.DefaultSettings(), book.Options{}); book.CodeOf(err) != book.CodeExists {
			t.Errorf("create over %s: %v", name, err)
		}
	}
}

func TestCreateWithBadSettingsLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	s := crm.DefaultSettings()
	s.BaseCurrency = "gold"
	_, err := book.Create(filepath.Join(dir, "shop.regulars"), s, book.Options{})
	if book.CodeOf(err) != book.CodeInvalid {
		t.Error(err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestSecondOpeningIsRefusedSoon(t *testing.T) {
	b := mustCreate(t)
	for _, readOnly := range []bool{false, true} {
		if _, err := book.Open(b.Path(), book.Options{ReadOnly: readOnly}); book.CodeOf(err) != book.CodeLocked {
			t.Errorf("read-only %t: %v", readOnly, err)
		}
	}
	other := mustCreate(t) // two different books at once are fine
	put(t, other, "add", party("Lan"))
	if b.Count(crm.KindParty) != 0 || other.Count(crm.KindParty) != 1 {
		t.Error("two books are one")
	}
}

func TestReadOnlyBooks(t *testing.T) {
	b := mustCreate(t)
	lan := party("Lan")
	set := put(t, b, "add", lan)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	before, _ := os.ReadFile(b.Path())
	var open []*book.Book
	for range 2 { // several readers at once
		r, err := book.Open(b.Path(), book.Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		open = append(open, r)
	}
	r := open[1]
	if got, err := book.Get[crm.Party](r, lan.ID); err != nil || got.DisplayName != "Lan" || !r.ReadOnly() {
		t.Errorf("%v %v", got, err)
	}
	if hits, err := r.Search("lan", 1); err != nil || len(hits) != 1 {
		t.Errorf("%v %v", hits, err)
	}
	_, err := r.Update("x", func(tx *book.Tx) error { return tx.Put(party("Mai")) })
	_, _, undoErr := r.Undo(set, "x", false)
	_, _, compactErr := r.Compact(context.Background())
	for _, err := range []error{err, undoErr, compactErr, r.View(func(tx *book.Tx) error { return tx.Put(party("Mai")) })} {
		if book.CodeOf(err) != book.CodeReadOnly {
			t.Errorf("changed a read-only book: %v", err)
		}
	}
	mustBeWhole(t, r)
	for _, r := range open {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
	if after, _ := os.ReadFile(b.Path()); !bytes.Equal(before, after) {
		t.Error("reading changed the file")
	}
}

func TestWriteProtectedFileOpensReadOnly(t *testing.T) {
	if os.Getuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("file modes do not stop this user")
	}
	b := mustCreate(t)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(b.Path(), 0o400); err != nil {
		t.Fatal(err)
	}
	r, err := book.Open(b.Path(), book.Options{})
	if err != nil || !r.ReadOnly() {
		t.Fatalf("%v", err)
	}
	defer r.Close()
	if err := os.Chmod(b.Path(), 0o000); err != nil {
		t.Fatal(err)
	}
	if _, err := book.Open(b.Path(), book.Options{}); book.CodeOf(err) != book.CodeDenied {
		t.Error(err)
	}
}

func TestReplacedWhileOpen(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("an open file cannot be replaced")
	}
	b, other := mustCreate(t), mustCreate(t)
	lan := party("Lan")
	put(t, b, "add", lan)
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(other.Path(), b.Path()); err != nil {
		t.Fatal(err)
	}
	_, err := b.Update("x", func(tx *book.Tx) error { return tx.Put(party("Mai")) })
	if book.CodeOf(err) != book.CodeReplaced {
		t.Errorf("saved into a file nobody sees: %v", err)
	}
	if _, _, err := b.Compact(context.Background()); book.CodeOf(err) != book.CodeReplaced {
		t.Errorf("compacted over another file: %v", err)
	}
	if got, err := book.Get[crm.Party](b, lan.ID); err != nil || got.DisplayName != "Lan" {
		t.Errorf("what is open can still be read: %v", err)
	}
	if parties, err := book.List[crm.Party](b); err != nil || len(parties) != 1 {
		t.Errorf("%d parties, %v", len(parties), err)
	}
	if err := os.Remove(b.Path()); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Update("x", func(tx *book.Tx) error { return tx.Put(party("Mai")) }); book.CodeOf(err) != book.CodeReplaced {
		t.Errorf("saved into a removed file: %v", err)
	}
}

// smallDisk mounts a file system in memory of a size.
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	if runtime.GOOS != "linux" || os.Getuid() != 0 {
		t.Skip("a full disk needs root on Linux")
	}
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+size, "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("cannot mount a small disk: %s", out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", "-l", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %s", out)
		}
	})
	return dir
}

func TestFullDisk(t *testing.T) {
	dir := smallDisk(t, "24m")
	b, err := book.Create(filepath.Join(dir, "shop.regulars"), crm.DefaultSettings(), book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	saved := 0
	for range 200 {
		p := party("Lan")
		p.Note = strings.Repeat("story ", 20000)
		if _, err = b.Update("add", func(tx *book.Tx) error { return tx.Put(p) }); err != nil {
			break
		}
		saved++
	}
	if book.CodeOf(err) != book.CodeDiskFull || saved == 0 {
		t.Fatalf("after %d: %v", saved, err)
	}
	for err = nil; err == nil; { // smaller changes still fit, but not for ever
		if _, err = b.Update("add", func(tx *book.Tx) error { return tx.Put(party("Lan")) }); err == nil {
			saved++
		}
	}
	for range 3 { // refused as long as it is full, and nothing is lost
		if _, err := b.Update("add", func(tx *book.Tx) error { return tx.Put(party("Mai")) }); book.CodeOf(err) != book.CodeDiskFull {
			t.Fatal(err)
		}
	}
	mustBeWhole(t, b)
	if b.Count(crm.KindParty) != int64(saved) {
		t.Errorf("%d of %d", b.Count(crm.KindParty), saved)
	}
	if err := b.Backup(context.Background(), filepath.Join(dir, "x.backup")); err != nil && book.CodeOf(err) != book.CodeDiskFull {
		t.Error(err)
	}
	if _, err := book.Create(filepath.Join(smallDisk(t, "1m"), "new.regulars"), crm.DefaultSettings(), book.Options{}); book.CodeOf(err) != book.CodeDiskFull {
		t.Errorf("created without the reserve: %v", err)
	}
	out, err := exec.Command("mount", "-o", "remount,size=64m", dir).CombinedOutput()
	if err != nil {
		t.Skipf("remount: %s", out)
	}
	put(t, b, "add", party("Mai")) // space returned, so it goes on
}

func TestClosedBookSaysSo(t *testing.T) {
	b := mustCreate(t)
	put(t, b, "add", party("Lan"))
	if _, err := b.Facts(); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Search("lan", 1); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(b.Close(), b.Close()); err != nil {
		t.Fatal(err)
	}
	_, update := b.Update("x", func(tx *book.Tx) error { return tx.Put(party("Mai")) })
	_, get := book.Get[crm.Party](b, crm.ID{1})
	_, list := book.List[crm.Party](b)
	_, facts := b.Facts()
	_, search := b.Search("lan", 1)
	_, history := b.History(0)
	_, check := b.Check(context.Background(), nil)
	_, _, compact := b.Compact(context.Background())
	backup := b.Backup(context.Background(), b.Path()+".backup")
	for i, err := range []error{update, get, list, facts, search, history, check, compact, backup} {
		if book.CodeOf(err) != book.CodeClosed {
			t.Errorf("answer %d of a closed book: %v", i, err)
		}
	}
}
