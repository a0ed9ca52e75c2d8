package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

var _ fyne.Widget = (*Panel)(nil)

// Panel is a filled area with round corners around a content.
type Panel struct {
	widget.BaseWidget
	Content fyne.CanvasObject
	Fill    fyne.ThemeColorName
	Border  fyne.ThemeColorName // empty: none
	Radius  float32
	// PadX and PadY are kept free around the content.
	PadX, PadY float32
}

// NewPanel returns a borderless panel.
func NewPanel(fill fyne.ThemeColorName, content fyne.CanvasObject) *Panel {
	p := &Panel{Content: content, Fill: fill, Radius: 8}
	p.ExtendBaseWidget(p)
	return p
}

// Card is a surface that holds one thing together.
func Card(content fyne.CanvasObject) *Panel {
	p := NewPanel(ColorSurface, content)
	p.Border, p.PadX, p.PadY = ColorBorder, SpaceM, SpaceM
	return p
}

// Section is a card with a heading.
func Section(title string, content fyne.CanvasObject) *Panel {
	head := Heading(title)
	head.Shrink = true
	return Card(container.NewBorder(Spaced(head, 0, SpaceS), nil, nil, nil, content))
}

// Badge is a short word on a tinted pill.
func Badge(text string, tone Tone) *Panel {
	t := NewText(text)
	t.SizeName, t.ColorName = theme.SizeNameCaptionText, tone.Color()
	p := NewPanel(tone.Tint(), t)
	p.Radius, p.PadX, p.PadY = 9, 8, 2
	return p
}

// Spaced keeps room above and below a content.
func Spaced(content fyne.CanvasObject, top, bottom float32) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(top, bottom, 0, 0), content)
}

// Padded keeps room on all four sides.
func Padded(content fyne.CanvasObject, space float32) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(space, space, space, space), content)
}

// PageMargin is kept free around every page.
const PageMargin float32 = 24

// Page is the content of a screen with its margin.
func Page(content fyne.CanvasObject) *fyne.Container { return newPage(content, PageMargin) }

// ScrollingPage is a Page whose scroll bars stand in the margin; what does not
// scroll is to stand [BesideScroll].
func ScrollingPage(content fyne.CanvasObject) *fyne.Container {
	return newPage(content, PageMargin-scrollBarRoom)
}

// newPage fills the margin below after the content: of a table in a scroll,
// Fyne's software painter clips by the table alone and paints rows that the
// page has cut off.
func newPage(content fyne.CanvasObject, right float32) *fyne.Container {
	below := NewPanel(theme.ColorNameBackground, layout.NewSpacer())
	below.Radius = 0
	return container.New(pageLayout{layout.NewCustomPaddedLayout(PageMargin, PageMargin, PageMargin, right)}, content, below)
}

// pageLayout pads the first object; the second lies in the margin below it.
type pageLayout struct{ padded fyne.Layout }

func (l pageLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return l.padded.MinSize(objects[:1])
}

func (l pageLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.padded.Layout(objects[:1], size)
	objects[1].Move(fyne.NewPos(0, size.Height-PageMargin))
	objects[1].Resize(fyne.NewSize(size.Width, PageMargin))
}

// Stack puts things under each other with an even distance.
func Stack(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedVBoxLayout(gap), objects...)
}

// Row puts things beside each other with an even distance, middles aligned.
func Row(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	centred := make([]fyne.CanvasObject, len(objects))
	for i, o := range objects {
		if _, isSpacer := o.(layout.SpacerObject); isSpacer {
			centred[i] = o
			continue
		}
		centred[i] = container.New(middle{}, o)
	}
	return container.New(layout.NewCustomPaddedHBoxLayout(gap), centred...)
}

// middle keeps an object's own height and centres it vertically.
type middle struct{}

func (middle) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if !objects[0].Visible() {
		return fyne.Size{}
	}
	return objects[0].MinSize()
}

func (middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	h := objects[0].MinSize().Height
	objects[0].Resize(fyne.NewSize(size.Width, h))
	objects[0].Move(fyne.NewPos(0, (size.Height-h)/2))
}

// CreateRenderer implements fyne.Widget.
func (p *Panel) CreateRenderer() fyne.WidgetRenderer {
	r := &panelRenderer{p: p, back: canvas.NewRectangle(color.Transparent)}
	r.apply()
	return r
}

type panelRenderer struct {
	p    *Panel
	back *canvas.Rectangle
}

func (r *panelRenderer) apply() {
	r.back.FillColor, r.back.CornerRadius = colorOf(r.p, r.p.Fill), r.p.Radius
	r.back.StrokeWidth = 0
	if r.p.Border != "" {
		r.back.StrokeColor, r.back.StrokeWidth = colorOf(r.p, r.p.Border), 1
	}
}

func (r *panelRenderer) Layout(s fyne.Size) {
	r.back.Resize(s)
	r.p.Content.Move(fyne.NewPos(r.p.PadX, r.p.PadY))
	r.p.Content.Resize(s.SubtractWidthHeight(2*r.p.PadX, 2*r.p.PadY))
}

func (r *panelRenderer) MinSize() fyne.Size {
	return r.p.Content.MinSize().AddWidthHeight(2*r.p.PadX, 2*r.p.PadY)
}

func (r *panelRenderer) Refresh() {
	r.apply()
	r.Layout(r.p.BaseWidget.Size())
	canvas.Refresh(r.p)
}

func (r *panelRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.p.Content}
}
func (r *panelRenderer) Destroy() {}
