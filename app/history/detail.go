package history

import (
	"cmp"
	"context"
	"slices"
	"time"

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

func when(at crm.Instant, loc *time.Location) string {
	day, clock := at.In(loc)
	return i18n.Date(day) + " " + clock.String()
}

func newSetRow(s book.ChangeSet, when string) setRow {
	r := setRow{ChangeSet: s, when: when, what: s.Title, who: i18n.T("history.actor_" + string(s.Actor)), changes: i18n.Integer(int64(s.Ops))}
	if !s.Undone.IsZero() {
		r.state, r.tone = i18n.T("history.undone"), ui.Neutral
	}
	return r
}

// nameIn is the name that a change gives or takes, for records that are no
// more; else their kind.
func nameIn(c book.RecordChange) string {
	for _, f := range c.Fields {
		if !slices.Contains([]string{"display_name", "name", "number", "title", "summary", "label"}, f.Field) {
			continue
		}
		if name := cmp.Or(f.After, f.Before); name != "" {
			return name
		}
	}
	return screen.KindName(c.Ref.Kind)
}

// change is one record of a change set with the name it has now.
type change struct {
	book.RecordChange
	name string
}

func (p *page) showDetail() {
	var set *setRow
	for i := range p.sets {
		if p.sets[i].ID == p.chosen {
			set = &p.sets[i]
		}
	}
	if set == nil {
		p.detail.Objects = nil
		p.detail.Refresh()
		return
	}
	shown := *set
	ui.Ask(p.env.Runner, &p.details, func(context.Context, func(float64)) ([]change, error) {
		list, err := p.env.Book.Changes(shown.ID, changeLimit)
		out := make([]change, len(list))
		for i, c := range list {
			out[i] = change{c, nameIn(c)}
			if rec, err := book.Find(p.env.Book, c.Ref.Kind, c.Ref.ID); err == nil {
				out[i].name = screen.RecordName(rec)
			}
		}
		return out, err
	}, func(list []change, err error) {
		if err != nil {
			p.detail.Objects = []fyne.CanvasObject{ui.ErrorState(err, p.showDetail)}
		} else {
			p.detail.Objects = []fyne.CanvasObject{p.detailCard(shown, list)}
		}
		p.detail.Refresh()
	})
}

func (p *page) detailCard(s setRow, list []change) fyne.CanvasObject {
	title := ui.Shrinking(ui.Heading(s.what))
	lines := []fyne.CanvasObject{title, ui.Muted(s.when + " · " + s.who)}
	if len(p.conflicts) > 0 {
		lines = append(lines, p.conflictCard(s))
	} else if s.Undone.IsZero() {
		undo := ui.Primary(i18n.T("history.undo_this"), theme.ContentUndoIcon(), func() { p.undo(s, false) })
		lines = append(lines, container.NewHBox(undo))
	}
	for _, c := range list {
		lines = append(lines, changeLines(c)...)
	}
	if s.Ops > len(list) {
		lines = append(lines, ui.Muted(i18n.N("history.more", s.Ops-len(list))))
	}
	return ui.Card(ui.Stack(ui.SpaceS, lines...))
}

func changeLines(c change) []fyne.CanvasObject {
	verb := i18n.T("history.changed")
	switch {
	case c.Created:
		verb = i18n.T("history.created")
	case c.Removed:
		verb = i18n.T("history.removed")
	}
	name := ui.Shrinking(ui.NewText(c.name))
	name.Style.Bold = true
	lines := []fyne.CanvasObject{widget.NewSeparator(), name, ui.Caption(screen.KindName(c.Ref.Kind) + " · " + verb)}
	if c.Created || c.Removed {
		return lines
	}
	for _, f := range c.Fields {
		text := i18n.T("history.field_change", i18n.Args{"Field": fieldName(f.Field), "Before": orNothing(f.Before), "After": orNothing(f.After)})
		lines = append(lines, ui.Paragraph(text, ui.ColorText))
	}
	return lines
}

func fieldName(code string) string { return i18n.Coded("history.field_", code) }

// longest is how much of a value is shown: enough to recognise it.
const longest = 160

func orNothing(s string) string {
	if s == "" {
		return i18n.T("history.nothing")
	}
	if r := []rune(s); len(r) > longest {
		return string(r[:longest]) + "…"
	}
	return s
}

// conflictCard says what stands in the way of undoing and offers the rest.
func (p *page) conflictCard(s setRow) fyne.CanvasObject {
	text := ui.Paragraph(i18n.N("history.conflict_text", len(p.conflicts)), ui.ColorText)
	keep := ui.Primary(i18n.T("history.keep_newer"), nil, func() { p.undo(s, true) })
	cancel := ui.NewButton(i18n.T("ui.cancel"), nil, func() {
		p.conflicts = nil
		p.showDetail()
	})
	heading := ui.Paragraph(i18n.T("history.conflict_title"), ui.ColorWarn)
	panel := ui.NewPanel(ui.Warn.Tint(), ui.Stack(ui.SpaceS, heading, text, ui.Flow(ui.SpaceS, keep, cancel)))
	panel.PadX, panel.PadY = ui.SpaceM, ui.SpaceM
	return panel
}

func (p *page) undo(s setRow, keepNewer bool) {
	title := i18n.T("screen.undone", i18n.Args{"Title": s.what})
	_, conflicts, err := p.env.Book.Undo(s.ID, title, keepNewer)
	switch {
	case book.CodeOf(err) == book.CodeConflict:
		p.conflicts = conflicts
		p.showDetail()
	case err != nil:
		p.env.Notify(ui.Notice{Text: ui.ErrorText(err), Tone: ui.Bad})
	default:
		p.conflicts = nil
		p.env.Notify(ui.Notice{Text: title, Tone: ui.Good})
	}
}
