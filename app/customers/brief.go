package customers

import (
	"bytes"
	"context"
	"errors"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/screen/brief"
	"regulars/app/screen/paper"
	"regulars/app/ui"
)

func bt(key string, args ...i18n.Args) string { return i18n.T("brief."+key, args...) }

// briefTab is the customer on one page. It is worked out when it is opened,
// since it asks about all customers.
func (p *partyPage) briefTab() fyne.CanvasObject {
	if b := p.brief; b != nil {
		return ui.Scrolled(p.briefBody(b), &p.scroll)
	}
	id, day, box := p.id, p.data.today, container.NewStack(ui.Loading(t("loading"), nil))
	show := func(o fyne.CanvasObject) {
		box.Objects = []fyne.CanvasObject{o}
		box.Refresh()
	}
	ui.Ask(p.env.Runner, &p.briefSlot, func(ctx context.Context, _ func(float64)) (*brief.Brief, error) {
		desk, err := brief.Open(ctx, p.env.Book, day)
		if err != nil {
			return nil, err
		}
		return desk.Of(ctx, id)
	}, func(b *brief.Brief, err error) {
		switch {
		case id != p.id:
		case err != nil:
			show(ui.ErrorState(err, p.load))
		default:
			p.brief = b
			show(ui.Scrolled(p.briefBody(b), &p.scroll))
		}
	})
	return box
}

// briefBody lays the blocks out in two columns of about the same length.
func (p *partyPage) briefBody(b *brief.Brief) fyne.CanvasObject {
	s := b.Page(brief.Shown)
	copied := ui.NewButton(bt("copy"), theme.ContentCopyIcon(), func() {
		fyne.CurrentApp().Clipboard().SetContent(b.Text())
		p.env.Notify(ui.Notice{Text: bt("copied"), Tone: ui.Good})
	})
	save := ui.NewButton(bt("save"), theme.DocumentSaveIcon(), func() { p.saveBrief(b) })
	all, sum := 0, 0
	for _, block := range s.Blocks {
		all += rows(block)
	}
	var left, right []fyne.CanvasObject
	for _, block := range s.Blocks {
		if 2*sum < all {
			left = append(left, briefCard(block))
		} else {
			right = append(right, briefCard(block))
		}
		sum += rows(block)
	}
	parts := []fyne.CanvasObject{briefCard(s.Lead), ui.Beside{From: 700, Main: .5}.With(ui.Stack(ui.SpaceM, left...), ui.Stack(ui.SpaceM, right...))}
	for _, foot := range s.Foot {
		parts = append(parts, ui.Small(foot, ui.ColorMuted))
	}
	return ui.Stack(ui.SpaceM, append([]fyne.CanvasObject{ui.Flow(ui.SpaceS, copied, save)}, parts...)...)
}

// rows is about how much room a block takes: its lines, heading and frame.
func rows(b paper.Block) int { return len(b.Lines) + 3 }

func briefCard(b paper.Block) fyne.CanvasObject {
	var lines []fyne.CanvasObject
	for _, l := range b.Lines {
		lines = append(lines, ui.Paragraph(l, ""))
	}
	return ui.Section(b.Title, ui.Stack(ui.SpaceXS, lines...))
}

// saveBrief prints the page into a file.
func (p *partyPage) saveBrief(b *brief.Brief) {
	file, err := b.PDF()
	if err != nil {
		text := ui.ErrorText(err)
		if errors.Is(err, paper.ErrGlyphs) {
			text = bt("no_font")
		}
		p.env.Notify(ui.Notice{Text: text, Tone: ui.Bad})
		return
	}
	write := func(w io.Writer) error {
		_, err := io.Copy(w, bytes.NewReader(file))
		return err
	}
	p.env.Save(b.Name+" "+b.Day.String()+".pdf", write, func(name string) string { return bt("saved", i18n.Args{"File": name}) })
}
