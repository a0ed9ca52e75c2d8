package book

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"
)

// Backup writes a verified copy of the book to path while it stays open. The
// copy appears under its name only after it was read back whole. It is as
// sealed as the book itself.
func (b *Book) Backup(ctx context.Context, path string) error {
	if sameFile(path, b.path) {
		return &Error{Code: CodeExists, Path: path}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return failed(path, err)
	}
	return at(path, writeAtomically(path, func(tmp string) error {
		err := b.view(func(tx *Tx) error { return tx.copyTo(tmp) })
		if err != nil {
			return err
		}
		return verifyCopy(ctx, tmp)
	}))
}

func (tx *Tx) copyTo(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = tx.bolt.WriteTo(f)
	return errors.Join(err, f.Close())
}

func sameFile(a, b string) bool {
	ia, errA := os.Stat(a)
	ib, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(ia, ib)
}

func verifyCopy(ctx context.Context, path string) error {
	c, err := Open(path, Options{ReadOnly: true})
	if err != nil {
		return err
	}
	r, err := c.Check(ctx, nil)
	if err == nil && len(r.Problems) > 0 {
		err = &Error{Code: CodeDamaged, Path: path, Err: fmt.Errorf("%s", r.Problems[0])}
	}
	if cerr := c.Close(); err == nil {
		err = cerr
	}
	return err
}

const (
	backupStamp  = "20060102-150405"
	keepLatest   = 10
	keepDaily    = 14
	keepWeekly   = 8
	backupSuffix = ".backup"
)

// BackupInto makes a backup named after the book and the time in folder, and
// removes those no longer needed: it keeps the 10 latest, one a day for 14
// days and one a week for 8 weeks. It returns the new file's path.
func (b *Book) BackupInto(ctx context.Context, folder string) (string, error) {
	name := strings.TrimSuffix(filepath.Base(b.path), filepath.Ext(b.path))
	at := b.now().Time().UTC()
	path := filepath.Join(folder, name+"-"+at.Format(backupStamp)+backupSuffix)
	if err := b.Backup(ctx, path); err != nil {
		return "", err
	}
	return path, prune(folder, name)
}

type backupFile struct {
	path string
	at   time.Time
}

// Backups lists the backups of a book in folder, newest first.
func backups(folder, name string) ([]backupFile, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var out []backupFile
	for _, e := range entries {
		stamp, isBackup := strings.CutSuffix(e.Name(), backupSuffix)
		stamp, isOurs := strings.CutPrefix(stamp, name+"-")
		at, err := time.Parse(backupStamp, stamp)
		if isBackup && isOurs && err == nil {
			out = append(out, backupFile{filepath.Join(folder, e.Name()), at})
		}
	}
	slices.SortFunc(out, func(a, b backupFile) int { return cmp.Compare(b.at.Unix(), a.at.Unix()) })
	return out, nil
}

func prune(folder, name string) error {
	all, err := backups(folder, name)
	if err != nil {
		return failed(folder, err)
	}
	for _, f := range superfluous(all) {
		if err := os.Remove(f.path); err != nil {
			return failed(f.path, err)
		}
	}
	return nil
}

// superfluous returns the backups (given newest first) that no rule keeps.
func superfluous(all []backupFile) []backupFile {
	var out []backupFile
	days, weeks := map[string]bool{}, map[string]bool{}
	for i, f := range all {
		keep := i < keepLatest
		if day := f.at.Format(time.DateOnly); !days[day] && len(days) < keepDaily {
			days[day], keep = true, true
		}
		y, w := f.at.ISOWeek()
		if week := fmt.Sprint(y, w); !weeks[week] && len(weeks) < keepWeekly {
			weeks[week], keep = true, true
		}
		if !keep {
			out = append(out, f)
		}
	}
	return out
}

// Compact rewrites the book into a fresh file without the space that deleted
// rows and old checkpoints left behind, verifies it and puts it in place.
// It returns the sizes before and after in bytes.
func (b *Book) Compact(ctx context.Context) (before, after int64, err error) {
	b.write.Lock()
	defer b.write.Unlock()
	if err := b.writable(); err != nil {
		return 0, 0, b.named(err)
	}
	before, err = fileSize(b.real)
	if err != nil {
		return 0, 0, failed(b.path, err)
	}
	tmp := b.real + ".compact"
	err = b.compactInto(ctx, tmp)
	if err == nil {
		err = b.commitAllowed(0) // never put our copy over somebody else's file
	}
	if err != nil {
		_ = os.Remove(tmp)
		return before, before, at(b.path, err)
	}
	err = b.swap(tmp)
	after, _ = fileSize(b.real)
	return before, after, err
}

// swap puts another file in the place of the open one and opens it. When
// that fails, the old one is opened again.
func (b *Book) swap(tmp string) error {
	b.state.Lock()
	defer b.state.Unlock()
	_ = b.db.Close()
	b.db = nil
	err := os.Rename(tmp, b.real)
	if err == nil {
		err = syncDir(filepath.Dir(b.real))
	} else {
		_ = os.Remove(tmp)
	}
	if rerr := b.reopen(); rerr != nil {
		b.broken = rerr
		return rerr
	}
	return failed(b.path, err)
}

func (b *Book) compactInto(ctx context.Context, tmp string) error {
	_ = os.Remove(tmp)
	dst, err := bolt.Open(tmp, 0o600, &bolt.Options{Timeout: lockWait, FreelistType: bolt.FreelistMapType, NoSync: true})
	if err != nil {
		return err
	}
	err = guard(b.path, func() error { return bolt.Compact(dst, b.db, 4<<20) })
	if err == nil {
		err = dst.Sync()
	}
	if cerr := dst.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	return verifyCopy(ctx, tmp)
}

func fileSize(path string) (int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
