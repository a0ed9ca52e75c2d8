package insight

import (
	"regulars/app/screen"
	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/basket"
	"regulars/data/insight/rfm"
)

// Scenes are the screen's pictures of the tour.
func Scenes() []screen.Scene {
	at := func(part, query string) screen.Route {
		return screen.Route{Screen: screen.Insight, Part: part, Query: query}
	}
	var scenes []screen.Scene
	for _, part := range parts() {
		scenes = append(scenes,
			screen.Scene{Name: "insight-" + part, Route: at(part, ""), Readme: part == PartSegments || part == PartDemand},
			screen.Scene{Name: "insight-" + part + "-table", Route: at(part, ""), Act: func(s screen.Screen) { s.(*page).frame.chart.ShowTable(true) }},
			screen.Scene{Name: "insight-" + part + "-margin", Route: at(part, ""), Act: changed(useMargin)},
			screen.Scene{Name: "insight-" + part + "-thin", Route: at(part, ""), Act: earliest},
			screen.Scene{Name: "insight-" + part + "-empty", Empty: true, Route: at(part, "")},
			screen.Scene{Name: "insight-" + part + "-records", Route: at(part, ""), Act: func(s screen.Screen) {
				p := s.(*page)
				p.Show(at(part, p.answer.actionKey))
			}},
		)
	}
	return append(scenes,
		screen.Scene{Name: "insight-next-counts", Route: at(PartNext, ""), Act: early(25)},
		screen.Scene{Name: "insight-next-bands", Route: at(PartNext, ""), Act: early(49)},
		screen.Scene{Name: "insight-segments-cell", Route: at(PartSegments, "cell=5-5"), Act: func(s screen.Screen) {
			if p := s.(*page); p.listing != nil && len(p.listing.customers) > 0 {
				p.frame.panel.scored.Select(p.listing.customers[0].id)
			}
		}},
		screen.Scene{Name: "insight-segments-limits", Route: at(PartSegments, ""), Act: func(s screen.Screen) {
			p := s.(*page)
			changed(func(q *question) { q.bounds, q.own = rfm.Fixed, ownFrom(p.answer.limits) })(s)
		}},
		screen.Scene{Name: "insight-rules-categories", Route: at(PartRules, ""), Act: changed(func(q *question) { q.goods, q.visit = basket.Category, oneDay })},
		screen.Scene{Name: "insight-rules-offers", Route: at(PartRules, ""), Act: func(s screen.Screen) {
			changed(func(q *question) { q.behind = offerTo })(s)
			p := s.(*page)
			p.Show(at(PartRules, p.answer.actionKey))
		}},
		screen.Scene{Name: "insight-repurchase-how-soon", Route: at(PartRepurchase, ""), Act: changed(func(q *question) { q.clockView = howSoon })},
		screen.Scene{Name: "insight-none-chosen", Route: at(PartDemand, ""), Act: func(s screen.Screen) {
			p := s.(*page)
			changed(func(q *question) { q.asOf = p.env.Today() + 1000 })(s)
		}},
	)
}

func changed(change func(*question)) func(screen.Screen) {
	return func(s screen.Screen) {
		p := s.(*page)
		p.ask(change)
		p.build() // the choices show what was changed
	}
}

func useMargin(q *question) {
	q.basis, q.demand, q.heat, q.people = insight.Margin, byMargin, byMargin, byMargin
}

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
