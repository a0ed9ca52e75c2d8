// Package advice stands between the book and the questions that give advice:
// it reads what they need besides the facts, and keeps what was suggested,
// what the owner did about it, what came of it, and what was foretold.
package advice

import (
	"context"
	"slices"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/action"
	"regulars/data/insight/track"
)

// Item is an action and how to reach the customer.
type Item struct {
	action.Action
	action.Way
}

// List is what could be done on a day, the most valuable first.
type List struct {
	*action.Result
	Items []Item
	// Pending are outcomes of earlier suggestions that the book does not know yet.
	Pending []action.Outcome
}

// mostItems is the most actions that anybody scrolls through.
const mostItems = 50

// Ranked ranks the actions of a day for all customers, and returns the earlier
// suggestions as well.
func Ranked(ctx context.Context, b *book.Book, s *facts.Snapshot, settings crm.Settings, day crm.Date) (*action.Result, []crm.Suggestion, error) {
	o := action.Options{AsOf: day, Factor10: settings.QuietFactor10}
	if err := read(b, &o); err != nil {
		return nil, nil, err
	}
	if ctx.Err() != nil {
		return nil, nil, ctx.Err()
	}
	r, err := action.Rank(s, o)
	return r, o.Earlier, err
}

// Actions ranks the actions of a day. Customers who forbid every way to reach
// them are left out.
func Actions(ctx context.Context, b *book.Book, s *facts.Snapshot, settings crm.Settings, day crm.Date) (*List, error) {
	r, earlier, err := Ranked(ctx, b, s, settings, day)
	if err != nil {
		return nil, err
	}
	l := &List{Result: r, Pending: action.Outcomes(s, earlier, day)}
	for _, a := range r.Rows {
		p, err := book.Get[crm.Party](b, a.ID)
		if err != nil {
			return nil, err
		}
		if way, ok := action.Reach(p, day); ok {
			l.Items = append(l.Items, Item{a, way})
		}
		if len(l.Items) == mostItems {
			break
		}
	}
	return l, ctx.Err()
}

// read gathers earlier suggestions and quotes, as they stood on the day.
func read(b *book.Book, o *action.Options) error {
	var err error
	if o.Earlier, err = Earlier(b); err != nil {
		return err
	}
	o.Earlier = slices.DeleteFunc(o.Earlier, func(x crm.Suggestion) bool { return x.Day > o.AsOf })
	var all []*crm.SalesDocument
	followed := map[crm.ID]bool{} // quotes that became a sale
	err = book.Each(b, func(d *crm.SalesDocument) bool {
		if d.Date > o.AsOf {
			return true
		}
		if d.DocType == crm.Quote {
			all = append(all, d)
		} else if !d.SourceDoc.IsZero() && d.Status.Counted() {
			followed[d.SourceDoc] = true
		}
		return true
	})
	for _, q := range all {
		switch {
		case followed[q.ID] || q.Status.Counted():
			o.Won, o.Decided = o.Won+1, o.Decided+1
		case q.Status == crm.Lost || q.Status == crm.Cancelled:
			o.Decided++
		case !q.Party.IsZero():
			o.Quotes = append(o.Quotes, action.OpenQuote{ID: q.ID, Number: q.Number, Party: q.Party, Date: q.Date, Net: q.BaseNet})
		}
	}
	return err
}

// Earlier are all suggestions that somebody acted on.
func Earlier(b *book.Book) ([]crm.Suggestion, error) {
	var all []crm.Suggestion
	err := book.Each(b, func(x *crm.Suggestion) bool {
		all = append(all, *x)
		return true
	})
	return all, err
}

// Answered is the record that something was done about an item, or not. It is
// told again after until; whether it worked is told for what was done and what
// was skipped, in order to compare them.
func Answered(it Item, state crm.SuggestionState, day, until crm.Date) *crm.Suggestion {
	x := &crm.Suggestion{Action: string(it.Kind), Party: it.ID, Product: it.Product, Offered: it.Offered, Day: day, Channel: it.Channel,
		Expected: it.Expected, State: state, Until: until}
	if state != crm.SuggestionSnoozed {
		x.CheckOn = day + action.Window
	}
	return x
}

// Settle writes outcomes into the suggestions, as the book's own doing.
func Settle(b *book.Book, title string, outcomes []action.Outcome) error {
	if len(outcomes) == 0 {
		return nil
	}
	_, err := b.UpdateAs(book.ActorRule, title, func(tx *book.Tx) error {
		for _, o := range outcomes {
			x, err := book.Get[crm.Suggestion](tx, o.ID)
			if book.CodeOf(err) == book.CodeNotFound {
				continue // taken back in the meantime
			}
			if err != nil {
				return err
			}
			x.Outcome, x.Document, x.OfferTaken = o.Outcome, o.Document, o.OfferTaken
			if err := tx.Put(x); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// Keeps reports whether the program may note things in the book by itself:
// not in one that is only read, nor in a sample business.
func Keeps(b *book.Book, settings crm.Settings) bool {
	return !b.ReadOnly() && settings.SampleKind == ""
}

// Predictions are all that were kept.
func Predictions(b *book.Book) ([]crm.Prediction, error) {
	var all []crm.Prediction
	err := book.Each(b, func(p *crm.Prediction) bool {
		all = append(all, *p)
		return true
	})
	return all, err
}

// Keep writes predictions down as the book's own doing, each question, series
// and time only once a day.
func Keep(b *book.Book, title string, told []crm.Prediction) error {
	if len(told) == 0 {
		return nil
	}
	kept, err := Predictions(b)
	if err != nil {
		return err
	}
	told = slices.DeleteFunc(slices.Clone(told), func(p crm.Prediction) bool {
		return slices.ContainsFunc(kept, func(k crm.Prediction) bool { return track.Same(k, p) })
	})
	if len(told) == 0 {
		return nil
	}
	_, err = b.UpdateAs(book.ActorRule, title, func(tx *book.Tx) error {
		for i := range told {
			if err := tx.Put(&told[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}
