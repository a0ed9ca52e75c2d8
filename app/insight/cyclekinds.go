package insight

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/insight/cycle"
	"regulars/data/insight/demand"
	"regulars/data/insight/rfm"
)

// cycleControls adds what kinds of customers the cycles are also of.
func cycleControls(p *page) []fyne.CanvasObject {
	fields := cyclesControls(p)
	if !p.question.cycleOf.resource.IsZero() {
		return fields // bookings know no such kinds
	}
	return append(fields, pick(p, "cycle_split", &p.question.cycleOf.split, func(s cycle.Split) string {
		return splitName(demand.Split(s))
	}, cycle.Whole, cycle.Segment, cycle.Own))
}

// kindsSource is the demand asked for, with the kinds of customers.
func (k *asker) kindsSource() (cycle.Source, error) {
	o := k.source()
	if k.q.cycleOf.resource.IsZero() {
		o.Split = k.q.cycleOf.split
	}
	if o.Split != cycle.Segment {
		return o, nil
	}
	scored, err := rfm.Score(k.facts, rfm.Options{AsOf: o.AsOf, Reading: o.Reading})
	if err == nil {
		o.Labels = scored.Labels(len(k.facts.Party.ID))
	}
	return o, err
}

func kindName(split cycle.Split, g cycle.Group) string {
	return screen.GroupName(demand.Split(split), demand.GroupHead{Code: g.Code})
}

// kindKey names the sales of a kind of customers in a slot of a cycle.
func kindKey(g cycle.Group, row cycle.Row, slot int) string {
	return keyOf("group", g.Code) + "&" + screen.CycleKey(row, slot)
}

// foundOf are the cycles of a group that hold, the strongest first.
func foundOf(g cycle.Group) (rows []cycle.Row) {
	for _, r := range g.Cycles {
		if r.Found {
			rows = append(rows, r)
		}
	}
	slices.SortStableFunc(rows, func(a, b cycle.Row) int { return cmp.Compare(b.Strength, a.Strength) })
	return rows
}

// kindsSheet has each kind of customers with its cycles, or why there is none.
func kindsSheet(r *cycle.Result) *sheet {
	s := &sheet{title: yt("kinds_title"), wide: true, columns: []column{{title: splitName(demand.Split(r.Split)), width: 180, least: 170},
		{title: yt("strongest"), width: 230}, {title: yt("above"), right: true, byValue: true}, {title: yt("explained"), right: true, byValue: true}, {title: yt("random"), right: true, byValue: true},
		{title: yt("swing"), right: true, byValue: true, muted: true}, {title: t("measure_orders"), right: true, byValue: true, muted: true}}}
	for _, g := range r.Groups {
		add := func(key, strongest string, above, strength cell) {
			s.rows = append(s.rows, sheetRow{key: key, cells: []cell{{text: kindName(r.Split, g)}, {text: strongest}, above, strength,
				usedCell(g.Random), usedCell(g.Swing), countCell(g.Purchases)}})
		}
		cycles := foundOf(g)
		switch {
		case g.Thin:
			add(keyOf("group", g.Code), yt("kind_thin"), notKnown, notKnown)
		case len(cycles) == 0:
			add(keyOf("group", g.Code), yt("none"), notKnown, notKnown)
		}
		for _, c := range cycles {
			if _, high, ok := c.Ends(); ok {
				add(kindKey(g, c, high.Slot), capital(screen.CycleWhen(c, high.Slot)), cell{text: withSign(*high.Index - 1), value: *high.Index}, usedCell(&c.Strength))
			}
		}
	}
	return s
}

// kindsHeadline tells the strongest cycle that one kind has, and opens its
// sales at the peak.
func kindsHeadline(a *answer, r *cycle.Result) {
	a.action, a.actionKey, a.headline = "", "", yt("kinds_thin")
	best := cycle.Row{}
	for _, g := range r.Groups {
		if cycles := foundOf(g); len(cycles) > 0 && (!best.Found || cycles[0].Strength > best.Strength) {
			best = cycles[0]
			_, high, _ := best.Ends()
			a.action, a.actionKey = yt("show_sales"), kindKey(g, best, high.Slot)
			a.headline = yt("kinds_headline", i18n.Args{"Group": kindName(r.Split, g), "Sentence": screen.CycleSentence(best)})
		}
	}
	if !best.Found && slices.ContainsFunc(r.Groups, func(g cycle.Group) bool { return !g.Thin }) {
		a.headline = yt("kinds_none")
	}
}

// kindsRule says what the numbers of kinds are.
func kindsRule() string {
	return yt("kinds_rule", i18n.Args{"Orders": i18n.Integer(cycle.LeastPurchases), "Days": i18n.Integer(cycle.LeastDays)})
}
