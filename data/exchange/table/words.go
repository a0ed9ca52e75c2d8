package table

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold makes words comparable: lower case, without accents, đ ə ı ß as the
// plain letters people type for them.
func fold(s string) string {
	ascii := true
	for i := range len(s) {
		if s[i] >= 0x80 {
			ascii = false
			break
		}
	}
	if ascii {
		return strings.ToLower(s)
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(norm.NFKC.String(s)) {
		switch r = unicode.ToLower(r); {
		case unicode.Is(unicode.Mn, r):
		case r == 'đ':
			b.WriteByte('d')
		case r == 'ə':
			b.WriteByte('e')
		case r == 'ı':
			b.WriteByte('i')
		case r == 'ß':
			b.WriteString("ss")
		case r == 'ł':
			b.WriteByte('l')
		case r == 'ø':
			b.WriteByte('o')
		case r == 'æ':
			b.WriteString("ae")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// cutWord takes the letters at the start of s.
func cutWord(s string) (word, rest string) {
	i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) })
	if i < 0 {
		i = len(s)
	}
	return fold(s[:i]), s[i:]
}

// monthOf returns the month that a folded word names. The Vietnamese word
// for month is followed by its number, of which used bytes are consumed.
func monthOf(word, after string) (month, used int) {
	if word == "thang" || word == "thg" {
		trimmed := strings.TrimLeft(after, " .")
		n := digitsAfter(trimmed)
		if m := digits(trimmed[:n]); m >= 1 && m <= 12 {
			return m, len(after) - len(trimmed) + n
		}
		return 0, 0
	}
	return monthWords()[word], 0
}

// dateFiller lists words that stand between the parts of a date.
func dateFiller(word string) bool {
	switch word {
	case "de", "del", "of", "the", "ngay", "nam", "le", "den", "il", "am", "el", "il,",
		"mon", "tue", "wed", "thu", "fri", "sat", "sun", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
		"mo", "di", "mi", "do", "fr", "sa", "so", "lun", "mer", "gio", "ven", "sab", "dom", "jeu", "sam", "dim", "mie", "jue", "vie":
		return true
	}
	return false
}

// monthWords maps folded month names, long and short, to their numbers.
var monthWords = sync.OnceValue(func() map[string]int {
	lists := []string{
		"january february march april may june july august september october november december",
		"jan feb mar apr may jun jul aug sep oct nov dec",
		"gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
		"gen feb mar apr mag giu lug ago set ott nov dic",
		"yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
		"yan fev mar apr may iyn iyl avq sen okt noy dek",
		"januar februar marz april mai juni juli august september oktober november dezember",
		"janner feber maerz apr mai jun jul aug sept okt nov dez",
		"janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
		"janv fevr mars avr mai juin juil aout sept oct nov dec",
		"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
		"ene feb mar abr may jun jul ago sep oct nov dic",
		"janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
		"jan fev mar abr mai jun jul ago set out nov dez",
		"ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik",
		"januari februari maart april mei juni juli augustus september oktober november december",
		"stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia",
		"января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
		"январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
		"янв фев мар апр май июн июл авг сен окт ноя дек",
	}
	out := map[string]int{}
	for _, l := range lists {
		for i, w := range strings.Fields(l) {
			if out[fold(w)] == 0 {
				out[fold(w)] = i + 1
			}
		}
	}
	return out
})

// firstRune is the first letter of s, for quick refusals.
func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}
