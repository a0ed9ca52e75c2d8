package book

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"regulars/data/crm"
)

// fieldText shows one field of an op as text: it is decoded into scratch, a
// record of the op's kind, and written as JSON without needless quotes.
func fieldText(scratch crm.Record, number uint64, values fields) string {
	raw, ok := values[number]
	if !ok {
		return ""
	}
	one, err := join(fields{number: raw})
	if err != nil || decoder.Unmarshal(one, scratch) != nil {
		return "?"
	}
	v := fieldByNumber(reflect.ValueOf(scratch).Elem(), number)
	if !v.IsValid() {
		return "?"
	}
	data, err := json.Marshal(v.Interface())
	if err != nil {
		return "?"
	}
	text := string(data)
	if s := ""; json.Unmarshal(data, &s) == nil {
		text = s
	}
	return text
}

func fieldByNumber(v reflect.Value, number uint64) reflect.Value {
	t := v.Type()
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			if found := fieldByNumber(v.Field(i), number); found.IsValid() {
				return found
			}
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("cbor"), ",")
		if name == strconv.FormatUint(number, 10) {
			return v.Field(i)
		}
	}
	return reflect.Value{}
}

// badText names the first field whose text is not UTF-8. Importers convert;
// what slips through would be unreadable on screen and in exports.
func badText(v reflect.Value) (field string, bad bool) {
	switch v.Kind() {
	case reflect.String:
		return "", !utf8.ValidString(v.String())
	case reflect.Struct:
		return badField(v)
	case reflect.Slice:
		for i := range v.Len() {
			if field, bad := badText(v.Index(i)); bad {
				return strconv.Itoa(i) + "." + field, true
			}
		}
	case reflect.Map:
		for it := v.MapRange(); it.Next(); {
			_, badKey := badText(it.Key())
			if _, badValue := badText(it.Value()); badKey || badValue {
				return "", true
			}
		}
	}
	return "", false
}

func badField(v reflect.Value) (field string, bad bool) {
	for i := range v.NumField() {
		field, bad := badText(v.Field(i))
		if !bad {
			continue
		}
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		return strings.Trim(name+"."+field, "."), true
	}
	return "", false
}
