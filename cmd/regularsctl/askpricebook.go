package main

import (
	"context"
	"encoding/json"
	"fmt"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/elasticity"
	"regulars/data/insight/pricing"
)

// bookPriceRow is a product of a book; the keys of [priceRow] mean the same.
type bookPriceRow struct {
	ID crm.ID `json:"id"`
	priceRow
	WhyNoBest pricing.WhyNoBest `json:"why_no_best"` // empty where best_price is not null
	Changes   []priceChange     `json:"changes"`
}

// priceChange is a price that held, with the weeks before and after.
type priceChange struct {
	Week   crm.Date    `json:"week"`
	Before json.Number `json:"before"`
	After  json.Number `json:"after"`
	Was    weekly      `json:"was"`
	Is     weekly      `json:"is"`
	Effect *span       `json:"effect"` // units after over units before, less one
}

// weekly is units a week with their 95 % interval.
type weekly struct {
	Weeks int      `json:"weeks"`
	Units float64  `json:"units"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
}

func (f *priceFlags) askBook(s *facts.Snapshot, a *askFlags) (reply, error) {
	_, tried, err := f.money()
	if err != nil {
		return reply{}, err
	}
	o := pricing.Options{AsOf: a.day}
	if a.window > 0 {
		o.From = insight.AsOf(s, a.day) - crm.Date(a.window) + 1
	}
	r, err := pricing.Ask(context.Background(), s, o)
	if err != nil {
		return reply{}, err
	}
	out := priceReply[bookPriceRow]{Answer: insight.New[bookPriceRow](r.Question, r.Method, r.Currency, r.AsOf), Categories: priceCategories(r.Pools)}
	out.N, out.Coverage, out.Needs = r.N, r.Coverage, r.Needs
	for i := range r.Rows {
		out.Rows = append(out.Rows, newBookPrice(&r.Rows[i], tried))
	}
	return reply{json: out, text: func(t *terminal) { bookPriceText(t, out) }, spec: func() chart.Spec { return bookPriceChart(r) }}, nil
}

func newBookPrice(p *pricing.Product, tried []crm.Price) bookPriceRow {
	cost, named := crm.Price(-1), p.Product
	if p.Costed {
		cost = p.Variable
	}
	named.Product = p.Name
	row := bookPriceRow{ID: p.ID, priceRow: newPriceRow(&named, cost, tried), Changes: []priceChange{}}
	_, _, _, row.WhyNoBest = p.Best()
	for _, c := range p.Changes {
		row.Changes = append(row.Changes, priceChange{c.Week, perUnit(c.Before), perUnit(c.After), weekly(c.Was), weekly(c.Is), (*span)(c.Effect)})
	}
	return row
}

func bookPriceText(t *terminal, a priceReply[bookPriceRow]) {
	head(t, a.Answer)
	for _, r := range a.Rows {
		if len(r.Changes) == 0 && r.State == string(elasticity.Withheld) {
			continue
		}
		priceLines(t, r.priceRow)
		for _, c := range r.Changes {
			effect := "too few weeks to tell"
			if e := c.Effect; e != nil {
				effect = fmt.Sprintf("%+.1f %% (%+.1f to %+.1f)", 100*e.Value, 100*e.Low, 100*e.High)
			}
			t.say("  %s: %s -> %s, %.1f units a week over %d weeks before, %.1f over %d after: %s", c.Week, c.Before, c.After, c.Was.Units, c.Was.Weeks, c.Is.Units, c.Is.Weeks, effect)
		}
	}
	t.say("products whose price never changed are left out; --json has them")
}

// bookPriceChart shows the products that say something.
func bookPriceChart(r *pricing.Result) chart.Spec {
	shown := &elasticity.Result{Rows: r.N}
	for _, p := range r.Rows {
		named := p.Product
		named.Product = p.Name
		shown.Products = append(shown.Products, named)
	}
	spec := priceChart(shown)
	spec.Subtitle = i18n.T("insightprice.price_association")
	return spec
}
