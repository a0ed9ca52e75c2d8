package crm_test

import (
	"testing"

	"regulars/data/crm"
)

func TestCanCome_000_23(t *testing.T) {
	rooms := &crm.Resource{}
	table := &crm.Resource{SlotMinutes: 60, OpenFrom: crm.NewClock(9, 0), OpenTo: crm.NewClock(16, 0)}
	always := &crm.Resource{SlotMinutes: 60}
	thursday, friday := crm.NewDate(2026, 10, 29), crm.NewDate(2026, 10, 30)
	ten, six := crm.NewClock(10, 0), crm.NewClock(18, 0)
	for _, c := range []struct {
		what string
		r    *crm.Resource
		day  crm.Date
		from crm.Clock
		not  []crm.DayPart
		can  bool
	}{
		{"no constraint", rooms, friday, 0, nil, true},
		{"a night of the weekend", rooms, friday, 0, []crm.DayPart{crm.PartWeekend}, false},
		{"a night of the week", rooms, thursday, 0, []crm.DayPart{crm.PartWeekend}, true},
		{"nights have no morning", rooms, thursday, ten, []crm.DayPart{crm.PartMorning}, true},
		{"ten in the morning", table, thursday, ten, []crm.DayPart{crm.PartMorning}, false},
		{"six in the evening", always, thursday, six, []crm.DayPart{crm.PartMorning}, true},
		{"six on a Friday", always, friday, six, []crm.DayPart{crm.PartWeekend}, false},
		{"some hour of the opening", table, thursday, 0, []crm.DayPart{crm.PartMorning}, true},
		{"no hour of the opening", table, thursday, 0, []crm.DayPart{crm.PartMorning, crm.PartAfternoon}, false},
		{"open all day", always, thursday, 0, []crm.DayPart{crm.PartMorning, crm.PartAfternoon}, true},
	} {
		p := &crm.Party{PartyKind: crm.Person, DisplayName: "Lan", CannotCome: c.not}
		if got := p.CanCome(c.r, c.day, c.from); got != c.can || p.Validate() != nil {
			t.Errorf("%s: %v, %v", c.what, got, p.Validate())
		}
	}
	if (&crm.Party{PartyKind: crm.Person, DisplayName: "Lan", CannotCome: []crm.DayPart{"noon"}}).Validate() == nil {
		t.Error("an unknown part is taken")
	}
}
