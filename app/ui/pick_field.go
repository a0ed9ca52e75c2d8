package ui

import (
	"fyne.io/fyne/v2"

	"regulars/app/i18n"
)

// PickField chooses one record by typing part of it. Up and Down walk the
// answers, Enter takes one, leaving the field goes back to what was chosen.
type PickField struct {
	field
	// OnPicked hears of every choice; the zero Choice when the field was emptied.
	OnPicked func(Choice)
	// OnNew, when set, offers to make a record of the typed text when Enter is
	// pressed and nothing was found.
	OnNew func(text string)

	find   func(query string) []Choice
	list   *ChoiceList
	chosen Choice
}

// NewPickField returns an empty field; find answers at once with the best
// matches first.
func NewPickField(hint string, find func(query string) []Choice) *PickField {
	p := &PickField{find: find}
	p.entry = NewEntry()
	p.entry.SetPlaceHolder(hint)
	p.list = NewChoiceList(p.pick)
	p.entry.OnChanged = p.typed
	p.entry.OnKey = p.key
	p.entry.OnLeave = p.leave
	p.entry.Whole = func() bool { return p.entry.Text == p.chosen.Title }
	p.build(Stack(2, p.entry, p.list.Panel), p)
	return p
}

// Chosen is the record picked, the zero Choice when there is none.
func (p *PickField) Chosen() Choice { return p.chosen }

// SetChosen shows a record without telling OnPicked.
func (p *PickField) SetChosen(c Choice) {
	p.chosen = c
	p.entry.SetText(c.Title)
	p.entry.CursorColumn = len([]rune(c.Title))
	p.close()
}

func (p *PickField) close() {
	p.list.Close()
	p.say("", ColorMuted)
	p.content.Refresh()
}

func (p *PickField) pick(c Choice) {
	p.SetChosen(c)
	if p.OnPicked != nil {
		p.OnPicked(c)
	}
}

func (p *PickField) typed(text string) {
	if text == p.chosen.Title {
		return
	}
	var found []Choice
	if text != "" {
		found = p.find(text)
	}
	p.list.Set(firstChoices(found), 0)
	note := ""
	if text != "" && len(found) == 0 {
		note = i18n.T("ui.pick_none")
	}
	p.say(note, ColorMuted)
	p.content.Refresh()
}

func (p *PickField) key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyDown:
		if p.list.Len() == 0 {
			p.list.Set(firstChoices(p.find(p.entry.Text)), -1)
		}
		p.list.Move(1)
	case fyne.KeyUp:
		p.list.Move(-1)
	case fyne.KeyReturn, fyne.KeyEnter:
		return p.enter()
	case fyne.KeyEscape:
		if p.list.Len() == 0 && p.entry.Text == p.chosen.Title {
			return false
		}
		p.SetChosen(p.chosen)
	default:
		return false
	}
	p.content.Refresh()
	return true
}

// enter takes the marked choice, or makes a new record; it leaves the key to
// the form when there is nothing to decide.
func (p *PickField) enter() bool {
	if c, ok := p.list.Current(); ok {
		p.pick(c)
		return true
	}
	if text := p.entry.Text; text != "" && text != p.chosen.Title && p.OnNew != nil {
		p.close()
		p.OnNew(text)
		return true
	}
	return false
}

// leave empties the choice with the text and otherwise shows it again; text
// that waits to become a new record stays.
func (p *PickField) leave() {
	switch {
	case p.entry.Text == "" && p.chosen != (Choice{}):
		p.pick(Choice{})
	case p.OnNew != nil && p.list.Len() == 0:
	case p.entry.Text != p.chosen.Title:
		p.SetChosen(p.chosen)
	}
}
