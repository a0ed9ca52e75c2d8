package settings

import (
	"cmp"
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book/search"
	"regulars/data/crm"
)

// place is a country or a time zone to choose.
type place struct{ code, name string }

// choice is the place for a pick field; the hint carries the code.
func (p place) choice() ui.Choice {
	var id crm.ID
	for i, c := range []byte(p.code) { // the field wants different ids for different places
		id[i%len(id)] = id[i%len(id)]*31 + c
	}
	return ui.Choice{ID: id, Title: p.name, Hint: p.code}
}

// countries lists the countries that have telephones, by name.
func countries() []place {
	names := display.Regions(language.Make(i18n.Current()))
	var list []place
	for code := range phonenumbers.GetSupportedRegions() {
		if r, err := language.ParseRegion(code); err == nil {
			list = append(list, place{code, names.Name(r)})
		}
	}
	sortPlaces(list)
	return list
}

func sortPlaces(list []place) {
	slices.SortFunc(list, func(a, b place) int {
		return cmp.Or(strings.Compare(search.Fold(a.name), search.Fold(b.name)), strings.Compare(a.code, b.code))
	})
}

// zones lists the time zones people live in, by city.
func zones() []place {
	var list []place
	for _, name := range strings.Fields(zoneNames) {
		city := name[strings.LastIndexByte(name, '/')+1:]
		list = append(list, place{name, strings.ReplaceAll(city, "_", " ")})
	}
	sortPlaces(list)
	return list
}

// foundMost is how many places are offered at once.
const foundMost = 6

// find answers what was typed: names that begin so, then names or codes that
// contain it.
func find(list []place, typed string) []ui.Choice {
	want := search.Fold(typed)
	var first, later []ui.Choice
	for _, p := range list {
		name := search.Fold(p.name)
		switch {
		case strings.HasPrefix(name, want) || strings.EqualFold(p.code, typed):
			first = append(first, p.choice())
		case strings.Contains(name, want) || strings.Contains(search.Fold(p.code), want):
			later = append(later, p.choice())
		}
	}
	all := append(first, later...)
	return all[:min(foundMost, len(all))]
}

// chosen is the place of a code, the zero Choice when it is not listed.
func chosen(list []place, code string) ui.Choice {
	for _, p := range list {
		if p.code == code {
			return p.choice()
		}
	}
	return ui.Choice{}
}

// zoneNames are the IANA zones with a present rule of their own; others can be
// typed in full.
const zoneNames = `
Africa/Abidjan Africa/Accra Africa/Addis_Ababa Africa/Algiers Africa/Cairo Africa/Casablanca Africa/Dakar Africa/Dar_es_Salaam Africa/Harare
Africa/Johannesburg Africa/Kampala Africa/Khartoum Africa/Kinshasa Africa/Lagos Africa/Luanda Africa/Lusaka Africa/Maputo Africa/Nairobi
Africa/Tripoli Africa/Tunis Africa/Windhoek
America/Anchorage America/Asuncion America/Bogota America/Buenos_Aires America/Caracas America/Chicago America/Costa_Rica America/Denver
America/Guatemala America/Guayaquil America/Halifax America/Havana America/Jamaica America/La_Paz America/Lima America/Los_Angeles
America/Managua America/Mexico_City America/Montevideo America/New_York America/Panama America/Phoenix America/Port_of_Spain
America/Puerto_Rico America/Regina America/Santiago America/Santo_Domingo America/Sao_Paulo America/St_Johns America/Tijuana
America/Toronto America/Vancouver America/Winnipeg
Asia/Almaty Asia/Amman Asia/Ashgabat Asia/Baghdad Asia/Baku Asia/Bangkok Asia/Beirut Asia/Bishkek Asia/Colombo Asia/Damascus Asia/Dhaka
Asia/Dubai Asia/Dushanbe Asia/Ho_Chi_Minh Asia/Hong_Kong Asia/Irkutsk Asia/Jakarta Asia/Jerusalem Asia/Kabul Asia/Karachi Asia/Kathmandu
Asia/Kolkata Asia/Krasnoyarsk Asia/Kuala_Lumpur Asia/Kuwait Asia/Macau Asia/Manila Asia/Muscat Asia/Nicosia Asia/Novosibirsk Asia/Phnom_Penh
Asia/Qatar Asia/Riyadh Asia/Seoul Asia/Shanghai Asia/Singapore Asia/Taipei Asia/Tashkent Asia/Tbilisi Asia/Tehran Asia/Tokyo
Asia/Ulaanbaatar Asia/Urumqi Asia/Vientiane Asia/Vladivostok Asia/Yangon Asia/Yekaterinburg Asia/Yerevan
Atlantic/Azores Atlantic/Canary Atlantic/Cape_Verde Atlantic/Reykjavik
Australia/Adelaide Australia/Brisbane Australia/Darwin Australia/Hobart Australia/Melbourne Australia/Perth Australia/Sydney
Europe/Amsterdam Europe/Athens Europe/Belgrade Europe/Berlin Europe/Bratislava Europe/Brussels Europe/Bucharest Europe/Budapest
Europe/Chisinau Europe/Copenhagen Europe/Dublin Europe/Helsinki Europe/Istanbul Europe/Kyiv Europe/Lisbon Europe/Ljubljana Europe/London
Europe/Luxembourg Europe/Madrid Europe/Malta Europe/Minsk Europe/Moscow Europe/Oslo Europe/Paris Europe/Prague Europe/Riga Europe/Rome
Europe/Samara Europe/Sarajevo Europe/Skopje Europe/Sofia Europe/Stockholm Europe/Tallinn Europe/Tirane Europe/Vienna Europe/Vilnius
Europe/Warsaw Europe/Zagreb Europe/Zurich
Indian/Maldives Indian/Mauritius Pacific/Auckland Pacific/Fiji Pacific/Guam Pacific/Honolulu Pacific/Noumea Pacific/Port_Moresby
Pacific/Tahiti UTC
`
