package insight

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/insight/protect"
)

// trialBody is the numbers the advice stands on, to be changed, below the
// advice.
type trialBody struct {
	p        *page
	all      *fyne.Container
	card     *fyne.Container
	capacity *ui.Entry
	values   []*ui.MoneyField
	asked    []*ui.Entry
	reset    *ui.Button

	names   []string // of the rows made
	numbers tried
	quiet   bool // the program fills the fields
}

func protectForms(f *frame) { f.height = priorityHeight }

func newTrialBody(p *page) body {
	b := &trialBody{p: p, all: ui.Stack(ui.SpaceM), card: container.NewStack(), capacity: ui.NewEntry()}
	b.capacity.OnChanged = func(string) { b.change() }
	b.reset = ui.Quiet(kt("as_in_book"), theme.ContentUndoIcon(), func() { p.ask(func(q *question) { q.room.tried = tried{} }) })
	return b
}

func (b *trialBody) root() fyne.CanvasObject { return b.all }

func (b *trialBody) show(a *answer) {
	f := b.p.frame
	f.showChart(a)
	b.all.Objects = nil
	if a.sheet == nil {
		b.all.Objects = append(b.all.Objects, f.chartBox)
	} else {
		f.sheet.show(a, f.height)
		b.all.Objects = append(b.all.Objects, container.New(&beside{from: narrow, share: 0.36, gap: ui.SpaceM}, f.chartBox, f.sheet.root))
	}
	if a.trial != nil && len(a.trial.names) > 0 {
		b.fill(a.trial)
		b.all.Objects = append(b.all.Objects, b.card)
	}
	b.all.Refresh()
}

// fill brings the numbers into the fields; what the owner is typing stays.
func (b *trialBody) fill(x *trial) {
	if !slices.Equal(b.names, x.names) {
		b.makeRows(x.names)
	}
	enable(b.reset, x.changed)
	if b.numbers == x.numbers {
		return
	}
	b.numbers = x.numbers
	if x.changed { // typed here, so it stands there already
		return
	}
	b.quiet = true
	b.capacity.SetText(i18n.Integer(int64(x.numbers.capacity)))
	for i := range b.names {
		b.values[i].SetAmount(x.numbers.value[i])
		b.asked[i].SetText(i18n.Number(float64(x.numbers.asked[i])/100, 2))
	}
	b.quiet = false
}

func (b *trialBody) makeRows(names []string) {
	b.names, b.values, b.asked, b.numbers = names, nil, nil, tried{capacity: -1}
	currency := b.p.answer.currency
	fields := []fyne.CanvasObject{}
	for _, name := range names {
		value, asked := ui.NewMoneyField(currency), ui.NewEntry()
		value.OnChanged, asked.OnChanged = b.change, func(string) { b.change() }
		b.values, b.asked = append(b.values, value), append(b.asked, asked)
		fields = append(fields, ui.Stack(2, ui.Shrinking(ui.NewText(name)), ui.Equal(ui.FormRow(kt("leaves"), value, ""), ui.FormRow(kt("asked"), asked, ""))))
	}
	head := container.NewBorder(nil, nil, nil, b.reset, ui.Shrinking(ui.Heading(kt("try_title"))))
	capacity := ui.Flow(ui.SpaceM, ui.FormRow(kt("capacity"), container.New(sized{width: 110}, b.capacity), ""))
	card := ui.Card(ui.Stack(ui.SpaceS, head, capacity, ui.Tiles(260, fields...)))
	card.PadX, card.PadY = ui.SpaceM, ui.SpaceS
	b.card.Objects = []fyne.CanvasObject{card}
	b.card.Refresh()
}

// change asks with the numbers typed, once all of them are numbers.
func (b *trialBody) change() {
	if b.quiet {
		return
	}
	own := tried{set: true}
	n, err := ui.ParseNumber(b.capacity.Text, 0)
	if err != nil || n < 0 || n > protect.MostExact {
		return
	}
	own.capacity = int(n)
	for i := range b.names {
		value, set, ok := b.values[i].Amount()
		asked, err := ui.ParseNumber(b.asked[i].Text, 2)
		if !set || !ok || value < 0 || err != nil || asked < 0 || asked > 100*protect.MostExact {
			return
		}
		own.value[i], own.asked[i] = value, int(asked)
	}
	b.p.ask(func(q *question) { q.room.tried = own })
}

func protectScenes() []screen.Scene {
	return []screen.Scene{{Name: "insight-protect-tried", Route: at(PartProtect, ""), Act: func(s screen.Screen) {
		b := s.(*page).frame.own.(*trialBody)
		if len(b.asked) > 0 {
			b.asked[0].SetText("9")
			b.capacity.SetText("8")
		}
	}}}
}
