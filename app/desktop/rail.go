package desktop

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
)

// railWidth is enough for the longest screen name of every language.
const railWidth = 104

var _ fyne.Widget = (*railItem)(nil)

// railItem is one screen in the rail: an icon over its word. The present one
// is marked by a bar and bold letters as well as by colour.
type railItem struct {
	ui.Pressable
	icon   fyne.Resource
	word   string
	active bool
}

func newRailItem(icon fyne.Resource, word string, tapped func()) *railItem {
	it := &railItem{icon: icon, word: word}
	it.OnTapped = tapped
	it.ExtendBaseWidget(it)
	return it
}

// CreateRenderer implements fyne.Widget.
func (it *railItem) CreateRenderer() fyne.WidgetRenderer {
	r := &railRenderer{
		it: it, back: canvas.NewRectangle(color.Transparent), ring: canvas.NewRectangle(color.Transparent), bar: canvas.NewRectangle(color.Transparent),
		image: canvas.NewImageFromResource(it.icon), word: ui.NewText(it.word),
	}
	r.image.FillMode = canvas.ImageFillContain
	r.word.SizeName, r.word.Align = theme.SizeNameCaptionText, fyne.TextAlignCenter
	r.apply()
	return r
}

type railRenderer struct {
	it              *railItem
	back, ring, bar *canvas.Rectangle
	image           *canvas.Image
	word            *ui.Text
}

func (r *railRenderer) apply() {
	fill := func(n fyne.ThemeColorName) { r.back.FillColor = theme.ColorForWidget(n, r.it) }
	ink := ui.ColorMuted
	fill(ui.ColorSurface)
	if r.it.Hovered {
		fill(theme.ColorNameHover)
	}
	r.bar.Hidden = !r.it.active
	if r.it.active {
		fill(ui.ColorTintAccent)
		ink = ui.ColorAccent
	}
	r.back.CornerRadius, r.ring.CornerRadius, r.bar.CornerRadius = 8, 8, 2
	r.bar.FillColor = theme.ColorForWidget(ui.ColorAccent, r.it)
	r.ring.Hidden = !r.it.Focused
	r.ring.StrokeColor, r.ring.StrokeWidth = theme.ColorForWidget(ui.ColorAccent, r.it), 2
	r.image.Resource = theme.NewColoredResource(r.it.icon, ink)
	r.word.Text, r.word.ColorName, r.word.Style.Bold = r.it.word, ink, r.it.active
}

func (r *railRenderer) Layout(s fyne.Size) {
	r.back.Resize(s)
	r.ring.Resize(s)
	r.bar.Resize(fyne.NewSize(3, s.Height-18))
	r.bar.Move(fyne.NewPos(0, 9))
	const icon = 20
	h := r.word.MinSize().Height
	top := (s.Height - icon - 2 - h) / 2
	r.image.Resize(fyne.NewSquareSize(icon))
	r.image.Move(fyne.NewPos((s.Width-icon)/2, top))
	r.word.Resize(fyne.NewSize(s.Width, h))
	r.word.Move(fyne.NewPos(0, top+icon+2))
}

func (r *railRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.word.MinSize().Width+2*ui.SpaceXS, 20+2+r.word.MinSize().Height+14)
}

func (r *railRenderer) Refresh() {
	r.apply()
	r.Layout(r.it.Size())
	r.word.Refresh()
	r.image.Refresh() // its pixels are kept until it is told
	canvas.Refresh(r.it)
}

func (r *railRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.bar, r.image, r.word, r.ring}
}
func (r *railRenderer) Destroy() {}

// atBottom are the screens in the lower part of the rail.
func atBottom(id string) bool {
	return id == screen.Import || id == screen.History || id == screen.Settings
}

// rail builds the rail of the given screens.
func rail(ids []string, to func(screen.Route)) (fyne.CanvasObject, map[string]*railItem) {
	items := map[string]*railItem{}
	var top, bottom []fyne.CanvasObject
	for _, id := range ids {
		it := newRailItem(screenIcon(id), screenName(id), func() { to(screen.Route{Screen: id}) })
		items[id] = it
		if atBottom(id) {
			bottom = append(bottom, it)
		} else {
			top = append(top, it)
		}
	}
	column := ui.Stack(ui.SpaceXS, append(append(top, layout.NewSpacer()), bottom...)...)
	width := canvas.NewRectangle(color.Transparent)
	width.SetMinSize(fyne.NewSize(railWidth, 0))
	p := ui.NewPanel(ui.ColorSurface, container.NewStack(width, column))
	p.Radius, p.PadX, p.PadY = 0, 6, ui.SpaceS
	return p, items
}

func screenName(id string) string { return i18n.T("desktop.screen_" + id) }
