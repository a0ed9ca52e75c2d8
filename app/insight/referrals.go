package insight

import (
	"context"
	"net/url"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/referral"
)

func rt(key string, args ...i18n.Args) string { return i18n.T("insightrefer."+key, args...) }
func rn(key string, count int, args ...i18n.Args) string {
	return i18n.N("insightrefer."+key, count, args...)
}

func referralsControls(p *page) []fyne.CanvasObject {
	q := &p.question
	return []fyne.CanvasObject{p.basisField(), p.returnsField(), p.limitField("spend_from", &q.spendFrom), p.limitField("value_from", &q.valueFrom)}
}

// limitField asks for an amount of the owner's choice; empty leaves it to the
// question.
func (p *page) limitField(name string, of *crm.Amount) fyne.CanvasObject {
	currency := ""
	if settings, err := p.env.Book.Settings(); err == nil {
		currency = settings.BaseCurrency
	}
	field := ui.NewMoneyField(currency)
	if *of > 0 {
		field.SetAmount(*of)
	}
	field.SetHint(rt("limit_hint"))
	field.OnChanged = func() {
		if a, _, ok := field.Amount(); ok && a >= 0 {
			p.ask(func(*question) { *of = a })
		}
	}
	return named(name, container.New(sized{width: 130}, field))
}

// referrals answers who brings others, and what they bring.
func (k *asker) referrals() (*answer, error) {
	x, err := referral.Ask(k.facts, referral.Options{AsOf: k.q.day(), Reading: k.q.reading(), SpendFrom: k.q.spendFrom, ValueFrom: k.q.valueFrom})
	if err != nil {
		return nil, err
	}
	a := &answer{}
	if x.N == 0 {
		a.empty = k.whyEmpty(0)
		return a, nil
	}
	k.referralsHeadline(a, x)
	if len(x.Tree) > 0 {
		k.squareChart(a, x)
		a.sheet = k.treeSheet(x)
	} else {
		a.spec.Kind, a.spec.Empty = chart.HeatMap, rt("how_to")
	}
	a.about = k.about(basis{n: t("and", i18n.Args{"A": n("customers", x.N), "B": rn("brought", x.Brought.Customers)}), method: referral.Method,
		rules: []string{rt("rule_value_" + string(x.Value)), k.limitsRule(x)}, coverage: x.Coverage, rest: "coverage_brought", needs: x.Needs})
	a.find = func(_ context.Context, key url.Values) (*listing, error) { return k.referralListing(x, key), nil }
	return a, nil
}

func (k *asker) referralsHeadline(a *answer, x *referral.Result) {
	if x.Brought.Customers == 0 {
		a.headline = rt("headline_none")
		if x.Open > 0 {
			a.headline = rn("headline_open", x.Open)
		}
		a.action, a.actionRoute = rt("to_customers"), screen.Route{Screen: screen.Customers}
		return
	}
	best := x.Rows[0]
	a.headline = sentences(rn("headline", x.Brought.Customers, i18n.Args{"Revenue": k.amount(x.Brought.Revenue), "Rewards": k.amount(x.Brought.Rewards)}),
		rn("headline_best", best.All.Customers, i18n.Args{"Name": best.Name, "Value": k.amount(best.Value)}))
	a.action, a.actionKey = rt("show_best", i18n.Args{"Name": best.Name}), referrerKey(best.ID)
}

func referrerKey(id crm.ID) string { return keyOf("referrer", id.String()) }

func (k *asker) limitsRule(x *referral.Result) string {
	own := func(own bool) string {
		if own {
			return rt("limit_own")
		}
		return rt("limit_middle")
	}
	return rt("rule_limits", i18n.Args{"Spend": k.amount(x.Limits.Spend), "SpendHow": own(x.Limits.OwnSpend), "Value": k.amount(x.Limits.Value), "ValueHow": own(x.Limits.OwnValue)})
}

// squareChart fills in the square and the corners beside it.
func (k *asker) squareChart(a *answer, x *referral.Result) {
	a.groupsHead = group{name: rt("corner"), customers: t("customers_head"), money: rt("spent"), shares: rt("worth")}
	a.spec.Kind, a.spec.N, a.spec.YLabel, a.spec.Format = chart.HeatMap, x.N, t("customers_head"), whole
	a.spec.RowLabels = []string{rt("spends_much"), rt("spends_little")}
	a.spec.ColLabels = []string{rt("brings_much"), rt("brings_little")}
	a.spec.Cells, a.spec.CellKeys = make([][]float64, 2), make([][]string, 2)
	for i, c := range x.Cells {
		key := keyOf("square", string(c.Square))
		a.spec.Cells[i/2] = append(a.spec.Cells[i/2], float64(c.Customers))
		a.spec.CellKeys[i/2] = append(a.spec.CellKeys[i/2], key)
		a.groups = append(a.groups, group{key: key, name: squareName(c.Square), hint: advice(i18n.T("insight.square_" + string(c.Square) + "_hint")), tone: squareTone(c.Square),
			customers: i18n.Integer(int64(c.Customers)), money: k.scale.writeShort(k.scale.of(c.Spend)), shares: k.scale.writeShort(k.scale.of(c.Value))})
	}
}

func squareName(s referral.Square) string { return i18n.T("insight.square_" + string(s)) }

func squareTone(s referral.Square) ui.Tone {
	switch s {
	case referral.Champions:
		return ui.Good
	case referral.Advocates, referral.Affluents:
		return ui.Accent
	}
	return ui.Neutral
}

// treeSheet is who brought whom, each further in than the one who brought him.
func (k *asker) treeSheet(x *referral.Result) *sheet {
	s := &sheet{title: rt("tree_title"), wide: true, columns: []column{{title: t("customer"), width: 260},
		{title: rt("spent"), right: true, byValue: true}, {title: rt("people_brought"), right: true, byValue: true}, {title: rt("worth"), right: true, byValue: true},
		{title: rt("reward"), right: true, byValue: true, muted: true}, {title: rt("date"), right: true, byValue: true, muted: true}}}
	for _, one := range x.Tree {
		row := sheetRow{route: screen.Route{Screen: screen.Customers, ID: one.ID}}
		name := strings.Repeat("      ", one.Depth) + one.Name
		if one.Open {
			name += " (" + rt("still_open") + ")"
		}
		if one.Brought > 0 {
			row.key = referrerKey(one.ID)
		}
		row.cells = []cell{{text: name}, k.moneyCell(one.Spend), {}, {}, {}, {}}
		if one.Brought > 0 || one.Value != 0 {
			row.cells[2], row.cells[3] = cell{text: i18n.Integer(int64(one.Brought)), value: float64(one.Brought)}, k.moneyCell(one.Value)
		}
		if one.Reward > 0 {
			row.cells[4] = k.moneyCell(one.Reward)
		}
		if one.Date > 0 {
			row.cells[5] = cell{text: i18n.Date(one.Date), plain: one.Date.String(), value: float64(one.Date)}
		}
		s.rows = append(s.rows, row)
	}
	return s
}

// referralListing lists a corner of the square, or whom somebody brought.
func (k *asker) referralListing(x *referral.Result, key url.Values) *listing {
	if id := key.Get("referrer"); id != "" {
		for _, r := range x.Rows {
			if r.ID.String() == id {
				return k.broughtBy(x, r)
			}
		}
		return nil
	}
	square := referral.Square(key.Get("square"))
	if !i18n.Has("insight.square_" + string(square)) {
		return nil
	}
	l := &listing{title: squareName(square), hint: i18n.T("insight.square_" + string(square) + "_hint"), currency: x.Currency}
	visits := k.visits()
	for _, m := range x.Members(k.facts, square) {
		l.customers = append(l.customers, visits.row(k, m.Party, m.Spend,
			rt("why_square", i18n.Args{"Name": m.Name, "Spend": k.amount(m.Spend), "Value": k.amount(m.Value)})))
	}
	return l
}

func (k *asker) broughtBy(x *referral.Result, r referral.Row) *listing {
	l := &listing{title: rt("list_title", i18n.Args{"Name": r.Name}), currency: x.Currency, open: r.ID}
	l.text = sentences(rn("list_direct", r.Direct.Customers, i18n.Args{"All": rn("in_all", r.All.Customers)}),
		rt("list_money", i18n.Args{"Revenue": k.amount(r.All.Revenue), "Profit": k.amount(r.All.Profit), "Rewards": k.amount(r.All.Rewards), "Value": k.amount(r.Value)}))
	visits := k.visits()
	for _, party := range x.Below(r.Party) {
		if spend, bought := x.Bought(party); bought {
			l.customers = append(l.customers, visits.row(k, party, spend, rt("why_brought", i18n.Args{"Name": k.facts.Party.Name[party], "Spend": k.amount(spend)})))
		}
	}
	return l
}

// visits are how often and when each party bought.
type visits struct {
	orders []int
	last   []crm.Date
}

func (k *asker) visits() visits {
	v := visits{make([]int, len(k.facts.Party.ID)), make([]crm.Date, len(k.facts.Party.ID))}
	for i, p := range k.facts.Doc.Party {
		if p != facts.None && insight.Counted(k.facts, i, 0, k.q.day()) && (insight.Reading{}).Of(k.facts, i).Purchase {
			v.orders[p]++
			v.last[p] = max(v.last[p], k.facts.Doc.Date[i])
		}
	}
	return v
}

func (v visits) row(k *asker, party int32, net crm.Amount, why string) customerRow {
	s := k.facts
	return customerRow{id: s.Party.ID[party], name: s.Party.Name[party], net: net, orders: v.orders[party], last: v.last[party], why: why}.written(s.Currency)
}

// squareBody is the square with its corners, and below it the tree.
type squareBody struct {
	p      *page
	groups *groupList
	all    *fyne.Container
}

// squareHeight is enough for four fields.
const squareHeight float32 = 300

func referralsForms(f *frame) { f.height = squareHeight }

func newSquareBody(p *page) body {
	return &squareBody{p: p, all: ui.Stack(ui.SpaceM)}
}

func (b *squareBody) root() fyne.CanvasObject { return b.all }

func (b *squareBody) show(a *answer) {
	f := b.p.frame
	f.showChart(a)
	b.all.Objects = []fyne.CanvasObject{f.chartBox}
	if a.sheet != nil {
		if b.groups == nil {
			b.groups = newGroupList(b.p.open, f.chart.TypedRune)
		}
		b.groups.show(a, b.p.query)
		f.sheet.show(a, a.sheet.height())
		b.all.Objects = []fyne.CanvasObject{container.New(&beside{from: narrow, share: 0.45, gap: ui.SpaceM}, f.chartBox, b.groups.root), f.sheet.root}
	}
	b.all.Refresh()
}

func referralsScenes() []screen.Scene {
	return []screen.Scene{{Name: "insight-referrals-square", Route: at(PartReferrals, "square=champions")}}
}
