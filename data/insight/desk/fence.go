package desk

import (
	"slices"

	"regulars/data/crm"
)

// Wish is what somebody asks for, with what the fences of a rate look at.
type Wish struct {
	crm.Stay
	BookedOn crm.Date
	Tags     []crm.ID // of the customer
}

// Fence is why a rate is not for a wish.
type Fence string

// The fences.
const (
	FenceAdvance Fence = "advance"   // booked too late
	FenceFew     Fence = "min_units" // too few units
	FenceMany    Fence = "max_units" // too many units
	FenceDays    Fence = "days"      // a day of the week it is not for
	FenceTime    Fence = "time"      // an hour it is not for
	FenceTag     Fence = "tag"       // only for customers with a tag
)

// FenceOf is the first fence of a rate class that a wish does not pass; ""
// when it may have the rate. Every night of a stay must be on a day of the
// rate.
func FenceOf(c *crm.RateClass, w Wish) Fence {
	switch {
	case int(w.Start-w.BookedOn) < c.MinAdvance:
		return FenceAdvance
	case w.Units < c.MinUnits:
		return FenceFew
	case c.MaxUnits > 0 && w.Units > c.MaxUnits:
		return FenceMany
	case c.FromTime.Known() && w.From.Known() && w.From < c.FromTime, c.ToTime.Known() && w.From.Known() && w.From >= c.ToTime:
		return FenceTime
	case !c.Tag.IsZero() && !slices.Contains(w.Tags, c.Tag):
		return FenceTag
	}
	for d := w.Start; d <= max(w.Start, w.End-1); d++ {
		if !c.Days.Has(int(d.Weekday())) {
			return FenceDays
		}
	}
	return ""
}

// Rates lists the rate classes of a resource that are in use, by price, the
// highest first.
func Rates(classes []crm.RateClass, resource crm.ID) []crm.RateClass {
	var out []crm.RateClass
	for _, c := range classes {
		if c.Resource == resource && !c.Inactive {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b crm.RateClass) int { return int(b.Price - a.Price) })
	return out
}
