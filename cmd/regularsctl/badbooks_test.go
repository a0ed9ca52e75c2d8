package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"regulars/app/i18n"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/facts"
	"regulars/data/insight"
	"regulars/data/insight/insighttest"
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
				begun := time.Now()
				x.ask(line)
				if d := time.Since(begun); d > 300*time.Millisecond {
					t.Logf("%s took %s", line, d)
				}
			}
			if dir := os.Getenv("BAD_OUT"); dir != "" {
				for i, line := range badQuestions {
					if r, err := x.reply(line); err == nil {
						d, _ := json.MarshalIndent(r.json, "", " ")
						var out bytes.Buffer
						r.text(&terminal{out: &out, err: &out})
						os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%02d-%s.txt", strings.ReplaceAll(shop.Name, " ", "_"), i, strings.ReplaceAll(strings.ReplaceAll(line, " ", "_"), "/", ""))), append(d, out.Bytes()...), 0o644)
					}
				}
			}
			if truth := badTruths[shop.Name]; truth != nil {
				truth(x)
			} else {
				t.Error("nothing is known to be true of it")
			}
		})
	}
}

// badTruths are what must be true of the answers.
var badTruths = map[string]func(bad){}
