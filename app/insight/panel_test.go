package insight

import (
	"strings"
	"testing"

	"regulars/app/i18n"
	"regulars/data/crm"
	"regulars/data/insight/rfm"
)

// Where the panel is narrow other columns leave; money is never cut.
func TestMoneyIsNeverCut(t *testing.T) {
	s := sampleShop(t)
	for _, l := range []*listing{
		{byScore: true, customers: []customerRow{{id: crm.NewID(), name: "Ada Lovelace", net: 27_948_900}}},
		{byScore: true, customers: []customerRow{{id: crm.NewID(), name: "Ada Lovelace", net: -998_877_665_544_332}}},
		{customers: []customerRow{{id: crm.NewID(), name: "Ada Lovelace", net: 99_887_766_554_433_221}}},
		{sales: true, documents: []documentRow{{id: crm.NewID(), customer: "Ada Lovelace", net: 99_887_766_554_433_221}}},
	} {
		l.currency = "EUR"
		var want string
		for i, c := range l.customers {
			l.customers[i] = c.written(l.currency)
			want = l.customers[i].netText
		}
		for i, d := range l.documents {
			want = i18n.Amount(d.net, l.currency)
			l.documents[i].netText = want
		}
		s.show(PartSegments, segmentKey(rfm.Champions))
		s.page.frame.panel.show(l)
		if got := texts(s.page.frame.panel.list); !strings.Contains(got, want) {
			t.Errorf("%s is not in\n%s", want, got)
		}
	}
}
