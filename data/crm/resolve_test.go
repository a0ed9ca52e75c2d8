package crm_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
)

// TestPriceOrder_004_01: with any set of lists the price is that of the first
// rule in the order customer, tag, group, all, product, and of the highest
// priority within a rule, whatever the order of the lists.
func TestPriceOrder_004_01(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ann := &crm.Party{Meta: crm.Meta{ID: crm.ID{1}}, Tags: []crm.ID{{7}}, Group: "Cafe"}
		tea := &crm.Product{Meta: crm.Meta{ID: crm.ID{9}}, Prices: []crm.DatedPrice{{Price: 500}}}
		var lists []crm.PriceList
		wantRank, wantPriority, want := 4, 0, crm.Price(500)
		for n := range rapid.IntRange(0, 8).Draw(t, "lists") {
			rank, mine := rapid.IntRange(0, 3).Draw(t, "rule"), rapid.Bool().Draw(t, "mine")
			l := crm.PriceList{Meta: crm.Meta{ID: crm.ID{20, byte(n)}}, Priority: rapid.IntRange(0, 2).Draw(t, "priority"), Inactive: rapid.IntRange(0, 4).Draw(t, "off") == 0,
				Entries: []crm.PriceEntry{{Product: tea.ID, Price: crm.Price(1000 + n)}}}
			switch who := byte(8); {
			case rank == 0 && mine:
				l.Party = ann.ID
			case rank == 0:
				l.Party = crm.ID{who}
			case rank == 1 && mine:
				l.Tag = ann.Tags[0]
			case rank == 1:
				l.Tag = crm.ID{who}
			case rank == 2 && mine:
				l.Group = ann.Group
			case rank == 2:
				l.Group = "Home"
			}
			applies := !l.Inactive && (mine || rank == 3)
			if applies && (rank < wantRank || rank == wantRank && l.Priority > wantPriority) {
				wantRank, wantPriority, want = rank, l.Priority, l.Entries[0].Price
			}
			lists = append(lists, l)
		}
		rules := []crm.PriceRule{crm.PriceOfParty, crm.PriceOfTag, crm.PriceOfGroup, crm.PriceOfAll, crm.PriceOfProduct}
		price, rule, by, ok := crm.ResolvePrice(rapid.Permutation(slices.Clone(lists)).Draw(t, "order"), ann, tea, crm.NewDate(2026, 1, 1), crm.QuantityScale)
		if !ok || price != want || rule != rules[wantRank] || (by == nil) != (wantRank == 4) {
			t.Fatalf("%d by %s, want %d by %s", price, rule, want, rules[wantRank])
		}
	})
}

// Quantity, dates, per cent, and a list that says nothing of the product.
func TestPriceEntries_004_01(t *testing.T) {
	tea := &crm.Product{Meta: crm.Meta{ID: crm.ID{9}}, Prices: []crm.DatedPrice{{Price: 1005}}}
	march := crm.NewDate(2026, 3, 1)
	l := crm.PriceList{Entries: []crm.PriceEntry{{Percent: 10}, {Product: tea.ID, Price: 800, From: march, To: march + 9}, {Product: tea.ID, Price: 700, MinQty: 12 * crm.QuantityScale, From: march},
		{Product: crm.ID{5}, Price: 1}}}
	for _, c := range []struct {
		day  crm.Date
		q    int64
		want crm.Price
	}{{march - 1, 1, 904}, {march, 1, 800}, {march + 9, 11, 800}, {march + 10, 1, 904}, {march, 12, 700}, {march + 99, 12, 700}} {
		if got, ok := l.PriceOf(tea, c.day, crm.Quantity(c.q*crm.QuantityScale)); !ok || got != c.want {
			t.Errorf("%s, %d: %d, want %d", c.day, c.q, got, c.want)
		}
	}
	if _, ok := l.PriceOf(&crm.Product{Meta: crm.Meta{ID: crm.ID{6}}}, march, crm.QuantityScale); ok {
		t.Error("per cent off no price")
	}
	// Walk-ins have only what is for all.
	l.Group = "Cafe"
	if price, rule, _, ok := crm.ResolvePrice([]crm.PriceList{l}, nil, tea, march, crm.QuantityScale); !ok || price != 1005 || rule != crm.PriceOfProduct {
		t.Error(price, rule, ok)
	}
}
