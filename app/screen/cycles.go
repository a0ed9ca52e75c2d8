package screen

import (
	"fmt"
	"math"
	"time"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/insight/cycle"
)

// CycleName is what a cycle is called.
func CycleName(r cycle.Row) string {
	if r.Cycle == cycle.Other && r.Period > 0 {
		return i18n.T("insightcycle.cycle_other_days", i18n.Args{"Period": i18n.Number(r.Period, 1)})
	}
	return i18n.T("insightcycle.cycle_" + string(r.Cycle))
}

// CycleSlot is what a slot of a cycle is called on an axis.
func CycleSlot(r cycle.Row, slot int) string {
	switch r.Cycle {
	case cycle.Hour:
		return fmt.Sprintf("%02d", slot)
	case cycle.Weekday:
		return i18n.WeekdayShort(time.Weekday(slot % 7))
	case cycle.Month:
		return i18n.MonthNameShort(time.Month(slot))
	case cycle.Quarter:
		return i18n.T("insightcycle.short_quarter", i18n.Args{"Quarter": slot})
	}
	return fmt.Sprintf("%d–%d", slot, lastOf(r, slot))
}

// CycleWhen is a slot within a sentence: "on Fridays".
func CycleWhen(r cycle.Row, slot int) string {
	return i18n.T("insightcycle.on_"+string(r.Cycle), i18n.Args{
		"Day": i18n.Weekday(time.Weekday(slot % 7)), "Month": i18n.MonthName(time.Month(max(1, min(12, slot)))), "Quarter": slot,
		"From": slotStart(r, slot), "To": slotEnd(r, slot)})
}

func slotStart(r cycle.Row, slot int) string {
	if r.Cycle == cycle.Hour {
		return fmt.Sprintf("%02d:00", slot)
	}
	return i18n.Integer(int64(slot))
}

func slotEnd(r cycle.Row, slot int) string {
	if r.Cycle == cycle.Hour {
		return fmt.Sprintf("%02d:00", slot+1)
	}
	return i18n.Integer(int64(lastOf(r, slot)))
}

// lastOf is the last day of a part of the month or of another period.
func lastOf(r cycle.Row, slot int) int {
	end := int(math.Ceil(r.Period))
	if r.Cycle == cycle.MonthPart {
		end = 31
	}
	for _, i := range r.Indices {
		if i.Slot > slot {
			return i.Slot - 1
		}
	}
	return end
}

// CycleSentence says what a cycle comes to, or why there is none.
func CycleSentence(r cycle.Row) string {
	low, high, ok := r.Ends()
	if r.Reason == cycle.Short {
		return i18n.N("insightcycle.reason_short", r.Repetitions)
	}
	if !r.Found || !ok {
		return i18n.T("insightcycle.reason_"+string(r.Reason), i18n.Args{"Strength": i18n.Percent(r.Strength, 0)})
	}
	return i18n.T("insightcycle.sentence", i18n.Args{"High": CycleWhen(r, high.Slot), "Low": CycleWhen(r, low.Slot),
		"Up": i18n.Percent(*high.Index-1, 0), "Down": i18n.Percent(1-*low.Index, 0)})
}

// CycleChart draws the indices of a cycle as bars, less one: what is above
// the average and what below.
func CycleChart(r cycle.Row) chart.Spec {
	bars := chart.Series{Name: i18n.T("insightcycle.index")}
	spec := chart.Spec{Kind: chart.Bar, XLabel: i18n.T("insightcycle.cycle_" + string(r.Cycle)), YLabel: bars.Name, N: r.N,
		Format: func(v float64) string { return i18n.Percent(v, 0) }}
	for _, i := range r.Indices {
		value := math.NaN()
		if i.Index != nil {
			value = *i.Index - 1
		}
		spec.Categories = append(spec.Categories, CycleSlot(r, i.Slot))
		bars.Values = append(bars.Values, value)
		bars.Keys = append(bars.Keys, CycleKey(r, i.Slot))
	}
	if spec.Series = []chart.Series{bars}; len(bars.Values) == 0 {
		spec.Series, spec.Empty = nil, CycleSentence(r)
	}
	return spec
}

// CycleKey names the sales of a slot.
func CycleKey(r cycle.Row, slot int) string { return fmt.Sprintf("cycle=%s&slot=%d", r.Cycle, slot) }
