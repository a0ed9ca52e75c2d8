package i18n

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strings"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// catalog maps a key to its text by plural form; a text without forms has
// only "other".
type catalog map[string]map[string]string

// loadCatalogs reads i18n/<area>.<language>.json.
func loadCatalogs(files fs.FS) (map[string]catalog, error) {
	names, err := fs.Glob(files, "i18n/*.json")
	if err != nil {
		return nil, fmt.Errorf("list translations: %w", err)
	}
	out := map[string]catalog{}
	for _, name := range names {
		_, tag, ok := strings.Cut(strings.TrimSuffix(path.Base(name), ".json"), ".")
		if !ok {
			return nil, fmt.Errorf("translation %s: want <area>.<language>.json", name)
		}
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("read translation %s: %w", name, err)
		}
		if out[tag] == nil {
			out[tag] = catalog{}
		}
		if err := out[tag].add(raw); err != nil {
			return nil, fmt.Errorf("translation %s: %w", name, err)
		}
	}
	return out, nil
}

// none marks the sentence that stands for the number 0. Grammar has no such
// form in these languages; "only 0 of 3" is none of them either.
const none = "#none"

// add reads one file into c.
func (c catalog) add(raw []byte) error {
	var entries map[string]json.RawMessage
	if err := json.Unmarshal(raw, &entries); err != nil {
		return err
	}
	for key, text := range entries {
		if _, twice := c[key]; twice {
			return fmt.Errorf("key %s stands in two files", key)
		}
		var one string
		forms := map[string]string{}
		if err := json.Unmarshal(text, &one); err == nil {
			forms["other"] = one
		} else if err := json.Unmarshal(text, &forms); err != nil {
			return fmt.Errorf("key %s: want a text or plural forms", key)
		}
		if zero, ok := forms["zero"]; ok {
			c[key+none] = map[string]string{"other": zero}
			delete(forms, "zero")
		}
		c[key] = forms
	}
	return nil
}

func newBundle(catalogs map[string]catalog) *goi18n.Bundle {
	bundle := goi18n.NewBundle(language.English)
	for tag, c := range catalogs {
		lang, err := language.Parse(tag)
		if err != nil {
			continue // a stray file; the tests name it
		}
		messages := make([]*goi18n.Message, 0, len(c))
		for key, forms := range c {
			messages = append(messages, toMessage(key, forms))
		}
		if err := bundle.AddMessages(lang, messages...); err != nil {
			continue
		}
	}
	return bundle
}

// toMessage fills the forms a text leaves out from "other": Italian has a form
// for millions that no shop text needs.
func toMessage(key string, forms map[string]string) *goi18n.Message {
	get := func(form string) string {
		if s := forms[form]; s != "" {
			return s
		}
		return forms["other"]
	}
	return &goi18n.Message{
		ID: key, Zero: get("other"), One: get("one"), Two: get("two"),
		Few: get("few"), Many: get("many"), Other: get("other"),
	}
}

// voice is everything one language needs.
type voice struct {
	tag       string
	plain     map[string]string // texts without places to fill
	known     map[string]bool
	localizer *goi18n.Localizer
	numbers   marks
	dates     dateWords
}

func newVoice(tag string, catalogs map[string]catalog, bundle *goi18n.Bundle) *voice {
	v := &voice{
		tag: tag, plain: map[string]string{}, known: map[string]bool{},
		localizer: goi18n.NewLocalizer(bundle, tag, "en"),
	}
	// English first, so that a text still missing shows in English, not as a key.
	for _, c := range []catalog{catalogs["en"], catalogs[tag]} {
		for key, forms := range c {
			v.known[key] = true
			delete(v.plain, key)
			if len(forms) == 1 && !strings.Contains(forms["other"], "{{") {
				v.plain[key] = forms["other"]
			}
		}
	}
	v.numbers = newMarks(tag, v.plain)
	v.dates = newDateWords(catalogs[tag])
	return v
}

func (v *voice) localize(key string, cfg *goi18n.LocalizeConfig) string {
	s, err := v.localizer.Localize(cfg)
	if err != nil && s == "" {
		return key
	}
	return s
}
