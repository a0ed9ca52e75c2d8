package sales

import (
	"strings"

	"fyne.io/fyne/v2"

	"regulars/app/ui"
)

// picker chooses a record by typing part of it, or makes a new one of the
// text. It differs from [ui.PickField] in what Enter means: it always goes on,
// also from an empty field. entry and list stand where the form wants them.
type picker struct {
	entry *cell
	list  *ui.Panel

	find     func(text string) []ui.Choice
	newLabel func(text string) string // "New product …"; nil: nothing new here
	onPick   func(c ui.Choice)        // the zero Choice when the field was emptied
	onNew    func(text string)
	onGo     func()         // Enter with nothing left to decide
	onEmpty  func()         // Enter in an empty field
	onTyped  func(s string) // after every letter
	onKey    func(fyne.KeyName) bool

	choices *ui.ChoiceList
	chosen  string // title of what is chosen
}

func newPicker(hint string, save func(), find func(string) []ui.Choice) *picker {
	p := &picker{find: find}
	p.choices = ui.NewChoiceList(p.take)
	p.list = p.choices.Panel
	p.entry = newCell("", hint, save)
	p.entry.OnChanged = p.typed
	p.entry.OnKey = p.key
	p.entry.OnLeave = p.leave
	return p
}

// show puts a title into the field without telling anybody.
func (p *picker) show(title string) {
	p.chosen = title
	p.entry.SetText(title)
	p.entry.CursorColumn = 0 // a long name shows its beginning
	p.close()
}

func (p *picker) close() {
	p.choices.Close()
	p.list.Refresh()
}

func (p *picker) typed(text string) {
	if text == p.chosen {
		return
	}
	text = strings.TrimSpace(text)
	if p.onTyped != nil {
		p.onTyped(text)
	}
	if text == "" {
		p.close()
		return
	}
	items := p.find(text)
	items = items[:min(len(items), ui.MaxChoices)]
	if p.newLabel != nil && !hasTitle(items, text) {
		items = append(items, ui.Choice{Title: p.newLabel(text), New: true})
	}
	p.choices.Set(items, 0)
	p.list.Refresh()
}

func hasTitle(items []ui.Choice, text string) bool {
	for _, c := range items {
		if strings.EqualFold(c.Title, text) {
			return true
		}
	}
	return false
}

func (p *picker) key(name fyne.KeyName) bool {
	switch {
	case isEnter(name):
		p.enter()
	case p.choices.Len() > 0 && name == fyne.KeyDown:
		p.choices.Move(1)
	case p.choices.Len() > 0 && name == fyne.KeyUp:
		p.choices.Move(-1)
	case p.choices.Len() > 0 && name == fyne.KeyEscape:
		p.show(p.chosen)
	default:
		return p.onKey != nil && p.onKey(name)
	}
	return true
}

func (p *picker) enter() {
	marked, ok := p.choices.Current()
	switch {
	case ok:
		p.take(marked)
	case strings.TrimSpace(p.entry.Text) == "":
		p.empty()
		p.onEmpty()
	default:
		p.onGo()
	}
}

// take chooses an item, or makes a new record of what was typed.
func (p *picker) take(c ui.Choice) {
	if c.New {
		text := strings.TrimSpace(p.entry.Text)
		p.show(text)
		p.onNew(text)
		return
	}
	p.show(c.Title)
	p.onPick(c)
}

func (p *picker) empty() {
	if p.chosen != "" {
		p.chosen = ""
		p.onPick(ui.Choice{})
	}
}

// leave empties the choice with the text and otherwise shows it again.
func (p *picker) leave() {
	switch {
	case strings.TrimSpace(p.entry.Text) == "":
		p.empty()
		p.close()
	case p.chosen != "":
		p.show(p.chosen)
	default:
		p.close()
	}
}
