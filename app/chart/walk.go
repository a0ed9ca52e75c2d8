package chart

import (
	"math"

	"fyne.io/fyne/v2"
)

// Find returns the mark that is meant by pointing at p.
func (d Drawing) Find(p fyne.Position, kind Kind) (Hit, bool) {
	near := Rect{d.Plot.X - 2, d.Plot.Y - 24, d.Plot.W + 4, d.Plot.H + 48}
	if !near.Contains(p) {
		return Hit{}, false
	}
	best, least := Hit{}, float32(math.MaxFloat32)
	for _, h := range d.Hits {
		dx, dy := away(p.X, h.X, h.W), away(p.Y, h.Y, h.H)
		cost := 4*dx + dy
		switch {
		case kind == HBar:
			cost = 4*dy + dx/4
		case kind == HeatMap && dx+dy > 0, dx > 24:
			continue
		}
		if cost < least {
			best, least = h, cost
		}
	}
	return best, least < math.MaxFloat32
}

// away is the distance from v to the stretch of length size at from.
func away(v, from, size float32) float32 { return max(0, from-v, v-from-size) }

// step is a direction to walk: over the values of a series, or over series.
type step struct{ index, series int }

// stepFor says where an arrow key leads.
func stepFor(key fyne.KeyName, kind Kind) (step, bool) {
	switch key {
	case fyne.KeyLeft:
		return step{index: -1}, true
	case fyne.KeyRight:
		return step{index: 1}, true
	case fyne.KeyUp:
		return updown(kind, -1), true
	case fyne.KeyDown:
		return updown(kind, 1), true
	}
	return step{}, false
}

// updown is a step down the picture (or up, with -1): along the bars of an
// HBar, down a stack, or along the legend otherwise.
func updown(kind Kind, down int) step {
	switch kind {
	case HBar:
		return step{index: down}
	case StackedBar:
		return step{series: -down}
	}
	return step{series: down}
}

// Walk returns the next mark from the given one in a direction; the same one
// at the edge. Values without data are passed over.
func (d Drawing) Walk(from Hit, s step) Hit {
	best, least := from, math.MaxInt
	for _, h := range d.Hits {
		along, across := (h.Index-from.Index)*s.index, h.Series-from.Series
		if s.series != 0 {
			along, across = (h.Series-from.Series)*s.series, h.Index-from.Index
		}
		if across == 0 && along > 0 && along < least {
			best, least = h, along
		}
	}
	return best
}

// Edge returns the first mark of a series, or the last.
func (d Drawing) Edge(series int, last bool) (Hit, bool) {
	var best Hit
	found := false
	for _, h := range d.Hits {
		if h.Series == series && (!found || (h.Index > best.Index) == last) {
			best, found = h, true
		}
	}
	return best, found
}
