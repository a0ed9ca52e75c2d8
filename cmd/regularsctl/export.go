package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"regulars/data/book"
	"regulars/data/exchange"
)

func (t *terminal) exportCommand() *cobra.Command {
	file := ""
	cmd := &cobra.Command{
		Use:   "export KIND",
		Short: "Write records as CSV: " + strings.Join(exchange.Exports(), ", "),
		Args:  count(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			if !slices.Contains(exchange.Exports(), args[0]) {
				return usagef("export %q: want one of %s", args[0], strings.Join(exchange.Exports(), ", "))
			}
			return t.withBook(book.Options{ReadOnly: true}, func(b *book.Book) error { return t.export(b, args[0], file) })
		},
	}
	cmd.Flags().StringVar(&file, "to", "", "the file to write (default: standard output)")
	return cmd
}

func (t *terminal) export(b *book.Book, kind, file string) error {
	if file == "" && !t.json {
		return exchange.Export(t.out, b, kind)
	}
	var text bytes.Buffer
	if err := exchange.Export(&text, b, kind); err != nil {
		return err
	}
	if file == "" {
		return t.printJSON(map[string]string{"kind": kind, "csv": text.String()})
	}
	if err := writeNew(file, &text); err != nil {
		return err
	}
	return t.print(map[string]string{"kind": kind, "file": file}, func() { t.say("Wrote %s", file) })
}

// writeNew writes a file that must not be there yet.
func writeNew(path string, from io.Reader) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, from)
	return errors.Join(err, f.Close())
}
