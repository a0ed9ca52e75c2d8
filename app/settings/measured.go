package settings

import (
	"strings"

	"fyne.io/fyne/v2"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// span is when and where something happened.
type span struct {
	from, to crm.Date
	site     crm.ID
}

func spanOf(e *crm.DemandEvent) span { return span{e.From, max(e.From, e.To), e.Site} }

// measurements are the numbers of the weather of an event's days and place, by
// measure; none for what is no weather.
func (l *eventList) measurements(e *crm.DemandEvent) map[string]*crm.DemandEvent {
	out := map[string]*crm.DemandEvent{}
	if e.Type != "weather" {
		return out
	}
	for _, m := range l.s.have.events {
		if m.Measure != "" && spanOf(m) == spanOf(e) && (out[m.Measure] == nil || m.ID == e.ID) {
			out[m.Measure] = m
		}
	}
	return out
}

// measures is 1 for a number of the weather, 0 for other events.
func measures(e *crm.DemandEvent) int {
	if e.Measure != "" {
		return 1
	}
	return 0
}

// called is the title of an event and what was measured beside it; numbers
// alone are the title themselves.
func (l *eventList) called(e *crm.DemandEvent) (title, numbers string) {
	values := map[string]crm.Quantity{}
	for measure, m := range l.measurements(e) {
		values[measure] = m.Value
	}
	if e.Measure != "" {
		return numbersText(values), ""
	}
	return e.Title, numbersText(values)
}

// numbersText is "12 mm, 8 °C".
func numbersText(values map[string]crm.Quantity) string {
	var parts []string
	for _, measure := range crm.Measures() {
		if v, ok := values[measure]; ok {
			parts = append(parts, i18n.T("settings.event_value_"+measure, i18n.Args{"Value": i18n.Quantity(v)}))
		}
	}
	return i18n.List(parts...)
}

// measuredFields take the numbers of the weather; what was typed stays when
// they are drawn again.
func (l *eventList) measuredFields(e *crm.DemandEvent, row func(key string, field fyne.CanvasObject) fyne.CanvasObject, save func()) fyne.CanvasObject {
	var fields []fyne.CanvasObject
	known := l.measurements(e)
	for _, measure := range crm.Measures() {
		text := ""
		if was := l.measured[measure]; was != nil {
			text = was.Text
		} else if m := known[measure]; m != nil {
			text = ui.PlainQuantity(m.Value)
		}
		l.measured[measure] = entry(text, i18n.T("settings.event_measured_hint"), save)
		fields = append(fields, row(measure, l.measured[measure]))
	}
	return ui.Columns{Gap: ui.SpaceS}.With(fields...)
}

// values reads the numbers of the form, and notes what is wrong with them.
func (l *eventList) values() map[string]crm.Quantity {
	out := map[string]crm.Quantity{}
	if l.sort != "weather" {
		return out
	}
	for measure, in := range l.measured {
		if strings.TrimSpace(in.Text) == "" {
			continue
		}
		n, err := ui.ParseNumber(in.Text, 4)
		v := crm.Quantity(n)
		least, most := crm.MeasureRange(measure)
		switch {
		case err != nil:
			l.problem[measure] = i18n.T("settings.event_measured_wrong", i18n.Args{"Example": i18n.Number(12.5, 1)})
		case v < least || v > most:
			l.problem[measure] = i18n.T("settings.event_range_" + measure)
		}
		out[measure] = v
	}
	return out
}

// measure brings the numbers of an event to those of the form. Numbers of a
// file stay on their days, unless the form of these days changed them.
func (l *eventList) measure(tx *book.Tx, was, now *crm.DemandEvent, values map[string]crm.Quantity) error {
	before, here := l.measurements(was), l.measurements(now)
	for _, measure := range crm.Measures() {
		v, has := values[measure]
		m, old := here[measure], before[measure]
		own := old != nil && (old.Source != crm.SourceImport || now.Type == "weather" && spanOf(was) == spanOf(now))
		if has {
			next := crm.DemandEvent{}
			switch {
			case m != nil:
				next = *m
			case own:
				next, m = *old, old
			}
			next.Type, next.Measure, next.Value, next.From, next.To, next.Site = "weather", measure, v, now.From, now.To, now.Site
			if err := tx.Put(&next); err != nil {
				return err
			}
		}
		if own && (!has || m != old) {
			if err := tx.Delete(crm.KindDemandEvent, old.ID); err != nil {
				return err
			}
		}
	}
	return nil
}
