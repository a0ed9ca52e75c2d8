package table

import (
	"regulars/data/crm"
)

// Buyer is what a sales row says of the customer. All empty: a walk-in sale.
type Buyer struct {
	Ref     string // the customer's number in the program of the file
	Name    string // the whole name, put together from its parts where needed
	Given   string
	Family  string
	Company string
	Email   string
	Phone   string
	Group   string
}

// IsZero reports whether the row names nobody.
func (b Buyer) IsZero() bool {
	return b.Ref == "" && b.Name == "" && b.Email == "" && b.Phone == "" && b.Company == ""
}

// SaleRow is one line of a sale. Texts share memory with the row; they stay valid.
type SaleRow struct {
	Row     int    // of the file
	Number  string // of the document, without a leading #
	DocType crm.DocType
	// Status is what the file says, "" when it does not.
	Status crm.DocStatus
	// Skip is set on rows that are no sale (a payment, a payout, a fee, a
	// voided document): the kind of the row, as written.
	Skip  string
	Date  crm.Date
	Time  crm.Clock
	Buyer Buyer

	SKU         string
	Product     string
	Category    string
	Subcategory string

	Quantity     crm.Quantity // 1 when the file has none
	HasQuantity  bool
	UnitPrice    Money
	LineNet      Money
	Discount     Money
	DiscountRate int64 // ten-thousandths: 1500 is 15 %
	UnitCost     Money
	LineCost     Money
	Profit       Money

	// Of the whole document; set on its first row only.
	OrderNet      Money
	OrderTotal    Money
	OrderDiscount Money
	Shipping      Money
	Tax           Money
	Refunded      Money

	Currency      string // ISO 4217
	Street        string
	City          string
	Region        string
	PostalCode    string
	Country       string // ISO code where known
	Channel       string
	Site          string // the place of sale
	PaymentMethod string
	Note          string
	// Continues is set on a further line of the document of the row before,
	// whose date, buyer and other cells it shares.
	Continues bool
	// Problems lists what is wrong; unless all are Warnings the row cannot be imported.
	Problems []Problem
}

// Amounts works out the line with exp decimals: the price of one unit before
// discount, the discount, and the net, each rounded half to even once. With
// exp 4 nothing that files write is lost: the sum of such nets is the sum of
// the file, however its lines round to cents.
func (s *SaleRow) Amounts(exp int) (price crm.Price, discount, net crm.Amount, err error) {
	switch {
	case s.LineNet.Set:
		return s.fromNet(exp)
	case s.UnitPrice.Set:
		return s.fromPrice(exp)
	case s.OrderNet.Set:
		net = s.OrderNet.Amount(exp)
	case s.OrderTotal.Set:
		net = s.OrderTotal.Amount(exp)
	}
	price, err = crm.PriceFor(net, s.Quantity, exp)
	return price, 0, net, err
}

func (s *SaleRow) fromNet(exp int) (price crm.Price, discount, net crm.Amount, err error) {
	net = s.LineNet.Amount(exp)
	gross := net
	if s.DiscountRate > 0 && s.DiscountRate < rateScale {
		gross = crm.Share(net, rateScale, rateScale-s.DiscountRate)
		discount = gross - net
	}
	if s.UnitPrice.Set && discount == 0 {
		return s.UnitPrice.Price, 0, net, nil
	}
	price, err = crm.PriceFor(gross, s.Quantity, exp)
	return price, discount, net, err
}

func (s *SaleRow) fromPrice(exp int) (price crm.Price, discount, net crm.Amount, err error) {
	price = s.UnitPrice.Price
	gross, err := crm.LineNet(s.Quantity, price, exp)
	if err != nil {
		return 0, 0, 0, err
	}
	switch {
	case s.Discount.Set:
		discount = s.Discount.Amount(exp)
		if discount < 0 && gross > 0 {
			discount = -discount // some programs write what is taken off as negative
		}
	case s.DiscountRate != 0:
		discount = crm.Share(gross, s.DiscountRate, rateScale)
	}
	return price, discount, gross - discount, nil
}

// rateScale is how many steps of a DiscountRate make the whole price.
const rateScale = 10000

// CostOfUnit is the cost of one unit where the row tells it: directly, or as
// cost or profit of the line.
func (s *SaleRow) CostOfUnit(net crm.Amount, exp int) (cost crm.Price, known bool) {
	var line crm.Amount
	switch {
	case s.UnitCost.Set:
		return s.UnitCost.Price, true
	case s.Quantity == 0:
		return 0, false
	case s.LineCost.Set:
		line = s.LineCost.Amount(exp)
	case s.Profit.Set:
		line = net - s.Profit.Amount(exp)
	default:
		return 0, false
	}
	cost, err := crm.PriceFor(line, s.Quantity, exp)
	return cost, err == nil
}
