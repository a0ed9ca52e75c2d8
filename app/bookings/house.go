package bookings

import (
	"cmp"
	"slices"
	"strings"

	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/desk"
)

// house is what every part of the screen draws from.
type house struct {
	facts     *facts.Snapshot
	settings  crm.Settings
	resources []*crm.Resource // in use, by name
	tags      []*crm.Tag      // of customers
	today     crm.Date
}

func loadHouse(env screen.Env) (*house, error) {
	s, err := env.Book.Facts()
	if err != nil {
		return nil, err
	}
	settings, err := env.Book.Settings()
	if err != nil {
		return nil, err
	}
	h := &house{facts: s, settings: settings, today: env.Today()}
	if h.tags, err = book.List[crm.Tag](env.Book); err != nil {
		return nil, err
	}
	for i := range s.Tables.Resources {
		if r := &s.Tables.Resources[i]; !r.Inactive {
			h.resources = append(h.resources, r)
		}
	}
	// Rooms before tables: what is sold by the night comes first.
	slices.SortStableFunc(h.resources, func(a, b *crm.Resource) int {
		return cmp.Or(cmp.Compare(a.SlotMinutes, b.SlotMinutes), strings.Compare(a.Name, b.Name))
	})
	return h, nil
}

// resource is one in use; nil without it.
func (h *house) resource(id crm.ID) *crm.Resource {
	for _, r := range h.resources {
		if r.ID == id {
			return r
		}
	}
	return nil
}

// roomOn is the first resource with a unit left on a day, else the first.
func (h *house) roomOn(day crm.Date) crm.ID {
	for _, r := range h.resources {
		if desk.Free(h.facts, r, crm.Stay{Start: day, End: day + 1}, crm.ID{}) > 0 {
			return r.ID
		}
	}
	return h.resources[0].ID
}

// tagName is the name of a tag; that of everybody for the zero one.
func (h *house) tagName(id crm.ID) string {
	for _, tag := range h.tags {
		if tag.ID == id {
			return tag.Name
		}
	}
	return t("everybody")
}

// className is the name of a rate class; "" for none.
func (h *house) className(id crm.ID) string {
	if c := facts.ByID[crm.RateClass](h.facts.Tables.Classes, id); c != nil {
		return c.Name
	}
	return ""
}

// segments lists the words in use for kinds of guests, in order.
func (h *house) segments() []string {
	var out []string
	for _, w := range h.facts.Booking.Segment {
		if name := h.facts.Word(w); name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}
