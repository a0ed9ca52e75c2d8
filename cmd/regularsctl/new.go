package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/sample"
)

type created struct {
	Book     string           `json:"book"`
	Currency string           `json:"currency"`
	Records  map[string]int64 `json:"records"`
}

func (t *terminal) newCommand() *cobra.Command {
	settings := crm.DefaultSettings()
	kind := ""
	cmd := &cobra.Command{
		Use:   "new",
		Short: "Create a book, empty or with a sample business",
		Args:  count(0, 0),
		RunE: func(*cobra.Command, []string) error {
			path, err := t.bookPath()
			if err != nil {
				return err
			}
			settings.BaseCurrency = strings.ToUpper(settings.BaseCurrency)
			b, err := createBook(path, kind, settings)
			if err != nil {
				return err
			}
			return errors.Join(t.created(b), b.Close())
		},
	}
	cmd.Flags().StringVar(&kind, "sample", "", "fill it with a sample business: "+strings.Join(sample.Kinds(), ", "))
	cmd.Flags().StringVar(&settings.BusinessName, "name", "", "the business's name")
	cmd.Flags().StringVar(&settings.BaseCurrency, "currency", settings.BaseCurrency, "the currency it counts in (ISO 4217)")
	cmd.Flags().StringVar(&settings.PhoneCountry, "country", "", "the country of phone numbers without a country code (ISO 3166)")
	return cmd
}

func createBook(path, kind string, settings crm.Settings) (*book.Book, error) {
	if kind != "" {
		return sample.Create(path, kind, "Set up a sample business", book.Options{})
	}
	if err := settings.Validate(); err != nil {
		return nil, usageError{err}
	}
	return book.Create(path, settings, book.Options{})
}

func (t *terminal) created(b *book.Book) error {
	settings, err := b.Settings()
	if err != nil {
		return err
	}
	c := created{Book: b.Path(), Currency: settings.BaseCurrency, Records: map[string]int64{}}
	for _, k := range crm.Kinds() {
		if n := b.Count(k); n > 0 {
			c.Records[k.String()] = n
		}
	}
	return t.print(c, func() {
		t.say("Created %s (%s)", c.Book, c.Currency)
		for _, k := range crm.Kinds() {
			if n := c.Records[k.String()]; n > 0 {
				t.say("%8d %s", n, k)
			}
		}
	})
}
