package costing

import (
	"bytes"
	"cmp"
	"slices"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/profit"
)

// mostBands is how many bands of price there are at most.
const mostBands = 4

// rows adds the lines up by key and price, and the bookings by resource.
func (w *work) rows(r *Result) error {
	key, named, err := w.naming()
	if err != nil {
		return err
	}
	if w.Bands {
		r.Bands = w.bands()
	}
	at := map[int64]int32{}
	place := make([]int32, len(w.entries)) // the row of a line
	rows := []Row{}
	for i, e := range w.entries {
		k, b := key(e), 0
		if w.Bands {
			b = band(r.Bands, w.price(e))
		}
		n, there := at[int64(k)*mostBands+int64(b)]
		if !there {
			n = int32(len(rows))
			at[int64(k)*mostBands+int64(b)] = n
			row := named(k)
			row.Band = b
			rows = append(rows, row)
		}
		place[i] = n
	}
	rows, rank := ordered(rows)
	for i, e := range w.entries {
		place[i] = rank[place[i]]
		rows[place[i]].add(w.s, e)
	}
	for _, c := range w.charges {
		for i, part := range w.share(c, len(rows), place) {
			rows[i].Items += part
		}
	}
	stays, err := w.resources()
	if err != nil {
		return err
	}
	rows = append(rows, stays...)
	for i := range rows {
		if err := rows[i].finish(w.exp); err != nil {
			return err
		}
	}
	slices.SortStableFunc(rows, func(a, b Row) int { return cmp.Compare(b.Contribution, a.Contribution) })
	r.Rows = rows
	return nil
}

// ordered puts rows into an order of their own, whatever the records came in,
// and tells where each went.
func ordered(rows []Row) (out []Row, rank []int32) {
	by := make([]int, len(rows))
	for i := range by {
		by[i] = i
	}
	slices.SortFunc(by, func(i, j int) int {
		a, b := &rows[i], &rows[j]
		return cmp.Or(cmp.Compare(a.Code, b.Code), bytes.Compare(a.ID[:], b.ID[:]), cmp.Compare(a.Band, b.Band))
	})
	out, rank = make([]Row, len(rows)), make([]int32, len(rows))
	for to, from := range by {
		out[to], rank[from] = rows[from], int32(to)
	}
	return out, rank
}

func (t *Sums) add(s *facts.Snapshot, e entry) {
	net, q := s.Line.Net[e.line], s.Line.Quantity[e.line]
	t.Net += net
	if e.sale {
		t.Units += q
	}
	switch {
	case s.Line.CostKnown[e.line]:
		t.Costed, t.Goods = t.Costed+net, t.Goods+s.Line.Cost[e.line]
	case e.sale:
		t.Unknown += q
	}
}

// finish works out what a unit leaves: the goods over the units of known cost,
// the items over all of them.
func (row *Row) finish(exp int) (err error) {
	row.Contribution = row.Costed - row.Goods - row.Items
	known := row.Units - row.Unknown
	if row.Known = known > 0; !row.Known {
		return nil
	}
	var goods, items crm.Price
	for _, v := range []struct {
		of    crm.Amount
		units crm.Quantity
		into  *crm.Price
	}{{row.Costed, known, &row.Price}, {row.Goods, known, &goods}, {row.Items, row.Units, &items}} {
		if *v.into, err = crm.PriceFor(v.of, v.units, exp); err != nil {
			return err
		}
	}
	row.Variable = goods + items
	row.Left = row.Price - row.Variable
	return nil
}

// naming is the key of a line and the row of a key.
func (w *work) naming() (key func(entry) int32, named func(int32) Row, err error) {
	s := w.s
	switch w.By {
	case Channel:
		return func(e entry) int32 { return int32(s.Doc.Channel[e.doc]) }, func(k int32) Row { return Row{Code: s.Word(uint32(k))} }, nil
	case Segment, Group:
		return w.namingParties()
	case Category:
		return w.category, func(k int32) Row {
			if k == facts.None {
				return Row{}
			}
			return Row{ID: s.Category.ID[k], Name: s.Category.Name[k]}
		}, nil
	}
	return func(e entry) int32 { return s.Line.Product[e.line] }, func(k int32) Row {
		if k == facts.None {
			return Row{}
		}
		return Row{ID: s.Product.ID[k], Name: s.Product.Name[k]}
	}, nil
}

func (w *work) category(e entry) int32 {
	if p := w.s.Line.Product[e.line]; p != facts.None {
		return w.s.Product.Category[p]
	}
	return facts.None
}

// namingParties names the lines by the segment or group of who bought; those
// of nobody known are with those without one.
func (w *work) namingParties() (key func(entry) int32, named func(int32) Row, err error) {
	codes, err := profit.Codes(w.s, profit.Options{AsOf: w.AsOf, By: profit.By(w.By), Reading: w.Reading})
	if err != nil {
		return nil, nil, err
	}
	names, of, at := []string{""}, make([]int32, len(codes)), map[string]int32{"": 0}
	for p, code := range codes {
		n, there := at[code]
		if !there {
			n = int32(len(names))
			names, at[code] = append(names, code), n
		}
		of[p] = n
	}
	return func(e entry) int32 {
		if p := w.s.Doc.Party[e.doc]; p != facts.None {
			return of[p]
		}
		return 0
	}, func(k int32) Row { return Row{Code: names[k]} }, nil
}

// price is what was paid for a unit; zero where that says nothing.
func (w *work) price(e entry) crm.Price {
	if !e.sale {
		return 0
	}
	p, err := crm.PriceFor(w.s.Line.Net[e.line], w.s.Line.Quantity[e.line], w.exp)
	if err != nil {
		return 0
	}
	return p
}

// bands cuts the prices paid at their quarters, at prices as one says them.
func (w *work) bands() []crm.Price {
	var prices []crm.Price
	for _, e := range w.entries {
		if e.sale {
			prices = append(prices, w.price(e))
		}
	}
	slices.Sort(prices)
	out := []crm.Price{0}
	for i := 1; i < mostBands; i++ {
		if p := round(insight.Quantile(prices, i, mostBands)); p > out[len(out)-1] {
			out = append(out, p)
		}
	}
	return out
}

// round takes a price down to 1, 1.5, 2, 3, 5 or 7 times a power of ten.
func round(p crm.Price) crm.Price {
	size := crm.Price(1)
	for size <= p/10 {
		size *= 10
	}
	for _, tenths := range []crm.Price{70, 50, 30, 20, 15, 10} {
		if v := tenths * size / 10; v <= p {
			return v
		}
	}
	return 0
}

func band(bands []crm.Price, p crm.Price) int {
	at, exact := slices.BinarySearch(bands, p)
	if exact {
		return at
	}
	return max(0, at-1)
}

// resources are the rows of what is booked. A resource costs what the items
// about its slots and hours say, or else what its own record says.
func (w *work) resources() (rows []Row, err error) {
	for i := range w.s.Tables.Resources {
		res := &w.s.Tables.Resources[i]
		row := Row{ID: res.ID, Name: res.Name, Resource: true}
		for _, b := range w.stays {
			if w.resourceID(b) == res.ID {
				row.Units += crm.Quantity(w.slots(b) * crm.QuantityScale)
				row.Net += w.s.Booking.Net[b] + w.s.Booking.Extra[b]
			}
		}
		if row.Units == 0 {
			continue
		}
		row.Costed = row.Net
		about := false
		for _, c := range w.charges {
			if c.resource == res.ID {
				row.Items, about = row.Items+c.amount, true
			}
		}
		switch {
		case about:
		case res.CostKnown:
			if row.Goods, err = crm.LineNet(row.Units, res.VariableCost, w.exp); err != nil {
				return nil, err
			}
		default:
			row.Unknown, row.Costed = row.Units, 0
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// total adds the rows and what concerns none of them.
func (r *Result) total() {
	t := &r.Total
	for _, row := range r.Rows {
		t.Units, t.Unknown = t.Units+row.Units, t.Unknown+row.Unknown
		t.Net, t.Costed, t.Goods, t.Items = t.Net+row.Net, t.Costed+row.Costed, t.Goods+row.Goods, t.Items+row.Items
	}
	for _, it := range r.Items {
		r.Unallocated += it.Amount
	}
	r.Unallocated -= t.Items
	t.Items += r.Unallocated
	t.Contribution = t.Costed - t.Goods - t.Items
}
