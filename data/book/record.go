package book

import (
	"bytes"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/fxamacker/cbor/v2"

	"regulars/data/crm"
)

// fields is an encoded record taken apart: field number to encoded value.
type fields map[uint64]cbor.RawMessage

// row is how a record is stored: when it was created and last changed, the
// time of each field changed since creation, and the encoded record.
type row struct {
	_       struct{} `cbor:",toarray"`
	Created uint64
	Changed uint64
	Times   map[uint64]uint64
	Data    cbor.RawMessage
}

// time returns when a field got its present value.
func (r *row) time(field uint64) uint64 {
	if t, ok := r.Times[field]; ok {
		return t
	}
	return r.Created
}

// newRecord returns an empty record of a kind, nil for an unknown kind.
func newRecord(k crm.Kind) crm.Record {
	switch k {
	case crm.KindParty:
		return new(crm.Party)
	case crm.KindRelationship:
		return new(crm.Relationship)
	case crm.KindInteraction:
		return new(crm.Interaction)
	case crm.KindTask:
		return new(crm.Task)
	case crm.KindProduct:
		return new(crm.Product)
	case crm.KindCategory:
		return new(crm.Category)
	case crm.KindDocument:
		return new(crm.SalesDocument)
	case crm.KindTag:
		return new(crm.Tag)
	case crm.KindCustomField:
		return new(crm.CustomField)
	case crm.KindReason:
		return new(crm.Reason)
	case crm.KindDemandEvent:
		return new(crm.DemandEvent)
	case crm.KindImportBatch:
		return new(crm.ImportBatch)
	case crm.KindImportMap:
		return new(crm.ImportMap)
	case crm.KindSettings:
		return new(crm.Settings)
	case crm.KindView:
		return new(crm.View)
	case crm.KindActivityRate:
		return new(crm.ActivityRate)
	case crm.KindReferral:
		return new(crm.Referral)
	case crm.KindSegment:
		return new(crm.Segment)
	case crm.KindScenario:
		return new(crm.Scenario)
	case crm.KindSuggestion:
		return new(crm.Suggestion)
	case crm.KindPrediction:
		return new(crm.Prediction)
	case crm.KindSite:
		return new(crm.Site)
	case crm.KindResource:
		return new(crm.Resource)
	case crm.KindCapacity:
		return new(crm.CapacityCalendar)
	case crm.KindRateClass:
		return new(crm.RateClass)
	case crm.KindBooking:
		return new(crm.Booking)
	case crm.KindTurnAway:
		return new(crm.TurnAway)
	case crm.KindCostItem:
		return new(crm.CostItem)
	case crm.KindPriceList:
		return new(crm.PriceList)
	case crm.KindCalendar:
		return new(crm.Calendar)
	}
	return nil
}

// FieldNames maps the stored field numbers of a kind to their JSON names,
// for showing history.
func FieldNames(k crm.Kind) map[uint64]string {
	names := map[uint64]string{}
	if r := newRecord(k); r != nil {
		collectFields(reflect.TypeOf(r).Elem(), names)
	}
	return names
}

func collectFields(t reflect.Type, names map[uint64]string) {
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			collectFields(f.Type, names)
			continue
		}
		number, _, _ := strings.Cut(f.Tag.Get("cbor"), ",")
		n, err := strconv.ParseUint(number, 10, 64)
		if err != nil {
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		names[n] = name
	}
}

func split(data []byte) (fields, error) {
	f := fields{}
	if len(data) == 0 {
		return f, nil
	}
	return f, unmarshal(data, &f)
}

func join(f fields) (cbor.RawMessage, error) { return encoder.Marshal(f) }

// diff returns the values of all fields that differ: those before, those after.
func diff(old, now fields) (before, after fields) {
	before, after = fields{}, fields{}
	for n, v := range old {
		if !bytes.Equal(v, now[n]) {
			before[n] = v
		}
	}
	for n, v := range now {
		if !bytes.Equal(v, old[n]) {
			after[n] = v
		}
	}
	return before, after
}

// changedFields lists the field numbers in either map, ascending.
func changedFields(before, after fields) []uint64 {
	var out []uint64
	for n := range before {
		out = append(out, n)
	}
	for n := range after {
		if _, both := before[n]; !both {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out
}

// merge takes apart the row's record and the one to be saved over it. Fields
// that are the same to this program keep their bytes: a newer version may
// have written something into or beside them that this one does not know.
func (r *row) merge(kind crm.Kind, data []byte) (was, now fields, err error) {
	seen := newRecord(kind)
	if err := unmarshal(r.Data, seen); err != nil {
		return nil, nil, err
	}
	again, err := encoder.Marshal(seen)
	if err != nil {
		return nil, nil, err
	}
	var parts [3]fields
	for i, d := range [][]byte{r.Data, again, data} {
		if parts[i], err = split(d); err != nil {
			return nil, nil, err
		}
	}
	was, same, now := parts[0], parts[1], parts[2]
	for _, n := range changedFields(was, now) {
		switch {
		case !bytes.Equal(same[n], now[n]):
		case was[n] == nil:
			delete(now, n)
		default:
			now[n] = was[n]
		}
	}
	return was, now, nil
}

// fieldDeleted is the number of [crm.Meta.DeletedAt].
const fieldDeleted = 2

// decodeInto reads the encoded record of a row into rec.
func (r *row) decodeInto(rec crm.Record) error {
	if err := unmarshal(r.Data, rec); err != nil {
		return err
	}
	m := rec.Base()
	m.CreatedAt, m.UpdatedAt = momentOf(r.Created), momentOf(r.Changed)
	return nil
}

// A hybrid logical time is milliseconds since 1970 times 65536 plus a
// counter, so that it always grows and still tells the time.
func momentOf(t uint64) crm.Instant { return crm.Instant(t >> 16) }
