package exchange

import (
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/exchange/table"
)

// readWeather reads the days of a file. A day that stands in several rows is
// left out: nobody can tell which is right, and rows by the hour are no days.
func (x *importer) readWeather(progress func(float64)) error {
	var all []table.WeatherRow
	rows := map[crm.Date]int{}
	for w, err := range x.part.plan.Weather() {
		if err != nil {
			return err
		}
		if err := x.every(w.Row, progress); err != nil {
			return err
		}
		if bad := onlyErrors(w.Problems); len(bad) > 0 {
			x.reject(w.Row, bad)
			continue
		}
		rows[w.Date]++
		all = append(all, w)
	}
	for _, w := range all {
		switch {
		case rows[w.Date] > 1:
			x.reject(w.Row, []table.Problem{{Code: table.CodeDayTwice, File: x.part.Table.Name, Row: w.Row, Value: w.Date.String()}})
		case !w.Rain.Set && !w.Temperature.Set:
			x.part.skipped++
		default:
			x.part.weather = append(x.part.weather, w)
		}
	}
	return nil
}

// measurement is what can be measured once: of a day of the whole business.
type measurement struct {
	day     crm.Date
	measure string
}

// weather puts the days into the diary of events, one event a number. A day
// that is there already takes the number of the file over.
func (w *writer) weather(p *part) error {
	if len(p.weather) == 0 {
		return nil
	}
	known := map[measurement]*crm.DemandEvent{}
	err := book.Each(w.tx, func(e *crm.DemandEvent) bool {
		if e.Measure != "" && e.Site.IsZero() && (e.To == 0 || e.To == e.From) {
			known[measurement{e.From, e.Measure}] = e
		}
		return true
	})
	if err != nil {
		return err
	}
	for i, day := range p.weather {
		if err := w.weatherDay(known, &day); err != nil {
			return err
		}
		if i%500 == 0 {
			w.progress(float64(i) / float64(len(p.weather)))
			if err := w.ctx.Err(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *writer) weatherDay(known map[measurement]*crm.DemandEvent, day *table.WeatherRow) error {
	created, updated := false, false
	for _, m := range [...]struct {
		measure string
		of      table.Measured
	}{{crm.RainMM, day.Rain}, {crm.TemperatureC, day.Temperature}} {
		old := known[measurement{day.Date, m.measure}]
		switch {
		case !m.of.Set || old != nil && old.Value == m.of.Value:
		case old == nil:
			created = true
			e := &crm.DemandEvent{Meta: crm.Meta{ID: crm.NewID()}, Type: "weather", From: day.Date, Measure: m.measure, Value: m.of.Value}
			if err := w.create(e); err != nil {
				return err
			}
		default:
			updated = true
			now := *old
			now.Value = m.of.Value
			if err := w.update(&now); err != nil {
				return err
			}
		}
	}
	switch {
	case created:
		w.result.CreatedRows++
	case updated:
		w.result.UpdatedRows++
	default:
		w.result.Skipped++
	}
	return nil
}
