// Package planning writes the planning sheet in the language in use: tables
// for the window and for a page of paper.
package planning

import (
	"math"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/screen/paper"
	"regulars/data/crm"
	"regulars/data/insight/demand"
	"regulars/data/insight/outlook"
	"regulars/data/insight/period"
	"regulars/data/insight/plan"
	"regulars/data/insight/rfm"
)

func t(key string, args ...i18n.Args) string { return i18n.T("planning."+key, args...) }

// Table is one part of the sheet. The first column is text, the others are numbers.
type Table struct {
	Title string
	Head  []string
	Rows  []Row
}

// Row is one thing planned.
type Row struct {
	plan.Row
	Cells []Cell // as many as the head
}

// Cell is a text with its number; Off says that what happened lay outside of
// what was likely.
type Cell struct {
	Text, Plain string
	Value       float64
	Off         bool
}

// Tables are those of products, segments and capacity; of what there is
// nothing there is no table.
func Tables(p *plan.Plan) (all []Table) {
	for _, of := range []plan.Of{plan.Product, plan.Segment, plan.Capacity} {
		table := Table{Title: t("by_" + string(of)), Head: []string{t("what")}}
		if of == plan.Capacity {
			table.Head = append(table.Head, t("offered"), t("booked"))
		}
		table.Head = append(table.Head, t("expected"), t("from"), t("to"))
		if of == plan.Capacity {
			table.Head = append(table.Head, t("occupancy"), t("hours"))
		}
		if p.LastFrom > 0 {
			table.Head = append(table.Head, t("last", i18n.Args{"Period": Short(p, p.LastFrom)}), t("happened"))
		}
		for _, r := range p.Rows {
			if r.Of == of || r.Of == plan.Total && of != plan.Capacity {
				table.Rows = append(table.Rows, Row{r, cells(p, r)})
			}
		}
		if n := len(table.Rows); n > 1 || n == 1 && of == plan.Capacity {
			all = append(all, table)
		}
	}
	return all
}

func cells(p *plan.Plan, r plan.Row) []Cell {
	number := func(v float64) Cell { return figure(p, r.Of, v) }
	likely := []Cell{dash(), dash(), dash()}
	if r.Known {
		likely = []Cell{number(r.Expected), number(r.Lo80), number(r.Hi80)}
	}
	row := []Cell{{Text: name(r)}}
	if room := r.Room; room != nil {
		row = append(row, number(float64(room.Offered)), number(float64(room.Booked)))
		likely = append(likely, dash(), dash())
		if room.Occupancy != nil {
			likely[3] = Cell{Text: i18n.Percent(*room.Occupancy, 0), Value: *room.Occupancy}
		}
		if room.Hours != nil {
			likely[4] = number(*room.Hours)
		}
	}
	row = append(row, likely...)
	if p.LastFrom == 0 {
		return row
	}
	if l := r.Last; l != nil {
		happened := number(l.Actual)
		happened.Off = l.Actual < l.Lo80 || l.Actual > l.Hi80
		return append(row, number(l.Expected), happened)
	}
	return append(row, dash(), dash())
}

func dash() Cell { return Cell{Text: "–", Value: math.Inf(-1)} }

// figure writes a number in the measure of the plan, of capacity in units.
func figure(p *plan.Plan, of plan.Of, v float64) Cell {
	if p.Measure == outlook.Net && of != plan.Capacity {
		one := math.Pow10(crm.Exponent(p.Currency))
		a := crm.Amount(math.Round(v/one) * one)
		return Cell{Text: i18n.Amount(a, p.Currency), Plain: crm.FormatDecimal(int64(a), crm.Exponent(p.Currency)), Value: v}
	}
	return Cell{Text: i18n.Number(math.Round(v), 0), Value: v}
}

// name of a row in the language in use.
func name(r plan.Row) string {
	switch {
	case r.Of == plan.Total:
		return i18n.T("insight.group" + demand.All)
	case r.Name != "":
		return r.Name
	case r.Code == "":
		return i18n.T("insight.group_none")
	case i18n.Has("insight.group" + r.Code):
		return i18n.T("insight.group" + r.Code)
	}
	return screen.SegmentName(rfm.Segment(r.Code))
}

// Period names the step that begins on a day.
func Period(p *plan.Plan, from crm.Date) string {
	if p.Unit == string(period.Month) {
		return i18n.Month(from)
	}
	return Short(p, from)
}

// Short names it where there is little room.
func Short(p *plan.Plan, from crm.Date) string {
	if p.Unit == string(period.Month) {
		return i18n.MonthShort(from)
	}
	_, week := from.Time().ISOWeek()
	return i18n.T("insightui.week_of", i18n.Args{"Week": week, "Date": i18n.DayMonth(from)})
}

// mostRows are of a printed table.
const mostRows = 22

// PDF prints the sheet on A4. The error is [paper.ErrGlyphs] where no font of
// the computer has the characters.
func PDF(p *plan.Plan, business string) ([]byte, error) {
	of := func(limit int) paper.Sheet {
		s := paper.Sheet{Title: t("title", i18n.Args{"Period": Period(p, p.From)}), Day: p.AsOf, Lead: paper.Block{Title: t("lead"), Lines: lead(p)}, Foot: foot(p)}
		s.Subtitle = i18n.Join(" · ", business, t("as_of", i18n.Args{"Date": i18n.DateLong(p.AsOf)}), i18n.T("insightoutlook.measure_"+string(p.Measure)))
		for _, table := range Tables(p) {
			s.Tables = append(s.Tables, printed(table, limit))
		}
		return s
	}
	return paper.PDF(of, mostRows, func(missing int) string { return i18n.N("brief.left_out", missing) })
}

// lead says what is expected in all, and what is supposed.
func lead(p *plan.Plan) (lines []string) {
	total := p.Rows[0]
	if !total.Known {
		return []string{i18n.T("insightoutlook.headline_thin")}
	}
	write := func(v float64) string { return figure(p, plan.Total, v).Text }
	lines = append(lines, i18n.T("insightoutlook.headline", i18n.Args{"Period": Period(p, p.From), "Value": write(total.Expected), "Low": write(total.Lo80), "High": write(total.Hi80)}))
	for _, c := range p.Conditions {
		what := i18n.T("insightoutlook.suppose_" + string(c.Kind))
		if !c.Told {
			lines = append(lines, i18n.T("insightoutlook.headline_untold", i18n.Args{"What": what}))
			continue
		}
		e := c.Steps[0]
		lines = append(lines, i18n.Join(": ", what, i18n.T("insightoutlook.arith_total", i18n.Args{"Measure": i18n.T("insightoutlook.measure_" + string(p.Measure)),
			"Times": i18n.Number(e.Times, 2), "Low": i18n.Number(e.Low, 2), "High": i18n.Number(e.High, 2)})))
	}
	return lines
}

// foot says what the numbers stand on.
func foot(p *plan.Plan) []string {
	lines := []string{t("note")}
	for _, n := range p.Needs {
		lines = append(lines, i18n.N("insight."+n.Code, n.Count))
	}
	return lines
}

func printed(table Table, limit int) paper.Table {
	out := paper.Table{Title: table.Title, Head: table.Head}
	for i, row := range table.Rows {
		line := make([]string, len(table.Head))
		for c, cell := range row.Cells {
			line[c] = cell.Text
		}
		if i == limit && len(table.Rows) > limit+1 {
			line = make([]string, len(table.Head))
			line[0] = i18n.N("planning.more", len(table.Rows)-limit)
		}
		if out.Rows = append(out.Rows, line); i == limit {
			break
		}
	}
	return out
}
