package desktop

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/app/welcome"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/sample"
)

// showDoors greets who has no book yet.
func (w *Window) showDoors() {
	w.setFace("welcome.page", func() fyne.CanvasObject {
		p := welcome.Doors(welcome.Actions{
			Start:   func(s crm.Settings) { w.create(s, screen.Route{Screen: screen.Customers}) },
			Import:  func(s crm.Settings) { w.create(s, screen.Route{Screen: screen.Import}) },
			Sample:  func() { w.lookAround(sample.KindShop) },
			Other:   w.otherBook(),
			Country: w.p.Country,
			Focus:   w.focus,
		})
		w.doors, w.entered = p, p.Focus
		return p.Content()
	})
}

// showProblem says why a book does not open.
func (w *Window) showProblem(err error) {
	w.setFace("welcome.problem_page", func() fyne.CanvasObject {
		path := w.path
		content, first := welcome.Problem(path, err, welcome.Remedies{
			Retry:   func() { w.openBook(path, screen.Route{Screen: screen.Today}) },
			Other:   w.otherBook(),
			Restore: func(b welcome.Backup) { w.restore(path, b) },
			Quit:    w.quit,
			Backups: w.backups(),
			Focus:   w.focus,
		})
		w.entered = func() { w.focus(first) }
		return content
	})
}

func (w *Window) focus(f fyne.Focusable) { w.win.Canvas().Focus(f) }

// create makes a new book where the window expects one.
func (w *Window) create(s crm.Settings, at screen.Route) {
	path := w.p.Path
	w.bring(path, at, func(c *clock) (*book.Book, error) { return book.Create(path, s, c.options()) })
}

// lookAround opens a sample business, made when it is not there yet.
func (w *Window) lookAround(kind string) {
	path, title := w.p.SamplePath, i18n.T("desktop.sample_title")
	w.bring(path, screen.Route{Screen: screen.Today}, func(c *clock) (*book.Book, error) {
		settings := sample.Generate(kind, sample.Seed).Settings
		c.follow(&settings) // from the first change on
		b, err := sample.Create(path, kind, title, c.options())
		if book.CodeOf(err) == book.CodeExists {
			return book.Open(path, c.options())
		}
		return b, err
	})
}

// startOwn leaves the sample for the owner's own book.
func (w *Window) startOwn() { w.openBook(w.p.Path, screen.Route{Screen: screen.Today}) }

// otherBook returns what chooses another book, nil where there is no window to
// ask from.
func (w *Window) otherBook() func() {
	if w.p.Dialogs == nil {
		return nil
	}
	return w.chooseBook
}

// chooseBook asks for a book file and opens it.
func (w *Window) chooseBook() {
	if w.p.Dialogs == nil {
		return
	}
	d := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err != nil || file == nil {
			return
		}
		path := file.URI().Path()
		_ = file.Close() // only its name was wanted
		w.openBook(path, screen.Route{Screen: screen.Today})
	}, w.p.Dialogs)
	d.SetFilter(storage.NewExtensionFileFilter([]string{bookExtension}))
	if at, err := storage.ListerForURI(storage.NewFileURI(filepath.Dir(w.p.Path))); err == nil {
		d.SetLocation(at)
	}
	free := ui.Escape.Push(d.Hide)
	d.SetOnClosed(free)
	d.Show()
}

const (
	bookExtension   = ".regulars"
	backupExtension = ".backup"
)

// restore puts the broken file aside and a copy of a backup in its place.
func (w *Window) restore(path string, from welcome.Backup) {
	w.bring(path, screen.Route{Screen: screen.Today}, func(c *clock) (*book.Book, error) {
		return restored(path, from.Path, c)
	})
}

// restored opens a verified copy of a backup at path; the file that was there
// is kept beside it.
func restored(path, backup string, c *clock) (*book.Book, error) {
	from, err := book.Open(backup, book.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	copied := path + ".restoring"
	err = from.Backup(context.Background(), copied)
	if closed := from.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return nil, err
	}
	if err := os.Rename(path, path+"."+c.at().Format("20060102-150405")+".broken"); err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	if err := os.Rename(copied, path); err != nil {
		return nil, err
	}
	return book.Open(path, c.options())
}

// backupsOf lists the backups of a book, the newest first.
func backupsOf(path string, today crm.Date) []welcome.Backup {
	folder := backupFolder(path)
	stem := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	files, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	var list []welcome.Backup
	for _, f := range files {
		info, err := f.Info()
		if err != nil || !strings.HasPrefix(f.Name(), stem) || filepath.Ext(f.Name()) != backupExtension {
			continue
		}
		day := crm.DateOf(info.ModTime())
		list = append(list, welcome.Backup{Path: filepath.Join(folder, f.Name()), At: day, Days: int(today - day)})
	}
	slices.SortFunc(list, func(a, b welcome.Backup) int { return strings.Compare(b.Path, a.Path) })
	return list
}

// backupFolder is where backups lie unless the settings name another folder.
func backupFolder(path string) string { return filepath.Join(filepath.Dir(path), "Backups") }
