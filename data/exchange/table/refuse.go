package table

import "bytes"

// refuseRaw recognises files that are no text at all by their first bytes.
func refuseRaw(data []byte) *Problem {
	if len(bytes.TrimSpace(data)) == 0 {
		return &Problem{Code: CodeEmptyFile}
	}
	head := data[:min(len(data), 4096)]
	has := func(magics ...string) bool {
		for _, m := range magics {
			if bytes.HasPrefix(head, []byte(m)) {
				return true
			}
		}
		return false
	}
	switch {
	case has("PK\x03\x04"):
		if bytes.Contains(head, []byte("xl/")) || bytes.Contains(head, []byte("[Content_Types].xml")) ||
			bytes.Contains(head, []byte("opendocument.spreadsheet")) {
			return &Problem{Code: CodeSpreadsheet}
		}
		return &Problem{Code: CodeArchive}
	case has("\xD0\xCF\x11\xE0"):
		return &Problem{Code: CodeOldExcel}
	case has("%PDF"):
		return &Problem{Code: CodePDF}
	case has("\x89PNG", "\xFF\xD8\xFF", "GIF8", "RIFF", "II*\x00", "MM\x00*"):
		return &Problem{Code: CodeImage}
	case has("PK\x05\x06", "7z\xBC\xAF", "Rar!", "BZh", "\x28\xB5\x2F\xFD", "\xFD7zXZ"):
		return &Problem{Code: CodeArchive}
	case has("SQLite format 3", "\x7FELF", "MZ\x90"):
		return &Problem{Code: CodeNotATable}
	}
	return nil
}

// refuseText recognises text that is something other than a table, and
// decoded bytes that are no text.
func refuseText(text []byte) *Problem {
	head := bytes.ToLower(bytes.TrimSpace(text[:min(len(text), 2048)]))
	starts := func(s string) bool { return bytes.HasPrefix(head, []byte(s)) }
	switch {
	case len(head) == 0 && len(bytes.TrimSpace(text)) == 0:
		return &Problem{Code: CodeEmptyFile}
	case starts("<!doctype"), starts("<html"), starts("<?xml"), starts("<table"), starts("<!--"):
		return &Problem{Code: CodeWebPage}
	case starts("begin:vcard"):
		return &Problem{Code: CodeContacts}
	case starts("begin:vcalendar"):
		return &Problem{Code: CodeCalendar}
	case looksLikeJSON(head):
		return &Problem{Code: CodeJSON}
	case notText(text):
		return &Problem{Code: CodeNotATable}
	}
	return nil
}

func looksLikeJSON(head []byte) bool {
	if len(head) == 0 || head[0] != '{' && head[0] != '[' {
		return false
	}
	rest := bytes.TrimSpace(head[1:])
	if len(rest) == 0 {
		return false
	}
	if head[0] == '[' {
		return rest[0] == '{' || rest[0] == '['
	}
	return rest[0] == '"' && bytes.Contains(rest, []byte(`":`))
}

// notText reports whether control bytes are too many for text.
func notText(text []byte) bool {
	sample := text[:min(len(text), 1<<16)]
	odd := 0
	for _, c := range sample {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\v' || c == 0x7f {
			odd++
		}
	}
	return odd > 2 && odd*50 > len(sample)
}
