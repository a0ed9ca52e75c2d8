package insight

import (
	"strings"
	"testing"

	"regulars/app/i18n"
	"regulars/data/crm"
	"regulars/data/insight/basket"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/repurchase"
)

func TestRulesPageShowsTheAnswersNumbers(t *testing.T) {
	s := sampleShop(t)
	a := s.show(PartRules, "")
	r, err := basket.Ask(s.facts(), basket.Options{AsOf: s.page.env.Today(), MaxLen: 2})
	if err != nil || r.Telling == 0 {
		t.Fatal(r.Telling, err)
	}
	best := r.Rows[0]
	if !best.Telling || !strings.Contains(a.headline, best.If[0].Name) || !strings.Contains(a.headline, i18n.Number(best.Lift, 1)) || a.spec.Series[0].Values[0] != best.Lift {
		t.Errorf("headline %q, first bar %v; want %+v", a.headline, a.spec.Series[0].Values[0], best)
	}
	at := map[string]basket.Row{}
	for _, row := range r.Rows {
		at[bt("pair", pairArgs(row))] = row
	}
	for i, name := range a.spec.Categories {
		row := at[name]
		l := s.listing(a.spec.Key(0, i))
		if !row.Telling || len(l.documents) != row.Count || l.hint == "" {
			t.Errorf("%s opens %d sales, want %+v", name, len(l.documents), row)
		}
	}
	s.page.ask(func(q *question) { q.goods, q.visit = basket.Category, oneDay })
	if b := s.page.answer; len(b.spec.Categories) == 0 || b.spec.Categories[0] == a.spec.Categories[0] {
		t.Errorf("categories of a day: %v", b.spec.Categories)
	}
}

func TestRepurchasePageListsWhoIsDue(t *testing.T) {
	s := sampleShop(t)
	a := s.show(PartRepurchase, "")
	for i, key := range a.spec.Series[0].Keys {
		l := s.listing(key)
		if len(l.customers) != int(a.spec.Series[0].Values[i]) {
			t.Errorf("%s: %d customers behind %v", l.title, len(l.customers), a.spec.Series[0].Values[i])
		}
		for _, c := range l.customers {
			if c.why == "" || c.last == 0 || c.orders == 0 || c.net <= 0 {
				t.Errorf("%s: %+v", l.title, c)
			}
		}
	}
	for _, by := range []repurchase.By{repurchase.Product, repurchase.Category, repurchase.Shop} {
		s.page.ask(func(q *question) { q.clockView, q.clocks = howSoon, by })
		if spec := s.page.answer.spec; len(spec.Categories) == 0 || s.listing(spec.Key(0, 0)).text == "" {
			t.Errorf("%s: %v", by, spec.Categories)
		}
	}
}

// Formula every 21 days, and one tin on 1 March: due on the 22nd.
func TestRepurchasePageTellsTheDay(t *testing.T) {
	var made insighttest.Shop
	made.Customers(2)
	made.Records[1].(*crm.Party).DisplayName = "Carla"
	made.Records = append(made.Records, &crm.Product{Meta: crm.Meta{ID: insighttest.ProductID(1)}, Name: "Formula", ProductKind: crm.Good})
	for visit := range 5 {
		made.Buy(1, crm.NewDate(2026, 3, 10)-crm.Date(21*visit), 2000).Lines[0].Product = insighttest.ProductID(1)
	}
	made.Buy(2, crm.NewDate(2026, 3, 1), 2000).Lines[0].Product = insighttest.ProductID(1)
	settings := crm.DefaultSettings()
	settings.SampleAsOf = crm.NewDate(2026, 3, 18)
	s := newShop(t, settings, made.Records...)
	a := s.show(PartRepurchase, "")
	if !strings.Contains(a.headline, "Carla") || !strings.Contains(a.headline, i18n.Date(crm.NewDate(2026, 3, 22))) {
		t.Errorf("headline %q", a.headline)
	}
	why := s.listing(a.actionKey).customers[0].why
	for _, want := range []string{"Formula", i18n.Date(crm.NewDate(2026, 3, 1)), i18n.Date(crm.NewDate(2026, 3, 18)), i18n.Date(crm.NewDate(2026, 3, 22)), "21 days"} {
		if !strings.Contains(why, want) {
			t.Errorf("why %q does not name %q", why, want)
		}
	}
}

func TestRulesPageListsWhomToOfferThem(t *testing.T) {
	s := sampleShop(t)
	s.show(PartRules, "")
	s.page.ask(func(q *question) { q.behind = offerTo })
	r, err := basket.Ask(s.facts(), basket.Options{AsOf: s.page.env.Today(), MaxLen: 2})
	if err != nil {
		t.Fatal(err)
	}
	best := r.Rows[0]
	l := s.listing(s.page.answer.actionKey)
	if l.sales || len(l.customers) == 0 {
		t.Fatalf("%+v", l)
	}
	had := map[crm.ID]bool{}
	for _, doc := range r.Records(basket.Row{If: []basket.Item{best.Then}, Then: best.Then}) {
		if p := s.facts().Doc.Party[doc]; p >= 0 {
			had[s.facts().Party.ID[p]] = true
		}
	}
	for _, c := range l.customers {
		if had[c.id] || c.name == "" || !strings.Contains(c.why, c.name) || c.orders == 0 {
			t.Errorf("%+v", c)
		}
	}
}
