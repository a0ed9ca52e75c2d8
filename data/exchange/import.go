package exchange

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/exchange/table"
)

// Options of an import; the zero value is a good one.
type Options struct {
	// Title names the change set in the history.
	Title string
	// Rates gives, for each foreign currency, how much of the base currency
	// one unit is worth, as a decimal.
	Rates map[string]string
	// DryRun reads and counts but saves nothing.
	DryRun bool
	// RejectDir is where rejected rows are written; "" beside the file.
	RejectDir string
	// Actor is who imports; empty means the import itself.
	Progress func(share float64) // 0 to 1; may be nil
}

// Result says what an import did. Its JSON form is the contract of the terminal.
type Result struct {
	Files      []FileResult   `json:"files"`
	Rows       int            `json:"rows"`
	Created    map[string]int `json:"created"`
	Updated    map[string]int `json:"updated"`
	Skipped    int            `json:"skipped"` // rows the book had already, and rows that are no sale
	Rejected   int            `json:"rejected"`
	WalkIn     int            `json:"walk_in_rows"`
	Net        crm.Amount     `json:"net_minor"`
	Currency   string         `json:"currency"`
	ChangeSet  crm.ID         `json:"change_set"`
	RejectFile string         `json:"reject_file"`
	// Problems are the first rejected rows and the warnings, for showing.
	Problems []table.Problem `json:"problems"`
}

// FileResult says how a file was understood.
type FileResult struct {
	Path      string          `json:"path"`
	As        table.As        `json:"as"`
	Format    string          `json:"format"`
	Encoding  string          `json:"encoding"`
	Separator string          `json:"separator"`
	DateOrder table.DateOrder `json:"date_order"`
	sha256    string
}

// problemsShown bounds the list of problems kept for showing.
const problemsShown = 200

// Refused is a file of which nothing can be imported, with every reason.
type Refused struct {
	Path     string
	Problems []table.Problem
}

func (r *Refused) Error() string {
	parts := make([]string, 0, 3)
	for i, p := range r.Problems {
		if i == 3 {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, p.Error())
	}
	return strings.Join(parts, "; ")
}

// Key is the translation key of the first reason.
func (r *Refused) Key() string { return r.Problems[0].Key() }

// errDryRun rolls a rehearsed import back.
var errDryRun = errors.New("dry run")

// Import brings the sources into the book: one change set, or nothing when
// anything fails. Rows that cannot be read are left out, listed and written
// to a file that can be mended and imported. Reading the same file again
// changes nothing.
func Import(ctx context.Context, b *book.Book, sources []*Source, opt Options) (*Result, error) {
	settings, err := b.Settings()
	if err != nil {
		return nil, err
	}
	x := importer{ctx: ctx, opt: opt, settings: settings, sources: sources,
		result: &Result{Created: map[string]int{}, Updated: map[string]int{}, Currency: settings.BaseCurrency, Problems: []table.Problem{}}}
	if err := x.read(); err != nil {
		return nil, err
	}
	if err := x.checkCurrencies(); err != nil {
		return nil, err
	}
	set, err := b.UpdateAs(book.ActorImport, x.title(), x.write)
	if err != nil && !errors.Is(err, errDryRun) {
		return nil, err
	}
	x.result.ChangeSet = set
	return x.result, x.writeRejects()
}

type importer struct {
	ctx       context.Context
	opt       Options
	settings  crm.Settings
	sources   []*Source
	result    *Result
	sales     *sales
	customers []customerRow
	rejected  []rejectedRow
}

// customerRow is a draft with the file it came from.
type customerRow struct {
	table.Customer
	source int
}

type rejectedRow struct {
	source, row int
	reason      string
}

func (x *importer) title() string {
	if x.opt.Title != "" {
		return x.opt.Title
	}
	names := make([]string, len(x.sources))
	for i, s := range x.sources {
		names[i] = filepath.Base(s.Path)
	}
	return "Import " + strings.Join(names, ", ")
}

// progress spreads the parts of the work over 0 to 1.
func (x *importer) progress(from, to float64) func(float64) {
	return func(f float64) {
		if x.opt.Progress != nil {
			x.opt.Progress(from + (to-from)*f)
		}
	}
}

func (x *importer) read() error {
	x.sales = newSales()
	for i, s := range x.sources {
		plan, problems := s.Plan(x.settings)
		if fatal := onlyErrors(problems); len(fatal) > 0 {
			return &Refused{Path: s.Path, Problems: fatal}
		}
		x.note(problems...)
		x.result.Files = append(x.result.Files, FileResult{Path: s.Path, As: plan.As, Format: s.Table.Format, Encoding: s.Table.Encoding,
			Separator: string(s.Table.Separator), DateOrder: plan.Order, sha256: s.Table.SHA256})
		x.result.Rows += s.Sniff.Rows
		var err error
		if plan.As == table.AsSales {
			err = x.readSales(i, plan)
		} else {
			err = x.readCustomers(i, plan)
		}
		if err != nil {
			return err
		}
	}
	x.rejectWholeDocuments()
	return nil
}

func onlyErrors(problems []table.Problem) (out []table.Problem) {
	for _, p := range problems {
		if !p.Warning() {
			out = append(out, p)
		}
	}
	return out
}

// note keeps the first problems for showing.
func (x *importer) note(problems ...table.Problem) {
	room := problemsShown - len(x.result.Problems)
	x.result.Problems = append(x.result.Problems, problems[:min(room, len(problems))]...)
}

func (x *importer) rejectRow(source, row int, problems []table.Problem) {
	reasons := make([]string, len(problems))
	for i, p := range problems {
		reasons[i] = strings.ReplaceAll(p.Code, "_", " ")
		if p.Column != "" {
			reasons[i] = p.Column + ": " + reasons[i]
		}
	}
	x.rejected = append(x.rejected, rejectedRow{source, row, strings.Join(reasons, "; ")})
	x.note(problems...)
}

func (x *importer) readCustomers(source int, plan *table.Plan) error {
	for c, err := range plan.Customers() {
		if err != nil {
			return err
		}
		if bad := onlyErrors(c.Problems); len(bad) > 0 {
			x.rejectRow(source, c.Row, bad)
			continue
		}
		x.note(c.Problems...)
		x.customers = append(x.customers, customerRow{c, source})
	}
	return x.ctx.Err()
}

func (x *importer) readSales(source int, plan *table.Plan) error {
	rows := 0
	report := x.progress(0, 0.3)
	for s, err := range plan.Sales() {
		if err != nil {
			return err
		}
		if rows++; rows%4096 == 0 {
			report(float64(rows) / float64(x.sources[source].Sniff.Rows))
			if err := x.ctx.Err(); err != nil {
				return err
			}
		}
		x.takeSale(source, &s)
	}
	return nil
}

func (x *importer) takeSale(source int, s *table.SaleRow) {
	line, problems := toSaleLine(s, x.settings.PhoneCountry)
	line.source = source
	switch {
	case s.Skip != "":
		x.result.Skipped++
	case len(problems) > 0:
		x.rejectRow(source, s.Row, problems)
		x.sales.reject(line.document, source)
	default:
		x.sales.add(line)
	}
}

// rejectWholeDocuments leaves out the good rows of documents with a bad one.
func (x *importer) rejectWholeDocuments() {
	for _, d := range x.sales.docs {
		if !d.bad {
			continue
		}
		for _, r := range d.rows {
			x.rejected = append(x.rejected, rejectedRow{d.source, int(r), "another row of document " + d.head.number + " was rejected"})
		}
		if d.party == nil {
			x.sales.walkIn -= len(d.rows)
		}
	}
	x.result.WalkIn = x.sales.walkIn
	x.result.Rejected = len(x.rejected)
}

// checkCurrencies refuses money of a foreign currency without a rate: a sum
// over currencies would be wrong.
func (x *importer) checkCurrencies() error {
	for _, key := range sortedBy(x.sales.docs) {
		d := x.sales.docs[key]
		c := d.head.currency
		if d.bad || c == "" || c == x.settings.BaseCurrency || x.opt.Rates[c] != "" {
			continue
		}
		return &Refused{Path: x.sources[d.source].Path, Problems: []table.Problem{{
			Code: table.CodeForeignCurrency, File: filepath.Base(x.sources[d.source].Path), Value: c + ", " + x.settings.BaseCurrency}}}
	}
	return nil
}

// write is the one change set.
func (x *importer) write(tx *book.Tx) error {
	have, err := loadExisting(tx, len(x.sales.docs) > 0)
	if err != nil {
		return err
	}
	w := &writer{ctx: x.ctx, tx: tx, have: have, batch: crm.NewID(), opt: x.opt, result: x.result, progress: x.progress(0.3, 0.95)}
	if err := w.customers(x.customers); err != nil {
		return err
	}
	if err := w.sales(x.sales); err != nil {
		return err
	}
	if x.opt.DryRun {
		return errDryRun
	}
	if len(x.result.Created)+len(x.result.Updated) == 0 {
		return nil
	}
	return tx.Put(x.batchRecord(w.batch))
}

func (x *importer) batchRecord(id crm.ID) *crm.ImportBatch {
	r := x.result
	rec := &crm.ImportBatch{Rows: r.Rows, Created: r.Created, Updated: r.Updated, Skipped: r.Skipped, Rejected: r.Rejected, WalkIn: r.WalkIn,
		Net: crm.Money{Amount: r.Net, Currency: r.Currency}}
	rec.ID = id
	for _, f := range r.Files {
		rec.As = string(f.As)
		rec.Files = append(rec.Files, crm.ImportedFile{Name: filepath.Base(f.Path), SHA256: f.sha256, Format: f.Format, Encoding: f.Encoding,
			Separator: f.Separator, DateOrder: string(f.DateOrder)})
	}
	return rec
}

// writeRejects writes the rejected rows of each file, as they were, with a
// column that says why.
func (x *importer) writeRejects() error {
	bySource := map[int]map[int]string{}
	for _, r := range x.rejected {
		if bySource[r.source] == nil {
			bySource[r.source] = map[int]string{}
		}
		if bySource[r.source][r.row] == "" {
			bySource[r.source][r.row] = r.reason
		}
	}
	for i, s := range x.sources {
		if len(bySource[i]) == 0 || x.opt.DryRun {
			continue
		}
		dir := x.opt.RejectDir
		if dir == "" {
			dir = filepath.Dir(s.Path)
		}
		name := strings.TrimSuffix(strings.TrimSuffix(filepath.Base(s.Path), ".gz"), filepath.Ext(strings.TrimSuffix(s.Path, ".gz")))
		path := filepath.Join(dir, name+".rejected.csv")
		if err := s.writeRows(path, bySource[i]); err != nil {
			return fmt.Errorf("the import is done, but the rejected rows could not be written to %s: %w", path, err)
		}
		x.result.RejectFile = path
	}
	return nil
}

func (s *Source) writeRows(path string, reasons map[int]string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	rows := func(yield func([]string) bool) {
		for row, err := range s.Table.Rows() {
			if err != nil {
				return
			}
			if reason, ok := reasons[row.Number]; ok && !yield(append(append([]string(nil), row.Fields...), reason)) {
				return
			}
		}
	}
	err = table.Write(f, append(append([]string(nil), s.Table.Header...), table.ProblemColumn), rows)
	return errors.Join(err, f.Close())
}
