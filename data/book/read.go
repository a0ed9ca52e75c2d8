package book

import (
	"bytes"
	"fmt"

	bolt "go.etcd.io/bbolt"

	"regulars/data/crm"
)

// Reader is a place to read records from: a Book (its newest state) or a Tx.
type Reader interface {
	view(func(*Tx) error) error
}

func (tx *Tx) view(fn func(*Tx) error) error { return fn(tx) }

// Pointer ties a record type to its pointer, which carries the methods.
type Pointer[T any] interface {
	*T
	crm.Record
}

// Get returns the record with an id, also one in the trash; CodeNotFound
// when there is none.
func Get[T any, P Pointer[T]](r Reader, id crm.ID) (*T, error) {
	rec := P(new(T))
	err := r.view(func(tx *Tx) error { return tx.read(Ref{rec.Kind(), id}, rec) })
	if err != nil {
		return nil, err
	}
	return rec, nil
}

// batchRows is how many records Each reads at a time.
const batchRows = 256

// Each calls fn for every record of a type that is not in the trash, oldest
// first, until fn returns false. fn may keep the record and may read and
// change the book: it runs between transactions, each of which reads some
// hundred records. For one consistent state use List or View.
func Each[T any, P Pointer[T]](r Reader, fn func(*T) bool) error {
	kind := P(new(T)).Kind()
	var after []byte
	for {
		batch := make([]*T, 0, batchRows)
		rows := 0
		err := r.view(func(tx *Tx) error {
			return tx.rowsAfter(kind, after, func(ref Ref, r *row) (bool, error) {
				rec := P(new(T))
				if err := r.decodeInto(rec); err != nil {
					return false, err
				}
				if !rec.Base().Deleted() {
					batch = append(batch, rec)
				}
				rows++
				after = ref.ID[:]
				return rows < batchRows, nil
			})
		})
		if err != nil {
			return err
		}
		for _, rec := range batch {
			if !fn(rec) {
				return nil
			}
		}
		if rows < batchRows {
			return nil
		}
	}
}

// List returns every record of a type that is not in the trash, oldest first.
func List[T any, P Pointer[T]](r Reader) ([]*T, error) {
	var out []*T
	err := r.view(func(tx *Tx) error {
		return tx.scan(P(new(T)).Kind(), func() crm.Record { return P(new(T)) }, func(rec crm.Record) bool {
			if !rec.Base().Deleted() {
				out = append(out, rec.(P))
			}
			return true
		})
	})
	return out, err
}

// Find returns a record of any kind.
func Find(r Reader, kind crm.Kind, id crm.ID) (rec crm.Record, err error) {
	err = r.view(func(tx *Tx) error {
		rec, err = tx.find(Ref{kind, id})
		return err
	})
	return rec, err
}

func (tx *Tx) find(ref Ref) (crm.Record, error) {
	rec := newRecord(ref.Kind)
	if rec == nil {
		return nil, notFound(ref.Kind, ref.ID)
	}
	return rec, tx.read(ref, rec)
}

func (tx *Tx) read(ref Ref, into crm.Record) error {
	r, err := tx.row(ref)
	if err != nil {
		return err
	}
	if r == nil {
		return notFound(ref.Kind, ref.ID)
	}
	return r.decodeInto(into)
}

// scan decodes every row of a kind into a record from fresh.
func (tx *Tx) scan(kind crm.Kind, fresh func() crm.Record, fn func(crm.Record) bool) error {
	return tx.scanRows(kind, func(_ Ref, r *row) (bool, error) {
		rec := fresh()
		if err := r.decodeInto(rec); err != nil {
			return false, err
		}
		return fn(rec), nil
	})
}

func (tx *Tx) scanRows(kind crm.Kind, fn func(Ref, *row) (more bool, err error)) error {
	head, err := tx.head()
	if err != nil {
		return err
	}
	rows := int64(0)
	complete := true
	err = tx.rowsAfter(kind, nil, func(ref Ref, r *row) (more bool, err error) {
		rows++
		complete, err = fn(ref, r)
		return complete, err
	})
	if want := head.Rows[kind.String()]; err == nil && complete && rows != want {
		err = &Error{Code: CodeDamaged, Err: fmt.Errorf("%s: %d rows, should be %d", kind, rows, want)}
	}
	return err
}

// rowsAfter reads the rows of a kind whose keys come after one; nil: all.
func (tx *Tx) rowsAfter(kind crm.Kind, after []byte, fn func(Ref, *row) (more bool, err error)) error {
	bucket := kind.String()
	b := tx.bolt.Bucket([]byte(bucket))
	if b == nil {
		return nil
	}
	c := b.Cursor()
	first := c.First
	if after != nil {
		first = func() ([]byte, []byte) {
			k, v := c.Seek(after)
			if bytes.Equal(k, after) {
				k, v = c.Next()
			}
			return k, v
		}
	}
	return tx.walk(c, bucket, first, func(key, plain []byte) (bool, error) {
		if len(key) != len(crm.ID{}) {
			return false, errSeal
		}
		r := new(row)
		if err := unmarshal(plain, r); err != nil {
			return false, err
		}
		return fn(Ref{kind, crm.ID(key)}, r)
	})
}

func (tx *Tx) walk(c *bolt.Cursor, bucket string, first func() ([]byte, []byte), fn func(key, plain []byte) (bool, error)) error {
	for k, v := first(); k != nil; k, v = c.Next() {
		plain, err := tx.sealer.open(bucket, k, v)
		if err != nil {
			return err
		}
		if more, err := fn(k, plain); err != nil || !more {
			return err
		}
	}
	return nil
}

// Count returns how many records of a kind there are, the trash included.
func (b *Book) Count(kind crm.Kind) int64 {
	b.state.RLock()
	defer b.state.RUnlock()
	return b.meta.Rows[kind.String()]
}

// Settings returns the book's settings.
func (b *Book) Settings() (crm.Settings, error) {
	s, err := Get[crm.Settings](b, crm.SettingsID)
	if err != nil {
		return crm.DefaultSettings(), err
	}
	return *s, nil
}
