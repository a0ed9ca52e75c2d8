package screen

import (
	"cmp"
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book/search"
	"regulars/data/crm"
)

// Place is a country or a time zone to choose, by a name in the language in
// use.
type Place struct{ Code, Name string }

// Countries lists the countries that have telephones, by name.
func Countries() []Place {
	var list []Place
	for code := range phonenumbers.GetSupportedRegions() {
		if len(code) == 2 {
			list = append(list, Place{code, i18n.Country(code)})
		}
	}
	SortPlaces(list)
	return list
}

// SortPlaces sorts by name, accents and case apart.
func SortPlaces(list []Place) {
	slices.SortFunc(list, func(a, b Place) int {
		return cmp.Or(strings.Compare(search.Fold(a.Name), search.Fold(b.Name)), strings.Compare(a.Code, b.Code))
	})
}

// Choice is the place for a pick field; its hint is the code.
func (p Place) Choice() ui.Choice {
	var id crm.ID
	for i, c := range []byte(p.Code) { // the field wants different ids for different places
		id[i%len(id)] = id[i%len(id)]*31 + c
	}
	return ui.Choice{ID: id, Title: p.Name, Hint: p.Code}
}

// mostPlaces is how many places are offered at once.
const mostPlaces = 6

// FindPlaces answers what was typed: names that begin so or the very code,
// then names or codes that contain it.
func FindPlaces(list []Place, typed string) []ui.Choice {
	want := search.Fold(typed)
	var first, later []ui.Choice
	for _, p := range list {
		name := search.Fold(p.Name)
		switch {
		case strings.HasPrefix(name, want) || strings.EqualFold(p.Code, typed):
			first = append(first, p.Choice())
		case strings.Contains(name, want) || strings.Contains(search.Fold(p.Code), want):
			later = append(later, p.Choice())
		}
	}
	all := append(first, later...)
	return all[:min(mostPlaces, len(all))]
}

// Matching are the choices with the typed text in title or hint.
func Matching(all []ui.Choice, typed string) (found []ui.Choice) {
	want := search.Fold(typed)
	for _, c := range all {
		if strings.Contains(search.Fold(c.Title+" "+c.Hint), want) {
			found = append(found, c)
		}
	}
	return found
}

// PlaceOf is the choice of a code, the zero Choice when it is not listed.
func PlaceOf(list []Place, code string) ui.Choice {
	if i := slices.IndexFunc(list, func(p Place) bool { return p.Code == code }); i >= 0 {
		return list[i].Choice()
	}
	return ui.Choice{}
}
