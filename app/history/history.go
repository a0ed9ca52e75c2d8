// Package history shows what was changed and takes it back: every change
// set with what it did to each record, and the trash.
package history

import (
	"context"

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

// PartTrash is the Route.Part of the trash.
const PartTrash = "trash"

// changeLimit bounds how many records of one change set are listed.
const changeLimit = 200

// page is the screen's state and widgets.
type page struct {
	env     screen.Env
	root    *fyne.Container
	slot    ui.Slot
	details ui.Slot

	part      string
	sets      []setRow
	trash     []trashRow
	chosen    crm.ID // the change set whose details are shown
	conflicts []book.Conflict

	setTable   *ui.RecordTable[setRow]
	trashTable *ui.RecordTable[trashRow]
	detail     *fyne.Container
}

// setRow is one change set, ready to be shown.
type setRow struct {
	book.ChangeSet
	when, what, who, changes, state string
	tone                            ui.Tone
}

type trashRow struct {
	ref        book.Ref
	kind, name string
	when       string
	deletedAt  crm.Instant
}

// New returns the history screen.
func New(env screen.Env) screen.Screen {
	p := &page{env: env, root: container.NewStack()}
	p.build()
	return p
}

func (p *page) Content() fyne.CanvasObject { return p.root }

// List implements screen.Lister.
func (p *page) List() fyne.Focusable {
	if p.part == PartTrash {
		return p.trashTable
	}
	return p.setTable
}

func (p *page) Show(r screen.Route) {
	p.part, p.conflicts = r.Part, nil
	if !r.ID.IsZero() {
		p.chosen = r.ID
	}
	p.load()
}

func (p *page) Refresh(c book.Change) {
	if c.Set.IsZero() {
		p.build()
	}
	p.load()
}

func (p *page) Close() {
	p.slot.Cancel()
	p.details.Cancel()
}

// build makes the widgets in the present language.
func (p *page) build() {
	p.setTable = ui.NewRecordTable(p.env.Runner, func(r setRow) crm.ID { return r.ID }, setColumns()...)
	p.setTable.OnSelect = func(rows []setRow) {
		if len(rows) == 1 && rows[0].ID != p.chosen {
			p.chosen, p.conflicts = rows[0].ID, nil
			p.showDetail()
		}
	}
	p.setTable.Empty = ui.EmptyState(theme.HistoryIcon(), i18n.T("history.empty_title"), i18n.T("history.empty_text"), "", nil)
	p.trashTable = ui.NewRecordTable(p.env.Runner, func(r trashRow) crm.ID { return r.ref.ID }, trashColumns()...)
	p.trashTable.OnOpen = func(r trashRow) { p.restore([]trashRow{r}) }
	p.trashTable.Empty = ui.EmptyState(theme.DeleteIcon(), i18n.T("history.trash_empty_title"), i18n.T("history.trash_empty_text"), "", nil)
	p.detail = container.NewStack()
}

func setColumns() []ui.Column[setRow] {
	return []ui.Column[setRow]{
		{ID: "when", Title: i18n.T("history.when"), Width: 150, MinWidth: 140, Text: func(r setRow) string { return r.when }, Compare: func(a, b setRow) int { return int(a.At - b.At) }},
		{ID: "what", Title: i18n.T("history.what"), Width: 240, MinWidth: 200, Grow: true, Text: func(r setRow) string { return r.what }},
		{ID: "state", Title: i18n.T("history.state"), Width: 100, MinWidth: 90, Badge: func(r setRow) (string, ui.Tone) { return r.state, r.tone }},
		{ID: "who", Title: i18n.T("history.who"), Width: 110, MinWidth: 100, Muted: true, Text: func(r setRow) string { return r.who }},
		{ID: "changes", Title: i18n.T("history.records"), Width: 90, MinWidth: 70, Align: fyne.TextAlignTrailing, Text: func(r setRow) string { return r.changes }, Compare: func(a, b setRow) int { return a.Ops - b.Ops }},
	}
}

func trashColumns() []ui.Column[trashRow] {
	return []ui.Column[trashRow]{
		{ID: "name", Title: i18n.T("history.name"), Width: 280, MinWidth: 140, Grow: true, Text: func(r trashRow) string { return r.name }},
		{ID: "kind", Title: i18n.T("history.kind"), Width: 140, MinWidth: 100, Muted: true, Text: func(r trashRow) string { return r.kind }},
		{ID: "when", Title: i18n.T("history.deleted"), Width: 160, MinWidth: 120, Text: func(r trashRow) string { return r.when }, Compare: func(a, b trashRow) int { return int(a.deletedAt - b.deletedAt) }},
	}
}

type loaded struct {
	sets  []setRow
	trash []trashRow
}

func (p *page) load() {
	loc := p.env.Now().Location()
	ui.Ask(p.env.Runner, &p.slot, func(context.Context, func(float64)) (loaded, error) {
		var l loaded
		sets, err := p.env.Book.History(2000)
		if err != nil {
			return l, err
		}
		for _, s := range sets {
			l.sets = append(l.sets, newSetRow(s, when(s.At, loc)))
		}
		gone, err := p.env.Book.Trash()
		for _, r := range gone {
			l.trash = append(l.trash, trashRow{ref: book.Ref{Kind: r.Kind(), ID: r.Base().ID}, kind: screen.KindName(r.Kind()), name: screen.RecordName(r),
				when: when(r.Base().DeletedAt, loc), deletedAt: r.Base().DeletedAt})
		}
		return l, err
	}, func(l loaded, err error) {
		if err != nil {
			p.root.Objects = []fyne.CanvasObject{ui.ErrorState(err, p.load)}
			p.root.Refresh()
			return
		}
		p.sets, p.trash = l.sets, l.trash
		p.render()
	})
}

func (p *page) render() {
	p.setTable.SetRows(p.sets)
	p.trashTable.SetRows(p.trash)
	if p.chosen.IsZero() && len(p.sets) > 0 {
		p.chosen = p.sets[0].ID
	}
	tabs := widget.NewRadioGroup([]string{i18n.T("history.tab_changes"), i18n.T("history.tab_trash")}, nil)
	tabs.Horizontal, tabs.Required = true, true
	tabs.Selected = tabs.Options[0]
	body := p.changesBody()
	actions := []fyne.CanvasObject{}
	if p.part == PartTrash {
		tabs.Selected = tabs.Options[1]
		body = p.trashTable
		actions = p.trashActions()
	}
	tabs.OnChanged = func(s string) {
		p.part = ""
		if s == tabs.Options[1] {
			p.part = PartTrash
		}
		p.render()
	}
	head := ui.Stack(ui.SpaceM, ui.Title(i18n.T("history.title")), ui.Toolbar([]fyne.CanvasObject{tabs}, actions))
	p.root.Objects = []fyne.CanvasObject{ui.Padded(container.NewBorder(ui.Spaced(head, 0, ui.SpaceM), nil, nil, nil, body), ui.SpaceL)}
	p.root.Refresh()
	p.showDetail()
}

func (p *page) changesBody() fyne.CanvasObject {
	if len(p.sets) == 0 {
		return p.setTable
	}
	p.setTable.Select(p.chosen)
	return ui.Beside{Main: 0.55, Fill: true}.With(p.setTable, container.NewVScroll(p.detail))
}

func (p *page) trashActions() []fyne.CanvasObject {
	if len(p.trash) == 0 {
		return nil
	}
	restore := ui.Primary(i18n.T("history.restore"), theme.ContentUndoIcon(), func() { p.restore(p.trashTable.Selected()) })
	empty := ui.NewButton(i18n.T("history.empty_trash"), theme.DeleteIcon(), p.emptyTrash)
	return []fyne.CanvasObject{restore, empty}
}

func (p *page) restore(rows []trashRow) {
	if len(rows) == 0 {
		p.env.Notify(ui.Notice{Text: i18n.T("history.choose_first")})
		return
	}
	_ = p.env.Change(i18n.N("history.did_restore", len(rows)), func(tx *book.Tx) error {
		for _, r := range rows {
			if err := tx.Restore(r.ref.Kind, r.ref.ID); err != nil {
				return err
			}
		}
		return nil
	})
}

func (p *page) emptyTrash() {
	title := i18n.T("history.did_empty")
	set, removed, kept, err := p.env.Book.EmptyTrash(title)
	switch {
	case err != nil:
		p.env.Notify(ui.Notice{Text: ui.ErrorText(err), Tone: ui.Bad})
	case kept > 0:
		p.env.Notify(ui.Notice{Text: i18n.N("history.kept_in_use", kept, i18n.Args{"Removed": i18n.Integer(int64(removed))}), Tone: ui.Warn})
	default:
		p.env.Notify(ui.Notice{Text: i18n.N("history.emptied", removed), Tone: ui.Good, Action: i18n.T("ui.undo"), Do: func() { p.env.Undo(set, title) }})
	}
}
