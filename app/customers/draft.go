package customers

import (
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// draft is a party being written, as typed. It survives leaving the form.
type draft struct {
	was crm.Party // the stored party, zero for a new one

	kind       crm.PartyKind
	name       string
	parts      crm.PersonName
	company    string
	jobTitle   string
	phones     []pointDraft
	emails     []pointDraft
	addresses  []addressDraft
	group      string
	role       crm.Role
	birthday   crm.Date
	birthdayOK bool
	acquired   string     // where the customer came from
	won        crm.Amount // what it took; read only when wonKnown
	wonKnown   bool
	wonOK      bool
	channel    crm.Channel
	refused    map[crm.Channel]bool
	language   string
	cannot     []crm.DayPart
	tags       []string
	custom     map[string]string
	note       string
}

// pointDraft is a phone or an e-mail address; was is the stored one, kept
// as it is while the value stays.
type pointDraft struct {
	was   crm.ContactPoint
	value string
}

type addressDraft struct {
	was                            crm.Address
	street, place, postal, country string
}

// newDraft begins a party, or the change of one; tags are its tags by name.
func newDraft(p crm.Party, tags []string) *draft {
	d := &draft{was: p, kind: p.PartyKind, name: p.DisplayName, parts: p.Name, company: p.Company, jobTitle: p.JobTitle,
		group: p.Group, birthday: p.BirthDate, birthdayOK: true, acquired: p.Acquired, won: p.AcquisitionCost, wonKnown: p.AcquisitionKnown, wonOK: true, channel: p.PreferredChannel, language: p.Language,
		tags: tags, note: p.Note, refused: map[crm.Channel]bool{}, custom: map[string]string{}, role: crm.RoleCustomer}
	if d.kind == "" {
		d.kind = crm.Person
	}
	d.cannot = slices.Clone(p.CannotCome)
	if len(p.Roles) > 0 {
		d.role = p.Roles[0]
	}
	for c := range p.DoNotContact {
		d.refused[c] = true
	}
	for k, v := range p.Custom {
		d.custom[k] = v
	}
	for _, pt := range p.Points {
		switch pt.Kind {
		case crm.PointPhone:
			d.phones = append(d.phones, pointDraft{pt, pt.Value})
		case crm.PointEmail:
			d.emails = append(d.emails, pointDraft{pt, pt.Value})
		}
	}
	for _, a := range p.Addresses {
		d.addresses = append(d.addresses, addressDraft{a, strings.Join(a.Lines, ", "), a.Locality, a.PostalCode, a.Country})
	}
	if len(d.phones) == 0 {
		d.phones = []pointDraft{{}}
	}
	if len(d.emails) == 0 {
		d.emails = []pointDraft{{}}
	}
	if len(d.addresses) == 0 {
		d.addresses = []addressDraft{{}}
	}
	return d
}

// clone copies the draft so that later typing leaves the copy alone.
func (d *draft) clone() *draft {
	c := *d
	c.phones, c.emails, c.addresses = slices.Clone(d.phones), slices.Clone(d.emails), slices.Clone(d.addresses)
	c.tags, c.cannot = slices.Clone(d.tags), slices.Clone(d.cannot)
	c.refused, c.custom = map[crm.Channel]bool{}, map[string]string{}
	for k, v := range d.refused {
		c.refused[k] = v
	}
	for k, v := range d.custom {
		c.custom[k] = v
	}
	return &c
}

func (d *draft) equal(o *draft) bool { return reflect.DeepEqual(d, o) }

// built is a party made of a draft, and which field of the form each of its
// contact points came from.
type built struct {
	party  crm.Party
	fields []string // by index in party.Points
}

// build makes the party. region is the country of phones without country
// code; today is when a channel newly refused is refused from. Tags are left
// to the change set that saves.
func (d *draft) build(region string, familyFirst bool, today crm.Date) built {
	p := d.was
	p.PartyKind, p.Name = d.kind, trimmedName(d.parts)
	p.DisplayName = strings.TrimSpace(d.name)
	if p.DisplayName == "" {
		p.DisplayName = p.Name.Display(familyFirst)
	}
	p.Company, p.JobTitle, p.Group = strings.TrimSpace(d.company), strings.TrimSpace(d.jobTitle), strings.TrimSpace(d.group)
	p.BirthDate, p.PreferredChannel, p.Language, p.Note = d.birthday, d.channel, strings.TrimSpace(d.language), strings.TrimRight(d.note, "\n ")
	p.Acquired, p.AcquisitionCost, p.AcquisitionKnown = strings.TrimSpace(d.acquired), d.won, d.wonKnown
	p.Roles = d.roles()
	p.DoNotContact, p.CannotCome = d.doNotContact(today), d.cannot
	p.Custom = d.customValues()
	p.Addresses = d.postal()
	out := built{party: p}
	out.points(d, region)
	return out
}

func trimmedName(n crm.PersonName) crm.PersonName {
	v := reflect.ValueOf(&n).Elem()
	for i := range v.NumField() {
		v.Field(i).SetString(strings.TrimSpace(v.Field(i).String()))
	}
	return n
}

// roles keeps the further roles a party holds.
func (d *draft) roles() []crm.Role {
	if slices.Contains(d.was.Roles, d.role) {
		return d.was.Roles
	}
	return append([]crm.Role{d.role}, slices.Clone(d.was.Roles[min(1, len(d.was.Roles)):])...)
}

func (d *draft) doNotContact(today crm.Date) map[crm.Channel]crm.Date {
	var out map[crm.Channel]crm.Date
	for _, c := range crm.Channels() {
		if !d.refused[c] {
			continue
		}
		if out == nil {
			out = map[crm.Channel]crm.Date{}
		}
		out[c] = today
		if since, already := d.was.DoNotContact[c]; already {
			out[c] = since
		}
	}
	return out
}

func (d *draft) customValues() map[string]string {
	var out map[string]string
	for k, v := range d.custom {
		if v = strings.TrimSpace(v); v != "" {
			if out == nil {
				out = map[string]string{}
			}
			out[k] = v
		}
	}
	return out
}

func (d *draft) postal() []crm.Address {
	var out []crm.Address
	for _, a := range d.addresses {
		n := a.was
		if lines := strings.TrimSpace(a.street); lines != strings.Join(a.was.Lines, ", ") {
			n.Lines = splitLines(lines)
		}
		n.Locality, n.PostalCode, n.Country = strings.TrimSpace(a.place), strings.TrimSpace(a.postal), countryCode(a.country)
		if !n.IsZero() {
			out = append(out, n)
		}
	}
	return out
}

func splitLines(street string) (lines []string) {
	for l := range strings.SplitSeq(street, ",") {
		if l = strings.TrimSpace(l); l != "" {
			lines = append(lines, l)
		}
	}
	return lines
}

// countryCode is the ISO code of two letters, other texts stay as they are.
func countryCode(s string) string {
	s = strings.TrimSpace(s)
	if len(s) == 2 {
		return strings.ToUpper(s)
	}
	return s
}

// points reads phones and e-mails and keeps what the form does not show.
func (b *built) points(d *draft, region string) {
	b.party.Points = nil
	add := func(p crm.ContactPoint, field string) {
		b.party.Points = append(b.party.Points, p)
		b.fields = append(b.fields, field)
	}
	for i, ph := range d.phones {
		if v := strings.TrimSpace(ph.value); v != "" {
			add(ph.point(v, func() crm.ContactPoint { return crm.NewPhone(v, region) }), "phone."+strconv.Itoa(i))
		}
	}
	for i, em := range d.emails {
		if v := strings.TrimSpace(em.value); v != "" {
			add(em.point(v, func() crm.ContactPoint { return crm.NewEmail(v) }), "email."+strconv.Itoa(i))
		}
	}
	for _, pt := range d.was.Points {
		if pt.Kind != crm.PointPhone && pt.Kind != crm.PointEmail {
			add(pt, "")
		}
	}
}

// point is the stored one while its value stays, else a new one that keeps
// type, label and rank.
func (p pointDraft) point(value string, fresh func() crm.ContactPoint) crm.ContactPoint {
	if p.was.Value == value {
		return p.was
	}
	n := fresh()
	n.Type, n.Label, n.Primary = p.was.Type, p.was.Label, p.was.Primary
	return n
}

// problems finds what is wrong, by field of the form; err is what saving
// answered, nil before.
func (b built) problems(d *draft, fields []*crm.CustomField, err error) map[string]string {
	out := map[string]string{}
	if err == nil {
		err = b.party.Validate()
	}
	var list crm.FieldErrors
	if errors.As(err, &list) {
		for _, e := range list {
			name, code := b.field(e.Field), e.Code
			if code == crm.ErrFormat && strings.HasPrefix(name, "email.") {
				code = ui.ErrEmail
			}
			out[name] = code
		}
	}
	for _, f := range fields {
		if f.CheckValue(strings.TrimSpace(d.custom[f.Code])) != nil {
			out["custom."+f.Code] = crm.ErrFormat
		}
	}
	if !d.birthdayOK {
		out["birth_date"] = crm.ErrFormat
	}
	if !d.wonOK {
		out["acquisition_cost"] = ui.ErrNumber
	}
	return out
}

// field is the form's name of a field of the record.
func (b built) field(name string) string {
	rest, isPoint := strings.CutPrefix(name, "points.")
	if !isPoint {
		return name
	}
	number, _, _ := strings.Cut(rest, ".")
	if i, err := strconv.Atoi(number); err == nil && i < len(b.fields) {
		return b.fields[i]
	}
	return name
}

// put saves the party with its tags.
func (b *built) put(tx *book.Tx, d *draft) error {
	tags, err := tagsNamed(tx, d.tags)
	if err != nil {
		return err
	}
	b.party.Tags = tags
	return tx.Put(&b.party)
}
