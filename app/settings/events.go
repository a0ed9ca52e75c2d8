package settings

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// mostEvents is how many events the list holds, the newest.
const mostEvents = 40

// eventList is what happened that may have moved demand, of everything or of
// one product. Its place and its note stay as they are.
type eventList struct {
	editor
	sort       string // chosen in the form
	product    crm.ID // of which; zero: of everything
	title      *ui.Entry
	from, till *ui.Entry
}

func newEventList(s *Screen) *eventList {
	l := &eventList{editor: newEditor(s, "event")}
	l.draw = l.show
	return l
}

func sortEvents(events []*crm.DemandEvent) {
	slices.SortStableFunc(events, func(a, b *crm.DemandEvent) int {
		return cmp.Or(cmp.Compare(b.From, a.From), strings.Compare(a.Title, b.Title))
	})
}

func eventType(kind string) string { return i18n.T("insightcause.type_" + kind) }

// shown are the newest events; measured ones come from files by the day and
// are left out.
func (l *eventList) shown() (out []*crm.DemandEvent) {
	for _, e := range l.s.have.events {
		if e.Measure == "" && len(out) < mostEvents {
			out = append(out, e)
		}
	}
	return out
}

func (l *eventList) show() {
	shown := l.shown()
	list, fresh := rows(&l.editor, shown, l.eventLine, l.eventForm, "events_none")
	top := fresh // above: the newest stand first
	if !l.open {
		top = l.addButton(func() { l.edit(&crm.DemandEvent{Type: "local_event"}) })
	}
	body := ui.Stack(ui.SpaceM)
	if top != nil {
		body.Add(top)
	}
	body.Add(lines(list))
	if left := len(l.s.have.events) - len(shown); left > 0 {
		body.Add(ui.Small(i18n.T("settings.events_left", i18n.Args{"Count": strconv.Itoa(left)}), ui.ColorMuted))
	}
	l.box.Objects = []fyne.CanvasObject{body}
	l.box.Refresh()
}

func (l *eventList) eventLine(e *crm.DemandEvent) fyne.CanvasObject {
	span := crm.DateSpan{From: e.From, To: max(e.From, e.To)}
	detail := i18n.Join(", ", eventType(e.Type), l.s.have.goods.name(e.Product), spansText([]crm.DateSpan{span}, i18n.Date))
	return l.line(e.ID, nil, bold(e.Title), detail, func() { l.edit(e) }, nil, nil, func() { l.remove(e) })
}

// edit opens the form of an event.
func (l *eventList) edit(e *crm.DemandEvent) {
	l.sort, l.product, l.title = e.Type, e.Product, nil
	l.begin(e.ID)
}

// eventForm is the form of the event being changed; what was typed stays
// when it is drawn again.
func (l *eventList) eventForm(e *crm.DemandEvent) fyne.CanvasObject {
	save := func() { l.save(*e) }
	title, from, till := e.Title, dayText(e.From), dayText(e.To)
	if l.title != nil {
		title, from, till = l.title.Text, l.from.Text, l.till.Text
	}
	var types []option
	for _, kind := range crm.DemandEventTypes() {
		types = append(types, option{kind, eventType(kind)})
	}
	list := pick(types, &l.sort)
	l.title = l.name(title, i18n.T("settings.event_hint"), save)
	l.from, l.till = entry(from, "", save), entry(till, i18n.T("settings.event_to_hint"), save)
	row := func(key string, field fyne.CanvasObject) fyne.CanvasObject {
		return ui.FormRow(i18n.T("settings.event_"+key), field, l.problem[key])
	}
	return l.form(ui.Stack(ui.SpaceS, ui.Columns{Gap: ui.SpaceS}.With(row("title", l.title), row("type", list)),
		ui.Columns{Gap: ui.SpaceS}.With(row("from", l.from), row("to", l.till)),
		row("product", l.s.have.goods.products().field(i18n.T("settings.event_product_hint"), &l.product))), save)
}

func (l *eventList) save(e crm.DemandEvent) {
	l.problem = map[string]string{}
	e.Title, e.Type, e.Product = strings.TrimSpace(l.title.Text), l.sort, l.product
	e.From, e.To = l.day("from", l.from.Text), l.day("to", l.till.Text)
	if len(l.problem) > 0 {
		l.redraw()
		return
	}
	l.store(e.ID, e.Title, func(tx *book.Tx) error { return tx.Put(&e) })
}

func (l *eventList) remove(e *crm.DemandEvent) {
	l.discard(crm.KindDemandEvent, e.ID, e.Title)
}
