package priceband

// crowd is the customers of a group, and the sums their lifts are made of:
// whole numbers, so that their order is of no account.
type crowd struct {
	name      string
	customers int
	lines     int
	squares   int // of the lines of each customer
	bands     [3]inBand
}

// inBand sums up the lines in a band, their squares, and their products with
// all lines of the customer.
type inBand struct{ lines, squares, products int }

func (c *crowd) add(own [3]int32) {
	n := int(own[0] + own[1] + own[2])
	c.customers++
	c.lines += n
	c.squares += n * n
	for band, lines := range own {
		x, b := int(lines), &c.bands[band]
		b.lines += x
		b.squares += x * x
		b.products += x * n
	}
}

// share is that of a band in the lines.
func (c *crowd) share(b Band) float64 { return float64(c.bands[b].lines) / float64(c.lines) }

// scatter is the sum over customers of (x - share n)^2, x being a customer's
// lines in a band and n all of them; 0 without lines.
func (c *crowd) scatter(b Band) float64 {
	if c.lines == 0 {
		return 0
	}
	m, s := c.bands[b], c.share(b)
	return float64(m.squares) - 2*s*float64(m.products) + s*s*float64(c.squares)
}

// without is the crowd less some of its customers.
func (c *crowd) without(part *crowd) crowd {
	rest := crowd{customers: c.customers - part.customers, lines: c.lines - part.lines, squares: c.squares - part.squares}
	for b, m := range c.bands {
		p := part.bands[b]
		rest.bands[b] = inBand{m.lines - p.lines, m.squares - p.squares, m.products - p.products}
	}
	return rest
}
