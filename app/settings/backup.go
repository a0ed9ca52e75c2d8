package settings

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/crm"
)

// backup is one copy of the book in the backup folder.
type backup struct {
	path string
	at   time.Time
	size int64
}

// folderOf is where backups lie: beside the book unless another place is set.
func folderOf(v crm.Settings, path string) string {
	if v.BackupFolder != "" {
		return v.BackupFolder
	}
	return filepath.Join(filepath.Dir(path), "Backups")
}

// backupsIn lists the backups of a book, the newest first; a folder that is
// not there holds none.
func backupsIn(folder, book string) []backup {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	stem := strings.TrimSuffix(filepath.Base(book), filepath.Ext(book)) + "-"
	var out []backup
	for _, e := range entries {
		stamp, ours := strings.CutPrefix(strings.TrimSuffix(e.Name(), filepath.Ext(e.Name())), stem)
		at, err := time.Parse("20060102-150405", stamp)
		info, gone := e.Info()
		if ours && err == nil && gone == nil {
			out = append(out, backup{filepath.Join(folder, e.Name()), at, info.Size()})
		}
	}
	slices.SortFunc(out, func(a, b backup) int { return b.at.Compare(a.at) })
	return out
}

func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// sizeText writes a size as people speak of files.
func sizeText(n int64) string {
	if n < 1<<20 {
		return i18n.Integer(max(1, n>>10)) + " kB"
	}
	return i18n.Number(float64(n)/(1<<20), 1) + " MB"
}

// backupsListed is how many backups are shown; the folder has all.
const backupsListed = 5

// backupCard makes and lists backups.
type backupCard struct {
	s      *Screen
	slot   ui.Slot
	status *fyne.Container
	list   *fyne.Container
	done   *backup // just made
	err    error
}

func newBackupCard(s *Screen) *backupCard { return &backupCard{s: s} }

func (c *backupCard) card() fyne.CanvasObject {
	c.status, c.list = container.NewStack(), container.NewStack()
	folder, entry := c.s.text("folder", folderOf(crm.Settings{}, c.s.env.Book.Path()), says("settings.folder_why"),
		func(v *crm.Settings) string { return v.BackupFolder },
		func(v *crm.Settings, text string) string {
			text = strings.TrimSpace(text)
			if text != "" && !filepath.IsAbs(text) {
				return i18n.T("settings.folder_wrong")
			}
			v.BackupFolder = text
			return ""
		})
	now := ui.Primary(i18n.T("settings.backup_now"), theme.DocumentSaveIcon(), c.make)
	open := ui.NewButton(i18n.T("settings.open_folder"), theme.FolderIcon(), func() { c.s.open(c.folder()) })
	choose := ui.NewButton(i18n.T("settings.choose_folder"), theme.FolderOpenIcon(), func() { c.choose(entry) })
	c.s.focusable["backup_now"] = now
	return ui.Stack(ui.SpaceM, folder, ui.Flow(ui.SpaceS, now, choose, open), c.status, c.list)
}

func (c *backupCard) folder() string { return folderOf(c.s.have.settings, c.s.env.Book.Path()) }

// choose asks for a folder in a dialog.
func (c *backupCard) choose(entry *ui.Entry) {
	if c.s.env.Window == nil || c.s.env.Window() == nil {
		c.s.focus = "folder"
		c.s.takeFocus()
		return
	}
	d := dialog.NewFolderOpen(func(dir fyne.ListableURI, err error) {
		if err == nil && dir != nil {
			entry.SetText(dir.Path())
			entry.OnSubmitted(entry.Text)
		}
	}, c.s.env.Window())
	d.SetOnClosed(ui.Escape.Push(d.Hide))
	d.Show()
}

// make makes a backup and reads it back.
func (c *backupCard) make() {
	folder, b := c.folder(), c.s.env.Book
	c.done, c.err = nil, nil
	ui.Ask(c.s.env.Runner, &c.slot, func(ctx context.Context, _ func(float64)) (backup, error) {
		path, err := b.BackupInto(ctx, folder)
		return backup{path: path, size: sizeOf(path)}, err
	}, func(made backup, err error) {
		if c.err = err; err == nil {
			c.done = &made
		}
		c.s.have.backups = backupsIn(folder, b.Path())
		c.draw()
	})
	if c.slot.Busy() {
		c.draw()
	}
}

func (c *backupCard) draw() {
	c.status.Objects = nil
	switch {
	case c.slot.Busy():
		c.status.Objects = []fyne.CanvasObject{ui.Row(ui.SpaceS, ui.Muted(i18n.T("settings.backup_running")), ui.Quiet(i18n.T("ui.cancel"), nil, func() {
			c.slot.Cancel()
			c.draw()
		}))}
	case c.err != nil:
		c.status.Objects = []fyne.CanvasObject{ui.Callout(ui.Bad, i18n.T("settings.backup_failed", i18n.Args{"Reason": ui.ErrorText(c.err)}))}
	case c.done != nil:
		text := i18n.T("settings.backup_done", i18n.Args{"File": filepath.Base(c.done.path), "Size": sizeText(c.done.size)})
		c.status.Objects = []fyne.CanvasObject{ui.Callout(ui.Good, text)}
	}
	shown(c.status)
	c.drawList()
	c.s.root.Refresh()
}

func (c *backupCard) drawList() {
	list := c.s.have.backups
	if len(list) == 0 {
		c.list.Objects = []fyne.CanvasObject{ui.Muted(i18n.T("settings.backup_none"))}
		c.list.Refresh()
		return
	}
	var rows []fyne.CanvasObject
	loc := c.s.env.Now().Location()
	for _, b := range list[:min(backupsListed, len(list))] {
		day, clock := crm.InstantOf(b.at).In(loc)
		when := ui.NewText(i18n.Date(day) + "  " + clock.String())
		rows = append(rows, ui.Columns{Parts: []float32{0.3, 0.52, 0.18}, Gap: ui.SpaceS, Middle: true}.With(when, ui.Shrinking(ui.Muted(filepath.Base(b.path))), ui.Number(sizeText(b.size))))
	}
	head := ui.Caption(i18n.N("settings.backups", len(list)))
	c.list.Objects = []fyne.CanvasObject{ui.Stack(ui.SpaceS, head, lines(rows))}
	c.list.Refresh()
}

// open shows a folder in the computer's own file window.
func (s *Screen) open(dir string) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		s.tell(ui.ErrorText(err), ui.Bad)
		return
	}
	if err := fyne.CurrentApp().OpenURL(&url.URL{Scheme: "file", Path: filepath.ToSlash(dir)}); err != nil {
		s.tell(ui.ErrorText(err), ui.Bad)
	}
}
