package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
)

// TagEditor shows words as chips and takes more by typing: Enter or a comma
// adds, Backspace in the empty box takes the last one off.
type TagEditor struct {
	field
	OnChanged func(tags []string)

	tags  []string
	known func(query string) []string
	chips *fyne.Container
	list  *ChoiceList
}

// NewTagEditor returns an editor without chips; known proposes existing tags
// for what was typed.
func NewTagEditor(known func(query string) []string) *TagEditor {
	t := &TagEditor{known: known}
	t.entry = NewEntry()
	t.entry.SetPlaceHolder(i18n.T("ui.tag_add"))
	t.entry.OnChanged = t.typed
	t.entry.OnKey = t.key
	t.entry.OnLeave = func() { t.Add(t.entry.Text) }
	t.list = NewChoiceList(func(c Choice) { t.Add(c.Title) })
	t.chips = Flow(6)
	t.build(Stack(6, t.chips, t.entry, t.list.Panel), t)
	t.draw()
	return t
}

// Tags returns the tags in the order they were added.
func (t *TagEditor) Tags() []string { return slices.Clone(t.tags) }

// SetTags shows other tags without telling OnChanged.
func (t *TagEditor) SetTags(tags []string) {
	t.tags = slices.Clone(tags)
	t.draw()
}

// Add adds a tag unless it is there in any case; it empties the box.
func (t *TagEditor) Add(tag string) {
	tag = strings.Join(strings.Fields(tag), " ")
	t.entry.SetText("")
	t.list.Close()
	same := func(other string) bool { return strings.EqualFold(other, tag) }
	if tag == "" || slices.ContainsFunc(t.tags, same) {
		return
	}
	t.tags = append(t.tags, tag)
	t.changed()
}

// Remove takes a tag off.
func (t *TagEditor) Remove(tag string) {
	if i := slices.Index(t.tags, tag); i >= 0 {
		t.tags = slices.Delete(t.tags, i, i+1)
		t.changed()
	}
}

func (t *TagEditor) changed() {
	t.draw()
	if t.OnChanged != nil {
		t.OnChanged(t.Tags())
	}
}

func (t *TagEditor) draw() {
	t.chips.Objects = nil
	for _, tag := range t.tags {
		t.chips.Add(t.chip(tag))
	}
	show(t.chips, len(t.tags) > 0)
	t.content.Refresh()
}

func (t *TagEditor) chip(tag string) fyne.CanvasObject {
	name := NewText(tag)
	name.SizeName, name.ColorName = theme.SizeNameCaptionText, ColorAccent
	off := newChipButton(func() { t.Remove(tag) })
	p := NewPanel(ColorTintAccent, Row(2, name, off))
	p.Radius, p.PadX, p.PadY = 11, 8, 2
	return p
}

func (t *TagEditor) typed(text string) {
	if tag, _, comma := strings.Cut(text, ","); comma {
		t.Add(tag)
		return
	}
	var found []Choice
	if text != "" && t.known != nil {
		for _, tag := range t.known(text) {
			if !slices.Contains(t.tags, tag) {
				found = append(found, Choice{Title: tag})
			}
		}
	}
	t.list.Set(firstChoices(found), -1)
	t.content.Refresh()
}

func (t *TagEditor) key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyDown:
		t.list.Move(1)
	case fyne.KeyUp:
		t.list.Move(-1)
	case fyne.KeyReturn, fyne.KeyEnter:
		if t.entry.Text == "" {
			return false
		}
		tag := t.entry.Text
		if c, ok := t.list.Current(); ok {
			tag = c.Title
		}
		t.Add(tag)
	case fyne.KeyBackspace:
		if t.entry.Text != "" || len(t.tags) == 0 {
			return false
		}
		t.Remove(t.tags[len(t.tags)-1])
	case fyne.KeyEscape:
		if t.entry.Text == "" {
			return false
		}
		t.entry.SetText("")
	default:
		return false
	}
	return true
}

// chipButton is the small cross on a chip.
type chipButton struct {
	widget.BaseWidget
	tapped func()
}

func newChipButton(tapped func()) *chipButton {
	b := &chipButton{tapped: tapped}
	b.ExtendBaseWidget(b)
	return b
}

// Tapped takes the chip off.
func (b *chipButton) Tapped(*fyne.PointEvent) { b.tapped() }

// MinSize is that of a letter.
func (b *chipButton) MinSize() fyne.Size { return fyne.NewSquareSize(16) }

// CreateRenderer implements fyne.Widget.
func (b *chipButton) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(widget.NewIcon(theme.NewColoredResource(theme.CancelIcon(), ColorAccent)))
}
