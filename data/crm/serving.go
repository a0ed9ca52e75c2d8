package crm

// ActivityRate is what one kind of contact costs the business from a day on,
// in the base currency. The newest rate of a kind not after the contact's day
// holds; a rate for the empty kind holds for all kinds without one.
type ActivityRate struct {
	Meta
	Activity   InteractionKind `cbor:"10,keyasint,omitempty" json:"activity,omitempty"`
	From       Date            `cbor:"11,keyasint,omitempty" json:"from,omitempty"` // zero: since ever
	PerMinute  Price           `cbor:"12,keyasint,omitempty" json:"per_minute,omitempty"`
	PerContact Price           `cbor:"13,keyasint,omitempty" json:"per_contact,omitempty"`
	PerKm      Price           `cbor:"14,keyasint,omitempty" json:"per_km,omitempty"` // of travel; minutes of travel cost PerMinute
}

// Kind is KindActivityRate.
func (*ActivityRate) Kind() Kind { return KindActivityRate }

// Validate requires a known activity and rates that are not negative.
func (a *ActivityRate) Validate() error {
	var c checks
	if a.Activity != "" {
		oneOf(&c, "activity", a.Activity, InteractionKinds()...)
	}
	for _, f := range []struct {
		name string
		rate Price
	}{{"per_minute", a.PerMinute}, {"per_contact", a.PerContact}, {"per_km", a.PerKm}} {
		if f.rate < 0 {
			c.fail(f.name, ErrRange, "")
		}
	}
	return c.err()
}
