package segment

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"regulars/data/crm"
)

// RuleError says what is wrong with a rule.
type RuleError struct {
	Code      ErrCode
	Condition int // which condition, from 0, in the order written
	Text      string
}

// ErrCode says what is wrong; its text is insightgroups.wrong_<code>.
type ErrCode string

// The codes of errors in a rule.
const (
	ErrField ErrCode = "field" // nothing of the kind can be asked
	ErrOp    ErrCode = "op"    // the field does not compare like that
	ErrValue ErrCode = "value" // not a value of the field
	ErrName  ErrCode = "name"  // nothing in the book is called that
	ErrRange ErrCode = "range" // days or times where they mean nothing
	ErrDepth ErrCode = "depth" // more than [crm.RuleDepth] levels
)

// Error implements error.
func (e *RuleError) Error() string {
	return fmt.Sprintf("segment: condition %d: %s: %q", e.Condition+1, e.Code, e.Text)
}

// Check says whether a rule can be held against a book: nil or a [*RuleError].
func Check(rule crm.Rule, in Input) error {
	c := &compiler{measures: newMeasures(context.Background(), in, 0), checkOnly: true}
	_, err := c.compile(rule)
	return err
}

// condition is a leaf of a rule made ready.
type condition struct {
	rule  crm.Rule
	field Field
	holds func(p int) bool
	look  func(p int) Found
}

type compiler struct {
	measures   *measures
	conditions []condition
	levels     int
	checkOnly  bool // nothing is worked out
}

// compile makes a test of a party out of a rule.
func (c *compiler) compile(r crm.Rule) (func(p int) bool, error) {
	c.levels++
	defer func() { c.levels-- }()
	if c.levels > crm.RuleDepth {
		return nil, c.wrong(ErrDepth, "")
	}
	if r.Field != "" {
		return c.leaf(r)
	}
	parts := make([]func(int) bool, len(r.Parts))
	for i, part := range r.Parts {
		test, err := c.compile(part)
		if err != nil {
			return nil, err
		}
		parts[i] = test
	}
	return func(p int) bool {
		decided := slices.ContainsFunc(parts, func(test func(int) bool) bool { return test(p) == r.Any })
		return (decided == r.Any) != r.Not
	}, nil
}

func (c *compiler) wrong(code ErrCode, text string) error {
	return &RuleError{Code: code, Condition: len(c.conditions), Text: text}
}

func (c *compiler) leaf(r crm.Rule) (func(p int) bool, error) {
	f, ok := FieldOf(r.Field, c.measures.in.Customs)
	switch {
	case !ok:
		return nil, c.wrong(ErrField, r.Field)
	case !slices.Contains(f.Ops, Op(r.Op)):
		return nil, c.wrong(ErrOp, r.Op)
	case r.Days < 0 || r.Days > 0 && !f.Window:
		return nil, c.wrong(ErrRange, "days")
	case r.Times < 0 || r.Times > 0 && !f.Times:
		return nil, c.wrong(ErrRange, "times")
	}
	one, err := c.prepare(f, r)
	if err != nil {
		return nil, err
	}
	one.rule, one.field = r, f
	if holds := one.holds; r.Not {
		one.holds = func(p int) bool { return !holds(p) }
	}
	c.conditions = append(c.conditions, one)
	return one.holds, nil
}

// prepare makes the test of a condition.
func (c *compiler) prepare(f Field, r crm.Rule) (condition, error) {
	switch f.Form {
	case Number, Money, Day:
		return c.number(f, r)
	case Product, Category:
		goods := c.goods(f, r.Value)
		if goods == nil {
			return condition{}, c.wrong(ErrName, r.Value)
		}
		if c.checkOnly {
			return condition{}, nil
		}
		return done(r, c.measures.bought(goods, r.Days)), nil
	}
	if f.Code == FieldContacted {
		return c.contacted(f, r)
	}
	return c.words(f, r)
}

// number compares a number that is known, or not, of each party.
func (c *compiler) number(f Field, r crm.Rule) (condition, error) {
	op := Op(r.Op)
	want, err := c.decimal(f, r.Value)
	if err != nil && op != Known && op != Unknown {
		return condition{}, c.wrong(ErrValue, r.Value)
	}
	if c.checkOnly {
		return condition{}, nil
	}
	of := c.measures.number(f, r.Days)
	return condition{
		holds: func(p int) bool {
			v, known := of(p)
			switch op {
			case IsNot:
				return !known || v != want
			case Unknown:
				return !known
			}
			return known && compare(op, v, want)
		},
		look: func(p int) Found {
			v, known := of(p)
			if !known {
				return Found{}
			}
			return Found{Known: true, Value: c.write(f, v)}
		},
	}, nil
}

func compare(op Op, v, want int64) bool {
	switch op {
	case AtLeast:
		return v >= want
	case AtMost:
		return v <= want
	case MoreThan:
		return v > want
	case LessThan:
		return v < want
	case Is:
		return v == want
	}
	return op == Known
}

// decimals is how many a number of the field has.
func (c *compiler) decimals(f Field) int {
	switch {
	case f.Theme == Own:
		return 4
	case f.Form == Money:
		return c.measures.in.Facts.Exp()
	}
	return 0
}

func (c *compiler) decimal(f Field, text string) (int64, error) {
	if f.Form == Day {
		d, err := crm.ParseDate(text)
		return int64(d), err
	}
	v, err := crm.ParseDecimal(text, c.decimals(f)+finer)
	if err == nil && v%finest != 0 {
		err = c.wrong(ErrValue, text)
	}
	return v / finest, err
}

// A value with more decimals than the field has is refused, not rounded:
// finer are the decimals looked for, finest the steps they make.
const (
	finer  = 4
	finest = 10_000
)

func (c *compiler) write(f Field, v int64) string {
	if f.Form == Day {
		return crm.Date(v).String()
	}
	return crm.FormatDecimal(v, c.decimals(f))
}

// deed is how often a party did something, and when last.
type deed struct {
	times int32
	last  crm.Date
}

// done tests how often something was done.
func done(r crm.Rule, deeds []deed) condition {
	want := int32(max(1, r.Times))
	return condition{
		holds: func(p int) bool { return deeds[p].times >= want == (Op(r.Op) == Is) },
		look: func(p int) Found {
			return Found{Known: true, Value: crm.FormatDecimal(int64(deeds[p].times), 0), Last: deeds[p].last}
		},
	}
}

func (c *compiler) contacted(f Field, r crm.Rule) (condition, error) {
	if !slices.Contains(f.Options, r.Value) {
		return condition{}, c.wrong(ErrValue, r.Value)
	}
	if c.checkOnly {
		return condition{}, nil
	}
	return done(r, c.measures.contacts(r.Value, r.Days)), nil
}

// words tests the words a party has of a field.
func (c *compiler) words(f Field, r crm.Rule) (condition, error) {
	op, want := Op(r.Op), r.Value
	if op == Known || op == Unknown {
		want = ""
	} else if f.Form == Tag {
		tag, ok := c.tag(want)
		if !ok {
			return condition{}, c.wrong(ErrName, want)
		}
		want = tag
	} else if want == "" || len(f.Options) > 0 && !slices.Contains(f.Options, want) {
		return condition{}, c.wrong(ErrValue, want)
	}
	if c.checkOnly {
		return condition{}, nil
	}
	of, told := c.measures.words(f)
	return condition{
		holds: func(p int) bool { return fits(op, of(p), want) },
		look: func(p int) Found {
			all := of(p)
			return Found{Known: told || len(all) > 0, Value: strings.Join(all, ",")}
		},
	}, nil
}

func fits(op Op, all []string, want string) bool {
	same := func(have string) bool { return strings.EqualFold(have, want) }
	switch op {
	case Known, Unknown:
		return len(all) > 0 == (op == Known)
	case IsNot:
		return !slices.ContainsFunc(all, same)
	case Contains:
		return slices.ContainsFunc(all, func(have string) bool { return strings.Contains(strings.ToLower(have), strings.ToLower(want)) })
	}
	return slices.ContainsFunc(all, same)
}

// tag finds a tag by its ID or name.
func (c *compiler) tag(what string) (id string, ok bool) {
	for _, t := range c.measures.in.Tags {
		if t.ID.String() == what || strings.EqualFold(t.Name, what) {
			return t.ID.String(), true
		}
	}
	return "", false
}

// goods tells of each product whether it is meant; nil when nothing is.
func (c *compiler) goods(f Field, what string) []bool {
	s := c.measures.in.Facts
	if f.Form == Category {
		return c.inCategory(what)
	}
	out, found := make([]bool, len(s.Product.ID)), false
	for i, id := range s.Product.ID {
		out[i] = id.String() == what || what != "" && (strings.EqualFold(s.Product.Name[i], what) || strings.EqualFold(s.Product.SKU[i], what))
		found = found || out[i]
	}
	if !found {
		return nil
	}
	return out
}

// inCategory is the products of a category and of those below it.
func (c *compiler) inCategory(what string) []bool {
	s := c.measures.in.Facts
	meant, found := make([]bool, len(s.Category.ID)), false
	for i, id := range s.Category.ID {
		meant[i] = id.String() == what || what != "" && strings.EqualFold(s.Category.Name[i], what)
		found = found || meant[i]
	}
	if !found {
		return nil
	}
	out := make([]bool, len(s.Product.ID))
	for i, cat := range s.Product.Category {
		// a tree is never deeper than it has categories; a circle ends there
		for up := 0; cat >= 0 && up <= len(meant) && !out[i]; up++ {
			out[i] = meant[cat]
			cat = s.Category.Parent[cat]
		}
	}
	return out
}
