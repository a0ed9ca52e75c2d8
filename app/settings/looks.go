package settings

import "fyne.io/fyne/v2/widget"

// lookSelect is a list of choices that can be told that the program, not the
// owner, is choosing.
type lookSelect struct {
	widget.Select
	filling bool
}

func newLookSelect(options []string) *lookSelect {
	l := &lookSelect{}
	l.Options = options
	l.ExtendBaseWidget(l)
	return l
}
