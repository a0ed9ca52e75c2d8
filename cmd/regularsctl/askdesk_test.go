package main

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"regulars/data/book"
	"regulars/data/insight/insighttest"
)

// letting is the sample business, which rents rooms and a table.
func letting(t *testing.T) place {
	p := bare(t)
	p.ok("new", "--sample", "shop")
	return p
}

// The hotel's published figures, through the book and the terminal.
func TestAskYield_ResortHotel_000_24(t *testing.T) {
	s, all := insighttest.ResortHotel(t)
	p := bare(t)
	p.ok("new", "--currency", "EUR")
	b, err := book.Open(p.path("shop.regulars"), book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = b.Update("", func(tx *book.Tx) error {
		if err := tx.Put(&s.Tables.Resources[0]); err != nil {
			return err
		}
		for i := range all {
			if err := tx.Put(&all[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	var got struct {
		Total struct {
			Offered, Sold int
			Net           int64 `json:"net_minor"`
			Occupancy     float64
			Rate          int64 `json:"rate_minor"`
			PerAvailable  int64 `json:"per_available_minor"`
			Yield         *float64
		}
		Needs []struct{ Code string }
	}
	p.read(&got, "ask", "yield", "--from", "2015-07-15", "--to", "2017-08-15")
	f := got.Total
	for _, c := range []struct {
		name      string
		got, want float64
	}{{"occupancy", f.Occupancy, .803036}, {"average rate", float64(f.Net) / 100 / float64(f.Sold), 93.855840},
		{"revenue per available room", float64(f.Net) / 100 / float64(f.Offered), 75.369632}} {
		if math.Abs(c.got-c.want) > 2e-5*c.want {
			t.Errorf("%s %.6f, want %.6f", c.name, c.got, c.want)
		}
	}
	if f.Rate != 9386 || f.PerAvailable != 7537 || f.Yield != nil || got.Needs[0].Code != "need_full_price" {
		t.Errorf("%+v %+v", f, got.Needs)
	}
}

func TestAskGroup_OfTheBook_000_25(t *testing.T) {
	p := letting(t)
	p.golden("ask-group-book", p.ok("ask", "group", "--arrive", "2027-05-07", "--nights", "3", "--units", "5", "--rate", "78", "--json"))
	var got struct {
		Answer string
		Wash   float64
		Gone   float64                           `json:"p_group_cancels"`
		Link   float64                           `json:"correlation"`
		Stay   float64                           `json:"stay_length"`
		Cost   struct{ Mean, Low, High float64 } `json:"displacement_cost"`
		Lowest struct{ Mean float64 }            `json:"lowest_rate"`
		Needs  []struct{ Code string }
	}
	p.read(&got, "ask", "group", "--resource", "guest", "--arrive", "2027-05-07", "--nights", "3", "--units", "5", "--rate", "51.04", "--wash", "0.54")
	if math.Abs(got.Lowest.Mean-51.04) > 0.01 || got.Wash != .54 || got.Gone != 0 || got.Link != .46 || got.Stay != 1.97 {
		t.Errorf("%+v", got)
	}
	linked := got.Cost
	p.read(&got, "ask", "group", "--resource", "guest", "--arrive", "2027-05-07", "--nights", "3", "--units", "5", "--rate", "51.04", "--wash", "0.54", "--correlation", "0")
	if got.Cost.Mean != linked.Mean || got.Cost.High >= linked.High || got.Link != 0 {
		t.Errorf("each night by itself %+v, linked %+v", got.Cost, linked)
	}
	p.read(&got, "ask", "group", "--arrive", "2024-12-07", "--nights", "1", "--units", "2", "--rate", "78", "--as-of", "2024-11-20")
	if got.Answer != "unknown" || got.Needs[0].Code != "need_sold_days" || got.Needs[1].Code != "need_groups" {
		t.Errorf("three weeks of history: %+v", got)
	}
	_, errOut, code := p.run("ask", "group", "--resource", "Boats", "--arrive", "2027-05-07", "--nights", "3", "--units", "5", "--rate", "78")
	if code != exitUsage || !strings.Contains(errOut, "Tasting table") {
		t.Errorf("exit %d: %s", code, errOut)
	}
}

func TestAskProtect_OfTheBook_000_25(t *testing.T) {
	p := letting(t)
	p.golden("ask-protect-book", p.ok("ask", "protect", "--weekday", "fri", "--json"))
	var got struct {
		N     int
		Needs []struct{ Code string }
		Rows  []struct{ Class string }
	}
	p.read(&got, "ask", "protect", "--weekday", "fri", "--as-of", "2024-11-30")
	expect(t, "a month of history", fmt.Sprint(got.N, len(got.Rows), got.Needs[0].Code), "5 0need_sold_days")
	p.read(&got, "ask", "protect", "--on", "2027-05-07", "--by", "segment")
	expect(t, "by segment", fmt.Sprint(got.Rows), "[{Business} {Leisure} {Group}]")
}

func TestAskPace_000_26(t *testing.T) {
	p := letting(t)
	p.golden("ask-pace", p.ok("ask", "pace", "--ahead", "28", "--json"))
	p.golden("ask-yield", p.ok("ask", "yield", "--from", "2026-09-01", "--unit", "month", "--json"))
}
