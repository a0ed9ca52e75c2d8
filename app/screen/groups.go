package screen

import (
	"math"
	"slices"
	"strings"

	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/lifecycle"
	"regulars/data/insight/movement"
	"regulars/data/insight/rfm"
	"regulars/data/insight/segment"
	"regulars/data/insight/value"
)

// GroupInput reads what rules of groups are held against; the pages of all
// parties only when asked for, as there may be many.
func GroupInput(b *book.Book, s *facts.Snapshot, pages bool) (in segment.Input, err error) {
	in.Facts = s
	settings, err := b.Settings()
	if err != nil {
		return in, err
	}
	if len(settings.ValueShares) == 2 {
		in.HighShare, in.OrdinaryShare = settings.ValueShares[0], settings.ValueShares[1]
	}
	in.Factor10 = settings.QuietFactor10
	err = book.Each(b, func(t *crm.Tag) bool {
		in.Tags = append(in.Tags, *t)
		return true
	})
	if err != nil {
		return in, err
	}
	err = book.Each(b, func(f *crm.CustomField) bool {
		if f.Scope == crm.KindParty {
			in.Customs = append(in.Customs, *f)
		}
		return true
	})
	slices.SortFunc(in.Customs, func(a, b crm.CustomField) int { return a.Order - b.Order })
	if err != nil || !pages {
		return in, err
	}
	in.Profiles, err = profiles(b, s)
	return in, err
}

// profiles reads every party's page, by party column index.
func profiles(b *book.Book, s *facts.Snapshot) ([]segment.Profile, error) {
	at := make(map[crm.ID]int, len(s.Party.ID))
	for i, id := range s.Party.ID {
		at[id] = i
	}
	out := make([]segment.Profile, len(s.Party.ID))
	err := book.Each(b, func(p *crm.Party) bool {
		if i, ok := at[p.ID]; ok {
			out[i] = segment.ProfileOf(p)
		}
		return true
	})
	return out, err
}

// Groups lists the saved groups by name.
func Groups(r book.Reader) ([]*crm.Segment, error) {
	all, err := book.List[crm.Segment](r)
	slices.SortFunc(all, func(a, b *crm.Segment) int {
		return strings.Compare(strings.ToLower(a.Name)+a.ID.String(), strings.ToLower(b.Name)+b.ID.String())
	})
	return all, err
}

// StateName names a state of a kind that customers move between.
func StateName(of movement.Of, s movement.State) string {
	switch {
	case of == movement.Segments && slices.Contains(rfm.Segments(), rfm.Segment(s)):
		return SegmentName(rfm.Segment(s))
	case of == movement.Value && slices.Contains(value.Classes(), value.Class(s)):
		return ClassName(value.Class(s))
	case of == movement.Stages && slices.Contains(lifecycle.Stages(), lifecycle.Stage(s)):
		return StageName(lifecycle.Stage(s))
	}
	return i18n.T("insightgroups.state_" + string(s))
}

// MovementCells counts the customers by the state before, then the state
// after, for a chart: nobody is left out of the picture.
func MovementCells(r *movement.Result) [][]float64 {
	at := map[movement.State]int{}
	cells := make([][]float64, len(r.States))
	for i, s := range r.States {
		at[s], cells[i] = i, slices.Repeat([]float64{math.NaN()}, len(r.States))
	}
	for _, c := range r.Rows {
		cells[at[c.From]][at[c.To]] = float64(c.Customers)
	}
	return cells
}
