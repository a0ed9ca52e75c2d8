package desktop

import (
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
		{screen.Insight, insight.New, insight.Scenes},
		{screen.Import, importing.New, importing.Scenes},
		{screen.History, history.New, history.Scenes},
		{screen.Settings, settings.New, settings.Scenes},
	}
}
