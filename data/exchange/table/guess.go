package table

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// guess orders the old encodings by how much the decoded text looks like
// words; the locale breaks near ties. It never returns an empty list.
func guess(data []byte, locale string) []string {
	sample := data[:min(len(data), 1<<18)]
	if len(sample) < len(data) {
		// Do not cut a letter of several bytes in two.
		if i := strings.LastIndexByte(string(sample), '\n'); i > 0 {
			sample = sample[:i]
		}
	}
	type scored struct {
		name  string
		score float64
	}
	var list []scored
	home := localEncodings(locale)
	for _, name := range legacyNames() {
		text, bad := decode(sample, name)
		if bad >= 0 {
			continue
		}
		score, letters := plausible([]rune(string(text)), usualLetters(name))
		if i := slices.Index(home, name); i >= 0 {
			score += float64(letters) * 0.4 / float64(i+1)
		}
		list = append(list, scored{name, score})
	}
	slices.SortStableFunc(list, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	var names []string
	for _, s := range list {
		names = append(names, s.name)
	}
	if len(names) == 0 {
		names = []string{"windows-1252"}
	}
	return names
}

// localEncodings are the old encodings of a language's computers, most usual first.
func localEncodings(locale string) []string {
	lang, rest, _ := strings.Cut(strings.ReplaceAll(locale, "_", "-"), "-")
	switch lang {
	case "az", "tr":
		return []string{"windows-1254", "windows-1251", "windows-1252"}
	case "ru", "uk", "be", "bg", "sr", "kk", "mk":
		return []string{"windows-1251"}
	case "pl", "cs", "sk", "hu", "hr", "sl", "ro":
		return []string{"windows-1250"}
	case "el":
		return []string{"windows-1253"}
	case "lt", "lv", "et":
		return []string{"windows-1257"}
	case "vi":
		return []string{"windows-1258", "windows-1252"}
	case "zh":
		if strings.Contains(rest, "Hant") || strings.Contains(rest, "TW") || strings.Contains(rest, "HK") {
			return []string{"Big5", "GB18030"}
		}
		return []string{"GB18030", "Big5"}
	case "ja":
		return []string{"Shift_JIS"}
	case "ko":
		return []string{"EUC-KR"}
	}
	return []string{"windows-1252", "windows-1250"}
}

// usualLetters are the letters that people who use the encoding write most.
func usualLetters(name string) string {
	switch name {
	case "windows-1252":
		return "äöüßéèêàçñóíáúâôîûëïãõåæøœìòùÄÖÜÉÀÈÇÑÅØÆ"
	case "windows-1250":
		return "ąćęłńóśźżčďěňřšťůžýáéíúőűăâîșţđľĺŕÁÉÍČŘŠŽŁŚŻÖÜäöü"
	case "windows-1254":
		return "çğıöşüâîÇĞİÖŞÜ"
	case "windows-1257":
		return "āčēģīķļņšūžąęėįųõäöüĀČĒŠŪŽ"
	case "windows-1258":
		return "àâăđéèêìíòóôơùúưýĐÂÊÔƠƯ"
	}
	return ""
}

// plausible scores decoded text: letters inside words earn, signs and
// scripts mixed inside words cost. letters counts what was scored.
func plausible(text []rune, usual string) (score float64, letters int) {
	at := func(i int) rune {
		if i < 0 || i >= len(text) {
			return ' '
		}
		return text[i]
	}
	for i, r := range text {
		if r < 0x80 {
			continue
		}
		letters++
		score += plausibleRune(at(i-1), r, at(i+1), usual)
	}
	return score, letters
}

func plausibleRune(prev, r, next rune, usual string) float64 {
	inWord := unicode.IsLetter(prev) || unicode.IsLetter(next)
	switch {
	case r < 0xA0, r == unicode.ReplacementChar, r >= 0xE000 && r <= 0xF8FF:
		return -10
	case wide(r):
		return plausibleWide(prev, r, next)
	case unicode.Is(unicode.Mn, r): // the tone marks of windows-1258
		if unicode.IsLetter(prev) {
			return 0.5
		}
		return -5
	case unicode.IsLetter(r):
		return plausibleLetter(prev, r, next, usual)
	case unicode.IsLetter(prev) && unicode.IsLetter(next) && r != '’' && r != '·' && r != '\u00A0':
		return -3
	case inWord && !strings.ContainsRune("’‘“”–—…«»°ºª€®™©\u00A0„‚", r):
		return -1.5
	case strings.ContainsRune("’‘“”–—…«»°€£§®™©\u00A0„", r):
		return 0.5
	}
	return -0.3
}

func plausibleLetter(prev, r, next rune, usual string) float64 {
	score := 1.0
	if strings.ContainsRune(usual, r) {
		score = 2
	}
	if unicode.Is(unicode.Cyrillic, r) || unicode.Is(unicode.Greek, r) {
		// Whole words in one script; a single such letter in Latin text is wrong.
		if unicode.Is(unicode.Latin, prev) || unicode.Is(unicode.Latin, next) {
			return -3
		}
		if unicode.IsUpper(r) && unicode.IsLower(prev) {
			return -2
		}
		return 1.8
	}
	if unicode.IsUpper(r) && unicode.IsLower(prev) {
		return -3
	}
	if prev > 0x7F && unicode.IsLetter(prev) && next > 0x7F && unicode.IsLetter(next) {
		score -= 2 // three accented letters in a row are another script in disguise
	}
	return score
}

func wide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF
}

func plausibleWide(prev, r, next rune) float64 {
	switch {
	case r >= 0xFF61 && r <= 0xFF9F: // half-width kana: every accented byte becomes one
		if wide(prev) && wide(next) {
			return 0.5
		}
		return -2
	case unicode.Is(unicode.Latin, prev) && unicode.Is(unicode.Latin, next):
		return -3
	case r >= 0x4E00 && r <= 0x9FA5 && commonHan(r), unicode.In(r, unicode.Hiragana, unicode.Katakana), unicode.Is(unicode.Hangul, r):
		if wide(prev) || wide(next) {
			return 3
		}
		return 1
	case wide(prev) || wide(next):
		return 1.5
	}
	return -1
}

// commonHan are characters that names, addresses and headings are full of;
// text decoded by the wrong table rarely hits them.
func commonHan(r rune) bool {
	return strings.ContainsRune("的一是人中国大小上下电子邮箱件姓名客户公司地址编号订单日期数量单价金额商品产品类别备注手机联系张王李刘陈杨赵黄周吴北京上海广东市省区路街日本東京都山田中村木高橋佐藤鈴伊会社氏住所番号話電注文付商品量価格名前様國臺灣灣先生小姐訂單號客戶業務", r)
}
