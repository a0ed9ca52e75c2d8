package demand_test

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/demand"
	"regulars/data/insight/insighttest"
)

// The UCI Online Retail sales: the total, no Saturday trade, the partial last
// month, and the months and countries that add up to it.
func TestAsk_OnlineRetail(t *testing.T) {
	s := insighttest.OnlineRetail(t, false)
	asOf := crm.NewDate(2011, 12, 10)
	months, err := demand.Ask(s, demand.Options{AsOf: asOf, Split: demand.Country})
	if err != nil {
		t.Fatal(err)
	}
	// 9,747,747.93 before rounding per line.
	if got := months.Total.Net; got < 974774793-2000 || got > 974774793+2000 {
		t.Errorf("net %d", got)
	}
	if months.Total.Lines != 541909 {
		t.Errorf("%d lines", months.Total.Lines)
	}
	if n := len(months.Buckets); n != 13 || !months.Buckets[12].Partial || months.Buckets[11].Partial || months.Buckets[12].Days != 8 {
		t.Errorf("%d months, the last %+v", n, months.Buckets[n-1])
	}
	if len(months.Groups) != demand.DefaultTop+1 || months.Groups[0].Code != "United Kingdom" || months.Groups[demand.DefaultTop].Code != demand.Other {
		t.Errorf("groups %v", months.Groups)
	}
	heat, err := demand.AskHeat(s, demand.Options{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	if heat.Days[5] != 0 || heat.Days[3] < 50 || heat.Coverage != 1 {
		t.Errorf("open days Monday to Sunday %v, coverage %v", heat.Days, heat.Coverage)
	}
}

func drawOptions(t *rapid.T, s *facts.Snapshot) demand.Options {
	o := demand.Options{AsOf: insighttest.Day(rapid.IntRange(-1, 800).Draw(t, "as of")),
		By:       rapid.SampledFrom([]demand.By{demand.Hour, demand.Weekday, demand.Week, demand.Month, demand.Quarter, demand.Year}).Draw(t, "by"),
		Split:    rapid.SampledFrom(demand.Splits()).Draw(t, "split"),
		Top:      rapid.IntRange(-1, 4).Draw(t, "top"),
		Rank:     rapid.SampledFrom([]demand.Measure{demand.ByNet, demand.ByOrders, demand.ByUnits, demand.ByLines}).Draw(t, "rank"),
		Holidays: rapid.SampledFrom([]string{"", "IT"}).Draw(t, "holidays"),
		Reading: insight.Reading{Basis: rapid.SampledFrom([]insight.Basis{insight.Revenue, insight.Margin}).Draw(t, "basis"),
			Returns: rapid.SampledFrom([]insight.Returns{insight.Net, insight.Ignore}).Draw(t, "returns")}}
	for p := range s.Party.ID { // by ID, so that the order of records is of no account
		o.Labels = append(o.Labels, []string{"", "loyal", "new"}[s.Party.ID[p][15]%3])
	}
	return o
}

// plain sums up documents with nothing but loops.
func plain(s *facts.Snapshot, o demand.Options, keep func(doc int, line int32) bool) (c demand.Cell) {
	for i := range s.Doc.ID {
		if !s.Doc.Counts[i] || s.Doc.Date[i] > o.AsOf {
			continue
		}
		purchase := false
		for l := s.Doc.First[i]; l < s.Doc.First[i]+s.Doc.Lines[i]; l++ {
			if !keep(i, l) || o.Returns == insight.Ignore && !s.Sale(i, l) {
				continue
			}
			purchase = purchase || s.Sale(i, l)
			c.Lines++
			c.Units += s.Line.Quantity[l]
			if o.Basis == insight.Revenue {
				c.Net += s.Line.Net[l]
			} else if s.Line.CostKnown[l] {
				c.Net += s.Line.Net[l] - s.Line.Cost[l]
			}
		}
		if purchase {
			c.Orders++
		}
	}
	return c
}

func sum(cells ...demand.Cell) (total demand.Cell) {
	for _, c := range cells {
		total.Orders += c.Orders
		total.Lines += c.Lines
		total.Units += c.Units
		total.Net += c.Net
	}
	return total
}

// The groups of a bucket add up to its total, the buckets to the total of
// everything, and every document is behind the cells it is in.
func TestAsk_StackTotalIsPlainTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawShop(t).Snapshot()
		o := drawOptions(t, s)
		x, err := demand.Ask(s, o)
		if err != nil {
			t.Fatal(err)
		}
		want := plain(s, o, func(int, int32) bool { return true })
		if x.Total != want || sum(append(slices.Clone(x.Totals), x.Timeless)...) != want {
			t.Fatalf("total %+v, buckets %+v, want %+v", x.Total, sum(x.Totals...), want)
		}
		o.Split = demand.Whole
		whole, err := demand.Ask(s, o)
		if err != nil || !slices.Equal(whole.Totals, x.Totals) {
			t.Fatalf("split changes the totals (%v):\n%+v\n%+v", err, whole.Totals, x.Totals)
		}
		for b := range x.Buckets {
			if sum(x.Cells[b]...) != x.Totals[b] {
				t.Fatalf("bucket %s: %+v, want %+v", x.Buckets[b].Code, x.Cells[b], x.Totals[b])
			}
			checkRecords(t, s, x, b)
		}
		checkShares(t, x)
		if _, err := json.Marshal(x.Answer()); err != nil || x.Coverage < 0 || x.Coverage > 1 {
			t.Fatal(x.Coverage, err)
		}
	})
}

// Each group kept holds its own documents and no others, the largest first.
func TestAsk_GroupsHoldTheirOwn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := insighttest.Draw(t).Snapshot()
		o := demand.Options{AsOf: insighttest.Day(800), Split: demand.Channel, Top: rapid.IntRange(1, 3).Draw(t, "top")}
		x, err := demand.Ask(s, o)
		if err != nil {
			t.Fatal(err)
		}
		kept := map[string]bool{}
		for g, head := range x.Groups {
			var got []demand.Cell
			for b := range x.Buckets {
				got = append(got, x.Cells[b][g])
			}
			channel := head.Code
			if channel == demand.Unknown {
				channel = ""
			}
			own := func(doc int, _ int32) bool { return s.Word(s.Doc.Channel[doc]) == channel }
			if head.Code == demand.Other {
				own = func(doc int, _ int32) bool { return !kept[s.Word(s.Doc.Channel[doc])] }
			}
			if want := plain(s, x.Options, own); sum(got...) != want {
				t.Fatalf("%s: %+v, want %+v", head.Code, sum(got...), want)
			}
			kept[channel] = true
		}
	})
}

// checkShares: the shares of a bucket are its orders, and add up to all.
func checkShares(t *rapid.T, x *demand.Table) {
	for at, r := range x.Answer().Rows {
		if r.Share == nil {
			continue
		}
		if all := x.Totals[at/len(x.Groups)].Orders; all > 0 && math.Abs(r.Share.Value*float64(all)-float64(r.Orders)) > 1e-9 {
			t.Fatalf("share %g of %d orders: %d", r.Share.Value, all, r.Orders)
		}
		if r.Days > 0 && x.Options.By != demand.Hour && math.Abs(r.PerDay.Value*float64(r.Days)-float64(r.Orders)) > 1e-9 {
			t.Fatalf("%g a day on %d days: %d", r.PerDay.Value, r.Days, r.Orders)
		}
	}
}

func checkRecords(t *rapid.T, s *facts.Snapshot, x *demand.Table, b int) {
	all := map[int32]bool{}
	for g, cell := range x.Cells[b] {
		docs := x.Records(b, g)
		if (len(docs) > 0) != (cell.Lines > 0) || len(docs) < cell.Orders {
			t.Fatalf("%d documents behind %+v", len(docs), cell)
		}
		for _, d := range docs {
			all[d] = true
		}
	}
	got := plain(s, x.Options, func(doc int, _ int32) bool { return all[int32(doc)] })
	if got != x.Totals[b] || len(x.Records(b, -1)) != len(all) {
		t.Fatalf("documents behind bucket %s give %+v, want %+v", x.Buckets[b].Code, got, x.Totals[b])
	}
}

func TestAsk_OrderOfRecordsIsOfNoAccount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shop := drawShop(t)
		s, other := shop.Snapshot(), shop.Shuffled(t)
		o := drawOptions(t, s)
		x, err := demand.Ask(s, o)
		o.Labels = nil
		for p := range other.Party.ID {
			o.Labels = append(o.Labels, []string{"", "loyal", "new"}[other.Party.ID[p][15]%3])
		}
		y, err2 := demand.Ask(other, o)
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		a, _ := json.Marshal(x.Answer())
		b, _ := json.Marshal(y.Answer())
		if string(a) != string(b) {
			t.Fatalf("\n%s\n%s", a, b)
		}
	})
}

func TestAsk_Filters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := insighttest.Draw(t).Snapshot()
		o := demand.Options{AsOf: insighttest.Day(800), Reading: insight.Reading{Basis: insight.Revenue},
			Filter: demand.Filter{From: insighttest.Day(rapid.IntRange(0, 300).Draw(t, "from")), To: insighttest.Day(rapid.IntRange(300, 700).Draw(t, "to")),
				Parties:    rapid.SliceOfN(rapid.Int32Range(facts.None, 20), 0, 3).Draw(t, "parties"),
				Categories: rapid.SliceOfN(rapid.Int32Range(0, 2), 0, 2).Draw(t, "categories"),
				Channel:    rapid.SampledFrom([]string{"", "web"}).Draw(t, "channel"), Country: rapid.SampledFrom([]string{"", "VN"}).Draw(t, "country")}}
		x, err := demand.Ask(s, o)
		if err != nil {
			t.Fatal(err)
		}
		f := o.Filter
		want := plain(s, o, func(doc int, line int32) bool {
			p, home := s.Doc.Party[doc], s.Word(s.Doc.Country[doc])
			if home == "" && p != facts.None {
				home = s.Word(s.Party.Country[p])
			}
			return s.Doc.Date[doc] >= f.From && s.Doc.Date[doc] <= f.To &&
				(len(f.Parties) == 0 || slices.Contains(f.Parties, p)) && (f.Country == "" || f.Country == home) &&
				(f.Channel == "" || f.Channel == s.Word(s.Doc.Channel[doc])) &&
				(len(f.Categories) == 0 || inCategory(s, line, f.Categories))
		})
		if x.Total != want {
			t.Fatalf("%+v, want %+v", x.Total, want)
		}
	})
}

// inCategory climbs from the product's category, at most as far as there are categories.
func inCategory(s *facts.Snapshot, line int32, wanted []int32) bool {
	if s.Line.Product[line] == facts.None {
		return false
	}
	c := s.Product.Category[s.Line.Product[line]]
	for range s.Category.ID {
		if c == facts.None || slices.Contains(wanted, c) {
			break
		}
		c = s.Category.Parent[c]
	}
	return slices.Contains(wanted, c)
}

func TestAskHeat_AddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := insighttest.Draw(t).Snapshot()
		h, err := demand.AskHeat(s, drawOptions(t, s))
		if err != nil {
			t.Fatal(err)
		}
		total, behind := h.Timeless, 0
		for w := range h.Cells {
			for hour, cell := range h.Cells[w] {
				total = sum(total, cell)
				n := len(h.Records(w, hour))
				behind += n
				if (n > 0) != (cell.Lines > 0) {
					t.Fatalf("%d documents behind %+v", n, cell)
				}
			}
		}
		if total != h.Total {
			t.Fatalf("cells %+v, total %+v", total, h.Total)
		}
		if _, err := json.Marshal(h.Answer()); err != nil {
			t.Fatal(err)
		}
	})
}

// Half past eight on a Monday, one sale without time, and a mixed order that
// counts once, where most of its money is.
func TestAsk_ByHand(t *testing.T) {
	var shop insighttest.Shop
	shop.Customers(1)
	mixed := shop.Buy(1, insighttest.Day(0), 300)
	mixed.Time = crm.NewClock(8, 30)
	mixed.Lines[0].Product = insighttest.ProductID(1)
	mixed.Lines = append(mixed.Lines, crm.Line{Product: insighttest.ProductID(2), Quantity: 2 * crm.QuantityScale, Net: 700})
	shop.Buy(1, insighttest.Day(1), 1000)
	shop.Records = append(shop.Records, &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(1)}, Name: "Tea"},
		&crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(2)}, Name: "Cups"})
	x, err := demand.Ask(shop.Snapshot(), demand.Options{By: demand.Hour, Split: demand.Product})
	if err != nil {
		t.Fatal(err)
	}
	want := []demand.GroupHead{{Code: insighttest.ProductID(2).String(), Name: "Cups"}, {Code: insighttest.ProductID(1).String(), Name: "Tea"}, {Code: demand.Unknown}}
	if !slices.Equal(x.Groups, want) {
		t.Fatalf("groups %v", x.Groups)
	}
	if c := x.Cells[8]; c[0] != (demand.Cell{Orders: 1, Lines: 1, Units: 20000, Net: 700}) || c[1] != (demand.Cell{Lines: 1, Units: 10000, Net: 300}) {
		t.Errorf("eight o'clock: %+v", c)
	}
	if x.Coverage != .5 || x.Timeless.Net != 1000 || x.Needs[0] != (insight.Need{Code: insight.NeedTimes, Count: 1}) {
		t.Errorf("coverage %v, timeless %+v, needs %v", x.Coverage, x.Timeless, x.Needs)
	}
}

func TestAsk_EmptyAndBadOptions(t *testing.T) {
	var shop insighttest.Shop
	for _, by := range []demand.By{demand.Hour, demand.Month} {
		x, err := demand.Ask(shop.Snapshot(), demand.Options{By: by})
		if err != nil || x.Answer().N != 0 || x.Needs[0].Code != insight.NeedSales || len(x.Answer().Rows) != 0 {
			t.Errorf("%s: %+v, %v", by, x, err)
		}
	}
	for _, o := range []demand.Options{{By: "moon"}, {Split: "mood"}, {Rank: "luck"}, {Reading: insight.Reading{Returns: "x"}}} {
		if _, err := demand.Ask(shop.Snapshot(), o); !errors.Is(err, insight.ErrOptions) {
			t.Errorf("%+v: %v", o, err)
		}
	}
}
