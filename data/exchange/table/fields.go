package table

import (
	"slices"
	"strconv"
	"strings"
)

// As is what the rows of a file are.
type As string

// The shapes of files. The zero value means that the headings do not tell.
const (
	AsUnknown   As = ""
	AsCustomers As = "customers" // a row is a person or company
	AsSales     As = "sales"     // a row is a line of a document, or a whole document
	AsBookings  As = "bookings"  // a row is a booking
	AsWeather   As = "weather"   // a row is a day with what was measured of its weather
)

// Kinds lists what rows can be, in the order offered to people.
func Kinds() []As { return []As{AsCustomers, AsSales, AsBookings, AsWeather} }

// Field is what a column means.
type Field string

// Fields of customers.
const (
	DisplayName Field = "display_name"
	Given       Field = "given"
	Middle      Field = "middle"
	Family      Field = "family"
	Prefix      Field = "prefix"
	Suffix      Field = "suffix"
	Nickname    Field = "nickname"
	Phonetic    Field = "phonetic"
	Company     Field = "company"
	JobTitle    Field = "job_title"
	BirthDate   Field = "birth_date"
	BirthYear   Field = "birth_year"
	BirthMonth  Field = "birth_month"
	BirthDay    Field = "birth_day"
	Note        Field = "note"
	Tags        Field = "tags"
	Labels      Field = "labels" // tags among which those marked with * belong to the program
	Group       Field = "group"
	Language    Field = "language"
	Industry    Field = "industry"
	TaxID       Field = "tax_id"
	ExternalID  Field = "external_id"
	ReferredBy  Field = "referred_by" // who brought the customer: number, name or e-mail
	Custom      Field = "custom"      // kept under the column's own heading
)

// Fields of customers that come several times; a target's Slot tells them apart.
const (
	Email             Field = "email"
	EmailType         Field = "email_type"
	Phone             Field = "phone"
	PhoneType         Field = "phone_type"
	URL               Field = "url"
	URLType           Field = "url_type"
	Messenger         Field = "messenger"
	AddressType       Field = "address_type"
	AddressFull       Field = "address_full"
	AddressStreet     Field = "address_street"
	AddressExtra      Field = "address_extra"
	AddressBox        Field = "address_box"
	AddressCity       Field = "address_city"
	AddressRegion     Field = "address_region"
	AddressPostalCode Field = "address_postal_code"
	AddressCountry    Field = "address_country"
)

// Fields of sales.
const (
	DocNumber     Field = "doc_number"
	DocType       Field = "doc_type"
	Status        Field = "status"
	SaleDate      Field = "date"
	SaleTime      Field = "time"
	PartyRef      Field = "party_ref" // the customer's number in the program of the file
	PartyName     Field = "party_name"
	PartyGiven    Field = "party_given"
	PartyFamily   Field = "party_family"
	PartyCompany  Field = "party_company"
	PartyEmail    Field = "party_email"
	PartyPhone    Field = "party_phone"
	PartyGroup    Field = "party_group"
	ProductSKU    Field = "product_sku"
	ProductName   Field = "product_name"
	Category      Field = "category"
	Subcategory   Field = "subcategory"
	Quantity      Field = "quantity"
	UnitPrice     Field = "unit_price"
	LineNet       Field = "line_net"
	Discount      Field = "discount"      // money off the line
	DiscountRate  Field = "discount_rate" // 0.15 or 15%
	UnitCost      Field = "unit_cost"
	LineCost      Field = "line_cost"
	Profit        Field = "profit"
	OrderNet      Field = "order_net" // of the whole document
	OrderTotal    Field = "order_total"
	OrderDiscount Field = "order_discount"
	Shipping      Field = "shipping"
	Tax           Field = "tax"
	Refunded      Field = "refunded"
	Currency      Field = "currency"
	Street        Field = "street"
	City          Field = "city"
	Region        Field = "region"
	PostalCode    Field = "postal_code"
	Country       Field = "country"
	Channel       Field = "channel"
	Site          Field = "site" // the place of sale
	PaymentMethod Field = "payment_method"
	SaleNote      Field = "sale_note"
	LineItem      Field = "line_item" // a whole line in one cell, name:…|sku:…|quantity:…|total:…
)

// Fields of bookings, beside some of sales: the number, the status, the guest,
// the channel and the note. PartyGroup is the kind of guest.
const (
	BookResource Field = "resource"
	BookStart    Field = "arrival"
	BookEnd      Field = "departure"
	StartYear    Field = "arrival_year" // where the day has three columns
	StartMonth   Field = "arrival_month"
	StartDay     Field = "arrival_day"
	Nights       Field = "nights" // several columns add up
	BookFrom     Field = "from_time"
	BookTo       Field = "to_time"
	BookUnits    Field = "units"
	People       Field = "people" // several columns add up
	BookRate     Field = "rate"   // of one unit and night or slot
	BookTotal    Field = "booking_total"
	RateName     Field = "rate_name"
	BookedOn     Field = "booked_on"
	LeadDays     Field = "lead_days" // from booking to arrival
	EndedOn      Field = "ended_on"  // cancelled or refused on
	BookGroup    Field = "group_name"
)

// Fields of weather, beside the date of sales.
const (
	Rain        Field = "rain"        // mm in the day
	Temperature Field = "temperature" // mean of the day, °C
	Coldest     Field = "coldest"     // °C; the mean of both where there is no other
	Warmest     Field = "warmest"
)

// WeatherFields lists what a column of weather can mean, in the order offered
// to people.
func WeatherFields() []Field { return []Field{SaleDate, Rain, Temperature, Coldest, Warmest} }

// BookingFields lists what a column of bookings can mean, in the order offered
// to people.
func BookingFields() []Field {
	return []Field{
		BookStart, BookEnd, Nights, BookFrom, BookTo, StartYear, StartMonth, StartDay, BookResource, BookUnits, People,
		BookRate, BookTotal, RateName, Status, BookedOn, LeadDays, EndedOn, PartyGroup, Channel, BookGroup,
		PartyName, PartyGiven, PartyFamily, PartyEmail, PartyPhone, PartyRef, DocNumber, SaleNote,
	}
}

// CustomerFields lists what a column of customers can mean, in the order
// offered to people.
func CustomerFields() []Field {
	return []Field{
		DisplayName, Given, Middle, Family, Prefix, Suffix, Nickname, Phonetic, Company, JobTitle,
		Email, EmailType, Phone, PhoneType, AddressStreet, AddressExtra, AddressBox, AddressCity, AddressRegion,
		AddressPostalCode, AddressCountry, AddressFull, AddressType, URL, URLType, Messenger,
		BirthDate, BirthYear, BirthMonth, BirthDay, Note, Tags, Labels, Group, Language, Industry, TaxID, ExternalID, ReferredBy, Custom,
	}
}

// SaleFields lists what a column of sales can mean, in the order offered to people.
func SaleFields() []Field {
	return []Field{
		DocNumber, DocType, Status, SaleDate, SaleTime,
		PartyRef, PartyName, PartyGiven, PartyFamily, PartyCompany, PartyEmail, PartyPhone, PartyGroup,
		ProductSKU, ProductName, Category, Subcategory, Quantity, UnitPrice, LineNet, Discount, DiscountRate,
		UnitCost, LineCost, Profit, OrderNet, OrderTotal, OrderDiscount, Shipping, Tax, Refunded, Currency,
		Street, City, Region, PostalCode, Country, Channel, Site, PaymentMethod, SaleNote, LineItem,
	}
}

// IsDate reports whether the field's cells are read as dates.
func (f Field) IsDate() bool {
	switch f {
	case BirthDate, SaleDate, BookStart, BookEnd, BookedOn, EndedOn:
		return true
	}
	return false
}

// IsMoney reports whether the field's cells are read as money.
func (f Field) IsMoney() bool {
	switch f {
	case UnitPrice, LineNet, Discount, UnitCost, LineCost, Profit, OrderNet, OrderTotal, OrderDiscount, Shipping, Tax, Refunded, BookRate, BookTotal:
		return true
	}
	return false
}

// IsNumber reports whether the field's cells are read as numbers, money included.
func (f Field) IsNumber() bool {
	switch f {
	case Quantity, DiscountRate, Rain, Temperature, Coldest, Warmest:
		return true
	}
	return f.IsMoney()
}

// Repeats reports whether several columns may have the field, told apart by Slot.
func (f Field) Repeats() bool {
	switch f {
	case Email, EmailType, Phone, PhoneType, URL, URLType, Messenger, AddressType, AddressFull, AddressStreet, AddressExtra,
		AddressBox, AddressCity, AddressRegion, AddressPostalCode, AddressCountry, Custom, LineItem, Tags, Note, Nights, People:
		return true
	}
	return false
}

// Target is where a column goes. The zero Target leaves the column out.
type Target struct {
	Field Field
	// Slot tells repeated groups apart, from 1: the street and the city of
	// one address share a slot, as do an e-mail and its type.
	Slot int
	// Type is the type that the heading itself names: home, work, mobile,
	// billing …; for Custom, the heading.
	Type string
}

// String writes the form kept in saved mappings: "email.2/work",
// "custom/Shoe size", "date", "".
func (t Target) String() string {
	s := string(t.Field)
	if t.Slot > 0 {
		s += "." + strconv.Itoa(t.Slot)
	}
	if t.Type != "" {
		s += "/" + t.Type
	}
	return s
}

// ParseTarget reads what String wrote; ok is false for an unknown field.
func ParseTarget(s string) (t Target, ok bool) {
	if s == "" {
		return Target{}, true
	}
	head, typ, _ := strings.Cut(s, "/")
	name, slot, dotted := strings.Cut(head, ".")
	t = Target{Field: Field(name), Type: typ}
	if dotted {
		n, err := strconv.Atoi(slot)
		if err != nil || n < 1 || n > maxColumns {
			return Target{}, false
		}
		t.Slot = n
	}
	for _, list := range [][]Field{CustomerFields(), SaleFields(), BookingFields(), WeatherFields()} {
		for _, f := range list {
			if f == t.Field {
				return t, true
			}
		}
	}
	return Target{}, false
}

// Mapping says what the rows of a file are and where each column goes.
type Mapping struct {
	As      As
	Columns []Target // one per column of the file
	// Missing lists fields without which rows of this kind say too little
	// (sales without a date); a person can map them by hand, or another file has them.
	Missing []Field
}

// Fields writes the columns for saving in a crm.ImportMap.
func (m Mapping) Fields() []string {
	out := make([]string, len(m.Columns))
	for i, t := range m.Columns {
		out[i] = t.String()
	}
	return out
}

// SavedMapping rebuilds a mapping from a saved one; ok is false when a field
// is not known (saved by a newer version).
func SavedMapping(as string, fields []string) (m Mapping, ok bool) {
	m = Mapping{As: As(as), Columns: make([]Target, len(fields))}
	for i, f := range fields {
		if m.Columns[i], ok = ParseTarget(f); !ok {
			return Mapping{}, false
		}
	}
	m.Missing = missing(m)
	return m, slices.Contains(Kinds(), m.As)
}

// Has reports whether a column goes to the field.
func (m Mapping) Has(f Field) bool { return m.column(f) >= 0 }

func (m Mapping) column(f Field) int {
	for i, t := range m.Columns {
		if t.Field == f {
			return i
		}
	}
	return -1
}

// missing lists the fields that rows of the mapping's kind cannot do without.
func missing(m Mapping) (out []Field) {
	if m.As == AsBookings {
		if !m.Has(BookStart) && !(m.Has(StartYear) && m.Has(StartMonth) && m.Has(StartDay)) {
			out = append(out, BookStart)
		}
		if !m.Has(BookEnd) && !m.Has(Nights) && !m.Has(BookFrom) {
			out = append(out, BookEnd)
		}
		return out
	}
	if m.As == AsWeather {
		if !m.Has(SaleDate) {
			out = append(out, SaleDate)
		}
		if !m.Has(Rain) && !m.Has(Temperature) && !(m.Has(Coldest) && m.Has(Warmest)) {
			out = append(out, Rain)
		}
		return out
	}
	if m.As == AsSales {
		if !m.Has(SaleDate) {
			out = append(out, SaleDate)
		}
		if !m.Has(UnitPrice) && !m.Has(LineNet) && !m.Has(OrderTotal) && !m.Has(OrderNet) && !m.Has(LineItem) {
			out = append(out, UnitPrice)
		}
		return out
	}
	for _, f := range []Field{DisplayName, Given, Family, Company, Email, Phone, Nickname} {
		if m.Has(f) {
			return nil
		}
	}
	return []Field{DisplayName}
}
