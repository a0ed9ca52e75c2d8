package sales

import (
	"fyne.io/fyne/v2"

	"regulars/app/ui"
)

// flushCard is a card for a table, which has its own padding.
func flushCard(o fyne.CanvasObject) *ui.Panel {
	card := ui.Card(o)
	card.PadX, card.PadY = ui.SpaceXS, ui.SpaceXS
	return card
}

// bold makes a line strong.
func bold(x *ui.Text) *ui.Text {
	x.Style.Bold = true
	return x
}

// figure is a label with a number under it, for a row of key figures.
func figure(label, value string) fyne.CanvasObject {
	return ui.Stack(2, ui.Caption(label), bold(ui.NewText(value)))
}

// searchBox makes a search field wide enough for its hint.
func searchBox(s *ui.SearchField, hint string) fyne.CanvasObject {
	return ui.Sized(s, ui.NewText(hint).MinSize().Width+84, 0)
}
