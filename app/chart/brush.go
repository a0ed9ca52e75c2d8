package chart

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/vector"
)

type point struct{ x, y float32 }

// subpath is a run of straight lines in pixels.
type subpath []point

// brush paints paths with smooth edges. It rasterises only the box a path
// covers: a chart is many small shapes on a large picture.
type brush struct {
	dst    *image.RGBA
	raster vector.Rasterizer
}

// fill paints the inside of all parts. Boxes on whole pixels, which most of a
// chart is, skip the rasteriser.
func (b *brush) fill(path []subpath, c color.NRGBA) {
	if c.A == 0 {
		return
	}
	if len(path) == 1 {
		if box, ok := pixelBox(path[0]); ok {
			draw.Draw(b.dst, box, image.NewUniform(c), image.Point{}, draw.Over)
			return
		}
	}
	b.paint(path, c)
}

// stroke paints lines of the given width with round joins. Level and upright
// lines of a whole number of pixels are snapped to the pixel grid.
func (b *brush) stroke(path []subpath, c color.NRGBA, width float32, dash []float64) {
	if c.A == 0 {
		return
	}
	for _, p := range path {
		for _, part := range dashed(p, dash) {
			if box, ok := hairline(part, width); ok {
				draw.Draw(b.dst, box, image.NewUniform(c), image.Point{}, draw.Over)
				continue
			}
			b.paint(outline(part, width/2), c)
		}
	}
}

func (b *brush) paint(path []subpath, c color.NRGBA) {
	box := bounds(path).Intersect(b.dst.Bounds())
	if box.Empty() {
		return
	}
	b.raster.Reset(box.Dx(), box.Dy())
	ox, oy := float32(box.Min.X), float32(box.Min.Y)
	for _, p := range path {
		if len(p) < 2 {
			continue
		}
		b.raster.MoveTo(p[0].x-ox, p[0].y-oy)
		for _, q := range p[1:] {
			b.raster.LineTo(q.x-ox, q.y-oy)
		}
		b.raster.ClosePath()
	}
	b.raster.Draw(b.dst, box, image.NewUniform(c), image.Point{})
}

func bounds(path []subpath) image.Rectangle {
	lo, hi := point{math.MaxInt32, math.MaxInt32}, point{-math.MaxInt32, -math.MaxInt32}
	for _, p := range path {
		for _, q := range p {
			lo = point{min(lo.x, q.x), min(lo.y, q.y)}
			hi = point{max(hi.x, q.x), max(hi.y, q.y)}
		}
	}
	if lo.x > hi.x {
		return image.Rectangle{}
	}
	return image.Rect(int(lo.x)-1, int(lo.y)-1, int(hi.x)+2, int(hi.y)+2)
}

// pixelBox reports the box of a closed rectangle on whole pixels.
func pixelBox(p subpath) (image.Rectangle, bool) {
	if len(p) != 5 || p[0] != p[4] {
		return image.Rectangle{}, false
	}
	a, c := p[0], p[2]
	level := p[1] == point{c.x, a.y} && p[3] == point{a.x, c.y}
	upright := p[1] == point{a.x, c.y} && p[3] == point{c.x, a.y}
	if !level && !upright {
		return image.Rectangle{}, false
	}
	for _, v := range []float32{a.x, a.y, c.x, c.y} {
		if v != float32(int(v)) {
			return image.Rectangle{}, false
		}
	}
	return image.Rect(int(a.x), int(a.y), int(c.x), int(c.y)), true
}

// hairline reports the pixels of a single level or upright line.
func hairline(p subpath, width float32) (image.Rectangle, bool) {
	if len(p) != 2 || (p[0].x != p[1].x && p[0].y != p[1].y) {
		return image.Rectangle{}, false
	}
	w := max(1, int(width+0.5))
	x, y := int(p[0].x), int(p[0].y)
	if p[0].x == p[1].x {
		return image.Rect(x-w/2, y, x-w/2+w, int(p[1].y)), true
	}
	return image.Rect(x, y-w/2, int(p[1].x), y-w/2+w), true
}

// outline turns a line into shapes that cover it: one box per stretch and a
// disc on every inner bend. All turn the same way, so that the rasteriser,
// which adds up windings, joins them without seams.
func outline(p subpath, half float32) []subpath {
	out := make([]subpath, 0, 2*len(p))
	for i := 1; i < len(p); i++ {
		a, b := p[i-1], p[i]
		dx, dy := b.x-a.x, b.y-a.y
		length := float32(math.Hypot(float64(dx), float64(dy)))
		if length == 0 {
			continue
		}
		nx, ny := -dy/length*half, dx/length*half
		out = append(out, subpath{
			{a.x + nx, a.y + ny}, {a.x - nx, a.y - ny}, {b.x - nx, b.y - ny}, {b.x + nx, b.y + ny},
		})
		if i < len(p)-1 {
			out = append(out, circle(b, half))
		}
	}
	return out
}

// circle turns the same way as the boxes of outline.
func circle(c point, radius float32) subpath {
	steps := max(10, int(radius*3))
	out := make(subpath, 0, steps+1)
	for i := 0; i <= steps; i++ {
		sin, cos := math.Sincos(2 * math.Pi * float64(i%steps) / float64(steps))
		out = append(out, point{c.x + radius*float32(cos), c.y + radius*float32(sin)})
	}
	return out
}

// dashed cuts a line into dashes; without a pattern it comes back whole.
func dashed(p subpath, dash []float64) []subpath {
	if len(p) < 2 || !usable(dash) {
		return []subpath{p}
	}
	var out []subpath
	on, k, left := true, 0, float32(dash[0])
	piece := subpath{p[0]}
	for i := 1; i < len(p); i++ {
		a, b := p[i-1], p[i]
		length := float32(math.Hypot(float64(b.x-a.x), float64(b.y-a.y)))
		for done := float32(0); done < length; {
			step := min(left, length-done)
			done, left = done+step, left-step
			q := along(a, b, done/length)
			if on {
				piece = append(piece, q)
			}
			if left > 0 {
				continue
			}
			if on {
				out = append(out, piece)
			}
			on, k, piece = !on, (k+1)%len(dash), subpath{q}
			left = float32(dash[k])
		}
	}
	if on && len(piece) > 1 {
		out = append(out, piece)
	}
	return out
}

func usable(dash []float64) bool {
	for _, d := range dash {
		if !(d >= 0.5) {
			return false
		}
	}
	return len(dash) > 0
}

func along(a, b point, t float32) point {
	return point{a.x + (b.x-a.x)*t, a.y + (b.y-a.y)*t}
}
