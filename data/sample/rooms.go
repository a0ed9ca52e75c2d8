package sample

import (
	"cmp"
	"slices"

	"regulars/data/crm"
)

// The guest rooms above the shop and the tasting table in it.
const (
	roomCount  = 8
	tableSeats = 12
	daysAhead  = 150 // how far beyond the last day rooms are asked for
)

// ask is one request for rooms or seats, before anybody knows whether there
// is room.
type ask struct {
	booked, start crm.Date
	nights, units int
	segment       string
	group         string
	channel       crm.Channel
	class         int // index into the rate classes
	party         crm.ID
	cancelled     crm.Date // zero: not
	noShow        bool
}

// guests are the kinds of guests: how many arrive, in hundredths a day.
var guests = []struct {
	segment  string
	byDay    [7]int // from Sunday
	byMonth  [12]int
	nights   [2]int
	lead     int // days ahead, at most
	cancel   int // of a hundred
	channels []crm.Channel
}{
	{"Leisure", [7]int{95, 95, 90, 90, 130, 380, 250}, [12]int{45, 55, 70, 90, 110, 130, 150, 155, 120, 95, 60, 75}, [2]int{1, 3}, 90, 12,
		[]crm.Channel{crm.ChannelWeb, crm.ChannelWeb, crm.ChannelPhone}},
	{"Business", [7]int{20, 210, 200, 180, 90, 5, 5}, [12]int{90, 100, 105, 100, 105, 100, 80, 60, 110, 110, 105, 60}, [2]int{1, 2}, 21, 8,
		[]crm.Channel{crm.ChannelEmail, crm.ChannelPhone}},
}

// clubs come as a group.
var clubs = []string{"Chiltern Walkers", "Quay Choir", "Thames Path Club", "Sketchers of Marlow", "Riverside Cyclists"}

// The rate classes of the rooms, by index.
const (
	flexible = iota
	advance
	corporate
	groupRate
)

// stays adds resources, rates, closures, bookings and turn-aways.
func (g *maker) stays() {
	rooms, table := g.capacity()
	closed := map[crm.Date]int{}
	for _, c := range g.Closures {
		for d := c.From; d <= c.To; d++ {
			closed[d] = roomCount - c.Units
		}
	}
	g.fill(rooms, g.roomAsks(), closed)
	g.tastings(table)
}

func (g *maker) capacity() (rooms, table crm.ID) {
	first := func() crm.Meta { return g.meta(firstDay, 0) }
	g.Resources = []crm.Resource{
		{Meta: first(), Name: "Guest rooms above the shop", ResourceKind: "room", Units: roomCount, FullPrice: pence(13000), VariableCost: pence(2400), CostKnown: true},
		{Meta: first(), Name: "Tasting table", ResourceKind: "table", Units: tableSeats, SlotMinutes: 120, Open: 1<<5 | 1<<6,
			OpenFrom: crm.NewClock(18, 0), OpenTo: crm.NewClock(20, 0), FullPrice: pence(2800), VariableCost: pence(900), CostKnown: true},
	}
	rooms, table = g.Resources[0].ID, g.Resources[1].ID
	g.Classes = []crm.RateClass{
		{Meta: first(), Name: "Flexible", Resource: rooms, Price: pence(11800)},
		{Meta: first(), Name: "Booked two weeks ahead", Resource: rooms, Price: pence(9500), MinAdvance: 14, NonRefundable: true},
		{Meta: first(), Name: "Business, Monday to Thursday", Resource: rooms, Price: pence(11000), Days: 1<<1 | 1<<2 | 1<<3 | 1<<4},
		{Meta: first(), Name: "Groups from three rooms", Resource: rooms, Price: pence(7800), MinUnits: 3, MinAdvance: 21},
	}
	for _, year := range []int{2024, 2025} {
		g.Closures = append(g.Closures, crm.CapacityCalendar{Meta: first(), Resource: rooms, From: crm.NewDate(year, 12, 24), To: crm.NewDate(year, 12, 26), Reason: "Closed for Christmas"})
	}
	g.Closures = append(g.Closures, crm.CapacityCalendar{Meta: first(), Resource: rooms, From: crm.NewDate(2026, 1, 12), To: crm.NewDate(2026, 1, 23), Units: 6, Reason: "Two rooms being painted"})
	return rooms, table
}

// roomAsks are all requests of the two years, in the order they came in.
func (g *maker) roomAsks() (asks []ask) {
	for d := firstDay; d <= lastDay+daysAhead; d++ {
		month := int(d.Time().Month()) - 1
		for _, guest := range guests {
			expected := guest.byDay[d.Weekday()] * guest.byMonth[month] / 100
			for range 8 { // at most eight parties a day, their mean as expected
				if g.rng.IntN(800) >= expected {
					continue
				}
				a := ask{start: d, nights: g.between(guest.nights[0], guest.nights[1]), units: 1, segment: guest.segment,
					booked: d - crm.Date(min(g.between(0, guest.lead), g.between(0, guest.lead))), channel: pick(g, guest.channels)}
				switch {
				case guest.segment == "Business":
					a.class = corporate
				case d-a.booked >= 14 && g.chance(60):
					a.class = advance
				}
				if g.chance(30) {
					a.party = g.someone()
				}
				asks = append(asks, g.fate(a, guest.cancel))
			}
		}
		if (d.Weekday() == 5 || d.Weekday() == 1) && month >= 2 && month <= 9 && g.chance(14) {
			asks = append(asks, g.fate(ask{start: d, nights: g.between(2, 3), units: g.between(3, 6), segment: "Group", group: pick(g, clubs),
				booked: d - crm.Date(g.between(45, 180)), channel: crm.ChannelEmail, class: groupRate}, 28))
		}
	}
	asks = slices.DeleteFunc(asks, func(a ask) bool { return a.booked > lastDay })
	slices.SortStableFunc(asks, func(a, b ask) int { return cmp.Compare(a.booked, b.booked) })
	return asks
}

// someone is one of the shop's customers.
func (g *maker) someone() crm.ID { return g.Parties[pick(g, g.regular).party].ID }

// fate decides whether a stay is called off or nobody comes.
func (g *maker) fate(a ask, cancel int) ask {
	switch {
	case g.chance(cancel) && a.start > a.booked:
		a.cancelled = a.booked + crm.Date(g.between(1, int(a.start-a.booked)))
	case a.segment != "Group":
		a.noShow = g.chance(2)
	}
	return a
}

// fill takes the requests as they come while there is room, and turns the
// others away.
func (g *maker) fill(rooms crm.ID, asks []ask, closed map[crm.Date]int) {
	taken := map[crm.Date]int{}
	free := map[crm.Date][]ask{} // rooms given back, by the day
	change := func(a ask, by int) {
		for n := range a.nights {
			taken[a.start+crm.Date(n)] += by * a.units
		}
	}
	today := firstDay - 400
	for _, a := range asks {
		for ; today < a.booked; today++ {
			for _, back := range free[today] {
				change(back, -1)
			}
		}
		fits := true
		for n := range a.nights {
			night := a.start + crm.Date(n)
			fits = fits && taken[night]+closed[night]+a.units <= roomCount
		}
		if !fits {
			g.turnAway(rooms, a)
			continue
		}
		change(a, 1)
		if a.cancelled > 0 {
			free[a.cancelled] = append(free[a.cancelled], a)
		}
		g.book(rooms, a)
	}
}

func (g *maker) book(rooms crm.ID, a ask) {
	class := g.Classes[a.class]
	b := crm.Booking{Meta: g.meta(a.booked, 0), Resource: rooms, Start: a.start, End: a.start + crm.Date(a.nights), Units: a.units, Party: a.party,
		PartySize: a.units * 2, RateClass: class.ID, Net: crm.PriceToAmount(class.Price, 2) * crm.Amount(a.nights*a.units), Status: crm.BookingSeated,
		BookedOn: a.booked, Segment: a.segment, Group: a.group, Channel: a.channel}
	if a.segment == "Business" {
		b.PartySize = a.units
	}
	b.Extra = crm.Amount(g.between(300, 900) * a.nights * a.units)
	switch {
	case a.cancelled > 0 && a.cancelled <= lastDay:
		b.Status, b.EndedOn, b.Net, b.Extra = crm.BookingCancelled, a.cancelled, 0, 0
	case a.start > lastDay && a.segment == "Group" && g.chance(30):
		b.Status, b.Extra = crm.BookingHeld, 0
	case a.start > lastDay:
		b.Status, b.Extra = crm.BookingConfirmed, 0
	case a.noShow:
		b.Status, b.Extra = crm.BookingNoShow, 0
	default:
		b.Rating = min(5, g.between(3, 6))
	}
	g.Bookings = append(g.Bookings, b)
}

// turnAway logs a request there was no room for; some are forgotten.
func (g *maker) turnAway(rooms crm.ID, a ask) {
	if g.chance(25) {
		return
	}
	g.TurnAways = append(g.TurnAways, crm.TurnAway{Meta: g.meta(a.booked, 0), Day: a.start, Nights: a.nights, AskedOn: a.booked, Resource: rooms,
		Units: a.units, Party: a.party, Segment: a.segment, Why: "full", Quoted: g.Classes[a.class].Price})
}

// tastings fills the table on Friday and Saturday evenings.
func (g *maker) tastings(table crm.ID) {
	for d := firstDay; d <= lastDay+21; d++ {
		if d.Weekday() != 5 && d.Weekday() != 6 {
			continue
		}
		left := tableSeats
		wished := g.between(2, 5) + int(d.Weekday()) - 5
		if m := d.Time().Month(); m == 11 || m == 12 {
			wished += 2 // presents are tried out
		}
		for range wished {
			seats, booked := g.between(2, 4), max(firstDay, d-crm.Date(g.between(0, 20)))
			if booked > lastDay {
				continue
			}
			if seats > left {
				g.TurnAways = append(g.TurnAways, crm.TurnAway{Meta: g.meta(booked, 0), Day: d, Time: crm.NewClock(18, 0), AskedOn: booked, Resource: table, Units: seats, Why: "full", Quoted: pence(2800)})
				continue
			}
			left -= seats
			b := crm.Booking{Meta: g.meta(booked, 0), Resource: table, Start: d, End: d, StartTime: crm.NewClock(18, 0), EndTime: crm.NewClock(20, 0),
				Units: seats, PartySize: seats, Party: g.someone(), Net: crm.Amount(2800 * seats), Status: crm.BookingSeated, BookedOn: booked, Channel: crm.ChannelInPerson}
			if d > lastDay {
				b.Status = crm.BookingConfirmed
			} else {
				// A full table is served later and liked less.
				b.WaitMin = g.between(0, 4) + (tableSeats-left)/2
				b.Rating = max(1, min(5, g.between(4, 6)-(tableSeats-left)/6))
			}
			g.Bookings = append(g.Bookings, b)
		}
	}
}
