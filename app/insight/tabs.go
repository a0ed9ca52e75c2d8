package insight

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/screen"
	"regulars/app/ui"
)

// head is the title with the themes, what can be done with the answer, and,
// below, the parts of the theme.
func (f *frame) head() fyne.CanvasObject {
	shown := themeOf(f.part.name)
	top := []fyne.CanvasObject{ui.Title(t("title")), ui.Caption(" ")}
	for _, one := range themes() {
		if len(one.parts) == 0 {
			continue
		}
		b := newTab(t("theme_"+one.theme), true, one.theme == shown.theme, f.p, func() { f.p.openTheme(one) })
		if b.chosen {
			f.themeTab = b
		}
		top = append(top, b)
	}
	var parts []fyne.CanvasObject
	for _, one := range shown.parts {
		b := newTab(one.title(), false, one.name == f.part.name, f.p, func() { f.p.openPart(one.name) })
		if b.chosen {
			f.tab = b
		}
		parts = append(parts, b)
	}
	export := container.NewVBox(f.export)
	return ui.Stack(ui.SpaceXS, container.NewBorder(nil, nil, nil, export, ui.Flow(ui.SpaceXS, top...)), ui.Flow(ui.SpaceXS, parts...))
}

// openPart goes to a sub-page; the keyboard stays on its name.
func (p *page) openPart(name string) {
	p.env.Go(screen.Route{Screen: screen.Insight, Part: name})
	p.env.Canvas().Focus(p.frame.tab)
}

// openTheme goes to the part of a theme that was shown last, at first to its
// first; the keyboard stays on the theme.
func (p *page) openTheme(of themed) {
	name := of.parts[0].name
	if last := p.last[of.theme]; of.has(last) {
		name = last
	}
	p.env.Go(screen.Route{Screen: screen.Insight, Part: name})
	p.env.Canvas().Focus(p.frame.themeTab)
}

var _ fyne.Widget = (*tab)(nil)

// tab is the name of a theme, underlined when chosen, or, more quietly, of a
// part, filled when chosen.
type tab struct {
	ui.Pressable
	name   *ui.Text
	theme  bool
	chosen bool
	page   *page
}

// TypedKey leaves the keys of the page to it: a tab keeps the keyboard when
// it led there.
func (b *tab) TypedKey(ev *fyne.KeyEvent) {
	if !b.page.Key(ev.Name) {
		b.Pressable.TypedKey(ev)
	}
}

func newTab(name string, theme, chosen bool, p *page, press func()) *tab {
	b := &tab{name: ui.NewText(name), theme: theme, chosen: chosen, page: p}
	b.name.Style.Bold = theme
	b.OnTapped = press
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer implements fyne.Widget.
func (b *tab) CreateRenderer() fyne.WidgetRenderer {
	r := &tabRenderer{b: b, back: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil)}
	r.apply()
	return r
}

type tabRenderer struct {
	b          *tab
	back, line *canvas.Rectangle
}

const (
	tabPadX, tabPadY float32 = 10, 5
	tabLine          float32 = 3
)

func (r *tabRenderer) apply() {
	b := r.b
	colour := func(name fyne.ThemeColorName) { r.back.FillColor = theme.ColorForWidget(name, b) }
	r.back.CornerRadius, r.back.FillColor, r.back.StrokeWidth = 6, nil, 0
	r.line.CornerRadius, r.line.FillColor = tabLine/2, nil
	b.name.ColorName = ui.ColorMuted
	switch {
	case b.chosen && b.theme:
		b.name.ColorName = ui.ColorAccent
		r.line.FillColor = theme.ColorForWidget(ui.ColorAccent, b)
	case b.chosen:
		b.name.ColorName = ui.ColorText
		colour(theme.ColorNameButton)
	case b.Hovered:
		b.name.ColorName = ui.ColorText
		colour(theme.ColorNameHover)
	}
	if b.Focused {
		r.back.StrokeColor, r.back.StrokeWidth = theme.ColorForWidget(ui.ColorAccent, b), 2
	}
}

func (r *tabRenderer) Destroy() {}

func (r *tabRenderer) Layout(s fyne.Size) {
	r.back.Resize(s)
	r.line.Move(fyne.NewPos(tabPadX, s.Height-tabLine))
	r.line.Resize(fyne.NewSize(s.Width-2*tabPadX, tabLine))
	height := r.b.name.MinSize().Height
	r.b.name.Move(fyne.NewPos(tabPadX, (s.Height-height)/2))
	r.b.name.Resize(fyne.NewSize(s.Width-2*tabPadX, height))
}

func (r *tabRenderer) MinSize() fyne.Size {
	pad := tabPadY
	if r.b.theme {
		pad += tabLine
	}
	return r.b.name.MinSize().AddWidthHeight(2*tabPadX, 2*pad)
}

func (r *tabRenderer) Refresh() {
	r.apply()
	r.b.name.Refresh()
	canvas.Refresh(r.b)
}

func (r *tabRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.line, r.b.name}
}
