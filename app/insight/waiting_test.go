package insight

import (
	"strings"
	"testing"

	"regulars/app/i18n"
	"regulars/data/insight"
)

func TestStoppingLeavesTheEarlierAnswerAndItsChoices(t *testing.T) {
	s := sampleShop(t)
	before := s.show(PartSegments, "")
	runner := &waitingRunner{}
	s.page.env.Runner = runner
	s.page.ask(func(q *question) { q.basis = insight.Margin })
	runner.later[0]()
	s.page.stop()
	runner.work[0]() // comes too late
	if s.page.answer != before || s.page.question.basis != insight.Revenue || s.page.waiting.busy != nil {
		t.Errorf("after stopping: another answer %v, choices %v", s.page.answer != before, s.page.question.basis)
	}
	s.page.ask(func(q *question) { q.basis = insight.Margin })
	runner.work[1]()
	if s.page.answer == before {
		t.Error("the question cannot be asked again")
	}
}

func TestStoppingTheFirstAnswerOffersToTryAgain(t *testing.T) {
	s := sampleShop(t)
	runner := &waitingRunner{}
	s.page.env.Runner = runner
	s.page.Show(at(PartDemand, ""))
	if got := texts(s.page.frame.below); got != "" {
		t.Errorf("something flickers: %q", got)
	}
	s.page.progressed(0.3)
	runner.later[0]()
	s.page.progressed(0.6)
	s.page.stop()
	if !strings.Contains(texts(s.page.frame.below), i18n.T("insightui.stopped_title")) {
		t.Errorf("a stopped page shows %q", texts(s.page.frame.below))
	}
	s.page.load()
	runner.work[1]()
	if s.page.answer == nil {
		t.Error("no answer after trying again")
	}
}
