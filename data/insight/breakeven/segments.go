package breakeven

import (
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/insight"
)

// Sold are units one segment bought at one price.
type Sold struct {
	Segment  string
	Price    crm.Price
	Units    crm.Quantity
	Variable crm.Price // variable cost of a unit
	Known    bool      // the variable cost is known
}

// Increment is what one more unit leaves in one segment at one price.
type Increment struct {
	Segment string
	Price   crm.Price
	Units   crm.Quantity // of known cost
	Unknown crm.Quantity // of unknown cost
	// Contribution is of one unit, at the average variable cost; Total of all
	// units of known cost.
	Contribution crm.Price
	Total        crm.Amount
	EvenUnits    *float64 // units that alone would cover the fixed cost; nil when a unit leaves nothing
}

// Table is the increments by segment and price.
type Table struct {
	Rows     []Increment // by segment, then the highest price first
	Coverage float64     // share of the units whose variable cost is known
	Needs    []insight.Need
}

// Increments adds up what was sold by segment and price. More than one unit in
// twenty of unknown cost is stated as a need. The error is
// [insight.ErrOptions] for negative numbers and [crm.ErrOverflow].
func Increments(sold []Sold, fixed crm.Amount, exponent int) (*Table, error) {
	t := &Table{Rows: []Increment{}, Needs: []insight.Need{}}
	order := slices.Clone(sold)
	slices.SortStableFunc(order, func(a, b Sold) int {
		return cmp.Or(cmp.Compare(a.Segment, b.Segment), cmp.Compare(b.Price, a.Price))
	})
	var known, all crm.Quantity
	unknown := 0
	for len(order) > 0 {
		n := 1
		for n < len(order) && order[n].Segment == order[0].Segment && order[n].Price == order[0].Price {
			n++
		}
		row, err := increment(order[:n], fixed, exponent)
		if err != nil {
			return nil, err
		}
		t.Rows, order = append(t.Rows, row), order[n:]
		known, all = known+row.Units, all+row.Units+row.Unknown
		if row.Unknown > 0 {
			unknown++
		}
	}
	if t.Coverage = insight.Ratio(known, all); t.Coverage < .95 && unknown > 0 {
		t.Needs = append(t.Needs, insight.Need{Code: insight.NeedCosts, Count: unknown})
	}
	return t, nil
}

// increment adds up the units of one segment and price.
func increment(sold []Sold, fixed crm.Amount, exponent int) (Increment, error) {
	row := Increment{Segment: sold[0].Segment, Price: sold[0].Price}
	cost := crm.Amount(0)
	for _, s := range sold {
		if s.Units < 0 || s.Price < 0 || s.Variable < 0 {
			return row, insight.ErrOptions
		}
		if !s.Known {
			row.Unknown += s.Units
			continue
		}
		c, err := crm.LineNet(s.Units, s.Variable, exponent)
		if err != nil {
			return row, err
		}
		row.Units, cost = row.Units+s.Units, cost+c
	}
	variable, err := crm.PriceFor(cost, row.Units, exponent)
	if err != nil || row.Units == 0 {
		return row, err
	}
	revenue, err := crm.LineNet(row.Units, row.Price, exponent)
	if err != nil {
		return row, err
	}
	row.Contribution, row.Total = row.Price-variable, revenue-cost
	if row.Contribution > 0 {
		row.EvenUnits = new(float64(crm.AmountToPrice(fixed, exponent)) / float64(row.Contribution))
	}
	return row, nil
}
