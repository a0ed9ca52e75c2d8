package search

import (
	"slices"
	"sync"

	"regulars/data/crm"
)

// Field is one searchable text of a record. Fields named "phone" hold digits
// only, each spelling as its own word ("33628230455 0628230455"), and are also
// found by numbers typed with spaces and signs.
type Field struct {
	Name string // "name", "phone", "email", "note", "sku", "number", …
	Text string
}

// Entry is the searchable text of one record.
type Entry struct {
	ID     crm.ID
	Kind   crm.Kind
	Title  string // what a hit shows; searched before all other fields
	Fields []Field
	Weight int32 // among equal matches the higher weight comes first
}

// Index answers queries over all entries. It is safe for concurrent use.
type Index struct {
	mu       sync.RWMutex
	segments []*segment // from large to small
	where    map[crm.ID]place
	names    []string
	nameNo   map[string]uint32
	serial   uint32
}

// place is where a record lies: the serial of its segment and its position.
type place struct{ serial, at uint32 }

// maxBatch bounds the text of one segment, whose offsets are 32 bits wide.
const maxBatch = 1 << 30

// New returns an empty index.
func New() *Index {
	return &Index{
		where:  map[crm.ID]place{},
		names:  []string{"title", "phone"},
		nameNo: map[string]uint32{"title": nameTitle, "phone": namePhone},
	}
}

// Len is the number of entries.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.where)
}

// Put adds entries or replaces those of the same ID. Many at once are much
// cheaper than one by one.
func (x *Index) Put(entries ...Entry) {
	x.mu.Lock()
	defer x.mu.Unlock()
	latest := make(map[crm.ID]int, len(entries))
	for i, e := range entries {
		latest[e.ID] = i
	}
	var items []item
	size := 0
	for i, e := range entries {
		if latest[e.ID] != i {
			continue
		}
		x.bury(e.ID)
		it := x.itemOf(e)
		items = append(items, it)
		if size += it.size(); size > maxBatch/4 {
			x.addSegment(build(items))
			items, size = nil, 0
		}
	}
	if len(items) > 0 {
		x.addSegment(build(items))
	}
}

func (x *Index) itemOf(e Entry) item {
	it := item{Entry: e, folded: appendFold(nil, e.Title, nil), names: make([]uint32, len(e.Fields))}
	for i, f := range e.Fields {
		it.names[i] = x.nameOf(f.Name)
	}
	return it
}

func (it item) size() int {
	n := len(it.Title) + len(it.folded)
	for _, f := range it.Fields {
		n += len(f.Text)
	}
	return n
}

func (x *Index) nameOf(name string) uint32 {
	no, ok := x.nameNo[name]
	if !ok {
		no = uint32(len(x.names))
		x.names = append(x.names, name)
		x.nameNo[name] = no
	}
	return no
}

// Delete removes the entry of a record; unknown IDs are ignored.
func (x *Index) Delete(id crm.ID) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.bury(id)
	delete(x.where, id)
}

// bury marks the entry of id as dead and drops its segment's dead entries
// once they are the majority.
func (x *Index) bury(id crm.ID) {
	p, ok := x.where[id]
	if !ok {
		return
	}
	n := slices.IndexFunc(x.segments, func(s *segment) bool { return s.serial == p.serial })
	s := x.segments[n]
	s.bury(int(p.at))
	switch {
	case s.live() == 0:
		x.segments = slices.Delete(x.segments, n, n+1)
	case s.buried > s.live() && s.buried > 64:
		x.segments[n] = x.settle(merge(s, newSegment(0)))
	}
}

// addSegment appends s and merges from the small end while neighbours are
// of similar size, so that a record is copied a logarithmic number of times.
func (x *Index) addSegment(s *segment) {
	for n := len(x.segments); n > 0; n-- {
		last := x.segments[n-1]
		if last.live() > 2*s.live() || len(last.fold)+len(s.fold) > maxBatch || len(last.text)+len(s.text) > maxBatch {
			break
		}
		s = merge(last, s)
		x.segments = x.segments[:n-1]
	}
	x.segments = append(x.segments, x.settle(s))
}

// settle numbers a new segment and remembers where its records lie.
func (x *Index) settle(s *segment) *segment {
	x.serial++
	s.serial = x.serial
	for i, id := range s.ids {
		x.where[id] = place{s.serial, uint32(i)}
	}
	return s
}
