package insight

import (
	"fmt"
	"html"
	"io"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	displace "regulars/data/insight/group"
)

// offerBody is the group's question as one form above its answer.
type offerBody struct {
	p    *page
	all  *fyne.Container
	form fyne.CanvasObject

	arrive             *ui.DateField
	nights, units      *ui.Entry
	gone, wash         *ui.Entry
	rate, extras, cost *ui.MoneyField
	customer           *ui.PickField
	shown              *answer
	asked              offered
	quiet              bool // the program fills the fields
}

func offerForms(f *frame) { f.height = 300 }

func newOfferBody(p *page) body {
	b := &offerBody{p: p, all: ui.Stack(ui.SpaceM), arrive: ui.NewDateField(p.question.dayFor(p)), nights: ui.NewEntry(), units: ui.NewEntry(), gone: ui.NewEntry(), wash: ui.NewEntry()}
	p.question.room.offer.unread = false // its fields show what was read last
	b.arrive.OnChanged, b.arrive.Coming = b.change, true
	for _, e := range []*ui.Entry{b.nights, b.units, b.gone, b.wash} {
		e.OnChanged = func(string) { b.change() }
	}
	b.customer = ui.NewPickField(kt("find_customer"), func(text string) (out []ui.Choice) {
		hits, err := p.env.Book.Search(text, ui.MaxChoices, crm.KindParty)
		if err != nil {
			return nil
		}
		for _, h := range hits {
			out = append(out, ui.Choice{ID: h.ID, Title: h.Title, Hint: h.Snippet})
		}
		return out
	})
	return b
}

func (b *offerBody) root() fyne.CanvasObject { return b.all }

func (b *offerBody) show(a *answer) {
	b.shown = a
	f := b.p.frame
	f.showChart(a)
	b.all.Objects = nil
	defer b.all.Refresh()
	if a.offer == nil {
		return
	}
	if b.form == nil {
		b.makeForm(a.currency)
	}
	b.fill(a.offer.asked)
	var tiles []fyne.CanvasObject
	for _, t := range a.offer.tiles {
		tiles = append(tiles, ui.Stat(t.title, t.value, t.between))
	}
	b.all.Objects = []fyne.CanvasObject{b.form}
	if a.offer.result == nil {
		return // the headline says why
	}
	f.sheet.show(a, f.height)
	if len(tiles) > 0 {
		b.all.Objects = append(b.all.Objects, ui.Tiles(200, tiles...))
	}
	b.all.Objects = append(b.all.Objects, container.New(&beside{from: narrow, share: 0.42, gap: ui.SpaceM}, f.chartBox, f.sheet.root))
}

func (b *offerBody) makeForm(currency string) {
	money := func() *ui.MoneyField {
		m := ui.NewMoneyField(currency)
		m.OnChanged = b.change
		return m
	}
	b.rate, b.extras, b.cost = money(), money(), money()
	field := func(name string, width float32, o fyne.CanvasObject) fyne.CanvasObject {
		return ui.FormRow(kt(name), container.New(sized{width: width}, o), "")
	}
	fields := ui.Flow(ui.SpaceM, field("arrive", 145, b.arrive), field("field_nights", 70, b.nights), field("field_units", 105, b.units), field("field_rate", 120, b.rate),
		field("field_extras", 120, b.extras), field("field_cost", 120, b.cost), field("field_gone", 110, b.gone), field("field_wash", 130, b.wash))
	keep := ui.Flow(ui.SpaceM, field("field_customer", 230, b.customer), ui.FormRow("", ui.NewButton(kt("keep_note"), theme.DocumentSaveIcon(), b.keep), ""),
		ui.FormRow("", ui.NewButton(kt("save_print"), theme.DocumentPrintIcon(), b.print), ""))
	card := ui.Card(ui.Stack(ui.SpaceS, fields, keep))
	card.PadX, card.PadY = ui.SpaceM, ui.SpaceS
	b.form = card
}

// fill brings the question into the fields; what the owner typed stays.
func (b *offerBody) fill(q offered) {
	if q == b.asked || q.set && b.asked.units > 0 {
		b.asked = q
		return
	}
	b.asked, b.quiet = q, true
	b.arrive.SetDate(q.arrive)
	b.nights.SetText(strconv.Itoa(q.nights))
	b.units.SetText(strconv.Itoa(q.units))
	b.gone.SetText(strconv.Itoa(q.gone))
	b.wash.SetText(strconv.Itoa(q.wash))
	b.rate.SetAmount(q.rate)
	b.extras.SetAmount(q.extras)
	b.cost.SetAmount(q.cost)
	b.quiet = false
}

// change asks with what is typed, or takes the answer away where that cannot
// be read.
func (b *offerBody) change() {
	if b.quiet {
		return
	}
	q := offered{set: true}
	day, ok := b.arrive.Date()
	q.arrive = day
	ok = ok && day > 0
	for _, e := range []struct {
		entry       *ui.Entry
		into        *int
		least, most int64
	}{{b.nights, &q.nights, 1, 60}, {b.units, &q.units, 1, displace.MostUnits}, {b.gone, &q.gone, 0, 99}, {b.wash, &q.wash, 0, 99}} {
		v, err := ui.ParseNumber(e.entry.Text, 0)
		ok = ok && err == nil && v >= e.least && v <= e.most
		*e.into = int(v)
	}
	for _, m := range []struct {
		field *ui.MoneyField
		into  *crm.Amount
	}{{b.rate, &q.rate}, {b.extras, &q.extras}, {b.cost, &q.cost}} {
		v, _, valid := m.field.Amount()
		ok = ok && valid && v >= 0 && v <= displace.MostMoney
		*m.into = v
	}
	if !ok {
		q = b.asked
		q.set, q.unread = true, true
	}
	b.p.ask(func(p *question) { p.room.offer = q })
}

// title is what the question is called in a file.
func (b *offerBody) title() string { return offerTitle(b.asked, b.shown.currency) }

// offerTitle is a group's question in a line.
func offerTitle(q offered, currency string) string {
	return kt("note_title", i18n.Args{"Units": q.units, "Date": i18n.Date(q.arrive), "Nights": kn("nights", q.nights), "Rate": i18n.Amount(q.rate, currency)})
}

// lines are the answer in words, without its nights.
func (b *offerBody) lines() []string {
	lines := []string{b.shown.headline}
	for _, t := range b.shown.offer.tiles {
		lines = append(lines, fmt.Sprintf("%s: %s (%s)", t.title, t.value, t.between))
	}
	return lines
}

// answered reports whether there is an answer to keep or to print, and says
// why not.
func (b *offerBody) answered() bool {
	if b.shown == nil || b.shown.offer == nil {
		return false
	}
	if b.shown.offer.result == nil {
		b.p.env.Notify(ui.Notice{Text: b.shown.headline, Tone: ui.Bad})
		return false
	}
	return true
}

// keep puts the answer into the customer's file.
func (b *offerBody) keep() {
	who := b.customer.Chosen()
	if who.ID.IsZero() {
		b.p.env.Notify(ui.Notice{Text: kt("need_customer"), Tone: ui.Bad})
		b.customer.Focus()
		return
	}
	if !b.answered() {
		return
	}
	var text strings.Builder
	for _, line := range append(b.lines(), b.shown.about...) {
		text.WriteString(line + "\n")
	}
	for _, line := range b.shown.sheet.lines() {
		text.WriteString(strings.Join(line, "  ") + "\n")
	}
	err := b.p.env.Change(kt("did_note", i18n.Args{"Name": who.Title}), func(tx *book.Tx) error {
		return tx.Put(&crm.Interaction{InteractionKind: crm.Note, Parties: []crm.ID{who.ID}, Date: b.p.env.Today(), Summary: b.title(), Body: text.String()})
	})
	if err != nil {
		b.p.env.Notify(ui.Notice{Text: ui.ErrorText(err), Tone: ui.Bad})
	}
}

// print saves the answer as a page to print.
func (b *offerBody) print() {
	if b.answered() {
		b.p.save(b.p.exportTitle()+".html", b.html)
	}
}

func (b *offerBody) html(w io.Writer) error {
	var out strings.Builder
	title := html.EscapeString(b.title())
	fmt.Fprintf(&out, "<!doctype html>\n<html lang=%q><meta charset=\"utf-8\"><title>%s</title>\n", i18n.Current(), title)
	out.WriteString("<style>body{font:16px sans-serif;max-width:44em;margin:3em auto}td,th{padding:.2em .8em;text-align:right}td:first-child,th:first-child{text-align:left}</style>\n")
	fmt.Fprintf(&out, "<h1>%s</h1>\n", title)
	if who := b.customer.Chosen().Title; who != "" {
		fmt.Fprintf(&out, "<p>%s</p>\n", html.EscapeString(who))
	}
	for _, line := range b.lines() {
		fmt.Fprintf(&out, "<p>%s</p>\n", html.EscapeString(line))
	}
	out.WriteString("<table>\n")
	for i, line := range b.shown.sheet.lines() {
		tag := map[bool]string{true: "th", false: "td"}[i == 0]
		out.WriteString("<tr>")
		for _, text := range line {
			fmt.Fprintf(&out, "<%s>%s</%s>", tag, html.EscapeString(text), tag)
		}
		out.WriteString("</tr>\n")
	}
	out.WriteString("</table>\n")
	for _, line := range b.shown.about {
		fmt.Fprintf(&out, "<p><small>%s</small></p>\n", html.EscapeString(line))
	}
	_, err := io.WriteString(w, out.String()+"</html>\n")
	return err
}

func offerScenes() []screen.Scene {
	return []screen.Scene{{Name: "insight-group-may", Route: at(PartOffer, ""), Readme: true, Act: func(s screen.Screen) {
		b := s.(*page).frame.own.(*offerBody)
		if b.form == nil {
			return
		}
		b.arrive.SetDate(crm.NewDate(2027, 5, 7))
		b.nights.SetText("3")
		b.units.SetText("5")
		b.rate.SetAmount(7800)
	}}}
}
