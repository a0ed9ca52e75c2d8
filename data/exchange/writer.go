package exchange

import (
	"context"
	"maps"
	"slices"

	"regulars/data/book"
	"regulars/data/crm"
)

// writer puts what a file says into the book, in one change set.
type writer struct {
	ctx      context.Context
	tx       *book.Tx
	have     *existing
	batch    crm.ID
	rates    map[string]string
	result   *Result
	progress func(float64)
	referred []referredRow // by whom is settled once all customers are there
}

func (w *writer) create(rec crm.Record) error {
	m := rec.Base()
	m.Source, m.Batch = crm.SourceImport, w.batch
	w.result.Created[rec.Kind().String()]++
	return w.tx.Put(rec)
}

func (w *writer) update(rec crm.Record) error {
	w.result.Updated[rec.Kind().String()]++
	return w.tx.Put(rec)
}

// identify gives a new record its id: the one the book wrote into the file
// earlier, when that is free, so that a book can be filled again from its own
// exports. It returns the number that is left to keep.
func (w *writer) identify(rec crm.Record, number string) (rest string) {
	if id, own := ownID(number); own {
		if _, err := book.Find(w.tx, rec.Kind(), id); book.CodeOf(err) == book.CodeNotFound {
			rec.Base().ID = id
			return ""
		}
	}
	rec.Base().ID = crm.NewID()
	return number
}

// inOrder walks a map in the order of its keys.
func inOrder[V any](m map[string]V, fn func(key string, v V) error) error {
	for _, k := range slices.Sorted(maps.Keys(m)) {
		if err := fn(k, m[k]); err != nil {
			return err
		}
	}
	return nil
}
