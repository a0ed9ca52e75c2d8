package sales

import (
	"strings"
	"time"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/crm"
)

// save stores the document, or says under its fields what is wrong.
func (f *form) save() {
	if f.state == nil {
		return
	}
	if f.problems = f.state.problems(f.desk.heads); len(f.problems) > 0 {
		f.showProblems()
		f.focusProblem()
		return
	}
	d := f.state
	title := t("did_save", i18n.Args{"Name": docName(d.kind, strings.TrimSpace(d.number))})
	if d.was != nil {
		title = t("did_change", i18n.Args{"Name": docName(d.kind, strings.TrimSpace(d.number))})
	}
	doc := crm.NewID()
	err := f.env.Change(title, func(tx *book.Tx) error {
		// A copy: when the book refuses, the form still holds what was typed.
		made, err := d.clone().put(tx, f.env.Now(), doc)
		doc = made
		return err
	})
	if err != nil {
		f.problems = map[string]string{"lines": crm.ErrFormat}
		f.showProblems()
		return
	}
	f.saved = true
	f.env.Go(screen.Route{Screen: screen.Sales, ID: doc})
}

// focusProblem puts the keyboard into the first field in trouble.
func (f *form) focusProblem() {
	switch {
	case f.problems["customer"] != "":
		f.focus(f.customer.entry)
		return
	case f.problems["number"] != "":
		f.focus(f.number)
		return
	case f.problems["date"] != "":
		if f.env.Canvas() != nil {
			f.date.Focus()
		}
		return
	case f.problems["lines"] != "":
		f.focusLine(0)
		return
	}
	for i, r := range f.rows {
		cells := map[string]*cell{fieldProduct: r.product.entry, fieldQuantity: r.quantity, fieldPrice: r.price, fieldDiscount: r.discount}
		for _, field := range []string{fieldProduct, fieldQuantity, fieldPrice, fieldDiscount} {
			if f.problems[lineField(i, field)] != "" {
				f.focus(cells[field])
				return
			}
		}
	}
}

// put writes the document and what it brings along: a new customer, new
// products, the quote it came from. id is that of a new document; the one it
// got is returned. What is sold today is sold at this hour.
func (d *draft) put(tx *book.Tx, now time.Time, id crm.ID) (crm.ID, error) {
	today := crm.DateOf(now)
	if err := d.putCustomer(tx, today); err != nil {
		return id, err
	}
	if err := d.putProducts(tx); err != nil {
		return id, err
	}
	doc := &crm.SalesDocument{Meta: crm.Meta{ID: id}, Currency: d.currency, FxRate: d.rate, SourceDoc: d.source}
	switch {
	case d.was != nil:
		copied := *d.was
		doc = &copied
	case d.date == today:
		doc.Time = crm.NewClock(now.Hour(), now.Minute())
	}
	doc.DocType, doc.Status, doc.Number = d.kind, d.status, strings.TrimSpace(d.number)
	doc.Party, doc.Date, doc.Country = d.party, d.date, d.country
	doc.Channel, doc.PaymentMethod, doc.Note = d.channel, d.method, strings.TrimSpace(d.note)
	doc.Reason, doc.Site = d.reason, d.site
	d.putLines(doc)
	if err := doc.Sum(); err != nil {
		return id, err
	}
	if doc.Status == crm.Paid && len(doc.Payments) == 0 && doc.Net != 0 {
		doc.Payments = []crm.Payment{{Date: doc.Date, Amount: doc.Net, Method: doc.PaymentMethod}}
	}
	if err := tx.Put(doc); err != nil {
		return id, err
	}
	return doc.ID, d.acceptQuote(tx)
}

// putLines reads the lines; the cost is frozen once the document counts.
func (d *draft) putLines(doc *crm.SalesDocument) {
	doc.Lines = nil
	for _, l := range d.filled() {
		line, _ := d.line(l)
		if !doc.Status.Counted() && !l.hasFrozen {
			line.UnitCost, line.CostKnown = 0, false
		}
		doc.Lines = append(doc.Lines, line)
	}
}

func (d *draft) putCustomer(tx *book.Tx, today crm.Date) error {
	if d.newWho == "" {
		return nil
	}
	p := &crm.Party{PartyKind: crm.Person, DisplayName: d.newWho, Roles: []crm.Role{crm.RoleCustomer}, FirstSeen: today}
	if err := tx.Put(p); err != nil {
		return err
	}
	d.party, d.who, d.newWho = p.ID, p.DisplayName, ""
	return nil
}

// putProducts makes the products that were only named; two lines of one name
// are one product.
func (d *draft) putProducts(tx *book.Tx) error {
	made := map[string]*crm.Product{}
	for _, l := range d.filled() {
		if l.newName == "" {
			continue
		}
		p := made[l.newName]
		if p == nil {
			line, _ := d.line(l)
			p = &crm.Product{Name: l.newName, ProductKind: crm.Good, Unit: "C62"}
			if d.rate == "" {
				p.Prices = []crm.DatedPrice{{Price: line.Price}}
			}
			if err := tx.Put(p); err != nil {
				return err
			}
			made[l.newName] = p
		}
		l.product, l.newName = p, ""
	}
	return nil
}

// acceptQuote marks the quote that became an order.
func (d *draft) acceptQuote(tx *book.Tx) error {
	if d.kind != crm.Order || d.source.IsZero() || d.was != nil {
		return nil
	}
	quote, err := book.Get[crm.SalesDocument](tx, d.source)
	if err != nil || quote.DocType != crm.Quote {
		return err
	}
	quote.Status = crm.Confirmed
	return tx.Put(quote)
}
