package insight

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/ui"
)

// matrixView shows the map of the segments or, with T, the same numbers as a
// table.
type matrixView struct {
	root    *fyne.Container
	shape   *fyne.Container // the map with what stands around it
	cells   *segmentMap
	status  *ui.Text
	numbers *numbers
}

func newMatrixView(open func(key string)) *matrixView {
	v := &matrixView{status: ui.Shrinking(ui.Caption("")), cells: newSegmentMap(open)}
	v.cells.onStatus = v.status.SetText
	v.cells.onTable = func() {
		v.numbers.ShowTable(true)
		focus(v.numbers)
	}
	v.numbers = newNumbers(v.choose)
	words := container.NewHBox(newWordButton(i18n.T("chart.table"), v.cells.onTable), newWordButton(i18n.T("chart.copy"), v.copy))
	axis := ui.Shrinking(ui.Caption(t("axis_days")))
	head := container.NewBorder(nil, nil, nil, words, ui.Spaced(axis, wordPadY, ui.SpaceS))
	v.shape = container.NewBorder(head, v.status, nil, nil, v.cells)
	v.root = container.NewStack(v.shape, v.numbers)
	v.choose()
	return v
}

// choose shows the map or the table, as the numbers say.
func (v *matrixView) choose() {
	setVisible(v.numbers, v.numbers.TableShown())
	setVisible(v.shape, !v.numbers.TableShown())
}

// copy puts the numbers on the clipboard and says so.
func (v *matrixView) copy() {
	v.numbers.Copy()
	v.status.SetText(i18n.T("chart.copied"))
}

func (v *matrixView) show(m *matrix, query string) {
	v.cells.set(m)
	v.cells.mark(query)
	v.status.SetText(v.cells.tell())
}

func (v *matrixView) mark(query string) { v.cells.mark(query) }

func focus(w interface {
	fyne.CanvasObject
	fyne.Focusable
}) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(w); c != nil {
		c.Focus(w)
	}
}

// numbers is a chart that tells when it changes between chart and table: the
// map takes the place of its chart.
type numbers struct {
	chart.Widget
	onChange func()
}

func newNumbers(onChange func()) *numbers {
	w := &numbers{onChange: onChange}
	w.ExtendBaseWidget(w)
	w.Hide()
	return w
}

// CreateRenderer implements fyne.Widget.
func (w *numbers) CreateRenderer() fyne.WidgetRenderer {
	return numbersRenderer{w.Widget.CreateRenderer(), w}
}

type numbersRenderer struct {
	fyne.WidgetRenderer
	w *numbers
}

// Refresh implements fyne.WidgetRenderer.
func (r numbersRenderer) Refresh() {
	r.WidgetRenderer.Refresh()
	r.w.onChange()
}
