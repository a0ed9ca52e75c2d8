package insight

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/movement"
	"regulars/data/insight/segment"
)

// PartGroups are the groups the owner makes by rules.
const PartGroups = "groups"

func gt(key string, args ...i18n.Args) string { return i18n.T("insightgroups."+key, args...) }

func gn(key string, count int, args ...i18n.Args) string {
	return i18n.N("insightgroups."+key, count, args...)
}

// grouped is what the builder of groups needs besides the answer.
type grouped struct {
	in    segment.Input // without the pages
	rule  crm.Rule
	saved []*crm.Segment
}

// ruleKey is a rule as a question holds it, so that questions compare.
func ruleKey(r crm.Rule) string {
	return segment.Format(r, segment.Input{Facts: &facts.Snapshot{}})
}

// ruleOf reads a key back; a broken one asks nothing.
func ruleOf(key string) crm.Rule {
	w, err := segment.Parse(key)
	if err != nil {
		return crm.Rule{}
	}
	return w.Rule
}

func (k *asker) groupsAnswer() (*answer, error) {
	rule := ruleOf(k.q.rule)
	in, err := screen.GroupInput(k.book, k.facts, segment.LooksAtPage(rule))
	if err != nil {
		return nil, err
	}
	saved, err := screen.Groups(k.book)
	if err != nil {
		return nil, err
	}
	a := &answer{grouped: &grouped{in: in, rule: rule, saved: saved}}
	said := screen.RuleText(rule, in)
	r, err := segment.Ask(k.ctx, in, rule, k.q.day())
	var wrong *segment.RuleError
	if errors.As(err, &wrong) {
		a.headline, a.sheet = gt("wrong", i18n.Args{"What": said}), k.groupSheet(nil, in)
		return a, nil
	}
	if err != nil {
		return nil, err
	}
	args := i18n.Args{"All": i18n.Integer(int64(r.N)), "Rule": said}
	a.headline = gn("headline", len(r.Rows), args)
	if len(r.Rows) == 0 {
		a.headline = gt("headline_nobody", args)
	}
	if !k.q.group.IsZero() {
		a.action, a.actionRoute = gt("see_moved"), at(PartMovement, keyOf("group", k.q.group.String()))
	}
	a.sheet = k.groupSheet(r, in)
	a.about = k.about(basis{n: gn("people", r.N), method: r.Method, rules: []string{gt("rule_conditions")}, coverage: 1, needs: r.Needs})
	if r.Coverage < .9995 {
		a.about = append(a.about, gt("coverage", i18n.Args{"Share": coverageText(r.Coverage)}))
	}
	a.find = func(context.Context, url.Values) (*listing, error) { return nil, nil }
	return a, nil
}

// groupSheet lists the customers found; their rows lead to their pages.
func (k *asker) groupSheet(r *segment.Result, in segment.Input) *sheet {
	s := &sheet{title: n("customers", 0), columns: []column{{title: t("customer"), width: 200},
		{title: t("orders_head"), width: 70, right: true, byValue: true}, {title: t("net"), right: true, byValue: true},
		{title: t("last_purchase"), width: 96, right: true, muted: true, byValue: true}, {title: t("why"), width: 330, muted: true}}}
	if r == nil {
		return s
	}
	s.title = n("customers", len(r.Rows)) + " · " + k.amount(r.Net)
	exp := k.facts.Exp()
	for _, row := range r.Rows {
		last, day := "–", ""
		if row.Last > 0 {
			last, day = i18n.Date(row.Last), row.Last.String()
		}
		s.rows = append(s.rows, sheetRow{route: screen.Route{Screen: screen.Customers, ID: row.ID}, cells: []cell{{text: row.Name},
			{text: i18n.Integer(int64(row.Orders)), value: float64(row.Orders)},
			{text: k.amount(row.Net), plain: crm.FormatDecimal(int64(row.Net), exp), value: float64(row.Net)},
			{text: last, plain: day, value: float64(row.Last)}, {text: whyInGroup(r.Why(row.Party), in)}}})
	}
	return s
}

// whyInGroup says what the conditions found at a customer.
func whyInGroup(all []segment.Found, in segment.Input) string {
	var parts []string
	for _, f := range all {
		if !f.Known || !f.Holds || len(parts) == 4 {
			continue
		}
		if text := foundText(f, in); !slices.Contains(parts, text) {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " · ")
}

// foundText is one thing found: "product Sencha: 3, 12 May 2026".
func foundText(f segment.Found, in segment.Input) string {
	field, _ := segment.FieldOf(f.Field, in.Customs)
	name := screen.FieldName(field)
	if short := "short_" + f.Field; i18n.Has("insightgroups." + short) {
		name = gt(short)
	}
	asked := screen.ValueName(field, f.Rule, in)
	switch {
	case field.Form == segment.Product || field.Form == segment.Category || f.Field == segment.FieldContacted:
		text := asked + ": " + i18n.Decimal(f.Value) + " ×"
		if f.Last > 0 {
			text += ", " + i18n.Date(f.Last)
		}
		return text
	case field.Form == segment.Tag || f.Field == segment.FieldConsent || f.Field == "has":
		return screen.RuleText(f.Rule, in)
	}
	found := f.Rule
	found.Value = f.Value
	return name + ": " + screen.ValueName(field, found, in)
}

// template is a rule to begin with.
type template struct {
	name string // of its text
	rule string
}

// templates are rules many shops ask for.
func templates(s *facts.Snapshot, day crm.Date) []template {
	month := day.MonthStart()
	quarter := month.AddMonths(-(int(month.Time().Month()) - 1) % 3)
	all := []template{
		{"template_quiet", "f >= 4 and r <= 2"},
		{"template_new", "tenure <= " + crm.FormatDecimal(int64(day-quarter), 0)},
		{"template_mail", "r >= 4 and f >= 4 and consent = email and has = email"},
	}
	if one, other, ok := bestGoods(s, day); ok {
		all = append(all, template{"template_never", "bought(product=" + one.String() + ") and not bought(product=" + other.String() + ")"})
	}
	return all
}

// bestGoods are the two products that brought most.
func bestGoods(s *facts.Snapshot, day crm.Date) (one, other crm.ID, ok bool) {
	sums := make([]crm.Amount, len(s.Product.ID))
	for doc := range s.Doc.ID {
		if !insight.Counted(s, doc, 0, day) {
			continue
		}
		for l := s.Doc.First[doc]; l < s.Doc.First[doc]+s.Doc.Lines[doc]; l++ {
			if g := s.Line.Product[l]; g != facts.None {
				sums[g] += s.Line.Net[l]
			}
		}
	}
	best, next := -1, -1
	for i, sum := range sums {
		switch {
		case !s.Product.Live[i]:
		case best < 0 || sum > sums[best]:
			best, next = i, best
		case next < 0 || sum > sums[next]:
			next = i
		}
	}
	if next < 0 {
		return one, other, false
	}
	return s.Product.ID[best], s.Product.ID[next], true
}

// openGroup takes the saved group that a route names into the question.
func (p *page) openGroup(part, query string) bool {
	id, err := crm.ParseID(readKey(query).Get("group"))
	if err != nil {
		return false
	}
	g, err := book.Get[crm.Segment](p.env.Book, id)
	if err != nil || g.Deleted() {
		return false
	}
	switch part {
	case PartMovement:
		p.question.moveOf = movedOf{movement.Group, id}
	case PartGroups:
		p.question.group, p.question.rule = id, ruleKey(g.Rule)
	default:
		return false
	}
	return true
}

func groupsScenes() []screen.Scene {
	rule := func(text string) func(screen.Screen) {
		return changed(func(q *question) { q.rule = text })
	}
	return []screen.Scene{
		{Name: "insight-groups-everybody", Route: at(PartGroups, ""), Act: rule("")},
		{Name: "insight-groups-nobody", Route: at(PartGroups, ""), Act: rule("orders >= 1000")},
		{Name: "insight-groups-rows", Route: at(PartGroups, ""), Act: func(s screen.Screen) {
			p := s.(*page)
			all := templates(p.answer.grouped.in.Facts, p.env.Today())
			rule(all[len(all)-1].rule + " and consent = email and (country known or revenue(days=365) >= 500)")(s)
		}},
		{Name: "insight-groups-deep", Route: at(PartGroups, ""), Act: rule("not (r >= 4 and not (f >= 3 and m <= 2))")},
	}
}

func movementScenes() []screen.Scene {
	return []screen.Scene{
		{Name: "insight-movement-value", Route: at(PartMovement, ""), Act: changed(func(q *question) { q.moveOf.of = movement.Value })},
		{Name: "insight-movement-wrong", Route: at(PartMovement, ""), Act: changed(func(q *question) { q.moveFrom = q.day() + 1000_000 })},
	}
}
