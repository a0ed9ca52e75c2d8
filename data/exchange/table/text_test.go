package table

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every problem has a text in every language with the same placeholders.
func TestTexts_Complete(t *testing.T) {
	var english map[string]string
	placeholders := regexp.MustCompile(`\{\{[^}]*\}\}`)
	for _, lang := range []string{"en", "zh-Hans", "vi", "it", "az"} {
		data, err := os.ReadFile("../../../assets/i18n/import." + lang + ".json")
		if err != nil {
			t.Fatal(err)
		}
		texts := map[string]any{}
		if err := json.Unmarshal(data, &texts); err != nil {
			t.Fatal(lang, err)
		}
		get := func(key string) string { s, _ := texts[key].(string); return s }
		if english == nil {
			english = map[string]string{}
			for k := range texts {
				english[k] = get(k)
			}
		}
		for _, code := range Codes() {
			p := Problem{Code: code}
			marks := func(s string) []string {
				found := placeholders.FindAllString(s, -1)
				slices.Sort(found)
				return slices.Compact(found)
			}
			if got := get(p.Key()); got == "" || !slices.Equal(marks(got), marks(english[p.Key()])) {
				t.Errorf("%s %s: %q", lang, p.Key(), got)
			}
		}
		if strings.Contains(string(data), "\\u") {
			t.Errorf("%s: letters should be readable, not escaped", lang)
		}
	}
}
