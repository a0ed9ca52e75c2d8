package insight

import (
	"cmp"
	"context"
	"net/url"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/cause"
	"regulars/data/insight/cycle"
	"regulars/data/insight/plan"
	"regulars/data/insight/rfm"
)

// answer is what a sub-page shows: everything written, nothing to work out.
type answer struct {
	question question
	empty    emptiness
	headline string
	alarm    string // under the headline in red; "": nothing to warn of
	// action offers the records that matter most; actionKey names them.
	action, actionKey string
	actionRoute       screen.Route // where action leads without a key
	advised           *advised     // what to do, to be made a task; nil: nothing
	spec              chart.Spec
	sheet             *sheet      // beside the chart or alone; nil: none
	matrix            *matrix     // drawn in place of the chart
	more              []*sheet    // below it
	trial             *trial      // of what is kept free; nil elsewhere
	offer             *groupOffer // of a group; nil elsewhere
	groups            []group     // the rows beside the chart
	groupsTitle       string
	grouped           *grouped      // of the owner's groups; nil elsewhere
	groupsHead        group         // in place of groupsTitle, customers, money and share
	ranking           *ranking      // of priorities; nil elsewhere
	cycles            []cycle.Row   // of demand; nil elsewhere
	causes            *cause.Result // of demand; nil elsewhere
	plan              *plan.Plan    // of the next period; nil elsewhere
	about             []string      // what the answer stands on
	// find returns the records behind a value; nil for a key that names none.
	find func(ctx context.Context, key url.Values) (*listing, error)

	// promises are what the answer foretells, to be kept and checked later.
	promises []crm.Prediction

	currency string
	limits   rfm.Limits // of the segments, as used
	// of the value classes: the shares used, and what the best bring
	shares      [2]int
	top20, top1 string
}

// emptiness says why there is nothing to show.
type emptiness int

const (
	hasRows     emptiness = iota
	noSales               // the book has none
	noneChosen            // none in the chosen time
	noCustomers           // only sales without a name
)

// group is a row beside the chart: a segment or a class of customers.
type group struct {
	key, name, hint          string
	tone                     ui.Tone
	customers, money, shares string
}

// asker answers one question on one state of the book.
type asker struct {
	// ctx ends when nobody waits for the answer any more; what takes longer
	// than a blink returns its error then, and tells progress, 0 to 1.
	ctx      context.Context
	progress func(float64)
	book     *book.Book
	facts    *facts.Snapshot
	settings crm.Settings
	q        question
	scale    scale
}

// answerTo answers a question on the newest state of the book.
func answerTo(ctx context.Context, progress func(float64), b *book.Book, q question) (*answer, error) {
	s, err := b.Facts()
	if err != nil {
		return nil, err
	}
	settings, err := b.Settings()
	if err != nil {
		return nil, err
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	k := &asker{ctx: ctx, progress: progress, book: b, facts: s, settings: settings, q: q, scale: newScale(s.Currency)}
	return k.answer()
}

func (k *asker) answer() (*answer, error) {
	part := findPart(k.q.part)
	switch {
	case part.bookings && !k.anyBooking():
		return &answer{question: k.q, empty: noSales, headline: kt("headline_no_bookings"), about: []string{i18n.N("insight.need_resource", 1)}}, nil
	case !part.bookings && !k.anySale() && !(part.either && k.anyBooking()):
		a := &answer{question: k.q, empty: noSales}
		if k.anyBooking() {
			a.about = []string{t("empty_booked")}
		}
		return a, nil
	}
	a, err := part.answer(k)
	if err != nil {
		return nil, err
	}
	a.question, a.currency, a.headline = k.q, k.facts.Currency, capital(a.headline)
	return a, nil
}

// anySale reports whether anything counted was sold up to the as-of day.
func (k *asker) anySale() bool {
	for i := range k.facts.Doc.ID {
		if insight.Counted(k.facts, i, 0, k.q.day()) && (insight.Reading{}).Of(k.facts, i).Purchase {
			return true
		}
	}
	return false
}

// whyEmpty says why no customer is in the answer: only walk-ins, or nothing in the window.
func (k *asker) whyEmpty(from crm.Date) emptiness {
	for i := range k.facts.Doc.ID {
		if insight.Counted(k.facts, i, from, k.q.day()) {
			return noCustomers
		}
	}
	return noneChosen
}

// amount writes money of the answer.
func (k *asker) amount(a crm.Amount) string { return i18n.Amount(a, k.facts.Currency) }

// ofMoney is "of the revenue" or "of the margin".
func (k *asker) ofMoney() string { return t("of_" + string(k.q.reading().Basis)) }

// basis is what every answer ends in: n, the day, the method and the rules.
type basis struct {
	n        string // "398 customers and 5,912 orders"
	method   string
	rules    []string
	coverage float64
	rest     string // key of what the uncovered part is
	needs    []insight.Need
}

// about writes the basis in words, one line each.
func (k *asker) about(b basis) []string {
	first := t("based_on", i18n.Args{"What": b.n, "Date": i18n.Date(k.q.day())})
	method := t("method", i18n.Args{"Method": i18n.T("insight.method_" + b.method)})
	lines := []string{sentences(append([]string{first, method}, b.rules...)...)}
	if b.coverage < 0.9995 {
		lines = append(lines, t(cmp.Or(b.rest, "coverage"), i18n.Args{"Share": coverageText(b.coverage)}))
	}
	for _, need := range b.needs {
		lines = append(lines, i18n.N("insight."+need.Code, need.Count))
	}
	return lines
}

// reconciled adds a line that leads from the sales to known customers to all
// sales, so that pages that start at one or the other agree.
func (k *asker) reconciled(lines []string, known, all crm.Amount) []string {
	if known == all {
		return lines
	}
	return append(lines, t("reconciled", i18n.Args{"Known": k.amount(known), "Rest": k.amount(all - known), "All": k.amount(all)}))
}

// coverageText never rounds up to all.
func coverageText(share float64) string {
	if share > 0.99 {
		return i18n.Percent(float64(int(share*1000))/1000, 1)
	}
	return i18n.Percent(share, 0)
}

// returnsRule says what happens to returns.
func (k *asker) returnsRule() string { return t("rule_returns_" + string(k.q.returns)) }

// windowRule says which time is counted.
func (k *asker) windowRule() string {
	if k.q.window == 0 {
		return t("rule_window_all")
	}
	return t("rule_window", i18n.Args{"Days": i18n.Integer(int64(k.q.window))})
}

// customersAndOrders is "398 customers and 5,912 orders".
func customersAndOrders(customers, orders int) string {
	return t("and", i18n.Args{"A": n("customers", customers), "B": n("orders", orders)})
}
