package main

import (
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// askFlags are what all questions share.
type askFlags struct {
	asOf, basis, returns, chart string
	window                      int
	dark                        bool

	day     crm.Date
	reading insight.Reading
}

// question is one thing that can be asked: it answers from the facts with a
// value to print as JSON, lines of text, and a chart.
type question struct {
	name, short   string
	long, example string // what --help tells besides; may be empty
	flags         func(*cobra.Command)
	// answer asks the book; nil for a question that needs none.
	answer func(*book.Book, *facts.Snapshot, *askFlags) (reply, error)
	// plain answers from flags and files alone; ok is false where the call
	// asks the book. nil for a question that always needs the book.
	plain func(*askFlags) (r reply, ok bool, err error)
}

// reply is an answer in its three forms.
type reply struct {
	json any
	text func(t *terminal)
	spec func() chart.Spec
}

func (t *terminal) askCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "ask QUESTION", Short: "Answer a question about the business", Args: func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usagef("ask what? One of: %s", strings.Join(questionNames(), ", "))
		}
		return usagef("unknown question %q; ask one of: %s", args[0], strings.Join(questionNames(), ", "))
	}, RunE: func(*cobra.Command, []string) error { return nil }}
	for _, q := range questions() {
		cmd.AddCommand(t.questionCommand(q))
	}
	return cmd
}

func questions() []question {
	return []question{
		segmentsQuestion(),
		valueQuestion(),
		demandQuestion(),
		newReturningQuestion(),
		lifecycleQuestion(),
		cohortsQuestion(),
		rulesQuestion(),
		offerQuestion(),
		repurchaseQuestion(),
		nextQuestion(),
		forecastQuestion(),
		planQuestion(),
		restockQuestion(),
		launchQuestion(),
		priceQuestion(),
		costsQuestion(),
		protectQuestion(),
		groupQuestion(),
		yieldQuestion(),
		paceQuestion(),
		segmentQuestion(),
		movementQuestion(),
		profitQuestion(),
		referralsQuestion(),
		priorityQuestion(),
		trackQuestion(),
		cyclesQuestion(),
		causesQuestion(),
		mixQuestion(),
		bandsQuestion(),
		whatIfQuestion(),
		slowQuestion(),
		reasonsQuestion(),
		benefitQuestion(),
		sitesQuestion(),
	}
}

func questionNames() (names []string) {
	for _, q := range questions() {
		names = append(names, q.name)
	}
	return names
}

func (t *terminal) questionCommand(q question) *cobra.Command {
	f := &askFlags{}
	cmd := &cobra.Command{Use: q.name, Short: q.short, Long: q.long, Example: q.example, Args: count(0, 0), RunE: func(*cobra.Command, []string) error {
		if err := f.read(); err != nil {
			return err
		}
		if q.plain != nil {
			if r, ok, err := q.plain(f); ok || err != nil {
				return t.tell(r, f, err)
			}
		}
		return t.withBook(book.Options{ReadOnly: true}, func(b *book.Book) error { return t.ask(b, q, f) })
	}}
	flags := cmd.Flags()
	flags.StringVar(&f.chart, "chart", "", "also draw the answer into this PNG file")
	flags.BoolVar(&f.dark, "dark", false, "draw on a dark ground")
	if q.answer != nil {
		f.bookFlags(cmd)
	}
	if q.flags != nil {
		q.flags(cmd)
	}
	return cmd
}

// bookFlags are what all questions to the book share.
func (f *askFlags) bookFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.asOf, "as-of", "", "answer as of this day, YYYY-MM-DD (default: the last sale, or what is last known of bookings)")
	flags.StringVar(&f.basis, "basis", "", "revenue (default) or margin")
	flags.StringVar(&f.returns, "returns", "", "net (default: returns lower the sums) or ignore")
	flags.IntVar(&f.window, "window", 0, "look back this many days (default: the whole history)")
}

func (f *askFlags) read() (err error) {
	if f.day, err = parseDay(f.asOf, 0); err != nil {
		return err
	}
	f.reading = insight.Reading{Basis: insight.Basis(f.basis), Returns: insight.Returns(f.returns)}
	if f.reading.Check() != nil {
		return usagef("--basis is revenue or margin, --returns is net or ignore")
	}
	if f.window < 0 {
		return usagef("--window: want a number of days, or 0 for the whole history")
	}
	return nil
}

func (t *terminal) ask(b *book.Book, q question, f *askFlags) error {
	s, err := b.Facts()
	if err != nil {
		return err
	}
	r, err := q.answer(b, s, f)
	return t.tell(r, f, err)
}

// tell draws and prints a reply, unless there is an error.
func (t *terminal) tell(r reply, f *askFlags, err error) error {
	if err != nil {
		return err
	}
	if f.chart != "" {
		if err := drawChart(f.chart, r.spec(), f.dark); err != nil {
			return err
		}
	}
	return t.print(r.json, func() { r.text(t) })
}

func drawChart(path string, s chart.Spec, dark bool) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := chart.PNG(f, s, 1200, 640, dark); err != nil {
		_ = f.Close()
		return err
	}
	return f.Close()
}

// head prints what every answer says of itself.
func head[R any](t *terminal, a insight.Answer[R]) {
	t.say("%s as of %s, method %s, n %d, coverage %.1f %%", a.Question, a.AsOf, a.Method, a.N, 100*a.Coverage)
	for _, n := range a.Needs {
		t.say("  needs: %s (%d)", n.Code, n.Count)
	}
}

func amounts[T any](rows []T, exp int, of func(T) crm.Amount) []float64 {
	scale := 1.0
	for range exp {
		scale *= 10
	}
	out := make([]float64, len(rows))
	for i, r := range rows {
		out[i] = float64(of(r)) / scale
	}
	return out
}

func column[T, V any](rows []T, of func(T) V) []V {
	out := make([]V, len(rows))
	for i, r := range rows {
		out[i] = of(r)
	}
	return out
}

// option returns the one of allowed that text is; "" is the first.
func option[T ~string](flag, text string, allowed ...T) (T, error) {
	if text == "" {
		return allowed[0], nil
	}
	if i := slices.Index(allowed, T(text)); i >= 0 {
		return allowed[i], nil
	}
	names := column(allowed, func(a T) string { return string(a) })
	names = slices.DeleteFunc(names, func(name string) bool { return name == "" })
	return "", usagef("--%s %q: want one of %s", flag, text, strings.Join(names, ", "))
}
