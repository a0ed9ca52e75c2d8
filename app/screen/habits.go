package screen

import (
	"math"

	"regulars/app/i18n"
	"regulars/data/insight/rhythm"
)

// HabitText is one sentence on how somebody buys: what and how much, how
// often, on which day and at which prices. Before there is a rhythm it says
// what is known; "" without any purchase.
func HabitText(h rhythm.Habits) string {
	if h.Orders == 0 {
		return ""
	}
	args := i18n.Args{"Quantity": i18n.Quantity(h.Quantity), "Product": h.ProductName, "Day": i18n.Weekday(h.Weekday), "Last": i18n.Date(h.Last),
		"Gap": gapText(int(math.Round(h.MedianGap))), "Low": i18n.Price(h.PriceLow, h.Currency), "High": i18n.Price(h.PriceHigh, h.Currency)}
	args["Part"], args["All"] = i18n.Integer(int64(h.ProductOrders)), i18n.Integer(int64(h.Orders))
	named := h.ProductName != ""
	if h.Days < rhythm.MinDays {
		end := "habit_end"
		if named {
			end = "habit_few_product"
		}
		return i18n.N("brief.habit_few", h.Orders, args) + bt(end, args)
	}
	usual := named && 2*h.ProductOrders >= h.Orders // the gap is that of the product as well
	text := bt("habit_comes", args)
	if usual {
		text = bt("habit_buys", args)
	}
	text += bt("habit_every", args)
	if h.Mostly() {
		text += bt("habit_day", args)
	}
	if named && !usual {
		text += bt("habit_often", args)
	}
	switch {
	case !named:
		return text + bt("habit_end", args)
	case h.PriceLow == h.PriceHigh:
		return text + bt("habit_price", args)
	}
	return text + bt("habit_prices", args)
}

func bt(key string, args i18n.Args) string { return i18n.T("brief."+key, args) }

// exactTo is the longest gap told in days rather than weeks or months.
const exactTo = 60

func gapText(days int) string {
	if days <= exactTo {
		return i18n.N("format.span_days", days)
	}
	return i18n.Days(days)
}
