package desktop

import (
	"context"

	"fyne.io/fyne/v2"

	"regulars/app/ui"
)

// finder is an entry with a list of what fits the words typed: the search box,
// the palette and the customer picker are all one.
type finder struct {
	entry  *ui.Entry
	list   *choiceList
	runner ui.Runner
	slot   ui.Slot
	// ask answers a query; it runs off the window's goroutine.
	ask func(query string) []group
	// note says that a query found nothing.
	note func(query string) string
	// shown is called after the list changed.
	shown func(query string)
}

func newFinder(r ui.Runner, hint string, picked func(choice)) *finder {
	f := &finder{runner: r, list: newChoiceList(picked)}
	f.entry = ui.NewEntry()
	f.entry.PlaceHolder, f.entry.OnKey, f.entry.OnChanged = hint, f.key, f.find
	return f
}

func (f *finder) find(query string) {
	ui.Ask(f.runner, &f.slot, func(context.Context, func(float64)) ([]group, error) {
		return f.ask(query), nil
	}, func(groups []group, _ error) { f.show(query, groups) })
}

func (f *finder) show(query string, groups []group) {
	f.list.set(groups, f.note(query))
	f.shown(query)
}

// enter picks the marked choice. People type and press Enter, and type on,
// faster than any answer comes back from elsewhere; so an answer still on its
// way is asked for again here and now, which takes a few milliseconds.
func (f *finder) enter() {
	if f.slot.Busy() {
		f.slot.Cancel()
		f.show(f.entry.Text, f.ask(f.entry.Text))
	}
	f.list.enter()
}

func (f *finder) key(k fyne.KeyName) bool {
	switch k {
	case fyne.KeyDown:
		f.list.move(1)
	case fyne.KeyUp:
		f.list.move(-1)
	case fyne.KeyPageDown:
		f.list.move(min(8, len(f.list.rows)-1-f.list.at))
	case fyne.KeyPageUp:
		f.list.move(-min(8, f.list.at))
	case fyne.KeyReturn, fyne.KeyEnter:
		f.enter()
	default:
		return false
	}
	return true
}

// tallest gives its one object a height of at most limit.
type tallest struct {
	limit func() float32
	want  func() float32
}

func (t tallest) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objects[0].MinSize().Width, min(t.want(), t.limit()))
}

func (t tallest) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }
