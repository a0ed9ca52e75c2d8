package book_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"regulars/data/book"
	"regulars/data/crm"
)

// A loop over records may read and change the book, and a subscriber may
// save something of its own.
func TestChangesInsideLoopsAndSubscribers(t *testing.T) {
	b := mustCreate(t)
	var recs []crm.Record
	for i := range 600 {
		recs = append(recs, party(fmt.Sprint("Customer ", i)))
	}
	put(t, b, "add", recs...)
	told := 0
	cancel := b.Subscribe(func(c book.Change) {
		if told++; told == 1 {
			put(t, b, "from a subscriber", party("Mai"))
		}
	})
	seen := 0
	err := book.Each(b, func(p *crm.Party) bool {
		seen++
		if seen%200 == 0 {
			p.Note = "seen"
			put(t, b, "note", p)
		}
		return true
	})
	if err != nil || seen < 600 || told != 4 {
		t.Errorf("%d seen, told %d times, %v", seen, told, err)
	}
	cancel()
	_, err = b.Update("inside", func(tx *book.Tx) error {
		return book.Each(tx, func(p *crm.Party) bool {
			p.Note = "inside"
			return tx.Put(p) == nil
		})
	})
	if err != nil || told != 4 {
		t.Errorf("told %d times, %v", told, err)
	}
	notes := 0
	_ = book.Each(b, func(p *crm.Party) bool {
		if p.Note == "inside" {
			notes++
		}
		return true
	})
	if notes != 601 {
		t.Errorf("%d of 601 changed", notes)
	}
}

// Readers, writers, searches, compaction, backup and closing at once: no
// deadlock, every answer is right or says that the book is closed.
func TestManyAtOnce(t *testing.T) {
	b := mustCreate(t)
	put(t, b, "add", party("Lan"))
	var group sync.WaitGroup
	run := func(times int, fn func(i int) error) {
		group.Go(func() {
			for i := range times {
				if err := fn(i); err != nil && book.CodeOf(err) != book.CodeClosed {
					t.Error(err)
					return
				}
			}
		})
	}
	for range 2 {
		run(60, func(i int) error {
			p := party("Lan")
			set, err := b.Update("add", func(tx *book.Tx) error { return tx.Put(p) })
			if err == nil && i%3 == 0 {
				_, _, err = b.Undo(set, "undo", false)
			}
			return err
		})
	}
	run(200, func(int) error {
		return b.View(func(tx *book.Tx) error {
			first, err := book.List[crm.Party](tx)
			if err != nil {
				return err
			}
			second, err := book.List[crm.Party](tx)
			if err == nil && len(first) != len(second) {
				err = fmt.Errorf("a view moved: %d, %d", len(first), len(second))
			}
			return err
		})
	})
	run(200, func(int) error {
		_, err := b.Search("lan", 5)
		_, ferr := b.Facts()
		return errors.Join(err, ferr)
	})
	run(5, func(i int) error {
		_, _, err := b.Compact(context.Background())
		if err == nil {
			err = b.Checkpoint()
		}
		return err
	})
	run(5, func(i int) error {
		return b.Backup(context.Background(), filepath.Join(filepath.Dir(b.Path()), fmt.Sprint(i, ".backup")))
	})
	group.Wait()
	mustBeWhole(t, b)
	run(50, func(int) error {
		_, err := book.List[crm.Party](b)
		return err
	})
	run(1, func(int) error { return b.Close() })
	group.Wait()
}

func TestMistakesOfTheProgramAreNotDamage(t *testing.T) {
	b := mustCreate(t)
	func() {
		defer func() {
			if recover() == nil {
				t.Error("a mistake in the program was taken for a damaged book")
			}
		}()
		_, _ = b.Update("x", func(*book.Tx) error {
			var p *crm.Party
			p.Note = "x"
			return nil
		})
	}()
	put(t, b, "and the book goes on", party("Lan"))
}

func TestSettingsStayOne(t *testing.T) {
	b := mustCreate(t)
	put(t, b, "settings", &crm.Settings{BaseCurrency: "USD"})
	if s, err := b.Settings(); err != nil || s.BaseCurrency != "USD" || b.Count(crm.KindSettings) != 1 {
		t.Errorf("%v %v", s, err)
	}
	if _, err := b.Update("x", func(tx *book.Tx) error { return tx.Delete(crm.KindSettings, crm.SettingsID) }); book.CodeOf(err) != book.CodeInUse {
		t.Error(err)
	}
}
