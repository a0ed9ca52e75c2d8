package welcome

import (
	"github.com/jeandeaual/go-locale"
	"golang.org/x/text/currency"
	"golang.org/x/text/language"
)

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
