package desktop

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"regulars/app/screen"
	"regulars/data/crm"
)

const (
	chartSVG   = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><path d="M4 13h4v7H4z"/><path d="M10 4h4v16h-4z"/><path d="M16 9h4v11h-4z"/></svg>`
	receiptSVG = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><path d="M5 2h14v20l-2.3-1.8L14.4 22 12 20.2 9.600 22l-2.300-1.800L5 22z M8 7v2h8V7z M8 11v2h8v-2z"/></svg>`
	bubbleSVG  = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><path d="M3 4h18v13H10l-5 4v-4H3z M7 8v2h10V8z M7 12v2h7v-2z"/></svg>`
	personSVG  = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><path d="M12 12a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9z"/><path d="M3 21c0-5 4-7 9-7s9 2 9 7z"/></svg>`
	boxSVG     = `<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24"><path d="M3 4h18v4H3z"/><path d="M4 9.500h16V20H4z M9 12v2h6v-2z"/></svg>`
)

func svg(name, text string) fyne.Resource {
	return fyne.NewStaticResource(name+".svg", []byte(text))
}

// screenIcon is the icon of a screen in the rail and in lists.
func screenIcon(id string) fyne.Resource {
	switch id {
	case screen.Today:
		return theme.HomeIcon()
	case screen.Customers:
		return svg("person", personSVG)
	case screen.Sales:
		return svg("receipt", receiptSVG)
	case screen.Bookings:
		return theme.CalendarIcon()
	case screen.Insight:
		return svg("chart", chartSVG)
	case screen.Import:
		return theme.DownloadIcon()
	case screen.History:
		return theme.HistoryIcon()
	}
	return theme.SettingsIcon()
}

// kindIcon is the icon of a record in lists.
func kindIcon(k crm.Kind) fyne.Resource {
	switch k {
	case crm.KindParty:
		return svg("person", personSVG)
	case crm.KindProduct:
		return svg("box", boxSVG)
	case crm.KindDocument:
		return svg("receipt", receiptSVG)
	case crm.KindBooking, crm.KindTurnAway:
		return theme.CalendarIcon()
	case crm.KindInteraction:
		return svg("bubble", bubbleSVG)
	}
	return theme.ConfirmIcon()
}
