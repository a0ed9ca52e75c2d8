package profit

import (
	"bytes"
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// Trail is everything a customer's profit is worked out from, each list by
// date: recomputing it by hand gives the same numbers.
//
//	profit = sum of Sale.Contribution - sum of Visit.Cost - Acquisition - sum of Reward.Cost
type Trail struct {
	Sales            []Sale     `json:"sales"`
	Contacts         []Visit    `json:"contacts"`
	Acquisition      crm.Amount `json:"acquisition_minor"`
	AcquisitionKnown bool       `json:"acquisition_known"`
	Rewards          []Reward   `json:"rewards"`
}

// Sale is one document: Contribution is Costed less Cost.
type Sale struct {
	Doc          int        `json:"-"` // index into the document columns
	ID           crm.ID     `json:"document"`
	Date         crm.Date   `json:"date"`
	Net          crm.Amount `json:"net_minor"`
	Costed       crm.Amount `json:"costed_minor"`
	Cost         crm.Amount `json:"cost_minor"`
	Contribution crm.Amount `json:"contribution_minor"`
}

// Visit is one contact: Whole is Minutes x PerMinute + PerContact + Km x
// PerKm, rounded once, and Cost this customer's share among Parties.
type Visit struct {
	ID         crm.ID              `json:"interaction"`
	Date       crm.Date            `json:"date"`
	Kind       crm.InteractionKind `json:"kind"`
	Minutes    int                 `json:"minutes"`
	Km         int                 `json:"km"`
	Parties    int                 `json:"parties"`
	Priced     bool                `json:"priced"`
	PerMinute  crm.Price           `json:"per_minute"` // ten-thousandths of the currency
	PerContact crm.Price           `json:"per_contact"`
	PerKm      crm.Price           `json:"per_km"`
	Whole      crm.Amount          `json:"whole_minor"`
	Cost       crm.Amount          `json:"cost_minor"`
}

// Reward is one converted referral that was rewarded.
type Reward struct {
	ID   crm.ID     `json:"referral"`
	Date crm.Date   `json:"date"`
	Cost crm.Amount `json:"cost_minor"`
}

// Behind lists what the row of a customer stands on. The error is
// [insight.ErrOptions], also for a party that is not in the facts.
func Behind(s *facts.Snapshot, o Options, party int32) (*Trail, error) {
	o, err := o.normal(s)
	if err != nil || party < 0 || int(party) >= len(s.Party.ID) {
		return nil, insight.ErrOptions
	}
	w := &work{s: s, Options: o, only: party, tallies: make([]tally, len(s.Party.ID))}
	t := &Trail{Sales: []Sale{}, Contacts: []Visit{}, Rewards: []Reward{}}
	for i, p := range s.Doc.Party {
		if w.about(p) && insight.Counted(s, i, 0, o.AsOf) {
			w.document(i)
			if s.Doc.Date[i] >= o.From {
				t.Sales = append(t.Sales, w.sale(i))
			}
		}
	}
	w.won()
	t.Acquisition, t.AcquisitionKnown = w.tallies[party].won, w.tallies[party].wonKnown
	t.Contacts = append(t.Contacts, w.visits(party)...)
	for i, from := range s.Referral.Referrer {
		if r := &s.Referral; from == party && r.Live[i] && r.Won[i] && w.in(r.Date[i]) && r.Reward[i] != 0 {
			t.Rewards = append(t.Rewards, Reward{r.ID[i], r.Date[i], r.Reward[i]})
		}
	}
	byDay(t.Sales, func(x Sale) (crm.Date, crm.ID) { return x.Date, x.ID })
	byDay(t.Contacts, func(x Visit) (crm.Date, crm.ID) { return x.Date, x.ID })
	byDay(t.Rewards, func(x Reward) (crm.Date, crm.ID) { return x.Date, x.ID })
	return t, nil
}

func byDay[T any](list []T, of func(T) (crm.Date, crm.ID)) {
	slices.SortStableFunc(list, func(a, b T) int {
		dayA, idA := of(a)
		dayB, idB := of(b)
		return cmp.Or(cmp.Compare(dayA, dayB), bytes.Compare(idA[:], idB[:]))
	})
}

// sale reads the lines of a document that count for the question.
func (w *work) sale(doc int) Sale {
	var g Goods
	for l := w.s.Doc.First[doc]; l < w.s.Doc.First[doc]+w.s.Doc.Lines[doc]; l++ {
		sale := w.s.Sale(doc, l)
		if sale || w.Returns != insight.Ignore {
			g.add(w.s, l, sale)
		}
	}
	return Sale{Doc: doc, ID: w.s.Doc.ID[doc], Date: w.s.Doc.Date[doc], Net: g.Net, Costed: g.Costed, Cost: g.Cost, Contribution: g.Costed - g.Cost}
}

func (w *work) visits(party int32) (out []Visit) {
	w.prices = newPrices(w.s)
	k := &w.s.Contact
	w.eachContact(func(c contact) {
		if w.about(c.party) {
			out = append(out, Visit{ID: k.ID[c.at], Date: k.Date[c.at], Kind: w.prices.name[c.kind], Minutes: int(k.Minutes[c.at]), Km: int(k.Km[c.at]),
				Parties: int(k.Parties[c.at]), Priced: c.priced, PerMinute: c.rate.PerMinute, PerContact: c.rate.PerContact, PerKm: c.rate.PerKm, Whole: c.whole, Cost: c.cost})
		}
	})
	return out
}
