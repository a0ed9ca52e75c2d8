package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
)

// Meter is a thin bar that shows a share, with the percentage beneath it.
type Meter struct {
	widget.BaseWidget
	value float64
}

// NewMeter returns a meter at zero.
func NewMeter() *Meter {
	m := &Meter{}
	m.ExtendBaseWidget(m)
	return m
}

// Set shows a share from 0 to 1.
func (m *Meter) Set(share float64) {
	m.value = max(0, min(1, share))
	m.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (m *Meter) CreateRenderer() fyne.WidgetRenderer {
	r := &meterRenderer{m: m, track: canvas.NewRectangle(color.Transparent), fill: canvas.NewRectangle(color.Transparent), text: canvas.NewText("", color.Transparent)}
	r.track.CornerRadius, r.fill.CornerRadius = 3, 3
	r.text.Alignment = fyne.TextAlignCenter
	r.apply()
	return r
}

type meterRenderer struct {
	m           *Meter
	track, fill *canvas.Rectangle
	text        *canvas.Text
}

const meterHeight float32 = 6

func (r *meterRenderer) apply() {
	r.track.FillColor, r.fill.FillColor = colorOf(r.m, ColorTintAccent), colorOf(r.m, ColorAccent)
	r.text.Color, r.text.TextSize = colorOf(r.m, ColorMuted), sizeOf(r.m, theme.SizeNameCaptionText)
	r.text.Text = i18n.Percent(r.m.value, 0)
}

func (r *meterRenderer) Layout(s fyne.Size) {
	r.track.Resize(fyne.NewSize(s.Width, meterHeight))
	r.fill.Resize(fyne.NewSize(s.Width*float32(r.m.value), meterHeight))
	r.text.Move(fyne.NewPos(0, meterHeight+SpaceXS))
	r.text.Resize(fyne.NewSize(s.Width, r.text.MinSize().Height))
}

func (r *meterRenderer) MinSize() fyne.Size {
	return fyne.NewSize(80, meterHeight+SpaceXS+r.text.MinSize().Height)
}

func (r *meterRenderer) Refresh() {
	r.apply()
	r.Layout(r.m.BaseWidget.Size())
	canvas.Refresh(r.m)
}

func (r *meterRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.track, r.fill, r.text}
}
func (r *meterRenderer) Destroy() {}
