package table

import (
	"fmt"
	"strconv"
	"strings"
)

// Codes of problems that stop a whole file.
const (
	CodeCannotOpen      = "cannot_open"
	CodeEmptyFile       = "empty_file"
	CodeTooLarge        = "too_large"
	CodeGzipBroken      = "gzip_broken"
	CodeSpreadsheet     = "is_spreadsheet"
	CodeOldExcel        = "is_old_excel"
	CodeArchive         = "is_archive"
	CodePDF             = "is_pdf"
	CodeImage           = "is_image"
	CodeWebPage         = "is_web_page"
	CodeContacts        = "is_contacts"
	CodeCalendar        = "is_calendar"
	CodeJSON            = "is_json"
	CodeNotATable       = "not_a_table"
	CodeEncodingLies    = "encoding_lies"
	CodeEncodingUnknown = "encoding_unknown"
	CodeTooManyColumns  = "too_many_columns"
	CodeFieldTooLong    = "field_too_long"
	CodeMixedDates      = "mixed_date_orders"
	CodeMixedDecimals   = "mixed_decimals"
	CodeForeignCurrency = "foreign_currency"
	CodeMixedCurrencies = "mixed_currencies"
	CodeColumnMissing   = "column_missing"
	// CodeNoRoom: on the day Value more would be booked than the business has.
	CodeNoRoom = "no_room"
	// CodeRejectsNotWritten: the folder for the rejected rows cannot be
	// written; Value names it and says why.
	CodeRejectsNotWritten = "rejects_not_written"
)

// Codes of problems of one row or one cell; the rest of the file is fine.
const (
	CodeUnterminatedQuote = "unterminated_quote"
	CodeRowTooLong        = "row_too_long"
	CodeFieldMissing      = "field_missing"
	CodeNameMissing       = "name_missing"
	CodePriceMissing      = "price_missing"
	CodeBadDate           = "bad_date"
	CodeBadTime           = "bad_time"
	CodeBadNumber         = "bad_number"
	CodeBadCurrency       = "bad_currency"
	CodeBadStatus         = "bad_status"
	CodeNumberTooLarge    = "number_too_large"
	CodeTextTooLong       = "text_too_long"
	// Of weather: a number that no day on Earth has, and a day that an earlier
	// row has already.
	CodeWeatherRange = "weather_range"
	CodeDayTwice     = "day_twice"
	// CodeDocumentIncomplete: the row is fine but another one of the document
	// (Value is its number) is not.
	CodeDocumentIncomplete = "document_incomplete"
	// Of who is said to have brought a customer (Value): the customer comes in
	// without. Unknown: none, or more than one, is called so; Circle: he would
	// have brought himself; Other: the book says somebody else did.
	CodeReferrerUnknown = "referrer_unknown"
	CodeReferrerCircle  = "referrer_circle"
	CodeReferrerOther   = "referrer_other"
)

// Codes of warnings: something the owner should know; nothing is refused.
const (
	CodeNoRows           = "no_rows"
	CodeEncodingGuessed  = "encoding_guessed"
	CodeMarkWrong        = "mark_wrong"
	CodeNulBytes         = "nul_bytes"
	CodeStrayQuote       = "stray_quote"
	CodeShortRows        = "short_rows"
	CodeNoHeader         = "no_header"
	CodePreamble         = "preamble_skipped"
	CodeDateOrderGuessed = "date_order_guessed"
	CodeDecimalGuessed   = "decimal_guessed"
	CodeBadEmail         = "bad_email"
)

// Problem says what is wrong with a file, where, and (through the text of
// its code, import.problem_<code>) what to do about it.
type Problem struct {
	Code   string `json:"code"`
	File   string `json:"file,omitempty"`
	Row    int    `json:"row,omitempty"`    // as a spreadsheet numbers rows, from 1; 0 means the whole file
	Column string `json:"column,omitempty"` // the column's heading
	Value  string `json:"value,omitempty"`  // the cell, shortened, or the number or rows the text speaks of
}

// Error is an English line for logs and the terminal.
func (p *Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Row > 0 {
		fmt.Fprintf(&b, " row %d", p.Row)
	}
	if p.Column != "" {
		fmt.Fprintf(&b, " column %q", p.Column)
	}
	b.WriteString(": " + strings.ReplaceAll(p.Code, "_", " "))
	if p.Value != "" {
		fmt.Fprintf(&b, " (%s)", p.Value)
	}
	return strings.TrimPrefix(b.String(), " ")
}

// Key is the translation key of the problem's text.
func (p *Problem) Key() string { return "import.problem_" + p.Code }

// Args fills the placeholders of the problem's text.
func (p *Problem) Args() map[string]any {
	return map[string]any{"File": p.File, "Row": p.Row, "Column": p.Column, "Value": p.Value}
}

// Warning reports whether the problem is only worth telling: no row and no
// file is refused because of it.
func (p *Problem) Warning() bool {
	switch p.Code {
	case CodeNoRows, CodeEncodingGuessed, CodeMarkWrong, CodeNulBytes, CodeStrayQuote, CodeShortRows,
		CodeNoHeader, CodePreamble, CodeDateOrderGuessed, CodeDecimalGuessed, CodeBadEmail:
		return true
	}
	return false
}

// Codes lists every problem code: each has a text in every language.
func Codes() []string {
	return []string{
		CodeCannotOpen, CodeEmptyFile, CodeTooLarge, CodeGzipBroken, CodeSpreadsheet, CodeOldExcel, CodeArchive,
		CodePDF, CodeImage, CodeWebPage, CodeContacts, CodeCalendar, CodeJSON, CodeNotATable, CodeEncodingLies,
		CodeEncodingUnknown, CodeTooManyColumns, CodeFieldTooLong, CodeMixedDates, CodeMixedDecimals,
		CodeMixedCurrencies, CodeForeignCurrency, CodeColumnMissing, CodeNoRoom, CodeRejectsNotWritten,
		CodeUnterminatedQuote, CodeRowTooLong, CodeFieldMissing, CodeNameMissing, CodePriceMissing, CodeBadDate,
		CodeBadTime, CodeBadNumber, CodeBadCurrency, CodeBadStatus, CodeNumberTooLarge, CodeTextTooLong, CodeWeatherRange, CodeDayTwice, CodeDocumentIncomplete,
		CodeReferrerUnknown, CodeReferrerCircle, CodeReferrerOther,
		CodeNoRows, CodeEncodingGuessed, CodeMarkWrong, CodeNulBytes, CodeStrayQuote, CodeShortRows, CodeNoHeader,
		CodePreamble, CodeDateOrderGuessed, CodeDecimalGuessed, CodeBadEmail,
	}
}

// shorten keeps messages readable whatever a cell holds.
func shorten(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

func rowList(rows ...int) string {
	parts := make([]string, len(rows))
	for i, r := range rows {
		parts[i] = strconv.Itoa(r)
	}
	return strings.Join(parts, ", ")
}
