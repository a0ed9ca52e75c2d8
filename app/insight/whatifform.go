package insight

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/insight/basket"
	"regulars/data/insight/whatif"
)

// whatIfControls are the levers, and the scenarios kept.
func whatIfControls(p *page) []fyne.CanvasObject {
	q := &p.question
	return append([]fyne.CanvasObject{
		p.leverField("move", &q.whatIf.Move), p.goodsField("move_from", &q.whatIf.From), p.goodsField("move_to", &q.whatIf.To),
		p.leverField("keep", &q.whatIf.Keep), p.leverField("fewer_returns", &q.whatIf.Returns)}, p.scenarioFields()...)
}

// leverField takes 0 to 100 of a lever.
func (p *page) leverField(name string, of *float64) fyne.CanvasObject {
	e := ui.NewEntry()
	e.SetText(i18n.Number(*of, 0))
	take := func() {
		v, err := ui.ParseNumber(strings.TrimSuffix(strings.TrimSpace(e.Text), "%"), 0)
		if err != nil || v < 0 || v > 100 {
			p.env.Notify(ui.Notice{Text: wt("wrong_share"), Tone: ui.Bad})
			e.SetText(i18n.Number(*of, 0))
			return
		}
		if float64(v) != *of {
			p.ask(func(*question) { *of = float64(v) })
		}
	}
	e.OnSubmitted = func(string) { take() }
	e.OnLeave = take
	return named(name, container.New(sized{width: 90}, e))
}

// goodsField chooses a product or a category by name.
func (p *page) goodsField(name string, of *whatif.Item) fyne.CanvasObject {
	products, categories := p.itemsByName()
	isCategory := map[crm.ID]bool{}
	for i := range categories {
		isCategory[categories[i].ID] = true
		categories[i].Hint = bt("goods_" + string(basket.Category))
	}
	now := of.Product
	if now.IsZero() {
		now = of.Category
	}
	return itemField(name, append(categories, products...), now, func(id crm.ID) {
		p.ask(func(*question) {
			switch {
			case id.IsZero():
				*of = whatif.Item{}
			case isCategory[id]:
				*of = whatif.Item{Category: id}
			default:
				*of = whatif.Item{Product: id}
			}
		})
	})
}

// scenarioFields reopen, keep and drop scenarios.
func (p *page) scenarioFields() []fyne.CanvasObject {
	all, err := scenarios(p.env.Book)
	if err != nil {
		return nil
	}
	ids, names := []crm.ID{{}}, map[crm.ID]string{{}: wt("scenario_none")}
	var now *crm.Scenario
	for _, x := range all {
		ids, names[x.ID] = append(ids, x.ID), x.Name
		if x.ID == p.question.scenario {
			now = x
		}
	}
	chosen := crm.ID{}
	if now != nil {
		chosen = now.ID
	}
	list := ui.SelectOf(ids, func(id crm.ID) string { return names[id] }, chosen, func(id crm.ID) { p.openScenario(all, id) })
	name := ui.NewEntry()
	name.SetPlaceHolder(wt("scenario_name"))
	buttons := []fyne.CanvasObject{ui.NewButton(wt("scenario_save"), theme.DocumentSaveIcon(), func() { p.saveScenario(now, name.Text) })}
	if now != nil {
		name.SetText(now.Name)
		buttons = append(buttons, ui.NewButton(wt("scenario_delete"), theme.DeleteIcon(), func() { p.dropScenario(now) }))
	}
	name.OnSubmitted = func(text string) { p.saveScenario(now, text) }
	return []fyne.CanvasObject{named("scenario", container.New(sized{width: 190}, list)), named("scenario_name", container.New(sized{width: 190}, name)),
		ui.FormRow("", ui.Row(ui.SpaceS, buttons...), "")}
}

// openScenario asks a saved scenario; none leaves the levers as they are.
func (p *page) openScenario(all []*crm.Scenario, id crm.ID) {
	o := p.question.whatIf
	for _, x := range all {
		if x.ID == id {
			read, err := whatif.ReadInputs(x.Inputs)
			if err != nil {
				p.env.Notify(ui.Notice{Text: ui.ErrorText(err), Tone: ui.Bad})
				return
			}
			o = read
		}
	}
	p.ask(func(q *question) { q.whatIf, q.scenario = o, id })
	p.build()
}

// saveScenario keeps the levers under a name: over the one shown if it is
// still called that, else as a new one.
func (p *page) saveScenario(now *crm.Scenario, name string) {
	if name = strings.TrimSpace(name); name == "" {
		p.env.Notify(ui.Notice{Text: wt("need_name"), Tone: ui.Bad})
		return
	}
	x := crm.Scenario{}
	if now != nil && now.Name == name {
		x = *now
	}
	o := p.question.dayless()
	x.Name, x.Question, x.Inputs, x.AsOf = name, whatif.Question, o.Inputs(), p.question.asOf
	err := p.env.Change(wt("did_save", i18n.Args{"Name": name}), func(tx *book.Tx) error { return tx.Put(&x) })
	if err != nil {
		p.env.Notify(ui.Notice{Text: ui.ErrorText(err), Tone: ui.Bad})
		return
	}
	p.ask(func(q *question) { q.scenario = x.ID })
	p.build()
}

// dayless are the levers that would be asked, as a scenario keeps them.
func (q question) dayless() whatif.Options {
	o := q.whatIfOptions()
	o.AsOf = 0
	return o
}

func (p *page) dropScenario(x *crm.Scenario) {
	err := p.env.Change(wt("did_delete", i18n.Args{"Name": x.Name}), func(tx *book.Tx) error { return tx.Delete(crm.KindScenario, x.ID) })
	if err != nil {
		p.env.Notify(ui.Notice{Text: ui.ErrorText(err), Tone: ui.Bad})
		return
	}
	p.ask(func(q *question) { q.scenario = crm.ID{} })
	p.build()
}
