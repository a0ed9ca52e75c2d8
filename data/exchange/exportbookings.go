package exchange

import (
	"cmp"
	"iter"
	"slices"
	"strconv"

	"regulars/data/book"
	"regulars/data/crm"
)

// bookings are in the order of their days; what is booked goes by its name.
func (x *exporter) bookings(b book.Reader) ([]string, iter.Seq[[]string], error) {
	header := []string{"Booking number", "Resource", "Arrival", "Departure", "Start time", "End time", "Units", "People", "Total", "Rate name", "Status",
		"Cancelled on", "Booked on", "Segment", "Channel", "Group", "Customer ID", "Customer name", "Notes"}
	list, err := book.List[crm.Booking](b)
	if err != nil {
		return nil, nil, err
	}
	names := map[crm.ID]string{}
	err = book.Each(b, func(r *crm.Resource) bool { names[r.ID] = r.Name; return true })
	if err == nil {
		err = book.Each(b, func(c *crm.RateClass) bool { names[c.ID] = c.Name; return true })
	}
	if err != nil {
		return nil, nil, err
	}
	settings, err := book.Get[crm.Settings](b, crm.SettingsID)
	if err != nil {
		return nil, nil, err
	}
	slices.SortFunc(list, func(a, b *crm.Booking) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.StartTime, b.StartTime), cmp.Compare(names[a.Resource], names[b.Resource]),
			cmp.Compare(a.BookedOn, b.BookedOn), cmp.Compare(a.ExternalID, b.ExternalID), cmp.Compare(a.Net, b.Net), cmp.Compare(a.Status, b.Status))
	})
	exp := crm.Exponent(settings.BaseCurrency)
	rows := func(yield func([]string) bool) {
		for _, k := range list {
			p := x.parties[k.Party]
			if !yield([]string{k.ExternalID, names[k.Resource], k.Start.String(), k.End.String(), k.StartTime.String(), k.EndTime.String(), strconv.Itoa(k.Units),
				numberText(k.PartySize), crm.FormatDecimal(int64(k.Net), exp), names[k.RateClass], string(k.Status), k.EndedOn.String(), k.BookedOn.String(),
				k.Segment, string(k.Channel), k.Group, partyNumber(p), partyName(p), k.Note}) {
				return
			}
		}
	}
	return header, rows, nil
}

// numberText is empty for what was not told.
func numberText(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
