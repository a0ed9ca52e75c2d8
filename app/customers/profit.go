package customers

import (
	"context"
	"net/url"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/ui"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight/profit"
)

func pt(key string, args ...i18n.Args) string { return i18n.T("insightprofit."+key, args...) }

// readProfit works out what the party brings and costs; nil where there is
// nothing to tell.
func (p *profile) readProfit(ctx context.Context, s *facts.Snapshot, party int) error {
	if party < 0 {
		return nil
	}
	row, ok, err := profit.One(ctx, s, profit.Options{AsOf: p.today, Limits: p.settings.ProfitLimits}, int32(party))
	if ok {
		p.profit = &row
	}
	return err
}

// profitCard is what the party brings and costs, with the biggest reasons;
// nil where there is nothing to tell.
func (p *partyPage) profitCard() fyne.CanvasObject {
	r := p.data.profit
	if r == nil {
		return nil
	}
	money := func(a crm.Amount) string { return i18n.Amount(a, p.data.currency) }
	tone := map[profit.Verdict]ui.Tone{profit.Create: ui.Good, profit.Drain: ui.Bad}[r.Verdict]
	lines := []fyne.CanvasObject{ui.Flow(ui.SpaceS, ui.Badge(screen.ProfitVerdict(r.Verdict), tone))}
	line := func(code, value string) { lines = append(lines, factLine(pt("line_"+code), value)) }
	line("net", money(r.Net))
	if r.Costed != r.Net {
		line("uncosted", money(r.Net-r.Costed))
	}
	line("cost", money(-r.Cost))
	line("serve", serveText(r, money))
	line("acquisition", wonText(r, money))
	if r.Rewards != 0 {
		line("rewards", money(-r.Rewards))
	}
	line("profit", money(r.Profit))
	for _, reason := range r.Reasons {
		lines = append(lines, ui.Paragraph("· "+screen.ProfitReason(reason, p.data.currency), ui.ColorMuted))
	}
	lines = append(lines, ui.Row(0, ui.NewButton(pt("page_why"), theme.NavigateNextIcon(), func() {
		p.env.Go(screen.Route{Screen: screen.Insight, Part: "profit", Query: url.Values{"row": {p.id.String()}}.Encode()})
	})))
	return ui.Section(pt("page_title"), ui.Stack(ui.SpaceXS, lines...))
}

// serveText never shows nothing for contacts without a price.
func serveText(r *profit.Row, money func(crm.Amount) string) string {
	unpriced := ""
	if r.Unpriced > 0 {
		unpriced = i18n.N("insightprofit.page_unpriced", r.Unpriced)
	}
	if r.Serve == 0 && unpriced != "" {
		return unpriced
	}
	return i18n.List(money(-r.Serve), unpriced)
}

func wonText(r *profit.Row, money func(crm.Amount) string) string {
	if r.AcquisitionKnown == 0 {
		return pt("page_not_told")
	}
	return money(-r.Acquisition)
}

// sceneCostly shows the page of the customer who costs most beyond what she
// brings, at the card that says so.
func (s *Screen) sceneCostly() {
	snapshot, err := s.env.Book.Facts()
	if err != nil {
		return
	}
	r, err := profit.Ask(context.Background(), snapshot, profit.Options{AsOf: s.env.Today()})
	if err != nil || r.Drains == 0 {
		return
	}
	s.Show(screen.Route{Screen: screen.Customers, ID: r.Worst()[0].ID})
	s.page.scroll = 480
	s.page.render()
}
