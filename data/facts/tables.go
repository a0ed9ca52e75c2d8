package facts

import (
	"bytes"
	"slices"

	"regulars/data/crm"
)

// Tables are the kinds of which a business has few: whole records, in the
// order of their ids, without those in the trash. A checkpoint does not hold
// them; [TableKinds] are put again when it is loaded.
type Tables struct {
	Rates      []crm.ActivityRate
	Resources  []crm.Resource
	Capacity   []crm.CapacityCalendar
	Classes    []crm.RateClass
	TurnAways  []crm.TurnAway
	Costs      []crm.CostItem
	PriceLists []crm.PriceList
	Calendars  []crm.Calendar
	Events     []crm.DemandEvent
	Sites      []crm.Site
}

// TableKinds are the kinds kept in [Tables].
func TableKinds() []crm.Kind {
	return []crm.Kind{crm.KindActivityRate, crm.KindResource, crm.KindCapacity, crm.KindRateClass, crm.KindTurnAway,
		crm.KindCostItem, crm.KindPriceList, crm.KindCalendar, crm.KindDemandEvent, crm.KindSite}
}

// put keeps a record of one of the kinds; others are ignored.
func (t *Tables) put(r crm.Record) {
	switch r := r.(type) {
	case *crm.ActivityRate:
		t.Rates = upsert(t.Rates, r)
	case *crm.Resource:
		t.Resources = upsert(t.Resources, r)
	case *crm.CapacityCalendar:
		t.Capacity = upsert(t.Capacity, r)
	case *crm.RateClass:
		t.Classes = upsert(t.Classes, r)
	case *crm.TurnAway:
		t.TurnAways = upsert(t.TurnAways, r)
	case *crm.CostItem:
		t.Costs = upsert(t.Costs, r)
	case *crm.PriceList:
		t.PriceLists = upsert(t.PriceLists, r)
	case *crm.Calendar:
		t.Calendars = upsert(t.Calendars, r)
	case *crm.DemandEvent:
		t.Events = upsert(t.Events, r)
	case *crm.Site:
		t.Sites = upsert(t.Sites, r)
	}
}

// remove forgets a record that is gone for good.
func (t *Tables) remove(kind crm.Kind, id crm.ID) {
	switch kind {
	case crm.KindActivityRate:
		t.Rates = without(t.Rates, id)
	case crm.KindResource:
		t.Resources = without(t.Resources, id)
	case crm.KindCapacity:
		t.Capacity = without(t.Capacity, id)
	case crm.KindRateClass:
		t.Classes = without(t.Classes, id)
	case crm.KindTurnAway:
		t.TurnAways = without(t.TurnAways, id)
	case crm.KindCostItem:
		t.Costs = without(t.Costs, id)
	case crm.KindPriceList:
		t.PriceLists = without(t.PriceLists, id)
	case crm.KindCalendar:
		t.Calendars = without(t.Calendars, id)
	case crm.KindDemandEvent:
		t.Events = without(t.Events, id)
	case crm.KindSite:
		t.Sites = without(t.Sites, id)
	}
}

// own copies all tables, so that those a snapshot holds stay as they are.
func (t *Tables) own() {
	t.Rates, t.Resources, t.Capacity = slices.Clone(t.Rates), slices.Clone(t.Resources), slices.Clone(t.Capacity)
	t.Classes, t.TurnAways, t.Costs = slices.Clone(t.Classes), slices.Clone(t.TurnAways), slices.Clone(t.Costs)
	t.PriceLists, t.Calendars = slices.Clone(t.PriceLists), slices.Clone(t.Calendars)
	t.Events, t.Sites = slices.Clone(t.Events), slices.Clone(t.Sites)
}

// pointer is a record by pointer.
type pointer[T any] interface {
	*T
	crm.Record
}

func place[T any, P pointer[T]](list []T, id crm.ID) (int, bool) {
	return slices.BinarySearchFunc(list, id, func(r T, id crm.ID) int {
		at := P(&r).Base().ID
		return bytes.Compare(at[:], id[:])
	})
}

func upsert[T any, P pointer[T]](list []T, r P) []T {
	m := r.Base()
	if m.Deleted() {
		return without[T, P](list, m.ID)
	}
	at, there := place[T, P](list, m.ID)
	if there {
		list[at] = *r
		return list
	}
	return slices.Insert(list, at, *r)
}

func without[T any, P pointer[T]](list []T, id crm.ID) []T {
	if at, there := place[T, P](list, id); there {
		return slices.Delete(list, at, at+1)
	}
	return list
}

// ByID returns the record of a table with an id; nil without one.
func ByID[T any, P pointer[T]](list []T, id crm.ID) P {
	if at, there := place[T, P](list, id); there {
		return &list[at]
	}
	return nil
}
