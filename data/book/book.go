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
	"strings"
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
// each other. Inside the function given to View or Update read from the Tx,
// not from the Book: a second transaction in the same goroutine can wait for
// the first one for ever.
type Book struct {
	path string
	real string // path without symbolic links
	opt  Options

	write sync.Mutex // one change at a time

	state    sync.RWMutex // guards what a reopening replaces
	readOnly bool
	db       *bolt.DB
	file     *os.File // of db: to read and to know it by, closed with db
	sealer   *sealer
	meta     meta // as last committed
	broken   error

	derived derived
	watch   watchers
}

// Create makes a new book at path and opens it. The settings must be valid.
// An existing file is never touched; the new one appears only when it is whole.
func Create(path string, settings crm.Settings, opt Options) (*Book, error) {
	if _, err := os.Lstat(path); err == nil {
		return nil, &Error{Code: CodeExists, Path: path}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, failed(path, err)
	}
	opt.ReadOnly = false
	err := writeAtomically(path, func(tmp string) error {
		if err := initFile(tmp); err != nil {
			return err
		}
		b, err := Open(tmp, opt)
		if err != nil {
			return err
		}
		_, err = b.Update("", func(tx *Tx) error { return tx.Put(&settings) })
		return errors.Join(err, b.Close())
	})
	if err != nil {
		return nil, at(path, err)
	}
	return Open(path, opt)
}

// at names path in an error about the unfinished file beside it.
func at(path string, err error) error {
	var e *Error
	if errors.As(err, &e) && e.Path != "" {
		return &Error{Code: e.Code, Path: path, Err: e.Err}
	}
	return failed(path, err)
}

// Open opens an existing book and checks that it is whole enough to be read.
// A file that may not be written opens read-only. Open books are locked: a
// second opening fails with CodeLocked after a second, unless both only read.
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
		return b.named(err)
	}
	err := guard(b.path, b.load)
	if err != nil && b.db != nil {
		_ = b.db.Close()
		b.db = nil
	}
	return b.named(err)
}

func (b *Book) load() (err error) {
	if b.real, err = filepath.EvalSymlinks(b.path); err != nil {
		return failed(b.path, err)
	}
	b.db, b.file, err = openBolt(b.path, b.readOnly)
	if isWriteProtected(err) && !b.readOnly {
		b.readOnly = true
		b.db, b.file, err = openBolt(b.path, true)
	}
	if err != nil {
		return failed(b.path, err)
	}
	return b.db.View(func(tx *bolt.Tx) error {
		h, err := readHeader(tx)
		if err != nil {
			return err
		}
		if err := checkBuckets(tx); err != nil {
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
	if len(k) == opKeySize {
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
	code := CodeFailed
	switch {
	case isWriteProtected(err):
		code = CodeReadOnly
	case isDiskFull(err):
		code = CodeDiskFull
	}
	return &Error{Code: code, Path: path, Err: err}
}

// named adds the book's path to an error about the file that has none.
func (b *Book) named(err error) error {
	var e *Error
	if errors.As(err, &e) && e.Path == "" && strings.HasPrefix(string(e.Code), "book_") {
		return &Error{Code: e.Code, Path: b.path, Err: e.Err}
	}
	return err
}

// Path is the book's file.
func (b *Book) Path() string { return b.path }

// ReadOnly reports whether changes are refused.
func (b *Book) ReadOnly() bool {
	b.state.RLock()
	defer b.state.RUnlock()
	return b.readOnly
}

// Close writes the checkpoint that makes the next opening fast, and closes
// the file. A closed book answers everything with CodeClosed; closing it
// again does nothing.
func (b *Book) Close() error {
	b.write.Lock()
	defer b.write.Unlock()
	_ = b.checkpoint(closingGap) // without one the next opening is slower, nothing else
	b.state.Lock()
	db := b.db
	b.db = nil
	b.state.Unlock()
	b.derived.drop()
	if db == nil {
		return nil
	}
	return failed(b.path, db.Close())
}

// begin starts a read transaction.
func (b *Book) begin() (*Tx, error) {
	b.state.RLock()
	defer b.state.RUnlock()
	if err := b.usable(); err != nil {
		return nil, err
	}
	tx, err := b.db.Begin(false)
	return &Tx{bolt: tx, sealer: b.sealer, now: b.now}, failed(b.path, err)
}

// usable is nil while there is an open file. The caller holds b.state.
func (b *Book) usable() error {
	switch {
	case b.broken != nil:
		return b.broken
	case b.db == nil:
		return &Error{Code: CodeClosed}
	}
	return nil
}

// view runs fn in a read transaction. fn must not keep what it read.
func (b *Book) view(fn func(*Tx) error) error {
	return b.named(guard(b.path, func() error {
		tx, err := b.begin()
		if err != nil {
			return err
		}
		defer func() { _ = tx.bolt.Rollback() }()
		return fn(tx)
	}))
}

func (b *Book) now() crm.Instant {
	if b.opt.Now != nil {
		return b.opt.Now()
	}
	return wallClock()
}

// View gives fn one consistent state of the book to read several records from.
func (b *Book) View(fn func(*Tx) error) error { return b.view(fn) }
