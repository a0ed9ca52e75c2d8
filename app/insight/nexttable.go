package insight

import (
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/insight/lifetime"
)

// nextSheet lists every customer beside the chart.
func (k *asker) nextSheet(f *lifetime.Forecast) *sheet {
	s := &sheet{title: nt("table_title"), columns: []column{{title: t("customer"), width: 160}}}
	if f.Gate == lifetime.Counts {
		s.columns = append(s.columns, column{title: nt("bought"), right: true, byValue: true})
	} else {
		s.columns = append(s.columns, column{title: nt("chance"), right: true, byValue: true}, column{title: nt("expected"), right: true, byValue: true})
	}
	s.columns = append(s.columns, column{title: nt("silent"), right: true, byValue: true, muted: true}, column{title: nt("gap"), right: true, byValue: true, muted: true})
	for _, r := range f.Rows {
		row := sheetRow{route: screen.Route{Screen: screen.Customers, ID: r.ID}, cells: []cell{{text: r.Name}}}
		if f.Gate == lifetime.Counts {
			row.cells = append(row.cells, cell{text: i18n.Integer(int64(r.Orders)), value: float64(r.Orders)})
		} else {
			row.cells = append(row.cells, chanceCells(f, r)...)
		}
		usual := cell{value: float64(r.Gap)}
		if r.Gap > 0 {
			usual.text = nn("days", r.Gap)
		}
		row.cells = append(row.cells, cell{text: i18n.Date(r.Last), plain: r.Last.String(), value: float64(r.Last)}, usual)
		s.rows = append(s.rows, row)
	}
	return s
}

// chanceCells are the chance and the orders to expect; empty without a chance.
func chanceCells(f *lifetime.Forecast, r lifetime.Row) []cell {
	if r.Chance == nil {
		return make([]cell, 2)
	}
	orders := i18n.Integer(int64(r.Low))
	if r.Low != r.High {
		orders += " – " + i18n.Integer(int64(r.High))
	}
	return []cell{{text: screen.ChanceText(f.Gate, r), value: r.Buy, tone: bandTone(r.Band)}, {text: orders, value: r.Expected}}
}

func bandTone(b lifetime.Band) ui.Tone {
	switch b {
	case lifetime.Likely:
		return ui.Good
	case lifetime.Possible:
		return ui.Accent
	}
	return ui.Neutral
}
