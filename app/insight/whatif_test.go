package insight

import (
	"strings"
	"testing"

	"regulars/data/crm"
	"regulars/data/insight/whatif"
)

// 002-16: a scenario is kept, reopened, deleted and brought back, and no fact changes.
func TestWhatIf_002_16_ScenariosTouchNothing(t *testing.T) {
	s := sampleShop(t)
	a := s.show(PartWhatIf, "")
	before := s.facts()
	docs, lines := len(before.Doc.ID), len(before.Line.Net)
	if !strings.Contains(a.headline, "more a year") || len(a.spec.Categories) != 2 {
		t.Fatalf("%q %v", a.headline, a.spec.Categories)
	}
	for i := range a.spec.Categories {
		if l := s.listing(a.spec.Key(0, i)); len(l.documents) == 0 || l.text == "" {
			t.Errorf("%s opens %+v", a.spec.Categories[i], l)
		}
	}
	tea := whatif.Item{Category: before.Category.ID[1]}
	s.page.ask(func(q *question) {
		q.whatIf = whatif.Options{Move: 25, From: whatif.Item{Category: before.Category.ID[0]}, To: tea}
	})
	asked := s.page.answer.headline
	s.page.saveScenario(nil, "More tea")
	all, err := scenarios(s.page.env.Book)
	if err != nil || len(all) != 1 || all[0].Name != "More tea" || s.page.question.scenario != all[0].ID {
		t.Fatalf("%+v %v", all, err)
	}
	s.page.openScenario(all, crm.ID{})
	s.page.ask(func(q *question) { q.whatIf = whatif.Options{Keep: 1} })
	s.page.openScenario(all, all[0].ID)
	if s.page.answer.headline != asked || s.page.question.whatIf.To != tea {
		t.Errorf("reopened: %q, asked %q", s.page.answer.headline, asked)
	}
	s.page.dropScenario(all[0])
	if all, _ = scenarios(s.page.env.Book); len(all) != 0 {
		t.Errorf("%+v", all)
	}
	if after := s.facts(); len(after.Doc.ID) != docs || len(after.Line.Net) != lines {
		t.Error("the facts have changed")
	}
}
