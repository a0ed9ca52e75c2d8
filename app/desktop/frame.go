package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
)

// buildFrame draws what stands around the page, in the present language.
func (w *Window) buildFrame() {
	s := w.session
	side, items := rail(s.order, w.goTo)
	s.rail = items
	s.drawRail()
	s.search = newSearchBox(w)
	s.status = newStatusLine(w.p.Runner, w.bookLine(s))
	header := w.header(s)
	s.frame = container.New(frame{}, s.page, s.status.box, side, header, widget.NewSeparator(), widget.NewSeparator(), widget.NewSeparator())
	w.root.Objects = []fyne.CanvasObject{s.frame, s.search.layer}
	w.root.Refresh()
	w.win.SetMainMenu(w.mainMenu())
}

// frame lays out page, status line, rail and header with three hairlines
// between them and no other room. In this order Tab goes through them: who
// wants another page has keys for it.
type frame struct{}

// statusHeight has room for a notice with its button, so that the page does
// not move when one comes.
const statusHeight = 44

func (frame) MinSize(objects []fyne.CanvasObject) fyne.Size {
	page, side, header := objects[0].MinSize(), objects[2].MinSize(), objects[3].MinSize()
	return fyne.NewSize(side.Width+1+max(header.Width, page.Width), max(side.Height, header.Height+page.Height+statusHeight+2))
}

func (frame) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	put := func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	}
	page, status, rail, header, lines := objects[0], objects[1], objects[2], objects[3], objects[4:]
	side, top := rail.MinSize().Width, header.MinSize().Height
	x, w, end := side+1, size.Width-side-1, size.Height-statusHeight
	put(page, x, top+1, w, end-top-2)
	put(status, x, end, w, statusHeight)
	put(rail, 0, 0, side, size.Height)
	put(header, x, 0, w, top)
	put(lines[0], side, 0, 1, size.Height)
	put(lines[1], x, top, w, 1)
	put(lines[2], x, end-1, w, 1)
}

func (w *Window) header(s *session) fyne.CanvasObject {
	way := container.NewHBox(ui.Quiet("", theme.NavigateBackIcon(), func() { w.step(-1) }), ui.Quiet("", theme.NavigateNextIcon(), func() { w.step(1) }))
	log := ui.NewButton(i18n.T("desktop.log_contact"), theme.ContentAddIcon(), func() { w.capture(w.partyHere()) })
	line := container.NewBorder(nil, nil, way, log, container.New(inset{left: ui.SpaceS, right: ui.SpaceS}, s.search.finder.entry))
	p := ui.NewPanel(ui.ColorSurface, line)
	p.Radius, p.PadX, p.PadY = 0, ui.SpaceM, ui.SpaceS
	return p
}

// goTo shows another place.
func (w *Window) goTo(r screen.Route) {
	s := w.session
	if s == nil || !s.has(r.Screen) {
		return
	}
	w.closeSheet()
	s.search.close()
	if from := s.places.here; from.Part != r.Part || from.ID != r.ID || from.New != r.New {
		// A field of the form just left would go on swallowing keys, Ctrl+Z first.
		w.win.Canvas().Unfocus()
	}
	s.places.visit(r)
	w.showHere()
}

// step goes back (-1) or forward (+1).
func (w *Window) step(delta int) {
	if w.session == nil {
		return
	}
	if _, ok := w.session.places.step(delta); ok {
		w.closeSheet()
		w.showHere()
	}
}

// showHere brings the page of the present place in sight.
func (w *Window) showHere() {
	s := w.session
	here := s.places.here
	ui.Escape.Go(here.Screen)
	page := s.screenOf(here.Screen)
	if missed, ok := s.stale[here.Screen]; ok {
		delete(s.stale, here.Screen)
		page.Refresh(missed)
	}
	if content := page.Content(); len(s.page.Objects) != 1 || s.page.Objects[0] != content {
		w.win.Canvas().Unfocus()
		s.page.Objects = []fyne.CanvasObject{content}
		s.page.Refresh()
	}
	page.Show(here)
	for id, it := range s.rail {
		if active := id == here.Screen; active != it.active {
			it.active = active
			it.Refresh()
		}
	}
	w.retitle()
}

// placeOf is where a record is shown.
func placeOf(k crm.Kind, id crm.ID) screen.Route {
	switch k {
	case crm.KindParty:
		return screen.Route{Screen: screen.Customers, ID: id}
	case crm.KindProduct:
		return screen.Route{Screen: screen.Sales, Part: "products", ID: id}
	case crm.KindDocument:
		return screen.Route{Screen: screen.Sales, ID: id}
	}
	return screen.Route{Screen: screen.Today, ID: id}
}
