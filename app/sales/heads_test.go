package sales

import (
	"reflect"
	"strings"
	"testing"

	"regulars/data/crm"
)

// A head is read from the rows of whole documents, so every field of it needs
// the number and the type that field has there.
func TestHeadHasTheFieldNumbersOfADocument(t *testing.T) {
	number := func(f reflect.StructField) string { return strings.Split(f.Tag.Get("cbor"), ",")[0] }
	head, whole := reflect.TypeFor[docHead](), reflect.TypeFor[crm.SalesDocument]()
	for i := range head.NumField() {
		f := head.Field(i)
		same, ok := whole.FieldByName(f.Name)
		if !ok || number(f) != number(same) || f.Type != same.Type {
			t.Errorf("%s is number %s of type %v in a head, number %s of type %v in a document", f.Name, number(f), f.Type, number(same), same.Type)
		}
	}
}
