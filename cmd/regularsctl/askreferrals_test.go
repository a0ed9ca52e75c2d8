package main

import (
	"fmt"
	"testing"

	"regulars/data/book"
	"regulars/data/crm"
)

// Anna brought Ben, Ben brought Cleo, for a voucher of 2.00.
func referring(t *testing.T) place {
	p := place{t, t.TempDir()}
	p.ok("new")
	sales := "Invoice,Date,Customer,Product,Quantity,Price,Unit cost\n"
	for i, name := range []string{"Anna", "Ben", "Cleo", "Dora"} {
		sales += fmt.Sprintf("S%d,2026-03-%02d,%s,Tea,%d,10.00,6.00\n", i, i+1, name, i+1)
	}
	p.ok("import", p.write("sales.csv", sales))
	b, err := book.Open(p.path("shop.regulars"), book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = b.Close() }()
	ids := map[string]crm.ID{}
	parties, err := book.List[crm.Party](b)
	if err != nil {
		t.Fatal(err)
	}
	for _, party := range parties {
		ids[party.DisplayName] = party.ID
	}
	if _, err := b.Update("Referrals", func(tx *book.Tx) error {
		for _, r := range []*crm.Referral{
			{Referrer: ids["Anna"], Referred: ids["Ben"], Status: crm.ReferralConverted, Date: crm.NewDate(2026, 3, 2), RewardCost: 200},
			{Referrer: ids["Ben"], Referred: ids["Cleo"], Status: crm.ReferralConverted, Date: crm.NewDate(2026, 3, 3)},
		} {
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAskReferrals_B14(t *testing.T) {
	p := referring(t)
	p.golden("ask-referrals", p.ok("ask", "referrals", "--json"))
	var got struct {
		Rows []struct {
			Name  string
			Value int `json:"value_minor"`
		}
		Limits struct {
			Own bool `json:"own_value"`
		}
	}
	p.read(&got, "ask", "referrals", "--value-from", "15.00")
	// 8.00 of Ben and 12.00 of Cleo less the voucher.
	if len(got.Rows) != 2 || got.Rows[0].Name != "Anna" || got.Rows[0].Value != 1800 || !got.Limits.Own {
		t.Errorf("%+v", got)
	}
	if _, _, code := p.run("ask", "referrals", "--spend-from", "0"); code != exitUsage {
		t.Errorf("exit %d", code)
	}
}

func TestAskPriority_000_12(t *testing.T) {
	p := referring(t)
	p.golden("ask-priority", p.ok("ask", "priority", "--weights", "50,35,15", "--customers", "2", "--json"))
	var got struct {
		N    int
		Rows []struct {
			Name  string
			Place int
		}
	}
	p.read(&got, "ask", "priority", "--weights", "0,0,100")
	if got.N != 4 || len(got.Rows) != 4 || got.Rows[0].Name != "Anna" || got.Rows[2].Place != 3 || got.Rows[3].Place != 3 {
		t.Errorf("%+v", got)
	}
	for _, weights := range []string{"50,50", "50,35,16", "-1,1,100", "a,b,c", "1,2,3,4"} {
		if _, _, code := p.run("ask", "priority", "--weights", weights); code != exitUsage {
			t.Errorf("%s: exit %d", weights, code)
		}
	}
}
