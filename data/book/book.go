// Package book keeps the records of one business in one bbolt file: sealed
// values under opaque keys, every change in a log that gives history, undo
// and (later) synchronisation, and in memory the readings that make search
// and analysis fast. Nobody else opens a transaction.
//
// FORMAT.md beside this file describes the bytes on disk.
package book

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"syscall"

	bolt "go.etcd.io/bbolt"

	"regulars/data/crm"
)

// Options change how a book is opened.
type Options struct {
	ReadOnly bool
	// Now tells the time in milliseconds since 1970; nil means the computer's
	// clock. Tests pass a fixed one.
	Now func() crm.Instant
}

// Book is an open book. It is safe for concurrent use; changes wait for
// each other.
type Book struct {
	path     string
	opt      Options
	readOnly bool

	write sync.Mutex // one change at a time

	state  sync.RWMutex // guards what a reopen replaces
	db     *bolt.DB
	file   os.FileInfo
	sealer *sealer
	meta   meta // as last committed
	broken error

	derived derived
	watch   watchers
}

// Create makes a new book at path and opens it. The settings must be valid.
// An existing file is never touched.
func Create(path string, settings crm.Settings, opt Options) (*Book, error) {
	if _, err := os.Lstat(path); err == nil {
		return nil, &Error{Code: CodeExists, Path: path}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, failed(path, err)
	}
	if err := writeAtomically(path, initFile); err != nil {
		return nil, failed(path, err)
	}
	b, err := Open(path, opt)
	if err != nil {
		return nil, err
	}
	settings.ID = crm.SettingsID
	if _, err := b.Update("", func(tx *Tx) error { return tx.Put(&settings) }); err != nil {
		return nil, errors.Join(err, b.Close(), os.Remove(path))
	}
	return b, nil
}

// initFile writes the header and empty buckets into a new file.
func initFile(tmp string) error {
	db, err := bolt.Open(tmp, 0o600, &bolt.Options{Timeout: lockWait, FreelistType: bolt.FreelistMapType})
	if err != nil {
		return err
	}
	h := newHeader()
	sealer, err := h.unlock()
	if err != nil {
		return errors.Join(err, db.Close())
	}
	err = db.Update(func(tx *bolt.Tx) error {
		names := []string{bucketHead, bucketOps, bucketSets, bucketHist, bucketCkpt}
		for _, k := range crm.Kinds() {
			names = append(names, k.String())
		}
		for _, n := range names {
			if _, err := tx.CreateBucketIfNotExists([]byte(n)); err != nil {
				return err
			}
		}
		data, err := encoder.Marshal(h)
		if err != nil {
			return err
		}
		if err := tx.Bucket([]byte(bucketHead)).Put(keyHeader, data); err != nil {
			return err
		}
		m := meta{Rows: map[string]int64{}}
		id := crm.NewID()
		copy(m.Device[:], id[8:])
		return putMeta(tx, sealer, m)
	})
	return errors.Join(err, db.Close())
}

// Open opens an existing book and checks that it is whole enough to be read.
// A file that may not be written opens read-only.
func Open(path string, opt Options) (*Book, error) {
	b := &Book{path: path, opt: opt, readOnly: opt.ReadOnly}
	if err := b.reopen(); err != nil {
		return nil, err
	}
	return b, nil
}

// reopen brings the file into memory from scratch. The caller holds b.state
// for writing or is the only one who knows b.
func (b *Book) reopen() error {
	if err := preflight(b.path); err != nil {
		return err
	}
	err := guard(b.path, b.load)
	if err != nil && b.db != nil {
		_ = b.db.Close()
		b.db = nil
	}
	return b.named(err)
}

func (b *Book) load() error {
	db, err := openBolt(b.path, b.readOnly)
	if isWriteProtected(err) && !b.readOnly {
		b.readOnly = true
		db, err = openBolt(b.path, true)
	}
	if err != nil {
		return failed(b.path, err)
	}
	b.db = db
	if b.file, err = os.Stat(b.path); err != nil {
		return failed(b.path, err)
	}
	return db.View(func(tx *bolt.Tx) error {
		h, err := readHeader(tx)
		if err != nil {
			return err
		}
		if b.sealer, err = h.unlock(); err != nil {
			return err
		}
		b.meta, err = getMeta(tx, b.sealer)
		if err != nil {
			return err
		}
		return b.checkLastOp(tx)
	})
}

// checkLastOp compares the log's end with the sealed meta record: the
// cheapest sign of a tree that lost rows.
func (b *Book) checkLastOp(tx *bolt.Tx) error {
	k, _ := tx.Bucket([]byte(bucketOps)).Cursor().Last()
	var last uint64
	if k != nil {
		_, last = splitOpKey(k)
	}
	if last != b.meta.LastSeq {
		return &Error{Code: CodeDamaged, Err: fmt.Errorf("the log ends at %d, not at %d", last, b.meta.LastSeq)}
	}
	return nil
}

func isWriteProtected(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
}

// failed wraps an error of the file system; errors of this package pass.
func failed(path string, err error) error {
	if err == nil || CodeOf(err) != "" {
		return err
	}
	switch {
	case isWriteProtected(err):
		return &Error{Code: CodeReadOnly, Path: path, Err: err}
	case errors.Is(err, syscall.ENOSPC):
		return &Error{Code: CodeDiskFull, Path: path, Err: err}
	case errors.Is(err, errSeal):
		return &Error{Code: CodeDamaged, Path: path, Err: err}
	}
	return &Error{Code: CodeFailed, Path: path, Err: err}
}

// named adds the book's path to an error of this package that has none.
func (b *Book) named(err error) error {
	var e *Error
	if errors.As(err, &e) && e.Path == "" && e.Code[:min(5, len(e.Code))] == "book_" {
		return &Error{Code: e.Code, Path: b.path, Err: e.Err}
	}
	return failed(b.path, err)
}

// Path is the book's file.
func (b *Book) Path() string { return b.path }

// ReadOnly reports whether changes are refused.
func (b *Book) ReadOnly() bool { return b.readOnly }

// Close writes the checkpoint that makes the next opening fast, and closes
// the file. A closed book answers everything with CodeClosed.
func (b *Book) Close() error {
	b.write.Lock()
	defer b.write.Unlock()
	err := b.checkpoint(closingGap)
	b.state.Lock()
	defer b.state.Unlock()
	if b.db == nil {
		return nil
	}
	err = errors.Join(err, b.db.Close())
	b.db = nil
	return err
}

// view runs fn in a read transaction. fn must not keep what it read.
func (b *Book) view(fn func(*Tx) error) error {
	b.state.RLock()
	defer b.state.RUnlock()
	if b.broken != nil {
		return b.broken
	}
	if b.db == nil {
		return &Error{Code: CodeClosed, Path: b.path}
	}
	err := guard(b.path, func() error {
		return b.db.View(func(btx *bolt.Tx) error {
			return fn(&Tx{bolt: btx, sealer: b.sealer, meta: b.meta, now: b.now})
		})
	})
	return b.named(err)
}

func (b *Book) now() crm.Instant {
	if b.opt.Now != nil {
		return b.opt.Now()
	}
	return wallClock()
}

// View gives fn one consistent state of the book to read several records from.
func (b *Book) View(fn func(*Tx) error) error { return b.view(fn) }

func getMeta(tx *bolt.Tx, s *sealer) (meta, error) {
	var m meta
	plain, err := s.open(bucketHead, keyMeta, tx.Bucket([]byte(bucketHead)).Get(keyMeta))
	if err != nil {
		return m, err
	}
	err = decoder.Unmarshal(plain, &m)
	if m.Rows == nil {
		m.Rows = map[string]int64{}
	}
	return m, err
}

func putMeta(tx *bolt.Tx, s *sealer, m meta) error {
	data, err := encoder.Marshal(m)
	if err != nil {
		return err
	}
	return tx.Bucket([]byte(bucketHead)).Put(keyMeta, s.seal(bucketHead, keyMeta, data))
}
