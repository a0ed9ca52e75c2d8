package book_test

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"

	"regulars/data/book"
	"regulars/data/crm"
)

// A model of the book: maps of plain fields, and every change with its values
// before and after.
type (
	plain  map[string]string // JSON name to JSON text
	change struct {
		ref           book.Ref
		before, after plain // nil: not there
	}
	changeSet struct {
		id      crm.ID
		changes []change
		from    int // position of the first change among all
		undone  bool
		undoes  int // index of the set it undoes, -1
	}
	model struct {
		records map[book.Ref]plain
		sets    []changeSet
		log     []change
	}
)

func toPlain(r crm.Record) plain {
	data, err := json.Marshal(r)
	if err != nil {
		panic(err)
	}
	raw := map[string]json.RawMessage{}
	if err := json.Unmarshal(data, &raw); err != nil {
		panic(err)
	}
	p := plain{}
	for k, v := range raw {
		if s := string(v); k != "created_at" && k != "updated_at" && s != "null" && s != `""` && s != "0" {
			p[k] = s
		}
	}
	return p
}

func (m *model) set(ref book.Ref, now plain) {
	was := m.records[ref]
	if reflect.DeepEqual(was, now) {
		return
	}
	m.log = append(m.log, change{ref, was, now})
	if now == nil {
		delete(m.records, ref)
		return
	}
	m.records[ref] = now
}

// commit closes a change set; it is none when nothing changed.
func (m *model) commit(id crm.ID, from, undoes int) {
	if len(m.log) > from {
		m.sets = append(m.sets, changeSet{id: id, changes: slices.Clone(m.log[from:]), from: from, undoes: undoes})
	}
}

func (m *model) rollback(records map[book.Ref]plain, from int) {
	m.records, m.log = records, m.log[:from]
}

// references finds ids in a record's JSON: every text of 32 hex digits.
func references(p plain) (ids []string) {
	for name, v := range p {
		if name == "id" || name == "batch" {
			continue
		}
		for _, part := range strings.Split(v, `"`) {
			if len(part) == 32 && strings.Trim(part, "0123456789abcdef") == "" {
				ids = append(ids, part)
			}
		}
	}
	return ids
}

// undo returns whether there were conflicts.
func (m *model) undo(s changeSet) (conflict bool) {
	created := map[book.Ref]bool{}
	for _, c := range s.changes {
		created[c.ref] = created[c.ref] || c.before == nil
	}
	used := map[string]bool{}
	use := func(ref book.Ref) {
		for _, id := range references(m.records[ref]) {
			used[id] = true
		}
	}
	for _, c := range m.log[s.from+len(s.changes):] {
		if !created[c.ref] {
			use(c.ref)
		}
	}
	leaving := map[book.Ref]bool{}
	for _, c := range slices.Backward(s.changes) {
		now := m.records[c.ref]
		switch {
		case c.before == nil && now != nil && !reflect.DeepEqual(now, c.after):
			conflict = true
			use(c.ref)
		case c.before == nil && now != nil:
			leaving[c.ref] = true
		case c.before == nil:
		case c.after == nil && now == nil:
			m.set(c.ref, c.before)
		case c.after == nil:
		case now == nil:
			conflict = true
		default:
			conflict = m.undoFields(c, now) || conflict
		}
	}
	for again := true; again; {
		again = false
		for ref := range leaving {
			if used[ref.ID.String()] {
				delete(leaving, ref)
				use(ref)
				again, conflict = true, true
			}
		}
	}
	for ref := range leaving {
		m.set(ref, nil)
	}
	return conflict
}

func (m *model) undoFields(c change, now plain) (conflict bool) {
	next := maps.Clone(now)
	names := maps.Clone(c.before)
	maps.Copy(names, c.after)
	for f := range names {
		switch {
		case c.before[f] == c.after[f]:
		case now[f] != c.after[f]:
			conflict = true
		case c.before[f] == "":
			delete(next, f)
		default:
			next[f] = c.before[f]
		}
	}
	m.set(c.ref, next)
	return conflict
}

func (m *model) emptyTrash() {
	used := map[string]bool{}
	stays := map[book.Ref]bool{}
	for again := true; again; {
		again = false
		for ref, p := range m.records {
			if stays[ref] || p["deleted_at"] != "" && !used[ref.ID.String()] {
				continue
			}
			stays[ref], again = true, true
			for _, id := range references(p) {
				used[id] = true
			}
		}
	}
	for ref := range maps.Clone(m.records) {
		if !stays[ref] {
			m.set(ref, nil)
		}
	}
}
