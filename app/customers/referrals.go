package customers

import (
	"cmp"
	"errors"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/referral"
)

func rt(key string, args ...i18n.Args) string { return i18n.T("insightrefer."+key, args...) }

// The forms of referrals on the page: by whom the party was brought, whom it
// brought, and the change of one of these.
const (
	addReferrer adding = "referrer"
	addReferred adding = "referred"
	editing     adding = "referral."
)

// mouth is what a party has to do with word of mouth.
type mouth struct {
	by      *brought  // who brought the party; nil for nobody
	has     []brought // whom it brought, the latest first
	worth   referral.Row
	reckons bool // worth is known
}

// brought is one referral with the party at its other end.
type brought struct {
	crm.Referral
	name string
}

// gatherReferrals reads the referrals of the party and what they are worth.
func (p *profile) gatherReferrals(tx *book.Tx, s *facts.Snapshot) error {
	var found []crm.Referral
	err := book.Each(tx, func(r *crm.Referral) bool {
		if !r.Deleted() && (r.Referrer == p.party.ID || r.Referred == p.party.ID) {
			found = append(found, *r)
		}
		return true
	})
	for _, r := range found {
		other := r.Referred
		if other == p.party.ID {
			other = r.Referrer
		}
		one := brought{Referral: r}
		if party, err := book.Get[crm.Party](tx, other); err == nil {
			one.name = party.DisplayName
		}
		if other == r.Referrer {
			p.mouth.by = &one
		} else {
			p.mouth.has = append(p.mouth.has, one)
		}
	}
	slices.SortFunc(p.mouth.has, func(a, b brought) int { return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(a.name, b.name)) })
	if err != nil || len(p.mouth.has) == 0 {
		return err
	}
	x, err := referral.Ask(s, referral.Options{AsOf: p.today})
	if err != nil {
		return err
	}
	at := slices.IndexFunc(x.Rows, func(r referral.Row) bool { return r.ID == p.party.ID })
	if at >= 0 {
		p.mouth.worth, p.mouth.reckons = x.Rows[at], true
	}
	return nil
}

// mouthCard tells who brought the party and whom it brought.
func (p *partyPage) mouthCard() fyne.CanvasObject {
	m := p.data.mouth
	var lines []fyne.CanvasObject
	switch {
	case m.by != nil:
		lines = append(lines, ui.Caption(rt("brought_by")))
		lines = append(lines, p.referralLine(*m.by, m.by.Referrer)...)
	case p.add == addReferrer:
		lines = append(lines, ui.Caption(rt("brought_by")), p.referralForm(crm.Referral{Referred: p.id, Date: cmp.Or(p.data.figures.first, p.data.today)}))
	default:
		lines = append(lines, p.adder(addReferrer, "add_by"))
	}
	if len(m.has) > 0 {
		lines = append(lines, ui.Spaced(ui.Caption(rt("has_brought")), ui.SpaceXS, 0))
	}
	for _, one := range m.has {
		lines = append(lines, p.referralLine(one, one.Referred)...)
	}
	if text := p.worthText(); text != "" {
		lines = append(lines, ui.Small(text, ui.ColorMuted))
	}
	if p.add == addReferred {
		lines = append(lines, ui.Caption(rt("has_brought")), p.referralForm(crm.Referral{Referrer: p.id, Date: p.data.today}))
	} else {
		lines = append(lines, p.adder(addReferred, "add_brought"))
	}
	return ui.Section(rt("card"), ui.Stack(ui.SpaceXS, lines...))
}

func (p *partyPage) adder(what adding, text string) fyne.CanvasObject {
	return ui.Row(0, ui.Quiet(rt(text), theme.ContentAddIcon(), func() { p.begin(what) }))
}

// worthText says what those brought have come to.
func (p *partyPage) worthText() string {
	m := p.data.mouth
	if !m.reckons || m.worth.All.Customers == 0 {
		return ""
	}
	args := i18n.Args{"All": i18n.N("insightrefer.in_all", m.worth.All.Customers), "Revenue": i18n.Amount(m.worth.All.Revenue, p.data.currency),
		"Profit": i18n.Amount(m.worth.All.Profit, p.data.currency), "Rewards": i18n.Amount(m.worth.All.Rewards, p.data.currency), "Value": i18n.Amount(m.worth.Value, p.data.currency)}
	return i18n.N("insightrefer.list_direct", m.worth.Direct.Customers, args) + " " + rt("list_money", args)
}

// referralLine is one referral: the other party, how far it came and what it
// cost, or the form that changes it.
func (p *partyPage) referralLine(r brought, other crm.ID) []fyne.CanvasObject {
	if p.add == editing+adding(r.ID.String()) {
		return []fyne.CanvasObject{ui.Shrinking(ui.NewText(r.name)), p.referralForm(r.Referral)}
	}
	reward := r.Reward
	if r.RewardCost > 0 {
		reward = i18n.Join(" ", reward, "("+i18n.Amount(r.RewardCost, p.data.currency)+")")
	}
	hint := ui.Small(i18n.Join(" · ", statusName(r.Status), i18n.Date(r.Date), reward), ui.ColorMuted)
	open := newTapRow(ui.Padded(ui.Stack(0, ui.Shrinking(ui.NewText(r.name)), hint), ui.SpaceXS), func() {
		p.env.Go(screen.Route{Screen: screen.Customers, ID: other})
	})
	edit := ui.Quiet("", theme.DocumentCreateIcon(), func() { p.begin(editing + adding(r.ID.String())) })
	off := ui.Quiet("", theme.CancelIcon(), func() { p.remove(r) })
	return []fyne.CanvasObject{container.NewBorder(nil, nil, nil, ui.Row(0, edit, off), open)}
}

func (p *partyPage) remove(r brought) {
	title := rt("did_remove", i18n.Args{"Name": p.nameOf(r.Referrer, r.name), "Other": p.nameOf(r.Referred, r.name)})
	_ = p.env.Change(title, func(tx *book.Tx) error { return tx.Delete(crm.KindReferral, r.ID) })
	p.load()
}

// nameOf names one end of a referral of this page's party; other is the name
// at the far end.
func (p *partyPage) nameOf(end crm.ID, other string) string {
	if end == p.id {
		return p.data.party.DisplayName
	}
	return other
}

func statusName(s crm.ReferralStatus) string { return i18n.Coded("insightrefer.status_", string(s)) }

// referralForm writes a referral, a new one with a party still to be chosen.
func (p *partyPage) referralForm(r crm.Referral) fyne.CanvasObject {
	if r.Status == "" {
		r.Status = crm.ReferralConverted
	}
	pick := ui.NewPickField(rt("who"), func(text string) []ui.Choice { return findParties(p.env, text, p.id) })
	status := ui.SelectOf([]crm.ReferralStatus{crm.ReferralNamed, crm.ReferralContacted, crm.ReferralConverted}, statusName, r.Status,
		func(s crm.ReferralStatus) { r.Status = s })
	date := ui.NewDateField(p.data.today)
	date.SetDate(r.Date)
	reward, cost := newInput(r.Reward, rt("reward_hint")), ui.NewMoneyField(p.data.currency)
	if r.RewardCost > 0 {
		cost.SetAmount(r.RewardCost)
	}
	problem := container.NewStack()
	save := func() {
		text := ""
		var dateOK, costOK bool
		r.Date, dateOK = date.Date()
		r.RewardCost, _, costOK = cost.Amount()
		r.Reward = reward.Text
		name := p.fill(&r, pick.Chosen())
		switch {
		case name == "" && r.ID.IsZero():
			text = rt("who_missing")
		case !dateOK || !costOK:
			text = rt("unclear")
		default:
			text = p.saveReferral(&r, name)
		}
		if text != "" {
			problem.Objects = []fyne.CanvasObject{ui.Small("! "+text, ui.ColorBad)}
			problem.Refresh()
			ui.Relayout(p.root)
		}
	}
	reward.OnSubmitted = func(string) { save() }
	fields := []fyne.CanvasObject{status, labelled(rt("date"), date), labelled(rt("reward"), reward), labelled(rt("reward_cost"), cost), problem,
		ui.Row(ui.SpaceXS, ui.Primary(t("save"), nil, save), ui.Quiet(i18n.T("ui.cancel"), nil, p.endAdding))}
	if r.ID.IsZero() {
		fields = append([]fyne.CanvasObject{pick}, fields...)
		p.handles[string(p.add)] = pick.Focus
	} else {
		p.handles[string(p.add)] = func() { p.focus(status) }
	}
	return ui.Stack(ui.SpaceXS, fields...)
}

func labelled(label string, field fyne.CanvasObject) fyne.CanvasObject {
	return ui.Stack(2, ui.Shrinking(ui.Caption(label)), field)
}

func (p *partyPage) endAdding() {
	p.add = addNothing
	p.load()
}

// fill puts the chosen party at the open end of a new referral and names it.
func (p *partyPage) fill(r *crm.Referral, chosen ui.Choice) string {
	if !r.ID.IsZero() {
		return ""
	}
	if p.add == addReferrer {
		r.Referrer = chosen.ID
	} else {
		r.Referred = chosen.ID
	}
	return chosen.Title
}

// saveReferral stores a referral; what it returns is why it could not be.
func (p *partyPage) saveReferral(r *crm.Referral, other string) string {
	title := rt("did_change", i18n.Args{"Name": p.data.party.DisplayName})
	switch {
	case !r.ID.IsZero():
	case p.add == addReferrer:
		title = rt("did_add", i18n.Args{"Name": other, "Other": p.data.party.DisplayName})
	default:
		title = rt("did_add", i18n.Args{"Name": p.data.party.DisplayName, "Other": other})
	}
	err := p.env.Change(title, func(tx *book.Tx) error { return tx.Put(r) })
	if err != nil {
		return refusal(err)
	}
	p.endAdding()
	return ""
}

// refusal says in words why a referral cannot be.
func refusal(err error) string {
	var fields crm.FieldErrors
	if !errors.As(err, &fields) || len(fields) == 0 {
		return ui.ErrorText(err)
	}
	switch fields[0].Code {
	case crm.ErrSelf:
		return rt("circle")
	case crm.ErrDuplicate:
		return rt("second")
	}
	return ui.FieldErrorText(fields[0].Code)
}
