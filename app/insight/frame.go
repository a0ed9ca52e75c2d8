package insight

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/insight/rfm"
)

const (
	chartHeight float32 = 380
	// matrixHeight leaves room for two lines of a name and the number.
	matrixHeight float32 = 440
	// narrow is the width from which things stand beside each other.
	narrow float32 = 820
)

// frame is the widgets of one sub-page in one language. They stay while
// answers change, so that nothing flickers and nothing is lost.
type frame struct {
	p    *page
	part part
	root *fyne.Container

	themeTab *tab            // of the theme
	tab      *tab            // of this sub-page
	below    *fyne.Container // what is below the head
	export   *widget.Button
	action   *widget.Button // of the headline; nil without one
	controls fyne.CanvasObject
	shares   *sharesForm // of the value classes; nil elsewhere
	limits   *limitsForm // of the segments; nil elsewhere
	chart    *chart.Widget
	chartBox fyne.CanvasObject // the chart in its card
	height   float32           // of the card
	matrix   *matrixView       // nil but for the segments
	groups   *groupList        // nil where there are no rows beside the chart
	sheet    *sheetView
	more     []*sheetView    // below it, as many as any answer had
	own      body            // in the place of chart and sheet; nil: these
	content  *fyne.Container // what scrolls
	scroll   *ui.Scroll
	body     *fyne.Container // the scroll and the panel
	panel    *recordsPanel
}

func newFrame(p *page) *frame {
	f := &frame{p: p, part: findPart(p.question.part), content: ui.Stack(ui.SpaceM), panel: newRecordsPanel(p)}
	f.export = widget.NewButtonWithIcon(t("save_csv"), theme.DocumentSaveIcon(), p.exportAnswer)
	f.buildChart()
	f.sheet = newSheetView(p)
	if f.part.body != nil {
		f.own = f.part.body(p)
	}
	f.controls = p.controls(f.part)
	f.scroll = ui.NewScroll(f.content)
	f.body = container.New(withSide{from: 940, share: 0.46, gap: ui.SpaceM}, f.scroll.Frame, f.panel.root)
	f.panel.root.Hide()
	f.below = container.NewStack()
	f.root = ui.Page(container.NewBorder(ui.Spaced(f.head(), 0, ui.SpaceM), nil, nil, nil, f.below))
	return f
}

func (f *frame) buildChart() {
	f.chart, f.height = chart.New(chart.Spec{}), chartHeight
	f.chartBox = f.chart
	if f.part.forms != nil {
		f.part.forms(f)
	}
	f.chart.OnOpen = f.p.openValue
	if f.p.window() != nil {
		f.chart.OnSavePNG = f.p.savePicture
	}
	card := ui.Card(container.New(sized{height: f.height - 2*ui.SpaceS}, f.chartBox))
	card.PadX, card.PadY = ui.SpaceS, ui.SpaceS
	f.chartBox = card
}

// segmentsForms puts the map in the place of the chart.
func segmentsForms(f *frame) {
	f.matrix, f.height = newMatrixView(f.p.open), matrixHeight
	f.chart, f.chartBox = &f.matrix.numbers.Widget, f.matrix.root
	f.limits = newLimitsForm(f.p)
	f.groups = newGroupList(f.p.open, f.chart.TypedRune)
}

func valueForms(f *frame) {
	f.shares = newSharesForm(f.p)
	f.groups = newGroupList(f.p.open, f.chart.TypedRune)
}

// render brings the widgets to the state of the page.
func (f *frame) render() {
	p := f.p
	f.below.Objects = []fyne.CanvasObject{f.page()}
	f.below.Refresh()
	if p.answer != nil && p.answer.empty == hasRows {
		f.export.Enable()
	} else {
		f.export.Disable()
	}
	if p.answer == nil {
		f.panel.show(nil)
	}
}

// page is what stands below the tabs.
func (f *frame) page() fyne.CanvasObject {
	p := f.p
	switch {
	case p.failure != nil:
		return ui.ErrorState(p.failure, p.load)
	case p.answer == nil:
		return p.wait()
	case p.answer.empty == noSales && f.part.bookings:
		return ui.EmptyState(theme.GridIcon(), kt("empty_title"), i18n.T(f.part.emptyKey()), kt("empty_action"), func() {
			p.env.Go(screen.Route{Screen: screen.Bookings})
		})
	case p.answer.empty == noSales:
		text := sentences(append([]string{i18n.T(f.part.emptyKey())}, p.answer.about...)...)
		return ui.EmptyState(theme.GridIcon(), t("empty_title"), text, t("empty_action"), func() {
			p.env.Go(screen.Route{Screen: screen.Import})
		})
	}
	f.content.Objects = f.answerObjects(p.answer)
	f.content.Refresh()
	return p.over(f.body)
}

// answerObjects are the parts of an answer from the top down.
func (f *frame) answerObjects(a *answer) []fyne.CanvasObject {
	p := f.p
	if a.empty != hasRows {
		var action string
		if a.empty == noneChosen {
			action = t("whole_history")
		}
		state := ui.EmptyState(theme.SearchIcon(), t("none_title"), t(map[emptiness]string{noneChosen: "none_chosen", noCustomers: "none_named"}[a.empty]), action, p.wholeHistory)
		return []fyne.CanvasObject{f.controls, container.New(sized{height: 260}, state)}
	}
	objects := []fyne.CanvasObject{f.headlineRow(a), f.controls}
	if a.advised != nil {
		objects = append(objects, a.advised.strip(p))
	}
	if f.limits != nil && f.p.question.bounds == rfm.Fixed {
		f.limits.show(a.limits)
		objects = append(objects, f.limits.root)
	}
	if f.shares != nil {
		f.shares.show(a.shares)
		f.groups.below(f.shares.card(a))
	}
	return append(objects, f.main(a), f.aboutCard(a))
}

// main is what an answer shows, with the sheets that stand below it.
func (f *frame) main(a *answer) fyne.CanvasObject {
	objects := []fyne.CanvasObject{f.first(a)}
	for i, s := range a.more {
		if i == len(f.more) {
			f.more = append(f.more, newSheetView(f.p))
		}
		f.more[i].show(&answer{question: a.question, sheet: s}, s.height())
		objects = append(objects, f.more[i].root)
	}
	return ui.Stack(ui.SpaceM, objects...)
}

// first is the part's own body, or the chart with the groups or the sheet.
func (f *frame) first(a *answer) fyne.CanvasObject {
	if f.own != nil {
		f.own.show(a)
		return f.own.root()
	}
	f.showChart(a)
	switch {
	case f.groups != nil:
		f.groups.show(a, f.p.query)
		return container.New(&beside{from: narrow, share: 0.45, gap: ui.SpaceM}, f.chartBox, f.groups.root)
	case a.sheet == nil:
		return f.chartBox
	case !a.hasChart():
		f.sheet.show(a, a.sheet.height())
		return f.sheet.root
	case a.sheet.wide:
		f.sheet.show(a, a.sheet.height())
		return ui.Stack(ui.SpaceM, f.chartBox, f.sheet.root)
	}
	f.sheet.show(a, f.height)
	return container.New(&beside{from: narrow, share: 0.4, gap: ui.SpaceM}, f.chartBox, f.sheet.root)
}

func (f *frame) showChart(a *answer) {
	f.chart.SetSpec(a.spec)
	if f.matrix != nil {
		f.matrix.show(a.matrix, f.p.query)
	}
}

func (f *frame) headlineRow(a *answer) fyne.CanvasObject {
	f.action = nil
	text := headline(a.headline)
	if a.alarm != "" {
		text = ui.Stack(ui.SpaceXS, text, small("! "+a.alarm, ui.ColorBad))
	}
	if a.action == "" {
		return text
	}
	b := widget.NewButtonWithIcon(a.action, theme.NavigateNextIcon(), func() { f.p.act(a) })
	b.Importance, b.IconPlacement = widget.HighImportance, widget.ButtonIconTrailingText
	f.action = b
	return container.NewBorder(nil, nil, nil, container.NewVBox(b), text)
}

func (f *frame) aboutCard(a *answer) fyne.CanvasObject {
	lines := []fyne.CanvasObject{}
	for _, line := range a.about {
		lines = append(lines, small(line, ui.ColorMuted))
	}
	return ui.Spaced(ui.Stack(ui.SpaceXS, lines...), 0, ui.SpaceM)
}

// showListing shows the records beside the answer; nil takes them away.
func (f *frame) showListing(l *listing) {
	f.panel.show(l)
	if f.action != nil {
		setVisible(f.action, l == nil)
	}
	query := ""
	if l != nil {
		query = f.p.query
	}
	if f.matrix != nil {
		f.matrix.mark(query)
	}
	if f.groups != nil {
		f.groups.mark(query)
	}
	f.body.Refresh()
	f.body.Layout.Layout(f.body.Objects, f.body.Size())
}
