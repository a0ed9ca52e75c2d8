package exchange

import (
	"reflect"
	"strings"

	"regulars/data/book"
	"regulars/data/crm"
)

// sales writes categories, products, customers and documents, in that order,
// so that nothing ever points to a record that is not there.
func (w *writer) sales(s *sales, docs []*saleDoc) error {
	for _, d := range docs {
		if d.party != nil {
			d.party.used = true
		}
		for _, l := range d.lines {
			if l.product != nil {
				l.product.used = true
			}
		}
	}
	if err := inOrder(s.products, w.product); err != nil {
		return err
	}
	if err := inOrder(s.parties, w.saleParty); err != nil {
		return err
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

// site finds or makes a place; the zero id for none.
func (w *writer) site(name string) (crm.ID, error) {
	id, there := w.have.sites[fold(name)]
	if there || name == "" {
		return id, nil
	}
	p := &crm.Site{Meta: crm.Meta{ID: crm.NewID()}, Name: name}
	w.have.sites[fold(name)] = p.ID
	return p.ID, w.create(p)
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
	return c.ID, w.create(c)
}

// categoryOf finds or makes the category a file names for a product.
func (w *writer) categoryOf(p *saleProduct) (crm.ID, error) {
	category, sub, _ := strings.Cut(p.path.winner(), unitSeparator)
	id, err := w.category(crm.ID{}, category)
	if err != nil {
		return id, err
	}
	return w.category(id, sub)
}

func (w *writer) product(key string, p *saleProduct) (err error) {
	if !p.used {
		return nil
	}
	if id, ok := w.have.products[key]; ok {
		p.id = id
		return w.fillProduct(p)
	}
	p.title = p.name.winner()
	rec := &crm.Product{Name: p.title, ProductKind: crm.Good, Unit: "C62"}
	rec.SKU = w.identify(rec, p.sku)
	if rec.Category, err = w.categoryOf(p); err != nil {
		return err
	}
	if price, ok := p.usualPrice(); ok {
		rec.Prices = []crm.DatedPrice{{Price: price, Reason: "import"}}
	}
	p.id = rec.ID
	w.have.products[key] = rec.ID
	return w.create(rec)
}

// fillProduct gives a product that had no name or category those of the file.
func (w *writer) fillProduct(p *saleProduct) error {
	name := p.name.winner()
	rec, err := book.Get[crm.Product](w.tx, p.id)
	if err != nil {
		return err
	}
	p.title = firstSet(rec.Name, name)
	if rec.Name == p.title && (!rec.Category.IsZero() || len(p.path) == 0) {
		return nil
	}
	rec.Name = p.title
	if rec.Category.IsZero() {
		if rec.Category, err = w.categoryOf(p); err != nil {
			return err
		}
	}
	return w.update(rec)
}

func (w *writer) saleParty(key string, p *saleParty) error {
	if !p.used {
		return nil
	}
	rec := w.newParty(p)
	if id, ok := w.findSaleParty(key, p.head); ok {
		p.id = id
		old, err := book.Get[crm.Party](w.tx, id)
		if err != nil || !fillGaps(old, rec) {
			return err
		}
		w.have.addParty(old)
		return w.update(old)
	}
	rec.ExternalID = w.identify(rec, rec.ExternalID)
	if p.head.badEmail != "" {
		if err := w.setCustom(rec, "E-mail", p.head.badEmail); err != nil {
			return err
		}
	}
	p.id = rec.ID
	w.have.parties[key] = rec.ID
	w.have.addParty(rec)
	return w.create(rec)
}

// findSaleParty looks a customer up by the key of the file, and one with a
// number also by e-mail or phone among those that have none yet.
func (w *writer) findSaleParty(key string, h partyHead) (crm.ID, bool) {
	if id, ok := w.have.parties[key]; ok || h.ref == "" {
		return id, ok
	}
	points := []crm.ContactPoint{crm.NewEmail(h.email), crm.NewPhone(h.phone, w.have.settings.PhoneCountry)}
	for _, pt := range points {
		id, ok := w.have.parties[pt.Key()]
		if !ok || pt.Value == "" {
			continue
		}
		if old, err := book.Get[crm.Party](w.tx, id); err == nil && old.ExternalID == "" && (h.name == "" || sameName(old, &crm.Party{DisplayName: h.name})) {
			return id, true
		}
	}
	return crm.ID{}, false
}

// newParty is the party as the file describes it, without an id.
func (w *writer) newParty(p *saleParty) *crm.Party {
	h := p.head
	rec := &crm.Party{PartyKind: crm.Person, ExternalID: h.ref, Group: p.group.winner(), Company: h.company,
		Name: crm.PersonName{Given: h.given, Family: h.family}, Roles: []crm.Role{crm.RoleCustomer}}
	rec.DisplayName = firstSet(p.name.winner(), rec.Name.Display(w.have.settings.FamilyFirst), h.company, h.email, h.phone, numberSign+h.ref)
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
	return rec
}

// document writes one document, or finds that the book has it already.
func (w *writer) document(d *saleDoc) error {
	doc, err := w.buildDocument(d)
	if err != nil {
		return err
	}
	w.result.Net += doc.BaseNet
	id, known := w.have.documents[documentKey(doc)]
	if own, ok := ownID(d.head.number); !known && ok {
		// Written by Export, which gives documents without a number their id.
		old, err := book.Get[crm.SalesDocument](w.tx, own)
		id, known = own, err == nil && !old.Deleted()
	}
	if !known {
		return w.newDocument(d, doc)
	}
	return w.changeDocument(d, doc, id)
}

func (w *writer) newDocument(d *saleDoc, doc *crm.SalesDocument) error {
	doc.Number = w.identify(doc, doc.Number)
	if doc.Status == "" {
		doc.Status = usualStatus(doc.DocType)
	}
	w.have.documents[documentKey(doc)] = doc.ID
	w.result.CreatedRows += len(d.rows)
	return w.create(doc)
}

func usualStatus(t crm.DocType) crm.DocStatus {
	switch t {
	case crm.Invoice, crm.CreditNote:
		return crm.Invoiced
	case crm.Quote:
		return crm.Sent
	}
	return crm.Fulfilled
}

func (w *writer) changeDocument(d *saleDoc, doc *crm.SalesDocument, id crm.ID) error {
	old, err := book.Get[crm.SalesDocument](w.tx, id)
	if err != nil {
		return err
	}
	now := overlay(old, doc)
	if err := now.Sum(); err != nil {
		return err
	}
	if reflect.DeepEqual(*old, now) {
		w.result.Skipped += len(d.rows)
		return nil
	}
	w.result.UpdatedRows += len(d.rows)
	return w.update(&now)
}

func (w *writer) buildDocument(d *saleDoc) (*crm.SalesDocument, error) {
	h := d.head
	doc := &crm.SalesDocument{DocType: h.docType, Number: h.number, Status: h.status, Date: h.date, Time: h.time, Currency: h.currency,
		FxRate: w.rates[h.currency], Country: h.country, Channel: h.channel, PaymentMethod: h.payment, Note: h.note, Lines: make([]crm.Line, 0, len(d.lines))}
	if d.party != nil {
		doc.Party = d.party.id
	}
	var err error
	if doc.Site, err = w.site(h.site); err != nil {
		return nil, err
	}
	for _, l := range d.lines {
		line := crm.Line{Description: l.name, Quantity: l.quantity, Price: l.price, Discount: l.discount, Net: l.net, UnitCost: l.cost, CostKnown: l.costKnown}
		if l.product != nil {
			line.Product = l.product.id
			if l.name == l.product.title {
				line.Description = ""
			}
		}
		doc.Lines = append(doc.Lines, line)
	}
	d.lines = nil // written once; the book needs the memory now
	return doc, doc.Sum()
}
