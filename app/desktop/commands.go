package desktop

import (
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/crm"
)

// command is one thing the owner can order: it stands in a menu, in the
// palette and, when it has a key, in the list of shortcuts.
type command struct {
	name string // key of its text
	menu string // the menu it stands in, "" for none
	key  *desktop.CustomShortcut
	do   func(*Window)
}

// The menus, in order.
const (
	menuBook = "book"
	menuEdit = "edit"
	menuGo   = "go"
	menuHelp = "help"
)

func menus() []string { return []string{menuBook, menuEdit, menuGo, menuHelp} }

// key is a shortcut with Ctrl, on a Mac with Cmd.
func key(name fyne.KeyName, more ...fyne.KeyModifier) *desktop.CustomShortcut {
	mod := fyne.KeyModifierShortcutDefault
	for _, m := range more {
		mod |= m
	}
	return &desktop.CustomShortcut{KeyName: name, Modifier: mod}
}

func paletteKey() *desktop.CustomShortcut { return key(fyne.KeyK) }

// wayKeys are the keys for back and forward; on a Mac Alt with an arrow moves
// the cursor by words.
func wayKeys() (back, forward *desktop.CustomShortcut) {
	if runtime.GOOS == "darwin" {
		return key(fyne.KeyLeftBracket), key(fyne.KeyRightBracket)
	}
	alt := func(k fyne.KeyName) *desktop.CustomShortcut {
		return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierAlt}
	}
	return alt(fyne.KeyLeft), alt(fyne.KeyRight)
}

// commands is the one table of what can be ordered with a book open. A focused
// entry swallows the canvas's shortcuts, so they all hang on the menus.
func (w *Window) commands() []command {
	back, forward := wayKeys()
	list := []command{
		{"desktop.cmd_new", menuEdit, key(fyne.KeyN), (*Window).newHere},
		{"desktop.cmd_capture", menuEdit, key(fyne.KeyL), func(w *Window) { w.capture(w.partyHere()) }},
	}
	if w.session.has(screen.Customers) {
		list = append(list, command{"desktop.cmd_new_customer", menuEdit, key(fyne.KeyN, fyne.KeyModifierShift),
			func(w *Window) { w.goTo(screen.Route{Screen: screen.Customers, New: true}) }})
	}
	if w.session.has(screen.Today) {
		list = append(list, command{"desktop.cmd_new_task", menuEdit, key(fyne.KeyT),
			func(w *Window) { w.goTo(screen.Route{Screen: screen.Today, New: true}) }})
	}
	list = append(list,
		command{"desktop.cmd_undo", menuEdit, key(fyne.KeyZ), (*Window).undoLast},
		command{"desktop.cmd_find", menuEdit, key(fyne.KeyF), (*Window).findHere},
		command{"desktop.cmd_find_all", menuEdit, key(fyne.KeyF, fyne.KeyModifierShift), (*Window).focusSearch},
		command{"desktop.cmd_palette", menuGo, paletteKey(), (*Window).openPalette},
		command{"desktop.cmd_back", menuGo, back, func(w *Window) { w.step(-1) }},
		command{"desktop.cmd_forward", menuGo, forward, func(w *Window) { w.step(1) }},
		command{"desktop.cmd_next_record", menuGo, key(fyne.KeyPageDown), func(w *Window) { w.stepRecord(1) }},
		command{"desktop.cmd_previous_record", menuGo, key(fyne.KeyPageUp), func(w *Window) { w.stepRecord(-1) }},
	)
	list = append(list, w.screenCommands()...)
	return append(list,
		command{"desktop.cmd_backup", menuBook, nil, (*Window).backupNow},
		command{"desktop.cmd_open", menuBook, key(fyne.KeyO), (*Window).chooseBook},
		command{"desktop.cmd_light", menuBook, nil, func(w *Window) { w.setVariant("light") }},
		command{"desktop.cmd_dark", menuBook, nil, func(w *Window) { w.setVariant("dark") }},
		command{"desktop.cmd_quit", menuBook, key(fyne.KeyQ), (*Window).quit},
		command{"desktop.cmd_shortcuts", menuHelp, &desktop.CustomShortcut{KeyName: fyne.KeyF1}, (*Window).openShortcuts},
	)
}

func (w *Window) screenCommands() []command {
	digits := []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8}
	var list []command
	for i, id := range w.session.order {
		if i < len(digits) {
			list = append(list, command{"desktop.screen_" + id, menuGo, key(digits[i]),
				func(w *Window) { w.goTo(screen.Route{Screen: id}) }})
		}
	}
	return list
}

// keyText writes a shortcut as it is printed on the keys.
func keyText(k *desktop.CustomShortcut) string {
	if k == nil {
		return ""
	}
	var parts []string
	for _, m := range []struct {
		mod  fyne.KeyModifier
		name string
	}{
		{fyne.KeyModifierControl, "Ctrl"}, {fyne.KeyModifierAlt, "Alt"},
		{fyne.KeyModifierShift, "Shift"}, {fyne.KeyModifierSuper, superName()},
	} {
		if k.Modifier&m.mod != 0 {
			parts = append(parts, m.name)
		}
	}
	return strings.Join(append(parts, keyName(k.KeyName)), "+")
}

func superName() string {
	if runtime.GOOS == "darwin" {
		return "⌘"
	}
	return "Super"
}

func keyName(k fyne.KeyName) string {
	switch k {
	case fyne.KeyLeft:
		return "←"
	case fyne.KeyRight:
		return "→"
	case fyne.KeyPageDown:
		return "PgDn"
	case fyne.KeyPageUp:
		return "PgUp"
	}
	return string(k)
}

// mainMenu hangs the commands on menus, where their shortcuts work whatever
// has the focus.
func (w *Window) mainMenu() *fyne.MainMenu {
	by := map[string][]*fyne.MenuItem{}
	for _, c := range w.commands() {
		item := fyne.NewMenuItem(i18n.T(c.name), func() { w.order(c) })
		if c.key != nil {
			item.Shortcut = menuShortcut(c.key)
		}
		item.IsQuit = c.name == "desktop.cmd_quit"
		by[c.menu] = append(by[c.menu], item)
	}
	main := fyne.NewMainMenu()
	for _, m := range menus() {
		main.Items = append(main.Items, fyne.NewMenu(i18n.T("desktop.menu_"+m), by[m]...))
	}
	return main
}

// menuShortcut names a key as the driver reports it: Ctrl+Z arrives as Undo.
func menuShortcut(k *desktop.CustomShortcut) fyne.Shortcut {
	if k.KeyName == fyne.KeyZ && k.Modifier == fyne.KeyModifierShortcutDefault {
		return &fyne.ShortcutUndo{}
	}
	return k
}

// order runs a command; what is open over the page makes way first.
func (w *Window) order(c command) {
	if w.session == nil {
		return
	}
	w.closeSheet()
	c.do(w)
}

// newHere begins a new record of the page in sight.
func (w *Window) newHere() {
	if m, ok := w.session.current().(screen.Maker); ok {
		m.New()
		return
	}
	w.goTo(screen.Route{Screen: screen.Customers, New: true})
}

// findHere goes to the page's own search, else to the one over everything.
func (w *Window) findHere() {
	if s, ok := w.session.current().(screen.Searcher); ok {
		s.FocusSearch()
		return
	}
	w.focusSearch()
}

func (w *Window) stepRecord(delta int) {
	if s, ok := w.session.current().(screen.Stepper); ok {
		s.Step(delta)
	}
}

// partyHere is the customer whose page is in sight.
func (w *Window) partyHere() crm.ID {
	if here := w.session.places.here; here.Screen == screen.Customers {
		return here.ID
	}
	return crm.ID{}
}
