package table

import (
	"bytes"
	"encoding/binary"
	"slices"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// Names of the encodings that state themselves.
const (
	UTF8    = "UTF-8"
	UTF16LE = "UTF-16LE"
	UTF16BE = "UTF-16BE"
	UTF32LE = "UTF-32LE"
	UTF32BE = "UTF-32BE"
)

// Encodings lists every encoding that can be read, in the order offered to people.
func Encodings() []string {
	return append([]string{UTF8}, append(legacyNames(), UTF16LE, UTF16BE, UTF32LE, UTF32BE)...)
}

func legacyNames() []string {
	return []string{
		"windows-1252", "windows-1250", "windows-1251", "windows-1254", "windows-1253", "windows-1257", "windows-1258",
		"GB18030", "Shift_JIS", "Big5", "EUC-KR",
	}
}

func legacy(name string) encoding.Encoding {
	switch name {
	case "windows-1252":
		return charmap.Windows1252
	case "windows-1250":
		return charmap.Windows1250
	case "windows-1251":
		return charmap.Windows1251
	case "windows-1253":
		return charmap.Windows1253
	case "windows-1254":
		return charmap.Windows1254
	case "windows-1257":
		return charmap.Windows1257
	case "windows-1258":
		return charmap.Windows1258
	case "GB18030":
		return simplifiedchinese.GB18030
	case "Shift_JIS":
		return japanese.ShiftJIS
	case "Big5":
		return traditionalchinese.Big5
	case "EUC-KR":
		return korean.EUCKR
	}
	return nil
}

// encodingFound is how the bytes were understood.
type encodingFound struct {
	name       string
	skip       int      // bytes of the mark at the start
	sure       bool     // stated by a mark, or proven by being valid
	wrongMark  bool     // the mark names another encoding than the text has
	candidates []string // best first, when guessed
}

// detect decides the encoding: a mark first, then the pattern of zero bytes,
// then valid UTF-8, and only then a guess among the old encodings.
func detect(data []byte, locale string) encodingFound {
	if e, ok := byMark(data); ok {
		return e
	}
	if name := byZeros(data); name != "" {
		return encodingFound{name: name, sure: true}
	}
	if utf8.Valid(data) {
		return encodingFound{name: UTF8, sure: true}
	}
	c := guess(data, locale)
	return encodingFound{name: c[0], candidates: c}
}

func byMark(data []byte) (encodingFound, bool) {
	marks := []struct{ name, mark string }{
		{UTF8, "\xEF\xBB\xBF"}, {UTF32LE, "\xFF\xFE\x00\x00"}, {UTF32BE, "\x00\x00\xFE\xFF"},
		{UTF16LE, "\xFF\xFE"}, {UTF16BE, "\xFE\xFF"},
	}
	for _, m := range marks {
		if !bytes.HasPrefix(data, []byte(m.mark)) {
			continue
		}
		e := encodingFound{name: m.name, skip: len(m.mark), sure: true}
		// Some programs write the two-byte mark and then four-byte letters, or
		// the mark of the other byte order.
		if m.name == UTF16LE || m.name == UTF16BE {
			if seen := byZeros(data[e.skip:]); seen != "" && seen != m.name {
				e.name, e.wrongMark = seen, true
			}
		}
		return e, true
	}
	return encodingFound{}, false
}

// byZeros finds UTF-16 and UTF-32 by where the zero bytes of plain letters,
// digits and separators fall.
func byZeros(data []byte) string {
	sample := data[:min(len(data), 1<<14)&^3]
	if len(sample) < 4 {
		sample = data[:len(data)&^1]
	}
	var zeros [4]int
	for i, c := range sample {
		if c == 0 {
			zeros[i&3]++
		}
	}
	quarter := len(sample) / 4
	most, few := func(n int) bool { return quarter > 0 && n*10 >= quarter*8 }, func(n int) bool { return n*5 <= quarter }
	if most(zeros[0]) && most(zeros[1]) && most(zeros[2]) && few(zeros[3]) {
		return UTF32BE
	}
	if most(zeros[1]) && most(zeros[2]) && most(zeros[3]) && few(zeros[0]) {
		return UTF32LE
	}
	half, even, odd := len(sample)/2, zeros[0]+zeros[2], zeros[1]+zeros[3]
	switch {
	case half > 0 && odd*10 >= half*4 && even*20 <= half:
		return UTF16LE
	case half > 0 && even*10 >= half*4 && odd*20 <= half:
		return UTF16BE
	}
	return ""
}

// decode returns the text as UTF-8. bad is the offset in text behind which
// the bytes do not fit the encoding, or -1.
func decode(data []byte, name string) (text []byte, bad int) {
	switch name {
	case UTF8:
		return data, invalidUTF8(data)
	case UTF16LE:
		return decode16(data, binary.LittleEndian)
	case UTF16BE:
		return decode16(data, binary.BigEndian)
	case UTF32LE:
		return decode32(data, binary.LittleEndian)
	case UTF32BE:
		return decode32(data, binary.BigEndian)
	}
	text, err := legacy(name).NewDecoder().Bytes(data)
	if err != nil {
		return nil, 0
	}
	return text, bytes.Index(text, []byte("\uFFFD"))
}

func invalidUTF8(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

func decode16(data []byte, order binary.ByteOrder) ([]byte, int) {
	out, bad := make([]byte, 0, len(data)/2+len(data)/8), -1
	for len(data) >= 2 {
		r := rune(order.Uint16(data))
		data = data[2:]
		if utf16.IsSurrogate(r) {
			low := rune(0)
			if len(data) >= 2 {
				low = rune(order.Uint16(data))
			}
			if r = utf16.DecodeRune(r, low); r == utf8.RuneError && bad < 0 {
				bad = len(out)
			} else if r != utf8.RuneError {
				data = data[2:]
			}
		}
		out = utf8.AppendRune(out, r)
	}
	if len(data) > 0 && bad < 0 {
		bad = len(out)
	}
	return out, bad
}

func decode32(data []byte, order binary.ByteOrder) ([]byte, int) {
	out, bad := make([]byte, 0, len(data)/4+len(data)/16), -1
	for ; len(data) >= 4; data = data[4:] {
		u := order.Uint32(data)
		if u > utf8.MaxRune || !utf8.ValidRune(rune(u)) {
			if bad < 0 {
				bad = len(out)
			}
			u = utf8.RuneError
		}
		out = utf8.AppendRune(out, rune(u))
	}
	if len(data) > 0 && bad < 0 {
		bad = len(out)
	}
	return out, bad
}

// knownEncoding matches a name given by a person or a saved mapping.
func knownEncoding(name string) bool { return slices.Contains(Encodings(), name) }
