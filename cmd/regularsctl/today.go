package main

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"regulars/app/screen/advice"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/rhythm"
)

// todayReply is what is to do on a day.
type todayReply struct {
	Day   crm.Date                     `json:"day"`
	Tasks []crm.Task                   `json:"tasks"` // due or overdue, the most urgent first
	Quiet insight.Answer[rhythm.Quiet] `json:"quiet"`
	// Actions are ranked, the most valuable first.
	Actions []todayAction `json:"actions"`
}

func (t *terminal) todayCommand() *cobra.Command {
	asOf := ""
	cmd := &cobra.Command{Use: "today", Short: "Tasks due, customers who have gone quiet, and what is worth doing", Args: count(0, 0), RunE: func(*cobra.Command, []string) error {
		return t.withBook(book.Options{ReadOnly: true}, func(b *book.Book) error { return t.today(b, asOf) })
	}}
	cmd.Flags().StringVar(&asOf, "as-of", "", "the day, YYYY-MM-DD (default: today; in a sample business its last day)")
	return cmd
}

func (t *terminal) today(b *book.Book, asOf string) error {
	settings, err := b.Settings()
	if err != nil {
		return err
	}
	usual := cmp.Or(settings.SampleAsOf, crm.DateOf(time.Now().In(settings.Location())))
	day, err := parseDay(asOf, usual)
	if err != nil {
		return err
	}
	tasks, err := dueTasks(b, day)
	if err != nil {
		return err
	}
	s, err := b.Facts()
	if err != nil {
		return err
	}
	quiet, err := rhythm.GoneQuiet(s, rhythm.Options{AsOf: day, Factor10: settings.QuietFactor10})
	if err != nil {
		return err
	}
	list, err := advice.Actions(context.Background(), b, s, settings, day)
	if err != nil {
		return err
	}
	return t.print(todayReply{day, tasks, quiet, todayActions(list)}, func() {
		t.say("%s: %d tasks due", day, len(tasks))
		for _, task := range tasks {
			t.say("  %s  %s", task.Due, task.Title)
		}
		t.say("%d of %d customers with a rhythm have gone quiet", len(quiet.Rows), quiet.N)
		for _, q := range quiet.Rows {
			t.say("  %-30s usually every %.0f days, now %d; %s a year", q.Name, q.MedianGap, q.Silence, money(q.AtStake, quiet.Currency))
		}
		sayActions(t, list)
	})
}

// dueTasks lists the open tasks due on a day or before.
func dueTasks(b *book.Book, day crm.Date) ([]crm.Task, error) {
	due := []crm.Task{}
	err := book.Each(b, func(task *crm.Task) bool {
		if task.Status == crm.TaskOpen && task.Due != 0 && task.Due <= day {
			due = append(due, *task)
		}
		return true
	})
	slices.SortStableFunc(due, func(a, b crm.Task) int {
		return cmp.Or(cmp.Compare(b.Priority, a.Priority), cmp.Compare(a.Due, b.Due))
	})
	return due, err
}
