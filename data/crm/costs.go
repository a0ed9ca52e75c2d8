package crm

// CostKind tells costs that come with every sale from those that come anyway.
type CostKind string

// The kinds of costs.
const (
	FixedCost    CostKind = "fixed"
	VariableCost CostKind = "variable"
)

// CostDrivers lists what an amount of cost is for one of: a unit sold, an
// order, a customer served, an hour, a kilometre, a booked slot, a month, or
// one per cent of net sales.
func CostDrivers() []string {
	return []string{"unit", "order", "customer", "hour", "km", "slot", "month", "percent"}
}

// CostItem is one cost of the business besides the unit costs of products.
type CostItem struct {
	Meta
	Name     string   `cbor:"10,keyasint,omitempty" json:"name"`
	CostKind CostKind `cbor:"11,keyasint,omitempty" json:"cost_kind"`
	Driver   string   `cbor:"12,keyasint,omitempty" json:"driver"`
	Amount   Price    `cbor:"13,keyasint,omitempty" json:"amount"` // for one of the driver, base currency; with "percent" the per cent
	From     Date     `cbor:"14,keyasint,omitempty" json:"from,omitempty"`
	To       Date     `cbor:"15,keyasint,omitempty" json:"to,omitempty"` // the last day; zero: until further notice
	// The cost concerns only sales of this product, category or resource.
	Product  ID     `cbor:"16,keyasint,omitzero" json:"product,omitzero"`
	Category ID     `cbor:"17,keyasint,omitzero" json:"category,omitzero"`
	Resource ID     `cbor:"18,keyasint,omitzero" json:"resource,omitzero"`
	Note     string `cbor:"19,keyasint,omitempty" json:"note,omitempty"`
}

// Kind is KindCostItem.
func (*CostItem) Kind() Kind { return KindCostItem }

// Validate requires a name, a kind, and a driver; a fixed cost comes by the month.
func (i *CostItem) Validate() error {
	var c checks
	c.required("name", i.Name)
	c.short("name", i.Name, 200)
	oneOf(&c, "cost_kind", i.CostKind, FixedCost, VariableCost)
	oneOf(&c, "driver", i.Driver, CostDrivers()...)
	if i.CostKind == FixedCost && i.Driver != "month" || i.CostKind == VariableCost && i.Driver == "month" {
		c.fail("driver", ErrUnknown, i.Driver)
	}
	if i.Amount < 0 {
		c.fail("amount", ErrRange, "")
	}
	if i.To != 0 && i.To < i.From {
		c.fail("to", ErrOrder, i.To.String())
	}
	return c.err()
}

// Holds reports whether the cost is in force on a day.
func (i *CostItem) Holds(d Date) bool { return i.From <= d && (i.To == 0 || d <= i.To) }

// PriceList is prices that differ from the products' own, for everybody or
// for some. The list of a customer goes before that of a tag, that before
// that of a group, that before one for all; of equals the higher Priority.
type PriceList struct {
	Meta
	Name     string       `cbor:"10,keyasint,omitempty" json:"name"`
	Party    ID           `cbor:"11,keyasint,omitzero" json:"party,omitzero"`
	Tag      ID           `cbor:"12,keyasint,omitzero" json:"tag,omitzero"`
	Group    string       `cbor:"13,keyasint,omitempty" json:"group,omitempty"` // the business's own segment
	Priority int          `cbor:"14,keyasint,omitempty" json:"priority,omitempty"`
	Entries  []PriceEntry `cbor:"15,keyasint,omitempty" json:"entries,omitempty"`
	Inactive bool         `cbor:"16,keyasint,omitempty" json:"inactive,omitempty"`
}

// PriceEntry is the price of one product, or of all, from a quantity on.
type PriceEntry struct {
	Product ID       `cbor:"1,keyasint,omitzero" json:"product,omitzero"` // zero: every product
	MinQty  Quantity `cbor:"2,keyasint,omitempty" json:"min_qty,omitempty"`
	Price   Price    `cbor:"3,keyasint,omitempty" json:"price,omitempty"`
	Percent int      `cbor:"4,keyasint,omitempty" json:"percent,omitempty"` // off the product's own price, instead of Price
	From    Date     `cbor:"5,keyasint,omitempty" json:"from,omitempty"`
	To      Date     `cbor:"6,keyasint,omitempty" json:"to,omitempty"`
}

// Kind is KindPriceList.
func (*PriceList) Kind() Kind { return KindPriceList }

// Validate requires a name and entries that say one price each.
func (l *PriceList) Validate() error {
	var c checks
	c.required("name", l.Name)
	c.short("name", l.Name, 200)
	for i, e := range l.Entries {
		at := indexed("entries", i)
		if e.Price < 0 || e.Percent < 0 || e.Percent > 100 || (e.Price > 0) == (e.Percent > 0) || e.Product.IsZero() && e.Price > 0 {
			c.fail(at, ErrRange, "")
		}
		if e.To != 0 && e.To < e.From {
			c.fail(at+".to", ErrOrder, e.To.String())
		}
	}
	return c.err()
}

// CalendarKinds lists what an own calendar can be of.
func CalendarKinds() []string {
	return []string{"pay_day", "school_term", "tax_day", "tide", "local_event", "other"}
}

// Calendar is days of the owner's own that may move demand: given one by
// one, by the day of the month, or by the day of the week.
type Calendar struct {
	Meta
	Name         string     `cbor:"10,keyasint,omitempty" json:"name"`
	CalendarKind string     `cbor:"11,keyasint,omitempty" json:"calendar_kind"`
	Spans        []DateSpan `cbor:"12,keyasint,omitempty" json:"spans,omitempty"`
	// MonthDays are days of the month, 1 to 31; -1 is the last day, -2 the
	// last Monday to Friday.
	MonthDays []int    `cbor:"13,keyasint,omitempty" json:"month_days,omitempty"`
	Days      Weekdays `cbor:"14,keyasint,omitempty" json:"days,omitempty"` // here the empty set is no day
	Inactive  bool     `cbor:"15,keyasint,omitempty" json:"inactive,omitempty"`
}

// DateSpan is days from From to To, both included.
type DateSpan struct {
	From Date `cbor:"1,keyasint,omitempty" json:"from"`
	To   Date `cbor:"2,keyasint,omitempty" json:"to"`
}

// Kind is KindCalendar.
func (*Calendar) Kind() Kind { return KindCalendar }

// Validate requires a name, a known kind, and days that exist.
func (k *Calendar) Validate() error {
	var c checks
	c.required("name", k.Name)
	c.short("name", k.Name, 200)
	oneOf(&c, "calendar_kind", k.CalendarKind, CalendarKinds()...)
	for i, s := range k.Spans {
		if s.From.IsZero() || s.To < s.From {
			c.fail(indexed("spans", i), ErrOrder, s.To.String())
		}
	}
	for i, d := range k.MonthDays {
		if d == 0 || d < -2 || d > 31 {
			c.fail(indexed("month_days", i), ErrRange, "")
		}
	}
	return c.err()
}

// Has reports whether a day is in the calendar.
func (k *Calendar) Has(d Date) bool {
	for _, s := range k.Spans {
		if s.From <= d && d <= s.To {
			return true
		}
	}
	if k.Days != 0 && k.Days.Has(int(d.Weekday())) {
		return true
	}
	last := d.MonthStart().AddMonths(1) - 1
	for _, day := range k.MonthDays {
		switch {
		case day > 0 && d == d.MonthStart()+Date(day-1), day == -1 && d == last, day == -2 && d == lastWorkday(last):
			return true
		}
	}
	return false
}

// lastWorkday is the last Monday to Friday up to a day.
func lastWorkday(d Date) Date {
	for d.Weekday() == 0 || d.Weekday() == 6 {
		d--
	}
	return d
}
