package insight

import (
	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/basket"
	"regulars/data/insight/cohorts"
	"regulars/data/insight/cycle"
	"regulars/data/insight/demand"
	"regulars/data/insight/mix"
	"regulars/data/insight/movement"
	"regulars/data/insight/period"
	"regulars/data/insight/priceband"
	"regulars/data/insight/priority"
	"regulars/data/insight/profit"
	"regulars/data/insight/reasons"
	"regulars/data/insight/repurchase"
	"regulars/data/insight/restock"
	"regulars/data/insight/rfm"
	"regulars/data/insight/slow"
	"regulars/data/insight/track"
	"regulars/data/insight/whatif"
)

// measure is what a chart counts.
type measure string

// The measures. Margin is revenue less the frozen costs.
const (
	byRevenue   measure = "revenue"
	byMargin    measure = "margin"
	byOrders    measure = "orders"
	byUnits     measure = "units"
	byCustomers measure = "customers"
)

// question is everything the owner can choose. It is plain data: two equal
// questions have the same answer on the same book.
type question struct {
	part  string
	today crm.Date // set when asked
	asOf  crm.Date // zero: today

	window  int // days, 0: all
	basis   insight.Basis
	returns insight.Returns
	bounds  rfm.Bounds
	own     ownLimits // read with rfm.Fixed

	by      demand.By
	split   demand.Split
	demand  measure
	heat    measure
	people  measure
	unit    period.Unit
	months  int // whole months up to the as-of day, 0: all
	history int // the same for new and returning

	goods     basket.By      // what goes together
	offerItem crm.ID         // to offer; zero: the best for each customer
	whatIf    whatif.Options // of the levers
	scenario  crm.ID         // the one saved that is shown
	bandsBy   priceband.By
	reasonsBy reasons.By
	since     sinceDay      // before and now
	visit     visit         // on what
	behind    behind        // what a pair opens
	clocks    repurchase.By // what is bought again
	clockView clockView
	lead      int // days from a reminder to the day due
	horizon   int // days looked ahead
	track     trackView
	promised  string // the series of predictions looked at

	lifeView     lifeView
	moved        int // days of moves between stages, up to the as-of day
	cohortView   cohortView
	cohortBy     cohorts.By
	cohort       cohortMeasure
	rule         string // of a group, as written; "": everybody
	group        crm.ID // the saved group shown; zero: a new one
	moveOf       movedOf
	moveFrom     crm.Date         // zero: three months before
	profitBy     profit.By        // what a row of the profit is
	profitMonths int              // looked at, 0: all
	spendFrom    crm.Amount       // much spent; 0: the middle
	valueFrom    crm.Amount       // much brought; 0: the middle
	weights      priority.Weights // moved and not saved; zero: the saved ones
	priority     measure          // what priorities are of
	ahead        ahead            // of the forecast
	mix          mixChoice
	room         capacityChoice
	service      int       // per cent of cases in which the stock shall be enough
	slow         int       // days without a sale
	launching    launching // a new product
	costs        costsChoice
	price        priceChoice
	cycleOf      demandOf // of cycles and causes
	sitesDays    int      // looked at, and compared with as many before; 0: all
}

// ownLimits are limits the owner set, in an array so that questions compare.
type ownLimits struct {
	days, orders [4]int
	amounts      [4]crm.Amount
}

func defaultQuestion() question {
	return question{
		basis: insight.Revenue, returns: insight.Net,
		part: PartSegments,
		by:   demand.Month, split: demand.Category, demand: byRevenue, heat: byOrders,
		people: byCustomers, unit: period.Month, months: 12, history: 24,
		goods: basket.Product, visit: oneSale, behind: bothSales, clocks: repurchase.Product, clockView: whoIsDue, lead: 4, horizon: 90,
		track: trackPromises, promised: track.Customers,
		reasonsBy: reasons.Segment, since: sinceDay{months: 12},
		bandsBy: priceband.Segment, whatIf: whatif.Options{Move: 10, Keep: 5, Returns: 20},
		lifeView: byStage, moved: 90, cohortView: asTable, cohortBy: cohorts.Month, cohort: cohortShare,
		rule: "f >= 4 and r <= 2", moveOf: movedOf{of: movement.Segments},
		profitBy:  profit.Customer,
		slow:      slow.Days,
		priority:  byMargin,
		cycleOf:   demandOf{measure: cycle.Orders},
		sitesDays: 364,
		ahead:     ahead{view: salesAhead, measure: byOrders, months: 6, perPerson: 4, supposed: supposed{more: 10, price: 5}},
		mix:       mixChoice{by: mix.Weekday},
		room:      defaultCapacity(),
		service:   restock.DefaultService,
		launching: launching{price: anyPrice},
		costs:     defaultCosts(),
		price:     priceChoice{step: 5},
	}
}

// day is the as-of day.
func (q question) day() crm.Date {
	if q.asOf > 0 {
		return q.asOf
	}
	return q.today
}

// dayFor is the as-of day before the question is asked.
func (q question) dayFor(p *page) crm.Date {
	q.today = p.env.Today()
	return q.day()
}

// measure is what the chart of the part counts.
func (q question) measure() measure {
	if of := findPart(q.part).measure; of != nil {
		return of(q)
	}
	return measure(q.basis)
}

func demandMeasure(q question) measure { return q.demand }
func heatMeasure(q question) measure   { return q.heat }
func peopleMeasure(q question) measure { return q.people }

// revenueMeasure is of parts that know no other.
func revenueMeasure(question) measure { return byRevenue }

func forecastMeasure(q question) measure { return q.ahead.measure }

func (q question) reading() insight.Reading {
	r := insight.Reading{Basis: insight.Revenue, Returns: q.returns}
	if q.measure() == byMargin {
		r.Basis = insight.Margin
	}
	return r
}

// from is the first day of the asked months.
func (q question) from(months int) crm.Date {
	if months == 0 {
		return 0
	}
	return q.day().MonthStart().AddMonths(1 - months)
}

// windowStart is the first day of the asked window.
func (q question) windowStart() crm.Date {
	if q.window == 0 {
		return 0
	}
	return q.day() - crm.Date(q.window) + 1
}

func (q question) rfmOptions() rfm.Options {
	o := rfm.Options{AsOf: q.day(), Window: q.window, Reading: q.reading(), Bounds: q.bounds}
	if q.bounds == rfm.Fixed {
		o.Limits = rfm.Limits{Days: q.own.days[:], Orders: q.own.orders[:], Amounts: q.own.amounts[:]}
	}
	return o
}

func (q question) demandOptions() demand.Options {
	o := demand.Options{AsOf: q.day(), By: q.by, Split: q.split, Reading: q.reading(), Rank: rankOf(q.measure())}
	o.Filter.From = q.from(q.months)
	return o
}

func rankOf(m measure) demand.Measure {
	switch m {
	case byOrders:
		return demand.ByOrders
	case byUnits:
		return demand.ByUnits
	}
	return demand.ByNet
}
