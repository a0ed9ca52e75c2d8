package table

import (
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"
)

// encodeAs writes text in an encoding, or returns "" when it cannot.
func encodeAs(name, text string) string {
	var out []byte
	switch name {
	case UTF8:
		return text
	case UTF16LE, UTF16BE:
		for _, u := range utf16.Encode([]rune(text)) {
			if name == UTF16LE {
				out = binary.LittleEndian.AppendUint16(out, u)
			} else {
				out = binary.BigEndian.AppendUint16(out, u)
			}
		}
		return string(out)
	case UTF32LE, UTF32BE:
		for _, r := range text {
			if name == UTF32LE {
				out = binary.LittleEndian.AppendUint32(out, uint32(r))
			} else {
				out = binary.BigEndian.AppendUint32(out, uint32(r))
			}
		}
		return string(out)
	}
	s, err := legacy(name).NewEncoder().String(text)
	if err != nil {
		return ""
	}
	return s
}

func TestEncoding_Guess(t *testing.T) {
	tests := []struct{ encoding, locale, text string }{
		{"windows-1252", "de", "Name;Ort\nJörg Müller;Köln\nGünther Weiß;Düsseldorf\n"},
		{"windows-1252", "en", "first,last,company\nJosé,García,Ångström AB\nRenée,Lefèvre,Café Noël\n"},
		{"windows-1252", "it", "Nome;Città\nNiccolò;Forlì\nGesù;Cefalù\n"},
		{"windows-1252", "fr", "Prénom,Ville\nFrançois,Orléans\nHélène,Besançon\n"},
		{"windows-1250", "pl", "imię;miasto\nŁukasz;Łódź\nMałgorzata;Gdańsk\nZbigniew Wąs;Świętochłowice\n"},
		{"windows-1250", "cs", "jméno;město\nJiří Dvořák;Plzeň\nBožena Němcová;Česká Skalice\n"},
		{"windows-1250", "en", "name,city\nŁukasz,Łódź\nMałgorzata,Gdańsk\nJiří,Plzeň\n"},
		{"windows-1251", "ru", "Имя;Город\nИван Петров;Москва\nСергей;Новосибирск\n"},
		{"windows-1251", "en", "Имя,Город,Email\nИван Петров,Москва,ivan@example.ru\n"},
		{"windows-1254", "az", "Ad,Şəhər\n"}, // ə is in no old table: must not be encodable
		{"windows-1254", "tr", "Ad,Şehir\nGülşah Yıldız,İstanbul\nOğuz,Muğla\n"},
		{"windows-1253", "el", "Όνομα,Πόλη\nΓιώργος,Αθήνα\nΜαρία,Θεσσαλονίκη\n"},
		{"GB18030", "zh-Hans", "姓名,城市,电话\n张伟,北京,13800138000\n李娜,上海,13900139000\n"},
		{"GB18030", "en", "姓名,公司,城市\n张伟,北京科技有限公司,北京市\n李娜,上海贸易公司,上海市\n"},
		{"Shift_JIS", "ja", "氏名,会社,住所\n田中太郎,株式会社サンプル,東京都渋谷区桜丘町\n佐藤花子,ソフトウェア,大阪市北区\n"},
		{"EUC-KR", "ko", "이름,도시\n김철수,서울\n이영희,부산\n"},
		{"Big5", "zh-Hant", "姓名,公司,地址\n陳先生,臺灣電子公司,臺北市\n"},
		{UTF16LE, "en", "name,city\nJörg,Köln\n"},
		{UTF16BE, "en", "name,city\nJörg,Köln\n"},
		{UTF32LE, "en", "name,city\nJörg,Köln\n"},
		{UTF32BE, "en", "name,city\nJörg,Köln\n"},
	}
	for _, tt := range tests {
		data := encodeAs(tt.encoding, tt.text)
		if data == "" {
			continue
		}
		tb := read(t, data, Options{Locale: tt.locale})
		if tb.Encoding != tt.encoding || string(tb.data) != tt.text {
			t.Errorf("%s (%s): read as %s %v: %.60q", tt.encoding, tt.locale, tb.Encoding, tb.Candidates, tb.data)
		}
		if legacy(tt.encoding) != nil && (tb.EncodingSure || len(tb.Candidates) < 2 || tb.Notices[0].Code != CodeEncodingGuessed) {
			t.Errorf("%s: a guess must be told: %+v", tt.encoding, tb.Notices)
		}
	}
}

func TestEncoding_Marks(t *testing.T) {
	text := "name,city\nJörg,Köln\n"
	marks := map[string]string{UTF8: "\xEF\xBB\xBF", UTF16LE: "\xFF\xFE", UTF16BE: "\xFE\xFF", UTF32LE: "\xFF\xFE\x00\x00", UTF32BE: "\x00\x00\xFE\xFF"}
	for name, mark := range marks {
		tb := read(t, mark+encodeAs(name, text), Options{})
		if tb.Encoding != name || string(tb.data) != text || len(tb.Notices) != 0 {
			t.Errorf("%s: %s %q %v", name, tb.Encoding, tb.data, tb.Notices)
		}
	}
	// Two-byte marks in front of four-byte letters or the other byte order.
	for _, name := range []string{UTF32LE, UTF32BE, UTF16LE} {
		tb := read(t, "\xFE\xFF"+encodeAs(name, text), Options{})
		if tb.Encoding != name || string(tb.data) != text || len(tb.Notices) != 1 || tb.Notices[0].Code != CodeMarkWrong {
			t.Errorf("FE FF before %s: %s %q %v", name, tb.Encoding, tb.data, tb.Notices)
		}
	}
}

func TestEncoding_Chosen(t *testing.T) {
	data := encodeAs("windows-1250", "imię\nŁukasz\n")
	tb := read(t, data, Options{Encoding: "windows-1250"})
	if string(tb.data) != "imię\nŁukasz\n" || !tb.EncodingSure || len(tb.Notices) != 0 {
		t.Errorf("%q %v", tb.data, tb.Notices)
	}
	_, err := Read(strings.NewReader(data), "x.csv", Options{Encoding: UTF8})
	if p, ok := err.(*Problem); !ok || p.Code != CodeEncodingLies || p.Row != 1 {
		t.Errorf("chosen UTF-8 over other bytes: %v", err)
	}
}
