package exchange

import (
	"reflect"
	"slices"
	"strings"
	"unicode"

	"regulars/data/book"
	"regulars/data/crm"
)

// customers writes the drafts. A draft that is a party the book (or an
// earlier row) has already completes it.
func (w *writer) customers(rows []customerRow) error {
	mine := map[crm.ID]*crm.Party{} // parties this import touched, as they are now
	var order []crm.ID
	was := map[crm.ID]crm.Party{}
	rowsOf := map[crm.ID]int{}
	for i := range rows {
		c := &rows[i]
		if err := w.resolve(c); err != nil {
			return err
		}
		id, known := w.findParty(&c.Party, mine)
		if !known {
			p := c.Party
			p.ID = crm.NewID()
			mine[p.ID] = &p
			order = append(order, p.ID)
			w.have.addParty(&p)
			rowsOf[p.ID]++
			continue
		}
		p := mine[id]
		if p == nil {
			old, err := book.Get[crm.Party](w.tx, id)
			if err != nil {
				return err
			}
			p, was[id] = old, *old
			mine[id] = p
			order = append(order, id)
		}
		fromBook := was[id].ID == id
		before := *p
		complete(p, &c.Party, fromBook && rowsOf[id] == 0)
		if !fromBook && reflect.DeepEqual(before, *p) {
			w.result.Skipped++ // the same row twice in one file
		}
		rowsOf[id]++
		w.have.addParty(p)
	}
	for _, id := range order {
		if err := w.saveParty(mine[id], was, rowsOf[id]); err != nil {
			return err
		}
	}
	return w.ctx.Err()
}

func (w *writer) saveParty(p *crm.Party, was map[crm.ID]crm.Party, rows int) error {
	old, existed := was[p.ID]
	switch {
	case !existed:
		return w.put(p, true)
	case reflect.DeepEqual(old, *p):
		w.result.Skipped += rows
		return nil
	}
	return w.put(p, false)
}

// resolve finds or makes the tags and custom fields a draft names.
func (w *writer) resolve(c *customerRow) error {
	for _, name := range c.Tags {
		id, ok := w.have.tags[fold(name)]
		if !ok {
			t := &crm.Tag{Name: name}
			t.ID = crm.NewID()
			if err := w.put(t, true); err != nil {
				return err
			}
			id = t.ID
			w.have.tags[fold(name)] = id
		}
		if !slices.Contains(c.Party.Tags, id) {
			c.Party.Tags = append(c.Party.Tags, id)
		}
	}
	for _, v := range c.Custom {
		code, err := w.field(v.Label)
		if err != nil {
			return err
		}
		if c.Party.Custom == nil {
			c.Party.Custom = map[string]string{}
		}
		c.Party.Custom[code] = v.Value
	}
	return nil
}

func (w *writer) field(label string) (code string, err error) {
	if code, ok := w.have.fields[fold(label)]; ok {
		return code, nil
	}
	code = fieldCode(label, w.have.fields)
	f := &crm.CustomField{Scope: crm.KindParty, Code: code, Label: label, Type: crm.FieldText, Order: len(w.have.fields) + 1, Searchable: true}
	f.ID = crm.NewID()
	w.have.fields[fold(label)] = code
	return code, w.put(f, true)
}

// fieldCode makes a code of a heading, different from all others.
func fieldCode(label string, taken map[string]string) string {
	clean := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return '_'
	}, label)
	code := strings.Trim(clean, "_")
	if code == "" {
		code = "field"
	}
	for used := true; used; {
		used = false
		for _, c := range taken {
			if c == code {
				code, used = code+"_2", true
			}
		}
	}
	return code
}

// findParty looks a draft up by its number, then by a contact point shared
// with a party of the same name, then by name alone when neither contradicts.
func (w *writer) findParty(p *crm.Party, mine map[crm.ID]*crm.Party) (crm.ID, bool) {
	if p.ExternalID != "" {
		id, ok := w.have.parties["ref:"+p.ExternalID]
		return id, ok
	}
	reachable := false
	for _, pt := range p.Points {
		if pt.Kind != crm.PointEmail && pt.Kind != crm.PointPhone {
			continue
		}
		reachable = true
		id, ok := w.have.parties[strings.ToLower(pt.Key())]
		if !ok {
			continue
		}
		if old := w.current(id, mine); old != nil && sameName(old, p) {
			return id, true
		}
	}
	id, ok := w.have.parties["name:"+fold(p.DisplayName)]
	if !ok {
		return id, false
	}
	old := w.current(id, mine)
	return id, old != nil && old.Company == p.Company && (!reachable || !hasReach(old))
}

func (w *writer) current(id crm.ID, mine map[crm.ID]*crm.Party) *crm.Party {
	if p := mine[id]; p != nil {
		return p
	}
	p, err := book.Get[crm.Party](w.tx, id)
	if err != nil {
		return nil
	}
	return p
}

func hasReach(p *crm.Party) bool {
	return slices.ContainsFunc(p.Points, func(pt crm.ContactPoint) bool { return pt.Kind == crm.PointEmail || pt.Kind == crm.PointPhone })
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

// complete adds what the file says to a party. fileWins lets it replace
// values the book has; otherwise only empty fields are filled.
func complete(p, file *crm.Party, fileWins bool) {
	set := func(to *string, v string) {
		if v != "" && (fileWins || *to == "") {
			*to = v
		}
	}
	if !isPointName(file) || isPointName(p) {
		set(&p.DisplayName, file.DisplayName)
	}
	for to, v := range map[*string]string{&p.Name.Given: file.Name.Given, &p.Name.Middle: file.Name.Middle, &p.Name.Family: file.Name.Family,
		&p.Name.Prefix: file.Name.Prefix, &p.Name.Suffix: file.Name.Suffix, &p.Name.Nickname: file.Name.Nickname, &p.Name.Phonetic: file.Name.Phonetic,
		&p.Company: file.Company, &p.JobTitle: file.JobTitle, &p.Note: file.Note, &p.Industry: file.Industry, &p.Language: file.Language,
		&p.TaxID: file.TaxID, &p.Group: file.Group, &p.ExternalID: file.ExternalID} {
		set(to, v)
	}
	if file.BirthDate != 0 && (fileWins || p.BirthDate == 0) {
		p.BirthDate = file.BirthDate
	}
	p.Points, p.Addresses, p.Tags = slices.Clone(p.Points), slices.Clone(p.Addresses), slices.Clone(p.Tags)
	for _, pt := range file.Points {
		if !slices.ContainsFunc(p.Points, func(o crm.ContactPoint) bool { return o.Key() == pt.Key() }) {
			p.Points = append(p.Points, pt)
		}
	}
	for _, a := range file.Addresses {
		if !slices.ContainsFunc(p.Addresses, func(o crm.Address) bool { return reflect.DeepEqual(o, a) }) {
			p.Addresses = append(p.Addresses, a)
		}
	}
	for _, t := range file.Tags {
		if !slices.Contains(p.Tags, t) {
			p.Tags = append(p.Tags, t)
		}
	}
	completeCustom(p, file, fileWins)
}

func completeCustom(p, file *crm.Party, fileWins bool) {
	if len(file.Custom) == 0 {
		return
	}
	all := map[string]string{}
	for k, v := range p.Custom {
		all[k] = v
	}
	for k, v := range file.Custom {
		if v != "" && (fileWins || all[k] == "") {
			all[k] = v
		}
	}
	p.Custom = all
}
