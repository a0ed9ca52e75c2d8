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
	"regulars/data/book/search"
	"regulars/data/crm"
)

// calendarList is the owner's own calendars: pay days, school terms, tides.
// Days of the week of a calendar stay as they are.
type calendarList struct {
	editor
	sort          string // chosen in the form
	called        *ui.Entry
	spans, months *ui.Entry
}

func newCalendarList(s *Screen) *calendarList {
	l := &calendarList{editor: newEditor(s, "calendar")}
	l.draw = l.show
	return l
}

// daysCard holds the days that come again and those that came once.
func (s *Screen) daysCard() fyne.CanvasObject {
	return ui.Stack(ui.SpaceM, ui.Small(i18n.T("settings.days_why"), ui.ColorMuted), s.calendars.box,
		ui.Heading(i18n.T("settings.events")), ui.Small(i18n.T("settings.events_why"), ui.ColorMuted), s.events.box)
}

func sortCalendars(calendars []*crm.Calendar) {
	slices.SortStableFunc(calendars, func(a, b *crm.Calendar) int { return strings.Compare(search.Fold(a.Name), search.Fold(b.Name)) })
}

func calendarKind(kind string) string { return i18n.T("settings.calendar_" + kind) }

func (l *calendarList) show() {
	list, fresh := rows(&l.editor, l.s.have.calendars, l.calendarLine, l.calendarForm, "calendars_none")
	l.fill(list, fresh, func() { l.edit(&crm.Calendar{CalendarKind: crm.CalendarKinds()[0]}) })
}

func (l *calendarList) calendarLine(k *crm.Calendar) fyne.CanvasObject {
	detail := i18n.List(calendarKind(k.CalendarKind), monthDaysText(k.MonthDays), comingSpans(k.Spans, l.s.env.Today()))
	return l.line(k.ID, nil, bold(k.Name), detail, func() { l.edit(k) }, nil, nil, func() { l.remove(k) })
}

// edit opens the form of a calendar.
func (l *calendarList) edit(k *crm.Calendar) {
	l.sort, l.called = k.CalendarKind, nil
	l.begin(k.ID)
}

// calendarForm is the form of the calendar being changed; what was typed
// stays when it is drawn again.
func (l *calendarList) calendarForm(k *crm.Calendar) fyne.CanvasObject {
	save := func() { l.save(*k) }
	name, spans, months := k.Name, spansText(k.Spans, "..", crm.Date.String), monthDaysText(k.MonthDays)
	if l.called != nil {
		name, spans, months = l.called.Text, l.spans.Text, l.months.Text
	}
	var kinds []option
	for _, kind := range crm.CalendarKinds() {
		kinds = append(kinds, option{kind, calendarKind(kind)})
	}
	list := pick(kinds, &l.sort)
	l.called = l.name(name, i18n.T("settings.calendar_pay_day"), save)
	l.spans = entry(spans, "2026-07-01..2026-08-31, 2026-12-24", save)
	l.months = entry(months, monthDaysText([]int{15, -1, -2}), save)
	row := func(key, label string, field fyne.CanvasObject) fyne.CanvasObject {
		return ui.FormRow(i18n.T("settings."+label), field, l.problem[key])
	}
	return l.form(ui.Stack(ui.SpaceS, ui.Columns{Gap: ui.SpaceS}.With(row("name", "days_name", l.called), row("calendar_kind", "days_kind", list)),
		row("spans", "days_dates", l.spans), row("month_days", "days_month", l.months)), save)
}

// read takes the form into a calendar; ok is false where something is not
// clear, or where no day is given.
func (l *calendarList) read(k *crm.Calendar) bool {
	l.problem = map[string]string{}
	k.Name, k.CalendarKind = strings.TrimSpace(l.called.Text), l.sort
	var ok bool
	if k.Spans, ok = readSpans(l.spans.Text, l.s.env.Today()); !ok {
		l.problem["spans"] = i18n.T("settings.days_dates_wrong")
	}
	if k.MonthDays, ok = readMonthDays(l.months.Text); !ok {
		l.problem["month_days"] = i18n.T("settings.days_month_wrong", i18n.Args{"Example": monthDaysText([]int{15, -1, -2})})
	}
	if len(l.problem) == 0 && len(k.Spans) == 0 && len(k.MonthDays) == 0 && k.Days == 0 {
		l.problem["spans"] = i18n.T("settings.days_none")
	}
	return len(l.problem) == 0
}

func (l *calendarList) save(k crm.Calendar) {
	if !l.read(&k) {
		l.redraw()
		return
	}
	l.store(k.ID, k.Name, func(tx *book.Tx) error {
		return putOnly(tx, l.s.have.calendars, &k, "name", func(o *crm.Calendar) string { return o.Name })
	})
}

func (l *calendarList) remove(k *crm.Calendar) {
	l.discard(crm.KindCalendar, k.ID, k.Name)
}

// items are the parts of a line between commas of any script.
func items(text string) (out []string) {
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;，、；", r) }) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// spansText writes stretches of days as readSpans reads them.
func spansText(spans []crm.DateSpan, to string, day func(crm.Date) string) string {
	out := make([]string, len(spans))
	for i, s := range spans {
		if out[i] = day(s.From); s.To != s.From {
			out[i] += to + day(s.To)
		}
	}
	return strings.Join(out, ", ")
}

// comingSpans shows the next two stretches that are not over, or the last one,
// and by dots that there are others.
func comingSpans(spans []crm.DateSpan, today crm.Date) string {
	inOrder := slices.SortedFunc(slices.Values(spans), func(a, b crm.DateSpan) int { return cmp.Compare(a.From, b.From) })
	next := slices.IndexFunc(inOrder, func(s crm.DateSpan) bool { return s.To >= today })
	if next < 0 {
		next = max(0, len(inOrder)-1)
	}
	shown := inOrder[next:min(next+2, len(inOrder))]
	text := spansText(shown, " – ", i18n.Date)
	if len(shown) < len(spans) {
		text += " …"
	}
	return text
}

// readSpans reads single days and stretches "from..to"; ok is false where one
// is not clear or ends before it begins.
func readSpans(text string, today crm.Date) (out []crm.DateSpan, ok bool) {
	for _, item := range items(text) {
		first, last, stretch := strings.Cut(item, "..")
		if !stretch {
			last = first
		}
		from, ok1 := ui.ParseDate(first, today)
		to, ok2 := ui.ParseDate(last, today)
		if !ok1 || !ok2 || to < from {
			return nil, false
		}
		out = append(out, crm.DateSpan{From: from, To: to})
	}
	return out, true
}

// lastDays are the days of a month that have words instead of numbers.
var lastDays = [...]struct {
	day int
	key string
}{{-1, "last"}, {-2, "last_working"}}

// monthDaysText writes days of the month as readMonthDays reads them.
func monthDaysText(days []int) string {
	out := make([]string, len(days))
	for i, d := range days {
		out[i] = strconv.Itoa(d)
		for _, w := range lastDays {
			if d == w.day {
				out[i] = i18n.T("settings.day_" + w.key)
			}
		}
	}
	return strings.Join(out, ", ")
}

// readMonthDays reads days of the month, each once: 1 to 31, or the words of
// the language for the last day (-1) and the last working day (-2).
func readMonthDays(text string) (out []int, ok bool) {
	for _, item := range items(text) {
		day, err := strconv.Atoi(item)
		for _, w := range lastDays {
			if search.Fold(item) == search.Fold(i18n.T("settings.day_"+w.key)) {
				day, err = w.day, nil
			}
		}
		if err != nil || day == 0 || day < -2 || day > 31 {
			return nil, false
		}
		if !slices.Contains(out, day) {
			out = append(out, day)
		}
	}
	return out, true
}
