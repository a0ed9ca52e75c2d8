package exchange

import (
	"reflect"
	"slices"
	"strings"
	"unicode"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/exchange/table"
)

// customerWriter keeps the parties that the rows of a file touched, until all
// rows are read.
type customerWriter struct {
	*writer
	part    *part
	touched map[crm.ID]*touchedParty
	order   []crm.ID
}

type touchedParty struct {
	now  *crm.Party
	was  *crm.Party // as the book had it; nil for a new one
	rows int        // that said something of it
}

// customers writes the drafts. A draft that is a party the book (or an
// earlier row) has already completes it.
func (w *writer) customers(p *part) error {
	c := customerWriter{writer: w, part: p, touched: map[crm.ID]*touchedParty{}}
	for i := range p.customers {
		if err := c.take(&p.customers[i]); err != nil {
			return err
		}
	}
	for _, id := range c.order {
		if err := c.save(c.touched[id]); err != nil {
			return err
		}
	}
	return w.ctx.Err()
}

func (c *customerWriter) take(row *table.Customer) error {
	if err := c.resolve(row); err != nil {
		return err
	}
	id, known := c.find(&row.Party)
	if !known {
		p := &row.Party
		p.ExternalID = c.identify(p, p.ExternalID)
		c.touch(p.ID, &touchedParty{now: p, rows: 1})
		c.refer(row, p.ID, false)
		return nil
	}
	t := c.touched[id]
	if t == nil {
		old, err := book.Get[crm.Party](c.tx, id)
		if err != nil {
			return err
		}
		now := *old
		t = &touchedParty{now: &now, was: old}
	}
	before := *t.now
	// A file knows better than the book, but of two rows in it the first does.
	complete(t.now, &row.Party, t.was != nil && t.rows == 0)
	repeat := t.was == nil && reflect.DeepEqual(before, *t.now)
	if repeat {
		c.result.Skipped++ // the same row twice in one file
	} else {
		t.rows++
	}
	c.touch(id, t)
	c.refer(row, id, repeat)
	return nil
}

// refer keeps who brought the customer of a row.
func (c *customerWriter) refer(row *table.Customer, id crm.ID, repeat bool) {
	if row.ReferredBy != "" {
		c.referred = append(c.referred, referredRow{part: c.part, row: row.Row, by: row.ReferredBy, party: c.touched[id], repeat: repeat})
	}
}

func (c *customerWriter) touch(id crm.ID, t *touchedParty) {
	if c.touched[id] == nil {
		c.touched[id] = t
		c.order = append(c.order, id)
	}
	c.have.addParty(t.now)
}

func (c *customerWriter) save(t *touchedParty) error {
	switch {
	case t.was == nil:
		c.result.CreatedRows += t.rows
		return c.create(t.now)
	case reflect.DeepEqual(t.was, t.now):
		c.result.Skipped += t.rows
		return nil
	}
	c.result.UpdatedRows += t.rows
	return c.update(t.now)
}

// find looks a draft up by its number, then by a contact point shared with a
// party of the same name, then by name alone when neither contradicts.
func (c *customerWriter) find(p *crm.Party) (crm.ID, bool) {
	if p.ExternalID != "" {
		if id, ok := c.have.parties["ref:"+p.ExternalID]; ok {
			return id, true
		}
	}
	fits := func(old *crm.Party) bool {
		return p.ExternalID == "" || old.ExternalID == ""
	}
	reachable := hasReach(p)
	for _, pt := range p.Points {
		if id, ok := c.have.parties[pt.Key()]; ok && isReach(pt.Kind) {
			if old := c.current(id); old != nil && fits(old) && sameName(old, p) {
				return id, true
			}
		}
	}
	id, ok := c.have.parties["name:"+fold(p.DisplayName)]
	if !ok || p.ExternalID != "" {
		return id, false // two customers of one name may well have two numbers
	}
	old := c.current(id)
	return id, old != nil && old.Company == p.Company && (!reachable || !hasReach(old))
}

func (c *customerWriter) current(id crm.ID) *crm.Party {
	if t := c.touched[id]; t != nil {
		return t.now
	}
	p, err := book.Get[crm.Party](c.tx, id)
	if err != nil {
		return nil
	}
	return p
}

func hasReach(p *crm.Party) bool {
	return slices.ContainsFunc(p.Points, func(pt crm.ContactPoint) bool { return isReach(pt.Kind) })
}

// sameName reports whether two parties that share a contact point are one: a
// family or an office may share a number.
func sameName(a, b *crm.Party) bool {
	return fold(a.DisplayName) == fold(b.DisplayName) || isPointName(a) || isPointName(b)
}

// isPointName reports whether a party is only known by its e-mail or phone.
func isPointName(p *crm.Party) bool {
	return slices.ContainsFunc(p.Points, func(pt crm.ContactPoint) bool { return pt.Value == p.DisplayName })
}

// resolve finds or makes the tags and custom fields a draft names.
func (w *writer) resolve(c *table.Customer) error {
	for _, name := range c.Tags {
		id, err := w.tag(name)
		if err != nil {
			return err
		}
		if !slices.Contains(c.Party.Tags, id) {
			c.Party.Tags = append(c.Party.Tags, id)
		}
	}
	for _, v := range c.Custom {
		if err := w.setCustom(&c.Party, v.Label, v.Value); err != nil {
			return err
		}
	}
	return nil
}

// longestTag is how many letters the name of a tag may have.
const longestTag = 100

func (w *writer) tag(name string) (crm.ID, error) {
	if r := []rune(name); len(r) > longestTag {
		name = string(r[:longestTag-1]) + "…"
	}
	if id, ok := w.have.tags[fold(name)]; ok {
		return id, nil
	}
	t := &crm.Tag{Name: name}
	t.ID = crm.NewID()
	w.have.tags[fold(name)] = t.ID
	return t.ID, w.create(t)
}

func (w *writer) setCustom(p *crm.Party, label, value string) error {
	code, err := w.field(label)
	if p.Custom == nil {
		p.Custom = map[string]string{}
	}
	p.Custom[code] = value
	return err
}

func (w *writer) field(label string) (code string, err error) {
	if code, ok := w.have.fields[fold(label)]; ok {
		return code, nil
	}
	code = fieldCode(label, w.have.fields)
	f := &crm.CustomField{Scope: crm.KindParty, Code: code, Label: label, Type: crm.FieldText, Order: len(w.have.fields) + 1, Searchable: true}
	f.ID = crm.NewID()
	w.have.fields[fold(label)] = code
	return code, w.create(f)
}

// fieldCode makes a code of a heading, different from all others.
func fieldCode(label string, taken map[string]string) string {
	code := strings.Trim(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return '_'
	}, label), "_")
	code = firstSet(code, "field")
	used := map[string]bool{}
	for _, c := range taken {
		used[c] = true
	}
	for used[code] {
		code += "_2"
	}
	return code
}
