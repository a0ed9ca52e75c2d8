package insight

import (
	"strings"
	"testing"

	"regulars/data/crm"
	"regulars/data/insight/insighttest"
)

// Books that lead analysis astray: every page says something, and nothing
// that is no number.
func TestBadBooks_004_EveryPageIsReasoned(t *testing.T) {
	insighttest.Long(t)
	for _, bad := range insighttest.BadShops() {
		t.Run(bad.Name, func(t *testing.T) {
			settings := crm.DefaultSettings()
			records := bad.Records()
			settings.SampleAsOf = bad.Last()
			s := newShop(t, settings, records...)
			for _, part := range allParts() {
				a := s.show(part.name, "")
				if a.empty == hasRows && (a.headline == "" || len(a.about) == 0) {
					t.Errorf("%s says %q, %q", part.name, a.headline, a.about)
				}
				said := a.headline + "\n" + strings.Join(a.about, "\n")
				if a.sheet != nil {
					for _, line := range a.sheet.lines() {
						said += "\n" + strings.Join(line, "\t")
					}
				}
				for _, broken := range []string{"NaN", "Inf", "%!", "{{"} {
					if strings.Contains(said, broken) {
						t.Errorf("%s says %s in\n%s", part.name, broken, said)
					}
				}
				if found := missing(s.page.Content()); found != "" {
					t.Errorf("%s shows the key %s", part.name, found)
				}
			}
		})
	}
}

// With hardly anybody to go by, no page speaks of shares, of a lasting order
// or of there being nothing.
func TestThinBooks_004_14_TooEarlyIsSaid(t *testing.T) {
	day := crm.NewDate(2026, 10, 30)
	var made insighttest.Shop
	made.Customers(3)
	for i := 1; i <= 3; i++ {
		made.Buy(i, day-crm.Date(i)-40, 1000)
		made.Buy(i, day-crm.Date(i), 2000)
	}
	s := newShop(t, crm.DefaultSettings(), made.Records...)
	for _, part := range []string{PartCycles, PartCauses, PartCohorts, PartPriority, PartValue, PartMix} {
		said := s.show(part, "").headline
		if strings.Contains(said, "%") || !strings.Contains(said, "too few") && !strings.Contains(said, "too early") {
			t.Errorf("%s says %q", part, said)
		}
	}
	s.page.ask(func(q *question) { q.part, q.lifeView = PartLifecycle, byRetention })
	if said := s.page.answer.headline; strings.Contains(said, "%") {
		t.Errorf("who stays says %q", said)
	}
}
