// Package sample makes up a whole business to look around in: two years of a
// small shop's customers, sales, conversations and tasks, the same to the byte
// for the same seed on every machine. Nobody in it exists: names are put
// together from syllables, telephone numbers come from ranges that are kept
// free for fiction, and mail goes to example.com.
//
// [Generate] makes the records, [Create] a book of them. All arithmetic is in
// whole numbers, because floating point may differ between processors.
package sample

import (
	"math/rand/v2"

	"regulars/data/crm"
)

// KindShop is a neighbourhood shop that roasts coffee and sells tea.
const KindShop = "shop"

// Kinds lists the businesses that Generate knows.
func Kinds() []string { return []string{KindShop} }

// Business is everything recorded about one business. References between
// records are complete, lists are in the order of time where they have one.
type Business struct {
	Settings      crm.Settings
	Tags          []crm.Tag
	CustomFields  []crm.CustomField
	Reasons       []crm.Reason
	Categories    []crm.Category
	Products      []crm.Product
	Parties       []crm.Party
	Relationships []crm.Relationship
	Documents     []crm.SalesDocument
	Interactions  []crm.Interaction
	Tasks         []crm.Task
	DemandEvents  []crm.DemandEvent
	Rates         []crm.ActivityRate
	Referrals     []crm.Referral
	Sites         []crm.Site
	Resources     []crm.Resource
	Classes       []crm.RateClass
	Closures      []crm.CapacityCalendar
	Bookings      []crm.Booking
	TurnAways     []crm.TurnAway
	Costs         []crm.CostItem
	PriceLists    []crm.PriceList
	Calendars     []crm.Calendar
}

// Records returns pointers to all records, in an order in which each one
// comes after those it refers to, except that interactions and tasks may refer
// to each other.
func (b *Business) Records() []crm.Record {
	out := []crm.Record{&b.Settings}
	out = appendRecords(out, b.Tags)
	out = appendRecords(out, b.Sites)
	out = appendRecords(out, b.CustomFields)
	out = appendRecords(out, b.Reasons)
	out = appendRecords(out, b.Categories)
	out = appendRecords(out, b.Parties)
	out = appendRecords(out, b.Products)
	out = appendRecords(out, b.Relationships)
	out = appendRecords(out, b.Documents)
	out = appendRecords(out, b.Interactions)
	out = appendRecords(out, b.Tasks)
	out = appendRecords(out, b.DemandEvents)
	out = appendRecords(out, b.Rates)
	out = appendRecords(out, b.Referrals)
	out = appendRecords(out, b.Resources)
	out = appendRecords(out, b.Classes)
	out = appendRecords(out, b.Closures)
	out = appendRecords(out, b.Bookings)
	out = appendRecords(out, b.TurnAways)
	out = appendRecords(out, b.Costs)
	out = appendRecords(out, b.PriceLists)
	return appendRecords(out, b.Calendars)
}

func appendRecords[T any, P interface {
	*T
	crm.Record
}](out []crm.Record, list []T) []crm.Record {
	for i := range list {
		out = append(out, P(&list[i]))
	}
	return out
}

// The two years the sample covers; the last day is its "today".
var (
	firstDay = crm.NewDate(2024, 11, 1)
	lastDay  = crm.NewDate(2026, 10, 31)
)

const money = "GBP"

// Generate makes up a business of one of [Kinds]; for any other kind it
// returns the zero Business.
func Generate(kind string, seed uint64) Business {
	if kind != KindShop {
		return Business{}
	}
	g := &maker{rng: rand.New(rand.NewPCG(seed, 0x5e1f)), used: map[string]bool{}}
	g.settings()
	g.lists()
	g.catalogue()
	g.suppliers()
	g.customers()
	g.sales()
	g.conversations()
	g.tasks()
	g.costs()
	g.network()
	g.stays()
	g.accounts()
	return g.Business
}

// maker builds a business from a stream of random numbers.
type maker struct {
	Business
	rng     *rand.Rand
	used    map[string]bool // names and addresses given out
	phones  int             // numbers given out
	lastMs  int64
	count   uint16 // IDs made for lastMs
	regular []customer
	goods   map[string][]int // products by group
	events  map[crm.Date]bool
}

func (g *maker) settings() {
	s := crm.DefaultSettings()
	s.BusinessName, s.BaseCurrency, s.TimeZone, s.PhoneCountry = "Lantern & Leaf, Coffee and Tea", money, "Europe/London", "GB"
	s.SampleKind, s.SampleAsOf, s.Source = KindShop, lastDay, crm.SourceSample
	g.Settings = s
}

// meta returns the shared part of a record made at a moment of the past.
func (g *maker) meta(d crm.Date, c crm.Clock) crm.Meta {
	return crm.Meta{ID: g.id(d, c), Source: crm.SourceSample}
}

// id returns an ID of the form of UUIDv7 for a day and time. IDs of one
// moment grow by a counter, so that records made in order of time have IDs in
// the same order.
func (g *maker) id(d crm.Date, c crm.Clock) crm.ID {
	ms := d.Time().UnixMilli() + int64(max(c-1, 0))*60_000
	if ms != g.lastMs {
		g.lastMs, g.count = ms, 0
	}
	g.count++
	var id crm.ID
	for i := range 6 {
		id[i] = byte(ms >> (40 - 8*i))
	}
	id[6], id[7] = 0x70|byte(g.count>>8)&0x0f, byte(g.count)
	tail := g.rng.Uint64()
	for i := range 8 {
		id[8+i] = byte(tail >> (8 * i))
	}
	id[8] = id[8]&0x3f | 0x80
	return id
}

// chance is true n times in a hundred.
func (g *maker) chance(n int) bool { return g.rng.IntN(100) < n }

// between returns a number from lo to hi, both included.
func (g *maker) between(lo, hi int) int { return lo + g.rng.IntN(hi-lo+1) }

// around returns about n: from half to one and a half times, the middle the likeliest.
func (g *maker) around(n int) int {
	return max(1, (n*g.between(50, 150)+n*g.between(50, 150)+100)/200)
}

func pick[T any](g *maker, list []T) T { return list[g.rng.IntN(len(list))] }
