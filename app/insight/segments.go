package insight

import (
	"context"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/crm"
	"regulars/data/insight/rfm"
)

// matrix is the map of the segments: cells by recency score, best first, and
// frequency score, lowest first.
type matrix struct {
	rows, cols   []string // "0–12", in days and in orders
	agos, counts []string // the same in words: "0–12 days ago", "1 order"
	cells        [][]matrixCell
}

type matrixCell struct {
	segment   rfm.Segment
	customers int
	money     string
	key       string
}

func (k *asker) segments() (*answer, error) {
	x, err := rfm.Score(k.facts, k.q.rfmOptions())
	if err != nil {
		return nil, err
	}
	a := &answer{limits: x.Limits}
	if len(x.Customers) == 0 {
		a.empty = k.whyEmpty(k.q.windowStart())
		return a, nil
	}
	rows := x.Segments().Rows
	k.segmentHeadline(a, rows)
	k.segmentGroups(a, rows)
	k.segmentMatrix(a, x)
	a.about = k.about(basis{
		n: customersAndOrders(len(x.Customers), ordersOf(x)), method: x.Method,
		rules:    []string{t("rule_scores"), k.windowRule(), k.returnsRule()},
		coverage: x.Coverage, rest: k.uncovered(), needs: x.Needs,
	})
	if k.q.measure() != byMargin {
		a.about = k.reconciled(a.about, tally(rows).Net, x.All)
	}
	a.about = append(a.about, k.limitsText(x.Limits))
	a.find = func(_ context.Context, key url.Values) (*listing, error) { return k.segmentCustomers(x, key), nil }
	return a, nil
}

// uncovered is the key of what the sales outside an answer are.
func (k *asker) uncovered() string {
	if k.q.measure() == byMargin {
		return "coverage_margin"
	}
	return "coverage_walk_in"
}

func ordersOf(x *rfm.Result) (orders int) {
	for _, c := range x.Customers {
		orders += c.Orders
	}
	return orders
}

// segmentHeadline says who brings the money and who stays away.
func (k *asker) segmentHeadline(a *answer, rows []rfm.SegmentRow) {
	all, best := tally(rows), tally(rows, rfm.Champions, rfm.Loyal)
	gone := tally(rows, rfm.AtRisk, rfm.CantLose)
	args := i18n.Args{"All": n("customers", all.Customers), "Of": k.ofMoney(),
		"Best": i18n.Integer(int64(best.Customers)), "BestShare": percent(int64(best.Net), int64(all.Net)),
		"Gone": i18n.Integer(int64(gone.Customers)), "GoneShare": percent(int64(gone.Net), int64(all.Net))}
	switch {
	case gone.Customers > 0:
		a.headline = n("headline_gone", gone.Customers, args)
		a.action, a.actionKey = t("show_customers"), segmentKey(rfm.AtRisk, rfm.CantLose)
	case best.Customers > 0:
		a.headline = n("headline_best", best.Customers, args)
		a.action, a.actionKey = t("show_customers"), segmentKey(rfm.Champions, rfm.Loyal)
	default:
		a.headline = n("headline_young", all.Customers, args)
	}
}

// tally sums up some segments; all of them when none are named.
func tally(rows []rfm.SegmentRow, of ...rfm.Segment) (sum rfm.SegmentRow) {
	for _, r := range rows {
		if len(of) == 0 || slices.Contains(of, r.Segment) {
			sum.Customers += r.Customers
			sum.Net += r.Net
		}
	}
	return sum
}

func segmentKey(segments ...rfm.Segment) string {
	names := make([]string, len(segments))
	for i, s := range segments {
		names[i] = string(s)
	}
	return keyOf("segment", strings.Join(names, ","))
}

func (k *asker) segmentGroups(a *answer, rows []rfm.SegmentRow) {
	all := tally(rows)
	a.groupsTitle = t("segment")
	for _, r := range rows {
		a.groups = append(a.groups, group{
			key: segmentKey(r.Segment), name: screen.SegmentName(r.Segment), hint: advice(screen.SegmentHint(r.Segment)), tone: screen.SegmentTone(r.Segment),
			customers: i18n.Integer(int64(r.Customers)), money: k.amount(r.Net), shares: percent(int64(r.Net), int64(all.Net)),
		})
	}
}

// segmentMatrix fills in the map and the chart with the same numbers.
func (k *asker) segmentMatrix(a *answer, x *rfm.Result) {
	bins, cells := x.Options.Bins, x.Matrix()
	m := &matrix{}
	for f := 1; f <= bins; f++ {
		orders := orderRange(x.Limits.Orders, f)
		m.cols, m.counts = append(m.cols, orders.text()), append(m.counts, orders.words("range_orders"))
	}
	for r := bins; r >= 1; r-- {
		days := dayRange(x.Limits.Days, bins, r)
		m.rows, m.agos = append(m.rows, days.text()), append(m.agos, days.words("range_ago"))
		line := make([]matrixCell, bins)
		values, keys := make([]float64, bins), make([]string, bins)
		for f := 1; f <= bins; f++ {
			c := cells[r-1][f-1]
			keys[f-1] = keyOf("cell", strconv.Itoa(r)+"-"+strconv.Itoa(f))
			values[f-1] = float64(c.Customers)
			line[f-1] = matrixCell{segment: c.Segment, customers: c.Customers, money: k.amount(c.Net), key: keys[f-1]}
		}
		m.cells = append(m.cells, line)
		a.spec.Cells = append(a.spec.Cells, values)
		a.spec.CellKeys = append(a.spec.CellKeys, keys)
	}
	a.matrix = m
	a.spec.Kind, a.spec.Format = chart.HeatMap, whole
	a.spec.XLabel, a.spec.YLabel = t("axis_orders"), t("axis_customers_by_days")
	a.spec.RowLabels, a.spec.ColLabels = m.rows, m.cols
	a.spec.N = len(x.Customers)
}

// dayRange is which days since the last purchase have a recency score.
func dayRange(limits []int, bins, score int) span {
	from, to := 0, math.MaxInt
	if score < bins {
		from = limits[bins-1-score] + 1
	}
	if score > 1 {
		to = limits[bins-score]
	}
	return span{max(from, 0), to}
}

// orderRange is which numbers of orders have a frequency score.
func orderRange(limits []int, score int) span {
	from, to := 1, math.MaxInt
	if score > 1 {
		from = limits[score-2]
	}
	if score-1 < len(limits) {
		to = limits[score-1] - 1
	}
	return span{max(from, 1), to}
}

// span is the whole numbers between two limits, both of them included;
// math.MaxInt is no upper limit.
type span struct{ from, to int }

// text writes "3–5", "22+", or a dash where equal values leave no range.
func (s span) text() string {
	switch {
	case s.to < s.from:
		return "–"
	case s.to == math.MaxInt:
		return i18n.Integer(int64(s.from)) + "+"
	case s.from == s.to:
		return i18n.Integer(int64(s.from))
	}
	return i18n.Integer(int64(s.from)) + "–" + i18n.Integer(int64(s.to))
}

// words writes the span with its unit; more than one number is many.
func (s span) words(key string) string {
	count := 2
	if s.from == s.to {
		count = s.from
	}
	return n(key, count, i18n.Args{"Range": s.text()})
}

// limitsText says where the scores begin, so that the owner can check them.
func (k *asker) limitsText(l rfm.Limits) string {
	days, orders, amounts := []string{}, []string{}, []string{}
	for i := range l.Days {
		days = append(days, i18n.Integer(int64(max(l.Days[i], 0))))
		orders = append(orders, i18n.Integer(int64(l.Orders[i])))
		amounts = append(amounts, k.amount(l.Amounts[i]))
	}
	slices.Reverse(orders)
	slices.Reverse(amounts)
	return t("limits_used", i18n.Args{"Days": strings.Join(days, " / "), "Orders": strings.Join(orders, " / "), "Money": strings.Join(amounts, " / ")})
}

// segmentCustomers lists the customers of segments or of a cell.
func (k *asker) segmentCustomers(x *rfm.Result, key url.Values) *listing {
	l := &listing{byScore: true, currency: x.Currency}
	var wanted func(c rfm.Customer) bool
	if cell := key.Get("cell"); cell != "" {
		r, f, ok := cellOf(cell, x.Options.Bins)
		if !ok {
			return nil
		}
		segment := x.Matrix()[r-1][f-1].Segment
		l.title, l.hint = screen.SegmentName(segment), screen.SegmentHint(segment)
		l.text = t("cell_text", i18n.Args{"Ago": dayRange(x.Limits.Days, x.Options.Bins, r).words("range_ago"), "Orders": orderRange(x.Limits.Orders, f).words("range_orders")})
		wanted = func(c rfm.Customer) bool { return int(c.R) == r && int(c.F) == f }
	} else {
		segments := segmentsOf(key.Get("segment"))
		if len(segments) == 0 {
			return nil
		}
		names := make([]string, len(segments))
		for i, s := range segments {
			names[i] = screen.SegmentName(s)
		}
		l.title = listed(names)
		if len(segments) == 1 {
			l.hint = screen.SegmentHint(segments[0])
		}
		wanted = func(c rfm.Customer) bool { return slices.Contains(segments, c.Segment) }
	}
	for _, c := range x.Ranked().Rows {
		if wanted(c) {
			l.customers = append(l.customers, k.scored(x, c))
		}
	}
	return l
}

func cellOf(text string, bins int) (r, f int, ok bool) {
	a, b, _ := strings.Cut(text, "-")
	r, errR := strconv.Atoi(a)
	f, errF := strconv.Atoi(b)
	return r, f, errR == nil && errF == nil && r >= 1 && r <= bins && f >= 1 && f <= bins
}

func segmentsOf(text string) (out []rfm.Segment) {
	for _, s := range strings.Split(text, ",") {
		if slices.Contains(rfm.Segments(), rfm.Segment(s)) {
			out = append(out, rfm.Segment(s))
		}
	}
	return out
}

// scored is a customer with the reason for the segment.
func (k *asker) scored(x *rfm.Result, c rfm.Customer) customerRow {
	rule := rfm.RuleOf(x.Cell(c))
	bins := i18n.Integer(int64(x.Options.Bins))
	why := n("why_segment", c.Orders, i18n.Args{
		"Name": c.Name, "Ago": i18n.Ago(c.Days), "Money": k.amount(c.Net), "Bins": bins,
		"R": strconv.Itoa(int(c.R)), "F": strconv.Itoa(int(c.F)), "M": strconv.Itoa(int(c.M)),
	})
	named := t("why_rule", i18n.Args{"Segment": screen.SegmentName(c.Segment), "R": levels(rule.RFrom, rule.RTo), "F": levels(rule.FFrom, rule.FTo)})
	return customerRow{
		id: c.ID, name: c.Name, last: x.Options.AsOf - crm.Date(c.Days), orders: c.Orders, net: c.Net,
		score: strconv.Itoa(int(c.R)) + " · " + strconv.Itoa(int(c.F)) + " · " + strconv.Itoa(int(c.M)),
		rank:  int(c.R)*100 + int(c.F)*10 + int(c.M), why: sentences(why, named),
	}.written(x.Currency)
}

func levels(from, to int) string {
	if from == to {
		return strconv.Itoa(from)
	}
	return strconv.Itoa(from) + "–" + strconv.Itoa(to)
}
