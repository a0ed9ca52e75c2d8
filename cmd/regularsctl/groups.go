package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/insight/segment"
)

// savedRow is a saved group of customers.
type savedRow struct {
	ID   crm.ID `json:"id"`
	Name string `json:"name"`
	Rule string `json:"rule_text"`
}

func (t *terminal) groupsCommand() *cobra.Command {
	save, rule, remove := "", "", ""
	cmd := &cobra.Command{
		Use:   "groups",
		Short: "List the saved groups of customers, save one, or move one into the trash",
		Long:  "Saved groups are found again as of any day: ask segment --name NAME.\nRules are written as for ask segment.",
		Example: `  regularsctl groups --save "Green tea drinkers" --rule 'bought(category="Green tea", days=180)'
  regularsctl groups --delete "Green tea drinkers"`,
		Args: count(0, 0),
		RunE: func(*cobra.Command, []string) error {
			if (save == "") != (rule == "") || save != "" && remove != "" {
				return usagef("give --save together with --rule, or --delete, or nothing")
			}
			return t.withBook(book.Options{ReadOnly: save+remove == ""}, func(b *book.Book) error {
				switch {
				case save != "":
					if err := saveGroup(b, save, rule); err != nil {
						return err
					}
				case remove != "":
					if err := deleteGroup(b, remove); err != nil {
						return err
					}
				}
				return t.listGroups(b)
			})
		},
	}
	cmd.Flags().StringVar(&save, "save", "", "the name to save a rule under; a group of that name takes the rule over")
	cmd.Flags().StringVar(&rule, "rule", "", "the rule to save")
	cmd.Flags().StringVar(&remove, "delete", "", "the group to move into the trash, by name or ID")
	return cmd
}

// findGroup is the place of a group in a list; -1 when there is none.
func findGroup(all []*crm.Segment, name string) int {
	return slices.IndexFunc(all, func(g *crm.Segment) bool { return strings.EqualFold(g.Name, name) || g.ID.String() == name })
}

func saveGroup(b *book.Book, name, rule string) error {
	s, err := b.Facts()
	if err != nil {
		return err
	}
	typed, err := typedGroup(b, s, rule)
	if err != nil {
		return err
	}
	all, err := screen.Groups(b)
	if err != nil {
		return err
	}
	g := &crm.Segment{Name: name}
	if at := findGroup(all, name); at >= 0 {
		g = all[at]
	}
	g.Rule = segment.Bind(typed.rule, typed.in)
	_, err = b.Update("Saved the group "+name, func(tx *book.Tx) error { return tx.Put(g) })
	return err
}

func deleteGroup(b *book.Book, name string) error {
	all, err := screen.Groups(b)
	if err != nil {
		return err
	}
	at := findGroup(all, name)
	if at < 0 {
		return noGroup(all, name)
	}
	_, err = b.Update("Deleted the group "+all[at].Name, func(tx *book.Tx) error { return tx.Delete(crm.KindSegment, all[at].ID) })
	return err
}

// noGroup says that a name is none of a saved group.
func noGroup(all []*crm.Segment, name string) error {
	if len(all) == 0 {
		return usagef("no saved group is called %q; there is none yet", name)
	}
	return usagef("no saved group is called %q; there are: %s", name, strings.Join(column(all, func(g *crm.Segment) string { return g.Name }), ", "))
}

func (t *terminal) listGroups(b *book.Book) error {
	s, err := b.Facts()
	if err != nil {
		return err
	}
	in, err := screen.GroupInput(b, s, false)
	if err != nil {
		return err
	}
	all, err := screen.Groups(b)
	if err != nil {
		return err
	}
	rows := column(all, func(g *crm.Segment) savedRow { return savedRow{g.ID, g.Name, segment.Format(g.Rule, in)} })
	return t.print(rows, func() {
		for _, r := range rows {
			t.say("%s  %-30s %s", r.ID, r.Name, r.Rule)
		}
	})
}
