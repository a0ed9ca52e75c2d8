package chart

import (
	"math"

	gochart "github.com/wcharczuk/go-chart/v2"
)

const widestBar = 56 // units; one single bar is not a wall

// barSpan returns left and right pixel of the bars of a slot.
func (sk *sketch) barSpan(slot, slots int, xr gochart.Range, left int, fill float64) (from, to int) {
	width := float64(xr.GetDomain()) / float64(slots)
	if width < 3 {
		// Too narrow for gaps, which would only flicker.
		from = left + int(float64(slot)*width)
		return from, max(from+1, left+int(float64(slot+1)*width))
	}
	bar := int(math.Round(math.Min(width*fill, float64(widestBar*sk.k)*fill/0.7)))
	bar = max(1, min(bar, int(width)-1))
	middle := left + int((float64(slot)+0.5)*width)
	return middle - bar/2, middle - bar/2 + bar
}

// stackedLayer draws plain bars and stacks. The picture leaves a hair of
// ground between the pieces; the hits meet exactly.
func (sk *sketch) stackedLayer(shown []int) layer {
	return func(box gochart.Box, xr, yr gochart.Range) {
		for slot, i := range shown {
			l, r := sk.barSpan(slot, len(shown), xr, box.Left, 0.7)
			plus, minus := 0.0, 0.0
			for k, s := range sk.spec.Series {
				v := s.Values[i]
				if math.IsNaN(v) {
					continue
				}
				base := &plus
				if v < 0 {
					base = &minus
				}
				from, to := box.Bottom-yr.Translate(*base), box.Bottom-yr.Translate(*base+v)
				*base += v
				b := gochart.Box{Left: l, Right: r, Top: min(from, to), Bottom: max(from, to)}
				sk.hits = append(sk.hits, Hit{k, i, sk.units(b)})
				if *base != v {
					b = sk.apart(b, v > 0)
				}
				sk.box(b, sk.pal.series(k))
			}
		}
		sk.totals(shown, box, xr, yr)
	}
}

// apart leaves a hair of ground between a piece of a stack and the one it
// stands on (up) or hangs from, unless it is too thin itself.
func (sk *sketch) apart(b gochart.Box, up bool) gochart.Box {
	switch {
	case b.Bottom-b.Top <= 3:
	case up:
		b.Bottom -= int(sk.thick(1))
	default:
		b.Top += int(sk.thick(1))
	}
	return b
}

// totals writes the height of each bar above it, if all of them fit.
func (sk *sketch) totals(shown []int, box gochart.Box, xr, yr gochart.Range) {
	slot := float32(xr.GetDomain()) / sk.k / float32(max(1, len(shown)))
	if len(shown) > 40 {
		return
	}
	labels := make([]string, len(shown))
	for k, i := range shown {
		minus, plus := sk.stackEnds(i)
		if (minus < 0 && plus > 0) || sk.weightless(i) {
			continue
		}
		labels[k] = sk.spec.valueLabel(minus + plus)
		if RoleValue.width(labels[k]) > slot-4 {
			return
		}
	}
	lh := RoleValue.lineHeight()
	for k, i := range shown {
		minus, plus := sk.stackEnds(i)
		x := float32(box.Left)/sk.k + (float32(k)+0.5)*slot - RoleValue.width(labels[k])/2
		y := float32(box.Bottom-yr.Translate(plus))/sk.k - lh - 1
		if minus < 0 {
			y = float32(box.Bottom-yr.Translate(minus))/sk.k + 1
		}
		sk.write(RoleValue, labels[k], x, y)
	}
}

// weightless reports a category without a single value.
func (sk *sketch) weightless(i int) bool {
	for _, s := range sk.spec.Series {
		if !math.IsNaN(s.Values[i]) {
			return false
		}
	}
	return true
}

// groupedLayer draws the series side by side.
func (sk *sketch) groupedLayer(shown []int) layer {
	return func(box gochart.Box, xr, yr gochart.Range) {
		n := len(sk.spec.Series)
		written := sk.groupsWritten(shown, xr)
		for slot, i := range shown {
			l, r := sk.groupSpan(slot, len(shown), xr, box.Left)
			for k, s := range sk.spec.Series {
				v := s.Values[i]
				if math.IsNaN(v) {
					continue
				}
				y0, y1 := box.Bottom-yr.Translate(0), box.Bottom-yr.Translate(v)
				b := gochart.Box{
					Left: l + (r-l)*k/n, Right: max(l+(r-l)*(k+1)/n, l+(r-l)*k/n+1),
					Top: min(y0, y1), Bottom: max(y0, y1),
				}
				sk.hits = append(sk.hits, Hit{k, i, sk.units(b)})
				if b.Right-b.Left > 4 {
					b.Right -= int(sk.thick(1))
				}
				sk.box(b, sk.pal.series(k))
				if written {
					sk.groupValue(b, v)
				}
			}
		}
	}
}

// groupSpan returns left and right pixel of a group.
func (sk *sketch) groupSpan(slot, slots int, xr gochart.Range, left int) (from, to int) {
	width := float64(xr.GetDomain()) / float64(slots)
	n := float64(len(sk.spec.Series))
	group := math.Min(width*0.8, float64(widestBar*sk.k)*n)
	middle := float64(left) + (float64(slot)+0.5)*width
	return int(middle - group/2), int(middle + group/2)
}

// groupsWritten reports whether the bars have room for their values, all of
// them: some with and some without would say that those without are nothing.
func (sk *sketch) groupsWritten(shown []int, xr gochart.Range) bool {
	from, to := sk.groupSpan(0, len(shown), xr, 0)
	bar := float32(to-from) / float32(len(sk.spec.Series)) / sk.k
	if bar < 18 {
		return false
	}
	for _, i := range shown {
		for _, s := range sk.spec.Series {
			if v := s.Values[i]; !math.IsNaN(v) && RoleValue.width(sk.spec.valueLabel(v)) > bar-2 {
				return false
			}
		}
	}
	return true
}

// groupValue writes a value above its bar, or below one that hangs.
func (sk *sketch) groupValue(b gochart.Box, v float64) {
	u := sk.units(b)
	label := sk.spec.valueLabel(v)
	w, lh := RoleValue.width(label), RoleValue.lineHeight()
	y := u.Y - lh - 1
	if v < 0 {
		y = u.Y + u.H + 1
	}
	sk.write(RoleValue, label, u.X+(u.W-w)/2, y)
}
