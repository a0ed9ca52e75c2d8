package table

// Recognise maps columns by their headings; sample rows settle what headings
// leave open. Columns of customers that no list knows become custom fields,
// columns of sales that no list knows are left out.
func Recognise(header []string, sample [][]string) Mapping {
	keys := headKeys(header)
	bookings := Mapping{As: AsBookings, Columns: recogniseBookings(keys)}
	if surelyBookings(bookings, keys) {
		bookings.Missing = missing(bookings)
		return bookings
	}
	sales := Mapping{As: AsSales, Columns: recogniseSales(keys)}
	if looksLikeSales(sales) {
		sales.Missing = missing(sales)
		return sales
	}
	if looksLikeBookings(bookings) {
		return bookings
	}
	weather := Mapping{As: AsWeather, Columns: recogniseWeather(keys)}
	if missing(weather) == nil {
		return weather
	}
	customers := Mapping{As: AsCustomers, Columns: recogniseCustomers(header, keys, sample)}
	if missing(customers) == nil {
		return customers
	}
	return Mapping{As: AsUnknown, Columns: make([]Target, len(header))}
}

// RecogniseAs maps the columns for a kind that a person has chosen.
func RecogniseAs(as As, header []string, sample [][]string) Mapping {
	keys := headKeys(header)
	m := Mapping{As: as}
	switch as {
	case AsSales:
		m.Columns = recogniseSales(keys)
	case AsBookings:
		m.Columns = recogniseBookings(keys)
	case AsWeather:
		m.Columns = recogniseWeather(keys)
	default:
		m.Columns = recogniseCustomers(header, keys, sample)
	}
	m.Missing = missing(m)
	return m
}

// looksLikeSales asks for what a list of people never has: money with goods
// or a document and a date, not merely a date or a total.
func looksLikeSales(m Mapping) bool {
	has := func(fields ...Field) bool {
		for _, f := range fields {
			if m.Has(f) {
				return true
			}
		}
		return false
	}
	money := has(UnitPrice, LineNet, OrderTotal, OrderNet, LineItem)
	switch {
	case has(DocNumber) && money && has(SaleDate, Quantity):
		return true
	case has(ProductSKU, ProductName) && money && has(SaleDate):
		return true
	case has(SaleDate) && has(LineNet, OrderTotal, OrderNet):
		return true
	}
	return has(DocNumber) && has(SaleDate) && has(PartyRef, PartyName, PartyEmail)
}

func headKeys(header []string) []string {
	keys := make([]string, len(header))
	for i, h := range header {
		keys[i] = headKey(h)
	}
	return keys
}

// knownHeadings counts the cells of a row that are known as headings.
func knownHeadings(row []string) (n int) {
	keys := make([]string, len(row))
	for i, h := range row {
		keys[i] = headKey(cleanHeading(h))
	}
	customers := recogniseCustomers(row, keys, nil)
	sales, bookings, weather := recogniseSales(keys), recogniseBookings(keys), recogniseWeather(keys)
	for i := range row {
		if customers[i].Field != "" && customers[i].Field != Custom || sales[i].Field != "" || bookings[i].Field != "" || weather[i].Field != "" {
			n++
		}
	}
	return n
}
