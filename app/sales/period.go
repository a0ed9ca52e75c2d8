package sales

import "regulars/data/crm"

// period is a choice of days counted from today.
type period string

const (
	everTime  period = ""
	thisMonth period = "month"
	last30    period = "days30"
	thisYear  period = "year"
)

func periods() []period { return []period{everTime, thisMonth, last30, thisYear} }

// span is the first and last day of the period; zero days have no limit.
func (p period) span(today crm.Date) (from, to crm.Date) {
	switch p {
	case thisMonth:
		return today.MonthStart(), today.MonthStart().AddMonths(1) - 1
	case last30:
		return today - 29, today
	case thisYear:
		year := today.Time().Year()
		return crm.NewDate(year, 1, 1), crm.NewDate(year, 12, 31)
	}
	return 0, 0
}

func (p period) name() string {
	if p == everTime {
		return t("period_all")
	}
	return t("period_" + string(p))
}
