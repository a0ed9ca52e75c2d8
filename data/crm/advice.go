package crm

// SuggestionState is what the owner did with a suggestion.
type SuggestionState string

// The states of a suggestion.
const (
	SuggestionShown   SuggestionState = "shown"
	SuggestionDone    SuggestionState = "done"
	SuggestionSkipped SuggestionState = "skipped"
	SuggestionSnoozed SuggestionState = "snoozed"
)

// SuggestionOutcome is what came of a suggestion once its time was over.
type SuggestionOutcome string

// The outcomes.
const (
	OutcomePending SuggestionOutcome = ""
	OutcomeWorked  SuggestionOutcome = "worked"
	OutcomeNothing SuggestionOutcome = "nothing"
)

// Suggestion is one action that was proposed for a day, and what became of
// it. Only suggestions that somebody acted on are records.
type Suggestion struct {
	Meta
	Action   string          `cbor:"10,keyasint,omitempty" json:"action"` // the kind of suggestion: quiet, repurchase, next_product …
	Party    ID              `cbor:"11,keyasint,omitzero" json:"party,omitzero"`
	Product  ID              `cbor:"12,keyasint,omitzero" json:"product,omitzero"`
	Offered  ID              `cbor:"13,keyasint,omitzero" json:"offered,omitzero"` // a product offered with it
	Day      Date            `cbor:"14,keyasint,omitempty" json:"day"`
	Channel  Channel         `cbor:"15,keyasint,omitempty" json:"channel,omitempty"`
	Expected Amount          `cbor:"16,keyasint,omitempty" json:"expected_minor,omitempty"`
	State    SuggestionState `cbor:"17,keyasint,omitempty" json:"state"`
	Until    Date            `cbor:"18,keyasint,omitempty" json:"until,omitempty"` // snoozed until, or given a rest until
	// CheckOn is the day from which the outcome can be told.
	CheckOn  Date              `cbor:"19,keyasint,omitempty" json:"check_on,omitempty"`
	Outcome  SuggestionOutcome `cbor:"20,keyasint,omitempty" json:"outcome,omitempty"`
	Document ID                `cbor:"21,keyasint,omitzero" json:"document,omitzero"` // the sale that came of it
	Task     ID                `cbor:"22,keyasint,omitzero" json:"task,omitzero"`
	Note     string            `cbor:"23,keyasint,omitempty" json:"note,omitempty"`
	// OfferTaken: Offered was bought within the time.
	OfferTaken bool `cbor:"24,keyasint,omitempty" json:"offer_taken,omitempty"`
}

// Kind is KindSuggestion.
func (*Suggestion) Kind() Kind { return KindSuggestion }

// Validate requires an action, a day, and known states.
func (s *Suggestion) Validate() error {
	var c checks
	c.required("action", s.Action)
	if s.Day.IsZero() {
		c.fail("day", ErrRequired, "")
	}
	oneOf(&c, "state", s.State, SuggestionShown, SuggestionDone, SuggestionSkipped, SuggestionSnoozed)
	oneOf(&c, "outcome", s.Outcome, OutcomePending, OutcomeWorked, OutcomeNothing)
	return c.err()
}

// Prediction is a statement about the future as it was shown on a day, kept
// so that it can be held against what happened.
type Prediction struct {
	Meta
	Question string `cbor:"10,keyasint,omitempty" json:"question"`
	Series   string `cbor:"11,keyasint,omitempty" json:"series,omitempty"` // what of the question: "orders", a segment, a product's id
	AsOf     Date   `cbor:"12,keyasint,omitempty" json:"as_of"`
	Until    Date   `cbor:"13,keyasint,omitempty" json:"until"` // the last day it speaks of
	Method   string `cbor:"14,keyasint,omitempty" json:"method"`
	Unit     string `cbor:"15,keyasint,omitempty" json:"unit"` // orders, units, customers, money (minor units)
	// Expected, Low and High are thousandths of the unit; Level is the
	// nominal share, in per cent, of truths between Low and High.
	Expected int64 `cbor:"16,keyasint,omitempty" json:"expected_milli"`
	Low      int64 `cbor:"17,keyasint,omitempty" json:"low_milli"`
	High     int64 `cbor:"18,keyasint,omitempty" json:"high_milli"`
	Level    int   `cbor:"19,keyasint,omitempty" json:"level,omitempty"`
	// Parties and Permille are single customers and their chances, when the
	// prediction named some.
	Parties  []ID    `cbor:"20,keyasint,omitempty" json:"parties,omitempty"`
	Permille []int16 `cbor:"21,keyasint,omitempty" json:"permille,omitempty"`
}

// Kind is KindPrediction.
func (*Prediction) Kind() Kind { return KindPrediction }

// Validate requires a question, days in order, and bounds in order.
func (p *Prediction) Validate() error {
	var c checks
	c.required("question", p.Question)
	if p.AsOf.IsZero() {
		c.fail("as_of", ErrRequired, "")
	}
	if p.Until < p.AsOf {
		c.fail("until", ErrOrder, p.Until.String())
	}
	if p.High < p.Low {
		c.fail("high_milli", ErrOrder, "")
	}
	if len(p.Parties) != len(p.Permille) {
		c.fail("permille", ErrRange, "")
	}
	return c.err()
}
