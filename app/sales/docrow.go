package sales

import (
	"cmp"
	"context"
	"strings"

	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
)

// docRow is one document as the list shows it.
type docRow struct {
	*docHead
	customer string // "" for a walk-in sale
	walkIn   bool
	counts   bool
	sums     sums // base currency
}

func docRowID(r *docRow) crm.ID { return r.ID }

// docListing is everything the list of documents needs.
type docListing struct {
	rows     []*docRow
	settings crm.Settings
}

// loadHeads reads all documents without their lines, oldest first.
func loadHeads(ctx context.Context, b *book.Book, progress func(float64)) ([]*docHead, error) {
	total := max(b.Count(crm.KindDocument), 1)
	heads := make([]*docHead, 0, total)
	err := book.Each(b, func(h *docHead) bool {
		heads = append(heads, h)
		progress(float64(len(heads)) / float64(total))
		return ctx.Err() == nil
	})
	return heads, cmp.Or(err, ctx.Err())
}

// loadDocs reads the whole list: 25,900 documents take a quarter of a second.
func loadDocs(ctx context.Context, env screen.Env, progress func(float64)) (*docListing, error) {
	settings, err := env.Book.Settings()
	if err != nil {
		return nil, err
	}
	heads, err := loadHeads(ctx, env.Book, progress)
	if err != nil {
		return nil, err
	}
	snapshot, err := env.Book.Facts()
	if err != nil {
		return nil, err
	}
	return &docListing{rows: docRows(heads, snapshot), settings: settings}, nil
}

// docRows joins the heads with the numbers that the facts hold of them.
func docRows(heads []*docHead, s *facts.Snapshot) []*docRow {
	at := make(map[crm.ID]int32, len(s.Doc.ID))
	for i, id := range s.Doc.ID {
		if !id.IsZero() {
			at[id] = int32(i)
		}
	}
	rows := make([]*docRow, len(heads))
	store := make([]docRow, len(heads))
	for i, h := range heads {
		r := &store[i]
		r.docHead, r.walkIn = h, h.Party.IsZero()
		if doc, ok := at[h.ID]; ok {
			r.counts = s.Doc.Counts[doc]
			if p := s.Doc.Party[doc]; p != facts.None {
				r.customer = s.Party.Name[p]
			}
			r.sums = sumsOfFacts(s, int(doc))
		}
		rows[i] = r
	}
	return rows
}

func sumsOfFacts(s *facts.Snapshot, doc int) (out sums) {
	first := s.Doc.First[doc]
	for l := first; l < first+s.Doc.Lines[doc]; l++ {
		out.add(s.Line.Net[l], s.Line.Cost[l], s.Line.CostKnown[l])
	}
	return out
}

// docWish is what the owner wants to see of the documents.
type docWish struct {
	query  string
	kind   crm.DocType   // "": all
	status crm.DocStatus // "": all
	period period
	party  crm.ID // zero: everybody
}

// narrow returns the rows that satisfy the wish; found holds what the search
// found, documents and parties, and is nil without a search.
func (l *docListing) narrow(w docWish, today crm.Date, found map[crm.ID]bool) []*docRow {
	from, to := w.period.span(today)
	var out []*docRow
	for _, r := range l.rows {
		switch {
		case w.kind != "" && r.DocType != w.kind,
			w.status != "" && r.Status != w.status,
			from > 0 && r.Date < from, to > 0 && r.Date > to,
			!w.party.IsZero() && r.Party != w.party,
			found != nil && !found[r.ID] && (r.walkIn || !found[r.Party]):
			continue
		}
		out = append(out, r)
	}
	return out
}

// findDocs lists the documents and parties that a text finds.
func findDocs(b *book.Book, query string) (map[crm.ID]bool, error) {
	if strings.TrimSpace(query) == "" {
		return nil, nil
	}
	hits, err := b.Search(query, 0, crm.KindDocument, crm.KindParty)
	found := make(map[crm.ID]bool, len(hits))
	for _, h := range hits {
		found[h.ID] = true
	}
	return found, err
}

// total adds up the rows that count as sales.
func total(rows []*docRow) (all sums, counted int) {
	for _, r := range rows {
		if r.counts {
			all.merge(r.sums)
			counted++
		}
	}
	return all, counted
}
