package screen

import (
	"strings"

	"regulars/app/i18n"
	"regulars/data/insight/offer"
)

// OfferWhy says in a sentence why something is offered to a customer.
func OfferWhy(o offer.Offer) string {
	names := make([]string, len(o.Because))
	for i, item := range o.Because {
		names[i] = item.Name
	}
	why := i18n.N("insightoffer.why", o.N, i18n.Args{"Bought": i18n.Integer(int64(o.Bought)), "If": strings.Join(names, " + ")})
	if o.Before != 0 {
		return i18n.T("insightoffer.why_again", i18n.Args{"Why": why, "Date": i18n.Date(o.Before)})
	}
	return why
}
