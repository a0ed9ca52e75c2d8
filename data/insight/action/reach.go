package action

import (
	"bytes"
	"slices"

	"regulars/data/crm"
)

func compareIDs(a, b crm.ID) int { return bytes.Compare(a[:], b[:]) }

// Way is how to reach a customer.
type Way struct {
	Channel crm.Channel
	// Instead of the channel the customer prefers, when that cannot be used:
	// Forbidden by the customer, or else without number or address.
	Preferred crm.Channel
	Forbidden bool
}

// Reach chooses how to get in touch with a party on a day: by the channel it
// prefers, or else the first that is neither forbidden nor without a number
// or address. It is not ok where every way is forbidden.
func Reach(p *crm.Party, day crm.Date) (w Way, ok bool) {
	if c := p.PreferredChannel; c != "" && usable(p, c, day) {
		return Way{Channel: c}, true
	}
	if c := p.PreferredChannel; c != "" {
		w.Preferred, w.Forbidden = c, forbidden(p, c, day)
	}
	order := []crm.Channel{crm.ChannelPhone, crm.ChannelChat, crm.ChannelSMS, crm.ChannelEmail, crm.ChannelPost, crm.ChannelInPerson}
	at := slices.IndexFunc(order, func(c crm.Channel) bool { return usable(p, c, day) })
	if at < 0 {
		return Way{}, false
	}
	w.Channel = order[at]
	return w, true
}

func forbidden(p *crm.Party, c crm.Channel, day crm.Date) bool {
	since, is := p.DoNotContact[c]
	return is && since <= day
}

func usable(p *crm.Party, c crm.Channel, day crm.Date) bool {
	if forbidden(p, c, day) {
		return false
	}
	switch c {
	case crm.ChannelPhone, crm.ChannelSMS:
		return p.Point(crm.PointPhone).Value != ""
	case crm.ChannelEmail:
		return p.Point(crm.PointEmail).Value != ""
	case crm.ChannelChat:
		return p.Point(crm.PointMessenger).Value != ""
	case crm.ChannelPost:
		return slices.ContainsFunc(p.Addresses, func(a crm.Address) bool { return !a.IsZero() })
	}
	return true
}
