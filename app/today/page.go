package today

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// page is the screen.
type page struct {
	env   screen.Env
	slot  ui.Slot
	state *state
	box   *fyne.Container
	add   *ui.Entry
	meant *ui.Text // what was understood of the task being typed
	mark  crm.ID   // the task to point out
	ticks []fyne.Focusable
	rows  []*actionRow
	at    int  // the suggestion that is open
	held  bool // it had the keyboard when it was answered: the next one gets it
	// whole lists are shown instead of their beginning.
	allTasks, allActions bool
	scroll               *container.Scroll
	wantAdd              bool // put the keyboard into the field once it is there
}

var (
	_ screen.Screen    = (*page)(nil)
	_ screen.Maker     = (*page)(nil)
	_ screen.KeyHearer = (*page)(nil)
	_ screen.Lister    = (*page)(nil)
)

// New returns the screen; it asks the book at once.
func New(env screen.Env) screen.Screen {
	p := &page{env: env, box: container.NewStack(ui.Loading(i18n.T("today.loading"), nil))}
	p.newEntry()
	p.ask()
	return p
}

func (p *page) newEntry() {
	p.meant = ui.Shrinking(ui.Caption(""))
	p.add = ui.NewEntry()
	p.add.OnChanged = p.typed
	p.add.OnSubmitted = func(string) { p.addTask() }
}

// Content implements screen.Screen.
func (p *page) Content() fyne.CanvasObject { return p.box }

// Show implements screen.Screen: a task is pointed out, a new one begun.
func (p *page) Show(r screen.Route) {
	if p.mark = r.ID; !r.ID.IsZero() {
		p.allTasks = true
	}
	if p.state == nil {
		p.wantAdd = r.New
		return
	}
	p.render()
	if r.New {
		p.New()
	}
}

// Refresh implements screen.Screen.
func (p *page) Refresh(book.Change) { p.ask() }

// Close implements screen.Screen.
func (p *page) Close() { p.slot.Cancel() }

// New puts the keyboard into the field for a new task.
func (p *page) New() { p.env.Canvas().Focus(p.add) }

// Key implements screen.KeyHearer: the keys told in the open suggestion are
// for it as long as nothing else has the keyboard.
func (p *page) Key(key fyne.KeyName) bool {
	if len(p.rows) == 0 || len(key) != 1 || !strings.Contains("DLST", string(key)) {
		return false
	}
	p.rows[p.at].handle.TypedRune([]rune(key)[0])
	return true
}

// List implements screen.Lister.
func (p *page) List() fyne.Focusable {
	if len(p.rows) == 0 {
		return nil
	}
	return p.rows[p.at].handle
}

func (p *page) ask() {
	b, now := p.env.Book, p.env.Now()
	ui.Ask(p.env.Runner, &p.slot, func(ctx context.Context, _ func(float64)) (*state, error) {
		return ask(ctx, b, now)
	}, func(s *state, err error) {
		if err != nil {
			p.show(ui.ErrorState(err, p.ask))
			return
		}
		p.state = s
		p.render()
		p.settle()
		if p.wantAdd {
			p.wantAdd = false
			p.New()
		}
	})
}

func (p *page) show(content fyne.CanvasObject) {
	p.box.Objects = []fyne.CanvasObject{content}
	p.box.Refresh()
}

// typed shows what will become of the words typed so far.
func (p *page) typed(text string) {
	title, due := readTask(text, p.env.Today())
	said := ""
	if title != "" && !due.IsZero() {
		said = i18n.T("today.understood", i18n.Args{"Title": title, "Date": i18n.DateLong(due)})
	}
	p.meant.SetText(said)
}

func (p *page) addTask() {
	title, due := readTask(p.add.Text, p.env.Today())
	if title == "" {
		return
	}
	if due.IsZero() {
		due = p.env.Today()
	}
	err := p.env.Change(i18n.T("today.did_add", i18n.Args{"Title": title}), func(tx *book.Tx) error {
		return tx.Put(&crm.Task{Title: title, Due: due, Status: crm.TaskOpen, Reason: "manual"})
	})
	if err == nil {
		p.add.SetText("")
		return
	}
	p.meant.SetText(ui.ErrorText(err))
}

// done ticks a task off; a repeating one comes again.
func (p *page) done(t *crm.Task) {
	_ = p.env.Change(i18n.T("today.did_tick", i18n.Args{"Title": t.Title}), func(tx *book.Tx) error {
		ticked := *t
		ticked.Status, ticked.CompletedAt = crm.TaskDone, crm.InstantOf(p.env.Now())
		if t.RepeatDays > 0 {
			again := *t
			again.Meta = crm.Meta{Custom: t.Custom}
			again.Due, again.RemindAt, again.Reminded = p.env.Today()+crm.Date(t.RepeatDays), 0, 0
			if err := tx.Put(&again); err != nil {
				return err
			}
		}
		return tx.Put(&ticked)
	}) // Change has told the owner of a failure
}

// snooze puts a task off, counted from today when it is late.
func (p *page) snooze(t *crm.Task, days int) {
	due := max(t.Due, p.env.Today()) + crm.Date(days)
	title := i18n.T("today.did_snooze", i18n.Args{"Title": t.Title, "Date": i18n.Date(due)})
	_ = p.env.Change(title, func(tx *book.Tx) error {
		later := *t
		later.Due = due
		if later.RemindAt != 0 {
			later.RemindAt += crm.Instant(due-t.Due) * 24 * 60 * 60 * 1000
		}
		return tx.Put(&later)
	}) // Change has told the owner of a failure
}
