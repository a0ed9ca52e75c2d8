package crm

import "time"

// Settings are the book's own settings: one record with the ID SettingsID.
type Settings struct {
	Meta
	BusinessName string `cbor:"10,keyasint,omitempty" json:"business_name,omitempty"`
	BaseCurrency string `cbor:"11,keyasint,omitempty" json:"base_currency"`
	TimeZone     string `cbor:"12,keyasint,omitempty" json:"time_zone,omitempty"` // IANA; empty: the computer's
	WeekStart    int    `cbor:"13,keyasint,omitempty" json:"week_start"`          // 0 Sunday, 1 Monday
	FamilyFirst  bool   `cbor:"14,keyasint,omitempty" json:"family_first,omitempty"`
	PhoneCountry string `cbor:"15,keyasint,omitempty" json:"phone_country,omitempty"` // ISO 3166-1
	// 16 is reserved.
	BackupFolder  string `cbor:"17,keyasint,omitempty" json:"backup_folder,omitempty"`
	SampleKind    string `cbor:"18,keyasint,omitempty" json:"sample_kind,omitempty"` // set when this book is a sample business
	SampleAsOf    Date   `cbor:"19,keyasint,omitempty" json:"sample_as_of,omitempty"`
	QuietFactor10 int    `cbor:"20,keyasint,omitempty" json:"quiet_factor_10,omitempty"` // "quiet" after this many tenths of the usual gap; 0: 20
	// ValueShares are the cumulative revenue shares, in per cent, that end the
	// high and the ordinary value class; empty means 50 and 90.
	ValueShares []int `cbor:"21,keyasint,omitempty" json:"value_shares,omitempty"`
	// ProfitLimits are the profit in per cent of net below which a customer
	// drains, and from which on he creates value; empty means 0 and 5.
	ProfitLimits []int `cbor:"22,keyasint,omitempty" json:"profit_limits,omitempty"`
	// PriorityWeights are what profit, the year ahead and bringing others weigh
	// in the priority of a customer, in per cent; empty means 50, 35 and 15.
	PriorityWeights []int `cbor:"23,keyasint,omitempty" json:"priority_weights,omitempty"`
	// HolidayCountry is the country, or country and region ("DE", "DE-BY"),
	// whose public holidays are looked at; empty: none.
	HolidayCountry string `cbor:"40,keyasint,omitempty" json:"holiday_country,omitempty"`
}

// SettingsID is the fixed ID of the one Settings record.
var SettingsID = ID{15: 1}

// DefaultSettings are those of a new book.
func DefaultSettings() Settings {
	return Settings{Meta: Meta{ID: SettingsID}, BaseCurrency: "EUR", WeekStart: 1}
}

// Kind is KindSettings.
func (*Settings) Kind() Kind { return KindSettings }

// Validate requires a known currency and time zone.
func (s *Settings) Validate() error {
	var c checks
	if !ValidCurrency(s.BaseCurrency) {
		c.fail("base_currency", ErrCurrency, s.BaseCurrency)
	}
	if _, err := time.LoadLocation(s.TimeZone); err != nil {
		c.fail("time_zone", ErrUnknown, s.TimeZone)
	}
	if s.WeekStart < 0 || s.WeekStart > 6 {
		c.fail("week_start", ErrRange, "")
	}
	return c.err()
}

// Location is the business's time zone; the computer's when none is set.
func (s *Settings) Location() *time.Location {
	if s.TimeZone == "" {
		return time.Local
	}
	loc, err := time.LoadLocation(s.TimeZone)
	if err != nil {
		return time.Local
	}
	return loc
}
