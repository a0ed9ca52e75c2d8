// Package i18n turns keys into text of the chosen language and writes numbers,
// money and dates the way that language writes them. The language can change
// while the program runs. All functions may be called from any goroutine;
// observers run on the goroutine that called [Set].
package i18n

import (
	"slices"
	"sync"
	"sync/atomic"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"

	"regulars/assets"
)

// Args are the values for the {{.Name}} places of a text.
type Args map[string]any

// Language is one choice of the language menu.
type Language struct {
	Tag  string // BCP 47: "en", "zh-Hans"
	Name string // the language's name in itself
}

// Languages lists every language the program speaks, English first.
func Languages() []Language {
	return []Language{
		{"en", "English"}, {"zh-Hans", "简体中文"}, {"vi", "Tiếng Việt"},
		{"it", "Italiano"}, {"az", "Azərbaycanca"},
	}
}

// process is the one piece of state of the package: the language is a property
// of the running program, like its working directory.
var process = newState()

type state struct {
	current  atomic.Pointer[voice]
	voices   map[string]*voice
	mu       sync.Mutex
	nextID   int
	watchers map[int]func()
}

func newState() *state {
	s := &state{voices: map[string]*voice{}, watchers: map[int]func(){}}
	catalogs, err := loadCatalogs(assets.I18n)
	if err != nil {
		// Only a broken build gets here, and the tests do not let it pass;
		// every text then shows its key.
		catalogs = map[string]catalog{}
	}
	bundle := newBundle(catalogs)
	for _, l := range Languages() {
		s.voices[l.Tag] = newVoice(l.Tag, catalogs, bundle)
	}
	s.current.Store(s.voices["en"])
	return s
}

func now() *voice { return process.current.Load() }

// Set changes the language and tells the observers. An unknown tag is
// answered with the closest language, English at worst.
func Set(tag string) {
	v, ok := process.voices[tag]
	if !ok {
		v = process.voices[match([]string{tag})]
	}
	if process.current.Swap(v) == v {
		return
	}
	for _, f := range process.observers() {
		f()
	}
}

// Current is the tag of the language in use.
func Current() string { return now().tag }

// OnChange calls f after every change of language until remove is called.
func OnChange(f func()) (remove func()) {
	s := process
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.nextID
	s.nextID++
	s.watchers[id] = f
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.watchers, id)
	}
}

// observers returns the functions in the order they were added.
func (s *state) observers() []func() {
	s.mu.Lock()
	defer s.mu.Unlock()
	ids := make([]int, 0, len(s.watchers))
	for id := range s.watchers {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	out := make([]func(), len(ids))
	for i, id := range ids {
		out[i] = s.watchers[id]
	}
	return out
}

// T returns the text of key. A key without text comes back as itself.
func T(key string, args ...Args) string {
	v := now()
	if s, ok := v.plain[key]; ok {
		return s
	}
	return v.localize(key, &goi18n.LocalizeConfig{MessageID: key, TemplateData: merge(args)})
}

// N returns the text of key in the plural form that n needs; a form "zero" is
// for 0 in every language. The text finds n, written with grouping, at {{.N}}.
func N(key string, n int, args ...Args) string {
	data := merge(args)
	data["N"] = Integer(int64(n))
	v := now()
	if n == 0 && v.known[key+none] {
		return v.localize(key, &goi18n.LocalizeConfig{MessageID: key + none, TemplateData: data})
	}
	return v.localize(key, &goi18n.LocalizeConfig{MessageID: key, PluralCount: n, TemplateData: data})
}

// Has reports whether key has a text; for codes that may lack a translation.
func Has(key string) bool { return now().known[key] }

func merge(args []Args) map[string]any {
	out := map[string]any{}
	for _, a := range args {
		for k, v := range a {
			out[k] = v
		}
	}
	return out
}

// In returns a text without places in a given language; for words understood
// from the keyboard, where English is welcome beside the chosen language.
func In(tag, key string) string {
	if v, ok := process.voices[tag]; ok {
		return v.plain[key]
	}
	return ""
}
