package bookings

import (
	"cmp"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/facts"
)

// t is the text of a key of this screen.
func t(key string, args ...i18n.Args) string { return i18n.T("bookings."+key, args...) }

func statusName(s crm.BookingStatus) string { return t("status_" + string(s)) }

func statusTone(s crm.BookingStatus) ui.Tone {
	switch s {
	case crm.BookingSeated:
		return ui.Good
	case crm.BookingConfirmed:
		return ui.Accent
	case crm.BookingHeld, crm.BookingRequest:
		return ui.Warn
	case crm.BookingNoShow:
		return ui.Bad
	}
	return ui.Neutral
}

func channelName(c crm.Channel) string {
	if c == "" {
		return t("none")
	}
	return i18n.Coded("sales.channel_", string(c))
}

func kindName(k string) string   { return t("kind_" + k) }
func reasonName(w string) string { return t("why_" + w) }

// who is a guest's name, the name of the group, or "a guest".
func who(s *facts.Snapshot, b *crm.Booking) string {
	name := ""
	if p := indexOf(s, b.Party); p != facts.None {
		name = s.Party.Name[p]
	}
	return cmp.Or(name, b.Group, t("guest"))
}

// indexOf is the place of a party in the facts.
func indexOf(s *facts.Snapshot, id crm.ID) int {
	if id.IsZero() {
		return facts.None
	}
	for i, p := range s.Party.ID {
		if p == id {
			return i
		}
	}
	return facts.None
}

// hours is "18:00–20:00".
func hours(from, to crm.Clock) string {
	if !to.Known() {
		return from.String()
	}
	return from.String() + "–" + to.String()
}

// dayName is "Fri 3 Oct": short, with the weekday.
func dayName(d crm.Date) string { return i18n.WeekdayShort(d.Weekday()) + " " + i18n.DayMonth(d) }

// parseClock reads "18", "18:30", "18.30" or "1830".
func parseClock(text string) (crm.Clock, bool) {
	text = strings.NewReplacer(".", ":", "h", ":", " ", "").Replace(strings.TrimSpace(text))
	hour, minute, _ := strings.Cut(text, ":")
	if len(hour) > 2 && minute == "" {
		hour, minute = hour[:len(hour)-2], hour[len(hour)-2:]
	}
	h, err := strconv.Atoi(hour)
	m, errM := strconv.Atoi(cmp.Or(minute, "0"))
	if err != nil || errM != nil || h < 0 || h > 24 || m < 0 || m > 59 || h == 24 && m > 0 {
		return 0, false
	}
	return crm.NewClock(h, m), true
}

// count reads a whole number of at least least; an empty text is 0 where that
// is allowed.
func count(text string, least int) (int, bool) {
	text = strings.TrimSpace(text)
	if text == "" && least == 0 {
		return 0, true
	}
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= least && n <= 100000
}

// plain writes a number into a field; 0 leaves it empty.
func plain(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// bold makes a line strong.
func bold(x *ui.Text) *ui.Text {
	x.Style.Bold = true
	return x
}

// flushCard is a card for a table, which has its own padding.
func flushCard(o fyne.CanvasObject) *ui.Panel {
	card := ui.Card(o)
	card.PadX, card.PadY = ui.SpaceXS, ui.SpaceXS
	return card
}
