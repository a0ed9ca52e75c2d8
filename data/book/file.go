package book

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

const lockWait = time.Second

// openBolt opens an existing file; it never creates one. file is what bolt
// works on; it is closed with the database.
func openBolt(path string, readOnly bool) (db *bolt.DB, file *os.File, err error) {
	var opened *os.File
	defer func() {
		if db == nil && opened != nil {
			_ = opened.Close() // a damaged page makes bolt panic with the file locked
		}
	}()
	db, err = bolt.Open(path, 0o600, &bolt.Options{
		Timeout:      lockWait,
		FreelistType: bolt.FreelistMapType,
		ReadOnly:     readOnly,
		OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
			f, err := os.OpenFile(name, flag&^os.O_CREATE, mode)
			if opened == nil { // bolt also opens the file anew to copy it
				opened = f
			}
			return f, err
		},
	})
	switch {
	case err == nil:
		return db, opened, nil
	case errors.Is(err, berrors.ErrTimeout):
		err = &Error{Code: CodeLocked, Path: path}
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrVersionMismatch), errors.Is(err, berrors.ErrChecksum):
		err = &Error{Code: CodeDamaged, Path: path, Err: err}
	}
	return nil, nil, err
}

// preflight refuses files that would be taken for a new database (empty) or
// would crash the process when a page beyond the end is touched (truncated).
func preflight(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return &Error{Code: CodeMissing, Path: path}
	case err != nil:
		return unreadable(path, err)
	case !info.Mode().IsRegular(): // opening a pipe would wait for ever
		return &Error{Code: CodeNotABook, Path: path}
	case info.Size() == 0:
		return &Error{Code: CodeEmpty, Path: path}
	}
	f, err := os.Open(path)
	if err != nil {
		return unreadable(path, err)
	}
	defer f.Close()
	m, ok := newestMeta(f)
	switch {
	case !ok && looksLikeBolt(f):
		return &Error{Code: CodeTruncated, Path: path}
	case !ok:
		return &Error{Code: CodeNotABook, Path: path}
	case uint64(info.Size())/m.pageSize < m.highWater:
		return &Error{Code: CodeTruncated, Path: path}
	}
	return checkShape(f, m)
}

func unreadable(path string, err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return &Error{Code: CodeDenied, Path: path, Err: err}
	}
	return failed(path, err)
}

// guard turns page faults and panics inside the store (a damaged tree) into
// an error instead of the end of the program. Other panics are mistakes in
// the program and pass.
func guard(path string, fn func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	returned := false
	defer func() {
		if returned {
			return
		}
		inStore := panicInStore()
		switch r := recover(); {
		case r == nil:
		case inStore || isPageFault(r):
			err = &Error{Code: CodeDamaged, Path: path, Err: panicError(r)}
		default:
			panic(r)
		}
	}()
	err = fn()
	returned = true
	return err
}

// panicInStore looks whether the panic being handled arose while bolt walked
// its pages or a value lying in one was opened.
func panicInStore() bool {
	pcs := make([]uintptr, 128)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	for {
		f, more := frames.Next()
		switch {
		case strings.HasPrefix(f.Function, "go.etcd.io/bbolt."), strings.HasSuffix(f.Function, ".(*sealer).open"):
			return true
		case !more, f.Function == "regulars/data/book.guard":
			return false
		}
	}
}

// isPageFault reports whether a panic comes from touching memory that is not
// there: a piece of the file. The first page of memory is what nil points to.
func isPageFault(r any) bool {
	fault, ok := r.(interface{ Addr() uintptr })
	return ok && fault.Addr() >= 4096
}

func panicError(r any) error {
	if err, ok := r.(error); ok {
		return err
	}
	if s, ok := r.(string); ok {
		return errors.New(s)
	}
	return errors.New("unreadable page")
}

// writeAtomically lets fill write a new file next to path and puts it there
// under its name only when it is complete and on disk. check, when given,
// may still refuse the finished file.
func writeAtomically(path string, fill func(tmp string) error) error {
	tmp := path + ".part"
	if err := os.Remove(tmp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	err := fill(tmp)
	if err == nil {
		err = syncFile(tmp)
	}
	if err == nil {
		err = os.Rename(tmp, path)
	}
	if err != nil {
		_ = os.Remove(tmp)
		return err
	}
	return syncDir(filepath.Dir(path))
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
