package demand

import (
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// Heat is demand by weekday and hour.
type Heat struct {
	AsOf  crm.Date
	Cells [7][24]Cell // Monday first
	// Days is the number of different days with a purchase at a known hour,
	// by weekday: a cell divided by it is the usual hour of an open day.
	Days     [7]int
	Total    Cell
	Timeless Cell // without time of day: in no cell, but in Total
	Coverage float64
	Needs    []insight.Need
	Currency string

	table *Table
}

// AskHeat answers by weekday and hour; By, Split, Top and Rank are ignored.
func AskHeat(s *facts.Snapshot, o Options) (*Heat, error) {
	o.By, o.Split = Hour, Whole
	t, err := Ask(s, o)
	if err != nil {
		return nil, err
	}
	h := &Heat{AsOf: t.Options.AsOf, Total: t.Total, Timeless: t.Timeless, Coverage: t.Coverage, Needs: t.Needs, Currency: t.Currency, table: t}
	var days [7][]crm.Date
	for i, d := range s.Doc.Date {
		hour := t.bucketOf(i)
		if hour < 0 || !t.sieve.document(i) {
			continue
		}
		weekday := weekdayOf(d)
		orders := 0
		t.visit(i, func(_, _ int32, part Cell) {
			orders += part.Orders
			h.Cells[weekday][hour].add(part)
		})
		if orders > 0 {
			days[weekday] = append(days[weekday], d)
		}
	}
	for w := range days {
		slices.Sort(days[w])
		h.Days[w] = len(slices.Compact(days[w]))
	}
	return h, nil
}

func weekdayOf(d crm.Date) int { return int(d.Weekday()+6) % 7 }

// Records returns the documents behind a cell: weekday 0 (Monday) to 6, hour 0 to 23.
func (h *Heat) Records(weekday, hour int) []int32 {
	return slices.DeleteFunc(h.table.Records(hour, -1), func(doc int32) bool { return weekdayOf(h.table.s.Doc.Date[doc]) != weekday })
}

// HeatRow is one cell.
type HeatRow struct {
	Weekday int `json:"weekday"` // ISO: 1 Monday to 7 Sunday
	Hour    int `json:"hour"`
	Cell
	Days int `json:"days"`
}

// Answer lists all 168 cells, or none without sales; n counts the orders at
// a known time.
func (h *Heat) Answer() insight.Answer[HeatRow] {
	a := insight.New[HeatRow]("demand", Method, h.Currency, h.AsOf)
	a.N, a.Coverage = h.Total.Orders-h.Timeless.Orders, h.Coverage
	a.Needs = append(a.Needs, h.Needs...)
	if h.Total.Lines == 0 {
		return a
	}
	for w := range h.Cells {
		for hour, cell := range h.Cells[w] {
			a.Rows = append(a.Rows, HeatRow{w + 1, hour, cell, h.Days[w]})
		}
	}
	return a
}
