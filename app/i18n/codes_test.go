package i18n_test

import (
	"testing"

	"regulars/app/i18n"
)

func TestCodedKeepsUnknownCodes(t *testing.T) {
	i18n.Set("en")
	for code, want := range map[string]string{"party": "Customer", "barter": "barter", "": ""} {
		if got := i18n.Coded("history.kind_", code); got != want {
			t.Errorf("%q is written %q, want %q", code, got, want)
		}
	}
}

func TestCountryInTheLanguageInUse(t *testing.T) {
	t.Cleanup(func() { i18n.Set("en") })
	for _, c := range []struct{ language, code, want string }{
		{"en", "VN", "Vietnam"}, {"it", "DE", "Germania"}, {"zh-Hans", "AZ", "阿塞拜疆"},
		{"en", "", ""}, {"en", "Wonderland", "Wonderland"}, {"en", "!!", "!!"},
	} {
		i18n.Set(c.language)
		if got := i18n.Country(c.code); got != c.want {
			t.Errorf("%s in %s is %q, want %q", c.code, c.language, got, c.want)
		}
	}
}

func TestLanguageInTheLanguageInUse(t *testing.T) {
	t.Cleanup(func() { i18n.Set("en") })
	for _, c := range []struct{ language, code, want string }{
		{"en", "it", "Italian"}, {"it", "vi", "vietnamita"}, {"zh-Hans", "az", "阿塞拜疆语"},
		{"en", "", ""}, {"en", "Klingon, some", "Klingon, some"}, {"en", "Italian", "Italian"},
	} {
		i18n.Set(c.language)
		if got := i18n.LanguageName(c.code); got != c.want {
			t.Errorf("%s in %s is %q, want %q", c.code, c.language, got, c.want)
		}
	}
}

func TestJoinLeavesOutTheEmpty(t *testing.T) {
	if got := i18n.Join(" · ", "", "a", "", "b", ""); got != "a · b" {
		t.Errorf("got %q", got)
	}
}
