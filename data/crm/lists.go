package crm

// Tag is a label for parties, products and documents.
type Tag struct {
	Meta
	Name   string `cbor:"10,keyasint,omitempty" json:"name"`
	Colour string `cbor:"11,keyasint,omitempty" json:"colour,omitempty"` // a name of the theme's palette
}

// Kind is KindTag.
func (*Tag) Kind() Kind { return KindTag }

// Validate requires a name.
func (t *Tag) Validate() error {
	var c checks
	c.required("name", t.Name)
	c.short("name", t.Name, 100)
	return c.err()
}

// FieldType is the type of a custom field.
type FieldType string

// The types of custom fields. Values are kept as text: numbers as plain
// decimals, dates as YYYY-MM-DD, yes/no as "yes" or "".
const (
	FieldText   FieldType = "text"
	FieldNumber FieldType = "number"
	FieldMoney  FieldType = "money"
	FieldDate   FieldType = "date"
	FieldBool   FieldType = "bool"
	FieldChoice FieldType = "choice"
	FieldURL    FieldType = "url"
)

// CustomField defines an extra field on a kind of record. Its values are in
// Meta.Custom under Code, which never changes; Label may.
type CustomField struct {
	Meta
	Scope      Kind      `cbor:"10,keyasint,omitempty" json:"scope"`
	Code       string    `cbor:"11,keyasint,omitempty" json:"code"`
	Label      string    `cbor:"12,keyasint,omitempty" json:"label"`
	Type       FieldType `cbor:"13,keyasint,omitempty" json:"type"`
	Options    []string  `cbor:"14,keyasint,omitempty" json:"options,omitempty"`
	Order      int       `cbor:"15,keyasint,omitempty" json:"order,omitempty"`
	Searchable bool      `cbor:"16,keyasint,omitempty" json:"searchable,omitempty"`
	Personal   bool      `cbor:"17,keyasint,omitempty" json:"personal,omitempty"` // personal data, erased with the person
}

// Kind is KindCustomField.
func (*CustomField) Kind() Kind { return KindCustomField }

// Validate requires code, label, scope and a known type.
func (f *CustomField) Validate() error {
	var c checks
	c.required("code", f.Code)
	c.required("label", f.Label)
	oneOf(&c, "scope", f.Scope, KindParty, KindProduct, KindDocument)
	oneOf(&c, "type", f.Type, FieldText, FieldNumber, FieldMoney, FieldDate, FieldBool, FieldChoice, FieldURL)
	if f.Type == FieldChoice && len(f.Options) == 0 {
		c.fail("options", ErrRequired, "")
	}
	return c.err()
}

// CheckValue returns nil when text is a valid value of the field; empty is valid.
func (f *CustomField) CheckValue(text string) error {
	var c checks
	if text == "" {
		return nil
	}
	switch f.Type {
	case FieldNumber, FieldMoney:
		if _, err := ParseDecimal(text, 4); err != nil {
			c.fail(f.Code, ErrFormat, text)
		}
	case FieldDate:
		if _, err := ParseDate(text); err != nil {
			c.fail(f.Code, ErrFormat, text)
		}
	case FieldBool:
		oneOf(&c, f.Code, text, "yes", "no")
	case FieldChoice:
		oneOf(&c, f.Code, text, f.Options...)
	}
	return c.err()
}

// ReasonSet groups reason codes.
type ReasonSet string

// The sets of reasons.
const (
	ReasonPurchase ReasonSet = "purchase"
	ReasonLoss     ReasonSet = "loss"
	ReasonCancel   ReasonSet = "cancel"
	ReasonReturn   ReasonSet = "return"
	ReasonRefuse   ReasonSet = "refuse"
	ReasonChurn    ReasonSet = "churn"
)

// Reason is one entry of an owner's list of reasons. Code is stable; Label may change.
type Reason struct {
	Meta
	Set      ReasonSet `cbor:"10,keyasint,omitempty" json:"set"`
	Code     string    `cbor:"11,keyasint,omitempty" json:"code"`
	Label    string    `cbor:"12,keyasint,omitempty" json:"label"`
	Order    int       `cbor:"13,keyasint,omitempty" json:"order,omitempty"`
	Inactive bool      `cbor:"14,keyasint,omitempty" json:"inactive,omitempty"`
}

// Kind is KindReason.
func (*Reason) Kind() Kind { return KindReason }

// Validate requires set, code and label.
func (r *Reason) Validate() error {
	var c checks
	oneOf(&c, "set", r.Set, ReasonPurchase, ReasonLoss, ReasonCancel, ReasonReturn, ReasonRefuse, ReasonChurn)
	c.required("code", r.Code)
	c.required("label", r.Label)
	return c.err()
}

// DemandEventTypes lists what can move demand.
func DemandEventTypes() []string {
	return []string{"weather", "holiday", "incident", "disaster", "crime", "competitor", "own_promo", "price_change", "outage", "local_event", "other"}
}

// DemandEvent is something dated that moved, or may have moved, demand.
type DemandEvent struct {
	Meta
	Type    string `cbor:"10,keyasint,omitempty" json:"type"`
	From    Date   `cbor:"11,keyasint,omitempty" json:"from"`
	To      Date   `cbor:"12,keyasint,omitempty" json:"to,omitempty"`
	Title   string `cbor:"13,keyasint,omitempty" json:"title"`
	Note    string `cbor:"14,keyasint,omitempty" json:"note,omitempty"`
	Product ID     `cbor:"15,keyasint,omitzero" json:"product,omitzero"`
	Site    ID     `cbor:"16,keyasint,omitzero" json:"site,omitzero"`
	// Measure and Value are what was measured each day, for weather: RainMM
	// 12.5, TemperatureC -3; no measure for an event that only was.
	Measure string   `cbor:"17,keyasint,omitempty" json:"measure,omitempty"`
	Value   Quantity `cbor:"18,keyasint,omitempty" json:"value,omitempty"`
}

// Kind is KindDemandEvent.
func (*DemandEvent) Kind() Kind { return KindDemandEvent }

// Validate requires a known type, a title or a measurement that can be, and
// dates in order.
func (e *DemandEvent) Validate() error {
	var c checks
	oneOf(&c, "type", e.Type, DemandEventTypes()...)
	if e.Measure == "" {
		c.required("title", e.Title)
	} else {
		oneOf(&c, "measure", e.Measure, Measures()...)
		if least, most := MeasureRange(e.Measure); e.Value < least || e.Value > most {
			c.fail("value", ErrRange, e.Value.String())
		}
	}
	if e.From.IsZero() {
		c.fail("from", ErrRequired, "")
	}
	if e.To != 0 && e.To < e.From {
		c.fail("to", ErrOrder, e.To.String())
	}
	return c.err()
}

// View is a saved view of a table: columns, order, filters.
type View struct {
	Meta
	Screen  string       `cbor:"10,keyasint,omitempty" json:"screen"`
	Name    string       `cbor:"11,keyasint,omitempty" json:"name"`
	Columns []ViewColumn `cbor:"12,keyasint,omitempty" json:"columns,omitempty"`
	Sort    string       `cbor:"13,keyasint,omitempty" json:"sort,omitempty"` // column id
	Desc    bool         `cbor:"14,keyasint,omitempty" json:"desc,omitempty"`
	Filters []Filter     `cbor:"15,keyasint,omitempty" json:"filters,omitempty"`
	Search  string       `cbor:"16,keyasint,omitempty" json:"search,omitempty"`
}

// ViewColumn is one shown column, in order.
type ViewColumn struct {
	ID    string `cbor:"1,keyasint" json:"id"`
	Width int    `cbor:"2,keyasint,omitempty" json:"width,omitempty"` // 0: the column's own
}

// Filter keeps the rows whose column satisfies Op with Value.
type Filter struct {
	Column string `cbor:"1,keyasint" json:"column"`
	Op     string `cbor:"2,keyasint" json:"op"` // is, not, contains, more, less, empty, set
	Value  string `cbor:"3,keyasint,omitempty" json:"value,omitempty"`
}

// Kind is KindView.
func (*View) Kind() Kind { return KindView }

// Validate requires screen and name.
func (v *View) Validate() error {
	var c checks
	c.required("screen", v.Screen)
	c.required("name", v.Name)
	return c.err()
}
