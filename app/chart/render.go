package chart

import (
	"image"
	"image/color"
	"io"
	"math"

	"fyne.io/fyne/v2"
	"github.com/golang/freetype/truetype"
	gochart "github.com/wcharczuk/go-chart/v2"
	"github.com/wcharczuk/go-chart/v2/drawing"
)

var _ gochart.Renderer = (*canvasRenderer)(nil)

// canvasRenderer is the renderer behind go-chart. Coordinates are pixels of
// the target; font sizes and the collected texts are in canvas units, so that
// text stays sharp at any scale. The class name of a style carries the [Role]
// of a text, which also decides its weight.
type canvasRenderer struct {
	img   *image.RGBA
	scale float64 // pixels per canvas unit
	pen   brush
	path  []subpath

	class      string
	stroke     color.NRGBA
	fill       color.NRGBA
	width      float64 // pixels
	dash       []float64
	fontColor  color.NRGBA
	fontSize   float64
	texts      []Text
	textBounds []image.Rectangle
}

func newCanvasRenderer(width, height int, scale float64) *canvasRenderer {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	return &canvasRenderer{img: img, scale: scale, pen: brush{dst: img}}
}

// ResetStyle drops colours, widths and text settings.
func (r *canvasRenderer) ResetStyle() {
	r.class, r.stroke, r.fill, r.fontColor = "", color.NRGBA{}, color.NRGBA{}, color.NRGBA{}
	r.width, r.dash, r.fontSize = 0, nil, 0
}

// GetDPI returns 72: a font size is a size in canvas units.
func (r *canvasRenderer) GetDPI() float64 { return 72 }

// SetDPI does nothing, see [canvasRenderer.GetDPI].
func (r *canvasRenderer) SetDPI(float64) {}

// SetClassName sets the role of the texts that follow.
func (r *canvasRenderer) SetClassName(name string) { r.class = name }

// SetStrokeColor sets the line colour.
func (r *canvasRenderer) SetStrokeColor(c drawing.Color) { r.stroke = nrgba(c) }

// SetFillColor sets the fill colour.
func (r *canvasRenderer) SetFillColor(c drawing.Color) { r.fill = nrgba(c) }

// SetStrokeWidth sets the line width in pixels.
func (r *canvasRenderer) SetStrokeWidth(width float64) { r.width = width }

// SetStrokeDashArray sets the lengths of dashes and gaps in pixels.
func (r *canvasRenderer) SetStrokeDashArray(dash []float64) { r.dash = dash }

// MoveTo starts a new part of the path.
func (r *canvasRenderer) MoveTo(x, y int) {
	r.path = append(r.path, subpath{{float32(x), float32(y)}})
}

// LineTo draws a line from where the path stands.
func (r *canvasRenderer) LineTo(x, y int) { r.to(point{float32(x), float32(y)}) }

func (r *canvasRenderer) to(p point) {
	if len(r.path) == 0 {
		r.path = append(r.path, nil)
	}
	last := &r.path[len(r.path)-1]
	*last = append(*last, p)
}

func (r *canvasRenderer) at() point {
	if len(r.path) == 0 || len(r.path[len(r.path)-1]) == 0 {
		return point{}
	}
	last := r.path[len(r.path)-1]
	return last[len(last)-1]
}

// QuadCurveTo draws a quadratic curve with one control point.
func (r *canvasRenderer) QuadCurveTo(cx, cy, x, y int) {
	const steps = 8
	a, c, b := r.at(), point{float32(cx), float32(cy)}, point{float32(x), float32(y)}
	for i := 1; i <= steps; i++ {
		t := float32(i) / steps
		u := 1 - t
		r.to(point{u*u*a.x + 2*u*t*c.x + t*t*b.x, u*u*a.y + 2*u*t*c.y + t*t*b.y})
	}
}

// ArcTo draws an arc around (cx, cy) from start over delta radians.
func (r *canvasRenderer) ArcTo(cx, cy int, rx, ry, start, delta float64) {
	steps := 1 + int(math.Min(64, math.Abs(delta)*math.Max(rx, ry)/2))
	for i := 0; i <= steps; i++ {
		sin, cos := math.Sincos(start + delta*float64(i)/float64(steps))
		r.to(point{float32(float64(cx) + rx*cos), float32(float64(cy) + ry*sin)})
	}
}

// Close ends the shape at its first point.
func (r *canvasRenderer) Close() {
	if n := len(r.path); n > 0 && len(r.path[n-1]) > 0 {
		r.to(r.path[n-1][0])
	}
}

// Stroke draws the path as lines and forgets it.
func (r *canvasRenderer) Stroke() {
	r.strokePath()
	r.path = r.path[:0]
}

// Fill fills the path and forgets it.
func (r *canvasRenderer) Fill() {
	r.pen.fill(r.path, r.fill)
	r.path = r.path[:0]
}

// FillStroke fills the path, draws its outline and forgets it.
func (r *canvasRenderer) FillStroke() {
	r.pen.fill(r.path, r.fill)
	r.strokePath()
	r.path = r.path[:0]
}

func (r *canvasRenderer) strokePath() {
	if r.width > 0 {
		r.pen.stroke(r.path, r.stroke, float32(r.width), r.dash)
	}
}

// Circle adds a circle to the path.
func (r *canvasRenderer) Circle(radius float64, x, y int) {
	r.path = append(r.path, circle(point{float32(x), float32(y)}, float32(radius)))
}

// SetFont does nothing: the font is the theme's.
func (r *canvasRenderer) SetFont(*truetype.Font) {}

// SetFontColor sets the colour of the texts that follow.
func (r *canvasRenderer) SetFontColor(c drawing.Color) { r.fontColor = nrgba(c) }

// SetFontSize sets the text size in canvas units.
func (r *canvasRenderer) SetFontSize(size float64) { r.fontSize = size }

// Text keeps a text whose box has its lower left corner at (x, y). A text that
// would leave the picture or cover another one is left out: half a word and
// two words in one place say less than nothing.
func (r *canvasRenderer) Text(body string, x, y int) {
	if body == "" {
		return
	}
	size := r.measure(body)
	w, h := float64(size.Width)*r.scale, float64(size.Height)*r.scale
	box := image.Rect(x, y-int(h), x+int(w), y)
	if !box.In(r.img.Bounds()) {
		return
	}
	for _, other := range r.textBounds {
		if box.Overlaps(other) {
			return
		}
	}
	r.textBounds = append(r.textBounds, box)
	r.texts = append(r.texts, Text{
		Body: body, Role: Role(r.class), Size: float32(r.fontSize), Color: r.fontColor,
		Pos: fyne.NewPos(float32(float64(x)/r.scale), float32((float64(y)-h)/r.scale)), Box: size,
	})
}

// MeasureText returns the size of a text in pixels.
func (r *canvasRenderer) MeasureText(body string) gochart.Box {
	size := r.measure(body)
	return gochart.NewBox(0, 0,
		int(math.Ceil(float64(size.Width)*r.scale)), int(math.Ceil(float64(size.Height)*r.scale)))
}

func (r *canvasRenderer) measure(body string) fyne.Size {
	return measure(body, float32(r.fontSize), Role(r.class))
}

// SetTextRotation does nothing: rotated text is hard to read, and Fyne has none.
func (r *canvasRenderer) SetTextRotation(float64) {}

// ClearTextRotation does nothing.
func (r *canvasRenderer) ClearTextRotation() {}

// Save does nothing: the caller keeps the renderer and takes the picture from it.
func (r *canvasRenderer) Save(io.Writer) error { return nil }

func nrgba(c drawing.Color) color.NRGBA { return color.NRGBA{R: c.R, G: c.G, B: c.B, A: c.A} }
