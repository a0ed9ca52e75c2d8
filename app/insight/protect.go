package insight

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/pickup"
	"regulars/data/insight/protect"
	"regulars/data/insight/yield"
)

// mostTried is how many classes can be changed to try.
const mostTried = 8

// tried are numbers the owner put in the place of the book's.
type tried struct {
	set      bool
	capacity int
	value    [mostTried]crm.Amount // what a unit leaves, by class
	asked    [mostTried]int        // hundredths a day
}

// trial is what the page of protection needs beside its answer.
type trial struct {
	names   []string
	numbers tried // as used
	changed bool
}

func protectControls(p *page) []fyne.CanvasObject {
	q := &p.question.room
	row := append(resourceField(p), choose("cap_day", q.weekday, func(d int) string { return i18n.Weekday(time.Weekday(d)) },
		func(d int) { p.ask(func(*question) { q.weekday, q.on, q.tried = d, 0, tried{} }) }, 1, 2, 3, 4, 5, 6, 0))
	day := ui.NewDateField(p.env.Today())
	day.SetDate(q.on)
	day.OnChanged = func() {
		if d, ok := day.Date(); ok {
			p.ask(func(*question) { q.on, q.tried = d, tried{} })
		}
	}
	return append(row, ui.FormRow(kt("on_day"), container.New(sized{width: 230}, day), ""), choose("cap_guests", q.by, func(b pickup.By) string { return kt("guests_" + string(b)) },
		func(b pickup.By) { p.ask(func(*question) { q.by, q.tried = b, tried{} }) }, pickup.ByRate, pickup.BySegment))
}

// protect answers how many units to keep for those who leave more.
func (k *asker) protect() (*answer, error) {
	q := k.q.room
	c := pickup.Open(k.facts, q.of, k.q.day())
	if c == nil {
		return k.withoutResource(), nil
	}
	days, capacity, name := c.Weekday(q.weekday, pickup.Weeks), 0, i18n.Weekday(time.Weekday(q.weekday))
	if capacity = c.Usual(days); q.on != 0 {
		days, _ = c.Alike(q.on)
		capacity, name = c.Offered(q.on), i18n.DateLong(q.on)
	}
	classes, needs := c.Classes(days, q.by)
	classes = classes[:min(mostTried, len(classes))]
	x := newTrial(capacity, classes, q.tried)
	if x.changed {
		capacity = q.tried.capacity
		classes = x.classes(classes)
	}
	r, err := pickup.Protect(capacity, classes)
	if err != nil {
		return nil, err
	}
	a := &answer{trial: x, headline: protectHeadline(r, name, len(days))}
	k.protectChart(a, r)
	if len(days) < pickup.LeastDays {
		a.spec.Empty = a.headline
	}
	if len(r.Rows) > 0 {
		a.sheet = k.protectSheet(r)
		a.action, a.actionRoute = kt("tab_group"), at(PartOffer, "")
		if asked := len(days); asked >= pickup.LeastDays {
			if q.on != 0 {
				asked = 1
			}
			a.advised = k.fenceAdvice(r, a.headline, asked)
		}
	}
	a.about = append(k.protectWords(c, r), k.about(basis{n: kn("such_days", len(days)), method: "model_nested", coverage: 1, needs: protectNeeds(needs, r)})...)
	return a, nil
}

func (k *asker) withoutResource() *answer {
	return &answer{headline: kt("headline_no_bookings"), about: k.about(basis{n: kn("days", 0), method: yield.Method, coverage: 1,
		needs: []insight.Need{{Code: yield.NeedResource, Count: 1}}})}
}

// protectNeeds leaves out that there are too few classes where there are too
// few days.
func protectNeeds(needs []insight.Need, r *protect.Result) []insight.Need {
	if len(r.Rows) == 0 {
		return needs
	}
	return append(needs, r.Needs...)
}

func newTrial(capacity int, classes []pickup.Class, own tried) *trial {
	x := &trial{numbers: tried{capacity: capacity}, changed: own.set}
	for i, c := range classes {
		x.names = append(x.names, className(c.Name))
		x.numbers.value[i], x.numbers.asked[i] = c.Value, int(c.Mean*100+.5)
	}
	if own.set {
		x.numbers = own
	}
	return x
}

func className(name string) string {
	if name == "" {
		return kt("no_class")
	}
	return name
}

// classes puts the tried numbers in; another number of those who ask than the
// book's is taken as a Poisson law. Who leaves nothing is left out.
func (x *trial) classes(of []pickup.Class) (out []pickup.Class) {
	for i, c := range of {
		if int(c.Mean*100+.5) != x.numbers.asked[i] {
			c.Demand = protect.Demand{Law: protect.Poisson, Mean: float64(x.numbers.asked[i]) / 100}
		}
		if c.Value = x.numbers.value[i]; c.Value > 0 {
			out = append(out, c)
		}
	}
	return out
}

// protectHeadline names the tightest limit that matters.
func protectHeadline(r *protect.Result, day string, days int) string {
	args := i18n.Args{"Day": day, "All": i18n.Integer(int64(r.Capacity))}
	switch limits := r.Advice().Limits; {
	case days < pickup.LeastDays:
		return kt("headline_few_days", args)
	case len(r.Rows) < 2:
		return kt("headline_one_class", args)
	default:
		last := len(limits) - 1
		if !tight(r) {
			return kt("headline_open", args)
		}
		args["Name"], args["Limit"] = className(r.Rows[last].Name), i18n.Integer(int64(limits[last]))
		if limits[last] == 0 {
			return kt("headline_keep_all", args)
		}
		return kt("headline_keep", args)
	}
}

// tight reports whether a limit matters.
func tight(r *protect.Result) bool {
	limits := r.Advice().Limits
	return len(r.Rows) > 1 && limits[len(limits)-1] < r.Capacity && !(r.Exact && float64(r.Optimal.Revenue-r.First.Revenue) < .002*float64(r.First.Revenue))
}

func (k *asker) protectChart(a *answer, r *protect.Result) {
	one := chart.Series{Name: i18n.T("insightprice.protect_limit")}
	for i, row := range r.Rows {
		if limits := r.Advice().Limits; limits != nil {
			a.spec.Categories = append(a.spec.Categories, className(row.Name))
			one.Values = append(one.Values, float64(limits[i]))
		}
	}
	a.spec.Kind, a.spec.YLabel, a.spec.Format, a.spec.N = chart.HBar, one.Name, whole, len(r.Rows)
	if len(one.Values) == 0 {
		a.spec.Empty = i18n.T("insightprice.protect_nothing")
		return
	}
	a.spec.Series = []chart.Series{one}
}

func (k *asker) protectSheet(r *protect.Result) *sheet {
	s := &sheet{title: kt("list_protect"), columns: append([]column{{title: kt("guest"), width: 150}}, numberColumns(kt("limit"), kt("keep"), kt("leaves"), kt("asked"))...)}
	advice := r.Advice()
	for i, row := range r.Rows {
		keep := notKnown
		if i < len(advice.Protect) {
			keep = countCell(r.Capacity - advice.Limits[i+1])
		}
		limit := notKnown
		if advice.Limits != nil {
			limit = countCell(advice.Limits[i])
		}
		s.rows = append(s.rows, sheetRow{cells: []cell{{text: className(row.Name)}, limit, keep, k.moneyCell(row.Value), {text: i18n.Number(row.Mean, 1), value: row.Mean}}})
	}
	return s
}

// protectWords are what the advice is worth, and how far to overbook.
func (k *asker) protectWords(c *pickup.Curve, r *protect.Result) (lines []string) {
	if len(r.Rows) == 0 {
		return nil
	}
	if r.Exact {
		lines = append(lines, kt("expected", i18n.Args{"Advice": k.amount(r.Optimal.Revenue), "First": k.amount(r.First.Revenue)}))
	}
	o := c.Overbook(r.Capacity)
	if o == nil || o.Limit <= r.Capacity {
		return append(lines, kt("overbook_none"))
	}
	return append(lines, kt("overbook", i18n.Args{"N": i18n.Integer(int64(c.NoShow.N)), "Share": i18n.Percent(c.NoShow.Share, 1),
		"Limit": i18n.Integer(int64(o.Limit)), "All": i18n.Integer(int64(r.Capacity)), "Risk": i18n.Percent(o.Risk, 1)}))
}
