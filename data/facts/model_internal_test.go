package facts

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
)

// model is the plainest possible answer to "what do the facts say": the last
// version of each record that was put and not removed.
type model struct {
	parties    map[crm.ID]*crm.Party
	products   map[crm.ID]*crm.Product
	categories map[crm.ID]*crm.Category
	docs       map[crm.ID]*crm.SalesDocument
	contacts   map[crm.ID]*crm.Interaction
	referrals  map[crm.ID]*crm.Referral
	rates      map[crm.ID]*crm.ActivityRate
	bookings   map[crm.ID]*crm.Booking
}

func newModel() *model {
	return &model{map[crm.ID]*crm.Party{}, map[crm.ID]*crm.Product{}, map[crm.ID]*crm.Category{},
		map[crm.ID]*crm.SalesDocument{}, map[crm.ID]*crm.Interaction{}, map[crm.ID]*crm.Referral{}, map[crm.ID]*crm.ActivityRate{}, map[crm.ID]*crm.Booking{}}
}

func (m *model) put(r crm.Record) {
	switch r := r.(type) {
	case *crm.Party:
		m.parties[r.ID] = r
	case *crm.Product:
		m.products[r.ID] = r
	case *crm.Category:
		m.categories[r.ID] = r
	case *crm.SalesDocument:
		m.docs[r.ID] = r
	case *crm.Interaction:
		m.contacts[r.ID] = r
	case *crm.Referral:
		m.referrals[r.ID] = r
	case *crm.ActivityRate:
		m.rates[r.ID] = r
	case *crm.Booking:
		m.bookings[r.ID] = r
	}
}

func (m *model) remove(kind crm.Kind, id crm.ID) {
	switch kind {
	case crm.KindParty:
		delete(m.parties, id)
	case crm.KindProduct:
		delete(m.products, id)
	case crm.KindDocument:
		delete(m.docs, id)
	case crm.KindInteraction:
		delete(m.contacts, id)
	case crm.KindReferral:
		delete(m.referrals, id)
	case crm.KindActivityRate:
		delete(m.rates, id)
	case crm.KindBooking:
		delete(m.bookings, id)
	}
}

func counts(d *crm.SalesDocument) bool {
	return !d.Deleted() && d.Status.Counted() && d.DocType != crm.Quote
}

// lines writes what a snapshot should say, one text a living record, sorted.
func (m *model) lines() []string {
	var out []string
	for _, p := range m.parties {
		if !p.Deleted() {
			out = append(out, partyText(p.ID, p.DisplayName, p.Country(), p.Group, p.Acquired, p.FirstSeen, p.AcquisitionCost, p.AcquisitionKnown))
		}
	}
	for _, p := range m.products {
		if !p.Deleted() {
			out = append(out, fmt.Sprintf("product %v %s %s in %v", p.ID, p.Name, p.SKU, p.Category))
		}
	}
	for _, c := range m.categories {
		out = append(out, fmt.Sprintf("category %v %s in %v", c.ID, c.Name, c.Parent))
	}
	for _, d := range m.docs {
		ok := counts(d)
		if src := m.docs[d.SourceDoc]; d.DocType == crm.Invoice && src != nil && src.DocType == crm.Order && counts(src) {
			ok = false
		}
		var lines []string
		for _, l := range d.Lines {
			cost, known := l.Cost(2)
			lines = append(lines, fmt.Sprint(l.Product, l.Quantity, l.Net, cost, known))
		}
		out = append(out, docText(d.ID, d.Party, d.Date, d.Time, docTypes[d.DocType], ok, d.Country, string(d.Channel), lines))
	}
	for _, c := range m.contacts {
		for _, p := range c.Parties {
			if !c.Deleted() {
				out = append(out, contactText(c.ID, p, c.Date, string(c.Channel), string(c.InteractionKind), c.DurationMin+c.TravelMin, c.TravelKm, len(c.Parties)))
			}
		}
	}
	for _, r := range m.referrals {
		if !r.Deleted() {
			out = append(out, referralText(r.ID, r.Referrer, r.Referred, r.Date, r.RewardCost, r.Status == crm.ReferralConverted))
		}
	}
	for _, r := range m.rates {
		if !r.Deleted() {
			out = append(out, rateText(*r))
		}
	}
	for _, r := range m.bookings {
		if !r.Deleted() {
			out = append(out, bookingText(*r))
		}
	}
	slices.Sort(out)
	return out
}

func partyText(id crm.ID, name, country, group, acquired string, since crm.Date, cost crm.Amount, known bool) string {
	return fmt.Sprintf("party %v %s %s %s from %s %v for %d %v", id, name, country, group, acquired, since, cost, known)
}

func contactText(id, party crm.ID, date crm.Date, channel, kind string, minutes, km, parties int) string {
	return fmt.Sprintf("contact %v %v %v %s %s %d min %d km of %d", id, party, date, channel, kind, minutes, km, parties)
}

func referralText(id, from, to crm.ID, date crm.Date, reward crm.Amount, won bool) string {
	return fmt.Sprintf("referral %v %v to %v %v %d %v", id, from, to, date, reward, won)
}

func rateText(r crm.ActivityRate) string {
	return fmt.Sprintf("rate %v %s %v %d %d %d", r.ID, r.Activity, r.From, r.PerMinute, r.PerContact, r.PerKm)
}

func bookingText(r crm.Booking) string {
	return fmt.Sprint("booking ", r.ID, r.Resource, r.Party, r.Start, r.End, r.StartTime, r.EndTime, r.Units, r.Net, r.Extra, r.Status, r.BookedOn, r.EndedOn,
		r.RateClass, r.Segment, r.Channel, r.Group, r.WaitMin, r.Rating)
}

// snapshotBooking reads a booking back; the ids it is made from were written as words.
func snapshotBooking(s *Snapshot, i int) crm.Booking {
	id := func(word uint32) (id crm.ID) {
		if word > 0 {
			id, _ = crm.ParseID(s.Word(word))
		}
		return id
	}
	c := &s.Booking
	return crm.Booking{Meta: crm.Meta{ID: c.ID[i]}, Resource: id(c.Resource[i]), Party: idAt(s.Party.ID, c.Party[i]), Start: c.Start[i], End: c.End[i],
		StartTime: c.From[i], EndTime: c.To[i], Units: int(c.Units[i]), Net: c.Net[i], Extra: c.Extra[i], Status: s.StatusOf(i), BookedOn: c.BookedOn[i],
		EndedOn: c.EndedOn[i], RateClass: id(c.Class[i]), Segment: s.Word(c.Segment[i]), Channel: crm.Channel(s.Word(c.Channel[i])),
		Group: s.Word(c.Group[i]), WaitMin: int(c.Wait[i]), Rating: int(c.Rating[i])}
}

func drawBooking(t *rapid.T) *crm.Booking {
	number := func(what string) int { return rapid.IntRange(0, 9).Draw(t, what) }
	return &crm.Booking{Meta: meta(t, "booking"), Resource: testID(t, "resource"), Party: testID(t, "party"), Start: crm.Date(number("start")),
		End: crm.Date(number("end")), StartTime: crm.Clock(number("from")), EndTime: crm.Clock(number("to")), Units: number("units"), Net: crm.Amount(number("net")),
		Extra: crm.Amount(number("extra")), Status: rapid.SampledFrom(crm.BookingStatuses()).Draw(t, "status"), BookedOn: crm.Date(number("booked")),
		EndedOn: crm.Date(number("ended")), Segment: word(t, "segment"), Channel: crm.Channel(word(t, "channel")), Group: word(t, "group"),
		WaitMin: number("wait"), Rating: rapid.IntRange(0, 5).Draw(t, "rating")}
}

func docText(id, party crm.ID, date crm.Date, at crm.Clock, kind DocType, counts bool, country, channel string, lines []string) string {
	return fmt.Sprintf("doc %v %v %v %v %d %v %s %s [%s]", id, party, date, at, kind, counts, country, channel, strings.Join(lines, "; "))
}

func idAt(ids []crm.ID, i int32) crm.ID {
	if i == None {
		return crm.ID{}
	}
	return ids[i]
}

// snapshotLines reads a snapshot the way the model writes.
func snapshotLines(s *Snapshot) []string {
	var out []string
	for i, id := range s.Party.ID {
		if s.Party.Live[i] {
			out = append(out, partyText(id, s.Party.Name[i], s.Word(s.Party.Country[i]), s.Word(s.Party.Group[i]),
				s.Word(s.Party.Acquired[i]), s.Party.Since[i], s.Party.WonFor[i], s.Party.WonKnown[i]))
		}
	}
	for i, id := range s.Product.ID {
		if s.Product.Live[i] {
			out = append(out, fmt.Sprintf("product %v %s %s in %v", id, s.Product.Name[i], s.Product.SKU[i], idAt(s.Category.ID, s.Product.Category[i])))
		}
	}
	for i, id := range s.Category.ID {
		if s.Category.Name[i] != "" {
			out = append(out, fmt.Sprintf("category %v %s in %v", id, s.Category.Name[i], idAt(s.Category.ID, s.Category.Parent[i])))
		}
	}
	for i, id := range s.Doc.ID {
		if !id.IsZero() {
			out = append(out, snapshotDoc(s, i))
		}
	}
	for i, id := range s.Contact.ID {
		if s.Contact.Live[i] {
			out = append(out, contactText(id, idAt(s.Party.ID, s.Contact.Party[i]), s.Contact.Date[i], s.Word(s.Contact.Channel[i]),
				s.Word(s.Contact.Kind[i]), int(s.Contact.Minutes[i]), int(s.Contact.Km[i]), int(s.Contact.Parties[i])))
		}
	}
	for i, id := range s.Referral.ID {
		if r := &s.Referral; r.Live[i] {
			out = append(out, referralText(id, idAt(s.Party.ID, r.Referrer[i]), idAt(s.Party.ID, r.Referred[i]), r.Date[i], r.Reward[i], r.Won[i]))
		}
	}
	for _, r := range s.Tables.Rates {
		out = append(out, rateText(r))
	}
	for i, live := range s.Booking.Live {
		if live {
			out = append(out, bookingText(snapshotBooking(s, i)))
		}
	}
	slices.Sort(out)
	return out
}

func snapshotDoc(s *Snapshot, i int) string {
	var lines []string
	d := &s.Doc
	for l := d.First[i]; l < d.First[i]+d.Lines[i]; l++ {
		lines = append(lines, fmt.Sprint(idAt(s.Product.ID, s.Line.Product[l]), s.Line.Quantity[l], s.Line.Net[l], s.Line.Cost[l], s.Line.CostKnown[l]))
	}
	return docText(d.ID[i], idAt(s.Party.ID, d.Party[i]), d.Date[i], d.Time[i], d.Type[i], d.Counts[i], s.Word(d.Country[i]), s.Word(d.Channel[i]), lines)
}

// testID is a small set of IDs, so that operations meet each other.
func testID(t *rapid.T, what string) crm.ID {
	return crm.ID{0: what[0], 15: byte(rapid.IntRange(1, 6).Draw(t, what))}
}

func meta(t *rapid.T, what string) crm.Meta {
	m := crm.Meta{ID: testID(t, what)}
	if rapid.IntRange(0, 5).Draw(t, "trash") == 0 {
		m.DeletedAt = 1
	}
	return m
}

func word(t *rapid.T, what string) string {
	return rapid.SampledFrom([]string{"a", "bb", "ccc", "ä"}).Draw(t, what)
}

func drawRecord(t *rapid.T) crm.Record {
	switch rapid.IntRange(0, 9).Draw(t, "kind") {
	case 0:
		return &crm.Party{Meta: meta(t, "party"), DisplayName: word(t, "name"), Group: word(t, "group"),
			Addresses: []crm.Address{{Country: word(t, "country")}}, Acquired: word(t, "acquired"), FirstSeen: crm.Date(rapid.IntRange(0, 9).Draw(t, "since")),
			AcquisitionCost: crm.Amount(rapid.IntRange(0, 9).Draw(t, "cost")), AcquisitionKnown: rapid.Bool().Draw(t, "cost known")}
	case 1:
		return &crm.Product{Meta: meta(t, "product"), Name: word(t, "name"), SKU: word(t, "sku"), Category: testID(t, "category")}
	case 2:
		return &crm.Category{Meta: crm.Meta{ID: testID(t, "category")}, Name: word(t, "name"), Parent: testID(t, "category")}
	case 3:
		in := &crm.Interaction{Meta: meta(t, "interaction"), Date: 730000, Channel: crm.Channel(word(t, "channel")), InteractionKind: crm.InteractionKind(word(t, "what")),
			DurationMin: rapid.IntRange(0, 99).Draw(t, "minutes"), TravelMin: rapid.IntRange(0, 99).Draw(t, "travel"), TravelKm: rapid.IntRange(0, 99).Draw(t, "km")}
		for range rapid.IntRange(0, 3).Draw(t, "parties") {
			in.Parties = append(in.Parties, testID(t, "party"))
		}
		return in
	case 4:
		return &crm.Referral{Meta: meta(t, "referral"), Referrer: testID(t, "party"), Referred: testID(t, "party"), Date: crm.Date(rapid.IntRange(0, 9).Draw(t, "day")),
			RewardCost: crm.Amount(rapid.IntRange(0, 9).Draw(t, "reward")), Status: rapid.SampledFrom([]crm.ReferralStatus{crm.ReferralNamed, crm.ReferralConverted}).Draw(t, "status")}
	case 6:
		return drawBooking(t)
	case 5:
		return &crm.ActivityRate{Meta: meta(t, "activity"), Activity: crm.InteractionKind(word(t, "what")), From: crm.Date(rapid.IntRange(0, 9).Draw(t, "day")),
			PerMinute: crm.Price(rapid.IntRange(0, 9).Draw(t, "minute")), PerKm: crm.Price(rapid.IntRange(0, 9).Draw(t, "km"))}
	default:
		return drawDocument(t)
	}
}

func drawDocument(t *rapid.T) *crm.SalesDocument {
	d := &crm.SalesDocument{Meta: meta(t, "document"), Currency: "EUR",
		DocType: rapid.SampledFrom([]crm.DocType{crm.Quote, crm.Order, crm.Invoice, crm.CreditNote}).Draw(t, "type"),
		Status:  rapid.SampledFrom([]crm.DocStatus{crm.Draft, crm.Paid, crm.Confirmed}).Draw(t, "status"),
		Date:    crm.Date(rapid.IntRange(730000, 730400).Draw(t, "date")),
		Time:    crm.Clock(rapid.IntRange(0, 1440).Draw(t, "time")),
		Country: word(t, "country"), Channel: crm.Channel(word(t, "channel"))}
	if rapid.Bool().Draw(t, "known") {
		d.Party = testID(t, "party")
	}
	if rapid.Bool().Draw(t, "derived") {
		d.SourceDoc = testID(t, "document")
	}
	for range rapid.IntRange(0, 3).Draw(t, "lines") {
		d.Lines = append(d.Lines, crm.Line{Product: testID(t, "product"), Quantity: crm.Quantity(rapid.IntRange(-20000, 50000).Draw(t, "qty")),
			Net: crm.Amount(rapid.IntRange(-500, 5000).Draw(t, "net")), UnitCost: crm.Price(rapid.IntRange(0, 90000).Draw(t, "cost")),
			CostKnown: rapid.Bool().Draw(t, "cost known")})
	}
	return d
}

func sameLines(t *rapid.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Fatalf("%s:\ngot\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Under any run of operations a snapshot says what the model says, never
// changes afterwards, and survives compaction and the checkpoint.
func TestBuilder_FollowsRecords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, m := NewBuilder("EUR"), newModel()
		type taken struct {
			s    *Snapshot
			says []string
		}
		var kept []taken
		for range rapid.IntRange(20, 300).Draw(t, "steps") {
			switch rapid.IntRange(0, 9).Draw(t, "op") {
			case 0:
				s := b.Snapshot(7)
				sameLines(t, "snapshot", snapshotLines(s), m.lines())
				kept = append(kept, taken{s, snapshotLines(s)})
			case 1:
				b.compact()
			case 2:
				b = reload(t, b)
			case 3, 4:
				kind := rapid.SampledFrom([]crm.Kind{crm.KindParty, crm.KindProduct, crm.KindDocument, crm.KindInteraction, crm.KindReferral, crm.KindActivityRate, crm.KindBooking}).Draw(t, "kind")
				id := testID(t, kind.String())
				b.Remove(kind, id)
				m.remove(kind, id)
			default:
				r := drawRecord(t)
				b.Put(r)
				m.put(r)
			}
		}
		sameLines(t, "at the end", snapshotLines(b.Snapshot(8)), m.lines())
		for i, k := range kept {
			sameLines(t, fmt.Sprintf("old snapshot %d", i), snapshotLines(k.s), k.says)
		}
	})
}

func reload(t *rapid.T, b *Builder) *Builder {
	data := b.AppendBinary(nil)
	again, err := Load(data)
	if err != nil {
		t.Fatalf("load: %v", err)
	}
	if string(again.AppendBinary(nil)) != string(data) {
		t.Fatal("a loaded checkpoint writes other bytes")
	}
	for _, r := range b.s.Tables.Rates { // as the book does
		again.Put(&r)
	}
	return again
}

// The columns shrink again once most versions are dead.
func TestBuilder_CompactsDeadVersions(t *testing.T) {
	b := NewBuilder("EUR")
	doc := &crm.SalesDocument{Meta: crm.Meta{ID: crm.ID{1}}, DocType: crm.Order, Status: crm.Paid, Date: 730000, Lines: []crm.Line{{Net: 5}}}
	for i := range 1500 {
		doc.Lines[0].Net = crm.Amount(i)
		b.Put(doc)
	}
	s := b.Snapshot(1)
	if len(s.Doc.ID) != 1 || len(s.Line.Net) != 1 || s.Line.Net[0] != 1499 {
		t.Fatalf("%d documents, %d lines, want 1 and 1", len(s.Doc.ID), len(s.Line.Net))
	}
}
