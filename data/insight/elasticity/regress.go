package elasticity

import (
	"cmp"
	"errors"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
)

// ErrNotIdentified is returned when the columns cannot be told apart: one is
// the sum of others, or there are no more rows than columns.
var ErrNotIdentified = errors.New("elasticity: the columns cannot be told apart")

// worstCondition is how near to each other columns may come.
const worstCondition = 1e11

// Errors says how the standard errors are worked out. The zero value allows
// each row its own variance (HC1: White's, times n/(n-k)).
type Errors struct {
	// Classical takes one variance for all rows.
	Classical bool
	// Clusters are labels, one a row; rows of one cluster may depend on each other.
	Clusters []string
	// Lags lets rows up to so many places apart depend on each other (Newey
	// and West 1987); the rows are in the order of time.
	Lags int
}

// Fit is a regression.
type Fit struct {
	Coef, SE []float64 // one a column
	DF       int       // for the t distribution
	N        int
}

// Regress fits y on the columns by least squares. A column of ones is the
// caller's. The error is [ErrNotIdentified].
func Regress(y []float64, columns [][]float64, e Errors) (*Fit, error) {
	return solve(y, columns, columns, e)
}

// Instrument fits y on the columns by two-stage least squares: each column is
// first replaced by what the instruments foretell of it. The instruments hold
// the columns that are their own instrument too, and the ones. The error is
// [ErrNotIdentified].
func Instrument(y []float64, columns, instruments [][]float64, e Errors) (*Fit, error) {
	foretold := make([][]float64, len(columns))
	for i, c := range columns {
		first, err := Regress(c, instruments, Errors{Classical: true})
		if err != nil {
			return nil, err
		}
		foretold[i] = predict(instruments, first.Coef)
	}
	return solve(y, foretold, columns, e)
}

// Dummies gives one column of zeros and ones for each label but the first in
// their order.
func Dummies(labels []string) [][]float64 {
	names := slices.Compact(slices.Sorted(slices.Values(labels)))
	out := make([][]float64, max(0, len(names)-1))
	for i := range out {
		out[i] = make([]float64, len(labels))
		for row, l := range labels {
			if l == names[i+1] {
				out[i][row] = 1
			}
		}
	}
	return out
}

// Ones is a column of n ones.
func Ones(n int) []float64 { return slices.Repeat([]float64{1}, n) }

// Interval is where coefficient i lies with this level of confidence, 0 to 1.
func (f *Fit) Interval(i int, level float64) (low, high float64) {
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(f.DF)}.Quantile(1 - (1-level)/2)
	return f.Coef[i] - t*f.SE[i], f.Coef[i] + t*f.SE[i]
}

// solve fits y on x, with residuals taken from the columns that x stands for.
func solve(y []float64, x, columns [][]float64, e Errors) (*Fit, error) {
	n, k := len(y), len(x)
	if n <= k || k == 0 {
		return nil, ErrNotIdentified
	}
	scale := make([]float64, k)
	for i, c := range x {
		if scale[i] = norm(c); scale[i] == 0 || math.IsNaN(scale[i]) || math.IsInf(scale[i], 0) {
			return nil, ErrNotIdentified
		}
	}
	square := mat.NewSymDense(k, nil)
	right := mat.NewVecDense(k, nil)
	for i := range k {
		right.SetVec(i, dot(x[i], y)/scale[i])
		for j := i; j < k; j++ {
			square.SetSym(i, j, dot(x[i], x[j])/scale[i]/scale[j])
		}
	}
	var chol mat.Cholesky
	if !chol.Factorize(square) || !(chol.Cond() < worstCondition) {
		return nil, ErrNotIdentified
	}
	var coef mat.VecDense
	var inverse mat.SymDense
	if chol.SolveVecTo(&coef, right) != nil || chol.InverseTo(&inverse) != nil {
		return nil, ErrNotIdentified
	}
	f := &Fit{N: n, DF: n - k, Coef: make([]float64, k), SE: make([]float64, k)}
	for i := range k {
		f.Coef[i] = coef.AtVec(i) / scale[i]
	}
	f.spread(x, scale, residuals(y, columns, f.Coef), &inverse, e)
	return f, nil
}

// spread works the standard errors out.
func (f *Fit) spread(x [][]float64, scale, rest []float64, inverse *mat.SymDense, e Errors) {
	k := len(x)
	if e.Classical {
		variance := dot(rest, rest) / float64(f.DF)
		for i := range k {
			f.SE[i] = math.Sqrt(variance*inverse.At(i, i)) / scale[i]
		}
		return
	}
	scores := mat.NewDense(f.N, k, nil)
	for i, c := range x {
		for row, v := range c {
			scores.Set(row, i, v/scale[i]*rest[row])
		}
	}
	factor := float64(f.N) / float64(f.N-k)
	if len(e.Clusters) > 0 {
		scores = bunch(scores, e.Clusters)
		groups, _ := scores.Dims()
		factor = float64(groups) / float64(groups-1) * float64(f.N-1) / float64(f.N-k)
		f.DF = groups - 1
	}
	var all mat.Dense
	meat := lagged(scores, e.Lags)
	all.Product(inverse, meat, inverse)
	for i := range k {
		f.SE[i] = math.Sqrt(max(0, all.At(i, i))*factor) / scale[i]
	}
}

// lagged is the sum of s s' with weights falling to zero after lags places.
func lagged(scores *mat.Dense, lags int) *mat.Dense {
	var out mat.Dense
	out.Mul(scores.T(), scores)
	n, k := scores.Dims()
	for l := 1; l <= min(lags, n-1); l++ {
		var cross mat.Dense
		cross.Mul(scores.Slice(l, n, 0, k).T(), scores.Slice(0, n-l, 0, k))
		cross.Add(&cross, mat.DenseCopyOf(cross.T()))
		cross.Scale(1-float64(l)/float64(lags+1), &cross)
		out.Add(&out, &cross)
	}
	return &out
}

// bunch adds up the rows of each cluster, in the order of the labels.
func bunch(scores *mat.Dense, labels []string) *mat.Dense {
	order := make([]int, len(labels))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(labels[a], labels[b]) })
	_, k := scores.Dims()
	var sums []float64
	for at, row := range order {
		if at == 0 || labels[row] != labels[order[at-1]] {
			sums = append(sums, make([]float64, k)...)
		}
		last := sums[len(sums)-k:]
		for i := range last {
			last[i] += scores.At(row, i)
		}
	}
	return mat.NewDense(len(sums)/k, k, sums)
}

func predict(columns [][]float64, coef []float64) []float64 {
	out := make([]float64, len(columns[0]))
	for i, c := range columns {
		for row, v := range c {
			out[row] += coef[i] * v
		}
	}
	return out
}

// residuals are what the columns leave of y.
func residuals(y []float64, columns [][]float64, coef []float64) []float64 {
	out := predict(columns, coef)
	for i := range out {
		out[i] = y[i] - out[i]
	}
	return out
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, v := range a {
		sum += v * b[i]
	}
	return sum
}

func norm(a []float64) float64 { return math.Sqrt(dot(a, a)) }
