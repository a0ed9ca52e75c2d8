package settings

import (
	"fyne.io/fyne/v2"

	"regulars/app/screen"
	"regulars/data/crm"
)

// Scenes are the screen's pictures of the tour.
func Scenes() []screen.Scene {
	on := func(name, part string, empty bool, act func(*Screen)) screen.Scene {
		return screen.Scene{Name: "settings" + name, Empty: empty, Route: screen.Route{Screen: screen.Settings, Part: part}, Act: func(page screen.Screen) {
			if s, ok := page.(*Screen); ok && act != nil {
				act(s)
				s.part = part
				s.bring()
			}
		}}
	}
	return []screen.Scene{
		on("", PartBusiness, false, nil),
		on("-empty", PartBusiness, true, nil),
		on("-currency-wrong", PartBusiness, true, func(s *Screen) {
			s.typeInto("currency", "Euros")
		}),
		on("-rules", PartRules, false, nil),
		on("-rules-wrong", PartRules, false, func(s *Screen) {
			s.typeInto("quiet", "0.5")
			s.typeInto("value_high", "95")
		}),
		on("-costs", PartCosts, false, nil),
		on("-costs-empty", PartCosts, true, nil),
		on("-costs-form", PartCosts, false, func(s *Screen) {
			if len(s.have.rates) > 0 {
				s.rates.edit(s.have.rates[0])
				s.rates.minute.SetText("a penny")
				s.rates.save(*s.have.rates[0])
			}
		}),
		on("-running", PartRunning, false, nil),
		on("-running-form", PartRunning, false, func(s *Screen) {
			if len(s.have.costs) > 0 {
				s.running.edit(s.have.costs[0])
				s.running.amount.SetText("a lot")
				s.running.scope = s.have.goods.all[0].ID
				s.running.save(*s.have.costs[0])
			}
		}),
		on("-running-empty", PartRunning, true, nil),
		on("-prices", PartPrices, false, nil),
		on("-prices-empty", PartPrices, true, nil),
		on("-prices-form", PartPrices, false, func(s *Screen) { s.sceneList("8.50") }),
		on("-prices-wrong", PartPrices, false, func(s *Screen) {
			s.sceneList("cheap")
			s.prices.save(crm.PriceList{})
			s.prices.cancel()
		}),
		on("-days", PartDays, false, func(s *Screen) {
			if len(s.have.calendars) > 0 {
				s.calendars.edit(s.have.calendars[0])
				s.calendars.months.SetText("32")
				s.calendars.save(*s.have.calendars[0])
			}
		}),
		on("-event-form", PartDays, false, func(s *Screen) { s.events.edit(&crm.DemandEvent{Type: "own_promo"}) }),
		on("-event-weather", PartDays, false, func(s *Screen) {
			s.events.sceneWeather("Storm", "12.5", "8")
			s.events.save(crm.DemandEvent{})
			s.events.sceneWeather("", "3.1", "88")
			s.events.save(crm.DemandEvent{})
		}),
		on("-backup", PartBackup, true, nil),
		on("-backup-done", PartBackup, true, func(s *Screen) { s.backups.make() }),
		on("-checked", PartSafety, false, func(s *Screen) { s.safety.check() }),
		on("-fields", PartFields, false, nil),
		on("-fields-empty", PartFields, true, nil),
		on("-field-new", PartFields, false, func(s *Screen) {
			s.ownFields.edit(&crm.CustomField{Scope: crm.KindParty, Type: crm.FieldChoice})
			s.ownFields.save()
		}),
		on("-tags", PartTags, false, func(s *Screen) {
			if len(s.have.tags) > 1 {
				s.tags.edit(s.have.tags[1])
			}
		}),
		on("-sites", PartSites, false, func(s *Screen) {
			if len(s.have.sites) > 0 {
				s.sites.edit(s.have.sites[0])
			}
		}),
		on("-sites-empty", PartSites, true, nil),
		on("-reasons", PartReasons, false, nil),
	}
}

// typeInto types into a setting as a person does.
func (s *Screen) typeInto(key, text string) {
	if entry, ok := s.focusable[key].(interface {
		fyne.Focusable
		SetText(string)
		FocusLost()
	}); ok {
		entry.SetText(text)
		entry.FocusLost()
	}
}

// sceneList writes a price list with a break; price is that of the break.
func (s *Screen) sceneList(price string) {
	products := s.have.goods.products().all
	s.prices.edit(&crm.PriceList{})
	s.prices.form = priceForm{name: "Spring fair", from: dayText(s.env.Today()), whom: whom{group: "Wholesale"}, active: true}
	if len(products) > 1 {
		s.prices.lines = []priceRow{{product: products[0].ID, price: "9.20"}, {product: products[0].ID, least: "10", price: price}, {price: "5%"}}
	}
	s.prices.redraw()
}

// sceneWeather writes the weather of the day before into the form of an event.
func (l *eventList) sceneWeather(title, rain, temperature string) {
	l.edit(&crm.DemandEvent{Type: "weather"})
	l.title.SetText(title)
	l.from.SetText(dayText(l.s.env.Today() - 1))
	l.measured[crm.RainMM].SetText(rain)
	l.measured[crm.TemperatureC].SetText(temperature)
}
