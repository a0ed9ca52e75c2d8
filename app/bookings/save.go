package bookings

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"strings"

	"regulars/app/i18n"
)

func contains(text, part string) bool { return strings.Contains(text, part) }

// save writes the sheet as a page to print into a file the owner chooses.
func (p *dayPage) save() {
	d := p.data
	p.env.Save(d.day.String()+".html", func(w io.Writer) error { return writeSheet(w, d) },
		func(file string) string { return t("saved", i18n.Args{"File": file}) })
}

// writeSheet writes the sheet of a day as a page of HTML that prints on A4.
func writeSheet(w io.Writer, d *sheetData) error {
	out := bufio.NewWriter(w)
	say := func(format string, texts ...any) {
		for i, x := range texts {
			texts[i] = html.EscapeString(fmt.Sprint(x))
		}
		_, _ = fmt.Fprintf(out, format, texts...) // the error stays in out until Flush
	}
	title := i18n.List(i18n.Weekday(d.day.Weekday()), i18n.Date(d.day))
	say("<!doctype html>\n<html lang=%q><meta charset=\"utf-8\"><title>%s</title>\n", i18n.Current(), title)
	say("<style>body{font:11pt sans-serif;margin:15mm}table{border-collapse:collapse;width:100%%}th,td{text-align:left;padding:4pt 6pt;border-bottom:1px solid #999}</style>\n")
	say("<h1>%s</h1>\n<p>%s</p>\n", title, d.settings.BusinessName)
	for _, x := range d.tiles {
		say("<p><b>%s</b>: %s · %s</p>\n", x.name, x.taken, x.hint)
	}
	say("<table><tr>")
	for _, key := range []string{"guest_name", "when", "resource", "units", "people", "rate", "price", "status", "note"} {
		say("<th>%s</th>", t(key))
	}
	say("</tr>\n")
	for _, r := range d.rows {
		say("<tr>")
		for _, cell := range []string{r.who, r.when, r.resource.Name, i18n.Integer(int64(r.Units)), plain(r.PartySize), r.rate,
			i18n.Amount(r.Net, d.settings.BaseCurrency), statusName(r.Status), r.Note} {
			say("<td>%s</td>", cell)
		}
		say("</tr>\n")
	}
	say("</table>\n</html>\n")
	return out.Flush()
}
