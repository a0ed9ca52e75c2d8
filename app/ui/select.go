package ui

import "fyne.io/fyne/v2/widget"

// SelectOf is a choice among codes shown by their names, with chosen chosen at
// first; none is when it is not among them.
func SelectOf[T comparable](codes []T, name func(T) string, chosen T, changed func(T)) *widget.Select {
	names := make([]string, len(codes))
	for i, c := range codes {
		names[i] = name(c)
	}
	s := widget.NewSelect(names, nil)
	for i, c := range codes {
		if c == chosen {
			s.SetSelectedIndex(i)
		}
	}
	s.OnChanged = func(string) {
		if i := s.SelectedIndex(); i >= 0 {
			changed(codes[i])
		}
	}
	return s
}
