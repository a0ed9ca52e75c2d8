package segment_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/lifecycle"
	"regulars/data/insight/rfm"
	"regulars/data/insight/segment"
	"regulars/data/insight/value"
)

// book is a drawn shop with what the drawing of shops leaves out: pages,
// tags and channels.
type book struct {
	insighttest.Shop
	tags    []crm.Tag
	customs []crm.CustomField
}

func drawBook(t *rapid.T) *book {
	b := &book{Shop: *insighttest.Draw(t)}
	b.tags = []crm.Tag{{Meta: crm.Meta{ID: crm.ID{1: 't', 15: 1}}, Name: "VIP"}, {Meta: crm.Meta{ID: crm.ID{1: 't', 15: 2}}, Name: "Sunday club"}}
	b.customs = []crm.CustomField{{Code: "shoe", Label: "Shoe size", Type: crm.FieldNumber}, {Code: "the dog", Label: "Dog", Type: crm.FieldText}, {Code: "member", Label: "Member", Type: crm.FieldBool}}
	channels := rapid.SampledFrom([]crm.Channel{crm.ChannelEmail, crm.ChannelPhone, crm.ChannelSMS})
	for _, r := range b.Records {
		switch r := r.(type) {
		case *crm.Party:
			drawPage(t, r, b.tags)
		case *crm.Interaction:
			r.Channel = channels.Draw(t, "contacted by")
		}
	}
	return b
}

func drawPage(t *rapid.T, p *crm.Party, tags []crm.Tag) {
	if rapid.Bool().Draw(t, "closed") {
		p.DoNotContact = map[crm.Channel]crm.Date{crm.ChannelEmail: 0}
	}
	if rapid.Bool().Draw(t, "tagged") {
		p.Tags = []crm.ID{rapid.SampledFrom(tags).Draw(t, "tag").ID}
	}
	p.BirthDate = rapid.SampledFrom([]crm.Date{0, crm.NewDate(1980, 3, 5), crm.NewDate(1990, 11, 30)}).Draw(t, "born")
	p.Custom = map[string]string{"shoe": rapid.SampledFrom([]string{"", "38", "41.5", "big"}).Draw(t, "shoe"), "the dog": rapid.SampledFrom([]string{"", "Rex", "rexona"}).Draw(t, "dog"),
		"member": rapid.SampledFrom([]string{"", "yes", "no"}).Draw(t, "member")}
	p.FirstSeen = rapid.SampledFrom([]crm.Date{0, insighttest.Day(10), insighttest.Day(300)}).Draw(t, "since")
}

// input is the book as the question takes it.
func (b *book) input(s *facts.Snapshot) segment.Input {
	pages := map[crm.ID]segment.Profile{}
	for _, r := range b.Records {
		if p, ok := r.(*crm.Party); ok {
			pages[p.ID] = segment.ProfileOf(p)
		}
	}
	in := segment.Input{Facts: s, Tags: b.tags, Customs: b.customs, Profiles: make([]segment.Profile, len(s.Party.ID))}
	for i, id := range s.Party.ID {
		in.Profiles[i] = pages[id]
	}
	return in
}

// drawRule draws a tree of conditions, half of the operations turned round.
func drawRule(t *rapid.T, levels int) crm.Rule {
	if levels > 0 && rapid.IntRange(0, 2).Draw(t, "tree") > 0 {
		r := crm.Rule{Not: rapid.Bool().Draw(t, "not"), Any: rapid.Bool().Draw(t, "any")}
		for range rapid.IntRange(0, 3).Draw(t, "parts") {
			r.Parts = append(r.Parts, drawRule(t, levels-1))
		}
		return r
	}
	f := rapid.SampledFrom(segment.FieldsOf([]crm.CustomField{{Code: "shoe", Type: crm.FieldNumber}, {Code: "the dog", Type: crm.FieldText}, {Code: "member", Type: crm.FieldBool}})).Draw(t, "field")
	r := crm.Rule{Not: rapid.IntRange(0, 4).Draw(t, "not") == 4, Field: f.Code, Op: string(rapid.SampledFrom(f.Ops).Draw(t, "op"))}
	if r.Op != "known" && r.Op != "unknown" {
		r.Value = drawValue(t, f)
	}
	if f.Window {
		r.Days = rapid.SampledFrom([]int{0, 1, 90, 400}).Draw(t, "days")
	}
	if f.Times {
		r.Times = rapid.IntRange(0, 3).Draw(t, "times")
	}
	return r
}

func drawValue(t *rapid.T, f segment.Field) string {
	options := f.Options
	switch {
	case len(options) > 0:
	case f.Form == segment.Product:
		options = []string{insighttest.ProductID(1).String(), insighttest.ProductID(2).String()}
	case f.Form == segment.Category:
		options = []string{insighttest.CategoryID(1).String(), insighttest.CategoryID(2).String()}
	case f.Form == segment.Tag:
		options = []string{"VIP", "sunday club"}
	case f.Form == segment.Day:
		options = []string{insighttest.Day(10).String(), insighttest.Day(200).String()}
	case f.Form == segment.Number:
		options = []string{"0", "1", "2", "4", "40", "100"}
	case f.Form == segment.Money:
		options = []string{"0", "10.00", "57.5"}
	default:
		options = []string{"VN", "it", "Cafe", "web", "rex", "Rexona"}
	}
	return rapid.SampledFrom(options).Draw(t, "value")
}

// hand checks a rule on the records one customer and one document at a time,
// as an owner would with a pencil. Scores and classes are taken as given.
type hand struct {
	*book
	asOf    crm.Date
	scores  map[crm.ID]rfm.Customer
	classes map[crm.ID]value.Class
	stages  map[crm.ID]lifecycle.Stage
}

func (h *hand) fits(p *crm.Party, r crm.Rule) bool {
	if r.Field != "" {
		return h.condition(p, r) != r.Not
	}
	n := 0
	for _, part := range r.Parts {
		if h.fits(p, part) {
			n++
		}
	}
	if r.Any {
		return (n > 0) != r.Not
	}
	return (n == len(r.Parts)) != r.Not
}

// sales lists a customer's counted documents of the days looked at.
func (h *hand) sales(p *crm.Party, days int) (out []*crm.SalesDocument) {
	for _, r := range h.Records {
		d, ok := r.(*crm.SalesDocument)
		if ok && d.Party == p.ID && d.DocType != crm.Quote && d.Status.Counted() && h.within(d.Date, days) {
			out = append(out, d)
		}
	}
	return out
}

func (h *hand) within(d crm.Date, days int) bool {
	return d <= h.asOf && (days == 0 || h.asOf-d < crm.Date(days))
}

func sold(d *crm.SalesDocument, l crm.Line) bool {
	return d.DocType != crm.CreditNote && l.Quantity > 0 && l.Net > 0
}

func purchases(docs []*crm.SalesDocument, of func(crm.Line) bool) (days []crm.Date) {
	for _, d := range docs {
		if slices.ContainsFunc(d.Lines, func(l crm.Line) bool { return sold(d, l) && of(l) }) {
			days = append(days, d.Date)
		}
	}
	return days
}

func (h *hand) condition(p *crm.Party, r crm.Rule) bool {
	switch r.Field {
	case "bought_product":
		n := len(purchases(h.sales(p, r.Days), func(l crm.Line) bool { return l.Product.String() == r.Value }))
		return (n >= max(1, r.Times)) == (r.Op == "is")
	case "bought_category":
		n := len(purchases(h.sales(p, r.Days), func(l crm.Line) bool { return h.below(l.Product, r.Value) }))
		return (n >= max(1, r.Times)) == (r.Op == "is")
	case "contacted":
		n := 0
		for _, rec := range h.Records {
			if i, ok := rec.(*crm.Interaction); ok && slices.Contains(i.Parties, p.ID) && h.within(i.Date, r.Days) && (r.Value == "any" || string(i.Channel) == r.Value) {
				n++
			}
		}
		return (n >= max(1, r.Times)) == (r.Op == "is")
	}
	if v, known, ok := h.number(p, r); ok {
		return known && compare(v, r) || !known && (r.Op == "is_not" || r.Op == "unknown")
	}
	return compareWords(h.words(p, r.Field), r)
}

// below climbs from a product to its category and upwards.
func (h *hand) below(product crm.ID, category string) bool {
	var at crm.ID
	for _, r := range h.Records {
		if g, ok := r.(*crm.Product); ok && g.ID == product {
			at = g.Category
		}
	}
	for range 5 {
		if at.String() == category && !at.IsZero() {
			return true
		}
		for _, r := range h.Records {
			if c, ok := r.(*crm.Category); ok && c.ID == at {
				at = c.Parent
				break
			}
		}
	}
	return false
}

// number is a condition's number in hundredths.
func (h *hand) number(p *crm.Party, r crm.Rule) (v int64, known, ok bool) {
	docs := h.sales(p, r.Days)
	days := purchases(docs, func(crm.Line) bool { return true })
	var net, margin, costed crm.Amount
	for _, d := range docs {
		for _, l := range d.Lines {
			net += l.Net
			if cost, known := l.Cost(2); known {
				margin += l.Net - cost
				if sold(d, l) {
					costed += l.Net
				}
			}
		}
	}
	bought, score := len(days) > 0, h.scores[p.ID]
	switch r.Field {
	case "orders":
		return int64(len(days)) * 100, true, true
	case "revenue":
		return int64(net), true, true
	case "margin":
		return int64(margin), costed > 0, true
	case "average":
		if !bought {
			return 0, false, true
		}
		return int64(net) / int64(len(days)), true, true
	case "quiet":
		if !bought {
			return 0, false, true
		}
		return int64(h.asOf-slices.Max(days)) * 100, true, true
	case "tenure":
		if !bought {
			return 0, false, true
		}
		return int64(h.asOf-slices.Min(days)) * 100, true, true
	case "r":
		return int64(score.R) * 100, score.R > 0, true
	case "f":
		return int64(score.F) * 100, score.R > 0, true
	case "m":
		return int64(score.M) * 100, score.R > 0, true
	case "birth_month":
		return int64(p.BirthDate.Time().Month()) * 100, p.BirthDate > 0, true
	case "since":
		return int64(p.FirstSeen) * 100, p.FirstSeen > 0, true
	case "custom.shoe":
		v, err := crm.ParseDecimal(p.Custom["shoe"], 2)
		return v, err == nil, true
	case "referrals":
		n := int64(0)
		for _, rec := range h.Records {
			if f, ok := rec.(*crm.Referral); ok && f.Referrer == p.ID && h.within(f.Date, r.Days) {
				n++
			}
		}
		return n * 100, true, true
	}
	return 0, false, false
}

func compare(v int64, r crm.Rule) bool {
	want, err := crm.ParseDecimal(r.Value, 2)
	if d, e := crm.ParseDate(r.Value); e == nil {
		want, err = int64(d)*100, nil
	}
	return r.Op == "known" || err == nil && (r.Op == "at_least" && v >= want || r.Op == "at_most" && v <= want || r.Op == "more_than" && v > want ||
		r.Op == "less_than" && v < want || r.Op == "is" && v == want || r.Op == "is_not" && v != want)
}

func (h *hand) words(p *crm.Party, field string) []string {
	switch field {
	case "consent":
		var open []string
		for _, c := range crm.Channels() {
			if _, no := p.DoNotContact[c]; !no {
				open = append(open, string(c))
			}
		}
		return open
	case "tag":
		var names []string
		for _, tag := range h.tags {
			if slices.Contains(p.Tags, tag.ID) {
				names = append(names, tag.Name)
			}
		}
		return names
	case "has":
		has := map[string]bool{"address": len(p.Addresses) > 0, "birthday": p.BirthDate > 0}
		return slices.DeleteFunc([]string{"address", "birthday"}, func(s string) bool { return !has[s] })
	case "role":
		return nil
	}
	return map[string][]string{"country": {p.Country()}, "group": {p.Group}, "source": {p.Acquired}, "kind": {string(p.PartyKind)}, "custom.the dog": {p.Custom["the dog"]},
		"custom.member": {p.Custom["member"]}, "segment": {string(h.scores[p.ID].Segment)}, "class": {string(h.classes[p.ID])}, "stage": {string(h.stages[p.ID])}}[field]
}

func compareWords(have []string, r crm.Rule) bool {
	have = slices.DeleteFunc(slices.Clone(have), func(w string) bool { return w == "" })
	same := slices.ContainsFunc(have, func(w string) bool { return strings.EqualFold(w, r.Value) })
	part := slices.ContainsFunc(have, func(w string) bool { return strings.Contains(strings.ToLower(w), strings.ToLower(r.Value)) })
	return r.Op == "is" && same || r.Op == "is_not" && !same || r.Op == "contains" && part || r.Op == "known" && len(have) > 0 || r.Op == "unknown" && len(have) == 0
}

func byHand(t *rapid.T, b *book, s *facts.Snapshot, asOf crm.Date) *hand {
	h := &hand{book: b, asOf: asOf, scores: map[crm.ID]rfm.Customer{}, classes: map[crm.ID]value.Class{}, stages: map[crm.ID]lifecycle.Stage{}}
	x, err := rfm.Score(s, rfm.Options{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range x.Customers {
		h.scores[c.ID] = c
	}
	y, err := value.Classify(s, value.Options{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range y.Customers {
		h.classes[c.ID] = c.Class
	}
	z, err := lifecycle.Ask(context.Background(), s, lifecycle.Options{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range z.Customers {
		h.stages[c.ID] = c.Stage
	}
	return h
}

// A rule finds exactly those whom a check by hand of every record finds, as
// of any day, in whatever order the records came.
func TestAsk_000_06_AsByHand(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := drawBook(t)
		s, rule := b.Snapshot(), drawRule(t, 3)
		if rapid.IntRange(0, 3).Draw(t, "the rule") == 0 {
			rule = theRule(t)
		}
		asOf := insighttest.Day(rapid.IntRange(1, 720).Draw(t, "as of"))
		r, err := segment.Ask(context.Background(), b.input(s), rule, asOf)
		if len(s.Product.ID) == 0 || err != nil {
			var wrong *segment.RuleError
			if err == nil || errors.As(err, &wrong) && wrong.Code == segment.ErrName {
				return
			}
			t.Fatal(err)
		}
		h := byHand(t, b, s, asOf)
		found := map[crm.ID]bool{}
		for _, row := range r.Rows {
			found[row.ID] = true
		}
		n := 0
		for _, rec := range b.Records {
			p, ok := rec.(*crm.Party)
			if !ok || p.Deleted() {
				continue
			}
			n++
			if want := h.fits(p, rule); found[p.ID] != want {
				t.Fatalf("%s\nas of %s: %s found %v, by hand %v", r.Text, asOf, p.ID, found[p.ID], want)
			}
		}
		if r.N != n {
			t.Fatalf("n %d, want %d", r.N, n)
		}
		checkOrder(t, b, rule, asOf, r)
	})
}

// theRule is the one an owner is most likely to write, with limits that
// leave somebody.
func theRule(t *rapid.T) crm.Rule {
	w, err := segment.Parse("r>=2 and bought(category=" + insighttest.CategoryID(1).String() + ", days=400) and consent=email")
	if err != nil {
		t.Fatal(err)
	}
	return w.Rule
}

// checkOrder asks again with the records in another order.
func checkOrder(t *rapid.T, b *book, rule crm.Rule, asOf crm.Date, r *segment.Result) {
	again, err := segment.Ask(context.Background(), b.input(b.Shuffled(t)), rule, asOf)
	if err != nil {
		t.Fatal(err)
	}
	one, err1 := json.Marshal(r)
	two, err2 := json.Marshal(again)
	if err1 != nil || err2 != nil || string(one) != string(two) {
		t.Fatalf("%v %v\n%s\n%s", err1, err2, one, two)
	}
}

// What is written is read back as the same question.
func TestFormat_ReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := drawBook(t)
		in, rule := b.input(b.Snapshot()), drawRule(t, 3)
		if segment.Check(rule, in) != nil {
			return
		}
		text := segment.Format(rule, in)
		w, err := segment.Parse(text)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if again := segment.Format(w.Rule, in); again != text {
			t.Fatalf("%q became %q", text, again)
		}
		one, err1 := segment.Ask(context.Background(), in, rule, 0)
		two, err2 := segment.Ask(context.Background(), in, segment.Bind(w.Rule, in), 0)
		if err1 != nil || err2 != nil || !slices.Equal(one.In, two.In) {
			t.Fatalf("%q: %v %v", text, err1, err2)
		}
	})
}

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		`r>=4 and bought(category="Green tea", days=180) and consent=email`: `r >= 4 and bought(category="Green tea", days=180) and consent = email`,
		"orders>2 or orders<1 and r=5":                                      "orders > 2 or (orders < 1 and r = 5)",
		"not (r=5 OR Not R = 4)":                                            "not (r = 5 or not r = 4)",
		"not bought(product=Tea)":                                           "not bought(product=Tea)",
		"not not bought(product=Tea)":                                       "bought(product=Tea)",
		"revenue ( days = 90 ) >= 57.50":                                    "revenue(days=90) >= 57.50",
		"contacted(days=30, times=2)":                                       "contacted(days=30, times=2)",
		"contacted(by=email)":                                               "contacted(by=email)",
		`custom."my dog" ~ "a ""b"" c"`:                                     `custom."my dog" ~ "a ""b"" c"`,
		"custom.Shoe known":                                                 "custom.Shoe known",
		`group="and"`:                                                       `group = "and"`,
		"  ":                                                                "",
		"((r=1))":                                                           "r = 1",
		"(r=1 and r=2) and r=3":                                             "(r = 1 and r = 2) and r = 3",
		"country=VN or country=IT or quiet>9":                               "country = VN or country = IT or quiet > 9",
	} {
		w, err := segment.Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := segment.Format(w.Rule, segment.Input{Facts: &facts.Snapshot{}}); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// What cannot be read says where.
func TestParse_PointsAtThePlace(t *testing.T) {
	for text, at := range map[string]int{
		"r>=": 3, "r >= 4 und f=5": 7, "r 4": 2, "(r=4": 4, "r=4)": 3, "and": 0, "r=4 and": 7, "r = and": 4, "bought(r=1)": 7, "bought(product=Tea, weeks=3)": 20,
		"bought(product=Tea, days=0)": 25, "bought(product=Tea days=2)": 19, `group="é`: 6, "orders(times=2)>1": 7, "r=4 ; r=5": 4, "bought": 6, "not": 3, "contacted(by)": 12,
		strings.Repeat("(", 100): 32,
	} {
		_, err := segment.Parse(text)
		var wrong *segment.SyntaxError
		if !errors.As(err, &wrong) || wrong.At != at || wrong.Want == "" {
			t.Errorf("%s: %v, want a fault at %d", text, err, at)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(`r>=4 and (not bought(category="Green tea", days=180) or consent=email)`)
	f.Fuzz(func(t *testing.T, text string) {
		in := segment.Input{Facts: &facts.Snapshot{}}
		w, err := segment.Parse(text)
		if err != nil {
			return
		}
		once := segment.Format(w.Rule, in)
		again, err := segment.Parse(once)
		if err != nil || segment.Format(again.Rule, in) != once {
			t.Fatalf("%q became %q: %v", text, once, err)
		}
	})
}

func TestCheck_SaysWhatIsWrong(t *testing.T) {
	b := &book{tags: []crm.Tag{{Meta: crm.Meta{ID: crm.ID{1}}, Name: "VIP"}}}
	b.Customers(1)
	b.Buy(1, insighttest.Day(0), 100)
	in := b.input(b.Snapshot())
	deep := crm.Rule{Field: "r", Op: "is", Value: "5"}
	for range crm.RuleDepth {
		deep = crm.Rule{Parts: []crm.Rule{deep}}
	}
	for _, c := range []struct {
		rule crm.Rule
		code segment.ErrCode
	}{
		{crm.Rule{Field: "shoe", Op: "is"}, segment.ErrField}, {crm.Rule{Field: "custom.shoe", Op: "is"}, segment.ErrField},
		{crm.Rule{Field: "country", Op: "at_least", Value: "VN"}, segment.ErrOp}, {crm.Rule{Field: "orders", Op: "is", Value: "many"}, segment.ErrValue},
		{crm.Rule{Field: "orders", Op: "is", Value: "1.5"}, segment.ErrValue}, {crm.Rule{Field: "revenue", Op: "is", Value: "1.555"}, segment.ErrValue},
		{crm.Rule{Field: "consent", Op: "is", Value: "pigeon"}, segment.ErrValue}, {crm.Rule{Field: "country", Op: "is"}, segment.ErrValue},
		{crm.Rule{Field: "tag", Op: "is", Value: "Vip!"}, segment.ErrName}, {crm.Rule{Field: "bought_product", Op: "is", Value: "Tea"}, segment.ErrName},
		{crm.Rule{Field: "bought_category", Op: "is"}, segment.ErrName}, {crm.Rule{Field: "since", Op: "is", Value: "yesterday"}, segment.ErrValue},
		{crm.Rule{Field: "r", Op: "is", Value: "5", Days: 3}, segment.ErrRange}, {crm.Rule{Field: "orders", Op: "is", Value: "5", Times: 3}, segment.ErrRange},
		{deep, segment.ErrDepth},
	} {
		var wrong *segment.RuleError
		if err := segment.Check(c.rule, in); !errors.As(err, &wrong) || wrong.Code != c.code {
			t.Errorf("%+v: %v, want %s", c.rule, err, c.code)
		}
		if _, err := segment.Ask(context.Background(), in, c.rule, 0); err == nil {
			t.Errorf("%+v: asked", c.rule)
		}
	}
	in.Profiles = nil
	if _, err := segment.Ask(context.Background(), in, crm.Rule{Field: "consent", Op: "is", Value: "email"}, 0); !errors.Is(err, insight.ErrOptions) {
		t.Errorf("consent of pages not read: %v", err)
	}
}

// Who found in the record what, and the documents that add up to it.
func TestWhy_000_13(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := drawBook(t)
		s := b.Snapshot()
		w, err := segment.Parse("orders >= 1 and revenue > 5 and consent=email")
		if err != nil {
			t.Fatal(err)
		}
		r, err := segment.Ask(context.Background(), b.input(s), w.Rule, insighttest.Day(500))
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range r.Rows {
			orders, net := 0, crm.Amount(0)
			for _, doc := range r.Documents()[row.Party] {
				sum := insight.Reading{}.Of(s, int(doc))
				net += sum.Value
				if sum.Purchase {
					orders++
				}
			}
			why := r.Why(row.Party)
			want := fmt.Sprintf("%d %s true", orders, crm.FormatDecimal(int64(net), 2))
			if got := why[0].Value + " " + why[1].Value + " " + fmt.Sprint(why[2].Holds); got != want || orders != row.Orders || net != row.Net {
				t.Fatalf("%s, want %s", got, want)
			}
		}
	})
}

// A look back says that pages have no past, and stops when nobody waits.
func TestAsk_OfThePast(t *testing.T) {
	b := &book{}
	b.Customers(2)
	b.Buy(1, insighttest.Day(0), 100)
	b.Buy(2, insighttest.Day(50), 100)
	in := b.input(b.Snapshot())
	w, err := segment.Parse("orders >= 1 and consent = email and country unknown")
	if err != nil {
		t.Fatal(err)
	}
	then, err := segment.Ask(context.Background(), in, w.Rule, insighttest.Day(10))
	if err != nil || len(then.Rows) != 1 || !slices.Equal(then.Needs, []insight.Need{{Code: segment.NeedPast, Count: 2}}) || then.Coverage != 0 {
		t.Errorf("%v %+v", err, then)
	}
	now, err := segment.Ask(context.Background(), in, w.Rule, 0)
	if err != nil || len(now.Rows) != 2 || len(now.Needs) != 0 {
		t.Errorf("%v %+v", err, now)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := segment.Ask(ctx, in, w.Rule, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("went on: %v", err)
	}
}
