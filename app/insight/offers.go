package insight

import (
	"context"
	"net/url"
	"slices"
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
	"regulars/data/insight/basket"
	"regulars/data/insight/offer"
)

// PartOffers is what to offer each customer next.
const PartOffers = "offers"

func ot(key string, args ...i18n.Args) string { return i18n.T("insightoffer."+key, args...) }
func on(key string, count int, args ...i18n.Args) string {
	return i18n.N("insightoffer."+key, count, args...)
}

const (
	shownOffers = 12   // bars
	mostOffers  = 1000 // rows of the sheet
)

func offersControls(p *page) []fyne.CanvasObject {
	q := &p.question
	goods := pick(p, "goods", &q.goods, func(b basket.By) string { return bt("goods_" + string(b)) }, basket.Product, basket.Category)
	items, categories := p.itemsByName()
	if q.goods == basket.Category {
		items = categories
	}
	item := itemField("offer_item", items, q.offerItem, func(id crm.ID) { p.ask(func(q *question) { q.offerItem = id }) })
	return []fyne.CanvasObject{p.windowField(), goods, item}
}

// itemsByName are the products and categories to choose from.
func (p *page) itemsByName() (products, categories []ui.Choice) {
	if s, err := p.env.Book.Facts(); err == nil {
		return itemsOf(s, basket.Product), itemsOf(s, basket.Category)
	}
	return nil, nil
}

// itemField chooses one of them by part of its name.
func itemField(name string, all []ui.Choice, now crm.ID, chosen func(crm.ID)) fyne.CanvasObject {
	field := ui.NewPickField(ot("item_hint"), func(typed string) []ui.Choice { return screen.Matching(all, typed) })
	if i := slices.IndexFunc(all, func(c ui.Choice) bool { return c.ID == now }); i >= 0 && !now.IsZero() {
		field.SetChosen(all[i])
	}
	field.OnPicked = func(c ui.Choice) { chosen(c.ID) }
	return named(name, container.New(sized{width: 220}, field))
}

// itemsOf are the products or categories of a shop, by name.
func itemsOf(s *facts.Snapshot, by basket.By) (all []ui.Choice) {
	if by == basket.Category {
		for i, id := range s.Category.ID {
			if s.Category.Name[i] != "" {
				all = append(all, ui.Choice{ID: id, Title: s.Category.Name[i]})
			}
		}
	} else {
		for i, id := range s.Product.ID {
			if s.Product.Live[i] {
				all = append(all, ui.Choice{ID: id, Title: s.Product.Name[i], Hint: s.Product.SKU[i]})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b ui.Choice) int { return strings.Compare(a.Title, b.Title) })
	return all
}

// offers answers what to offer whom.
func (k *asker) offers() (*answer, error) {
	r, err := offer.Ask(k.ctx, k.facts, offer.Options{AsOf: k.q.day(), Window: k.q.window, By: k.q.goods, Item: k.q.offerItem, Progress: k.progress})
	if err != nil {
		return nil, err
	}
	a := &answer{}
	if r.N == 0 {
		if a.empty = k.whyEmpty(k.q.windowStart()); a.empty == noneChosen {
			return a, nil
		}
		a.empty = hasRows
	}
	k.offersHeadline(a, r)
	k.offersChart(a, r)
	if len(r.Rows) > 0 {
		a.sheet = k.offersSheet(r)
	}
	a.about = k.about(basis{n: n("customers", r.N), method: offer.Method, rules: []string{ot("rule"), ot("rule_rank"), k.windowRule()},
		coverage: r.Coverage, rest: "coverage_goods", needs: r.Needs})
	if r.Withheld > 0 && len(r.Rows) > 0 {
		a.about = append(a.about, on("withheld", r.Withheld))
	}
	a.find = func(_ context.Context, key url.Values) (*listing, error) { return k.offersList(r, key), nil }
	return a, nil
}

func (k *asker) offersHeadline(a *answer, r *offer.Result) {
	switch {
	case len(r.Rows) == 0 && r.Withheld > 0:
		a.headline = on("none_similar", r.Withheld)
	case len(r.Rows) == 0:
		a.headline = ot("none")
	case !k.q.offerItem.IsZero():
		first := r.Rows[0]
		a.headline = on("headline_item", len(r.Rows), i18n.Args{"Item": first.Then.Name, "Name": first.Name, "Share": i18n.Percent(first.Likelihood, 0)})
		a.action, a.actionKey = t("show_customers"), keyOf("item", first.Then.ID.String())
	default:
		top := r.Items[0]
		a.headline = on("headline", len(r.Rows), i18n.Args{"Then": top.Name, "Most": n("customers", top.Customers)})
		a.action, a.actionKey = t("show_customers"), keyOf("item", top.ID.String())
	}
}

// offersChart shows what is offered to how many, or for one product the
// likeliest customers.
func (k *asker) offersChart(a *answer, r *offer.Result) {
	one := chart.Series{Name: t("customers_head")}
	a.spec.Kind, a.spec.N, a.spec.YLabel, a.spec.Title, a.spec.Format = chart.HBar, r.N, t("customers_head"), ot("chart_title"), whole
	if k.q.offerItem.IsZero() {
		for _, w := range r.Items[:min(shownOffers, len(r.Items))] {
			a.spec.Categories = append(a.spec.Categories, w.Name)
			one.Values, one.Keys = append(one.Values, float64(w.Customers)), append(one.Keys, keyOf("item", w.ID.String()))
		}
	} else {
		one.Name = ot("col_share")
		for _, row := range r.Rows[:min(shownOffers, len(r.Rows))] {
			a.spec.Title = ot("chart_item", i18n.Args{"Item": row.Then.Name})
			a.spec.Categories = append(a.spec.Categories, row.Name)
			one.Values, one.Keys = append(one.Values, row.Likelihood), append(one.Keys, keyOf("customer", row.ID.String()))
		}
		a.spec.YLabel, a.spec.Format = ot("share_label"), func(v float64) string { return i18n.Percent(v, 0) }
	}
	a.spec.Series = []chart.Series{one}
	if len(r.Rows) == 0 {
		a.spec.Empty = a.headline
	}
}

func (k *asker) offersSheet(r *offer.Result) *sheet {
	s := &sheet{title: ot("sheet_title"), wide: true, columns: []column{{title: t("customer"), width: 150}, {title: ot("col_offer"), width: 170},
		{title: ot("col_expected"), right: true, byValue: true}, {title: ot("col_share"), right: true, byValue: true},
		{title: ot("col_why"), width: 380, muted: true}, {title: ot("col_last"), right: true, byValue: true, muted: true}}}
	rows := r.Rows
	if len(rows) > mostOffers {
		rows, s.title = rows[:mostOffers], on("sheet_cut", mostOffers, i18n.Args{"Title": s.title})
	}
	for _, row := range rows {
		worth := cell{text: ot("cost_unknown"), value: float64(row.Expected)}
		if row.WorthKnown {
			worth = k.moneyCell(row.Expected)
		}
		s.rows = append(s.rows, sheetRow{route: screen.Route{Screen: screen.Customers, ID: row.ID}, cells: []cell{{text: row.Name}, {text: row.Then.Name}, worth,
			{text: i18n.Percent(row.Likelihood, 0), value: row.Likelihood}, {text: screen.OfferWhy(row)},
			{text: i18n.Date(row.Last), plain: row.Last.String(), value: float64(row.Last)}}})
	}
	return s
}

// offersList is whom to offer one thing, or the one customer of a key.
func (k *asker) offersList(r *offer.Result, key url.Values) *listing {
	l := &listing{currency: k.facts.Currency}
	expected := crm.Amount(0)
	known := true
	why := map[crm.ID]string{}
	item := ""
	for _, row := range r.Rows {
		if row.Then.ID.String() != key.Get("item") && row.ID.String() != key.Get("customer") {
			continue
		}
		why[row.ID], item = sentences(row.Then.Name+": "+screen.OfferWhy(row)), row.Then.Name
		expected, known = expected+row.Expected, known && row.WorthKnown
	}
	if len(why) == 0 {
		return nil
	}
	var docs []int32
	for i, p := range k.facts.Doc.Party {
		if p != facts.None && why[k.facts.Party.ID[p]] != "" && insight.Counted(k.facts, i, 0, k.q.day()) {
			docs = append(docs, int32(i))
		}
	}
	l.customers = k.buyers(docs, func(p int32) string { return why[k.facts.Party.ID[p]] })
	l.title, l.text = ot("list_title", i18n.Args{"Item": item}), on("list_text", len(why))
	if known {
		l.hint = ot("list_hint", i18n.Args{"Expected": k.amount(expected)})
	}
	return l
}

func offersScenes() []screen.Scene {
	return []screen.Scene{{Name: "insight-offers-item", Route: at(PartOffers, ""), Act: func(s screen.Screen) {
		p := s.(*page)
		if key, err := url.ParseQuery(p.answer.actionKey); err == nil {
			if id, err := crm.ParseID(key.Get("item")); err == nil {
				changed(func(q *question) { q.offerItem = id })(s)
			}
		}
	}}}
}
