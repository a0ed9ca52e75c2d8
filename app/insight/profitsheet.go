package insight

import (
	"cmp"
	"math"
	"slices"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/insight/profit"
)

// mostProfitRows is how many rows a sheet has at most; of more, the best and
// the worst are shown.
const mostProfitRows = 2000

// profitColumn is a column of the sheet and how a row fills it.
type profitColumn struct {
	column
	fill func(*profit.Row) cell
}

func (k *asker) profitSheet(r *profit.Result) *sheet {
	columns, title := k.goodsColumns(), pt("sheet_goods")
	if carriesEffort(r) {
		columns, title = k.peopleColumns(r.By), pt("sheet_people")
	}
	rows := r.Rows
	if len(rows) > mostProfitRows {
		rows = bestAndWorst(rows)
		title = pn("sheet_cut", mostProfitRows/2, i18n.Args{"Title": title})
	}
	s := &sheet{title: title, wide: true}
	for _, c := range columns {
		s.columns = append(s.columns, c.column)
	}
	for i := range rows {
		line := sheetRow{key: profitRowKey(&rows[i])}
		for _, c := range columns {
			line.cells = append(line.cells, c.fill(&rows[i]))
		}
		s.rows = append(s.rows, line)
	}
	return s
}

// bestAndWorst keeps the rows of the greatest contribution and those of the
// least profit.
func bestAndWorst(rows []profit.Row) []profit.Row {
	half := mostProfitRows / 2
	rest := slices.Clone(rows[half:])
	if rest[0].Effort != nil {
		slices.SortStableFunc(rest, func(a, b profit.Row) int { return cmp.Compare(b.Profit, a.Profit) })
	}
	return append(slices.Clone(rows[:half]), rest[len(rest)-half:]...)
}

func (k *asker) nameColumn(title string) profitColumn {
	return profitColumn{column{title: title, width: 180}, func(r *profit.Row) cell { return cell{text: profitRowName(r)} }}
}

func (k *asker) moneyColumn(title string, of func(*profit.Row) crm.Amount) profitColumn {
	return profitColumn{column{title: title, right: true, byValue: true}, func(r *profit.Row) cell { return k.moneyCell(of(r)) }}
}

func (k *asker) moneyCell(a crm.Amount) cell {
	c := cell{text: k.amount(a), plain: crm.FormatDecimal(int64(a), k.facts.Exp()), value: float64(a)}
	if a < 0 {
		c.tone = ui.Bad
	}
	return c
}

// shareColumn is a ratio; one that does not exist stands empty and last.
func shareColumn(title string, of func(*profit.Row) profit.Rate) profitColumn {
	return profitColumn{column{title: title, right: true, byValue: true, muted: true}, func(r *profit.Row) cell {
		rate := of(r)
		if !rate.Known {
			return cell{value: math.Inf(-1)}
		}
		return cell{text: i18n.Percent(rate.Value, 1), value: rate.Value}
	}}
}

func known(v float64) profit.Rate { return profit.Rate{Value: v, Known: true} }

func (k *asker) goodsColumns() []profitColumn {
	return append([]profitColumn{k.nameColumn(pt("by_" + string(k.q.profitBy))),
		k.moneyColumn(pt("line_contribution"), func(r *profit.Row) crm.Amount { return r.Contribution }),
		k.moneyColumn(pt("line_net"), func(r *profit.Row) crm.Amount { return r.Net }),
		shareColumn(pt("col_costed"), func(r *profit.Row) profit.Rate { return known(r.Coverage) }),
		shareColumn(pt("col_margin"), func(r *profit.Row) profit.Rate { return r.Margin }),
		shareColumn(pt("col_markup"), func(r *profit.Row) profit.Rate { return r.Markup })}, paretoColumns()...)
}

func paretoColumns() []profitColumn {
	return []profitColumn{shareColumn(pt("col_share"), func(r *profit.Row) profit.Rate { return known(r.Share) }),
		shareColumn(pt("col_cumulative"), func(r *profit.Row) profit.Rate { return known(r.Cumulative) })}
}

func (k *asker) peopleColumns(by profit.By) []profitColumn {
	columns := []profitColumn{k.nameColumn(pt("by_" + string(by))), k.moneyColumn(pt("line_profit"), func(r *profit.Row) crm.Amount { return r.Profit })}
	if by == profit.Customer {
		columns = append(columns, profitColumn{column{title: pt("col_verdict"), width: 150}, verdictCell})
	} else {
		columns = append(columns, profitColumn{column{title: pt("col_customers"), right: true, byValue: true}, func(r *profit.Row) cell {
			return cell{text: i18n.Integer(int64(r.Customers)), value: float64(r.Customers)}
		}})
	}
	columns = append(columns,
		k.moneyColumn(pt("line_net"), func(r *profit.Row) crm.Amount { return r.Net }),
		k.moneyColumn(pt("line_contribution"), func(r *profit.Row) crm.Amount { return r.Contribution }),
		profitColumn{column{title: pt("line_serve"), right: true, byValue: true}, k.serveCell},
		shareColumn(pt("col_costed"), func(r *profit.Row) profit.Rate { return known(r.Coverage) }))
	if by == profit.Customer {
		columns = append(columns, loyaltyColumns()...)
	}
	columns = append(columns, k.moneyColumn(pt("col_won"), func(r *profit.Row) crm.Amount { return r.Acquisition + r.Rewards }),
		shareColumn(pt("col_margin"), func(r *profit.Row) profit.Rate { return r.Margin }))
	return append(columns, paretoColumns()...)
}

func verdictCell(r *profit.Row) cell {
	if r.Verdict == "" {
		return cell{}
	}
	tone := map[profit.Verdict]ui.Tone{profit.Create: ui.Good, profit.Drain: ui.Bad}[r.Verdict]
	return cell{text: screen.ProfitVerdict(r.Verdict), tone: tone}
}

// serveCell never shows nothing for what has no price.
func (k *asker) serveCell(r *profit.Row) cell {
	if r.Serve == 0 && r.Unpriced > 0 {
		return cell{text: pt("page_no_rates")}
	}
	c := k.moneyCell(r.Serve)
	c.tone = ui.Neutral // a cost is no alarm
	return c
}

func loyaltyColumns() []profitColumn {
	of := func(fill func(*profit.Loyalty) cell) func(*profit.Row) cell {
		return func(r *profit.Row) cell {
			if r.Loyalty == nil {
				return cell{value: math.Inf(-1)}
			}
			return fill(r.Loyalty)
		}
	}
	return []profitColumn{
		{column{title: pt("col_revenue"), right: true, byValue: true, muted: true}, of(func(l *profit.Loyalty) cell {
			return cell{text: i18n.Percent(l.Revenue, 1), value: l.Revenue}
		})},
		{column{title: pt("col_tenure"), right: true, byValue: true, muted: true}, of(func(l *profit.Loyalty) cell {
			return cell{text: i18n.N("format.span_months", l.Tenure*12/365), plain: i18n.Integer(int64(l.Tenure)), value: float64(l.Tenure)}
		})},
		{column{title: pt("col_regularity"), right: true, byValue: true, muted: true}, of(func(l *profit.Loyalty) cell {
			if !l.Regularity.Known {
				return cell{value: math.Inf(1)}
			}
			return cell{text: i18n.Percent(l.Regularity.Value, 0), value: l.Regularity.Value}
		})},
	}
}
