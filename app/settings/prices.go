package settings

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/book/search"
	"regulars/data/crm"
)

// pricesList is the price lists: prices for everybody or for some instead of
// the products' own. What an import or another program set of a list and the
// form does not show, its priority, stays as it is.
type pricesList struct {
	editor
	form     priceForm
	opened   priceForm // what the form began with
	lines    []priceRow
	before   []priceRow
	sameDays bool          // all lines hold from and until the same days
	last     *ui.PickField // the product of the last line
}

// priceForm is a price list while it is being written.
type priceForm struct {
	name, from, till string
	whom             whom
	active           bool
}

// priceRow is one price while it is being written: an amount, or a share off
// the product's own price with its sign.
type priceRow struct {
	product      crm.ID // zero: every product
	least, price string
	from, to     crm.Date // of the line; shown where the lines differ
}

func (r priceRow) blank() bool {
	return r.product.IsZero() && strings.TrimSpace(r.least) == "" && strings.TrimSpace(r.price) == ""
}

// whom is who a list is for; the zero value is everybody.
type whom struct {
	party, tag crm.ID
	group      string
}

func newPricesList(s *Screen) *pricesList {
	l := &pricesList{editor: newEditor(s, "prices")}
	l.draw, l.changed = l.show, func() bool { return l.form != l.opened || !slices.Equal(l.lines, l.before) }
	return l
}

func (l *pricesList) card() fyne.CanvasObject {
	return ui.Stack(ui.SpaceM, ui.Small(i18n.T("settings.prices_why"), ui.ColorMuted), l.box)
}

func sortPriceLists(lists []*crm.PriceList) {
	slices.SortStableFunc(lists, func(a, b *crm.PriceList) int { return strings.Compare(search.Fold(a.Name), search.Fold(b.Name)) })
}

func (l *pricesList) show() {
	list, fresh := rows(&l.editor, l.s.have.priceLists, l.listLine, l.listForm, "prices_none")
	l.fill(list, fresh, func() { l.edit(&crm.PriceList{}) })
}

// listLine is the name, who it is for, when it holds and how many prices.
func (l *pricesList) listLine(p *crm.PriceList) fyne.CanvasObject {
	since, until, off := "", "", ""
	if from, to, same := daysOf(p); same {
		if from > 0 {
			since = i18n.T("settings.rate_since", i18n.Args{"Date": i18n.Date(from)})
		}
		if to > 0 {
			until = i18n.T("settings.cost_until", i18n.Args{"Date": i18n.Date(to)})
		}
	}
	if p.Inactive {
		off = i18n.T("settings.prices_off")
	}
	detail := i18n.List(l.whomText(whom{p.Party, p.Tag, p.Group}), i18n.N("settings.prices_count", len(p.Entries)), since, until, off)
	return l.line(p.ID, nil, bold(p.Name), detail, func() { l.edit(p) }, nil, nil, func() { l.discard(crm.KindPriceList, p.ID, p.Name) })
}

// whomText is who a list is for.
func (l *pricesList) whomText(w whom) string {
	if c := l.whomChoice(w); c.Title != "" {
		return i18n.T("settings.prices_for", i18n.Args{"Name": c.Title})
	}
	return i18n.T("settings.prices_all")
}

func (l *pricesList) whomChoice(w whom) ui.Choice {
	switch {
	case !w.party.IsZero():
		name, _ := screen.PartyName(l.s.env.Book, w.party) // one who cannot be read is as good as gone
		return ui.Choice{ID: w.party, Title: cmp.Or(name, i18n.T("settings.goods_gone"))}
	case !w.tag.IsZero():
		for _, t := range l.s.have.tags {
			if t.ID == w.tag {
				return ui.Choice{ID: t.ID, Title: t.Name}
			}
		}
		return ui.Choice{ID: w.tag, Title: i18n.T("settings.goods_gone")}
	}
	return ui.Choice{Title: w.group}
}

// findWhom answers what was typed with groups, tags and customers.
func (l *pricesList) findWhom(typed string) []ui.Choice {
	var all []ui.Choice
	if snapshot, err := l.s.env.Book.Facts(); err == nil {
		seen := map[string]bool{"": true}
		for i, word := range snapshot.Party.Group {
			if name := snapshot.Word(word); snapshot.Party.Live[i] && !seen[name] {
				seen[name] = true
				all = append(all, ui.Choice{Title: name, Hint: i18n.T("settings.prices_group")})
			}
		}
	}
	slices.SortFunc(all, func(a, b ui.Choice) int { return strings.Compare(a.Title, b.Title) })
	for _, t := range l.s.have.tags {
		all = append(all, ui.Choice{ID: t.ID, Title: t.Name, Hint: i18n.T("settings.prices_tag")})
	}
	found := screen.Matching(all, typed)
	hits, err := l.s.env.Book.Search(typed, ui.MaxChoices, crm.KindParty)
	if err != nil {
		return found
	}
	for _, h := range hits {
		found = append(found, ui.Choice{ID: h.ID, Title: h.Title, Hint: cmp.Or(h.Snippet, i18n.T("settings.prices_customer"))})
	}
	return found
}

// take chooses who the list is for.
func (l *pricesList) take(c ui.Choice) {
	isTag := slices.ContainsFunc(l.s.have.tags, func(t *crm.Tag) bool { return t.ID == c.ID })
	switch {
	case c.ID.IsZero():
		l.form.whom = whom{group: c.Title}
	case isTag:
		l.form.whom = whom{tag: c.ID}
	default:
		l.form.whom = whom{party: c.ID}
	}
}

// daysOf are the days from and until which all prices of a list hold; same is
// false when they differ.
func daysOf(p *crm.PriceList) (from, to crm.Date, same bool) {
	for i, e := range p.Entries {
		if i > 0 && (e.From != from || e.To != to) {
			return 0, 0, false
		}
		from, to = e.From, e.To
	}
	return from, to, true
}

// edit opens the form of a list, unless another one would lose what was typed
// into it: then it asks first.
func (l *pricesList) edit(p *crm.PriceList) {
	if l.open && !l.asked && l.changed() {
		l.cancel()
		return
	}
	from, to, same := daysOf(p)
	l.form = priceForm{p.Name, dayText(from), dayText(to), whom{p.Party, p.Tag, p.Group}, !p.Inactive}
	l.lines, l.sameDays = nil, same
	for _, e := range p.Entries {
		row := priceRow{product: e.Product, from: e.From, to: e.To, price: ui.PlainPrice(e.Price, l.s.have.settings.BaseCurrency)}
		if e.MinQty > 0 {
			row.least = ui.PlainQuantity(e.MinQty)
		}
		if e.Percent > 0 {
			row.price = strconv.Itoa(e.Percent) + "%"
		}
		l.lines = append(l.lines, row)
	}
	if len(l.lines) == 0 {
		l.lines = []priceRow{{}}
	}
	l.opened, l.before = l.form, slices.Clone(l.lines)
	l.begin(p.ID)
}

// listForm is the form of the list being changed.
func (l *pricesList) listForm(p *crm.PriceList) fyne.CanvasObject {
	save := func() { l.save(*p) }
	kept := func(into *string, hint string) *ui.Entry {
		in := entry(*into, hint, save)
		in.OnChanged = func(s string) { *into = s }
		return in
	}
	name := l.name(l.form.name, i18n.T("settings.prices_name_hint"), save)
	name.OnChanged = func(s string) { l.form.name = s }
	whom := ui.NewPickField(i18n.T("settings.prices_all"), l.findWhom)
	whom.SetChosen(l.whomChoice(l.form.whom))
	whom.OnPicked = l.take
	fromHint, tillHint := i18n.T("settings.rate_from_hint"), i18n.T("settings.cost_to_hint")
	if !l.sameDays {
		fromHint, tillHint = i18n.T("settings.prices_days_differ"), i18n.T("settings.prices_days_differ")
	}
	row := func(key, label string, field fyne.CanvasObject) fyne.CanvasObject {
		return ui.FormRow(i18n.T("settings."+label), field, l.problem[key])
	}
	used := widget.NewCheck(i18n.T("settings.prices_used"), func(on bool) { l.form.active = on })
	used.Checked = l.form.active
	return l.editor.form(ui.Stack(ui.SpaceS,
		ui.Columns{Gap: ui.SpaceS}.With(row("name", "days_name", name), row("whom", "prices_whom", whom)),
		ui.Columns{Gap: ui.SpaceS}.With(row("from", "rate_from", kept(&l.form.from, fromHint)), row("to", "cost_to", kept(&l.form.till, tillHint))),
		l.grid(kept), used), save)
}

// priceColumns share the width of a line: product, quantity, price.
func priceColumns(objects ...fyne.CanvasObject) *fyne.Container {
	return ui.Columns{Parts: []float32{5, 2, 3}, Gap: ui.SpaceS}.With(objects...)
}

// grid is the prices with what is wrong with each below it.
func (l *pricesList) grid(kept func(into *string, hint string) *ui.Entry) fyne.CanvasObject {
	head := func(key string) fyne.CanvasObject { return ui.Shrinking(ui.Caption(i18n.T("settings." + key))) }
	drop := func(f func()) fyne.CanvasObject { return ui.Quiet("", theme.CancelIcon(), f) }
	space := container.NewGridWrap(fyne.NewSize(drop(nil).MinSize().Width, 1))
	grid := ui.Stack(ui.SpaceXS, container.NewBorder(nil, nil, nil, space, priceColumns(head("prices_product"), head("prices_least"), head("prices_price"))))
	for i := range l.lines {
		line := &l.lines[i]
		product := l.s.have.goods.products().field(i18n.T("settings.prices_every"), &line.product)
		l.last = product
		grid.Add(container.NewBorder(nil, nil, nil, container.NewVBox(drop(func() {
			l.lines = slices.Delete(l.lines, i, i+1)
			l.redraw()
		})), priceColumns(product, kept(&line.least, "1"), kept(&line.price, i18n.T("settings.prices_price_hint", i18n.Args{"Price": ui.PlainPrice(0, l.s.have.settings.BaseCurrency)})))))
		if !l.sameDays && line.from+line.to != 0 {
			grid.Add(ui.Small(spansText([]crm.DateSpan{{From: line.from, To: line.to}}, " – ", dayText), ui.ColorMuted))
		}
		if text := l.problem[lineKey(i)]; text != "" {
			grid.Add(ui.Small("! "+text, ui.ColorBad))
		}
	}
	if text := l.problem["entries"]; text != "" {
		grid.Add(ui.Small("! "+text, ui.ColorBad))
	}
	more := ui.Quiet(i18n.T("settings.prices_add"), theme.ContentAddIcon(), func() {
		l.lines = append(l.lines, priceRow{})
		l.redraw()
		l.last.Focus()
	})
	l.s.focusable["prices_more"] = more
	grid.Add(ui.Row(0, more))
	return grid
}

func lineKey(i int) string { return "entries." + strconv.Itoa(i) }

// read takes the form into a list; ok is false where something is not clear.
func (l *pricesList) read(p *crm.PriceList) bool {
	l.problem = map[string]string{}
	p.Name, p.Inactive = strings.TrimSpace(l.form.name), !l.form.active
	p.Party, p.Tag, p.Group = l.form.whom.party, l.form.whom.tag, l.form.whom.group
	from, to := l.day("from", l.form.from), l.day("to", l.form.till)
	if to != 0 && to < from {
		l.problem["to"] = ui.FieldErrorText(crm.ErrOrder)
	}
	p.Entries = nil
	seen := map[crm.PriceEntry]bool{}
	for i, row := range l.lines {
		if row.blank() {
			continue
		}
		e, wrong := l.readRow(row)
		if l.sameDays || l.form.from != "" {
			e.From = from
		}
		if l.sameDays || l.form.till != "" {
			e.To = to
		}
		same := crm.PriceEntry{Product: e.Product, MinQty: e.MinQty, From: e.From}
		if wrong == "" && seen[same] {
			wrong = i18n.T("settings.prices_twice")
		}
		if seen[same] = true; wrong != "" {
			l.problem[lineKey(i)] = wrong
		}
		p.Entries = append(p.Entries, e)
	}
	if len(p.Entries) == 0 {
		l.problem["entries"] = i18n.T("settings.prices_empty")
	}
	return len(l.problem) == 0
}

// readRow reads one price and says what is wrong with it, "" for nothing.
func (l *pricesList) readRow(row priceRow) (e crm.PriceEntry, wrong string) {
	e = crm.PriceEntry{Product: row.product, From: row.from, To: row.to}
	if text := strings.TrimSpace(row.least); text != "" {
		q, err := ui.ParseNumber(text, 4)
		if err != nil || q < 0 {
			return e, i18n.T("settings.prices_least_wrong")
		}
		e.MinQty = crm.Quantity(q)
	}
	text := strings.TrimSpace(row.price)
	if share, ok := strings.CutSuffix(text, "%"); ok {
		percent, err := strconv.Atoi(strings.TrimSpace(share))
		if err != nil || percent < 1 || percent > 100 {
			return e, i18n.T("settings.prices_percent_wrong")
		}
		e.Percent = percent
		return e, ""
	}
	price, err := ui.ParsePrice(text, l.s.have.settings.BaseCurrency)
	switch {
	case err != nil || price <= 0 || price > mostRate:
		return e, i18n.T("settings.prices_price_wrong")
	case e.Product.IsZero():
		return e, i18n.T("settings.prices_needs_product")
	}
	e.Price = price
	return e, ""
}

func (l *pricesList) save(p crm.PriceList) {
	if !l.read(&p) {
		l.redraw()
		return
	}
	l.store(p.ID, p.Name, func(tx *book.Tx) error {
		return putOnly(tx, l.s.have.priceLists, &p, "name", func(o *crm.PriceList) string { return o.Name })
	})
}
