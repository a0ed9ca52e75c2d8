package screen_test

import (
	"testing"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/crm"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/rhythm"
)

// Two tins of powder every third Friday for 18 to 22, as in the example.
func TestHabitText_003_12(t *testing.T) {
	i18n.Set("en")
	var shop insighttest.Shop
	shop.Customers(1)
	powder := &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(1)}, Name: "Powder 900 g"}
	shop.Records = append(shop.Records, powder)
	want := []string{
		"Bought once so far, on 1 Mar 2024: 2 × Powder 900 g.",
		"Bought 2 times so far, last on 22 Mar 2024: 2 × Powder 900 g.",
		"Buys 2 × Powder 900 g about every 21 days, mostly on Friday, at €18.00 to €20.00 each.",
		"Buys 2 × Powder 900 g about every 21 days, mostly on Friday, at €18.00 to €20.00 each.",
		"Buys 2 × Powder 900 g about every 21 days, mostly on Friday, at €19.00 to €21.00 each.",
	}
	for i, text := range want {
		d := shop.Buy(1, insighttest.Day(4+21*i), crm.Amount(3600+200*i)) // the day of Day(4) is a Friday
		d.Lines[0].Product, d.Lines[0].Quantity = powder.ID, 2*crm.QuantityScale
		h := rhythm.HabitsOf(shop.Snapshot(), 0, 0)
		if got := screen.HabitText(h); got != text {
			t.Errorf("after %d purchases: %q, want %q", i+1, got, text)
		}
	}
	for i := range 6 { // of other goods, without a name
		shop.Buy(1, insighttest.Day(109+21*i), 100)
	}
	h := rhythm.HabitsOf(shop.Snapshot(), 0, 0)
	if got, text := screen.HabitText(h), "Buys about every 21 days, mostly on Friday; most often 2 × Powder 900 g, in 5 of 11 purchases, at €19.00 to €21.00 each."; got != text {
		t.Errorf("%q, want %q", got, text)
	}
	if got := screen.HabitText(rhythm.Habits{}); got != "" {
		t.Errorf("of nobody: %q", got)
	}
}
