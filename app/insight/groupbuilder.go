package insight

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/insight/segment"
)

// groupBuilder makes a rule of rows: what, how, and which value. What is not
// finished yet stands in a row but is not asked. It is made anew where the
// rule came from elsewhere, so that nothing typed is lost.
type groupBuilder struct {
	p     *page
	root  *fyne.Container
	head  *fyne.Container // saved groups and what to do with them
	rows  *fyne.Container
	name  *ui.Entry
	with  *grouped
	draft crm.Rule // all or any of conditions, and of such groups of conditions
	asked string   // key of the draft as asked
	heads []string // names and ids of the saved groups shown, and the one chosen
}

// groupsBody puts the builder above the customers found.
type groupsBody struct {
	builder *groupBuilder
	sheet   *sheetView
	all     *fyne.Container
}

func newGroupsBody(p *page) body {
	b := &groupBuilder{p: p, head: container.NewStack(), rows: ui.Stack(ui.SpaceS), name: ui.NewEntry(), asked: "\x00"}
	b.name.SetPlaceHolder(gt("name"))
	b.name.OnSubmitted = func(string) { b.save() }
	card := ui.Card(ui.Stack(ui.SpaceM, b.head, b.rows))
	b.root = container.NewStack(card)
	sheet := newSheetView(p)
	return &groupsBody{builder: b, sheet: sheet, all: ui.Stack(ui.SpaceM, b.root, sheet.root)}
}

func (g *groupsBody) root() fyne.CanvasObject { return g.all }

func (g *groupsBody) show(a *answer) {
	g.builder.show(a)
	g.sheet.show(a, a.sheet.height())
	setVisible(g.sheet.root, len(a.sheet.rows) > 0)
	g.all.Refresh()
}

// show brings in an answer; rows stay unless the rule is another one.
func (b *groupBuilder) show(a *answer) {
	b.with = a.grouped
	if heads := b.headState(); !slices.Equal(heads, b.heads) {
		b.heads = heads
		b.makeHead()
	}
	if key := ruleKey(a.grouped.rule); key != b.asked {
		b.asked, b.draft = key, draftOf(a.grouped.rule)
		b.makeRows()
	}
}

func (b *groupBuilder) headState() []string {
	out := []string{b.p.question.group.String()}
	for _, g := range b.with.saved {
		out = append(out, g.Name, g.ID.String())
	}
	return out
}

// current is the saved group shown, nil for a new one.
func (b *groupBuilder) current() *crm.Segment {
	at := slices.IndexFunc(b.with.saved, func(g *crm.Segment) bool { return g.ID == b.p.question.group })
	if at < 0 {
		return nil
	}
	return b.with.saved[at]
}

func (b *groupBuilder) makeHead() {
	ids := []crm.ID{{}}
	names := map[crm.ID]string{{}: gt("new_group")}
	for _, g := range b.with.saved {
		ids, names[g.ID] = append(ids, g.ID), g.Name
	}
	saved := ui.SelectOf(ids, func(id crm.ID) string { return names[id] }, b.p.question.group, b.choose)
	begin := ui.NewSelect(nil, nil)
	begin.PlaceHolder = gt("choose")
	all := templates(b.with.in.Facts, b.p.question.dayFor(b.p))
	for _, t := range all {
		begin.Options = append(begin.Options, gt(t.name))
	}
	begin.OnChanged = func(string) {
		if i := begin.SelectedIndex(); i >= 0 {
			b.p.ask(func(q *question) { q.group, q.rule = crm.ID{}, ruleKey(ruleOf(all[i].rule)) })
		}
	}
	now := b.current()
	b.name.SetText("")
	buttons := []fyne.CanvasObject{ui.Primary(gt("save"), theme.DocumentSaveIcon(), b.save)}
	if now != nil {
		b.name.SetText(now.Name)
		buttons = append(buttons, ui.NewButton(gt("duplicate"), theme.ContentCopyIcon(), b.duplicate), ui.NewButton(gt("delete"), theme.DeleteIcon(), b.remove))
	}
	wide := func(o fyne.CanvasObject, width float32) fyne.CanvasObject {
		return container.New(sized{width: width}, o)
	}
	b.head.Objects = []fyne.CanvasObject{ui.Flow(ui.SpaceM, ui.FormRow(gt("saved"), wide(saved, 190), ""), ui.FormRow(gt("begin_with"), wide(begin, 270), ""),
		ui.FormRow(gt("name"), wide(b.name, 200), ""), ui.FormRow("", ui.Row(ui.SpaceS, buttons...), ""))}
	b.head.Refresh()
}

// choose shows a saved group; none begins a new one.
func (b *groupBuilder) choose(id crm.ID) {
	rule := crm.Rule{}
	for _, g := range b.with.saved {
		if g.ID == id {
			rule = g.Rule
		}
	}
	b.p.ask(func(q *question) { q.group, q.rule = id, ruleKey(rule) })
}

// save keeps the rule as asked under the name typed.
func (b *groupBuilder) save() {
	if b.name.Text == "" {
		b.p.env.Notify(ui.Notice{Text: gt("need_name"), Tone: ui.Bad})
		return
	}
	g := crm.Segment{}
	if now := b.current(); now != nil {
		g = *now
	}
	g.Name, g.Rule = b.name.Text, ruleOf(b.p.question.rule)
	b.put(&g)
}

func (b *groupBuilder) put(g *crm.Segment) {
	err := b.p.env.Change(gt("did_save", i18n.Args{"Name": g.Name}), func(tx *book.Tx) error { return tx.Put(g) })
	if err != nil {
		b.p.env.Notify(ui.Notice{Text: ui.ErrorText(err), Tone: ui.Bad})
		return
	}
	b.p.ask(func(q *question) { q.group = g.ID })
}

func (b *groupBuilder) duplicate() {
	if now := b.current(); now != nil {
		b.put(&crm.Segment{Name: gt("copy_of", i18n.Args{"Name": now.Name}), Colour: now.Colour, Rule: ruleOf(b.p.question.rule), Note: now.Note})
	}
}

func (b *groupBuilder) remove() {
	if now := b.current(); now != nil {
		_ = b.p.env.Change(gt("did_delete", i18n.Args{"Name": now.Name}), func(tx *book.Tx) error { return tx.Delete(crm.KindSegment, now.ID) })
		b.p.ask(func(q *question) { q.group = crm.ID{} })
	}
}

// draftOf is a rule with a list of conditions at its top.
func draftOf(r crm.Rule) crm.Rule {
	if r.Field != "" || r.Not {
		return crm.Rule{Parts: []crm.Rule{r}}
	}
	r.Parts = slices.Clone(r.Parts)
	for i, part := range r.Parts {
		r.Parts[i].Parts = slices.Clone(part.Parts)
	}
	return r
}

// editable reports whether the rows can show a rule: conditions, and one
// level of groups of them.
func editable(r crm.Rule, levels int) bool {
	if r.Field != "" || levels == 0 {
		return r.Field != "" && !r.Not
	}
	return !r.Not && !slices.ContainsFunc(r.Parts, func(part crm.Rule) bool { return !editable(part, levels-1) })
}

// finished is a draft without the conditions that cannot be asked yet.
func (b *groupBuilder) finished(r crm.Rule) crm.Rule {
	parts := []crm.Rule{}
	for _, part := range r.Parts {
		if part.Field == "" {
			part = b.finished(part)
			if len(part.Parts) == 0 {
				continue
			}
		} else if segment.Check(part, b.with.in) != nil {
			continue
		}
		parts = append(parts, part)
	}
	if len(parts) == 0 {
		return crm.Rule{}
	}
	r.Parts = parts
	return r
}

// changed asks what the rows say now.
func (b *groupBuilder) changed() {
	rule := b.finished(b.draft)
	b.asked = ruleKey(rule)
	b.p.ask(func(q *question) { q.rule = b.asked })
}

// reshaped shows other rows and asks.
func (b *groupBuilder) reshaped() {
	b.makeRows()
	b.changed()
}

func (b *groupBuilder) makeRows() {
	b.rows.Objects = nil
	if editable(b.draft, 2) {
		b.list(b.rows, &b.draft)
	} else {
		b.rows.Add(small(gt("too_deep"), ui.ColorMuted))
	}
	b.rows.Refresh()
}

// list shows the conditions of a group and what can be added to it.
func (b *groupBuilder) list(to *fyne.Container, of *crm.Rule) {
	if len(of.Parts) > 1 {
		names := map[bool]string{false: gt("match_all"), true: gt("match_any")}
		match := ui.SelectOf([]bool{false, true}, func(any bool) string { return names[any] }, of.Any, func(any bool) {
			of.Any = any
			b.changed()
		})
		to.Add(ui.Flow(ui.SpaceS, container.New(sized{width: 250}, match)))
	}
	for i := range of.Parts {
		part := &of.Parts[i]
		drop := func() {
			of.Parts = slices.Delete(of.Parts, i, i+1)
			b.reshaped()
		}
		if part.Field != "" {
			to.Add(b.condition(part, drop))
			continue
		}
		inner := ui.Stack(ui.SpaceS)
		b.list(inner, part)
		panel := ui.NewPanel(ui.ColorTintNeutral, container.NewBorder(nil, nil, nil, container.NewVBox(crossOut(drop)), inner))
		panel.PadX, panel.PadY = ui.SpaceM, ui.SpaceS
		to.Add(panel)
	}
	bought := crm.Rule{Field: segment.FieldOrders, Op: string(segment.AtLeast), Value: "1"}
	add := func(text string, part crm.Rule) fyne.CanvasObject {
		return ui.Quiet(gt(text), theme.ContentAddIcon(), func() {
			of.Parts = append(of.Parts, part)
			b.reshaped()
		})
	}
	buttons := []fyne.CanvasObject{add("add", bought)}
	if of == &b.draft {
		buttons = append(buttons, add("add_group", crm.Rule{Any: !of.Any, Parts: []crm.Rule{bought}}))
	}
	to.Add(ui.Flow(ui.SpaceS, buttons...))
}

func crossOut(drop func()) *ui.Button { return ui.Quiet("", theme.CancelIcon(), drop) }

// condition is one row: field, operation, value, how far back, how often.
func (b *groupBuilder) condition(c *crm.Rule, drop func()) fyne.CanvasObject {
	f, ok := segment.FieldOf(c.Field, b.with.in.Customs)
	if !ok {
		return ui.Flow(ui.SpaceS, ui.NewText(gt("value_gone")), crossOut(drop))
	}
	fields := segment.FieldsOf(b.with.in.Customs)
	codes := make([]string, len(fields))
	for i, one := range fields {
		codes[i] = one.Code
	}
	what := ui.SelectOf(codes, b.fieldTitle, c.Field, func(code string) {
		field, _ := segment.FieldOf(code, b.with.in.Customs)
		*c = b.fresh(field)
		b.reshaped()
	})
	how := ui.SelectOf(f.Ops, func(op segment.Op) string { return opName(f, op) }, segment.Op(c.Op), func(op segment.Op) {
		shape := told(segment.Op(c.Op)) != told(op)
		c.Op = string(op)
		if shape {
			b.reshaped()
			return
		}
		b.changed()
	})
	row := []fyne.CanvasObject{container.New(sized{width: 250}, what), container.New(sized{width: 150}, how)}
	if !told(segment.Op(c.Op)) {
		row = append(row, b.value(f, c))
	}
	if f.Window {
		row = append(row, container.New(sized{width: 150}, b.daysField(c)))
	}
	if f.Times {
		row = append(row, container.New(sized{width: 150}, b.timesField(c)))
	}
	return ui.Flow(ui.SpaceS, append(row, crossOut(drop))...)
}

func told(op segment.Op) bool { return op == segment.Known || op == segment.Unknown }

// fresh is a condition on a field before anything is chosen.
func (b *groupBuilder) fresh(f segment.Field) crm.Rule {
	c := crm.Rule{Field: f.Code, Op: string(f.Ops[0])}
	if all := b.options(f); len(all) > 0 {
		c.Value = all[0]
	}
	return c
}
