package insight

import (
	"strings"
	"testing"

	"regulars/app/i18n"
	"regulars/data/insight/lifetime"
)

// forecastOf is the answer the page has to show.
func (s *shop) forecastOf() *lifetime.Forecast {
	s.t.Helper()
	q := s.page.question
	q.today = s.page.env.Today()
	f, err := lifetime.Ask(s.t.Context(), s.facts(), lifetime.Options{AsOf: q.day(), Horizon: q.horizon})
	if err != nil {
		s.t.Fatal(err)
	}
	return f
}

func TestNextPageShowsTheAnswersNumbers(t *testing.T) {
	s := sampleShop(t)
	for _, c := range []struct {
		gate lifetime.Gate
		days int // after the first sale; 0 for today
	}{{lifetime.Chances, 0}, {lifetime.Bands, 49}, {lifetime.Counts, 25}} {
		s.show(PartNext, "")
		if c.days > 0 {
			early(c.days)(s.page)
		}
		f, a := s.forecastOf(), s.page.answer
		if f.Gate != c.gate || len(a.sheet.rows) != len(f.Rows) || a.spec.N != f.Customers {
			t.Fatalf("gate %s, %d rows; the answer says %d customers", f.Gate, len(a.sheet.rows), f.Customers)
		}
		s.eachValue(func(v float64, l *listing) {
			if len(l.customers) != int(v) {
				t.Errorf("%s: %d customers behind %v", l.title, len(l.customers), v)
			}
		})
		for i, r := range a.sheet.rows {
			if chance := r.cells[1].text; r.route.ID != f.Rows[i].ID || c.gate != lifetime.Counts && (strings.Contains(chance, "%") != (c.gate == lifetime.Chances) || chance == "") {
				t.Errorf("%s: row %+v", c.gate, r)
			}
		}
		if f.Next != nil && c.gate != lifetime.Counts && !strings.Contains(a.headline, whole(f.Next.Orders.Low)) {
			t.Errorf("headline %q, want from %v", a.headline, f.Next.Orders)
		}
		for _, l := range i18n.Languages() {
			i18n.Set(l.Tag)
			s.page.build()
			s.page.load()
			if key := missing(s.page.Content()); key != "" {
				t.Errorf("%s: %s", l.Tag, key)
			}
		}
		i18n.Set("en")
		s.page.load()
	}
}
