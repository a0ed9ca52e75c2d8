package insight

import (
	"context"
	"net/url"
	"slices"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/insight/rfm"
	"regulars/data/insight/value"
)

// valueShares are the cumulative shares, in per cent, that end the high and
// the ordinary class.
func valueShares(s crm.Settings) [2]int {
	if len(s.ValueShares) != 2 {
		return [2]int{50, 90}
	}
	return [2]int{s.ValueShares[0], s.ValueShares[1]}
}

func (k *asker) value() (*answer, error) {
	shares := valueShares(k.settings)
	o := value.Options{AsOf: k.q.day(), Window: k.q.window, Reading: k.q.reading(), HighShare: shares[0], OrdinaryShare: shares[1]}
	x, err := value.Classify(k.facts, o)
	if err != nil {
		return nil, err
	}
	a := &answer{shares: shares}
	if len(x.Customers) == 0 {
		a.empty = k.whyEmpty(k.q.windowStart())
		return a, nil
	}
	scores, err := rfm.Score(k.facts, k.q.rfmOptions())
	if err != nil {
		return nil, err
	}
	rows, pareto := x.Answer().Rows, x.Pareto()
	a.top20, a.top1 = i18n.Percent(pareto.Top20, 0), i18n.Percent(pareto.Top1, 0)
	key := "headline_value"
	if len(x.Customers) < leastFollowed {
		key = "headline_value_few"
	}
	a.headline = n(key, rows[0].Customers, i18n.Args{
		"Share": i18n.Percent(pareto.Top20, 0), "Of": k.ofMoney(), "All": n("customers", len(x.Customers)), "From": k.amount(x.HighFrom)})
	a.action, a.actionKey = t("show_customers"), keyOf("class", string(value.High))
	k.classGroups(a, x, rows)
	a.about = k.about(basis{n: customersAndOrders(len(x.Customers), ordersOf(scores)), method: value.Method,
		rules:    []string{k.shareRule(shares), k.windowRule(), k.returnsRule()},
		coverage: x.Coverage, rest: k.uncovered(), needs: x.Needs})
	a.find = func(_ context.Context, key url.Values) (*listing, error) {
		return k.classCustomers(x, scores, key), nil
	}
	return a, nil
}

func (k *asker) shareRule(shares [2]int) string {
	return t("rule_shares", i18n.Args{"High": i18n.Percent(float64(shares[0])/100, 0), "Ordinary": i18n.Percent(float64(shares[1])/100, 0)})
}

// classGroups fills in the rows and the chart: how many customers a class
// holds beside how much of the money it brings.
func (k *asker) classGroups(a *answer, x *value.Result, rows []value.ClassRow) {
	total := crm.Amount(0)
	for _, r := range rows {
		total += r.Net
	}
	a.groupsTitle = t("class")
	people := chart.Series{Name: t("share_customers")}
	money := chart.Series{Name: t("share_" + string(x.Options.Basis))}
	for _, r := range rows {
		name, key := i18n.T("insight.class_"+string(r.Class)), keyOf("class", string(r.Class))
		a.groups = append(a.groups, group{
			key: key, name: name, hint: k.classHint(r, x), tone: classTone(r.Class),
			customers: i18n.Integer(int64(r.Customers)), money: k.amount(r.Net), shares: percent(int64(r.Net), int64(total)),
		})
		a.spec.Categories = append(a.spec.Categories, name)
		people.Values = append(people.Values, 100*ratio(int64(r.Customers), int64(len(x.Customers))))
		money.Values = append(money.Values, 100*ratio(int64(r.Net), int64(total)))
		people.Keys, money.Keys = append(people.Keys, key), append(money.Keys, key)
	}
	a.spec.Kind, a.spec.Series = chart.GroupedBar, []chart.Series{people, money}
	a.spec.Format = func(v float64) string { return i18n.Percent(v/100, 0) }
	a.spec.N = len(x.Customers)
}

// classHint is the bound of a class and what to make of it.
func (k *asker) classHint(r value.ClassRow, x *value.Result) string {
	hint := advice(i18n.T("insight.class_" + string(r.Class) + "_hint"))
	from := map[value.Class]crm.Amount{value.High: x.HighFrom, value.Ordinary: x.OrdinaryFrom}[r.Class]
	if from <= 0 {
		return hint
	}
	return sentences(t("class_from", i18n.Args{"From": k.amount(from)}), hint)
}

func classTone(c value.Class) ui.Tone {
	switch c {
	case value.High:
		return ui.Good
	case value.Ordinary:
		return ui.Accent
	}
	return ui.Neutral
}

func (k *asker) classCustomers(x *value.Result, scores *rfm.Result, key url.Values) *listing {
	class := value.Class(key.Get("class"))
	if !slices.Contains(value.Classes(), class) {
		return nil
	}
	l := &listing{title: i18n.T("insight.class_" + string(class)), hint: i18n.T("insight.class_" + string(class) + "_hint"), currency: x.Currency}
	habits := make(map[int32]rfm.Customer, len(scores.Customers))
	total := crm.Amount(0)
	for _, c := range scores.Customers {
		habits[c.Party] = c
		total += max(c.Net, 0)
	}
	above := crm.Amount(0)
	for i, c := range x.Customers {
		above += max(c.Net, 0)
		if c.Class != class {
			continue
		}
		h := habits[c.Party]
		l.customers = append(l.customers, customerRow{
			id: c.ID, name: c.Name, net: c.Net, orders: h.Orders, last: scores.Options.AsOf - crm.Date(h.Days),
			why: t("why_class", i18n.Args{"Name": c.Name, "Rank": i18n.Integer(int64(i + 1)), "All": i18n.Integer(int64(len(x.Customers))),
				"Money": k.amount(c.Net), "Share": percent(int64(above), int64(total)), "Of": k.ofMoney()}),
		}.written(x.Currency))
	}
	return l
}
