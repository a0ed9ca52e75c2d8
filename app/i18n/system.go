package i18n

import (
	"github.com/jeandeaual/go-locale"
	"golang.org/x/text/language"
)

// System is the tag of the language that suits the computer's settings best;
// "en" when none does.
func System() string {
	wanted, err := locale.GetLocales()
	if err != nil {
		return "en"
	}
	return match(wanted)
}

// match picks the language for a list of wishes, best first.
func match(wanted []string) string {
	languages := Languages()
	tags := make([]language.Tag, len(languages))
	for i, l := range languages {
		tags[i] = language.MustParse(l.Tag)
	}
	var wishes []language.Tag
	for _, w := range wanted {
		if t, err := language.Parse(w); err == nil {
			wishes = append(wishes, t)
		}
	}
	_, index, confidence := language.NewMatcher(tags).Match(wishes...)
	if confidence == language.No {
		return "en"
	}
	return languages[index].Tag
}
