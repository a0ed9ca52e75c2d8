package crm

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// PointKind says what a ContactPoint is.
type PointKind string

// The kinds of contact points.
const (
	PointPhone     PointKind = "phone"
	PointEmail     PointKind = "email"
	PointMessenger PointKind = "messenger"
	PointURL       PointKind = "url"
)

// ContactPoint is one way to reach a party. For phones Value is what was
// typed, and E164 and Digits are read from it; nothing typed is ever lost.
type ContactPoint struct {
	Kind    PointKind `cbor:"1,keyasint" json:"kind"`
	Value   string    `cbor:"2,keyasint" json:"value"`
	Type    string    `cbor:"3,keyasint,omitempty" json:"type,omitempty"` // home, work, mobile, fax, other …
	Label   string    `cbor:"4,keyasint,omitempty" json:"label,omitempty"`
	Primary bool      `cbor:"5,keyasint,omitempty" json:"primary,omitempty"`
	E164    string    `cbor:"6,keyasint,omitempty" json:"e164,omitempty"`   // "+33628230455", when the number could be read
	Digits  string    `cbor:"7,keyasint,omitempty" json:"digits,omitempty"` // national digits as dialled at home, "0628230455"
	Ext     string    `cbor:"8,keyasint,omitempty" json:"ext,omitempty"`
	Bounced Instant   `cbor:"9,keyasint,omitempty" json:"bounced,omitempty"`
}

// NewPhone reads a phone number as typed; region is the ISO country whose
// national numbers are meant when no country code is given. Validity is a
// hint only: whatever was typed is kept.
func NewPhone(raw, region string) ContactPoint {
	p := ContactPoint{Kind: PointPhone, Value: strings.TrimSpace(raw)}
	p.Digits = digitsOf(p.Value)
	n, err := phonenumbers.Parse(p.Value, region)
	if err != nil {
		return p
	}
	p.Ext = n.GetExtension()
	whole := strings.HasPrefix(p.Value, "+") && len(phonenumbers.GetNationalSignificantNumber(n)) >= plausibleDigits
	if whole || phonenumbers.IsPossibleNumber(n) {
		p.E164 = phonenumbers.Format(n, phonenumbers.E164)
		p.Digits = digitsOf(phonenumbers.Format(n, phonenumbers.NATIONAL))
		if p.Ext != "" {
			p.Digits = strings.TrimSuffix(p.Digits, digitsOf(p.Ext))
		}
	}
	return p
}

// plausibleDigits after a country code are believed though the numbering plan
// this program knows has no such length: plans change.
const plausibleDigits = 6

// NewEmail returns an e-mail contact point, trimmed.
func NewEmail(raw string) ContactPoint {
	return ContactPoint{Kind: PointEmail, Value: strings.TrimSpace(raw)}
}

func digitsOf(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r >= '０' && r <= '９': // full-width digits
			b.WriteRune(r - '０' + '0')
		}
	}
	return b.String()
}

// Key returns a text that is equal for equal contact points however they
// were typed: for finding a party again on import.
func (p ContactPoint) Key() string {
	number := p.E164
	if number == "" {
		number = p.Digits
	}
	switch {
	case p.Kind != PointPhone || number == "":
		return string(p.Kind) + ":" + strings.ToLower(p.Value)
	case p.Ext != "":
		return "phone:" + number + ";" + p.Ext
	}
	return "phone:" + number
}

func (p ContactPoint) check(c *checks, field string) {
	oneOf(c, field+".kind", p.Kind, PointPhone, PointEmail, PointMessenger, PointURL)
	c.required(field+".value", p.Value)
	c.short(field+".value", p.Value, 500)
	if p.Kind == PointEmail {
		at := strings.LastIndexByte(p.Value, '@')
		if at < 1 || at == len(p.Value)-1 || strings.ContainsAny(p.Value, " \t\r\n") {
			c.fail(field+".value", ErrFormat, p.Value)
		}
	}
}

// Address is a postal address.
type Address struct {
	Lines      []string `cbor:"1,keyasint,omitempty" json:"lines,omitempty"`
	Locality   string   `cbor:"2,keyasint,omitempty" json:"locality,omitempty"`
	Region     string   `cbor:"3,keyasint,omitempty" json:"region,omitempty"`
	PostalCode string   `cbor:"4,keyasint,omitempty" json:"postal_code,omitempty"`
	// Country is an ISO 3166-1 alpha-2 code where the country is known,
	// otherwise the name as given.
	Country string `cbor:"5,keyasint,omitempty" json:"country,omitempty"`
	Type    string `cbor:"6,keyasint,omitempty" json:"type,omitempty"` // billing, shipping, site, home, work
}

// IsZero reports whether nothing but the type is set.
func (a Address) IsZero() bool {
	return len(a.Lines) == 0 && a.Locality == "" && a.Region == "" && a.PostalCode == "" && a.Country == ""
}

// PersonName holds the parts of a name; only the party's DisplayName is required.
type PersonName struct {
	Given    string `cbor:"1,keyasint,omitempty" json:"given,omitempty"`
	Middle   string `cbor:"2,keyasint,omitempty" json:"middle,omitempty"`
	Family   string `cbor:"3,keyasint,omitempty" json:"family,omitempty"`
	Prefix   string `cbor:"4,keyasint,omitempty" json:"prefix,omitempty"`
	Suffix   string `cbor:"5,keyasint,omitempty" json:"suffix,omitempty"`
	Nickname string `cbor:"6,keyasint,omitempty" json:"nickname,omitempty"`
	Phonetic string `cbor:"7,keyasint,omitempty" json:"phonetic,omitempty"` // kana, pinyin
}

// Display joins the parts in the given order; familyFirst writes
// "Family Given" as in Chinese, Vietnamese, Japanese or Hungarian.
func (n PersonName) Display(familyFirst bool) string {
	parts := []string{n.Prefix, n.Given, n.Middle, n.Family, n.Suffix}
	if familyFirst {
		parts = []string{n.Prefix, n.Family, n.Middle, n.Given, n.Suffix}
	}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}
