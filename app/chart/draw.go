package chart

import (
	"image"
	"io"
	"math"

	"fyne.io/fyne/v2"
	"github.com/golang/freetype/truetype"
	gochart "github.com/wcharczuk/go-chart/v2"
)

// Options are the surroundings of a drawing.
type Options struct {
	Size    fyne.Size // canvas units
	Scale   float32   // pixels per canvas unit; 0 means 1
	Palette Palette
	// Corner is kept free in the upper right corner, for buttons.
	Corner fyne.Size
	// StatusLine keeps a line at the bottom even when there is no footer.
	StatusLine bool
	// Bare leaves out legend and plot: the head and foot of a table.
	Bare bool
}

// Drawing is a drawn chart: a picture without letters, the letters, and the
// places that stand for a value. Positions are in canvas units.
type Drawing struct {
	Image *image.RGBA
	Texts []Text
	Hits  []Hit
	Plot  Rect // where the values are drawn; empty when there are none
	Body  Rect // between head and foot
	Foot  Rect // the line of n and note; empty when it has no room
}

// Hit is the mark of one value: its bar, its point or its cell. For a heat map
// Series is the row and Index the column.
type Hit struct {
	Series, Index int
	Rect
}

// Rect is a rectangle in canvas units.
type Rect struct{ X, Y, W, H float32 }

// Center returns the middle of r.
func (r Rect) Center() fyne.Position { return fyne.NewPos(r.X+r.W/2, r.Y+r.H/2) }

// Contains reports whether p lies in r.
func (r Rect) Contains(p fyne.Position) bool {
	return p.X >= r.X && p.X <= r.X+r.W && p.Y >= r.Y && p.Y <= r.Y+r.H
}

// Draw draws s. Whatever is wrong with s, there is a drawing: the reason then
// stands in the middle of it.
func Draw(s Spec, o Options) Drawing {
	clean, _ := Sanitise(s)
	return drawClean(clean, o)
}

// maxPixels bounds a side of the picture; textures of graphics cards end there.
const maxPixels = 8192

// sketch is a drawing in the making. Lengths are canvas units unless a name
// says px.
type sketch struct {
	spec Spec
	pal  Palette
	r    *canvasRenderer
	k    float32 // pixels per unit
	size fyne.Size

	body   Rect // what header and footer leave
	foot   Rect
	corner fyne.Size
	status bool
	bare   bool
	direct bool // series are named beside their lines, so there is no legend
	// dropped counts categories that had no room of their own.
	dropped int
	hits    []Hit
	plot    Rect
}

func drawClean(s Spec, o Options) Drawing {
	sk := newSketch(s, o)
	sk.header()
	sk.reserveFooter()
	body := sk.body
	switch {
	case o.Bare:
	case s.Empty != "":
		sk.emptyState()
	case s.Kind == HeatMap:
		sk.heatMap()
	case s.Kind == HBar:
		sk.horizontalBars()
	default:
		sk.upright()
	}
	sk.footer()
	return Drawing{Image: sk.r.img, Texts: sk.r.texts, Hits: sk.hits, Plot: sk.plot, Body: body, Foot: sk.foot}
}

func newSketch(s Spec, o Options) *sketch {
	k := o.Scale
	if !(k >= 0.25 && k <= 8) {
		k = 1
	}
	pw, ph := pixels(o.Size.Width, k), pixels(o.Size.Height, k)
	size := fyne.NewSize(float32(pw)/k, float32(ph)/k)
	pad := min(16, size.Width/20, size.Height/16)
	return &sketch{
		spec: s, pal: o.Palette, k: k, size: size, corner: o.Corner,
		status: o.StatusLine, bare: o.Bare,
		r:    newCanvasRenderer(pw, ph, float64(k)),
		body: Rect{pad, pad, size.Width - 2*pad, size.Height - 2*pad},
	}
}

func pixels(length, k float32) int {
	n := float64(length * k)
	if !(n >= 1) {
		return 1
	}
	return int(math.Min(math.Round(n), maxPixels))
}

// px turns units into pixels.
func (sk *sketch) px(u float32) int { return int(math.Round(float64(u * sk.k))) }

// units turns a box of pixels into units.
func (sk *sketch) units(b gochart.Box) Rect {
	return Rect{
		float32(b.Left) / sk.k, float32(b.Top) / sk.k,
		float32(b.Right-b.Left) / sk.k, float32(b.Bottom-b.Top) / sk.k,
	}
}

// thick is a line width in pixels, at least one.
func (sk *sketch) thick(u float32) float64 { return math.Max(1, math.Round(float64(u*sk.k))) }

// layer is a series of the drawing kernel that draws whatever it likes.
type layer func(box gochart.Box, xr, yr gochart.Range)

// GetName implements go-chart's Series.
func (layer) GetName() string { return "" }

// GetYAxis puts every layer on the primary axis; see Chart.checkRanges for
// what happens to a chart without any.
func (layer) GetYAxis() gochart.YAxisType { return gochart.YAxisPrimary }

// GetStyle implements go-chart's Series.
func (layer) GetStyle() gochart.Style { return gochart.Style{} }

// Validate implements go-chart's Series.
func (layer) Validate() error { return nil }

// Render implements go-chart's Series.
func (l layer) Render(_ gochart.Renderer, box gochart.Box, xr, yr gochart.Range, _ gochart.Style) {
	l(box, xr, yr)
}

// render runs the kernel over the layers with the plot at box (units). Both
// ranges are given, so that the kernel never guesses one from the values.
func (sk *sketch) render(box Rect, xmin, xmax, ymin, ymax float64, layers ...gochart.Series) {
	if box.W < 8 || box.H < 8 {
		return
	}
	sk.plot = box
	w, h := sk.r.img.Rect.Dx(), sk.r.img.Rect.Dy()
	left, top := sk.px(box.X), sk.px(box.Y)
	pad := gochart.NewBox(top, left, w-sk.px(box.X+box.W), h-sk.px(box.Y+box.H))
	clear := gochart.Style{FillColor: clearInk(), StrokeColor: clearInk()}
	background := clear
	background.Padding = pad
	c := gochart.Chart{
		Width: w, Height: h, DPI: 72, Font: new(truetype.Font),
		Background: background, Canvas: clear,
		XAxis:          gochart.XAxis{Style: gochart.Hidden(), Range: &gochart.ContinuousRange{Min: xmin, Max: xmax}},
		YAxis:          gochart.YAxis{Style: gochart.Hidden(), Range: &gochart.ContinuousRange{Min: ymin, Max: ymax}},
		YAxisSecondary: gochart.YAxis{Style: gochart.Hidden()},
		Series:         layers,
	}
	provider := func(int, int) (gochart.Renderer, error) { return sk.r, nil }
	if err := c.Render(provider, io.Discard); err != nil {
		// The fuzz test holds that this cannot happen after Sanitise.
		fyne.LogError("draw chart", err)
	}
}

// write puts one line of text with its upper left corner at (x, y).
func (sk *sketch) write(r Role, body string, x, y float32) {
	sk.writeIn(r, body, x, y, sk.inkOf(r))
}

func (sk *sketch) writeIn(r Role, body string, x, y float32, c colour) {
	gochart.Draw.Text(sk.r, body, sk.px(x), sk.px(y+r.lineHeight()), textStyle(r, c))
}

func (sk *sketch) inkOf(r Role) colour {
	switch r {
	case RoleTitle, RoleValue, RoleSeries, RoleLegend, RoleCategory:
		return sk.pal.Foreground
	}
	return sk.pal.Muted
}

// box fills a rectangle of pixels.
func (sk *sketch) box(b gochart.Box, c colour) {
	if b.Right <= b.Left || b.Bottom <= b.Top {
		return
	}
	gochart.Draw.Box(sk.r, b, gochart.Style{FillColor: ink(c), StrokeColor: clearInk()})
}
