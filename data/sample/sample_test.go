package sample_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"regulars/data/crm"
	"regulars/data/sample"
)

// hash is over the JSON of the whole business: the integers inside it fix
// every byte.
func hash(t *testing.T, b sample.Business) string {
	t.Helper()
	text, err := json.Marshal(b)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}

func TestSameSeedSameBytes(t *testing.T) {
	one, again, two := hash(t, sample.Generate("shop", 1)), hash(t, sample.Generate("shop", 1)), hash(t, sample.Generate("shop", 2))
	if one != again {
		t.Errorf("seed 1 gave %s, then %s", one, again)
	}
	if one == two {
		t.Error("seeds 1 and 2 gave the same business")
	}
	// The same on every machine; changes when the generator does.
	if want := "b8ec33c4787254a5"; one != want {
		t.Errorf("seed 1 gave %s, want %s", one, want)
	}
}

func TestUnknownKindIsEmpty(t *testing.T) {
	if b := sample.Generate("zoo", 1); len(b.Parties)+len(b.Documents) > 0 || !b.Settings.ID.IsZero() {
		t.Error("an unknown kind made records")
	}
	for _, k := range sample.Kinds() {
		if b := sample.Generate(k, 1); b.Settings.SampleKind != k {
			t.Errorf("kind %q made %q", k, b.Settings.SampleKind)
		}
	}
}

func TestEveryRecordIsValidAndNamedOnce(t *testing.T) {
	for seed := range uint64(5) {
		b := sample.Generate("shop", seed)
		seen := map[crm.ID]bool{}
		for _, r := range b.Records() {
			if err := r.Validate(); err != nil {
				t.Fatalf("seed %d: %s %s: %v", seed, r.Kind(), r.Base().ID, err)
			}
			if id := r.Base().ID; seen[id] || id.IsZero() {
				t.Fatalf("seed %d: %s: ID %s twice or none", seed, r.Kind(), id)
			}
			seen[r.Base().ID] = true
		}
		checkReferences(t, b, seen)
	}
}

func checkReferences(t *testing.T, b sample.Business, seen map[crm.ID]bool) {
	t.Helper()
	known := func(what string, ids ...crm.ID) {
		for _, id := range ids {
			if !id.IsZero() && !seen[id] {
				t.Fatalf("%s refers to a record that is not there", what)
			}
		}
	}
	for _, d := range b.Documents {
		known("document", d.Party, d.SourceDoc, d.Reason)
		for _, l := range d.Lines {
			known("line", l.Product)
		}
	}
	for _, p := range b.Products {
		known("product", p.Category, p.Supplier)
	}
	for _, p := range b.Parties {
		known("party", p.Tags...)
	}
	for _, in := range b.Interactions {
		known("interaction", append(in.Parties, in.Document)...)
	}
	for _, k := range b.Tasks {
		known("task", k.Parties...)
	}
	for _, r := range b.Relationships {
		known("relationship", r.From, r.To)
	}
}

func TestCustomValuesFitTheirFields(t *testing.T) {
	b := sample.Generate("shop", 1)
	fields := map[string]crm.CustomField{}
	for _, f := range b.CustomFields {
		fields[f.Scope.String()+f.Code] = f
	}
	for _, r := range b.Records() {
		for code, v := range r.Base().Custom {
			f, ok := fields[r.Kind().String()+code]
			if !ok {
				t.Fatalf("%s has a field %q that is not defined", r.Kind(), code)
			}
			if err := f.CheckValue(v); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestSizesArePlausible(t *testing.T) {
	b := sample.Generate("shop", 1)
	var net crm.Amount
	count, unknownCost := map[string]int{}, 0
	for _, d := range b.Documents {
		count[string(d.DocType)]++
		if d.Party.IsZero() {
			count["walk-in"]++
		}
		if d.Status.Counted() && d.DocType != crm.Quote {
			net += d.Net
		}
		for _, l := range d.Lines {
			if !l.CostKnown {
				unknownCost++
			}
		}
	}
	count["parties"], count["documents"], count["net pounds"] = len(b.Parties), len(b.Documents), int(net/100)
	count["interactions"], count["tasks"], count["unknown cost"] = len(b.Interactions), len(b.Tasks), unknownCost
	for what, want := range map[string][2]int{
		"parties": {380, 450}, "documents": {5500, 6600}, "net pounds": {150_000, 500_000}, "walk-in": {1000, 1900},
		"credit_note": {40, 200}, "quote": {25, 120}, "interactions": {300, 1000}, "tasks": {60, 120}, "unknown cost": {300, 3000},
	} {
		if n := count[what]; n < want[0] || n > want[1] {
			t.Errorf("%s: %d, want %d to %d", what, n, want[0], want[1])
		}
	}
}

func TestDocumentsLieInOpenHoursOfTwoYears(t *testing.T) {
	b := sample.Generate("shop", 1)
	last := crm.ID{}
	for _, d := range b.Documents {
		if d.DocType != crm.Quote && (d.Date.Weekday() == time.Monday || d.Time.Hour() < 8 || d.Time.Hour() > 17) {
			t.Fatalf("%s on %s at %s: the shop is shut", d.Number, d.Date, d.Time)
		}
		if d.Date < crm.NewDate(2024, 11, 1) || d.Date > b.Settings.SampleAsOf {
			t.Fatalf("%s on %s is outside the two years", d.Number, d.Date)
		}
		if bytes.Compare(last[:], d.ID[:]) >= 0 {
			t.Fatalf("%s: IDs do not grow", d.Number)
		}
		last = d.ID
	}
}

func TestSeasonsShow(t *testing.T) {
	b := sample.Generate("shop", 1)
	n := map[crm.Date]int{}
	for _, d := range b.Documents {
		n[d.Date.MonthStart()]++
	}
	month := func(m time.Month) int { return n[crm.NewDate(2025, m, 1)] }
	if december, october := month(12), month(10); december*10 < october*12 {
		t.Errorf("December %d, October %d: no Christmas", december, october)
	}
	if august, june := month(8), month(6); august*10 > june*8 {
		t.Errorf("August %d, June %d: no summer dip", august, june)
	}
}

func TestOnePriceChangeShowsInTheLines(t *testing.T) {
	b := sample.Generate("shop", 1)
	changed := 0
	prices := map[crm.ID]map[crm.Price]bool{}
	for _, d := range b.Documents {
		for _, l := range d.Lines {
			if prices[l.Product] == nil {
				prices[l.Product] = map[crm.Price]bool{}
			}
			prices[l.Product][l.Price] = true
		}
	}
	for _, p := range b.Products {
		if len(prices[p.ID]) != len(p.Prices) {
			t.Errorf("%s: %d prices on documents, %d in the list", p.Name, len(prices[p.ID]), len(p.Prices))
		}
		if len(p.Prices) == 2 {
			changed++
		}
	}
	if changed != 9 {
		t.Errorf("%d products changed their price, want the 9 beans", changed)
	}
}

// TestRhythmsShow looks for regulars by their gaps alone: most are steady,
// and several steady ones have gone quiet.
func TestRhythmsShow(t *testing.T) {
	b := sample.Generate("shop", 1)
	days := map[crm.ID][]crm.Date{}
	for _, d := range b.Documents {
		if !d.Party.IsZero() && d.DocType != crm.Quote && d.Net > 0 {
			days[d.Party] = append(days[d.Party], d.Date)
		}
	}
	regulars, steady, quiet := 0, 0, 0
	for _, list := range days {
		if len(list) < 12 {
			continue
		}
		var gaps []int
		for i := 1; i < len(list); i++ {
			gaps = append(gaps, int(list[i]-list[i-1]))
		}
		slices.Sort(gaps)
		regulars++
		median := gaps[len(gaps)/2]
		if gaps[len(gaps)*3/4]-gaps[len(gaps)/4] <= median {
			steady++
		}
		if now := int(b.Settings.SampleAsOf - list[len(list)-1]); median <= 25 && now >= 3*median && now <= 10*median {
			quiet++
		}
	}
	if regulars < 100 || steady*10 < regulars*8 {
		t.Errorf("%d regulars, of them %d steady", regulars, steady)
	}
	if quiet < 6 || quiet > 30 {
		t.Errorf("%d regulars have gone quiet, want a few", quiet)
	}
}

func TestNobodyCanBeReached(t *testing.T) {
	b := sample.Generate("shop", 1)
	seen := map[string]bool{}
	for _, p := range b.Parties {
		for _, pt := range p.Points {
			fiction := strings.HasPrefix(pt.E164, "+447700900") || strings.HasPrefix(pt.E164, "+441632960")
			if pt.Kind == crm.PointPhone && !fiction || pt.Kind == crm.PointEmail && !strings.HasSuffix(pt.Value, "@example.com") {
				t.Errorf("%s: %s may be real", p.DisplayName, pt.Value)
			}
			if seen[pt.Key()] {
				t.Errorf("%s: %s was given out twice", p.DisplayName, pt.Value)
			}
			seen[pt.Key()] = true
		}
	}
}

func TestTasksLieAroundToday(t *testing.T) {
	b := sample.Generate("shop", 1)
	overdue, soon := 0, 0
	for _, k := range b.Tasks {
		switch today := b.Settings.SampleAsOf; {
		case k.Status != crm.TaskOpen:
		case k.Due < today:
			overdue++
		case k.Due <= today+14:
			soon++
		}
	}
	if overdue < 2 || soon < 6 {
		t.Errorf("%d overdue and %d due soon", overdue, soon)
	}
}

// TestServingAndReferringShow looks for what profit and referrals are read
// from: rates, minutes, trouble, sources, and trees of people who brought others.
func TestServingAndReferringShow(t *testing.T) {
	b := sample.Generate("shop", 1)
	count := map[string]int{"referrals": len(b.Referrals), "rates": len(b.Rates)}
	minutes := map[crm.ID]int{}
	for _, in := range b.Interactions {
		count[string(in.InteractionKind)]++
		minutes[in.Parties[0]] += in.DurationMin + in.TravelMin
	}
	for _, m := range minutes {
		if m > 10*60 {
			count["eaters"]++
		}
	}
	for _, p := range b.Parties {
		if p.Acquired != "" {
			count["source"]++
		}
		if p.AcquisitionKnown {
			count["won for"]++
		}
	}
	for _, d := range b.Documents {
		switch {
		case d.Reason.IsZero():
		case d.DocType == crm.Order:
			count["why bought"]++
		case d.DocType == crm.Quote:
			count["why lost"]++
		}
	}
	if err := crm.CheckReferrals(b.Referrals); err != nil {
		t.Error("referrals are no forest:", err)
	}
	referrer := map[crm.ID]crm.ID{}
	for _, r := range b.Referrals {
		referrer[r.Referred] = r.Referrer
		if r.RewardCost > 0 {
			count["rewards"]++
		}
	}
	for _, at := range referrer {
		steps := 1
		for ; !referrer[at].IsZero(); at = referrer[at] {
			steps++
		}
		count["steps"] = max(count["steps"], steps)
	}
	for what, want := range map[string][2]int{
		"referrals": {60, 80}, "steps": {3, 4}, "rewards": {20, 50}, "rates": {10, 14}, "case": {30, 80}, "free_fix": {5, 40},
		"eaters": {5, 15}, "source": {300, 380}, "won for": {80, 160}, "why bought": {400, 1500}, "why lost": {10, 60},
	} {
		if n := count[what]; n < want[0] || n > want[1] {
			t.Errorf("%s: %d, want %d to %d", what, n, want[0], want[1])
		}
	}
}
