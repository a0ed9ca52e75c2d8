package main

import (
	"fmt"
	"strings"
	"testing"

	"regulars/data/crm"
)

// 000-28: two places and sales without one, as they come from a file; --json
// stays as it is.
func TestContract_Sites_000_28(t *testing.T) {
	p := newPlace(t)
	var rows strings.Builder
	rows.WriteString("Order number,Order date,Store,Customer,Product name,Quantity,Unit price,Unit cost\n")
	first := crm.NewDate(2024, 1, 1)
	for day := range 112 {
		store, cost := "Quay", "2.00"
		switch day % 7 {
		case 5:
			store = "Market"
		case 6:
			store, cost = "", ""
		}
		for sale := range 1 + day/56 + 3*(day%7/5) {
			fmt.Fprintf(&rows, "%d-%d,%s,%s,Customer %d,Tea,%d,%d.50,%s\n", day, sale, first+crm.Date(day), store, (day+sale)%9, 1+sale%2, 3+day%7, cost)
		}
	}
	p.write("stores.csv", rows.String())
	p.ok("import", p.path("stores.csv"))
	p.golden("ask-sites", p.ok("ask", "sites", "--window", "56", "--json"))
	text := p.ok("ask", "sites", "--window", "56")
	for _, want := range []string{"Quay", "Market", "(no place given)", "all ", "higher than elsewhere", "before:"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}
