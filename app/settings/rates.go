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
	"regulars/data/insight/profit"
)

// rateList is what contacts cost, by kind and by the day it holds from.
type rateList struct {
	editor
	activity             string // chosen in the form
	from                 *ui.Entry
	minute, contact, way *ui.Entry
}

func newRateList(s *Screen) *rateList {
	l := &rateList{editor: newEditor(s, "rate")}
	l.draw = l.show
	return l
}

// card holds the rates and the limits of profit between which a customer
// breaks even.
func (l *rateList) card() fyne.CanvasObject {
	drain, _ := l.s.text("profit_drain", strconv.Itoa(profit.DrainBelow), func() string { return profitText(&l.s.have.settings, 0) },
		func(v *crm.Settings) string { return strconv.Itoa(profitLimits(v)[0]) },
		func(v *crm.Settings, text string) string { return setProfitLimit(v, 0, text) })
	create, _ := l.s.text("profit_create", strconv.Itoa(profit.CreateFrom), func() string { return profitText(&l.s.have.settings, 1) },
		func(v *crm.Settings) string { return strconv.Itoa(profitLimits(v)[1]) },
		func(v *crm.Settings, text string) string { return setProfitLimit(v, 1, text) })
	return ui.Stack(ui.SpaceM, ui.Small(i18n.T("settings.rates_why"), ui.ColorMuted), l.box, drain, create)
}

func profitLimits(v *crm.Settings) [2]int {
	if len(v.ProfitLimits) != 2 {
		return [2]int{profit.DrainBelow, profit.CreateFrom}
	}
	return [2]int(v.ProfitLimits)
}

func profitText(v *crm.Settings, which int) string {
	return i18n.T("settings.profit_why", i18n.Args{"Share": strconv.Itoa(profitLimits(v)[which])})
}

// setProfitLimit sets one of the two limits, which must stay in order.
func setProfitLimit(v *crm.Settings, which int, text string) string {
	limits := profitLimits(v)
	n, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%")))
	if err != nil || n < -100 || n > 100 {
		return i18n.T("settings.profit_wrong")
	}
	if limits[which] = n; limits[0] > limits[1] {
		return i18n.T("settings.profit_order", i18n.Args{"Drain": strconv.Itoa(limits[0]), "Create": strconv.Itoa(limits[1])})
	}
	v.ProfitLimits = limits[:]
	return ""
}

// sortRates puts the rates by kind, the newest of a kind first.
func sortRates(rates []*crm.ActivityRate) {
	place := func(r *crm.ActivityRate) int {
		if r.Activity == "" {
			return len(crm.InteractionKinds())
		}
		return slices.Index(crm.InteractionKinds(), r.Activity)
	}
	slices.SortStableFunc(rates, func(a, b *crm.ActivityRate) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(b.From, a.From))
	})
}

func activityName(kind crm.InteractionKind) string {
	if kind == "" {
		return i18n.T("settings.rate_any")
	}
	return i18n.T("insightprofit.kind_" + string(kind))
}

func (l *rateList) show() {
	list, fresh := rows(&l.editor, l.s.have.rates, l.rateLine, l.rateForm, "rates_none")
	l.fill(list, fresh, func() { l.edit(&crm.ActivityRate{Activity: crm.Visit}) })
}

func (l *rateList) rateLine(r *crm.ActivityRate) fyne.CanvasObject {
	price := func(key string, p crm.Price) string {
		if p == 0 {
			return ""
		}
		return i18n.T("settings.rate_a_"+key, i18n.Args{"Price": i18n.Price(p, l.s.have.settings.BaseCurrency)})
	}
	detail := cmp.Or(i18n.List(price("minute", r.PerMinute), price("contact", r.PerContact), price("km", r.PerKm)), i18n.T("settings.rate_free"))
	since := ""
	if r.From > 0 {
		since = i18n.T("settings.rate_since", i18n.Args{"Date": i18n.Date(r.From)})
	}
	return l.line(r.ID, nil, bold(i18n.List(activityName(r.Activity), since)), detail, func() { l.edit(r) }, nil, nil, func() { l.remove(r) })
}

// edit opens the form of a rate.
func (l *rateList) edit(r *crm.ActivityRate) {
	l.activity, l.from, l.minute = string(r.Activity), nil, nil
	l.begin(r.ID)
}

// rateForm is the form of the rate being changed; what was typed stays when
// it is drawn again.
func (l *rateList) rateForm(r *crm.ActivityRate) fyne.CanvasObject {
	save := func() { l.save(*r) }
	from, minute, contact, way := dayText(r.From), l.plain(r.PerMinute), l.plain(r.PerContact), l.plain(r.PerKm)
	if l.from != nil && l.minute != nil {
		from, minute, contact, way = l.from.Text, l.minute.Text, l.contact.Text, l.way.Text
	}
	var kinds []option
	for _, k := range append(crm.InteractionKinds(), "") {
		kinds = append(kinds, option{string(k), activityName(k)})
	}
	list := pick(kinds, &l.activity)
	l.minute = l.name(minute, "0.30", save)
	l.from, l.contact, l.way = entry(from, i18n.T("settings.rate_from_hint"), save), entry(contact, "0", save), entry(way, "0", save)
	row := func(key string, field fyne.CanvasObject) fyne.CanvasObject {
		return ui.FormRow(i18n.T("settings.rate_"+key), field, l.problem[key])
	}
	return l.form(ui.Stack(ui.SpaceS, row("kind", list), row("from", l.from),
		ui.Columns{Gap: ui.SpaceS}.With(row("minute", l.minute), row("contact", l.contact), row("km", l.way))), save)
}

func (l *rateList) plain(p crm.Price) string {
	if p == 0 {
		return ""
	}
	return ui.PlainPrice(p, l.s.have.settings.BaseCurrency)
}

// read takes the form into a rate; ok is false where something is not clear.
func (l *rateList) read(r *crm.ActivityRate) bool {
	l.problem = map[string]string{}
	r.Activity, r.From = crm.InteractionKind(l.activity), l.day("from", l.from.Text)
	for _, f := range []struct {
		key   string
		entry *ui.Entry
		to    *crm.Price
	}{{"minute", l.minute, &r.PerMinute}, {"contact", l.contact, &r.PerContact}, {"km", l.way, &r.PerKm}} {
		*f.to = 0
		if strings.TrimSpace(f.entry.Text) == "" {
			continue
		}
		p, err := ui.ParsePrice(f.entry.Text, l.s.have.settings.BaseCurrency)
		switch {
		case err != nil:
			l.problem[f.key] = ui.FieldErrorText(ui.ErrNumber)
		case p < 0 || p > mostRate:
			l.problem[f.key] = ui.FieldErrorText(crm.ErrRange)
		}
		*f.to = p
	}
	return len(l.problem) == 0
}

// mostRate bounds what a minute, a contact or a kilometre may cost, so that
// no contact overflows.
const mostRate = 1_000_000_000 * crm.PriceScale

func (l *rateList) save(r crm.ActivityRate) {
	if !l.read(&r) {
		l.redraw()
		return
	}
	l.store(r.ID, activityName(r.Activity), func(tx *book.Tx) error {
		for _, o := range l.s.have.rates {
			if o.ID != r.ID && o.Activity == r.Activity && o.From == r.From {
				return duplicate("kind", string(r.Activity))
			}
		}
		return tx.Put(&r)
	})
}

func (l *rateList) remove(r *crm.ActivityRate) {
	l.discard(crm.KindActivityRate, r.ID, activityName(r.Activity))
}
