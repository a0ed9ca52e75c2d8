package welcome

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/crm"
)

// Actions are what lies behind the doors.
type Actions struct {
	// Start makes an empty book, Import one that begins with a file.
	Start, Import func(crm.Settings)
	// Sample opens a sample business to look around in.
	Sample func()
	// Other opens a book that lies elsewhere; nil where none can be chosen.
	Other func()
	// Country is where the business most likely is, "" when nobody knows.
	Country string
	// Focus puts the keyboard somewhere.
	Focus func(fyne.Focusable)
}

// Page is the page of doors, or behind one of them the small form.
type Page struct {
	do    Actions
	box   *fyne.Container
	first fyne.Focusable
}

// Doors returns the page of the first start. Focus it once it is in sight.
func Doors(do Actions) *Page {
	p := &Page{do: do, box: container.NewStack()}
	p.showDoors()
	return p
}

// Content is the page to put into the window.
func (p *Page) Content() fyne.CanvasObject { return p.box }

// Focus puts the keyboard on the first door.
func (p *Page) Focus() { p.do.Focus(p.first) }

// ShowForm opens the form behind the first door.
func (p *Page) ShowForm() { p.showForm(p.do.Start) }

func (p *Page) show(content fyne.CanvasObject) {
	p.box.Objects = []fyne.CanvasObject{content}
	p.box.Refresh()
	ui.Settle(p.box)
}

func (p *Page) showDoors() {
	cards := []fyne.CanvasObject{
		p.door(theme.DocumentCreateIcon(), "start", true, func() { p.showForm(p.do.Start) }),
		p.door(theme.DownloadIcon(), "import", false, func() { p.showForm(p.do.Import) }),
		p.door(theme.SearchIcon(), "sample", false, p.do.Sample),
	}
	lines := []fyne.CanvasObject{
		centred(ui.Title(i18n.T("welcome.title"))),
		centred(ui.Muted(i18n.T("welcome.text"))),
		ui.Spaced(ui.Tiles(250, cards...), ui.SpaceM, ui.SpaceM),
	}
	if p.do.Other != nil {
		other := ui.Quiet(i18n.T("welcome.other"), nil, p.do.Other)
		lines = append(lines, container.NewCenter(other))
	}
	p.show(container.NewVScroll(page(880, lines...)))
}

// door is one way in: a card with a button.
func (p *Page) door(icon fyne.Resource, name string, first bool, open func()) fyne.CanvasObject {
	image := canvas.NewImageFromResource(theme.NewColoredResource(icon, ui.ColorAccent))
	image.FillMode = canvas.ImageFillContain
	image.SetMinSize(fyne.NewSquareSize(32))
	b := ui.NewButton(i18n.T("welcome."+name+"_button"), nil, open)
	if first {
		b.Importance = widget.HighImportance
		p.first = b
	}
	text := ui.Stack(ui.SpaceS, container.NewHBox(image), ui.Heading(i18n.T("welcome."+name+"_title")),
		ui.Paragraph(i18n.T("welcome."+name+"_text"), ui.ColorMuted))
	return ui.Card(container.NewBorder(nil, ui.Spaced(b, ui.SpaceS, 0), nil, nil, text))
}
