package importing

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/exchange/table"
)

// columnsPage lists the columns with where each goes.
func (s *Screen) columnsPage() fyne.CanvasObject {
	if s.source.Mapping.As == table.AsUnknown {
		return ui.EmptyState(theme.QuestionIcon(), i18n.T("importing.say_kind"), i18n.T("importing.as_unknown_why"), i18n.T("importing.step_understood"), func() {
			s.step, s.focus = stepUnderstood, "kind"
			s.render()
		})
	}
	s.lack = container.NewStack()
	s.drawLack()
	rows := []fyne.CanvasObject{columnRow(0, ui.Caption(i18n.T("importing.column")), ui.Caption(i18n.T("importing.examples")), ui.Caption(i18n.T("importing.means")))}
	s.targets = make([]*targetSelect, len(s.source.Table.Header))
	for i := range s.source.Table.Header {
		rows = append(rows, widget.NewSeparator(), s.columnLine(i))
	}
	s.scroll = ui.NewScroll(ui.Stack(ui.SpaceM, s.lack, s.savedBar(), ui.Card(ui.Stack(5, rows...))))
	return s.scroll.Frame
}

func columnRow(least float32, parts ...fyne.CanvasObject) fyne.CanvasObject {
	return ui.Columns{Parts: []float32{0.26, 0.4, 0.34}, Middle: true, MinWidth: least}.With(parts...)
}

// columnLine is one column: heading, examples, target.
func (s *Screen) columnLine(i int) fyne.CanvasObject {
	name := ui.Shrinking(ui.NewText(s.heading(i)))
	name.Style.Bold = true
	examples := ui.Shrinking(ui.Muted(strings.Join(s.examples(i), "  ·  ")))
	s.targets[i] = newTargetSelect(func() { s.openTargets(i) })
	s.targets[i].show(s.source.Mapping.Columns[i])
	s.fields["column"+letters(i)] = s.targets[i]
	return columnRow(400, name, examples, s.targets[i])
}

// examples are three different cells of a column.
func (s *Screen) examples(column int) []string {
	var out []string
	for _, row := range s.source.Sniff.Sample {
		cell := short(row[column], 30)
		if cell != "" && !slices.Contains(out, cell) {
			out = append(out, cell)
		}
		if len(out) == 3 {
			return out
		}
	}
	if len(out) == 0 {
		return []string{i18n.T("importing.no_example")}
	}
	return out
}

// showTarget shows anew where a column goes.
func (s *Screen) showTarget(column int) {
	if s.step == stepColumns && column < len(s.targets) {
		s.targets[column].show(s.source.Mapping.Columns[column])
	}
}

// drawLack says which fields the rows cannot do without.
func (s *Screen) drawLack() {
	if s.lack == nil {
		return
	}
	s.lack.Objects = nil
	if len(s.missing()) > 0 {
		s.lack.Objects = []fyne.CanvasObject{ui.Callout(ui.Bad, s.lackText())}
	}
	s.lack.Refresh()
}

func (s *Screen) lackText() string {
	var names []string
	for _, f := range s.missing() {
		names = append(names, fieldName(f))
	}
	return i18n.T("importing.missing", i18n.Args{"Fields": i18n.List(names...)})
}

// savedBar uses and makes saved mappings.
func (s *Screen) savedBar() fyne.CanvasObject {
	name := ui.NewEntry()
	name.SetPlaceHolder(i18n.T("importing.save_hint"))
	name.SetText(s.saveAs)
	name.OnChanged = func(text string) { s.saveAs = text }
	name.OnSubmitted = func(string) { s.saveMap() }
	s.fields["save_name"] = name
	save := ui.NewButton(i18n.T("importing.save"), theme.DocumentSaveIcon(), s.saveMap)
	keep := ui.FormRow(i18n.T("importing.save_label"), container.NewBorder(nil, nil, nil, save, name), "")
	if len(s.maps) == 0 {
		return ui.AtMost(520, keep)
	}
	options := []option{}
	for _, m := range s.maps {
		options = append(options, option{m.ID.String(), m.Name})
	}
	list := s.choose("saved", options, s.savedID(), func(id string) {
		for _, m := range s.maps {
			if m.ID.String() == id {
				s.useMap(m)
			}
		}
	})
	list.PlaceHolder = i18n.T("importing.saved_none")
	return ui.Tiles(320, ui.FormRow(i18n.T("importing.saved_label"), list, ""), keep)
}

func (s *Screen) savedID() string {
	for _, m := range slices.Backward(s.maps) {
		if s.source.Saved != "" && m.Name == s.source.Saved {
			return m.ID.String()
		}
	}
	return ""
}

func (s *Screen) useMap(m *crm.ImportMap) {
	if !s.source.Use(m) {
		s.tell(i18n.T("importing.saved_misfit", i18n.Args{"Name": m.Name}), ui.Bad)
		s.render()
		return
	}
	s.as, s.mapped = s.source.Mapping.As, true
	s.changed()
}

// saveMap keeps the columns under a name; the same name is written over.
func (s *Screen) saveMap() {
	name := strings.TrimSpace(s.saveAs)
	if name == "" {
		s.tell(i18n.T("importing.save_nameless"), ui.Warn)
		s.focus = "save_name"
		s.takeFocus()
		return
	}
	s.rehearsing.Cancel() // it holds the book while it counts
	rec := s.source.Map(name)
	for _, m := range s.maps {
		if m.Name == name {
			rec.Meta = m.Meta
		}
	}
	err := s.env.Change(i18n.T("importing.did_save", i18n.Args{"Name": name}), func(tx *book.Tx) error { return tx.Put(rec) })
	if err != nil {
		s.tell(ui.ErrorText(err), ui.Bad)
	} else {
		s.source.Saved, s.saveAs = name, ""
	}
	s.reloadMaps()
	s.render()
	s.rehearse()
}
