package chart

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
)

var (
	_ fyne.Widget        = (*Widget)(nil)
	_ fyne.Focusable     = (*Widget)(nil)
	_ fyne.Tappable      = (*Widget)(nil)
	_ desktop.Hoverable  = (*Widget)(nil)
	_ desktop.Cursorable = (*Widget)(nil)
)

// Widget shows a [Spec] as a chart or, with the key T, as a table of the same
// numbers. Arrow keys walk from value to value, Enter or a click opens the
// records behind one. Like every widget it belongs to Fyne's goroutine.
type Widget struct {
	widget.BaseWidget

	// OnOpen opens the records behind a value; for a heat map series is the
	// row and index the column. Spec.Key knows the key. Nil means none can be.
	OnOpen func(series, index int)
	// OnSavePNG saves a picture, for which there is [PNG]; nil hides the button.
	OnSavePNG func()

	raw      Spec // as given, for copies
	spec     Spec // as drawn
	drawing  Drawing
	version  int        // counts specs
	view     *tableView // exists while the table is shown
	table    bool
	focused  bool
	copied   bool
	selected *Hit
	hovered  *Hit
}

// New returns a widget that shows s.
func New(s Spec) *Widget {
	w := &Widget{}
	w.ExtendBaseWidget(w)
	w.keep(s)
	return w
}

func (w *Widget) keep(s Spec) {
	w.raw = s
	w.version++
	w.spec, _ = Sanitise(s)
	w.selected, w.hovered, w.copied = nil, nil, false
}

// SetSpec shows another chart.
func (w *Widget) SetSpec(s Spec) {
	w.keep(s)
	w.Refresh()
}

// Spec returns the chart as it was given.
func (w *Widget) Spec() Spec { return w.raw }

// ShowTable chooses between table and chart.
func (w *Widget) ShowTable(on bool) {
	w.table, w.selected, w.hovered = on, nil, nil
	w.Refresh()
}

// tabular reports whether a table is drawn: without data the reason for that
// stands there instead.
func (w *Widget) tabular() bool { return w.table && w.spec.Empty == "" }

// TableShown reports whether the table stands in place of the chart.
func (w *Widget) TableShown() bool { return w.table }

// Copy puts the numbers on the clipboard as tab-separated text.
func (w *Widget) Copy() {
	fyne.CurrentApp().Clipboard().SetContent(TSV(w.raw))
	w.copied = true
	w.Refresh()
}

// Status is the line under the chart: the value walked to, or what can be done.
func (w *Widget) Status() string {
	switch {
	case w.selected != nil:
		parts := []string{w.tell(*w.selected)}
		if w.OnOpen != nil {
			parts = append(parts, i18n.T("chart.open_hint"))
		}
		return strings.Join(parts, " · ")
	case w.copied:
		return i18n.T("chart.copied")
	case w.focused && w.spec.Empty == "":
		return i18n.T("chart.hint")
	}
	return ""
}

// tell says one value in words.
func (w *Widget) tell(h Hit) string {
	head, body := w.words(h)
	if head == "" {
		return body
	}
	return head + " · " + body
}

// words are the two lines of a tooltip.
func (w *Widget) words(h Hit) (head, body string) {
	value := w.spec.valueLabel(valueAt(w.spec.values(h.Series), h.Index))
	head = at(w.spec.categoryNames(), h.Index)
	name := w.spec.seriesName(h.Series)
	if w.spec.Kind == HeatMap {
		head, name = join(" · ", name, head), w.spec.YLabel
	}
	return head, join(": ", name, value)
}

func join(between string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, between)
}

// FocusGained shows how the keyboard can be used.
func (w *Widget) FocusGained() { w.focused = true; w.Refresh() }

// FocusLost hides the marker.
func (w *Widget) FocusLost() {
	w.focused, w.selected, w.copied = false, nil, false
	w.Refresh()
}

// TypedRune toggles between chart and table on T.
func (w *Widget) TypedRune(r rune) {
	if r == 't' || r == 'T' {
		w.ShowTable(!w.table)
	}
}

// TypedKey walks with the arrow keys, Home and End, opens with Enter and lets
// go with Escape.
func (w *Widget) TypedKey(e *fyne.KeyEvent) {
	if w.tabular() {
		w.scrollTable(e.Name)
		return
	}
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		w.open(w.selected)
	case fyne.KeyEscape:
		w.choose(nil)
	case fyne.KeyHome, fyne.KeyEnd:
		if h, ok := w.drawing.Edge(w.selectedSeries(), e.Name == fyne.KeyEnd); ok {
			w.choose(&h)
		}
	default:
		w.walk(e.Name)
	}
}

func (w *Widget) walk(key fyne.KeyName) {
	s, ok := stepFor(key, w.spec.Kind)
	if !ok || len(w.drawing.Hits) == 0 {
		return
	}
	if w.selected == nil {
		first := w.drawing.Hits[0]
		if h, ok := w.drawing.Edge(first.Series, s.index < 0 && w.spec.Kind != HBar); ok {
			first = h
		}
		w.choose(&first)
		return
	}
	next := w.drawing.Walk(*w.selected, s)
	w.choose(&next)
}

func (w *Widget) selectedSeries() int {
	switch {
	case w.selected != nil:
		return w.selected.Series
	case len(w.drawing.Hits) > 0:
		return w.drawing.Hits[0].Series
	}
	return 0
}

func (w *Widget) choose(h *Hit) {
	w.selected, w.copied = h, false
	w.Refresh()
}

func (w *Widget) open(h *Hit) {
	if h == nil || w.OnOpen == nil {
		return
	}
	// Series beyond the limit are drawn as one, which has no records of its own.
	together := w.spec.Kind != HeatMap && len(w.raw.Series) > len(w.spec.Series) && len(w.spec.Series) == maxSeries
	if !together || h.Series < maxSeries-1 {
		w.OnOpen(h.Series, h.Index)
	}
}

// Tapped takes the focus and opens the records of the value under the pointer.
func (w *Widget) Tapped(e *fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(w); c != nil {
		c.Focus(w)
	}
	if w.tabular() {
		return
	}
	if h, ok := w.drawing.Find(e.Position, w.spec.Kind); ok {
		w.choose(&h)
		w.open(&h)
	}
}

// MouseIn begins to follow the pointer.
func (w *Widget) MouseIn(e *desktop.MouseEvent) { w.MouseMoved(e) }

// MouseMoved shows the value under the pointer.
func (w *Widget) MouseMoved(e *desktop.MouseEvent) {
	h, ok := w.drawing.Find(e.Position, w.spec.Kind)
	if !ok || w.tabular() {
		w.MouseOut()
		return
	}
	if w.hovered == nil || *w.hovered != h {
		w.hovered = &h
		w.Refresh()
	}
}

// MouseOut hides the tooltip.
func (w *Widget) MouseOut() {
	if w.hovered != nil {
		w.hovered = nil
		w.Refresh()
	}
}

// Cursor is a hand where a click opens records.
func (w *Widget) Cursor() desktop.Cursor {
	if w.hovered != nil && w.OnOpen != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

func (w *Widget) scrollTable(key fyne.KeyName) {
	lines := map[fyne.KeyName]int{
		fyne.KeyUp: -1, fyne.KeyDown: 1, fyne.KeyPageUp: -10, fyne.KeyPageDown: 10,
		fyne.KeyHome: -1 << 20, fyne.KeyEnd: 1 << 20,
	}
	if n, ok := lines[key]; ok {
		if w.view != nil {
			w.view.scroll(n)
		}
	}
}
