package search_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"regulars/data/book/search"
	"regulars/data/crm"
)

// slow is the search of the specification, without any cleverness: it is
// what the index must agree with.
func slow(entries []search.Entry, query string, limit int, kinds ...crm.Kind) []crm.ID {
	type scored struct {
		search.Entry
		worst, sum int
	}
	var hits []scored
	for _, e := range entries {
		if len(kinds) > 0 && !slices.Contains(kinds, e.Kind) {
			continue
		}
		best := scored{e, 99, 99}
		for _, q := range slowReadings(search.Fold(query)) {
			if w, s, ok := slowRank(e, q); ok && (w < best.worst || w == best.worst && s < best.sum) {
				best.worst, best.sum = w, s
			}
		}
		if best.worst < 99 {
			hits = append(hits, best)
		}
	}
	slices.SortFunc(hits, func(a, b scored) int {
		return cmp.Or(cmp.Compare(a.worst, b.worst), cmp.Compare(a.sum, b.sum), cmp.Compare(b.Weight, a.Weight),
			strings.Compare(search.Fold(a.Title), search.Fold(b.Title)), slices.Compare(a.ID[:], b.ID[:]))
	})
	var out []crm.ID
	for _, h := range hits[:min(limit, len(hits))] {
		out = append(out, h.ID)
	}
	return out
}

type slowQuery struct {
	phrase string
	words  []slowWord
}

type slowWord struct {
	text  string
	phone bool
}

func slowReadings(q string) []slowQuery {
	if q == "" {
		return nil
	}
	plain, mixed, dressed := slowQuery{phrase: q}, slowQuery{}, false
	for _, t := range strings.Fields(q) {
		if !slices.Contains(plain.words, slowWord{t, false}) {
			plain.words = append(plain.words, slowWord{t, false})
		}
		w := slowWord{t, false}
		if dialled := slowDial(t); len(dialled) > 0 && onlyDigits(t) != t {
			w, dressed = slowWord{dialled[0], true}, true
		}
		mixed.words = append(mixed.words, w)
	}
	out := []slowQuery{plain}
	whole := slowDial(q)
	for _, d := range whole {
		out = append(out, slowQuery{words: []slowWord{{d, true}}})
	}
	if dressed && len(whole) == 0 {
		out = append(out, mixed)
	}
	return out
}

func slowDial(s string) []string {
	if strings.Trim(s, "0123456789 +()-./") != "" || onlyDigits(s) == "" {
		return nil
	}
	if strings.HasPrefix(s, "+") || strings.HasPrefix(s, "00") {
		s = strings.Replace(s, "(0)", "", 1)
	}
	d := onlyDigits(s)
	switch rest := strings.TrimPrefix(d, "00"); {
	case d == "":
		return []string{"0"}
	case rest != d && rest != "":
		return []string{rest, d}
	}
	return []string{d}
}

func onlyDigits(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r >= '0' && r <= '9' {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func slowRank(e search.Entry, q slowQuery) (worst, sum int, ok bool) {
	title := search.Fold(e.Title)
	if q.phrase != "" && strings.HasPrefix(title, q.phrase) {
		return 0, 0, true
	}
	for _, w := range q.words {
		best := 5
		if !w.phone {
			best = slowPlace(title, w.text, 0, 1, 2)
		}
		if best == 5 {
			for _, f := range e.Fields {
				if !w.phone || f.Name == "phone" {
					best = min(best, slowPlace(search.Fold(f.Text), w.text, 3, 3, 4))
				}
			}
		}
		if best == 5 {
			return 0, 0, false
		}
		worst, sum = max(worst, best), sum+best
	}
	return worst, sum, true
}

func slowPlace(text, w string, prefix, word, inside int) int {
	best := 5
	for i := range text {
		if !strings.HasPrefix(text[i:], w) {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		first, _ := utf8.DecodeRuneInString(w)
		switch {
		case i == 0:
			best = min(best, prefix)
		case !unicode.IsLetter(before) && !unicode.IsNumber(before) && !unicode.IsMark(before),
			unicode.In(first, unicode.Han, unicode.Hiragana, unicode.Katakana):
			best = min(best, word)
		default:
			best = min(best, inside)
		}
	}
	return best
}

var (
	pieces = []string{
		"an", "anna", "Änne", "lan", "Lan", "Đặng", "nguyễn", "王小明", "小", "山田", "ヤマダ", "やま", "o'brien",
		"Café", "0628230455", "33628230455", "06", "28", "+33", "(0)6", "23-04", "aa", "a", "ba", "ab", "é", "İı", "ə",
	}
	genText = rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 4).Draw(t, "parts")
		return strings.Join(parts, rapid.SampledFrom([]string{" ", "", "-", "  "}).Draw(t, "joint"))
	})
	genEntry = rapid.Custom(func(t *rapid.T) search.Entry {
		e := search.Entry{
			ID:     crm.ID{15: rapid.Byte().Draw(t, "id")},
			Kind:   crm.Kind(rapid.IntRange(1, 3).Draw(t, "kind")),
			Title:  genText.Draw(t, "title"),
			Weight: rapid.Int32Range(-1, 1).Draw(t, "weight"),
		}
		for range rapid.IntRange(0, 3).Draw(t, "fields") {
			name := rapid.SampledFrom([]string{"phone", "note", "email"}).Draw(t, "name")
			e.Fields = append(e.Fields, search.Field{Name: name, Text: genText.Draw(t, "text")})
		}
		return e
	})
)

func idsOf(hits []search.Hit) []crm.ID {
	var out []crm.ID
	for _, h := range hits {
		out = append(out, h.ID)
	}
	return out
}

// TestIndexAgreesWithSlowSearch puts, replaces and deletes at random, and
// compares hits and their order with the slow search, before and after a
// trip through the binary form.
func TestIndexAgreesWithSlowSearch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		idx, model := search.New(), map[crm.ID]search.Entry{}
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			if rapid.IntRange(0, 3).Draw(t, "what") == 0 {
				id := crm.ID{15: rapid.Byte().Draw(t, "gone")}
				idx.Delete(id)
				delete(model, id)
				continue
			}
			batch := rapid.SliceOfN(genEntry, 1, 30).Draw(t, "batch")
			idx.Put(batch...)
			for _, e := range batch {
				model[e.ID] = e
			}
		}
		var entries []search.Entry
		for _, e := range model {
			entries = append(entries, e)
		}
		if idx.Len() != len(model) {
			t.Fatalf("Len %d, want %d", idx.Len(), len(model))
		}
		data, err := idx.AppendBinary(nil)
		if err != nil {
			t.Fatal(err)
		}
		loaded, err := search.Load(data)
		if err != nil {
			t.Fatal(err)
		}
		for range 5 {
			compare(t, entries, idx, loaded)
		}
	})
}

func compare(t *rapid.T, entries []search.Entry, indexes ...*search.Index) {
	query := genText.Draw(t, "query")
	if r := []rune(query); len(r) > 0 {
		query = string(r[rapid.IntRange(0, len(r)-1).Draw(t, "from"):])
	}
	limit := rapid.IntRange(1, 50).Draw(t, "limit")
	kinds := rapid.SampledFrom([][]crm.Kind{nil, {1}, {2, 3}}).Draw(t, "kinds")
	want := slow(entries, query, limit, kinds...)
	for i, x := range indexes {
		if got := idsOf(x.Search(query, limit, kinds...)); !slices.Equal(got, want) {
			t.Fatalf("index %d, query %q limit %d kinds %v:\n got %v\nwant %v", i, query, limit, kinds, got, want)
		}
	}
}

func TestFoldTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		once := search.Fold(s)
		if twice := search.Fold(once); twice != once {
			t.Fatalf("%q folds to %q, then to %q", s, once, twice)
		}
	})
}
