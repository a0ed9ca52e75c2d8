package outlook

import (
	"math"

	"regulars/data/insight/demand"
)

// Staff is how busy an hour will be in a step ahead.
type Staff struct {
	Step   Step
	Orders [7][24]float64 // in the hour, Monday first
	People [7][24]int     // to serve them
}

// Staff spreads the orders expected in the first step ahead over its open
// days as they usually lie, and divides by how many one person serves in an
// hour. ok is false when the outlook is not of orders, expects nothing, or no
// sale of the heat map has a time.
func (x *Outlook) Staff(usual *demand.Heat, perPerson int) (s Staff, ok bool) {
	if x.Measure != Orders || len(x.Total.Points) == 0 || perPerson < 1 {
		return s, false
	}
	s.Step = x.Ahead[0]
	var ofDay [7]float64 // usual orders of an open day
	for d := range usual.Cells {
		for _, cell := range usual.Cells[d] {
			ofDay[d] += float64(cell.Orders) / float64(max(1, usual.Days[d]))
		}
	}
	sum := 0.0
	for day := s.Step.From; day <= s.Step.To; day++ {
		if x.calendar.days(day, day) > 0 {
			sum += ofDay[(day.Weekday()+6)%7]
		}
	}
	if sum == 0 {
		return s, false
	}
	times := x.Total.Points[0].Mean / sum
	for d := range s.Orders {
		for h := range s.Orders[d] {
			orders := times * float64(usual.Cells[d][h].Orders) / float64(max(1, usual.Days[d]))
			s.Orders[d][h], s.People[d][h] = orders, int(math.Ceil(orders/float64(perPerson)-1e-9))
		}
	}
	return s, true
}
