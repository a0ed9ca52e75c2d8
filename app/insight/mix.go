package insight

import (
	"context"
	"math"
	"net/url"
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/mix"
	"regulars/data/insight/shares"
)

// PartMix is the mix of customers by part of the week or the year.
const PartMix = "mix"

// mixChoice is what the owner can choose.
type mixChoice struct {
	by       mix.By
	of       crm.ID // the resource; ofSales for sales, zero for what there is
	capacity int    // of sales: orders an hour or day
}

// ofSales stands for sales where a resource may be chosen.
var ofSales = crm.ID{0: 's'}

func mt(key string, args ...i18n.Args) string { return i18n.T("insightmix."+key, args...) }
func mn(key string, count int, args ...i18n.Args) string {
	return i18n.N("insightmix."+key, count, args...)
}

func mixControls(p *page) []fyne.CanvasObject {
	q := &p.question.mix
	names, ids := map[crm.ID]string{ofSales: mt("of_sales")}, []crm.ID{}
	if s, err := p.env.Book.Facts(); err == nil {
		for _, r := range s.Tables.Resources {
			names[r.ID] = r.Name
			ids = append(ids, r.ID)
		}
	}
	ids = append(ids, ofSales)
	if q.of.IsZero() {
		q.of = ids[0]
	}
	row := []fyne.CanvasObject{choose("mix_of", q.of, func(id crm.ID) string { return names[id] }, func(id crm.ID) {
		p.ask(func(q *question) {
			q.mix.of = id
			if id != ofSales && q.mix.by == mix.Hour {
				q.mix.by = mix.Weekday
			}
		})
		p.build() // other choices belong to sales than to rooms
	}, ids...)}
	bys := mix.Bys()
	if q.of == ofSales {
		bys = mix.SaleBys()
	}
	row = append(row, pick(p, "mix_by", &q.by, func(b mix.By) string { return mt("by_" + string(b)) }, bys...))
	if q.of == ofSales {
		row = append(row, pick(p, "mix_capacity", &q.capacity, func(n int) string {
			if n == 0 {
				return mt("no_limit")
			}
			return mn("orders", n)
		}, 0, 2, 5, 10, 20, 40, 80))
	}
	return row
}

// mix answers which customers are best when.
func (k *asker) mix() (*answer, error) {
	ask, o := mix.Ask, mix.Options{AsOf: k.q.day(), Resource: k.q.mix.of, By: k.q.mix.by, Capacity: k.q.mix.capacity}
	if o.Resource == ofSales || o.Resource.IsZero() && len(k.facts.Tables.Resources) == 0 {
		ask, o.Resource = mix.AskSales, crm.ID{}
	}
	x, err := ask(k.ctx, k.facts, o)
	if err != nil {
		return nil, err
	}
	a := &answer{}
	if x.N == 0 {
		a.empty = noneChosen
		return a, nil
	}
	a.headline = k.mixHeadline(x)
	k.mixChart(a, x)
	a.sheet = k.mixSheet(x)
	rules := []string{mt("rule_" + unitsOf(x)), k.mixYear(x)}
	if x.Sure.Weeks >= shares.LeastWeeks {
		rules = append(rules, mt("ranges"))
	}
	a.about = append(slices.Concat(sureText(&x.Sure), k.mixTrial(x)), k.about(basis{n: mn(unitsOf(x), x.N), method: x.Method, rules: rules,
		coverage: x.Coverage, rest: "coverage_costs", needs: x.Needs})...)
	a.find = func(ctx context.Context, key url.Values) (*listing, error) { return k.mixSales(ctx, x, key) }
	return a, nil
}

// sureText says whether the times differ in who comes; nothing where that
// cannot be told.
func sureText(s *shares.Sure) []string {
	if s == nil || s.P == nil {
		return nil
	}
	key := "alike"
	if s.Differs {
		key = "differs"
	}
	return []string{mt(key, i18n.Args{"N": s.Weeks})}
}

// unitsOf names what a unit is: nights, seats or orders.
func unitsOf(x *mix.Answer) string {
	switch {
	case x.Method == mix.MethodSales:
		return "orders"
	case x.Nightly:
		return "nights"
	}
	return "slots"
}

func (k *asker) mixYear(x *mix.Answer) string {
	return mt("rule_year", i18n.Args{"From": i18n.Date(x.From), "To": i18n.Date(x.To)})
}

// mixHeadline names the kind that leaves most in the busiest bucket, and
// what the best mix would add.
func (k *asker) mixHeadline(x *mix.Answer) string {
	if lacks(x.Needs, mix.NeedMixWeeks) {
		return mt("headline_early", i18n.Args{"What": mn(unitsOf(x), x.N)})
	}
	busy := slices.MaxFunc(x.Buckets, func(a, b mix.Bucket) int { return a.Taken - b.Taken })
	text := ""
	for _, r := range x.Rows {
		if r.Bucket == busy.Bucket && r.Taken > 0 {
			text = mt("headline_"+unitsOf(x), i18n.Args{"When": bucketName(x.By, r.Bucket), "Who": segmentName(r.Segment), "Value": k.amount(r.PerUnit)})
			break
		}
	}
	if more := x.Best - x.Earned; more > 0 && x.Earned > 0 {
		text = sentences(text, mt("headline_more", i18n.Args{"More": k.roughly(more), "Share": i18n.Percent(float64(more)/float64(x.Earned), 1)}))
	}
	return text
}

// bucketName writes a bucket.
func bucketName(by mix.By, b int) string {
	switch by {
	case mix.Weekday:
		return i18n.Weekday(weekdayAt(b))
	case mix.Month:
		return i18n.MonthShort(crm.NewDate(2000, time.Month(b+1), 1))
	case mix.Season:
		return mt("season_" + strconv.Itoa(b))
	case mix.DayType:
		return mt("daytype_"+strconv.Itoa(b%2), i18n.Args{"Season": mt("season_" + strconv.Itoa(b/2))})
	}
	return hourText(strconv.Itoa(b))
}

func segmentName(name string) string {
	switch name {
	case "":
		return i18n.T("insight.group_none")
	case mix.WalkIn:
		return i18n.T("insight.group_walk_in")
	}
	return name
}

func mixKey(r mix.Row) string { return keyOf("bucket", strconv.Itoa(r.Bucket), "kind", "-"+r.Segment) }

// mixChart is what a unit leaves, by kind of customer and bucket.
func (k *asker) mixChart(a *answer, x *mix.Answer) {
	var kinds []string
	for _, r := range x.Rows {
		if r.Taken > 0 && !slices.Contains(kinds, r.Segment) {
			kinds = append(kinds, r.Segment)
		}
	}
	for _, kind := range kinds {
		a.spec.RowLabels = append(a.spec.RowLabels, segmentName(kind))
		cells, keys := make([]float64, len(x.Buckets)), make([]string, len(x.Buckets))
		for i, b := range x.Buckets {
			cells[i] = math.NaN()
			for _, r := range x.Rows {
				if r.Bucket == b.Bucket && r.Segment == kind && r.Taken > 0 {
					cells[i], keys[i] = k.scale.of(r.PerUnit), mixKey(r)
				}
			}
		}
		a.spec.Cells, a.spec.CellKeys = append(a.spec.Cells, cells), append(a.spec.CellKeys, keys)
	}
	for _, b := range x.Buckets {
		a.spec.ColLabels = append(a.spec.ColLabels, bucketName(x.By, b.Bucket))
	}
	a.spec.Kind, a.spec.N, a.spec.YLabel, a.spec.Format = chart.HeatMap, x.N, mt("chart_y_"+unitsOf(x)), k.scale.writeCell
}

func (k *asker) mixSheet(x *mix.Answer) *sheet {
	s := &sheet{title: mt("sheet_title"), wide: true, columns: []column{{title: mt("col_when"), width: 150}, {title: mt("col_who"), width: 130},
		{title: mt("col_asked"), right: true, byValue: true}, {title: mt("col_taken"), right: true, byValue: true}, {title: mt("col_best"), right: true, byValue: true},
		{title: mt("col_each"), right: true, byValue: true}, {title: mt("col_left"), right: true, byValue: true}, {title: mt("col_limit"), right: true, muted: true, byValue: true},
		{title: mt("col_share"), right: true, muted: true, byValue: true}, {title: mt("col_range"), right: true, muted: true, byValue: true}, {title: mt("col_day"), right: true, muted: true, byValue: true}}}
	for _, r := range x.Rows {
		limit := ""
		if r.Limit >= 0 && x.Method != mix.MethodSales {
			limit = i18n.Integer(int64(r.Limit))
		}
		s.rows = append(s.rows, sheetRow{key: mixKey(r), cells: []cell{{text: bucketName(x.By, r.Bucket), value: float64(r.Bucket)}, {text: segmentName(r.Segment)},
			countCell(r.Asked), countCell(r.Taken), countCell(r.Best), k.moneyCell(r.PerUnit), k.moneyCell(r.Contribution), {text: limit, value: float64(r.Limit)},
			rangeCell(r.Share, func(v float64) string { return i18n.Percent(v, 0) }), k.worthRange(r), rangeCell(r.PerDay, func(v float64) string { return i18n.Number(v, 1) })}})
	}
	return s
}

// rangeCell is what a number surely lies between.
func rangeCell(e shares.Estimate, write func(float64) string) cell {
	if !e.Known() {
		return notKnown
	}
	return cell{text: write(*e.Low) + " – " + write(*e.High), value: e.Value}
}

func (k *asker) worthRange(r mix.Row) cell {
	if r.PerUnitLow == nil || r.PerUnitHigh == nil {
		return notKnown
	}
	return cell{text: k.amount(*r.PerUnitLow) + " – " + k.amount(*r.PerUnitHigh), value: float64(r.PerUnit)}
}

// mixTrial tells how the advice would have done.
func (k *asker) mixTrial(x *mix.Answer) []string {
	t := x.Trial
	if t == nil {
		return nil
	}
	args := i18n.Args{"From": i18n.Date(t.From), "To": i18n.Date(t.To), "First": k.amount(t.First), "Advised": k.amount(t.Advised), "Best": k.amount(t.Best)}
	return []string{mt("trial", args)}
}

// mixSales lists the customers behind a cell.
func (k *asker) mixSales(ctx context.Context, x *mix.Answer, key url.Values) (*listing, error) {
	bucket, err := strconv.Atoi(key.Get("bucket"))
	if err != nil || len(key.Get("kind")) == 0 {
		return nil, nil
	}
	kind := key.Get("kind")[1:]
	at := slices.IndexFunc(x.Rows, func(r mix.Row) bool { return r.Bucket == bucket && r.Segment == kind })
	if at < 0 {
		return nil, nil
	}
	r := x.Rows[at]
	l := &listing{currency: k.facts.Currency}
	if x.Method == mix.MethodSales {
		if l, err = k.salesList(ctx, mix.Documents(k.facts, x, r)); err != nil {
			return nil, err
		}
	} else {
		l.customers = k.guests(x, r)
	}
	l.title = t("title_of", i18n.Args{"What": segmentName(kind), "When": bucketName(x.By, bucket)})
	l.text = mt("cell_text", i18n.Args{"Taken": mn(unitsOf(x), r.Taken), "Asked": mn(unitsOf(x), r.Asked), "Left": k.amount(r.Contribution)})
	return l, nil
}

// guests are the known customers with a stay behind a row, with what their
// stays come to.
func (k *asker) guests(x *mix.Answer, r mix.Row) (rows []customerRow) {
	resource := facts.ByID[crm.Resource](k.facts.Tables.Resources, x.Resource)
	at := map[int32]int{}
	for _, b := range mix.Bookings(k.facts, x, r, resource) {
		p := k.facts.Booking.Party[b]
		if p == facts.None {
			continue
		}
		i, ok := at[p]
		if !ok {
			i = len(rows)
			at[p] = i
			rows = append(rows, customerRow{id: k.facts.Party.ID[p], name: k.facts.Party.Name[p]})
		}
		rows[i].orders++
		rows[i].net += k.facts.Booking.Net[b]
		rows[i].last = max(rows[i].last, k.facts.Booking.Start[b])
	}
	for i := range rows {
		rows[i] = rows[i].written(k.facts.Currency)
	}
	return rows
}

func mixScenes() []screen.Scene {
	return []screen.Scene{
		{Name: "insight-mix-sales", Route: at(PartMix, ""), Act: changed(func(q *question) { q.mix = mixChoice{by: mix.Hour, of: ofSales, capacity: 5} })},
		{Name: "insight-mix-seasons", Route: at(PartMix, ""), Act: changed(func(q *question) { q.mix.by = mix.DayType })},
	}
}
