package customers

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/insight/lifetime"
)

// The page tells the chance that Insight tells, and works it out once for all
// customers until the book changes.
func TestOutlook_IsThatOfInsight(t *testing.T) {
	s := sampleShop(t)
	facts, err := s.env.Book.Facts()
	if err != nil {
		t.Fatal(err)
	}
	next, err := lifetime.Ask(context.Background(), facts, lifetime.Options{AsOf: s.env.Today()})
	if err != nil || next.Gate != lifetime.Chances {
		t.Fatalf("gate %v, %v", next.Gate, err)
	}
	page := s.screen.page
	var first *outlook
	for _, r := range []lifetime.Row{next.Rows[0], next.Rows[len(next.Rows)/2]} {
		s.screen.Show(screen.Route{Screen: screen.Customers, ID: r.ID})
		want := "Chance to buy within the next 90 days: " + screen.ChanceText(next.Gate, r)
		if got := shownIn(page.hints); !strings.Contains(got, want) {
			t.Errorf("no %q in %q", want, got)
		}
		if first != nil && page.outlook != first {
			t.Error("worked out again for another customer")
		}
		first = page.outlook
	}
	page.tab = tabBrief
	page.render()
	desk := page.desk
	s.screen.Show(screen.Route{Screen: screen.Customers, ID: next.Rows[0].ID})
	if desk == nil || page.desk != desk || page.brief.Name != next.Rows[0].Name {
		t.Errorf("the brief of %s anew", page.brief.Name)
	}
	if _, err := s.env.Book.Update("", func(tx *book.Tx) error { return tx.Put(plainParty("Ben")) }); err != nil {
		t.Fatal(err)
	}
	page.load()
	if page.outlook == first || page.desk == desk {
		t.Error("the old outlook after a change of the book")
	}
}

// shownIn is the text in sight in an object, in its order.
func shownIn(o *fyne.Container) string {
	var words []string
	for _, part := range test.LaidOutObjects(o) {
		if text, ok := part.(*canvas.Text); ok && text.Visible() {
			words = append(words, text.Text)
		}
	}
	return strings.Join(words, " ")
}
