package chart

import (
	"math"

	gochart "github.com/wcharczuk/go-chart/v2"
)

// lineLayers draws bands first, then lines, then the points that can be opened.
func (sk *sketch) lineLayers(shown []int, width float32) []gochart.Series {
	dots := width/float32(max(1, len(shown))) >= 18
	var out []gochart.Series
	for k := range sk.spec.Series {
		out = append(out, sk.bandLayers(k, shown)...)
	}
	for k, s := range sk.spec.Series {
		for _, run := range runs(shown, func(i int) bool { return !math.IsNaN(s.Values[i]) }) {
			out = append(out, sk.lineRun(k, run, shown, dots))
		}
		out = append(out, sk.pointHits(k, shown))
	}
	return out
}

// run is a stretch of slots [from, to) without a gap.
type run struct{ from, to int }

// runs cuts the slots at the gaps: a line does not bridge missing values.
func runs(shown []int, has func(i int) bool) []run {
	var out []run
	for k, i := range shown {
		switch {
		case !has(i):
		case len(out) > 0 && out[len(out)-1].to == k:
			out[len(out)-1].to++
		default:
			out = append(out, run{k, k + 1})
		}
	}
	return out
}

// lineRun is a line of the drawing kernel. Dots mark the values where there
// are few, and any value that has no neighbours.
func (sk *sketch) lineRun(series int, r run, shown []int, dots bool) gochart.Series {
	st := sk.lineStyle(series)
	if r.to-r.from == 1 || (dots && len(sk.spec.Series) <= 6) {
		st.DotColor, st.DotWidth = ink(sk.pal.series(series)), float64(2.8*sk.k)
	}
	line := gochart.ContinuousSeries{Style: st}
	for k := r.from; k < r.to; k++ {
		line.XValues = append(line.XValues, float64(k)+0.5)
		line.YValues = append(line.YValues, sk.spec.Series[series].Values[shown[k]])
	}
	return line
}

func (sk *sketch) pointHits(series int, shown []int) layer {
	return func(box gochart.Box, xr, yr gochart.Range) {
		half := int(4 * sk.k)
		for k, i := range shown {
			v := sk.spec.Series[series].Values[i]
			if math.IsNaN(v) {
				continue
			}
			x, y := box.Left+xr.Translate(float64(k)+0.5), box.Bottom-yr.Translate(v)
			b := gochart.Box{Left: x - half, Right: x + half, Top: y - half, Bottom: y + half}
			sk.hits = append(sk.hits, Hit{series, i, sk.units(b)})
		}
	}
}

// bandLayers shades the interval around a line.
func (sk *sketch) bandLayers(series int, shown []int) []gochart.Series {
	s := sk.spec.Series[series]
	if len(s.Low) == 0 || len(s.High) == 0 {
		return nil
	}
	shade := sk.pal.series(series)
	shade.A = 48
	st := gochart.Style{FillColor: ink(shade), StrokeColor: clearInk()}
	has := func(i int) bool { return !math.IsNaN(s.Low[i]) && !math.IsNaN(s.High[i]) }
	var out []gochart.Series
	for _, r := range runs(shown, has) {
		if r.to-r.from < 2 {
			continue
		}
		values := band{s.Low, s.High, shown[r.from:r.to], r.from}
		out = append(out, layer(func(box gochart.Box, xr, yr gochart.Range) {
			gochart.Draw.BoundedSeries(sk.r, box, xr, yr, st, values)
		}))
	}
	return out
}

// band hands low and high to the drawing kernel.
type band struct {
	low, high []float64
	shown     []int
	first     int // slot of the first value
}

// Len implements go-chart's BoundedValuesProvider.
func (b band) Len() int { return len(b.shown) }

// GetBoundedValues implements go-chart's BoundedValuesProvider.
func (b band) GetBoundedValues(k int) (x, y1, y2 float64) {
	i := b.shown[k]
	return float64(b.first+k) + 0.5, b.high[i], b.low[i]
}
