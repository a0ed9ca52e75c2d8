package welcome

import (
	"slices"
	"strings"

	"github.com/jeandeaual/go-locale"
	"github.com/nyaruka/phonenumbers"
	"golang.org/x/text/currency"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book/search"
	"regulars/data/crm"
)

// country is a country with its name in the language in use.
type country struct{ code, name string }

// countries lists the countries by name.
func countries() []country {
	names := display.Regions(language.Make(i18n.Current()))
	var list []country
	for code := range phonenumbers.GetSupportedRegions() {
		if r, err := language.ParseRegion(code); err == nil {
			list = append(list, country{code, names.Name(r)})
		}
	}
	slices.SortFunc(list, func(a, b country) int {
		if n := strings.Compare(search.Fold(a.name), search.Fold(b.name)); n != 0 {
			return n
		}
		return strings.Compare(a.code, b.code)
	})
	return list
}

// findCountries answers what was typed: names that begin so, then names that
// contain it.
func findCountries(list []country, typed string) []ui.Choice {
	want := search.Fold(typed)
	var first, later []ui.Choice
	for _, c := range list {
		name := search.Fold(c.name)
		switch {
		case strings.HasPrefix(name, want) || strings.EqualFold(c.code, typed):
			first = append(first, choiceOf(c))
		case strings.Contains(name, want):
			later = append(later, choiceOf(c))
		}
	}
	return append(first, later...)[:min(6, len(first)+len(later))]
}

func choiceOf(c country) ui.Choice {
	return ui.Choice{ID: countryID(c.code), Title: c.name, Hint: c.code}
}

// countryID makes the two letters an id, which the pick field wants.
func countryID(code string) (id crm.ID) {
	copy(id[:], code)
	return id
}

func countryOf(id crm.ID) string { return strings.TrimRight(string(id[:]), "\x00") }

// currencyOf is the money of a country, "" where it has none of its own.
func currencyOf(code string) string {
	r, err := language.ParseRegion(code)
	if err != nil {
		return ""
	}
	if u, ok := currency.FromRegion(r); ok {
		return u.String()
	}
	return ""
}

// HomeCountry is the country of the computer's settings, "" when they name
// none.
func HomeCountry() string {
	wishes, err := locale.GetLocales()
	if err != nil {
		return ""
	}
	for _, w := range wishes {
		tag, err := language.Parse(w)
		if err != nil {
			continue
		}
		if r, sure := tag.Region(); sure == language.Exact {
			return r.String()
		}
	}
	return ""
}
