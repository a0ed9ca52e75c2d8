package action_test

import (
	"encoding/json"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/action"
	"regulars/data/insight/insighttest"
)

func rank(t testing.TB, s *facts.Snapshot, o action.Options) *action.Result {
	t.Helper()
	r, err := action.Rank(s, o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := json.Marshal(r); err != nil { // JSON knows neither NaN nor infinity
		t.Fatal(err)
	}
	return r
}

func of(r *action.Result, party int) *action.Action {
	at := slices.IndexFunc(r.Rows, func(a action.Action) bool { return a.ID == insighttest.PartyID(party) })
	if at < 0 {
		return nil
	}
	return &r.Rows[at]
}

// tenDays has 20 customers who buy for 20.00 at a cost of 8.00 every ten days,
// seven times. On day 130 customers 1, 2 and 15 to 20 have been silent for 24
// days. Of the others, silent for 9 days, 3 to 8 once took 25 days to come
// back, and 9 to 14 took 60.
func tenDays() *insighttest.Shop {
	shop := &insighttest.Shop{}
	shop.Customers(20)
	for party := 1; party <= 20; party++ {
		day, pause := 46, 10
		switch {
		case party >= 3 && party <= 8:
			pause = 25
		case party >= 9 && party <= 14:
			day, pause = 11, 60
		}
		for visit := range 7 {
			d := shop.Buy(party, insighttest.Day(day), 2000)
			d.Lines[0].UnitCost, d.Lines[0].CostKnown = 8*crm.PriceScale, true
			if day += 10; visit == 3 {
				day += pause - 10
			}
		}
	}
	return shop
}

// 12 waits lasted longer than 24 days at a usual gap of 10; 6 of them ended
// within the next 30 days. A purchase leaves 20.00 - 8.00: .5 x 12.00 = 6.00.
func TestRank_ArithmeticByHand_000_22(t *testing.T) {
	a := of(rank(t, tenDays().Snapshot(), action.Options{AsOf: insighttest.Day(130)}), 1)
	if a == nil || a.Kind != action.Quiet || a.Silence != 24 || a.Gap != 10 {
		t.Fatalf("%+v", a)
	}
	if a.Chance != 0.5 || a.ChanceN != 12 || a.Worth != 1200 || a.Basis != action.OwnMargin || a.Expected != 600 {
		t.Errorf("%+v", a)
	}
}

func TestRank_NobodyTwiceNorAtRest_000_22(t *testing.T) {
	day := insighttest.Day(130)
	earlier := func(state crm.SuggestionState, party int, on, until crm.Date) crm.Suggestion {
		return crm.Suggestion{Action: "quiet", Party: insighttest.PartyID(party), Day: on, State: state, Until: until}
	}
	shop := tenDays()
	shop.Records = append(shop.Records, &crm.Interaction{Meta: crm.Meta{ID: crm.ID{9}}, InteractionKind: crm.Call,
		Parties: []crm.ID{insighttest.PartyID(16)}, Date: day - action.Rest + 1})
	before := rank(t, shop.Snapshot(), action.Options{AsOf: day})
	r := rank(t, shop.Snapshot(), action.Options{AsOf: day, Earlier: []crm.Suggestion{
		earlier(crm.SuggestionDone, 1, day-3, day+11), earlier(crm.SuggestionSkipped, 2, day-20, day+1),
		earlier(crm.SuggestionSnoozed, 15, day-7, day), earlier(crm.SuggestionSkipped, 17, day-31, day-1),
	}})
	for _, c := range []struct {
		party int
		told  bool
	}{{1, false}, {2, false}, {15, true}, {16, false}, {17, true}, {18, true}} {
		if told := of(r, c.party) != nil; told != c.told {
			t.Errorf("customer %d told: %v, want %v", c.party, told, c.told)
		}
	}
	if of(before, 1) == nil || of(before, 16) != nil || r.Resting != 3 || before.Resting != 1 {
		t.Errorf("%d resting, before %d", r.Resting, before.Resting)
	}
}

func TestRank_CareIsForTheBestNobodySpokeTo_003_11(t *testing.T) {
	shop := &insighttest.Shop{}
	shop.Customers(4)
	for i, net := range []crm.Amount{100_000, 100_000, 500} {
		party := i + 1
		shop.Buy(party, insighttest.Day(0), net)
		shop.Buy(party, insighttest.Day(40), net)
	}
	shop.Buy(4, insighttest.Day(40), 400)
	call := &crm.Interaction{Meta: crm.Meta{ID: crm.ID{9}}, InteractionKind: crm.Call, Parties: []crm.ID{insighttest.PartyID(2)}, Date: insighttest.Day(80)}
	shop.Records = append(shop.Records, call)
	day := insighttest.Day(40 + action.CareAfter)
	r := rank(t, shop.Snapshot(), action.Options{AsOf: day})
	if a := of(r, 1); a == nil || a.Kind != action.Care || a.Contact != 0 {
		t.Errorf("the best customer: %+v", a)
	}
	if of(r, 2) != nil || of(r, 3) != nil {
		t.Error("one who was called, or one of little value, is on the list")
	}
	called := call.Date
	if a := of(rank(t, shop.Snapshot(), action.Options{AsOf: called + action.CareAfter}), 2); a == nil || a.Contact != called {
		t.Errorf("called long ago: %+v", a)
	}
	if a := of(rank(t, shop.Snapshot(), action.Options{AsOf: day - 1}), 1); a != nil {
		t.Errorf("too early: %+v", a)
	}
}

func TestRank_QuotesBySuccessOfEarlierOnes(t *testing.T) {
	shop := tenDays()
	quote := action.OpenQuote{ID: crm.ID{1}, Number: "Q1", Party: insighttest.PartyID(5), Date: insighttest.Day(106), Net: 50_000}
	o := action.Options{AsOf: insighttest.Day(130), Quotes: []action.OpenQuote{quote}, Won: 6, Decided: 10}
	a := of(rank(t, shop.Snapshot(), o), 5)
	if a == nil || a.Kind != action.Quote || a.Worth != 30_000 || a.Chance != 0.6 || a.Expected != 18_000 {
		t.Errorf("%+v", a)
	}
	o.Won, o.Decided = 5, 9
	if a := of(rank(t, shop.Snapshot(), o), 5); a.Expected != 0 || a.ChanceN != 0 || a.Worth != 30_000 {
		t.Errorf("nine quotes tell no chance: %+v", a)
	}
	o.Quotes[0].Date = o.AsOf - action.QuoteFrom + 1
	if a := of(rank(t, shop.Snapshot(), o), 5); a != nil && a.Kind == action.Quote {
		t.Error("asked about a quote of yesterday")
	}
}

func TestRank_ThinBooks(t *testing.T) {
	empty := &insighttest.Shop{}
	if r := rank(t, empty.Snapshot(), action.Options{}); len(r.Rows) != 0 || r.Needs[0].Code != insight.NeedSales {
		t.Errorf("empty: %+v", r)
	}
	once := &insighttest.Shop{}
	once.Customers(15)
	for i := 1; i <= 15; i++ {
		once.Buy(i, insighttest.Day(0), crm.Amount(100*(i%3-1))) // also zero and returns
	}
	if r := rank(t, once.Snapshot(), action.Options{AsOf: insighttest.Day(20 * 365)}); len(r.Rows) != 0 || r.Needs[0].Code != insight.NeedRepeat {
		t.Errorf("once: %+v", r)
	}
}

// Rows are ranked, one a customer, never worth less than nothing, and do not
// depend on the order of records.
func TestRank_Properties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		o := action.Options{AsOf: insighttest.Day(rapid.IntRange(-1, 900).Draw(t, "as of"))}
		a, err := action.Rank(shop.Snapshot(), o)
		b, err2 := action.Rank(shop.Shuffled(t), o)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		x, err := json.Marshal(a)
		y, _ := json.Marshal(b)
		if err != nil || string(x) != string(y) {
			t.Fatalf("%v\n%s\n%s", err, x, y)
		}
		seen := map[crm.ID]bool{}
		for i, row := range a.Rows {
			if seen[row.ID] || row.Chance < 0 || row.Chance > 1 || row.Expected < 0 || row.Expected > row.Worth || i > 0 && row.Expected > a.Rows[i-1].Expected {
				t.Fatalf("row %d: %+v", i, row)
			}
			seen[row.ID] = true
		}
	})
}

// The chances of those gone quiet, summed, against who came back: on a real
// shop, at four days.
func TestRank_ChancesHold_OnlineRetail(t *testing.T) {
	s := insighttest.OnlineRetail(t, false)
	for _, kind := range []action.Kind{action.Quiet, action.Second, action.Repurchase} {
		told, came, n := 0.0, 0, 0
		for _, day := range []crm.Date{crm.NewDate(2011, 7, 31), crm.NewDate(2011, 8, 31), crm.NewDate(2011, 9, 30), crm.NewDate(2011, 10, 31)} {
			var asked []crm.Suggestion
			for _, a := range rank(t, s, action.Options{AsOf: day}).Rows {
				if a.Kind == kind {
					told += a.Chance
					asked = append(asked, crm.Suggestion{Meta: crm.Meta{ID: a.ID}, Action: string(kind), Party: a.ID, Product: a.Product, Day: day, CheckOn: day + action.Window, State: crm.SuggestionDone})
				}
			}
			n += len(asked)
			for _, o := range action.Outcomes(s, asked, day+action.Window+1) {
				if o.Outcome == crm.OutcomeWorked {
					came++
				}
			}
		}
		t.Logf("%s: %d asked, %.0f foretold, %d came", kind, n, told, came)
		if off := told / float64(came); n < 100 || off < 0.6 || off > 1.6 {
			t.Errorf("%s: %d asked, %.0f foretold, %d came", kind, n, told, came)
		}
	}
}
