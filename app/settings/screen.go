package settings

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

var _ screen.Screen = (*Screen)(nil)

// The parts of the page, as a route names them.
const (
	PartBusiness   = "business"
	PartAppearance = "appearance"
	PartRules      = "rules"
	PartCosts      = "costs"
	PartRunning    = "running"
	PartPrices     = "prices"
	PartDays       = "days"
	PartBackup     = "backup"
	PartSafety     = "safety"
	PartFields     = "fields"
	PartTags       = "tags"
	PartSites      = "sites"
	PartReasons    = "reasons"
)

// group is what of the page belongs together.
type group struct {
	name  string // part of a key
	parts []string
}

func groups() []group {
	return []group{
		{"shop", []string{PartBusiness, PartSites, PartDays, PartAppearance}},
		{"money", []string{PartPrices, PartRunning, PartCosts}},
		{"customers", []string{PartRules, PartTags, PartReasons, PartFields}},
		{"book", []string{PartBackup, PartSafety}},
	}
}

// Screen shows and changes the settings.
type Screen struct {
	env    screen.Env
	root   *fyne.Container
	scroll *ui.Scroll
	tops   map[string]fyne.CanvasObject // where each part begins, the name of its group included
	part   string                       // to bring into sight once the page is there
	slot   ui.Slot

	have   state
	loaded bool
	rows   []*row // the single settings
	errs   map[string]string

	focusable map[string]fyne.Focusable
	focus     string

	ownFields *fieldList
	tags      *tagList
	reasons   *reasonList
	rates     *rateList
	running   *runningList
	prices    *pricesList
	calendars *calendarList
	events    *eventList
	sites     *siteList
	backups   *backupCard
	safety    *safetyCard
}

// state is what the page shows of the book.
type state struct {
	settings   crm.Settings
	documents  bool // the currency cannot change any more
	fields     []*crm.CustomField
	tags       []*crm.Tag
	reasons    []*crm.Reason
	rates      []*crm.ActivityRate
	costs      []*crm.CostItem
	calendars  []*crm.Calendar
	events     []*crm.DemandEvent
	sites      []*crm.Site
	goods      goods
	priceLists []*crm.PriceList
	size       int64
	backups    []backup
}

// New returns the settings screen.
func New(env screen.Env) screen.Screen {
	s := &Screen{env: env, root: container.NewStack(), errs: map[string]string{}, focusable: map[string]fyne.Focusable{}}
	s.ownFields, s.tags, s.reasons = newFieldList(s), newTagList(s), newReasonList(s)
	s.rates, s.running = newRateList(s), newRunningList(s)
	s.prices = newPricesList(s)
	s.calendars, s.events, s.sites = newCalendarList(s), newEventList(s), newSiteList(s)
	s.backups, s.safety = newBackupCard(s), newSafetyCard(s)
	s.load()
	return s
}

// Content implements screen.Screen.
func (s *Screen) Content() fyne.CanvasObject { return s.root }

// Show implements screen.Screen. Part names a card to bring into sight.
func (s *Screen) Show(r screen.Route) {
	s.part = r.Part
	s.load()
}

// Refresh implements screen.Screen.
func (s *Screen) Refresh(c book.Change) {
	if c.Set.IsZero() && len(c.Touched) == 0 {
		s.loaded = false // texts and colours are new
	}
	if !s.loaded || c.Has(crm.KindSettings, crm.KindCustomField, crm.KindTag, crm.KindReason, crm.KindActivityRate, crm.KindCostItem, crm.KindPriceList, crm.KindProduct, crm.KindCategory, crm.KindResource, crm.KindCalendar, crm.KindDemandEvent, crm.KindSite, crm.KindDocument) {
		s.load()
	}
}

// Close implements screen.Screen.
func (s *Screen) Close() {
	s.slot.Cancel()
	s.backups.slot.Cancel()
	s.safety.slot.Cancel()
}

func (s *Screen) load() {
	ui.Ask(s.env.Runner, &s.slot, func(context.Context, func(float64)) (state, error) { return readState(s.env.Book) }, func(have state, err error) {
		if err != nil {
			s.loaded = false
			s.root.Objects = []fyne.CanvasObject{ui.ErrorState(err, s.load)}
			s.root.Refresh()
			return
		}
		s.have = have
		if !s.loaded {
			s.loaded = true
			s.build()
		}
		s.fill()
		s.bring()
	})
}

func readState(b *book.Book) (state, error) {
	var have state
	err := b.View(func(tx *book.Tx) error {
		settings, err := book.Get[crm.Settings](tx, crm.SettingsID)
		if err != nil {
			return err
		}
		have.settings = *settings
		if have.fields, err = book.List[crm.CustomField](tx); err != nil {
			return err
		}
		if have.tags, err = book.List[crm.Tag](tx); err != nil {
			return err
		}
		if have.reasons, err = book.List[crm.Reason](tx); err != nil {
			return err
		}
		if have.rates, err = book.List[crm.ActivityRate](tx); err != nil {
			return err
		}
		if have.costs, err = book.List[crm.CostItem](tx); err != nil {
			return err
		}
		if have.goods, err = readGoods(tx); err != nil {
			return err
		}
		if have.priceLists, err = book.List[crm.PriceList](tx); err != nil {
			return err
		}
		if have.calendars, err = book.List[crm.Calendar](tx); err != nil {
			return err
		}
		if have.events, err = book.List[crm.DemandEvent](tx); err != nil {
			return err
		}
		have.sites, err = book.List[crm.Site](tx)
		return err
	})
	if err != nil {
		return have, err
	}
	have.documents = b.Count(crm.KindDocument) > 0
	have.size = sizeOf(b.Path())
	have.backups = backupsIn(folderOf(have.settings, b.Path()), b.Path())
	sortLists(&have)
	return have, nil
}

// build makes the page in the present language.
func (s *Screen) build() {
	s.rows, s.focusable, s.tops = nil, map[string]fyne.Focusable{}, map[string]fyne.CanvasObject{}
	content := map[string]fyne.CanvasObject{
		PartBusiness: s.businessCard(), PartAppearance: s.appearanceCard(), PartRules: s.rulesCard(), PartCosts: s.rates.card(), PartRunning: s.running.card(),
		PartPrices: s.prices.card(),
		PartDays:   s.daysCard(), PartBackup: s.backups.card(), PartSafety: s.safety.card(), PartFields: s.ownFields.card(), PartTags: s.tags.card(), PartReasons: s.reasons.card(), PartSites: s.sites.card(),
	}
	column, index := ui.Stack(ui.SpaceM), ui.Stack(0)
	for _, g := range groups() {
		name := i18n.T("settings.group_" + g.name)
		top := fyne.CanvasObject(ui.Caption(name))
		column.Add(top)
		index.Add(container.New(layout.NewCustomPaddedLayout(ui.SpaceS, 0, theme.InnerPadding(), 0), ui.Caption(name)))
		for i, part := range g.parts {
			card := ui.Section(i18n.T("settings.part_"+part), content[part])
			if i > 0 {
				top = card
			}
			s.tops[part] = top
			column.Add(card)
			index.Add(s.link(part))
		}
	}
	s.scroll = ui.NewScroll(ui.AtMost(columnWidth, column))
	page := container.New(&withIndex{from: columnWidth + indexWidth + ui.SpaceL, index: indexWidth}, container.NewVScroll(index), s.scroll.Frame)
	head := ui.Spaced(ui.Title(i18n.T("settings.title")), 0, ui.SpaceM)
	padded := ui.ScrollingPage(container.NewBorder(head, nil, nil, nil, page))
	s.root.Objects = []fyne.CanvasObject{padded}
	s.root.Refresh()
}

// link is the line of the index that brings a part into sight.
func (s *Screen) link(part string) fyne.CanvasObject {
	link := ui.Quiet(i18n.T("settings.part_"+part), nil, func() {
		s.part = part
		s.bring()
	})
	link.Alignment = widget.ButtonAlignLeading
	return link
}

// fill shows what the book holds; the widgets stay, so that the keyboard does.
func (s *Screen) fill() {
	s.keepFocus()
	for _, r := range s.rows {
		r.fill()
	}
	s.ownFields.draw()
	s.tags.draw()
	s.reasons.draw()
	s.rates.draw()
	s.running.draw()
	s.prices.draw()
	s.calendars.draw()
	s.events.draw()
	s.sites.draw()
	s.backups.draw()
	s.safety.draw()
	s.takeFocus()
}

// bring scrolls to the part asked for.
func (s *Screen) bring() {
	top := s.tops[s.part]
	if top == nil || s.scroll == nil {
		return
	}
	ui.Settle(s.root)
	s.scroll.ScrollToOffset(fyne.NewPos(0, top.Position().Y))
	s.part = ""
}

// keepFocus notes which field of a list has the keyboard before the list is
// drawn anew.
func (s *Screen) keepFocus() {
	c := s.env.Canvas()
	if s.focus != "" || c == nil || c.Focused() == nil {
		return
	}
	for key, f := range s.focusable {
		if f == c.Focused() {
			s.focus = key
		}
	}
}

// takeFocus puts the keyboard where it was before a list was drawn anew.
func (s *Screen) takeFocus() {
	f, c := s.focusable[s.focus], s.env.Canvas()
	if f == nil || !ui.InSight(c, s.root) {
		return
	}
	s.focus = ""
	c.Focus(f)
}

func (s *Screen) tell(text string, tone ui.Tone) { s.env.Notify(ui.Notice{Text: text, Tone: tone}) }
