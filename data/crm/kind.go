package crm

// Kind tells record types apart on disk, in history and in search results.
// Values are stored: never renumber.
type Kind uint8

// The kinds of records.
const (
	KindNone         Kind = 0
	KindParty        Kind = 1
	KindRelationship Kind = 2
	KindInteraction  Kind = 3
	KindTask         Kind = 4
	KindProduct      Kind = 5
	KindCategory     Kind = 6
	KindDocument     Kind = 7
	KindTag          Kind = 8
	KindCustomField  Kind = 9
	KindReason       Kind = 10
	KindDemandEvent  Kind = 11
	KindImportBatch  Kind = 12
	KindImportMap    Kind = 13
	KindSettings     Kind = 14
	KindView         Kind = 15
	KindActivityRate Kind = 16
	KindReferral     Kind = 17
	KindSegment      Kind = 18
	KindScenario     Kind = 19
	KindSuggestion   Kind = 20
	KindPrediction   Kind = 21
	KindSite         Kind = 22
	KindResource     Kind = 23
	KindCapacity     Kind = 24
	KindRateClass    Kind = 25
	KindBooking      Kind = 26
	KindTurnAway     Kind = 27
	KindCostItem     Kind = 28
	KindPriceList    Kind = 29
	KindCalendar     Kind = 30
)

var kindNames = map[Kind]string{
	KindParty: "party", KindRelationship: "relationship", KindInteraction: "interaction",
	KindTask: "task", KindProduct: "product", KindCategory: "category", KindDocument: "document",
	KindTag: "tag", KindCustomField: "custom_field", KindReason: "reason",
	KindDemandEvent: "demand_event", KindImportBatch: "import_batch", KindImportMap: "import_map",
	KindSettings: "settings", KindView: "view", KindActivityRate: "activity_rate", KindReferral: "referral",
	KindSegment: "segment", KindScenario: "scenario", KindSuggestion: "suggestion", KindPrediction: "prediction",
	KindSite: "site", KindResource: "resource", KindCapacity: "capacity_calendar", KindRateClass: "rate_class", KindBooking: "booking",
	KindTurnAway: "turn_away", KindCostItem: "cost_item", KindPriceList: "price_list", KindCalendar: "calendar",
}

// Kinds lists every kind in the order of its number.
func Kinds() []Kind {
	out := make([]Kind, 0, len(kindNames))
	for k := KindParty; k <= KindCalendar; k++ {
		out = append(out, k)
	}
	return out
}

// String is the English code used in JSON and file names.
func (k Kind) String() string { return kindNames[k] }

// MarshalText writes the code.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// Meta is what every record carries besides its own fields. Creation and
// change times are not stored in it: the book reads them from its log.
type Meta struct {
	ID        ID      `cbor:"1,keyasint" json:"id"`
	DeletedAt Instant `cbor:"2,keyasint,omitempty" json:"deleted_at,omitempty"` // in the trash since
	Source    Source  `cbor:"3,keyasint,omitempty" json:"source,omitempty"`
	Batch     ID      `cbor:"4,keyasint,omitzero" json:"batch,omitzero"` // the ImportBatch, for imported records
	// Custom holds values of custom fields by the field's code.
	Custom map[string]string `cbor:"5,keyasint,omitempty" json:"custom,omitempty"`

	CreatedAt Instant `cbor:"-" json:"created_at"`
	UpdatedAt Instant `cbor:"-" json:"updated_at"`
}

// Base gives generic code access to the shared part.
func (m *Meta) Base() *Meta { return m }

// Deleted reports whether the record lies in the trash.
func (m *Meta) Deleted() bool { return m.DeletedAt != 0 }

// Record is any stored record (by pointer).
type Record interface {
	Base() *Meta
	Kind() Kind
	// Validate returns nil or [FieldErrors].
	Validate() error
}

// Source says where a record came from.
type Source string

// The sources of records.
const (
	SourceManual Source = "" // typed by a person
	SourceImport Source = "import"
	SourceSample Source = "sample"
	SourceRule   Source = "rule"
)

// References lists the ids of the records that r points to.
func References(r Record) []ID {
	switch r := r.(type) {
	case *Party:
		return r.Tags
	case *Relationship:
		return []ID{r.From, r.To}
	case *Interaction:
		return append([]ID{r.Document, r.NextTask}, r.Parties...)
	case *Task:
		return append([]ID{r.Document}, r.Parties...)
	case *Product:
		return []ID{r.Category, r.Supplier}
	case *Category:
		return []ID{r.Parent}
	case *SalesDocument:
		ids := []ID{r.Party, r.SourceDoc, r.Reason, r.Site}
		for _, l := range r.Lines {
			ids = append(ids, l.Product)
		}
		return ids
	case *DemandEvent:
		return []ID{r.Product, r.Site}
	case *Resource:
		return []ID{r.Site}
	case *CapacityCalendar:
		return []ID{r.Resource}
	case *RateClass:
		return []ID{r.Resource, r.Tag}
	case *Booking:
		return []ID{r.Resource, r.Party, r.RateClass, r.Reason}
	case *TurnAway:
		return []ID{r.Resource, r.Product, r.Party}
	case *CostItem:
		return []ID{r.Product, r.Category, r.Resource}
	case *PriceList:
		ids := []ID{r.Party, r.Tag}
		for _, e := range r.Entries {
			ids = append(ids, e.Product)
		}
		return ids
	case *Referral:
		return []ID{r.Referrer, r.Referred}
	case *Suggestion:
		return []ID{r.Party, r.Product, r.Offered, r.Task, r.Document}
	}
	return nil
}
