package search

import (
	"bytes"
	"math"
)

// needle finds a word in text by its rarest byte, which skips far more text
// at a time than looking for the first one.
type needle struct {
	text []byte
	rare int // which byte of text to look for
}

func newNeedle(text []byte, freq *[256]uint32) needle {
	n := needle{text: text}
	for i, c := range text[:max(1, len(text)-1)] {
		if freq[c] < freq[text[n.rare]] {
			n.rare = i
		}
	}
	return n
}

// find returns the first place at or after from where hay holds the needle, or -1.
func (n needle) find(hay []byte, from int) int {
	rest := n.text[n.rare:]
	for i := from + n.rare; i+len(rest) <= len(hay); i++ {
		j := bytes.IndexByte(hay[i:len(hay)-len(rest)+1], rest[0])
		if j < 0 {
			return -1
		}
		i += j
		if len(rest) > 1 && hay[i+1] != rest[1] {
			continue
		}
		at := i - n.rare
		if string(hay[at:at+len(n.text)]) == string(n.text) {
			return at
		}
	}
	return -1
}

// The places of a match, from best to worst.
const (
	tierPrefix    = iota // the title begins with it
	tierTitleWord        // a word of the title begins with it
	tierTitle            // elsewhere in the title
	tierFieldWord        // a word of another field begins with it
	tierField            // elsewhere in another field
	tierNone             // no match
)

// rank orders hits: the worst place of all words first, then their sum.
type rank uint32

const (
	rankBest      rank = 0
	rankBestField rank = tierFieldWord<<16 + tierFieldWord
	rankNone      rank = math.MaxUint32
)

func rankOf(worst, sum int) rank { return rank(worst)<<16 + rank(min(sum, 0xffff)) }

// match is how one word was found.
type match struct {
	tier int
	pos  uint32 // in the segment's fold, for places outside the title
}

// matchTitle finds the best place of w in a folded title.
func matchTitle(title []byte, w word) int {
	if w.phoneOnly {
		return tierNone
	}
	best := tierNone
	for pos := 0; ; pos++ {
		next := bytes.Index(title[pos:], w.text)
		if next < 0 {
			return best
		}
		pos += next
		switch {
		case pos == 0:
			return tierPrefix
		case wordStart(title, pos):
			return tierTitleWord
		}
		best = tierTitle
	}
}

// matchFields finds the best place of w outside the title of record i, the
// first one among equals.
func (s *segment) matchFields(i int, w word) match {
	best := match{tier: tierNone}
	start, end := s.foldAt[s.first[i]+1], s.foldAt[s.first[i+1]]
	for pos := start; ; pos++ {
		next := bytes.Index(s.fold[pos:end], w.text)
		if next < 0 {
			return best
		}
		pos += uint32(next)
		if w.phoneOnly && s.names[s.fieldAt(i, pos)] != namePhone {
			continue
		}
		if wordStart(s.fold, int(pos)) {
			return match{tierFieldWord, pos}
		}
		if best.tier == tierNone {
			best = match{tierField, pos}
		}
	}
}

// matchWord finds the best place of w in record i.
func (s *segment) matchWord(i int, w word) match {
	if tier := matchTitle(s.title(i), w); tier != tierNone {
		return match{tier: tier}
	}
	return s.matchFields(i, w)
}

// rank is the rank of record i under reading q; rankNone when a word is missing.
func (s *segment) rank(i int, q reading) rank {
	if len(q.phrase) > 0 && bytes.HasPrefix(s.title(i), q.phrase) {
		return rankBest
	}
	worst, sum := 0, 0
	for _, w := range q.words {
		m := s.matchWord(i, w)
		if m.tier == tierNone {
			return rankNone
		}
		worst, sum = max(worst, m.tier), sum+m.tier
	}
	return rankOf(worst, sum)
}

// titleRank is rank with the words looked for in the title only.
func (s *segment) titleRank(i int, q reading) rank {
	title := s.title(i)
	if bytes.HasPrefix(title, q.phrase) {
		return rankBest
	}
	worst, sum := 0, 0
	for _, w := range q.words {
		tier := matchTitle(title, w)
		if tier == tierNone {
			return rankNone
		}
		worst, sum = max(worst, tier), sum+tier
	}
	return rankOf(worst, sum)
}

// rarity guesses the logarithm of the share of places where text occurs.
func (s *segment) rarity(text []byte) float64 {
	sum := 0.0
	for _, c := range text {
		sum += math.Log(float64(s.freq[c]+1) / float64(len(s.fold)+1))
	}
	return sum
}
