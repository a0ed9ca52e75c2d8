package sample

import (
	"fmt"
	"slices"
	"time"

	"regulars/data/crm"
)

// habit is how a group of customers lives with the shop.
type habit struct {
	name    string
	count   int
	gap     int // usual days between visits
	hours   []int
	groups  []string // what they buy, the first the most
	size    int      // usual number of lines
	company bool
}

var (
	morning   = []int{8, 8, 8, 9, 9, 10}
	afternoon = []int{13, 14, 15, 15, 16, 17}
	anyHour   = []int{9, 10, 11, 11, 12, 14, 15, 16, 17}
)

var habits = []habit{
	{"counter", 12, 9, morning, []string{"Drinks", "Drinks", "Cakes", "Espresso beans"}, 1, false},
	{"often", 20, 15, anyHour, []string{"Drinks", "Espresso beans", "Cakes", "Black tea"}, 2, false},
	{"beans", 48, 26, anyHour, []string{"Espresso beans", "Filter beans", "Filter beans", "Brewing"}, 2, false},
	{"tea", 45, 36, afternoon, []string{"Black tea", "Green and white tea", "Herbs and fruit"}, 2, false},
	{"monthly", 55, 46, anyHour, []string{"Filter beans", "Black tea", "Green and white tea"}, 2, false},
	{"seldom", 80, 120, afternoon, []string{"Gifts", "Herbs and fruit", "Espresso beans", "Brewing", "Tastings"}, 2, false},
	{"once", 90, 400, afternoon, []string{"Gifts", "Tastings", "Filter beans"}, 1, false},
	{"café", 14, 17, morning, []string{"Espresso beans"}, 2, true},
	{"office", 22, 33, morning, []string{"Filter beans", "Black tea"}, 2, true},
}

// customer is a party with the habit it lives by.
type customer struct {
	habit
	party    int // in Parties
	gap      int
	weekday  time.Weekday
	hour     int
	from, to crm.Date
	favorite []int // products
	online   bool
}

// lapsing is how many frequent customers have lately stopped coming.
const lapsing = 8

func (g *maker) customers() {
	for _, h := range habits {
		for i := range h.count {
			c := g.customer(h)
			if h.name == "often" && i < lapsing {
				c.from, c.to = firstDay+crm.Date(i*3), lastDay-crm.Date(c.gap*g.between(4, 8))
			}
			g.regular = append(g.regular, c)
		}
	}
	slices.SortStableFunc(g.regular, func(a, b customer) int { return int(a.from - b.from) })
	for i := range g.regular {
		g.regular[i].party = len(g.Parties)
		g.Parties = append(g.Parties, g.party(g.regular[i]))
		if g.regular[i].company {
			g.contactPerson(g.regular[i])
		}
	}
}

func (g *maker) customer(h habit) customer {
	c := customer{
		habit: h, gap: g.around(h.gap), weekday: time.Weekday(g.between(2, 6)), hour: pick(g, h.hours),
		from: firstDay + crm.Date(g.rng.IntN(min(h.gap, 45))), to: lastDay, online: g.chance(12),
	}
	if g.chance(60) { // the others were customers before the records begin
		c.from += crm.Date(g.rng.IntN(int(lastDay-firstDay) * 85 / 100))
	}
	if g.chance(12) && h.gap < 60 {
		c.to = min(lastDay, c.from+crm.Date(g.between(60, 500)))
	}
	for range g.between(1, 3) {
		c.favorite = append(c.favorite, pick(g, g.goods[pick(g, h.groups)]))
	}
	if h.name == "café" {
		c.favorite = []int{4}
	}
	return c
}

func (g *maker) party(c customer) crm.Party {
	if c.company {
		p := g.organization(g.company(), c.from)
		p.Roles, p.Group, p.Tags = []crm.Role{crm.RoleCustomer}, "Wholesale", []crm.ID{g.tag("Wholesale")}
		return p
	}
	who := g.person()
	p := crm.Party{
		Meta: g.meta(c.from, 0), PartyKind: crm.Person, DisplayName: who.display, Name: who.name,
		Roles: []crm.Role{crm.RoleCustomer}, FirstSeen: c.from, Language: who.language, Group: "Shop",
		Acquired: pick(g, sources),
	}
	g.reach(&p, who)
	g.describe(&p, c)
	return p
}

// reach gives a person ways to be reached; some left none.
func (g *maker) reach(p *crm.Party, who person) {
	if g.chance(78) {
		p.Points = append(p.Points, g.phone(true))
	}
	if g.chance(70) {
		p.Points = append(p.Points, crm.NewEmail(who.latin+"@example.com"))
	}
	if g.chance(40) {
		p.Addresses = []crm.Address{g.address("home")}
	}
	if g.chance(8) {
		p.DoNotContact = map[crm.Channel]crm.Date{crm.ChannelPhone: p.FirstSeen}
	}
	p.PreferredChannel = pick(g, []crm.Channel{crm.ChannelInPerson, crm.ChannelPhone, crm.ChannelEmail, crm.ChannelChat})
}

var partyNotes = []string{
	"Takes oat milk. Reads the paper at the window.", "Allergic to nuts: check the cakes.", "Grinds at home, wants the roast date on the bag.",
	"Brings the dog, a small brown one.", "Pays for the whole table on Saturdays.", "Buys for the choir as well.",
	"Looking for a decaf that tastes of something.", "Prefers to be asked, not sold to.", "Birthday presents: always two tins.",
	"Sends colleagues from the surgery across the road.", "Learned to brew at our tasting.", "Wants a message when the spring Darjeeling comes in.",
}

// describe adds what the people at the counter know.
func (g *maker) describe(p *crm.Party, c customer) {
	p.Custom = map[string]string{}
	switch {
	case c.groups[0] == "Espresso beans" || c.groups[0] == "Filter beans":
		p.Custom["grind"] = pick(g, customFields[0].Options)
	case c.habit.gap < 20:
		p.Custom["card"] = fmt.Sprintf("LL-%04d", 1000+len(g.Parties))
	}
	if c.habit.gap <= 26 {
		p.Tags = append(p.Tags, g.tag("Regular"))
	}
	for _, t := range []string{"Tasting club", "Gives presents", "Decaf only", "Neighbour"} {
		if g.chance(6) {
			p.Tags = append(p.Tags, g.tag(t))
		}
	}
	if g.chance(30) {
		p.Note = pick(g, partyNotes)
	}
	if g.chance(15) {
		p.BirthDate = crm.NewDate(g.between(1950, 2004), time.Month(g.between(1, 12)), g.between(1, 28))
	}
}

// contactPerson adds who answers for a company.
func (g *maker) contactPerson(c customer) {
	org, who := g.Parties[c.party], g.person()
	p := crm.Party{
		Meta: g.meta(c.from, 0), PartyKind: crm.Person, DisplayName: who.display, Name: who.name, Company: org.DisplayName,
		JobTitle: pick(g, []string{"Owner", "Office manager", "Buyer", "Chef"}), FirstSeen: c.from, Language: who.language,
		Points: []crm.ContactPoint{g.phone(true), crm.NewEmail(who.latin + "@example.com")},
	}
	g.Parties = append(g.Parties, p)
	g.Relationships = append(g.Relationships, crm.Relationship{Meta: g.meta(c.from, 0), From: org.ID, To: p.ID, Type: "employs", Since: c.from})
}
