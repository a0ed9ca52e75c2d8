package bookings

import (
	"context"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/insight/action"
	"regulars/data/insight/desk"
	"regulars/data/insight/occupancy"
)

// sheetData is the sheet of a day.
type sheetData struct {
	*house
	day   crm.Date
	rows  []*stayRow
	tiles []tile
	full  []string // of each full resource: what to offer instead
	// to fill names the resource with the most left, and callers whom to call for it.
	toFill  *crm.Resource
	left    int
	callers []callRow
	away    []crm.TurnAway
}

// stayRow is one booking on the sheet.
type stayRow struct {
	*crm.Booking
	resource        *crm.Resource
	role            desk.Role
	who, when, rate string
}

// tile is what is taken of a resource on the day.
type tile struct{ name, taken, hint string }

// callRow is somebody to call.
type callRow struct {
	party     crm.ID
	name, why string
	way       string
}

// mostCallers is how many are worth a look at once.
const mostCallers = 5

func loadSheet(ctx context.Context, env screen.Env, day crm.Date) (*sheetData, error) {
	h, err := loadHouse(env)
	if err != nil {
		return nil, err
	}
	d := &sheetData{house: h, day: day}
	for _, r := range h.resources {
		if err := d.add(env.Book, r); err != nil {
			return nil, err
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	for _, x := range h.facts.Tables.TurnAways {
		if x.Day <= day && day < x.Day+crm.Date(max(1, x.Nights)) {
			d.away = append(d.away, x)
		}
	}
	return d, d.call(env.Book)
}

// add puts one resource on the sheet.
func (d *sheetData) add(b *book.Book, r *crm.Resource) error {
	arrive, leave, come := 0, 0, 0
	for _, e := range desk.Sheet(d.facts, r, d.day) {
		k, err := book.Get[crm.Booking](b, d.facts.Booking.ID[e.Booking])
		if err != nil {
			return err
		}
		row := &stayRow{Booking: k, resource: r, role: e.Role, who: who(d.facts, k), rate: d.className(k.RateClass)}
		row.when = whenText(row, d.day)
		d.rows = append(d.rows, row)
		switch {
		case e.Role == desk.Leaving:
			leave += k.Units
		case e.Role == desk.Arriving && k.Status.Takes():
			arrive += k.Units
		case e.Role == desk.Coming && k.Status.Takes():
			come++
		}
	}
	o := occupancy.Days(d.facts, r, d.day, d.day, occupancy.Filter{})[0]
	taken := o.Sold + o.Held
	free := max(0, o.Offered-taken)
	x := tile{name: r.Name, taken: t("of", i18n.Args{"Taken": i18n.Integer(int64(taken)), "Offered": i18n.Integer(int64(o.Offered))})}
	args := i18n.Args{"Free": i18n.Integer(int64(free)), "Arrive": i18n.Integer(int64(arrive)), "Leave": i18n.Integer(int64(leave)), "Come": i18n.Integer(int64(come))}
	switch {
	case o.Closed:
		x.hint = d.closedText(r)
	case r.Nightly():
		x.hint = t("tile_nights", args)
	default:
		x.hint = t("tile_slots", args)
	}
	d.tiles = append(d.tiles, x)
	if !o.Closed && free == 0 && d.day >= d.today {
		d.full = append(d.full, d.fullText(r))
	}
	if free > d.left && d.day >= d.today {
		d.toFill, d.left = r, free
	}
	return nil
}

// closedText says that a resource is closed and, where written down, why.
func (d *sheetData) closedText(r *crm.Resource) string {
	reason := ""
	for _, c := range d.facts.Tables.Capacity {
		if c.Resource == r.ID && c.From <= d.day && d.day <= c.To && c.Units == 0 {
			reason = c.Reason
		}
	}
	return i18n.Join(" · ", t("closed"), reason)
}

// fullText says what to offer instead of a full day.
func (d *sheetData) fullText(r *crm.Resource) string {
	var days []string
	for _, day := range desk.Open(d.facts, r, d.day, d.today, 3) {
		days = append(days, dayName(day))
	}
	args := i18n.Args{"Name": r.Name, "Days": i18n.List(days...)}
	if len(days) == 0 {
		return t("full_no_days", args)
	}
	return t("full_days", args)
}

// whenText is "arrives, 3 nights", "night 2 of 3", "leaves", "18:00–20:00".
func whenText(r *stayRow, day crm.Date) string {
	nights := int(r.End - r.Start)
	switch r.role {
	case desk.Coming:
		if !r.StartTime.Known() {
			return t("any_time")
		}
		return hours(r.StartTime, r.EndTime)
	case desk.Arriving:
		return i18n.N("bookings.arrives", nights)
	case desk.Staying:
		return t("night_of", i18n.Args{"Night": int(day-r.Start) + 1, "Nights": nights})
	}
	return t("leaves")
}

// call finds whom to call for what is left.
func (d *sheetData) call(b *book.Book) error {
	if d.toFill == nil {
		return nil
	}
	for _, c := range desk.Callers(d.facts, d.toFill, d.day, d.today) {
		if len(d.callers) == mostCallers {
			break
		}
		p, err := book.Get[crm.Party](b, d.facts.Party.ID[c.Party])
		if err != nil {
			return err
		}
		way, ok := action.Reach(p, d.today)
		if !ok || !p.CanCome(d.toFill, d.day, 0) {
			continue // asked not to be contacted, or cannot come then
		}
		why := i18n.N("bookings.came", c.Alike, i18n.Args{"Last": i18n.Date(c.Last)})
		d.callers = append(d.callers, callRow{party: p.ID, name: p.DisplayName, why: i18n.Join(" · ", why, c.Segment), way: wayText(p, way.Channel)})
	}
	return nil
}

// wayText is "Phone 020 7946 0018".
func wayText(p *crm.Party, c crm.Channel) string {
	value := ""
	switch c {
	case crm.ChannelPhone, crm.ChannelSMS:
		value = p.Point(crm.PointPhone).Value
	case crm.ChannelEmail:
		value = p.Point(crm.PointEmail).Value
	case crm.ChannelChat:
		value = p.Point(crm.PointMessenger).Value
	}
	return i18n.Join(" ", channelName(c), value)
}
