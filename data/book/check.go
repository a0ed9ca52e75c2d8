package book

import (
	"bytes"
	"context"
	"fmt"

	"regulars/data/crm"
)

// Report is the result of a check.
type Report struct {
	Records  int64    `json:"records"`
	Ops      int64    `json:"ops"`
	Problems []string `json:"problems"` // empty: the book is whole
}

const maxProblems = 100

func (r *Report) problem(format string, args ...any) {
	if len(r.Problems) < maxProblems {
		r.Problems = append(r.Problems, fmt.Sprintf(format, args...))
	}
}

// Check reads the whole file: every page, every seal, every record, the
// number of rows, and that folding the log gives exactly the records.
// progress gets 0 to 1 and may be nil.
func (b *Book) Check(ctx context.Context, progress func(float64)) (Report, error) {
	r := Report{Problems: []string{}}
	err := b.view(func(tx *Tx) error {
		for err := range tx.bolt.Check() {
			r.problem("page: %v", err)
		}
		c := checker{tx: tx, report: &r, ctx: ctx, folded: map[Ref]fields{}}
		c.total = float64(tx.meta.Rows[bucketOps]*2 + 1)
		c.progress = progress
		return c.run()
	})
	if CodeOf(err) == CodeDamaged {
		r.problem("%v", err)
		err = nil
	}
	return r, err
}

type checker struct {
	tx       *Tx
	report   *Report
	ctx      context.Context
	folded   map[Ref]fields
	done     float64
	total    float64
	progress func(float64)
}

func (c *checker) step() error {
	c.done++
	if c.progress != nil && int64(c.done)%4096 == 0 {
		c.progress(min(c.done/c.total, 1))
	}
	return c.ctx.Err()
}

func (c *checker) run() error {
	if err := c.fold(); err != nil {
		return err
	}
	for _, k := range crm.Kinds() {
		if err := c.compare(k); err != nil {
			return err
		}
	}
	for ref := range c.folded {
		c.report.problem("%s %s is in the log but not in the book", ref.Kind, ref.ID)
	}
	return c.countSets()
}

// fold replays the whole log.
func (c *checker) fold() error {
	return c.tx.eachOp(1, func(seq uint64, o *op) (bool, error) {
		c.report.Ops++
		if int64(seq) != c.report.Ops {
			c.report.problem("log entry %d is missing", c.report.Ops)
			c.report.Ops = int64(seq)
		}
		if err := foldOp(c.folded, o); err != nil {
			c.report.problem("log entry %d: %v", seq, err)
		}
		return true, c.step()
	})
}

// foldOp applies one op to a state made of ops only.
func foldOp(state map[Ref]fields, o *op) error {
	ref := Ref{o.Kind, o.ID}
	after, err := split(o.After)
	if err != nil {
		return err
	}
	switch o.Action {
	case opCreate:
		state[ref] = after
	case opRemove:
		delete(state, ref)
	case opChange:
		before, err := split(o.Before)
		if err != nil {
			return err
		}
		rec := state[ref]
		if rec == nil {
			return fmt.Errorf("changes a record that is not there")
		}
		for _, n := range changedFields(before, after) {
			if !bytes.Equal(rec[n], before[n]) {
				return fmt.Errorf("field %d was not what the log says", n)
			}
			if after[n] == nil {
				delete(rec, n)
			} else {
				rec[n] = after[n]
			}
		}
	default:
		return fmt.Errorf("unknown action %d", o.Action)
	}
	return nil
}

func (c *checker) compare(k crm.Kind) error {
	rows := int64(0)
	err := c.tx.scanRows(k, func(ref Ref, r *row) (bool, error) {
		rows++
		if err := r.decodeInto(newRecord(k)); err != nil {
			c.report.problem("%s %s: %v", k, ref.ID, err)
		}
		want, err := join(c.folded[ref])
		if err != nil || !bytes.Equal(want, r.Data) {
			c.report.problem("%s %s differs from its log", k, ref.ID)
		}
		delete(c.folded, ref)
		return true, c.step()
	})
	c.report.Records += rows
	c.compareRows(k.String(), rows)
	return err
}

func (c *checker) compareRows(bucket string, rows int64) {
	if want := c.tx.meta.Rows[bucket]; rows != want {
		c.report.problem("%s: %d rows, should be %d", bucket, rows, want)
	}
}

func (c *checker) countSets() error {
	sets := int64(0)
	err := c.tx.scanBucket(bucketSets, func(_, _ []byte) (bool, error) {
		sets++
		return true, c.ctx.Err()
	})
	c.compareRows(bucketSets, sets)
	c.compareRows(bucketOps, c.report.Ops)
	hist := int64(0)
	cur := c.tx.bolt.Bucket([]byte(bucketHist)).Cursor()
	for k, _ := cur.First(); k != nil; k, _ = cur.Next() {
		hist++
	}
	c.compareRows(bucketHist, hist)
	return err
}
