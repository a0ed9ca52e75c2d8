package insight

import (
	"strings"

	"fyne.io/fyne/v2"

	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/basket"
	"regulars/data/insight/cohorts"
	"regulars/data/insight/demand"
	"regulars/data/insight/profit"
	"regulars/data/insight/rfm"
)

// Scenes are the screen's pictures of the tour.
func Scenes() (scenes []screen.Scene) {
	for _, p := range allParts() {
		scene := func(name string, act func(screen.Screen)) screen.Scene {
			return screen.Scene{Name: "insight-" + p.name + name, Route: at(p.name, ""), Act: act}
		}
		plain, empty := scene("", nil), scene("-empty", nil)
		plain.Readme, empty.Empty = p.readme, true
		scenes = append(scenes, plain, scene("-thin", earliest), empty,
			scene("-records", func(s screen.Screen) {
				on := s.(*page)
				on.Show(at(p.name, on.answer.actionKey))
			}))
		if p.body == nil {
			scenes = append(scenes, scene("-table", func(s screen.Screen) { s.(*page).frame.chart.ShowTable(true) }))
		}
		if p.margin != nil {
			scenes = append(scenes, scene("-margin", changed(p.margin)))
		}
		if p.scenes != nil {
			scenes = append(scenes, p.scenes()...)
		}
	}
	return scenes
}

// at is the route of a part with the key of records.
func at(part, query string) screen.Route {
	return screen.Route{Screen: screen.Insight, Part: part, Query: query}
}

func segmentsScenes() []screen.Scene {
	return []screen.Scene{
		{Name: "insight-segments-cell", Route: at(PartSegments, "cell=5-5"), Act: func(s screen.Screen) {
			if p := s.(*page); p.listing != nil && len(p.listing.customers) > 0 {
				p.frame.panel.scored.Select(p.listing.customers[0].id)
			}
		}},
		{Name: "insight-segments-limits", Route: at(PartSegments, ""), Act: func(s screen.Screen) {
			p := s.(*page)
			changed(func(q *question) { q.bounds, q.own = rfm.Fixed, ownFrom(p.answer.limits) })(s)
		}},
	}
}

func nextScenes() []screen.Scene {
	return []screen.Scene{
		{Name: "insight-next-counts", Route: at(PartNext, ""), Act: early(25)},
		{Name: "insight-next-bands", Route: at(PartNext, ""), Act: early(49)},
	}
}

func lifecycleScenes() []screen.Scene {
	return []screen.Scene{
		{Name: "insight-lifecycle-moves", Route: at(PartLifecycle, ""), Act: func(s screen.Screen) {
			p := s.(*page)
			p.Show(at(PartLifecycle, p.answer.sheet.rows[0].key))
		}},
		{Name: "insight-lifecycle-retention", Route: at(PartLifecycle, ""), Act: changed(func(q *question) { q.lifeView = byRetention })},
	}
}

func cohortsScenes() []screen.Scene {
	return []screen.Scene{
		{Name: "insight-cohorts-categories", Route: at(PartCohorts, ""), Act: changed(func(q *question) { q.cohortBy = cohorts.Category })},
		{Name: "insight-cohorts-stay", Route: at(PartCohorts, ""), Act: changed(func(q *question) { q.cohortView = asStay })},
		{Name: "insight-cohorts-money", Route: at(PartCohorts, ""), Act: changed(func(q *question) { q.cohort = cohortNet })},
	}
}

func rulesScenes() []screen.Scene {
	return []screen.Scene{
		{Name: "insight-rules-categories", Route: at(PartRules, ""), Act: changed(func(q *question) { q.goods, q.visit = basket.Category, oneDay })},
		{Name: "insight-rules-offers", Route: at(PartRules, ""), Act: func(s screen.Screen) {
			changed(func(q *question) { q.behind = offerTo })(s)
			p := s.(*page)
			p.Show(at(PartRules, p.answer.actionKey))
		}},
	}
}

func repurchaseScenes() []screen.Scene {
	return []screen.Scene{
		{Name: "insight-repurchase-how-soon", Route: at(PartRepurchase, ""), Act: changed(func(q *question) { q.clockView = howSoon })},
	}
}

func profitScenes() []screen.Scene {
	by := func(b profit.By) screen.Scene {
		return screen.Scene{Name: "insight-profit-" + string(b), Route: at(PartProfit, ""), Act: changed(func(q *question) { q.profitBy = b })}
	}
	return []screen.Scene{by(profit.Segment), by(profit.Product), {Name: "insight-profit-why", Route: at(PartProfit, ""), Act: func(s screen.Screen) {
		p := s.(*page)
		for _, row := range p.answer.sheet.rows {
			if row.cells[1].value < 0 {
				p.Show(at(PartProfit, row.key))
				return
			}
		}
	}}}
}

func demandScenes() []screen.Scene {
	by := func(split demand.Split) screen.Scene {
		return screen.Scene{Name: "insight-demand-" + strings.ReplaceAll(string(split), "_", "-"), Route: at(PartDemand, ""), Act: changed(func(q *question) { q.split = split })}
	}
	return []screen.Scene{
		{Name: "insight-waiting", Route: at(PartDemand, ""), Act: func(s screen.Screen) {
			p := s.(*page)
			p.waiting.busy = ui.Loading(t("loading"), p.stop)
			p.progressed(0.4)
			p.render()
		}},
		{Name: "insight-none-chosen", Route: at(PartDemand, ""), Act: func(s screen.Screen) {
			p := s.(*page)
			changed(func(q *question) { q.asOf = p.env.Today() + 1000 })(s)
		}},
		by(demand.Band), by(demand.Purpose), by(demand.Weather), by(demand.Event),
		{Name: "insight-demand-segment-below", Route: at(PartDemand, ""), Act: func(s screen.Screen) {
			changed(func(q *question) { q.split, q.by = demand.Segment, demand.Weekday })(s)
			below(s)
		}},
		{Name: "insight-demand-event-thin", Route: at(PartDemand, ""), Act: func(s screen.Screen) {
			early(1)(s)
			changed(func(q *question) { q.split = demand.Event })(s)
			below(s)
		}},
	}
}

// below shows what stands under the chart.
func below(s screen.Screen) {
	f := s.(*page).frame
	f.scroll.ScrollToOffset(fyne.NewPos(0, f.height+headRoom))
}

// headRoom is what headline and choices take.
const headRoom = 138

func changed(change func(*question)) func(screen.Screen) {
	return func(s screen.Screen) {
		p := s.(*page)
		p.ask(change)
		p.build() // the choices show what was changed
	}
}

func basisMargin(q *question)  { q.basis = insight.Margin }
func peopleMargin(q *question) { q.people = byMargin }
func demandMargin(q *question) { q.demand = byMargin }
func heatMargin(q *question)   { q.heat = byMargin }

// earliest looks back from a day when the business was young.
func earliest(s screen.Screen) { early(1)(s) }

// early looks back from so many days after the first sale.
func early(days int) func(screen.Screen) {
	return func(s screen.Screen) {
		p := s.(*page)
		first := p.env.Today()
		if snapshot, err := p.env.Book.Facts(); err == nil {
			for i, d := range snapshot.Doc.Date {
				if snapshot.Doc.Counts[i] {
					first = min(first, d)
				}
			}
		}
		changed(func(q *question) { q.asOf = first + crm.Date(days) })(s)
	}
}
