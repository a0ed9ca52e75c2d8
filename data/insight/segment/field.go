package segment

import (
	"slices"
	"strings"

	"regulars/data/crm"
	"regulars/data/insight/lifecycle"
	"regulars/data/insight/rfm"
	"regulars/data/insight/value"
)

// Op is how a condition compares.
type Op string

// The operations. Known and Unknown need no value.
const (
	Is       Op = "is"
	IsNot    Op = "is_not"
	Contains Op = "contains"
	AtLeast  Op = "at_least"
	AtMost   Op = "at_most"
	MoreThan Op = "more_than"
	LessThan Op = "less_than"
	Known    Op = "known"
	Unknown  Op = "unknown"
)

// Form is what the values of a field are.
type Form string

// The forms.
const (
	Choice   Form = "choice"   // one of the field's options, or a word of the book
	Text     Form = "text"     // free text; capitals are of no account
	Number   Form = "number"   // a decimal number
	Money    Form = "money"    // a decimal amount of the base currency
	Day      Form = "day"      // YYYY-MM-DD
	Product  Form = "product"  // an ID, a name or a SKU
	Category Form = "category" // an ID or a name; those below it belong to it
	Tag      Form = "tag"      // an ID or a name
)

// Theme is what a field is about, for grouping.
type Theme string

// The themes.
const (
	Person   Theme = "person"   // what stands on the page
	Numbers  Theme = "numbers"  // of purchases
	Ranks    Theme = "ranks"    // against the other customers
	Behavior Theme = "behavior" // what was done
	Own      Theme = "own"      // the owner's own fields
)

// Field is one thing a condition can ask about.
type Field struct {
	Code  string
	Theme Theme
	Form  Form
	Ops   []Op
	// Options are the values of a closed choice; empty: any.
	Options []string
	// Page: it stands on the customer's page and is as of now.
	Page bool
	// Window: a condition may look back some days only; Times: it may ask for
	// a number of times.
	Window, Times bool
	Label         string // of the owner's own fields
}

// The codes of fields that other packages name.
const (
	FieldR              = "r"
	FieldOrders         = "orders"
	FieldRevenue        = "revenue"
	FieldQuiet          = "quiet"
	FieldTenure         = "tenure"
	FieldConsent        = "consent"
	FieldCountry        = "country"
	FieldBoughtProduct  = "bought_product"
	FieldBoughtCategory = "bought_category"
	FieldContacted      = "contacted"
	FieldReferrals      = "referrals"
	FieldTag            = "tag"
	FieldSegment        = "segment"
	FieldClass          = "class"
	FieldStage          = "stage"
	customPrefix        = "custom."
)

func compares() []Op { return []Op{AtLeast, AtMost, MoreThan, LessThan, Is, IsNot} }
func matches() []Op  { return []Op{Is, IsNot} }
func told() []Op     { return []Op{Known, Unknown} }

// Fields lists what can be asked in every book, in the order shown.
func Fields() []Field {
	return []Field{
		{Code: FieldOrders, Theme: Numbers, Form: Number, Ops: compares(), Window: true},
		{Code: FieldRevenue, Theme: Numbers, Form: Money, Ops: compares(), Window: true},
		{Code: "margin", Theme: Numbers, Form: Money, Ops: compares(), Window: true},
		{Code: "average", Theme: Numbers, Form: Money, Ops: compares(), Window: true},
		{Code: FieldQuiet, Theme: Numbers, Form: Number, Ops: compares()},
		{Code: FieldTenure, Theme: Numbers, Form: Number, Ops: compares()},
		{Code: FieldR, Theme: Ranks, Form: Number, Ops: compares()},
		{Code: "f", Theme: Ranks, Form: Number, Ops: compares()},
		{Code: "m", Theme: Ranks, Form: Number, Ops: compares()},
		{Code: FieldSegment, Theme: Ranks, Form: Choice, Ops: matches(), Options: texts(rfm.Segments())},
		{Code: FieldClass, Theme: Ranks, Form: Choice, Ops: matches(), Options: texts(value.Classes())},
		{Code: FieldStage, Theme: Ranks, Form: Choice, Ops: matches(), Options: texts(lifecycle.Stages())},
		{Code: FieldBoughtProduct, Theme: Behavior, Form: Product, Ops: matches(), Window: true, Times: true},
		{Code: FieldBoughtCategory, Theme: Behavior, Form: Category, Ops: matches(), Window: true, Times: true},
		{Code: FieldContacted, Theme: Behavior, Form: Choice, Ops: matches(), Options: append([]string{AnyChannel}, texts(crm.Channels())...), Window: true, Times: true},
		{Code: FieldReferrals, Theme: Behavior, Form: Number, Ops: compares(), Window: true},
		{Code: FieldConsent, Theme: Person, Form: Choice, Ops: matches(), Options: texts(crm.Channels()), Page: true},
		{Code: FieldTag, Theme: Person, Form: Tag, Ops: matches(), Page: true},
		{Code: "group", Theme: Person, Form: Choice, Ops: append(matches(), told()...), Page: true},
		{Code: FieldCountry, Theme: Person, Form: Choice, Ops: append(matches(), told()...), Page: true},
		{Code: "source", Theme: Person, Form: Choice, Ops: append(matches(), told()...), Page: true},
		{Code: "language", Theme: Person, Form: Choice, Ops: append(matches(), told()...), Page: true},
		{Code: "channel", Theme: Person, Form: Choice, Ops: append(matches(), told()...), Options: texts(crm.Channels()), Page: true},
		{Code: "has", Theme: Person, Form: Choice, Ops: matches(), Options: texts(Things()), Page: true},
		{Code: "role", Theme: Person, Form: Choice, Ops: append(matches(), told()...), Options: roles(), Page: true},
		{Code: "kind", Theme: Person, Form: Choice, Ops: matches(), Options: texts([]crm.PartyKind{crm.Person, crm.Organization}), Page: true},
		{Code: "birth_month", Theme: Person, Form: Number, Ops: append(compares(), told()...), Page: true},
		{Code: "since", Theme: Person, Form: Day, Ops: append(compares(), told()...), Page: true},
	}
}

// AnyChannel is the value of a contact by whatever channel.
const AnyChannel = "any"

func roles() []string {
	return texts([]crm.Role{crm.RoleCustomer, crm.RoleProspect, crm.RolePartner, crm.RoleSupplier, crm.RoleDistributor, crm.RoleReferrer})
}

func texts[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, v := range all {
		out[i] = string(v)
	}
	return out
}

// FieldsOf lists what can be asked of a book: [Fields] and the owner's own.
func FieldsOf(customs []crm.CustomField) []Field {
	all := Fields()
	for _, c := range customs {
		all = append(all, customField(c))
	}
	return all
}

func customField(c crm.CustomField) Field {
	f := Field{Code: customPrefix + c.Code, Theme: Own, Form: Text, Ops: append([]Op{Is, IsNot, Contains}, told()...), Page: true, Label: c.Label}
	switch c.Type {
	case crm.FieldNumber:
		f.Form, f.Ops = Number, append(compares(), told()...)
	case crm.FieldMoney:
		f.Form, f.Ops = Money, append(compares(), told()...)
	case crm.FieldDate:
		f.Form, f.Ops = Day, append(compares(), told()...)
	case crm.FieldBool:
		f.Form, f.Ops, f.Options = Choice, matches(), []string{"yes"}
	case crm.FieldChoice:
		f.Form, f.Ops, f.Options = Choice, append(matches(), told()...), c.Options
	}
	return f
}

// FieldOf finds a field of a book by its code.
func FieldOf(code string, customs []crm.CustomField) (Field, bool) {
	all := Fields()
	if strings.HasPrefix(code, customPrefix) {
		all = FieldsOf(customs)
	}
	at := slices.IndexFunc(all, func(f Field) bool { return f.Code == code })
	if at < 0 {
		return Field{}, false
	}
	return all[at], true
}

// LooksAtPage reports whether a rule asks for anything that stands in
// [Profile], so that profiles need to be read.
func LooksAtPage(r crm.Rule) bool {
	if f, ok := FieldOf(r.Field, nil); ok && f.Page || strings.HasPrefix(r.Field, customPrefix) {
		return true
	}
	return slices.ContainsFunc(r.Parts, LooksAtPage)
}
