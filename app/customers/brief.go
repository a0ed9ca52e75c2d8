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
	id, m, desk, box := p.id, p.data.moment, p.desk, container.NewStack(ui.Loading(t("loading"), nil))
	show := func(o fyne.CanvasObject) {
		box.Objects = []fyne.CanvasObject{o}
		box.Refresh()
	}
	ui.Ask(p.env.Runner, &p.briefSlot, func(ctx context.Context, _ func(float64)) (b *brief.Brief, err error) {
		if desk, err = deskFor(ctx, p.env, m, desk); err != nil {
			return nil, err
		}
		return desk.Of(ctx, id)
	}, func(b *brief.Brief, err error) {
		switch {
		case id != p.id:
		case err != nil:
			show(ui.ErrorState(err, p.load))
		default:
			p.brief, p.desk = b, desk
			show(ui.Scrolled(p.briefBody(b), &p.scroll))
		}
	})
	return box
}

// briefBody is the page as it is printed, with what can be done with it above.
func (p *partyPage) briefBody(b *brief.Brief) fyne.CanvasObject {
	s := b.Page(brief.Shown)
	save := ui.NewButton(bt("save"), theme.DocumentSaveIcon(), func() { p.saveBrief(b) })
	lead := ui.NewPanel(ui.ColorTintAccent, briefBlock(s.Lead))
	lead.PadX, lead.PadY = ui.SpaceM, ui.SpaceS
	left, right := halves(s.Blocks)
	columns := ui.Beside{From: 640, Main: .5}.With(ui.Stack(ui.SpaceM, left...), ui.Stack(ui.SpaceM, right...))
	page := []fyne.CanvasObject{ui.Flow(ui.SpaceS, p.copyBrief(b), save), lead, columns}
	for _, foot := range s.Foot {
		page = append(page, ui.Small(foot, ui.ColorMuted))
	}
	return ui.Card(ui.Stack(ui.SpaceM, page...))
}

func (p *partyPage) copyBrief(b *brief.Brief) *ui.Button {
	return ui.NewButton(bt("copy"), theme.ContentCopyIcon(), func() {
		fyne.CurrentApp().Clipboard().SetContent(b.Text())
		p.env.Notify(ui.Notice{Text: bt("copied"), Tone: ui.Good})
	})
}

// halves deals blocks out to two columns of about the same length.
func halves(blocks []paper.Block) (left, right []fyne.CanvasObject) {
	room := func(b paper.Block) int { return len(b.Lines) + 2 }
	all, sum := 0, 0
	for _, b := range blocks {
		all += room(b)
	}
	for _, b := range blocks {
		if 2*sum+room(b) <= all || len(left) == 0 {
			left = append(left, briefBlock(b))
		} else {
			right = append(right, briefBlock(b))
		}
		sum += room(b)
	}
	return left, right
}

func briefBlock(b paper.Block) fyne.CanvasObject {
	title := ui.NewText(b.Title)
	title.Style.Bold = true
	lines := []fyne.CanvasObject{ui.Shrinking(title)}
	for _, l := range b.Lines {
		lines = append(lines, ui.Paragraph(l, ""))
	}
	return ui.Stack(3, lines...)
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
