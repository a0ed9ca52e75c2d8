package customers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/ui"
)

// newInput is a line of text with a value and a hint for when it is empty.
func newInput(value, hint string) *ui.Entry {
	in := ui.NewEntry()
	in.Text, in.PlaceHolder = value, hint
	return in
}

// dropdown is a button that opens a menu below itself; items are asked for
// when it opens.
func dropdown(text string, canvas func() fyne.Canvas, items func() []*fyne.MenuItem) *ui.Button {
	b := ui.NewButton(text, theme.MenuDropDownIcon(), nil)
	b.IconPlacement = widget.ButtonIconTrailingText
	b.OnTapped = func() {
		if c := canvas(); c != nil {
			below(b, c, items())
		}
	}
	return b
}

func below(o fyne.CanvasObject, c fyne.Canvas, items []*fyne.MenuItem) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), c, at.AddXY(0, o.Size().Height+2))
}

// choose is a menu item that may be ticked.
func choose(text string, ticked bool, f func()) *fyne.MenuItem {
	item := fyne.NewMenuItem(text, f)
	item.Checked = ticked
	return item
}
