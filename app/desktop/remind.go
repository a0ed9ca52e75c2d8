package desktop

import (
	"slices"
	"time"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// reminders are the open tasks that want a reminder nobody has seen, the
// earliest first.
func reminders(b *book.Book) ([]*crm.Task, error) {
	var list []*crm.Task
	err := book.Each(b, func(t *crm.Task) bool {
		if t.Status == crm.TaskOpen && t.RemindAt != 0 && t.Reminded < t.RemindAt {
			list = append(list, t)
		}
		return true
	})
	slices.SortStableFunc(list, func(a, b *crm.Task) int { return int(min(1, max(-1, a.RemindAt-b.RemindAt))) })
	return list, err
}

// remindMissed tells at the start of reminders whose time came while the
// program was closed, and waits for the next one.
func (w *Window) remindMissed() {
	w.remindWith("desktop.reminders_missed")
}

// remind shows the reminders that are due and waits for the next one.
func (w *Window) remind() { w.remindWith("desktop.reminders_due") }

func (w *Window) remindWith(several string) {
	w.alarm()
	w.alarm = func() {}
	s := w.session
	if s == nil || s.settings.SampleKind != "" || s.env.Book.ReadOnly() {
		return
	}
	list, err := reminders(s.env.Book)
	if err != nil || len(list) == 0 {
		return
	}
	now := crm.InstantOf(w.p.Clock())
	due := slices.DeleteFunc(slices.Clone(list), func(t *crm.Task) bool { return t.RemindAt > now })
	if len(due) == 0 {
		wait := time.Duration(list[0].RemindAt-now) * time.Millisecond
		w.alarm = w.p.Runner.After(wait, w.remind)
		return
	}
	w.showReminders(s, due, now, several)
}

// showReminders marks them as seen, which brings remind back for the next one.
func (w *Window) showReminders(s *session, due []*crm.Task, now crm.Instant, several string) {
	n := ui.Notice{Text: i18n.N(several, len(due), i18n.Args{"Title": due[0].Title}), Tone: ui.Warn,
		Action: i18n.T("desktop.reminder_show"), Do: func() { w.goTo(screen.Route{Screen: screen.Today}) }}
	if len(due) == 1 {
		n.Do = func() { w.goTo(screen.Route{Screen: screen.Today, ID: due[0].ID}) }
	}
	_, err := s.env.Book.UpdateAs(book.ActorRule, i18n.T("desktop.reminders_shown"), func(tx *book.Tx) error {
		for _, t := range due {
			t.Reminded = now
			if err := tx.Put(t); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		n = ui.Notice{Text: ui.ErrorText(err), Tone: ui.Bad}
	}
	w.notify(n)
}
