package search

import (
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"regulars/data/crm"
)

// Hit is one record that matches a query.
type Hit struct {
	ID      crm.ID
	Kind    crm.Kind
	Title   string
	Why     string // the name of the field that matched; "title" when the title says it all
	Snippet string // the text around the match, when another field than the title matched
	Score   int    // higher is better; comparable within one query only
}

// Search returns the records that contain every word of query, best first:
// matches in the title before those in other fields, in each the beginning
// before the start of a word before the inside; equal ones by weight, title
// and ID. A limit of 0 or less returns all; without kinds all kinds are searched.
func (x *Index) Search(query string, limit int, kinds ...crm.Kind) []Hit {
	reads := readings(query)
	if len(reads) == 0 {
		return nil
	}
	if limit <= 0 {
		limit = math.MaxInt / 4
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	all := x.find(reads, limit, kindsOf(kinds))
	hits := make([]Hit, len(all))
	for i, f := range all {
		hits[i] = x.hit(f, reads[f.read])
	}
	return hits
}

// find returns the best hits of all segments and readings. A record that
// matches in several readings counts with its best one.
func (x *Index) find(reads []reading, limit int, kinds kindSet) []found {
	var all []found
	var scans []func() []found
	for no, r := range reads {
		for _, s := range x.segments {
			q := query{reading{s.rarestFirst(r.words), r.phrase}, no, kinds, limit}
			all = append(all, s.inTitles(q)...)
			scans = append(scans, s.fieldScans(q)...)
		}
	}
	if len(all) < limit { // else no field can beat the titles
		all = append(all, inParallel(scans)...)
	}
	slices.SortFunc(all, found.compare)
	if len(reads) > 1 {
		all = onlyBest(all)
	}
	return all[:min(limit, len(all))]
}

// scanSize is how many bytes are worth a goroutine of their own.
const scanSize = 2 << 20

// fieldScans splits the scan of a large segment into equal parts.
func (s *segment) fieldScans(q query) []func() []found {
	parts := min(len(s.fold)/scanSize+1, runtime.GOMAXPROCS(0), s.len())
	scans := make([]func() []found, parts)
	for p := range scans {
		lo, hi := s.len()*p/parts, s.len()*(p+1)/parts
		scans[p] = func() []found { return s.inFields(q, lo, hi) }
	}
	return scans
}

// inParallel runs scans on all processors and joins their hits.
func inParallel(scans []func() []found) []found {
	results := make([][]found, len(scans))
	var next atomic.Int64
	var wg sync.WaitGroup
	work := func() {
		for i := next.Add(1) - 1; int(i) < len(scans); i = next.Add(1) - 1 {
			results[i] = scans[i]()
		}
	}
	for range min(runtime.GOMAXPROCS(0), len(scans)) - 1 {
		wg.Go(work)
	}
	work()
	wg.Wait()
	return slices.Concat(results...)
}

func onlyBest(sorted []found) []found {
	seen := make(map[crm.ID]bool, len(sorted))
	return slices.DeleteFunc(sorted, func(f found) bool {
		id := f.seg.ids[f.at]
		was := seen[id]
		seen[id] = true
		return was
	})
}

func (x *Index) hit(f found, q reading) Hit {
	s := f.seg
	h := Hit{
		ID: s.ids[f.at], Kind: s.kinds[f.at], Title: s.original(s.first[f.at]),
		Why: x.names[nameTitle], Score: -int(f.rank),
	}
	if f.rank < rankBestField {
		return h
	}
	for _, w := range q.words {
		if m := s.matchWord(f.at, w); m.tier >= tierFieldWord {
			field := s.fieldAt(f.at, m.pos)
			h.Why = x.names[s.names[field]]
			h.Snippet = snippet(s.original(field), int(m.pos-s.foldAt[field]), len(w.text))
			break
		}
	}
	return h
}

// The size of a snippet in bytes before and after the match.
const (
	snippetBefore = 32
	snippetAfter  = 64
)

// snippet cuts text around the match that begins at byte pos of its folded
// form, at gaps where there are any near.
func snippet(text string, pos, size int) string {
	var at []int
	appendFold(nil, text, &at)
	if pos+size > len(at) {
		return ""
	}
	from, to := at[pos], len(text)
	if pos+size < len(at) {
		to = at[pos+size]
	}
	lo, hi := max(0, from-snippetBefore), min(len(text), to+snippetAfter)
	for lo > 0 && lo < from && !utf8.RuneStart(text[lo]) {
		lo++
	}
	for hi < len(text) && !utf8.RuneStart(text[hi]) {
		hi++
	}
	if gap := strings.IndexByte(text[lo:from], ' '); lo > 0 && gap >= 0 {
		lo += gap + 1
	}
	if gap := strings.LastIndexByte(text[to:hi], ' '); hi < len(text) && gap >= 0 {
		hi = to + gap
	}
	return dots(lo > 0) + oneLine(text[lo:hi]) + dots(hi < len(text))
}

func dots(cut bool) string {
	if cut {
		return "…"
	}
	return ""
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
