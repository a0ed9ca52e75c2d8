package table

import (
	"slices"
	"strings"
)

// Column is what the cells of one column say, over the whole file.
type Column struct {
	Name   string
	Filled int // rows with something in the column
	// Numbers and Dates count the cells that can be read as such.
	Numbers int
	Dates   int
	// Decimal is the decimal mark that the cells prove, 0 when none does;
	// MixedDecimals names a row for each mark when they contradict.
	Decimal       byte
	MixedDecimals []int
	// Order is the order of day and month that the cells prove, "" when none
	// does; Ambiguous counts dates that read either way. MixedOrders names a
	// row for each order when they contradict.
	Order       DateOrder
	Ambiguous   int
	MixedOrders []int
	// NotMDY is set when some dates cannot begin with the month, though the
	// day or a year of two digits may come first.
	NotMDY bool
	// Midnight is set when every date with a time says midnight: then the time
	// means nothing.
	Midnight bool
	// Currencies are the signs and codes beside the numbers, in the order seen.
	Currencies []CurrencySeen
	// PointZero is set when every cell is a whole number written with ".0",
	// as programs write numbered IDs that they took for measurements.
	PointZero bool
	// Rate is set when every number lies between -1 and 1 and some are broken.
	Rate bool
}

// CurrencySeen is one currency in a column.
type CurrencySeen struct {
	Code string // ISO 4217
	Sign string // as written first
	Rows int
	Row  int // the first row
}

// columnFacts gathers a Column while the rows go by.
type columnFacts struct {
	Column
	last         string // files repeat themselves: the same cell again tells nothing new
	lastNumber   bool
	lastDate     bool
	whole, rate  bool
	broken       bool
	point        int // first row that proves the decimal mark
	comma        int
	timed, awake bool // dates have times; some other than midnight
	dmy, mdy     int  // first row that proves the order
	early        int  // first row where the month cannot come first
	ymd          int
}

// textAfter is how many cells that are no number make a column text, after
// which they are no longer looked at; dates are looked at as long as most are dates.
const textAfter = 200

func (c *columnFacts) see(cell string, row int) {
	if cell == "" {
		return
	}
	c.Filled++
	if cell == c.last {
		if c.lastNumber {
			c.Numbers++
		}
		if c.lastDate {
			c.Dates++
		}
		return
	}
	c.last = cell
	c.lastNumber, c.lastDate = false, false
	if c.Filled-c.Numbers <= textAfter || c.Numbers*2 > c.Filled {
		c.lastNumber = c.seeNumber(cell, row)
	} else {
		c.whole, c.rate = false, false
	}
	if c.Filled-c.Dates <= textAfter || c.Dates*2 > c.Filled {
		c.lastDate = c.seeDate(cell, row)
	}
}

func (c *columnFacts) seeNumber(cell string, row int) bool {
	if c.Filled == 1 {
		c.whole, c.rate = true, true
	}
	c.whole = c.whole && strings.HasSuffix(cell, ".0") && digitsAfter(cell) == len(cell)-2
	vote, sign, ok := voteDecimal(cell)
	if !ok {
		c.rate = false
		return false
	}
	c.Numbers++
	switch {
	case vote == votePoint && c.point == 0:
		c.point = row
	case vote == voteComma && c.comma == 0:
		c.comma = row
	}
	if sign != "" {
		c.seeCurrency(sign, row)
	}
	c.seeRate(cell)
	return true
}

func (c *columnFacts) seeRate(cell string) {
	if !c.rate {
		return
	}
	cell = strings.TrimPrefix(cell, "-")
	switch {
	case cell == "0" || cell == "1" || strings.Trim(cell, "0.,") == "":
	case len(cell) > 1 && (cell[0] == '.' || cell[0] == ',' || cell[0] == '0' && (cell[1] == '.' || cell[1] == ',')):
		c.broken = true
	default:
		c.rate = false
	}
}

func (c *columnFacts) seeCurrency(sign string, row int) {
	code := CurrencyCode(sign)
	for i := range c.Currencies {
		if c.Currencies[i].Code == code {
			c.Currencies[i].Rows++
			return
		}
	}
	c.Currencies = append(c.Currencies, CurrencySeen{Code: code, Sign: sign, Rows: 1, Row: row})
}

func (c *columnFacts) seeDate(cell string, row int) bool {
	if len(cell) < 6 || len(cell) > 60 {
		return false
	}
	if !c.awake && len(cell) > 10 && strings.Contains(cell, ":") {
		c.timed = true
		c.awake = !strings.Contains(cell, " 00:00") && !strings.Contains(cell, "T00:00") && !strings.Contains(cell, " 0:00") && !strings.Contains(cell, " 12:00:00 AM")
	}
	if _, ok := isoDate(cell); ok {
		c.Dates++
		return true
	}
	if cell[0] < '0' || cell[0] > '9' {
		if _, ok := ParseDate(cell, DMY); ok {
			c.Dates++
			return true
		}
		return false
	}
	dmy, mdy, ymd, ok := voteDate(narrow(cell))
	if !ok {
		if _, ok = ParseDate(cell, DMY); ok {
			c.Dates++
		}
		return ok
	}
	c.Dates++
	switch {
	case dmy && mdy && ymd:
		if p, _, _ := numericDate(narrow(cell)); !p.yearFirst() && p.n[0] != p.n[1] {
			c.Ambiguous++
		}
	case dmy && mdy:
		if p, _, _ := numericDate(narrow(cell)); p.n[0] != p.n[1] {
			c.Ambiguous++
		}
	case dmy && !ymd:
		setFirst(&c.dmy, row)
	case mdy && !ymd:
		setFirst(&c.mdy, row)
	case ymd && !dmy && !mdy:
		setFirst(&c.ymd, row)
	default: // 13/02/26: the day or a year of two digits comes first, not the month
		c.Ambiguous++
		setFirst(&c.early, row)
	}
	return true
}

func setFirst(at *int, row int) {
	if *at == 0 {
		*at = row
	}
}

// conclude turns what was gathered into the column's answers.
func (c *columnFacts) conclude() Column {
	out := c.Column
	out.PointZero = out.Filled > 0 && c.whole
	out.Midnight = c.timed && !c.awake
	out.Rate = out.Filled > 0 && c.rate && c.broken && out.Numbers == out.Filled
	switch {
	case c.point > 0 && c.comma > 0:
		out.MixedDecimals = sorted(c.point, c.comma)
	case c.point > 0:
		out.Decimal = '.'
	case c.comma > 0:
		out.Decimal = ','
	}
	var proofs []int
	out.NotMDY = c.early > 0
	if c.mdy > 0 && c.dmy == 0 && c.ymd == 0 {
		c.dmy = c.early
	}
	for _, p := range []struct {
		order DateOrder
		row   int
	}{{DMY, c.dmy}, {MDY, c.mdy}, {YMD, c.ymd}} {
		if p.row > 0 {
			out.Order = p.order
			proofs = append(proofs, p.row)
		}
	}
	if len(proofs) > 1 {
		out.Order, out.MixedOrders = "", sorted(proofs...)
	}
	return out
}

func sorted(rows ...int) []int {
	slices.Sort(rows)
	return rows
}
