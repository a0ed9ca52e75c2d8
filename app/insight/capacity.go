package insight

import (
	"math"
	"strconv"

	"fyne.io/fyne/v2"

	"regulars/app/i18n"
	"regulars/data/crm"
	"regulars/data/insight/period"
	"regulars/data/insight/pickup"
)

// The parts about rooms, tables and chairs.
const (
	PartYield   = "yield"
	PartPace    = "pace"
	PartProtect = "protect"
	PartOffer   = "group"
)

func kt(key string, args ...i18n.Args) string { return i18n.T("insightcap."+key, args...) }
func kn(key string, count int, args ...i18n.Args) string {
	return i18n.N("insightcap."+key, count, args...)
}

// capacityChoice is what the owner can choose about capacity.
type capacityChoice struct {
	of      crm.ID // the resource; zero: the one with the most bookings
	unit    period.Unit
	months  int // looked back, 0: all
	ahead   int // weeks
	by      pickup.By
	weekday int      // 0 is Sunday
	on      crm.Date // in place of the weekday; zero: the weekday
	tried   tried
	offer   offered
}

func defaultCapacity() capacityChoice {
	return capacityChoice{unit: period.Month, months: 12, ahead: 12, by: pickup.ByRate, weekday: 5}
}

// resourceField chooses the resource. Another one has other numbers to try.
func resourceField(p *page) []fyne.CanvasObject {
	s, err := p.env.Book.Facts()
	if err != nil || len(s.Tables.Resources) < 2 {
		return nil
	}
	names, ids := map[crm.ID]string{}, []crm.ID{}
	for _, r := range s.Tables.Resources {
		names[r.ID] = r.Name
		ids = append(ids, r.ID)
	}
	now := p.question.room.of
	if c := pickup.Open(s, now, 0); c != nil && now.IsZero() {
		now = c.Resource.ID
	}
	return []fyne.CanvasObject{choose("cap_of", now, func(id crm.ID) string { return names[id] }, func(id crm.ID) {
		p.ask(func(q *question) { q.room.of, q.room.tried, q.room.offer = id, tried{}, offered{} })
	}, ids...)}
}

// anyBooking reports whether the book has a booking of a resource.
func (k *asker) anyBooking() bool {
	for _, live := range k.facts.Booking.Live {
		if live {
			return true
		}
	}
	return false
}

// perUnit is "nights" for a resource sold by the night and "slots" else.
func perUnit(nightly bool) string {
	if nightly {
		return "night"
	}
	return "slot"
}

// notKnown is a number that does not exist; it sorts below all others.
var notKnown = cell{text: "–", plain: " ", value: math.Inf(-1)}

// amountCell, usedCell and countOr are numbers that may not be defined.
func (k *asker) amountCell(a *crm.Amount) cell {
	if a == nil {
		return notKnown
	}
	return k.moneyCell(*a)
}

func usedCell(v *float64) cell {
	if v == nil {
		return notKnown
	}
	return cell{text: i18n.Percent(*v, 0), plain: i18n.Percent(*v, 2), value: *v}
}

// countCell is a whole number, without grouping in files.
func countCell(v int) cell {
	return cell{text: i18n.Integer(int64(v)), plain: strconv.Itoa(v), value: float64(v)}
}

func countOr(v *int) cell {
	if v == nil {
		return notKnown
	}
	return countCell(*v)
}

// numberColumns are columns of numbers with these titles.
func numberColumns(titles ...string) (out []column) {
	for _, title := range titles {
		out = append(out, column{title: title, right: true, byValue: true})
	}
	return out
}
