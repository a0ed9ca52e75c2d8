package settings

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/crm"
)

// What the figures are when nobody chose others.
const (
	usualQuiet10    = 20
	usualHigh       = 50
	usualOrdinary   = 90
	leastQuiet10    = 11
	greatestQuiet10 = 100
)

// rulesCard is when a customer counts as quiet and who counts as valuable.
func (s *Screen) rulesCard() fyne.CanvasObject {
	quiet, _ := s.text("quiet", "2", says("settings.quiet_why"),
		func(v *crm.Settings) string { return i18n.Decimal(crm.FormatDecimal(int64(quiet10(v)), 1)) },
		func(v *crm.Settings, text string) string {
			n, err := ui.ParseNumber(text, 1)
			if err != nil || n < leastQuiet10 || n > greatestQuiet10 {
				return i18n.T("settings.quiet_wrong", i18n.Args{"Least": i18n.Decimal("1.1"), "Greatest": "10"})
			}
			v.QuietFactor10 = int(n)
			return ""
		})
	high, _ := s.text("value_high", "50", func() string { return s.shareText(0) },
		func(v *crm.Settings) string { h, _ := valueShares(v); return strconv.Itoa(h) },
		func(v *crm.Settings, text string) string { return setShare(v, 0, text) })
	ordinary, _ := s.text("value_ordinary", "90", func() string { return s.shareText(1) },
		func(v *crm.Settings) string { _, o := valueShares(v); return strconv.Itoa(o) },
		func(v *crm.Settings, text string) string { return setShare(v, 1, text) })
	return ui.Stack(ui.SpaceM, quiet, high, ordinary)
}

func quiet10(v *crm.Settings) int {
	if v.QuietFactor10 == 0 {
		return usualQuiet10
	}
	return v.QuietFactor10
}

func valueShares(v *crm.Settings) (high, ordinary int) {
	if len(v.ValueShares) != 2 {
		return usualHigh, usualOrdinary
	}
	return v.ValueShares[0], v.ValueShares[1]
}

// setShare sets one of the two limits, which must stay in order.
func setShare(v *crm.Settings, which int, text string) string {
	high, ordinary := valueShares(v)
	n, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%")))
	if err != nil || n < 1 || n > 99 {
		return i18n.T("settings.share_wrong")
	}
	if which == 0 {
		high = n
	} else {
		ordinary = n
	}
	if high >= ordinary {
		return i18n.T("settings.share_order", i18n.Args{"High": strconv.Itoa(high), "Ordinary": strconv.Itoa(ordinary)})
	}
	v.ValueShares = []int{high, ordinary}
	return ""
}

func (s *Screen) shareText(which int) string {
	high, ordinary := valueShares(&s.have.settings)
	if which == 0 {
		return i18n.T("settings.high_why", i18n.Args{"Share": strconv.Itoa(high)})
	}
	return i18n.T("settings.ordinary_why", i18n.Args{"From": strconv.Itoa(high), "To": strconv.Itoa(ordinary)})
}
