package desktop

import (
	"regulars/app/customers"
	"regulars/app/history"
	"regulars/app/screen"
	"regulars/app/today"
)

// Screens are the screens of the program, in the order of the rail.
func Screens() []Constructor {
	return []Constructor{
		{screen.Today, today.New, today.Scenes},
		{screen.Customers, customers.New, customers.Scenes},
		{screen.History, history.New, history.Scenes},
	}
}
