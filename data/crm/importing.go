package crm

// ImportBatch records one import: what was read, how it was understood, and
// what became of it.
type ImportBatch struct {
	Meta
	Files    []ImportedFile `cbor:"10,keyasint,omitempty" json:"files"`
	As       string         `cbor:"11,keyasint,omitempty" json:"as"` // customers, sales, bookings, weather
	Rows     int            `cbor:"12,keyasint,omitempty" json:"rows"`
	Created  map[string]int `cbor:"13,keyasint,omitempty" json:"created,omitempty"` // by kind code
	Updated  map[string]int `cbor:"14,keyasint,omitempty" json:"updated,omitempty"`
	Skipped  int            `cbor:"15,keyasint,omitempty" json:"skipped"`
	Rejected int            `cbor:"16,keyasint,omitempty" json:"rejected"`
	WalkIn   int            `cbor:"17,keyasint,omitempty" json:"walk_in_rows"`
	Net      Money          `cbor:"18,keyasint,omitzero" json:"net"`
}

// ImportedFile is one file of a batch.
type ImportedFile struct {
	Name      string `cbor:"1,keyasint" json:"name"`
	SHA256    string `cbor:"2,keyasint,omitempty" json:"sha256"`
	Format    string `cbor:"3,keyasint,omitempty" json:"format"`
	Encoding  string `cbor:"4,keyasint,omitempty" json:"encoding"`
	Separator string `cbor:"5,keyasint,omitempty" json:"separator"`
	DateOrder string `cbor:"6,keyasint,omitempty" json:"date_order"`
}

// Kind is KindImportBatch.
func (*ImportBatch) Kind() Kind { return KindImportBatch }

// Validate requires a file.
func (b *ImportBatch) Validate() error {
	var c checks
	if len(b.Files) == 0 {
		c.fail("files", ErrRequired, "")
	}
	return c.err()
}

// ImportMap is a saved mapping: next time a file with the same header comes,
// its columns go where they went before.
type ImportMap struct {
	Meta
	Name   string   `cbor:"10,keyasint,omitempty" json:"name"`
	As     string   `cbor:"11,keyasint,omitempty" json:"as"`
	Header []string `cbor:"12,keyasint,omitempty" json:"header"`
	// Fields holds the target field of each column; "" leaves a column out.
	Fields    []string `cbor:"13,keyasint,omitempty" json:"fields"`
	DateOrder string   `cbor:"14,keyasint,omitempty" json:"date_order,omitempty"`
	Decimal   string   `cbor:"15,keyasint,omitempty" json:"decimal,omitempty"`
	Currency  string   `cbor:"16,keyasint,omitempty" json:"currency,omitempty"`
}

// Kind is KindImportMap.
func (*ImportMap) Kind() Kind { return KindImportMap }

// Validate requires a name and a field for every column.
func (m *ImportMap) Validate() error {
	var c checks
	c.required("name", m.Name)
	if len(m.Fields) != len(m.Header) {
		c.fail("fields", ErrRange, "")
	}
	return c.err()
}
