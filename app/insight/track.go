package insight

import (
	"cmp"
	"context"
	"math"
	"net/url"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	diary "regulars/app/screen/advice"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/insight/action"
	"regulars/data/insight/lifetime"
	"regulars/data/insight/track"
)

// PartTrackRecord holds what was foretold against what happened.
const PartTrackRecord = "track-record"

// trackView is what the track record is of.
type trackView string

const (
	trackPromises trackView = "promises"
	trackRule     trackView = "rule"    // the model against twice the usual gap
	trackModels   trackView = "models"  // how the model in use was chosen
	trackActions  trackView = "actions" // of the list of today
)

func tt(key string, args ...i18n.Args) string { return i18n.T("insighttrack."+key, args...) }
func tn(key string, count int, args ...i18n.Args) string {
	return i18n.N("insighttrack."+key, count, args...)
}

func trackControls(p *page) []fyne.CanvasObject {
	q := &p.question
	fields := []fyne.CanvasObject{pick(p, "track_view", &q.track, func(v trackView) string { return tt("view_" + string(v)) }, trackPromises, trackRule, trackModels, trackActions)}
	if q.track == trackPromises {
		fields = append(fields, pick(p, "track_series", &q.promised, func(s string) string { return tt("series_" + s) }, track.Customers, track.Orders, track.Due))
	}
	if q.track != trackActions {
		fields = append(fields, pick(p, "horizon", &q.horizon, func(days int) string { return nn("days", days) }, 30, 90, 180))
	}
	return fields
}

func trackScenes() []screen.Scene {
	scene := func(view trackView) screen.Scene {
		return screen.Scene{Name: "insight-track-record-" + string(view), Route: at(PartTrackRecord, ""), Act: changed(func(q *question) { q.track = view })}
	}
	return []screen.Scene{scene(trackRule), scene(trackModels), scene(trackActions)}
}

// trackRecord answers how right the book has been.
func (k *asker) trackRecord() (*answer, error) {
	if k.q.track == trackActions {
		return k.trackActions()
	}
	told, err := diary.Predictions(k.book)
	if err != nil {
		return nil, err
	}
	r, err := track.Ask(k.ctx, k.facts, track.Options{AsOf: k.q.day(), Horizon: k.q.horizon, Kept: told, Progress: k.progress})
	if err != nil {
		return nil, err
	}
	a := &answer{}
	switch k.q.track {
	case trackRule:
		k.trackRule(a, r)
	case trackModels:
		k.trackModels(a, r)
	default:
		k.trackPromises(a, r)
	}
	a.about = append(a.about, k.about(basis{n: tn("checks", r.N), method: r.Method, coverage: r.Coverage, needs: r.Needs})...)
	a.find = func(_ context.Context, key url.Values) (*listing, error) { return k.cameAgain(r, key), nil }
	return a, nil
}

// trackPromises shows what was said, with its interval, and what happened.
func (k *asker) trackPromises(a *answer, r *track.Result) {
	var checks []track.Check
	for _, c := range slices.Backward(r.Rows) { // the oldest first
		if c.Series == k.q.promised {
			checks = append(checks, c)
		}
	}
	over := slices.DeleteFunc(slices.Clone(checks), func(c track.Check) bool { return !c.Over })
	a.sheet = promiseSheet(checks)
	a.spec.Kind, a.spec.N = chart.Line, len(over)
	if len(over) == 0 {
		a.headline = tt("headline_none")
		a.spec.Empty = a.headline
		return
	}
	inside := 0
	said, was := chart.Series{Name: tt("said")}, chart.Series{Name: tt("happened")}
	for _, c := range over {
		inside += yes(c.Inside)
		a.spec.Categories = append(a.spec.Categories, i18n.DayMonth(c.Day))
		said.Values, said.Low, said.High = append(said.Values, c.Expected), append(said.Low, c.Low), append(said.High, c.High)
		was.Values = append(was.Values, c.Actual)
		said.Keys, was.Keys = append(said.Keys, promiseKey(c)), append(was.Keys, promiseKey(c))
	}
	a.spec.Series, a.spec.Format = []chart.Series{said, was}, whole
	a.spec.XLabel, a.spec.YLabel = tt("told_on"), tt("series_"+k.q.promised)
	last := over[len(over)-1]
	a.headline = sentences(tt("headline_"+last.Series, i18n.Args{"Date": i18n.Date(last.Day), "Until": i18n.Date(last.Until), "Said": whole(last.Expected), "Happened": whole(last.Actual)}),
		tn("headline_inside", len(over), i18n.Args{"Inside": i18n.Integer(int64(inside))}))
	if r.Replayed {
		a.about = append(a.about, tt("replayed"))
	}
	a.about = append(a.about, tn("level", r.N, i18n.Args{"Inside": i18n.Integer(int64(r.Inside)), "Level": i18n.Percent(float64(last.Level)/100, 0)}))
}

func yes(is bool) int {
	if is {
		return 1
	}
	return 0
}

// promiseKey names the customers who came in the time a promise speaks of.
func promiseKey(c track.Check) string {
	if c.Question != track.Next {
		return ""
	}
	return keyOf("told", c.Day.String())
}

func promiseSheet(checks []track.Check) *sheet {
	s := &sheet{title: tt("promises"), columns: []column{{title: tt("told_on"), width: 110, byValue: true}, {title: tt("until"), width: 100, byValue: true, muted: true},
		{title: tt("said"), right: true, byValue: true}, {title: tt("happened"), right: true, byValue: true}, {title: tt("held"), width: 90}, {title: tt("between"), width: 110, muted: true}}}
	for _, c := range slices.Backward(checks) {
		row := sheetRow{cells: []cell{{text: i18n.Date(c.Day), plain: c.Day.String(), value: float64(c.Day)}, {text: i18n.Date(c.Until), plain: c.Until.String(), value: float64(c.Until)},
			{text: whole(c.Expected), value: c.Expected}, {}, {text: tt("waits")}, {text: whole(c.Low) + " – " + whole(c.High)}}}
		if c.Over {
			row.key = promiseKey(c)
			row.cells[3] = cell{text: whole(c.Actual), value: c.Actual}
			row.cells[4] = cell{text: tt("missed"), tone: ui.Bad}
			if c.Inside {
				row.cells[4] = cell{text: tt("kept"), tone: ui.Good}
			}
		}
		s.rows = append(s.rows, row)
	}
	return s
}

// cameAgain lists the customers known on the day of a promise who came in the
// time it speaks of.
func (k *asker) cameAgain(r *track.Result, key url.Values) *listing {
	at := slices.IndexFunc(r.Rows, func(c track.Check) bool { return c.Over && promiseKey(c) != "" && promiseKey(c) == key.Encode() })
	if at < 0 {
		return nil
	}
	c := r.Rows[at]
	args := i18n.Args{"Date": i18n.Date(c.Day), "Until": i18n.Date(c.Until)}
	l := &listing{title: tt("list_title", args), currency: k.facts.Currency}
	net := k.netOf()
	for p, orders := range lifetime.Happened(k.facts, c.Day, c.Until) {
		if orders > 0 {
			l.customers = append(l.customers, customerRow{id: k.facts.Party.ID[p], name: k.facts.Party.Name[p], orders: orders, net: net[p], last: c.Until,
				why: tn("why_came", orders, args)}.written(l.currency))
		}
	}
	slices.SortStableFunc(l.customers, func(a, b customerRow) int { return cmp.Compare(b.orders, a.orders) })
	return l
}

// trackRule holds the model against the owner's rule.
func (k *asker) trackRule(a *answer, r *track.Result) {
	x := r.Right
	a.spec.Kind, a.spec.N = chart.HBar, x.N
	if x.N == 0 {
		a.headline = tt("headline_none")
		a.spec.Empty = a.headline
		return
	}
	share := func(right int) float64 { return float64(right) / float64(x.N) }
	args := i18n.Args{"Model": i18n.Percent(share(x.Model), 0), "Rule": i18n.Percent(share(x.Rule), 0), "Nobody": i18n.Percent(share(x.Nobody), 0), "Days": nn("days", r.Horizon)}
	key := "headline_rule_same"
	switch {
	case x.Model > x.Rule+x.N/100:
		key = "headline_rule_model"
	case x.Rule > x.Model+x.N/100:
		key = "headline_rule_rule"
	}
	a.headline = tt(key, args)
	a.spec.Categories = []string{tt("way_model"), tt("way_rule"), tt("way_nobody")}
	a.spec.Series = []chart.Series{{Name: tt("right"), Values: []float64{share(x.Model), share(x.Rule), share(x.Nobody)}}}
	a.spec.YLabel, a.spec.Format = tt("right"), func(v float64) string { return i18n.Percent(v, 0) }
	a.sheet = &sheet{title: tt("bands"), columns: []column{{title: tt("band"), width: 130}, {title: t("customers_head"), right: true, byValue: true},
		{title: tt("said"), right: true, byValue: true}, {title: tt("came"), right: true, byValue: true}}}
	for _, b := range r.Bands {
		a.sheet.rows = append(a.sheet.rows, sheetRow{cells: []cell{{text: nt("band_" + string(b.Band)), tone: bandTone(b.Band)}, {text: i18n.Integer(int64(b.N)), value: float64(b.N)},
			{text: whole(b.Expected), value: b.Expected}, {text: i18n.Integer(int64(b.Came)), value: float64(b.Came)}}})
	}
	a.about = append(a.about, tn("rule_about", x.Days, i18n.Args{"Customers": n("customers", x.N), "Days": nn("days", r.Horizon)}))
}

// trackModels shows the back-test by which the model in use was chosen.
func (k *asker) trackModels(a *answer, r *track.Result) {
	a.spec.Kind = chart.HBar
	b := r.BackTest
	if b == nil || r.Chosen == "" {
		a.headline = tt("headline_no_test")
		a.spec.Empty = a.headline
		return
	}
	one := chart.Series{Name: tt("error")}
	a.sheet = &sheet{title: tt("models"), columns: []column{{title: tt("model"), width: 170}, {title: tt("error"), right: true, byValue: true},
		{title: tt("said"), right: true, byValue: true}, {title: tt("happened"), right: true, byValue: true}, {title: tt("right"), right: true, byValue: true}}}
	for _, m := range b.Models {
		name := tt("model_" + modelKey(string(m.Model)))
		a.spec.Categories, one.Values = append(a.spec.Categories, name), append(one.Values, m.Brier)
		tone := ui.Neutral
		if string(m.Model) == r.Chosen {
			tone = ui.Good
		}
		a.sheet.rows = append(a.sheet.rows, sheetRow{cells: []cell{{text: name, tone: tone}, {text: i18n.Number(m.Brier, 3), value: m.Brier}, {text: whole(m.Predicted), value: m.Predicted},
			{text: i18n.Integer(int64(b.Actual)), value: float64(b.Actual)}, {text: i18n.Percent(m.Hits, 0), value: m.Hits}}})
	}
	a.spec.Series, a.spec.N, a.spec.YLabel = []chart.Series{one}, b.Customers, tt("error")
	a.spec.Format = func(v float64) string { return i18n.Number(v, 3) }
	a.headline = tt("headline_models", i18n.Args{"Model": tt("model_" + modelKey(r.Chosen))})
	a.about = append(a.about, tn("models_about", b.Customers, i18n.Args{"Date": i18n.Date(b.Cut), "Days": nn("days", b.Days), "Rule": i18n.Percent(b.RuleHits, 0)}))
}

// modelKey is the name of a model in keys of texts.
func modelKey(model string) string { return strings.ReplaceAll(model, "-", "_") }

// trackActions shows how the suggestions of today have fared.
func (k *asker) trackActions() (*answer, error) {
	earlier, err := diary.Earlier(k.book)
	if err != nil {
		return nil, err
	}
	earlier = slices.DeleteFunc(earlier, func(x crm.Suggestion) bool { return x.Day > k.q.day() })
	all := action.Tallies(earlier)
	total := action.Total(all)
	a := &answer{headline: tn("headline_few", action.LeastUplift, i18n.Args{"Tried": i18n.Integer(int64(total.Tried)), "Skipped": i18n.Integer(int64(total.Skipped))})}
	if u := total.Uplift; u != nil {
		a.headline = tn("headline_uplift", total.Tried, i18n.Args{"Worked": i18n.Integer(int64(total.Worked)), "Came": i18n.Integer(int64(total.Came)),
			"Skipped": i18n.Integer(int64(total.Skipped))})
	}
	a.spec.Kind, a.spec.N = chart.GroupedBar, total.Tried+total.Skipped
	did, not := chart.Series{Name: tt("done")}, chart.Series{Name: tt("skipped")}
	a.sheet = &sheet{title: tt("actions"), columns: []column{{title: tt("action"), width: 150}, {title: tt("done"), right: true}, {title: tt("skipped"), right: true},
		{title: tt("pending"), right: true, byValue: true, muted: true}, {title: tt("uplift"), width: 150}}}
	for _, x := range all {
		name := tt("action_" + string(x.Kind))
		a.spec.Categories = append(a.spec.Categories, name)
		did.Values, not.Values = append(did.Values, shareOf(x.Worked, x.Tried)), append(not.Values, shareOf(x.Came, x.Skipped))
		a.sheet.rows = append(a.sheet.rows, sheetRow{cells: []cell{{text: name}, {text: outOf(x.Worked, x.Tried)}, {text: outOf(x.Came, x.Skipped)},
			{text: i18n.Integer(int64(x.Pending)), value: float64(x.Pending)}, {text: upliftText(x.Uplift)}}})
	}
	a.sheet.rows = append(a.sheet.rows, sheetRow{cells: []cell{{text: tt("together")}, {text: outOf(total.Worked, total.Tried)}, {text: outOf(total.Came, total.Skipped)},
		{text: i18n.Integer(int64(total.Pending)), value: float64(total.Pending)}, {text: upliftText(total.Uplift)}}})
	a.spec.Series = []chart.Series{did, not}
	a.spec.YLabel, a.spec.Format = tt("bought_share"), func(v float64) string { return i18n.Percent(v, 0) }
	if a.spec.N == 0 {
		a.spec.Empty = tt("no_actions")
	}
	a.about = append(a.about, tt("actions_about", i18n.Args{"Days": nn("days", action.Window)}))
	a.about = append(a.about, k.about(basis{n: tn("checks", a.spec.N), method: track.Method, coverage: 1})...)
	a.find = func(context.Context, url.Values) (*listing, error) { return nil, nil }
	return a, nil
}

// shareOf is NaN, which charts leave out, of nothing.
func shareOf(part, of int) float64 {
	if of == 0 {
		return math.NaN()
	}
	return float64(part) / float64(of)
}

func outOf(part, of int) string {
	if of == 0 {
		return "–"
	}
	return tt("out_of", i18n.Args{"Part": i18n.Integer(int64(part)), "Of": i18n.Integer(int64(of))})
}

func upliftText(u *action.Uplift) string {
	if u == nil {
		return tt("too_few")
	}
	return tt("uplift_text", i18n.Args{"Difference": signed(u.Difference), "Low": signed(u.Low), "High": signed(u.High)})
}

func signed(share float64) string {
	text := i18n.Percent(share, 0)
	if share > 0 {
		text = "+" + text
	}
	return text
}

// keeps reports whether what is foretold now is to be kept: today, in a book
// of one's own.
func (k *asker) keeps() bool { return k.q.asOf == 0 && diary.Keeps(k.book, k.settings) }

// keep writes down what the answer foretold, to be checked when its time comes.
func (p *page) keep(a *answer) {
	// A failure does no harm: it is tried again on the next look.
	_ = diary.Keep(p.env.Book, tt("kept_title"), a.promises)
}
