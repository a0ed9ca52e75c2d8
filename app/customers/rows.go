package customers

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/crm"
)

// row is one party as the list shows it. Its texts, one a property, are
// written before the window sees it.
type row struct {
	party *crm.Party
	figures
	texts []string
}

func rowID(r *row) crm.ID { return r.party.ID }

// listing is everything the list needs, as of one state of the book.
type listing struct {
	rows []*row
	lists
	properties []property
}

// lists are the small tables that give meaning to what records hold.
type lists struct {
	settings crm.Settings
	today    crm.Date
	currency string
	tags     []*crm.Tag
	tagNames map[crm.ID]string
	fields   []*crm.CustomField
	views    []*crm.View
}

func readLists(r book.Reader, today crm.Date) (l lists, err error) {
	settings, err := book.Get[crm.Settings](r, crm.SettingsID)
	if err != nil {
		return l, err
	}
	l.settings, l.today, l.currency = *settings, today, settings.BaseCurrency
	if l.tags, err = book.List[crm.Tag](r); err != nil {
		return l, err
	}
	slices.SortStableFunc(l.tags, func(a, b *crm.Tag) int {
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	l.tagNames = make(map[crm.ID]string, len(l.tags))
	for _, tag := range l.tags {
		l.tagNames[tag.ID] = tag.Name
	}
	fields, err := book.List[crm.CustomField](r)
	if err != nil {
		return l, err
	}
	for _, f := range fields {
		if f.Scope == crm.KindParty {
			l.fields = append(l.fields, f)
		}
	}
	slices.SortStableFunc(l.fields, func(a, b *crm.CustomField) int { return cmp.Compare(a.Order, b.Order) })
	views, err := book.List[crm.View](r)
	for _, v := range views {
		if v.Screen == screen.Customers {
			l.views = append(l.views, v)
		}
	}
	return l, err
}

// load reads the whole list. It takes a fraction of a second for 20,000
// parties and belongs off the window's goroutine.
func load(ctx context.Context, env screen.Env) (*listing, error) {
	out := &listing{}
	var parties []*crm.Party
	err := env.Book.View(func(tx *book.Tx) (err error) {
		if out.lists, err = readLists(tx, env.Today()); err != nil {
			return err
		}
		parties, err = book.List[crm.Party](tx)
		return err
	})
	if err != nil || ctx.Err() != nil {
		return nil, cmp.Or(err, ctx.Err())
	}
	facts, err := env.Book.Facts()
	if err != nil {
		return nil, err
	}
	sums, err := measure(ctx, facts, out.today, out.settings)
	if err != nil {
		return nil, err
	}
	out.properties = properties(out.lists)
	out.rows = make([]*row, len(parties))
	for i, p := range parties {
		out.rows[i] = &row{party: p, figures: sums.get(p.ID)}
		out.rows[i].write(out.properties)
	}
	slices.SortStableFunc(out.rows, func(a, b *row) int {
		return strings.Compare(strings.ToLower(a.party.DisplayName), strings.ToLower(b.party.DisplayName))
	})
	return out, nil
}

func (r *row) write(ps []property) {
	r.texts = make([]string, len(ps))
	for i, p := range ps {
		r.texts[i] = p.write(r)
	}
}
