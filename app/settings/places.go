package settings

import (
	"strings"

	"regulars/app/screen"
)

// zones lists the time zones people live in, by city.
func zones() []screen.Place {
	var list []screen.Place
	for _, name := range strings.Fields(zoneNames) {
		city := name[strings.LastIndexByte(name, '/')+1:]
		list = append(list, screen.Place{Code: name, Name: strings.ReplaceAll(city, "_", " ")})
	}
	screen.SortPlaces(list)
	return list
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
