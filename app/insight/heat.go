package insight

import (
	"context"
	"fmt"
	"math"
	"net/url"
	"time"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/data/insight/demand"
)

func (k *asker) heat() (*answer, error) {
	o := demand.Options{AsOf: k.q.day(), Reading: k.q.reading(), Rank: rankOf(k.q.heat)}
	o.Filter.From = k.q.from(k.q.months)
	x, err := demand.AskHeat(k.facts, o)
	if err != nil {
		return nil, err
	}
	a := &answer{}
	if x.Total.Lines == 0 {
		a.empty = noneChosen
		return a, nil
	}
	k.heatHeadline(a, x)
	k.heatChart(a, x)
	a.about = k.about(basis{n: n("orders", x.Answer().N), method: demand.Method,
		rules:    []string{k.timeRule(k.q.months), k.returnsRule()},
		coverage: x.Coverage, rest: k.demandRest(x.Timeless), needs: x.Needs})
	a.find = func(ctx context.Context, key url.Values) (*listing, error) { return k.heatSales(ctx, x, key) }
	return a, nil
}

// weekdayAt is the day of row d of the heat map, Monday first.
func weekdayAt(d int) time.Weekday { return time.Weekday((d + 1) % 7) }

func heatKey(d, h int) string { return keyOf("hour", fmt.Sprintf("%d-%d", d+1, h)) }

func (k *asker) heatHeadline(a *answer, x *demand.Heat) {
	m := rankOf(k.q.heat)
	day, hour := 0, 0
	for d := range x.Cells {
		for h := range x.Cells[d] {
			if x.Cells[d][h].Of(m) > x.Cells[day][hour].Of(m) {
				day, hour = d, h
			}
		}
	}
	peak := x.Cells[day][hour]
	if peak.Lines == 0 {
		a.headline = t("headline_no_times")
		a.spec.Empty = a.headline
		return
	}
	a.headline = t("headline_heat", i18n.Args{"Day": i18n.Weekday(weekdayAt(day)), "Hour": hourText(fmt.Sprint(hour)),
		"Value": k.inWords(peak), "Share": k.share(peak, x.Total)})
	a.action, a.actionKey = t("show_sales"), heatKey(day, hour)
}

// heatChart shows the hours from the first to the last with a sale.
func (k *asker) heatChart(a *answer, x *demand.Heat) {
	first, last := openHours(x)
	for h := first; h <= last; h++ {
		a.spec.ColLabels = append(a.spec.ColLabels, fmt.Sprintf("%02d", h))
	}
	for d := range x.Cells {
		var values []float64
		var keys []string
		for h := first; h <= last; h++ {
			v := math.NaN()
			if x.Cells[d][h].Lines > 0 {
				v = k.valueOf(x.Cells[d][h])
			}
			values, keys = append(values, v), append(keys, heatKey(d, h))
		}
		a.spec.RowLabels = append(a.spec.RowLabels, i18n.Weekday(weekdayAt(d)))
		a.spec.Cells, a.spec.CellKeys = append(a.spec.Cells, values), append(a.spec.CellKeys, keys)
	}
	a.spec.Kind, a.spec.N = chart.HeatMap, x.Answer().N
	a.spec.XLabel, a.spec.YLabel = t("unit_hour"), t("measure_"+string(k.q.heat))
	a.spec.Format, a.spec.TickFormat = k.formats(k.q.heat)
	if k.q.heat == byRevenue || k.q.heat == byMargin {
		a.spec.Format = k.scale.writeShort // whole amounts would not fit the cells
	}
}

func openHours(x *demand.Heat) (first, last int) {
	first, last = 23, 0
	for d := range x.Cells {
		for h := range x.Cells[d] {
			if x.Cells[d][h].Lines > 0 {
				first, last = min(first, h), max(last, h)
			}
		}
	}
	if first > last {
		return 8, 20
	}
	return first, last
}

func (k *asker) heatSales(ctx context.Context, x *demand.Heat, key url.Values) (*listing, error) {
	var d, h int
	if c, err := fmt.Sscanf(key.Get("hour"), "%d-%d", &d, &h); c != 2 || err != nil || d < 1 || d > 7 || h < 0 || h > 23 {
		return nil, nil
	}
	l, err := k.salesList(ctx, x.Records(d-1, h))
	if err != nil {
		return nil, err
	}
	l.title = t("title_of", i18n.Args{"What": i18n.Weekday(weekdayAt(d - 1)), "When": hourText(fmt.Sprint(h))})
	l.text = t("cell_value", i18n.Args{"Value": k.inWords(x.Cells[d-1][h])})
	return l, nil
}
