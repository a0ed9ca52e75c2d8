package lifetime

import (
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// Happened counts the orders after an earlier day, up to the day until, of
// each party that had ordered by then; -1 of all others. It is what a look
// ahead from the earlier day spoke of.
func Happened(s *facts.Snapshot, earlier, until crm.Date) []int {
	h := read(s, until, insight.Reading{})
	cut := h.until(earlier)
	orders := make([]int, len(s.Party.ID))
	for p := range orders {
		orders[p] = -1
	}
	for i, n := range h.ordersSince(cut) {
		orders[cut.customers[i].party] = n
	}
	return orders
}
