package crm_test

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"regulars/data/crm"
)

var addFields = flag.Bool("add", false, "add new fields to testdata/fields.txt")

// records is one empty record of every kind.
func records() []crm.Record {
	return []crm.Record{
		&crm.Party{}, &crm.Relationship{}, &crm.Interaction{}, &crm.Task{}, &crm.Product{}, &crm.Category{}, &crm.SalesDocument{}, &crm.Tag{},
		&crm.CustomField{}, &crm.Reason{}, &crm.DemandEvent{}, &crm.ImportBatch{}, &crm.ImportMap{}, &crm.Settings{}, &crm.View{},
		&crm.ActivityRate{}, &crm.Referral{}, &crm.Segment{}, &crm.Scenario{}, &crm.Suggestion{}, &crm.Prediction{},
		&crm.Site{}, &crm.Resource{}, &crm.CapacityCalendar{}, &crm.RateClass{}, &crm.Booking{}, &crm.TurnAway{}, &crm.CostItem{}, &crm.PriceList{}, &crm.Calendar{},
	}
}

// storedField is one field as it lies on disk.
type storedField struct {
	owner  string // the Go type that declares it
	number int
	name   string // of the JSON field
	form   string // the Go type of the value
}

func (f storedField) String() string {
	return fmt.Sprintf("%s %d %s %s", f.owner, f.number, f.name, f.form)
}

// fieldsOf lists the stored fields of a struct and of all structs inside it.
func fieldsOf(t *testing.T, typ reflect.Type, seen map[reflect.Type]bool) (out []storedField) {
	t.Helper()
	for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice || typ.Kind() == reflect.Map {
		typ = typ.Elem()
	}
	if typ.Kind() != reflect.Struct || seen[typ] {
		return nil
	}
	seen[typ] = true
	for i := range typ.NumField() {
		f := typ.Field(i)
		tag, name := f.Tag.Get("cbor"), strings.Split(f.Tag.Get("json"), ",")[0]
		if f.Anonymous {
			out = append(out, fieldsOf(t, f.Type, seen)...)
			continue
		}
		if tag == "-" || !f.IsExported() {
			continue
		}
		number, err := strconv.Atoi(strings.Split(tag, ",")[0])
		if err != nil || !strings.Contains(tag, ",keyasint") {
			t.Errorf("%s.%s has no field number: %q", typ.Name(), f.Name, tag)
			continue
		}
		out = append(out, storedField{typ.Name(), number, name, f.Type.String()})
		out = append(out, fieldsOf(t, f.Type, seen)...)
	}
	return out
}

func allFields(t *testing.T) []storedField {
	t.Helper()
	seen := map[reflect.Type]bool{}
	var out []storedField
	for _, r := range records() {
		out = append(out, fieldsOf(t, reflect.TypeOf(r), seen)...)
	}
	return out
}

func TestEveryKindHasItsRecord(t *testing.T) {
	var kinds []crm.Kind
	for _, r := range records() {
		kinds = append(kinds, r.Kind())
	}
	if !slices.Equal(kinds, crm.Kinds()) {
		t.Errorf("the records of this test are of kinds %v, want %v", kinds, crm.Kinds())
	}
}

func TestFieldNumbersAreUnique(t *testing.T) {
	owners := map[string]bool{}
	for _, r := range records() {
		owners[reflect.TypeOf(r).Elem().Name()] = true
	}
	taken := map[string]string{}
	for _, f := range allFields(t) {
		place := fmt.Sprintf("%s %d", f.owner, f.number)
		if other, ok := taken[place]; ok {
			t.Errorf("number %d of %s is taken twice: %s and %s", f.number, f.owner, other, f.name)
		}
		taken[place] = f.name
		switch {
		case f.owner == "Meta" && (f.number < 1 || f.number > 9):
			t.Errorf("Meta.%s has number %d; 1 to 9 are its own", f.name, f.number)
		case owners[f.owner] && f.number < 10:
			t.Errorf("%s.%s has number %d; 1 to 9 belong to Meta", f.owner, f.name, f.number)
		case f.number < 1:
			t.Errorf("%s.%s has number %d", f.owner, f.name, f.number)
		}
	}
}

// TestFieldNumbersAreNeverReused compares with every field there ever was.
// After a new field: go test ./data/crm -run Reused -add. Lines are never
// removed, so that the number of a field given up stays taken.
func TestFieldNumbersAreNeverReused(t *testing.T) {
	const path = "testdata/fields.txt"
	known := map[string]string{}
	file, err := os.Open(path)
	if err != nil && !*addFields {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(file); lines.Scan(); {
		words := strings.SplitN(lines.Text(), " ", 3)
		known[words[0]+" "+words[1]] = words[2]
	}
	_ = file.Close()
	var fresh []string
	for _, f := range allFields(t) {
		place, is := fmt.Sprintf("%s %d", f.owner, f.number), f.name+" "+f.form
		switch was, ok := known[place]; {
		case !ok:
			fresh = append(fresh, f.String())
		case was != is:
			t.Errorf("number %d of %s is %q on disks already; it cannot become %q", f.number, f.owner, was, is)
		}
	}
	if len(fresh) == 0 {
		return
	}
	if !*addFields {
		t.Fatalf("new fields, see the comment of this test: %s", strings.Join(fresh, "; "))
	}
	out, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := fmt.Fprintln(out, strings.Join(fresh, "\n")); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
}
