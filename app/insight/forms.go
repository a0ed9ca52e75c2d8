package insight

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/insight/rfm"
)

// sharesForm edits where the value classes end. They belong to the book, so
// they are saved as a change, which can be undone.
type sharesForm struct {
	p              *page
	root           *fyne.Container
	high, ordinary *ui.Entry
	shown          [2]int
}

func newSharesForm(p *page) *sharesForm {
	f := &sharesForm{p: p, high: ui.NewEntry(), ordinary: ui.NewEntry()}
	for _, e := range []*ui.Entry{f.high, f.ordinary} {
		e.OnSubmitted = func(string) { f.save() }
		e.OnKey = f.key
	}
	field := func(e *ui.Entry) fyne.CanvasObject {
		return ui.Row(ui.SpaceXS, container.New(sized{width: 58}, e), ui.Muted("%"))
	}
	save := widget.NewButton(t("save"), f.save)
	f.root = ui.Flow(ui.SpaceM, named("share_high", field(f.high)), named("share_ordinary", field(f.ordinary)), ui.FormRow("", save, ""))
	return f
}

// card is the form with what the shares say, for below the classes.
func (f *sharesForm) card(a *answer) fyne.CanvasObject {
	tiles := ui.Tiles(150, ui.Stat(t("stat_top20"), a.top20, ""), ui.Stat(t("stat_top1"), a.top1, ""))
	return ui.Padded(ui.Stack(ui.SpaceM, tiles, small(t("shares_text"), ui.ColorMuted), f.root), ui.SpaceS)
}

// show brings saved shares into the fields, unless something was typed.
func (f *sharesForm) show(shares [2]int) {
	if shares == f.shown {
		return
	}
	f.shown = shares
	f.high.SetText(strconv.Itoa(shares[0]))
	f.ordinary.SetText(strconv.Itoa(shares[1]))
}

// key puts back what is saved on Escape.
func (f *sharesForm) key(name fyne.KeyName) bool {
	typed := f.high.Text != strconv.Itoa(f.shown[0]) || f.ordinary.Text != strconv.Itoa(f.shown[1])
	if name != fyne.KeyEscape || !typed {
		return false
	}
	shares := f.shown
	f.shown = [2]int{}
	f.show(shares)
	return true
}

func (f *sharesForm) save() {
	high, okHigh := share(f.high.Text)
	ordinary, okOrdinary := share(f.ordinary.Text)
	if !okHigh || !okOrdinary || high > ordinary {
		f.p.env.Notify(ui.Notice{Text: t("shares_wrong"), Tone: ui.Bad})
		return
	}
	if f.shown == [2]int{high, ordinary} {
		return
	}
	_ = f.p.env.Change(t("did_shares"), func(tx *book.Tx) error {
		settings, err := book.Get[crm.Settings](tx, crm.SettingsID)
		if err != nil {
			return err
		}
		settings.ValueShares = []int{high, ordinary}
		return tx.Put(settings)
	})
}

// share reads a percentage of 1 to 100.
func share(text string) (percent int, ok bool) {
	v, err := ui.ParseNumber(strings.TrimSuffix(strings.TrimSpace(text), "%"), 0)
	return int(v), err == nil && v >= 1 && v <= 100
}

// limitsForm edits the owner's own limits between the scores.
type limitsForm struct {
	p                     *page
	root                  *fyne.Container
	days, orders, amounts *ui.Entry
	shown                 ownLimits
}

func newLimitsForm(p *page) *limitsForm {
	f := &limitsForm{p: p, days: ui.NewEntry(), orders: ui.NewEntry(), amounts: ui.NewEntry()}
	for _, e := range []*ui.Entry{f.days, f.orders, f.amounts} {
		e.OnSubmitted = func(string) { f.use() }
	}
	wide := func(e *ui.Entry, width float32) fyne.CanvasObject { return container.New(sized{width: width}, e) }
	use := widget.NewButton(t("use_limits"), f.use)
	f.root = ui.Flow(ui.SpaceM, named("limits_days", wide(f.days, 190)), named("limits_orders", wide(f.orders, 190)),
		named("limits_money", wide(f.amounts, 260)), ui.FormRow("", use, ""))
	return f
}

const limitMark = " / "

func (f *limitsForm) show(l rfm.Limits) {
	own := ownFrom(l)
	if own == f.shown {
		return
	}
	f.shown = own
	exp := crm.Exponent(f.currency())
	days, orders, amounts := []string{}, []string{}, []string{}
	for i := range own.days {
		days, orders = append(days, strconv.Itoa(own.days[i])), append(orders, strconv.Itoa(own.orders[i]))
		amounts = append(amounts, i18n.Decimal(crm.FormatDecimal(int64(own.amounts[i]), exp)))
	}
	f.days.SetText(strings.Join(days, limitMark))
	f.orders.SetText(strings.Join(orders, limitMark))
	f.amounts.SetText(strings.Join(amounts, limitMark))
}

func (f *limitsForm) currency() string {
	if f.p.answer == nil {
		return ""
	}
	return f.p.answer.currency
}

func (f *limitsForm) use() {
	days, okDays := four(f.days.Text, 0)
	orders, okOrders := four(f.orders.Text, 0)
	amounts, okAmounts := four(f.amounts.Text, crm.Exponent(f.currency()))
	if !okDays || !okOrders || !okAmounts {
		f.p.env.Notify(ui.Notice{Text: t("limits_wrong"), Tone: ui.Bad})
		return
	}
	var own ownLimits
	for i := range days {
		own.days[i], own.orders[i], own.amounts[i] = int(days[i]), int(orders[i]), crm.Amount(amounts[i])
	}
	f.p.ask(func(q *question) { q.own = own })
}

// four reads four numbers parted by slashes or semicolons, from the least up.
func four(text string, exp int) (out [4]int64, ok bool) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '/' || r == ';' })
	if len(parts) != len(out) {
		return out, false
	}
	for i, part := range parts {
		v, err := ui.ParseNumber(strings.TrimSpace(part), exp)
		if err != nil || i > 0 && v < out[i-1] {
			return out, false
		}
		out[i] = v
	}
	return out, true
}

// ownFrom takes over limits as the owner's own.
func ownFrom(l rfm.Limits) (own ownLimits) {
	for i := range own.days {
		if i < len(l.Days) {
			own.days[i], own.orders[i], own.amounts[i] = l.Days[i], l.Orders[i], l.Amounts[i]
		}
	}
	return own
}
