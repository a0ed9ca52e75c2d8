package exchange

import (
	"errors"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"regulars/data/crm"
	"regulars/data/exchange/table"
)

// explain says why a row was rejected.
func (x *importer) explain(problems []table.Problem) string {
	texts := make([]string, len(problems))
	for i, p := range problems {
		if x.opt.Explain != nil {
			texts[i] = x.opt.Explain(&p)
			continue
		}
		p.File, p.Row = "", 0 // the row itself stands beside it
		texts[i] = strings.TrimPrefix(p.Error(), ": ")
	}
	return strings.Join(texts, "; ")
}

// writeRejects writes the rejected rows of each source, as they were, with a
// column that says why. It comes before anything is saved, so that no row can
// get lost between the book and a folder that cannot be written.
func (x *importer) writeRejects() error {
	for _, p := range x.parts {
		if len(p.rejected) == 0 || x.opt.DryRun {
			continue
		}
		dir := x.opt.RejectDir
		if dir == "" {
			dir = filepath.Dir(p.Path)
		}
		if err := p.writeRejects(dir); err != nil {
			x.dropRejects()
			if pe, ok := errors.AsType[*fs.PathError](err); ok {
				err = pe.Err // the folder is named already
			}
			return &Refused{Path: p.Path, Problems: []table.Problem{{Code: table.CodeRejectsNotWritten, File: p.Table.Name, Value: dir + ": " + err.Error()}}}
		}
		x.result.RejectFiles = append(x.result.RejectFiles, p.rejects)
		x.result.RejectFile = x.result.RejectFiles[0]
	}
	return nil
}

// dropRejects takes the files back when nothing was saved after all.
func (x *importer) dropRejects() {
	for _, p := range x.parts {
		if p.rejects != "" {
			_ = os.Remove(p.rejects) // the import's own error matters more
		}
	}
}

func (p *part) writeRejects(dir string) error {
	f, err := createNumbered(dir, p.Path)
	if err != nil {
		return err
	}
	p.rejects = f.Name()
	header := append(slices.Clone(p.Table.Header), table.ProblemColumn)
	return errors.Join(table.Write(f, header, p.rejectedRows()), f.Close())
}

// createNumbered makes shop.rejected.csv, shop.rejected-2.csv …: never over
// another file, and not longer and longer when a mended file is mended again.
func createNumbered(dir, source string) (*os.File, error) {
	name := strings.TrimSuffix(filepath.Base(source), ".gz")
	name = strings.TrimSuffix(name, filepath.Ext(name))
	name = regexp.MustCompile(`\.rejected(-\d+)?$`).ReplaceAllString(name, "") + ".rejected"
	for n := 1; ; n++ {
		path := filepath.Join(dir, name)
		if n > 1 {
			path += "-" + strconv.Itoa(n)
		}
		f, err := os.OpenFile(path+".csv", os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

func (p *part) rejectedRows() iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for row, err := range p.Table.Rows() {
			if err != nil {
				return // reading the same bytes for the import met no error
			}
			if reason, bad := p.rejected[row.Number]; bad && !yield(append(slices.Clone(row.Fields), reason)) {
				return
			}
		}
	}
}

// keepReadings saves how each file with rejected rows was read. The few rows
// to be mended may no longer prove whether 03/04 is in March or in April; so
// they are read as the whole file was.
func (x *importer) keepReadings(w *writer) error {
	for _, p := range x.parts {
		if p.rejects == "" || !p.Table.HasHeader {
			continue
		}
		m := p.Map(filepath.Base(p.rejects))
		m.Header, m.Fields = append(slices.Clone(m.Header), table.ProblemColumn), append(m.Fields, "")
		m.DateOrder = string(p.plan.Order)
		if p.plan.Mark != 0 {
			m.Decimal = string(p.plan.Mark)
		}
		m.Source, m.Batch = crm.SourceImport, w.batch
		if err := w.tx.Put(m); err != nil {
			return err
		}
	}
	return nil
}
