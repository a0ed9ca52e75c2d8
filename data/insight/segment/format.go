package segment

import (
	"strconv"
	"strings"

	"regulars/data/crm"
)

// Format writes a rule so that [Parse] reads it back, with the names of
// products, categories and tags in place of their IDs where one alone is
// called so. A rule that asks nothing is "".
func Format(r crm.Rule, in Input) string {
	if r.Field == "" && len(r.Parts) == 0 && !r.Not && !r.Any {
		return ""
	}
	return format(r, in, false)
}

// format writes a rule, in brackets where it is one of several.
func format(r crm.Rule, in Input, inside bool) string {
	if r.Field != "" {
		return formatCondition(r, in)
	}
	if len(r.Parts) == 1 {
		only := r.Parts[0]
		if r.Not {
			only = turned(only)
		}
		return format(only, in, inside)
	}
	joint := " and "
	if r.Any {
		joint = " or "
	}
	parts := make([]string, len(r.Parts))
	for i, part := range r.Parts {
		parts[i] = format(part, in, true)
	}
	text := strings.Join(parts, joint)
	switch {
	case len(parts) == 0: // everybody, or nobody: a number everybody has
		text = FieldOrders + " >= 0"
		if r.Any != r.Not {
			text = FieldOrders + " < 0"
		}
		return text
	case r.Not:
		return "not (" + text + ")"
	case inside:
		return "(" + text + ")"
	}
	return text
}

func formatCondition(r crm.Rule, in Input) string {
	no := ""
	if r.Not {
		no = "not "
	}
	if isDeed(r.Field) {
		if r.Not != (Op(r.Op) == IsNot) {
			return "not " + formatDeed(r, in)
		}
		return formatDeed(r, in)
	}
	text := no + r.Field
	if code, own := strings.CutPrefix(r.Field, customPrefix); own && quote(code) != code {
		text = no + customPrefix + quote(code)
	}
	if r.Days > 0 {
		text += "(days=" + strconv.Itoa(r.Days) + ")"
	}
	for sign, op := range signs() {
		if Op(r.Op) == op {
			return text + " " + sign + " " + quote(nameOf(r, in))
		}
	}
	return text + " " + r.Op
}

// formatDeed writes what was done: bought(product=Tea, days=90).
func formatDeed(r crm.Rule, in Input) string {
	var list []string
	name := "bought"
	switch r.Field {
	case FieldBoughtProduct:
		list = append(list, "product="+quote(nameOf(r, in)))
	case FieldBoughtCategory:
		list = append(list, "category="+quote(nameOf(r, in)))
	case FieldContacted:
		name = FieldContacted
		if r.Value != AnyChannel {
			list = append(list, "by="+quote(r.Value))
		}
	}
	if r.Days > 0 {
		list = append(list, "days="+strconv.Itoa(r.Days))
	}
	if r.Times > 0 {
		list = append(list, "times="+strconv.Itoa(r.Times))
	}
	return name + "(" + strings.Join(list, ", ") + ")"
}

// nameOf is the name behind an ID in a condition's value, if it is the only
// one; else the value as it is.
func nameOf(r crm.Rule, in Input) string {
	name, ok := Name(r, in)
	if !ok {
		return r.Value
	}
	count := 0
	each(r.Field, in, func(_ crm.ID, other string) {
		if strings.EqualFold(other, name) {
			count++
		}
	})
	if count != 1 {
		return r.Value
	}
	return name
}

// Name is what the product, category or tag of a condition is called; ok is
// false where the value is of another kind or nothing of the kind is there.
func Name(r crm.Rule, in Input) (name string, ok bool) {
	each(r.Field, in, func(id crm.ID, its string) {
		if !ok && (id.String() == r.Value || strings.EqualFold(its, r.Value)) {
			name, ok = its, its != ""
		}
	})
	return name, ok
}

// each walks the records that the values of a field name.
func each(field string, in Input, fn func(id crm.ID, name string)) {
	s := in.Facts
	switch field {
	case FieldBoughtProduct:
		for i, id := range s.Product.ID {
			fn(id, s.Product.Name[i])
		}
	case FieldBoughtCategory:
		for i, id := range s.Category.ID {
			fn(id, s.Category.Name[i])
		}
	case FieldTag:
		for _, t := range in.Tags {
			fn(t.ID, t.Name)
		}
	}
}

// Bind puts the IDs of products, categories and tags in place of their names
// where one alone is called so: a saved rule then outlives a new name.
func Bind(r crm.Rule, in Input) crm.Rule {
	out := r
	out.Parts = make([]crm.Rule, len(r.Parts))
	for i, part := range r.Parts {
		out.Parts[i] = Bind(part, in)
	}
	if len(out.Parts) == 0 {
		out.Parts = nil
	}
	var found []crm.ID
	each(r.Field, in, func(id crm.ID, name string) {
		if name != "" && strings.EqualFold(name, r.Value) {
			found = append(found, id)
		}
	})
	if len(found) == 1 {
		out.Value = found[0].String()
	}
	return out
}
