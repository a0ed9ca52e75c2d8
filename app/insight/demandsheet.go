package insight

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/crm"
	"regulars/data/insight/cycle"
	"regulars/data/insight/demand"
)

func dt(key string, args ...i18n.Args) string { return i18n.T("insightdemand."+key, args...) }

// profilesSheet has a line for each group and, of kinds of customers, for what
// they came for. Each opens its sales.
func (k *asker) profilesSheet(x *demand.Table) *sheet {
	s := &sheet{title: dt("groups_title"), wide: true, columns: []column{{title: splitName(x.Options.Split), width: 180, least: 150},
		{title: t("measure_orders"), right: true, byValue: true}, {title: t("measure_units"), right: true, byValue: true},
		{title: t("measure_revenue"), right: true, byValue: true}, {title: dt("col_each"), right: true, byValue: true},
		{title: dt("col_peak"), width: 130, byValue: true, muted: true}}}
	profiles := x.Profiles()
	purposes := slices.ContainsFunc(profiles, func(p demand.Profile) bool { return len(p.Purposes) > 0 })
	if purposes {
		s.columns = slices.Insert(s.columns, 1, column{title: splitName(demand.Purpose), width: 230})
	}
	add := func(key, name, why string, u demand.Sums) {
		cells := append([]cell{{text: name}}, k.profileCells(x, u)...)
		if purposes {
			cells = slices.Insert(cells, 1, cell{text: why})
		}
		s.rows = append(s.rows, sheetRow{key: key, cells: cells})
	}
	for _, p := range profiles {
		name := screen.GroupName(x.Options.Split, p.GroupHead)
		add(keyOf("group", p.Code), name, dt("any_purpose"), p.Sums)
		for _, part := range p.Purposes {
			add(keyOf("group", p.Code, "purpose", "-"+part.Purpose), name, reasonName(part.Purpose, part.Label), part.Sums)
		}
	}
	return s
}

func (k *asker) profileCells(x *demand.Table, u demand.Sums) []cell {
	each, peak := notKnown, notKnown
	if u.PerOrder != nil {
		each = k.moneyCell(*u.PerOrder)
	}
	if at := slices.IndexFunc(x.Buckets, func(b demand.Bucket) bool { return b.Code == u.Peak }); at >= 0 {
		peak = cell{text: k.bucketShort(x.Buckets[at]), plain: u.Peak, value: float64(at)}
	}
	return []cell{countCell(u.Orders), {text: i18n.Quantity(u.Units), plain: crm.FormatDecimal(int64(u.Units), 4), value: float64(u.Units)},
		k.moneyCell(u.Net), each, peak}
}

// groupSales lists the sales of a group in the whole time, of one purpose if
// the key has one.
func (k *asker) groupSales(ctx context.Context, x *demand.Table, g int, key url.Values) (*listing, error) {
	var purpose *string
	title := screen.GroupName(x.Options.Split, x.Groups[g])
	if why, given := strings.CutPrefix(key.Get("purpose"), "-"); given {
		purpose = &why
		title = dt("group_purpose", i18n.Args{"Group": title, "Purpose": reasonName(why, x.Options.Reasons[why])})
	}
	docs := x.Behind(g, purpose)
	if len(docs) == 0 {
		return nil, nil
	}
	l, err := k.salesList(ctx, docs)
	if err != nil {
		return nil, err
	}
	if l.title = capital(title); byLine(k.q.split) {
		l.text = t("whole_sales")
	}
	return l, nil
}

// statesSheet tells the days of each bucket apart, and what was asked of what
// can be booked.
func (k *asker) statesSheet(x *demand.Table, states []demand.State) *sheet {
	s := &sheet{title: dt("days_title"), wide: true, columns: []column{{title: t("unit_" + string(x.Options.By)), width: 150}}}
	type value struct {
		title string
		of    func(demand.State) int
	}
	values := []value{{dt("col_traded"), func(s demand.State) int { return s.Traded }}, {dt("col_zero"), func(s demand.State) int { return s.Zero }},
		{dt("col_closed"), func(s demand.State) int { return s.Closed }}, {dt("col_missing"), func(s demand.State) int { return s.Missing }}}
	if slices.ContainsFunc(states, func(s demand.State) bool { return s.Demand > 0 }) {
		values = append(values, value{dt("col_sold_out"), func(s demand.State) int { return s.SoldOut }}, value{dt("col_booked"), func(s demand.State) int { return s.Booked }},
			value{dt("col_away"), func(s demand.State) int { return s.Away }}, value{dt("col_wanted"), func(s demand.State) int { return s.Demand }})
	}
	for _, v := range values {
		s.columns = append(s.columns, column{title: v.title, right: true, byValue: true})
	}
	for b, state := range states {
		row := sheetRow{cells: []cell{{text: marked(capital(k.bucketLong(x.Buckets[b])), x.Buckets[b].Partial), plain: x.Buckets[b].Code}}}
		if x.Totals[b].Lines > 0 {
			row.key = bucketKey(x.Buckets[b].Code, "")
		}
		for _, v := range values {
			row.cells = append(row.cells, countCell(v.of(state)))
		}
		s.rows = append(s.rows, row)
	}
	return s
}

// stateLines sum up the days, and what was asked of what can be booked.
func stateLines(states []demand.State) (lines []string) {
	var all demand.State
	for _, s := range states {
		all.Traded, all.Zero, all.Closed, all.Missing, all.SoldOut = all.Traded+s.Traded, all.Zero+s.Zero, all.Closed+s.Closed, all.Missing+s.Missing, all.SoldOut+s.SoldOut
		all.Booked, all.Away, all.Demand = all.Booked+s.Booked, all.Away+s.Away, all.Demand+s.Demand
	}
	number := func(n int) string { return i18n.Integer(int64(n)) }
	if all.Kind() != "" {
		lines = append(lines, dt("days", i18n.Args{"Traded": number(all.Traded), "Zero": number(all.Zero), "Closed": number(all.Closed), "Missing": number(all.Missing), "SoldOut": number(all.SoldOut)}))
	}
	if all.Demand > 0 {
		lines = append(lines, dt("wanted", i18n.Args{"Booked": number(all.Booked), "Away": number(all.Away), "Wanted": number(all.Demand)}))
	}
	return lines
}

// blankNotes name the gaps of the chart that are no zeros.
func (k *asker) blankNotes(x *demand.Table, states []demand.State) (notes []string) {
	for _, kind := range []cycle.State{cycle.Missing, cycle.Closed} {
		var names []string
		for b, s := range states {
			if s.Kind() == kind && s.Blank(x.Totals[b]) {
				names = append(names, k.bucketShort(x.Buckets[b]))
			}
		}
		switch {
		case len(names) > 4:
			notes = append(notes, dt("note_many_"+string(kind), i18n.Args{"N": i18n.Integer(int64(len(names)))}))
		case len(names) > 0:
			notes = append(notes, dt("note_"+string(kind), i18n.Args{"When": listed(names)}))
		}
	}
	return notes
}

// splitRule says where the groups of a split come from; "" where that is plain.
func splitRule(split demand.Split) string {
	switch split {
	case demand.Band, demand.Weather, demand.Event:
		return dt("rule_" + string(split))
	}
	return ""
}
