package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"regulars/data/book"
	"regulars/data/exchange"
	"regulars/data/exchange/table"
)

type importFlags struct {
	as, saved, encoding, order, decimal, save string
	rates                                     []string
	rejects                                   string
	dryRun                                    bool
	columns                                   []string
}

func (t *terminal) importCommand() *cobra.Command {
	f := &importFlags{}
	cmd := &cobra.Command{
		Use:   "import FILE...",
		Short: "Bring in customers, sales, bookings or the weather from CSV or TSV files, plain or gzipped",
		Long: "What the rows are is told by their headings. A file of the weather has a column of dates and one of rain (mm) or of\n" +
			"temperature (°C), as weather services write them; a day that is there already takes the new numbers over.",
		Args: count(1, 100),
		RunE: func(cmd *cobra.Command, args []string) error {
			opt, err := f.options(t, args)
			if err != nil {
				return err
			}
			if err := f.check(); err != nil {
				return err
			}
			return t.withBook(book.Options{}, func(b *book.Book) error {
				sources, err := f.sources(b, args)
				if err != nil {
					return err
				}
				result, err := exchange.Import(cmd.Context(), b, sources, opt)
				if err != nil {
					return err
				}
				return errors.Join(t.imported(result), f.saveMap(b, sources))
			})
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.as, "as", "", "what the rows are: "+kinds()+" (default: found out)")
	flags.StringVar(&f.saved, "map", "", "use this saved mapping")
	flags.StringVar(&f.save, "save-map", "", "save the mapping under this name")
	flags.StringArrayVar(&f.columns, "column", nil, "map a column by hand: 'Heading=field'")
	flags.StringVar(&f.encoding, "encoding", "", "the file's encoding: "+strings.Join(table.Encodings(), ", "))
	flags.StringVar(&f.order, "date-order", "", "day and month in dates: dmy, mdy, ymd (default: found out)")
	flags.StringVar(&f.decimal, "decimal", "", "the decimal mark: . or , (default: found out)")
	flags.StringArrayVar(&f.rates, "rate", nil, "what one unit of a foreign currency is worth: USD=0.92")
	flags.StringVar(&f.rejects, "rejects", "", "the folder for rejected rows (default: beside the file)")
	flags.BoolVar(&f.dryRun, "dry-run", false, "read and count, save nothing")
	return cmd
}

func (f *importFlags) options(t *terminal, paths []string) (exchange.Options, error) {
	names := make([]string, len(paths))
	for i, p := range paths {
		names[i] = filepath.Base(p)
	}
	opt := exchange.Options{Title: "Import " + strings.Join(names, ", "), DryRun: f.dryRun, RejectDir: f.rejects, Rates: map[string]string{}}
	for _, r := range f.rates {
		currency, rate, ok := strings.Cut(r, "=")
		if !ok {
			return opt, usagef("--rate %q: want CURRENCY=RATE, such as USD=0.92", r)
		}
		opt.Rates[strings.ToUpper(currency)] = rate
	}
	if !t.json && isTerminal(os.Stderr) {
		opt.Progress = func(share float64) { fmt.Fprintf(t.err, "\r%3.0f %%", share*100) }
	}
	return opt, nil
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

func (f *importFlags) sources(b *book.Book, paths []string) ([]*exchange.Source, error) {
	var out []*exchange.Source
	for _, path := range paths {
		s, err := exchange.Read(path, table.Options{Encoding: f.encoding})
		if err != nil {
			return nil, err
		}
		if err := f.understand(b, s); err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// kinds lists what rows can be.
func kinds() string {
	var names []string
	for _, k := range table.Kinds() {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
}

// check refuses values that no file could make right.
func (f *importFlags) check() error {
	switch {
	case f.as != "" && !slices.Contains(table.Kinds(), table.As(f.as)):
		return usagef("--as %q: want "+kinds(), f.as)
	case f.order != "" && !slices.Contains([]table.DateOrder{table.DMY, table.MDY, table.YMD}, table.DateOrder(f.order)):
		return usagef("--date-order %q: want dmy, mdy or ymd", f.order)
	case f.decimal != "" && f.decimal != "." && f.decimal != ",":
		return usagef("--decimal %q: want . or ,", f.decimal)
	case f.encoding != "" && !slices.Contains(table.Encodings(), f.encoding):
		return usagef("--encoding %q: want one of %s", f.encoding, strings.Join(table.Encodings(), ", "))
	}
	return nil
}

// understand applies what the caller knows better than the file.
func (f *importFlags) understand(b *book.Book, s *exchange.Source) error {
	if f.as != "" {
		s.SetAs(table.As(f.as))
	} else {
		if err := s.UseSaved(b); err != nil {
			return err
		}
	}
	if f.saved != "" {
		if err := useNamed(b, s, f.saved); err != nil {
			return err
		}
	}
	if f.order != "" {
		s.Env.DateOrder = table.DateOrder(f.order)
	}
	if f.decimal != "" {
		s.Env.Decimal = f.decimal[0]
	}
	return f.mapColumns(s)
}

func useNamed(b *book.Book, s *exchange.Source, name string) error {
	maps, err := exchange.SavedMaps(b)
	if err != nil {
		return err
	}
	for _, m := range maps {
		if m.Name == name {
			if !s.Use(m) {
				return fmt.Errorf("the saved mapping %q does not fit the columns of %s", name, s.Path)
			}
			return nil
		}
	}
	return usagef("--map %q: there is no saved mapping of that name", name)
}

func (f *importFlags) mapColumns(s *exchange.Source) error {
	for _, c := range f.columns {
		heading, field, ok := strings.Cut(c, "=")
		target, known := table.ParseTarget(field)
		if !ok || !known {
			return usagef("--column %q: want HEADING=FIELD, such as \"Art. Nr.=product_sku\"", c)
		}
		if !s.MapColumn(heading, target) {
			return usagef("--column %q: %s has no column %q", c, s.Path, heading)
		}
	}
	return nil
}

func (f *importFlags) saveMap(b *book.Book, sources []*exchange.Source) error {
	if f.save == "" || f.dryRun {
		return nil
	}
	_, err := b.Update("Save the mapping "+f.save, func(tx *book.Tx) error { return tx.Put(sources[0].Map(f.save)) })
	return err
}

func (t *terminal) imported(r *exchange.Result) error {
	err := t.print(r, func() {
		for _, f := range r.Files {
			t.say("%s: %s, %s, %s, separator %q, dates %s", f.Path, f.As, f.Format, f.Encoding, f.Separator, f.DateOrder)
		}
		t.say("%d rows: %d new, %d changed, %d known or no sale, %d rejected; %d without a customer", r.Rows, r.CreatedRows, r.UpdatedRows, r.Skipped, r.Rejected, r.WalkIn)
		t.say("created %s; updated %s", counts(r.Created), counts(r.Updated))
		if r.Net != 0 {
			t.say("net %s", money(r.Net, r.Currency))
		}
		for i, p := range r.Problems {
			if i == 10 {
				t.say("… and more")
				break
			}
			t.say("  %s", p.Error())
		}
		for _, path := range r.RejectFiles {
			t.say("The rejected rows are in %s; mend them there and import that file.", path)
		}
		if !r.ChangeSet.IsZero() {
			t.say("Undo with: regularsctl undo %s", r.ChangeSet)
		}
	})
	if err == nil && r.Rejected > 0 {
		return errRejected
	}
	return err
}
