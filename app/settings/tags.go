package settings

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// tagList is the tags.
type tagList struct {
	editor
	entry  *ui.Entry
	colour string
}

func newTagList(s *Screen) *tagList {
	l := &tagList{editor: newEditor(s, "tag")}
	l.draw = l.show
	return l
}

func (l *tagList) card() fyne.CanvasObject {
	return ui.Stack(ui.SpaceM, ui.Small(i18n.T("settings.tags_why"), ui.ColorMuted), l.box)
}

// colours are the names a tag's colour may have.
func colours() []string { return []string{"slate", "teal", "green", "amber", "rose", "indigo"} }

// swatch is a dot in a tag's colour, clear enough on light and dark.
func swatch(name string) fyne.CanvasObject {
	dot := canvas.NewCircle(map[string]color.Color{
		"teal": color.NRGBA{0x14, 0x8f, 0x83, 0xff}, "green": color.NRGBA{0x3f, 0x93, 0x4b, 0xff}, "amber": color.NRGBA{0xc4, 0x86, 0x12, 0xff},
		"rose": color.NRGBA{0xc9, 0x4f, 0x6d, 0xff}, "indigo": color.NRGBA{0x5e, 0x6b, 0xc9, 0xff},
	}[name])
	if dot.FillColor == nil {
		dot.FillColor = color.NRGBA{0x7c, 0x85, 0x8d, 0xff}
	}
	return container.NewCenter(container.NewGridWrap(fyne.NewSquareSize(12), dot))
}

func (l *tagList) show() {
	var rows []fyne.CanvasObject
	for _, t := range l.s.have.tags {
		if l.open && l.id == t.ID {
			rows = append(rows, l.tagForm(t))
			continue
		}
		name := ui.Shrinking(ui.NewText(t.Name))
		name.Style.Bold = true
		lead := ui.Row(0, swatch(t.Colour), container.NewGridWrap(fyne.NewSquareSize(ui.SpaceS)))
		rows = append(rows, l.line(t.ID, lead, name, colourName(t.Colour), func() { l.edit(t) }, nil, nil, func() { l.remove(t) }))
	}
	if l.open && l.id.IsZero() {
		rows = append(rows, l.tagForm(&crm.Tag{}))
	}
	if len(rows) == 0 {
		rows = append(rows, ui.Muted(i18n.T("settings.tags_none")))
	}
	body := ui.Stack(ui.SpaceM, lines(rows))
	if !l.open {
		body.Add(l.addButton(func() { l.edit(&crm.Tag{Colour: colours()[0]}) }))
	}
	l.box.Objects = []fyne.CanvasObject{body}
	l.box.Refresh()
}

func colourName(name string) string {
	if key := "settings.colour_" + name; name != "" && i18n.Has(key) {
		return i18n.T(key)
	}
	return i18n.T("settings.colour_slate")
}

func (l *tagList) edit(t *crm.Tag) {
	l.colour, l.entry = t.Colour, nil
	l.begin(t.ID)
}

func (l *tagList) tagForm(t *crm.Tag) fyne.CanvasObject {
	text := t.Name
	if l.entry != nil {
		text = l.entry.Text
	}
	save := func() { l.save(*t) }
	l.entry = l.name(text, i18n.T("settings.tag_hint"), save)
	var choices []option
	for _, c := range colours() {
		choices = append(choices, option{c, colourName(c)})
	}
	list := ui.NewSelect(texts(choices), nil)
	list.SetSelectedIndex(max(0, indexOf(choices, l.colour)))
	list.OnChanged = func(string) { l.colour = choices[list.SelectedIndex()].id }
	fields := ui.Columns{Parts: []float32{0.6, 0.4}, Gap: ui.SpaceS, Middle: true}.With(ui.FormRow(i18n.T("settings.tag_name"), l.entry, l.problem["name"]), ui.FormRow(i18n.T("settings.tag_colour"), list, ""))
	return l.form(fields, save)
}

func (l *tagList) save(t crm.Tag) {
	t.Name, t.Colour = strings.TrimSpace(l.entry.Text), l.colour
	l.store(t.ID, t.Name, func(tx *book.Tx) error {
		return putOnly(tx, l.s.have.tags, &t, "name", func(o *crm.Tag) string { return o.Name })
	})
}

// remove puts a tag into the trash; customers who carry it keep it, so that
// undoing brings it back everywhere.
func (l *tagList) remove(t *crm.Tag) {
	l.discard(crm.KindTag, t.ID, t.Name)
}
