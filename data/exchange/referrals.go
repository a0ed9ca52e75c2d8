package exchange

import (
	"reflect"
	"slices"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/exchange/table"
)

// referredRow is a row that says who brought its customer.
type referredRow struct {
	part   *part
	row    int
	by     string
	party  *touchedParty
	repeat bool // a row that said nothing else new
}

// referrals links the customers of all files to those who brought them, once
// everybody is there. Who cannot be told apart, or would close a circle, is
// left out: the customer stays, and the row goes to the file to be mended.
func (x *importer) referrals(w *writer) error {
	if len(w.referred) == 0 {
		return nil
	}
	known, err := knownParties(w.tx)
	if err != nil {
		return err
	}
	referrer := map[crm.ID]crm.ID{}
	if err := book.Each(w.tx, func(r *crm.Referral) bool { referrer[r.Referred] = r.Referrer; return true }); err != nil {
		return err
	}
	for _, r := range w.referred {
		id, code := known.referrer(r, referrer)
		switch {
		case code != "":
			x.part = r.part
			x.rejectReferral(r, code)
		case referrer[r.party.now.ID].IsZero():
			referrer[r.party.now.ID] = id
			if err := w.create(&crm.Referral{Meta: crm.Meta{ID: crm.NewID()}, Referrer: id, Referred: r.party.now.ID, Status: crm.ReferralConverted}); err != nil {
				return err
			}
		}
	}
	return nil
}

// rejectReferral counts a row as rejected instead of as what it was.
func (x *importer) rejectReferral(r referredRow, code string) {
	said := r.by
	if tooLong(said) {
		said = shorten(said)
	}
	x.reject(r.row, []table.Problem{{Code: code, File: r.part.Table.Name, Row: r.row, Value: said}})
	x.result.Rejected++
	switch {
	case r.repeat, r.party.was != nil && reflect.DeepEqual(r.party.was, r.party.now):
		x.result.Skipped--
	case r.party.was == nil:
		x.result.CreatedRows--
	default:
		x.result.UpdatedRows--
	}
}

// partiesByKey are the parties of the book, by everything a file may call one.
type partiesByKey map[string][]crm.ID

func knownParties(tx *book.Tx) (partiesByKey, error) {
	known := partiesByKey{}
	return known, book.Each(tx, func(p *crm.Party) bool {
		for _, k := range partyKeys(p) {
			if !slices.Contains(known[k], p.ID) {
				known[k] = append(known[k], p.ID)
			}
		}
		return true
	})
}

// referrer is who brought the customer of a row, by number, name or e-mail,
// or the code of what is wrong with that.
func (known partiesByKey) referrer(r referredRow, referrer map[crm.ID]crm.ID) (id crm.ID, code string) {
	mail := crm.ContactPoint{Kind: crm.PointEmail, Value: r.by}
	for _, k := range []string{"ref:" + r.by, "name:" + fold(r.by), mail.Key()} {
		if found := known[k]; len(found) > 0 {
			if len(found) == 1 {
				id = found[0]
			}
			break
		}
	}
	party := r.party.now.ID
	if id.IsZero() {
		return id, table.CodeReferrerUnknown
	}
	if by := referrer[party]; !by.IsZero() && by != id {
		return id, table.CodeReferrerOther
	}
	for at := id; !at.IsZero(); at = referrer[at] {
		if at == party {
			return id, table.CodeReferrerCircle
		}
	}
	return id, ""
}
