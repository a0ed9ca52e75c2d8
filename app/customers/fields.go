package customers

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/crm"
)

// similarPause is how long typing rests before similar parties are looked for.
const similarPause = 150 * time.Millisecond

// field is a field of one line; Enter saves the form.
func (f *form) field(name, label string, value *string) fyne.CanvasObject {
	in := newInput(*value, "")
	in.OnChanged = func(s string) {
		*value = s
		f.typed(name)
	}
	in.OnSubmitted = func(string) { f.save() }
	f.entries[name] = in
	return f.row(name, label, in)
}

// mainFields are those that most customers are written with.
func (f *form) mainFields() fyne.CanvasObject {
	d := f.state
	name := f.field("display_name", t("field_display_name"), &d.name)
	kinds := []string{kindName(crm.Person), kindName(crm.Organization)}
	kind := widget.NewRadioGroup(kinds, nil)
	kind.Horizontal, kind.Required = true, true
	kind.Selected = kindName(d.kind)
	kind.OnChanged = func(s string) {
		before := d.kind
		d.kind = crm.Person
		if s == kinds[1] {
			d.kind = crm.Organization
		}
		if d.kind != before {
			f.build()
			f.focusFirst()
		}
	}
	phones, addPhone := f.points("phone", t("field_phone"), &d.phones)
	emails, addEmail := f.points("email", t("field_email"), &d.emails)
	// Tab goes from the phone to the e-mail, so the buttons stand in a row of
	// their own below both.
	rows := []fyne.CanvasObject{name, ui.Stack(ui.SpaceXS, ui.Equal(phones, emails), ui.Equal(addPhone, addEmail)), kind}
	if d.kind == crm.Person {
		rows = append(rows, ui.Equal(f.field("company", t("field_company"), &d.company), f.field("job_title", t("field_job_title"), &d.jobTitle)))
	}
	return ui.Stack(ui.SpaceS, rows...)
}

// points are the phones or the e-mails, one field each, and the button that
// adds one.
func (f *form) points(kind, label string, list *[]pointDraft) (fields, another fyne.CanvasObject) {
	var rows []fyne.CanvasObject
	for i := range *list {
		text := label
		if i > 0 {
			text = label + " " + strconv.Itoa(i+1)
		}
		rows = append(rows, f.field(kind+"."+strconv.Itoa(i), text, &(*list)[i].value))
	}
	add := ui.Quiet(t("add_"+kind), theme.ContentAddIcon(), func() {
		*list = append(*list, pointDraft{})
		f.build()
		f.focus(kind + "." + strconv.Itoa(len(*list)-1))
	})
	return ui.Stack(ui.SpaceXS, rows...), ui.Row(0, add)
}

// phoneHint shows a number in its international form, or says that it could
// not be read; it is kept as typed either way.
func (f *form) phoneHint(number string) string {
	i, err := strconv.Atoi(number)
	if err != nil || i >= len(f.state.phones) {
		return ""
	}
	typed := strings.TrimSpace(f.state.phones[i].value)
	if typed == "" {
		return ""
	}
	p := crm.NewPhone(typed, f.lists.settings.PhoneCountry)
	switch {
	case p.E164 != "" && p.E164 != typed:
		return p.E164
	case p.E164 == "" && len(p.Digits) >= digitsToMatch:
		return t("phone_unclear")
	}
	return ""
}

// firstOfMore is the field that opening the further fields leads to.
func (f *form) firstOfMore() string {
	switch {
	case f.state.kind == crm.Organization:
		return "street.0"
	case f.lists.settings.FamilyFirst:
		return "family"
	}
	return "given"
}

// moreFields are the others.
func (f *form) moreFields() fyne.CanvasObject {
	d := f.state
	var rows []fyne.CanvasObject
	if d.kind == crm.Person {
		given, family := f.field("given", t("field_given"), &d.parts.Given), f.field("family", t("field_family"), &d.parts.Family)
		if f.lists.settings.FamilyFirst {
			given, family = family, given
		}
		rows = append(rows, ui.Equal(given, family),
			ui.Equal(f.field("middle", t("field_middle"), &d.parts.Middle), f.field("nickname", t("field_nickname"), &d.parts.Nickname)))
	}
	for i := range d.addresses {
		a := &d.addresses[i]
		n := strconv.Itoa(i)
		rows = append(rows, f.field("street."+n, t("field_street"), &a.street),
			ui.Equal(f.field("postal."+n, t("field_postal"), &a.postal), f.field("place."+n, t("field_place"), &a.place), f.field("country."+n, t("field_country"), &a.country)))
	}
	rows = append(rows, ui.Row(0, ui.Quiet(t("add_address"), theme.ContentAddIcon(), func() {
		d.addresses = append(d.addresses, addressDraft{})
		f.build()
		f.focus("street." + strconv.Itoa(len(d.addresses)-1))
	})))
	rows = append(rows,
		ui.Equal(f.role(), f.field("group", t("field_group"), &d.group), f.birthday()),
		ui.Equal(f.field("acquired", t("field_acquired"), &d.acquired), f.won()),
		ui.Equal(f.channel(), f.field("language", t("field_language"), &d.language)),
		f.refusals())
	if f.env.Book.Count(crm.KindResource) > 0 {
		rows = append(rows, f.constraints())
	}
	rows = append(rows, f.tagField())
	rows = append(rows, f.customFields()...)
	note := ui.NewNoteEntry(4)
	note.Text = d.note
	note.OnChanged = func(s string) {
		d.note = s
		f.typed("note")
	}
	return ui.Stack(ui.SpaceS, append(rows, f.row("note", t("field_note"), note))...)
}

func (f *form) role() fyne.CanvasObject {
	roles := []crm.Role{crm.RoleCustomer, crm.RoleProspect, crm.RolePartner, crm.RoleSupplier, crm.RoleDistributor, crm.RoleReferrer}
	return f.row("roles", t("field_roles"), ui.SelectOf(roles, roleName, f.state.role, func(r crm.Role) { f.state.role = r }))
}

func (f *form) channel() fyne.CanvasObject {
	channels := append([]crm.Channel{""}, crm.Channels()...)
	name := func(c crm.Channel) string {
		if c == "" {
			return t("no_matter")
		}
		return channelName(c)
	}
	return f.row("preferred_channel", t("field_preferred_channel"), ui.SelectOf(channels, name, f.state.channel, func(c crm.Channel) { f.state.channel = c }))
}

func (f *form) birthday() fyne.CanvasObject {
	field := ui.NewDateField(f.lists.today)
	field.WeekStart = time.Weekday(f.lists.settings.WeekStart)
	field.SetDate(f.state.birthday)
	field.OnChanged = func() {
		f.state.birthday, f.state.birthdayOK = field.Date()
		f.typed("birth_date")
	}
	return f.row("birth_date", t("field_birth_date"), field)
}

// won asks what it took to win the customer; empty is not told, not nothing.
func (f *form) won() fyne.CanvasObject {
	field := ui.NewMoneyField(f.lists.settings.BaseCurrency)
	if f.state.wonKnown {
		field.SetAmount(f.state.won)
	}
	field.OnChanged = func() {
		f.state.won, f.state.wonKnown, f.state.wonOK = field.Amount()
		if !f.state.wonKnown {
			f.state.won = 0
		}
		f.typed("acquisition_cost")
	}
	return f.row("acquisition_cost", pt("field_won"), field)
}

// refusals are the channels that must not be used.
func (f *form) refusals() fyne.CanvasObject {
	var boxes []fyne.CanvasObject
	for _, c := range []crm.Channel{crm.ChannelPhone, crm.ChannelEmail, crm.ChannelSMS, crm.ChannelChat, crm.ChannelPost} {
		box := widget.NewCheck(channelName(c), nil)
		box.Checked = f.state.refused[c]
		box.OnChanged = func(on bool) {
			delete(f.state.refused, c)
			if on {
				f.state.refused[c] = true
			}
		}
		boxes = append(boxes, box)
	}
	return f.row("do_not_contact", t("field_do_not_contact"), ui.Flow(ui.SpaceM, boxes...))
}

// constraints are the times the customer cannot come; only where something can
// be booked.
func (f *form) constraints() fyne.CanvasObject {
	var boxes []fyne.CanvasObject
	for _, part := range crm.DayParts() {
		box := widget.NewCheck(i18n.T("insightcap.part_"+string(part)), nil)
		box.Checked = slices.Contains(f.state.cannot, part)
		box.OnChanged = func(on bool) {
			f.state.cannot = slices.DeleteFunc(crm.DayParts(), func(d crm.DayPart) bool {
				if d == part {
					return !on
				}
				return !slices.Contains(f.state.cannot, d)
			})
			if len(f.state.cannot) == 0 {
				f.state.cannot = nil // as in a customer never asked
			}
		}
		boxes = append(boxes, box)
	}
	return f.row("cannot_come", t("field_cannot_come"), ui.Flow(ui.SpaceM, boxes...))
}

func (f *form) tagField() fyne.CanvasObject {
	editor := ui.NewTagEditor(f.lists.knownTags)
	editor.SetTags(f.state.tags)
	editor.OnChanged = func(tags []string) { f.state.tags = tags }
	return f.row("tags", t("field_tags"), editor)
}

// customFields are the owner's own fields, by type.
func (f *form) customFields() []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, def := range f.lists.fields {
		rows = append(rows, f.customField(def))
	}
	var pairs []fyne.CanvasObject
	for i := 0; i < len(rows); i += 2 {
		if i+1 < len(rows) {
			pairs = append(pairs, ui.Equal(rows[i], rows[i+1]))
		} else {
			pairs = append(pairs, rows[i])
		}
	}
	return pairs
}

func (f *form) customField(def *crm.CustomField) fyne.CanvasObject {
	name, value := "custom."+def.Code, f.state.custom[def.Code]
	set := func(v string) {
		f.state.custom[def.Code] = v
		if v == "" {
			delete(f.state.custom, def.Code)
		}
		f.typed(name)
	}
	switch def.Type {
	case crm.FieldBool:
		box := widget.NewCheck(t("bool_yes"), nil)
		box.Checked = value == "yes"
		box.OnChanged = func(on bool) { set(map[bool]string{true: "yes"}[on]) }
		return f.row(name, def.Label, box)
	case crm.FieldChoice:
		options := append([]string{""}, def.Options...)
		return f.row(name, def.Label, ui.SelectOf(options, orDash, value, set))
	case crm.FieldDate:
		return f.row(name, def.Label, f.customDate(value, set))
	case crm.FieldNumber, crm.FieldMoney:
		in := newInput(i18n.Decimal(value), "")
		in.OnChanged = func(s string) { set(plainDecimal(s)) }
		in.OnSubmitted = func(string) { f.save() }
		return f.row(name, def.Label, in)
	}
	in := newInput(value, "")
	in.OnChanged = set
	in.OnSubmitted = func(string) { f.save() }
	return f.row(name, def.Label, in)
}

func (f *form) customDate(value string, set func(string)) fyne.CanvasObject {
	field := ui.NewDateField(f.lists.today)
	if day, err := crm.ParseDate(value); err == nil {
		field.SetDate(day)
	}
	field.OnChanged = func() {
		if day, ok := field.Date(); ok {
			set(day.String())
		} else {
			set("?")
		}
	}
	return field
}

// plainDecimal turns a typed number into a plain decimal; what is none stays
// as it is, for the check to find.
func plainDecimal(text string) string {
	v, err := ui.ParseNumber(text, 4)
	if err != nil {
		return text
	}
	return crm.Price(v).String() // no needless zeros
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
