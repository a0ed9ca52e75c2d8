package customers

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

func TestBriefTab_004_18(t *testing.T) {
	p, records := oneOfEach()
	s := newShop(t, crm.DefaultSettings(), records...)
	s.screen.Show(screen.Route{Screen: screen.Customers, ID: p.ID})
	page := s.screen.page
	if page.brief != nil {
		t.Error("worked out before it is asked for")
	}
	page.tab = tabBrief
	page.render()
	if page.brief == nil {
		t.Fatal("no brief")
	}
	first := page.brief.Text()
	for _, want := range []string{"Buys 2 × Tea about every 20 days", "Asks for mint", "Send sample"} {
		if !strings.Contains(first, want) {
			t.Errorf("no %q in\n%s", want, first)
		}
	}
	copied := page.copyBrief(page.brief)
	copied.OnTapped()
	if got := fyne.CurrentApp().Clipboard().Content(); got != first {
		t.Errorf("copied %q", got)
	}
	if n := s.notices[len(s.notices)-1]; n.Tone != ui.Good {
		t.Errorf("notice %+v", n)
	}
	// A change of the data changes the brief.
	if _, err := s.env.Book.Update("", func(tx *book.Tx) error {
		return tx.Put(order(p.ID, records[1].(*crm.Product).ID, "9", day("2026-10-01"), 2, 350))
	}); err != nil {
		t.Fatal(err)
	}
	page.load()
	if second := page.brief.Text(); second == first || !strings.Contains(second, "4 purchases from 1 Feb 2026 to 1 Oct 2026") {
		t.Errorf("after a purchase\n%s", second)
	}
	other := plainParty("Ben")
	if _, err := s.env.Book.Update("", func(tx *book.Tx) error { return tx.Put(other) }); err != nil {
		t.Fatal(err)
	}
	s.screen.Show(screen.Route{Screen: screen.Customers, ID: other.ID})
	if page.brief == nil || page.brief.Name != "Ben" {
		t.Errorf("the brief of %+v instead of Ben's", page.brief)
	}
}
