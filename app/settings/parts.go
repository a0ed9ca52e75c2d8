package settings

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/ui"
)

const (
	columnWidth = 720
	indexWidth  = 236
)

// withIndex shows the index beside the page where there is room for it.
type withIndex struct{ from, index float32 }

func (l *withIndex) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(300, 200) }

func (l *withIndex) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	index, page := objects[0], objects[1]
	if size.Width < l.from {
		index.Hide()
		page.Move(fyne.Position{})
		page.Resize(size)
		return
	}
	index.Show()
	index.Move(fyne.NewPos(-theme.InnerPadding(), 0)) // the words, not their buttons, stand under the title
	index.Resize(fyne.NewSize(l.index, size.Height))
	page.Move(fyne.NewPos(l.index+ui.SpaceL, 0))
	page.Resize(fyne.NewSize(size.Width-l.index-ui.SpaceL, size.Height))
}

// pair puts a name at the left and its control at the right.
type pair struct{ share float32 }

func (l *pair) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(280, max(objects[0].MinSize().Height, objects[1].MinSize().Height))
}

func (l *pair) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	w := (size.Width - ui.SpaceM) * l.share
	objects[0].Resize(fyne.NewSize(w, size.Height))
	objects[1].Resize(fyne.NewSize(size.Width-w-ui.SpaceM, objects[1].MinSize().Height))
	objects[1].Move(fyne.NewPos(w+ui.SpaceM, 0))
}

// shown hides a place that holds nothing, so that it takes no room.
func shown(place *fyne.Container) {
	if len(place.Objects) == 0 {
		place.Hide()
	} else {
		place.Show()
	}
	place.Refresh()
}

// option is one choice of a list, known by its id.
type option struct{ id, text string }

func texts(options []option) []string {
	out := make([]string, len(options))
	for i, o := range options {
		out[i] = o.text
	}
	return out
}

func indexOf(options []option, id string) int {
	for i, o := range options {
		if o.id == id {
			return i
		}
	}
	return -1
}

// lines puts rows under each other with hairlines between them.
func lines(rows []fyne.CanvasObject) fyne.CanvasObject {
	list := ui.Stack(6)
	for i, r := range rows {
		if i > 0 {
			list.Add(widget.NewSeparator())
		}
		list.Add(r)
	}
	return list
}
