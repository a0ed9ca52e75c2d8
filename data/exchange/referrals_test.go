package exchange

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"regulars/data/book"
	"regulars/data/crm"
)

const referredHead = "Customer number,Name,E-mail,Referred by\n"

// brought lists who brought whom by name.
func brought(t *testing.T, b *book.Book) map[string]string {
	t.Helper()
	names, out := map[crm.ID]string{}, map[string]string{}
	must(t, b.View(func(tx *book.Tx) error {
		err := book.Each(tx, func(p *crm.Party) bool { names[p.ID] = p.DisplayName; return true })
		must(t, err)
		return book.Each(tx, func(r *crm.Referral) bool { out[names[r.Referred]] = names[r.Referrer]; return true })
	}))
	return out
}

// TestReferredBy_000_10: a column says who brought a customer, by number, name
// or e-mail, also one who stands further down; what is not clear goes to the
// file to be mended, with the reason, and the customers come in.
func TestReferredBy_000_10(t *testing.T) {
	b := newBook(t)
	path := write(t, "people.csv", referredHead+
		"1,Anna Rossi,anna@example.com,3\n"+
		"2,Bruno Sala,bruno@example.com,anna  rossi\n"+
		"3,Carla Neri,carla@example.com,\n"+
		"4,Dario Riva,dario@example.com,anna@example.com\n"+
		"5,Elena Moro,elena@example.com,Somebody Else\n"+
		"6,Luca Bini,luca@example.com,\n"+
		"7,Luca Bini,bini@example.com,\n"+
		"8,Fabio Gatti,fabio@example.com,Luca Bini\n"+
		"9,Gaia Serra,gaia@example.com,9\n")
	s := read(t, path)
	if !s.Mapping.Has("referred_by") {
		t.Fatalf("%v", s.Mapping.Fields())
	}
	r := takeSource(t, b, s)
	expect(t, "rejected", r.Rejected, 3)
	expect(t, "created rows", r.CreatedRows, 6)
	expect(t, "customers", r.Created["party"], 9)
	expect(t, "rows counted", r.CreatedRows+r.UpdatedRows+r.Skipped+r.Rejected, r.Rows)
	got := brought(t, b)
	want := map[string]string{"Anna Rossi": "Carla Neri", "Bruno Sala": "Anna Rossi", "Dario Riva": "Anna Rossi"}
	if len(got) != len(want) || got["Anna Rossi"] != want["Anna Rossi"] || got["Bruno Sala"] != want["Bruno Sala"] || got["Dario Riva"] != want["Dario Riva"] {
		t.Errorf("got %v, want %v", got, want)
	}
	text, err := os.ReadFile(r.RejectFile)
	must(t, err)
	for _, want := range []string{"Elena Moro", "referrer unknown (Somebody Else)", "referrer unknown (Luca Bini)", "referrer circle (9)"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}

	// The mended rows add what was missing and nothing else.
	mended := strings.NewReplacer("Somebody Else", "Anna Rossi", `"Luca Bini","referrer`, `"7","referrer`, "Luca Bini,referrer", "7,referrer").Replace(string(text))
	again := filepath.Join(t.TempDir(), "mended.csv")
	must(t, os.WriteFile(again, []byte(mended), 0o600))
	m := take(t, b, again)
	expect(t, "rejected again", m.Rejected, 1)
	expect(t, "referrals", m.Created["referral"], 2)
	expect(t, "customers", m.Created["party"]+m.Updated["party"], 0)
	if got = brought(t, b); got["Elena Moro"] != "Anna Rossi" || got["Fabio Gatti"] != "Luca Bini" {
		t.Errorf("mended: %v", got)
	}

	// The same file again changes nothing, and the book's word stands.
	expect(t, "twice", takeSource(t, b, read(t, path)).Created["referral"], 0)
	other := write(t, "other.csv", referredHead+"2,Bruno Sala,bruno@example.com,Carla Neri\n3,Carla Neri,carla@example.com,Bruno Sala\n")
	o := take(t, b, other)
	expect(t, "contradictions", o.Rejected, 2)
	expect(t, "rows counted", o.CreatedRows+o.UpdatedRows+o.Skipped+o.Rejected, o.Rows)
	expect(t, "still", brought(t, b)["Bruno Sala"], "Anna Rossi")
	expect(t, "no circle", brought(t, b)["Carla Neri"], "")
}
