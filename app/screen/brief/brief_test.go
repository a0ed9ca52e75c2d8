package brief_test

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"regulars/app/i18n"
	"regulars/app/screen/brief"
	"regulars/app/screen/screentest"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/sample"
)

var background = context.Background()

func sampleBook(t *testing.T) (*book.Book, crm.Date) {
	t.Helper()
	b, err := sample.Create(filepath.Join(t.TempDir(), "shop.regulars"), sample.KindShop, "sample", book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	settings, err := b.Settings()
	if err != nil {
		t.Fatal(err)
	}
	return b, settings.SampleAsOf
}

func desk(t *testing.T, b *book.Book, day crm.Date) *brief.Desk {
	t.Helper()
	d, err := brief.Open(background, b, day)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Every fifth customer, the languages by turns.
func TestBrief_002_02_OnePageForNearlyEverybody(t *testing.T) {
	b, day := sampleBook(t)
	parties, err := book.List[crm.Party](b)
	if err != nil {
		t.Fatal(err)
	}
	d, all, one := desk(t, b, day), 0, 0
	for i, p := range parties {
		if i%5 != 0 {
			continue
		}
		i18n.Set(i18n.Languages()[i/5%len(i18n.Languages())].Tag)
		got, err := d.Of(background, p.ID)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := json.Marshal(got); err != nil {
			t.Fatal(err)
		}
		file, err := got.PDF()
		if err != nil {
			if i18n.Current() == "zh-Hans" {
				continue // no Chinese font on this computer
			}
			t.Fatal(err)
		}
		all++
		if bytes.Count(file, []byte("/Type /Page /Parent")) == 1 {
			one++
		}
	}
	i18n.Set("en")
	t.Logf("%d of %d briefs fit on one page", one, all)
	if one*100 < all*95 || all < 50 {
		t.Errorf("%d of %d briefs fit on one page", one, all)
	}
}

// Two readings of the same file and day give the same bytes; another day
// gives others.
func TestBrief_B22_SameFileAndDaySameBytes(t *testing.T) {
	b, day := sampleBook(t)
	parties, err := book.List[crm.Party](b)
	if err != nil {
		t.Fatal(err)
	}
	of := func(day crm.Date, id crm.ID) (string, string, []byte) {
		got, err := desk(t, b, day).Of(background, id)
		if err != nil {
			t.Fatal(err)
		}
		raw, _ := json.Marshal(got)
		file, err := got.PDF()
		if err != nil {
			t.Fatal(err)
		}
		return got.Text(), string(raw), file
	}
	for _, p := range parties[:8] {
		text, raw, file := of(day, p.ID)
		text2, raw2, file2 := of(day, p.ID)
		if text != text2 || raw != raw2 || !bytes.Equal(file, file2) {
			t.Errorf("%s: not the same twice", p.DisplayName)
		}
		if early, _, _ := of(day-200, p.ID); early == text {
			t.Errorf("%s: the day makes no difference", p.DisplayName)
		}
	}
}

// A customer with one of everything, read as of days on either side of it.
func TestBrief_SaysWhatIsNoted(t *testing.T) {
	i18n.Set("en")
	on := func(s string) crm.Date {
		d, err := crm.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	p := &crm.Party{Meta: crm.Meta{ID: crm.NewID()}, PartyKind: crm.Person, DisplayName: "Ada Brook", JobTitle: "Buyer", Company: "Mill", Note: "Allergic to nuts",
		Points: []crm.ContactPoint{crm.NewPhone("+441632960033", "")}, PreferredChannel: crm.ChannelPhone, PreferredTime: "mornings",
		DoNotContact: map[crm.Channel]crm.Date{crm.ChannelEmail: on("2026-01-01")}}
	why := &crm.Reason{Meta: crm.Meta{ID: crm.NewID()}, Set: crm.ReasonPurchase, Code: "gift", Label: "Looking for a present"}
	tea := &crm.Product{Meta: crm.Meta{ID: crm.NewID()}, Name: "Tea", ProductKind: crm.Good}
	records := []crm.Record{p, why, tea, &crm.Task{Title: "Send sample", Status: crm.TaskOpen, Due: on("2026-03-05"), Parties: []crm.ID{p.ID}},
		&crm.SalesDocument{DocType: crm.Order, Number: "1", Status: crm.Paid, Party: p.ID, Date: on("2026-02-01"), Currency: "EUR", Reason: why.ID, Net: 700, BaseNet: 700,
			Lines: []crm.Line{{Product: tea.ID, Quantity: 2 * crm.QuantityScale, Price: 35000, Net: 700}}}}
	for i := range 9 {
		records = append(records, &crm.Interaction{InteractionKind: crm.Call, Direction: crm.Inbound, Parties: []crm.ID{p.ID}, Date: on("2026-03-01") + crm.Date(i),
			Outcome: "interested", Summary: "Asks for mint"})
	}
	b := screentest.Book(t, crm.DefaultSettings(), records...)
	text := func(day string) string {
		got, err := desk(t, b, on(day)).Of(background, p.ID)
		if err != nil {
			t.Fatal(err)
		}
		return got.Text()
	}
	late := text("2026-03-31")
	for _, want := range []string{"Ada Brook\nBuyer, Mill", "Likes to be reached by phone, mornings", "Phone: +441632960033", "Allergic to nuts",
		"Bought once so far, on 1 Feb 2026: 2 × Tea.", "Bought because: Looking for a present · once", "5 Mar 2026 · Send sample",
		"9 Mar 2026 · They called · interested · Asks for mint", "and 4 more", "e-mail", "As of Tuesday, 31 March 2026"} {
		if !strings.Contains(late, want) {
			t.Errorf("no %q in\n%s", want, late)
		}
	}
	early := text("2026-01-31")
	for _, no := range []string{"Asks for mint", "Tea", "Looking for"} {
		if strings.Contains(early, no) {
			t.Errorf("%q was not known yet:\n%s", no, early)
		}
	}
}
