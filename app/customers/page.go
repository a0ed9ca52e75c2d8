package customers

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/screen/brief"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// tab is a part of a party's page.
type tab string

const (
	tabOverview  tab = "overview"
	tabBrief     tab = "brief"
	tabPurchases tab = "purchases"
	tabChanges   tab = "changes"
)

// partyPage shows one party.
type partyPage struct {
	env  screen.Env
	root *fyne.Container
	slot ui.Slot
	step func(int)
	// place tells where the party stands in the list, from 1.
	place func(crm.ID) (pos, of int)

	// handles focus parts of the page by name; wanted is the one to focus
	// after the next drawing, because drawing makes every part anew.
	handles map[string]func()
	wanted  string
	scroll  float32

	// brief is nil until its tab is opened.
	brief     *brief.Brief
	briefSlot ui.Slot
	desk      *briefDesk

	outlook     *outlook // nil until it is known
	outlookSlot ui.Slot
	ahead       moment          // of the outlook known or under way
	hints       *fyne.Container // what to know first about the party

	id    crm.ID
	data  *profile
	tab   tab
	group eventGroup
	limit int // events shown
	open  map[crm.ID]bool
	add   adding // what is being added in place
}

// adding is a small form open on the page.
type adding string

const (
	addNothing adding = ""
	addTask    adding = "task"
	addLink    adding = "link"
)

// eventsAtFirst is how many events are shown until more are asked for.
const eventsAtFirst = 30

func newPartyPage(env screen.Env, step func(int), place func(crm.ID) (int, int)) *partyPage {
	return &partyPage{env: env, root: container.NewStack(), step: step, place: place, tab: tabOverview, group: allEvents}
}

// show brings another party to the page, in the tab that was open.
func (p *partyPage) show(id crm.ID) {
	if id != p.id {
		p.scroll = 0
		p.data, p.limit, p.open, p.add = nil, eventsAtFirst, map[crm.ID]bool{}, addNothing
	}
	p.id = id
	p.load()
}

func (p *partyPage) load() {
	if p.data == nil {
		p.put(ui.Loading(t("loading"), nil))
	}
	id := p.id
	ui.Ask(p.env.Runner, &p.slot, func(ctx context.Context, _ func(float64)) (*profile, error) {
		return loadProfile(ctx, p.env, id)
	}, func(data *profile, err error) {
		switch {
		case book.CodeOf(err) == book.CodeNotFound:
			p.put(ui.EmptyState(theme.AccountIcon(), t("gone_title"), t("gone_text"), t("to_list"), p.toList))
		case err != nil:
			p.put(ui.ErrorState(err, p.load))
		default:
			p.data, p.brief = data, nil
			p.render()
			p.lookAhead()
		}
	})
}

func (p *partyPage) put(o fyne.CanvasObject) {
	p.root.Objects = []fyne.CanvasObject{ui.Page(o)}
	p.root.Refresh()
}

func (p *partyPage) toList() { p.env.Go(screen.Route{Screen: screen.Customers}) }

// render draws the page from its data.
func (p *partyPage) render() {
	if p.data == nil {
		return
	}
	p.handles = map[string]func(){}
	head := ui.Stack(ui.SpaceS, p.titleRow(), p.badges(), ui.Toolbar(p.tabs(), p.actions()))
	var body fyne.CanvasObject
	switch p.tab {
	case tabBrief:
		body = p.briefTab()
	case tabPurchases:
		body = p.purchasesTab()
	case tabChanges:
		body = p.changesTab()
	default:
		body = p.overviewTab()
	}
	p.put(container.NewBorder(ui.Spaced(head, 0, ui.SpaceS), nil, nil, nil, body))
	if focus := p.handles[p.wanted]; focus != nil {
		focus()
	}
	p.wanted = ""
}

func (p *partyPage) focus(o fyne.Focusable) {
	if c := p.env.Canvas(); c != nil {
		c.Focus(o)
	}
}

// titleRow is the way back, the name, and the neighbours in the list.
func (p *partyPage) titleRow() fyne.CanvasObject {
	back := ui.Quiet("", theme.NavigateBackIcon(), p.toList)
	before := ui.Quiet("", theme.MoveUpIcon(), func() { p.step(-1) })
	after := ui.Quiet("", theme.MoveDownIcon(), func() { p.step(1) })
	right := ui.Row(ui.SpaceXS, before, after, p.bin())
	pos, of := p.place(p.id)
	if pos > 0 {
		where := ui.Muted(t("count_of", i18n.Args{"N": i18n.Integer(int64(pos)), "All": i18n.Integer(int64(of))}))
		right = ui.Row(ui.SpaceXS, where, before, after, p.bin())
	}
	if pos <= 1 {
		before.Disable()
	}
	if pos == 0 || pos == of {
		after.Disable()
	}
	name := ui.Shrinking(ui.Title(p.data.party.DisplayName))
	return container.NewBorder(nil, nil, ui.Row(0, back), right, container.NewCenter(name).Objects[0])
}

// bin moves the party to the trash; one that lies there has none.
func (p *partyPage) bin() fyne.CanvasObject {
	b := ui.Quiet("", theme.DeleteIcon(), p.toTrash)
	if p.data.party.Deleted() {
		b.Hide()
	}
	return b
}

func (p *partyPage) badges() fyne.CanvasObject {
	d := p.data
	var objects []fyne.CanvasObject
	if d.party.Deleted() {
		objects = append(objects, ui.Badge(t("in_trash"), ui.Bad))
	}
	if sub := p.subtitle(); sub != "" {
		objects = append(objects, ui.Muted(sub))
	}
	objects = append(objects, d.Badges()...)
	if d.segment != "" {
		objects = append(objects, ui.Badge(segmentName(string(d.segment)), segmentTone(string(d.segment))))
	}
	return ui.Flow(ui.SpaceS, objects...)
}

// subtitle says who this is: "Head of purchasing, Nguyễn Trading · Corporate".
func (p *partyPage) subtitle() string {
	party := p.data.party
	sub := i18n.List(party.JobTitle, party.Company)
	kind := ""
	if party.PartyKind == crm.Organization {
		kind = kindName(party.PartyKind)
	}
	return i18n.Join(" · ", sub, kind, party.Group)
}

func (p *partyPage) actions() []fyne.CanvasObject {
	party := p.data.party
	if party.Deleted() {
		restore := ui.Primary(t("restore"), theme.ContentUndoIcon(), p.restore)
		return []fyne.CanvasObject{restore}
	}
	log := ui.Primary(t("log"), theme.ContentAddIcon(), func() { p.env.Capture(p.id) })
	task := ui.NewButton(t("task_add"), theme.CheckButtonIcon(), func() { p.begin(addTask) })
	order := ui.NewButton(t("order_add"), theme.DocumentCreateIcon(), func() {
		p.env.Go(screen.Route{Screen: screen.Sales, ID: p.id, New: true})
	})
	edit := ui.NewButton(t("edit"), theme.DocumentIcon(), func() {
		p.env.Go(screen.Route{Screen: screen.Customers, ID: p.id, Part: PartEdit})
	})
	return []fyne.CanvasObject{log, task, order, edit}
}

// begin opens a small form on the overview.
func (p *partyPage) begin(what adding) {
	if p.add != what {
		ui.Escape.PushWhile(func() bool { return p.add == what }, func() {
			p.add = addNothing
			p.render()
		})
	}
	p.add, p.tab, p.wanted = what, tabOverview, string(what)
	if what == addTask {
		p.scroll = 0
	}
	p.render()
}

func (p *partyPage) toTrash() {
	title := t("did_delete_one", i18n.Args{"Name": p.data.party.DisplayName})
	err := p.env.Change(title, func(tx *book.Tx) error { return tx.Delete(crm.KindParty, p.id) })
	if err == nil {
		p.toList()
	}
}

func (p *partyPage) restore() {
	title := t("did_restore", i18n.Args{"Name": p.data.party.DisplayName})
	_ = p.env.Change(title, func(tx *book.Tx) error { return tx.Restore(crm.KindParty, p.id) })
	p.load()
}

func (p *partyPage) tabs() []fyne.CanvasObject {
	var buttons []fyne.CanvasObject
	for _, name := range []tab{tabOverview, tabBrief, tabPurchases, tabChanges} {
		b := ui.NewButton(t("tab_"+string(name)), nil, func() {
			p.tab, p.scroll, p.wanted = name, 0, "tab."+string(name)
			p.render()
		})
		p.handles["tab."+string(name)] = func() { p.focus(b) }
		b.Importance = widget.LowImportance
		if name == p.tab {
			b.Importance = widget.MediumImportance
		}
		buttons = append(buttons, b)
	}
	return buttons
}

// stats are the key figures.
func (p *partyPage) stats() fyne.CanvasObject {
	d := p.data
	year := i18n.Amount(d.yearNet, d.currency)
	usual, silence := "–", t("gap_unknown")
	if d.gap > 0 {
		usual = i18n.Days(d.gap)
	}
	if s := d.silence(d.today); s >= 0 {
		silence = t("bought_ago", i18n.Args{"Ago": i18n.Ago(s)})
	}
	contact := "–"
	hint := t("contact_never")
	if d.lastContact > 0 {
		contact, hint = i18n.Ago(int(d.today-d.lastContact)), i18n.Date(d.lastContact)
	}
	return ui.Tiles(205,
		ui.Stat(t("stat_year"), year, t("stat_all", i18n.Args{"Net": i18n.Amount(d.net, d.currency)})),
		ui.Stat(t("stat_orders"), i18n.Integer(int64(d.orders)), p.sinceText()),
		ui.Stat(t("stat_gap"), usual, silence),
		ui.Stat(t("stat_contact"), contact, hint),
	)
}

func (p *partyPage) sinceText() string {
	if first := p.data.figures.first; first > 0 {
		return t("since", i18n.Args{"Date": i18n.Date(first)})
	}
	return t("no_purchase")
}
