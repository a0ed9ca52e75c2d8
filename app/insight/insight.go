// Package insight answers questions about the business on one screen: who
// the customers are, what each brings, who is new, and how demand moves.
// Every answer is a sentence, a chart with its table, what it stands on, and
// the records behind each number.
package insight

import (
	"context"
	"net/url"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// The sub-pages: Route.Part. An empty part is the segments. Route.Query names
// the records shown beside the answer, such as "segment=at_risk".
const (
	PartSegments     = "segments"
	PartValue        = "value"
	PartNewReturning = "new-returning"
	PartDemand       = "demand"
	PartHeat         = "heat"
	PartRules        = "rules"
	PartRepurchase   = "repurchase"
	PartNext         = "next"
	PartReferrals    = "referrals"
	PartPriority     = "priority"
)

// page is the screen's state and widgets. Widgets that hold something of the
// owner's (what is typed, table or chart, the place scrolled to) stay while
// answers come and go.
type page struct {
	env    screen.Env
	root   *fyne.Container
	slot   ui.Slot // the answer
	behind ui.Slot // the records behind a value

	question question
	query    string // the records shown, "" for none
	waiting  waiting
	answer   *answer
	failure  error
	listing  *listing

	last   map[string]string // the part last shown of each theme
	frame  *frame
	forget func() // takes the panel's closing off the escape stack
}

// New returns the insight screen.
func New(env screen.Env) screen.Screen {
	p := &page{env: env, root: container.NewStack(), last: map[string]string{}, forget: func() {}, waiting: waiting{forget: func() {}}}
	p.question = defaultQuestion()
	p.build()
	return p
}

// Content implements screen.Screen.
func (p *page) Content() fyne.CanvasObject { return p.root }

// Show implements screen.Screen.
func (p *page) Show(r screen.Route) {
	part := findPart(r.Part).name
	p.last[themeOf(part).theme] = part
	changed := part != p.question.part
	if p.openGroup(part, r.Query) {
		changed, r.Query = true, ""
	}
	p.question.part, p.query = part, r.Query
	if changed {
		p.answer, p.listing, p.failure, p.waiting.busy = nil, nil, nil, nil
		p.build()
	}
	if changed || p.answer == nil {
		p.load()
		return
	}
	p.showRecords()
}

// Refresh implements screen.Screen.
func (p *page) Refresh(c book.Change) {
	everything := len(c.Touched) == 0
	if everything {
		p.build()
	}
	if everything || c.Has(crm.KindParty, crm.KindDocument, crm.KindProduct, crm.KindCategory, crm.KindSettings, crm.KindSegment, crm.KindTag, crm.KindCustomField, crm.KindInteraction, crm.KindReferral, crm.KindBooking, crm.KindResource, crm.KindCapacity, crm.KindRateClass, crm.KindTurnAway, crm.KindDemandEvent, crm.KindCalendar, crm.KindSite) {
		p.load()
	}
}

// Close implements screen.Screen.
func (p *page) Close() {
	p.forget()
	p.waiting.forget()
	p.slot.Cancel()
	p.behind.Cancel()
}

// Key implements screen.KeyHearer for parts that ask something, and for
// advice that can be made a task.
func (p *page) Key(name fyne.KeyName) bool {
	if own, ok := p.frame.own.(interface{ key(fyne.KeyName) bool }); ok && own.key(name) {
		return true
	}
	if name != taskKey || p.answer == nil || p.answer.advised == nil {
		return false
	}
	p.makeTask(p.answer.advised)
	return true
}

// ask changes the question and asks again.
func (p *page) ask(change func(*question)) {
	before := p.question
	change(&p.question)
	if p.question != before {
		p.load()
	}
}

// build makes the widgets of the sub-page in the present language.
func (p *page) build() {
	shown := p.frame != nil && p.frame.chart.TableShown() && p.frame.part.name == p.question.part
	p.frame = newFrame(p)
	p.frame.chart.ShowTable(shown)
	p.root.Objects = []fyne.CanvasObject{p.frame.root}
	p.render()
	p.root.Refresh()
}

// render brings the widgets to the state.
func (p *page) render() { p.frame.render() }

// openValue shows the records behind a value of the chart.
func (p *page) openValue(series, index int) {
	if p.answer != nil {
		p.open(p.answer.spec.Key(series, index))
	}
}

// open shows the records with a key, the query of a route.
func (p *page) open(key string) {
	if key != "" && key != p.query {
		p.env.Go(screen.Route{Screen: screen.Insight, Part: p.question.part, Query: key})
	}
}

// act does what the headline offers.
func (p *page) act(a *answer) {
	if a.actionKey == "" {
		p.env.Go(a.actionRoute)
		return
	}
	p.open(a.actionKey)
}

func (p *page) closeRecords() {
	p.env.Go(screen.Route{Screen: screen.Insight, Part: p.question.part})
}

// showRecords finds the records of the query and shows them, or takes them
// away when nothing of the kind is in the answer.
func (p *page) showRecords() {
	if p.query == "" || p.answer == nil || p.answer.find == nil {
		p.behind.Cancel()
		p.setListing(nil)
		return
	}
	a, key := p.answer, readKey(p.query)
	ui.Ask(p.env.Runner, &p.behind, func(ctx context.Context, _ func(float64)) (*listing, error) {
		return a.find(ctx, key)
	}, func(l *listing, err error) {
		if err != nil {
			p.env.Notify(ui.Notice{Text: ui.ErrorText(err), Tone: ui.Bad})
		}
		p.setListing(l)
	})
}

func (p *page) setListing(l *listing) {
	p.listing = l
	p.forget()
	p.forget = func() {}
	if l != nil {
		p.forget = ui.Escape.Push(p.closeRecords)
	}
	p.frame.showListing(l)
}

// readKey reads the key of records; a broken one names nothing.
func readKey(key string) url.Values {
	v, err := url.ParseQuery(key)
	if err != nil {
		return nil
	}
	return v
}

// keyOf writes names and values by turns as a key.
func keyOf(pairs ...string) string {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(pairs[i], pairs[i+1])
	}
	return v.Encode()
}
