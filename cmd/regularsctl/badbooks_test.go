package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/protect"
)

// bad is an opened book of one bad shop.
type bad struct {
	t *testing.T
	b *book.Book
	s *facts.Snapshot
}

func openBad(t *testing.T, s *insighttest.BadShop) bad {
	t.Helper()
	settings := crm.DefaultSettings()
	settings.BaseCurrency = "EUR"
	b, err := book.Create(filepath.Join(t.TempDir(), "bad.regulars"), settings, book.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	if _, err := b.Update("", func(tx *book.Tx) error {
		for _, r := range s.Records() {
			if d, ok := r.(*crm.SalesDocument); ok {
				if err := d.Sum(); err != nil {
					return err
				}
			}
			if err := tx.Put(r); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	f, err := b.Facts()
	if err != nil {
		t.Fatal(err)
	}
	return bad{t, b, f}
}

// reply asks one question as the terminal would.
func (x bad) reply(line string) (reply, error) {
	x.t.Helper()
	last := insight.AsOf(x.s, 0)
	line = strings.NewReplacer("WEEKAGO", (last - 7).String(), "NEXTWEEK", (last + 7).String()).Replace(line)
	words := strings.Fields(line)
	for _, q := range questions() {
		if q.name != words[0] {
			continue
		}
		f, cmd := &askFlags{}, &cobra.Command{}
		f.bookFlags(cmd)
		if q.flags != nil {
			q.flags(cmd)
		}
		if err := cmd.ParseFlags(words[1:]); err != nil {
			x.t.Fatal(err)
		}
		if err := f.read(); err != nil {
			x.t.Fatal(err)
		}
		if q.plain != nil {
			if r, ok, err := q.plain(f); ok || err != nil {
				return r, err
			}
		}
		return q.answer(x.b, x.s, f)
	}
	x.t.Fatalf("unknown question %s", line)
	return reply{}, nil
}

// envelope is what every answer says of itself.
type envelope struct {
	N     *int
	Needs []struct {
		Code  string
		Count int
	}
	Rows []map[string]any
}

// ask asks and reads the answer in full, and looks after what holds for any
// book: no failure, no number that is none, and with nothing to stand on a
// stated lack.
func (x bad) ask(line string) (e envelope, whole map[string]any) {
	x.t.Helper()
	defer func() {
		if p := recover(); p != nil {
			x.t.Errorf("%s: panic %v", line, p)
		}
	}()
	r, err := x.reply(line)
	if err != nil {
		x.t.Errorf("%s: %v", line, err)
		return e, nil
	}
	data, err := json.Marshal(r.json) // refuses what is no number
	if err != nil {
		x.t.Errorf("%s: %v", line, err)
		return e, nil
	}
	var out bytes.Buffer
	r.text(&terminal{out: &out, err: &out})
	r.spec()
	for _, broken := range []string{"NaN", "Inf", "%!"} {
		if strings.Contains(out.String(), broken) {
			x.t.Errorf("%s says %s in\n%s", line, broken, out.String())
		}
	}
	if err := json.Unmarshal(data, &e); err != nil {
		x.t.Errorf("%s: %v", line, err)
	}
	_ = json.Unmarshal(data, &whole)
	if e.N != nil && *e.N == 0 && len(e.Rows) == 0 && len(e.Needs) == 0 {
		x.t.Errorf("%s: stands on nothing and lacks nothing: %.300s", line, data)
	}
	return e, whole
}

func (e envelope) need(code string) int {
	for _, n := range e.Needs {
		if n.Code == code {
			return n.Count
		}
	}
	return 0
}

// badQuestions are all that can be asked of a book, in the ways that differ.
var badQuestions = []string{
	"segments", "segments --customers", "segments --basis margin", "value", "value --window 30",
	"demand --by hour --split group", "demand --by weekday --split segment", "demand --by week --split product", "demand --by month --split newness", "demand --by year --split channel --basis margin",
	"new-returning", "new-returning --by week", "lifecycle", "lifecycle --by week --customers", "cohorts", "cohorts --by product --measure net", "rules", "rules --by category --same-day",
	"offer", "offer --new", "repurchase", "repurchase --by shop", "next", "next --customers", "forecast", "forecast --by product --unit week", "forecast --by group --measure net", "forecast --measure customers --unit month",
	"restock", "launch", "launch --price-high 4", "price", "costs", "costs --by segment --bands", "protect --on WEEKAGO", "protect --by segment --weekday fri", "group --arrive NEXTWEEK --nights 2 --units 2 --rate 70",
	"yield", "yield --unit week", "pace", "segment --rule orders>=2", "movement --from WEEKAGO", "movement --from WEEKAGO --of stages", "profit", "profit --by product", "profit --by segment", "referrals", "priority", "track-record",
	"cycles", "cycles --measure net", "cycles --resource " + insighttest.BadID('r', 0).String(), "causes", "causes --country IT", "causes --resource " + insighttest.BadID('r', 0).String(),
	"mix", "mix --by month", "mix --sales", "mix --sales --by hour --capacity 2", "bands", "bands --by group", "whatif --keep 5", "slow", "reasons", "reasons --by group", "benefit --months 1",
}

func TestBadBooks_004_EveryQuestionAnswers(t *testing.T) {
	i18n.Set("en")
	for _, shop := range insighttest.BadShops() {
		t.Run(shop.Name, func(t *testing.T) {
			x := openBad(t, shop)
			for _, line := range badQuestions {
				x.ask(line)
			}
			if truth := badTruths[shop.Name]; truth != nil {
				truth(x)
			} else {
				t.Error("nothing is known to be true of it")
			}
		})
	}
}

// is reports what is not as it must be.
func (x bad) is(what string, ok bool, got ...any) {
	x.t.Helper()
	if !ok {
		x.t.Errorf("%s: %v", what, got)
	}
}

// row is the first row with the value, nil without one.
func (e envelope) row(key string, value any) map[string]any {
	for _, r := range e.Rows {
		if r[key] == value {
			return r
		}
	}
	return nil
}

// sum adds up a number over the rows.
func (e envelope) sum(key string) (sum float64) {
	for _, r := range e.Rows {
		sum += r[key].(float64)
	}
	return sum
}

// found lists the cycles found.
func (e envelope) found() (names []any) {
	for _, r := range e.Rows {
		if r["found"] == true {
			names = append(names, r["cycle"])
		}
	}
	return names
}

// unsure checks that no interval stands in the mix, and how many weeks lack.
func (x bad) unsure(line string, lacks int) {
	x.t.Helper()
	e, _ := x.ask(line)
	x.is(line+": weeks that lack", e.need("need_mix_weeks") == lacks, e.Needs)
	for _, r := range e.Rows {
		x.is(line+": an interval", r["per_unit_low_minor"] == nil && r["share"].(map[string]any)["low"] == nil, r)
	}
}

// badTruths are what must be true of the answers.
var badTruths = map[string]func(bad){
	"two weeks": func(x bad) {
		e, _ := x.ask("forecast")
		x.is("a forecast of two weeks", len(e.Rows) == 0 && e.need("need_values") > 0, e)
		e, _ = x.ask("cycles")
		x.is("a cycle of two weeks", len(e.found()) == 0, e.found())
		e, whole := x.ask("next")
		x.is("chances after two weeks", whole["gate"] == "counts" && e.need("need_repeaters") > 0, whole["gate"], e.Needs)
		e, _ = x.ask("price")
		x.is("elasticity after two weeks", e.row("state", "earned") == nil, e.Rows)
		x.unsure("mix", 5)
		x.unsure("mix --sales", 5)
	},
	"one product": func(x bad) {
		e, _ := x.ask("rules")
		x.is("a rule of one product", len(e.Rows) == 0 && len(e.Needs) > 0, e)
		e, _ = x.ask("demand --by month --split product")
		x.is("another product", e.sum("orders") > 1000 && len(e.Rows) == 13, len(e.Rows))
		e, _ = x.ask("costs")
		x.is("goods and rooms", len(e.Rows) == 2, e.Rows)
	},
	"all zeros": func(x bad) {
		e, _ := x.ask("value")
		x.is("value of nothing", *e.N == 0 && e.need("need_sales") == 1, e)
		e, _ = x.ask("price")
		x.is("elasticity of nothing", len(e.Rows) == 0 && len(e.Needs) > 0, e)
		_, whole := x.ask("profit")
		x.is("a margin of nothing", whole["total"].(map[string]any)["margin"] == nil, whole["total"])
	},
	"a giant order": func(x bad) {
		for _, line := range []string{"mix --sales", "mix --sales --by hour", "next"} {
			e, _ := x.ask(line)
			x.is(line+" does not name it", e.need(insight.NeedGiant) == 1, e.Needs)
		}
		e, _ := x.ask("forecast --measure net")
		x.is("it drives the forecast", e.Rows[0]["point"].(float64) < 20_000 && e.need("need_odd_checked") == 1, e.Rows[0], e.Needs)
		e, whole := x.ask("causes --measure net")
		odd := whole["unexplained"].([]any)
		x.is("its day is no odd one", len(odd) == 1 && odd[0].(map[string]any)["date"] == "2025-08-01", odd)
		e, _ = x.ask("cycles --measure net")
		x.is("it makes a cycle", len(e.found()) == 0, e.found())
		e, _ = x.ask("price")
		x.is("it makes an elasticity", e.row("product", "tea")["state"] == "withheld", e.row("product", "tea"))
		e, _ = x.ask("restock")
		x.is("it is kept in stock", e.row("name", "tea")["expected"].(float64) < 200_000, e.row("name", "tea"))
	},
	"a gap of a year": func(x bad) {
		e, _ := x.ask("forecast")
		x.is("it is taken for a year of zeros", e.Rows[0]["point"].(float64) > 90 && e.need("need_shut") == 12, e.Rows[0], e.Needs)
		e, whole := x.ask("cycles")
		days := whole["days"].(map[string]any)
		x.is("days without a sale", days["missing"].(float64) == 365 && days["zero"].(float64) == 0 && len(e.found()) == 0, days, e.found())
		e, _ = x.ask("next")
		x.is("nothing said of the standstill", e.need("need_standstill") == 365, e.Needs)
	},
	"capacity zero": func(x bad) {
		_, whole := x.ask("yield")
		total := whole["total"].(map[string]any)
		for _, key := range []string{"occupancy", "rate_minor", "per_available_minor", "yield"} {
			x.is(key+" of nothing offered is defined", total[key] == nil, total[key])
		}
		e, _ := x.ask("protect --weekday fri")
		x.is("limits without capacity", len(e.Rows) == 0 && e.need("need_capacity") == 1, e)
		_, whole = x.ask("group --arrive NEXTWEEK --nights 2 --units 2 --rate 70")
		x.is("a group without rooms", whole["answer"] == "unknown" && whole["fits"] == false && whole["net_gain"] == nil, whole["answer"], whole["net_gain"])
		e, _ = x.ask("mix")
		x.is("a best mix of nothing", *e.N == 0 && len(e.Rows) == 0 && len(e.Needs) > 0, e)
	},
	"equal fares": func(x bad) {
		e, _ := x.ask("protect --price 70,70,50 --mean 4,4,9 --capacity 8")
		x.is("equal fares are not one class", len(e.Rows) == 2 && len(e.Rows[0]["asked"].([]any)) == 2 && e.Rows[0]["mean"] == 8. && e.need(protect.NoteMerged) == 1, e.Rows, e.Needs)
		one, _ := x.ask("protect --price 70,50 --mean 8,9 --capacity 8")
		x.is("equal fares are not as one", e.Rows[1]["booking_limit"] == one.Rows[1]["booking_limit"], e.Rows[1], one.Rows[1])
	},
	"reversed fares": func(x bad) {
		e, whole := x.ask("protect --price 50,90 --mean 9,4 --capacity 8")
		_, right := x.ask("protect --price 90,50 --mean 4,9 --capacity 8")
		x.is("reversed fares are not put in order", e.Rows[0]["contribution"] == 90. && fmt.Sprint(e.Rows[0]["asked"]) == "[2]" && e.need(protect.NoteReordered) == 1, e.Rows, e.Needs)
		x.is("the order changes the limits", fmt.Sprint(whole["booking_limits"]) == fmt.Sprint(right["booking_limits"]), whole["booking_limits"], right["booking_limits"])
	},
	"negative stock": func(x bad) {
		e, _ := x.ask("restock")
		x.is("nothing said of the count", e.need("need_count") == 3, e.Needs)
		for _, r := range e.Rows {
			x.is("an order of what was counted wrong", r["state"] == "negative" && r["order"] == 0. && r["days_left"] == -1., r)
		}
	},
	"clock change": func(x bad) {
		e, _ := x.ask("demand --by hour")
		x.is("half past two on both days", e.row("bucket", "02")["orders"] == 2., e.row("bucket", "02"))
		whole, _ := x.ask("demand --by year")
		x.is("an hour lost or doubled", e.sum("orders") == whole.sum("orders"), e.sum("orders"), whole.sum("orders"))
		c, days := x.ask("cycles")
		x.is("a day lost or doubled", days["days"].(map[string]any)["traded"] == 420. && len(c.found()) == 0, days["days"])
	},
	"leap day": func(x bad) {
		e, _ := x.ask("yield")
		x.is("29 days of three rooms", e.row("period", "2024-02")["offered"] == 87., e.row("period", "2024-02"))
		e, _ = x.ask("demand --by month")
		x.is("29 days with sales", e.row("bucket", "2024-02")["days"] == 29., e.row("bucket", "2024-02"))
		_, days := x.ask("cycles")
		x.is("the day is lost", days["days"].(map[string]any)["traded"] == 800., days["days"])
	},
	"week 53": func(x bad) {
		for line, key := range map[string]string{"demand --by week": "bucket", "yield --unit week": "period", "new-returning --by week": "period"} {
			e, _ := x.ask(line)
			r := e.row(key, "2020-W53")
			x.is(line+": week 53", r != nil && r["from"] == "2020-12-28" && r["to"] == "2021-01-03", r)
			x.is(line+": a week 53 of 2021", e.row(key, "2021-W53") == nil && e.row(key, "2021-W01")["from"] == "2021-01-04")
		}
	},
	"closed on Mondays": func(x bad) {
		e, whole := x.ask("cycles")
		days := whole["days"].(map[string]any)
		x.is("closed days are days without demand", days["closed"] == 57. && days["zero"] == 0. && len(e.found()) == 0, days, e.found())
		e, _ = x.ask("forecast --unit week")
		x.is("weeks of six days", e.Rows[0]["point"].(float64) > 17 && e.Rows[0]["point"].(float64) < 28, e.Rows[0])
		_, whole = x.ask("causes")
		x.is("Mondays want explaining", len(whole["unexplained"].([]any)) == 0, whole["unexplained"])
		e, _ = x.ask("demand --by weekday")
		x.is("days open on Mondays", e.row("bucket", "1")["days"] == 0., e.row("bucket", "1"))
		e, _ = x.ask("mix --sales")
		x.is("a mix of Mondays", e.row("bucket", 0.) == nil, e.row("bucket", 0.))
	},
	"half a month": func(x bad) {
		e, _ := x.ask("forecast")
		x.is("it is foreseen, not learnt from", e.Rows[0]["from"] == "2025-10-01" && e.Rows[0]["point"].(float64) > 100, e.Rows[0])
		for line, key := range map[string]string{"demand --by month": "bucket", "new-returning": "period"} {
			e, _ := x.ask(line)
			x.is(line+": the last month is told as whole", e.row(key, "2025-10")["partial"] == true && e.row(key, "2025-09")["partial"] == false, e.row(key, "2025-10"))
		}
	},
}
