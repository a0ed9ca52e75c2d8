package customers

import (
	"context"

	"fyne.io/fyne/v2"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/screen/brief"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/lifetime"
	"regulars/data/insight/offer"
)

// moment is the state of the book and the day that something was worked out
// for.
type moment struct {
	facts *facts.Snapshot
	day   crm.Date
}

// outlook is what only a look at all customers tells of each: the chance to
// buy again and what to offer. In a large book it takes seconds, so it follows
// the page and holds until the book or the day changes.
type outlook struct {
	moment
	next   *lifetime.Forecast
	chance map[crm.ID]lifetime.Row
	offer  map[crm.ID]offer.Offer
}

func lookAhead(ctx context.Context, m moment) (*outlook, error) {
	o := &outlook{moment: m, chance: map[crm.ID]lifetime.Row{}, offer: map[crm.ID]offer.Offer{}}
	var err error
	if o.next, err = lifetime.Ask(ctx, m.facts, lifetime.Options{AsOf: m.day}); err != nil {
		return nil, err
	}
	for _, r := range o.next.Rows {
		o.chance[r.ID] = r
	}
	offers, err := offer.Ask(ctx, m.facts, offer.Options{AsOf: m.day})
	if err != nil {
		return nil, err
	}
	for _, r := range offers.Rows {
		o.offer[r.ID] = r
	}
	return o, nil
}

// lookAhead works the outlook out unless it is known or under way. The one of
// a moment ago stays until then.
func (p *partyPage) lookAhead() {
	m := p.data.moment
	if p.ahead == m {
		return
	}
	p.ahead = m
	ui.Ask(p.env.Runner, &p.outlookSlot, func(ctx context.Context, _ func(float64)) (*outlook, error) {
		return lookAhead(ctx, m)
	}, func(o *outlook, err error) {
		if err != nil {
			p.ahead = moment{} // the page is whole without
			return
		}
		p.outlook = o
		p.fillAdvice()
		ui.Relayout(p.root)
	})
}

// chanceLines tell the chance to buy again and how it is known.
func (o *outlook) chanceLines(id crm.ID) []fyne.CanvasObject {
	text := screen.ChanceText(o.next.Gate, o.chance[id])
	if text == "" {
		return nil
	}
	how := i18n.T("insight.method_"+o.next.Method) + " · " + i18n.N("insightui.customers", o.next.Customers)
	return []fyne.CanvasObject{ui.Paragraph(i18n.T("insightnext.page_chance", i18n.Args{"Days": i18n.N("insightnext.days", o.next.Horizon), "Chance": text}), ""),
		ui.Small(how, ui.ColorMuted)}
}

// offerText is what to offer next and why; "" for nothing.
func (o *outlook) offerText(id crm.ID) string {
	next, ok := o.offer[id]
	if !ok {
		return ""
	}
	return i18n.T("insightoffer.page_next", i18n.Args{"Then": next.Then.Name}) + ". " + screen.OfferWhy(next)
}

// briefDesk is what the briefs of all customers are made of.
type briefDesk struct {
	moment
	*brief.Desk
}

// deskFor prepares the briefs unless old is of the same moment.
func deskFor(ctx context.Context, env screen.Env, m moment, old *briefDesk) (*briefDesk, error) {
	if old != nil && old.moment == m {
		return old, nil
	}
	desk, err := brief.Open(ctx, env.Book, m.day)
	return &briefDesk{m, desk}, err
}
