package facts

import (
	"slices"

	"regulars/data/crm"
)

// BookingCols has one entry a booking; skip those that are not live.
type BookingCols struct {
	ID       []crm.ID
	Resource []uint32   // word: the id of the resource, see [Snapshot.ResourceOf]
	Party    []int32    // index into PartyCols; None for nobody known
	Start    []crm.Date // the first night or the day
	End      []crm.Date // the day of leaving; Start for a slot
	From, To []crm.Clock
	Units    []int32
	Net      []crm.Amount // for all units and nights
	Extra    []crm.Amount
	Status   []uint8 // index into crm.BookingStatuses()
	BookedOn []crm.Date
	EndedOn  []crm.Date
	Class    []uint32 // word: the id of the rate class
	Segment  []uint32 // word; the booking's own, not the party's
	Channel  []uint32 // word
	Group    []uint32 // word: the name of a group that came together
	Wait     []int32  // minutes
	Rating   []uint8  // 1 to 5; 0 not told
	Live     []bool
}

// StatusOf is the state of a booking.
func (s *Snapshot) StatusOf(booking int) crm.BookingStatus {
	return crm.BookingStatuses()[s.Booking.Status[booking]]
}

// Stay is what a booking takes of its resource, whatever its state.
func (s *Snapshot) Stay(booking int) crm.Stay {
	c := &s.Booking
	return crm.Stay{Start: c.Start[booking], End: c.End[booking], From: c.From[booking], To: c.To[booking], Units: int(c.Units[booking])}
}

// ResourceOf is the resource of a booking; nil when it lies in the trash.
func (s *Snapshot) ResourceOf(booking int) *crm.Resource {
	id, err := crm.ParseID(s.Word(s.Booking.Resource[booking]))
	if err != nil {
		return nil
	}
	return ByID[crm.Resource](s.Tables.Resources, id)
}

func (b *Builder) putBooking(r *crm.Booking) {
	b.own()
	c := &b.s.Booking
	i, ok := b.booking[r.ID]
	if !ok {
		i = int32(len(c.ID))
		b.booking[r.ID] = i
		c.grow(r.ID)
	}
	c.Resource[i], c.Party[i], c.Class[i] = b.idWord(r.Resource), b.partyAt(r.Party), b.idWord(r.RateClass)
	c.Start[i], c.End[i], c.From[i], c.To[i] = r.Start, r.End, r.StartTime, r.EndTime
	c.Units[i], c.Net[i], c.Extra[i] = int32(r.Units), r.Net, r.Extra
	c.Status[i], c.BookedOn[i], c.EndedOn[i] = uint8(max(0, slices.Index(crm.BookingStatuses(), r.Status))), r.BookedOn, r.EndedOn
	c.Segment[i], c.Channel[i], c.Group[i] = b.wordOf(r.Segment), b.wordOf(string(r.Channel)), b.wordOf(r.Group)
	c.Wait[i], c.Rating[i], c.Live[i] = int32(r.WaitMin), uint8(r.Rating), !r.Deleted()
}

// idWord is the word of an id; that of "" for a zero one.
func (b *Builder) idWord(id crm.ID) uint32 {
	if id.IsZero() {
		return 0
	}
	return b.wordOf(id.String())
}

// grow adds an empty entry.
func (c *BookingCols) grow(id crm.ID) {
	c.ID = append(c.ID, id)
	c.Resource, c.Party, c.Class = append(c.Resource, 0), append(c.Party, None), append(c.Class, 0)
	c.Start, c.End, c.From, c.To = append(c.Start, 0), append(c.End, 0), append(c.From, 0), append(c.To, 0)
	c.Units, c.Net, c.Extra = append(c.Units, 0), append(c.Net, 0), append(c.Extra, 0)
	c.Status, c.BookedOn, c.EndedOn = append(c.Status, 0), append(c.BookedOn, 0), append(c.EndedOn, 0)
	c.Segment, c.Channel, c.Group = append(c.Segment, 0), append(c.Channel, 0), append(c.Group, 0)
	c.Wait, c.Rating, c.Live = append(c.Wait, 0), append(c.Rating, 0), append(c.Live, false)
}

// own copies the columns, all of which change in place.
func (c *BookingCols) own() {
	c.Resource, c.Party, c.Class = slices.Clone(c.Resource), slices.Clone(c.Party), slices.Clone(c.Class)
	c.Start, c.End, c.From, c.To = slices.Clone(c.Start), slices.Clone(c.End), slices.Clone(c.From), slices.Clone(c.To)
	c.Units, c.Net, c.Extra = slices.Clone(c.Units), slices.Clone(c.Net), slices.Clone(c.Extra)
	c.Status, c.BookedOn, c.EndedOn = slices.Clone(c.Status), slices.Clone(c.BookedOn), slices.Clone(c.EndedOn)
	c.Segment, c.Channel, c.Group = slices.Clone(c.Segment), slices.Clone(c.Channel), slices.Clone(c.Group)
	c.Wait, c.Rating, c.Live = slices.Clone(c.Wait), slices.Clone(c.Rating), slices.Clone(c.Live)
}

func (c *BookingCols) appendTo(dst []byte) []byte {
	dst = appendIDs(dst, c.ID)
	dst = appendInts(appendInts(appendInts(dst, c.Resource), c.Party), c.Class)
	dst = appendInts(appendInts(appendInts(appendInts(dst, c.Start), c.End), c.From), c.To)
	dst = appendInts(appendInts(appendInts(dst, c.Units), c.Net), c.Extra)
	dst = appendInts(appendInts(appendInts(dst, c.Status), c.BookedOn), c.EndedOn)
	dst = appendInts(appendInts(appendInts(dst, c.Segment), c.Channel), c.Group)
	dst = appendInts(appendInts(dst, c.Wait), c.Rating)
	return appendColumn(dst, c.Live, appendBool)
}

func (c *BookingCols) load(r *reader) {
	c.ID = column(r, (*reader).id)
	c.Resource, c.Party, c.Class = ints[uint32](r), ints[int32](r), ints[uint32](r)
	c.Start, c.End, c.From, c.To = ints[crm.Date](r), ints[crm.Date](r), ints[crm.Clock](r), ints[crm.Clock](r)
	c.Units, c.Net, c.Extra = ints[int32](r), ints[crm.Amount](r), ints[crm.Amount](r)
	c.Status, c.BookedOn, c.EndedOn = ints[uint8](r), ints[crm.Date](r), ints[crm.Date](r)
	c.Segment, c.Channel, c.Group = ints[uint32](r), ints[uint32](r), ints[uint32](r)
	c.Wait, c.Rating = ints[int32](r), ints[uint8](r)
	c.Live = column(r, (*reader).bool)
}

// consistent checks lengths and indices.
func (c *BookingCols) consistent(words, parties int) bool {
	ok := equal(len(c.ID), len(c.Resource), len(c.Party), len(c.Class), len(c.Start), len(c.End), len(c.From), len(c.To), len(c.Units), len(c.Net),
		len(c.Extra), len(c.Status), len(c.BookedOn), len(c.EndedOn), len(c.Segment), len(c.Channel), len(c.Group), len(c.Wait), len(c.Rating), len(c.Live)) &&
		within(c.Resource, 0, words) && within(c.Class, 0, words) && within(c.Segment, 0, words) && within(c.Channel, 0, words) &&
		within(c.Group, 0, words) && within(c.Party, None, parties)
	for _, s := range c.Status {
		ok = ok && int(s) < len(crm.BookingStatuses())
	}
	return ok
}
