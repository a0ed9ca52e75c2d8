package table

import "strings"

// bookingHeadings lists, per field, the headings that mean it, the surest
// first.
func bookingHeadings() []struct {
	field Field
	keys  string
} {
	return []struct {
		field Field
		keys  string
	}{
		{BookStart, strongStarts + "|start date|start|from date|reservation date|appointment date|date of stay|date|day|anreise|arrivo|check in data|data arrivo|arrivee|llegada|ngay den|ngay nhan phong|gelis|gelis tarixi|入住日期|入住|到店日|到店日期|开始日期|日期"},
		{BookEnd, "departure|departure date|check out|check out date|checkout|checkout date|leaving|leaving date|end date|end|to date|abreise|partenza|depart|salida|ngay di|ngay tra phong|gedis|gedis tarixi|离店日期|退房日期|离店日|离店|结束日期"},
		{StartYear, "arrival date year|arrival year|year of arrival"},
		{StartMonth, "arrival date month|arrival month|month of arrival"},
		{StartDay, "arrival date day of month|arrival day|day of arrival"},
		{BookFrom, "start time|from time|time|from|hour|uhrzeit|ora|dalle|heure|hora|gio|tu|saat|baslangic|时间|从"},
		{BookTo, "end time|to time|until|to|alle|bis|fin|den|son|到"},
		{BookUnits, "units|rooms|number of rooms|tables|seats|quantity|zimmer|camere|unita|chambres|so phong|so luong|otaq|say|数量|房间数"},
		{BookRate, "adr|rate|average daily rate|price per night|rate per night|daily rate|nightly rate|room rate|unit price|preis pro nacht|prezzo a notte|gia moi dem|每晚价格|房价|单价"},
		{BookTotal, "total|total price|booking total|amount|revenue|price|net|gesamtpreis|prezzo|totale|prix total|tong tien|gia|qiymet|mebleg|总价|金额|价格"},
		{RateName, "rate name|rate plan|rate class|rate code|tarif|tariffa|loai gia|价格类别"},
		{Status, "reservation status|booking status|status|state|stato|statut|trang thai|veziyyet|状态|is canceled|canceled|cancelled|is cancelled"},
		{EndedOn, "reservation status date|cancelled on|canceled on|cancellation date|cancel date|ngay huy|取消日期"},
		{BookedOn, "booked on|booking date|booked|created at|created|date booked|reserved on|buchungsdatum|prenotata il|data prenotazione|date de reservation|ngay dat|yazilma gunu|sifaris tarixi|预订日期|预订日"},
		{LeadDays, "lead time|lead days|days in advance|lead time days|advance days"},
		{BookResource, "hotel|resource|room type|property|table|what|room|apartment|unit|chair|camera|zimmertyp|risorsa|cosa|phong|loai phong|cai gi|ne|otaq novu|项目|房型|房间"},
		{PartyGroup, "market segment|segment|kind of guest|guest type|customer type|tipo di ospite|loai khach|qonaq novu|客人类型|客户类型"},
		{Channel, "channel|distribution channel|source|booking source|kanal|canale|canal|kenh|渠道"},
		{BookGroup, "group|group name|gruppe|gruppo|doan|qrup|团体|团体名称"},
		{PartyRef, "guest id|customer id|client id"},
		{PartyEmail, "email|guest email|customer email|邮箱"},
		{PartyPhone, "phone|guest phone|mobile|telefon|telefono|dien thoai|电话|手机"},
		{PartyGiven, "first name|guest first name"},
		{PartyFamily, "last name|guest last name"},
		{PartyName, "guest|guest name|customer|customer name|name|booked by|gast|ospite|cliente|client|khach|ten khach|qonaq|musteri|客人|姓名|客户"},
		{DocNumber, "booking id|reservation id|confirmation number|booking number|reservation number|reference|booking reference|buchungsnummer|numero prenotazione|ma dat phong|预订号|订单号"},
		{SaleNote, "note|notes|remarks|comment|comments|special requests|nota|ghi chu|qeyd|备注"},
	}
}

// strongStarts are headings of the first day that no list of sales has.
const strongStarts = "arrival|arrival date|date of arrival|check in|check in date|checkin|checkin date|checked in"

// counted are the headings of which every column adds to one number.
func countedHeadings() map[Field]string {
	return map[Field]string{
		Nights: "nights|number of nights|length of stay|stays in weekend nights|stays in week nights|weekend nights|week nights|nachte|notti|nuits|noches|so dem|gece|晚数|夜数",
		People: "people|guests|party size|covers|persons|pax|number of guests|adults|children|babies|infants|personen|persone|so nguoi|nefer|人数|成人|儿童",
	}
}

// recogniseBookings maps the columns of bookings.
func recogniseBookings(keys []string) []Target {
	cols := make([]Target, len(keys))
	for _, f := range []Field{Nights, People} {
		slot := 0
		for _, k := range strings.Split(countedHeadings()[f], "|") {
			if i := freeColumn(keys, cols, k); i >= 0 {
				slot++
				cols[i] = Target{Field: f, Slot: slot}
			}
		}
	}
	for _, h := range bookingHeadings() {
		for _, k := range strings.Split(h.keys, "|") {
			if i := freeColumn(keys, cols, k); i >= 0 {
				cols[i] = Target{Field: h.field}
				break
			}
		}
	}
	return cols
}

// surelyBookings asks for a day of arrival and how long somebody stays;
// sales have neither.
func surelyBookings(m Mapping, keys []string) bool {
	strong := m.Has(StartYear)
	for _, k := range strings.Split(strongStarts, "|") {
		strong = strong || indexOf(keys, k) >= 0
	}
	return strong && (m.Has(BookEnd) || m.Has(Nights))
}

// looksLikeBookings asks for a time that is taken and for whom.
func looksLikeBookings(m Mapping) bool {
	return len(missing(m)) == 0 && (m.Has(BookEnd) || m.Has(Nights) || m.Has(BookTo)) && (m.Has(People) || m.Has(PartyName) || m.Has(BookResource))
}
