package sales

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strconv"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
)

// desk is what must lie ready to take an order down.
type desk struct {
	settings crm.Settings
	heads    []*docHead
	products map[crm.ID]*crm.Product
	lists    []crm.PriceList
	reasons  []*crm.Reason // in the owner's order
	sites    []crm.Site
	// usualSite is where a new document is sold; zero: not known.
	usualSite crm.ID
	// standings tell class and stage of the customers.
	standings screen.Standings
}

func loadDesk(ctx context.Context, env screen.Env) (*desk, error) {
	d := &desk{products: map[crm.ID]*crm.Product{}}
	var err error
	if d.settings, err = env.Book.Settings(); err != nil {
		return nil, err
	}
	if d.heads, err = loadHeads(ctx, env.Book, func(float64) {}); err != nil {
		return nil, err
	}
	products, err := book.List[crm.Product](env.Book)
	for _, p := range products {
		d.products[p.ID] = p
	}
	if err != nil {
		return nil, err
	}
	snapshot, err := env.Book.Facts()
	if err != nil {
		return nil, err
	}
	d.lists, d.sites, d.usualSite = snapshot.Tables.PriceLists, snapshot.Tables.Sites, usualSite(snapshot)
	if d.reasons, err = book.List[crm.Reason](env.Book); err != nil {
		return nil, err
	}
	slices.SortStableFunc(d.reasons, func(a, b *crm.Reason) int { return cmp.Compare(a.Order, b.Order) })
	d.standings, err = screen.ReadStandings(ctx, snapshot, d.settings, env.Today())
	return d, err
}

// usualSite is the only place in use, or the one that the newest document
// names; zero where that is none.
func usualSite(s *facts.Snapshot) (site crm.ID) {
	used := map[string]crm.ID{}
	for _, x := range s.Tables.Sites {
		if !x.Inactive {
			used[x.ID.String()], site = x.ID, x.ID
		}
	}
	if len(used) == 1 {
		return site
	}
	newest := -1
	for i := range s.Doc.ID {
		if _, ok := used[s.Word(s.Doc.Site[i])]; ok && !s.Doc.ID[i].IsZero() && (newest < 0 || newer(s, i, newest) < 0) {
			newest = i
		}
	}
	if newest < 0 {
		return crm.ID{}
	}
	return used[s.Word(s.Doc.Site[newest])]
}

// newer compares two documents, the later first.
func newer(s *facts.Snapshot, a, b int) int {
	return cmp.Or(cmp.Compare(s.Doc.Date[b], s.Doc.Date[a]), cmp.Compare(s.Doc.Time[b], s.Doc.Time[a]), bytes.Compare(s.Doc.ID[b][:], s.Doc.ID[a][:]))
}

// buyer is what is known of the customer of an order.
type buyer struct {
	party     *crm.Party
	prices    map[crm.ID]lastPrice
	lastOrder *crm.SalesDocument // nil: none yet
}

// buyerDocs is how many of the newest documents are read for prices.
const buyerDocs = 60

// loadBuyer reads a customer and what they bought last.
func loadBuyer(ctx context.Context, env screen.Env, id crm.ID) (*buyer, error) {
	party, err := book.Get[crm.Party](env.Book, id)
	if err != nil {
		return nil, err
	}
	b := &buyer{party: party, prices: map[crm.ID]lastPrice{}}
	snapshot, err := env.Book.Facts()
	if err != nil {
		return nil, err
	}
	for _, doc := range newestDocs(snapshot, id, env.Today()) {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		d, err := book.Get[crm.SalesDocument](env.Book, doc)
		if err != nil {
			return nil, err
		}
		b.learn(d)
	}
	return b, nil
}

// newestDocs lists the sales of a party that count, newest first.
func newestDocs(s *facts.Snapshot, party crm.ID, today crm.Date) []crm.ID {
	at := slices.Index(s.Party.ID, party)
	if at < 0 {
		return nil
	}
	var docs []int
	for i, p := range s.Doc.Party {
		if int(p) == at && s.Doc.Counts[i] && s.Doc.Type[i] != facts.CreditNote && s.Doc.Date[i] <= today {
			docs = append(docs, i)
		}
	}
	slices.SortFunc(docs, func(a, b int) int { return newer(s, a, b) })
	var out []crm.ID
	for _, i := range docs[:min(len(docs), buyerDocs)] {
		out = append(out, s.Doc.ID[i])
	}
	return out
}

// learn takes the prices of a document that is older than those before it.
func (b *buyer) learn(d *crm.SalesDocument) {
	if b.lastOrder == nil {
		b.lastOrder = d
	}
	for _, l := range d.Lines {
		if _, known := b.prices[l.Product]; known || l.Product.IsZero() || l.Quantity <= 0 || d.FxRate != "" {
			continue
		}
		b.prices[l.Product] = lastPrice{price: l.Price, quantity: l.Quantity, date: d.Date}
	}
}

// last is what the buyer paid for a product last time; nil when never, or
// when nobody is chosen.
func (b *buyer) last(product crm.ID) *lastPrice {
	if b == nil {
		return nil
	}
	if l, ok := b.prices[product]; ok {
		return &l
	}
	return nil
}

// findParties answers the customer field, with what is known of each.
func findParties(b *book.Book, standings screen.Standings, text string) []ui.Choice {
	hits, err := b.Search(text, ui.MaxChoices, crm.KindParty)
	if err != nil {
		return nil
	}
	var out []ui.Choice
	for _, h := range hits {
		out = append(out, ui.Choice{ID: h.ID, Title: h.Title, Hint: i18n.Join("  ", h.Snippet, standings.Of(h.ID).Text())})
	}
	return out
}

// findProducts answers the product field; products no longer sold stay out.
func (d *desk) findProducts(b *book.Book, text string, day crm.Date) []ui.Choice {
	hits, err := b.Search(text, 4*ui.MaxChoices, crm.KindProduct)
	if err != nil {
		return nil
	}
	var out []ui.Choice
	for _, h := range hits {
		p := d.products[h.ID]
		if p == nil || p.Inactive {
			continue
		}
		hint := p.SKU
		if price, ok := p.PriceOn(day); ok {
			hint = i18n.Join("  ", hint, i18n.Price(price, d.settings.BaseCurrency))
		}
		out = append(out, ui.Choice{ID: p.ID, Title: productName(p), Hint: hint})
	}
	return out
}

// lineField names a field of a line.
func lineField(i int, field string) string { return "line." + strconv.Itoa(i) + "." + field }
