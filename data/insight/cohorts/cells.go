package cohorts

import (
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// last is the last month a cohort is followed to: a cohort of one month shows
// the running month, marked; where customers began in many months it would
// be cut for some of them only, so it is left out.
func (r *reader) last(row *Row) int {
	if row.From != 0 {
		return r.now
	}
	return r.whole
}

// room makes the cells of every cohort, with the customers they are of.
func (r *reader) room() {
	ages := make([][]int, len(r.Rows)) // how many customers can be followed for exactly so many months
	for p, at := range r.cohort {
		if at == facts.None {
			continue
		}
		row := &r.Rows[at]
		age := min(r.last(row)-int(r.born[p]), r.o.Months)
		for age >= len(ages[at]) {
			ages[at] = append(ages[at], 0)
		}
		if age >= 0 {
			ages[at][age]++
		}
	}
	for i := range r.Rows {
		row, of := &r.Rows[i], 0
		row.Cells = make([]Cell, len(ages[i]))
		for m := len(ages[i]) - 1; m >= 0; m-- {
			of += ages[i][m]
			row.Cells[m] = Cell{Month: m, Of: of, Partial: row.From != 0 && monthOf(row.From)+m > r.whole}
		}
	}
}

// cell is that of a cohort's customer in a month, nil when it is not shown.
func (r *reader) cell(party int, month int) *Cell {
	row := &r.Rows[r.cohort[party]]
	after := max(0, month-int(r.born[party]))
	if month > r.last(row) || after >= len(row.Cells) {
		return nil
	}
	return &row.Cells[after]
}

// visits counts every customer once in each month with a purchase.
func (r *reader) visits() {
	for p, at := range r.cohort {
		if at == facts.None {
			continue
		}
		before := 0
		for _, d := range r.days.Of(p) {
			month := monthOf(d)
			if month == before {
				continue
			}
			before = month
			if c := r.cell(p, month); c != nil {
				c.Active++
			}
		}
	}
}

// money adds up what the cohorts brought. A return from before the first
// purchase belongs to month 0.
func (r *reader) money() {
	var sold, all crm.Amount
	for i, p := range r.s.Doc.Party {
		if !insight.Counted(r.s, i, 0, r.o.AsOf) {
			continue
		}
		sum := r.o.Of(r.s, i)
		all += sum.Sold
		switch {
		case p == facts.None:
			r.WalkInNet += sum.Value
		case r.cohort[p] == facts.None:
			r.OtherNet += sum.Value
		default:
			sold += r.o.Covered(sum)
			r.Rows[r.cohort[p]].Net += sum.Value
			if c := r.cell(int(p), monthOf(r.s.Doc.Date[i])); c != nil {
				c.Net += sum.Value
			}
		}
	}
	r.Coverage = insight.Ratio(sold, all)
}

func (r *reader) average() {
	for _, row := range r.Rows {
		for m, c := range row.Cells {
			if row.Early || c.Partial {
				continue
			}
			if m == len(r.Average) {
				r.Average = append(r.Average, Cell{Month: m})
			}
			sum := &r.Average[m]
			sum.Active, sum.Of, sum.Net = sum.Active+c.Active, sum.Of+c.Of, sum.Net+c.Net
		}
	}
}

func (r *reader) needs() {
	if r.N == 0 {
		r.Need(insight.NeedSales, 1)
		return
	}
	r.Need(insight.NeedEarly, r.Early)
	if len(r.Average) < 2 {
		r.Need(insight.NeedPeriods, 1)
	}
	for _, row := range r.Rows {
		if row.Key == Unknown {
			r.Need(map[By]string{Product: NeedProducts, Category: NeedCategories, Source: NeedSources}[r.By], row.Customers)
		}
	}
}
