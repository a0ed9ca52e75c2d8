package table

import (
	"iter"
	"slices"
	"strings"

	"regulars/data/crm"
)

// WeatherRow is a day of a file with what was measured of its weather.
type WeatherRow struct {
	Row               int // of the file
	Date              crm.Date
	Rain, Temperature Measured
	// Problems lists what is wrong; unless all are Warnings the row cannot be imported.
	Problems []Problem
}

// Measured is a number that may not have been measured.
type Measured struct {
	Value crm.Quantity // mm or °C, within [crm.MeasureRange]
	Set   bool
}

// weatherHeadings lists, per field, the headings that mean it without their
// unit, the surest first: the words of five languages and their neighbours, and
// the abbreviations of the weather services. Headings that name another unit
// (°F, inches) are left to the owner.
func weatherHeadings() []heading {
	return []heading{
		{SaleDate, "", "date|day|time|datetime|date time|valid time|timestamp|datum|mess datum|tag|data|giorno|date jour|jour|fecha|dia|ngay|thoi gian|tarix|gun|日期|时间|观测日期"},
		{Rain, "", "rain|rainfall|daily rain|daily rainfall|total rain|precipitation|daily precipitation|total precipitation|precipitation sum|precipitation total|precipitation amount|rain sum|precip|prcp|prec|prcptot|rr|rsk|pioggia|precipitazione|precipitazioni|pioggia cumulata|pioggia totale|" +
			"precipitazione giornaliera|precipitazioni totali|niederschlag|niederschlagsmenge|niederschlagshohe|regen|regenmenge|pluie|precipitations|cumul de pluie|lluvia|precipitacion|luong mua|mua|tong luong mua|yaginti|yagintilar|yagis|yagis miqdari|降水量|日降水量|降雨量|雨量|降水"},
		{Temperature, "", "mean temperature|average temperature|temperature mean|temperature average|daily mean temperature|temperature 2 m mean|temp mean|temp avg|mean temp|avg temp|average temp|tavg|tmean|tmed|tmedia|tg|tm|tmk|ta|temperature|temp|air temperature|temperature 2 m|" +
			"temperatura media|t media|temp media|temperatura|mitteltemperatur|tagesmitteltemperatur|tagesmittel|lufttemperatur|temperatur|temperature moyenne|nhiet do trung binh|nhiet do tb|nhiet do|orta temperatur|havanin temperaturu|平均气温|平均温度|日平均气温|气温|温度"},
		{Coldest, "", "min temperature|minimum temperature|temperature min|temperature minimum|temperature 2 m min|temp min|min temp|tmin|tn|tnk|temperatura minima|t min|temp minima|tiefsttemperatur|minimum|temperature minimale|nhiet do thap nhat|nhiet do min|minimum temperatur|最低气温|最低温度"},
		{Warmest, "", "max temperature|maximum temperature|temperature max|temperature maximum|temperature 2 m max|temp max|max temp|tmax|tx|txk|temperatura massima|t max|temp massima|temperatura maxima|hochsttemperatur|maximum|temperature maximale|nhiet do cao nhat|nhiet do max|maksimum temperatur|最高气温|最高温度"},
	}
}

// recogniseWeather maps the columns of weather.
func recogniseWeather(keys []string) []Target {
	bare := make([]string, len(keys))
	for i, k := range keys {
		bare[i] = withoutUnit(k)
	}
	cols := make([]Target, len(keys))
	for _, h := range weatherHeadings() {
		for _, k := range strings.Split(h.keys, "|") {
			if i := freeColumn(bare, cols, k); i >= 0 {
				cols[i] = Target{Field: h.field}
				break
			}
		}
	}
	return cols
}

// stationAbove counts the rows in which a weather service tells of the station
// above the headings.
func stationAbove(rows [][]string) int {
	for n := 1; n < min(6, len(rows)); n++ {
		if missing(Mapping{As: AsWeather, Columns: recogniseWeather(headKeys(rows[n]))}) == nil {
			return n
		}
	}
	return 0
}

// withoutUnit takes the unit off a heading: "rain mm", "temperature in c".
func withoutUnit(key string) string {
	for _, unit := range []string{" mm", " c", " celsius", " grad c", " deg c"} {
		if bare, ok := strings.CutSuffix(key, unit); ok {
			return strings.TrimSuffix(bare, " in")
		}
	}
	return key
}

// Weather yields the days of the file. Rows with problems come too, with the
// problems in them; the error is a *Problem that ends the file.
func (p *Plan) Weather() iter.Seq2[WeatherRow, error] {
	return func(yield func(WeatherRow, error) bool) {
		for row, err := range p.t.Rows() {
			if err != nil {
				yield(WeatherRow{}, err)
				return
			}
			if !yield(p.weather(&row), nil) {
				return
			}
		}
	}
}

func (p *Plan) weather(row *Row) WeatherRow {
	w := WeatherRow{Row: row.Number}
	if row.Problem != nil {
		w.Problems = []Problem{*row.Problem}
		return w
	}
	w.Date, _ = p.day(row, SaleDate, &w.Problems)
	if w.Date == 0 && len(w.Problems) == 0 {
		w.Problems = append(w.Problems, p.bad(CodeFieldMissing, row.Number, p.at[SaleDate], ""))
	}
	w.Rain = p.measured(row, Rain, crm.RainMM, &w.Problems)
	w.Temperature = p.measured(row, Temperature, crm.TemperatureC, &w.Problems)
	low, high := p.measured(row, Coldest, crm.TemperatureC, &w.Problems), p.measured(row, Warmest, crm.TemperatureC, &w.Problems)
	if !w.Temperature.Set && low.Set && high.Set {
		w.Temperature = Measured{(low.Value + high.Value) / 2, true}
	}
	return w
}

// measured reads a number of the weather.
func (p *Plan) measured(row *Row, f Field, measure string, problems *[]Problem) (m Measured) {
	text := p.cell(row, f)
	folded := fold(text)
	switch {
	case slices.Contains([]string{"na", "nan", "n/a", "n.d.", "nd", "null", "none", "m", "--", "---"}, folded):
		return m
	case f == Rain && slices.Contains([]string{"t", "tr", "trace", "ip"}, folded): // too little to measure
		return Measured{Set: true}
	}
	n, set := p.number(row, f, 4, problems)
	value := crm.Quantity(n.Value)
	least, most := crm.MeasureRange(measure)
	switch {
	case !set || nines(text, value):
		return m
	case n.Percent || n.Sign != "":
		*problems = append(*problems, p.bad(CodeBadNumber, row.Number, p.at[f], text))
	case value < least || value > most:
		*problems = append(*problems, p.bad(CodeWeatherRange, row.Number, p.at[f], text))
	}
	return Measured{value, true}
}

// nines reports whether a number is one of those by which weather services
// say that nothing was measured: -99, -999, -99.9, -9999.
func nines(text string, value crm.Quantity) bool {
	return value <= -99*crm.QuantityScale && strings.Trim(text, "-9.,0") == ""
}
