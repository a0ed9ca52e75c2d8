package main

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"regulars/data/book"
	"regulars/data/crm"
)

func (t *terminal) historyCommand() *cobra.Command {
	limit := 20
	cmd := &cobra.Command{
		Use:   "history",
		Short: "List what was changed, newest first",
		Args:  count(0, 0),
		RunE: func(*cobra.Command, []string) error {
			return t.withBook(book.Options{ReadOnly: true}, func(b *book.Book) error {
				sets, err := b.History(limit)
				if err != nil {
					return err
				}
				if sets == nil {
					sets = []book.ChangeSet{}
				}
				return t.print(sets, func() {
					for _, s := range sets {
						note := ""
						if !s.Undone.IsZero() {
							note = " (undone)"
						}
						t.say("%s  %s  %s%s, %d changes", s.ID, s.At, s.Title, note, s.Ops)
					}
				})
			})
		},
	}
	cmd.Flags().IntVar(&limit, "limit", limit, "at most this many; 0 for all")
	return cmd
}

type undone struct {
	ChangeSet crm.ID          `json:"change_set"`
	Conflicts []book.Conflict `json:"conflicts"`
}

func (t *terminal) undoCommand() *cobra.Command {
	keep := false
	cmd := &cobra.Command{
		Use:   "undo ID",
		Short: "Take back one entry of the history",
		Args:  count(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			id, err := parseID(args[0])
			if err != nil {
				return err
			}
			return t.withBook(book.Options{}, func(b *book.Book) error { return t.undo(b, id, keep) })
		},
	}
	cmd.Flags().BoolVar(&keep, "keep-newer", false, "keep values that were changed again later, undo the rest")
	return cmd
}

func (t *terminal) undo(b *book.Book, id crm.ID, keep bool) error {
	title := "Undo " + id.String()
	if sets, err := b.History(0); err == nil {
		for _, s := range sets {
			if s.ID == id {
				title = "Undo: " + s.Title
			}
		}
	}
	set, conflicts, err := b.Undo(id, title, keep)
	if conflicts == nil {
		conflicts = []book.Conflict{}
	}
	if book.CodeOf(err) == book.CodeConflict {
		_ = t.print(undone{Conflicts: conflicts}, func() {
			for _, c := range conflicts {
				t.say("%s %s %s: %s", c.Ref.Kind, c.Ref.ID, c.Field, c.Code)
			}
		})
		return toldError{fmt.Errorf("nothing was undone: %d places were changed later; repeat with --keep-newer to undo the rest", len(conflicts))}
	}
	if err != nil {
		return err
	}
	return t.print(undone{set, conflicts}, func() { t.say("Undone. %d later values were kept.", len(conflicts)) })
}

func (t *terminal) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "backup [FILE-OR-FOLDER]",
		Short: "Write a verified copy of the book while it may stay open",
		Args:  count(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return t.withBook(book.Options{ReadOnly: true}, func(b *book.Book) error {
				path := filepath.Join(filepath.Dir(b.Path()), "backups")
				if len(args) == 1 {
					path = args[0]
				}
				path, err := backupTo(cmd.Context(), b, path)
				if err != nil {
					return err
				}
				return t.print(map[string]string{"backup": path}, func() { t.say("Backed up and read back: %s", path) })
			})
		},
	}
}

// backupTo writes into a folder under a dated name, or to a file.
func backupTo(ctx context.Context, b *book.Book, path string) (string, error) {
	if filepath.Ext(path) == "" {
		return b.BackupInto(ctx, path)
	}
	return path, b.Backup(ctx, path)
}

func (t *terminal) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Read the whole book and tell whether anything is damaged",
		Args:  count(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return t.withBook(book.Options{ReadOnly: true}, func(b *book.Book) error {
				r, err := b.Check(cmd.Context(), nil)
				if err != nil {
					return err
				}
				err = t.print(r, func() {
					for _, p := range r.Problems {
						t.say("%s", p)
					}
					t.say("%d records, %d log entries, %d problems", r.Records, r.Ops, len(r.Problems))
				})
				if err == nil && len(r.Problems) > 0 {
					err = toldError{&book.Error{Code: book.CodeDamaged, Path: b.Path()}}
				}
				return err
			})
		},
	}
}

func (t *terminal) compactCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "compact",
		Short: "Rewrite the book without unused space",
		Args:  count(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return t.withBook(book.Options{}, func(b *book.Book) error {
				before, after, err := b.Compact(cmd.Context())
				if err != nil {
					return err
				}
				sizes := map[string]int64{"bytes_before": before, "bytes_after": after}
				return t.print(sizes, func() { t.say("%d bytes before, %d now", before, after) })
			})
		},
	}
}
