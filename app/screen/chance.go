package screen

import (
	"regulars/app/i18n"
	"regulars/data/insight/lifetime"
)

// ChanceText is the chance to buy again as the gate allows: in words, or in
// per cent that never say certain; "" where there is none.
func ChanceText(gate lifetime.Gate, r lifetime.Row) string {
	switch {
	case r.Chance == nil:
		return ""
	case gate == lifetime.Bands:
		return i18n.T("insightnext.band_" + string(r.Band))
	case r.Buy > 0.99:
		return "> " + i18n.Percent(0.99, 0)
	case r.Buy < 0.01:
		return "< " + i18n.Percent(0.01, 0)
	}
	return i18n.Percent(r.Buy, 0)
}
