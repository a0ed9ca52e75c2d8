package insight

import (
	"testing"

	"regulars/app/i18n"
)

func TestEveryPartHasItsOwnNameAndTexts(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range allParts() {
		if seen[p.name] || p.answer == nil {
			t.Errorf("%s stands twice or does not answer", p.name)
		}
		seen[p.name] = true
		for _, key := range []string{p.tabKey(), p.emptyKey()} {
			if !i18n.Has(key) {
				t.Errorf("%s: no text for %s", p.name, key)
			}
		}
	}
	for _, one := range themes() {
		if !i18n.Has("insightui.theme_" + one.theme) {
			t.Errorf("theme %s has no name", one.theme)
		}
	}
}

func TestAThemeOpensThePartLastShown(t *testing.T) {
	s := sampleShop(t)
	who, when := themeOf(PartValue), themeOf(PartHeat)
	s.page.openTheme(when)
	if got := s.page.question.part; got != when.parts[0].name {
		t.Errorf("a theme opens %s at first", got)
	}
	s.page.openPart(PartHeat)
	if focused := s.canvas.Focused(); focused != s.page.frame.tab || !s.page.frame.tab.chosen {
		t.Errorf("the keyboard is on %v", focused)
	}
	s.page.openTheme(who)
	s.page.openTheme(when)
	if got := s.page.question.part; got != PartHeat {
		t.Errorf("back in the theme: %s", got)
	}
	if focused := s.canvas.Focused(); focused != s.page.frame.themeTab || !s.page.frame.themeTab.chosen {
		t.Errorf("the keyboard is on %v", focused)
	}
}
