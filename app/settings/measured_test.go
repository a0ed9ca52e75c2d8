package settings

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"regulars/app/i18n"
	"regulars/data/crm"
)

// diary lists all events as "13 Jun 2026 Storm" and "13 Jun 2026 rain_mm 12.5".
func (s *shop) diary() []string {
	var out []string
	for _, e := range s.have.events {
		text := e.Title
		if e.Measure != "" {
			text = strings.TrimSpace(fmt.Sprintf("%s %s", e.Measure, e.Value))
		}
		out = append(out, i18n.Date(e.From)+" "+text)
	}
	slices.Sort(out)
	return out
}

func (s *shop) expectDiary(t *testing.T, when string, want ...string) {
	t.Helper()
	if got := s.diary(); !slices.Equal(got, want) {
		t.Errorf("%s: %q, want %q", when, got, want)
	}
}

// The weather is entered with its numbers: each must be one that can be, they
// stand in the row, change and go with their event, and come back by undo.
func TestMeasuredWeather_000_28(t *testing.T) {
	s := newShop(t)
	l := s.events
	fill := func(title, day, rain, temperature string) {
		l.title.SetText(title)
		l.from.SetText(day)
		l.measured[crm.RainMM].SetText(rain)
		l.measured[crm.TemperatureC].SetText(temperature)
	}
	s.tap("event_add")
	if len(l.measured) != 0 {
		t.Fatal("a local event is asked for rain")
	}
	l.edit(&crm.DemandEvent{Type: "weather"})
	fill("Storm", "13 Jun 2026", "wet", "61")
	l.save(crm.DemandEvent{})
	if len(s.have.events) != 0 || !strings.Contains(l.problem[crm.RainMM], "12.5") || !strings.Contains(l.problem[crm.TemperatureC], "-90") {
		t.Fatalf("numbers that cannot be: %v", l.problem)
	}
	if l.measured[crm.TemperatureC].Text != "61" {
		t.Error("what was typed is gone")
	}
	fill("Storm", "13 Jun 2026", "12.5", "-8")
	l.save(crm.DemandEvent{})
	s.expectDiary(t, "entered", "13 Jun 2026 Storm", "13 Jun 2026 rain_mm 12.5", "13 Jun 2026 temperature_c -8")
	shown := l.shown()
	if len(shown) != 1 {
		t.Fatalf("%d rows, want 1", len(shown))
	}
	storm := shown[0]
	if title, numbers := l.called(storm); title != "Storm" || numbers != "12.5 mm, -8 °C" {
		t.Errorf("%q, %q", title, numbers)
	}
	l.edit(storm)
	fill("Storm", "14 Jun 2026", "20", "")
	l.save(*storm)
	s.expectDiary(t, "moved", "14 Jun 2026 Storm", "14 Jun 2026 rain_mm 20")
	l.edit(l.shown()[0])
	fill("", "14 Jun 2026", "20", "0")
	l.save(*l.shown()[0])
	s.expectDiary(t, "numbers alone", "14 Jun 2026 rain_mm 20", "14 Jun 2026 temperature_c 0")
	if shown = l.shown(); len(shown) != 1 {
		t.Fatalf("%d rows of numbers alone, want 1", len(shown))
	}
	if title, numbers := l.called(shown[0]); title != "20 mm, 0 °C" || numbers != "" {
		t.Errorf("%q, %q", title, numbers)
	}
	l.remove(shown[0])
	s.expectDiary(t, "taken away")
	s.undoLast()
	s.expectDiary(t, "brought back", "14 Jun 2026 rain_mm 20", "14 Jun 2026 temperature_c 0")
}

// Numbers of a file show beside what happened on their day and can be
// corrected there; they stay on it whatever becomes of the event.
func TestMeasuredWeather_OfAFileStays(t *testing.T) {
	s := newShop(t, &crm.DemandEvent{Meta: crm.Meta{Source: crm.SourceImport}, Type: "weather", From: crm.NewDate(2026, 6, 13), Measure: crm.RainMM, Value: 3 * crm.QuantityScale})
	l := s.events
	if len(l.shown()) != 0 {
		t.Fatal("a number of a file is listed for itself")
	}
	l.edit(&crm.DemandEvent{Type: "weather"})
	l.title.SetText("Drizzle")
	l.from.SetText("13 Jun 2026")
	l.save(crm.DemandEvent{})
	e := l.shown()[0]
	if _, numbers := l.called(e); numbers != "3 mm" {
		t.Errorf("%q", numbers)
	}
	l.edit(e)
	l.measured[crm.RainMM].SetText("4")
	l.save(*e)
	s.expectDiary(t, "corrected", "13 Jun 2026 Drizzle", "13 Jun 2026 rain_mm 4")
	e = l.shown()[0]
	l.edit(e)
	l.sort = "other"
	l.save(*e)
	s.expectDiary(t, "of another kind", "13 Jun 2026 Drizzle", "13 Jun 2026 rain_mm 4")
	l.remove(l.shown()[0])
	s.expectDiary(t, "taken away", "13 Jun 2026 rain_mm 4")
	l.edit(&crm.DemandEvent{Type: "weather"})
	l.from.SetText("15 Jun 2026")
	l.measured[crm.RainMM].SetText("5")
	l.save(crm.DemandEvent{})
	l.edit(l.shown()[0])
	l.from.SetText("13 Jun 2026")
	l.save(*l.shown()[0])
	s.expectDiary(t, "moved onto it", "13 Jun 2026 rain_mm 5")
}
