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

// keeper works on the table of one kind.
type keeper struct {
	put    func(crm.Record)
	remove func(crm.ID)
	own    func() // copies the table, so that the one a snapshot holds stays as it is
}

// of is the keeper of a kind; ok is false for a kind without table.
func (t *Tables) of(kind crm.Kind) (k keeper, ok bool) {
	switch kind {
	case crm.KindActivityRate:
		return keep(&t.Rates), true
	case crm.KindResource:
		return keep(&t.Resources), true
	case crm.KindCapacity:
		return keep(&t.Capacity), true
	case crm.KindRateClass:
		return keep(&t.Classes), true
	case crm.KindTurnAway:
		return keep(&t.TurnAways), true
	case crm.KindCostItem:
		return keep(&t.Costs), true
	case crm.KindPriceList:
		return keep(&t.PriceLists), true
	case crm.KindCalendar:
		return keep(&t.Calendars), true
	case crm.KindDemandEvent:
		return keep(&t.Events), true
	case crm.KindSite:
		return keep(&t.Sites), true
	}
	return k, false
}

func (t *Tables) own() {
	for _, kind := range TableKinds() {
		if k, ok := t.of(kind); ok {
			k.own()
		}
	}
}

func keep[T any, P pointer[T]](list *[]T) keeper {
	return keeper{
		put:    func(r crm.Record) { *list = upsert(*list, r.(P)) },
		remove: func(id crm.ID) { *list = without[T, P](*list, id) },
		own:    func() { *list = slices.Clone(*list) },
	}
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
