package advice

import (
	"regulars/app/i18n"
	"regulars/data/crm"
	"regulars/data/insight/action"
)

// Title says what to do: "Call Lan".
func (a Item) Title() string {
	return i18n.T("today.do_"+string(a.Channel), i18n.Args{"Name": a.Name})
}

// Why says why just this customer.
func (a Item) Why(day crm.Date) string {
	args := i18n.Args{"Gap": i18n.Days(int(a.Gap + 0.5)), "Silence": i18n.Days(a.Silence), "Product": a.ProductName, "Offer": a.OfferedName,
		"Due": i18n.DayMonth(a.Due), "Last": i18n.Days(a.Silence), "Number": a.Number, "Date": i18n.DayMonth(a.Dated), "Contact": i18n.Days(int(day - a.Contact))}
	switch key := "today.why_" + string(a.Kind); {
	case a.Kind == action.Repurchase && a.OfferedName != "":
		return i18n.T("today.why_repurchase_offer", args)
	case a.Kind == action.Care && a.Contact == 0:
		return i18n.T("today.why_care_never", args)
	default:
		return i18n.T(key, args)
	}
}

// Sum is the arithmetic of what to expect.
func (a Item) Sum(currency string) string {
	args := i18n.Args{"Chance": i18n.Percent(a.Chance, 0), "Days": i18n.N("format.span_days", action.Window), "Worth": i18n.Amount(a.Worth, currency),
		"Expected": i18n.Amount(a.Expected, currency), "What": i18n.T("today.worth_" + string(a.Basis))}
	switch {
	case a.ChanceN == 0:
		return i18n.T("today.sum_unknown", args)
	case a.Kind == action.Quote:
		return i18n.N("today.sum_quote", a.ChanceN, args)
	}
	return i18n.N("today.sum", a.ChanceN, args)
}
