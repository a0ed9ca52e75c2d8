package book

import (
	"bytes"
	"fmt"
	"maps"
	"reflect"

	"regulars/data/crm"
)

// Put saves a record, new or changed. A zero ID gets a fresh one. Saving a
// record as it already is changes nothing. Invalid records are refused with
// CodeInvalid and the field errors.
func (tx *Tx) Put(rec crm.Record) error {
	if tx.set == nil {
		return &Error{Code: CodeReadOnly}
	}
	m := rec.Base()
	if rec.Kind() == crm.KindSettings {
		m.ID = crm.SettingsID
	}
	if m.ID.IsZero() {
		m.ID = crm.NewID()
	}
	if err := valid(rec); err != nil {
		return &Error{Code: CodeInvalid, Err: err}
	}
	data, err := encoder.Marshal(rec)
	if err != nil {
		return err
	}
	ref := Ref{rec.Kind(), m.ID}
	old, err := tx.row(ref)
	switch {
	case err != nil:
		return err
	case old == nil:
		return tx.create(ref, data, 0)
	case bytes.Equal(old.Data, data):
		return nil
	}
	was, now, err := old.merge(ref.Kind, data)
	if err != nil {
		return err
	}
	return tx.replace(ref, old, was, now)
}

// valid checks a record's own rules and that its texts can be shown.
func valid(rec crm.Record) error {
	if err := rec.Validate(); err != nil {
		return err
	}
	if field, bad := badText(reflect.ValueOf(rec).Elem()); bad {
		return crm.FieldErrors{{Field: field, Code: crm.ErrFormat}}
	}
	return nil
}

// validTogether checks what records must not do together, however they came
// to be as they are: put, restored from the trash or brought back by an undo.
func (tx *Tx) validTogether() error {
	referrals := false
	for r := range tx.touched {
		referrals = referrals || r.Kind == crm.KindReferral
	}
	if !referrals {
		return nil
	}
	var all []crm.Referral
	err := tx.scan(crm.KindReferral, func() crm.Record { return new(crm.Referral) }, func(r crm.Record) bool {
		all = append(all, *r.(*crm.Referral))
		return true
	})
	if err != nil {
		return err
	}
	if err := crm.CheckReferrals(all); err != nil {
		return &Error{Code: CodeInvalid, Err: err}
	}
	return nil
}

// create stores a record that is not there. born is when it was first
// created, for one that comes back; zero means now.
func (tx *Tx) create(ref Ref, data []byte, born uint64) error {
	at := tx.tick()
	if born == 0 {
		born = at
	}
	if err := tx.putRow(ref, &row{Created: born, Changed: at, Data: data}); err != nil {
		return err
	}
	tx.meta.Rows[ref.Kind.String()]++
	return tx.log(&op{Kind: ref.Kind, ID: ref.ID, At: at, Born: born, Action: opCreate, After: data})
}

// replace stores changed fields of a record that is there.
func (tx *Tx) replace(ref Ref, old *row, was, now fields) error {
	before, after := diff(was, now)
	changed := changedFields(before, after)
	if len(changed) == 0 {
		return nil
	}
	o := &op{Kind: ref.Kind, ID: ref.ID, At: tx.tick(), Action: opChange, Prev: map[uint64]uint64{}}
	if old.Times == nil {
		old.Times = map[uint64]uint64{}
	}
	for _, n := range changed {
		o.Prev[n] = old.time(n)
		old.Times[n] = o.At
	}
	var err error
	if o.Before, err = join(before); err != nil {
		return err
	}
	if o.After, err = join(after); err != nil {
		return err
	}
	if old.Data, err = join(now); err != nil {
		return err
	}
	old.Changed = o.At
	if err := tx.putRow(ref, old); err != nil {
		return err
	}
	return tx.log(o)
}

// Delete moves a record to the trash. References to it stay valid. The
// settings cannot be deleted.
func (tx *Tx) Delete(kind crm.Kind, id crm.ID) error {
	if kind == crm.KindSettings {
		return &Error{Code: CodeInUse, Err: fmt.Errorf("%s", kind)}
	}
	return tx.setDeleted(Ref{kind, id}, max(tx.now(), 1))
}

// Restore takes a record out of the trash.
func (tx *Tx) Restore(kind crm.Kind, id crm.ID) error {
	return tx.setDeleted(Ref{kind, id}, 0)
}

// setDeleted changes that one field only: a record that is no longer valid
// by today's rules can still be thrown away.
func (tx *Tx) setDeleted(ref Ref, when crm.Instant) error {
	if tx.set == nil {
		return &Error{Code: CodeReadOnly}
	}
	old, err := tx.row(ref)
	if err != nil {
		return err
	}
	if old == nil {
		return notFound(ref.Kind, ref.ID)
	}
	was, err := split(old.Data)
	if err != nil || (was[fieldDeleted] == nil) == (when == 0) {
		return err
	}
	now := maps.Clone(was)
	delete(now, fieldDeleted)
	if when != 0 {
		if now[fieldDeleted], err = encoder.Marshal(when); err != nil {
			return err
		}
	}
	return tx.replace(ref, old, was, now)
}

// purge removes a record for good; its history keeps what it was.
func (tx *Tx) purge(ref Ref) error {
	old, err := tx.row(ref)
	if err != nil {
		return err
	}
	if old == nil {
		return notFound(ref.Kind, ref.ID)
	}
	if err := tx.bolt.Bucket([]byte(ref.Kind.String())).Delete(ref.ID[:]); err != nil {
		return err
	}
	tx.meta.Rows[ref.Kind.String()]--
	return tx.log(&op{Kind: ref.Kind, ID: ref.ID, At: tx.tick(), Born: old.Created, Action: opRemove, Before: old.Data})
}

// log appends an op and indexes it under its record.
func (tx *Tx) log(o *op) error {
	o.Set = tx.set.ID
	tx.meta.LastSeq++
	key := opKey(tx.meta.Device, tx.meta.LastSeq)
	hist, err := tx.toWrite(bucketHist)
	if err != nil {
		return err
	}
	data, err := encoder.Marshal(o)
	if err != nil {
		return err
	}
	if err := tx.put(bucketOps, key, data); err != nil {
		return err
	}
	if err := hist.Put(histKey(o.ID, key), nil); err != nil {
		return err
	}
	tx.meta.Rows[bucketOps]++
	tx.meta.Rows[bucketHist]++
	tx.set.Ops++
	tx.touched[Ref{o.Kind, o.ID}] = true
	return nil
}
