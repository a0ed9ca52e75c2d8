package book

import "regulars/data/crm"

// Trash lists the deleted records, oldest first by kind.
func (b *Book) Trash() ([]crm.Record, error) {
	var out []crm.Record
	err := b.view(func(tx *Tx) (err error) {
		out, err = tx.trash()
		return err
	})
	return out, err
}

func (tx *Tx) trash() ([]crm.Record, error) {
	var out []crm.Record
	for _, k := range crm.Kinds() {
		err := tx.scan(k, func() crm.Record { return newRecord(k) }, func(r crm.Record) bool {
			if r.Base().Deleted() {
				out = append(out, r)
			}
			return true
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// EmptyTrash removes the deleted records for good, one change set. Those
// that records which stay still point to (a customer with orders) stay, too;
// kept says how many.
func (b *Book) EmptyTrash(title string) (set crm.ID, removed, kept int, err error) {
	set, err = b.Update(title, func(tx *Tx) error {
		gone, err := tx.trash()
		if err != nil {
			return err
		}
		used, err := tx.usedByLiving()
		if err != nil {
			return err
		}
		keepUsed(gone, used)
		for _, r := range gone {
			id := r.Base().ID
			if used[id] {
				kept++
				continue
			}
			if err := tx.purge(Ref{r.Kind(), id}); err != nil {
				return err
			}
			removed++
		}
		return nil
	})
	return set, removed, kept, err
}

// keepUsed adds to used what the records kept in the trash point to.
func keepUsed(trash []crm.Record, used map[crm.ID]bool) {
	seen := make([]bool, len(trash))
	for again := true; again; {
		again = false
		for i, r := range trash {
			if seen[i] || !used[r.Base().ID] {
				continue
			}
			seen[i], again = true, true
			for _, id := range crm.References(r) {
				used[id] = true
			}
		}
	}
}

func (tx *Tx) usedByLiving() (map[crm.ID]bool, error) {
	used := map[crm.ID]bool{}
	for _, k := range crm.Kinds() {
		err := tx.scan(k, func() crm.Record { return newRecord(k) }, func(r crm.Record) bool {
			if !r.Base().Deleted() {
				for _, id := range crm.References(r) {
					used[id] = true
				}
			}
			return true
		})
		if err != nil {
			return nil, err
		}
	}
	return used, nil
}
