package customers

import (
	"encoding/json"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// changesTab lists what was changed in the record, with a way to put each back.
func (p *partyPage) changesTab() fyne.CanvasObject {
	var cards []fyne.CanvasObject
	for _, c := range p.data.changes {
		cards = append(cards, p.changeCard(c))
	}
	return ui.Scrolled(ui.Stack(ui.SpaceS, cards...), &p.scroll)
}

func (p *partyPage) changeCard(c book.RecordChange) fyne.CanvasObject {
	day, clock := c.At.In(p.data.settings.Location())
	head := ui.Muted(i18n.Join(" ", i18n.Date(day), clock.String()))
	lines := []fyne.CanvasObject{head}
	if c.Created {
		lines = append(lines, ui.NewText(t("created")))
	} else {
		for _, f := range c.Fields {
			lines = append(lines, p.fieldLine(f))
		}
	}
	var right fyne.CanvasObject
	if !c.Created {
		right = ui.Row(0, ui.NewButton(t("put_back"), theme.ContentUndoIcon(), func() { p.putBack(c) }))
	}
	return ui.Card(container.NewBorder(nil, nil, nil, right, ui.Stack(2, lines...)))
}

func (p *partyPage) fieldLine(f book.FieldChange) fyne.CanvasObject {
	if f.Field == "deleted_at" {
		return ui.NewText(t("was_" + map[bool]string{true: "deleted", false: "restored"}[f.After != "" && f.After != "0"]))
	}
	name := ui.Muted(fieldName(f.Field))
	before, after := p.valueText(f.Field, f.Before), p.valueText(f.Field, f.After)
	value := ui.Shrinking(ui.NewText(before + "  →  " + after))
	return container.NewBorder(nil, nil, ui.Sized(ui.Shrinking(name), 150, 0), nil, value)
}

func fieldName(code string) string { return i18n.Coded("customers.field_", code) }

// valueText makes the book's text of a value readable: tags by name, lists
// of contact points by their values.
func (p *partyPage) valueText(field, text string) string {
	text = strings.TrimSpace(text)
	var points []crm.ContactPoint
	var addresses []crm.Address
	var ids []crm.ID
	var parts []string
	switch {
	case text == "" || text == "null":
		return t("nothing")
	case field == "points" && json.Unmarshal([]byte(text), &points) == nil:
		for _, pt := range points {
			parts = append(parts, pt.Value)
		}
	case field == "addresses" && json.Unmarshal([]byte(text), &addresses) == nil:
		for _, a := range addresses {
			parts = append(parts, addressText(a))
		}
	case field == "tags" && json.Unmarshal([]byte(text), &ids) == nil:
		parts = p.data.namesOf(ids)
	case field == "birth_date":
		if d, err := crm.ParseDate(text); err == nil {
			return i18n.Date(d)
		}
		return text
	case field == "preferred_channel":
		return channelName(crm.Channel(text))
	default:
		return shorten(strings.NewReplacer("\n", " ", `"`, "", "{", "", "}", "").Replace(text), 120)
	}
	if len(parts) == 0 {
		return t("nothing")
	}
	return i18n.List(parts...)
}

// putBack takes the change back where it was made to this record alone;
// changes to many records are shown in the history first.
func (p *partyPage) putBack(c book.RecordChange) {
	touched, err := p.env.Book.Changes(c.Set, 2)
	if err != nil {
		p.env.Notify(ui.Notice{Text: ui.ErrorText(err), Tone: ui.Bad})
		return
	}
	if len(touched) != 1 {
		p.env.Go(screen.Route{Screen: screen.History, ID: c.Set})
		return
	}
	p.env.Undo(c.Set, t("did_change", i18n.Args{"Name": p.data.party.DisplayName}))
	p.load()
}
