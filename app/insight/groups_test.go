package insight

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/insight/movement"
	"regulars/data/insight/segment"
)

func builderOf(s *shop) *groupBuilder { return s.page.frame.own.(*groupsBody).builder }

// The builder asks what is finished, says it in a sentence, and keeps it.
func TestGroupsAreBuiltAndSaved_000_06(t *testing.T) {
	s := sampleShop(t)
	a := s.show(PartGroups, "")
	b := builderOf(s)
	if len(b.draft.Parts) != 2 || len(a.sheet.rows) == 0 {
		t.Fatalf("%+v, %d rows", b.draft, len(a.sheet.rows))
	}
	b.draft.Parts = append(b.draft.Parts, crm.Rule{Field: segment.FieldConsent, Op: string(segment.Is), Value: "email"}, crm.Rule{Field: segment.FieldBoughtProduct, Op: string(segment.Is)})
	b.reshaped()
	if got := s.page.question.rule; got != "f >= 4 and r <= 2 and consent = email" || len(b.draft.Parts) != 4 {
		t.Errorf("asked %q of %+v", got, b.draft)
	}
	if !strings.Contains(s.page.answer.headline, "may be contacted (e-mail)") {
		t.Error(s.page.answer.headline)
	}
	b.save()
	if s.page.question.group != (crm.ID{}) || len(s.notices) != 1 {
		t.Fatalf("saved without a name: %v", s.notices)
	}
	b.name.SetText("Gone quiet")
	b.save()
	b = builderOf(s)
	if b.current() == nil || b.current().Name != "Gone quiet" || ruleKey(b.current().Rule) != "f >= 4 and r <= 2 and consent = email" {
		t.Fatalf("%+v", b.current())
	}
	b.duplicate()
	if len(b.with.saved) != 2 || b.current().Name != "Gone quiet (copy)" {
		t.Fatalf("%d saved, shown %+v", len(b.with.saved), b.current())
	}
	b.remove()
	if len(b.with.saved) != 1 || b.current() != nil {
		t.Fatalf("%d saved, shown %+v", len(b.with.saved), b.current())
	}
	s.page.ask(func(q *question) { q.rule = "" })
	s.show(PartGroups, keyOf("group", b.with.saved[0].ID.String()))
	if got := s.page.question.rule; got != "f >= 4 and r <= 2 and consent = email" {
		t.Errorf("opened %q", got)
	}
	s.show(PartMovement, keyOf("group", b.with.saved[0].ID.String()))
	if s.page.question.moveOf.of != movement.Group || len(s.page.answer.spec.Cells) != 3 {
		t.Errorf("%+v", s.page.question.moveOf)
	}
}

// A group of conditions begins with one, takes more, is asked and can go again.
func TestGroupsBeginAGroupOfConditions(t *testing.T) {
	s := sampleShop(t)
	s.show(PartGroups, "")
	b := builderOf(s)
	press := func(text string, at int) {
		t.Helper()
		var found []*ui.Button
		for _, o := range test.LaidOutObjects(b.rows) {
			if button, ok := o.(*ui.Button); ok && button.Text == text {
				found = append(found, button)
			}
		}
		if at >= len(found) {
			t.Fatalf("%d buttons %q", len(found), text)
		}
		found[at].OnTapped()
	}
	press(gt("add_group"), 0)
	if got := s.page.question.rule; got != "f >= 4 and r <= 2 and orders >= 1" || len(b.draft.Parts) != 3 {
		t.Fatalf("asked %q of %+v", got, b.draft)
	}
	press(gt("add"), 0) // of the group: it stands above that of the whole
	b.draft.Parts[2].Parts[1] = crm.Rule{Field: segment.FieldConsent, Op: string(segment.Is), Value: "email"}
	b.reshaped()
	if got := s.page.question.rule; got != "f >= 4 and r <= 2 and (orders >= 1 or consent = email)" {
		t.Errorf("asked %q", got)
	}
	b.name.SetText("Two ways")
	b.save()
	if b = builderOf(s); len(b.draft.Parts) != 3 || len(b.draft.Parts[2].Parts) != 2 {
		t.Errorf("kept %+v", b.draft)
	}
}

// Rules with more levels than rows are said, not lost.
func TestGroupsDeepRuleStays(t *testing.T) {
	s := sampleShop(t)
	s.show(PartGroups, "")
	s.page.ask(func(q *question) { q.rule = "not (r >= 4 and not (f >= 3 and m <= 2))" })
	if b := builderOf(s); editable(b.draft, 2) || len(s.page.answer.sheet.rows) == 0 {
		t.Errorf("%+v", b.draft)
	}
}

// Behind every cell stand as many customers as it says, with their reasons.
func TestMovementListsTheCustomers_B20(t *testing.T) {
	s := sampleShop(t)
	for _, of := range []movement.Of{movement.Segments, movement.Value, movement.Stages} {
		s.show(PartMovement, "")
		s.page.ask(func(q *question) { q.moveOf.of = of })
		a, all := s.page.answer, 0
		for i, row := range a.spec.Cells {
			for j, v := range row {
				if !(v > 0) {
					continue
				}
				l := s.listing(a.spec.CellKeys[i][j])
				if len(l.customers) != int(v) || l.customers[0].why == "" {
					t.Errorf("%s: %d customers behind %v", l.title, len(l.customers), v)
				}
				all += int(v)
			}
		}
		if all != a.spec.N || all == 0 {
			t.Errorf("%s: %d in cells, n %d", of, all, a.spec.N)
		}
	}
}
