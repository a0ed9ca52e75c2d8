package book

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"

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
