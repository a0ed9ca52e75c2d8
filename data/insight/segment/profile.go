package segment

import "regulars/data/crm"

// ProfileOf reads a party's page.
func ProfileOf(p *crm.Party) Profile {
	x := Profile{Organization: p.PartyKind == crm.Organization, Roles: p.Roles, Tags: p.Tags, Language: p.Language,
		Channel: p.PreferredChannel, Custom: p.Custom, Has: thingsOf(p)}
	for _, c := range crm.Channels() {
		if _, no := p.DoNotContact[c]; no {
			x.Closed = append(x.Closed, c)
		}
	}
	if p.BirthDate > 0 {
		x.BirthMonth = int(p.BirthDate.Time().Month())
	}
	return x
}

func thingsOf(p *crm.Party) (has []Thing) {
	if p.Point(crm.PointEmail).Value != "" {
		has = append(has, HasEmail)
	}
	if p.Point(crm.PointPhone).Value != "" {
		has = append(has, HasPhone)
	}
	if len(p.Addresses) > 0 {
		has = append(has, HasAddress)
	}
	if p.BirthDate > 0 {
		has = append(has, HasBirthday)
	}
	return has
}
