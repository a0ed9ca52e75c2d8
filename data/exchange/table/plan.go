package table

import (
	"slices"
	"strings"
	"time"

	"regulars/data/crm"
)

// Env is what the book knows and the file does not say.
type Env struct {
	Currency    string         // of money without a sign
	Location    *time.Location // where moments written in UTC are shown; nil leaves them as written
	PhoneRegion string         // ISO country of phone numbers without a country code
	FamilyFirst bool           // how given and family name are joined
	// DateOrder and Decimal overrule what the file proves; a person chose them.
	DateOrder DateOrder
	Decimal   byte
}

// Plan is a mapping made ready to read rows: how each mapped column writes
// its dates and numbers is decided. It is read-only.
type Plan struct {
	Mapping
	Env
	Order DateOrder // of the file's mapped dates, "" when none is mapped
	Mark  byte      // the decimal mark of the file's mapped numbers, 0 when none is mapped

	t       *Table
	columns []columnPlan
	at      map[Field]int
}

// columnPlan is how one column is read.
type columnPlan struct {
	Target
	name      string
	order     DateOrder
	format    NumberFormat
	currency  string // of signs in the column, "" for none
	pointZero bool
	midnight  bool // times of the column mean nothing
}

// Plan decides how the mapped columns are read. The problems are those of
// the whole file: when any is not a Warning, no row should be imported.
func (t *Table) Plan(s *Sniff, m Mapping, env Env) (*Plan, []Problem) {
	p := &Plan{Mapping: m, Env: env, t: t, at: map[Field]int{}}
	d := planner{p: p, s: s}
	if s.Fatal != nil {
		d.problems = append(d.problems, *s.Fatal)
	}
	for i, target := range m.Columns {
		if i >= len(s.Columns) {
			break
		}
		if target.Field == Discount && s.Columns[i].Rate && len(s.Columns[i].Currencies) == 0 && !hasWord(headKey(s.Columns[i].Name), "amount", "importo", "betrag", "montant", "importe", "tien", "mebleg") {
			target.Field = DiscountRate
		}
		p.columns = append(p.columns, columnPlan{Target: target, name: columnName(s.Columns[i].Name, i), pointZero: s.Columns[i].PointZero, midnight: s.Columns[i].Midnight})
		if _, taken := p.at[target.Field]; !taken && target.Field != "" {
			p.at[target.Field] = i
		}
	}
	d.dates()
	d.numbers()
	d.currencies()
	for _, f := range m.Missing {
		d.fail(CodeColumnMissing, 0, "", string(f))
	}
	return p, d.problems
}

func (p *Plan) has(f Field) bool { _, ok := p.at[f]; return ok }

func columnName(name string, i int) string {
	if name == "" {
		return columnLetters(i)
	}
	return name
}

// planner gathers the problems of planning.
type planner struct {
	p        *Plan
	s        *Sniff
	problems []Problem
}

func (d *planner) fail(code string, row int, column, value string) {
	d.problems = append(d.problems, Problem{Code: code, File: d.p.t.Name, Row: row, Column: column, Value: value})
}

// dates decides one order of day and month for all mapped dates.
func (d *planner) dates() {
	proven, provenBy := DateOrder(""), -1
	var open []int
	for i := range d.p.columns {
		c, facts := &d.p.columns[i], d.s.Columns[i]
		if !c.Field.IsDate() {
			continue
		}
		if d.p.Order == "" {
			d.p.Order = YMD
		}
		switch {
		case d.p.Env.DateOrder != "":
			proven = d.p.Env.DateOrder
		case len(facts.MixedOrders) > 0:
			d.fail(CodeMixedDates, facts.MixedOrders[0], c.name, rowList(facts.MixedOrders...))
		case facts.Order != "" && proven != "" && facts.Order != proven:
			d.fail(CodeMixedDates, 0, d.p.columns[provenBy].name+", "+c.name, "")
		case facts.Order != "":
			proven, provenBy = facts.Order, i
		case facts.Ambiguous > 0:
			open = append(open, i)
		}
	}
	order := proven
	if order == "" && len(open) > 0 {
		if order = d.s.DateOrder; order == "" {
			order = localOrder(d.p.t.locale, d.sampleOf(open[0]))
			for _, i := range open {
				if order == MDY && d.s.Columns[i].NotMDY {
					order = DMY
				}
			}
			d.fail(CodeDateOrderGuessed, 0, d.p.columns[open[0]].name, string(order))
		}
	}
	if order != "" && d.p.Order != "" {
		d.p.Order = order
	}
	for i := range d.p.columns {
		d.p.columns[i].order = d.p.Order
	}
}

func (d *planner) sampleOf(column int) string {
	for _, row := range d.s.Sample {
		if row[column] != "" {
			return row[column]
		}
	}
	return ""
}

// localOrder is how people of a locale write dates; points between the
// numbers always mean day first.
func localOrder(locale, example string) DateOrder {
	if p, _, ok := numericDate(narrow(strings.TrimSpace(example))); ok && p.sep == '.' {
		return DMY
	}
	lang, rest, _ := strings.Cut(strings.ReplaceAll(locale, "_", "-"), "-")
	switch {
	case slices.Contains([]string{"zh", "ja", "ko", "hu", "lt", "mn"}, lang):
		return YMD
	case lang == "en" && (rest == "" || rest == "US" || rest == "PH"):
		return MDY
	}
	return DMY
}

// numbers decides the decimal mark of each mapped number: by the column,
// else by the file, else by the locale.
func (d *planner) numbers() {
	guessed := false
	for i := range d.p.columns {
		c, facts := &d.p.columns[i], d.s.Columns[i]
		if !c.Field.IsNumber() {
			continue
		}
		mark := d.p.Env.Decimal
		if mark == 0 && len(facts.MixedDecimals) > 0 {
			d.fail(CodeMixedDecimals, facts.MixedDecimals[0], c.name, rowList(facts.MixedDecimals...))
		}
		if mark == 0 {
			mark = facts.Decimal
		}
		if mark == 0 {
			mark = d.mappedMark()
		}
		if mark == 0 {
			mark = localDecimal(d.p.t.locale, d.p.t.Separator)
			if !guessed && d.openMarks(i) {
				guessed = true
				d.fail(CodeDecimalGuessed, 0, c.name, string(mark))
			}
		}
		c.format = NumberFormat{Decimal: mark}
		d.p.Mark = mark
	}
}

// mappedMark is the mark that the other mapped numbers prove, 0 when they
// prove none or both.
func (d *planner) mappedMark() (mark byte) {
	for i, c := range d.p.columns {
		m := d.s.Columns[i].Decimal
		if m == 0 || !c.Field.IsNumber() {
			continue
		}
		if mark != 0 && mark != m {
			return 0
		}
		mark = m
	}
	return mark
}

// openMarks reports whether the sample shows a mark that may group or divide.
func (d *planner) openMarks(column int) bool {
	for _, row := range d.s.Sample {
		if v, _, _ := voteDecimal(strings.TrimSpace(row[column])); v == voteOpen {
			return true
		}
	}
	return false
}

func localDecimal(locale string, sep byte) byte {
	lang, _, _ := strings.Cut(strings.ReplaceAll(locale, "_", "-"), "-")
	if sep == ';' {
		return ',' // a program writes semicolons because its comma is taken
	}
	if slices.Contains([]string{"", "en", "zh", "ja", "ko", "th", "he"}, lang) {
		return '.'
	}
	return ','
}

// currencies refuses columns of money in two currencies.
func (d *planner) currencies() {
	for i := range d.p.columns {
		c, facts := &d.p.columns[i], d.s.Columns[i]
		if !c.Field.IsMoney() || len(facts.Currencies) == 0 {
			continue
		}
		c.currency = facts.Currencies[0].Code
		// A currency column says which is meant; then signs only repeat it.
		if len(facts.Currencies) > 1 && !d.p.has(Currency) {
			a, b := facts.Currencies[0], facts.Currencies[1]
			d.fail(CodeMixedCurrencies, min(a.Row, b.Row), c.name, a.Sign+" ("+rowList(a.Row)+"), "+b.Sign+" ("+rowList(b.Row)+")")
		}
	}
}

// cell is the trimmed text of a mapped field; NULL as databases write it is empty.
func (p *Plan) cell(r *Row, f Field) string {
	i, ok := p.at[f]
	if !ok {
		return ""
	}
	return p.clean(r.Fields[i], i)
}

func (p *Plan) clean(s string, column int) string {
	s = strings.TrimSpace(s)
	if s == "NULL" || s == `\N` {
		return ""
	}
	if p.columns[column].pointZero {
		return strings.TrimSuffix(s, ".0")
	}
	return s
}

// bad makes a problem of a cell.
func (p *Plan) bad(code string, row, column int, value string) Problem {
	return Problem{Code: code, File: p.t.Name, Row: row, Column: p.columns[column].name, Value: shorten(value)}
}

// number reads a mapped number; set is false for an empty cell.
func (p *Plan) number(r *Row, f Field, scale int, problems *[]Problem) (n Number, set bool) {
	text := p.cell(r, f)
	if text == "" || text == "-" {
		return Number{}, false
	}
	i := p.at[f]
	n, err := ParseNumber(text, p.columns[i].format, scale)
	if err == nil {
		return n, true
	}
	code := CodeBadNumber
	if err == ErrNumberRange {
		code = CodeNumberTooLarge
	}
	*problems = append(*problems, p.bad(code, r.Number, i, text))
	return Number{}, false
}

// Money is money of a row with four decimals, so that nothing is rounded
// before the amount of the line is known.
type Money struct {
	Price crm.Price
	Set   bool
}

// Amount rounds half to even to the decimals of a currency.
func (m Money) Amount(exp int) crm.Amount { return crm.PriceToAmount(m.Price, exp) }
