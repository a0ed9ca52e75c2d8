package table

import (
	"strings"
	"unicode"
)

// headKey makes headings comparable: "E-mail 1 - Value", "E_Mail1Value" and
// "email 1 value" are the same words.
func headKey(h string) string {
	var b strings.Builder
	prev := ' '
	runes := []rune(h)
	for i, r := range runes {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) {
			if r != '\'' && r != '’' { // manager's, d'acquisto
				b.WriteByte(' ')
			} else if prev == 'd' || prev == 'l' {
				b.WriteByte(' ')
			}
			prev = ' '
			continue
		}
		nextLower := i+1 < len(runes) && unicode.IsLower(runes[i+1])
		if unicode.IsUpper(r) && (unicode.IsLower(prev) || unicode.IsUpper(prev) && nextLower) ||
			unicode.IsDigit(r) && unicode.IsLower(prev) || unicode.IsLetter(r) && unicode.IsDigit(prev) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		prev = r
	}
	words := strings.Fields(fold(b.String()))
	key := " " + strings.Join(words, " ") + " "
	for _, same := range [][2]string{
		{" e mail ", " email "}, {" e mails ", " email "}, {" emails ", " email "}, {" zip code ", " zip "}, {" zipcode ", " zip "},
		{" post code ", " zip "}, {" postcode ", " zip "}, {" postal code ", " zip "}, {" postalcode ", " zip "}, {" postal ", " zip "},
		{" firstname ", " first name "}, {" lastname ", " last name "}, {" surname ", " last name "}, {" forename ", " first name "},
		{" telephone ", " phone "}, {" tel ", " phone "}, {" cell phone ", " mobile phone "}, {" cellphone ", " mobile phone "},
		{" organisation ", " organization "}, {" nick name ", " nickname "}, {" sub category ", " subcategory "},
		{" lineitem ", " line item "}, {" qty ", " quantity "}, {" num ", " number "}, {" nr ", " number "}, {" no ", " number "},
		{" phonenumber ", " phone number "}, {" displayname ", " display name "}, {" hs object id ", " record id "},
	} {
		key = strings.ReplaceAll(key, same[0], same[1])
	}
	return strings.TrimSpace(key)
}
