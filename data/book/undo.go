package book

import (
	"bytes"
	"fmt"
	"slices"

	"regulars/data/crm"
)

// Conflict is a field (or, with Field "", a whole record) that was changed
// again after the change set being undone.
type Conflict struct {
	Ref   Ref    `json:"ref"`
	Field string `json:"field,omitempty"`
	// Code is changed_later, removed_later or in_use.
	Code string `json:"code"`
}

// Undo takes back a change set by a new one that restores the previous
// values. Where a field was changed again later the result depends on
// keepNewer: false changes nothing and returns the conflicts with
// CodeConflict; true keeps the newer values and undoes the rest.
func (b *Book) Undo(set crm.ID, title string, keepNewer bool) (crm.ID, []Conflict, error) {
	var conflicts []Conflict
	id, err := b.UpdateAs(ActorUndo, title, func(tx *Tx) error {
		s, err := tx.changeSet(set)
		if err != nil {
			return err
		}
		if !s.Undone.IsZero() {
			return &Error{Code: CodeUndone}
		}
		u := undoer{tx: tx}
		if err := u.run(s); err != nil {
			return err
		}
		conflicts = u.conflicts
		if len(conflicts) > 0 && !keepNewer {
			return &Error{Code: CodeConflict, Err: fmt.Errorf("%d places", len(conflicts))}
		}
		return tx.markUndone(s)
	})
	return id, conflicts, err
}

func (tx *Tx) markUndone(s *ChangeSet) error {
	s.Undone = tx.set.ID
	tx.set.Undoes = s.ID
	if err := tx.putSet(s); err != nil || s.Undoes.IsZero() {
		return err
	}
	// Undoing an undo makes the first change valid again.
	first, err := tx.changeSet(s.Undoes)
	if err != nil {
		return err
	}
	first.Undone = crm.ID{}
	return tx.putSet(first)
}

type undoer struct {
	tx        *Tx
	conflicts []Conflict
	removed   map[crm.ID]bool // records that undoing takes away
	used      map[crm.ID]bool // records that later records point to
}

// run undoes the ops of a set, the last first.
func (u *undoer) run(s *ChangeSet) error {
	var seqs []uint64
	u.removed = map[crm.ID]bool{}
	err := u.tx.eachOp(s.First, func(seq uint64, o *op) (bool, error) {
		if seq > s.Last {
			return false, nil
		}
		seqs = append(seqs, seq)
		if o.Action == opCreate {
			u.removed[o.ID] = true
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	if err := u.findUses(s.Last + 1); err != nil {
		return err
	}
	for _, seq := range slices.Backward(seqs) {
		o, err := u.tx.op(opKey(u.tx.meta.Device, seq))
		if err != nil {
			return err
		}
		if err := u.undo(o); err != nil {
			return err
		}
	}
	return nil
}

// findUses looks at the records touched after the set: those that stay and
// point to a record the undo would take away keep it alive.
func (u *undoer) findUses(from uint64) error {
	u.used = map[crm.ID]bool{}
	if len(u.removed) == 0 {
		return nil
	}
	later := map[Ref]bool{}
	err := u.tx.eachOp(from, func(_ uint64, o *op) (bool, error) {
		if !u.removed[o.ID] {
			later[Ref{o.Kind, o.ID}] = true
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	for ref := range later {
		rec, err := u.tx.find(ref)
		if CodeOf(err) == CodeNotFound {
			continue
		}
		if err != nil {
			return err
		}
		for _, id := range crm.References(rec) {
			u.used[id] = true
		}
	}
	return nil
}

func (u *undoer) conflict(o *op, field, code string) {
	u.conflicts = append(u.conflicts, Conflict{Ref: Ref{o.Kind, o.ID}, Field: field, Code: code})
}

func (u *undoer) undo(o *op) error {
	ref := Ref{o.Kind, o.ID}
	r, err := u.tx.row(ref)
	if err != nil {
		return err
	}
	switch o.Action {
	case opCreate:
		return u.undoCreate(o, r)
	case opRemove:
		if r != nil {
			return nil // it is back already
		}
		return u.tx.create(ref, o.Before, o.Born)
	}
	if r == nil {
		u.conflict(o, "", "removed_later")
		return nil
	}
	return u.undoChange(o, r)
}

func (u *undoer) undoCreate(o *op, r *row) error {
	switch {
	case r == nil:
		return nil // gone already
	case u.used[o.ID]:
		u.conflict(o, "", "in_use")
	case !bytes.Equal(r.Data, o.After):
		u.conflict(o, "", "changed_later")
	default:
		return u.tx.purge(Ref{o.Kind, o.ID})
	}
	return nil
}

func (u *undoer) undoChange(o *op, r *row) error {
	was, err := split(r.Data)
	if err != nil {
		return err
	}
	before, err := split(o.Before)
	if err != nil {
		return err
	}
	after, err := split(o.After)
	if err != nil {
		return err
	}
	now := fields{}
	for n, v := range was {
		now[n] = v
	}
	for _, n := range changedFields(before, after) {
		switch {
		case !bytes.Equal(was[n], after[n]):
			u.conflict(o, FieldNames(o.Kind)[n], "changed_later")
		case before[n] == nil:
			delete(now, n)
		default:
			now[n] = before[n]
		}
	}
	return u.tx.replace(Ref{o.Kind, o.ID}, r, was, now)
}
