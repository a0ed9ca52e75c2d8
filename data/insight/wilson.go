package insight

import "math"

// Wilson is the score interval of a share p, 0 to 1, seen in n answers, which
// need not be whole but are above 0; z is the point of the normal
// distribution (Wilson, Journal of the American Statistical Association 22,
// 1927).
func Wilson(p, n, z float64) (low, high float64) {
	middle, spread := p+z*z/(2*n), z*math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return max(0, (middle-spread)/(1+z*z/n)), min(1, (middle+spread)/(1+z*z/n))
}

// Z975 is the 97.5 % point of the normal distribution.
const Z975 = 1.959963984540054
