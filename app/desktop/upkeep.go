package desktop

import (
	"context"
	"log/slog"
	"time"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
)

// backupEvery is the time between backups of a book that changes.
const backupEvery = 4 * time.Hour

// upkeep makes backups while a book is open.
type upkeep struct {
	slot ui.Slot
	last string // newest change set in the newest backup
	stop func()
}

// startUpkeep makes a backup now and every few hours. A sample is not worth it.
func (w *Window) startUpkeep() {
	w.upkeep.stop()
	if s := w.session; s.settings.SampleKind == "" && !s.env.Book.ReadOnly() {
		w.upkeep.last = ""
		w.backupRound(w.session)
	}
}

func (w *Window) backupRound(s *session) {
	if w.session != s {
		return
	}
	w.backup(s, func(string) {})
	w.upkeep.stop = w.p.Runner.After(backupEvery, func() { w.backupRound(s) })
}

// backupNow makes a backup and says where it lies.
func (w *Window) backupNow() {
	w.upkeep.last = ""
	w.backup(w.session, func(path string) {
		w.notify(ui.Notice{Text: i18n.T("desktop.backup_done", i18n.Args{"Path": path}), Tone: ui.Good})
	})
}

// backup copies the book into its backup folder when something changed since
// the last copy.
func (w *Window) backup(s *session, done func(path string)) {
	newest, err := newestChange(s.env.Book)
	if err != nil || newest == "" || newest == w.upkeep.last {
		return
	}
	folder := s.settings.BackupFolder
	if folder == "" {
		folder = backupFolder(s.env.Book.Path())
	}
	b := s.env.Book
	ui.Ask(w.p.Runner, &w.upkeep.slot, func(ctx context.Context, _ func(float64)) (string, error) {
		return b.BackupInto(ctx, folder)
	}, func(path string, err error) {
		if w.session != s {
			return
		}
		if err != nil {
			slog.Warn("backup failed", "folder", folder, "error", err)
			w.notify(ui.Notice{Text: i18n.T("desktop.backup_failed", i18n.Args{"Reason": ui.ErrorText(err)}), Tone: ui.Bad,
				Action: i18n.T("ui.try_again"), Do: w.backupNow})
			return
		}
		w.upkeep.last = newest
		done(path)
	})
}

// newestChange names the state of a book: "" for one without any change.
func newestChange(b *book.Book) (string, error) {
	sets, err := b.History(1)
	if err != nil || len(sets) == 0 {
		return "", err
	}
	return sets[0].ID.String(), nil
}
