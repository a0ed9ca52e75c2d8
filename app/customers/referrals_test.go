package customers

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

func (s *shop) referrals() (live []crm.Referral) {
	s.t.Helper()
	list, err := book.List[crm.Referral](s.env.Book)
	if err != nil {
		s.t.Fatal(err)
	}
	for _, r := range list {
		if !r.Deleted() {
			live = append(live, *r)
		}
	}
	return live
}

// three people nobody has brought yet, on the page of the first.
func three(t *testing.T) (s *shop, ids [3]crm.ID) {
	var records []crm.Record
	for i, name := range []string{"Ada Brook", "Bela Croft", "Cora Dale"} {
		p := plainParty(name)
		p.ID = crm.NewID()
		ids[i] = p.ID
		records = append(records, p)
	}
	s = newShop(t, crm.DefaultSettings(), records...)
	s.open(ids[0])
	return s, ids
}

func (s *shop) open(id crm.ID) { s.goTo(screen.Route{Screen: screen.Customers, ID: id}) }

// pickAndSave chooses a person in the open form and saves.
func (s *shop) pickAndSave(what adding, name string) {
	s.t.Helper()
	s.screen.page.begin(what)
	for _, o := range test.LaidOutObjects(s.canvas.Content()) {
		if pick, ok := o.(*ui.PickField); ok {
			pick.SetChosen(findParties(s.env, name, s.screen.page.id)[0])
		}
	}
	s.press("Save")
}

// press taps the button with a text.
func (s *shop) press(text string) {
	s.t.Helper()
	for _, o := range test.LaidOutObjects(s.canvas.Content()) {
		if b, ok := o.(*ui.Button); ok && b.Text == text {
			test.Tap(b)
			return
		}
	}
	s.t.Fatalf("no button %q", text)
}

func (s *shop) page() string { return test.RenderToMarkup(s.canvas) }

func TestReferrals_ChoosingWhoBroughtThemMakesAReferral_000_10(t *testing.T) {
	s, ids := three(t)
	s.pickAndSave(addReferrer, "Bela")
	all := s.referrals()
	if len(all) != 1 || all[0].Referrer != ids[1] || all[0].Referred != ids[0] || all[0].Status != crm.ReferralConverted {
		t.Fatalf("saved %+v", all)
	}
	if !strings.Contains(s.page(), "Became a customer") {
		t.Error("the page does not show it")
	}
	s.pickAndSave(addReferred, "Cora")
	if all = s.referrals(); len(all) != 2 {
		t.Fatalf("saved %+v", all)
	}
	s.notices[len(s.notices)-1].Do()
	if len(s.referrals()) != 1 {
		t.Error("undo left it")
	}
}

func TestReferrals_ACircleAndASecondReferrerAreRefusedInWords(t *testing.T) {
	s, ids := three(t)
	s.pickAndSave(addReferrer, "Bela")
	s.open(ids[1])
	s.pickAndSave(addReferrer, "Ada")
	if page := s.page(); len(s.referrals()) != 1 || !strings.Contains(page, "circle") {
		t.Errorf("%d referrals", len(s.referrals()))
	}
	s.open(ids[2])
	s.pickAndSave(addReferred, "Ada")
	if page := s.page(); len(s.referrals()) != 1 || !strings.Contains(page, "already") {
		t.Errorf("%d referrals", len(s.referrals()))
	}
}

func TestReferrals_AreChangedAndRemoved(t *testing.T) {
	s, ids := three(t)
	s.pickAndSave(addReferred, "Bela")
	one := s.referrals()[0]
	s.screen.page.begin(editing + adding(one.ID.String()))
	one.Status, one.RewardCost = crm.ReferralNamed, 250
	if text := s.screen.page.saveReferral(&one, ""); text != "" {
		t.Fatal(text)
	}
	if got := s.referrals()[0]; got.Status != crm.ReferralNamed || got.RewardCost != 250 || !strings.Contains(s.page(), "Named only") {
		t.Errorf("changed to %+v", got)
	}
	s.open(ids[1])
	if s.screen.page.data.mouth.by == nil || s.screen.page.data.mouth.by.name != "Ada Brook" {
		t.Errorf("%+v", s.screen.page.data.mouth)
	}
	s.screen.page.remove(*s.screen.page.data.mouth.by)
	if len(s.referrals()) != 0 {
		t.Error("still there")
	}
}

func TestReferrals_PageSaysWhatTheyAreWorth_B14(t *testing.T) {
	s := sampleShop(t)
	s.screen.sceneReferrals(addNothing)
	m := s.screen.page.data.mouth
	if !m.reckons || m.worth.Direct.Customers == 0 || !strings.Contains(s.screen.page.worthText(), "came directly") {
		t.Errorf("%+v", m.worth)
	}
}
