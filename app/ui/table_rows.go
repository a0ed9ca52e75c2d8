package ui

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"regulars/data/crm"
)

// rowSet is the rows of a table in their shown order, with the selection and
// the cursor. It knows no pixels. Positions are places in the shown order.
type rowSet[T any] struct {
	id     func(T) crm.ID
	rows   []T
	order  []int32 // position -> index in rows
	chosen map[crm.ID]bool
	cursor int // -1: nowhere
	anchor int // where a range with Shift begins
}

func newRowSet[T any](id func(T) crm.ID) *rowSet[T] {
	return &rowSet[T]{id: id, chosen: map[crm.ID]bool{}, cursor: -1, anchor: -1}
}

func (r *rowSet[T]) at(pos int) T { return r.rows[r.order[pos]] }

// idAt names the row; rows without records are named by their place.
func (r *rowSet[T]) idAt(pos int) crm.ID {
	i := r.order[pos]
	if r.id != nil {
		return r.id(r.rows[i])
	}
	var id crm.ID
	binary.BigEndian.PutUint64(id[8:], uint64(i)+1)
	return id
}

// set takes new rows. Selection and cursor follow their records.
func (r *rowSet[T]) set(rows []T, less comparison[T]) {
	var cursorID crm.ID
	if r.cursor >= 0 {
		cursorID = r.idAt(r.cursor)
	}
	r.rows = rows
	r.arrange(less)
	r.refind(cursorID)
	r.forgetMissing()
}

// sort puts the rows into another order. Selection and cursor follow.
func (r *rowSet[T]) sort(less comparison[T]) {
	var cursorID crm.ID
	if r.cursor >= 0 {
		cursorID = r.idAt(r.cursor)
	}
	r.arrange(less)
	r.refind(cursorID)
}

func (r *rowSet[T]) refind(id crm.ID) {
	r.cursor, r.anchor = -1, -1
	if id.IsZero() {
		return
	}
	for pos := range r.order {
		if r.idAt(pos) == id {
			r.cursor, r.anchor = pos, pos
			return
		}
	}
}

func (r *rowSet[T]) forgetMissing() {
	if len(r.chosen) == 0 {
		return
	}
	still := make(map[crm.ID]bool, len(r.chosen))
	for pos := range r.order {
		if id := r.idAt(pos); r.chosen[id] {
			still[id] = true
		}
	}
	r.chosen = still
}

// comparison orders two rows by their index; nil keeps the given order.
type comparison[T any] func(rows []T) func(a, b int32) int

func (r *rowSet[T]) arrange(by comparison[T]) {
	r.order = make([]int32, len(r.rows))
	for i := range r.order {
		r.order[i] = int32(i)
	}
	if by != nil {
		slices.SortFunc(r.order, by(r.rows))
	}
}

// byColumn orders by a column; equal rows keep the order they came in.
func byColumn[T any](col Column[T], desc bool) comparison[T] {
	return func(rows []T) func(a, b int32) int {
		compare := func(a, b int32) int { return col.Compare(rows[a], rows[b]) }
		if col.Compare == nil {
			keys := make([]string, len(rows))
			for i, row := range rows {
				keys[i] = fold(col.plain(row))
			}
			compare = func(a, b int32) int { return strings.Compare(keys[a], keys[b]) }
		}
		return func(a, b int32) int {
			c := compare(a, b)
			if desc {
				c = -c
			}
			return cmp.Or(c, cmp.Compare(a, b))
		}
	}
}

// fold takes case and accents off a text.
func fold(s string) string {
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] < 0x80
	}
	if ascii {
		return strings.ToLower(s)
	}
	var b strings.Builder
	for _, c := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, c):
		case c == 'đ' || c == 'Đ':
			b.WriteRune('d')
		default:
			b.WriteRune(unicode.ToLower(c))
		}
	}
	return b.String()
}

// choose makes pos the only selected row.
func (r *rowSet[T]) choose(pos int) {
	r.chosen = map[crm.ID]bool{r.idAt(pos): true}
	r.cursor, r.anchor = pos, pos
}

// toggle adds pos to the selection or takes it out.
func (r *rowSet[T]) toggle(pos int) {
	id := r.idAt(pos)
	if r.chosen[id] {
		delete(r.chosen, id)
	} else {
		r.chosen[id] = true
	}
	r.cursor, r.anchor = pos, pos
}

// extend selects from the anchor to pos.
func (r *rowSet[T]) extend(pos int) {
	if r.anchor < 0 {
		r.choose(pos)
		return
	}
	r.chosen = map[crm.ID]bool{}
	for p := min(r.anchor, pos); p <= max(r.anchor, pos); p++ {
		r.chosen[r.idAt(p)] = true
	}
	r.cursor = pos
}

func (r *rowSet[T]) chooseAll() {
	for pos := range r.order {
		r.chosen[r.idAt(pos)] = true
	}
}

func (r *rowSet[T]) clear() { r.chosen = map[crm.ID]bool{} }

func (r *rowSet[T]) selected() []T {
	if len(r.chosen) == 0 {
		return nil
	}
	out := make([]T, 0, len(r.chosen))
	for pos := range r.order {
		if r.chosen[r.idAt(pos)] {
			out = append(out, r.at(pos))
		}
	}
	return out
}

// startingWith returns the first position at or after from, going round, whose
// text begins with prefix; -1 when there is none.
func (r *rowSet[T]) startingWith(prefix string, from int, text func(T) string) int {
	want := fold(prefix)
	for i := range r.order {
		pos := (max(0, from) + i) % len(r.order)
		if strings.HasPrefix(fold(text(r.at(pos))), want) {
			return pos
		}
	}
	return -1
}
