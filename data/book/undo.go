package book

import (
	"bytes"
	"fmt"
	"maps"
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
// CodeConflict; true keeps the newer values and undoes the rest. The ID is
// zero when nothing was left to take back.
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

// markUndone notes on a change set that this one undoes it. If it was an
// undo itself, what it had undone holds again, and so on back.
func (tx *Tx) markUndone(s *ChangeSet) error {
	tx.set.Undoes = s.ID
	s.Undone = tx.set.ID
	for holds := false; ; holds = !holds {
		if err := tx.putSet(s); err != nil || s.Undoes.IsZero() {
			return err
		}
		by := s.ID
		var err error
		if s, err = tx.changeSet(s.Undoes); err != nil {
			return err
		}
		s.Undone = crm.ID{}
		if holds {
			s.Undone = by
		}
	}
}

type undoer struct {
	tx        *Tx
	conflicts []Conflict
	created   map[crm.ID]bool // by the set
	used      []crm.ID        // by records that stay
	leaving   []*op           // creations to take back, the last first
	stays     map[crm.ID]bool // created records that have to stay
}

// run undoes the ops of a set, the last first. Created records go last, when
// it is known which of them others still point to.
func (u *undoer) run(s *ChangeSet) error {
	seqs, err := u.list(s)
	if err != nil {
		return err
	}
	if err := u.findUses(s.Last + 1); err != nil {
		return err
	}
	head, err := u.tx.head()
	if err != nil {
		return err
	}
	for _, seq := range slices.Backward(seqs) {
		o, err := u.tx.op(opKey(head.Device, seq))
		if err != nil {
			return err
		}
		if err := u.undo(o); err != nil {
			return err
		}
	}
	return u.leave()
}

// list returns the log positions of the set and notes what it created.
func (u *undoer) list(s *ChangeSet) (seqs []uint64, err error) {
	u.created, u.stays = map[crm.ID]bool{}, map[crm.ID]bool{}
	err = u.tx.eachOp(s.First, func(seq uint64, o *op) (bool, error) {
		if seq > s.Last {
			return false, nil
		}
		seqs = append(seqs, seq)
		if o.Action == opCreate {
			u.created[o.ID] = true
		}
		return true, nil
	})
	return seqs, err
}

// findUses notes what the records touched after the set point to: it cannot
// be taken away.
func (u *undoer) findUses(from uint64) error {
	if len(u.created) == 0 {
		return nil
	}
	later := map[Ref]bool{}
	err := u.tx.eachOp(from, func(_ uint64, o *op) (bool, error) {
		if !u.created[o.ID] {
			later[Ref{o.Kind, o.ID}] = true
		}
		return true, nil
	})
	if err != nil {
		return err
	}
	for ref := range later {
		if err := u.uses(ref); err != nil {
			return err
		}
	}
	return nil
}

// uses notes what a record that stays points to.
func (u *undoer) uses(ref Ref) error {
	rec, err := u.tx.find(ref)
	if CodeOf(err) == CodeNotFound {
		return nil
	}
	if err == nil {
		u.used = append(u.used, crm.References(rec)...)
	}
	return err
}

// leave removes the created records, but not those that records which stay
// point to, nor those that these point to in turn.
func (u *undoer) leave() error {
	byID := make(map[crm.ID]*op, len(u.leaving))
	for _, o := range u.leaving {
		byID[o.ID] = o
	}
	for len(u.used) > 0 {
		id := u.used[len(u.used)-1]
		u.used = u.used[:len(u.used)-1]
		o := byID[id]
		if o == nil || u.stays[id] {
			continue
		}
		u.conflict(o, "", "in_use")
		if err := u.stay(o); err != nil {
			return err
		}
	}
	for _, o := range u.leaving {
		if u.stays[o.ID] {
			continue
		}
		if err := u.tx.purge(Ref{o.Kind, o.ID}); err != nil {
			return err
		}
	}
	slices.SortStableFunc(u.conflicts, func(a, b Conflict) int { return a.Ref.compare(b.Ref) })
	return nil
}

func (u *undoer) stay(o *op) error {
	u.stays[o.ID] = true
	return u.uses(Ref{o.Kind, o.ID})
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
	case o.Kind == crm.KindSettings:
		u.conflict(o, "", "in_use")
	case !bytes.Equal(r.Data, o.After):
		u.conflict(o, "", "changed_later")
		return u.stay(o)
	default:
		u.leaving = append(u.leaving, o)
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
	now := maps.Clone(was)
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
