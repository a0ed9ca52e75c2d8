package chart

import (
	"encoding/binary"
	"fmt"
	"image"
	"math"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	gochart "github.com/wcharczuk/go-chart/v2"
	"pgregory.net/rapid"
)

func options(w, h float32) Options {
	return Options{Size: fyne.NewSize(w, h), Scale: 1, Palette: LightPalette()}
}

// bodies returns the texts of a role in the order they were written.
func (d Drawing) bodies(r Role) []string {
	var out []string
	for _, t := range d.Texts {
		if t.Role == r {
			out = append(out, t.Body)
		}
	}
	return out
}

// checkTexts holds that no label leaves the picture or covers another.
func checkTexts(t interface{ Errorf(string, ...any) }, d Drawing) {
	size := d.Image.Bounds().Size()
	for i, a := range d.Texts {
		if a.Pos.X < -0.6 || a.Pos.Y < -1 || a.Pos.X+a.Box.Width > float32(size.X)+1.1 || a.Pos.Y+a.Box.Height > float32(size.Y)+1.1 {
			t.Errorf("%s %q at %v size %v leaves the picture %v", a.Role, a.Body, a.Pos, a.Box, size)
		}
		for _, b := range d.Texts[:i] {
			dx := min(a.Pos.X+a.Box.Width, b.Pos.X+b.Box.Width) - max(a.Pos.X, b.Pos.X)
			dy := min(a.Pos.Y+a.Box.Height, b.Pos.Y+b.Box.Height) - max(a.Pos.Y, b.Pos.Y)
			if dx > 1.1 && dy > 1.1 {
				t.Errorf("%s %q covers %s %q", a.Role, a.Body, b.Role, b.Body)
			}
		}
	}
}

func checkHits(t interface{ Errorf(string, ...any) }, d Drawing) {
	for _, h := range d.Hits {
		if c := h.Center(); !(Rect{d.Plot.X - 2, d.Plot.Y - 2, d.Plot.W + 4, d.Plot.H + 4}).Contains(c) {
			t.Errorf("mark of %d/%d at %v lies outside the plot %v", h.Series, h.Index, c, d.Plot)
			return
		}
	}
}

func TestDraw_KeepsLabelsApartAndInside(t *testing.T) {
	for name, s := range gallery() {
		for _, size := range [][2]float32{{900, 420}, {560, 320}, {300, 200}, {1600, 300}, {240, 600}} {
			t.Run(fmt.Sprint(name, size), func(t *testing.T) {
				d := Draw(s, options(size[0], size[1]))
				checkTexts(t, d)
				checkHits(t, d)
			})
		}
	}
}

// The renderer drops labels that touch, so a plan that relies on that would
// pass the test above: this one holds that nothing planned is dropped.
func TestDraw_WritesEveryPlannedLabel(t *testing.T) {
	cases := []struct {
		spec Spec
		role Role
		want []string
	}{
		{barSpec(), RoleCategory, months(12)},
		{barSpec(), RoleTick, []string{"0", "100", "200", "300", "400", "500"}},
		{barSpec(), RoleFooter, []string{"n = 3,962"}},
		{segmentsSpec(), RoleCategory, segmentsSpec().Categories},
		{segmentsSpec(), RoleValue, []string{"577", "708", "474", "63", "167", "116", "475", "372", "37", "1,349"}},
		{chineseSpec(), RoleCategory, chineseSpec().Categories},
		{chineseSpec(), RoleSeries, []string{"流失预警客户", "一般保持客户", "重要价值客户"}},
		{chineseSpec(), RoleTitle, []string{"老顾客带来了一半以上的收入"}},
		{vietnameseSpec(), RoleCategory, vietnameseSpec().Categories},
		{vietnameseSpec(), RoleAxis, []string{"Đơn hàng"}},
		{azerbaijaniSpec(), RoleCategory, azerbaijaniSpec().Categories},
		{groupedSpec(), RoleLegend, []string{"New", "Returning", "Walk-in"}},
		{lineSpec(), RoleSeries, []string{"Old town", "Station", "Online"}},
		{negativeSpec(), RoleValue, []string{"1,250.5", "-420", "830", "-95.25", "12", "-610"}},
		{heatSpec(), RoleScale, []string{"1", "420"}},
	}
	for _, c := range cases {
		t.Run(c.spec.Title+" "+string(c.role), func(t *testing.T) {
			if got := Draw(c.spec, options(900, 420)).bodies(c.role); !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestDraw_HeatMapWritesItsCellsWhereTheyFit(t *testing.T) {
	if got := len(Draw(rfmSpec(), options(900, 420)).bodies(RoleValue)); got != 25 {
		t.Errorf("25 cells at 900 wide: %d written", got)
	}
	if got := Draw(heatSpec(), options(300, 240)).bodies(RoleValue); len(got) != 0 {
		t.Errorf("narrow cells still written: %q", got)
	}
}

func TestDraw_EmptyStateStatesTheReason(t *testing.T) {
	d := Draw(Spec{Title: "Sales", Empty: "Two more orders are needed."}, options(600, 300))
	if got := d.bodies(RoleEmpty); !slices.Equal(got, []string{"Two more orders are needed."}) {
		t.Errorf("reason: %q", got)
	}
	if len(d.Hits) != 0 || d.Plot != (Rect{}) {
		t.Error("an empty chart has marks")
	}
	if got := Draw(Spec{}, options(600, 300)).bodies(RoleEmpty); len(got) != 1 || strings.HasPrefix(got[0], "chart.") {
		t.Errorf("zero spec: %q", got)
	}
}

func TestDraw_BarsStandOnZero(t *testing.T) {
	d := Draw(Spec{Kind: Bar, Categories: []string{"a", "b"}, Series: []Series{{Values: []float64{1000, 1001}}}}, options(600, 400))
	if ticks := d.bodies(RoleTick); ticks[0] != "0" {
		t.Errorf("axis starts at %q", ticks[0])
	}
	a, b := d.Hits[0], d.Hits[1]
	if a.Y+a.H != b.Y+b.H || math.Abs(float64(a.H-b.H)) > 2 {
		t.Errorf("1000 is %v high, 1001 is %v high", a.H, b.H)
	}
}

func TestDraw_LineDoesNotBridgeGaps(t *testing.T) {
	got := runs([]int{0, 1, 2, 3, 4, 5}, func(i int) bool { return i != 2 && i != 4 })
	if want := []run{{0, 2}, {3, 4}, {5, 6}}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestDraw_StackIsAsHighAsItsTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "categories")
		k := rapid.IntRange(1, 8).Draw(t, "series")
		value := rapid.Float64Range(0, 1e6)
		stack := Spec{Kind: StackedBar, Categories: make([]string, n)}
		total := Spec{Kind: StackedBar, Categories: make([]string, n)}
		for j := range k {
			values := rapid.SliceOfN(value, n, n).Draw(t, "values")
			stack.Series = append(stack.Series, Series{Values: values})
			total.Series = append(total.Series, Series{Values: make([]float64, n)})
			for i, v := range values {
				total.Series[0].Values[i] += v
				if j > 0 {
					total.Series[j].Values[i] = math.NaN()
				}
			}
		}
		heights := make([]float32, n)
		for _, h := range Draw(stack, options(900, 420)).Hits {
			heights[h.Index] += h.H
		}
		for _, h := range Draw(total, options(900, 420)).Hits {
			if h.Series == 0 && math.Abs(float64(heights[h.Index]-h.H)) > 1 {
				t.Fatalf("category %d: stack %v, total %v", h.Index, heights[h.Index], h.H)
			}
		}
	})
}

func TestDraw_StackPiecesMeet(t *testing.T) {
	d := Draw(stackedSpec(), options(900, 420))
	top := map[int]float32{}
	for _, h := range d.Hits {
		if before, ok := top[h.Index]; ok && stackedSpec().Series[h.Series].Values[h.Index] > 0 {
			if gap := math.Abs(float64(before - (h.Y + h.H))); gap > 1e-3 {
				t.Fatalf("category %d: a gap of %v below series %d", h.Index, gap, h.Series)
			}
		}
		top[h.Index] = h.Y
	}
}

func TestDraw_RandomSpecsKeepLabelsApart(t *testing.T) {
	word := rapid.SampledFrom([]string{"", "a", "Loyal", "Khách hàng thân thiết", "重要价值客户一二三", strings.Repeat("Wm ", 30), "Sentyabr"})
	value := rapid.OneOf(rapid.Float64(), rapid.Float64Range(-100, 1000), rapid.Just(math.NaN()))
	rapid.Check(t, func(t *rapid.T) {
		s := Spec{
			Kind:  Kind(rapid.IntRange(0, 5).Draw(t, "kind")),
			Title: word.Draw(t, "title"), Subtitle: word.Draw(t, "subtitle"), XLabel: word.Draw(t, "x"), YLabel: word.Draw(t, "y"),
			Note: word.Draw(t, "note"), N: rapid.IntRange(0, 1e6).Draw(t, "n"),
			Categories: rapid.SliceOfN(word, 0, 30).Draw(t, "categories"),
			RowLabels:  rapid.SliceOfN(word, 0, 8).Draw(t, "rows"), ColLabels: rapid.SliceOfN(word, 0, 8).Draw(t, "cols"),
		}
		for range rapid.IntRange(0, 12).Draw(t, "series") {
			s.Series = append(s.Series, Series{Name: word.Draw(t, "name"), Values: rapid.SliceOfN(value, 0, 30).Draw(t, "values")})
		}
		for range s.RowLabels {
			s.Cells = append(s.Cells, rapid.SliceOfN(value, 0, 8).Draw(t, "cells"))
		}
		w, h := rapid.Float32Range(0, 1200).Draw(t, "w"), rapid.Float32Range(0, 800).Draw(t, "h")
		d := Draw(s, options(w, h))
		checkTexts(t, d)
		checkHits(t, d)
	})
}

func TestDraw_MillionsOfPointsKeepTheirPeak(t *testing.T) {
	values := make([]float64, 2_000_000)
	values[1_234_567] = 99
	for _, kind := range []Kind{Bar, HBar, StackedBar, GroupedBar, Line} {
		d := Draw(Spec{Kind: kind, Series: []Series{{Values: values}}}, options(900, 420))
		if len(d.Hits) > 2000 {
			t.Errorf("kind %d drew %d marks", kind, len(d.Hits))
		}
		if !slices.ContainsFunc(d.Hits, func(h Hit) bool { return h.Index == 1_234_567 }) {
			t.Errorf("kind %d lost the peak", kind)
		}
	}
}

func TestDraw_EveryScaleHasTheSameLayout(t *testing.T) {
	o := options(900, 420)
	one := Draw(barSpec(), o)
	o.Scale = 2
	two := Draw(barSpec(), o)
	if got := two.Image.Bounds().Size(); got != image.Pt(1800, 840) {
		t.Fatalf("picture of %v", got)
	}
	for i, h := range one.Hits {
		if d := h.Center().Subtract(two.Hits[i].Center()); math.Abs(float64(d.X)) > 1 || math.Abs(float64(d.Y)) > 1 {
			t.Errorf("mark %d moved by %v", i, d)
		}
	}
}

func TestRender_KernelNeverRefusesASanitisedSpec(t *testing.T) {
	traps := map[string]Spec{
		"one point":  {Kind: Line, Categories: []string{"a"}, Series: []Series{{Values: []float64{3}}}},
		"flat":       {Kind: Line, Series: []Series{{Values: []float64{3, 3, 3}}}},
		"all equal":  {Kind: Bar, Series: []Series{{Values: []float64{3, 3, 3}}}},
		"zeros":      {Kind: Bar, Series: []Series{{Values: []float64{0, 0}}}},
		"infinite":   {Kind: Bar, Series: []Series{{Values: []float64{math.Inf(1), 2, math.Inf(-1)}}}},
		"NaN bar":    {Kind: Bar, Series: []Series{{Values: []float64{math.NaN(), 2}}}},
		"lengths":    {Kind: Line, Categories: []string{"a"}, Series: []Series{{Values: []float64{1, 2, 3}}, {Values: []float64{1}}}},
		"huge":       {Kind: StackedBar, Series: []Series{{Values: []float64{math.MaxFloat64}}, {Values: []float64{math.MaxFloat64}}}},
		"both sides": {Kind: Line, Series: []Series{{Values: []float64{-math.MaxFloat64, math.MaxFloat64}}}},
		"tiny":       {Kind: Line, Series: []Series{{Values: []float64{math.SmallestNonzeroFloat64, 0}}}},
		"near equal": {Kind: Line, Series: []Series{{Values: []float64{1e16, 1e16 + 2}}}},
	}
	for name, s := range traps {
		t.Run(name, func(t *testing.T) {
			d := Draw(s, options(500, 300))
			if len(d.Hits) == 0 || d.Plot == (Rect{}) {
				t.Error("nothing drawn")
			}
			checkHits(t, d)
		})
	}
}

// FuzzDraw holds that no spec makes Draw panic, hang or lose its bounds.
func FuzzDraw(f *testing.F) {
	f.Add(uint8(0), uint16(900), uint16(420), "Title", "a\x00b\nc", []byte{1, 2, 3, 4, 5, 6, 7, 8}, uint8(1))
	f.Add(uint8(4), uint16(10), uint16(10), "老顾客", "Đơn hàng", []byte("\x00\x00\x00\x00\x00\x00\xf8\x7f"), uint8(3))
	f.Add(uint8(5), uint16(300), uint16(200), "", "\xff\xfe", make([]byte, 200), uint8(40))
	f.Add(uint8(2), uint16(0), uint16(65535), strings.Repeat("x", 5000), "", []byte("\xff\xff\xff\xff\xff\xff\xef\x7f\xff\xff\xff\xff\xff\xff\xef\xff"), uint8(2))
	f.Fuzz(func(t *testing.T, kind uint8, w, h uint16, title, label string, raw []byte, series uint8) {
		s := Spec{Kind: Kind(kind) - 1, Title: title, YLabel: label, Note: title, N: int(w)}
		values := make([]float64, len(raw)/8)
		for i := range values {
			values[i] = math.Float64frombits(binary.LittleEndian.Uint64(raw[i*8:]))
			s.Categories = append(s.Categories, label)
		}
		for i := range int(series % 40) {
			one := Series{Name: title, Values: values[min(i, len(values)):]}
			if i%3 == 0 {
				one.Low, one.High = values, values[min(1, len(values)):]
			}
			s.Series = append(s.Series, one)
			s.Cells = append(s.Cells, one.Values)
		}
		s.RowLabels, s.ColLabels = s.Categories, s.Categories
		d := Draw(s, options(float32(w%2000), float32(h%2000)))
		checkTexts(t, d)
		checkHits(t, d)
	})
}

func TestPalette_LabelsReadWell(t *testing.T) {
	for _, p := range []Palette{LightPalette(), DarkPalette()} {
		if c := contrast(p.Muted, p.Background); c < 4.5 {
			t.Errorf("dark %v: labels have a contrast of %.2f", p.Dark, c)
		}
		for i, c := range p.Series {
			next := p.Series[(i+1)%len(p.Series)]
			if contrast(c, next) < 1.25 {
				t.Errorf("dark %v: series %d and its neighbour are equally light (%.2f)", p.Dark, i, contrast(c, next))
			}
		}
		for v := 0.0; v <= 1; v += 0.05 {
			for _, sign := range []float64{-1, 1} {
				if c := p.heat(v * sign); contrast(inkOn(c), c) < 4.5 {
					t.Errorf("dark %v: cell at %.2f has a contrast of %.2f", p.Dark, v*sign, contrast(inkOn(c), c))
				}
			}
		}
	}
}

func TestTicks_AreRoundAndCoverTheValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lo := rapid.Float64Range(-1e9, 1e9).Draw(t, "lo")
		hi := lo + rapid.Float64Range(0, 1e9).Draw(t, "size")
		sc := newScale(lo, hi, rapid.IntRange(-3, 40).Draw(t, "count"), rapid.Bool().Draw(t, "zero"), Spec{}.tickLabel)
		slack := (sc.max - sc.min) * 1e-6
		if sc.min > lo+slack || sc.max < hi-slack {
			t.Fatalf("%v..%v is outside %v..%v", lo, hi, sc.min, sc.max)
		}
		if len(sc.ticks) < 2 || len(sc.ticks) > 30 {
			t.Fatalf("%d ticks", len(sc.ticks))
		}
	})
}

func TestTicks_OfSmallNumbersDiffer(t *testing.T) {
	for _, hi := range []float64{0.003, 0.25, 1, 2.5, 7, 3e4, 2.1e6} {
		sc := newScale(0, hi, 5, true, Spec{}.tickLabel)
		if !distinct(sc.ticks) {
			t.Errorf("to %v: %v", hi, sc.ticks)
		}
	}
}

var _ gochart.Series = layer(nil)
