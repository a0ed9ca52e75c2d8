package book

import (
	"encoding/binary"
	"sync"

	bolt "go.etcd.io/bbolt"

	"regulars/data/book/search"
	"regulars/data/crm"
	"regulars/data/facts"
)

// derived holds the readings that live in memory and can always be rebuilt
// from the records: facts for analysis and the search index. Each is loaded
// at its first use, from the checkpoint and the log after it.
type derived struct {
	mu     sync.Mutex
	facts  *facts.Builder
	snap   *facts.Snapshot // of facts, nil after a change
	search *search.Index
	saved  uint64 // log position of the checkpoint on disk
}

const (
	// closingGap is how many ops after the last checkpoint make a new one
	// worth writing on close.
	closingGap = 500
	ckptChunk  = 256 << 10
)

// The two parts of a checkpoint.
const (
	partFacts  = "facts"
	partSearch = "search"
)

// Facts returns the book's facts as of the last change set.
func (b *Book) Facts() (*facts.Snapshot, error) {
	b.derived.mu.Lock()
	defer b.derived.mu.Unlock()
	if b.derived.snap != nil {
		return b.derived.snap, nil
	}
	if b.derived.facts == nil {
		if err := b.loadFacts(); err != nil {
			return nil, err
		}
	}
	b.derived.snap = b.derived.facts.Snapshot(b.lastSeq())
	return b.derived.snap, nil
}

func (b *Book) lastSeq() uint64 {
	b.state.RLock()
	defer b.state.RUnlock()
	return b.meta.LastSeq
}

func (b *Book) loadFacts() error {
	return b.view(func(tx *Tx) error {
		settings := new(crm.Settings)
		if err := tx.read(Ref{crm.KindSettings, crm.SettingsID}, settings); err != nil && CodeOf(err) != CodeNotFound {
			return err
		}
		seq, data, err := tx.loadPart(partFacts)
		if err != nil {
			return err
		}
		f, err := facts.Load(data)
		if err != nil || f.Currency() != settings.BaseCurrency {
			f, seq = facts.NewBuilder(settings.BaseCurrency), 0
		}
		if err := tx.replay(seq, factKinds, f.Put, func(r Ref) { f.Remove(r.Kind, r.ID) }); err != nil {
			return err
		}
		b.derived.facts, b.derived.saved = f, seq
		return nil
	})
}

// Search finds records of the given kinds (all when none is given), the
// best first, at most limit.
func (b *Book) Search(query string, limit int, kinds ...crm.Kind) ([]search.Hit, error) {
	idx, err := b.searchIndex()
	if err != nil {
		return nil, err
	}
	return idx.Search(query, limit, kinds...), nil
}

func (b *Book) searchIndex() (*search.Index, error) {
	b.derived.mu.Lock()
	defer b.derived.mu.Unlock()
	if b.derived.search != nil {
		return b.derived.search, nil
	}
	return b.derived.search, b.view(func(tx *Tx) error {
		seq, data, err := tx.loadPart(partSearch)
		if err != nil {
			return err
		}
		idx, err := search.Load(data)
		if err != nil {
			idx, seq = search.New(), 0
		}
		var batch []search.Entry // one Put of many is far faster than many of one
		put := func(r crm.Record) {
			if e, ok := entry(r); ok {
				batch = append(batch, e)
			}
		}
		if seq > 0 {
			put = func(r crm.Record) { putEntry(idx, r) }
		}
		if err := tx.replay(seq, searchKinds, put, func(r Ref) { idx.Delete(r.ID) }); err != nil {
			return err
		}
		idx.Put(batch...)
		b.derived.search = idx
		return nil
	})
}

var factKinds = []crm.Kind{crm.KindCategory, crm.KindProduct, crm.KindParty, crm.KindDocument, crm.KindInteraction}

// replay brings a reading from log position seq to the present. From the
// beginning it reads the records themselves, which is shorter than the log.
func (tx *Tx) replay(seq uint64, kinds []crm.Kind, put func(crm.Record), remove func(Ref)) error {
	if seq == 0 {
		for _, k := range kinds {
			err := tx.scan(k, func() crm.Record { return newRecord(k) }, func(r crm.Record) bool {
				put(r)
				return true
			})
			if err != nil {
				return err
			}
		}
		return nil
	}
	touched := map[Ref]bool{}
	var order []Ref
	err := tx.eachOp(seq+1, func(_ uint64, o *op) (bool, error) {
		if r := (Ref{o.Kind, o.ID}); !touched[r] {
			touched[r] = true
			order = append(order, r)
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	return tx.apply(order, put, remove)
}

// apply hands each record as it is now, or its removal, to a reading.
func (tx *Tx) apply(refs []Ref, put func(crm.Record), remove func(Ref)) error {
	for _, ref := range refs {
		rec, err := tx.find(ref)
		switch {
		case err == nil:
			put(rec)
		case CodeOf(err) == CodeNotFound:
			remove(ref)
		default:
			return err
		}
	}
	return nil
}

// follow brings the readings up to date after a commit and tells subscribers.
func (b *Book) follow(done *Tx) {
	refs := make([]Ref, 0, len(done.touched))
	for r := range done.touched {
		refs = append(refs, r)
	}
	sortRefs(refs)
	b.derived.mu.Lock()
	b.derived.snap = nil
	if len(refs) > bulkChange {
		// Cheaper to load again when next asked for.
		b.derived.facts, b.derived.search = nil, nil
	} else {
		b.followNow(refs)
	}
	b.derived.mu.Unlock()
	b.watch.tell(Change{Set: done.set.ID, Touched: refs})
}

const bulkChange = 2000

func (b *Book) followNow(refs []Ref) {
	f, idx := b.derived.facts, b.derived.search
	err := b.view(func(tx *Tx) error {
		return tx.apply(refs, func(r crm.Record) {
			if f != nil {
				f.Put(r)
			}
			if idx != nil {
				putEntry(idx, r)
			}
			if s, ok := r.(*crm.Settings); ok && f != nil && s.BaseCurrency != f.Currency() {
				b.derived.facts = nil
			}
		}, func(r Ref) {
			if f != nil {
				f.Remove(r.Kind, r.ID)
			}
			if idx != nil {
				idx.Delete(r.ID)
			}
		})
	})
	if err != nil { // unreadable just after writing: load again at next use
		b.derived.facts, b.derived.search = nil, nil
	}
}

// Checkpoint saves the readings in memory so that the next opening is fast.
func (b *Book) Checkpoint() error {
	b.write.Lock()
	defer b.write.Unlock()
	return b.checkpoint(1)
}

// checkpoint writes one when at least gap ops came after the last. The
// caller holds b.write.
func (b *Book) checkpoint(gap uint64) error {
	if b.writable() != nil {
		return nil
	}
	last := b.lastSeq()
	saved, err := b.savedSeq()
	if err != nil || last < saved+gap {
		return err
	}
	if _, err := b.Facts(); err != nil {
		return err
	}
	idx, err := b.searchIndex()
	if err != nil {
		return err
	}
	if err := b.commitAllowed(); err != nil {
		return err
	}
	b.derived.mu.Lock()
	defer b.derived.mu.Unlock()
	index, err := idx.AppendBinary(nil)
	if err != nil {
		return err
	}
	err = guard(b.path, func() error {
		return b.db.Update(func(tx *bolt.Tx) error {
			if err := tx.DeleteBucket([]byte(bucketCkpt)); err != nil {
				return err
			}
			if _, err := tx.CreateBucket([]byte(bucketCkpt)); err != nil {
				return err
			}
			t := &Tx{bolt: tx, sealer: b.sealer}
			if err := t.savePart(partFacts, last, b.derived.facts.AppendBinary(nil)); err != nil {
				return err
			}
			return t.savePart(partSearch, last, index)
		})
	})
	if err == nil {
		b.derived.saved = last
	}
	return b.named(err)
}

func (b *Book) savedSeq() (seq uint64, err error) {
	err = b.view(func(tx *Tx) error {
		seq, err = tx.partSeq(partFacts)
		return err
	})
	return seq, err
}

// partSeq is the log position of a part, 0 when there is no checkpoint.
func (tx *Tx) partSeq(part string) (uint64, error) {
	head, err := tx.get(bucketCkpt, partKey(part, 0))
	if err != nil || len(head) != 8 {
		return 0, err
	}
	return binary.BigEndian.Uint64(head), nil
}

// savePart stores data in chunks: part/0 holds the log position, the rest
// the data in order.
func (tx *Tx) savePart(part string, seq uint64, data []byte) error {
	if err := tx.put(bucketCkpt, partKey(part, 0), binary.BigEndian.AppendUint64(nil, seq)); err != nil {
		return err
	}
	for i := uint32(1); len(data) > 0; i++ {
		n := min(len(data), ckptChunk)
		if err := tx.put(bucketCkpt, partKey(part, i), data[:n]); err != nil {
			return err
		}
		data = data[n:]
	}
	return nil
}

// loadPart reads what savePart wrote; it returns seq 0 when there is no checkpoint.
func (tx *Tx) loadPart(part string) (seq uint64, data []byte, err error) {
	seq, err = tx.partSeq(part)
	if err != nil || seq == 0 {
		return 0, nil, err
	}
	for i := uint32(1); ; i++ {
		chunk, err := tx.get(bucketCkpt, partKey(part, i))
		if err != nil {
			return 0, nil, err
		}
		if chunk == nil {
			return seq, data, nil
		}
		data = append(data, chunk...)
	}
}

func partKey(part string, i uint32) []byte {
	return binary.BigEndian.AppendUint32(append([]byte(part), '/'), i)
}
