package customers

import (
	"context"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/facts"
	"regulars/data/insight/offer"
)

// readOffer finds what to offer the party next; nil where there is nothing.
func (p *profile) readOffer(ctx context.Context, s *facts.Snapshot) error {
	r, err := offer.Ask(ctx, s, offer.Options{AsOf: p.today})
	if err != nil {
		return err
	}
	for i := range r.Rows {
		if r.Rows[i].ID == p.party.ID {
			p.next = &r.Rows[i]
		}
	}
	return nil
}

// offerText is what to offer the party next and why; "" for nothing.
func (p *profile) offerText() string {
	if p.next == nil {
		return ""
	}
	return i18n.T("insightoffer.page_next", i18n.Args{"Then": p.next.Then.Name}) + ". " + screen.OfferWhy(*p.next)
}
