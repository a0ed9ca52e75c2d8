package table

import (
	"iter"
	"strings"

	"regulars/data/crm"
)

// Sales yields the lines of the file's sales. Rows with problems come too,
// with the problems in them; the error is a *Problem that ends the file.
func (p *Plan) Sales() iter.Seq2[SaleRow, error] {
	return func(yield func(SaleRow, error) bool) {
		r := saleReader{p: p, countries: map[string]string{}, kinds: map[[2]string]kindOfDoc{}}
		var lines []SaleRow
		for row, err := range p.t.Rows() {
			if err != nil {
				yield(SaleRow{}, err)
				return
			}
			lines = r.read(&row, lines[:0])
			for _, l := range lines {
				if !yield(l, nil) {
					return
				}
			}
		}
	}
}

// saleReader reads rows in order: a row may go on with the document of the one before.
type saleReader struct {
	p         *Plan
	prev      SaleRow
	countries map[string]string
	kinds     map[[2]string]kindOfDoc
	date      string // the last cell read as a date, and what it was
	moment    Moment
}

// read appends the lines of a row.
func (r *saleReader) read(row *Row, out []SaleRow) []SaleRow {
	s := SaleRow{Row: row.Number}
	if row.Problem != nil {
		s.Problems = []Problem{*row.Problem}
		return append(out, s)
	}
	r.document(row, &s)
	r.buyer(row, &s)
	r.product(row, &s)
	r.money(row, &s)
	r.place(row, &s)
	if r.continues(row, &s) {
		r.share(&s)
	}
	r.require(row, &s)
	r.prev = s
	if r.p.has(LineItem) {
		return r.items(row, s, out)
	}
	return append(out, s)
}

func (r *saleReader) document(row *Row, s *SaleRow) {
	p := r.p
	s.Number = strings.TrimPrefix(p.cell(row, DocNumber), "#")
	if text := p.cell(row, SaleDate); text != "" {
		if text != r.date {
			m, ok := ParseDate(text, p.Order)
			if !ok {
				s.Problems = append(s.Problems, p.bad(CodeBadDate, row.Number, p.at[SaleDate], text))
			}
			r.date, r.moment = text, m
		}
		if p.columns[p.at[SaleDate]].midnight {
			r.moment.Clock = 0
		}
		if s.Date, s.Time = r.moment.In(p.Location); s.Date == 0 && s.Problems == nil {
			s.Problems = append(s.Problems, p.bad(CodeBadDate, row.Number, p.at[SaleDate], text))
		}
	}
	if text := p.cell(row, SaleTime); text != "" {
		c, ok := ParseClock(text)
		if !ok {
			s.Problems = append(s.Problems, p.bad(CodeBadTime, row.Number, p.at[SaleTime], text))
		}
		s.Time = c
	}
	s.Channel, s.Site, s.PaymentMethod, s.Note = p.cell(row, Channel), p.cell(row, Site), p.cell(row, PaymentMethod), p.cell(row, SaleNote)
}

func (r *saleReader) buyer(row *Row, s *SaleRow) {
	p, b := r.p, &s.Buyer
	b.Ref, b.Name, b.Given, b.Family = p.cell(row, PartyRef), p.cell(row, PartyName), p.cell(row, PartyGiven), p.cell(row, PartyFamily)
	b.Company, b.Email, b.Phone, b.Group = p.cell(row, PartyCompany), p.cell(row, PartyEmail), p.cell(row, PartyPhone), p.cell(row, PartyGroup)
	if b.Name == "" && (b.Given != "" || b.Family != "") {
		b.Name = crm.PersonName{Given: b.Given, Family: b.Family}.Display(p.FamilyFirst)
	}
	if b.Name == "" {
		b.Name = b.Company
	}
	if b.Ref == "0" && p.has(PartyEmail) {
		b.Ref = "" // web shops number guests 0
	}
}

func (r *saleReader) product(row *Row, s *SaleRow) {
	p := r.p
	s.SKU, s.Product = p.cell(row, ProductSKU), p.cell(row, ProductName)
	s.Category, s.Subcategory = p.cell(row, Category), p.cell(row, Subcategory)
	s.Quantity = crm.QuantityScale
	if n, set := p.number(row, Quantity, 4, &s.Problems); set {
		s.Quantity, s.HasQuantity = crm.Quantity(n.Value), true
	}
	if n, set := p.number(row, DiscountRate, 6, &s.Problems); set {
		if s.DiscountRate = n.Value / 100; n.Percent || n.Value > 1e6 {
			s.DiscountRate = n.Value / 10000
		}
	}
}

func (r *saleReader) money(row *Row, s *SaleRow) {
	p := r.p
	s.Currency = r.currency(row, s)
	for _, m := range [...]struct {
		field Field
		to    *Money
	}{
		{UnitPrice, &s.UnitPrice}, {LineNet, &s.LineNet}, {Discount, &s.Discount}, {UnitCost, &s.UnitCost}, {LineCost, &s.LineCost},
		{Profit, &s.Profit}, {OrderNet, &s.OrderNet}, {OrderTotal, &s.OrderTotal}, {OrderDiscount, &s.OrderDiscount},
		{Shipping, &s.Shipping}, {Tax, &s.Tax}, {Refunded, &s.Refunded},
	} {
		if !p.has(m.field) {
			continue
		}
		n, set := p.number(row, m.field, 4, &s.Problems)
		if m.field == Discount && n.Percent {
			s.DiscountRate = n.Value / 100
			continue
		}
		m.to.Price, m.to.Set = crm.Price(n.Value), set
		if s.Currency == "" && n.Sign != "" {
			s.Currency = localCurrency(n.Sign, p.Env.Currency)
		}
	}
	if s.Currency == "" {
		s.Currency = p.Env.Currency
	}
	r.kind(row, s)
}

func (r *saleReader) currency(row *Row, s *SaleRow) string {
	text := r.p.cell(row, Currency)
	if text == "" {
		return ""
	}
	code := CurrencyCode(text)
	if code == "" {
		s.Problems = append(s.Problems, r.p.bad(CodeBadCurrency, row.Number, r.p.at[Currency], text))
	}
	return code
}

func (r *saleReader) place(row *Row, s *SaleRow) {
	p := r.p
	s.Street, s.City, s.Region, s.PostalCode = p.cell(row, Street), p.cell(row, City), p.cell(row, Region), p.cell(row, PostalCode)
	if name := p.cell(row, Country); name != "" {
		code, known := r.countries[name]
		if !known {
			code = CountryCode(name)
			r.countries[strings.Clone(name)] = code
		}
		s.Country = code
	}
}

// continues reports whether the row is a further line of the document above:
// no date of its own, no buyer, and the same or no number.
func (r *saleReader) continues(row *Row, s *SaleRow) bool {
	p := r.p
	return r.prev.Row > 0 && r.prev.Date != 0 && p.has(SaleDate) && p.cell(row, SaleDate) == "" && s.Buyer.IsZero() &&
		(s.Number == r.prev.Number || s.Number == "") && (s.SKU != "" || s.Product != "" || s.UnitPrice.Set || s.LineNet.Set)
}

func (r *saleReader) share(s *SaleRow) {
	prev := &r.prev
	s.Continues = true
	s.Number, s.DocType, s.Status, s.Skip, s.Date, s.Time, s.Buyer = prev.Number, prev.DocType, prev.Status, prev.Skip, prev.Date, prev.Time, prev.Buyer
	s.Currency, s.Channel, s.Site, s.PaymentMethod = prev.Currency, prev.Channel, prev.Site, prev.PaymentMethod
	s.Street, s.City, s.Region, s.PostalCode, s.Country = prev.Street, prev.City, prev.Region, prev.PostalCode, prev.Country
}

// require adds what no sale can do without, where the file has a column for it.
func (r *saleReader) require(row *Row, s *SaleRow) {
	p := r.p
	if s.Date == 0 && p.has(SaleDate) && p.cell(row, SaleDate) == "" {
		s.Problems = append(s.Problems, p.bad(CodeFieldMissing, row.Number, p.at[SaleDate], ""))
	}
	priced := s.UnitPrice.Set || s.LineNet.Set || s.OrderNet.Set || s.OrderTotal.Set
	if priced || s.Problems != nil || s.Skip != "" || s.Continues && !p.has(UnitPrice) && !p.has(LineNet) {
		return
	}
	for _, f := range []Field{UnitPrice, LineNet, OrderTotal, OrderNet} {
		if p.has(f) {
			s.Problems = append(s.Problems, p.bad(CodePriceMissing, row.Number, p.at[f], s.Product))
			return
		}
	}
}

// items cuts cells that hold a whole line each, name:…|sku:…|quantity:…|total:….
func (r *saleReader) items(row *Row, s SaleRow, out []SaleRow) []SaleRow {
	first := true
	for i, c := range r.p.columns {
		text := r.p.clean(row.Fields[i], i)
		if c.Field != LineItem || text == "" {
			continue
		}
		line := s
		line.Problems = append([]Problem(nil), s.Problems...)
		for _, part := range strings.Split(text, "|") {
			key, value, _ := strings.Cut(part, ":")
			r.itemPart(row.Number, i, strings.TrimSpace(key), strings.TrimSpace(value), &line)
		}
		if !first {
			line.Continues = true
			line.OrderNet, line.OrderTotal, line.OrderDiscount, line.Shipping, line.Tax, line.Refunded = Money{}, Money{}, Money{}, Money{}, Money{}, Money{}
		}
		first = false
		out = append(out, line)
	}
	if first {
		out = append(out, s)
	}
	return out
}

func (r *saleReader) itemPart(row, column int, key, value string, line *SaleRow) {
	switch strings.ToLower(key) {
	case "name":
		line.Product = value
	case "sku":
		line.SKU = value
	case "quantity", "total":
		n, err := ParseNumber(value, NumberFormat{Decimal: '.'}, 4)
		if err != nil {
			line.Problems = append(line.Problems, r.p.bad(CodeBadNumber, row, column, value))
			return
		}
		if key == "total" {
			line.LineNet = Money{crm.Price(n.Value), true}
		} else {
			line.Quantity, line.HasQuantity = crm.Quantity(n.Value), true
		}
	}
}
