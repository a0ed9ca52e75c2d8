package demand_test

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/cycle"
	"regulars/data/insight/demand"
	"regulars/data/insight/insighttest"
)

// drawShop is a random shop with a diary: events of the whole business, of a
// site and of a product, weather with and without numbers, a calendar, and
// reasons on its sales.
func drawShop(t *rapid.T) *insighttest.Shop {
	s := insighttest.Draw(t)
	for _, r := range s.Records {
		if d, ok := r.(*crm.SalesDocument); ok {
			d.Reason = crm.ID{byte(rapid.IntRange(0, 2).Draw(t, "reason"))}
		}
	}
	for i := range rapid.IntRange(0, 12).Draw(t, "events") {
		from := insighttest.Day(rapid.IntRange(-20, 720).Draw(t, "event"))
		e := &crm.DemandEvent{Meta: crm.Meta{ID: crm.ID{'e', byte(i)}}, From: from, To: from + crm.Date(rapid.IntRange(0, 60).Draw(t, "for")),
			Type: rapid.SampledFrom([]string{"weather", "weather", "local_event", "outage"}).Draw(t, "type"), Title: rapid.SampledFrom([]string{"Fair", "Storm"}).Draw(t, "title")}
		if e.Type == "weather" {
			e.Measure = rapid.SampledFrom([]string{"", "rain_mm", "temperature_c"}).Draw(t, "measure")
			e.Value = crm.Quantity(rapid.IntRange(-5, 40).Draw(t, "value") * crm.QuantityScale)
		}
		e.Site = insighttest.SiteID(rapid.IntRange(1, 2).Draw(t, "at"))
		if rapid.Bool().Draw(t, "everywhere") {
			e.Site = crm.ID{}
		}
		if rapid.Bool().Draw(t, "of a product") {
			e.Product = insighttest.ProductID(rapid.IntRange(1, 5).Draw(t, "product"))
		}
		s.Records = append(s.Records, e)
	}
	if rapid.Bool().Draw(t, "calendar") {
		s.Records = append(s.Records, &crm.Calendar{Meta: crm.Meta{ID: crm.ID{'k'}}, Name: "Pay day", MonthDays: []int{1, 15}})
	}
	return s
}

// The profiles add up to the groups of the table and to the whole; the
// purposes of a group to the group; and each opens on its own documents.
func TestProfiles_AddUp_000_19(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawShop(t).Snapshot()
		x, err := demand.Ask(s, drawOptions(t, s))
		if err != nil {
			t.Fatal(err)
		}
		orders, units, net := 0, crm.Quantity(0), crm.Amount(0)
		for g, p := range x.Profiles() {
			orders, units, net = orders+p.Orders, units+p.Units, net+p.Net
			docs := x.Behind(g, nil)
			if len(docs) == 0 || len(docs) < p.Orders {
				t.Fatalf("%s: %d documents behind %d orders", p.Code, len(docs), p.Orders)
			}
			sums, behind := demand.Sums{}, 0
			for _, part := range p.Purposes {
				sums.Orders, sums.Units, sums.Net, sums.Contribution = sums.Orders+part.Orders, sums.Units+part.Units, sums.Net+part.Net, sums.Contribution+part.Contribution
				behind += len(x.Behind(g, &part.Purpose))
			}
			if len(p.Purposes) > 0 && (sums.Orders != p.Orders || sums.Units != p.Units || sums.Net != p.Net || sums.Contribution != p.Contribution || behind != len(docs)) {
				t.Fatalf("%s: purposes %+v of %d documents, group %+v of %d", p.Code, sums, behind, p.Sums, len(docs))
			}
		}
		if orders != x.Total.Orders || units != x.Total.Units || x.Options.Basis == insight.Revenue && net != x.Total.Net {
			t.Fatalf("%d orders, %d units, %d, of %+v", orders, units, net, x.Total)
		}
	})
}

// Every day of the history is one of the five in one bucket.
func TestStates_EachDayOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawShop(t).Snapshot()
		o := drawOptions(t, s)
		x, err := demand.Ask(s, o)
		if err != nil {
			t.Fatal(err)
		}
		first, last := crm.Date(0), crm.Date(0)
		for i, d := range s.Doc.Date {
			if insight.Counted(s, i, 0, o.AsOf) && (insight.Reading{}).Of(s, i).Purchase {
				if first == 0 || d < first {
					first = d
				}
				last = max(last, d)
			}
		}
		want, got := 0, 0
		if o.By != demand.Hour && first > 0 {
			want = int(last-first) + 1
		}
		for _, b := range x.States() {
			got += b.Traded + b.Zero + b.Closed + b.Missing + b.SoldOut
		}
		if got != want {
			t.Fatalf("%d days, want %d: %+v", got, want, x.States())
		}
	})
}

// Rooms that were full one night: those turned away are demand too, and the
// night is sold out whatever the shop sold.
func TestStates_SoldOutIsUnconstrained(t *testing.T) {
	rooms, day := crm.ID{1}, insighttest.Day(10)
	var shop insighttest.Shop
	for n := range 30 {
		if n < 3 || n > 5 {
			shop.Buy(0, insighttest.Day(n), 100)
		}
	}
	shop.Records = append(shop.Records, &crm.Resource{Meta: crm.Meta{ID: rooms}, Name: "Rooms", ResourceKind: "room", Units: 2},
		&crm.Booking{Meta: crm.Meta{ID: crm.ID{2}}, Resource: rooms, Start: day, End: day + 1, Units: 2, Status: crm.BookingSeated, BookedOn: day - 9},
		&crm.TurnAway{Meta: crm.Meta{ID: crm.ID{3}}, Resource: rooms, Day: day, Nights: 1, Units: 3},
		&crm.DemandEvent{Meta: crm.Meta{ID: crm.ID{4}}, Type: "outage", Title: "Water", From: insighttest.Day(20)})
	x, err := demand.Ask(shop.Snapshot(), demand.Options{By: demand.By("year")})
	if err != nil {
		t.Fatal(err)
	}
	got := x.States()[0]
	want := demand.State{Bucket: got.Bucket, Counts: cycle.Counts{Traded: 25, Closed: 1, Missing: 3, SoldOut: 1}, Asked: demand.Asked{Offered: 2, Booked: 2, Away: 3, Demand: 5}}
	if got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func codes(x *demand.Table) map[string]crm.Amount {
	out := map[string]crm.Amount{}
	for g, h := range x.Groups {
		for b := range x.Buckets {
			out[cmp.Or(h.Name, h.Code)] += x.Cells[b][g].Net
		}
	}
	return out
}

func split(t *testing.T, s *facts.Snapshot, o demand.Options) *demand.Table {
	t.Helper()
	x, err := demand.Ask(s, o)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// Weather: the limits themselves, a site's own weather before that of the
// business, the highest of several, and what was only noted.
func TestAsk_Weather(t *testing.T) {
	var shop insighttest.Shop
	entry := func(day int, measure string, value float64, site int) {
		e := &crm.DemandEvent{Meta: crm.Meta{ID: crm.ID{'w', byte(len(shop.Records))}}, Type: "weather", Title: "w", From: insighttest.Day(day), Measure: measure, Value: crm.Quantity(value * crm.QuantityScale)}
		if site > 0 {
			e.Site = insighttest.SiteID(site)
		}
		shop.Records = append(shop.Records, e)
	}
	for day, net := range []crm.Amount{1, 10, 100, 1000, 10000, 100000} {
		shop.Buy(0, insighttest.Day(day), net)
	}
	shop.Buy(0, insighttest.Day(0), 1000000).Site = insighttest.SiteID(1)
	entry(0, "temperature_c", 9.9, 0)
	entry(0, "temperature_c", 31, 1)
	entry(1, "temperature_c", 10, 0)
	entry(1, "rain_mm", .9, 0)
	entry(2, "rain_mm", .2, 0)
	entry(2, "rain_mm", 1, 0)
	entry(3, "", 0, 0)
	entry(4, "wind", 8, 0)
	x := split(t, shop.Snapshot(), demand.Options{Split: demand.Weather, By: demand.By("year")})
	want := map[string]crm.Amount{"cold": 1, "mild_dry": 10, "wet": 100, demand.Noted: 1000, demand.Unknown: 110000, "hot": 1000000}
	if !maps.Equal(codes(x), want) || len(x.Needs) != 0 {
		t.Errorf("%v, want %v; needs %v", codes(x), want, x.Needs)
	}
	if order := []string{"cold", "mild_dry", "hot", "wet", demand.Noted, demand.Unknown}; !slices.EqualFunc(x.Groups, order, func(h demand.GroupHead, c string) bool { return h.Code == c }) {
		t.Errorf("order %v", x.Groups)
	}
	shop.Records = shop.Records[:7]
	if x = split(t, shop.Snapshot(), demand.Options{Split: demand.Weather}); !slices.Contains(x.Needs, insight.Need{Code: demand.NeedWeather, Count: 1}) {
		t.Errorf("no weather: needs %v", x.Needs)
	}
}

// Events: the shortest first, one of a product for its lines alone, then the
// public holiday, then the own calendar.
func TestAsk_Events(t *testing.T) {
	christmas := crm.NewDate(2024, 12, 25)
	var shop insighttest.Shop
	for day, net := range map[crm.Date]crm.Amount{christmas - 3: 1, christmas - 2: 10, christmas: 100, christmas + 1: 1000, christmas + 9: 10000, christmas + 10: 1000000} {
		shop.Buy(0, day, net)
	}
	tea := shop.Buy(0, christmas-3, 100000)
	tea.Lines[0].Product = insighttest.ProductID(1)
	shop.Records = append(shop.Records, &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(1)}, Name: "Tea"},
		&crm.DemandEvent{Meta: crm.Meta{ID: crm.ID{1}}, Type: "local_event", Title: "Season", From: christmas - 5, To: christmas - 1},
		&crm.DemandEvent{Meta: crm.Meta{ID: crm.ID{2}}, Type: "local_event", Title: "Market", From: christmas - 2},
		&crm.DemandEvent{Meta: crm.Meta{ID: crm.ID{3}}, Type: "own_promo", Title: "Tea week", From: christmas - 3, Product: insighttest.ProductID(1)},
		&crm.DemandEvent{Meta: crm.Meta{ID: crm.ID{4}}, Type: "weather", Title: "Rain", From: christmas + 1, Measure: "rain_mm"},
		&crm.Calendar{Meta: crm.Meta{ID: crm.ID{5}}, Name: "Stocktaking", Spans: []crm.DateSpan{{From: christmas, To: christmas + 9}}})
	want := map[string]crm.Amount{"Season": 1, "Market": 10, "Tea week": 100000, demand.Holiday: 1100, "Stocktaking": 10000, demand.NoEvent: 1000000}
	x := split(t, shop.Snapshot(), demand.Options{Split: demand.Event, Holidays: "DE-SN", By: demand.By("year"), Top: -1})
	if got := codes(x); !maps.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if last := x.Groups[len(x.Groups)-1].Code; last != demand.NoEvent {
		t.Errorf("the last is %s", last)
	}
	x = split(t, shop.Snapshot(), demand.Options{Split: demand.Event, By: demand.By("year"), Top: -1})
	if got := codes(x); got["Stocktaking"] != 11100 || len(x.Needs) != 1 {
		t.Errorf("without country: %v, needs %v", got, x.Needs)
	}
}

// A dear and a cheap product of one category, and one alone in its own.
func TestAsk_PriceBands(t *testing.T) {
	var shop insighttest.Shop
	for p, category := range []int{1, 1, 2} {
		id := insighttest.ProductID(p + 1)
		shop.Records = append(shop.Records, &crm.Product{Meta: crm.Meta{ID: id}, Name: "p", Category: insighttest.CategoryID(category)})
		shop.Buy(0, insighttest.Day(0), crm.Amount(10*(p+1))).Lines[0].Product = id
	}
	shop.Records = append(shop.Records, &crm.Category{Meta: crm.Meta{ID: insighttest.CategoryID(1)}, Name: "c"}, &crm.Category{Meta: crm.Meta{ID: insighttest.CategoryID(2)}, Name: "d"})
	x := split(t, shop.Snapshot(), demand.Options{Split: demand.Band})
	if got := codes(x); !maps.Equal(got, map[string]crm.Amount{"low": 10, "high": 20, demand.Unknown: 30}) {
		t.Errorf("%v", got)
	}
}

// Ten each from two orders with costs, a return, and an order without a cost
// by hand: contribution, what one order leaves, peak, and purpose.
func TestProfiles_ByHand(t *testing.T) {
	var shop insighttest.Shop
	shop.Customers(1)
	buy := func(day int, net, cost crm.Amount, reason byte) *crm.SalesDocument {
		d := shop.Buy(1, insighttest.Day(day), net)
		d.Reason = crm.ID{reason}
		d.Lines[0].UnitCost, d.Lines[0].CostKnown = crm.Price(cost)*(crm.PriceScale/100), cost > 0
		return d
	}
	buy(0, 1000, 400, 1)
	buy(40, 2000, 500, 1)
	buy(41, 5000, 0, 2)
	buy(42, -300, 100, 1).Lines[0].Quantity = -1 * crm.QuantityScale
	shop.Records[4].(*crm.SalesDocument).Reason = crm.ID{9} // why it came back is no purpose
	gift := crm.ID{1}
	x := split(t, shop.Snapshot(), demand.Options{Split: demand.Group, Reasons: map[string]string{gift.String(): "Gift"}})
	p := x.Profiles()[0]
	if p.Orders != 3 || p.Net != 7700 || p.Contribution != 600+1500-200 || p.Coverage != 3000./8000 || p.CostedOrders != 2 || *p.PerOrder != 950 || p.Peak != x.Buckets[2].Code {
		t.Errorf("%+v, each %v", p.Sums, *p.PerOrder)
	}
	if len(p.Purposes) != 3 || p.Purposes[2].Purpose != "" || p.Purposes[0].Label != "Gift" || p.Purposes[0].Orders != 2 || p.Purposes[0].Net != 3000 || p.Purposes[1].PerOrder != nil {
		t.Errorf("%+v", p.Purposes)
	}
	if docs := x.Behind(0, &p.Purposes[1].Purpose); len(docs) != 1 || !bytes.Equal(shop.Snapshot().Doc.ID[docs[0]][:], shop.Snapshot().Doc.ID[2][:]) {
		t.Errorf("behind the second purpose: %v", docs)
	}
}
