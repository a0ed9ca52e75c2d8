// Package elasticity measures how the units sold went with the price: by what
// per cent they change for one per cent of price.
//
// Prices are set with demand in mind, so what is found is an association and
// not proof that the price did it. It is the slope of ln quantity on ln price
// with trend, season and given controls, its errors robust to uneven and
// lasting disturbances, drawn towards the mean of the product's category. It
// is withheld until the shop has tried enough prices for long enough.
package elasticity

import (
	"cmp"
	"iter"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"regulars/data/crm"
	"regulars/data/insight"
)

// When an elasticity is earned.
const (
	LeastLevels  = 3   // different prices
	LeastTwice   = 2   // of which so many ...
	LeastPeriods = 8   // ... in so many periods each
	MostWidth    = 2.0 // of the 95 % interval
	mostZeros    = 0.1 // share of periods without a sale
	sameLevel    = 1.01
)

// The needs of an answer; each has a text insight.<code>.
const (
	NeedChanges = "need_price_changes"    // products without enough price changes
	NeedLevels  = "need_price_levels"     // different prices more
	NeedPeriods = "need_price_periods"    // periods more at the most usual prices
	NeedNarrow  = "need_price_narrow"     // periods more for a narrower interval
	NeedSales   = "need_sold_periods"     // periods without a sale, too many
	NeedApart   = "need_price_apart"      // price moved only with time, season or a control
	NoteUsed    = "note_rows_not_counted" // rows without price or sale
)

// Obs is what was sold of a product at one price in one period.
type Obs struct {
	Period   int    // in the order of time, one step a period
	Season   string // label of the time of year, such as the month; "" for none
	Product  string
	Category string
	Price    crm.Price    // above zero, else the row is not counted
	Quantity crm.Quantity // zero and below is not counted, but stated
	Controls []float64    // promotion, display and the like; as many for all
}

// State is what can be said of a product.
type State string

// The states.
const (
	Withheld      State = "withheld"       // not enough: see Needs
	NotIdentified State = "not_identified" // more sold at higher prices: something else moved both
	NoEffect      State = "no_effect"      // the interval holds zero
	Association   State = "association"
)

// Estimate is an elasticity with its 95 % interval.
type Estimate struct{ Value, Low, High float64 }

// Product is what is known of one product.
type Product struct {
	Product, Category   string
	State               State
	Own                 *Estimate // from its own rows; nil when there are too few
	Shown               *Estimate // drawn towards its category; nil when withheld
	Rows, Periods       int       // counted
	Zeros               int       // rows not counted
	Levels              int       // different prices; those within 1 % are one
	Seasonal            bool      // the season was allowed for
	PriceLow, PriceHigh crm.Price
	PriceNow            crm.Price // of the last period
	Needs               []insight.Need

	se float64
	df int
}

// Result is the answer: products and categories by name.
type Result struct {
	Products []Product
	Pools    []Pool
	Rows     int     // counted
	Coverage float64 // share of the rows counted
	Needs    []insight.Need
}

// Ask measures all products. Equal input in any order gives an equal answer.
// The error is [insight.ErrOptions] when controls differ in number or are not
// finite.
func Ask(obs []Obs) (*Result, error) {
	for _, o := range obs {
		if len(o.Controls) != len(obs[0].Controls) || slices.ContainsFunc(o.Controls, func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) }) {
			return nil, insight.ErrOptions
		}
	}
	r := &Result{Products: []Product{}, Pools: []Pool{}, Needs: []insight.Need{}}
	for rows := range runs(sorted(obs), func(a, b Obs) bool { return a.Product == b.Product && a.Category == b.Category }) {
		p := measure(rows)
		r.Rows += p.Rows
		r.Products = append(r.Products, p)
	}
	for products := range runs(r.Products, func(a, b Product) bool { return a.Category == b.Category }) {
		r.share(products)
	}
	r.Coverage = insight.Ratio(r.Rows, len(obs))
	r.need(NoteUsed, len(obs)-r.Rows)
	withheld := 0
	for _, p := range r.Products {
		if p.State == Withheld {
			withheld++
		}
	}
	if withheld == len(r.Products) {
		r.need(NeedChanges, max(1, withheld))
	}
	return r, nil
}

func (r *Result) need(code string, count int) {
	if count > 0 {
		r.Needs = append(r.Needs, insight.Need{Code: code, Count: count})
	}
}

// runs yields the parts of a list whose neighbours belong together.
func runs[T any](list []T, together func(a, b T) bool) iter.Seq[[]T] {
	return func(yield func([]T) bool) {
		for from := 0; from < len(list); {
			to := from + 1
			for to < len(list) && together(list[to-1], list[to]) {
				to++
			}
			if !yield(list[from:to]) {
				return
			}
			from = to
		}
	}
}

// sorted puts the rows in one order: category, product, time.
func sorted(obs []Obs) []Obs {
	out := slices.Clone(obs)
	slices.SortFunc(out, func(a, b Obs) int {
		return cmp.Or(cmp.Compare(a.Category, b.Category), cmp.Compare(a.Product, b.Product), cmp.Compare(a.Period, b.Period),
			cmp.Compare(a.Price, b.Price), cmp.Compare(a.Quantity, b.Quantity), slices.Compare(a.Controls, b.Controls), cmp.Compare(a.Season, b.Season))
	})
	return out
}

// share draws the products of one category to their mean and judges them.
func (r *Result) share(products []Product) {
	var values, se []float64
	for _, p := range products {
		if p.Own != nil {
			values, se = append(values, p.Own.Value), append(se, p.se)
		}
	}
	pool := Combine(values, se)
	pool.Category = products[0].Category
	if pool.N >= leastShrunk {
		r.Pools = append(r.Pools, pool)
	}
	for i := range products {
		products[i].judge(pool)
	}
}

// judge decides what is said of a product.
func (p *Product) judge(pool Pool) {
	p.State = Withheld
	if p.Own == nil {
		return
	}
	value, se := pool.Shrink(p.Own.Value, p.se)
	e := estimate(value, se, p.df)
	if width := e.High - e.Low; width > MostWidth {
		more := float64(p.Periods) * ((width/MostWidth)*(width/MostWidth) - 1)
		p.Needs = append(p.Needs, insight.Need{Code: NeedNarrow, Count: int(math.Ceil(min(more, 1e6)))})
		return
	}
	p.Shown = &e
	switch {
	case e.Value >= 0:
		p.State = NotIdentified
	case e.High >= 0:
		p.State = NoEffect
	default:
		p.State = Association
	}
}

func estimate(value, se float64, df int) Estimate {
	reach := se * distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(df)}.Quantile(.975)
	return Estimate{value, value - reach, value + reach}
}
