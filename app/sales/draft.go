package sales

import (
	"strings"

	"regulars/app/ui"
	"regulars/data/crm"
)

// draft is a document while it is being written: texts as they stand in the
// fields, and what was chosen.
type draft struct {
	lists   []crm.PriceList // that may set a price
	kind    crm.DocType
	status  crm.DocStatus
	number  string
	typed   bool // the number is the owner's, not the one proposed
	date    crm.Date
	dateOK  bool
	party   crm.ID // zero: walk-in, or freshly named
	who     string // the party's name
	newWho  string // name of a customer to be made with the document
	loose   string // text in the customer field that names nobody yet
	country string
	lines   []*draftLine
	channel crm.Channel
	method  string
	note    string
	site    crm.ID // the place it is sold at; zero: not noted
	reason  crm.ID // why they bought, of a quote why it was lost; zero: not noted

	currency string
	rate     string
	base     string             // the book's currency
	source   crm.ID             // what it is made from
	was      *crm.SalesDocument // the document being changed, nil for a new one
}

// draftLine is one line while it is being written.
type draftLine struct {
	product  *crm.Product // nil: none chosen
	newName  string       // name of a product to be made with the document
	text     string       // of an imported line without product
	loose    string       // text in the product field that names nothing yet
	quantity string
	price    string
	own      bool   // the price was typed, or agreed in an earlier document
	discount string // an amount, or a percentage with its sign
	unit     string

	frozen    crm.Price // unit cost taken over from an earlier document
	hasFrozen bool
	tax       crm.Amount // of that document's line, with the net it was for
	taxed     crm.Amount
	offer     proposal // what the price was proposed from
}

// blank reports whether nothing was put into the line.
func (l *draftLine) blank() bool {
	return l.product == nil && l.newName == "" && l.text == "" && l.loose == ""
}

// name is what stands in the product field.
func (l *draftLine) name() string {
	switch {
	case l.product != nil:
		return productName(l.product)
	case l.newName != "":
		return l.newName
	case l.text != "":
		return l.text
	}
	return l.loose
}

// clone returns a draft that can be changed without changing this one.
func (d *draft) clone() *draft {
	out := *d
	out.lines = make([]*draftLine, len(d.lines))
	for i, l := range d.lines {
		line := *l
		out.lines[i] = &line
	}
	return &out
}

// statesFor lists the states a new document of a type can begin in.
func statesFor(kind crm.DocType) []crm.DocStatus {
	switch kind {
	case crm.Quote:
		return []crm.DocStatus{crm.Draft, crm.Sent}
	case crm.Invoice:
		return []crm.DocStatus{crm.Draft, crm.Invoiced, crm.Paid}
	}
	return []crm.DocStatus{crm.Draft, crm.Confirmed, crm.Paid}
}

// firstState is the usual one of statesFor.
func firstState(kind crm.DocType) crm.DocStatus {
	switch kind {
	case crm.Quote:
		return crm.Draft
	case crm.Invoice:
		return crm.Invoiced
	}
	return crm.Confirmed
}

// sign is -1 where quantities are entered as given back.
func (d *draft) sign() crm.Quantity {
	if d.kind == crm.CreditNote {
		return -1
	}
	return 1
}

// filled are the lines that hold something.
func (d *draft) filled() []*draftLine {
	var out []*draftLine
	for _, l := range d.lines {
		if !l.blank() {
			out = append(out, l)
		}
	}
	return out
}

// empty reports whether nothing was written that would be missed.
func (d *draft) empty() bool {
	return len(d.filled()) == 0 && d.party.IsZero() && d.newWho == "" && d.loose == "" && d.note == ""
}

// What is wrong with a line.
const (
	fieldProduct  = "product"
	fieldQuantity = "quantity"
	fieldPrice    = "price"
	fieldDiscount = "discount"
)

// line reads a line; problems holds an error code by field.
func (d *draft) line(l *draftLine) (out crm.Line, problems map[string]string) {
	problems = map[string]string{}
	out = crm.Line{Description: l.text, Unit: l.unit}
	switch {
	case l.product != nil:
		out.Product, out.Description = l.product.ID, ""
	case l.newName == "" && l.text == "":
		problems[fieldProduct] = crm.ErrUnknown
	}
	q, err := ui.ParseNumber(l.quantity, 4)
	if err != nil {
		problems[fieldQuantity] = codeOfText(l.quantity)
	} else if q == 0 || q < 0 && d.kind == crm.CreditNote {
		problems[fieldQuantity] = crm.ErrRange
	}
	out.Quantity = crm.Quantity(q) * d.sign()
	price, err := ui.ParsePrice(l.price, d.currency)
	if err != nil {
		problems[fieldPrice] = codeOfText(l.price)
	} else if price < 0 {
		problems[fieldPrice] = crm.ErrRange
	}
	out.Price = price
	if len(problems) == 0 || problems[fieldProduct] != "" && len(problems) == 1 {
		d.money(l, &out, problems)
	}
	out.UnitCost, out.CostKnown = d.cost(l)
	return out, problems
}

func codeOfText(s string) string {
	if strings.TrimSpace(s) == "" {
		return crm.ErrRequired
	}
	return crm.ErrFormat
}

// money sets discount and net.
func (d *draft) money(l *draftLine, out *crm.Line, problems map[string]string) {
	exp := crm.Exponent(d.currency)
	gross, err := crm.LineNet(out.Quantity, out.Price, exp)
	if err != nil {
		problems[fieldPrice] = crm.ErrRange
		return
	}
	less, code := discountOf(l.discount, gross, exp)
	if code != "" {
		problems[fieldDiscount] = code
		return
	}
	out.Discount, out.Net = less, gross-less
	out.Tax = crm.Share(l.tax, int64(out.Net), int64(l.taxed))
}

// discountOf reads "1.50" or "10%"; it has the sign of gross.
func discountOf(text string, gross crm.Amount, exp int) (less crm.Amount, code string) {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0, ""
	}
	size := max(gross, -gross)
	if number, ok := strings.CutSuffix(text, "%"); ok {
		share, err := ui.ParseNumber(number, 4)
		if err != nil {
			return 0, crm.ErrFormat
		}
		less = crm.Share(size, share, 100*10000)
	} else {
		v, err := ui.ParseNumber(text, exp)
		if err != nil {
			return 0, crm.ErrFormat
		}
		less = crm.Amount(v)
	}
	if less < 0 || less > size {
		return 0, crm.ErrRange
	}
	if gross < 0 {
		less = -less
	}
	return less, ""
}

func (d *draft) conversion() conversion { return conversion{d.rate, d.currency, d.base} }

// cost is the unit cost the line would have: the one frozen earlier, or the
// product's on the day.
func (d *draft) cost(l *draftLine) (crm.Price, bool) {
	if l.hasFrozen {
		return l.frozen, true
	}
	if l.product == nil || !d.dateOK {
		return 0, false
	}
	return costOn(l.product, d.date, d.conversion())
}

// totals adds up the lines that can be read.
func (d *draft) totals() sums {
	var lines []crm.Line
	for _, l := range d.filled() {
		if line, problems := d.line(l); len(problems) == 0 {
			lines = append(lines, line)
		}
	}
	return sumsOf(lines, d.currency)
}

// problems lists what keeps the draft from being saved, an error code by
// field; lines are "line.0.quantity", counted as they stand in the form.
func (d *draft) problems(heads []*docHead) map[string]string {
	out := map[string]string{}
	if d.loose != "" {
		out["customer"] = crm.ErrUnknown
	}
	if !d.dateOK {
		out["date"] = crm.ErrFormat
	} else if d.date.IsZero() {
		out["date"] = crm.ErrRequired
	}
	number := strings.TrimSpace(d.number)
	if number == "" {
		out["number"] = crm.ErrRequired
	} else if numberTaken(heads, d.kind, number, d.id()) {
		out["number"] = crm.ErrDuplicate
	}
	if len(d.filled()) == 0 {
		out["lines"] = crm.ErrRequired
	}
	for i, l := range d.lines {
		if l.blank() {
			continue
		}
		_, problems := d.line(l)
		for field, code := range problems {
			out[lineField(i, field)] = code
		}
	}
	return out
}

func (d *draft) id() crm.ID {
	if d.was == nil {
		return crm.ID{}
	}
	return d.was.ID
}
