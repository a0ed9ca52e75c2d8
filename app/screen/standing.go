package screen

import (
	"context"

	"fyne.io/fyne/v2"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/lifecycle"
	"regulars/data/insight/value"
)

// Standing is what a customer brings and where it stands on the way from
// prospect to lost; shown wherever a customer is.
type Standing struct {
	Class value.Class // None without purchase
	Stage lifecycle.Stage
	Since crm.Date // of the stage; zero where unknown
}

// Standings are those of all living customers. The zero value knows nobody.
type Standings struct{ of map[crm.ID]Standing }

// ReadStandings finds them as of a day, by the limits of the settings. It
// reads all sales: not for the window's goroutine.
func ReadStandings(ctx context.Context, s *facts.Snapshot, settings crm.Settings, asOf crm.Date) (Standings, error) {
	o := value.Options{AsOf: asOf}
	if shares := settings.ValueShares; len(shares) == 2 {
		o.HighShare, o.OrdinaryShare = shares[0], shares[1]
	}
	valued, err := value.Classify(s, o)
	if err != nil {
		return Standings{}, err
	}
	way, err := lifecycle.Ask(ctx, s, lifecycle.Options{AsOf: asOf, Factor10: settings.QuietFactor10})
	if err != nil {
		return Standings{}, err
	}
	all := Standings{make(map[crm.ID]Standing, len(way.Customers))}
	for _, c := range way.Customers {
		all.of[c.ID] = Standing{Stage: c.Stage, Since: c.Entered}
	}
	for _, c := range valued.Customers {
		one := all.of[c.ID]
		one.Class = c.Class
		all.of[c.ID] = one
	}
	return all, nil
}

// Of is the standing of one customer, empty for a stranger.
func (s Standings) Of(id crm.ID) Standing { return s.of[id] }

// Text names class and stage, "" for none.
func (s Standing) Text() string { return i18n.Join(" · ", ClassName(s.Class), StageName(s.Stage)) }

// Badges show class and stage; none for a stranger.
func (s Standing) Badges() (badges []fyne.CanvasObject) {
	if s.Class != value.None {
		badges = append(badges, ui.Badge(ClassName(s.Class), ClassTone(s.Class)))
	}
	if s.Stage != "" {
		badges = append(badges, ui.Badge(StageName(s.Stage), StageTone(s.Stage)))
	}
	return badges
}

// ClassTone lifts the best customers out.
func ClassTone(c value.Class) ui.Tone {
	if c == value.High {
		return ui.Accent
	}
	return ui.Neutral
}
