package book

import (
	"bytes"
	"context"
	"fmt"
	"hash/maphash"

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

// Check reads the whole file: every seal, every record, the number of rows,
// that folding the log gives exactly the records, and every page.
// progress gets 0 to 1 and may be nil.
func (b *Book) Check(ctx context.Context, progress func(float64)) (Report, error) {
	r := Report{Problems: []string{}}
	err := b.view(func(tx *Tx) error {
		head, err := tx.head()
		if err != nil {
			return err
		}
		c := checker{tx: tx, head: head, report: &r, ctx: ctx, progress: progress, folded: map[Ref]folded{}, seed: maphash.MakeSeed()}
		c.total = float64(head.Rows[bucketOps]+head.records()) + 1
		return c.run()
	})
	if CodeOf(err) == CodeDamaged {
		r.problem("%v", err)
		err = nil
	}
	if err == nil {
		err = b.checkPages(&r)
	}
	return r, err
}

type checker struct {
	tx       *Tx
	head     *meta
	report   *Report
	ctx      context.Context
	folded   map[Ref]folded
	seed     maphash.Seed
	done     float64
	total    float64
	progress func(float64)
}

// folded is what the log says about a record: a sum over its fields (the
// fields themselves would not fit into memory for a large book) and when it
// was last changed.
type folded struct{ sum, at uint64 }

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
	return c.others()
}

// values calls fn with every value of a bucket that passes its seal and
// reports the others. It returns how many rows there are.
func (c *checker) values(bucket string, fn func(key, plain []byte)) (rows int64, err error) {
	b := c.tx.bolt.Bucket([]byte(bucket))
	if b == nil {
		return 0, nil
	}
	cur := b.Cursor()
	for k, v := cur.First(); k != nil; k, v = cur.Next() {
		rows++
		plain, err := c.tx.sealer.open(bucket, k, v)
		if err == nil && !bytes.Equal(b.Get(k), v) { // the upper pages lead elsewhere
			err = errSeal
		}
		if err != nil {
			c.report.problem("%s %x: %v", bucket, k[:min(len(k), maxKey)], errSeal.Err)
		} else {
			fn(k, plain)
		}
		if err := c.step(); err != nil {
			return rows, err
		}
	}
	return rows, nil
}

// fold replays the whole log.
func (c *checker) fold() error {
	hist := c.tx.bolt.Bucket([]byte(bucketHist))
	next := uint64(1)
	rows, err := c.values(bucketOps, func(key, plain []byte) {
		o := new(op)
		if err := unmarshal(plain, o); err != nil || len(key) != opKeySize {
			c.report.problem("log entry %x: %v", key, err)
			return
		}
		if _, seq := splitOpKey(key); seq != next {
			c.report.problem("log entry %d follows %d", seq, next-1)
			next = seq
		}
		if k, _ := hist.Cursor().Seek(histKey(o.ID, key)); !bytes.Equal(k, histKey(o.ID, key)) {
			c.report.problem("log entry %d is not in the history of its record", next)
		}
		if err := c.foldOp(o); err != nil {
			c.report.problem("log entry %d: %v", next, err)
		}
		next++
	})
	c.report.Ops = rows
	c.compareRows(bucketOps, rows)
	return err
}

func (c *checker) foldOp(o *op) error {
	ref := Ref{o.Kind, o.ID}
	before, err := c.sum(o.Before)
	if err != nil {
		return err
	}
	after, err := c.sum(o.After)
	if err != nil {
		return err
	}
	was, there := c.folded[ref]
	switch {
	case there == (o.Action == opCreate):
		return fmt.Errorf("%s %s: there %t before action %d", ref.Kind, ref.ID, there, o.Action)
	case o.Action == opRemove && was.sum != before:
		return fmt.Errorf("%s %s was not what it removes", ref.Kind, ref.ID)
	case o.Action == opRemove:
		delete(c.folded, ref)
	default:
		c.folded[ref] = folded{was.sum - before + after, o.At}
	}
	return nil
}

// sum adds up the fields of encoded data; the order does not matter, and a
// field can be taken off again.
func (c *checker) sum(data []byte) (sum uint64, err error) {
	f, err := split(data)
	for n, v := range f {
		var h maphash.Hash
		h.SetSeed(c.seed)
		maphash.WriteComparable(&h, n)
		_, _ = h.Write(v)
		sum += h.Sum64()
	}
	return sum, err
}

func (c *checker) compare(k crm.Kind) error {
	rows, err := c.values(k.String(), func(key, plain []byte) {
		r := new(row)
		err := unmarshal(plain, r)
		if err != nil || len(key) != len(crm.ID{}) {
			c.report.problem("%s %x: %v", k, key, err)
			return
		}
		ref := Ref{k, crm.ID(key)}
		rec := newRecord(k)
		if err := r.decodeInto(rec); err != nil || rec.Base().ID != ref.ID {
			c.report.problem("%s %s: holds %s, %v", k, ref.ID, rec.Base().ID, err)
		}
		sum, err := c.sum(r.Data)
		if want, ok := c.folded[ref]; err != nil || !ok || want != (folded{sum, r.Changed}) {
			c.report.problem("%s %s differs from its log", k, ref.ID)
		}
		delete(c.folded, ref)
	})
	c.report.Records += rows
	c.compareRows(k.String(), rows)
	return err
}

func (c *checker) compareRows(bucket string, rows int64) {
	if want := c.head.Rows[bucket]; rows != want {
		c.report.problem("%s: %d rows, should be %d", bucket, rows, want)
	}
}

// others reads what is neither record nor log.
func (c *checker) others() error {
	sets, err := c.values(bucketSets, func(_, plain []byte) {
		if err := unmarshal(plain, new(ChangeSet)); err != nil {
			c.report.problem("change set: %v", err)
		}
	})
	if err != nil {
		return err
	}
	c.compareRows(bucketSets, sets)
	if _, err := c.values(bucketCkpt, func(_, _ []byte) {}); err != nil {
		return err
	}
	hist := int64(0)
	cur := c.tx.bolt.Bucket([]byte(bucketHist)).Cursor()
	for k, _ := cur.First(); k != nil; k, _ = cur.Next() {
		hist++
	}
	c.compareRows(bucketHist, hist)
	return nil
}

// checkPages walks all pages of the file. bolt could do that itself, but in
// a goroutine of its own, where a page fault ends the program, and believing
// every length it finds. Changes wait meanwhile.
func (b *Book) checkPages(r *Report) error {
	b.write.Lock()
	defer b.write.Unlock()
	if err := b.open(); err != nil {
		return err
	}
	m, ok := newestMeta(b.file)
	if !ok {
		r.problem("neither of the first two pages is intact")
		return nil
	}
	s := shape{f: b.file, meta: m, seen: map[uint64]bool{}, deep: true}
	if err := s.walk(); err != nil {
		r.problem("%v", err)
	}
	return nil
}
