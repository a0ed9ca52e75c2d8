package importing

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// pastShown is how many earlier imports are listed; the history has all.
const pastShown = 30

// pastImport is an earlier import that still stands, ready to be shown.
type pastImport struct {
	set   crm.ID
	file  string
	about string // when, and what the rows were
	what  string // what became of them
	left  string // what did not come in
}

// loadPast lists the earlier imports, the newest first.
func (s *Screen) loadPast() {
	loc := s.env.Now().Location()
	ui.Ask(s.env.Runner, &s.pastSlot, func(context.Context, func(float64)) ([]pastImport, error) {
		batches, err := book.List[crm.ImportBatch](s.env.Book)
		if err != nil {
			return nil, err
		}
		slices.Reverse(batches)
		var out []pastImport
		for _, b := range batches[:min(len(batches), pastShown)] {
			changes, err := s.env.Book.RecordHistory(b.ID)
			if err != nil {
				return nil, err
			}
			if len(changes) == 0 {
				continue
			}
			made := changes[len(changes)-1]
			day, clock := made.At.In(loc)
			out = append(out, newPastImport(b, made.Set, i18n.Date(day)+" "+clock.String()))
		}
		return out, nil
	}, func(list []pastImport, err error) {
		s.past, s.pastErr = list, err
		if s.phase == choosing {
			s.keepFocus()
			s.render()
		}
	})
}

func newPastImport(b *crm.ImportBatch, set crm.ID, when string) pastImport {
	names := make([]string, len(b.Files))
	for i, f := range b.Files {
		names[i] = f.Name
	}
	p := pastImport{set: set, file: i18n.List(names...), about: when + " · " + i18n.N("importing.n_rows", b.Rows)}
	var what []string
	if made := counted(b.Created); made != "" {
		what = append(what, i18n.T("importing.created", i18n.Args{"What": made}))
	}
	if changed := counted(b.Updated); changed != "" {
		what = append(what, i18n.T("importing.changed", i18n.Args{"What": changed}))
	}
	p.what = strings.Join(what, " · ")
	var left []string
	if b.Skipped > 0 {
		left = append(left, i18n.N("importing.n_skipped", b.Skipped))
	}
	if b.Rejected > 0 {
		left = append(left, i18n.N("importing.n_rejected", b.Rejected))
	}
	p.left = strings.Join(left, " · ")
	return p
}

// pastCard lists the earlier imports under the place for a new file.
func (s *Screen) pastCard() []fyne.CanvasObject {
	if s.pastErr != nil {
		return []fyne.CanvasObject{ui.Callout(ui.Bad, ui.ErrorText(s.pastErr))}
	}
	if len(s.past) == 0 {
		return nil
	}
	lines := []fyne.CanvasObject{}
	for i, p := range s.past {
		if i > 0 {
			lines = append(lines, widget.NewSeparator())
		}
		lines = append(lines, s.pastLine(p))
	}
	return []fyne.CanvasObject{ui.Section(i18n.T("importing.past"), ui.Stack(ui.SpaceS, lines...))}
}

func (s *Screen) pastLine(p pastImport) fyne.CanvasObject {
	name := ui.Shrinking(ui.NewText(p.file))
	name.Style.Bold = true
	left := ui.Stack(2, name, ui.Shrinking(ui.Caption(p.about)))
	right := ui.Stack(2, ui.Small(p.what, ui.ColorMuted))
	if p.left != "" {
		right.Add(ui.Small(p.left, ui.ColorMuted))
	}
	undo := ui.NewButton(i18n.T("importing.undo"), theme.ContentUndoIcon(), func() {
		s.env.Undo(p.set, i18n.T("importing.did_import", i18n.Args{"File": p.file}))
	})
	middle := ui.Columns{Parts: []float32{0.42, 0.58}, Middle: true, MinWidth: 300}.With(left, right)
	return container.NewBorder(nil, nil, nil, undo, middle)
}
