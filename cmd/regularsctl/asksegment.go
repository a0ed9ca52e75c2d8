package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"regulars/app/chart"
	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/segment"
)

const ruleHelp = `Finds the customers a rule asks for, as of any day.

  rule       conditions joined by and, or, not and brackets
  condition  FIELD >= <= > < = != ~ VALUE, or FIELD known, FIELD unknown
             bought(product="…" or category="…", days=N, times=N)
             contacted(by=CHANNEL, days=N, times=N)

Numbers of purchases: orders, revenue, margin, average, each also of the last
days: orders(days=90) >= 3; quiet and tenure (days since the last and the
first purchase); referrals. Ranks: r, f, m (1 to 5), segment, class, stage.
What stands on the page: consent (email, phone, …), tag, group, country,
source, language, channel, has (email, phone, address, birthday), role, kind,
birth_month, since, and custom.CODE for your own fields; these have no past and
are as of now. ~ means "contains". Texts with spaces stand in double quotation
marks. What is not known fits no condition.`

func segmentQuestion() question {
	rule, name, why := "", "", false
	return question{name: "segment", short: "The customers who fit a rule, saved or typed, as of any day", long: ruleHelp,
		example: `  regularsctl ask segment --rule 'r>=4 and bought(category="Green tea", days=180) and consent=email'
  regularsctl ask segment --name "Sunday club" --as-of 2024-12-31`,
		flags: func(cmd *cobra.Command) {
			cmd.Flags().StringVar(&rule, "rule", "", "the rule")
			cmd.Flags().StringVar(&name, "name", "", "a saved group, by name or ID")
			cmd.Flags().BoolVar(&why, "why", false, "what each condition found at each customer, and the documents behind it")
		},
		answer: func(b *book.Book, s *facts.Snapshot, f *askFlags) (reply, error) {
			if (rule == "") == (name == "") {
				return reply{}, usagef("give --rule or --name")
			}
			var g ruled
			var err error
			if name != "" {
				g, err = savedGroup(b, s, name)
			} else {
				g, err = typedGroup(b, s, rule)
			}
			if err != nil {
				return reply{}, err
			}
			r, err := segment.Ask(context.Background(), g.in, g.rule, f.day)
			if err != nil {
				return reply{}, err
			}
			if why {
				return whyReply(s, r), nil
			}
			return reply{json: r, spec: func() chart.Spec { return segmentChart(r) }, text: func(t *terminal) { segmentText(t, r) }}, nil
		}}
}

// ruled is a rule with what it is held against.
type ruled struct {
	in   segment.Input
	rule crm.Rule
}

// typedGroup reads a rule; what cannot be read or found is pointed at.
func typedGroup(b *book.Book, s *facts.Snapshot, text string) (ruled, error) {
	w, err := segment.Parse(text)
	var syntax *segment.SyntaxError
	if errors.As(err, &syntax) {
		return ruled{}, pointAt(text, syntax.At, syntax.Error())
	}
	in, err := screen.GroupInput(b, s, segment.LooksAtPage(w.Rule))
	if err != nil {
		return ruled{}, err
	}
	var wrong *segment.RuleError
	if err = segment.Check(w.Rule, in); errors.As(err, &wrong) {
		return ruled{}, pointAt(text, w.At[min(wrong.Condition, len(w.At)-1)], ruleFault(wrong, in))
	}
	return ruled{in, w.Rule}, err
}

// savedGroup finds a saved group.
func savedGroup(b *book.Book, s *facts.Snapshot, name string) (ruled, error) {
	all, err := screen.Groups(b)
	if err != nil {
		return ruled{}, err
	}
	at := findGroup(all, name)
	if at < 0 {
		return ruled{}, noGroup(all, name)
	}
	rule := all[at].Rule
	in, err := screen.GroupInput(b, s, segment.LooksAtPage(rule))
	var wrong *segment.RuleError
	if err == nil && errors.As(segment.Check(rule, in), &wrong) {
		err = usagef("the rule of %q: %s", all[at].Name, ruleFault(wrong, in))
	}
	return ruled{in, rule}, err
}

// pointAt shows a fault with the place under the rule.
func pointAt(rule string, at int, fault string) error {
	line := []rune(rule)
	for i, c := range line { // a tab is as wide as people set it
		if c == '\t' || c == '\n' {
			line[i] = ' '
		}
	}
	return usagef("%s\n  %s\n  %s^", fault, string(line), strings.Repeat(" ", at))
}

// ruleFault says what is wrong with a condition, and what would be right.
func ruleFault(e *segment.RuleError, in segment.Input) string {
	switch e.Code {
	case segment.ErrField:
		return "nothing called \"" + e.Text + "\" can be asked; there are: " + strings.Join(fieldCodes(in), ", ")
	case segment.ErrOp:
		return "this field does not compare like that (" + e.Text + ")"
	case segment.ErrName:
		return "nothing in the book is called \"" + e.Text + "\""
	case segment.ErrRange:
		return "this field takes no \"" + e.Text + "\""
	case segment.ErrDepth:
		return "too many brackets inside each other"
	}
	return "\"" + e.Text + "\" is no value of this field"
}

// fieldCodes are the fields as they are typed.
func fieldCodes(in segment.Input) (out []string) {
	for _, f := range segment.FieldsOf(in.Customs) {
		if f.Form != segment.Product && f.Form != segment.Category && f.Code != segment.FieldContacted {
			out = append(out, f.Code)
		}
	}
	return append(out, "bought(…)", "contacted(…)")
}

func segmentText(t *terminal, r *segment.Result) {
	head(t, r.Answer)
	t.say("%s", r.Text)
	t.say("%d of %d, together %s", len(r.Rows), r.N, money(r.Net, r.Currency))
	for _, row := range r.Rows {
		t.say("  %-30s %5d orders %16s  last %s", row.Name, row.Orders, money(row.Net, r.Currency), row.Last)
	}
}

// explained is a customer with what the conditions found.
type explained struct {
	segment.Row
	Because   []segment.Found `json:"because"`
	Documents []crm.ID        `json:"documents"`
}

func whyReply(s *facts.Snapshot, r *segment.Result) reply {
	a := insight.New[explained](r.Question, r.Method, r.Currency, r.AsOf)
	a.N, a.Coverage, a.Needs = r.N, r.Coverage, r.Needs
	behind := r.Documents()
	for _, row := range r.Rows {
		ids := column(behind[row.Party], func(doc int32) crm.ID { return s.Doc.ID[doc] })
		a.Rows = append(a.Rows, explained{row, r.Why(row.Party), ids})
	}
	return reply{json: a, spec: func() chart.Spec { return segmentChart(r) }, text: func(t *terminal) {
		head(t, a)
		t.say("%s", r.Text)
		for _, row := range a.Rows {
			t.say("  %s", row.Name)
			for _, f := range row.Because {
				t.say("    %-20s %s %s", f.Field, f.Value, lastDone(f))
			}
		}
	}}
}

func lastDone(f segment.Found) string {
	switch {
	case !f.Known:
		return "not known"
	case f.Last > 0:
		return "times, last " + f.Last.String()
	}
	return ""
}

func segmentChart(r *segment.Result) chart.Spec {
	rows := r.Rows[:min(shownRows, len(r.Rows))]
	spec := chart.Spec{Kind: chart.HBar, Title: i18n.N("insightgroups.chart_title", len(r.Rows), i18n.Args{"All": i18n.Integer(int64(r.N))}), Subtitle: asOf(r.Answer),
		YLabel: i18n.T("ctl.net_in", i18n.Args{"Currency": r.Currency}), N: len(r.Rows),
		Categories: column(rows, func(row segment.Row) string { return row.Name }),
		Series:     []chart.Series{{Name: r.Currency, Values: amounts(rows, crm.Exponent(r.Currency), func(row segment.Row) crm.Amount { return row.Net })}}}
	if len(rows) == 0 {
		spec.Empty = i18n.T("insightgroups.nobody")
	}
	return spec
}
