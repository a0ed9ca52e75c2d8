package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"regulars/data/crm"
	"regulars/data/insight/protect"
)

// classDays are the past days of one class of a file.
type classDays struct {
	price int64
	days  []protect.Day
}

func (f *protectFlags) fromFile() (out []protect.Class, err error) {
	tab, err := openPlain(f.file, "class", "price", "demand")
	if err != nil {
		return nil, err
	}
	classes, names := map[string]*classDays{}, []string{}
	err = tab.each(func(r plainRow) error {
		name := r.text("class")
		price, err := r.decimal("price", plainDecimals)
		if err != nil {
			return err
		}
		n, err := strconv.Atoi(r.text("demand"))
		if err != nil || n < 0 || n > protect.Most {
			return r.wrong("demand", "a whole number of units; write 0 where nobody asked")
		}
		c, ok := classes[name]
		if !ok {
			c = &classDays{price: price}
			classes[name], names = c, append(names, name)
		}
		if c.price != price {
			return r.wrong("price", fmt.Sprintf("the price of class %q in the rows before; give each class one price", name))
		}
		c.days = append(c.days, protect.Day{Booked: n, Full: !slices.Contains([]string{"", "0", "no", "false"}, strings.ToLower(r.text("full")))})
		return nil
	})
	if err != nil {
		return nil, err
	}
	costs, err := listFlag("variable-cost", f.cost, plainDecimals, len(names))
	if err != nil {
		return nil, err
	}
	for i, name := range names {
		out = append(out, protect.Class{Name: name, Value: crm.Amount(classes[name].price - costs[i]), Demand: demandOf(classes[name].days)})
	}
	return out, nil
}

// demandOf reads past days; with sold-out days it looks behind them, as far as
// enough days were open.
func demandOf(days []protect.Day) protect.Demand {
	if slices.ContainsFunc(days, func(d protect.Day) bool { return d.Full }) {
		if e := protect.Unconstrain(days); len(e.Needs) == 0 {
			return e.Demand()
		}
	}
	return protect.FromCounts(column(days, func(d protect.Day) int { return d.Booked }))
}
