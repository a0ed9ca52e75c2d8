package insight

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
	displace "regulars/data/insight/group"
	"regulars/data/insight/pricing"
	"regulars/data/insight/protect"
	"regulars/data/insight/yield"
)

// The kinds of advice a page can make a task of: the ways to manage demand
// (Lovelock, Services Marketing). To remind somebody is on Today.
const (
	adviseShift  = "shift"
	advisePrice  = "price"
	adviseFence  = "fence"
	adviseAccept = "accept"
	adviseRefuse = "refuse"
)

// advised is what an answer tells to do, as a task: what, what it is expected
// to bring, and how that is reckoned.
type advised struct{ kind, title, sum string }

// strip is the advice on the page with the way to make a task of it.
func (x *advised) strip(p *page) fyne.CanvasObject {
	title := ui.Paragraph(x.title, ui.ColorText)
	button := ui.NewButton(kt("plan", i18n.Args{"Key": string(taskKey)}), theme.ContentAddIcon(), func() { p.makeTask(x) })
	strip := ui.NewPanel(ui.ColorTintNeutral, container.NewBorder(nil, nil, nil, container.NewVBox(button), ui.Stack(0, title, small(x.sum, ui.ColorMuted))))
	strip.PadX, strip.PadY = ui.SpaceM, ui.SpaceS
	return strip
}

// taskKey makes a task of what the page tells to do.
const taskKey = fyne.KeyT

// makeTask puts the advice of the answer on the list of tasks, for today, once.
func (p *page) makeTask(x *advised) {
	there := false
	err := book.Each(p.env.Book, func(t *crm.Task) bool {
		there = t.Status == crm.TaskOpen && t.Title == x.title
		return !there
	})
	switch {
	case err != nil:
		p.env.Notify(ui.Notice{Text: ui.ErrorText(err), Tone: ui.Bad})
	case there:
		p.env.Notify(ui.Notice{Text: kt("plan_there", i18n.Args{"Title": x.title})})
	default:
		_ = p.env.Change(i18n.T("today.did_plan", i18n.Args{"Title": x.title}), func(tx *book.Tx) error {
			return tx.Put(&crm.Task{Title: x.title, Body: x.sum, Due: p.env.Today(), Status: crm.TaskOpen, Reason: x.kind})
		}) // Change has told the owner of a failure
	}
}

// offerAdvice is to take the group or to refuse it.
func (k *asker) offerAdvice(asked offered, r *displace.Result) *advised {
	kind := adviseRefuse
	if r.Accept {
		kind = adviseAccept
	}
	return &advised{kind, kt("plan_"+kind, i18n.Args{"Group": offerTitle(asked, k.facts.Currency)}), kt("plan_group_sum", i18n.Args{
		"Group": k.amount(r.Group), "Cost": k.amount(r.Cost.Mean), "Net": k.amount(r.Net.Mean), "Low": k.amount(r.Net.Low), "High": k.amount(r.Net.High)})}
}

// fenceAdvice is to keep the lowest class to its limit, where that matters.
func (k *asker) fenceAdvice(r *protect.Result, title string, days int) *advised {
	more := r.Optimal.Revenue - r.First.Revenue
	if !r.Exact || !tight(r) {
		return nil
	}
	return &advised{adviseFence, title, kn("plan_fence_sum", days, i18n.Args{"Advice": k.amount(r.Optimal.Revenue), "First": k.amount(r.First.Revenue),
		"More": k.amount(more), "All": k.amount(more * crm.Amount(days))})}
}

// shiftAdvice is to ask those refused on full days to come on a day near.
func (k *asker) shiftAdvice(a *yield.Answer) *advised {
	x := yield.ShiftOf(k.facts, a)
	if x.Free == 0 || x.Most <= 0 {
		return nil
	}
	whole := func(n int) string { return i18n.Integer(int64(n)) }
	return &advised{adviseShift, kt("plan_shift", i18n.Args{"Name": a.Name}), kt("plan_shift_sum", i18n.Args{"Refused": whole(x.Refused), "Free": whole(x.Free),
		"Days": whole(yield.ShiftReach), "Each": k.amount(x.Each), "Most": k.amount(x.Most)})}
}

// priceAdvice is the best price of a product, where it is earned, lies among
// those tried and leaves more than today's.
func (k *asker) priceAdvice(p *pricing.Product) *advised {
	best, _, _, why := p.Best()
	if why != "" || best == p.PriceNow {
		return nil
	}
	w, ok := p.Try(p.PriceNow, best, p.Variable)
	if !ok || !w.Seen || w.Left == nil || w.Left.Value <= 1 {
		return nil
	}
	units := p.Lately().Units
	now, err := crm.LineNet(crm.Quantity(math.Round(units*crm.QuantityScale)), p.PriceNow-p.Variable, k.facts.Exp())
	if err != nil {
		return nil
	}
	gain := crm.Amount(math.Round(float64(now) * (w.Left.Value - 1)))
	return &advised{advisePrice, kt("plan_price", i18n.Args{"Name": p.Name, "Price": k.priceText(best), "Now": k.priceText(p.PriceNow)}), kt("plan_price_sum", i18n.Args{
		"Units": i18n.Number(units, 1), "Each": k.priceText(p.PriceNow - p.Variable), "Left": k.amount(now), "Share": signedPercent(w.Left.Value - 1), "Gain": k.amount(gain)})}
}
