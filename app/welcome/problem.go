package welcome

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// Backup is a copy of a book that could be opened instead.
type Backup struct {
	Path string
	At   crm.Date
	// Age in days, for a sentence.
	Days int
}

// Remedies are what can be done about a book that does not open. Those that
// make no sense for the problem are not offered.
type Remedies struct {
	Retry   func()
	Other   func() // choose another book; nil where none can be chosen
	Restore func(Backup)
	Quit    func()
	Backups []Backup // the newest first
	Focus   func(fyne.Focusable)
}

// codes with a page of their own; all others share one.
func problemName(err error) string {
	switch c := book.CodeOf(err); c {
	case book.CodeMissing, book.CodeEmpty, book.CodeNotABook, book.CodeTruncated, book.CodeDamaged, book.CodeNewer,
		book.CodeLocked, book.CodeReadOnly, book.CodeReplaced, book.CodeDiskFull, book.CodeExists:
		return string(c)
	}
	return "book_failed"
}

// broken reports whether the file itself is lost, so that a backup helps.
func broken(err error) bool {
	switch book.CodeOf(err) {
	case book.CodeMissing, book.CodeEmpty, book.CodeNotABook, book.CodeTruncated, book.CodeDamaged:
		return true
	}
	return false
}

// Problem returns the page about a book that could not be opened, and what to
// focus on it.
func Problem(path string, err error, r Remedies) (fyne.CanvasObject, fyne.Focusable) {
	name := problemName(err)
	image := canvas.NewImageFromResource(theme.NewColoredResource(theme.WarningIcon(), ui.ColorWarn))
	image.FillMode = canvas.ImageFillContain
	image.SetMinSize(fyne.NewSquareSize(40))
	where := ui.Shrinking(ui.Caption(path))
	lines := []fyne.CanvasObject{
		container.NewHBox(image), ui.Stack(2, ui.Heading(i18n.T("welcome."+name+"_title")), where),
		ui.Paragraph(i18n.T("welcome."+name+"_text"), ui.ColorMuted),
	}
	if name == "book_failed" {
		lines = append(lines, ui.Paragraph(err.Error(), ui.ColorMuted))
	}
	buttons := []fyne.CanvasObject{}
	var first *ui.Button
	add := func(key string, do func()) {
		switch {
		case do == nil:
		case first == nil:
			first = ui.Primary(i18n.T(key), nil, do)
			buttons = append(buttons, first)
		default:
			buttons = append(buttons, ui.NewButton(i18n.T(key), nil, do))
		}
	}
	var list fyne.CanvasObject
	if broken(err) && len(r.Backups) > 0 {
		add("welcome.restore", func() { r.Restore(r.Backups[0]) })
		add("ui.try_again", r.Retry)
		list = backupList(r)
	} else {
		add("ui.try_again", r.Retry)
	}
	add("welcome.other", r.Other)
	add("welcome.quit", r.Quit)
	lines = append(lines, ui.Spaced(ui.Flow(ui.SpaceS, buttons...), ui.SpaceS, 0))
	if list != nil {
		lines = append(lines, list)
	}
	return container.NewVScroll(page(560, lines...)), first
}

// backupList offers every backup there is.
func backupList(r Remedies) fyne.CanvasObject {
	rows := []fyne.CanvasObject{ui.Caption(i18n.T("welcome.backups"))}
	for _, b := range r.Backups[:min(5, len(r.Backups))] {
		line := ui.Shrinking(ui.NewText(i18n.T("welcome.backup_row", i18n.Args{"Date": i18n.Date(b.At), "Ago": i18n.Ago(b.Days)})))
		file := ui.Shrinking(ui.Caption(filepath.Base(b.Path)))
		use := ui.Quiet(i18n.T("welcome.backup_use"), nil, func() { r.Restore(b) })
		rows = append(rows, container.NewBorder(nil, nil, nil, use, ui.Stack(0, line, file)))
	}
	return ui.Card(ui.Stack(ui.SpaceXS, rows...))
}
