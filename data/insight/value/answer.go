package value

import (
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
)

// ClassRow sums up a class.
type ClassRow struct {
	Class     Class      `json:"class"`
	Customers int        `json:"customers"`
	Net       crm.Amount `json:"net_minor"`
	From      crm.Amount `json:"from_minor"` // the least amount in the class
}

// Answer says how many customers and how much money each class holds: three
// rows, or none without customers.
func (x *Result) Answer() insight.Answer[ClassRow] {
	a := insight.New[ClassRow]("value", Method, x.Currency, x.Options.AsOf)
	a.N, a.Coverage = len(x.Customers), x.Coverage
	a.Needs = append(a.Needs, x.Needs...)
	if a.N == 0 {
		return a
	}
	for _, class := range Classes() {
		row := ClassRow{Class: class}
		for _, c := range x.Customers {
			if c.Class == class {
				row.Customers, row.Net, row.From = row.Customers+1, row.Net+c.Net, c.Net
			}
		}
		a.Rows = append(a.Rows, row)
	}
	return a
}

// Labels returns the class of each party, "" for parties without one.
func (x *Result) Labels(parties int) []string {
	labels := make([]string, parties)
	for _, c := range x.Customers {
		if int(c.Party) < parties {
			labels[c.Party] = string(c.Class)
		}
	}
	return labels
}

// Pareto says how concentrated the money is on few customers.
type Pareto struct {
	N int `json:"n"` // customers with a positive amount
	// Top20 and Top1 are the shares, 0 to 1, of the money that the best
	// fifth and the best hundredth bring, rounded up to whole customers.
	Top20 float64 `json:"top_20"`
	Top1  float64 `json:"top_1"`
	// Gini is 0 when all bring the same and near 1 when one brings all:
	// 2 sum(i x_i)/(n sum(x)) - (n+1)/n, over amounts from the least up.
	Gini float64 `json:"gini"`
}

// Pareto measures the concentration over customers with positive amounts.
func (x *Result) Pareto() Pareto {
	n := 0
	for n < len(x.Customers) && x.Customers[n].Net > 0 {
		n++
	}
	if n == 0 {
		return Pareto{}
	}
	total := x.positive(n)
	weighted := 0.0
	for i, c := range x.Customers[:n] {
		weighted += float64(n-i) * float64(c.Net)
	}
	share := func(percent int) float64 {
		return insight.Ratio(x.positive((n*percent+99)/100), total)
	}
	size := float64(n)
	return Pareto{N: n, Top20: share(20), Top1: share(1), Gini: max(0, 2*weighted/(size*float64(total))-(size+1)/size)}
}

// Move is a customer who changed class from one day to another; None stands
// for not having bought in the window.
type Move struct {
	ID   crm.ID `json:"id"`
	Name string `json:"name"`
	From Class  `json:"from"`
	To   Class  `json:"to"`
}

// Moves lists who changed class between a day and the later as-of day of the
// options, in the order of the party columns.
func Moves(s *facts.Snapshot, o Options, before crm.Date) ([]Move, error) {
	after, err := Classify(s, o)
	if err != nil {
		return nil, err
	}
	o.AsOf = before
	earlier, err := Classify(s, o)
	if err != nil {
		return nil, err
	}
	was, is := earlier.Labels(len(s.Party.ID)), after.Labels(len(s.Party.ID))
	var moves []Move
	for p := range was {
		if was[p] != is[p] {
			moves = append(moves, Move{ID: s.Party.ID[p], Name: s.Party.Name[p], From: Class(was[p]), To: Class(is[p])})
		}
	}
	return moves, nil
}
