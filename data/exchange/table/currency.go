package table

import (
	"slices"
	"strings"

	"regulars/data/crm"
)

// localCurrency is what a sign beside a number means in a business with the
// base currency: several countries write theirs with the same sign.
func localCurrency(sign, base string) string {
	shared := map[string][]string{
		"USD": {"CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP"}, "JPY": {"CNY"}, "SEK": {"NOK", "DKK", "ISK"}, "GBP": {"EGP", "LBP"},
	}
	code := CurrencyCode(sign)
	bare := slices.Contains([]string{"$", "¥", "kr", "kr.", "£"}, strings.ToLower(sign))
	if bare && slices.Contains(shared[code], base) {
		return base
	}
	return code
}

// CurrencyCode returns the ISO 4217 code that a sign or code beside a number
// means, "" when it means none. A bare "$" is USD, "¥" JPY, "kr" SEK: a file
// that means other dollars needs its currency chosen.
func CurrencyCode(sign string) string {
	up := strings.ToUpper(strings.TrimSpace(sign))
	if len(up) == 3 && crm.ValidCurrency(up) {
		return up
	}
	switch strings.TrimRight(up, ".") {
	case "$", "US$":
		return "USD"
	case "€", "EURO":
		return "EUR"
	case "£":
		return "GBP"
	case "¥", "円", "JP¥":
		return "JPY"
	case "元", "CN¥", "RMB", "人民币":
		return "CNY"
	case "₫", "Đ", "VNĐ", "ĐỒNG":
		return "VND"
	case "₼", "MAN", "MANAT":
		return "AZN"
	case "₺", "TL":
		return "TRY"
	case "₽", "РУБ", "Р":
		return "RUB"
	case "₴", "ГРН":
		return "UAH"
	case "₹", "RS":
		return "INR"
	case "₩", "원":
		return "KRW"
	case "฿":
		return "THB"
	case "₱":
		return "PHP"
	case "₪":
		return "ILS"
	case "₸":
		return "KZT"
	case "₾":
		return "GEL"
	case "ZŁ":
		return "PLN"
	case "KČ":
		return "CZK"
	case "FT":
		return "HUF"
	case "LEI":
		return "RON"
	case "KR":
		return "SEK"
	case "FR", "SFR":
		return "CHF"
	case "R$":
		return "BRL"
	case "C$", "CA$":
		return "CAD"
	case "A$", "AU$":
		return "AUD"
	case "NZ$":
		return "NZD"
	case "HK$":
		return "HKD"
	case "NT$":
		return "TWD"
	case "S$":
		return "SGD"
	case "MX$":
		return "MXN"
	}
	return ""
}
