package book

import (
	"regulars/data/book/search"
	"regulars/data/crm"
	"regulars/data/facts"
)

// Rebuilt returns the readings as they come out when made from the records
// alone, without checkpoint and without having followed any change.
func (b *Book) Rebuilt() (*facts.Snapshot, *search.Index, error) {
	other := &Book{path: b.path, db: b.db, sealer: b.sealer}
	if err := other.loadFacts(false); err != nil {
		return nil, nil, err
	}
	if err := other.loadSearch(false); err != nil {
		return nil, nil, err
	}
	return other.derived.facts.Snapshot(other.derived.seq), other.derived.search, nil
}

// SpaceReserve is what a disk must have free.
const SpaceReserve = spaceReserve

// RawRecord returns the encoded record as it lies in the book.
func (b *Book) RawRecord(k crm.Kind, id crm.ID) (data []byte, err error) {
	err = b.view(func(tx *Tx) error {
		r, err := tx.row(Ref{k, id})
		if r != nil {
			data = r.Data
		}
		return err
	})
	return data, err
}
