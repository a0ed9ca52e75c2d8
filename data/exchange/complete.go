package exchange

import (
	"maps"
	"reflect"
	"slices"

	"regulars/data/crm"
)

// complete adds what a file of customers says to a party. fileWins lets it
// replace values the party has; otherwise only empty fields are filled.
func complete(p, file *crm.Party, fileWins bool) {
	set := func(to *string, v string) {
		if v != "" && (fileWins || *to == "") {
			*to = v
		}
	}
	if !isPointName(file) || isPointName(p) {
		set(&p.DisplayName, file.DisplayName)
	}
	if isPointName(p) && !isPointName(file) {
		p.DisplayName = file.DisplayName // a name at last
	}
	for _, f := range [...]struct {
		to   *string
		text string
	}{
		{&p.Name.Given, file.Name.Given}, {&p.Name.Middle, file.Name.Middle}, {&p.Name.Family, file.Name.Family}, {&p.Name.Prefix, file.Name.Prefix},
		{&p.Name.Suffix, file.Name.Suffix}, {&p.Name.Nickname, file.Name.Nickname}, {&p.Name.Phonetic, file.Name.Phonetic},
		{&p.Company, file.Company}, {&p.JobTitle, file.JobTitle}, {&p.Note, file.Note}, {&p.Industry, file.Industry}, {&p.Language, file.Language},
		{&p.TaxID, file.TaxID}, {&p.Group, file.Group},
	} {
		set(f.to, f.text)
	}
	if p.ExternalID == "" && file.ExternalID != p.ID.String() {
		p.ExternalID = file.ExternalID
	}
	if file.BirthDate != 0 && (fileWins || p.BirthDate == 0) {
		p.BirthDate = file.BirthDate
	}
	completeLists(p, file)
	completeCustom(p, file, fileWins)
}

func completeLists(p, file *crm.Party) {
	p.Points, p.Addresses, p.Tags = slices.Clone(p.Points), slices.Clone(p.Addresses), slices.Clone(p.Tags)
	for _, pt := range file.Points {
		if !slices.ContainsFunc(p.Points, func(o crm.ContactPoint) bool { return o.Key() == pt.Key() }) {
			p.Points = append(p.Points, pt)
		}
	}
	for _, a := range file.Addresses {
		if !slices.ContainsFunc(p.Addresses, func(o crm.Address) bool { return samePlace(o, a) }) {
			p.Addresses = append(p.Addresses, a)
		}
	}
	for _, t := range file.Tags {
		if !slices.Contains(p.Tags, t) {
			p.Tags = append(p.Tags, t)
		}
	}
}

// samePlace reports whether two addresses say the same but for their type.
func samePlace(a, b crm.Address) bool {
	a.Type, b.Type = "", ""
	return reflect.DeepEqual(a, b)
}

func completeCustom(p, file *crm.Party, fileWins bool) {
	if len(file.Custom) == 0 {
		return
	}
	p.Custom = maps.Clone(p.Custom)
	if p.Custom == nil {
		p.Custom = map[string]string{}
	}
	for k, v := range file.Custom {
		if v != "" && (fileWins || p.Custom[k] == "") {
			p.Custom[k] = v
		}
	}
}

// fillGaps adds what a file of sales says of a customer to a party that the
// book has: only what is missing altogether, for such files repeat old
// addresses and numbers for years. It reports whether anything was new.
func fillGaps(p, file *crm.Party) (changed bool) {
	before := *p
	if isPlaceholder(p) && !isPlaceholder(file) {
		p.DisplayName = file.DisplayName
	}
	if p.Name == (crm.PersonName{}) && fold(file.DisplayName) == fold(p.DisplayName) {
		p.Name = file.Name
	}
	p.Company, p.Group = firstSet(p.Company, file.Company), firstSet(p.Group, file.Group)
	if p.ExternalID == "" && file.ExternalID != p.ID.String() {
		p.ExternalID = file.ExternalID
	}
	p.Points = slices.Clone(p.Points)
	for _, pt := range file.Points {
		if p.Point(pt.Kind).Value == "" {
			p.Points = append(p.Points, pt)
		}
	}
	for _, a := range file.Addresses {
		// The country of an order alone is not where somebody lives.
		if len(p.Addresses) == 0 && (len(a.Lines) > 0 || a.Locality+a.PostalCode != "") {
			p.Addresses = []crm.Address{a}
		}
	}
	return !reflect.DeepEqual(before, *p)
}

// numberSign begins the name of a customer of whom only a number is known.
const numberSign = "№ "

// isPlaceholder reports whether a party has no name of its own yet.
func isPlaceholder(p *crm.Party) bool {
	return isPointName(p) || p.ExternalID != "" && p.DisplayName == numberSign+p.ExternalID
}
