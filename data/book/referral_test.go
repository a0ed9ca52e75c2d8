package book_test

import (
	"testing"

	"regulars/data/book"
	"regulars/data/crm"
)

// A circle cannot come to be by putting, nor by taking out of the trash.
func TestReferralsStayAForest_Relation6(t *testing.T) {
	b := mustCreate(t)
	ids := make([]crm.ID, 3)
	refer := func(from, to int) (crm.ID, error) {
		r := &crm.Referral{Referrer: ids[from], Referred: ids[to], Status: crm.ReferralNamed}
		_, err := b.Update("Refer", func(tx *book.Tx) error { return tx.Put(r) })
		return r.ID, err
	}
	if _, err := b.Update("People", func(tx *book.Tx) error {
		for i := range ids {
			p := &crm.Party{PartyKind: crm.Person, DisplayName: "P"}
			if err := tx.Put(p); err != nil {
				return err
			}
			ids[i] = p.ID
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	first, err := refer(0, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := refer(1, 2); err != nil {
		t.Fatal(err)
	}
	if _, err := refer(2, 0); book.CodeOf(err) != book.CodeInvalid {
		t.Errorf("a circle: %v", err)
	}
	if _, err := b.Update("Away", func(tx *book.Tx) error { return tx.Delete(crm.KindReferral, first) }); err != nil {
		t.Fatal(err)
	}
	if _, err := refer(2, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Update("Back", func(tx *book.Tx) error { return tx.Restore(crm.KindReferral, first) }); book.CodeOf(err) != book.CodeInvalid {
		t.Errorf("a circle out of the trash: %v", err)
	}
}
