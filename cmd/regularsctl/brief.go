package main

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"regulars/app/i18n"
	"regulars/app/screen/brief"
	"regulars/data/book"
	"regulars/data/book/search"
	"regulars/data/crm"
)

// briefFlags are what a brief is asked with.
type briefFlags struct{ customer, asOf, to, lang string }

// briefReply is a brief and its page in words.
type briefReply struct {
	*brief.Brief
	Text string `json:"text"`
	File string `json:"file,omitempty"`
}

func (t *terminal) briefCommand() *cobra.Command {
	f := briefFlags{}
	cmd := &cobra.Command{
		Use:     "brief",
		Short:   "One page on one customer: how to reach her, habits, worth, what is due, what to do next",
		Example: "  regularsctl brief --customer \"Lan Nguyen\" --to lan.pdf --lang vi",
		Args:    count(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := writeIn(f.lang); err != nil {
				return err
			}
			return t.withBook(book.Options{ReadOnly: true}, func(b *book.Book) error { return t.brief(cmd.Context(), b, f) })
		},
	}
	cmd.Flags().StringVar(&f.customer, "customer", "", "the name, a fragment of anything known of her, or the id")
	cmd.Flags().StringVar(&f.asOf, "as-of", "", "the day, YYYY-MM-DD (default: today; in a sample business its last day)")
	cmd.Flags().StringVar(&f.to, "to", "", "write an A4 page into this new PDF file")
	cmd.Flags().StringVar(&f.lang, "lang", "en", "the language of the page: en, zh-Hans, vi, it, az")
	return cmd
}

// writeIn chooses the language of a page.
func writeIn(lang string) error {
	if !slices.ContainsFunc(i18n.Languages(), func(l i18n.Language) bool { return l.Tag == lang }) {
		return usagef("--lang %q: want en, zh-Hans, vi, it or az", lang)
	}
	i18n.Set(lang)
	return nil
}

func (t *terminal) brief(ctx context.Context, b *book.Book, f briefFlags) error {
	id, err := customerOf(b, f.customer)
	if err != nil {
		return err
	}
	settings, err := b.Settings()
	if err != nil {
		return err
	}
	day, err := parseDay(f.asOf, cmp.Or(settings.SampleAsOf, crm.DateOf(time.Now().In(settings.Location()))))
	if err != nil {
		return err
	}
	desk, err := brief.Open(ctx, b, day)
	if err != nil {
		return err
	}
	one, err := desk.Of(ctx, id)
	if err != nil {
		return err
	}
	if f.to != "" {
		file, err := one.PDF()
		if err != nil {
			return err
		}
		if err := writeNew(f.to, bytes.NewReader(file)); err != nil {
			return err
		}
	}
	text := one.Text()
	return t.print(briefReply{one, text, f.to}, func() {
		if f.to != "" {
			t.say("Wrote %s", f.to)
			return
		}
		_, _ = t.out.Write([]byte(text))
	})
}

// customerOf finds a party by its id, its whole name or, if only one fits, by
// a fragment as in search.
func customerOf(b *book.Book, who string) (crm.ID, error) {
	if id, err := crm.ParseID(who); err == nil {
		return id, nil
	}
	if who == "" {
		return crm.ID{}, usagef("--customer: want a name or an id")
	}
	hits, err := b.Search(who, 50, crm.KindParty)
	if err != nil {
		return crm.ID{}, err
	}
	if same := slices.DeleteFunc(slices.Clone(hits), func(h search.Hit) bool { return h.Title != who }); len(same) > 0 {
		hits = same
	}
	switch len(hits) {
	case 0:
		return crm.ID{}, usagef("--customer %q: nobody is found by this", who)
	case 1:
		return hits[0].ID, nil
	}
	return crm.ID{}, usagef("--customer %q: %d customers fit, such as %s and %s; take an id from 'search'", who, len(hits), hits[0].Title, hits[1].Title)
}
