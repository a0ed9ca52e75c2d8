package book

import (
	"slices"
	"strings"

	"regulars/data/book/search"
	"regulars/data/crm"
)

var searchKinds = []crm.Kind{crm.KindParty, crm.KindProduct, crm.KindDocument, crm.KindInteraction, crm.KindTask, crm.KindBooking, crm.KindTurnAway}

// indexer brings a search index, which may be nil, up to date with records;
// those in the trash are not found. Putting many at once is far faster than
// one by one, so nothing is certain before flush.
type indexer struct {
	idx   *search.Index
	batch []search.Entry
}

func (w *indexer) put(r crm.Record) {
	if w.idx == nil {
		return
	}
	if e, ok := entry(r); ok {
		w.batch = append(w.batch, e)
		return
	}
	w.idx.Delete(r.Base().ID)
}

func (w *indexer) remove(r Ref) {
	if w.idx != nil {
		w.idx.Delete(r.ID)
	}
}

func (w *indexer) flush() {
	if len(w.batch) > 0 {
		w.idx.Put(w.batch...)
	}
}

// entry is what can be found of a record; ok is false for kinds that are
// not searched and for records in the trash.
func entry(r crm.Record) (e search.Entry, ok bool) {
	if r.Base().Deleted() {
		return e, false
	}
	e = search.Entry{ID: r.Base().ID, Kind: r.Kind()}
	switch r := r.(type) {
	case *crm.Party:
		e.Title, e.Weight = r.DisplayName, 4
		partyFields(&e, r)
	case *crm.Product:
		e.Title, e.Weight = r.Name, 3
		add(&e, "sku", r.SKU)
		add(&e, "note", r.Note)
	case *crm.Task:
		e.Title, e.Weight = r.Title, 2
		add(&e, "note", r.Body)
	case *crm.SalesDocument:
		e.Title, e.Weight = r.Number, 1
		add(&e, "note", r.Note)
	case *crm.Interaction:
		e.Title, e.Weight = r.Summary, 0
		add(&e, "note", r.Body)
	case *crm.Booking:
		e.Title, e.Weight = r.Group, 0
		add(&e, "external_id", r.ExternalID)
		add(&e, "note", r.Note)
		if e.Title == "" && len(e.Fields) == 0 {
			return e, false // nothing of its own to find it by: see withStays
		}
	case *crm.TurnAway:
		add(&e, "note", r.Note)
		if len(e.Fields) == 0 {
			return e, false
		}
	default:
		return e, false
	}
	for _, code := range sortedKeys(r.Base().Custom) {
		add(&e, code, r.Base().Custom[code])
	}
	return e, true
}

func partyFields(e *search.Entry, r *crm.Party) {
	n := r.Name
	add(e, "name", strings.Join([]string{n.Given, n.Middle, n.Family, n.Nickname, n.Phonetic}, " "))
	add(e, "company", r.Company)
	add(e, "job_title", r.JobTitle)
	for _, p := range r.Points {
		if p.Kind == crm.PointPhone {
			add(e, "phone", strings.TrimPrefix(p.E164, "+")+" "+p.Digits)
			continue
		}
		add(e, string(p.Kind), p.Value)
	}
	for _, a := range r.Addresses {
		add(e, "address", strings.Join(append(slices.Clone(a.Lines), a.PostalCode, a.Locality, a.Region, a.Country), " "))
	}
	add(e, "external_id", r.ExternalID)
	add(e, "tax_id", r.TaxID)
	add(e, "group", r.Group)
	add(e, "note", r.Note)
}

func add(e *search.Entry, name, text string) {
	if text = strings.TrimSpace(text); text != "" {
		e.Fields = append(e.Fields, search.Field{Name: name, Text: text})
	}
}

func sortedKeys(m map[string]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
