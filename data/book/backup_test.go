package book

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"regulars/data/crm"
)

func TestBackupIsAWholeBook(t *testing.T) {
	b := testBook(t)
	p := newParty()
	putParty(t, b, p)
	folder := filepath.Join(t.TempDir(), "new", "folder")
	path, err := b.BackupInto(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	c, err := Open(path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if got, err := Get[crm.Party](c, p.ID); err != nil || got.DisplayName != "Lan" {
		t.Error(err)
	}
	if files, _ := os.ReadDir(folder); len(files) != 1 {
		t.Errorf("left behind: %v", files)
	}
	if err := b.Backup(t.Context(), b.Path()); CodeOf(err) != CodeExists {
		t.Errorf("backup onto itself: %v", err)
	}
}

func TestBrokenOffBackupLeavesNothing(t *testing.T) {
	b := testBook(t)
	putParty(t, b, newParty())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	folder := t.TempDir()
	if _, err := b.BackupInto(ctx, folder); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if files, _ := os.ReadDir(folder); len(files) != 0 {
		t.Errorf("left behind: %v", files)
	}
	if _, _, err := b.Compact(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if files, _ := os.ReadDir(filepath.Dir(b.Path())); len(files) != 1 {
		t.Errorf("left behind: %v", files)
	}
}

// Four backups a day for a hundred days: 10 latest, 14 days, 8 weeks.
func TestOldBackupsAreThinnedOut(t *testing.T) {
	var all []backupFile
	newest := time.Date(2026, 3, 1, 20, 0, 0, 0, time.UTC) // a Sunday
	for i := range 400 {
		all = append(all, backupFile{at: newest.Add(time.Duration(-6*i) * time.Hour)})
	}
	gone := map[time.Time]bool{}
	for _, f := range superfluous(all) {
		gone[f.at] = true
	}
	kept, days, weeks := 0, map[string]bool{}, map[int]bool{}
	for i, f := range all {
		if gone[f.at] {
			if i < keepLatest {
				t.Errorf("backup %d is gone", i)
			}
			continue
		}
		kept++
		days[f.at.Format(time.DateOnly)] = true
		_, w := f.at.ISOWeek()
		weeks[w] = true
	}
	// 10 latest cover 3 days; 11 days more; of 8 weeks two lie in those days.
	if kept != 10+11+6 || len(weeks) != 8 || len(days) != 14+6 {
		t.Errorf("%d kept on %d days in %d weeks", kept, len(days), len(weeks))
	}
}

func TestCompactGivesSpaceBack(t *testing.T) {
	b := testBook(t)
	for range 3 {
		_, err := b.Update("many", func(tx *Tx) error {
			for range 300 {
				if err := tx.Put(newParty()); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := b.Checkpoint(); err != nil {
			t.Fatal(err)
		}
	}
	before, after, err := b.Compact(t.Context())
	if err != nil || after >= before {
		t.Errorf("%d bytes became %d, %v", before, after, err)
	}
	putParty(t, b, newParty()) // and goes on
	if b.Count(crm.KindParty) != 901 {
		t.Error(b.Count(crm.KindParty))
	}
}
