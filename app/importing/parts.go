package importing

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/ui"
)

// pageMargin is kept free around every page.
const pageMargin = 24

// primary is the one button a page is about.
func primary(text string, icon fyne.Resource, f func()) *widget.Button {
	b := widget.NewButtonWithIcon(text, icon, f)
	b.Importance = widget.HighImportance
	return b
}

func quiet(text string, icon fyne.Resource, f func()) *widget.Button {
	b := widget.NewButtonWithIcon(text, icon, f)
	b.Importance = widget.LowImportance
	return b
}

// note is small secondary text that wraps.
func note(text string) fyne.CanvasObject {
	rich := widget.NewRichText(&widget.TextSegment{Text: text, Style: widget.RichTextStyle{
		ColorName: ui.ColorMuted, SizeName: theme.SizeNameCaptionText,
	}})
	rich.Wrapping = fyne.TextWrapWord
	return container.New(flush{}, rich)
}

// flush takes away the room that rich text keeps around itself.
type flush struct{}

func (flush) MinSize(objects []fyne.CanvasObject) fyne.Size {
	pad := theme.InnerPadding()
	return objects[0].MinSize().SubtractWidthHeight(2*pad, 2*pad).Max(fyne.Size{})
}

func (flush) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	pad := theme.InnerPadding()
	objects[0].Move(fyne.NewPos(-pad, -pad))
	objects[0].Resize(size.AddWidthHeight(2*pad, 2*pad))
}

// tinted is a strip that says something in a tone, wrapping; a sign at its
// start says the tone to those who do not see the colour.
func tinted(tone ui.Tone, text string, more ...fyne.CanvasObject) fyne.CanvasObject {
	sign := widget.NewIcon(theme.NewColoredResource(signOf(tone), tone.Color()))
	body := ui.Stack(ui.SpaceS, append([]fyne.CanvasObject{ui.Paragraph(text, ui.ColorText)}, more...)...)
	p := ui.NewPanel(tone.Tint(), container.New(&lead{gap: ui.SpaceS}, sign, body))
	p.PadX, p.PadY = ui.SpaceM, 10
	return p
}

func signOf(tone ui.Tone) fyne.Resource {
	switch tone {
	case ui.Good:
		return theme.ConfirmIcon()
	case ui.Bad:
		return theme.ErrorIcon()
	case ui.Warn:
		return theme.WarningIcon()
	}
	return theme.InfoIcon()
}

// lead puts a small sign at the top left of a wrapping body.
type lead struct{ gap float32 }

func (l *lead) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(a.Width+l.gap+b.Width, max(a.Height, b.Height))
}

func (l *lead) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := objects[0].MinSize().Width
	objects[0].Resize(fyne.NewSquareSize(w))
	objects[0].Move(fyne.Position{})
	objects[1].Resize(fyne.NewSize(size.Width-w-l.gap, size.Height))
	objects[1].Move(fyne.NewPos(w+l.gap, 0))
}

// shares gives objects parts of the width, tops or middles aligned.
type shares struct {
	parts []float32 // their sum is 1
	gap   float32
	least float32
}

func (l *shares) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := fyne.NewSize(l.least, 0)
	for _, o := range objects {
		s.Height = max(s.Height, o.MinSize().Height)
	}
	return s
}

func (l *shares) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	room := size.Width - l.gap*float32(len(objects)-1)
	x := float32(0)
	for i, o := range objects {
		w, h := room*l.parts[i], o.MinSize().Height
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos(x, (size.Height-h)/2))
		x += w + l.gap
	}
}

// atMost keeps an object no wider than width, at the left.
type atMost struct{ width float32 }

func (l *atMost) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (l *atMost) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(fyne.NewSize(min(l.width, size.Width), size.Height))
}

// barRoom is what a scroll bar takes of the margin.
const barRoom = 14

// clear keeps the scroll bar off the content, so that everything on a page
// ends at the same edge.
type clear struct{}

func (clear) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[0].MinSize().AddWidthHeight(barRoom, 0)
}

func (clear) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(size.SubtractWidthHeight(barRoom, 0))
}

func scrolling(content fyne.CanvasObject) *container.Scroll {
	return container.NewVScroll(unbarred(content))
}

func unbarred(content fyne.CanvasObject) fyne.CanvasObject { return container.New(clear{}, content) }

// option is one choice of a list, known by its id.
type option struct{ id, text string }

// choose is a list of choices. After changed ran, the keyboard comes back to
// the list of the same key.
func (s *Screen) choose(key string, options []option, selected string, changed func(id string)) *widget.Select {
	list := widget.NewSelect(nil, nil)
	list.PlaceHolder = i18n.T("importing.please_choose")
	for _, o := range options {
		list.Options = append(list.Options, o.text)
		if o.id == selected {
			list.Selected = o.text
		}
	}
	list.OnChanged = func(string) {
		if i := list.SelectedIndex(); i >= 0 && options[i].id != selected {
			s.focus = key
			changed(options[i].id)
		}
	}
	s.fields[key] = list
	return list
}
