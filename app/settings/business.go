package settings

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/insight/holiday"
)

// businessCard is what the business is called, where it is, and its money.
func (s *Screen) businessCard() fyne.CanvasObject {
	name, _ := s.text("business_name", i18n.T("settings.business_name_hint"), nil,
		func(v *crm.Settings) string { return v.BusinessName },
		func(v *crm.Settings, text string) string { v.BusinessName = strings.TrimSpace(text); return "" })
	return ui.Stack(ui.SpaceM, name, s.currencyRow(), s.countryRow(), s.zoneRow(), s.weekRow(), s.holidayRow(),
		s.check("family_first", i18n.T("settings.family_first_tick"), says("settings.family_first_why"), func(v *crm.Settings) *bool { return &v.FamilyFirst }))
}

// currencyRow is locked once there are sales: their totals are in it.
func (s *Screen) currencyRow() fyne.CanvasObject {
	why := func() string {
		if s.have.documents {
			return i18n.T("settings.currency_locked")
		}
		return i18n.T("settings.currency_why")
	}
	object, entry := s.text("currency", "EUR", why,
		func(v *crm.Settings) string { return v.BaseCurrency },
		func(v *crm.Settings, text string) string {
			if v.BaseCurrency = strings.ToUpper(strings.TrimSpace(text)); !crm.ValidCurrency(v.BaseCurrency) {
				return i18n.T("settings.currency_wrong", i18n.Args{"Text": strings.TrimSpace(text)})
			}
			return ""
		})
	s.rows = append(s.rows, &row{fill: func() {
		if s.have.documents {
			entry.Disable()
		} else {
			entry.Enable()
		}
	}})
	return object
}

func (s *Screen) countryRow() fyne.CanvasObject {
	list := screen.Countries()
	field := ui.NewPickField(i18n.T("settings.country_hint"), func(typed string) []ui.Choice { return screen.FindPlaces(list, typed) })
	field.OnPicked = func(c ui.Choice) {
		s.save("country", func(v *crm.Settings) string { v.PhoneCountry = c.Hint; return "" })
	}
	return s.add("country", field, says("settings.country_why"), func() {
		if field.Chosen().Hint != s.have.settings.PhoneCountry {
			field.SetChosen(screen.PlaceOf(list, s.have.settings.PhoneCountry))
		}
	})
}

func (s *Screen) zoneRow() fyne.CanvasObject {
	list := zones()
	field := ui.NewPickField(i18n.T("settings.zone_hint"), func(typed string) []ui.Choice { return screen.FindPlaces(list, typed) })
	field.OnPicked = func(c ui.Choice) {
		s.save("zone", func(v *crm.Settings) string { v.TimeZone = c.Hint; return "" })
	}
	field.OnNew = func(text string) {
		s.save("zone", func(v *crm.Settings) string {
			if _, err := time.LoadLocation(text); err != nil {
				return i18n.T("settings.zone_wrong", i18n.Args{"Text": text})
			}
			v.TimeZone = text
			return ""
		})
	}
	why := func() string {
		if s.have.settings.TimeZone == "" {
			return i18n.T("settings.zone_computer")
		}
		return i18n.T("settings.zone_why")
	}
	return s.add("zone", field, why, func() {
		if zone := s.have.settings.TimeZone; field.Chosen().Hint != zone {
			c := screen.PlaceOf(list, zone)
			if c.Title == "" && zone != "" {
				c = screen.Place{Code: zone, Name: zone}.Choice()
			}
			field.SetChosen(c)
		}
	})
}

func (s *Screen) weekRow() fyne.CanvasObject {
	var days []option
	for _, d := range []time.Weekday{time.Monday, time.Sunday, time.Saturday} {
		days = append(days, option{strconv.Itoa(int(d)), i18n.Weekday(d)})
	}
	return s.choice("week_start", days, nil, func(v *crm.Settings) string { return strconv.Itoa(v.WeekStart) }, func(v *crm.Settings, id string) {
		v.WeekStart, _ = strconv.Atoi(id) // one of the three above
	})
}

// holidayRow chooses whose public holidays the business keeps, a region where
// it has its own.
func (s *Screen) holidayRow() fyne.CanvasObject {
	places := []option{{"", i18n.T("settings.holiday_none")}}
	for _, code := range holiday.Countries() {
		land, region, _ := strings.Cut(code, "-")
		name := i18n.Country(land)
		if region != "" {
			name += " – " + region
		}
		places = append(places, option{code, name})
	}
	slices.SortStableFunc(places[1:], func(a, b option) int { return strings.Compare(a.text, b.text) })
	why := func() string { return i18n.T("settings.holiday_why") }
	return s.choice("holiday_country", places, why, func(v *crm.Settings) string { return v.HolidayCountry }, func(v *crm.Settings, id string) { v.HolidayCountry = id })
}

// appearanceCard chooses language and light; they belong to this computer,
// not to the book.
func (s *Screen) appearanceCard() fyne.CanvasObject {
	languages := []option{{"", i18n.T("settings.language_system")}}
	for _, l := range i18n.Languages() {
		languages = append(languages, option{l.Tag, l.Name})
	}
	themes := []option{{string(ui.System), i18n.T("settings.theme_system")}, {string(ui.Light), i18n.T("settings.theme_light")}, {string(ui.Dark), i18n.T("settings.theme_dark")}}
	return ui.Stack(ui.SpaceM,
		s.lookRow("language", languages, func(language string, _ ui.Variant) string { return language }, func(id string) {
			s.focus = "language"
			if s.env.SetLanguage != nil {
				s.env.SetLanguage(id)
			}
		}),
		s.lookRow("theme", themes, func(_ string, v ui.Variant) string { return string(v) }, func(id string) {
			s.focus = "theme"
			if s.env.SetTheme != nil {
				s.env.SetTheme(ui.Variant(id))
			}
		}))
}

func (s *Screen) lookRow(key string, options []option, now func(string, ui.Variant) string, set func(string)) fyne.CanvasObject {
	list := ui.NewSelect(texts(options), nil)
	filling := false // the program, not the owner, is choosing
	list.OnChanged = func(string) {
		if i := list.SelectedIndex(); i >= 0 && !filling {
			set(options[i].id)
		}
	}
	return s.add(key, list, says("settings."+key+"_why"), func() {
		language, variant := i18n.Current(), ui.System
		if s.env.Look != nil {
			language, variant = s.env.Look()
		}
		filling = true
		list.SetSelectedIndex(max(0, indexOf(options, now(language, variant))))
		filling = false
	})
}
