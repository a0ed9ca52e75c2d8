package settings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/ui"
)

const (
	pageMargin  = 24
	columnWidth = 720
	indexWidth  = 236
	// barRoom is what a scroll bar takes of the margin.
	barRoom = 14
)

// besideIndex keeps the column of cards no wider than people like to read,
// and the scroll bar off it.
type besideIndex struct{ width float32 }

func (l *besideIndex) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(300, objects[0].MinSize().Height)
}

func (l *besideIndex) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(fyne.NewSize(min(l.width, size.Width-barRoom), size.Height))
}

// withIndex shows the index beside the page where there is room for it.
type withIndex struct{ from, index float32 }

func (l *withIndex) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, 200) }

func (l *withIndex) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	index, page := objects[0], objects[1]
	if size.Width < l.from {
		index.Hide()
		page.Move(fyne.Position{})
		page.Resize(size)
		return
	}
	index.Show()
	index.Move(fyne.NewPos(-theme.InnerPadding(), 0)) // the words, not their buttons, stand under the title
	index.Resize(fyne.NewSize(l.index, size.Height))
	page.Move(fyne.NewPos(l.index+ui.SpaceL, 0))
	page.Resize(fyne.NewSize(size.Width-l.index-ui.SpaceL, size.Height))
}

// pair puts a name at the left and its control at the right.
type pair struct{ share float32 }

func (l *pair) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(280, max(objects[0].MinSize().Height, objects[1].MinSize().Height))
}

func (l *pair) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := (size.Width - ui.SpaceM) * l.share
	objects[0].Resize(fyne.NewSize(w, size.Height))
	objects[1].Resize(fyne.NewSize(size.Width-w-ui.SpaceM, objects[1].MinSize().Height))
	objects[1].Move(fyne.NewPos(w+ui.SpaceM, 0))
}

// shares gives objects parts of the width, middles aligned.
type shares struct{ parts []float32 }

func (l *shares) MinSize(objects []fyne.CanvasObject) fyne.Size {
	s := fyne.NewSize(200, 0)
	for _, o := range objects {
		s.Height = max(s.Height, o.MinSize().Height)
	}
	return s
}

func (l *shares) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	room, x := size.Width-ui.SpaceS*float32(len(objects)-1), float32(0)
	for i, o := range objects {
		w, h := room*l.parts[i], o.MinSize().Height
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos(x, (size.Height-h)/2))
		x += w + ui.SpaceS
	}
}

// note is small secondary text that wraps.
func note(text string, color fyne.ThemeColorName) fyne.CanvasObject {
	rich := widget.NewRichText(&widget.TextSegment{Text: text, Style: widget.RichTextStyle{ColorName: color, SizeName: theme.SizeNameCaptionText}})
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

func quiet(text string, icon fyne.Resource, f func()) *widget.Button {
	b := widget.NewButtonWithIcon(text, icon, f)
	b.Importance = widget.LowImportance
	return b
}

func primary(text string, icon fyne.Resource, f func()) *widget.Button {
	b := widget.NewButtonWithIcon(text, icon, f)
	b.Importance = widget.HighImportance
	return b
}

// shown hides a place that holds nothing, so that it takes no room.
func shown(place *fyne.Container) {
	if len(place.Objects) == 0 {
		place.Hide()
	} else {
		place.Show()
	}
	place.Refresh()
}

// tinted says something in a tone.
func tinted(tone ui.Tone, text string) fyne.CanvasObject {
	p := ui.NewPanel(tone.Tint(), ui.Paragraph(text, ui.ColorText))
	p.PadX, p.PadY = ui.SpaceM, 10
	return p
}

// option is one choice of a list, known by its id.
type option struct{ id, text string }

func texts(options []option) []string {
	out := make([]string, len(options))
	for i, o := range options {
		out[i] = o.text
	}
	return out
}

func indexOf(options []option, id string) int {
	for i, o := range options {
		if o.id == id {
			return i
		}
	}
	return -1
}

// lines puts rows under each other with hairlines between them.
func lines(rows []fyne.CanvasObject) fyne.CanvasObject {
	list := ui.Stack(6)
	for i, r := range rows {
		if i > 0 {
			list.Add(widget.NewSeparator())
		}
		list.Add(r)
	}
	return list
}
