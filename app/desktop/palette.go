package desktop

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/ui"
)

const (
	paletteWidth = 620
	// paletteCommands is how many commands are listed beside records.
	paletteCommands = 6
	paletteRecords  = 4
)

// openPalette opens the list of everything that can be ordered or found.
func (w *Window) openPalette() {
	type entry struct {
		name string
		c    command
	}
	var entries []entry // named here, because the question runs elsewhere
	for _, c := range w.commands() {
		entries = append(entries, entry{i18n.T(c.name), c})
	}
	for _, p := range subpages() {
		if w.session.has(p.route.Screen) {
			entries = append(entries, entry{i18n.T(p.name), command{do: func(w *Window) { w.goTo(p.route) }}})
		}
	}
	for _, l := range i18n.Languages() {
		entries = append(entries, entry{l.Name, command{do: func(w *Window) { w.setLanguage(l.Tag) }}})
	}
	records := w.session.env.Book
	f := newFinder(w.p.Runner, i18n.T("desktop.palette_hint"), func(c choice) {
		w.closeSheet()
		c.do()
	})
	f.ask = func(query string) []group {
		type scored struct {
			entry
			score int
		}
		var fit []scored
		for _, e := range entries {
			if n := fuzzy(query, e.name); n > 0 {
				fit = append(fit, scored{e, n})
			}
		}
		slices.SortStableFunc(fit, func(a, b scored) int { return b.score - a.score })
		if strings.TrimSpace(query) != "" && len(fit) > paletteCommands {
			fit = fit[:paletteCommands]
		}
		orders := group{name: i18n.T("desktop.palette_commands")}
		for _, s := range fit {
			c := s.c
			orders.choices = append(orders.choices, choice{s.name, keyText(c.key), theme.NavigateNextIcon(), func() { c.do(w) }})
		}
		hits := found(records, query, paletteRecords, w.goTo)
		if namesBefore(hits, query) {
			return append(hits, orders)
		}
		return append([]group{orders}, hits...)
	}
	w.openFinder(i18n.T("desktop.palette_title"), f)
}

// namesBefore reports whether the first record found begins with the very
// words typed, so that it is rather meant than a command.
func namesBefore(hits []group, query string) bool {
	if len(hits) == 0 || len([]rune(strings.TrimSpace(query))) < 3 {
		return false
	}
	first := strings.ToLower(hits[0].choices[0].title)
	return strings.HasPrefix(first, strings.ToLower(strings.TrimSpace(query)))
}

// openFinder opens a sheet that is nothing but a finder.
func (w *Window) openFinder(title string, f *finder) {
	f.note = nothingFound
	f.shown = func(string) { w.fitSheet() }
	limit := func() float32 { return w.win.Canvas().Size().Height - 170 }
	list := container.New(tallest{limit: limit, want: func() float32 { return f.list.box.MinSize().Height }}, f.list.scroll)
	w.openSheet(newSheet(title, paletteWidth, ui.Stack(ui.SpaceS, f.entry, list), w.closeSheet))
	f.find("")
	w.win.Canvas().Focus(f.entry)
}

// openShortcuts lists the keys, from the same table as the menus.
func (w *Window) openShortcuts() {
	rows := []fyne.CanvasObject{ui.Heading(i18n.T("desktop.shortcuts_title")), ui.Paragraph(i18n.T("desktop.shortcuts_text"), ui.ColorMuted)}
	for _, m := range menus() {
		lines := w.shortcutLines(m)
		if len(lines) == 0 {
			continue
		}
		head := ui.Caption(i18n.T("desktop.menu_" + m))
		head.Style.Bold = true
		rows = append(rows, ui.Spaced(head, ui.SpaceS, 0))
		rows = append(rows, container.NewGridWithColumns(2, lines...))
	}
	shut := ui.NewButton(i18n.T("ui.close"), nil, func() { ui.Escape.Press() })
	rows = append(rows, ui.Spaced(container.NewHBox(shut), ui.SpaceS, 0))
	w.openSheet(newSheet(i18n.T("desktop.shortcuts_title"), 720, ui.Stack(3, rows...), w.closeSheet))
	w.win.Canvas().Focus(shut)
}

func (w *Window) shortcutLines(menu string) []fyne.CanvasObject {
	var lines []fyne.CanvasObject
	for _, c := range w.commands() {
		if c.menu != menu || c.key == nil {
			continue
		}
		name := ui.Shrinking(ui.NewText(i18n.T(c.name)))
		badge := ui.Badge(keyText(c.key), ui.Neutral)
		lines = append(lines, container.NewBorder(nil, nil, nil, container.New(inset{right: ui.SpaceM}, badge), name))
	}
	return lines
}
