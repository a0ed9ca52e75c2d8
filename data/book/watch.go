package book

import (
	"bytes"
	"cmp"
	"slices"
	"sync"

	"regulars/data/crm"
)

// Change tells subscribers which records a change set touched.
type Change struct {
	Set     crm.ID
	Touched []Ref
}

// Has reports whether a record of one of the kinds was touched.
func (c Change) Has(kinds ...crm.Kind) bool {
	return slices.ContainsFunc(c.Touched, func(r Ref) bool { return slices.Contains(kinds, r.Kind) })
}

type watchers struct {
	mu   sync.Mutex
	next int
	fns  map[int]func(Change)
}

// Subscribe calls fn after every change set, on the goroutine that made it.
// Two changes made at the same time may be told in either order. fn must
// return quickly. Call cancel when the subscriber goes away.
func (b *Book) Subscribe(fn func(Change)) (cancel func()) {
	w := &b.watch
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.fns == nil {
		w.fns = map[int]func(Change){}
	}
	w.next++
	id := w.next
	w.fns[id] = fn
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.fns, id)
	}
}

func (w *watchers) tell(c Change) {
	w.mu.Lock()
	fns := make([]func(Change), 0, len(w.fns))
	for i := 1; i <= w.next; i++ {
		if fn := w.fns[i]; fn != nil {
			fns = append(fns, fn)
		}
	}
	w.mu.Unlock()
	for _, fn := range fns {
		fn(c)
	}
}

// compare orders references by kind, then by age.
func (r Ref) compare(o Ref) int {
	return cmp.Or(cmp.Compare(r.Kind, o.Kind), bytes.Compare(r.ID[:], o.ID[:]))
}
