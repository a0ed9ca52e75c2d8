package sample

import (
	"cmp"
	"slices"

	"regulars/data/crm"
)

// The number of referrals, and how many steps a chain of them has at most.
const (
	referrals  = 70
	chainSteps = 4
)

var rewards = []struct {
	name string
	cost crm.Amount
}{
	{"A bag of Lake Kivu", 505}, {"A seat at the Saturday tasting", 600}, {"£5 off", 500}, {"A tin of Bergamot Grey", 215},
}

// network says where customers came from, what it took to win them, who
// brought whom, and why people bought.
func (g *maker) network() {
	bought := map[crm.ID]bool{}
	for _, d := range g.Documents {
		bought[d.Party] = bought[d.Party] || d.DocType != crm.Quote
	}
	for i := range g.regular {
		g.won(&g.regular[i])
	}
	g.referrals(bought)
	for i := range g.Documents {
		if d := &g.Documents[i]; d.DocType == crm.Order && !d.Party.IsZero() && g.chance(22) {
			d.Reason = g.reason(crm.ReasonPurchase).ID
		}
	}
}

// Where people came from, the likelier ones more than once; "" for those
// nobody asked. Companies have other ways.
var (
	sources        = []string{"Street", "Street", "Street", "Web", "Web", "Tasting", "Christmas market", ""}
	companySources = []string{"Trade fair", "Trade fair", "Phone call", "Advertisement", "Street", ""}
)

// winCost is what a customer from a source took to win, in pence from and to.
var winCost = map[string][2]int{
	"Web": {300, 1600}, "Tasting": {300, 900}, "Christmas market": {200, 700},
	"Trade fair": {9_000, 26_000}, "Phone call": {1_500, 6_000}, "Advertisement": {2_000, 9_000},
}

// won writes down, for some, what samples, stalls and advertisements it took
// to win them.
func (g *maker) won(c *customer) {
	p, told := &g.Parties[c.party], 40
	if c.company {
		p.Acquired, told = pick(g, companySources), 70
	}
	if of := winCost[p.Acquired]; g.chance(told) {
		p.AcquisitionCost, p.AcquisitionKnown = crm.Amount(g.between(of[0], of[1])), p.Acquired != ""
	}
}

// referrals links customers to those who came before them, so that chains
// never close. Those who have brought somebody are likelier to bring more.
func (g *maker) referrals(bought map[crm.ID]bool) {
	order := g.rng.Perm(len(g.regular))[:referrals]
	slices.Sort(order) // customers stand in the order of their first day
	step := map[int]int{}
	var keen []int
	for _, at := range order {
		if at < 5 {
			continue
		}
		from := g.rng.IntN(at)
		if len(keen) > 0 && g.chance(65) {
			from = pick(g, keen)
		}
		if step[from] >= chainSteps {
			continue
		}
		step[at] = step[from] + 1
		keen = append(keen, from, at)
		g.refer(&g.regular[from], &g.regular[at], bought)
	}
	slices.SortStableFunc(g.Referrals, func(a, b crm.Referral) int { return cmp.Compare(a.Date, b.Date) })
}

func (g *maker) refer(from, to *customer, bought map[crm.ID]bool) {
	p := &g.Parties[to.party]
	p.Acquired, p.AcquisitionCost, p.AcquisitionKnown = "Friend", 0, false
	day := max(firstDay, to.from-crm.Date(g.between(0, 20)))
	r := crm.Referral{Meta: g.meta(day, 0), Referrer: g.Parties[from.party].ID, Referred: p.ID, Date: day, Status: crm.ReferralConverted}
	if !bought[p.ID] {
		r.Status = pick(g, []crm.ReferralStatus{crm.ReferralNamed, crm.ReferralContacted})
	} else if g.chance(45) {
		w := pick(g, rewards)
		r.Reward, r.RewardCost = w.name, w.cost
	}
	g.Referrals = append(g.Referrals, r)
}
