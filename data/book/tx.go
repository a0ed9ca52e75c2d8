package book

import (
	"bytes"
	"encoding/binary"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"

	"regulars/data/crm"
)

// Tx is one transaction: a consistent state to read and, inside Update, the
// change being made.
type Tx struct {
	bolt    *bolt.Tx
	sealer  *sealer
	meta    meta
	now     func() crm.Instant
	set     *ChangeSet // nil when reading
	touched map[Ref]bool
	known   map[crm.Kind]map[uint64]string
}

// Ref names a record.
type Ref struct {
	Kind crm.Kind `json:"kind"`
	ID   crm.ID   `json:"id"`
}

// Actor says who made a change.
type Actor string

// The actors.
const (
	ActorUser   Actor = "user"
	ActorImport Actor = "import"
	ActorUndo   Actor = "undo"
	ActorRule   Actor = "rule"
)

// spaceReserve must be free before a commit: enough for the largest change
// and for a clean-up afterwards.
const spaceReserve = 16 << 20

func wallClock() crm.Instant { return crm.InstantOf(time.Now()) }

// Update makes one change set: everything fn puts and deletes is saved in
// one transaction, or nothing is. title says in the user's words what was
// done ("Log a call with Lan"). It returns the id of the change set, the
// zero ID when fn changed nothing.
func (b *Book) Update(title string, fn func(*Tx) error) (crm.ID, error) {
	return b.UpdateAs(ActorUser, title, fn)
}

// UpdateAs is Update in the name of an actor.
func (b *Book) UpdateAs(actor Actor, title string, fn func(*Tx) error) (crm.ID, error) {
	b.write.Lock()
	defer b.write.Unlock()
	tx, err := b.change(actor, title, fn)
	if err != nil {
		return crm.ID{}, b.named(err)
	}
	if len(tx.touched) == 0 {
		return crm.ID{}, nil
	}
	b.follow(tx)
	return tx.set.ID, nil
}

// change runs fn and commits. The caller holds b.write.
func (b *Book) change(actor Actor, title string, fn func(*Tx) error) (*Tx, error) {
	if err := b.writable(); err != nil {
		return nil, err
	}
	var tx *Tx
	err := guard(b.path, func() error {
		btx, err := b.db.Begin(true)
		if err != nil {
			return err
		}
		defer func() { _ = btx.Rollback() }() // does nothing after a commit
		tx = &Tx{bolt: btx, sealer: b.sealer, meta: b.meta, now: b.now, touched: map[Ref]bool{}, known: map[crm.Kind]map[uint64]string{},
			set: &ChangeSet{ID: crm.NewID(), Actor: actor, Title: title, At: b.now(), First: b.meta.LastSeq + 1}}
		tx.meta.Rows = maps.Clone(b.meta.Rows)
		if err := fn(tx); err != nil {
			return err
		}
		if len(tx.touched) == 0 {
			return nil
		}
		if err := tx.finish(); err != nil {
			return err
		}
		if err := b.commitAllowed(); err != nil {
			return err
		}
		return b.settle(btx.Commit(), tx)
	})
	if err == nil && len(tx.touched) > 0 {
		b.state.Lock()
		b.meta = tx.meta
		b.state.Unlock()
	}
	return tx, err
}

func (b *Book) writable() error {
	b.state.RLock()
	defer b.state.RUnlock()
	switch {
	case b.broken != nil:
		return b.broken
	case b.db == nil:
		return &Error{Code: CodeClosed}
	case b.readOnly:
		return &Error{Code: CodeReadOnly}
	}
	return nil
}

// commitAllowed refuses to write into a file that is no longer the one at
// the book's path, or onto a disk that is nearly full.
func (b *Book) commitAllowed() error {
	info, err := os.Stat(b.path)
	if err != nil || !os.SameFile(info, b.file) {
		return &Error{Code: CodeReplaced, Err: err}
	}
	if free, err := freeSpace(filepath.Dir(b.path)); err == nil && free < spaceReserve {
		return &Error{Code: CodeDiskFull}
	}
	return nil
}

// settle finds out what became of a commit that returned an error: such a
// commit may have reached the disk all the same. It reopens the file and
// looks.
func (b *Book) settle(commitErr error, tx *Tx) error {
	if commitErr == nil {
		return nil
	}
	b.state.Lock()
	defer b.state.Unlock()
	_ = b.db.Close()
	b.db = nil
	if err := b.reopen(); err != nil {
		b.broken = err
		return errors.Join(failed(b.path, commitErr), err)
	}
	if b.meta.LastSeq == tx.meta.LastSeq {
		return nil
	}
	return failed(b.path, commitErr)
}

// finish writes the change set's header and the meta record.
func (tx *Tx) finish() error {
	tx.set.Last = tx.meta.LastSeq
	if err := tx.putSet(tx.set); err != nil {
		return err
	}
	tx.meta.Rows[bucketSets]++
	return putMeta(tx.bolt, tx.sealer, tx.meta)
}

// tick returns the next hybrid logical time.
func (tx *Tx) tick() uint64 {
	tx.meta.Clock = max(tx.meta.Clock+1, uint64(tx.now())<<16)
	return tx.meta.Clock
}

func (tx *Tx) get(bucket string, key []byte) ([]byte, error) {
	sealed := tx.bolt.Bucket([]byte(bucket)).Get(key)
	if sealed == nil {
		return nil, nil
	}
	return tx.sealer.open(bucket, key, sealed)
}

func (tx *Tx) put(bucket string, key, plain []byte) error {
	return tx.bolt.Bucket([]byte(bucket)).Put(key, tx.sealer.seal(bucket, key, plain))
}

func (tx *Tx) row(ref Ref) (*row, error) {
	plain, err := tx.get(ref.Kind.String(), ref.ID[:])
	if err != nil || plain == nil {
		return nil, err
	}
	r := new(row)
	return r, decoder.Unmarshal(plain, r)
}

func (tx *Tx) putRow(ref Ref, r *row) error {
	data, err := encoder.Marshal(r)
	if err != nil {
		return err
	}
	return tx.put(ref.Kind.String(), ref.ID[:], data)
}

// Put saves a record, new or changed. A zero ID gets a fresh one. Saving a
// record as it already is changes nothing. Invalid records are refused with
// CodeInvalid and the field errors.
func (tx *Tx) Put(rec crm.Record) error {
	if tx.set == nil {
		return &Error{Code: CodeReadOnly}
	}
	if err := rec.Validate(); err != nil {
		return &Error{Code: CodeInvalid, Err: err}
	}
	m := rec.Base()
	if m.ID.IsZero() {
		m.ID = crm.NewID()
	}
	data, err := encoder.Marshal(rec)
	if err != nil {
		return err
	}
	ref := Ref{rec.Kind(), m.ID}
	old, err := tx.row(ref)
	if err != nil {
		return err
	}
	if old == nil {
		return tx.create(ref, data, 0)
	}
	if bytes.Equal(old.Data, data) {
		return nil
	}
	was, err := split(old.Data)
	if err != nil {
		return err
	}
	now, err := split(data)
	if err != nil {
		return err
	}
	keepUnknown(was, now, tx.knownFields(ref.Kind))
	return tx.replace(ref, old, was, now)
}

func (tx *Tx) knownFields(k crm.Kind) map[uint64]string {
	if tx.known[k] == nil {
		tx.known[k] = FieldNames(k)
	}
	return tx.known[k]
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

// Delete moves a record to the trash. References to it stay valid.
func (tx *Tx) Delete(kind crm.Kind, id crm.ID) error {
	return tx.modify(kind, id, func(m *crm.Meta) { m.DeletedAt = tx.now() })
}

// Restore takes a record out of the trash.
func (tx *Tx) Restore(kind crm.Kind, id crm.ID) error {
	return tx.modify(kind, id, func(m *crm.Meta) { m.DeletedAt = 0 })
}

func (tx *Tx) modify(kind crm.Kind, id crm.ID, fn func(*crm.Meta)) error {
	rec, err := tx.find(Ref{kind, id})
	if err != nil {
		return err
	}
	fn(rec.Base())
	return tx.Put(rec)
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
	data, err := encoder.Marshal(o)
	if err != nil {
		return err
	}
	if err := tx.put(bucketOps, key, data); err != nil {
		return err
	}
	if err := tx.bolt.Bucket([]byte(bucketHist)).Put(append(o.ID[:], key...), nil); err != nil {
		return err
	}
	tx.meta.Rows[bucketOps]++
	tx.meta.Rows[bucketHist]++
	tx.set.Ops++
	tx.touched[Ref{o.Kind, o.ID}] = true
	return nil
}

func opKey(device [8]byte, seq uint64) []byte {
	return binary.BigEndian.AppendUint64(append(make([]byte, 0, 16), device[:]...), seq)
}

func splitOpKey(k []byte) (device [8]byte, seq uint64) {
	copy(device[:], k)
	return device, binary.BigEndian.Uint64(k[8:])
}
