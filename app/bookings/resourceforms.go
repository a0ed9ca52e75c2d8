package bookings

import (
	"errors"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
)

func weekdayShort(day int) string { return i18n.WeekdayShort(time.Weekday(day)) }

// fieldCodes are the codes of a refused change, by field.
func fieldCodes(err error) map[string]string {
	out := map[string]string{}
	var fields crm.FieldErrors
	if errors.As(err, &fields) {
		for _, e := range fields {
			out[e.Field] = e.Code
		}
	}
	return out
}

// formBase is what the forms of this page share.
type formBase struct {
	problems map[string]string
	name     *ui.Entry
	started  bool
}

func (b *formBase) first() fyne.Focusable    { return b.name }
func (b *formBase) fail(p map[string]string) { b.problems = p }
func (b *formBase) row(name, label string, o fyne.CanvasObject) fyne.CanvasObject {
	text := ""
	if code := b.problems[name]; code != "" {
		text = problemText(name, code)
	}
	return ui.FormRow(label, o, text)
}

// number reads a whole number into problems.
func number(problems map[string]string, field, text string) int {
	n, ok := count(text, 0)
	if !ok {
		problems[field] = crm.ErrRange
	}
	return n
}

// money reads a price into problems; empty is nothing.
func money(problems map[string]string, field, text, currency string) crm.Price {
	if strings.TrimSpace(text) == "" {
		return 0
	}
	v, err := ui.ParsePrice(text, currency)
	switch {
	case err != nil:
		problems[field] = ui.ErrNumber
	case v < 0:
		problems[field] = crm.ErrRange
	}
	return v
}

// clock reads an hour into problems; empty is none.
func clock(problems map[string]string, field, text string) crm.Clock {
	if strings.TrimSpace(text) == "" {
		return 0
	}
	c, ok := parseClock(text)
	if !ok {
		problems[field] = crm.ErrFormat
	}
	return c
}

// weekdayChoice is seven ticks; all or none stand for every day.
func weekdayChoice(w *crm.Weekdays) fyne.CanvasObject {
	var boxes []fyne.CanvasObject
	for i := range 7 {
		day := (i + 1) % 7
		box := widget.NewCheck(weekdayShort(day), nil)
		box.SetChecked(w.Has(day))
		box.OnChanged = func(on bool) {
			all := *w
			if all == 0 {
				all = 1<<7 - 1
			}
			if all &^= 1 << day; on {
				all |= 1 << day
			}
			if all == 1<<7-1 {
				all = 0
			}
			*w = all
		}
		boxes = append(boxes, box)
	}
	return ui.Flow(ui.SpaceXS, boxes...)
}

// resourceForm adds or changes a resource.
type resourceForm struct {
	formBase
	was *crm.Resource

	text, kind, units, over, price, cost string
	minutes, from, to                    string
	slots, inactive                      bool
	open                                 crm.Weekdays
	site                                 crm.ID // where it stands; zero: not noted
}

func (f *resourceForm) of() crm.ID {
	if f.was == nil {
		return crm.ID{}
	}
	return f.was.ID
}

func (f *resourceForm) start(currency string) {
	if f.started {
		return
	}
	f.started = true
	if f.kind = "room"; f.was == nil {
		return
	}
	r := f.was
	f.text, f.kind, f.units, f.over = r.Name, r.ResourceKind, plain(r.Units), plain(r.Overbook)
	f.price, f.slots, f.minutes, f.from, f.to = ui.PlainPrice(r.FullPrice, currency), !r.Nightly(), plain(r.SlotMinutes), r.OpenFrom.String(), r.OpenTo.String()
	f.open, f.inactive, f.site = r.Open, r.Inactive, r.Site
	if r.CostKnown {
		f.cost = ui.PlainPrice(r.VariableCost, currency)
	}
}

func (f *resourceForm) fields(p *resourcePage) []fyne.CanvasObject {
	currency := p.house.settings.BaseCurrency
	f.start(currency)
	f.name = line(&f.text, p.save, nil)
	kind := ui.SelectOf(crm.ResourceKinds(), kindName, f.kind, func(k string) { f.kind = k })
	sold := ui.SelectOf([]bool{false, true}, func(slots bool) string {
		if slots {
			return t("sold_slots")
		}
		return t("by_night")
	}, f.slots, func(slots bool) {
		f.slots = slots
		p.draw()
	})
	field := func(key, label string, into *string) fyne.CanvasObject {
		return f.row(key, t(label), line(into, p.save, nil))
	}
	out := []fyne.CanvasObject{
		ui.Columns{Parts: []float32{2, 1, 1}}.With(f.row("name", t("name"), f.name), f.row("resource_kind", t("kind"), kind), f.row("sold", t("sold"), sold)),
		ui.Equal(field("units", "units_offered", &f.units), field("overbook", "overbook", &f.over), field("full_price", "full_price", &f.price), field("variable_cost", "cost_each", &f.cost)),
	}
	if f.slots {
		out = append(out, ui.Equal(field("slot_minutes", "slot_minutes", &f.minutes), field("open_from", "open_from", &f.from), field("open_to", "open_to", &f.to)))
	}
	if site := screen.SiteSelect(p.house.facts.Tables.Sites, f.site, func(id crm.ID) { f.site = id }); site != nil {
		out = append(out, f.row("site", i18n.T("sites.place"), site))
	}
	inactive := widget.NewCheck(t("not_in_use"), func(on bool) { f.inactive = on })
	inactive.SetChecked(f.inactive)
	return append(out, f.row("open", t("open_days"), weekdayChoice(&f.open)), inactive)
}

func (f *resourceForm) record(p *resourcePage) (crm.Record, string, map[string]string) {
	problems, currency := map[string]string{}, p.house.settings.BaseCurrency
	r := &crm.Resource{}
	title := "did_add"
	if f.was != nil {
		copied := *f.was
		r, title = &copied, "did_edit"
	}
	r.Name, r.ResourceKind, r.Open, r.Inactive, r.Site = strings.TrimSpace(f.text), f.kind, f.open, f.inactive, f.site
	r.Units, r.Overbook = number(problems, "units", f.units), number(problems, "overbook", f.over)
	r.FullPrice, r.VariableCost = money(problems, "full_price", f.price, currency), money(problems, "variable_cost", f.cost, currency)
	r.CostKnown = strings.TrimSpace(f.cost) != ""
	r.SlotMinutes, r.OpenFrom, r.OpenTo = 0, 0, 0
	if f.slots {
		r.SlotMinutes = number(problems, "slot_minutes", f.minutes)
		if r.SlotMinutes == 0 {
			problems["slot_minutes"] = crm.ErrRequired
		}
		r.OpenFrom, r.OpenTo = clock(problems, "open_from", f.from), clock(problems, "open_to", f.to)
	}
	if r.Name == "" {
		problems["name"] = crm.ErrRequired
	}
	if r.Units == 0 && problems["units"] == "" {
		problems["units"] = crm.ErrRequired
	}
	return r, t(title, i18n.Args{"Name": r.Name}), problems
}

// rateForm adds or changes a rate class.
type rateForm struct {
	formBase
	resource crm.ID
	was      *crm.RateClass

	text, price, advance, few, many string
	from, to                        string
	days                            crm.Weekdays
	tag                             crm.ID
	final                           bool
}

func (f *rateForm) of() crm.ID { return f.resource }

func (f *rateForm) start(currency string) {
	if f.started || f.was == nil {
		return
	}
	f.started = true
	c := f.was
	f.text, f.price, f.advance, f.few, f.many = c.Name, ui.PlainPrice(c.Price, currency), plain(c.MinAdvance), plain(c.MinUnits), plain(c.MaxUnits)
	f.days, f.from, f.to, f.tag, f.final = c.Days, c.FromTime.String(), c.ToTime.String(), c.Tag, c.NonRefundable
}

func (f *rateForm) fields(p *resourcePage) []fyne.CanvasObject {
	f.start(p.house.settings.BaseCurrency)
	f.name = line(&f.text, p.save, nil)
	field := func(key, label string, into *string) fyne.CanvasObject {
		return f.row(key, t(label), line(into, p.save, nil))
	}
	final := widget.NewCheck(t("non_refundable"), func(on bool) { f.final = on })
	final.SetChecked(f.final)
	out := []fyne.CanvasObject{
		ui.Columns{Parts: []float32{2, 1}}.With(f.row("name", t("name"), f.name), field("price", "price_unit", &f.price)),
		ui.Equal(field("min_advance_days", "min_advance", &f.advance), field("min_units", "min_units", &f.few), field("max_units", "max_units", &f.many)),
	}
	if r := p.house.resource(f.resource); r != nil && !r.Nightly() {
		out = append(out, ui.Equal(field("from_time", "from", &f.from), field("to_time", "to", &f.to)))
	}
	ids := []crm.ID{{}}
	for _, tag := range p.house.tags {
		ids = append(ids, tag.ID)
	}
	tag := ui.SelectOf(ids, p.house.tagName, f.tag, func(id crm.ID) { f.tag = id })
	return append(out, ui.Columns{Parts: []float32{2, 1}}.With(f.row("days", t("rate_days"), weekdayChoice(&f.days)), f.row("tag", t("rate_for"), tag)), final)
}

func (f *rateForm) record(p *resourcePage) (crm.Record, string, map[string]string) {
	problems := map[string]string{}
	c, title := &crm.RateClass{Resource: f.resource}, "did_add"
	if f.was != nil {
		copied := *f.was
		c, title = &copied, "did_edit"
	}
	c.Name, c.Price, c.Days, c.NonRefundable = strings.TrimSpace(f.text), money(problems, "price", f.price, p.house.settings.BaseCurrency), f.days, f.final
	if c.Tag = f.tag; c.Name == "" {
		problems["name"] = crm.ErrRequired
	}
	c.MinAdvance, c.MinUnits, c.MaxUnits = number(problems, "min_advance_days", f.advance), number(problems, "min_units", f.few), number(problems, "max_units", f.many)
	c.FromTime, c.ToTime = clock(problems, "from_time", f.from), clock(problems, "to_time", f.to)
	return c, t(title, i18n.Args{"Name": c.Name}), problems
}

// closureForm adds or changes days with fewer, or no, units.
type closureForm struct {
	formBase
	resource crm.ID
	was      *crm.CapacityCalendar

	from, to      crm.Date
	units, reason string
}

func (f *closureForm) of() crm.ID { return f.resource }

func (f *closureForm) fields(p *resourcePage) []fyne.CanvasObject {
	if !f.started {
		f.started, f.from, f.to = true, p.house.today, p.house.today
		if c := f.was; c != nil {
			f.from, f.to, f.units, f.reason = c.From, c.To, plain(c.Units), c.Reason
		}
	}
	day := func(into *crm.Date) *ui.DateField {
		d := ui.NewDateField(p.house.today)
		d.SetDate(*into)
		d.OnChanged = func() { *into, _ = d.Date() }
		return d
	}
	f.name = line(&f.reason, p.save, nil)
	units := line(&f.units, p.save, nil)
	units.SetPlaceHolder("0")
	return []fyne.CanvasObject{
		ui.Equal(f.row("from", t("first_day"), day(&f.from)), f.row("to", t("last_day"), day(&f.to)), f.row("units", t("units_left"), units)),
		f.row("reason", t("reason"), f.name),
	}
}

func (f *closureForm) record(p *resourcePage) (crm.Record, string, map[string]string) {
	problems := map[string]string{}
	c, title := &crm.CapacityCalendar{Resource: f.resource}, "did_add"
	if f.was != nil {
		copied := *f.was
		c, title = &copied, "did_edit"
	}
	c.From, c.To, c.Units, c.Reason = f.from, f.to, number(problems, "units", f.units), strings.TrimSpace(f.reason)
	if r := p.house.resource(f.resource); r != nil {
		return c, t(title, i18n.Args{"Name": closureText(c, r)}), problems
	}
	return c, t(title, i18n.Args{"Name": c.Reason}), problems
}
