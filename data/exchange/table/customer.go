package table

import (
	"iter"
	"strings"

	"regulars/data/crm"
)

// CustomValue is a cell kept under its column's heading.
type CustomValue struct{ Label, Value string }

// Customer is a party as a row describes it. The draft has no ID and no tag
// or custom field records yet: those are looked up by name when it is stored.
type Customer struct {
	Row    int // of the file
	Party  crm.Party
	Tags   []string
	Custom []CustomValue
	// ReferredBy is who brought the customer, as the file calls him.
	ReferredBy string
	// Problems lists what is wrong; unless all are Warnings the row cannot be imported.
	Problems []Problem
}

// Customers yields a draft per row. Rows with problems come too, with the
// problems in them; the error is a *Problem that ends the file.
func (p *Plan) Customers() iter.Seq2[Customer, error] {
	return func(yield func(Customer, error) bool) {
		for row, err := range p.t.Rows() {
			if err != nil {
				yield(Customer{}, err)
				return
			}
			if !yield(p.Customer(row), nil) {
				return
			}
		}
	}
}

// Customer drafts the party of one row.
func (p *Plan) Customer(row Row) Customer {
	d := customerDraft{p: p, row: &row, c: Customer{Row: row.Number}}
	if row.Problem != nil {
		d.c.Problems = []Problem{*row.Problem}
		return d.c
	}
	d.names()
	d.points()
	d.addresses()
	d.birth()
	d.rest()
	d.display()
	return d.c
}

// customerDraft is a customer in the making.
type customerDraft struct {
	p   *Plan
	row *Row
	c   Customer
}

func (d *customerDraft) text(f Field) string { return oneLine(d.p.cell(d.row, f)) }

// oneLine trims and joins what names and the like should never hold.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func (d *customerDraft) names() {
	p := &d.c.Party
	p.Name = crm.PersonName{
		Given: d.text(Given), Middle: d.text(Middle), Family: d.text(Family),
		Prefix: d.text(Prefix), Suffix: d.text(Suffix), Nickname: d.text(Nickname), Phonetic: d.text(Phonetic),
	}
	p.DisplayName, p.Company, p.JobTitle = d.text(DisplayName), d.text(Company), d.text(JobTitle)
	p.PartyKind, p.Roles = crm.Person, []crm.Role{crm.RoleCustomer}
	p.Group, p.Language, p.Industry = d.text(Group), d.text(Language), d.text(Industry)
	p.TaxID, p.ExternalID = d.text(TaxID), d.text(ExternalID)
	d.c.ReferredBy = d.text(ReferredBy)
}

// display finds what the party is called: its name, its company, and for
// rows of contact points alone the first of them.
func (d *customerDraft) display() {
	p := &d.c.Party
	n := p.Name
	person := n.Given != "" || n.Family != "" || n.Middle != "" || p.DisplayName != "" && p.DisplayName != p.Company
	if !person && p.Company != "" {
		p.PartyKind = crm.Organization
	}
	choices := []string{p.DisplayName, n.Display(d.p.FamilyFirst), p.Company, n.Nickname, p.Point(crm.PointEmail).Value, p.Point(crm.PointPhone).Value}
	if !person {
		choices[1] = "" // "Mr" alone is no name
	}
	for _, c := range choices {
		if c != "" {
			p.DisplayName = c
			return
		}
	}
	d.c.Problems = append(d.c.Problems, Problem{Code: CodeNameMissing, File: d.p.t.Name, Row: d.row.Number})
}

func (d *customerDraft) birth() {
	p := d.p
	if text := p.cell(d.row, BirthDate); text != "" {
		m, ok := ParseDate(text, p.Order)
		if !ok {
			d.c.Problems = append(d.c.Problems, p.bad(CodeBadDate, d.row.Number, p.at[BirthDate], text))
		}
		d.c.Party.BirthDate = m.Date
		return
	}
	y, m, day := digits(p.cell(d.row, BirthYear)), digits(p.cell(d.row, BirthMonth)), digits(p.cell(d.row, BirthDay))
	if date, ok := newDay(y, m, day); ok {
		d.c.Party.BirthDate = date
	}
}

// rest reads notes, tags and the columns kept as custom fields.
func (d *customerDraft) rest() {
	var notes []string
	for i, c := range d.p.columns {
		value := d.p.clean(d.row.Fields[i], i)
		if value == "" {
			continue
		}
		switch c.Field {
		case Note:
			notes = append(notes, value)
		case Tags, Labels:
			d.tags(value, c.Field == Labels)
		case Custom:
			d.c.Custom = append(d.c.Custom, CustomValue{c.Type, value})
		case BirthYear, BirthMonth, BirthDay:
			if d.c.Party.BirthDate == 0 { // a birthday without its year is worth keeping
				d.c.Custom = append(d.c.Custom, CustomValue{c.name, value})
			}
		}
	}
	d.c.Party.Note = strings.Join(notes, "\n")
}

// tags splits a cell of tags. Labels marked with * belong to the program
// that wrote them; in older files the mark means nothing.
func (d *customerDraft) tags(cell string, marked bool) {
	for _, t := range SplitTags(cell) {
		name, star := strings.CutPrefix(t, "* ")
		if star && marked {
			continue
		}
		if name = oneLine(name); name != "" && !containsFold(d.c.Tags, name) {
			d.c.Tags = append(d.c.Tags, name)
		}
	}
}

func containsFold(list []string, s string) bool {
	for _, l := range list {
		if strings.EqualFold(l, s) {
			return true
		}
	}
	return false
}

// SplitTags splits a cell of several tags: "a ::: b", "a; b", "a, b",
// "a | b", and "\"a, b\",\"c\"" with quotes inside the cell.
func SplitTags(cell string) []string {
	cell = strings.TrimSpace(cell)
	var parts []string
	switch {
	case strings.Contains(cell, ":::"):
		parts = strings.Split(cell, ":::")
	case strings.HasPrefix(cell, `"`) && strings.HasSuffix(cell, `"`) && len(cell) > 1:
		s := splitter{data: []byte(cell), dialect: dialect{sep: ','}}
		parts, _, _ = s.next()
	case strings.Contains(cell, ";"):
		parts = strings.Split(cell, ";")
	case strings.Contains(cell, " | "):
		parts = strings.Split(cell, " | ")
	case strings.ContainsAny(cell, ",，、"):
		parts = strings.FieldsFunc(cell, func(r rune) bool { return r == ',' || r == '，' || r == '、' })
	default:
		parts = []string{cell}
	}
	out := parts[:0:0]
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}
