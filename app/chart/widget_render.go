package chart

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
)

// CreateRenderer implements fyne.Widget.
func (w *Widget) CreateRenderer() fyne.WidgetRenderer {
	r := &widgetRenderer{w: w, texts: container.NewWithoutLayout(), view: container.NewStack(), tip: newTooltip()}
	r.picture = canvas.NewRaster(r.pixels)
	r.ring = canvas.NewRectangle(nil)
	r.ring.CornerRadius = 6
	r.marker = canvas.NewRectangle(nil)
	r.status = canvas.NewText("", nil)
	r.toggle = newQuietButton(func() { w.ShowTable(!w.table) })
	r.copyIt = newQuietButton(w.Copy)
	r.save = newQuietButton(func() {
		if w.OnSavePNG != nil {
			w.OnSavePNG()
		}
	})
	r.objects = []fyne.CanvasObject{
		r.ring, r.picture, r.texts, r.view, r.marker, r.status, r.toggle, r.copyIt, r.save, r.tip.root,
	}
	return r
}

// drawKey is everything a drawing depends on; while it stays the same, moving
// the pointer or the marker draws nothing again.
type drawKey struct {
	size            fyne.Size
	scale, textSize float32
	ground, ink     colour
	version         int
	table, save     bool
	language        string
}

type widgetRenderer struct {
	w       *Widget
	drawn   drawKey
	pal     Palette
	objects []fyne.CanvasObject

	ring                 *canvas.Rectangle
	picture              *canvas.Raster
	texts                *fyne.Container
	view                 *fyne.Container
	marker               *canvas.Rectangle
	status               *canvas.Text
	toggle, copyIt, save *quietButton
	tip                  *tooltip
}

// Destroy implements fyne.WidgetRenderer.
func (r *widgetRenderer) Destroy() {}

// Objects implements fyne.WidgetRenderer.
func (r *widgetRenderer) Objects() []fyne.CanvasObject { return r.objects }

// MinSize is small enough for a tile; a chart likes three times as much.
func (r *widgetRenderer) MinSize() fyne.Size { return fyne.NewSize(240, 160) }

// Layout implements fyne.WidgetRenderer.
func (r *widgetRenderer) Layout(fyne.Size) { r.Refresh() }

// Refresh implements fyne.WidgetRenderer.
func (r *widgetRenderer) Refresh() {
	th, v := r.w.Theme(), fyne.CurrentApp().Settings().ThemeVariant()
	r.pal = themePalette(th, v)
	r.toggle.setText(i18n.T("chart.table"))
	if r.w.table {
		r.toggle.setText(i18n.T("chart.chart"))
	}
	r.copyIt.setText(i18n.T("chart.copy"))
	r.save.setText(i18n.T("chart.save"))
	setShown(r.save, r.w.OnSavePNG != nil)
	if key := r.key(); key != r.drawn {
		r.drawn = key
		r.redraw()
	}
	r.ring.StrokeWidth = 0
	if r.w.focused {
		r.ring.StrokeColor, r.ring.StrokeWidth = th.Color(theme.ColorNamePrimary, v), 2
	}
	r.ring.Resize(r.w.Size())
	r.ring.Refresh()
	r.placeStatus()
	r.placeMarker()
	r.placeTip(th, v)
}

func (r *widgetRenderer) key() drawKey {
	return drawKey{
		size: r.w.Size(), scale: r.scale(), textSize: theme.TextSize(), ground: r.pal.Background, ink: r.pal.Foreground,
		version: r.w.version, table: r.w.table, save: r.w.OnSavePNG != nil, language: i18n.Current(),
	}
}

func (r *widgetRenderer) scale() float32 {
	if c := fyne.CurrentApp().Driver().CanvasForObject(r.w); c != nil {
		return c.Scale()
	}
	return 1
}

func (r *widgetRenderer) options() Options {
	return Options{
		Size: r.w.Size(), Scale: r.scale(), Palette: r.pal, StatusLine: true, Bare: r.w.tabular(), Corner: r.placeButtons(),
	}
}

// redraw draws the chart, or what surrounds the table.
func (r *widgetRenderer) redraw() {
	w := r.w
	w.drawing = drawClean(w.spec, r.options())
	r.texts.Objects = r.texts.Objects[:0]
	for _, t := range w.drawing.Texts {
		r.texts.Objects = append(r.texts.Objects, t.Object())
	}
	r.texts.Resize(w.Size())
	r.texts.Refresh()
	r.picture.Resize(w.Size())
	r.picture.Refresh()
	r.redrawTable()
}

func (r *widgetRenderer) redrawTable() {
	w := r.w
	w.view, r.view.Objects = nil, nil
	setShown(r.view, w.tabular())
	if w.tabular() {
		w.view = newTableView(w.spec, r.pal)
		r.view.Objects = []fyne.CanvasObject{w.view.root}
		b := w.drawing.Body
		r.view.Move(fyne.NewPos(b.X, b.Y))
		r.view.Resize(fyne.NewSize(max(0, b.W), max(0, b.H)))
	}
	r.view.Refresh()
}

// pixels answers the painter, which alone knows the true number of pixels:
// it may round another way than the drawing did.
func (r *widgetRenderer) pixels(width, height int) image.Image {
	img := r.w.drawing.Image
	if img == nil {
		return image.NewRGBA(image.Rect(0, 0, 1, 1))
	}
	if have := img.Bounds().Size(); have.X == width && have.Y == height {
		return img
	}
	o := r.options()
	if o.Size.Width > 0 {
		o.Scale = float32(width) / o.Size.Width
	}
	return drawClean(r.w.spec, o).Image
}

// buttonsTop puts the words of the buttons on the first line of a chart
// without a title.
const buttonsTop = 16 - quietPadY

// placeButtons puts the buttons into the upper right corner and returns the
// room they take. A small chart keeps its room for the title, an empty one has
// nothing to show or copy.
func (r *widgetRenderer) placeButtons() fyne.Size {
	size := r.w.Size()
	x, used := size.Width-6, fyne.Size{}
	roomy := size.Width >= 380 && r.w.spec.Empty == ""
	for _, b := range []*quietButton{r.save, r.copyIt, r.toggle} {
		if b == r.save && r.w.OnSavePNG == nil {
			continue
		}
		setShown(b, roomy)
		if !roomy {
			continue
		}
		m := b.MinSize()
		x -= m.Width
		b.Move(fyne.NewPos(x, buttonsTop))
		b.Resize(m)
		used = fyne.NewSize(size.Width-x, max(used.Height, m.Height+buttonsTop))
	}
	return used
}

// placeStatus swaps the footer for the status line while there is one.
func (r *widgetRenderer) placeStatus() {
	status := r.w.Status()
	for i, t := range r.w.drawing.Texts {
		if t.Role == RoleFooter {
			setShown(r.texts.Objects[i], status == "")
		}
	}
	foot := r.w.drawing.Foot
	r.status.Text = RoleFooter.ellipsis(status, foot.W)
	r.status.TextSize, r.status.Color = RoleFooter.size(), r.pal.Foreground
	r.status.Move(fyne.NewPos(foot.X, foot.Y))
	r.status.Resize(fyne.NewSize(foot.W, RoleFooter.lineHeight()))
	r.status.Refresh()
}

// placeMarker frames the value walked to: a ring on a line, a frame elsewhere.
func (r *widgetRenderer) placeMarker() {
	h := r.w.selected
	setShown(r.marker, h != nil)
	if h == nil {
		return
	}
	box := Rect{h.X - 3, h.Y - 3, h.W + 6, h.H + 6}
	r.marker.CornerRadius = 3
	if r.w.spec.Kind == Line {
		r.marker.CornerRadius = box.W / 2
	}
	r.marker.StrokeColor, r.marker.StrokeWidth = r.pal.Foreground, 2
	r.marker.Move(fyne.NewPos(box.X, box.Y))
	r.marker.Resize(fyne.NewSize(box.W, box.H))
	r.marker.Refresh()
}

func (r *widgetRenderer) placeTip(th fyne.Theme, v fyne.ThemeVariant) {
	h := r.w.hovered
	setShown(r.tip.root, h != nil)
	if h == nil {
		return
	}
	head, body := r.w.words(*h)
	r.tip.show(head, body, h.Rect, r.w.Size(), r.pal, th.Color(theme.ColorNameOverlayBackground, v))
}

func setShown(o fyne.CanvasObject, shown bool) {
	switch {
	case shown && !o.Visible():
		o.Show()
	case !shown && o.Visible():
		o.Hide()
	}
}
