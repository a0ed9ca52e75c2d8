package exchange

import (
	"context"
	"reflect"
	"slices"
	"strings"

	"regulars/data/book"
	"regulars/data/crm"
)

// writer puts what a file says into the book, in one change set.
type writer struct {
	ctx      context.Context
	tx       *book.Tx
	have     *existing
	batch    crm.ID
	opt      Options
	result   *Result
	progress func(float64)
}

func (w *writer) put(rec crm.Record, isNew bool) error {
	if isNew {
		m := rec.Base()
		m.Source, m.Batch = crm.SourceImport, w.batch
		w.result.Created[rec.Kind().String()]++
	} else {
		w.result.Updated[rec.Kind().String()]++
	}
	return w.tx.Put(rec)
}

func sortedBy[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// sales writes categories, products, customers and documents, in that order,
// so that nothing ever points to a record that is not there.
func (w *writer) sales(s *sales) error {
	docs := s.good()
	parties, products := map[*saleParty]bool{}, map[*saleProduct]bool{}
	for _, d := range docs {
		if d.party != nil {
			parties[d.party] = true
		}
		for _, l := range d.lines {
			if l.product != nil {
				products[l.product] = true
			}
		}
	}
	for _, key := range sortedBy(s.products) {
		if p := s.products[key]; products[p] {
			if err := w.product(key, p); err != nil {
				return err
			}
		}
	}
	for _, key := range sortedBy(s.parties) {
		if p := s.parties[key]; parties[p] {
			if err := w.saleParty(key, p); err != nil {
				return err
			}
		}
	}
	for i, d := range docs {
		if err := w.document(d); err != nil {
			return err
		}
		if i%500 == 0 {
			w.progress(float64(i) / float64(len(docs)))
			if err := w.ctx.Err(); err != nil {
				return err
			}
		}
	}
	return nil
}

// category finds or makes one category of the tree.
func (w *writer) category(parent crm.ID, name string) (crm.ID, error) {
	if name == "" {
		return parent, nil
	}
	key := categoryKey(parent, name)
	if id, ok := w.have.categories[key]; ok {
		return id, nil
	}
	c := &crm.Category{Name: name, Parent: parent}
	c.ID = crm.NewID()
	w.have.categories[key] = c.ID
	return c.ID, w.put(c, true)
}

func (w *writer) product(key string, p *saleProduct) (err error) {
	if id, ok := w.have.products[key]; ok {
		p.id = id
		return w.nameProduct(p)
	}
	rec := &crm.Product{SKU: p.sku, Name: p.name.winner(), ProductKind: crm.Good, Unit: "C62"}
	rec.ID = crm.NewID()
	category, sub, _ := strings.Cut(p.path.winner(), unitSeparator)
	if rec.Category, err = w.category(crm.ID{}, category); err != nil {
		return err
	}
	if rec.Category, err = w.category(rec.Category, sub); err != nil {
		return err
	}
	if price, ok := p.usualPrice(); ok {
		rec.Prices = []crm.DatedPrice{{Price: price, Reason: "import"}}
	}
	p.id = rec.ID
	w.have.products[key] = rec.ID
	return w.put(rec, true)
}

// nameProduct gives a product that had no name the one the file knows.
func (w *writer) nameProduct(p *saleProduct) error {
	name := p.name.winner()
	if name == "" {
		return nil
	}
	rec, err := book.Get[crm.Product](w.tx, p.id)
	if err != nil || rec.Name != "" {
		return err
	}
	rec.Name = name
	return w.put(rec, false)
}

func (w *writer) saleParty(key string, p *saleParty) error {
	h := p.head
	if id, ok := w.have.parties[key]; ok {
		p.id = id
		return nil
	}
	rec := &crm.Party{PartyKind: crm.Person, ExternalID: h.ref, Group: p.group.winner(), Company: h.company,
		Name: crm.PersonName{Given: h.given, Family: h.family}, Roles: []crm.Role{crm.RoleCustomer}}
	rec.ID = crm.NewID()
	rec.DisplayName = firstSet(p.name.winner(), rec.Name.Display(w.have.settings.FamilyFirst), h.company, h.email, h.phone, "№ "+h.ref)
	if h.company != "" && h.given == "" && h.family == "" {
		rec.PartyKind = crm.Organization
	}
	if h.email != "" {
		rec.Points = append(rec.Points, crm.NewEmail(h.email))
	}
	if h.phone != "" {
		rec.Points = append(rec.Points, crm.NewPhone(h.phone, w.have.settings.PhoneCountry))
	}
	if a := p.latestAddress(); !a.IsZero() {
		rec.Addresses = []crm.Address{a}
	}
	p.id = rec.ID
	w.have.parties[key] = rec.ID
	return w.put(rec, true)
}

func firstSet(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// document writes one document, or finds that the book has it already.
func (w *writer) document(d *saleDoc) error {
	doc, err := w.buildDocument(d)
	if err != nil {
		return err
	}
	w.result.Net += doc.BaseNet
	id, known := w.have.documents[documentKey(doc)]
	if !known {
		doc.ID = crm.NewID()
		w.have.documents[documentKey(doc)] = doc.ID
		return w.put(doc, true)
	}
	old, err := book.Get[crm.SalesDocument](w.tx, id)
	if err != nil {
		return err
	}
	if now := overlay(*old, doc); !reflect.DeepEqual(*old, now) {
		return w.put(&now, false)
	}
	w.result.Skipped += len(d.rows)
	return nil
}

// overlay is the old document with what the file says of it; what files do
// not carry (payments, reasons, known costs) stays.
func overlay(old crm.SalesDocument, file *crm.SalesDocument) crm.SalesDocument {
	now := old
	now.DocType, now.Status, now.Party, now.Date, now.Time = file.DocType, file.Status, file.Party, file.Date, file.Time
	now.Currency, now.FxRate, now.Net, now.BaseNet = file.Currency, file.FxRate, file.Net, file.BaseNet
	now.Channel = crm.Channel(firstSet(string(file.Channel), string(old.Channel)))
	now.PaymentMethod, now.Country, now.Note = firstSet(file.PaymentMethod, old.PaymentMethod), firstSet(file.Country, old.Country), firstSet(file.Note, old.Note)
	now.Lines = slices.Clone(file.Lines)
	for i := range now.Lines {
		if i < len(old.Lines) && !now.Lines[i].CostKnown && now.Lines[i].Product == old.Lines[i].Product {
			now.Lines[i].UnitCost, now.Lines[i].CostKnown = old.Lines[i].UnitCost, old.Lines[i].CostKnown
		}
	}
	return now
}

func (w *writer) buildDocument(d *saleDoc) (*crm.SalesDocument, error) {
	h := d.head
	doc := &crm.SalesDocument{DocType: h.docType, Number: h.number, Status: h.status, Date: h.date, Time: h.time, Currency: h.currency,
		Country: h.country, Channel: h.channel, PaymentMethod: h.payment, Note: h.note, Lines: make([]crm.Line, len(d.lines))}
	if d.party != nil {
		doc.Party = d.party.id
	}
	if doc.Currency == "" {
		doc.Currency = w.have.settings.BaseCurrency
	}
	if doc.Currency != w.have.settings.BaseCurrency {
		doc.FxRate = w.opt.Rates[doc.Currency]
	}
	for i, l := range d.lines {
		line := l.line
		if l.product != nil {
			line.Product = l.product.id
			if l.name != l.product.name.winner() {
				line.Description = l.name
			}
		} else {
			line.Description = l.name
		}
		doc.Lines[i] = line
	}
	return doc, doc.Sum()
}
