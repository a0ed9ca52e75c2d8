package book

import (
	"maps"
	"slices"
	"sync"

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
	seq    uint64          // log position of facts
	snap   *facts.Snapshot // of facts, nil after a change
	search *search.Index
}

func (d *derived) drop() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.facts, d.snap, d.search = nil, nil, nil
}

// Facts returns the book's facts as of the last change set.
func (b *Book) Facts() (*facts.Snapshot, error) {
	if err := b.open(); err != nil {
		return nil, err
	}
	b.derived.mu.Lock()
	defer b.derived.mu.Unlock()
	if b.derived.snap != nil {
		return b.derived.snap, nil
	}
	if b.derived.facts == nil {
		if err := anyway(b.loadFacts); err != nil {
			return nil, err
		}
	}
	b.derived.snap = b.derived.facts.Snapshot(b.derived.seq)
	return b.derived.snap, nil
}

// open is nil while the book can be read.
func (b *Book) open() error {
	b.state.RLock()
	defer b.state.RUnlock()
	return b.named(b.usable())
}

// anyway loads a reading; when the checkpoint is damaged, without it.
func anyway(load func(fromCheckpoint bool) error) error {
	err := load(true)
	if CodeOf(err) == CodeDamaged {
		err = load(false)
	}
	return err
}

func (b *Book) loadFacts(fromCheckpoint bool) error {
	return b.view(func(tx *Tx) error {
		settings := new(crm.Settings)
		if err := tx.read(Ref{crm.KindSettings, crm.SettingsID}, settings); err != nil && CodeOf(err) != CodeNotFound {
			return err
		}
		seq, data, err := tx.loadPart(partFacts, fromCheckpoint)
		if err != nil {
			return err
		}
		f, err := facts.Load(data)
		if seq == 0 || err != nil || f.Currency() != settings.BaseCurrency {
			f, seq = facts.NewBuilder(settings.BaseCurrency), 0
		}
		if err := tx.replay(seq, factKinds, f.Put, func(r Ref) { f.Remove(r.Kind, r.ID) }); err != nil {
			return err
		}
		if err := tx.replay(0, facts.TableKinds(), f.Put, nil); err != nil {
			return err
		}
		head, err := tx.head()
		if err != nil {
			return err
		}
		b.derived.facts, b.derived.seq = f, head.LastSeq
		return nil
	})
}

// Search finds records of the given kinds (all when none is given), the
// best first, at most limit; bookings and turn-aways also by the names of
// their guests and of what they are of.
func (b *Book) Search(query string, limit int, kinds ...crm.Kind) ([]search.Hit, error) {
	idx, err := b.searchIndex()
	if err != nil {
		return nil, err
	}
	return b.withStays(idx, idx.Search(query, limit, kinds...), query, limit, kinds)
}

func (b *Book) searchIndex() (*search.Index, error) {
	if err := b.open(); err != nil {
		return nil, err
	}
	b.derived.mu.Lock()
	defer b.derived.mu.Unlock()
	if b.derived.search == nil {
		if err := anyway(b.loadSearch); err != nil {
			return nil, err
		}
	}
	return b.derived.search, nil
}

func (b *Book) loadSearch(fromCheckpoint bool) error {
	return b.view(func(tx *Tx) error {
		seq, data, err := tx.loadPart(partSearch, fromCheckpoint)
		if err != nil {
			return err
		}
		idx, err := search.Load(data)
		if seq == 0 || err != nil {
			idx, seq = search.New(), 0
		}
		w := indexer{idx: idx}
		if err := tx.replay(seq, searchKinds, w.put, w.remove); err != nil {
			return err
		}
		w.flush()
		b.derived.search = idx
		return nil
	})
}

var factKinds = []crm.Kind{crm.KindCategory, crm.KindProduct, crm.KindParty, crm.KindDocument, crm.KindInteraction, crm.KindReferral, crm.KindBooking}

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
	slices.SortFunc(order, Ref.compare)
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

// follow brings the readings up to date after a commit and returns what it
// touched, in order. The caller holds b.write.
func (b *Book) follow(done *Tx) []Ref {
	refs := slices.SortedFunc(maps.Keys(done.touched), Ref.compare)
	d := &b.derived
	d.mu.Lock()
	defer d.mu.Unlock()
	d.snap = nil
	if d.facts == nil && d.search == nil {
		return refs
	}
	if isBulk(len(refs), done.meta) || b.followNow(refs, done.meta.LastSeq) != nil {
		d.facts, d.search = nil, nil // cheaper to load again when next asked for
	}
	return refs
}

// isBulk reports whether n changed records are so many that reading all of
// them anew costs less.
func isBulk(n int, m *meta) bool {
	return n > 2000 && int64(n) > m.records()/4
}

func (m *meta) records() (n int64) {
	for _, k := range crm.Kinds() {
		n += m.Rows[k.String()]
	}
	return n
}

func (b *Book) followNow(refs []Ref, seq uint64) error {
	d := &b.derived
	w := indexer{idx: d.search}
	currency := ""
	err := b.view(func(tx *Tx) error {
		return tx.apply(refs, func(r crm.Record) {
			if d.facts != nil {
				d.facts.Put(r)
			}
			w.put(r)
			if s, ok := r.(*crm.Settings); ok {
				currency = s.BaseCurrency
			}
		}, func(r Ref) {
			if d.facts != nil {
				d.facts.Remove(r.Kind, r.ID)
			}
			w.remove(r)
		})
	})
	w.flush()
	d.seq = seq
	if d.facts != nil && currency != "" && currency != d.facts.Currency() {
		d.facts = nil
	}
	return err
}
