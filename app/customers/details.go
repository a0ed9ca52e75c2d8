package customers

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// details is what is known of the party itself.
func (p *partyPage) details() fyne.CanvasObject {
	cards := []fyne.CanvasObject{ui.Section(t("reach"), ui.Stack(ui.SpaceXS, p.reach()...)), p.tagsCard()}
	if facts := p.factLines(); len(facts) > 0 {
		cards = append(cards, ui.Section(t("about"), ui.Stack(ui.SpaceXS, facts...)))
	}
	if card := p.profitCard(); card != nil {
		cards = append(cards, card)
	}
	cards = append(cards, p.mouthCard(), p.relationsCard())
	if p.data.party.Note != "" {
		cards = append(cards, ui.Section(t("field_note"), ui.Paragraph(p.data.party.Note, "")))
	}
	return ui.Stack(ui.SpaceM, cards...)
}

// reach lists the ways to reach the party; a tap copies.
func (p *partyPage) reach() []fyne.CanvasObject {
	party := p.data.party
	var lines []fyne.CanvasObject
	for _, pt := range party.Points {
		label := i18n.Coded("customers.point_", string(pt.Kind))
		if pt.Type != "" {
			label = i18n.Coded("customers.point_type_", pt.Type)
		}
		lines = append(lines, p.copyLine(i18n.Join(" · ", label, pt.Label), pt.Value))
	}
	for _, a := range party.Addresses {
		lines = append(lines, p.copyLine(i18n.Coded("customers.address_", cmp.Or(a.Type, "plain")), addressText(a)))
	}
	if len(lines) == 0 {
		lines = append(lines, ui.Paragraph(t("reach_none"), ui.ColorMuted))
	}
	if c := party.PreferredChannel; c != "" {
		lines = append(lines, factLine(t("field_preferred_channel"), channelName(c)))
	}
	if names := refused(party); names != "" {
		no := ui.Paragraph(t("refused", i18n.Args{"Channels": names}), ui.ColorBad)
		lines = append(lines, no)
	}
	if len(party.CannotCome) > 0 {
		names := make([]string, 0, len(party.CannotCome))
		for _, part := range party.CannotCome {
			names = append(names, i18n.T("insightcap.part_"+string(part)))
		}
		lines = append(lines, ui.Paragraph(t("cannot_come", i18n.Args{"Times": i18n.List(names...)}), ui.ColorBad))
	}
	return lines
}

// refused names the channels that must not be used.
func refused(p *crm.Party) string {
	var names []string
	for _, c := range crm.Channels() {
		if _, no := p.DoNotContact[c]; no {
			names = append(names, channelName(c))
		}
	}
	return i18n.List(names...)
}

// addressText is an address on one line.
func addressText(a crm.Address) string {
	place := i18n.Join(" ", a.PostalCode, a.Locality)
	return i18n.List(i18n.List(a.Lines...), place, a.Region, i18n.Country(a.Country))
}

func (p *partyPage) copyLine(label, value string) fyne.CanvasObject {
	text := ui.NewText(value)
	text.Shrink = true
	icon := widget.NewIcon(theme.NewColoredResource(theme.ContentCopyIcon(), ui.ColorMuted))
	line := container.NewBorder(nil, nil, nil, icon, ui.Stack(0, ui.Caption(label), text))
	return newTapRow(ui.Padded(line, ui.SpaceXS), func() {
		fyne.CurrentApp().Clipboard().SetContent(value)
		p.env.Notify(ui.Notice{Text: t("copied", i18n.Args{"Text": value})})
	})
}

// factLine is a name and a value beside each other.
func factLine(label, value string) fyne.CanvasObject {
	return container.NewGridWithColumns(2, ui.Shrinking(ui.Muted(label)), ui.Shrinking(ui.NewText(value)))
}

// factLines lists the remaining fields that are filled in.
func (p *partyPage) factLines() []fyne.CanvasObject {
	party := p.data.party
	var lines []fyne.CanvasObject
	add := func(label, value string) {
		if value != "" {
			lines = append(lines, factLine(label, value))
		}
	}
	roles := make([]string, len(party.Roles))
	for i, r := range party.Roles {
		roles[i] = roleName(r)
	}
	add(t("field_roles"), i18n.List(roles...))
	add(t("field_birth_date"), i18n.Date(party.BirthDate))
	add(t("field_language"), i18n.LanguageName(party.Language))
	add(t("field_industry"), party.Industry)
	add(t("field_tax_id"), party.TaxID)
	add(t("field_external_id"), party.ExternalID)
	add(t("field_acquired"), party.Acquired)
	r := &row{party: party}
	for _, f := range p.data.fields {
		add(f.Label, customProperty(f, p.data.currency).write(r))
	}
	return lines
}

// tagsCard lets tags be added and taken off at once.
func (p *partyPage) tagsCard() fyne.CanvasObject {
	editor := ui.NewTagEditor(p.data.knownTags)
	editor.SetTags(p.data.namesOf(p.data.party.Tags))
	editor.OnChanged = p.saveTags
	p.handles["tags"] = editor.Focus
	return ui.Section(t("field_tags"), editor)
}

func (l lists) namesOf(tags []crm.ID) []string {
	var names []string
	for _, id := range tags {
		if name := l.tagNames[id]; name != "" {
			names = append(names, name)
		}
	}
	return names
}

// knownTags proposes the tags that contain the text.
func (l lists) knownTags(text string) []string {
	var names []string
	for _, tag := range l.tags {
		if strings.Contains(strings.ToLower(tag.Name), strings.ToLower(text)) {
			names = append(names, tag.Name)
		}
	}
	return names
}

func (p *partyPage) saveTags(names []string) {
	p.wanted = "tags"
	title := t("did_tags", i18n.Args{"Name": p.data.party.DisplayName})
	_ = p.env.Change(title, func(tx *book.Tx) error {
		party, err := book.Get[crm.Party](tx, p.id)
		if err != nil {
			return err
		}
		if party.Tags, err = tagsNamed(tx, names); err != nil {
			return err
		}
		return tx.Put(party)
	})
}

func tagsNamed(tx *book.Tx, names []string) ([]crm.ID, error) {
	var ids []crm.ID
	for _, name := range names {
		id, err := tagNamed(tx, name)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// relationsCard lists links to other parties and lets new ones be made.
func (p *partyPage) relationsCard() fyne.CanvasObject {
	var lines []fyne.CanvasObject
	for _, r := range p.data.relations {
		lines = append(lines, p.relationLine(r))
	}
	if p.add == addLink {
		lines = append(lines, p.linkForm())
	} else {
		lines = append(lines, ui.Row(0, ui.Quiet(t("link_add"), theme.ContentAddIcon(), func() { p.begin(addLink) })))
	}
	return ui.Section(t("relations"), ui.Stack(ui.SpaceXS, lines...))
}

func (p *partyPage) relationLine(r relation) fyne.CanvasObject {
	direction := "to_"
	if !r.from {
		direction = "from_"
	}
	open := newTapRow(ui.Padded(ui.Stack(0, ui.Caption(i18n.Coded("customers.link_"+direction, r.kind)), ui.Shrinking(ui.NewText(r.name))), ui.SpaceXS), func() {
		p.env.Go(screen.Route{Screen: screen.Customers, ID: r.other})
	})
	off := ui.Quiet("", theme.CancelIcon(), func() {
		title := t("did_unlink", i18n.Args{"Name": p.data.party.DisplayName, "Other": r.name})
		_ = p.env.Change(title, func(tx *book.Tx) error { return tx.Delete(crm.KindRelationship, r.id) })
		p.load()
	})
	return container.NewBorder(nil, nil, nil, off, open)
}

// linkForm links the party to another one.
func (p *partyPage) linkForm() fyne.CanvasObject {
	types := crm.RelationshipTypes()
	names := make([]string, len(types))
	for i, code := range types {
		names[i] = i18n.Coded("customers.link_to_", code)
	}
	kind := ui.NewSelect(names, nil)
	kind.SetSelectedIndex(len(names) - 1)
	done := func() {
		p.add = addNothing
		p.load()
	}
	pick := ui.NewPickField(t("link_who"), func(text string) []ui.Choice { return findParties(p.env, text, p.id) })
	pick.OnPicked = func(c ui.Choice) {
		if c.ID.IsZero() {
			return
		}
		link := &crm.Relationship{From: p.id, To: c.ID, Type: types[max(0, kind.SelectedIndex())]}
		title := t("did_link", i18n.Args{"Name": p.data.party.DisplayName, "Other": c.Title})
		if p.env.Change(title, func(tx *book.Tx) error { return tx.Put(link) }) == nil {
			done()
		}
	}
	p.handles[string(addLink)] = pick.Focus
	return ui.Stack(ui.SpaceXS, kind, pick, ui.Row(0, ui.Quiet(i18n.T("ui.cancel"), nil, done)))
}

// findParties looks parties up while typing; without is left out.
func findParties(env screen.Env, text string, without crm.ID) []ui.Choice {
	hits, err := env.Book.Search(text, 7, crm.KindParty)
	if err != nil {
		return nil
	}
	var out []ui.Choice
	for _, h := range hits {
		if h.ID != without {
			out = append(out, ui.Choice{ID: h.ID, Title: h.Title, Hint: h.Snippet})
		}
	}
	return out
}
