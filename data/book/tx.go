package book

import (
	"encoding/binary"
	"maps"
	"time"

	bolt "go.etcd.io/bbolt"

	"regulars/data/crm"
)

// Tx is one transaction: a consistent state to read and, inside Update, the
// change being made. It must not be used after the function it was given to.
type Tx struct {
	bolt    *bolt.Tx
	sealer  *sealer
	meta    *meta // read when first needed: see head
	now     func() crm.Instant
	set     *ChangeSet // nil when reading
	touched map[Ref]bool
	size    uint64 // bytes put so far
	check   func() error
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

// spaceReserve must be free after a commit: enough to clean up, to undo and
// for other programs to go on.
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
	c, err := b.change(actor, title, fn)
	if err != nil || len(c.Touched) == 0 {
		return crm.ID{}, b.named(err)
	}
	b.watch.tell(c) // not under b.write: a subscriber that saves something must not hang
	return c.Set, nil
}

// change runs fn, commits and brings the readings in memory up to date.
func (b *Book) change(actor Actor, title string, fn func(*Tx) error) (Change, error) {
	b.write.Lock()
	defer b.write.Unlock()
	if err := b.writable(); err != nil {
		return Change{}, err
	}
	m := b.meta
	m.Rows = maps.Clone(m.Rows)
	tx := &Tx{meta: &m, now: b.now, touched: map[Ref]bool{}}
	tx.set = &ChangeSet{Actor: actor, Title: title, At: b.now(), First: m.LastSeq + 1}
	tx.set.ID = idAt(tx.tick())
	tx.check = func() error {
		if err := tx.validTogether(); err != nil {
			return err
		}
		return b.enoughRoom(tx)
	}
	err := b.transact(tx, func() (commit bool, err error) {
		if err := fn(tx); err != nil || len(tx.touched) == 0 {
			return false, err
		}
		if err := tx.check(); err != nil {
			return false, err
		}
		return true, tx.finish()
	})
	if err != nil || len(tx.touched) == 0 {
		return Change{}, err
	}
	b.state.Lock()
	b.meta = m
	b.state.Unlock()
	return Change{Set: tx.set.ID, Touched: b.follow(tx)}, nil
}

// Check tells now what the end of Update would refuse, for a rehearsal that
// is rolled back.
func (tx *Tx) Check() error {
	if tx.set == nil {
		return &Error{Code: CodeReadOnly}
	}
	return tx.check()
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

// finish writes the change set's header and the meta record.
func (tx *Tx) finish() error {
	tx.set.Last = tx.meta.LastSeq
	if err := tx.putSet(tx.set); err != nil {
		return err
	}
	tx.meta.Rows[bucketSets]++
	return putMeta(tx.bolt, tx.sealer, *tx.meta)
}

// head returns the meta record that belongs to the state being read.
func (tx *Tx) head() (*meta, error) {
	if tx.meta == nil {
		m, err := getMeta(tx.bolt, tx.sealer)
		if err != nil {
			return nil, err
		}
		tx.meta = &m
	}
	return tx.meta, nil
}

// tick returns the next hybrid logical time. It only grows, whatever the
// computer's clock does.
func (tx *Tx) tick() uint64 {
	now := min(max(tx.now(), 0), crm.Instant(latestMilli))
	tx.meta.Clock = max(tx.meta.Clock+1, uint64(now)<<16)
	return tx.meta.Clock
}

func (tx *Tx) get(bucket string, key []byte) ([]byte, error) {
	b := tx.bolt.Bucket([]byte(bucket))
	if b == nil {
		return nil, nil
	}
	sealed := b.Get(key)
	if sealed == nil {
		return nil, nil
	}
	return tx.sealer.open(bucket, key, sealed)
}

func (tx *Tx) put(bucket string, key, plain []byte) error {
	sealed := tx.sealer.seal(bucket, key, plain)
	if len(sealed) > maxValue {
		return &Error{Code: CodeInvalid, Err: crm.FieldErrors{{Code: crm.ErrTooLong}}}
	}
	tx.size += uint64(len(sealed))
	b, err := tx.toWrite(bucket)
	if err != nil {
		return err
	}
	return b.Put(key, sealed)
}

// toWrite returns a bucket to put into. The bucket of a kind comes into
// being with its first record.
func (tx *Tx) toWrite(bucket string) (*bolt.Bucket, error) {
	b := tx.bolt.Bucket([]byte(bucket))
	if b == nil {
		var err error
		if b, err = tx.bolt.CreateBucket([]byte(bucket)); err != nil {
			return nil, err
		}
	}
	b.FillPercent = fillPages // keys grow with time, so pages are filled and left alone
	return b, nil
}

const fillPages = 0.9

func (tx *Tx) row(ref Ref) (*row, error) {
	plain, err := tx.get(ref.Kind.String(), ref.ID[:])
	if err != nil || plain == nil {
		return nil, err
	}
	r := new(row)
	return r, unmarshal(plain, r)
}

func (tx *Tx) putRow(ref Ref, r *row) error {
	data, err := encoder.Marshal(r)
	if err != nil {
		return err
	}
	return tx.put(ref.Kind.String(), ref.ID[:], data)
}

const opKeySize = 16

// histKey indexes an op under its record.
func histKey(id crm.ID, op []byte) []byte { return append(id[:], op...) }

func opKey(device [8]byte, seq uint64) []byte {
	return binary.BigEndian.AppendUint64(append(make([]byte, 0, 16), device[:]...), seq)
}

func splitOpKey(k []byte) (device [8]byte, seq uint64) {
	copy(device[:], k)
	return device, binary.BigEndian.Uint64(k[8:])
}

// latestMilli is the end of the year 9999.
const latestMilli = 253402300799999

// idAt returns an ID that sorts like the hybrid logical time t: a UUIDv7
// whose time and sequence are t. History stays in order though the
// computer's clock was set back.
func idAt(t uint64) crm.ID {
	id := crm.NewID() // for the random part
	copy(id[:6], binary.BigEndian.AppendUint64(nil, t))
	id[6] = 0x70 | byte(t>>12)&0x0f
	id[7] = byte(t >> 4)
	id[8] = 0x80 | byte(t&0x0f)<<2 | id[8]&0x03
	return id
}
