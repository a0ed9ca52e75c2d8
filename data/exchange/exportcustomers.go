package exchange

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"regulars/data/crm"
)

// column is a heading with what stands below it.
type column struct {
	heading string
	cell    func(*crm.Party) string
}

// customers writes every party that is not in the trash, by name.
func (x *exporter) customers() ([]string, iter.Seq[[]string]) {
	columns := x.customerColumns()
	header := make([]string, len(columns))
	for i, c := range columns {
		header[i] = c.heading
	}
	parties := slices.Clone(x.partyList)
	slices.SortFunc(parties, func(a, b *crm.Party) int {
		return cmp.Or(cmp.Compare(fold(a.DisplayName), fold(b.DisplayName)), cmp.Compare(partyNumber(a), partyNumber(b)))
	})
	return header, each(parties, func(p *crm.Party) []string {
		row := make([]string, len(columns))
		for i, c := range columns {
			row[i] = c.cell(p)
		}
		return row
	})
}

func (x *exporter) customerColumns() []column {
	columns := []column{
		{"Customer ID", partyNumber},
		{"Name", partyName},
		{"Prefix", func(p *crm.Party) string { return p.Name.Prefix }},
		{"First Name", func(p *crm.Party) string { return p.Name.Given }},
		{"Middle Name", func(p *crm.Party) string { return p.Name.Middle }},
		{"Last Name", func(p *crm.Party) string { return p.Name.Family }},
		{"Suffix", func(p *crm.Party) string { return p.Name.Suffix }},
		{"Nickname", func(p *crm.Party) string { return p.Name.Nickname }},
		{"Phonetic Name", func(p *crm.Party) string { return p.Name.Phonetic }},
		{"Company", companyName},
		{"Job Title", func(p *crm.Party) string { return p.JobTitle }},
		{"Birthday", func(p *crm.Party) string { return p.BirthDate.String() }},
		{"Customer Group", func(p *crm.Party) string { return p.Group }},
		{"Language", func(p *crm.Party) string { return p.Language }},
		{"Industry", func(p *crm.Party) string { return p.Industry }},
		{"Tax ID", func(p *crm.Party) string { return p.TaxID }},
		{"Tags", x.tagText},
		{"Notes", func(p *crm.Party) string { return p.Note }},
	}
	for _, k := range []struct {
		kind crm.PointKind
		name string
	}{{crm.PointEmail, "E-mail"}, {crm.PointPhone, "Phone"}, {crm.PointURL, "Website"}, {crm.PointMessenger, "IM"}} {
		columns = append(columns, x.pointColumns(k.kind, k.name)...)
	}
	columns = append(columns, x.addressColumns()...)
	return append(columns, x.fieldColumns()...)
}

// companyName is the company; that of an organisation is its own name, by
// which reading knows it from a person.
func companyName(p *crm.Party) string {
	if p.PartyKind == crm.Organization {
		return firstSet(p.Company, p.DisplayName)
	}
	return p.Company
}

func most(parties []*crm.Party, of func(*crm.Party) int) (n int) {
	for _, p := range parties {
		n = max(n, of(p))
	}
	return n
}

func pointsOf(p *crm.Party, kind crm.PointKind) (out []crm.ContactPoint) {
	for _, pt := range p.Points {
		if pt.Kind == kind {
			out = append(out, pt)
		}
	}
	return out
}

// at is the i-th element, or the zero one where there are fewer.
func at[T any](list []T, i int) (v T) {
	if i < len(list) {
		return list[i]
	}
	return v
}

func (x *exporter) pointColumns(kind crm.PointKind, name string) (columns []column) {
	n := most(x.partyList, func(p *crm.Party) int { return len(pointsOf(p, kind)) })
	for i := range n {
		head := fmt.Sprintf("%s %d - ", name, i+1)
		columns = append(columns,
			column{head + "Type", func(p *crm.Party) string { return typeText(at(pointsOf(p, kind), i)) }},
			column{head + "Value", func(p *crm.Party) string { return at(pointsOf(p, kind), i).Value }})
	}
	return columns
}

// otherType is written for a point or address without a type: reading takes
// an empty cell for the same.
const otherType = "other"

// typeText writes the label a person chose, or the type; a star marks the
// point to use first.
func typeText(pt crm.ContactPoint) string {
	if pt.Value == "" {
		return ""
	}
	text := firstSet(pt.Label, strings.ReplaceAll(pt.Type, "_", " "), otherType)
	if pt.Primary {
		return "* " + text
	}
	return text
}

func (x *exporter) addressColumns() (columns []column) {
	parts := []struct {
		name string
		of   func(crm.Address) string
	}{
		{"Type", addressType},
		{"Street", func(a crm.Address) string { return strings.Join(a.Lines, "\n") }},
		{"City", func(a crm.Address) string { return a.Locality }},
		{"Region", func(a crm.Address) string { return a.Region }},
		{"Postal Code", func(a crm.Address) string { return a.PostalCode }},
		{"Country", func(a crm.Address) string { return a.Country }},
	}
	for i := range most(x.partyList, func(p *crm.Party) int { return len(p.Addresses) }) {
		for _, part := range parts {
			columns = append(columns, column{fmt.Sprintf("Address %d - %s", i+1, part.name),
				func(p *crm.Party) string { return part.of(at(p.Addresses, i)) }})
		}
	}
	return columns
}

func addressType(a crm.Address) string {
	if a.IsZero() {
		return ""
	}
	return firstSet(a.Type, otherType)
}

// fieldColumns are the custom fields that anybody has a value in, by label.
func (x *exporter) fieldColumns() (columns []column) {
	fields := slices.Clone(x.fields)
	slices.SortFunc(fields, func(a, b *crm.CustomField) int {
		return cmp.Or(cmp.Compare(a.Label, b.Label), cmp.Compare(a.Code, b.Code))
	})
	for _, f := range fields {
		value := func(p *crm.Party) string { return p.Custom[f.Code] }
		if slices.ContainsFunc(x.partyList, func(p *crm.Party) bool { return value(p) != "" }) {
			columns = append(columns, column{f.Label, value})
		}
	}
	return columns
}

// tagText writes the tags so that table.SplitTags reads them back, also
// those with separators in their names.
func (x *exporter) tagText(p *crm.Party) string {
	var names []string
	quoted := false
	for _, id := range p.Tags {
		if n := x.tags[id]; n != "" {
			names = append(names, n)
			quoted = quoted || strings.ContainsAny(n, `,;|"，、`)
		}
	}
	if !quoted {
		return strings.Join(names, "; ")
	}
	for i, n := range names {
		names[i] = `"` + strings.ReplaceAll(n, `"`, `""`) + `"`
	}
	return strings.Join(names, ",")
}
