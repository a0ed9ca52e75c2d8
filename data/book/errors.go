package book

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"regulars/data/crm"
)

// Code names a kind of failure; the window translates it.
type Code string

// The codes.
const (
	CodeMissing   Code = "book_missing"    // no file at that path
	CodeExists    Code = "book_exists"     // a file is already there
	CodeEmpty     Code = "book_empty_file" // 0 bytes: lost by a full disk or a sync program
	CodeNotABook  Code = "book_not_a_book"
	CodeTruncated Code = "book_truncated" // shorter than its own page directory says
	CodeDamaged   Code = "book_damaged"   // a value or page fails its seal
	CodeNewer     Code = "book_newer"     // written by a later version
	CodeLocked    Code = "book_locked"    // open in another window or program
	CodeReadOnly  Code = "book_read_only"
	CodeDenied    Code = "book_denied"    // the file may not even be read
	CodeReplaced  Code = "book_replaced"  // another file took its place while open
	CodeDiskFull  Code = "book_disk_full" // less than the reserve is free
	CodeFailed    Code = "book_failed"    // writing failed; the change is not saved
	CodeClosed    Code = "book_closed"
	CodeNotFound  Code = "not_found"
	CodeInvalid   Code = "invalid"
	CodeConflict  Code = "conflict"
	CodeUndone    Code = "already_undone"
	CodeInUse     Code = "in_use" // other records still refer to it
	CodeFull      Code = "full"   // more units would be taken than there are
)

// Codes lists every code.
func Codes() []Code {
	return slices.Sorted(maps.Keys(explanations))
}

// Error is a failure of the book with its code. Path is the book's file or,
// for record errors, empty.
type Error struct {
	Code Code
	Path string
	Err  error // the cause, may be nil; for CodeInvalid and CodeFull crm.FieldErrors
}

var explanations = map[Code]string{
	CodeMissing:   "there is no book at this place; create one with 'new' or choose another file",
	CodeExists:    "a file is already here; choose another name",
	CodeEmpty:     "the file is empty (0 bytes); restore it from the newest backup",
	CodeNotABook:  "this file is not a Regulars book",
	CodeTruncated: "the file is cut short; restore it from the newest backup",
	CodeDamaged:   "part of the file is damaged; make a copy of it, then restore the newest backup",
	CodeNewer:     "the book was written by a newer version; update Regulars to open it",
	CodeLocked:    "the book is already open in another window; close that one first",
	CodeReadOnly:  "the book can only be read: the file or its folder is write-protected",
	CodeDenied:    "this file may not be read; ask its owner, or choose another one",
	CodeReplaced:  "another program replaced the file while it was open; nothing more is saved until the book is reopened",
	CodeDiskFull:  "the disk is nearly full; free some space and try again",
	CodeFailed:    "the change could not be saved",
	CodeClosed:    "the book is closed",
	CodeNotFound:  "no such record",
	CodeInvalid:   "the record is not valid",
	CodeConflict:  "the same fields were changed later",
	CodeUndone:    "this change was undone already",
	CodeInUse:     "other records still refer to this one",
	CodeFull:      "more units would be booked than there are on that day",
}

// Error is the plain English of the code, for logs and the terminal.
func (e *Error) Error() string {
	text := explanations[e.Code]
	if e.Path != "" {
		text = e.Path + ": " + text
	}
	if e.Err != nil {
		return fmt.Sprintf("%s (%v)", text, e.Err)
	}
	return text
}

// Key names the text that explains the error to the owner; Args fills it.
func (e *Error) Key() string { return "book." + string(e.Code) }

// Args are the values of the text: Path.
func (e *Error) Args() map[string]any { return map[string]any{"Path": e.Path} }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// CodeOf returns the code of an error of this package, "" for others.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return ""
}

func notFound(kind crm.Kind, id crm.ID) error {
	return &Error{Code: CodeNotFound, Err: fmt.Errorf("%s %s", kind, id)}
}
