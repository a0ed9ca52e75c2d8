package chart

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"regulars/app/i18n"
)

func shown(t *testing.T, s Spec) *Widget {
	t.Helper()
	test.NewTempApp(t)
	w := New(s)
	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetContent(w)
	c.Resize(fyne.NewSize(900, 420))
	return w
}

func press(w *Widget, keys ...fyne.KeyName) {
	for _, k := range keys {
		w.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func TestWidget_ArrowKeysWalkTheValues(t *testing.T) {
	w := shown(t, groupedSpec())
	w.FocusGained()
	for _, c := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyRight, "Q1 · New: 12"}, {fyne.KeyRight, "Q2 · New: 18"}, {fyne.KeyDown, "Q2 · Returning: 36"},
		{fyne.KeyLeft, "Q1 · Returning: 31"}, {fyne.KeyLeft, "Q1 · Returning: 31"}, {fyne.KeyEnd, "Q4 · Returning: 52"},
		{fyne.KeyHome, "Q1 · Returning: 31"}, {fyne.KeyUp, "Q1 · New: 12"}, {fyne.KeyUp, "Q1 · New: 12"},
	} {
		press(w, c.key)
		if got := w.Status(); got != c.want {
			t.Fatalf("after %s: %q, want %q", c.key, got, c.want)
		}
	}
	press(w, fyne.KeyEscape)
	if got := w.Status(); got != i18n.T("chart.hint") {
		t.Errorf("after Escape: %q", got)
	}
}

func TestWidget_WalkPassesOverGaps(t *testing.T) {
	s := barSpec()
	s.Series[0].Values[1] = math.NaN()
	w := shown(t, s)
	press(w, fyne.KeyRight, fyne.KeyRight)
	if w.selected.Index != 2 {
		t.Errorf("stopped at %d", w.selected.Index)
	}
}

func TestWidget_UpGoesUpAStackAndDownARanking(t *testing.T) {
	w := shown(t, chineseSpec())
	press(w, fyne.KeyRight, fyne.KeyUp)
	if w.selected.Series != 1 {
		t.Errorf("stack: series %d", w.selected.Series)
	}
	w = shown(t, segmentsSpec())
	press(w, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp)
	if w.selected.Index != 1 {
		t.Errorf("ranking: bar %d", w.selected.Index)
	}
	w = shown(t, rfmSpec())
	press(w, fyne.KeyDown, fyne.KeyDown, fyne.KeyRight)
	if *w.selected != (Hit{1, 1, w.selected.Rect}) {
		t.Errorf("matrix: %+v", *w.selected)
	}
}

func TestWidget_EnterAndClickOpenTheRecords(t *testing.T) {
	w := shown(t, rfmSpec())
	var opened []string
	w.OnOpen = func(series, index int) { opened = append(opened, fmt.Sprint(series, ",", index)) }
	press(w, fyne.KeyReturn)
	if opened != nil {
		t.Error("Enter opened something before a value was chosen")
	}
	press(w, fyne.KeyDown, fyne.KeyDown, fyne.KeyEnter)
	cell := w.drawing.Hits[8]
	test.TapAt(w, cell.Center())
	want := []string{"1,0", fmt.Sprint(cell.Series, ",", cell.Index)}
	if strings.Join(opened, " ") != strings.Join(want, " ") {
		t.Errorf("opened %q, want %q", opened, want)
	}
	test.TapAt(w, fyne.NewPos(5, 5))
	if len(opened) != 2 {
		t.Error("a click on the title opened records")
	}
}

func TestWidget_SeriesDrawnTogetherOpenNothing(t *testing.T) {
	s := Spec{Kind: StackedBar, Categories: []string{"a"}}
	for range 60 {
		s.Series = append(s.Series, Series{Values: []float64{1}})
	}
	w := shown(t, s)
	var opened []int
	w.OnOpen = func(series, _ int) { opened = append(opened, series) }
	for i := range w.drawing.Hits {
		w.open(&w.drawing.Hits[i])
	}
	if len(opened) != maxSeries-1 {
		t.Errorf("opened %v", opened)
	}
}

func TestWidget_TogglesBetweenChartAndTable(t *testing.T) {
	w := shown(t, manySpec(5000))
	w.TypedRune('t')
	if !w.TableShown() || w.view == nil || len(w.drawing.Hits) != 0 {
		t.Fatal("T does not show the table")
	}
	if n := w.view.list.Length(); n != 5000 {
		t.Errorf("%d rows", n)
	}
	press(w, fyne.KeyEnd)
	if w.view.list.GetScrollOffset() < 1000 {
		t.Error("End does not reach the last rows")
	}
	w.TypedRune('T')
	if w.TableShown() || w.view != nil || len(w.drawing.Hits) == 0 {
		t.Error("T does not go back to the chart")
	}
}

func TestWidget_CopyPutsTheNumbersOnTheClipboard(t *testing.T) {
	w := shown(t, groupedSpec())
	w.Copy()
	got := fyne.CurrentApp().Clipboard().Content()
	if !strings.HasPrefix(got, "Category\tNew\tReturning\tWalk-in\nQ1\t12\t31\t7\n") {
		t.Errorf("clipboard: %q", got)
	}
	if w.Status() != i18n.T("chart.copied") {
		t.Errorf("status: %q", w.Status())
	}
}

func TestWidget_MovingThePointerDrawsNothingAgain(t *testing.T) {
	w := shown(t, barSpec())
	before := w.drawing.Image
	w.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: w.drawing.Hits[3].Center()}})
	if w.hovered == nil || w.hovered.Index != 3 {
		t.Fatalf("pointer over bar 3 finds %v", w.hovered)
	}
	if w.drawing.Image != before {
		t.Error("the chart was drawn again")
	}
	w.MouseOut()
	if w.hovered != nil {
		t.Error("tooltip stays")
	}
	w.Resize(fyne.NewSize(700, 420))
	if w.drawing.Image == before {
		t.Error("a new size was not drawn")
	}
}

func TestWidget_FollowsTheLanguage(t *testing.T) {
	w := shown(t, barSpec())
	t.Cleanup(func() { i18n.Set("en") })
	i18n.Set("zh-Hans")
	w.Refresh()
	r := test.WidgetRenderer(w).(*widgetRenderer)
	if r.toggle.text != "表格" {
		t.Errorf("button says %q", r.toggle.text)
	}
}

func TestDrawing_FindMeansTheNearestValue(t *testing.T) {
	d := Draw(lineSpec(), options(900, 420))
	for _, h := range d.Hits {
		got, ok := d.Find(h.Center(), Line)
		if !ok || got.Index != h.Index {
			t.Errorf("at mark %d/%d: %v", h.Series, h.Index, got)
		}
	}
	if _, ok := d.Find(fyne.NewPos(3, 3), Line); ok {
		t.Error("the title counts as a value")
	}
}
