package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Callout is a strip that says something in a tone, wrapping, perhaps with
// more below; a sign at its start says the tone to those who do not see the
// colour.
func Callout(tone Tone, text string, more ...fyne.CanvasObject) *Panel {
	body := Stack(SpaceS, append([]fyne.CanvasObject{Paragraph(text, ColorText)}, more...)...)
	p := NewPanel(tone.Tint(), Signed(tone, body))
	p.PadX, p.PadY = SpaceM, 10
	return p
}

// Signed puts the sign of a tone before a body that may wrap.
func Signed(tone Tone, body fyne.CanvasObject) *fyne.Container {
	return Lead(widget.NewIcon(theme.NewColoredResource(signOf(tone), tone.Color())), body)
}

func signOf(tone Tone) fyne.Resource {
	switch tone {
	case Good:
		return theme.ConfirmIcon()
	case Bad:
		return theme.ErrorIcon()
	case Warn:
		return theme.WarningIcon()
	}
	return theme.InfoIcon()
}

// Lead puts a small sign at the top left of a body that may wrap.
func Lead(sign, body fyne.CanvasObject) *fyne.Container {
	return container.New(lead{}, sign, body)
}

type lead struct{}

func (lead) MinSize(objects []fyne.CanvasObject) fyne.Size {
	a, b := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(a.Width+SpaceS+b.Width, max(a.Height, b.Height))
}

func (lead) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := objects[0].MinSize().Width
	objects[0].Resize(fyne.NewSquareSize(w))
	objects[0].Move(fyne.Position{})
	objects[1].Resize(fyne.NewSize(size.Width-w-SpaceS, size.Height))
	objects[1].Move(fyne.NewPos(w+SpaceS, 0))
}
