package segment

import (
	"slices"
	"strconv"
	"strings"

	"regulars/data/crm"
)

// Written is a rule read from text.
type Written struct {
	Rule crm.Rule
	At   []int // where each condition begins, in runes, in the order of [RuleError]
}

// Parse reads a rule as people type it. The error is a [*SyntaxError].
//
//	rule      = all {"or" all}
//	all       = one {"and" one}
//	one       = "not" one | "(" rule ")" | condition
//	condition = field ["(" "days" "=" number ")"] sign value
//	          | field ("known" | "unknown")
//	          | "bought" "(" ("product" | "category") "=" value {"," extra} ")"
//	          | "contacted" "(" ["by" "=" channel] {"," extra} ")"
//	extra     = ("days" | "times") "=" number
//	sign      = ">=" | "<=" | ">" | "<" | "=" | "!=" | "~"
//
// A value with spaces stands in double quotation marks; ~ means "contains".
// The own field with the code x is called custom.x. Nothing but spaces means
// everybody.
func Parse(text string) (Written, error) {
	tokens, err := lex(text)
	if err != nil {
		return Written{}, err
	}
	p := &parser{tokens: tokens}
	if p.now().kind == endToken {
		return Written{}, nil
	}
	rule := p.either()
	if p.err == nil && p.now().kind != endToken {
		p.want(`"and", "or" or the end`)
	}
	if p.err != nil {
		return Written{}, p.err
	}
	return Written{Rule: rule, At: p.at}, nil
}

// parser walks the tokens; after the first fault it returns nothing of use.
type parser struct {
	tokens []token
	next   int
	levels int
	at     []int
	err    error
}

func (p *parser) now() token { return p.tokens[p.next] }

func (p *parser) take() token {
	t := p.now()
	if t.kind != endToken {
		p.next++
	}
	return t
}

// want remembers the first fault.
func (p *parser) want(what string) {
	if p.err == nil {
		p.err = &SyntaxError{At: p.now().at, Want: what, Got: p.now().text}
	}
}

// word takes a word of the language, whatever its capitals.
func (p *parser) word(w string) bool {
	if t := p.now(); t.kind != wordToken || !strings.EqualFold(t.text, w) {
		return false
	}
	p.next++
	return true
}

func (p *parser) mark(m string) bool {
	if t := p.now(); t.kind != markToken || t.text != m {
		return false
	}
	p.next++
	return true
}

func (p *parser) need(m string) {
	if p.err == nil && !p.mark(m) {
		p.want(strconv.Quote(m))
	}
}

func (p *parser) either() crm.Rule { return p.list("or", true, p.all) }
func (p *parser) all() crm.Rule    { return p.list("and", false, p.one) }

func (p *parser) list(joint string, either bool, part func() crm.Rule) crm.Rule {
	first := part()
	if p.err != nil || !strings.EqualFold(p.now().text, joint) || p.now().kind != wordToken {
		return first
	}
	r := crm.Rule{Any: either, Parts: []crm.Rule{first}}
	for p.err == nil && p.word(joint) {
		r.Parts = append(r.Parts, part())
	}
	return r
}

func (p *parser) one() crm.Rule {
	if p.levels++; p.levels > 4*crm.RuleDepth { // far more than any rule may have
		p.want("fewer levels")
	}
	defer func() { p.levels-- }()
	switch {
	case p.err != nil:
		return crm.Rule{}
	case p.word("not"):
		return turned(p.one())
	case p.mark("("):
		r := p.either()
		p.need(")")
		return r
	}
	return p.condition()
}

// turned is the opposite of a rule.
func turned(r crm.Rule) crm.Rule {
	switch {
	case r.Field != "" && isDeed(r.Field) && r.Op == string(Is):
		r.Op = string(IsNot)
	case r.Field != "" && isDeed(r.Field) && r.Op == string(IsNot):
		r.Op = string(Is)
	default:
		r.Not = !r.Not
	}
	return r
}

// isDeed reports whether a field is written like a call: bought(…), contacted(…).
func isDeed(field string) bool {
	return field == FieldBoughtProduct || field == FieldBoughtCategory || field == FieldContacted
}

func (p *parser) condition() crm.Rule {
	begin := p.now()
	if begin.kind != wordToken || reserved(begin.text) {
		p.want("a condition")
		return crm.Rule{}
	}
	p.at = append(p.at, begin.at)
	p.next++
	switch strings.ToLower(begin.text) {
	case "bought":
		return p.bought()
	case FieldContacted:
		return p.contacted()
	}
	r := crm.Rule{Field: p.field(begin.text)}
	if p.mark("(") {
		p.extras(&r, "days")
	}
	p.compare(&r)
	return r
}

// field is the code of a field; that of an own one may be quoted.
func (p *parser) field(text string) string {
	code := strings.ToLower(text)
	if !strings.HasPrefix(code, customPrefix) {
		return code
	}
	if t := p.now(); code == customPrefix && t.kind == quotedToken {
		p.next++
		return customPrefix + t.text
	}
	return customPrefix + text[len(customPrefix):]
}

func signs() map[string]Op {
	return map[string]Op{">=": AtLeast, "<=": AtMost, ">": MoreThan, "<": LessThan, "=": Is, "!=": IsNot, "~": Contains}
}

func (p *parser) compare(r *crm.Rule) {
	for _, op := range told() {
		if p.err == nil && p.word(string(op)) {
			r.Op = string(op)
			return
		}
	}
	op, ok := signs()[p.now().text]
	if !ok || p.now().kind != markToken {
		p.want("one of >= <= > < = != ~ known unknown")
		return
	}
	p.next++
	r.Op, r.Value = string(op), p.value()
}

func (p *parser) value() string {
	t := p.now()
	if t.kind != wordToken && t.kind != quotedToken || t.kind == wordToken && reserved(t.text) {
		p.want("a value")
		return ""
	}
	p.next++
	return t.text
}

func (p *parser) bought() crm.Rule {
	r := crm.Rule{Op: string(Is)}
	p.need("(")
	switch {
	case p.err != nil:
		return r
	case p.word("product"):
		r.Field = FieldBoughtProduct
	case p.word("category"):
		r.Field = FieldBoughtCategory
	default:
		p.want(`product="…" or category="…"`)
		return r
	}
	p.need("=")
	r.Value = p.value()
	p.more(&r)
	return r
}

func (p *parser) contacted() crm.Rule {
	r := crm.Rule{Field: FieldContacted, Op: string(Is), Value: AnyChannel}
	p.need("(")
	if p.err == nil && p.word("by") {
		p.need("=")
		r.Value = p.value()
		p.more(&r)
		return r
	}
	if p.err == nil && !p.mark(")") {
		p.extras(&r, "days", "times")
	}
	return r
}

// more reads what follows the first of a list in brackets.
func (p *parser) more(r *crm.Rule) {
	switch {
	case p.err != nil || p.mark(")"):
	case p.mark(","):
		p.extras(r, "days", "times")
	default:
		p.want(`"," or ")"`)
	}
}

// extras reads numbers up to the closing bracket.
func (p *parser) extras(r *crm.Rule, names ...string) {
	for p.err == nil {
		t := p.take()
		at := slices.Index(names, strings.ToLower(t.text))
		if at < 0 {
			p.err = &SyntaxError{At: t.at, Want: strings.Join(names, " or "), Got: t.text}
			return
		}
		p.need("=")
		v := p.count()
		if names[at] == "days" {
			r.Days = v
		} else {
			r.Times = v
		}
		if p.mark(")") {
			return
		}
		p.need(",")
	}
}

// count is a whole number from 1 up.
func (p *parser) count() int {
	v, err := strconv.Atoi(p.now().text)
	if p.err == nil && (err != nil || v < 1 || v > 1_000_000) {
		p.want("a whole number from 1 up")
	}
	p.take()
	return v
}
