package rfm

import ()

// Segment is the code of a segment; its name is the text insight.segment_<code>.
type Segment string

// The segments, from the best down.
const (
	Champions          Segment = "champions"
	Loyal              Segment = "loyal"
	PotentialLoyalists Segment = "potential_loyalists"
	New                Segment = "new"
	Promising          Segment = "promising"
	NeedAttention      Segment = "need_attention"
	AboutToSleep       Segment = "about_to_sleep"
	CantLose           Segment = "cant_lose"
	AtRisk             Segment = "at_risk"
	Hibernating        Segment = "hibernating"
)

// Segments lists all segments from the best down.
func Segments() []Segment {
	return []Segment{Champions, Loyal, PotentialLoyalists, New, Promising, NeedAttention, AboutToSleep, CantLose, AtRisk, Hibernating}
}

// Cell is a place in the RFM cube of five levels each, 1 to 5, 5 is best.
type Cell struct{ R, F, M int }

// Rule names the cells whose R and F lie in a range, both ends included; M
// is not looked at.
type Rule struct {
	Segment                Segment
	RFrom, RTo, FFrom, FTo int
}

// Rules lists the rules in the order they are tried; the first that matches
// names the cell. Together they name all 25 cells of R and F, and so all 125
// of the cube. The ranges are those of the map most often published.
func Rules() []Rule {
	return []Rule{
		{Champions, 5, 5, 4, 5},
		{Loyal, 3, 4, 4, 5},
		{PotentialLoyalists, 4, 5, 2, 3},
		{New, 5, 5, 1, 1},
		{Promising, 4, 4, 1, 1},
		{NeedAttention, 3, 3, 3, 3},
		{AboutToSleep, 3, 3, 1, 2},
		{CantLose, 1, 2, 5, 5},
		{AtRisk, 1, 2, 3, 4},
		{Hibernating, 1, 2, 1, 2},
	}
}

func (r Rule) matches(c Cell) bool {
	return c.R >= r.RFrom && c.R <= r.RTo && c.F >= r.FFrom && c.F <= r.FTo
}

// RuleOf returns the first rule that matches the cell; levels out of range
// are taken as the nearest.
func RuleOf(c Cell) Rule {
	c.R, c.F = min(max(c.R, 1), 5), min(max(c.F, 1), 5)
	rules := Rules()
	for _, r := range rules[:len(rules)-1] {
		if r.matches(c) {
			return r
		}
	}
	return rules[len(rules)-1]
}

// Level brings a score of 1 to bins to the five levels of the map: lowest to
// lowest, highest to highest, evenly between, halves up.
func Level(score, bins int) int {
	return 1 + (8*(score-1)+bins-1)/(2*(bins-1))
}

// Cell is the customer's place in the cube of five levels.
func (x *Result) Cell(c Customer) Cell {
	b := x.Options.Bins
	return Cell{Level(int(c.R), b), Level(int(c.F), b), Level(int(c.M), b)}
}

// segmentTable returns the segment by score of R and of F, both from 1.
func segmentTable(bins int) [][]Segment {
	table := make([][]Segment, bins+1)
	for r := 1; r <= bins; r++ {
		table[r] = make([]Segment, bins+1)
		for f := 1; f <= bins; f++ {
			table[r][f] = RuleOf(Cell{R: Level(r, bins), F: Level(f, bins)}).Segment
		}
	}
	return table
}
