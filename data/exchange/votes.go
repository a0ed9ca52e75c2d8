package exchange

import "strings"

// votes counts what rows say about the same thing, so that the result does
// not depend on their order: the most frequent wins, then the first by
// alphabet. Empty texts have no vote.
type votes map[string]int

func (v *votes) add(s string) {
	if s == "" {
		return
	}
	if *v == nil {
		*v = votes{}
	}
	(*v)[s]++
}

func (v votes) winner() string {
	best, most := "", 0
	for s, n := range v {
		if n > most || n == most && s < best {
			best, most = s, n
		}
	}
	return best
}

// firstText is the first by alphabet of two texts, an empty one last.
func firstText(a, b string) string {
	if a == "" || b != "" && b < a {
		return strings.Clone(b)
	}
	return a
}

// firstSet is the first text that is not empty.
func firstSet(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// interner keeps one copy of a text that many rows repeat, instead of parts
// of the whole file.
type interner map[string]string

func (n interner) of(text string) string {
	if text == "" {
		return ""
	}
	if t, ok := n[text]; ok {
		return t
	}
	t := strings.Clone(text)
	n[t] = t
	return t
}

// all interns texts in place.
func (n interner) all(texts ...*string) {
	for _, t := range texts {
		*t = n.of(*t)
	}
}
