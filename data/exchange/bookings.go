package exchange

import (
	"path/filepath"
	"strconv"
	"strings"

	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/exchange/table"
)

// fileBooking is a booking as a file gives it, not yet tied to any record.
type fileBooking struct {
	crm.Booking
	resource, rate string // names; an empty resource is that of the file
	party          *saleParty
	each           crm.Price // of one unit and night or slot, when perEach
	perEach        bool
}

func (x *importer) readBookings(progress func(float64)) error {
	for r, err := range x.part.plan.Bookings() {
		if err != nil {
			return err
		}
		if err := x.every(r.Row, progress); err != nil {
			return err
		}
		b, problems := x.toBooking(&r)
		if bad := onlyErrors(problems); len(bad) > 0 {
			x.reject(r.Row, bad)
			continue
		}
		keep(&x.found.warnings, problems...)
		x.part.bookings = append(x.part.bookings, b)
		if b.party == nil {
			x.result.WalkIn++
		}
	}
	return nil
}

// toBooking turns a row into a booking, with everything that is wrong with it.
func (x *importer) toBooking(r *table.BookingRow) (*fileBooking, []table.Problem) {
	segment := r.Segment
	head, bad := x.partyHead(&table.SaleRow{Row: r.Row, Buyer: r.Buyer})
	problems := append(r.Problems, bad...)
	for _, text := range [...]string{head.name, head.email, head.phone, r.Resource, r.RateName, r.Group, segment, r.Number} {
		if tooLong(text) {
			problems = append(problems, table.Problem{Code: table.CodeTextTooLong, File: x.part.Table.Name, Row: r.Row, Value: shorten(text)})
		}
	}
	texts := x.part.sales.texts
	b := &fileBooking{Booking: crm.Booking{Start: r.Start, End: r.End, StartTime: r.From, EndTime: r.To, Units: r.Units, PartySize: r.People, Status: r.Status,
		BookedOn: r.BookedOn, EndedOn: r.EndedOn, Group: texts.of(r.Group), Channel: channelOf(r.Channel), Segment: texts.of(segment),
		ExternalID: strings.Clone(r.Number), Note: strings.Clone(r.Note)}, resource: texts.of(oneLine(r.Resource)), rate: texts.of(oneLine(r.RateName))}
	if b.EndTime.Known() && b.EndTime <= b.StartTime {
		b.EndTime = 0
	}
	exp := crm.Exponent(x.settings.BaseCurrency)
	switch {
	case r.Total.Set:
		b.Net = r.Total.Amount(exp)
	case r.Rate.Set:
		b.each, b.perEach = r.Rate.Price, true
	}
	if !sumable(b.Net) || !sumable(crm.Amount(b.each)) {
		problems = append(problems, table.Problem{Code: table.CodeNumberTooLarge, File: x.part.Table.Name, Row: r.Row})
	}
	if len(onlyErrors(problems)) == 0 {
		d := &saleDoc{}
		x.part.sales.party(d, docHead{party: head, date: r.Start})
		if b.party = d.party; b.party != nil {
			b.party.used = true
		}
	}
	return b, problems
}

// price works the net out of the price of one unit and night or slot.
func (b *fileBooking) price(r *crm.Resource, exp int) {
	if !b.perEach {
		return
	}
	times := int(b.End - b.Start)
	if !r.Nightly() {
		times = 1
		if b.EndTime > b.StartTime && b.StartTime.Known() {
			times = (int(b.EndTime-b.StartTime) + r.SlotMinutes - 1) / r.SlotMinutes
		}
	}
	b.Net = crm.PriceToAmount(b.each*crm.Price(times*b.Units), exp)
}

// bookings writes resources, customers and bookings. A booking with a number
// is what the newest file says it is. Those without are told from others by
// what they take and when they were made; as many as the book has of the same
// are the same, so that equal lines of one file are different bookings and
// the file read again brings nothing.
func (w *writer) bookings(p *part) error {
	if len(p.bookings) == 0 {
		return nil
	}
	if err := inOrder(p.sales.parties, w.saleParty); err != nil {
		return err
	}
	desk, err := w.loadDesk(p)
	if err != nil {
		return err
	}
	for i, b := range p.bookings {
		if err := w.booking(desk, b); err != nil {
			return err
		}
		if i%500 == 0 {
			w.progress(float64(i) / float64(len(p.bookings)))
			if err := w.ctx.Err(); err != nil {
				return err
			}
		}
	}
	return nil
}

// desk is what the book has to do with bookings.
type desk struct {
	resources map[string]*crm.Resource // by folded name
	rates     map[string]crm.ID        // by resource and folded name
	numbered  map[string]*crm.Booking  // by number and resource
	seen      map[string]int           // bookings of the book by what they take
}

func rateKey(resource crm.ID, name string) string {
	return resource.String() + unitSeparator + fold(name)
}

// stayKey is what tells bookings without a number apart.
func stayKey(b *crm.Booking) string {
	return strings.Join([]string{b.Resource.String(), b.Start.String(), b.End.String(), b.StartTime.String(), b.EndTime.String(), strconv.Itoa(b.Units),
		strconv.Itoa(b.PartySize), b.BookedOn.String(), b.Party.String(), b.Segment, b.Group}, unitSeparator)
}

// loadDesk reads what is there, and makes the resources that are not.
func (w *writer) loadDesk(p *part) (*desk, error) {
	d := &desk{resources: map[string]*crm.Resource{}, rates: map[string]crm.ID{}, numbered: map[string]*crm.Booking{}, seen: map[string]int{}}
	err := book.Each(w.tx, func(r *crm.Resource) bool { d.resources[fold(r.Name)] = r; return true })
	if err == nil {
		err = book.Each(w.tx, func(c *crm.RateClass) bool { d.rates[rateKey(c.Resource, c.Name)] = c.ID; return true })
	}
	if err == nil {
		err = book.Each(w.tx, func(b *crm.Booking) bool {
			if b.ExternalID != "" {
				d.numbered[b.Resource.String()+unitSeparator+b.ExternalID] = b
			} else {
				d.seen[stayKey(b)]++
			}
			return true
		})
	}
	if err != nil {
		return nil, err
	}
	name := ""
	if len(d.resources) == 1 {
		for _, r := range d.resources {
			name = r.Name
		}
	}
	byName := map[string][]*fileBooking{}
	for _, b := range p.bookings {
		if b.resource == "" {
			b.resource = firstSet(name, fileTitle(p.Path))
		}
		byName[fold(b.resource)] = append(byName[fold(b.resource)], b)
	}
	return d, inOrder(byName, func(key string, list []*fileBooking) error {
		if d.resources[key] != nil {
			return nil
		}
		r := newResource(list)
		d.resources[key] = r
		return w.create(r)
	})
}

// fileTitle is the name of a file without its endings.
func fileTitle(path string) string {
	name, _, _ := strings.Cut(filepath.Base(path), ".")
	return firstSet(name, "1")
}

// newResource is the resource that a file's bookings speak of: by the night
// unless all stay for hours, with as many units as were ever taken at once.
func newResource(list []*fileBooking) *crm.Resource {
	r := &crm.Resource{Meta: crm.Meta{ID: crm.NewID()}, Name: list[0].resource, ResourceKind: "room"}
	minutes := map[int]int{}
	for _, b := range list {
		if b.StartTime.Known() && b.EndTime > b.StartTime {
			minutes[int(b.EndTime-b.StartTime)]++
		} else if b.StartTime.Known() {
			minutes[usualMinutes]++
		}
	}
	if len(minutes) > 0 {
		r.ResourceKind, r.SlotMinutes = "other", mostOf(minutes)
	}
	taken, days := crm.NewTaken(r), map[crm.Date]bool{}
	for _, b := range list {
		if !b.Status.Takes() {
			continue
		}
		taken.Add(b.Stay())
		first, last := b.Stay().Days(r)
		for d := first; d <= last; d++ {
			days[d] = true
		}
	}
	for d := range days {
		r.Units = max(r.Units, taken.Most(d, 0, 0))
	}
	return r
}

// usualMinutes is how long a booking takes of which only the beginning is
// known.
const usualMinutes = 60

// mostOf is the key counted most often, of several the smallest.
func mostOf(counts map[int]int) (best int) {
	for k, n := range counts {
		if best == 0 || n > counts[best] || n == counts[best] && k < best {
			best = k
		}
	}
	return best
}

// booking writes one booking, or finds that the book has it already.
func (w *writer) booking(d *desk, b *fileBooking) error {
	r := d.resources[fold(b.resource)]
	b.Resource, b.RateClass = r.ID, d.rates[rateKey(r.ID, b.rate)]
	if b.party != nil {
		b.Party = b.party.id
	}
	b.price(r, crm.Exponent(w.have.settings.BaseCurrency))
	w.result.Net += b.Net
	if b.ExternalID != "" {
		key := r.ID.String() + unitSeparator + b.ExternalID
		if old := d.numbered[key]; old != nil {
			return w.changeBooking(old, &b.Booking)
		}
		d.numbered[key] = &b.Booking
	} else if key := stayKey(&b.Booking); d.seen[key] > 0 {
		d.seen[key]--
		w.result.Skipped++
		return nil
	}
	b.ID = crm.NewID()
	w.result.CreatedRows++
	return w.create(&b.Booking)
}

// changeBooking brings a booking to what a file says of it; what the file
// does not say stays.
func (w *writer) changeBooking(old, file *crm.Booking) error {
	now := *old
	now.Start, now.End, now.StartTime, now.EndTime, now.Units, now.Net, now.Status, now.EndedOn = file.Start, file.End, file.StartTime, file.EndTime, file.Units, file.Net, file.Status, file.EndedOn
	now.Segment, now.Group, now.Note = firstSet(file.Segment, old.Segment), firstSet(file.Group, old.Group), firstSet(file.Note, old.Note)
	now.Channel = crm.Channel(firstSet(string(file.Channel), string(old.Channel)))
	if file.PartySize > 0 {
		now.PartySize = file.PartySize
	}
	for _, f := range [...]struct{ to, from *crm.ID }{{&now.Party, &file.Party}, {&now.RateClass, &file.RateClass}} {
		if !f.from.IsZero() {
			*f.to = *f.from
		}
	}
	if file.BookedOn > 0 {
		now.BookedOn = file.BookedOn
	}
	if sameBooking(&now, old) {
		w.result.Skipped++
		return nil
	}
	*old = now
	w.result.UpdatedRows++
	return w.update(&now)
}

// sameBooking compares what files say.
func sameBooking(a, b *crm.Booking) bool {
	return stayKey(a) == stayKey(b) && a.Net == b.Net && a.Status == b.Status && a.EndedOn == b.EndedOn && a.Note == b.Note && a.Channel == b.Channel && a.RateClass == b.RateClass
}
