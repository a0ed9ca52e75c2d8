package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// CreateRenderer implements fyne.Widget.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	return &entryRenderer{WidgetRenderer: e.Entry.CreateRenderer(), entry: &e.Entry}
}

// SelectEntry is Fyne's entry with a list to choose from that lets the wheel
// and Escape go where they belong.
type SelectEntry struct{ widget.SelectEntry }

// NewSelectEntry returns an entry with a list.
func NewSelectEntry(options []string) *SelectEntry {
	s := &SelectEntry{}
	s.ExtendBaseWidget(s)
	s.SetOptions(options)
	return s
}

// CreateRenderer implements fyne.Widget.
func (s *SelectEntry) CreateRenderer() fyne.WidgetRenderer {
	return &entryRenderer{WidgetRenderer: s.Entry.CreateRenderer(), entry: &s.Entry}
}

// TypedKey sends Escape to the stack.
func (s *SelectEntry) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape {
		Escape.Press()
		return
	}
	s.SelectEntry.TypedKey(ev)
}

// TypedShortcut lets Ctrl+Enter save the form.
func (s *SelectEntry) TypedShortcut(k fyne.Shortcut) {
	if !passSaveKey(s, k) {
		s.SelectEntry.TypedShortcut(k)
	}
}

// entryRenderer draws Fyne's entry without its scroll as long as the text fits:
// the scroll would keep the wheel for itself, and a page would stand still
// wherever a field lies under the pointer. The scroll goes on moving the text
// along with the cursor; a clip shows it.
type entryRenderer struct {
	fyne.WidgetRenderer
	entry   *widget.Entry
	view    *container.Clip
	objects []fyne.CanvasObject
}

// Objects implements fyne.WidgetRenderer.
func (r *entryRenderer) Objects() []fyne.CanvasObject {
	r.objects = append(r.objects[:0], r.WidgetRenderer.Objects()...)
	for i, o := range r.objects {
		if s, ok := o.(*container.Scroll); ok && r.passes(s) {
			r.objects[i] = r.clip(s)
		}
	}
	return r.objects
}

// passes reports whether the wheel has nothing to do in the entry.
func (r *entryRenderer) passes(s *container.Scroll) bool {
	return !r.entry.MultiLine || s.Content.Size().Height <= s.Size().Height
}

func (r *entryRenderer) clip(s *container.Scroll) fyne.CanvasObject {
	if r.view == nil {
		r.view = container.NewClip(s.Content)
	}
	r.view.Move(s.Position())
	r.view.Resize(s.Size())
	return r.view
}
