package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/basket"
	"regulars/data/insight/cause"
	"regulars/data/insight/outlook"
)

// supposedFlags are the conditions under which something is foretold.
type supposedFlags struct {
	change, price             float64
	of, closed, event, on, in string
}

func (c *supposedFlags) flags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.Float64Var(&c.change, "change", 0, "suppose so many per cent more (or, below zero, less) than expected, such as 10")
	flags.Float64Var(&c.price, "price", 0, "suppose prices so many per cent higher (or, below zero, lower), such as 5, of what is sold as --of")
	flags.StringVar(&c.of, "of", "", `the product or category with the other price, by name or ID, such as "Black tea" (default: all)`)
	flags.StringVar(&c.closed, "closed", "", "suppose these days closed, such as 2026-12-27..2026-12-31, or so many open days of the next step, such as 3")
	flags.StringVar(&c.event, "event", "", `suppose that this comes on the days of --on and does what it did: holiday, eve, bridge, a type of event such as own_promo, or the name of a calendar`)
	flags.StringVar(&c.on, "on", "", "the days of --event, such as 2026-12-05 or 2026-12-05..2026-12-08")
	flags.StringVar(&c.in, "country", "", `public holidays of this country, "IT" or "DE-BY" (default: as set in the book)`)
}

// supposedExamples show each condition once.
func supposedExamples(question string) string {
	return "  regularsctl ask " + question + " --measure units --price 5 --of \"Black tea\"\n" +
		"  regularsctl ask " + question + " --closed 2026-12-27..2026-12-31\n" +
		"  regularsctl ask " + question + " --event own_promo --on 2026-12-05..2026-12-08\n" +
		"  regularsctl ask " + question + " --change -10 --closed 3"
}

// read puts the conditions and the country of the holidays into a question.
func (c *supposedFlags) read(b *book.Book, s *facts.Snapshot, o *outlook.Options) (err error) {
	if o.Country, err = holidaysOf(b, c.in); err != nil {
		return err
	}
	if c.change != 0 {
		o.Scenario = append(o.Scenario, outlook.Condition{Kind: outlook.Flat, Percent: c.change})
	}
	for _, read := range []func(*facts.Snapshot, *outlook.Options) error{c.readPrice, c.readClosed, c.readEvent} {
		if err := read(s, o); err != nil {
			return err
		}
	}
	return nil
}

func (c *supposedFlags) readPrice(s *facts.Snapshot, o *outlook.Options) error {
	if c.price == 0 {
		if c.of != "" {
			return usagef("--of %q: say by how much the price changes with --price", c.of)
		}
		return nil
	}
	one := outlook.Condition{Kind: outlook.Price, Percent: c.price}
	if c.of != "" {
		var err error
		if one.Product, err = itemCalled(s, basket.Product, c.of); err != nil {
			if one.Category, err = itemCalled(s, basket.Category, c.of); err != nil {
				return usagef("--of %q: no product and no category alone is called that", c.of)
			}
			one.Product = crm.ID{}
		}
	}
	o.Scenario = append(o.Scenario, one)
	return nil
}

func (c *supposedFlags) readClosed(_ *facts.Snapshot, o *outlook.Options) (err error) {
	if c.closed == "" {
		return nil
	}
	one := outlook.Condition{Kind: outlook.Closed}
	if one.Days, err = strconv.Atoi(c.closed); err == nil {
		if one.Days < 1 || one.Days > 31 {
			return usagef("--closed %s: want 1 to 31 days", c.closed)
		}
	} else if one.From, one.To, err = daySpan("closed", c.closed); err != nil {
		return err
	}
	o.Scenario = append(o.Scenario, one)
	return nil
}

func (c *supposedFlags) readEvent(s *facts.Snapshot, o *outlook.Options) (err error) {
	if c.event == "" && c.on == "" {
		return nil
	}
	known := outlook.Causes(s, o.Country)
	name := func(k outlook.Condition) string {
		if k.Cause == cause.Event || k.Cause == cause.Calendar {
			return k.CauseName
		}
		return string(k.Cause)
	}
	at := slices.IndexFunc(known, func(k outlook.Condition) bool { return name(k) == c.event })
	switch {
	case len(known) == 0:
		return usagef("--event %q: the book knows no event, calendar or holidays yet; note some in Settings, or give --country", c.event)
	case at < 0:
		return usagef("--event %q: the book knows %s", c.event, strings.Join(column(known, name), ", "))
	}
	one := known[at]
	if one.From, one.To, err = daySpan("on", c.on); err != nil {
		return err
	}
	o.Scenario = append(o.Scenario, one)
	return nil
}

// daySpan reads a day, or days from..to.
func daySpan(flag, text string) (from, to crm.Date, err error) {
	first, last, span := strings.Cut(text, "..")
	if !span {
		last = first
	}
	if from, err = crm.ParseDate(first); err == nil {
		to, err = crm.ParseDate(last)
	}
	if err != nil || to < from {
		return 0, 0, usagef("--%s %q: want a day such as 2026-12-24, or days such as 2026-12-24..2026-12-26", flag, text)
	}
	return from, to, nil
}

// conditionText tells a condition with its arithmetic.
func conditionText(t *terminal, c outlook.Supposed, ahead []outlook.Step) {
	if !c.Told {
		t.say("supposed %s: left out, its effect cannot be told", c.Kind)
	} else {
		t.say("supposed %s:", c.Kind)
	}
	for _, n := range c.Needs {
		t.say("  needs: %s (%d)", n.Code, n.Count)
	}
	for _, p := range c.Priced {
		t.say("  %s: price %s to %s, elasticity %.2f (%.2f to %.2f): units times %.3f (%.3f to %.3f), %.1f %% of all", p.Name, p.Now, p.Price,
			p.Elasticity.Value, p.Elasticity.Low, p.Elasticity.High, p.Units.Value, p.Units.Low, p.Units.High, 100*p.Share)
	}
	if d := c.Difference; d != nil {
		t.say("  on its days times %.3f (%.3f to %.3f)", d.Times, d.Low, d.High)
	}
	for i, e := range c.Steps {
		switch {
		case e.Days > 0:
			t.say("  %s: %d of %d open days, times %.3f (%.3f to %.3f)", ahead[i].From, e.Days, e.Open, e.Times, e.Low, e.High)
		case e.Open == 0:
			t.say("  %s: times %.3f (%.3f to %.3f)", ahead[i].From, e.Times, e.Low, e.High)
		}
	}
}
