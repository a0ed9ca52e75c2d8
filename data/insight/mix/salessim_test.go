package mix_test

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"testing"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/demand"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/mix"
)

// patron is one kind of customer of a simulated café: orders a day by hour
// from eight o'clock on, and the margin of one.
type patron struct {
	name   string
	orders []float64
	margin float64
}

var patrons = []patron{
	{"Office", []float64{4, 3, 1, .6, 3, 2, .5, .4}, 250},
	{"Student", []float64{.4, 1, 2, 2, 2, 2, 2, 1.5}, 140},
	{"Tourist", []float64{.2, .5, 1.5, 1.5, 2.5, 2, 2, 2}, 420},
}

// cafe draws half a year of orders of those patrons, closed on Mondays; each
// kind pays for costs of half its margin.
func cafe(seed uint64, patrons []patron) *facts.Snapshot {
	r := rand.New(rand.NewPCG(seed, 15))
	b := facts.NewBuilder("EUR")
	for i, p := range patrons {
		b.Put(&crm.Party{Meta: crm.Meta{ID: insighttest.PartyID(i + 1)}, PartyKind: crm.Person, Group: p.name})
	}
	n := uint32(0)
	for day := range 182 {
		date, busy := first+crm.Date(day), math.Exp(0.2*r.NormFloat64()-0.02)
		if bucketOf(mix.Weekday, date) == 0 {
			continue
		}
		for i, p := range patrons {
			for h, mean := range p.orders {
				for range poisson(r, busy*mean) {
					n++
					b.Put(order(r, n, i+1, date, h+8, p.margin))
				}
			}
		}
	}
	return b.Snapshot(1)
}

func order(r *rand.Rand, n uint32, party int, date crm.Date, hour int, margin float64) crm.Record {
	id := crm.ID{4}
	binary.BigEndian.PutUint32(id[1:], n)
	net := crm.Amount(1.5 * margin * math.Exp(0.4*r.NormFloat64()-0.08))
	return &crm.SalesDocument{Meta: crm.Meta{ID: id}, DocType: crm.Invoice, Status: crm.Paid, Date: date, Currency: "EUR", Party: insighttest.PartyID(party), Time: crm.NewClock(hour, 30),
		Lines: []crm.Line{{Quantity: crm.QuantityScale, Net: net, UnitCost: crm.Price(margin / 2 * crm.PriceScale / 100), CostKnown: true}}}
}

// ordersOf is what all patrons order in an hour.
func ordersOf(hour int) (sum float64) {
	for _, p := range patrons {
		sum += p.orders[hour]
	}
	return sum
}

// patronOf is the patron of a name.
func patronOf(t *testing.T, name string) patron {
	for _, p := range patrons {
		if p.name == name {
			return p
		}
	}
	t.Fatalf("who is %q?", name)
	return patron{}
}

// The sales of a café with a known mix by hour, asked of both: the mix, and
// demand split by the kinds of customers.
func TestMixOfSales_000_14_KnownMixIsRecovered(t *testing.T) {
	insighttest.Long(t)
	var all, split, differs int
	for seed := range uint64(100) {
		s := cafe(seed, patrons)
		a, err := mix.AskSales(t.Context(), s, mix.Options{AsOf: first + 181, By: mix.Hour})
		if err != nil {
			t.Fatal(err)
		}
		held := len(a.Rows) == 24
		for _, r := range a.Rows {
			p, h := patronOf(t, r.Segment), r.Bucket-8
			held = held && within(r.Share, p.orders[h]/ordersOf(h)) && within(r.PerDay, p.orders[h]) &&
				r.PerUnitLow != nil && float64(*r.PerUnitLow) <= p.margin && p.margin <= float64(*r.PerUnitHigh)
		}
		all, differs = all+one(held), differs+one(a.Sure.Differs)
		split += one(splitHolds(t, s))
	}
	t.Logf("mix of sales: all recovered in %d, said to differ in %d; demand by group recovered in %d of 100", all, differs, split)
	if all < 90 || differs < 90 || split < 90 {
		t.Errorf("recovered in %d, said to differ in %d, demand by group recovered in %d of 100 half years", all, differs, split)
	}
}

// splitHolds asks demand by hour and group for the same shares.
func splitHolds(t *testing.T, s *facts.Snapshot) bool {
	table, err := demand.Ask(s, demand.Options{By: demand.Hour, Split: demand.Group, Reading: insight.Reading{Basis: insight.Revenue}})
	if err != nil {
		t.Fatal(err)
	}
	held := 0
	for _, r := range table.Answer().Rows {
		if r.Orders == 0 {
			continue
		}
		p, h := patronOf(t, r.Code), int(r.Bucket[0]-'0')*10+int(r.Bucket[1]-'0')-8
		held += one(within(*r.Share, p.orders[h]/ordersOf(h)) && within(*r.PerDay, p.orders[h]))
	}
	return held == 24
}

// A café whose hours differ only in how many come.
func TestMixOfSales_000_14_NoDifferenceOnNoise(t *testing.T) {
	insighttest.Long(t)
	quiet := 0
	var even []patron
	for i, p := range patrons {
		even = append(even, patron{p.name, []float64{1, .2, .5, 1.5, 2, 1, .3, .1}, p.margin})
		for h := range even[i].orders {
			even[i].orders[h] *= float64(i + 1)
		}
	}
	for seed := range uint64(100) {
		a, err := mix.AskSales(t.Context(), cafe(2000+seed, even), mix.Options{AsOf: first + 181, By: mix.Hour})
		if err != nil {
			t.Fatal(err)
		}
		quiet += one(a.Sure.P != nil && !a.Sure.Differs)
	}
	t.Logf("alike in %d of 100", quiet)
	if quiet < 95 {
		t.Errorf("alike in %d of 100 half years", quiet)
	}
}
