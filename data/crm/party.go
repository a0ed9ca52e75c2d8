package crm

import "slices"

// PartyKind is a person or an organisation.
type PartyKind string

// The kinds of parties.
const (
	Person       PartyKind = "person"
	Organization PartyKind = "organization"
)

// Role is what a party is to the business; a party can hold several.
type Role string

// The roles.
const (
	RoleCustomer    Role = "customer"
	RoleProspect    Role = "prospect"
	RolePartner     Role = "partner"
	RoleSupplier    Role = "supplier"
	RoleDistributor Role = "distributor"
	RoleReferrer    Role = "referrer"
)

// Channel is how a contact or a sale happens.
type Channel string

// The channels.
const (
	ChannelInPerson Channel = "in_person"
	ChannelPhone    Channel = "phone"
	ChannelEmail    Channel = "email"
	ChannelWeb      Channel = "web"
	ChannelSMS      Channel = "sms"
	ChannelChat     Channel = "chat"
	ChannelPost     Channel = "post"
	ChannelEvent    Channel = "event"
)

// Channels lists all channels in the order shown to people.
func Channels() []Channel {
	return []Channel{ChannelInPerson, ChannelPhone, ChannelEmail, ChannelWeb, ChannelSMS, ChannelChat, ChannelPost, ChannelEvent}
}

// Party is a person or an organisation the business deals with.
type Party struct {
	Meta
	PartyKind   PartyKind  `cbor:"10,keyasint,omitempty" json:"party_kind"`
	DisplayName string     `cbor:"11,keyasint,omitempty" json:"display_name"`
	Name        PersonName `cbor:"12,keyasint,omitzero" json:"name,omitzero"`
	// Company is the organisation's name as text, for a person whose
	// organisation is not a record of its own.
	Company   string         `cbor:"13,keyasint,omitempty" json:"company,omitempty"`
	JobTitle  string         `cbor:"14,keyasint,omitempty" json:"job_title,omitempty"`
	Roles     []Role         `cbor:"15,keyasint,omitempty" json:"roles,omitempty"`
	Points    []ContactPoint `cbor:"16,keyasint,omitempty" json:"points,omitempty"`
	Addresses []Address      `cbor:"17,keyasint,omitempty" json:"addresses,omitempty"`
	Tags      []ID           `cbor:"18,keyasint,omitempty" json:"tags,omitempty"`
	Note      string         `cbor:"19,keyasint,omitempty" json:"note,omitempty"`
	BirthDate Date           `cbor:"20,keyasint,omitempty" json:"birth_date,omitempty"`
	Industry  string         `cbor:"21,keyasint,omitempty" json:"industry,omitempty"`
	Language  string         `cbor:"22,keyasint,omitempty" json:"language,omitempty"` // BCP 47
	TaxID     string         `cbor:"23,keyasint,omitempty" json:"tax_id,omitempty"`
	FirstSeen Date           `cbor:"24,keyasint,omitempty" json:"first_seen,omitempty"`
	// Acquired names where the customer came from (a ReasonCode or text of an import).
	Acquired         string  `cbor:"25,keyasint,omitempty" json:"acquired,omitempty"`
	PreferredChannel Channel `cbor:"26,keyasint,omitempty" json:"preferred_channel,omitempty"`
	PreferredTime    string  `cbor:"27,keyasint,omitempty" json:"preferred_time,omitempty"`
	// DoNotContact maps a channel to the day since when it must not be used.
	DoNotContact map[Channel]Date `cbor:"28,keyasint,omitempty" json:"do_not_contact,omitempty"`
	// ExternalID is the number the party has in the file or program it came from.
	ExternalID string `cbor:"29,keyasint,omitempty" json:"external_id,omitempty"`
	// Group is the segment the business itself uses (Consumer, Corporate …).
	Group string `cbor:"30,keyasint,omitempty" json:"group,omitempty"`
	// AcquisitionCost is what it took to win the customer, in minor units of
	// the base currency; unknown is not zero: read it only when AcquisitionKnown.
	AcquisitionCost  Amount `cbor:"31,keyasint,omitempty" json:"acquisition_cost,omitempty"`
	AcquisitionKnown bool   `cbor:"32,keyasint,omitempty" json:"acquisition_known,omitempty"`
	// CannotCome are the parts of the week and the day the party is not to be
	// asked for, in the order of DayParts.
	CannotCome []DayPart `cbor:"33,keyasint,omitempty" json:"cannot_come,omitempty"`
}

// Kind is KindParty.
func (*Party) Kind() Kind { return KindParty }

// Validate requires a display name, a known kind and roles, and well-formed contact points.
func (p *Party) Validate() error {
	var c checks
	oneOf(&c, "party_kind", p.PartyKind, Person, Organization)
	c.required("display_name", p.DisplayName)
	c.short("display_name", p.DisplayName, 500)
	c.short("note", p.Note, maxText)
	for _, d := range p.CannotCome {
		oneOf(&c, "cannot_come", d, DayParts()...)
	}
	for _, r := range p.Roles {
		oneOf(&c, "roles", r, RoleCustomer, RoleProspect, RolePartner, RoleSupplier, RoleDistributor, RoleReferrer)
	}
	for i, pt := range p.Points {
		pt.check(&c, indexed("points", i))
	}
	if p.AcquisitionCost < 0 {
		c.fail("acquisition_cost", ErrRange, "")
	}
	if p.PreferredChannel != "" {
		oneOf(&c, "preferred_channel", p.PreferredChannel, Channels()...)
	}
	return c.err()
}

// HasRole reports whether the party holds the role.
func (p *Party) HasRole(r Role) bool { return slices.Contains(p.Roles, r) }

// Point returns the primary contact point of a kind, else the first of it,
// else an empty one.
func (p *Party) Point(kind PointKind) ContactPoint {
	var first ContactPoint
	for _, pt := range p.Points {
		if pt.Kind != kind {
			continue
		}
		if pt.Primary {
			return pt
		}
		if first.Value == "" {
			first = pt
		}
	}
	return first
}

// Country is the country of the first address that names one.
func (p *Party) Country() string {
	for _, a := range p.Addresses {
		if a.Country != "" {
			return a.Country
		}
	}
	return ""
}

// Relationship links two parties.
type Relationship struct {
	Meta
	From  ID     `cbor:"10,keyasint,omitzero" json:"from"`
	To    ID     `cbor:"11,keyasint,omitzero" json:"to"`
	Type  string `cbor:"12,keyasint,omitempty" json:"type"` // employs, spouse, parent_company, assistant, decision_maker, knows
	Since Date   `cbor:"13,keyasint,omitempty" json:"since,omitempty"`
	Until Date   `cbor:"14,keyasint,omitempty" json:"until,omitempty"`
	Note  string `cbor:"15,keyasint,omitempty" json:"note,omitempty"`
}

// RelationshipTypes lists the known types.
func RelationshipTypes() []string {
	return []string{"employs", "spouse", "parent_company", "assistant", "decision_maker", "knows"}
}

// Kind is KindRelationship.
func (*Relationship) Kind() Kind { return KindRelationship }

// Validate requires two different ends, a known type and dates in order.
func (r *Relationship) Validate() error {
	var c checks
	if r.From.IsZero() {
		c.fail("from", ErrRequired, "")
	}
	if r.To.IsZero() {
		c.fail("to", ErrRequired, "")
	} else if r.From == r.To {
		c.fail("to", ErrSelf, "")
	}
	oneOf(&c, "type", r.Type, RelationshipTypes()...)
	if r.Since != 0 && r.Until != 0 && r.Until < r.Since {
		c.fail("until", ErrOrder, r.Until.String())
	}
	return c.err()
}
