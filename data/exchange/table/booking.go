package table

import (
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"regulars/data/crm"
)

// BookingRow is one booking of a file. Texts share memory with the row; they
// stay valid.
type BookingRow struct {
	Row      int // of the file
	Number   string
	Resource string
	Start    crm.Date
	End      crm.Date // the day of leaving; Start for a slot
	From, To crm.Clock
	Units    int // 1 when the file has none
	People   int
	Buyer    Buyer
	Segment  string
	// Rate is for one unit and night or slot, Total for the whole booking.
	Rate, Total Money
	RateName    string
	Status      crm.BookingStatus // confirmed when the file does not say
	BookedOn    crm.Date
	EndedOn     crm.Date // of a cancelled or refused one
	Group       string
	Channel     string
	Note        string
	// Problems lists what is wrong; unless all are Warnings the row cannot be imported.
	Problems []Problem
}

// Bookings yields the bookings of the file. Rows with problems come too, with
// the problems in them; the error is a *Problem that ends the file.
func (p *Plan) Bookings() iter.Seq2[BookingRow, error] {
	return func(yield func(BookingRow, error) bool) {
		for row, err := range p.t.Rows() {
			if err != nil {
				yield(BookingRow{}, err)
				return
			}
			if !yield(p.booking(&row), nil) {
				return
			}
		}
	}
}

func (p *Plan) booking(row *Row) BookingRow {
	b := BookingRow{Row: row.Number, Units: 1}
	if row.Problem != nil {
		b.Problems = []Problem{*row.Problem}
		return b
	}
	b.Number, b.Resource, b.RateName, b.Group = p.cell(row, DocNumber), p.cell(row, BookResource), p.cell(row, RateName), p.cell(row, BookGroup)
	b.Segment, b.Channel, b.Note = p.cell(row, PartyGroup), p.cell(row, Channel), p.cell(row, SaleNote)
	b.Buyer = Buyer{Ref: p.cell(row, PartyRef), Name: p.cell(row, PartyName), Given: p.cell(row, PartyGiven), Family: p.cell(row, PartyFamily),
		Email: p.cell(row, PartyEmail), Phone: p.cell(row, PartyPhone)}
	if b.Buyer.Name == "" {
		b.Buyer.Name = crm.PersonName{Given: b.Buyer.Given, Family: b.Buyer.Family}.Display(p.FamilyFirst)
	}
	if p.has(BookUnits) && p.cell(row, BookUnits) != "" {
		b.Units = p.whole(row, p.at[BookUnits], 1, &b.Problems)
	}
	b.People = p.sum(row, People, nil)
	p.bookingDays(row, &b)
	p.bookingStatus(row, &b)
	for _, m := range []struct {
		field Field
		to    *Money
	}{{BookRate, &b.Rate}, {BookTotal, &b.Total}} {
		n, set := p.number(row, m.field, 4, &b.Problems)
		m.to.Price, m.to.Set = crm.Price(n.Value), set
	}
	return b
}

// whole reads a whole number of at least least.
func (p *Plan) whole(row *Row, column, least int, problems *[]Problem) int {
	text := p.clean(row.Fields[column], column)
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > 100000 {
		*problems = append(*problems, p.bad(CodeBadNumber, row.Number, column, text))
		return least
	}
	return n
}

// sum adds up the columns of a field; with nil problems what cannot be read
// is left out.
func (p *Plan) sum(row *Row, f Field, problems *[]Problem) (total int) {
	for i, c := range p.columns {
		if c.Field != f || p.clean(row.Fields[i], i) == "" {
			continue
		}
		var bad []Problem
		n := p.whole(row, i, 0, &bad)
		if problems != nil {
			*problems = append(*problems, bad...)
		}
		total += n
	}
	return total
}

// day reads a mapped date; the clock is that beside it.
func (p *Plan) day(row *Row, f Field, problems *[]Problem) (crm.Date, crm.Clock) {
	text := p.cell(row, f)
	if text == "" {
		return 0, 0
	}
	m, ok := ParseDate(text, p.Order)
	if !ok {
		*problems = append(*problems, p.bad(CodeBadDate, row.Number, p.at[f], text))
		return 0, 0
	}
	if p.columns[p.at[f]].midnight {
		m.Clock = 0
	}
	return m.In(p.Location)
}

func (p *Plan) bookingDays(row *Row, b *BookingRow) {
	b.Start, b.From = p.day(row, BookStart, &b.Problems)
	if p.has(StartYear) && b.Start == 0 {
		b.Start = p.partsOfDay(row, &b.Problems)
	}
	if b.Start == 0 && len(b.Problems) == 0 {
		b.Problems = append(b.Problems, p.bad(CodeFieldMissing, row.Number, p.startColumn(), ""))
	}
	b.End, b.To = p.day(row, BookEnd, &b.Problems)
	if text := p.cell(row, BookFrom); text != "" {
		b.From = p.hour(row, BookFrom, text, &b.Problems)
	}
	if text := p.cell(row, BookTo); text != "" {
		b.To = p.hour(row, BookTo, text, &b.Problems)
	}
	switch nights := p.sum(row, Nights, &b.Problems); {
	case p.has(Nights):
		b.End = b.Start + crm.Date(nights)
	case b.End == 0:
		b.End = b.Start
	}
	if b.End < b.Start && len(b.Problems) == 0 {
		b.Problems = append(b.Problems, p.bad(CodeBadDate, row.Number, p.at[BookEnd], p.cell(row, BookEnd)))
	}
	if b.End > b.Start { // by the night: the hour of arrival does not matter
		b.From, b.To = 0, 0
	}
	b.BookedOn, _ = p.day(row, BookedOn, &b.Problems)
	if p.has(LeadDays) && b.BookedOn == 0 && p.cell(row, LeadDays) != "" {
		b.BookedOn = b.Start - crm.Date(p.whole(row, p.at[LeadDays], 0, &b.Problems))
	}
	b.EndedOn, _ = p.day(row, EndedOn, &b.Problems)
}

func (p *Plan) startColumn() int {
	if i, ok := p.at[BookStart]; ok {
		return i
	}
	return p.at[StartYear]
}

func (p *Plan) hour(row *Row, f Field, text string, problems *[]Problem) crm.Clock {
	c, ok := ParseClock(text)
	if !ok {
		*problems = append(*problems, p.bad(CodeBadTime, row.Number, p.at[f], text))
	}
	return c
}

// partsOfDay reads a day whose year, month and day have columns of their own.
func (p *Plan) partsOfDay(row *Row, problems *[]Problem) crm.Date {
	year, month, day := p.cell(row, StartYear), p.cell(row, StartMonth), p.cell(row, StartDay)
	m, err := strconv.Atoi(month)
	if err != nil {
		m = monthNamed(month)
	}
	d, errDay := crm.ParseDate(year + "-" + twoDigits(m) + "-" + twoDigitText(day))
	if errDay != nil {
		*problems = append(*problems, p.bad(CodeBadDate, row.Number, p.startColumn(), strings.Join([]string{year, month, day}, " ")))
	}
	return d
}

// monthNamed is the number of a month by its English name or the first three
// letters of it; 0 for no month.
func monthNamed(text string) int {
	key := fold(text)
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		if len(key) >= 3 && strings.HasPrefix(name, key) {
			return int(m)
		}
	}
	return 0
}

func twoDigits(n int) string { return twoDigitText(strconv.Itoa(n)) }

func twoDigitText(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

func (p *Plan) bookingStatus(row *Row, b *BookingRow) {
	b.Status = crm.BookingConfirmed
	text := p.cell(row, Status)
	if text == "" {
		return
	}
	status, ok := bookingStatusOf(fold(text))
	if !ok {
		b.Problems = append(b.Problems, p.bad(CodeBadStatus, row.Number, p.at[Status], text))
		return
	}
	b.Status = status
	if status != crm.BookingCancelled && status != crm.BookingRefused {
		b.EndedOn = 0
	}
}

// bookingStatusOf reads the state of a booking; a column of yes and no, or of
// 1 and 0, says whether it was cancelled.
func bookingStatusOf(folded string) (crm.BookingStatus, bool) {
	if own := crm.BookingStatus(folded); slices.Contains(crm.BookingStatuses(), own) {
		return own, true
	}
	for _, s := range []struct {
		status crm.BookingStatus
		words  []string
	}{
		{crm.BookingNoShow, []string{"no show", "noshow", "absent", "non venuto", "khong den", "gelmedi", "未到"}},
		{crm.BookingCancelled, []string{"cancel", "canceled", "cancelled", "annullata", "storniert", "annule", "cancelada", "da huy", "huy", "legv", "取消", "1", "yes", "true"}},
		{crm.BookingRefused, []string{"refused", "declined", "rejected", "denied", "turned away", "rifiutata", "tu choi", "婉拒", "拒绝"}},
		{crm.BookingSeated, []string{"check out", "checked out", "checkout", "check in", "checked in", "checkin", "seated", "arrived", "stayed", "completed", "done", "here", "arrivato", "da den", "gelib", "已到", "已离店", "已入住", "完成"}},
		{crm.BookingHeld, []string{"held", "hold", "on hold", "option", "tentative", "provisional", "in opzione", "giu cho", "保留", "保留中"}},
		{crm.BookingRequest, []string{"request", "requested", "pending", "inquiry", "enquiry", "waiting", "richiesta", "yeu cau", "询问"}},
		{crm.BookingConfirmed, []string{"confirmed", "booked", "new", "reserved", "guaranteed", "ok", "confermata", "da chot", "已确认", "0", "no", "false"}},
	} {
		if hasWord(folded, s.words...) {
			return s.status, true
		}
	}
	return "", false
}
