package exchange

import (
	"context"
	"errors"
	"path/filepath"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/exchange/table"
)

// Options of an import; the zero value is a good one.
type Options struct {
	// Title names the change set in the history, in the user's language.
	Title string
	// Rates gives, for each foreign currency, how much of the base currency
	// one unit is worth, as a plain decimal: "JPY": "0.006".
	Rates map[string]string
	// DryRun reads and counts but saves nothing and writes no file.
	DryRun bool
	// RejectDir is where rejected rows are written; "" beside the file.
	RejectDir string
	// Explain puts a problem into the user's words for the file of rejected
	// rows; nil writes English.
	Explain func(*table.Problem) string
	// Progress is told the share done, from 0 to 1; may be nil.
	Progress func(share float64)
}

// errDryRun rolls a rehearsed import back.
var errDryRun = errors.New("dry run")

// Import brings the sources into the book, one after the other in one change
// set, or not at all when anything fails. Rows that cannot be read are left
// out, listed, and written to a file that can be mended and imported; a
// document with such a row is left out as a whole. Reading the same file
// again changes nothing. An error is a *Refused, or one of the book's.
func Import(ctx context.Context, b *book.Book, sources []*Source, opt Options) (*Result, error) {
	settings, err := b.Settings()
	if err != nil {
		return nil, err
	}
	x := &importer{ctx: ctx, opt: opt, settings: settings, result: &Result{Files: []FileResult{}, Created: map[string]int{}, Updated: map[string]int{},
		Currency: settings.BaseCurrency, RejectFiles: []string{}}}
	if err := x.read(sources); err != nil {
		return nil, err
	}
	x.result.ChangeSet, err = b.UpdateAs(book.ActorImport, opt.Title, x.write)
	if err != nil && !errors.Is(err, errDryRun) {
		x.dropRejects()
		return nil, x.refusal(err)
	}
	x.result.Problems = x.found.all()
	return x.result, nil
}

// refusal says of a file that fills a house beyond its rooms what to do about
// it; other errors pass.
func (x *importer) refusal(err error) error {
	if refused, ok := errors.AsType[*Refused](err); ok {
		return refused
	}
	if book.CodeOf(err) != book.CodeFull {
		return err
	}
	day := ""
	var fields crm.FieldErrors
	if errors.As(err, &fields) && len(fields) > 0 {
		day = fields[0].Value
	}
	for _, p := range x.parts {
		if len(p.bookings) > 0 {
			return &Refused{Path: p.Path, Problems: []table.Problem{{Code: table.CodeNoRoom, File: p.Table.Name, Value: day}}}
		}
	}
	return err
}

// importer is one run of Import.
type importer struct {
	ctx      context.Context
	opt      Options
	settings crm.Settings
	rates    map[string]string // between minor units, of the currencies met
	parts    []*part
	part     *part // being read
	result   *Result
	found    findings
}

// part is what one source brings.
type part struct {
	*Source
	plan      *table.Plan
	customers []table.Customer
	sales     *sales
	docs      []*saleDoc     // complete documents, oldest first
	bookings  []*fileBooking // in the order of the file
	weather   []table.WeatherRow
	rejected  map[int]string // reason by row
	rejects   string         // path of the file with the rejected rows
	skipped   int            // rows that are no sale
	lastSkip  int
}

// progress spreads a part of the work over from to to, out of 1.
func (x *importer) progress(from, to float64) func(float64) {
	return func(f float64) {
		if x.opt.Progress != nil {
			x.opt.Progress(from + (to-from)*f)
		}
	}
}

// read reads all sources without touching the book.
func (x *importer) read(sources []*Source) error {
	for i, s := range sources {
		n := float64(len(sources))
		if err := x.readPart(s, x.progress(0.3*float64(i)/n, 0.3*float64(i+1)/n)); err != nil {
			return err
		}
	}
	return x.checkCurrencies()
}

func (x *importer) readPart(s *Source, progress func(float64)) error {
	plan, problems := s.Plan(x.settings)
	if fatal := onlyErrors(problems); len(fatal) > 0 {
		return &Refused{Path: s.Path, Problems: fatal}
	}
	keep(&x.found.files, s.Sniff.Notices...)
	keep(&x.found.files, problems...)
	x.part = &part{Source: s, plan: plan, sales: newSales(x.settings.BaseCurrency), rejected: map[int]string{}}
	x.parts = append(x.parts, x.part)
	read := x.readCustomers
	switch plan.As {
	case table.AsSales:
		read = x.readSales
	case table.AsBookings:
		read = x.readBookings
	case table.AsWeather:
		read = x.readWeather
	}
	if err := read(progress); err != nil {
		return err
	}
	r := x.result
	r.Files = append(r.Files, FileResult{Path: s.Path, As: plan.As, Format: s.Table.Format, Encoding: s.Table.Encoding,
		Separator: string(s.Table.Separator), DateOrder: plan.Order, sha256: s.Table.SHA256})
	r.Rows += s.Sniff.Rows
	r.Skipped += x.part.skipped
	r.Rejected += len(x.part.rejected)
	return nil
}

// every reports progress and looks for cancellation every some thousand rows.
func (x *importer) every(row int, progress func(float64)) error {
	if row%4096 != 0 {
		return nil
	}
	progress(float64(row) / float64(max(row, x.part.Sniff.Rows)))
	return x.ctx.Err()
}

func (x *importer) readCustomers(progress func(float64)) error {
	for c, err := range x.part.plan.Customers() {
		if err != nil {
			return err
		}
		if err := x.every(c.Row, progress); err != nil {
			return err
		}
		problems := append(c.Problems, x.unfit(&c)...)
		if bad := onlyErrors(problems); len(bad) > 0 {
			x.reject(c.Row, bad)
			continue
		}
		keep(&x.found.warnings, problems...)
		x.part.customers = append(x.part.customers, c)
	}
	return nil
}

// unfit finds texts that a record cannot hold.
func (x *importer) unfit(c *table.Customer) (out []table.Problem) {
	texts := []string{c.Party.DisplayName}
	for _, p := range c.Party.Points {
		texts = append(texts, p.Value)
	}
	for _, text := range texts {
		if tooLong(text) {
			out = append(out, table.Problem{Code: table.CodeTextTooLong, File: x.part.Table.Name, Row: c.Row, Value: shorten(text)})
		}
	}
	return out
}

func (x *importer) readSales(progress func(float64)) error {
	broken := map[string]bool{} // numbers of documents with a bad row
	for s, err := range x.part.plan.Sales() {
		if err != nil {
			return err
		}
		if err := x.every(s.Row, progress); err != nil {
			return err
		}
		x.takeSale(&s, broken)
	}
	x.finishDocuments(broken)
	return nil
}

func (x *importer) takeSale(s *table.SaleRow, broken map[string]bool) {
	line, problems := x.toSaleLine(s)
	bad := onlyErrors(problems)
	switch {
	case s.Skip != "":
		if x.part.lastSkip != s.Row {
			x.part.skipped++
		}
		x.part.lastSkip = s.Row
	case len(bad) > 0:
		x.reject(s.Row, bad)
		if s.Number != "" {
			broken[s.Number] = true
		}
	default:
		keep(&x.found.warnings, problems...)
		x.part.sales.add(line)
	}
}

func (x *importer) reject(row int, problems []table.Problem) {
	if _, known := x.part.rejected[row]; !known {
		x.part.rejected[row] = x.explain(problems)
		keep(&x.found.rejects, problems...)
	}
}

// finishDocuments leaves out the good rows of documents with a bad one: half
// a document would be a wrong document.
func (x *importer) finishDocuments(broken map[string]bool) {
	p := x.part
	for _, d := range p.sales.sorted() {
		switch {
		case d.mixed:
			x.rejectDocument(d, table.CodeMixedCurrencies)
		case broken[d.head.number] || d.anyRow(p.rejected):
			x.rejectDocument(d, table.CodeDocumentIncomplete)
		default:
			d.settle()
			p.docs = append(p.docs, d)
			if d.party == nil {
				x.result.WalkIn += len(d.rows)
			}
		}
	}
}

func (d *saleDoc) anyRow(rejected map[int]string) bool {
	if len(rejected) == 0 {
		return false
	}
	for _, r := range d.rows {
		if _, bad := rejected[int(r)]; bad {
			return true
		}
	}
	return false
}

func (x *importer) rejectDocument(d *saleDoc, code string) {
	for _, row := range d.rows {
		p := table.Problem{Code: code, File: x.part.Table.Name, Row: int(row), Value: d.head.number}
		x.reject(int(row), []table.Problem{p})
	}
}

// write is the one change set.
func (x *importer) write(tx *book.Tx) error {
	sales := false
	for _, p := range x.parts {
		sales = sales || len(p.docs) > 0
	}
	have, err := loadExisting(tx, x.settings, sales)
	if err != nil {
		return err
	}
	w := &writer{ctx: x.ctx, tx: tx, have: have, batch: crm.NewID(), rates: x.rates, result: x.result, progress: x.progress(0.3, 0.95)}
	for _, p := range x.parts {
		if err := w.customers(p); err != nil {
			return err
		}
		switch p.plan.As {
		case table.AsBookings:
			err = w.bookings(p)
		case table.AsWeather:
			err = w.weather(p)
		default:
			err = w.sales(p.sales, p.docs)
		}
		if err != nil {
			return err
		}
	}
	if err := x.referrals(w); err != nil {
		return err
	}
	if err := x.writeRejects(); err != nil {
		return err
	}
	if x.opt.DryRun {
		if err := tx.Check(); err != nil {
			return err
		}
		return errDryRun
	}
	if len(x.result.Created)+len(x.result.Updated) == 0 {
		return nil
	}
	if err := x.keepReadings(w); err != nil {
		return err
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
