package screen

import (
	"cmp"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"

	"regulars/app/ui"
)

// Save asks for a file, with a name proposed, and writes into it; said is what
// to tell the owner then, given the name chosen. Without a window nothing
// happens.
func (e Env) Save(name string, write func(io.Writer) error, said func(file string) string) {
	if e.Window == nil || e.Window() == nil {
		return
	}
	d := dialog.NewFileSave(func(file fyne.URIWriteCloser, err error) {
		if file == nil && err == nil {
			return // cancelled
		}
		if err == nil {
			err = write(file)
			err = cmp.Or(err, file.Close())
		}
		if err != nil {
			e.Notify(ui.Notice{Text: ui.ErrorText(err), Tone: ui.Bad})
			return
		}
		e.Notify(ui.Notice{Text: said(file.URI().Name()), Tone: ui.Good})
	}, e.Window())
	d.SetFileName(name)
	d.SetOnClosed(ui.Escape.Push(d.Hide))
	d.Show()
}
