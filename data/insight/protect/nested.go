package protect

import "math"

// negligible is a chance too small to move a cent.
const negligible = 1e-18

// worth[x] is what the x-th free unit brings on average, once the classes so
// far have been served; worth[0] is 0. Nested control in the order of
// Talluri and van Ryzin (2004) 2.2: low classes ask first, so the classes are
// taken from the highest down.
type worth []float64

// total is the expected sum of all units.
func (w worth) total() float64 {
	sum := 0.0
	for _, v := range w {
		sum += v
	}
	return sum
}

// keep is the largest number of units each worth more than value to the
// classes above.
func (w worth) keep(value float64) int {
	y := 0
	for y+1 < len(w) && w[y+1] > value {
		y++
	}
	return y
}

// step lets one class ask before the classes of w, which have kept units
// protected from it. The first units stay as they were; unit x beyond them is
// sold to the class when it asks for x-kept or more, else left to the others
// with the class's demand taken from above it.
func (w worth) step(value float64, kept int, chances []float64) worth {
	low, high := support(chances)
	atLeast := make([]float64, len(chances)+1)
	for d := len(chances) - 1; d >= 0; d-- {
		atLeast[d] = atLeast[d+1] + chances[d]
	}
	out := make(worth, len(w))
	copy(out, w[:kept+1])
	for x := kept + 1; x < len(w); x++ {
		sum := value * atLeast[x-kept]
		for d := low; d < min(x-kept, high+1); d++ {
			sum += chances[d] * w[x-d]
		}
		out[x] = sum
	}
	return out
}

// support is the range of counts whose chance matters.
func support(chances []float64) (low, high int) {
	low, high = 0, len(chances)-1
	for low < high && chances[low] < negligible {
		low++
	}
	for high > low && chances[high] < negligible {
		high--
	}
	return low, high
}

// follow gives the worth of a policy that keeps these whole units before each
// class but the first.
func (m *market) follow(kept []int) worth {
	w := make(worth, m.capacity+1)
	for i, c := range m.classes {
		k := 0
		if i > 0 {
			k = kept[i-1]
		}
		w = w.step(c.value, k, m.chances[i])
	}
	return w
}

// best finds the units to keep by dynamic programme, which is exact for whole
// units.
func (m *market) best() (kept []int, w worth) {
	w = make(worth, m.capacity+1)
	for i, c := range m.classes {
		k := 0
		if i > 0 {
			k = w.keep(c.value)
			kept = append(kept, k)
		}
		w = w.step(c.value, k, m.chances[i])
	}
	return kept, w
}

func whole(levels []float64) []int {
	out := make([]int, len(levels))
	for i, y := range levels {
		out[i] = int(math.Round(y))
	}
	return out
}
