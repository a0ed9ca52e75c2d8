package importing

import (
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/exchange/table"
)

// reviewPage shows a file in three steps above what an import would do.
func (s *Screen) reviewPage() fyne.CanvasObject {
	s.strip, s.body, s.foot = container.NewStack(), container.NewStack(), container.NewStack()
	other := ui.Quiet(i18n.T("importing.other_file"), theme.FolderOpenIcon(), s.leave)
	s.drawStrip()
	s.drawBody()
	s.drawFoot()
	head := ui.Stack(ui.SpaceM, title(i18n.T("importing.title"), filepath.Base(s.path), other), s.strip)
	return container.NewBorder(ui.Spaced(head, 0, ui.SpaceM), ui.Spaced(s.foot, ui.SpaceM, 0), nil, nil, s.body)
}

// drawStrip draws the three steps.
func (s *Screen) drawStrip() {
	if s.strip == nil || s.phase != reviewing {
		return
	}
	columns := i18n.T("importing.step_columns")
	if n := len(s.missing()); n > 0 {
		columns += " · " + i18n.N("importing.n_missing", n)
	}
	view := i18n.T("importing.step_preview")
	if s.rehearsal != nil && s.rehearsal.result != nil && s.rehearsal.result.Rejected > 0 {
		view += " · " + i18n.N("importing.n_problems", s.rehearsal.result.Rejected)
	}
	s.strip.Objects = []fyne.CanvasObject{ui.BesideScroll(ui.Flow(ui.SpaceXS,
		s.stepButton(stepUnderstood, "1", i18n.T("importing.step_understood")),
		s.stepButton(stepColumns, "2", columns), s.stepButton(stepPreview, "3", view)))}
	s.strip.Refresh()
}

func (s *Screen) stepButton(to step, number, text string) fyne.CanvasObject {
	key := "step" + number
	b := ui.Quiet(number+"   "+text, nil, func() {
		s.step, s.focus = to, key
		s.render()
	})
	if s.step == to {
		b.Importance = widget.MediumImportance
	}
	s.fields[key] = b
	return b
}

func (s *Screen) drawBody() {
	var page fyne.CanvasObject
	switch s.step {
	case stepUnderstood:
		page = s.understoodPage()
	case stepColumns:
		page = s.columnsPage()
	case stepPreview:
		page = s.previewPage()
	}
	s.body.Objects = []fyne.CanvasObject{page}
	s.body.Refresh()
}

// drawFoot says what would happen, beside the button that makes it happen.
func (s *Screen) drawFoot() {
	if s.foot == nil || s.phase != reviewing {
		return
	}
	if c := s.env.Canvas(); c != nil && c.Focused() != nil && c.Focused() == s.fields["import"] {
		s.focus = "import"
	}
	button := ui.Primary(i18n.N("importing.import_rows", s.goodRows()), theme.DownloadIcon(), s.importNow)
	s.fields["import"] = button
	if !s.allowed() {
		button.Disable()
	}
	hold := container.NewVBox(layout.NewSpacer(), button, layout.NewSpacer())
	p := ui.NewPanel(ui.ColorSurface, container.NewBorder(nil, nil, nil, container.New(&inset{left: ui.SpaceM}, hold), container.NewVBox(layout.NewSpacer(), s.footText(), layout.NewSpacer())))
	p.Border, p.PadX, p.PadY = ui.ColorBorder, ui.SpaceM, 12
	s.foot.Objects = []fyne.CanvasObject{ui.BesideScroll(p)}
	s.foot.Refresh()
	s.takeFocus()
}

// allowed reports whether the import may begin: the rehearsal is over and
// found something to do.
func (s *Screen) allowed() bool {
	r := s.rehearsal
	return s.ready() && r != nil && r.err == nil && r.result != nil && len(r.result.Created)+len(r.result.Updated) > 0
}

// footText is the outcome in words.
func (s *Screen) footText() fyne.CanvasObject {
	r := s.rehearsal
	switch {
	case s.source.Mapping.As == table.AsUnknown:
		return said(i18n.T("importing.say_kind"), "")
	case !s.ready():
		return said(i18n.T("importing.not_yet"), s.whyNot())
	case r == nil && s.rehearsing.Busy():
		return s.rehearsingLine()
	case r == nil:
		again := ui.NewButton(i18n.T("importing.count_again"), nil, s.rehearse)
		return container.NewHBox(again)
	case r.err != nil:
		return said(i18n.T("importing.not_yet"), errorText(r.err))
	case r.result == nil:
		return said(i18n.T("importing.not_yet"), i18n.T("importing.say_rates"))
	}
	return said(s.forecast(r.result), leftOut(r.result))
}

// goodRows is how many rows would come in, as far as known.
func (s *Screen) goodRows() int {
	if r := s.rehearsal; r != nil && r.result != nil {
		return r.result.Rows - r.result.Rejected - r.result.Skipped
	}
	return s.source.Sniff.Rows
}

// whyNot is the first reason that forbids the import, "" where the page above
// tells it already.
func (s *Screen) whyNot() string {
	if s.step == stepUnderstood || s.step == stepColumns && len(s.missing()) > 0 {
		return ""
	}
	return textOf(s.fatal()[0])
}

func said(head, more string) fyne.CanvasObject {
	lines := []fyne.CanvasObject{ui.Paragraph(head, ui.ColorText)}
	if more != "" {
		lines = append(lines, ui.Small(more, ui.ColorMuted))
	}
	return ui.Stack(2, lines...)
}

// rehearsingLine shows how far the counting is.
func (s *Screen) rehearsingLine() fyne.CanvasObject {
	meter := ui.NewMeter()
	s.rehearsing.OnProgress = meter.Set
	cancel := ui.Quiet(i18n.T("ui.cancel"), theme.CancelIcon(), func() {
		s.rehearsing.Cancel()
		s.drawFoot()
	})
	text := ui.Shrinking(ui.Muted(i18n.T("importing.counting")))
	return container.NewBorder(nil, nil, nil, cancel, ui.Stack(2, text, meter))
}

// errorText puts any failure of an import into words.
func errorText(err error) string {
	if r := refusalOf("", err); len(r.problems) > 0 {
		return textOf(r.problems[0])
	}
	return ui.ErrorText(err)
}

// inset keeps room at the left.
type inset struct{ left float32 }

func (p *inset) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(p.left, 0)
}

func (p *inset) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(p.left, 0))
	objects[0].Resize(size.SubtractWidthHeight(p.left, 0))
}
