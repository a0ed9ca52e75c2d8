package desktop

import (
	"sync/atomic"
	"time"

	"regulars/data/book"
	"regulars/data/crm"
)

// clock is the present of one book. In a sample business it is always the
// sample's last day, in what is shown as well as in what is written.
type clock struct {
	now  func() time.Time
	zone atomic.Pointer[time.Location]
	day  atomic.Int32 // the crm.Date it stands still at; 0: it does not
}

// at is the present in the business's time zone. It may be asked anywhere.
func (c *clock) at() time.Time {
	t := c.now()
	if zone := c.zone.Load(); zone != nil {
		t = t.In(zone)
	}
	if day := crm.Date(c.day.Load()); !day.IsZero() {
		t = t.AddDate(0, 0, int(day-crm.DateOf(t)))
	}
	return t
}

// follow takes zone and day from a book's settings.
func (c *clock) follow(s *crm.Settings) {
	c.zone.Store(s.Location())
	c.day.Store(int32(s.SampleAsOf))
}

// options open a book whose changes happen by this clock.
func (c *clock) options() book.Options {
	return book.Options{Now: func() crm.Instant { return crm.InstantOf(c.at()) }}
}
