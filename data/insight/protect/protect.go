// Package protect says how many units of a scarce capacity (rooms, chairs,
// tables, slots) to keep for those who pay more and come later.
//
// Each class of customers has a value, the contribution of one unit (price
// less variable cost), and a demand. The low classes are taken to ask first,
// all demands to be independent, a customer refused to be lost. The rules are
// Littlewood's for two classes, the expected marginal seat revenue heuristics
// a and b of Belobaba for more, and the exact optimum by dynamic programme;
// see Talluri and van Ryzin, The Theory and Practice of Revenue Management
// (2004), 2.2.
package protect

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"regulars/data/crm"
	"regulars/data/insight"
)

// MostExact is the largest capacity for which the optimum and the expected
// revenues are worked out; beyond it there are only the heuristics.
const MostExact = 2000

// The needs and notes of an answer; each has a text insight.<code>.
const (
	NeedCapacity    = "need_capacity"         // units to sell
	NeedClasses     = "need_price_classes"    // classes of different value
	NeedSmaller     = "need_smaller_capacity" // units too many for the exact answer
	NoteMerged      = "note_values_merged"    // classes of equal value became one
	NoteReordered   = "note_values_reordered" // the classes were not highest first
	NoteSmallNormal = "note_normal_small"     // classes with a normal law below Small units
)

// Class is one class of customers.
type Class struct {
	Name   string
	Value  crm.Amount // contribution of one unit, above zero; minor units
	Demand Demand
}

// Policy is one way to protect.
type Policy struct {
	// Protect is, for each class but the last, how many units are kept for it
	// and the classes above together; 0 to the capacity, never falling.
	Protect []float64
	// Limits is, for each class, how many units it and the classes below may
	// book together; the first is the capacity.
	Limits []int
	// Revenue is the expected contribution, zero where there is no exact answer.
	Revenue crm.Amount
}

// Row is a class of the answer; classes of equal value are one.
type Row struct {
	Name     string
	Value    crm.Amount
	Mean, SD float64
	Asked    []int // its places among the classes asked about
}

// Result is the answer, with the rows highest value first.
type Result struct {
	Capacity int
	Rows     []Row
	EMSRa    Policy
	EMSRb    Policy
	Optimal  Policy // without rows beyond MostExact units
	First    Policy // first come, first served: nothing is kept
	Exact    bool   // Optimal and the revenues are known
	// Needs says what is missing and what was done with the input.
	Needs []insight.Need
}

// Advice is the policy to follow: the optimum, or EMSR-b where it is not known.
func (r *Result) Advice() Policy {
	if r.Exact {
		return r.Optimal
	}
	return r.EMSRb
}

// market is a question made ready.
type market struct {
	capacity int
	classes  []offer
	chances  [][]float64
}

// offer is a merged class.
type offer struct {
	value float64
	load  load
}

// Ask works out all policies for a capacity. Without capacity, or with fewer
// than two classes of different value, there is nothing to protect and the
// answer says so. The error wraps [insight.ErrOptions] and names the class.
func Ask(capacity int, classes []Class) (*Result, error) {
	if capacity < 0 || capacity > Most {
		return nil, fmt.Errorf("%w: capacity %d, want 0 to %d", insight.ErrOptions, capacity, Most)
	}
	for i, c := range classes {
		if c.Value <= 0 {
			return nil, fmt.Errorf("%w: class %d must leave more than its variable cost", insight.ErrOptions, i+1)
		}
		if err := c.Demand.Check(); err != nil {
			return nil, fmt.Errorf("%w: class %d has an impossible demand", err, i+1)
		}
	}
	r := &Result{Capacity: capacity, Needs: []insight.Need{}}
	m := r.merge(capacity, classes)
	r.need(NeedClasses, 2-len(m.classes))
	if capacity == 0 {
		r.need(NeedCapacity, 1)
	}
	if capacity == 0 || len(m.classes) == 0 {
		return r, nil
	}
	r.fill(m)
	return r, nil
}

func (r *Result) fill(m *market) {
	c := m.capacity
	r.EMSRa, r.EMSRb = policy(c, m.emsrA()), policy(c, m.emsrB())
	r.First = policy(c, make([]float64, len(m.classes)-1))
	if c > MostExact {
		r.need(NeedSmaller, c-MostExact)
		return
	}
	for _, o := range m.classes {
		m.chances = append(m.chances, o.load.counted(c))
	}
	kept, w := m.best()
	levels := make([]float64, len(kept))
	for i, k := range kept {
		levels[i] = float64(k)
	}
	r.Exact, r.Optimal = true, policy(c, levels)
	r.Optimal.Revenue = rounded(w.total())
	for _, p := range []*Policy{&r.EMSRa, &r.EMSRb, &r.First} {
		p.Revenue = rounded(m.follow(whole(p.Protect)).total())
	}
}

// merge puts the classes in order and makes one of those of equal value.
func (r *Result) merge(capacity int, classes []Class) *market {
	order := make([]int, len(classes))
	coarse := 0
	for i, c := range classes {
		order[i] = i
		if c.Demand.Law == Normal && c.Demand.SD > 0 && c.Demand.Mean < Small && capacity < Small {
			coarse++
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(classes[b].Value, classes[a].Value) })
	if !slices.IsSorted(order) {
		r.need(NoteReordered, 1)
	}
	m := &market{capacity: capacity}
	for _, i := range order {
		c, l := classes[i], classes[i].Demand.load(capacity)
		last := len(r.Rows) - 1
		if last < 0 || r.Rows[last].Value != c.Value {
			r.Rows = append(r.Rows, Row{Name: c.Name, Value: c.Value, Asked: []int{i}})
			m.classes = append(m.classes, offer{float64(c.Value), l})
			continue
		}
		r.Rows[last].Asked = append(r.Rows[last].Asked, i)
		m.classes[last].load = m.classes[last].load.plus(l, capacity)
	}
	for i, o := range m.classes {
		r.Rows[i].Mean, r.Rows[i].SD = o.load.mean, math.Sqrt(o.load.variance)
	}
	r.need(NoteMerged, len(classes)-len(m.classes))
	r.need(NoteSmallNormal, coarse)
	return m
}

func (r *Result) need(code string, count int) {
	if count > 0 {
		r.Needs = append(r.Needs, insight.Need{Code: code, Count: count})
	}
}

func policy(capacity int, levels []float64) Policy {
	p := Policy{Protect: levels, Limits: []int{capacity}}
	for _, k := range whole(levels) {
		p.Limits = append(p.Limits, capacity-k)
	}
	return p
}

// rounded is an expected sum in minor units, at most what an amount holds.
func rounded(v float64) crm.Amount {
	return crm.Amount(math.Round(min(v, math.MaxInt64/2)))
}
