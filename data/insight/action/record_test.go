package action_test

import (
	"math"
	"testing"

	"regulars/data/crm"
	"regulars/data/insight/action"
	"regulars/data/insight/insighttest"
)

func suggestion(n int, party int, day int) crm.Suggestion {
	return crm.Suggestion{Meta: crm.Meta{ID: crm.ID{15: byte(n)}}, Action: string(action.Repurchase), Party: insighttest.PartyID(party), State: crm.SuggestionDone,
		Day: insighttest.Day(day), CheckOn: insighttest.Day(day + action.Window)}
}

// The result is recorded against the offer: what was due was bought or not,
// and so was the product offered with it.
func TestOutcomes_RecordedAgainstTheOffer_003_13(t *testing.T) {
	shop := &insighttest.Shop{}
	shop.Customers(6)
	for n := 1; n <= 2; n++ {
		shop.Records = append(shop.Records, &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(n)}, Name: "it"})
	}
	buy := func(party, day, product int) crm.ID {
		d := shop.Buy(party, insighttest.Day(day), 1000)
		d.Lines[0].Product = insighttest.ProductID(product)
		return d.ID
	}
	first, both := buy(1, 12, 1), buy(2, 40, 1)
	buy(1, 13, 1)
	buy(2, 20, 2)
	buy(3, 15, 2) // the offer, but not what was due
	buy(4, 10, 1) // on the very day, so not because of it
	buy(5, 41, 1) // too late
	var all []crm.Suggestion
	for party := 1; party <= 6; party++ {
		x := suggestion(party, party, 10)
		x.Product, x.Offered = insighttest.ProductID(1), insighttest.ProductID(2)
		if party == 6 {
			x.State = crm.SuggestionSnoozed
		}
		all = append(all, x)
	}
	s := shop.Snapshot()
	want := []action.Outcome{
		{ID: all[0].ID, Outcome: crm.OutcomeWorked, Document: first},
		{ID: all[1].ID, Outcome: crm.OutcomeWorked, Document: both, OfferTaken: true},
		{ID: all[2].ID, Outcome: crm.OutcomeNothing, OfferTaken: true},
		{ID: all[3].ID, Outcome: crm.OutcomeNothing}, {ID: all[4].ID, Outcome: crm.OutcomeNothing},
	}
	got := action.Outcomes(s, all, insighttest.Day(41))
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i, w := range want {
		if got[i] != w {
			t.Errorf("%d: %+v, want %+v", i, got[i], w)
		}
	}
	// Before the time is up only what has worked in full is told.
	if early := action.Outcomes(s, all, insighttest.Day(40)); len(early) != 1 || early[0] != want[1] {
		t.Errorf("on the last day: %+v", early)
	}
	all[0].Outcome = crm.OutcomeWorked
	if again := action.Outcomes(s, all[:1], insighttest.Day(41)); len(again) != 0 {
		t.Errorf("told twice: %+v", again)
	}
}

// Newcombe's 1998 example: 56 of 70 against 48 of 80 differ by .2, from .0524
// to .3339 by his method 10.
func TestTallies_UpliftPublished_003_13(t *testing.T) {
	var all []crm.Suggestion
	add := func(state crm.SuggestionState, worked, n int) {
		for i := range n {
			x := suggestion(i, 1, 0)
			x.State, x.Outcome = state, crm.OutcomeNothing
			if i < worked {
				x.Outcome = crm.OutcomeWorked
			}
			all = append(all, x)
		}
	}
	add(crm.SuggestionDone, 56, 70)
	add(crm.SuggestionSkipped, 48, 80)
	x := action.Tallies(all)[1]
	if x.Kind != action.Repurchase || x.Worked != 56 || x.Tried != 70 || x.Came != 48 || x.Skipped != 80 || x.Uplift == nil {
		t.Fatalf("%+v", x)
	}
	if u := x.Uplift; math.Abs(u.Difference-.2) > 1e-9 || math.Abs(u.Low-.0524) > 5e-5 || math.Abs(u.High-.3339) > 5e-5 {
		t.Errorf("%+v", u)
	}
	all = all[:70+action.LeastUplift-1]
	if x := action.Total(action.Tallies(all)); x.Uplift != nil || x.Skipped != action.LeastUplift-1 || x.Tried != 70 {
		t.Errorf("too few skipped: %+v", x)
	}
	waits := suggestion(1, 1, 0)
	if x := action.Tallies([]crm.Suggestion{waits})[1]; x.Pending != 1 || x.Tried != 0 {
		t.Errorf("before its time: %+v", x)
	}
}

func TestReach(t *testing.T) {
	day := insighttest.Day(0)
	phone, mail := crm.NewPhone("0912345678", "VN"), crm.NewEmail("lan@example.com")
	for name, c := range map[string]struct {
		party crm.Party
		want  action.Way
		none  bool
	}{
		"preferred":         {party: crm.Party{PreferredChannel: crm.ChannelEmail, Points: []crm.ContactPoint{phone, mail}}, want: action.Way{Channel: crm.ChannelEmail}},
		"phone first":       {party: crm.Party{Points: []crm.ContactPoint{mail, phone}}, want: action.Way{Channel: crm.ChannelPhone}},
		"no address for it": {party: crm.Party{PreferredChannel: crm.ChannelEmail, Points: []crm.ContactPoint{phone}}, want: action.Way{Channel: crm.ChannelPhone, Preferred: crm.ChannelEmail}},
		"forbidden": {party: crm.Party{PreferredChannel: crm.ChannelPhone, Points: []crm.ContactPoint{phone, mail}, DoNotContact: map[crm.Channel]crm.Date{crm.ChannelPhone: day, crm.ChannelSMS: day}},
			want: action.Way{Channel: crm.ChannelEmail, Preferred: crm.ChannelPhone, Forbidden: true}},
		"not yet":   {party: crm.Party{Points: []crm.ContactPoint{phone}, DoNotContact: map[crm.Channel]crm.Date{crm.ChannelPhone: day + 1}}, want: action.Way{Channel: crm.ChannelPhone}},
		"next time": {want: action.Way{Channel: crm.ChannelInPerson}},
		"never":     {party: crm.Party{DoNotContact: map[crm.Channel]crm.Date{crm.ChannelInPerson: 1}}, none: true},
	} {
		if got, ok := action.Reach(&c.party, day); got != c.want || ok == c.none {
			t.Errorf("%s: %+v %v", name, got, ok)
		}
	}
}
