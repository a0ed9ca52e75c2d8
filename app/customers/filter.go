package customers

import (
	"cmp"
	"slices"
	"strings"

	"regulars/data/crm"
)

// The operations of a filter, as saved views store them.
const (
	opIs       = "is"
	opNot      = "not"
	opContains = "contains"
	opMore     = "more" // at least, or on that day or later
	opLess     = "less" // at most, or on that day or earlier
	opEmpty    = "empty"
	opSet      = "set"
)

// ops lists the operations that make sense for a property.
func (p property) ops() []string {
	switch {
	case p.numeric():
		return []string{opMore, opLess, opIs, opEmpty, opSet}
	case p.kind == isChoice:
		return []string{opIs, opNot, opEmpty, opSet}
	}
	return []string{opContains, opIs, opNot, opEmpty, opSet}
}

// read turns what the owner typed, or a filter holds, into a number to
// compare with; ok is false when it is not one.
func (p property) read(text string) (int64, bool) {
	switch p.kind {
	case isDate:
		d, err := crm.ParseDate(strings.TrimSpace(text))
		return int64(d), err == nil
	case isMoney:
		return parsed(text, crm.Exponent(p.currency))
	}
	return parsed(text, 0)
}

// test returns what a filter asks of a row; nil when the filter names a
// property that is gone or a value that cannot be read, and so asks nothing.
func (p property) test(f crm.Filter) func(*row) bool {
	switch f.Op {
	case opEmpty:
		return func(r *row) bool { return !p.known(r) }
	case opSet:
		return p.known
	}
	switch {
	case p.numeric():
		return p.testNumber(f)
	case p.kind == isChoice:
		return p.testChoice(f)
	}
	return p.testText(f)
}

func (p property) known(r *row) bool {
	switch {
	case p.numeric():
		_, ok := p.number(r)
		return ok
	case p.kind == isChoice:
		return len(p.codes(r)) > 0
	}
	return strings.TrimSpace(p.text(r)) != ""
}

func (p property) testNumber(f crm.Filter) func(*row) bool {
	want, ok := p.read(f.Value)
	if !ok {
		return nil
	}
	return func(r *row) bool {
		v, known := p.number(r)
		switch f.Op {
		case opMore:
			return known && v >= want
		case opLess:
			return known && v <= want
		case opNot:
			return v != want
		}
		return known && v == want
	}
}

func (p property) testChoice(f crm.Filter) func(*row) bool {
	return func(r *row) bool { return slices.Contains(p.codes(r), f.Value) != (f.Op == opNot) }
}

func (p property) testText(f crm.Filter) func(*row) bool {
	want := strings.ToLower(strings.TrimSpace(f.Value))
	return func(r *row) bool {
		text := strings.ToLower(p.text(r))
		switch f.Op {
		case opContains:
			return strings.Contains(text, want)
		case opNot:
			return text != want
		}
		return text == want
	}
}

// find returns the property with an id.
func (l *listing) find(id string) (property, bool) {
	i := slices.IndexFunc(l.properties, func(p property) bool { return p.id == id })
	if i < 0 {
		return property{}, false
	}
	return l.properties[i], true
}

// narrow returns the rows that satisfy every filter and, with found not nil,
// are among those the search found, in the search's order.
func (l *listing) narrow(filters []crm.Filter, found []crm.ID) []*row {
	var tests []func(*row) bool
	for _, f := range filters {
		if p, ok := l.find(f.Column); ok {
			if test := p.test(f); test != nil {
				tests = append(tests, test)
			}
		}
	}
	rank := make(map[crm.ID]int, len(found))
	for i, id := range found {
		rank[id] = i
	}
	out := make([]*row, 0, len(l.rows))
	for _, r := range l.rows {
		if _, hit := rank[r.party.ID]; (found == nil || hit) && all(tests, r) {
			out = append(out, r)
		}
	}
	if found != nil {
		slices.SortStableFunc(out, func(a, b *row) int { return cmp.Compare(rank[a.party.ID], rank[b.party.ID]) })
	}
	return out
}

func all(tests []func(*row) bool, r *row) bool {
	for _, ok := range tests {
		if !ok(r) {
			return false
		}
	}
	return true
}

// choice is one value of a property and how many rows hold it.
type choice struct {
	code, name string
	rows       int
}

// choices lists the values of a property that occur, as people would look
// for them.
func (l *listing) choices(p property) []choice {
	count := map[string]int{}
	for _, r := range l.rows {
		for _, c := range p.codes(r) {
			count[c]++
		}
	}
	out := make([]choice, 0, len(count))
	for code, n := range count {
		out = append(out, choice{code, p.name(code), n})
	}
	slices.SortFunc(out, func(a, b choice) int {
		return cmp.Or(strings.Compare(strings.ToLower(a.name), strings.ToLower(b.name)), strings.Compare(a.code, b.code))
	})
	return out
}
