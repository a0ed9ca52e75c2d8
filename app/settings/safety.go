package settings

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
)

// safetyCard says where the book is, and checks and tidies it.
type safetyCard struct {
	s      *Screen
	slot   ui.Slot
	what   *fyne.Container // where the book is and how large
	status *fyne.Container
	busy   string // what is being done
	said   string
	tone   ui.Tone
}

func newSafetyCard(s *Screen) *safetyCard { return &safetyCard{s: s} }

func (c *safetyCard) card() fyne.CanvasObject {
	c.what, c.status = container.NewStack(), container.NewStack()
	check := ui.NewButton(i18n.T("settings.check"), theme.ConfirmIcon(), c.check)
	compact := ui.NewButton(i18n.T("settings.compact"), theme.ViewRestoreIcon(), c.compact)
	open := ui.NewButton(i18n.T("settings.open_folder"), theme.FolderIcon(), func() { c.s.open(filepath.Dir(c.s.env.Book.Path())) })
	c.s.focusable["check"] = check
	return ui.Stack(ui.SpaceM, c.what, ui.Flow(ui.SpaceS, check, compact, open), ui.Small(i18n.T("settings.safety_why"), ui.ColorMuted), c.status)
}

func (c *safetyCard) draw() {
	path := i18n.T("settings.book_at", i18n.Args{"Path": c.s.env.Book.Path()})
	size := i18n.T("settings.book_size", i18n.Args{"Size": sizeText(c.s.have.size)})
	c.what.Objects = []fyne.CanvasObject{ui.Stack(3, ui.Paragraph(path, ui.ColorText), ui.Muted(size))}
	c.what.Refresh()
	c.status.Objects = nil
	switch {
	case c.slot.Busy():
		meter := ui.NewMeter()
		c.slot.OnProgress = meter.Set
		cancel := ui.Quiet(i18n.T("ui.cancel"), theme.CancelIcon(), func() {
			c.slot.Cancel()
			c.said = ""
			c.draw()
		})
		c.status.Objects = []fyne.CanvasObject{container.NewBorder(nil, nil, nil, cancel, ui.Stack(2, ui.Muted(c.busy), meter))}
	case c.said != "":
		c.status.Objects = []fyne.CanvasObject{ui.Callout(c.tone, c.said)}
	}
	shown(c.status)
	c.s.root.Refresh()
}

func (c *safetyCard) say(text string, tone ui.Tone) {
	c.said, c.tone = text, tone
	c.s.have.size = sizeOf(c.s.env.Book.Path())
	c.draw()
}

// check reads the whole book.
func (c *safetyCard) check() {
	c.busy = i18n.T("settings.checking")
	b := c.s.env.Book
	ui.Ask(c.s.env.Runner, &c.slot, func(ctx context.Context, progress func(float64)) (book.Report, error) {
		return b.Check(ctx, progress)
	}, func(r book.Report, err error) {
		switch {
		case err != nil:
			c.say(ui.ErrorText(err), ui.Bad)
		case len(r.Problems) > 0:
			c.say(i18n.N("settings.check_bad", len(r.Problems), i18n.Args{"First": r.Problems[0]}), ui.Bad)
		default:
			c.say(i18n.N("settings.check_good", int(r.Records)), ui.Good)
		}
	})
	if c.slot.Busy() {
		c.draw()
	}
}

// compact gives back the space of what was deleted.
func (c *safetyCard) compact() {
	type sizes struct{ before, after int64 }
	c.busy = i18n.T("settings.compacting")
	b := c.s.env.Book
	ui.Ask(c.s.env.Runner, &c.slot, func(ctx context.Context, _ func(float64)) (sizes, error) {
		before, after, err := b.Compact(ctx)
		return sizes{before, after}, err
	}, func(n sizes, err error) {
		if err != nil {
			c.say(ui.ErrorText(err), ui.Bad)
			return
		}
		c.say(i18n.T("settings.compacted", i18n.Args{"Before": sizeText(n.before), "After": sizeText(n.after)}), ui.Good)
	})
	if c.slot.Busy() {
		c.draw()
	}
}
