package survival

// Within is the share, 0 to 1, of the waits that lasted longer than from and
// ended within the days that follow, and how many waits tell it. Where fewer
// than least lasted that long and ended at all, or went on until one did, both
// are 0: nothing can be told.
func (c Curve) Within(from, days float64, least int) (share float64, n int) {
	at := 0
	for at < len(c.Steps) && c.Steps[at].Length <= from {
		at++
	}
	if at == len(c.Steps) || c.Steps[at].AtRisk < max(1, least) {
		return 0, 0
	}
	lasted := 1 - c.At(from)
	return max(0, min(1, (c.At(from+days)-c.At(from))/lasted)), c.Steps[at].AtRisk
}
