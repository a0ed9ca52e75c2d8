package importing

import (
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/exchange/table"
)

// refusal is a file of which nothing can be read.
type refusal struct {
	path     string
	problems []table.Problem
	other    error
}

// startPage asks for a file.
func (s *Screen) startPage() fyne.CanvasObject {
	parts := []fyne.CanvasObject{}
	if s.refused != nil {
		parts = append(parts, s.refusalStrip())
	}
	parts = append(parts, s.dropZone(), s.pathRow())
	if len(s.past) == 0 {
		parts = append(parts, promises())
	}
	parts = append(parts, s.pastCard()...)
	s.scroll = ui.NewScroll(ui.Stack(ui.SpaceM, parts...))
	return container.NewBorder(ui.Spaced(title(i18n.T("importing.title"), ""), 0, ui.SpaceM), nil, nil, nil, s.scroll.Frame)
}

// dropZone is the big place to drop a file on. The window tells Open of it.
func (s *Screen) dropZone() fyne.CanvasObject {
	image := canvas.NewImageFromResource(theme.NewColoredResource(theme.UploadIcon(), ui.ColorAccent))
	image.FillMode = canvas.ImageFillContain
	image.SetMinSize(fyne.NewSquareSize(40))
	head := ui.Heading(i18n.T("importing.drop_title"))
	head.Align = fyne.TextAlignCenter
	text := ui.Shrinking(ui.Muted(i18n.T("importing.drop_text")))
	text.Align = fyne.TextAlignCenter
	button := ui.Primary(i18n.T("importing.choose_file"), theme.FolderOpenIcon(), s.ask)
	s.fields["choose"] = button
	p := ui.NewPanel(ui.ColorSurface, ui.Stack(ui.SpaceS, image, head, text, ui.Spaced(container.NewCenter(button), ui.SpaceS, 0)))
	p.Border, p.Radius, p.PadX, p.PadY = ui.ColorAccent, 12, ui.SpaceL, ui.SpaceL
	return p
}

// promises say what will happen, to who brings in a file for the first time.
func promises() fyne.CanvasObject {
	promise := func(icon fyne.Resource, head, text string) fyne.CanvasObject {
		name := ui.NewText(head)
		name.Style.Bold = true
		sign := widget.NewIcon(theme.NewColoredResource(icon, ui.ColorAccent))
		return ui.Lead(sign, ui.Stack(3, ui.Shrinking(name), ui.Small(text, ui.ColorMuted)))
	}
	return ui.Spaced(ui.Tiles(220,
		promise(theme.VisibilityIcon(), i18n.T("importing.promise_look"), i18n.T("importing.promise_look_text")),
		promise(theme.ConfirmIcon(), i18n.T("importing.promise_whole"), i18n.T("importing.promise_whole_text")),
		promise(theme.ContentUndoIcon(), i18n.T("importing.promise_undo"), i18n.T("importing.promise_undo_text"))), ui.SpaceM, 0)
}

// pathRow takes a file by its name.
func (s *Screen) pathRow() fyne.CanvasObject {
	entry := ui.NewEntry()
	entry.SetPlaceHolder(i18n.T("importing.path_hint"))
	entry.SetText(s.typed)
	entry.OnChanged = func(text string) { s.typed = text }
	entry.OnSubmitted = func(text string) { s.openTyped() }
	s.fields["path"] = entry
	open := ui.Quiet(i18n.T("importing.open"), theme.NavigateNextIcon(), s.openTyped)
	return container.NewBorder(nil, nil, nil, open, entry)
}

func (s *Screen) openTyped() {
	if path := strings.Trim(strings.TrimSpace(s.typed), `"'`); path != "" {
		s.Open(path)
	}
}

// ask lets the owner choose a file in a dialog.
func (s *Screen) ask() {
	if s.env.Window == nil || s.env.Window() == nil {
		s.focus = "path"
		s.takeFocus()
		return
	}
	d := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err != nil {
			s.tell(ui.ErrorText(err), ui.Bad)
			return
		}
		if file == nil {
			return
		}
		path := file.URI().Path()
		_ = file.Close() // only its name was wanted
		s.Open(path)
	}, s.env.Window())
	d.SetFilter(storage.NewExtensionFileFilter([]string{".csv", ".tsv", ".txt", ".gz", ".tab"}))
	d.SetTitleText(i18n.T("importing.choose_file"))
	d.SetConfirmText(i18n.T("importing.open"))
	d.SetDismissText(i18n.T("ui.cancel"))
	d.SetOnClosed(ui.Escape.Push(d.Hide))
	d.Show()
}

// refusalStrip says why a file cannot be read, and what may help.
func (s *Screen) refusalStrip() fyne.CanvasObject {
	head := ui.Heading(i18n.T("importing.refused_title", i18n.Args{"File": filepath.Base(s.refused.path)}))
	head.Shrink = true
	lines := []fyne.CanvasObject{}
	for _, p := range s.refused.problems {
		lines = append(lines, ui.Paragraph(textOf(p), ui.ColorText))
	}
	if s.refused.other != nil {
		lines = append(lines, ui.Paragraph(ui.ErrorText(s.refused.other), ui.ColorText))
	}
	if s.maybeMisread() {
		lines = append(lines, s.readDifferently())
	}
	lines = append(lines, ui.Muted(i18n.T("importing.nothing_changed")))
	p := ui.NewPanel(ui.ColorTintBad, ui.Stack(ui.SpaceS, append([]fyne.CanvasObject{head}, lines...)...))
	p.PadX, p.PadY = ui.SpaceM, ui.SpaceM
	return p
}

// maybeMisread reports whether another encoding or separator could help.
func (s *Screen) maybeMisread() bool {
	return slices.ContainsFunc(s.refused.problems, func(p table.Problem) bool {
		return slices.Contains([]string{table.CodeEncodingLies, table.CodeTooManyColumns, table.CodeFieldTooLong, table.CodeNotATable}, p.Code)
	})
}

func (s *Screen) readDifferently() fyne.CanvasObject {
	encoding := s.choose("encoding", s.encodings(nil), s.opts.Encoding, func(id string) {
		s.opts.Encoding = id
		s.read()
	})
	separator := s.choose("separator", separators(), string(rune(s.opts.Separator)), func(id string) {
		s.opts.Separator = id[0]
		s.read()
	})
	return ui.Tiles(240, ui.FormRow(i18n.T("importing.encoding"), encoding, ""), ui.FormRow(i18n.T("importing.separator"), separator, ""))
}

// readingPage is shown while a file is read.
func (s *Screen) readingPage() fyne.CanvasObject {
	return ui.Loading(i18n.T("importing.reading", i18n.Args{"File": filepath.Base(s.path)}), s.leave)
}
