package sales

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// PartEdit in a route with an ID opens the form of that document.
const PartEdit = "edit"

// form takes a document down.
type form struct {
	env   screen.Env
	route screen.Route
	root  *fyne.Container
	slot  ui.Slot // loading
	ask   ui.Slot // the customer's prices
	leave func()  // takes the form's Escape off

	desk     *desk
	state    *draft
	buyer    *buyer
	restored bool // what was typed earlier and not saved
	saved    bool
	problems map[string]string
	showMore bool

	rows     []*entryRow
	box      *fyne.Container // the rows
	page     *ui.Scroll
	notes    map[string]*ui.Text // the line under a field, by its name
	customer *picker
	number   *cell
	date     *ui.DateField
	standing *fyne.Container // badges of the customer
	again    *fyne.Container // the offer to repeat the last order
	totals   *fyne.Container
	saver    *ui.Button
}

// newForm opens the form for a route; earlier is what was typed before and not
// saved, nil when nothing was.
func newForm(env screen.Env, r screen.Route, earlier *draft) *form {
	f := &form{env: env, route: r, root: container.NewStack(), problems: map[string]string{}}
	f.leave = ui.Escape.Push(f.cancel)
	f.load(earlier)
	return f
}

// loaded is what the form waits for.
type loaded struct {
	desk  *desk
	state *draft
	buyer *buyer
}

func (f *form) load(earlier *draft) {
	f.put(ui.Loading(t("loading"), nil))
	ui.Ask(f.env.Runner, &f.slot, func(ctx context.Context, _ func(float64)) (loaded, error) {
		d, err := loadDesk(ctx, f.env)
		if err != nil {
			return loaded{}, err
		}
		buyerOf := func(id crm.ID) (*buyer, error) { return loadBuyer(ctx, f.env, id) }
		state, b, err := earlier, (*buyer)(nil), error(nil)
		if earlier == nil {
			state, b, err = draftFor(f.env, f.route, d, buyerOf)
		} else {
			b, err = buyerFor(state, buyerOf)
		}
		return loaded{d, state, b}, err
	}, func(l loaded, err error) {
		switch {
		case book.CodeOf(err) == book.CodeNotFound:
			f.put(ui.EmptyState(theme.DocumentIcon(), t("gone_title"), t("gone_text"), t("to_list"), f.toList))
			return
		case err != nil:
			f.put(ui.ErrorState(err, func() { f.load(earlier) }))
			return
		}
		f.desk, f.state, f.buyer, f.restored = l.desk, l.state, l.buyer, earlier != nil
		f.showMore = f.state.note != ""
		f.build()
		f.focusFirst()
	})
}

func (f *form) put(o fyne.CanvasObject) {
	f.root.Objects = []fyne.CanvasObject{o}
	f.root.Refresh()
}

func (f *form) toList() { f.env.Go(screen.Route{Screen: screen.Sales}) }

func (f *form) close() {
	f.leave()
	f.slot.Cancel()
	f.ask.Cancel()
}

// unsaved is what would be lost when the form goes; nil when nothing would.
func (f *form) unsaved() *draft {
	if f.saved || f.state == nil || f.state.was != nil || f.state.empty() {
		return nil
	}
	return f.state
}

// cancel leaves the form; what was typed is kept for next time.
func (f *form) cancel() {
	if f.unsaved() != nil {
		f.env.Notify(ui.Notice{Text: t("draft_kept")})
	}
	from, id := parseOrigin(f.route.Query)
	switch {
	case f.route.Part == PartEdit:
		f.env.Go(screen.Route{Screen: screen.Sales, ID: f.route.ID})
	case from != "" && !id.IsZero():
		f.env.Go(screen.Route{Screen: screen.Sales, ID: id})
	case !f.route.ID.IsZero():
		f.env.Go(screen.Route{Screen: screen.Customers, ID: f.route.ID})
	default:
		f.toList()
	}
}

func (f *form) startAfresh() {
	f.restored, f.problems = false, map[string]string{}
	f.load(nil)
}

// build draws the form anew from the draft.
func (f *form) build() {
	if f.state == nil {
		return
	}
	f.notes = map[string]*ui.Text{}
	f.again, f.totals = container.NewStack(), container.NewStack()
	f.saver = ui.Primary(t("save"), theme.ConfirmIcon(), f.save)
	sections := []fyne.CanvasObject{}
	if f.restored {
		sections = append(sections, ui.NoticeBar(ui.Notice{Text: t("draft_back"), Action: t("draft_drop"), Do: f.startAfresh}, func() {}))
	}
	sections = append(sections, ui.Card(f.fields()), f.again, ui.Card(f.grid()), f.more())
	f.page = ui.NewScroll(ui.Stack(ui.SpaceM, sections...))
	foot := container.NewBorder(nil, nil, ui.Row(ui.SpaceS, f.saver, ui.NewButton(i18n.T("ui.cancel"), nil, f.cancel)), nil,
		f.totals)
	page := container.NewBorder(ui.Spaced(ui.Shrinking(ui.Title(f.title())), 0, ui.SpaceM), ui.Spaced(foot, ui.SpaceM, 0), nil, nil, f.page.Frame)
	f.put(ui.Page(page))
	f.drawAgain()
	f.recount()
	f.showProblems()
	ui.OnSaveKey(f.env.Canvas(), f.root, f.save)
}

func (f *form) title() string {
	if f.state.was != nil {
		return t("edit_title", i18n.Args{"Name": docName(f.state.was.DocType, f.state.was.Number)})
	}
	return t("new_" + string(f.state.kind))
}

// focusFirst puts the keyboard where the first thing is missing.
func (f *form) focusFirst() {
	if f.env.Canvas() == nil || f.state == nil {
		return // still loading: it is done when everything is there
	}
	if f.state.party.IsZero() && f.state.newWho == "" && f.state.was == nil && len(f.state.filled()) == 0 {
		f.focus(f.customer.entry)
		return
	}
	f.focus(f.rows[len(f.rows)-1].product.entry)
}

func (f *form) focus(o fyne.Focusable) {
	if c := f.env.Canvas(); c != nil {
		c.Focus(o)
	}
}

// more holds what is seldom needed.
func (f *form) more() fyne.CanvasObject {
	if !f.showMore {
		return ui.Row(0, ui.Quiet(t("more_fields"), theme.MenuDropDownIcon(), func() {
			f.showMore = true
			f.build()
		}))
	}
	return ui.Card(f.moreFields())
}

// recount writes the totals.
func (f *form) recount() {
	s := f.state.totals()
	net := bold(ui.NewText(t("total_net", i18n.Args{"Net": i18n.Amount(s.net, f.state.currency)})))
	net.SizeName, net.Align = theme.SizeNameSubHeadingText, fyne.TextAlignTrailing
	why := ui.Shrinking(ui.Caption(t("keys_hint")))
	if s.lines > 0 {
		why = ui.Shrinking(ui.Caption(s.explained(f.state.currency)))
	}
	why.Align = fyne.TextAlignTrailing
	f.totals.Objects = []fyne.CanvasObject{ui.Stack(2, net, why)}
	f.totals.Refresh()
	for _, r := range f.rows {
		r.recount()
	}
}

// drawAgain shows the customer's badges, and offers to repeat the last order
// while no line is there.
func (f *form) drawAgain() {
	f.standing.Objects = f.desk.standings.Of(f.state.party).Badges()
	show(f.standing, len(f.standing.Objects) > 0)
	f.standing.Refresh()
	f.again.Objects = nil
	if f.buyer != nil && f.buyer.lastOrder != nil && len(f.state.filled()) == 0 {
		last := f.buyer.lastOrder
		text := t("repeat_last", i18n.Args{"Date": i18n.Date(last.Date), "Lines": i18n.N("sales.line_count", len(last.Lines)),
			"Net": i18n.Amount(last.Net, last.Currency)})
		f.again.Objects = []fyne.CanvasObject{ui.Row(0, ui.NewButton(text, theme.ViewRefreshIcon(), f.repeatLast))}
	}
	show(f.again, len(f.again.Objects) > 0)
	f.again.Refresh()
}

func show(o fyne.CanvasObject, visible bool) {
	if visible {
		o.Show()
	} else {
		o.Hide()
	}
}

// repeatLast fills in what the customer bought last, at today's prices.
func (f *form) repeatLast() {
	d, last := f.state, f.buyer.lastOrder
	d.currency, d.rate, d.lines = last.Currency, last.FxRate, nil
	for _, l := range last.Lines {
		if l.Quantity > 0 {
			d.lines = append(d.lines, d.lineFrom(l, f.desk))
		}
	}
	if len(d.lines) == 0 {
		d.lines = []*draftLine{{}}
	}
	d.thaw()
	d.reprice(f.buyer)
	f.build()
	f.focus(f.rows[len(f.rows)-1].quantity)
}
