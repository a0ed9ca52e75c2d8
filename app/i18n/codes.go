package i18n

import (
	"cmp"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Coded is the text of the key made of prefix and code, the code itself where
// there is none: codes also come from files and may be anybody's words.
func Coded(prefix, code string) string {
	if key := prefix + code; code != "" && Has(key) {
		return T(key)
	}
	return code
}

// Country writes an ISO 3166 code in the language in use; other texts stay.
func Country(code string) string {
	if len(code) != 2 {
		return code
	}
	region, err := language.ParseRegion(code)
	if err != nil {
		return code
	}
	if name := display.Regions(language.Make(Current())).Name(region); name != "" {
		return name
	}
	return code
}

// LanguageName writes an ISO 639 code or BCP 47 tag in the language in use;
// other texts stay.
func LanguageName(code string) string {
	tag, err := language.Parse(code)
	if err != nil {
		return code
	}
	return cmp.Or(display.Tags(language.Make(Current())).Name(tag), code)
}

// List writes the parts that say something after each other, with the comma
// of the language.
func List(parts ...string) string { return Join(T("format.list"), parts...) }

// Join puts a separator between the parts that say something.
func Join(sep string, parts ...string) string {
	said := make([]string, 0, len(parts))
	for _, p := range parts {
		if p != "" {
			said = append(said, p)
		}
	}
	return strings.Join(said, sep)
}
