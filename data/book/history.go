package book

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/fxamacker/cbor/v2"

	"regulars/data/crm"
)

// opAction is what an op did to its record.
type opAction uint8

const (
	opCreate opAction = 1
	opChange opAction = 2
	opRemove opAction = 3
)

// op is one entry of the log: what one change set did to one record.
type op struct {
	Set    crm.ID            `cbor:"1,keyasint"`
	Kind   crm.Kind          `cbor:"2,keyasint"`
	ID     crm.ID            `cbor:"3,keyasint"`
	At     uint64            `cbor:"4,keyasint"`
	Action opAction          `cbor:"5,keyasint"`
	Before cbor.RawMessage   `cbor:"6,keyasint,omitempty"` // changed fields, or the whole removed record
	After  cbor.RawMessage   `cbor:"7,keyasint,omitempty"` // changed fields, or the whole created record
	Prev   map[uint64]uint64 `cbor:"8,keyasint,omitempty"` // when each changed field got its previous value
	Born   uint64            `cbor:"9,keyasint,omitempty"` // creation time of a created or removed record
}

// ChangeSet is everything one action of a person, an import or an undo did.
type ChangeSet struct {
	ID     crm.ID      `cbor:"1,keyasint" json:"id"`
	At     crm.Instant `cbor:"2,keyasint" json:"at"`
	Actor  Actor       `cbor:"3,keyasint" json:"actor"`
	Title  string      `cbor:"4,keyasint" json:"title"`
	First  uint64      `cbor:"5,keyasint" json:"-"` // its ops are First to Last in the log
	Last   uint64      `cbor:"6,keyasint" json:"-"`
	Ops    int         `cbor:"7,keyasint" json:"changes"`
	Undoes crm.ID      `cbor:"8,keyasint,omitzero" json:"undoes,omitzero"`
	Undone crm.ID      `cbor:"9,keyasint,omitzero" json:"undone_by,omitzero"`
}

func (tx *Tx) putSet(s *ChangeSet) error {
	data, err := encoder.Marshal(s)
	if err != nil {
		return err
	}
	return tx.put(bucketSets, s.ID[:], data)
}

func (tx *Tx) changeSet(id crm.ID) (*ChangeSet, error) {
	plain, err := tx.get(bucketSets, id[:])
	if err != nil {
		return nil, err
	}
	if plain == nil {
		return nil, &Error{Code: CodeNotFound, Err: fmt.Errorf("change %s", id)}
	}
	s := new(ChangeSet)
	return s, unmarshal(plain, s)
}

// History returns the newest change sets first, at most limit (0: all). The
// one that set up the book (without title) is left out.
func (b *Book) History(limit int) ([]ChangeSet, error) {
	var out []ChangeSet
	err := b.view(func(tx *Tx) error {
		c := tx.bolt.Bucket([]byte(bucketSets)).Cursor()
		for k, v := c.Last(); k != nil && (limit == 0 || len(out) < limit); k, v = c.Prev() {
			plain, err := tx.sealer.open(bucketSets, k, v)
			if err != nil {
				return err
			}
			var s ChangeSet
			if err := unmarshal(plain, &s); err != nil {
				return err
			}
			if s.Title != "" {
				out = append(out, s)
			}
		}
		return nil
	})
	return out, err
}

// FieldChange is one field before and after, as readable text.
type FieldChange struct {
	Field  string `json:"field"`
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
}

// RecordChange is what one change set did to one record.
type RecordChange struct {
	Set     crm.ID        `json:"set"`
	At      crm.Instant   `json:"at"`
	Ref     Ref           `json:"ref"`
	Created bool          `json:"created,omitempty"`
	Removed bool          `json:"removed,omitempty"`
	Fields  []FieldChange `json:"fields,omitempty"`
}

// RecordHistory returns what happened to one record, newest first.
func (b *Book) RecordHistory(id crm.ID) ([]RecordChange, error) {
	var out []RecordChange
	err := b.view(func(tx *Tx) error {
		c := tx.bolt.Bucket([]byte(bucketHist)).Cursor()
		for k, _ := c.Seek(id[:]); k != nil && bytes.HasPrefix(k, id[:]); k, _ = c.Next() {
			o, err := tx.op(k[16:])
			if err != nil {
				return err
			}
			rc, err := o.describe()
			if err != nil {
				return err
			}
			out = append(out, rc)
		}
		return nil
	})
	slices.Reverse(out)
	return out, err
}

// Changes returns what a change set did, record by record, at most limit.
func (b *Book) Changes(set crm.ID, limit int) ([]RecordChange, error) {
	var out []RecordChange
	err := b.view(func(tx *Tx) error {
		s, err := tx.changeSet(set)
		if err != nil {
			return err
		}
		return tx.eachOp(s.First, func(seq uint64, o *op) (bool, error) {
			if seq > s.Last || len(out) >= limit {
				return false, nil
			}
			rc, err := o.describe()
			out = append(out, rc)
			return true, err
		})
	})
	return out, err
}

func (o *op) describe() (RecordChange, error) {
	rc := RecordChange{Set: o.Set, At: momentOf(o.At), Ref: Ref{o.Kind, o.ID}, Created: o.Action == opCreate, Removed: o.Action == opRemove}
	before, err := split(o.Before)
	if err != nil {
		return rc, err
	}
	after, err := split(o.After)
	if err != nil {
		return rc, err
	}
	if newRecord(o.Kind) == nil {
		return rc, nil // of a newer version
	}
	names := FieldNames(o.Kind)
	was, now := newRecord(o.Kind), newRecord(o.Kind)
	for _, n := range changedFields(before, after) {
		if n == 1 { // the id
			continue
		}
		rc.Fields = append(rc.Fields, FieldChange{Field: names[n], Before: fieldText(was, n, before), After: fieldText(now, n, after)})
	}
	return rc, nil
}

func (tx *Tx) op(key []byte) (*op, error) {
	plain, err := tx.get(bucketOps, key)
	if err != nil {
		return nil, err
	}
	o := new(op)
	return o, unmarshal(plain, o)
}

// eachOp reads the log from a sequence number on.
func (tx *Tx) eachOp(from uint64, fn func(seq uint64, o *op) (more bool, err error)) error {
	head, err := tx.head()
	if err != nil {
		return err
	}
	c := tx.bolt.Bucket([]byte(bucketOps)).Cursor()
	seek := func() ([]byte, []byte) { return c.Seek(opKey(head.Device, from)) }
	return tx.walk(c, bucketOps, seek, func(key, plain []byte) (bool, error) {
		o := new(op)
		if err := unmarshal(plain, o); err != nil {
			return false, err
		}
		_, seq := splitOpKey(key)
		return fn(seq, o)
	})
}
