package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
)

// searchPause is how long typing rests before a search begins.
const searchPause = 120 * time.Millisecond

// SearchField is a search box: it asks when typing rests, Enter asks at once,
// Escape clears and then leaves, Down goes on to the results.
type SearchField struct {
	widget.BaseWidget
	OnSearch func(text string)
	OnSubmit func(text string) // Enter
	OnDown   func()

	runner Runner
	entry  *Entry
	clear  *widget.Button
	stop   func()
	asked  string
}

// NewSearchField returns an empty box; hint is its placeholder, "" for "Search".
func NewSearchField(r Runner, hint string) *SearchField {
	s := &SearchField{runner: r, entry: NewEntry(), stop: func() {}}
	if hint == "" {
		hint = i18n.T("ui.search_hint")
	}
	s.clear = widget.NewButtonWithIcon("", theme.CancelIcon(), func() { s.SetText(""); s.Focus() })
	s.clear.Importance = widget.LowImportance
	s.clear.Hide()
	// Before anything that draws: the entry looks for its item only once.
	s.entry.ActionItem = s.clear
	s.entry.SetIcon(theme.SearchIcon())
	s.entry.SetPlaceHolder(hint)
	s.entry.OnChanged = s.typed
	s.entry.OnKey = s.key
	s.ExtendBaseWidget(s)
	return s
}

// Text is what stands in the box.
func (s *SearchField) Text() string { return s.entry.Text }

// SetText fills the box and searches at once.
func (s *SearchField) SetText(text string) {
	s.entry.SetText(text)
	s.ask()
}

// Focus puts the keyboard into the box.
func (s *SearchField) Focus() { giveFocus(s.entry) }

func (s *SearchField) typed(text string) {
	show(s.clear, text != "")
	s.stop()
	s.stop = s.runner.After(searchPause, s.ask)
}

func (s *SearchField) ask() {
	s.stop()
	if s.entry.Text != s.asked && s.OnSearch != nil {
		s.asked = s.entry.Text
		s.OnSearch(s.asked)
	}
}

func (s *SearchField) key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyEscape:
		if s.entry.Text == "" {
			return false
		}
		s.SetText("")
	case fyne.KeyReturn, fyne.KeyEnter:
		s.ask()
		if s.OnSubmit != nil {
			s.OnSubmit(s.entry.Text)
		}
	case fyne.KeyDown:
		call(s.OnDown)
	default:
		return false
	}
	return true
}

// MinSize leaves room for a word or two.
func (s *SearchField) MinSize() fyne.Size {
	s.ExtendBaseWidget(s)
	return s.BaseWidget.MinSize().Max(fyne.NewSize(220, 0))
}

// CreateRenderer implements fyne.Widget.
func (s *SearchField) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(s.entry)
}
