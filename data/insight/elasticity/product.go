package elasticity

import (
	"math"
	"slices"

	"regulars/data/crm"
	"regulars/data/insight"
)

// leastFree is how many more rows than columns a season must leave.
const leastFree = 12

// measure reads the rows of one product, which are in the order of time.
func measure(rows []Obs) Product {
	p := Product{Product: rows[0].Product, Category: rows[0].Category, Needs: []insight.Need{}}
	sold := slices.DeleteFunc(slices.Clone(rows), func(o Obs) bool { return o.Price <= 0 || o.Quantity <= 0 })
	p.Rows, p.Zeros = len(sold), len(rows)-len(sold)
	if p.Rows == 0 {
		p.need(NeedLevels, LeastLevels)
		return p
	}
	p.Periods, p.PriceNow = 1, sold[p.Rows-1].Price
	for i := 1; i < len(sold); i++ {
		if sold[i].Period != sold[i-1].Period {
			p.Periods++
		}
	}
	if p.earned(sold); len(p.Needs) > 0 {
		return p
	}
	p.fit(sold)
	return p
}

func (p *Product) need(code string, count int) {
	if count > 0 {
		p.Needs = append(p.Needs, insight.Need{Code: code, Count: count})
	}
}

// earned states what is missing before the rows can say anything.
func (p *Product) earned(sold []Obs) {
	byPrice := slices.Clone(sold)
	slices.SortStableFunc(byPrice, func(a, b Obs) int { return int(min(1, max(-1, a.Price-b.Price))) })
	p.PriceLow, p.PriceHigh = byPrice[0].Price, byPrice[len(byPrice)-1].Price
	var periods []int // at each level
	first, seen := crm.Price(0), map[int]bool{}
	for _, o := range byPrice {
		if first == 0 || float64(o.Price) > sameLevel*float64(first) {
			first, seen = o.Price, map[int]bool{}
			periods = append(periods, 0)
		}
		seen[o.Period] = true
		periods[len(periods)-1] = len(seen)
	}
	p.Levels = len(periods)
	p.need(NeedLevels, LeastLevels-p.Levels)
	slices.SortFunc(periods, func(a, b int) int { return b - a })
	missing := 0
	for i := range LeastTwice {
		have := 0
		if i < len(periods) {
			have = periods[i]
		}
		missing += max(0, LeastPeriods-have)
	}
	p.need(NeedPeriods, missing)
	if float64(p.Zeros) > mostZeros*float64(p.Rows+p.Zeros) {
		p.need(NeedSales, p.Zeros)
	}
}

// fit regresses ln quantity on ln price, trend, season and controls. What
// disturbs sales in one week often lasts, and so do prices, so the rows are
// first freed of what they carry over from the row before. For what is left the
// errors are the larger of White's and of Newey and West's, with the long lag
// and the few degrees of freedom that Lazarus, Lewis, Stock and Watson (2018)
// recommend.
func (p *Product) fit(sold []Obs) {
	y, x := p.columns(sold)
	f, err := Regress(y, x, Errors{})
	if err == nil && p.Periods == p.Rows {
		free(sold, y, x, carried(residuals(y, x, f.Coef)))
		f, err = Regress(y, x, Errors{})
	}
	if err != nil {
		p.need(NeedApart, 1)
		return
	}
	lags := 1.3 * math.Sqrt(float64(f.N))
	lasting, err := Regress(y, x, Errors{Lags: int(lags)})
	if err != nil {
		p.need(NeedApart, 1)
		return
	}
	p.se, p.df = max(f.SE[1], lasting.SE[1], 1e-6), min(f.DF, int(1.5*float64(f.N)/lags))
	own := estimate(f.Coef[1], p.se, p.df)
	p.Own = &own
}

// columns are ln quantity, and ones, ln price and what else moved.
func (p *Product) columns(sold []Obs) (y []float64, x [][]float64) {
	n := len(sold)
	y = make([]float64, n)
	price, trend, season := make([]float64, n), make([]float64, n), make([]string, n)
	for i, o := range sold {
		y[i], price[i] = math.Log(float64(o.Quantity)), math.Log(float64(o.Price))
		trend[i], season[i] = float64(o.Period-sold[0].Period), o.Season
	}
	x = [][]float64{Ones(n), price}
	if p.Periods > 1 {
		x = append(x, trend)
	}
	for c := range sold[0].Controls {
		column := make([]float64, n)
		for i, o := range sold {
			column[i] = o.Controls[c]
		}
		if slices.Min(column) < slices.Max(column) {
			x = append(x, column)
		}
	}
	if d := Dummies(season); len(d) > 0 && n > len(x)+2*len(d)+leastFree {
		x, p.Seasonal = append(x, d...), true
	}
	return y, x
}

// carried is the share of one row's error that is left in the next, 0 to .9,
// with what few rows hide of it given back (Marriott and Pope 1954).
func carried(rest []float64) float64 {
	all := dot(rest, rest)
	if all == 0 {
		return 0
	}
	rho := dot(rest[1:], rest[:len(rest)-1]) / all
	return min(.9, max(0, rho+(1+3*rho)/float64(len(rest))))
}

// free takes from each row the share of the row before that it carries over,
// less over longer gaps, and keeps the variance (Prais and Winsten 1954).
func free(sold []Obs, y []float64, x [][]float64, share float64) {
	if share == 0 {
		return
	}
	for _, column := range append(slices.Clone(x), y) {
		for i := len(sold) - 1; i > 0; i-- {
			left := math.Pow(share, float64(sold[i].Period-sold[i-1].Period))
			column[i] = (column[i] - left*column[i-1]) * math.Sqrt((1-share*share)/(1-left*left))
		}
		column[0] *= math.Sqrt(1 - share*share)
	}
}
