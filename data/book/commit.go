package book

import (
	"errors"
	"os"
	"path/filepath"

	bolt "go.etcd.io/bbolt"
)

// transact gives tx a write transaction, runs fn and commits when fn says
// so. The caller holds b.write.
func (b *Book) transact(tx *Tx, fn func() (commit bool, err error)) error {
	tx.sealer = b.sealer
	ended, committing := true, false
	err := guard(b.path, func() (err error) {
		if tx.bolt, err = b.db.Begin(true); err != nil {
			return failed(b.path, err)
		}
		ended = false
		defer func() {
			_ = tx.bolt.Rollback() // does nothing after a commit
			ended = true
		}()
		commit, err := fn()
		if err != nil || !commit {
			return err
		}
		if err := b.commitAllowed(tx.size); err != nil {
			return err
		}
		committing = true
		return tx.bolt.Commit()
	})
	switch {
	case err == nil:
		return nil
	case !ended:
		return b.giveUp(err)
	case committing:
		return b.settle(err, tx.set)
	}
	return err
}

// commitAllowed refuses to write into a file that is no longer the one at
// the book's path, or onto a disk too full for size bytes more.
func (b *Book) commitAllowed(size uint64) error {
	there, err := os.Stat(b.path)
	if err != nil {
		return &Error{Code: CodeReplaced, Err: err}
	}
	if ours, err := b.file.Stat(); err != nil || !os.SameFile(there, ours) {
		return &Error{Code: CodeReplaced, Err: err}
	}
	if free, err := freeSpace(filepath.Dir(b.real)); err == nil && free < spaceReserve+size {
		return &Error{Code: CodeDiskFull}
	}
	return nil
}

// giveUp is for a transaction that could not even be rolled back: bolt keeps
// its locks then, so that nothing, not even closing, can be asked of it.
func (b *Book) giveUp(err error) error {
	b.state.Lock()
	defer b.state.Unlock()
	b.db, b.broken = nil, b.named(err)
	return b.broken
}

// settle finds out what became of a commit that returned an error: such a
// commit may have reached the disk all the same. It reopens the file, whose
// older state is untouched, and looks for the change set. When it is there,
// its pages are on disk (bolt syncs them before the page that makes them
// valid), and one more commit makes that page certain, too.
func (b *Book) settle(commitErr error, set *ChangeSet) error {
	b.state.Lock()
	defer b.state.Unlock()
	_ = b.db.Close()
	b.db = nil
	if err := b.reopen(); err != nil {
		b.broken = err
		return errors.Join(failed(b.path, commitErr), err)
	}
	landed := false
	err := guard(b.path, func() error {
		return b.db.Update(func(tx *bolt.Tx) error {
			if landed = set != nil && tx.Bucket([]byte(bucketSets)).Get(set.ID[:]) != nil; landed {
				return putMeta(tx, b.sealer, b.meta)
			}
			return nil
		})
	})
	if err != nil { // this disk takes nothing any more
		_ = b.db.Close()
		b.db, b.broken = nil, failed(b.path, err)
		return errors.Join(failed(b.path, commitErr), b.broken)
	}
	if landed {
		return nil
	}
	if free, err := freeSpace(filepath.Dir(b.real)); err == nil && free < spaceReserve {
		return &Error{Code: CodeDiskFull, Path: b.path, Err: commitErr} // not every cause says so itself
	}
	return failed(b.path, commitErr)
}
