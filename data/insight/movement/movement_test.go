package movement_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/lifecycle"
	"regulars/data/insight/movement"
	"regulars/data/insight/rfm"
	"regulars/data/insight/value"
)

// drawOptions draws a question; a group is whoever has an even name.
func drawOptions(t *rapid.T, s *facts.Snapshot) movement.Options {
	o := movement.Options{Of: rapid.SampledFrom([]movement.Of{movement.Segments, movement.Value, movement.Stages, movement.Group}).Draw(t, "of"), Window: rapid.SampledFrom([]int{0, 90}).Draw(t, "window")}
	o.From = insighttest.Day(rapid.IntRange(0, 600).Draw(t, "from"))
	o.To = o.From + crm.Date(rapid.IntRange(1, 300).Draw(t, "days"))
	o.Basis = rapid.SampledFrom([]insight.Basis{insight.Revenue, insight.Margin}).Draw(t, "basis")
	o.Returns = rapid.SampledFrom([]insight.Returns{insight.Net, insight.Ignore}).Draw(t, "returns")
	for _, id := range s.Party.ID {
		o.Was, o.Is = append(o.Was, id[15]%2 == 0), append(o.Is, id[15]%3 == 0)
	}
	return o
}

// Every customer is in one cell, and the money of all cells and the rest is
// the shop's, to the cent, in any order of the records.
func TestAsk_B20_AddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := insighttest.Draw(t)
		s := shop.Snapshot()
		o := drawOptions(t, s)
		r, err := movement.Ask(context.Background(), s, o)
		if err != nil {
			t.Fatal(err)
		}
		cells, before, between := 0, crm.Amount(0), crm.Amount(0)
		for _, c := range r.Rows {
			cells, before, between = cells+c.Customers, before+c.Before, between+c.Between
			if !slices.Contains(r.States, c.From) || !slices.Contains(r.States, c.To) || c.From == c.To && c.To == movement.NotYet {
				t.Fatalf("%+v", c)
			}
		}
		if cells != r.N || len(r.Moves) != r.N || between+r.Rest != r.Total || r.Coverage < 0 || r.Coverage > 1 {
			t.Fatalf("%d in cells of %d, %d + %d of %d", cells, r.N, between, r.Rest, r.Total)
		}
		checkMoney(t, s, o, r)
		checkStates(t, s, o, r)
		other := shop.Shuffled(t)
		if o.Of == movement.Group { // by column, so by order
			return
		}
		again, err := movement.Ask(context.Background(), other, o)
		one, err1 := json.Marshal([]any{r, r.Moves})
		two, err2 := json.Marshal([]any{again, again.Moves})
		if err != nil || err1 != nil || err2 != nil || string(one) != string(two) {
			t.Fatalf("%s\n%s", one, two)
		}
	})
}

// checkMoney adds the money up again, document by document.
func checkMoney(t *rapid.T, s *facts.Snapshot, o movement.Options, r *movement.Result) {
	total, own := crm.Amount(0), map[int32][2]crm.Amount{}
	for doc, p := range s.Doc.Party {
		v, d, m := o.Reading.Of(s, doc).Value, s.Doc.Date[doc], own[p]
		switch {
		case insight.Counted(s, doc, o.From+1, o.To):
			total += v
			m[1] += v
		case insight.Counted(s, doc, o.From-(o.To-o.From)+1, o.From) && d > 0:
			m[0] += v
		}
		own[p] = m
	}
	if total != r.Total {
		t.Fatalf("total %d, want %d", r.Total, total)
	}
	for _, m := range r.Moves {
		if own[m.Party] != [2]crm.Amount{m.Before, m.Between} {
			t.Fatalf("%+v, want %v", m, own[m.Party])
		}
	}
}

// checkStates compares the states with those the questions give on each day.
func checkStates(t *rapid.T, s *facts.Snapshot, o movement.Options, r *movement.Result) {
	on := func(day crm.Date) []string {
		if o.Of == movement.Value {
			x, err := value.Classify(s, value.Options{AsOf: day, Window: o.Window, Reading: o.Reading})
			if err != nil {
				t.Fatal(err)
			}
			return x.Labels(len(s.Party.ID))
		}
		if o.Of == movement.Stages {
			x, err := lifecycle.Ask(context.Background(), s, lifecycle.Options{AsOf: day, Reading: o.Reading})
			if err != nil {
				t.Fatal(err)
			}
			labels := make([]string, len(s.Party.ID))
			for _, c := range x.Customers {
				if c.Stage != lifecycle.Prospect {
					labels[c.Party] = string(c.Stage)
				}
			}
			return labels
		}
		x, err := rfm.Score(s, rfm.Options{AsOf: day, Window: o.Window, Reading: o.Reading})
		if err != nil {
			t.Fatal(err)
		}
		return x.Labels(len(s.Party.ID))
	}
	if o.Of == movement.Group {
		for _, m := range r.Moves {
			if (m.From == movement.In) != o.Was[m.Party] || (m.To == movement.In) != o.Is[m.Party] {
				t.Fatalf("%+v", m)
			}
		}
		return
	}
	was, is, n := on(o.From), on(o.To), 0
	moves := map[int32]movement.Move{}
	for _, m := range r.Moves {
		moves[m.Party] = m
	}
	for p := range was {
		m, ok := moves[int32(p)]
		if is[p] != "" && (!ok || string(m.To) != is[p]) || was[p] != "" && (!ok || string(m.From) != was[p]) {
			t.Fatalf("party %d: %+v, was %q, is %q", p, m, was[p], is[p])
		}
		if ok {
			n++
		}
	}
	if n != r.N {
		t.Fatalf("%d of %d", n, r.N)
	}
}

// Ten customers of 30 days apart: one stops, one comes more often, one is new.
func TestAsk_ByHand(t *testing.T) {
	var shop insighttest.Shop
	shop.Customers(4)
	shop.Buy(1, insighttest.Day(0), 1000) // high, and then nothing
	shop.Buy(2, insighttest.Day(1), 10)
	shop.Buy(2, insighttest.Day(20), 9000) // low, then high
	shop.Buy(3, insighttest.Day(15), 100)  // comes in between
	shop.Buy(0, insighttest.Day(16), 7)    // a walk-in
	shop.Buy(4, insighttest.Day(40), 100)  // comes later
	r, err := movement.Ask(context.Background(), shop.Snapshot(), movement.Options{From: insighttest.Day(10), To: insighttest.Day(30), Of: movement.Value})
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, c := range r.Rows {
		got += fmt.Sprintf("%s>%s %s %d %d %d; ", c.From, c.To, c.Kind, c.Customers, c.Before, c.Between)
	}
	want := "high>ordinary worse 1 1000 0; low>high better 1 10 9000; not_yet>low arrived 1 0 100; "
	if got != want || r.N != 3 || r.Total != 9107 || r.Rest != 7 || *r.Good != r.Rows[1] || *r.Bad != r.Rows[0] {
		t.Errorf("%s, want %s\n%+v", got, want, r)
	}
	r, err = movement.Ask(context.Background(), shop.Snapshot(), movement.Options{From: insighttest.Day(10), Of: movement.Group,
		Was: []bool{true, false, false, false}, Is: []bool{false, true, false, false}})
	if err != nil || r.AsOf != insighttest.Day(40) || r.Good.From != movement.Out || r.Bad.To != movement.Out || r.N != 4 {
		t.Errorf("%v %+v", err, r)
	}
}

func TestAsk_WhatCannotBeAsked(t *testing.T) {
	var shop insighttest.Shop
	shop.Customers(1)
	empty := shop.Snapshot()
	shop.Buy(1, insighttest.Day(0), 100)
	s, day := shop.Snapshot(), insighttest.Day(0)
	for _, o := range []movement.Options{{}, {From: day}, {From: day + 1, To: day}, {From: day - 1, Of: "mood"}, {From: day - 1, Of: movement.Group}, {From: day - 1, Window: -1},
		{From: day - 1, Of: movement.Value, HighShare: 200, OrdinaryShare: 300}} {
		if _, err := movement.Ask(context.Background(), s, o); !errors.Is(err, insight.ErrOptions) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	r, err := movement.Ask(context.Background(), s, movement.Options{From: day - 1, To: day})
	if err != nil || !slices.Equal(r.Needs, []insight.Need{{Code: insight.NeedEarlierHistory, Count: 1}}) {
		t.Errorf("%v %+v", err, r)
	}
	r, err = movement.Ask(context.Background(), empty, movement.Options{From: day, To: day + 1})
	if err != nil || r.N != 0 || len(r.Rows) != 0 || r.Needs[0].Code != insight.NeedSales {
		t.Errorf("%v %+v", err, r)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := movement.Ask(ctx, s, movement.Options{From: day - 1}); !errors.Is(err, context.Canceled) {
		t.Errorf("went on: %v", err)
	}
}

// The published sales of a real shop: who was a customer stays in the table.
func TestAsk_OnlineRetail(t *testing.T) {
	s := insighttest.OnlineRetail(t, false)
	r, err := movement.Ask(context.Background(), s, movement.Options{From: crm.NewDate(2011, 6, 30), To: crm.NewDate(2011, 12, 9)})
	if err != nil {
		t.Fatal(err)
	}
	arrived := 0
	for _, c := range r.Rows {
		if c.Kind == movement.Arrived {
			arrived += c.Customers
		}
	}
	first := insight.FirstPurchases(s, crm.NewDate(2011, 12, 9))
	news, all := 0, 0
	for _, d := range first {
		if d > crm.NewDate(2011, 6, 30) {
			news++
		}
		if d > 0 {
			all++
		}
	}
	if arrived != news || r.N != all || r.Good == nil || r.Bad == nil {
		t.Errorf("%d arrived, want %d; n %d, want %d", arrived, news, r.N, all)
	}
}
