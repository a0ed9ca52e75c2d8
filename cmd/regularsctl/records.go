package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/insight/rhythm"
)

type searchRow struct {
	Kind  crm.Kind `json:"kind"`
	ID    crm.ID   `json:"id"`
	Title string   `json:"title"`
	Why   string   `json:"why"`
}

func (t *terminal) searchCommand() *cobra.Command {
	limit := 20
	cmd := &cobra.Command{
		Use:   "search TEXT",
		Short: "Find customers, products, orders, bookings, contacts and tasks by any fragment",
		Args:  count(1, 20),
		RunE: func(_ *cobra.Command, args []string) error {
			return t.withBook(book.Options{ReadOnly: true}, func(b *book.Book) error {
				hits, err := b.Search(strings.Join(args, " "), limit)
				if err != nil {
					return err
				}
				rows := make([]searchRow, 0, len(hits))
				for _, h := range hits {
					rows = append(rows, searchRow{h.Kind, h.ID, h.Title, h.Why})
				}
				return t.print(rows, func() {
					for _, r := range rows {
						t.say("%-12s %s  %s  (%s)", r.Kind, r.ID, r.Title, r.Why)
					}
				})
			})
		},
	}
	cmd.Flags().IntVar(&limit, "limit", limit, "at most this many")
	return cmd
}

// shown is one record with its history.
type shown struct {
	Kind    crm.Kind            `json:"kind"`
	Record  crm.Record          `json:"record"`
	History []book.RecordChange `json:"history"`
	// Habits are how a party buys; nil for other records.
	Habits *rhythm.Habits `json:"habits,omitempty"`
}

func (t *terminal) showCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "show ID",
		Short: "Show one record and what happened to it",
		Args:  count(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			id, err := parseID(args[0])
			if err != nil {
				return err
			}
			return t.withBook(book.Options{ReadOnly: true}, func(b *book.Book) error {
				return t.show(b, id)
			})
		},
	}
}

func (t *terminal) show(b *book.Book, id crm.ID) error {
	var found crm.Record
	for _, k := range crm.Kinds() {
		rec, err := book.Find(b, k, id)
		if err == nil {
			found = rec
			break
		}
		if book.CodeOf(err) != book.CodeNotFound {
			return err
		}
	}
	if found == nil {
		return &book.Error{Code: book.CodeNotFound, Path: b.Path(), Err: fmt.Errorf("no record has the id %s", id)}
	}
	history, err := b.RecordHistory(id)
	if err != nil {
		return err
	}
	s := shown{Kind: found.Kind(), Record: found, History: history}
	if s.Habits, err = habitsOf(b, found); err != nil {
		return err
	}
	return t.print(s, func() {
		text, err := json.MarshalIndent(found, "", "  ")
		if err == nil {
			t.say("%s\n%s", s.Kind, text)
		}
		for _, c := range history {
			t.say("%s  %s", c.At, changeText(c))
		}
	})
}

// habitsOf measures how a party buys, as of the last sale of the book.
func habitsOf(b *book.Book, r crm.Record) (*rhythm.Habits, error) {
	if r.Kind() != crm.KindParty {
		return nil, nil
	}
	s, err := b.Facts()
	if err != nil {
		return nil, err
	}
	h := rhythm.HabitsOf(s, 0, int32(slices.Index(s.Party.ID, r.Base().ID)))
	return &h, nil
}

func changeText(c book.RecordChange) string {
	switch {
	case c.Created:
		return "created"
	case c.Removed:
		return "removed"
	}
	parts := make([]string, len(c.Fields))
	for i, f := range c.Fields {
		parts[i] = fmt.Sprintf("%s: %q -> %q", f.Field, f.Before, f.After)
	}
	return strings.Join(parts, "; ")
}
