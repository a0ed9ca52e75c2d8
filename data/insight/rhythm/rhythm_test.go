package rhythm_test

import (
	"encoding/json"
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/rhythm"
)

// Customer 1 buys every 10 days and has been silent for 21; customer 2 every
// 10 and silent for 20; customer 3 bought on two days only; customer 4 came
// often and is worth more.
func quietShop() *insighttest.Shop {
	var shop insighttest.Shop
	shop.Customers(4)
	for _, day := range []int{0, 10, 20, 20, 30} {
		shop.Buy(1, insighttest.Day(day+49), 100)
		shop.Buy(2, insighttest.Day(day+50), 100)
	}
	shop.Buy(3, insighttest.Day(0), 100)
	shop.Buy(3, insighttest.Day(1), 100)
	for day := range 5 {
		shop.Buy(4, insighttest.Day(day+60), 1000)
	}
	shop.Buy(4, insighttest.Day(90), -1000)
	return &shop
}

func TestGoneQuiet_ByHand(t *testing.T) {
	a, err := rhythm.GoneQuiet(quietShop().Snapshot(), rhythm.Options{AsOf: insighttest.Day(100)})
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Rows) != 2 || a.N != 3 || a.Coverage != .75 {
		t.Fatalf("%+v", a)
	}
	four, one := a.Rows[0], a.Rows[1]
	// The return after the last purchase is no purchase and outside the year up to it.
	if four.ID != insighttest.PartyID(4) || four.MedianGap != 1 || four.Silence != 36 || four.AtStake != 5000 {
		t.Errorf("%+v", four)
	}
	if one.ID != insighttest.PartyID(1) || one.Purchases != 4 || one.MedianGap != 10 || one.Factor != 2.1 || one.AtStake != 500 {
		t.Errorf("%+v", one)
	}
	a, _ = rhythm.GoneQuiet(quietShop().Snapshot(), rhythm.Options{AsOf: insighttest.Day(100), Factor10: 15, MaxSilence: 30})
	if len(a.Rows) != 2 || a.Rows[0].ID != insighttest.PartyID(1) || a.Rows[1].ID != insighttest.PartyID(2) {
		t.Errorf("at one and a half, not longer than 30 days: %+v", a.Rows)
	}
}

func TestGoneQuiet_AgreesWithHabits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		s := shop.Snapshot()
		o := rhythm.Options{AsOf: insighttest.Day(rapid.IntRange(-1, 900).Draw(t, "as of")), MinSilence: -1}
		a, err := rhythm.GoneQuiet(s, o)
		b, err2 := rhythm.GoneQuiet(shop.Shuffled(t), o)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		x, _ := json.Marshal(a)
		y, _ := json.Marshal(b)
		if string(x) != string(y) {
			t.Fatalf("\n%s\n%s", x, y)
		}
		quiet := map[int32]rhythm.Quiet{}
		for _, q := range a.Rows {
			quiet[q.Party] = q
		}
		withRhythm := 0
		for p := range s.Party.ID {
			h := rhythm.HabitsOf(s, o.AsOf, int32(p))
			checkHabits(t, s, h, int32(p))
			if h.Days >= rhythm.MinDays && s.Party.Live[p] {
				withRhythm++
				if q, is := quiet[int32(p)]; is != (float64(h.Silence) > 2*h.MedianGap) || is && (q.Factor != h.Factor || q.Last != h.Last) {
					t.Fatalf("%+v\n%+v", q, h)
				}
			}
		}
		if withRhythm != a.N {
			t.Fatalf("%d customers with a rhythm, want %d", a.N, withRhythm)
		}
	})
}

// checkHabits counts once more, simply.
func checkHabits(t *rapid.T, s *facts.Snapshot, h rhythm.Habits, party int32) {
	if _, err := json.Marshal(h); err != nil {
		t.Fatal(err)
	}
	orders, net := 0, crm.Amount(0)
	days := map[crm.Date]bool{}
	for i := range s.Doc.ID {
		if s.Doc.Party[i] != party || !insight.Counted(s, i, 0, h.AsOf) {
			continue
		}
		sum := insight.Reading{}.Of(s, i)
		net += sum.Value
		if sum.Purchase {
			orders++
			days[s.Doc.Date[i]] = true
		}
	}
	if h.Orders != orders || h.Days != len(days) || h.Net != net || h.SpendLow > h.SpendMedian || h.SpendMedian > h.SpendHigh || h.PriceLow > h.PriceHigh {
		t.Fatalf("%+v, want %d orders on %d days, %d", h, orders, len(days), net)
	}
}

// Two packets of tea every other Friday, once three; a cup on one occasion.
func TestHabitsOf_ByHand(t *testing.T) {
	var shop insighttest.Shop
	shop.Customers(1)
	shop.Records = append(shop.Records, &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(1)}, Name: "Tea"},
		&crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(2)}, Name: "Cup"})
	for i, day := range []int{4, 18, 32, 46, 61} { // the last is a Saturday
		d := shop.Buy(1, insighttest.Day(day), crm.Amount(1000+100*i))
		d.Lines[0].Product, d.Lines[0].Quantity = insighttest.ProductID(1), 2*crm.QuantityScale
		if i == 2 {
			d.Lines[0].Quantity = 3 * crm.QuantityScale
			d.Lines = append(d.Lines, crm.Line{Product: insighttest.ProductID(2), Quantity: crm.QuantityScale, Net: 5000})
		}
	}
	h := rhythm.HabitsOf(shop.Snapshot(), insighttest.Day(75), 0)
	if h.MedianGap != 14 || h.MeanGap != 14.25 || h.Weekday != time.Friday || h.WeekdayShare != .8 || h.Silence != 14 {
		t.Errorf("when: %+v", h)
	}
	if h.ProductName != "Tea" || h.Quantity != 2*crm.QuantityScale || h.ProductOrders != 5 || h.Coverage != 1 {
		t.Errorf("what: %+v", h)
	}
	// 5.00, 5.50, 4.00 (three for 12.00), 6.50 and 7.00 a packet.
	if h.PriceLow != 50000 || h.PriceHigh != 65000 || !h.Mostly() {
		t.Errorf("price %s to %s, mostly %t", h.PriceLow, h.PriceHigh, h.Mostly())
	}
	// Spends 1000 1100 1300 1400 6200.
	if h.SpendLow != 1100 || h.SpendMedian != 1300 || h.SpendHigh != 1400 {
		t.Errorf("how much: %+v", h)
	}
}

func TestHabitsOf_NoRhythmYet(t *testing.T) {
	var shop insighttest.Shop
	shop.Customers(2)
	shop.Buy(1, insighttest.Day(0), 100)
	s := shop.Snapshot()
	for party, want := range map[int32]insight.Need{0: {Code: insight.NeedPurchases, Count: 2}, 1: {Code: insight.NeedSales, Count: 1}, 99: {Code: insight.NeedSales, Count: 1}, facts.None: {Code: insight.NeedSales, Count: 1}} {
		h := rhythm.HabitsOf(s, insighttest.Day(30), party)
		if _, err := json.Marshal(h); err != nil || !slices.Contains(h.Needs, want) || h.Factor != 0 {
			t.Errorf("party %d: %+v, %v", party, h, err)
		}
	}
}

func TestGoneQuiet_EdgeShops(t *testing.T) {
	var empty, once insighttest.Shop
	once.Customers(1)
	once.Buy(1, insighttest.Day(0), 100)
	for want, shop := range map[string]insighttest.Shop{insight.NeedSales: empty, insight.NeedRepeat: once} {
		a, err := rhythm.GoneQuiet(shop.Snapshot(), rhythm.Options{AsOf: insighttest.Day(9)})
		if _, bad := json.Marshal(a); err != nil || bad != nil || a.Needs[0].Code != want || len(a.Rows) != 0 {
			t.Errorf("%s: %+v, %v", want, a, err)
		}
	}
	if _, err := rhythm.GoneQuiet(empty.Snapshot(), rhythm.Options{Factor10: 5}); !errors.Is(err, insight.ErrOptions) {
		t.Errorf("factor .5: %v", err)
	}
}
