package crm

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// FieldError says what is wrong with one field. Code is one of the Err…
// constants; the window translates it.
type FieldError struct {
	Field string `json:"field"` // snake_case path, "lines.2.quantity"
	Code  string `json:"code"`
	Value string `json:"value,omitempty"` // the offending value, shortened by the caller
}

// Codes of field errors.
const (
	ErrRequired  = "required"
	ErrFormat    = "format"
	ErrRange     = "range"
	ErrTooLong   = "too_long"
	ErrUnknown   = "unknown"
	ErrCurrency  = "currency"
	ErrOrder     = "order" // two values in the wrong order, as from after to
	ErrSelf      = "self"  // a record linked to itself
	ErrTotal     = "total" // a total that is not the sum of its parts
	ErrDuplicate = "duplicate"
	ErrFull      = "full" // more is taken than there is
)

// Error names the field and the code, for logs and the terminal.
func (e FieldError) Error() string {
	if e.Value == "" {
		return fmt.Sprintf("%s: %s", e.Field, e.Code)
	}
	return fmt.Sprintf("%s: %s (%q)", e.Field, e.Code, e.Value)
}

// FieldErrors is every problem of one record.
type FieldErrors []FieldError

// Error lists all of them.
func (es FieldErrors) Error() string {
	parts := make([]string, len(es))
	for i, e := range es {
		parts[i] = e.Error()
	}
	return strings.Join(parts, "; ")
}

// checks collects field errors while a record is validated.
type checks struct{ errs FieldErrors }

func (c *checks) fail(field, code, value string) {
	if r := []rune(value); len(r) > 60 {
		value = string(r[:60]) + "…"
	}
	c.errs = append(c.errs, FieldError{field, code, value})
}

func (c *checks) required(field, value string) {
	if strings.TrimSpace(value) == "" {
		c.fail(field, ErrRequired, "")
	}
}

// maxText bounds one free text; longer notes belong in several interactions.
const maxText = 1 << 20

// short bounds a text in letters, not bytes: all scripts have the same room.
func (c *checks) short(field, value string, limit int) {
	if len(value) > limit && utf8.RuneCountInString(value) > limit {
		c.fail(field, ErrTooLong, value)
	}
}

func (c *checks) within(field string, n, low, high int) {
	if n < low || n > high {
		c.fail(field, ErrRange, strconv.Itoa(n))
	}
}

// span requires days in order, the first of them given.
func (c *checks) span(fromField string, from Date, toField string, to Date) {
	if from.IsZero() {
		c.fail(fromField, ErrRequired, "")
	}
	if to < from {
		c.fail(toField, ErrOrder, to.String())
	}
}

func oneOf[T comparable](c *checks, field string, value T, allowed ...T) {
	for _, a := range allowed {
		if value == a {
			return
		}
	}
	c.fail(field, ErrUnknown, fmt.Sprint(value))
}

func (c *checks) err() error {
	if len(c.errs) == 0 {
		return nil
	}
	return c.errs
}
