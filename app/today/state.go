package today

import (
	"cmp"
	"context"
	"slices"
	"time"

	"regulars/app/i18n"
	"regulars/app/screen/advice"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/action"
)

// state is all the page shows, as text.
type state struct {
	day     crm.Date
	records int64 // parties and documents; none: an empty book
	answers []answer
	tasks   []taskRow
	// todo are the actions worth taking, the best first; rests counts who has
	// one but is left alone for now, rhythms the customers with a rhythm.
	todo    []suggestion
	rests   int
	rhythms bool
	worth   string // of the first ones together
	pending []action.Outcome
	keeps   bool // the program may note things in the book by itself
	changes []changeRow
	gains   string // what came in since yesterday, in one line
}

// taskRow is one open task.
type taskRow struct {
	task *crm.Task
	who  string
	when string
	tone ui.Tone
}

// changeRow is one change set.
type changeRow struct {
	id    crm.ID
	title string
	when  string
}

// ask reads the state from the book; it runs off the window's goroutine.
func ask(ctx context.Context, b *book.Book, now time.Time) (*state, error) {
	settings, err := b.Settings()
	if err != nil {
		return nil, err
	}
	s := &state{day: crm.DateOf(now), records: b.Count(crm.KindParty) + b.Count(crm.KindDocument)}
	if s.tasks, err = openTasks(b, s.day); err != nil {
		return nil, err
	}
	if s.changes, err = changesSince(b, s.day-1, settings.Location(), s.day); err != nil {
		return nil, err
	}
	snapshot, err := b.Facts()
	if err != nil || ctx.Err() != nil {
		return nil, cmp.Or(err, ctx.Err())
	}
	list, err := advice.Actions(ctx, b, snapshot, settings, s.day)
	if err != nil {
		return nil, err
	}
	s.suggest(list)
	s.pending, s.keeps = list.Pending, advice.Keeps(b, settings)
	s.gains = gains(snapshot, s.day)
	s.answers, err = answers(snapshot, s)
	return s, err
}

// openTasks lists what is open: the late first, then by day; tasks without a
// day come last.
func openTasks(b *book.Book, day crm.Date) ([]taskRow, error) {
	var rows []taskRow
	err := book.Each(b, func(t *crm.Task) bool {
		if t.Status == crm.TaskOpen {
			when, tone := dueText(t, day)
			rows = append(rows, taskRow{task: t, when: when, tone: tone})
		}
		return true
	})
	slices.SortStableFunc(rows, func(a, b taskRow) int { return compareTasks(a.task, b.task) })
	for i := range rows {
		for _, id := range rows[i].task.Parties {
			if p, err := book.Get[crm.Party](b, id); err == nil {
				rows[i].who = p.DisplayName
				break
			}
		}
	}
	return rows, err
}

func compareTasks(a, b *crm.Task) int {
	return cmp.Or(
		cmp.Compare(dayOrLast(a.Due), dayOrLast(b.Due)),
		cmp.Compare(a.DueTime, b.DueTime),
		cmp.Compare(b.Priority, a.Priority),
		cmp.Compare(a.Title, b.Title),
	)
}

func dayOrLast(d crm.Date) crm.Date {
	if d.IsZero() {
		return 1 << 30
	}
	return d
}

// dueText says when a task is due and how that stands.
func dueText(t *crm.Task, day crm.Date) (string, ui.Tone) {
	switch late := int(day - t.Due); {
	case t.Due.IsZero():
		return "", ui.Neutral
	case late > 0:
		return i18n.T("today.late", i18n.Args{"Time": i18n.Days(late)}), ui.Bad
	case late == 0 && t.DueTime.Known():
		return i18n.T("today.at", i18n.Args{"Time": t.DueTime.String()}), ui.Accent
	case late == 0:
		return i18n.Ago(0), ui.Accent
	case late > -7:
		return i18n.Ago(late), ui.Neutral
	default:
		return i18n.Date(t.Due), ui.Neutral
	}
}

// maxChanges is how many change sets are told; the history has them all.
const maxChanges = 6

func changesSince(b *book.Book, first crm.Date, loc *time.Location, today crm.Date) ([]changeRow, error) {
	sets, err := b.History(3 * maxChanges)
	if err != nil {
		return nil, err
	}
	var rows []changeRow
	for _, c := range sets {
		day, clock := c.At.In(loc)
		if day < first {
			break
		}
		if c.Actor == book.ActorRule {
			continue // what the program noted for itself
		}
		when := clock.String()
		if day != today {
			when = i18n.T("today.when", i18n.Args{"Day": i18n.Ago(int(today - day)), "Time": clock.String()})
		}
		if rows = append(rows, changeRow{c.ID, c.Title, when}); len(rows) == maxChanges {
			break
		}
	}
	return rows, nil
}

// gains tells the sales since yesterday; "" without any.
func gains(s *facts.Snapshot, day crm.Date) string {
	n, sum := sold(s, day-1, day)
	if n == 0 {
		return ""
	}
	return i18n.N("today.gains", n, i18n.Args{"Amount": i18n.Amount(sum, s.Currency)})
}

// sold counts the purchases from first to last and sums what all documents of
// these days came to.
func sold(s *facts.Snapshot, first, last crm.Date) (n int, sum crm.Amount) {
	var reading insight.Reading
	for d := range s.Doc.ID {
		if !insight.Counted(s, d, first, last) {
			continue
		}
		of := reading.Of(s, d)
		sum += of.Value
		if of.Purchase {
			n++
		}
	}
	return n, sum
}
