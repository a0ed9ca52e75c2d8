package desktop

import (
	"regulars/app/bookings"
	"regulars/app/customers"
	"regulars/app/history"
	"regulars/app/importing"
	"regulars/app/insight"
	"regulars/app/sales"
	"regulars/app/screen"
	"regulars/app/settings"
	"regulars/app/today"
)

// Screens are the screens of the program, in the order of the rail.
func Screens() []Constructor {
	return []Constructor{
		{screen.Today, today.New, today.Scenes},
		{screen.Customers, customers.New, customers.Scenes},
		{screen.Sales, sales.New, sales.Scenes},
		{screen.Bookings, bookings.New, bookings.Scenes},
		{screen.Insight, insight.New, insight.Scenes},
		{screen.Import, importing.New, importing.Scenes},
		{screen.History, history.New, history.Scenes},
		{screen.Settings, settings.New, settings.Scenes},
	}
}

// subpage is a page inside a screen that the palette leads to.
type subpage struct {
	name  string // key of its text
	route screen.Route
}

func subpages() []subpage {
	at := func(name, id, part string) subpage { return subpage{name, screen.Route{Screen: id, Part: part}} }
	var pages []subpage
	for _, p := range insight.Pages() {
		pages = append(pages, at(p.Name, screen.Insight, p.Part))
	}
	return append(pages,
		at("sales.tab_products", screen.Sales, sales.PartProducts),
		at("bookings.tab_day", screen.Bookings, ""),
		at("bookings.tab_calendar", screen.Bookings, bookings.PartCalendar),
		at("bookings.tab_list", screen.Bookings, bookings.PartList),
		at("bookings.tab_resources", screen.Bookings, bookings.PartResources),
		at("history.tab_trash", screen.History, history.PartTrash),
	)
}
