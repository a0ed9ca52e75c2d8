package welcome

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
)

// form asks the three things a new book must know.
type form struct {
	page           *Page
	next           func(crm.Settings)
	name, currency *ui.Entry
	country        *ui.PickField
	code           string // of the country
	errs           map[string]string
	free           func() // takes it off the escape stack
}

func (p *Page) showForm(next func(crm.Settings)) {
	f := &form{page: p, next: next, errs: map[string]string{}}
	f.name, f.currency = ui.NewEntry(), ui.NewEntry()
	f.name.PlaceHolder = i18n.T("welcome.name_hint")
	f.currency.PlaceHolder = "EUR"
	list := screen.Countries()
	f.country = ui.NewPickField(i18n.T("welcome.country_hint"), func(typed string) []ui.Choice { return screen.FindPlaces(list, typed) })
	f.country.OnPicked = func(c ui.Choice) { f.setCountry(c.Hint) }
	f.currency.Text = "EUR"
	if home := screen.PlaceOf(list, p.do.Country); home.Title != "" {
		f.country.SetChosen(home)
		f.setCountry(home.Hint)
	}
	for _, e := range []*ui.Entry{f.name, f.currency} {
		e.OnSubmitted = func(string) { f.submit() }
	}
	f.render()
	p.do.Focus(f.name)
	f.free = ui.Escape.Push(p.back)
}

// back goes from the form to the doors.
func (p *Page) back() {
	p.showDoors()
	p.Focus()
}

func (f *form) setCountry(code string) {
	f.code = code
	if c := currencyOf(code); c != "" {
		f.currency.SetText(c)
	}
}

func (f *form) render() {
	next := ui.Primary(i18n.T("welcome.form_button"), nil, f.submit)
	back := ui.NewButton(i18n.T("welcome.form_back"), nil, func() {
		f.free()
		f.page.back()
	})
	f.page.show(container.NewVScroll(page(460,
		ui.Title(i18n.T("welcome.form_title")),
		ui.Paragraph(i18n.T("welcome.form_text"), ui.ColorMuted),
		ui.Card(ui.Stack(ui.SpaceM,
			ui.FormRow(i18n.T("welcome.name"), f.name, f.errs["business_name"]),
			ui.FormRow(i18n.T("welcome.country"), f.country, ""),
			ui.FormRow(i18n.T("welcome.currency"), f.currency, f.errs["base_currency"]),
			container.NewHBox(next, back),
		)))))
}

// submit makes the book, or says what is missing.
func (f *form) submit() {
	s := crm.DefaultSettings()
	s.BusinessName = strings.TrimSpace(f.name.Text)
	s.BaseCurrency = strings.ToUpper(strings.TrimSpace(f.currency.Text))
	s.PhoneCountry = f.code
	s.FamilyFirst = i18n.Current() == "zh-Hans" || i18n.Current() == "vi"
	f.errs = map[string]string{}
	var focus fyne.Focusable = f.currency
	if !crm.ValidCurrency(s.BaseCurrency) {
		f.errs["base_currency"] = ui.FieldErrorText(crm.ErrCurrency)
	}
	if s.BusinessName == "" {
		f.errs["business_name"], focus = ui.FieldErrorText(crm.ErrRequired), f.name
	}
	if len(f.errs) > 0 {
		f.render()
		f.page.do.Focus(focus)
		return
	}
	f.free()
	f.next(s)
}
