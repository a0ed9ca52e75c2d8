package sales

import (
	"regulars/app/i18n"
	"regulars/data/crm"
)

// sums are the totals of lines, in one currency. Cost is known of some lines
// only; margin is a statement about those.
type sums struct {
	net    crm.Amount // of all lines
	costed crm.Amount // net of the lines whose cost is known
	cost   crm.Amount // of those lines
	lines  int
	known  int // lines whose cost is known
}

func (s *sums) add(net, cost crm.Amount, known bool) {
	s.net += net
	s.lines++
	if known {
		s.costed += net
		s.cost += cost
		s.known++
	}
}

func (s *sums) merge(o sums) {
	s.net += o.net
	s.costed += o.costed
	s.cost += o.cost
	s.lines += o.lines
	s.known += o.known
}

func (s sums) margin() crm.Amount { return s.costed - s.cost }

// marginShare is the margin as a part of what was charged; ok is false when
// there is nothing to divide by.
func (s sums) marginShare() (share float64, ok bool) { return ratio(s.margin(), s.costed) }

// markup is the margin as a part of what was paid for the goods.
func (s sums) markup() (share float64, ok bool) { return ratio(s.margin(), s.cost) }

// coverage is the part of the net whose cost is known.
func (s sums) coverage() (share float64, ok bool) { return ratio(s.costed, s.net) }

func ratio(part, whole crm.Amount) (float64, bool) {
	if whole == 0 {
		return 0, false
	}
	return float64(part) / float64(whole), true
}

// sumsOf adds up the lines of a document in its own currency.
func sumsOf(lines []crm.Line, currency string) sums {
	var s sums
	exp := crm.Exponent(currency)
	for _, l := range lines {
		cost, known := l.Cost(exp)
		s.add(l.Net, cost, known)
	}
	return s
}

// marginText is "€12.30 (41.2%)", a dash when no cost is known.
func (s sums) marginText(currency string) string {
	if s.known == 0 {
		return "–"
	}
	share, ok := s.marginShare()
	if !ok {
		return i18n.Amount(s.margin(), currency)
	}
	return i18n.Amount(s.margin(), currency) + " (" + i18n.Percent(share, 1) + ")"
}

// shareText is the margin as a percentage, a dash when it is not known.
func (s sums) shareText() string {
	share, ok := s.marginShare()
	if !ok || s.known == 0 {
		return "–"
	}
	return i18n.Percent(share, 1)
}

// explained says margin, markup and what they rest on in one line.
func (s sums) explained(currency string) string {
	if s.known == 0 {
		return t("margin_unknown")
	}
	text := t("margin_is", i18n.Args{"Margin": s.marginText(currency)})
	if up, ok := s.markup(); ok {
		text += " · " + t("markup_is", i18n.Args{"Markup": i18n.Percent(up, 1)})
	}
	if s.known < s.lines {
		text += " · " + i18n.N("sales.cost_known", s.known, i18n.Args{"All": i18n.Integer(int64(s.lines))})
	}
	return text
}
