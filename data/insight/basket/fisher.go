package basket

import "math"

// fisher knows the logarithms of factorials up to n.
type fisher struct {
	n    int
	logs []float64
}

func newFisher(n int) fisher {
	f := fisher{n: n, logs: make([]float64, n+1)}
	for i := 2; i <= n; i++ {
		f.logs[i] = f.logs[i-1] + math.Log(float64(i))
	}
	return f
}

// greater is the chance that a and b of n baskets, each drawn at random, have
// at least both in common: the upper tail of the hypergeometric distribution.
func (f fisher) greater(both, a, b int) float64 {
	low, high := max(0, a+b-f.n), min(a, b)
	if both <= low {
		return 1
	}
	if both > high {
		return 0
	}
	// From the larger part of the tail on, terms only fall, so the sum ends
	// when they no longer count; below the mean the other tail is summed.
	if float64(both) <= float64(a)*float64(b)/float64(f.n) {
		return max(0, 1-f.sum(both-1, low, -1, a, b))
	}
	return min(1, f.sum(both, high, +1, a, b))
}

// sum adds the chances of exactly k from one value to another.
func (f fisher) sum(from, to, step, a, b int) float64 {
	l := f.logs
	term := math.Exp(l[a] + l[b] + l[f.n-a] + l[f.n-b] - l[f.n] - l[from] - l[a-from] - l[b-from] - l[f.n-a-b+from])
	total := term
	for k := from; k != to && term > total*1e-17; k += step {
		x := k
		if step < 0 {
			x = k - 1
		}
		up := float64(a-x) * float64(b-x) / (float64(x+1) * float64(f.n-a-b+x+1)) // from x to x+1
		if step < 0 {
			up = 1 / up
		}
		term *= up
		total += term
	}
	return total
}
