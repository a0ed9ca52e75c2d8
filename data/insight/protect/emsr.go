package protect

import "regulars/data/crm"

// Littlewood is how many units to keep for a demand worth high each against
// a sure sale at low, 0 < low <= high: the largest y with
// P(D >= y) > low/high, for a normal law mean + sd Phi^-1(1 - low/high), at
// least 0. [Littlewood 1972]
func Littlewood(high, low crm.Amount, d Demand) float64 {
	enough := int(min(Most, d.moments().mean+50)) * 4
	return between(d.load(enough), float64(high), float64(low), float64(enough))
}

// between is Littlewood's rule within 0 and the capacity.
func between(l load, high, low, capacity float64) float64 {
	if low >= high {
		return 0
	}
	return min(capacity, max(0, l.quantile(1-low/high)))
}

// emsrA adds up Littlewood's rule for each class above against the next below.
func (m *market) emsrA() []float64 {
	return m.levels(func(j int) float64 {
		sum := 0.0
		for _, above := range m.classes[:j] {
			sum += between(above.load, above.value, m.classes[j].value, float64(m.capacity))
		}
		return min(sum, float64(m.capacity))
	})
}

// emsrB takes the classes above as one, at their average value by demand.
func (m *market) emsrB() []float64 {
	all, money := m.classes[0].load, m.classes[0].value*m.classes[0].load.mean
	return m.levels(func(j int) float64 {
		if j > 1 {
			last := m.classes[j-1]
			all, money = all.plus(last.load, m.capacity), money+last.value*last.load.mean
		}
		if all.mean == 0 {
			return 0
		}
		return between(all, money/all.mean, m.classes[j].value, float64(m.capacity))
	})
}

// levels asks for the level against each class but the first, in order, and
// never lets it fall: what is kept for some is kept for more.
func (m *market) levels(against func(class int) float64) []float64 {
	out := make([]float64, 0, len(m.classes)-1)
	highest := 0.0
	for j := 1; j < len(m.classes); j++ {
		highest = max(highest, against(j))
		out = append(out, highest)
	}
	return out
}
