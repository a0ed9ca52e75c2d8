package insight

import (
	"net/url"
	"testing"

	"regulars/data/insight/cycle"
	"regulars/data/insight/demand"
)

// Each line of the table opens as many sales as it says, returns apart.
func TestDemandTableOpensItsOrders_000_19(t *testing.T) {
	s := sampleShop(t)
	s.show(PartDemand, "")
	for _, split := range []demand.Split{demand.Segment, demand.Purpose, demand.Weather} {
		s.page.ask(func(q *question) { q.split, q.by = split, demand.Weekday })
		purposes := 0
		for _, row := range s.page.answer.sheet.rows {
			key, err := url.ParseQuery(row.key)
			if err != nil {
				t.Fatal(err)
			}
			orders := row.cells[1]
			if split == demand.Segment {
				orders = row.cells[2]
				purposes += len(key["purpose"])
			}
			sales := 0
			for _, d := range s.listing(row.key).documents {
				sales += found(cycle.Row{Found: d.net > 0})
			}
			if sales != int(orders.value) {
				t.Errorf("%s: %d sales behind %s", row.key, sales, orders.text)
			}
		}
		if split == demand.Segment && purposes < 4 {
			t.Errorf("only %d lines say what they came for", purposes)
		}
	}
	days := s.page.answer.more[0]
	if len(days.rows) != 7 || len(days.columns) != 9 || days.rows[0].key != "" || s.listing(days.rows[1].key) == nil {
		t.Errorf("the days: %+v", days.rows)
	}
}

// A line of a kind of customers opens the sales of that kind at its peak, one
// without a cycle all of its sales.
func TestCyclesByKindOpenTheirSales_000_28(t *testing.T) {
	s := sampleShop(t)
	s.show(PartCycles, "")
	s.page.ask(func(q *question) { q.cycleOf.split = cycle.Segment })
	held, without := 0, 0
	for _, row := range s.page.answer.sheet.rows {
		key, _ := url.ParseQuery(row.key)
		l, orders := s.listing(row.key), int(row.cells[len(row.cells)-1].value)
		switch {
		case l == nil || len(l.documents) == 0:
			t.Errorf("nothing behind %s", row.key)
		case key.Get("cycle") != "":
			held++
			if len(l.documents) >= orders {
				t.Errorf("%s: %d of %d sales at the peak", row.key, len(l.documents), orders)
			}
		default:
			without++
			if len(l.documents) < orders {
				t.Errorf("%s: %d sales, the table says %d", row.key, len(l.documents), orders)
			}
		}
	}
	if held == 0 || without == 0 {
		t.Errorf("%d lines with a cycle, %d without", held, without)
	}
	for _, key := range []string{"group=nobody", "group=loyal&cycle=hour", "group=loyal&cycle=tide&slot=1"} {
		if s.show(PartCycles, key); s.page.listing != nil {
			t.Errorf("%s opened something", key)
		}
	}
}
