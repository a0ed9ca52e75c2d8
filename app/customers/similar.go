package customers

import (
	"slices"
	"strings"
	"unicode/utf8"

	"regulars/data/book"
	"regulars/data/crm"
)

// match is a party that may be the one being written.
type match struct {
	id        crm.ID
	name, why string // why is a code: name, phone, email
}

const (
	mostMatches    = 3
	lettersToMatch = 3
	digitsToMatch  = 6
)

// similar looks for parties with nearly the same name, or the same phone or
// e-mail address. Phones and e-mails come first: they prove more.
func similar(b *book.Book, d *draft) ([]match, error) {
	var out []match
	look := func(query, why string, fits func(*crm.Party) bool) error {
		hits, err := b.Search(query, 2*mostMatches, crm.KindParty)
		if err != nil {
			return err
		}
		for _, h := range hits {
			if h.ID == d.was.ID || slices.ContainsFunc(out, func(m match) bool { return m.id == h.ID }) {
				continue
			}
			p, err := book.Get[crm.Party](b, h.ID)
			if err == nil && fits(p) {
				out = append(out, match{h.ID, p.DisplayName, why})
			}
		}
		return nil
	}
	for _, ph := range d.phones {
		want := crm.NewPhone(ph.value, "").Digits
		if len(want) < digitsToMatch {
			continue
		}
		if err := look(ph.value, "phone", func(p *crm.Party) bool { return hasPhone(p, want) }); err != nil {
			return nil, err
		}
	}
	for _, em := range d.emails {
		if want := strings.TrimSpace(em.value); strings.Contains(want, "@") {
			if err := look(want, "email", func(p *crm.Party) bool { return hasEmail(p, want) }); err != nil {
				return nil, err
			}
		}
	}
	if name := strings.TrimSpace(d.name); utf8.RuneCountInString(name) >= lettersToMatch || isIdeographic(name) {
		if err := look(name, "name", func(*crm.Party) bool { return true }); err != nil {
			return nil, err
		}
	}
	return out[:min(len(out), mostMatches)], nil
}

// isIdeographic lets two Chinese characters count as a name.
func isIdeographic(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return r >= 0x2E80 && utf8.RuneCountInString(s) >= 2
}

func hasPhone(p *crm.Party, digits string) bool {
	tail := digits[max(0, len(digits)-9):]
	return slices.ContainsFunc(p.Points, func(pt crm.ContactPoint) bool {
		return pt.Kind == crm.PointPhone && (strings.HasSuffix(pt.Digits, tail) || strings.HasSuffix(strings.TrimPrefix(pt.E164, "+"), tail))
	})
}

func hasEmail(p *crm.Party, address string) bool {
	return slices.ContainsFunc(p.Points, func(pt crm.ContactPoint) bool {
		return pt.Kind == crm.PointEmail && strings.EqualFold(pt.Value, address)
	})
}
