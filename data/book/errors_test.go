package book_test

import (
	"encoding/json"
	"os"
	"testing"

	"regulars/data/book"
	"regulars/data/crm"
)

// Every failure has words for people, in every language.
func TestEveryCodeHasAText(t *testing.T) {
	var keys []string
	for _, c := range book.Codes() {
		keys = append(keys, "book."+string(c))
	}
	for _, c := range []string{crm.ErrRequired, crm.ErrFormat, crm.ErrRange, crm.ErrTooLong, crm.ErrUnknown, crm.ErrCurrency, crm.ErrOrder, crm.ErrSelf, crm.ErrTotal, crm.ErrDuplicate, crm.ErrFull} {
		keys = append(keys, "book.field_"+c)
	}
	for _, c := range []string{"changed_later", "removed_later", "in_use"} {
		keys = append(keys, "book.conflict_"+c)
	}
	for _, lang := range []string{"en", "zh-Hans", "vi", "it", "az"} {
		data, err := os.ReadFile("../../assets/i18n/book." + lang + ".json")
		if err != nil {
			t.Fatal(err)
		}
		texts := map[string]string{}
		if err := json.Unmarshal(data, &texts); err != nil {
			t.Fatalf("%s: %v", lang, err)
		}
		for _, key := range keys {
			if texts[key] == "" {
				t.Errorf("%s: no %s", lang, key)
			}
		}
		if len(texts) != len(keys) {
			t.Errorf("%s: %d texts for %d codes", lang, len(texts), len(keys))
		}
	}
}
