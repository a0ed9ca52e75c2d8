package screen_test

import (
	"testing"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/screen/screentest"
	"regulars/app/ui"
	"regulars/data/crm"
)

func TestPlacesAreFound(t *testing.T) {
	t.Cleanup(func() { i18n.Set("en") })
	for _, c := range []struct{ language, typed, code string }{
		{"en", "viet", "VN"}, {"it", "germ", "DE"}, {"zh-Hans", "日本", "JP"},
		{"az", "azer", "AZ"}, {"vi", "Y", "YE"}, {"en", "gb", "GB"},
	} {
		i18n.Set(c.language)
		found := screen.FindPlaces(screen.Countries(), c.typed)
		if len(found) == 0 || found[0].Hint != c.code {
			t.Errorf("%s %q finds %v", c.language, c.typed, found)
		}
	}
}

func TestPlacesDiffer(t *testing.T) {
	i18n.Set("en")
	list := append(screen.Countries(), screen.Place{Code: "Asia/Ho_Chi_Minh"}, screen.Place{Code: "Asia/Hong_Kong"})
	seen := map[crm.ID]string{}
	for _, p := range list {
		id := p.Choice().ID
		if other, ok := seen[id]; ok {
			t.Errorf("%s and %s have one id", p.Code, other)
		}
		seen[id] = p.Code
	}
	if screen.PlaceOf(list, "??") != (ui.Choice{}) || screen.PlaceOf(list, "VN").Title != "Vietnam" {
		t.Error("a place is not found by its code alone")
	}
	if first := screen.Countries()[:2]; first[0].Code != "AF" || first[1].Code != "AX" {
		t.Errorf("Afghanistan and the Åland Islands come first by name, got %v", first)
	}
}

func TestRecordsHaveNames(t *testing.T) {
	i18n.Set("en")
	for want, r := range map[string]crm.Record{
		"Lan": &crm.Party{DisplayName: "Lan"}, "OOL-1": &crm.Product{SKU: "OOL-1"}, "Call": &crm.Task{Title: "Call"},
		"S26-1": &crm.SalesDocument{Number: "S26-1"}, "Contact": &crm.Interaction{}, "Settings": &crm.Settings{},
		"Rain": &crm.DemandEvent{Type: "weather", Measure: crm.RainMM},
	} {
		if got := screen.RecordName(r); got != want {
			t.Errorf("%T is called %q, want %q", r, got, want)
		}
	}
}

func TestPartyNameOfNobody(t *testing.T) {
	lan := &crm.Party{PartyKind: crm.Person, DisplayName: "Lan"}
	b := screentest.Book(t, crm.DefaultSettings(), lan)
	for id, want := range map[crm.ID]string{lan.ID: "Lan", {}: "", {1}: ""} {
		if got, err := screen.PartyName(b, id); got != want || err != nil {
			t.Errorf("%v is %q (%v), want %q", id, got, err, want)
		}
	}
}
