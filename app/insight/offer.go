package insight

import (
	"cmp"
	"math"
	"slices"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/crm"
	"regulars/data/insight"
	displace "regulars/data/insight/group"
	"regulars/data/insight/pickup"
)

// offered is a group's question as the owner typed it.
type offered struct {
	set           bool
	arrive        crm.Date
	nights, units int
	rate, extras  crm.Amount
	cost          crm.Amount
	gone, wash    int  // per cent
	unread        bool // something else is typed by now, and it cannot be read
}

// groupOffer is what the page of the group needs beside its answer.
type groupOffer struct {
	asked  offered
	result *displace.Result
	nights []pickup.Night
	tiles  []tile
}

// tile is one number of the answer with its range.
type tile struct{ title, value, between string }

// offerAnswer answers whether to take a group.
func (k *asker) offerAnswer() (*answer, error) {
	c := pickup.Open(k.facts, k.q.room.of, k.q.day())
	if c == nil {
		return k.withoutResource(), nil
	}
	asked := k.q.room.offer
	if !asked.set {
		asked = k.usualOffer(c)
	}
	if no := k.unanswered(asked); no != "" {
		return &answer{headline: no, spec: chart.Spec{Empty: no}, offer: &groupOffer{asked: asked}}, nil
	}
	g := pickup.Group{Arrive: asked.arrive, Nights: asked.nights, Units: asked.units, Rate: asked.rate, Extras: asked.extras, Cost: asked.cost, Gone: float64(asked.gone) / 100, Wash: float64(asked.wash) / 100}
	nights := c.Nights(g)
	g.Correlation = pickup.Together(nights).Correlation
	r, err := pickup.Ask(g, nights)
	if err != nil {
		return nil, err
	}
	a := &answer{headline: k.offerHeadline(r, nights), offer: &groupOffer{asked: asked, result: r, nights: nights}}
	if gainKnown(r, nights) {
		a.offer.tiles = k.offerTiles(r)
		a.advised = k.offerAdvice(asked, r)
		k.offerChart(a, r)
	} else {
		a.spec.Empty = a.headline
	}
	a.sheet = k.offerSheet(r, nights)
	a.about = k.offerWords(c, g, r, nights)
	return a, nil
}

// unanswered says why a question has no answer, "" when it has one.
func (k *asker) unanswered(q offered) string {
	switch {
	case q.unread:
		return kt("headline_unread")
	case q.arrive < k.q.day():
		return kt("headline_past", i18n.Args{"Day": i18n.Date(q.arrive), "AsOf": i18n.Date(k.q.day())})
	}
	return ""
}

// gainKnown reports whether there is a gain to tell: not of a group there is no
// room for, nor where nothing is known of such nights.
func gainKnown(r *displace.Result, nights []pickup.Night) bool {
	return r.Fits && !pickup.Unknown(nights)
}

// usualOffer is a question to begin with: some units for a weekend a month
// ahead at the lowest rate there is.
func (k *asker) usualOffer(c *pickup.Curve) offered {
	usual := c.Prefilled()
	day := k.q.day() + 28
	for day.Weekday() != 5 {
		day++
	}
	rate := crm.PriceToAmount(c.Resource.FullPrice, k.facts.Exp()) * 4 / 5
	for _, class := range k.facts.Tables.Classes {
		if p := crm.PriceToAmount(class.Price, k.facts.Exp()); class.Resource == c.Resource.ID && p > 0 {
			rate = min(cmp.Or(rate, p), p)
		}
	}
	return offered{arrive: day, nights: 2, units: max(1, c.Resource.Units/2), rate: rate, cost: usual.Cost, gone: int(math.Round(100 * usual.Gone)), wash: int(math.Round(100 * usual.Wash))}
}

func (k *asker) offerHeadline(r *displace.Result, nights []pickup.Night) string {
	switch {
	case !r.Fits && len(r.Needs) > 0:
		return kn("headline_no_room", r.Needs[len(r.Needs)-1].Count)
	case pickup.Unknown(nights):
		return kt("headline_unknown")
	}
	even := "" // zero lies within the range
	if r.Net.Low < 0 && r.Net.High > 0 {
		even = "_close"
	}
	if r.Accept {
		return kt("headline_take"+even, i18n.Args{"Net": k.amount(r.Net.Mean), "Low": k.amount(r.Net.Low), "High": k.amount(r.Net.High)})
	}
	return kt("headline_wait"+even, i18n.Args{"Net": k.amount(-r.Net.Mean), "Low": k.amount(-r.Net.High), "High": k.amount(-r.Net.Low)})
}

func (k *asker) offerTiles(r *displace.Result) []tile {
	var out displace.Range[float64]
	for _, n := range r.Nights {
		out.Mean, out.Low, out.High = out.Mean+n.Displaced.Mean, out.Low+n.Displaced.Low, out.High+n.Displaced.High
	}
	between := func(low, high string) string {
		if low == high {
			return kt("mostly", i18n.Args{"Value": low})
		}
		return kt("range", i18n.Args{"Low": low, "High": high})
	}
	return []tile{{kt("stat_net"), k.amount(r.Net.Mean), between(k.amount(r.Net.Low), k.amount(r.Net.High))},
		{kt("stat_lowest"), k.amount(r.Lowest.Mean), between(k.amount(r.Lowest.Low), k.amount(r.Lowest.High))},
		{kt("stat_pushed"), i18n.Number(out.Mean, 1), between(whole(out.Low), whole(out.High))}}
}

func (k *asker) offerChart(a *answer, r *displace.Result) {
	one := chart.Series{Name: k.facts.Currency, Values: []float64{k.scale.of(r.Group), -k.scale.of(r.Cost.Mean), k.scale.of(r.Net.Mean)}}
	a.spec.Categories = []string{i18n.T("insightprice.group_leaves"), i18n.T("insightprice.group_cost"), i18n.T("insightprice.group_net")}
	a.spec.Kind, a.spec.Series, a.spec.N = chart.HBar, []chart.Series{one}, len(r.Nights)
	a.spec.YLabel, a.spec.Format, a.spec.TickFormat = k.facts.Currency, k.scale.write, k.scale.writeShort
}

func (k *asker) offerSheet(r *displace.Result, nights []pickup.Night) *sheet {
	s := &sheet{title: kt("list_group"), columns: append([]column{{title: kt("night"), width: 120, byValue: true}},
		numberColumns(kt("col_booked"), kt("col_to_come"), kt("col_pushed"), kt("col_would_leave"), kt("col_stay"))...)}
	for i, n := range r.Nights {
		before := nights[i]
		s.rows = append(s.rows, sheetRow{cells: []cell{{text: i18n.WeekdayShort(n.Date.Weekday()) + " " + i18n.DayMonth(n.Date), plain: n.Date.String(), value: float64(n.Date)},
			{text: i18n.Integer(int64(before.Booked)) + " / " + i18n.Integer(int64(before.Capacity)), value: float64(before.Booked)},
			{text: i18n.Number(before.Mean, 1), value: before.Mean}, {text: i18n.Number(n.Displaced.Mean, 1), value: n.Displaced.Mean},
			k.moneyCell(n.Cost + n.Others), countCell(before.Stay)}})
		if before.Days < pickup.LeastDays {
			cells := s.rows[i].cells
			cells[2], cells[3], cells[4] = notKnown, notKnown, notKnown
		}
	}
	return s
}

// offerWords are what the answer stands on.
func (k *asker) offerWords(c *pickup.Curve, g pickup.Group, r *displace.Result, nights []pickup.Night) []string {
	wash := "wash_usual"
	if c.Wash.Own {
		wash = "wash_own"
	}
	share := func(v float64) string { return i18n.Percent(v, 0) }
	lines := []string{kt(wash, i18n.Args{"N": c.Wash.N, "Least": pickup.LeastGroups, "Gone": share(c.Wash.Gone), "Share": share(c.Wash.Shrink)}),
		kt("kept_sum", i18n.Args{"Units": g.Units, "Nights": kn("nights", g.Nights), "Comes": share(1 - g.Gone), "Stay": share(1 - g.Wash), "Kept": i18n.Number(r.Kept, 1)})}
	if gainKnown(r, nights) {
		lines[0] = sentences(kt("regret", i18n.Args{"Share": share(r.Regret)}), lines[0])
		lines = append(lines, k.stayWords(g, r, nights)...)
	}
	days, key := 0, "comparable_recent"
	for i, n := range nights {
		if i == 0 || n.Days < days {
			days = n.Days
		}
		if n.OfYear {
			key = "comparable_years"
		}
	}
	needs := slices.DeleteFunc(append(c.Needs(nights), r.Needs...), func(n insight.Need) bool { return n.Code == pickup.NeedGroups }) // said above
	return append(lines, k.about(basis{n: kn(key, days), method: "model_displacement", rules: []string{kt("group_rule")}, coverage: 1, needs: needs})...)
}

// stayWords tell what those turned away take along, and how neighbouring
// nights go together.
func (k *asker) stayWords(g pickup.Group, r *displace.Result, nights []pickup.Night) (lines []string) {
	if length := pickup.StayLength(nights); length > 1 {
		lines = append(lines, kt("stay_lost", i18n.Args{"Length": i18n.Number(length, 1), "Others": k.amount(r.Others), "All": k.amount(r.Cost.Mean)}))
	}
	if l := pickup.Together(nights); l.Own && g.Nights > 1 {
		lines = append(lines, kt("together", i18n.Args{"R": i18n.Number(l.Correlation, 2), "N": l.Pairs}))
	}
	return lines
}
