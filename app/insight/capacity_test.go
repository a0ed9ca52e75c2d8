package insight

import (
	"strings"
	"testing"

	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// The walk-through of the README: a coach group asks for 5 rooms in May.
func TestOffer_000_25(t *testing.T) {
	s := sampleShop(t)
	s.show(PartOffer, "")
	b := s.page.frame.own.(*offerBody)
	b.arrive.SetDate(crm.NewDate(2027, 5, 7))
	b.nights.SetText("3")
	b.units.SetText("5")
	b.rate.SetAmount(7800)
	a := s.page.answer
	if a.headline != "Take it: £71.01 more than by waiting (-£248.54 to £558.40 in 8 of 10 cases)." || a.offer.tiles[1].value != "£67.71" || len(a.sheet.rows) != 3 {
		t.Fatalf("%q %+v", a.headline, a.offer.tiles)
	}
	for _, part := range []string{"5 units × 3 nights × 46% that the group comes × 100% of its units = 6.9", "£70.43 of the £301.59", "link 0.46"} {
		if !strings.Contains(strings.Join(a.about, "\n"), part) {
			t.Errorf("%q is not in %q", part, a.about)
		}
	}
	b.rate.SetAmount(2000)
	if !strings.HasPrefix(s.page.answer.headline, "Wait: ") {
		t.Errorf("at 20 a night: %q", s.page.answer.headline)
	}
	b.units.SetText("many")
	if s.page.answer.offer.asked.units != 5 {
		t.Error("what is no number was asked")
	}
	b.units.SetText("9")
	if s.page.answer.headline != "Wait: there is 1 unit too few on the fullest night." {
		t.Errorf("nine of eight rooms: %q", s.page.answer.headline)
	}
}

func TestOffer_KeptInTheCustomersFile(t *testing.T) {
	s := sampleShop(t)
	s.show(PartOffer, "")
	b := s.page.frame.own.(*offerBody)
	b.keep()
	if len(s.notices) != 1 || s.notices[0].Tone != ui.Bad {
		t.Fatalf("kept for nobody: %+v", s.notices)
	}
	who := s.facts().Party
	b.customer.SetChosen(ui.Choice{ID: who.ID[0], Title: who.Name[0]})
	before := notes(t, s)
	b.keep()
	after := notes(t, s)
	if len(after) != len(before)+1 || s.notices[len(s.notices)-1].Do == nil {
		t.Fatalf("%d notes after %d, %+v", len(after), len(before), s.notices)
	}
	found := false
	for _, n := range after {
		found = found || n.Parties[0] == who.ID[0] && strings.Contains(n.Body, s.page.answer.headline) && strings.HasPrefix(n.Summary, "Group, ")
	}
	if !found {
		t.Error("the note does not hold the answer")
	}
	var page strings.Builder
	if err := b.html(&page); err != nil || !strings.Contains(page.String(), "<td>") || !strings.Contains(page.String(), who.Name[0]) {
		t.Errorf("%v: %s", err, page.String())
	}
}

func notes(t *testing.T, s *shop) (out []crm.Interaction) {
	t.Helper()
	all, err := book.List[crm.Interaction](s.page.env.Book)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range all {
		if n.InteractionKind == crm.Note {
			out = append(out, *n)
		}
	}
	return out
}

// What the owner changes to try moves the advice at once, and goes back.
func TestProtect_Tried(t *testing.T) {
	s := sampleShop(t)
	before := s.show(PartProtect, "").headline
	b := s.page.frame.own.(*trialBody)
	b.asked[0].SetText("9")
	if got := s.page.answer.headline; got == before || !strings.Contains(got, "at most") {
		t.Errorf("nine flexible guests a day: %q", got)
	}
	b.reset.OnTapped()
	if got := s.page.answer.headline; got != before || b.asked[0].Text == "9" {
		t.Errorf("back to the book: %q, field %q", got, b.asked[0].Text)
	}
	changed(func(q *question) { q.asOf = crm.NewDate(2024, 12, 1) })(s.page)
	if a := s.page.answer; a.sheet != nil || !strings.Contains(a.headline, "too few such days") {
		t.Errorf("a month of history: %q", a.headline)
	}
}

func TestYieldAndPace_000_24_000_28(t *testing.T) {
	s := sampleShop(t)
	a := s.show(PartYield, "")
	if a.headline != "October 2026: 51% of the nights sold, £107.49 a night, 42% of what full price would bring." || len(a.more) != 2 || len(a.sheet.rows) != 12 {
		t.Errorf("%q, %d sheets", a.headline, len(a.more))
	}
	if got := s.show(PartPace, "").headline; got != "65 nights booked for the next 12 weeks, 14 more than at this time last year." {
		t.Error(got)
	}
	early(8)(s.page)
	s.show(PartYield, "")
	if a := s.page.answer; len(a.more) != 1 || !strings.Contains(strings.Join(a.about, " "), "needed to tell whether guests like full days less") {
		t.Errorf("nine days of history: %d sheets, %q", len(a.more), a.about)
	}
}
