package insight

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/insight/priority"
)

// priorityBody is the weights above the chart and the list they put in order.
type priorityBody struct {
	p       *page
	all     *fyne.Container
	sliders [3]*widget.Slider
	names   [3]*ui.Text
	shares  [3]*ui.Text
	keep    *ui.Button
	usual   *ui.Button

	shown   *answer
	weights priority.Weights // as the sliders stand
	// from are the weights when the slider axis was first moved: the others
	// keep their proportion however far it goes.
	from  priority.Weights
	axis  int
	quiet bool // the program moves the sliders
}

// priorityHeight leaves the weights in sight above chart and list.
const priorityHeight float32 = 320

func priorityForms(f *frame) { f.height = priorityHeight }

func newPriorityBody(p *page) body {
	b := &priorityBody{p: p, all: ui.Stack(ui.SpaceM), axis: -1}
	for i := range b.sliders {
		b.sliders[i] = widget.NewSlider(0, 100)
		b.sliders[i].Step = 1
		b.sliders[i].OnChanged = func(v float64) { b.move(i, int(v)) }
		b.names[i], b.shares[i] = ui.Shrinking(ui.NewText("")), ui.Number("")
	}
	b.keep = ui.NewButton(ft("keep"), theme.DocumentSaveIcon(), b.save)
	b.usual = ui.Quiet(ft("usual"), theme.ContentUndoIcon(), func() { b.set(priority.DefaultWeights()) })
	return b
}

func (b *priorityBody) root() fyne.CanvasObject { return b.all }

// show brings in an answer, in the order of the weights it was asked with.
func (b *priorityBody) show(a *answer) {
	if b.shown != a {
		b.shown = a
		if b.weights != a.ranking.weights {
			b.weights, b.axis = a.ranking.weights, -1
		}
	}
	b.place()
	f := b.p.frame
	f.showChart(a)
	f.sheet.show(a, f.height)
	b.all.Objects = []fyne.CanvasObject{b.card(), container.New(&beside{from: narrow, share: 0.34, gap: ui.SpaceM}, f.chartBox, f.sheet.root)}
	b.all.Refresh()
}

// card are the three weights.
func (b *priorityBody) card() fyne.CanvasObject {
	var columns []fyne.CanvasObject
	for i := range b.sliders {
		columns = append(columns, ui.Stack(0, container.NewBorder(nil, nil, nil, b.shares[i], b.names[i]), b.sliders[i]))
	}
	head := ui.Flow(ui.SpaceS, ui.Heading(ft("weights_title")), b.usual, b.keep)
	lines := []fyne.CanvasObject{head, ui.Equal(columns...)}
	for i, axis := range priority.Axes() {
		if !b.shown.ranking.available[i] {
			lines = append(lines, small(ft("missing_"+string(axis)), ui.ColorMuted))
		}
	}
	card := ui.Card(ui.Stack(ui.SpaceXS, lines...))
	card.PadX, card.PadY = ui.SpaceM, ui.SpaceS
	return card
}

// place brings sliders, numbers and buttons to the weights.
func (b *priorityBody) place() {
	b.quiet = true
	defer func() { b.quiet = false }()
	ranking := b.shown.ranking
	for i, axis := range priority.Axes() {
		b.names[i].SetText(axisName(axis, ranking.basis))
		b.shares[i].SetText(i18n.Percent(float64(b.weights[i])/100, 0))
		b.sliders[i].SetValue(float64(b.weights[i]))
		b.names[i].ColorName = ui.ColorText
		if !ranking.available[i] {
			b.names[i].ColorName = ui.ColorMuted
			b.shares[i].SetText("–")
			b.sliders[i].Disable()
		} else {
			b.sliders[i].Enable()
		}
	}
	enable(b.keep, b.weights != ranking.saved)
	enable(b.usual, b.weights != priority.DefaultWeights())
}

func enable(button *ui.Button, on bool) {
	if on {
		button.Enable()
	} else {
		button.Disable()
	}
}

// move is a slider moved by the owner.
func (b *priorityBody) move(axis, percent int) {
	if b.quiet || b.shown == nil {
		return
	}
	if b.axis != axis {
		b.from, b.axis = b.weights, axis
	}
	b.use(b.from.Move(axis, percent))
}

// set takes other weights at once.
func (b *priorityBody) set(w priority.Weights) {
	b.axis = -1
	b.use(w)
}

// use puts the list in the order of weights.
func (b *priorityBody) use(w priority.Weights) {
	b.weights, b.p.question.weights = w, w
	b.shown.ranking.weigh(w)
	b.p.render()
	b.p.showRecords()
}

// save keeps the weights in the book.
func (b *priorityBody) save() {
	w, moved := b.weights, b.p.question.weights
	b.p.question.weights = priority.Weights{} // from now on the saved ones
	err := b.p.env.Change(ft("did_keep"), func(tx *book.Tx) error {
		settings, err := book.Get[crm.Settings](tx, crm.SettingsID)
		if err != nil {
			return err
		}
		settings.PriorityWeights = slices.Clone(w[:])
		return tx.Put(settings)
	})
	if err != nil {
		b.p.question.weights = moved
	}
}

func priorityScenes() []screen.Scene {
	return []screen.Scene{{Name: "insight-priority-moved", Route: at(PartPriority, ""), Act: func(s screen.Screen) {
		b := s.(*page).frame.own.(*priorityBody)
		b.sliders[2].SetValue(80)
	}}}
}
