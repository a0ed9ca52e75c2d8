package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/exchange/table"
)

// weatherReply counts measurements.
type weatherReply struct {
	Days    int `json:"days"`
	Created int `json:"created"`
	Updated int `json:"updated"`
	Same    int `json:"same"`
}

// measured is one number of one day.
type measured struct {
	day     crm.Date
	measure string
	value   crm.Quantity
}

// weatherColumns are the columns that hold numbers.
func weatherColumns() []string { return []string{"rain_mm", "temperature_c"} }

func (t *terminal) weatherCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "weather FILE",
		Short: "Bring in the weather of each day, for ask demand --split weather and ask causes",
		Long: "The CSV file, plain or gzipped, has the column date (2024-05-31) and at least one of rain_mm and temperature_c;\n" +
			"others are left alone, and an empty field says that nothing was measured. A day that is there already takes the new number over.",
		Example: "  regularsctl weather station.csv",
		Args:    count(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			all, days, err := readWeather(args[0])
			if err != nil {
				return err
			}
			return t.withBook(book.Options{}, func(b *book.Book) error {
				r, err := saveWeather(b, all)
				if err != nil {
					return err
				}
				r.Days = days
				return t.print(r, func() {
					t.say("%d days: %d numbers new, %d changed, %d as before", r.Days, r.Created, r.Updated, r.Same)
				})
			})
		},
	}
}

// readWeather reads the measurements of a file and counts its days.
func readWeather(path string) (all []measured, days int, err error) {
	tab, err := table.Open(path, table.Options{Locale: "en", Header: table.HeaderYes})
	if err != nil {
		return nil, 0, err
	}
	at := func(name string) int {
		return slices.IndexFunc(tab.Header, func(h string) bool { return strings.EqualFold(strings.TrimSpace(h), name) })
	}
	date := at("date")
	if date < 0 || at("rain_mm") < 0 && at("temperature_c") < 0 {
		return nil, 0, fmt.Errorf("%s, row 1: the first row must name the column date and one of %s", tab.Name, strings.Join(weatherColumns(), ", "))
	}
	seen := map[crm.Date]int{}
	for r, err := range tab.Rows() {
		if err == nil && r.Problem != nil {
			err = r.Problem
		}
		if err != nil {
			return nil, 0, err
		}
		day, err := crm.ParseDate(strings.TrimSpace(r.Fields[date]))
		if err != nil {
			return nil, 0, fmt.Errorf("%s, row %d: date %q is no day; write it like 2024-05-31", tab.Name, r.Number, r.Fields[date])
		}
		if was := seen[day]; was > 0 {
			return nil, 0, fmt.Errorf("%s, row %d: row %d has %s already; keep one of them", tab.Name, r.Number, was, day)
		}
		seen[day] = r.Number
		for _, name := range weatherColumns() {
			i := at(name)
			if i < 0 || strings.TrimSpace(r.Fields[i]) == "" {
				continue
			}
			v, err := crm.ParseDecimal(r.Fields[i], 4)
			if err != nil {
				return nil, 0, fmt.Errorf("%s, row %d: %s %q is no number; write it like 12.5, or leave it empty where nothing was measured", tab.Name, r.Number, name, r.Fields[i])
			}
			all = append(all, measured{day, name, crm.Quantity(v)})
		}
	}
	return all, len(seen), nil
}

// saveWeather puts the measurements into the diary of events, one event a
// number: those of the whole business, whatever sites measured.
func saveWeather(b *book.Book, all []measured) (r weatherReply, err error) {
	known, err := book.List[crm.DemandEvent](b)
	if err != nil {
		return r, err
	}
	type place struct {
		day     crm.Date
		measure string
	}
	at := map[place]*crm.DemandEvent{}
	for _, e := range known {
		if e.Type == "weather" && e.Measure != "" && e.Site.IsZero() && (e.To == 0 || e.To == e.From) {
			at[place{e.From, e.Measure}] = e
		}
	}
	var changed []*crm.DemandEvent
	for _, m := range all {
		e := at[place{m.day, m.measure}]
		switch {
		case e == nil:
			r.Created++
			e = &crm.DemandEvent{Type: "weather", From: m.day, Title: i18n.T("insightcause.measure_" + m.measure), Measure: m.measure}
		case e.Value == m.value:
			r.Same++
			continue
		default:
			r.Updated++
		}
		e.Value = m.value
		changed = append(changed, e)
	}
	if len(changed) == 0 {
		return r, nil
	}
	_, err = b.Update("Brought in the weather", func(tx *book.Tx) error {
		for _, e := range changed {
			if err := tx.Put(e); err != nil {
				return err
			}
		}
		return nil
	})
	return r, err
}
