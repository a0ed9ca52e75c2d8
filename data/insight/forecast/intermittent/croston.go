// Package intermittent forecasts demand that is zero most of the time: the
// methods of Croston (1972), Syntetos & Boylan (2005), Shale, Boylan &
// Johnston (2006) and Teunter, Syntetos & Babai (2011), and the distribution
// of a step's demand from which a stock is set.
package intermittent

import "math"

// Start says where smoothing begins.
type Start int

// The starts: sizes always begin at the first demand. The interval between
// demands begins at the first one or at the mean of all; the probability of TSB
// at whether the first step had a demand or at the share of steps that had.
const (
	First Start = iota
	Mean
)

// Correction is what Croston's ratio, which is too high on average, is
// multiplied by.
type Correction int

// The corrections.
const (
	Plain Correction = iota // Croston: none
	SBA                     // 1-a/2
	SBJ                     // 1-a/(2-a)
)

func (c Correction) factor(weight float64) float64 {
	switch c {
	case SBA:
		return 1 - weight/2
	case SBJ:
		return 1 - weight/(2-weight)
	}
	return 1
}

// Croston returns the expected demand of a step after y: smoothed size over
// smoothed interval between demands, both with the same weight, 0 to 1; zero
// without any demand.
func Croston(y []float64, weight float64, from Start, by Correction) float64 {
	sizes, gaps := demands(y)
	if len(sizes) == 0 {
		return 0
	}
	size, gap := sizes[0], gaps[0]
	if from == Mean {
		gap = mean(gaps)
	}
	for i := range sizes {
		if i > 0 {
			size += weight * (sizes[i] - size)
			gap += weight * (gaps[i] - gap)
		}
	}
	return by.factor(weight) * size / gap
}

// TSB returns the expected demand of a step after y: smoothed size times
// smoothed probability, which falls with every step without demand; zero
// without any demand. The weights are those of size and probability, 0 to 1.
func TSB(y []float64, sizeWeight, chanceWeight float64, from Start) float64 {
	sizes, _ := demands(y)
	if len(sizes) == 0 {
		return 0
	}
	size, chance := sizes[0], seen(y[0])
	if from == Mean {
		chance = float64(len(sizes)) / float64(len(y))
	}
	for _, v := range y[1:] {
		if v != 0 {
			size += sizeWeight * (v - size)
		}
		chance += chanceWeight * (seen(v) - chance)
	}
	return size * chance
}

func seen(v float64) float64 {
	if v != 0 {
		return 1
	}
	return 0
}

// demands returns the values that are not zero and the steps each came after
// the one before, the first after the beginning.
func demands(y []float64) (sizes, gaps []float64) {
	gap := 0.0
	for _, v := range y {
		gap++
		if v != 0 {
			sizes, gaps, gap = append(sizes, v), append(gaps, gap), 0
		}
	}
	return sizes, gaps
}

// Pattern is the kind of a demand by how often it comes and how its size
// varies (Syntetos, Boylan & Croston 2005).
type Pattern string

// The patterns.
const (
	Smooth       Pattern = "smooth"
	Erratic      Pattern = "erratic"
	Intermittent Pattern = "intermittent"
	Lumpy        Pattern = "lumpy"
	Never        Pattern = "never" // no demand at all
)

// Rare reports whether steps without demand rule the series.
func (p Pattern) Rare() bool { return p == Intermittent || p == Lumpy || p == Never }

// Classify cuts at a mean interval between demands of 1.32 steps and at a
// squared coefficient of variation of the sizes of 0.49.
func Classify(y []float64) Pattern {
	sizes, _ := demands(y)
	if len(sizes) == 0 {
		return Never
	}
	middle, square := mean(sizes), 0.0
	for _, v := range sizes {
		square += (v - middle) * (v - middle) / float64(len(sizes))
	}
	rare := float64(len(y)) >= 1.32*float64(len(sizes))
	varied := square >= 0.49*middle*middle
	switch {
	case rare && varied:
		return Lumpy
	case rare:
		return Intermittent
	case varied:
		return Erratic
	}
	return Smooth
}

func mean(y []float64) float64 {
	sum := 0.0
	for _, v := range y {
		sum += v
	}
	return sum / math.Max(1, float64(len(y)))
}
