package main

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"regulars/app/i18n"
	"regulars/data/crm"
	"regulars/data/exchange/table"
)

// The questions without a book know no currency: their money is in the unit
// it was asked in, with two decimals.
const plainDecimals = 2

// coins is how amounts of an answer are written.
type coins struct {
	currency string // "" where it is not known
	decimals int
}

// plainCoins is that of questions without a book.
var plainCoins = coins{decimals: plainDecimals}

// coinsOf is that of a book.
func coinsOf(currency string) coins { return coins{currency, crm.Exponent(currency)} }

// write is an amount as a JSON number.
func (m coins) write(a crm.Amount) json.Number {
	return json.Number(crm.FormatDecimal(int64(a), m.decimals))
}

// chart is an amount as a number to draw.
func (m coins) chart(a crm.Amount) float64 { return float64(a) / math.Pow10(m.decimals) }

// label writes such a number in a chart.
func (m coins) label(v float64) string { return i18n.Number(v, m.decimals) }

// cents writes an amount of plain money as a JSON number.
func cents(a crm.Amount) json.Number {
	return plainCoins.write(a)
}

// moneyLabel writes plain money in a chart.
func moneyLabel(v float64) string { return i18n.Number(v, plainDecimals) }

// perUnit writes a price of plain money as a JSON number.
func perUnit(p crm.Price) json.Number { return json.Number(crm.FormatDecimal(int64(p), 4)) }

// decimalFlag reads one plain decimal of 0 or more, in steps of 10^-exp.
func decimalFlag(flag, text string, exp int) (int64, error) {
	v, err := crm.ParseDecimal(text, exp)
	if err != nil || v < 0 {
		return 0, usagef("--%s %q: want a number of 0 or more, with a point before decimals, such as 12.50", flag, text)
	}
	return v, nil
}

// listFlag reads plain decimals of 0 or more between commas. A single one
// stands for all n; 0 for n takes as many as there are.
func listFlag(flag, text string, exp, n int) ([]int64, error) {
	var out []int64
	for i, part := range strings.Split(text, ",") {
		v, err := crm.ParseDecimal(part, exp)
		if err != nil || v < 0 {
			return nil, usagef("--%s: entry %d is %q; want numbers of 0 or more between commas, such as 12.50,9", flag, i+1, strings.TrimSpace(part))
		}
		out = append(out, v)
	}
	if len(out) == 1 && n > 1 {
		out = slices.Repeat(out, n)
	}
	if n > 0 && len(out) != n {
		return nil, usagef("--%s has %d entries; want %d, one for each, or a single one for all", flag, len(out), n)
	}
	return out, nil
}

// floats turns steps of 10^-exp into numbers.
func floats(steps []int64, exp int) []float64 {
	return column(steps, func(v int64) float64 { return float64(v) / math.Pow10(exp) })
}

// plainTable is a file whose columns are known by their headings.
type plainTable struct {
	*table.Table
	at map[string]int // by heading in lower case
}

// openPlain reads a file that must have these columns.
func openPlain(path string, wanted ...string) (*plainTable, error) {
	tab, err := table.Open(path, table.Options{Locale: "en", Header: table.HeaderYes})
	if err != nil {
		return nil, err
	}
	p := &plainTable{tab, map[string]int{}}
	for i, h := range tab.Header {
		p.at[strings.ToLower(strings.TrimSpace(h))] = i
	}
	for _, name := range wanted {
		if _, ok := p.at[name]; !ok {
			return nil, fmt.Errorf("%s, row 1: no column %q among %q; the first row must name the columns %s", tab.Name, name, strings.Join(tab.Header, ","), strings.Join(wanted, ","))
		}
	}
	return p, nil
}

// each calls read for every row.
func (p *plainTable) each(read func(plainRow) error) error {
	n := 0
	for r, err := range p.Rows() {
		if err == nil && r.Problem != nil {
			err = r.Problem
		}
		if err == nil {
			n++
			err = read(plainRow{p, r})
		}
		if err != nil {
			return err
		}
	}
	if n == 0 {
		return fmt.Errorf("%s: no rows below the headings", p.Name)
	}
	return nil
}

// plainRow is one row of a file.
type plainRow struct {
	table *plainTable
	table.Row
}

// text is the cell of a column, "" where the file has no such column.
func (r plainRow) text(name string) string {
	if i, ok := r.table.at[name]; ok {
		return strings.TrimSpace(r.Fields[i])
	}
	return ""
}

// decimal reads a cell in steps of 10^-exp; it may be below zero.
func (r plainRow) decimal(name string, exp int) (int64, error) {
	v, err := crm.ParseDecimal(r.text(name), exp)
	if err != nil {
		return 0, r.wrong(name, "a number; write it like 1234.5")
	}
	return v, nil
}

// wrong says that a cell is not what it must be.
func (r plainRow) wrong(name, want string) error {
	return fmt.Errorf("%s, row %d: %s %q is not %s", r.table.Name, r.Number, name, r.text(name), want)
}

// others are the headings besides these, in the order of the file.
func (p *plainTable) others(known ...string) (names []string) {
	for _, h := range p.Header {
		if name := strings.ToLower(strings.TrimSpace(h)); name != "" && !slices.Contains(known, name) {
			names = append(names, name)
		}
	}
	return names
}
