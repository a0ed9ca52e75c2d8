package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/exchange"
	"regulars/data/exchange/table"
)

// Exit codes; part of the contract.
const (
	exitDone     = 0
	exitFailed   = 1
	exitUsage    = 2
	exitRejected = 3 // done, but some rows were rejected
)

// errRejected ends a command that did its work but left rows out.
var errRejected = errors.New("some rows were rejected")

// usageError is a wrong call rather than a failure.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// terminal is what all commands share.
type terminal struct {
	out, err io.Writer
	path     string
	json     bool
}

// toldError is a failure of which the JSON value told already is the answer.
type toldError struct{ error }

// run executes one call and returns its exit code.
func run(args []string, out, errOut io.Writer) int {
	t := &terminal{out: out, err: errOut}
	root := t.root()
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(errOut)
	err := root.ExecuteContext(context.Background())
	t.json = t.json || slices.Contains(args, "--json") // a wrong call may end before its flags are read
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errRejected):
		return exitRejected
	case errors.As(err, &usage):
		t.fail(failure{Error: "usage", Message: err.Error()})
		return exitUsage
	}
	if _, told := errors.AsType[toldError](err); !told || !t.json {
		t.fail(failureOf(err))
	}
	return exitFailed
}

// failure is what a call that failed writes as JSON.
type failure struct {
	Error    string          `json:"error"`
	Message  string          `json:"message"`
	Problems []table.Problem `json:"problems,omitempty"`
}

func failureOf(err error) failure {
	f := failure{Error: "failed", Message: err.Error()}
	if code := book.CodeOf(err); code != "" {
		f.Error = string(code)
	}
	if p, ok := errors.AsType[*table.Problem](err); ok {
		f.Problems = []table.Problem{*p}
	}
	if r, ok := errors.AsType[*exchange.Refused](err); ok {
		f.Problems = r.Problems
	}
	if len(f.Problems) > 0 {
		f.Error = f.Problems[0].Code
	}
	return f
}

func (t *terminal) fail(f failure) {
	if t.json {
		_ = t.printJSON(f) // nobody is left to tell
		return
	}
	fmt.Fprintln(t.err, "regularsctl:", f.Message)
}

func (t *terminal) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "regularsctl",
		Short: "The customer book from a terminal",
		Long: `The customer book from a terminal: bring files in, find, ask, look after the book.

Exit codes: 0 done, 1 failed, 2 wrong call, 3 imported but some rows were rejected.`,
		Example: `  regularsctl new --currency EUR --country IT
  regularsctl import customers.csv sales.csv.gz
  regularsctl search 06 28 23
  regularsctl ask segments --as-of 2024-06-30 --chart segments.png`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          noArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() }, // without it noArgs is never asked
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.PersistentFlags().StringVar(&t.path, "book", "", "the book file (default: your own book)")
	root.PersistentFlags().BoolVar(&t.json, "json", false, "print JSON")
	root.AddCommand(t.newCommand(), t.importCommand(), t.exportCommand(), t.searchCommand(), t.showCommand(), t.briefCommand(), t.askCommand(), t.groupsCommand(),
		t.todayCommand(), t.historyCommand(), t.undoCommand(), t.backupCommand(), t.checkCommand(), t.compactCommand(), t.tourCommand())
	return root
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("unknown command %q; try 'regularsctl --help'", args[0])
	}
	return nil
}

// count wants between low and high arguments.
func count(low, high int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) < low || len(args) > high {
			return usagef("%s: wrong number of arguments; usage: %s", cmd.Name(), cmd.UseLine())
		}
		return nil
	}
}

func (t *terminal) bookPath() (string, error) {
	if t.path != "" {
		return t.path, nil
	}
	return book.DefaultPath()
}

// withBook opens the book, runs fn and closes it.
func (t *terminal) withBook(opt book.Options, fn func(*book.Book) error) (err error) {
	path, err := t.bookPath()
	if err != nil {
		return err
	}
	b, err := book.Open(path, opt)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.Close()) }()
	return fn(b)
}

func (t *terminal) printJSON(v any) error {
	enc := json.NewEncoder(t.out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// print writes v as JSON, or calls text.
func (t *terminal) print(v any, text func()) error {
	if t.json {
		return t.printJSON(v)
	}
	text()
	return nil
}

func (t *terminal) say(format string, args ...any) { fmt.Fprintf(t.out, format+"\n", args...) }

func parseID(s string) (crm.ID, error) {
	id, err := crm.ParseID(s)
	if err != nil {
		return id, usagef("%q is %v", s, err)
	}
	return id, nil
}

func parseDay(s string, otherwise crm.Date) (crm.Date, error) {
	if s == "" {
		return otherwise, nil
	}
	d, err := crm.ParseDate(s)
	if err != nil {
		return 0, usageError{err}
	}
	return d, nil
}
