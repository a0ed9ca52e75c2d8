package sales

import (
	"fyne.io/fyne/v2"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// do takes a step with the document on the page.
func (p *docPage) do(s step) {
	switch s {
	case stepPay:
		p.openTill()
	case stepOrder:
		p.begin(fromQuote)
	case stepCredit:
		p.begin(fromCredit)
	case stepEdit:
		p.env.Go(screen.Route{Screen: screen.Sales, ID: p.id, Part: PartEdit})
	case stepInvoice:
		p.invoice()
	default:
		p.move(s)
	}
}

// change makes one change of the family, read again inside the transaction.
func (p *docPage) change(title string, fn func(tx *book.Tx, f *family) ([]*crm.SalesDocument, error)) bool {
	heads := p.data.heads
	return nil == p.env.Change(title, func(tx *book.Tx) error {
		f, err := loadFamily(tx, p.id, heads)
		if err != nil {
			return err
		}
		changed, err := fn(tx, f)
		if err != nil {
			return err
		}
		for _, d := range changed {
			if err := tx.Put(d); err != nil {
				return err
			}
		}
		return nil
	})
}

func (p *docPage) title(s step) string {
	d := p.data.doc
	return t("did_"+string(s), i18n.Args{"Name": docName(d.DocType, d.Number)})
}

// move changes the state; confirming freezes what the goods cost on the day.
func (p *docPage) move(s step) {
	p.change(p.title(s), func(tx *book.Tx, f *family) ([]*crm.SalesDocument, error) {
		d := f.doc
		switch s {
		case stepSend:
			d.Status = crm.Sent
		case stepConfirm:
			products := map[crm.ID]*crm.Product{}
			if err := readProducts(tx, d.Lines, products); err != nil {
				return nil, err
			}
			settings, err := book.Get[crm.Settings](tx, crm.SettingsID)
			if err != nil {
				return nil, err
			}
			freeze(d, settings.BaseCurrency, func(id crm.ID) *crm.Product { return products[id] })
			d.Status = confirmed(d.DocType)
		case stepFulfil:
			d.Status = crm.Fulfilled
		case stepLose:
			d.Status = crm.Lost
		case stepCancel:
			return f.cancel(), nil
		}
		return []*crm.SalesDocument{d}, nil
	})
}

// invoice makes the invoice of an order and goes there.
func (p *docPage) invoice() {
	today := p.env.Today()
	number := nextNumber(p.data.heads, crm.Invoice, today)
	made := crm.NewID()
	title := t("did_invoice", i18n.Args{"Name": docName(p.data.doc.DocType, p.data.doc.Number), "Number": number})
	done := p.change(title, func(_ *book.Tx, f *family) ([]*crm.SalesDocument, error) {
		inv := f.invoiced(number, today)
		inv.ID = made
		return []*crm.SalesDocument{f.doc, inv}, nil
	})
	if done {
		p.env.Go(screen.Route{Screen: screen.Sales, ID: made})
	}
}

// till is the small form in which a payment is written down.
type till struct {
	amount *ui.MoneyField
	date   *ui.DateField
	method string
	back   bool // money is given back
	save   func()
	cancel func()
	leave  func() // takes Escape off
}

func (p *docPage) openTill() {
	p.closeTill()
	d, open := p.data.doc, p.data.open()
	k := &till{amount: ui.NewMoneyField(d.Currency), date: ui.NewDateField(p.env.Today()), method: d.PaymentMethod, back: open < 0,
		save: p.takePayment, cancel: p.cancelTill}
	k.amount.SetAmount(max(open, -open))
	k.date.SetDate(p.env.Today())
	k.leave = ui.Escape.Push(p.cancelTill)
	p.till = k
	p.render()
	if p.env.Canvas() != nil {
		k.amount.Focus()
	}
}

func (p *docPage) closeTill() {
	if p.till != nil {
		p.till.leave()
		p.till = nil
	}
}

func (p *docPage) cancelTill() {
	p.closeTill()
	p.render()
}

func (k *till) panel() fyne.CanvasObject {
	method := ui.SelectOf(append([]string{""}, payMethods()...), func(m string) string {
		if m == "" {
			return t("method_none")
		}
		return methodName(m)
	}, k.method, func(m string) { k.method = m })
	action := t("till_take")
	if k.back {
		action = t("till_give")
	}
	save := ui.Primary(action, nil, k.save)
	panel := ui.NewPanel(ui.ColorTintNeutral, ui.Flow(ui.SpaceS,
		ui.Sized(ui.FormRow(t("amount"), k.amount, ""), 150, 0), ui.Sized(ui.FormRow(t("date"), k.date, ""), 170, 0),
		ui.Sized(ui.FormRow(t("method"), method, ""), 170, 0), ui.Spaced(ui.Row(ui.SpaceS, save, ui.NewButton(i18n.T("ui.cancel"), nil, k.cancel)), ui.SpaceM, 0)))
	panel.PadX, panel.PadY = ui.SpaceM, ui.SpaceS
	return panel
}

// takePayment adds what stands in the till, or says what is wrong with it.
func (p *docPage) takePayment() {
	k := p.till
	amount, set, ok := k.amount.Amount()
	day, dayOK := k.date.Date()
	if !dayOK || day.IsZero() {
		k.date.SetError(ui.FieldErrorText(crm.ErrRequired))
	}
	if !ok || !set || amount <= 0 {
		k.amount.SetError(t("error_amount"))
	}
	if !dayOK || day.IsZero() || !ok || !set || amount <= 0 {
		p.render()
		return
	}
	if k.back {
		amount = -amount
	}
	payment := crm.Payment{Date: day, Amount: amount, Method: k.method}
	title := t("did_pay", i18n.Args{"Name": docName(p.data.doc.DocType, p.data.doc.Number), "Amount": i18n.Amount(amount, p.data.doc.Currency)})
	p.closeTill()
	if !p.change(title, func(_ *book.Tx, f *family) ([]*crm.SalesDocument, error) { return f.pay(payment), nil }) {
		p.render()
	}
}
