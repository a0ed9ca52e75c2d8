package priority

import (
	"cmp"
	"slices"

	"regulars/data/crm"
)

// rank turns values into ranks. With n customers they run from 0 to 2(n-1),
// so that the middle of ranks that are shared is a whole number, and sums of
// them are exact.
func (m *Measures) rank() {
	n := len(m.customers)
	m.span = int64(max(2*(n-1), 2))
	order := make([]int32, n)
	for axis := range m.Available {
		if !m.Available[axis] {
			continue
		}
		for i := range order {
			order[i] = int32(i)
		}
		value := func(i int32) crm.Amount { return m.customers[i].values[axis] }
		slices.SortFunc(order, func(a, b int32) int { return cmp.Compare(value(a), value(b)) })
		for from := 0; from < n; {
			to := from + 1
			for to < n && value(order[to]) == value(order[from]) {
				to++
			}
			for _, i := range order[from:to] {
				m.customers[i].ranks[axis] = int64(from + to - 1)
			}
			from = to
		}
	}
	if n == 1 { // in the middle of nobody
		m.customers[0].ranks = [3]int64{1, 1, 1}
	}
}

// used are the weights of the available axes: those asked for, or, when all
// of these are zero, the same for each.
func (m *Measures) used(w Weights) (out [3]int64, sum int64) {
	for axis, ok := range m.Available {
		if ok {
			out[axis] = int64(w[axis])
			sum += out[axis]
		}
	}
	for axis, ok := range m.Available {
		if ok && sum < 1 {
			out[axis] = 1
		}
	}
	return out, max(sum, out[0]+out[1]+out[2])
}

// placed is a customer with his score.
type placed struct {
	at    int32
	score int64
}

// Weigh puts the customers in order. The error is [insight.ErrOptions].
func (m *Measures) Weigh(w Weights) (*Result, error) {
	if err := w.Check(); err != nil {
		return nil, err
	}
	r := &Result{Answer: m.head, Basis: m.Basis}
	used, sum := m.used(w)
	for axis, name := range Axes() {
		r.Axes[axis] = Weighed{Axis: name, Available: m.Available[axis], Weight: w[axis], Share: float64(used[axis]) / float64(max(sum, 1))}
	}
	order := m.order(used)
	r.Rows = make([]Row, len(order))
	whole := float64(m.span) * float64(sum)
	for i, o := range order {
		c := m.customers[o.at]
		row := Row{Party: c.party, ID: c.id, Name: c.name, Place: i + 1, Score: float64(o.score) / whole, Made: c.made}
		if i > 0 && o.score == order[i-1].score {
			row.Place = r.Rows[i-1].Place
		}
		for axis := range c.values {
			row.Parts[axis] = Part{c.values[axis], float64(c.ranks[axis]) / float64(m.span)}
		}
		r.Rows[i] = row
	}
	return r, nil
}

// order sorts by score, then by profit; customers who are equal in both stand
// in the order of their ids, which is that of m.customers.
func (m *Measures) order(used [3]int64) []placed {
	out := make([]placed, len(m.customers))
	for i, c := range m.customers {
		out[i] = placed{int32(i), used[0]*c.ranks[0] + used[1]*c.ranks[1] + used[2]*c.ranks[2]}
	}
	slices.SortFunc(out, func(a, b placed) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(m.customers[b.at].values[0], m.customers[a.at].values[0]), cmp.Compare(a.at, b.at))
	})
	return out
}
