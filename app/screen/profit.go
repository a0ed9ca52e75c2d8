package screen

import (
	"regulars/app/i18n"
	"regulars/data/insight/profit"
)

// ProfitReason says one thing that moves a customer's profit, with its numbers.
func ProfitReason(r profit.Reason, currency string) string {
	amount := r.Amount
	if r.Code != profit.ByGoods {
		amount = -amount // what costs is written as what it costs
	}
	args := i18n.Args{"Amount": i18n.Amount(amount, currency), "Share": i18n.Percent(r.Share, 0)}
	switch r.Code {
	case profit.Served:
		args["Kind"], args["Each"] = i18n.T("insightprofit.kind_"+string(r.Kind)), i18n.Integer(int64((r.Minutes+r.Count/2)/max(1, r.Count)))
		if r.Minutes == 0 {
			return i18n.N("insightprofit.reason_served_untimed", r.Count, args)
		}
		return i18n.N("insightprofit.reason_served", r.Count, args)
	case profit.BelowCost, profit.Returned, profit.Rewarded:
		return i18n.N("insightprofit.reason_"+string(r.Code), r.Count, args)
	}
	return i18n.T("insightprofit.reason_"+string(r.Code), args)
}

// ProfitVerdict is what a verdict is called.
func ProfitVerdict(v profit.Verdict) string { return i18n.T("insightprofit.verdict_" + string(v)) }
