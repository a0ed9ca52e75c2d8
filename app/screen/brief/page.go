package brief

import (
	"strings"
	"time"
	"unicode/utf8"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/screen/advice"
	"regulars/app/screen/paper"
	"regulars/data/crm"
	"regulars/data/insight/action"
	"regulars/data/insight/profit"
)

func t(key string, args ...i18n.Args) string { return i18n.T("brief."+key, args...) }

// Shown is how many lines of a list are shown; a printed page has up to
// printed, as many as fit.
const (
	Shown   = 5
	printed = 10
)

// longest is how many characters of a note are shown.
const longest = 260

// Page writes the brief in the language in use, lists cut after limit lines.
func (b *Brief) Page(limit int) paper.Sheet {
	s := paper.Sheet{Title: b.Name, Subtitle: b.who(), Day: b.Day, Lead: paper.Block{Title: t("next"), Lines: b.next()}}
	add := func(title string, always, list []string) {
		lines := append(always, cut(list, limit)...)
		if len(lines) > 0 {
			s.Blocks = append(s.Blocks, paper.Block{Title: t(title), Lines: lines})
		}
	}
	add("reach", b.reach(), nil)
	add("standing", b.stands(), nil)
	add("habits", b.habits(), b.bought())
	add("profit", b.money(), b.moneyReasons())
	add("due", nil, b.due())
	add("reasons", b.notes(), b.reasons())
	add("wishes", nil, b.wishes())
	add("likes", nil, b.likes())
	add("tasks", nil, b.tasks())
	add("contacts", nil, b.contacts())
	s.Foot = []string{i18n.Join(" · ", b.Business, t("as_of", i18n.Args{"Date": i18n.DateLong(b.Day)})), t("meaning", i18n.Args{"Currency": b.Currency})}
	return s
}

// PDF prints the brief on one A4 page. The error is [paper.ErrGlyphs] where no
// font of the computer has the characters.
func (b *Brief) PDF() ([]byte, error) {
	return paper.PDF(b.Page, printed, func(missing int) string { return i18n.N("brief.left_out", missing) })
}

// Text is the page as plain text, for an e-mail or a note.
func (b *Brief) Text() string {
	s := b.Page(Shown)
	var w strings.Builder
	w.WriteString(s.Title + "\n")
	if s.Subtitle != "" {
		w.WriteString(s.Subtitle + "\n")
	}
	for _, block := range append([]paper.Block{s.Lead}, s.Blocks...) {
		w.WriteString("\n" + block.Title + "\n")
		for _, l := range block.Lines {
			w.WriteString("  " + l + "\n")
		}
	}
	w.WriteString("\n" + strings.Join(s.Foot, "\n") + "\n")
	return w.String()
}

// cut ends a list that is too long with how many more there are.
func cut(list []string, limit int) []string {
	if len(list) <= limit {
		return list
	}
	return append(list[:limit:limit], i18n.N("brief.more", len(list)-limit))
}

// short is a text on one line, not too long.
func short(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= longest {
		return text
	}
	return strings.TrimSpace(string([]rune(text)[:longest])) + "…"
}

// who says who this is: "Head of purchasing, Nguyễn Trading · Corporate".
func (b *Brief) who() string {
	p := b.party
	kind := ""
	if p.PartyKind == crm.Organization {
		kind = i18n.Coded("customers.kind_", string(p.PartyKind))
	}
	return i18n.Join(" · ", i18n.List(p.JobTitle, p.Company), kind, p.Group)
}

// next is the best thing to do, why, and what to offer.
func (b *Brief) next() (lines []string) {
	switch {
	case b.Channel == "":
		lines = append(lines, t("next_forbidden"))
	case b.Action == nil:
		lines = append(lines, t("next_none"))
	default:
		it := advice.Item{Action: *b.Action, Way: action.Way{Channel: b.Channel}}
		lines = append(lines, it.Title()+": "+it.Why(b.Day), it.Sum(b.Currency))
	}
	if b.Offer != nil {
		lines = append(lines, t("offer", i18n.Args{"Product": b.Offer.Then.Name})+" "+screen.OfferWhy(*b.Offer))
	}
	return lines
}

// reach is how to get in touch, the preferred way first.
func (b *Brief) reach() (lines []string) {
	p := b.party
	if c := p.PreferredChannel; c != "" {
		lines = append(lines, i18n.List(t("prefers", i18n.Args{"Channel": channel(c)}), p.PreferredTime))
	}
	for _, k := range []crm.PointKind{crm.PointPhone, crm.PointEmail, crm.PointMessenger} {
		if v := p.Point(k).Value; v != "" {
			lines = append(lines, i18n.Coded("customers.point_", string(k))+": "+v)
		}
	}
	for _, a := range p.Addresses {
		if place := i18n.Join(" ", a.PostalCode, a.Locality); place != "" || len(a.Lines) > 0 {
			lines = append(lines, i18n.List(i18n.List(a.Lines...), place))
			break
		}
	}
	var never []string
	for _, c := range crm.Channels() {
		if since, no := p.DoNotContact[c]; no && since <= b.Day {
			never = append(never, channel(c))
		}
	}
	if len(never) > 0 {
		lines = append(lines, i18n.T("customers.refused", i18n.Args{"Channels": i18n.List(never...)}))
	}
	if len(lines) == 0 {
		lines = append(lines, i18n.T("customers.reach_none"))
	}
	return lines
}

func channel(c crm.Channel) string { return i18n.Coded("customers.channel_", string(c)) }

// stands is value class, stage and since when.
func (b *Brief) stands() (lines []string) {
	h, class, stage := b.Habits, screen.ClassName(b.standing.Class), screen.StageName(b.standing.Stage)
	if stage != "" && b.Since > 0 {
		stage = t("stage_since", i18n.Args{"Stage": stage, "Date": i18n.Date(b.Since)})
	}
	if text := i18n.Join(" · ", class, stage); text != "" {
		lines = append(lines, text)
	}
	switch {
	case h.Orders > 0:
		lines = append(lines, i18n.N("brief.bought_since", h.Orders, i18n.Args{"First": i18n.Date(h.First), "Last": i18n.Date(h.Last), "Net": i18n.Amount(h.Net, b.Currency)}))
	case stage == "":
		lines = append(lines, i18n.T("customers.no_purchase"))
	}
	if b.party.Acquired != "" {
		lines = append(lines, t("came_by", i18n.Args{"Source": b.party.Acquired}))
	}
	return lines
}

func (b *Brief) habits() []string {
	if text := screen.HabitText(b.Habits); text != "" {
		return []string{text}
	}
	return nil
}

func (b *Brief) bought() (lines []string) {
	for _, x := range b.Bought {
		lines = append(lines, i18n.Join(" · ", i18n.Quantity(x.Quantity)+" × "+x.Name, i18n.N("customers.orders", x.Orders), i18n.Amount(x.Net, b.Currency)))
	}
	return lines
}

// money is what the customer brings and costs.
func (b *Brief) money() []string {
	r := b.Profit
	if r == nil {
		return nil
	}
	key := "profit_text"
	if r.Verdict == profit.CannotSay {
		key = "profit_unknown" // what is left is not known, and not zero
	}
	return []string{screen.ProfitVerdict(r.Verdict) + ": " + t(key, i18n.Args{"Net": i18n.Amount(r.Net, b.Currency),
		"Contribution": i18n.Amount(r.Contribution, b.Currency), "Profit": i18n.Amount(r.Profit, b.Currency)})}
}

func (b *Brief) moneyReasons() (lines []string) {
	if b.Profit == nil {
		return nil
	}
	for _, x := range b.Profit.Reasons {
		lines = append(lines, "· "+screen.ProfitReason(x, b.Currency))
	}
	return lines
}

func (b *Brief) due() (lines []string) {
	for _, x := range b.Due {
		key := "due_on"
		if x.Due < b.Day {
			key = "due_since"
		}
		lines = append(lines, t(key, i18n.Args{"Product": x.Name, "Date": i18n.Date(x.Due)}))
	}
	return lines
}

func (b *Brief) reasons() (lines []string) {
	for _, r := range b.Reasons {
		lines = append(lines, i18n.Join(" · ", i18n.T("brief.reason_"+string(r.Set))+": "+r.Label, i18n.N("brief.times", r.Count)))
	}
	return lines
}

func (b *Brief) notes() []string {
	if b.party.Note == "" {
		return nil
	}
	return []string{short(b.party.Note)}
}

// wishes are what the customer said: notes, interest, complaints, refusals.
func (b *Brief) wishes() (lines []string) {
	for _, c := range b.Contacts {
		told := c.Kind == crm.Note || c.Kind == crm.Case || c.Outcome == "interested" || c.Outcome == "complaint" || c.Outcome == "declined"
		if told && c.Summary != "" {
			lines = append(lines, b.contact(c))
		}
	}
	return lines
}

func (b *Brief) likes() (lines []string) {
	p := b.party
	add := func(label, value string) {
		if value != "" {
			lines = append(lines, label+": "+value)
		}
	}
	add(i18n.T("customers.field_tags"), i18n.List(b.tags...))
	for _, f := range b.fields {
		add(f.Label, fieldText(f, p.Custom[f.Code]))
	}
	add(i18n.T("customers.field_language"), i18n.LanguageName(p.Language))
	add(i18n.T("customers.field_birth_date"), i18n.DayMonth(p.BirthDate))
	add(i18n.T("customers.field_industry"), p.Industry)
	return lines
}

// fieldText writes a value of the owner's own field.
func fieldText(f *crm.CustomField, value string) string {
	switch f.Type {
	case crm.FieldNumber, crm.FieldMoney:
		return i18n.Decimal(value)
	case crm.FieldDate:
		if day, err := time.Parse(time.DateOnly, value); err == nil {
			return i18n.Date(crm.DateOf(day))
		}
	case crm.FieldBool:
		if value == "yes" {
			return t("yes")
		}
		if value == "no" {
			return t("no")
		}
	}
	return short(value)
}

func (b *Brief) tasks() (lines []string) {
	for _, x := range b.Tasks {
		day := ""
		if x.Due > 0 {
			day = i18n.Date(x.Due)
		}
		lines = append(lines, i18n.Join(" · ", day, short(x.Title)))
	}
	return lines
}

func (b *Brief) contacts() (lines []string) {
	for _, c := range b.Contacts {
		lines = append(lines, b.contact(c))
	}
	return lines
}

func (b *Brief) contact(c Contact) string {
	return i18n.Join(" · ", i18n.Date(c.Date), c.name, i18n.Coded("customers.outcome_", c.Outcome), short(c.Summary))
}
