package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/ui"
)

var (
	_ fyne.Widget   = (*sheet)(nil)
	_ fyne.Tappable = (*sheet)(nil)
)

// sheet is a panel over the page: palette, quick capture, list of shortcuts.
// What lies under it cannot be reached until it is gone.
type sheet struct {
	widget.BaseWidget
	title   string
	panel   *ui.Panel
	scroll  *container.Scroll
	width   float32
	dismiss func()
	free    func() // takes it off the escape stack
}

func newSheet(title string, width float32, content fyne.CanvasObject, dismiss func()) *sheet {
	s := &sheet{title: title, width: width, dismiss: dismiss}
	// The room around the content scrolls with it: Fyne's software painter
	// shifts round corners that touch the edge of a scrolled area.
	s.scroll = container.NewVScroll(ui.Padded(content, ui.SpaceM))
	s.panel = ui.NewPanel(theme.ColorNameOverlayBackground, s.scroll)
	s.panel.Border, s.panel.Radius = ui.ColorBorder, 12
	s.ExtendBaseWidget(s)
	return s
}

// Tapped closes the sheet when the tap was beside its panel.
func (s *sheet) Tapped(e *fyne.PointEvent) {
	p, size := s.panel.Position(), s.panel.Size()
	inside := e.Position.X >= p.X && e.Position.Y >= p.Y && e.Position.X <= p.X+size.Width && e.Position.Y <= p.Y+size.Height
	if !inside {
		s.dismiss()
	}
}

// CreateRenderer implements fyne.Widget.
func (s *sheet) CreateRenderer() fyne.WidgetRenderer {
	r := &sheetRenderer{s: s, shade: canvas.NewRectangle(theme.ColorForWidget(theme.ColorNameShadow, s))}
	return r
}

type sheetRenderer struct {
	s     *sheet
	shade *canvas.Rectangle
}

func (r *sheetRenderer) Layout(size fyne.Size) {
	r.shade.Resize(size)
	top := max(ui.SpaceM, min(72, size.Height*0.09))
	w := min(r.s.width, size.Width-2*ui.SpaceM)
	r.s.panel.Resize(fyne.NewSize(w, size.Height-top-ui.SpaceM))
	want := r.s.scroll.Content.MinSize().Height // wrapped text knows its height only now
	r.s.panel.Resize(fyne.NewSize(w, min(want, size.Height-top-ui.SpaceM)))
	r.s.panel.Move(fyne.NewPos((size.Width-w)/2, top))
}

func (r *sheetRenderer) MinSize() fyne.Size { return fyne.Size{} }

func (r *sheetRenderer) Refresh() {
	r.shade.FillColor = theme.ColorForWidget(theme.ColorNameShadow, r.s)
	r.shade.Refresh()
	r.Layout(r.s.Size())
	r.s.panel.Refresh()
}

func (r *sheetRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.shade, r.s.panel}
}
func (r *sheetRenderer) Destroy() {}

// openSheet shows a sheet in place of the one that was open.
func (w *Window) openSheet(s *sheet) {
	w.closeSheet()
	w.sheet = s
	s.free = ui.Escape.Push(w.closeSheet)
	c := w.win.Canvas()
	c.Overlays().Add(s)
	s.Move(fyne.NewPos(0, 0))
	s.Resize(c.Size())
	w.retitle()
}

// closeSheet takes the sheet away; there need not be one.
func (w *Window) closeSheet() {
	if w.sheet == nil {
		return
	}
	s := w.sheet
	w.sheet = nil
	s.free()
	w.win.Canvas().Overlays().Remove(s)
	w.retitle()
}

// fitSheet lays the sheet out again after its content grew or shrank.
func (w *Window) fitSheet() {
	if w.sheet != nil {
		w.sheet.Refresh()
	}
}
