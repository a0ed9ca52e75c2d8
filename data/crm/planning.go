package crm

// Segment is a saved group of customers: those a rule finds as of any day.
type Segment struct {
	Meta
	Name   string `cbor:"10,keyasint,omitempty" json:"name"`
	Colour string `cbor:"11,keyasint,omitempty" json:"colour,omitempty"` // a name of the theme's palette
	Rule   Rule   `cbor:"12,keyasint,omitzero" json:"rule"`
	Note   string `cbor:"13,keyasint,omitempty" json:"note,omitempty"`
}

// RuleDepth is how many levels a rule has at most.
const RuleDepth = 8

// Rule is a tree of conditions: a condition itself when Field is set, else
// all (or, with Any, at least one) of Parts. Not turns either round.
type Rule struct {
	Not   bool   `cbor:"1,keyasint,omitempty" json:"not,omitempty"`
	Any   bool   `cbor:"2,keyasint,omitempty" json:"any,omitempty"`
	Parts []Rule `cbor:"3,keyasint,omitempty" json:"parts,omitempty"`
	// Field, Op and Value are one condition in the words of the segment
	// question: "orders", "at_least", "3".
	Field string `cbor:"4,keyasint,omitempty" json:"field,omitempty"`
	Op    string `cbor:"5,keyasint,omitempty" json:"op,omitempty"`
	Value string `cbor:"6,keyasint,omitempty" json:"value,omitempty"`
	Days  int    `cbor:"7,keyasint,omitempty" json:"days,omitempty"` // looks back this many days; 0: the whole history
	// Times is how often something must have happened at least; 0: once.
	Times int `cbor:"8,keyasint,omitempty" json:"times,omitempty"`
}

// Kind is KindSegment.
func (*Segment) Kind() Kind { return KindSegment }

// Validate requires a name and a rule at most eight levels deep.
func (s *Segment) Validate() error {
	var c checks
	c.required("name", s.Name)
	c.short("name", s.Name, 100)
	s.Rule.check(&c, RuleDepth)
	return c.err()
}

func (r *Rule) check(c *checks, levels int) {
	if levels == 0 {
		c.fail("rule", ErrRange, "")
		return
	}
	if r.Days < 0 {
		c.fail("rule.days", ErrRange, "")
	}
	if r.Times < 0 {
		c.fail("rule.times", ErrRange, "")
	}
	for i := range r.Parts {
		r.Parts[i].check(c, levels-1)
	}
}

// Scenario is a saved "what if": the settings of one question. It never
// touches the records.
type Scenario struct {
	Meta
	Name     string            `cbor:"10,keyasint,omitempty" json:"name"`
	Question string            `cbor:"11,keyasint,omitempty" json:"question"`
	Inputs   map[string]string `cbor:"12,keyasint,omitempty" json:"inputs,omitempty"` // by the question's own names
	AsOf     Date              `cbor:"13,keyasint,omitempty" json:"as_of,omitempty"`
	Note     string            `cbor:"14,keyasint,omitempty" json:"note,omitempty"`
}

// Kind is KindScenario.
func (*Scenario) Kind() Kind { return KindScenario }

// Validate requires a name and the question it belongs to.
func (s *Scenario) Validate() error {
	var c checks
	c.required("name", s.Name)
	c.short("name", s.Name, 200)
	c.required("question", s.Question)
	return c.err()
}
