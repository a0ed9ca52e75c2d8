package crm

import "strconv"

// Site is a place of the business.
type Site struct {
	Meta
	Name     string  `cbor:"10,keyasint,omitempty" json:"name"`
	Address  Address `cbor:"11,keyasint,omitzero" json:"address,omitzero"`
	Note     string  `cbor:"12,keyasint,omitempty" json:"note,omitempty"`
	Inactive bool    `cbor:"13,keyasint,omitempty" json:"inactive,omitempty"`
}

// Kind is KindSite.
func (*Site) Kind() Kind { return KindSite }

// Validate requires a name.
func (s *Site) Validate() error {
	var c checks
	c.required("name", s.Name)
	c.short("name", s.Name, 200)
	return c.err()
}

// ResourceKinds lists what can be booked, in the order shown to people.
func ResourceKinds() []string {
	return []string{"room", "table", "chair", "person", "class", "vehicle", "machine", "other"}
}

// Weekdays is a set of days of the week: bit 0 is Sunday. The empty set
// stands for all seven.
type Weekdays uint8

// Has reports whether a day of the week (0 Sunday to 6 Saturday) is in the set.
func (w Weekdays) Has(day int) bool { return w == 0 || w>>day&1 == 1 }

// Resource is something of which a fixed number can be sold for each night
// or slot: eight guest rooms, three chairs, a course of twelve places.
type Resource struct {
	Meta
	Name         string `cbor:"10,keyasint,omitempty" json:"name"`
	ResourceKind string `cbor:"11,keyasint,omitempty" json:"resource_kind"`
	Units        int    `cbor:"12,keyasint,omitempty" json:"units"` // offered in each slot
	Site         ID     `cbor:"13,keyasint,omitzero" json:"site,omitzero"`
	// SlotMinutes is the length of a slot; 0 sells by the night.
	SlotMinutes int      `cbor:"14,keyasint,omitempty" json:"slot_minutes,omitempty"`
	Open        Weekdays `cbor:"15,keyasint,omitempty" json:"open,omitempty"`
	OpenFrom    Clock    `cbor:"16,keyasint,omitempty" json:"open_from,omitempty"` // only with slots
	OpenTo      Clock    `cbor:"17,keyasint,omitempty" json:"open_to,omitempty"`
	// FullPrice and VariableCost are for one unit in one slot, base currency.
	FullPrice    Price `cbor:"18,keyasint,omitempty" json:"full_price"`
	VariableCost Price `cbor:"19,keyasint,omitempty" json:"variable_cost,omitempty"`
	CostKnown    bool  `cbor:"20,keyasint,omitempty" json:"cost_known,omitempty"`
	// Overbook is how many units more than Units may be confirmed.
	Overbook int    `cbor:"21,keyasint,omitempty" json:"overbook,omitempty"`
	Inactive bool   `cbor:"22,keyasint,omitempty" json:"inactive,omitempty"`
	Note     string `cbor:"23,keyasint,omitempty" json:"note,omitempty"`
}

// Kind is KindResource.
func (*Resource) Kind() Kind { return KindResource }

// Validate requires a name, a known kind and sizes in range.
func (r *Resource) Validate() error {
	var c checks
	c.required("name", r.Name)
	c.short("name", r.Name, 200)
	oneOf(&c, "resource_kind", r.ResourceKind, ResourceKinds()...)
	c.within("units", r.Units, 0, 100000)
	c.within("slot_minutes", r.SlotMinutes, 0, 24*60)
	c.within("overbook", r.Overbook, 0, 100000)
	if r.FullPrice < 0 {
		c.fail("full_price", ErrRange, "")
	}
	if r.VariableCost < 0 {
		c.fail("variable_cost", ErrRange, "")
	}
	if r.OpenFrom.Known() && r.OpenTo.Known() && r.OpenTo <= r.OpenFrom {
		c.fail("open_to", ErrOrder, r.OpenTo.String())
	}
	return c.err()
}

// Nightly reports whether the resource is sold by the night.
func (r *Resource) Nightly() bool { return r.SlotMinutes == 0 }

// SlotsADay is how many slots one unit offers on an open day: one night, or
// those that fit into the opening hours, at least one.
func (r *Resource) SlotsADay() int {
	if r.Nightly() || !r.OpenFrom.Known() || !r.OpenTo.Known() {
		return 1
	}
	return max(1, int(r.OpenTo-r.OpenFrom)/r.SlotMinutes)
}

// UnitsOn is how many units are offered in each slot of a day; of calendars
// of the resource that speak of the same day the last one holds.
func (r *Resource) UnitsOn(d Date, calendars []CapacityCalendar) int {
	units := r.Units
	if !r.Open.Has(int(d.Weekday())) {
		units = 0
	}
	for i := range calendars {
		if c := &calendars[i]; c.Resource == r.ID && c.From <= d && d <= c.To {
			units = c.Units
		}
	}
	return units
}

// Limit is how many units may be taken in each slot of a day: those offered
// and, on an open day, those that may be overbooked.
func (r *Resource) Limit(d Date, calendars []CapacityCalendar) int {
	units := r.UnitsOn(d, calendars)
	if units > 0 {
		units += r.Overbook
	}
	return units
}

// CapacityCalendar changes how many units of a resource are offered on some
// days; zero units close it.
type CapacityCalendar struct {
	Meta
	Resource ID     `cbor:"10,keyasint,omitzero" json:"resource"`
	From     Date   `cbor:"11,keyasint,omitempty" json:"from"`
	To       Date   `cbor:"12,keyasint,omitempty" json:"to"` // the last day
	Units    int    `cbor:"13,keyasint,omitempty" json:"units"`
	Reason   string `cbor:"14,keyasint,omitempty" json:"reason,omitempty"`
}

// Kind is KindCapacity.
func (*CapacityCalendar) Kind() Kind { return KindCapacity }

// Validate requires a resource and days in order.
func (c *CapacityCalendar) Validate() error {
	var k checks
	if c.Resource.IsZero() {
		k.fail("resource", ErrRequired, "")
	}
	k.span("from", c.From, "to", c.To)
	k.within("units", c.Units, 0, 100000)
	return k.err()
}

// RateClass is a price for a unit of a resource with the fences around it:
// who may have it, and when.
type RateClass struct {
	Meta
	Name          string   `cbor:"10,keyasint,omitempty" json:"name"`
	Resource      ID       `cbor:"11,keyasint,omitzero" json:"resource"`
	Price         Price    `cbor:"12,keyasint,omitempty" json:"price"` // a unit and slot, base currency
	MinAdvance    int      `cbor:"13,keyasint,omitempty" json:"min_advance_days,omitempty"`
	MinUnits      int      `cbor:"14,keyasint,omitempty" json:"min_units,omitempty"`
	MaxUnits      int      `cbor:"15,keyasint,omitempty" json:"max_units,omitempty"` // 0: no limit
	Days          Weekdays `cbor:"16,keyasint,omitempty" json:"days,omitempty"`
	FromTime      Clock    `cbor:"17,keyasint,omitempty" json:"from_time,omitempty"`
	ToTime        Clock    `cbor:"18,keyasint,omitempty" json:"to_time,omitempty"`
	Tag           ID       `cbor:"19,keyasint,omitzero" json:"tag,omitzero"` // only for customers with this tag
	NonRefundable bool     `cbor:"20,keyasint,omitempty" json:"non_refundable,omitempty"`
	Inactive      bool     `cbor:"21,keyasint,omitempty" json:"inactive,omitempty"`
}

// Kind is KindRateClass.
func (*RateClass) Kind() Kind { return KindRateClass }

// Validate requires a name, a resource and sizes in range.
func (r *RateClass) Validate() error {
	var c checks
	c.required("name", r.Name)
	c.short("name", r.Name, 200)
	if r.Resource.IsZero() {
		c.fail("resource", ErrRequired, "")
	}
	if r.Price < 0 {
		c.fail("price", ErrRange, "")
	}
	c.within("min_advance_days", r.MinAdvance, 0, 3650)
	c.within("min_units", r.MinUnits, 0, 100000)
	if c.within("max_units", r.MaxUnits, 0, 100000); r.MaxUnits > 0 && r.MaxUnits < r.MinUnits {
		c.fail("max_units", ErrOrder, strconv.Itoa(r.MaxUnits))
	}
	return c.err()
}

// BookingStatus is how far a booking has come.
type BookingStatus string

// The states of a booking. Confirmed and seated ones take units and bring money.
const (
	BookingRequest   BookingStatus = "request"
	BookingHeld      BookingStatus = "held"
	BookingConfirmed BookingStatus = "confirmed"
	BookingSeated    BookingStatus = "seated"
	BookingNoShow    BookingStatus = "no_show"
	BookingCancelled BookingStatus = "cancelled"
	BookingRefused   BookingStatus = "refused"
)

// BookingStatuses lists all states in the order of a booking's life.
func BookingStatuses() []BookingStatus {
	return []BookingStatus{BookingRequest, BookingHeld, BookingConfirmed, BookingSeated, BookingNoShow, BookingCancelled, BookingRefused}
}

// Takes reports whether a booking in this state takes its units.
func (s BookingStatus) Takes() bool {
	return s == BookingHeld || s == BookingConfirmed || s == BookingSeated
}

// Booking is units of a resource asked for by somebody: nights from Start to
// the day End of leaving, or on the day Start from StartTime to EndTime.
type Booking struct {
	Meta
	Resource   ID            `cbor:"10,keyasint,omitzero" json:"resource"`
	Start      Date          `cbor:"11,keyasint,omitempty" json:"start"`
	End        Date          `cbor:"12,keyasint,omitempty" json:"end,omitempty"` // the day of leaving; Start for a slot
	StartTime  Clock         `cbor:"13,keyasint,omitempty" json:"start_time,omitempty"`
	EndTime    Clock         `cbor:"14,keyasint,omitempty" json:"end_time,omitempty"`
	Units      int           `cbor:"15,keyasint,omitempty" json:"units"`
	Party      ID            `cbor:"16,keyasint,omitzero" json:"party,omitzero"`
	PartySize  int           `cbor:"17,keyasint,omitempty" json:"party_size,omitempty"`
	RateClass  ID            `cbor:"18,keyasint,omitzero" json:"rate_class,omitzero"`
	Net        Amount        `cbor:"19,keyasint,omitempty" json:"net"`             // for all units and nights, base currency
	Extra      Amount        `cbor:"20,keyasint,omitempty" json:"extra,omitempty"` // margin of what is sold beside it
	Status     BookingStatus `cbor:"21,keyasint,omitempty" json:"status"`
	BookedOn   Date          `cbor:"22,keyasint,omitempty" json:"booked_on,omitempty"`
	EndedOn    Date          `cbor:"23,keyasint,omitempty" json:"ended_on,omitempty"` // cancelled or refused on
	Group      string        `cbor:"24,keyasint,omitempty" json:"group,omitempty"`    // the name of a group that came together
	Channel    Channel       `cbor:"25,keyasint,omitempty" json:"channel,omitempty"`
	Segment    string        `cbor:"26,keyasint,omitempty" json:"segment,omitempty"` // the business's own word; empty: the party's group
	Reason     ID            `cbor:"27,keyasint,omitzero" json:"reason,omitzero"`
	WaitMin    int           `cbor:"28,keyasint,omitempty" json:"wait_min,omitempty"`
	Rating     int           `cbor:"29,keyasint,omitempty" json:"rating,omitempty"` // 1 to 5; 0 not told
	ExternalID string        `cbor:"30,keyasint,omitempty" json:"external_id,omitempty"`
	Note       string        `cbor:"31,keyasint,omitempty" json:"note,omitempty"`
}

// Kind is KindBooking.
func (*Booking) Kind() Kind { return KindBooking }

// Validate requires a resource, a known state, units, and days in order.
func (b *Booking) Validate() error {
	var c checks
	if b.Resource.IsZero() {
		c.fail("resource", ErrRequired, "")
	}
	oneOf(&c, "status", b.Status, BookingStatuses()...)
	c.span("start", b.Start, "end", b.End)
	c.within("units", b.Units, 1, 100000)
	c.within("rating", b.Rating, 0, 5)
	c.within("wait_min", b.WaitMin, 0, 7*24*60)
	if b.StartTime.Known() && b.EndTime.Known() && b.EndTime <= b.StartTime {
		c.fail("end_time", ErrOrder, b.EndTime.String())
	}
	c.short("note", b.Note, maxText)
	return c.err()
}

// Stay is what a booking takes of its resource, whatever its state.
func (b *Booking) Stay() Stay {
	return Stay{Start: b.Start, End: b.End, From: b.StartTime, To: b.EndTime, Units: b.Units}
}

// Nights is the number of nights, or of days for a slot: at least one.
func (b *Booking) Nights() int { return max(1, int(b.End-b.Start)) }

// TurnAwayReasons lists why somebody was turned away.
func TurnAwayReasons() []string { return []string{"full", "price", "time", "other"} }

// TurnAway is demand that could not be served.
type TurnAway struct {
	Meta
	Day      Date   `cbor:"10,keyasint,omitempty" json:"day"` // what was asked for
	Nights   int    `cbor:"11,keyasint,omitempty" json:"nights,omitempty"`
	Time     Clock  `cbor:"12,keyasint,omitempty" json:"time,omitempty"`
	AskedOn  Date   `cbor:"13,keyasint,omitempty" json:"asked_on,omitempty"`
	Resource ID     `cbor:"14,keyasint,omitzero" json:"resource,omitzero"`
	Product  ID     `cbor:"15,keyasint,omitzero" json:"product,omitzero"`
	Units    int    `cbor:"16,keyasint,omitempty" json:"units"`
	Party    ID     `cbor:"17,keyasint,omitzero" json:"party,omitzero"`
	Segment  string `cbor:"18,keyasint,omitempty" json:"segment,omitempty"`
	Why      string `cbor:"19,keyasint,omitempty" json:"why"`
	Quoted   Price  `cbor:"20,keyasint,omitempty" json:"quoted,omitempty"` // a unit and slot
	Note     string `cbor:"21,keyasint,omitempty" json:"note,omitempty"`
}

// Kind is KindTurnAway.
func (*TurnAway) Kind() Kind { return KindTurnAway }

// Validate requires a day, units, a known reason, and what was asked for.
func (t *TurnAway) Validate() error {
	var c checks
	if t.Day.IsZero() {
		c.fail("day", ErrRequired, "")
	}
	if t.Resource.IsZero() && t.Product.IsZero() {
		c.fail("resource", ErrRequired, "")
	}
	c.within("units", t.Units, 1, 100000)
	c.within("nights", t.Nights, 0, 3650)
	oneOf(&c, "why", t.Why, TurnAwayReasons()...)
	return c.err()
}
