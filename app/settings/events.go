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
// one product, with what was measured of the weather beside it. Its place and
// its note stay as they are.
type eventList struct {
	editor
	sort       string // chosen in the form
	product    crm.ID // of which; zero: of everything
	title      *ui.Entry
	from, till *ui.Entry
	measured   map[string]*ui.Entry // by measure; shown for weather
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

// shown are the newest events. Numbers that came from a file by the day are
// left out; those entered here stand with their event, or for themselves.
func (l *eventList) shown() (out []*crm.DemandEvent) {
	taken := map[span]bool{}
	for _, e := range l.s.have.events {
		if e.Measure == "" && e.Type == "weather" {
			taken[spanOf(e)] = true
		}
	}
	for _, e := range l.s.have.events {
		alone := e.Measure != "" && e.Source != crm.SourceImport && !taken[spanOf(e)]
		if (e.Measure == "" || alone) && len(out) < mostEvents {
			out = append(out, e)
		}
		taken[spanOf(e)] = taken[spanOf(e)] || alone
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
	left := len(l.s.have.events) - len(shown)
	for _, e := range shown {
		left -= len(l.measurements(e)) - measures(e)
	}
	if left > 0 {
		body.Add(ui.Small(i18n.T("settings.events_left", i18n.Args{"Count": strconv.Itoa(left)}), ui.ColorMuted))
	}
	l.box.Objects = []fyne.CanvasObject{body}
	l.box.Refresh()
}

func (l *eventList) eventLine(e *crm.DemandEvent) fyne.CanvasObject {
	days := crm.DateSpan{From: e.From, To: max(e.From, e.To)}
	title, numbers := l.called(e)
	detail := i18n.List(eventType(e.Type), numbers, l.s.have.goods.name(e.Product), spansText([]crm.DateSpan{days}, " – ", i18n.Date))
	return l.line(e.ID, nil, bold(title), detail, func() { l.edit(e) }, nil, nil, func() { l.remove(e) })
}

// edit opens the form of an event.
func (l *eventList) edit(e *crm.DemandEvent) {
	l.sort, l.product, l.title, l.measured = e.Type, e.Product, nil, map[string]*ui.Entry{}
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
	choose := list.OnChanged
	list.OnChanged = func(text string) {
		choose(text)
		l.s.focus = "event_type"
		l.redraw() // with the numbers of the weather, or without
		l.s.takeFocus()
	}
	l.s.focusable["event_type"] = list
	hint := i18n.T("settings.event_hint")
	if l.sort == "weather" {
		hint = i18n.T("settings.event_weather_hint")
	}
	l.title = l.name(title, hint, save)
	l.from, l.till = entry(from, "", save), entry(till, i18n.T("settings.event_to_hint"), save)
	row := func(key string, field fyne.CanvasObject) fyne.CanvasObject {
		return ui.FormRow(i18n.T("settings.event_"+key), field, l.problem[key])
	}
	fields := ui.Stack(ui.SpaceS, ui.Columns{Gap: ui.SpaceS}.With(row("title", l.title), row("type", list)),
		ui.Columns{Gap: ui.SpaceS}.With(row("from", l.from), row("to", l.till)))
	if l.sort == "weather" {
		fields.Add(l.measuredFields(e, row, save))
	}
	fields.Add(row("product", l.s.have.goods.products().field(i18n.T("settings.event_product_hint"), &l.product)))
	return l.form(fields, save)
}

// save stores the event with its measurements; weather of which only numbers
// are told is its measurements alone.
func (l *eventList) save(e crm.DemandEvent) {
	l.problem = map[string]string{}
	now := e
	if e.Measure != "" { // of numbers alone an event can become
		now = crm.DemandEvent{Site: e.Site}
	}
	now.Title, now.Type, now.Product = strings.TrimSpace(l.title.Text), l.sort, l.product
	now.From, now.To = l.day("from", l.from.Text), l.day("to", l.till.Text)
	values := l.values()
	if len(l.problem) > 0 {
		l.redraw()
		return
	}
	l.store(e.ID, cmp.Or(now.Title, numbersText(values)), func(tx *book.Tx) error {
		var err error
		switch {
		case now.Title != "" || len(values) == 0:
			err = tx.Put(&now)
		case !now.ID.IsZero():
			err = tx.Delete(crm.KindDemandEvent, now.ID)
		}
		if err != nil {
			return err
		}
		return l.measure(tx, &e, &now, values)
	})
}

// remove takes an event away with the numbers entered for it.
func (l *eventList) remove(e *crm.DemandEvent) {
	title, numbers := l.called(e)
	l.s.focus = "event_add"
	_ = l.s.change("did_remove_event", i18n.Args{"Name": cmp.Or(title, numbers)}, func(tx *book.Tx) error {
		for _, m := range l.measurements(e) {
			if m.ID == e.ID || m.Source == crm.SourceImport {
				continue
			}
			if err := tx.Delete(crm.KindDemandEvent, m.ID); err != nil {
				return err
			}
		}
		return tx.Delete(crm.KindDemandEvent, e.ID)
	})
}
