package main

import (
	"fmt"
	"slices"
	"strings"

	"regulars/data/crm"
)

func money(a crm.Amount, currency string) string {
	return crm.Money{Amount: a, Currency: currency}.String()
}

// counts writes "3 party, 2 product", in order of the names.
func counts(m map[string]int) string {
	if len(m) == 0 {
		return "nothing"
	}
	parts := make([]string, 0, len(m))
	for k, n := range m {
		parts = append(parts, fmt.Sprintf("%d %s", n, k))
	}
	slices.SortFunc(parts, func(a, b string) int {
		_, x, _ := strings.Cut(a, " ")
		_, y, _ := strings.Cut(b, " ")
		return strings.Compare(x, y)
	})
	return strings.Join(parts, ", ")
}
