package customers

import (
	"context"
	"math"

	"regulars/app/screen"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/rfm"
	"regulars/data/insight/rhythm"
)

// figures are what the sales and contacts of one party add up to, as of a day.
type figures struct {
	orders      int        // documents that are purchases
	net         crm.Amount // returns taken off, base currency
	yearNet     crm.Amount // of the year of the day
	first, last crm.Date   // purchases
	gap         int        // usual days between two days of purchase; 0: no rhythm yet
	lastContact crm.Date
	segment     rfm.Segment
	screen.Standing
}

// silence is how many days ago the party last bought; -1 when never.
func (f figures) silence(today crm.Date) int {
	if f.last == 0 {
		return -1
	}
	return int(today - f.last)
}

// tally holds the figures of every party.
type tally struct {
	at map[crm.ID]int
	of []figures
}

func (t tally) get(id crm.ID) figures {
	if i, ok := t.at[id]; ok {
		return t.of[i]
	}
	return figures{}
}

// measure adds up the facts, documents after asOf left out, by the limits of
// the settings.
func measure(ctx context.Context, s *facts.Snapshot, asOf crm.Date, settings crm.Settings) (tally, error) {
	t := tally{at: make(map[crm.ID]int, len(s.Party.ID)), of: make([]figures, len(s.Party.ID))}
	for i, id := range s.Party.ID {
		t.at[id] = i
	}
	yearStart := crm.NewDate(asOf.Time().Year(), 1, 1)
	for doc, p := range s.Doc.Party {
		if p == facts.None || !insight.Counted(s, doc, 0, asOf) {
			continue
		}
		f, sum, day := &t.of[p], insight.Reading{}.Of(s, doc), s.Doc.Date[doc]
		f.net += sum.Value
		if day >= yearStart {
			f.yearNet += sum.Value
		}
		if sum.Purchase {
			f.orders++
		}
	}
	days := rhythm.PurchaseDays(s, asOf)
	for p := range t.of {
		t.of[p].rhythm(days.Of(p))
	}
	for i, p := range s.Contact.Party {
		if d := s.Contact.Date[i]; s.Contact.Live[i] && d <= asOf {
			t.of[p].lastContact = max(t.of[p].lastContact, d)
		}
	}
	return t, t.classify(ctx, s, asOf, settings)
}

// rhythm reads first, last and usual gap from the days of purchase.
func (f *figures) rhythm(days []crm.Date) {
	if len(days) == 0 {
		return
	}
	f.first, f.last = days[0], days[len(days)-1]
	if len(days) >= rhythm.MinDays {
		f.gap = int(math.Round(rhythm.UsualGap(days)))
	}
}

// classify fills in segments, value classes and stages.
func (t tally) classify(ctx context.Context, s *facts.Snapshot, asOf crm.Date, settings crm.Settings) error {
	scored, err := rfm.Score(s, rfm.Options{AsOf: asOf})
	if err != nil {
		return err
	}
	for _, c := range scored.Customers {
		t.of[c.Party].segment = c.Segment
	}
	standings, err := screen.ReadStandings(ctx, s, settings, asOf)
	for i, id := range s.Party.ID {
		t.of[i].Standing = standings.Of(id)
	}
	return err
}
