package crm

import "slices"

// ProductKind tells goods from services and sellable capacity.
type ProductKind string

// The kinds of products.
const (
	Good     ProductKind = "good"
	Service  ProductKind = "service"
	Capacity ProductKind = "capacity"
	Bundle   ProductKind = "bundle"
)

// DatedPrice is a price valid from a day on, in the book's base currency.
type DatedPrice struct {
	From   Date   `cbor:"1,keyasint,omitempty" json:"from,omitempty"` // zero: since ever
	Price  Price  `cbor:"2,keyasint,omitempty" json:"price"`
	Reason string `cbor:"3,keyasint,omitempty" json:"reason,omitempty"`
}

// Product is something sold.
type Product struct {
	Meta
	SKU         string      `cbor:"10,keyasint,omitempty" json:"sku,omitempty"`
	Name        string      `cbor:"11,keyasint,omitempty" json:"name"`
	ProductKind ProductKind `cbor:"12,keyasint,omitempty" json:"product_kind"`
	Category    ID          `cbor:"13,keyasint,omitzero" json:"category,omitzero"`
	Unit        string      `cbor:"14,keyasint,omitempty" json:"unit,omitempty"` // UN/ECE Rec 20, C62 = piece
	// Prices and Costs are sorted by From; the last one not after a day holds.
	Prices   []DatedPrice `cbor:"15,keyasint,omitempty" json:"prices,omitempty"`
	Costs    []DatedPrice `cbor:"16,keyasint,omitempty" json:"costs,omitempty"` // variable cost a unit
	Supplier ID           `cbor:"17,keyasint,omitzero" json:"supplier,omitzero"`
	Inactive bool         `cbor:"18,keyasint,omitempty" json:"inactive,omitempty"`
	Launched Date         `cbor:"19,keyasint,omitempty" json:"launched,omitempty"`
	Note     string       `cbor:"20,keyasint,omitempty" json:"note,omitempty"`
	// Stock is what lay there on the day StockOn; zero StockOn: not counted.
	Stock    Quantity `cbor:"21,keyasint,omitempty" json:"stock,omitempty"`
	StockOn  Date     `cbor:"22,keyasint,omitempty" json:"stock_on,omitempty"`
	LeadDays int      `cbor:"23,keyasint,omitempty" json:"lead_days,omitempty"` // from ordering to having it; 0: not told
}

// Kind is KindProduct.
func (*Product) Kind() Kind { return KindProduct }

// Validate requires a name or SKU, a known kind and dated prices in order.
func (p *Product) Validate() error {
	var c checks
	if p.SKU == "" {
		c.required("name", p.Name)
	}
	c.short("name", p.Name, 1000)
	oneOf(&c, "product_kind", p.ProductKind, Good, Service, Capacity, Bundle)
	byDay := func(a, b DatedPrice) int { return int(a.From) - int(b.From) }
	if !slices.IsSortedFunc(p.Prices, byDay) {
		c.fail("prices", ErrOrder, "")
	}
	c.within("lead_days", p.LeadDays, 0, 3650)
	if !slices.IsSortedFunc(p.Costs, byDay) {
		c.fail("costs", ErrOrder, "")
	}
	return c.err()
}

// PriceOn returns the list price on a day; ok is false when none is set.
func (p *Product) PriceOn(d Date) (price Price, ok bool) { return priceOn(p.Prices, d) }

// CostOn returns the unit cost on a day; ok is false when none is known.
func (p *Product) CostOn(d Date) (cost Price, ok bool) { return priceOn(p.Costs, d) }

func priceOn(list []DatedPrice, d Date) (Price, bool) {
	for i := len(list) - 1; i >= 0; i-- {
		if list[i].From <= d {
			return list[i].Price, true
		}
	}
	return 0, false
}

// WithPrice returns list with the price valid from a day set.
func WithPrice(list []DatedPrice, p DatedPrice) []DatedPrice {
	out := slices.DeleteFunc(slices.Clone(list), func(o DatedPrice) bool { return o.From == p.From })
	out = append(out, p)
	slices.SortFunc(out, func(a, b DatedPrice) int { return int(a.From) - int(b.From) })
	return out
}

// Category groups products; categories form a tree.
type Category struct {
	Meta
	Name   string `cbor:"10,keyasint,omitempty" json:"name"`
	Parent ID     `cbor:"11,keyasint,omitzero" json:"parent,omitzero"`
}

// Kind is KindCategory.
func (*Category) Kind() Kind { return KindCategory }

// Validate requires a name.
func (g *Category) Validate() error {
	var c checks
	c.required("name", g.Name)
	if g.Parent == g.ID && !g.ID.IsZero() {
		c.fail("parent", ErrSelf, "")
	}
	return c.err()
}
