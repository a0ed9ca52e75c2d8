package insight

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/data/book"
	"regulars/data/crm"
	"regulars/data/insight"
	"regulars/data/insight/demand"
	"regulars/data/insight/insighttest"
	"regulars/data/insight/rfm"
	"regulars/data/insight/value"
)

func TestSegmentsPageShowsTheAnswersNumbers(t *testing.T) {
	s := sampleShop(t)
	a := s.show(PartSegments, "")
	x, err := rfm.Score(s.facts(), rfm.Options{AsOf: s.page.env.Today()})
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range x.Segments().Rows {
		g := a.groups[i]
		if g.name != screen.SegmentName(row.Segment) || g.customers != i18n.Integer(int64(row.Customers)) || g.money != i18n.Amount(row.Net, x.Currency) {
			t.Errorf("row %d is %v, the answer says %v", i, g, row)
		}
		l := s.listing(segmentKey(row.Segment))
		if len(l.customers) != row.Customers {
			t.Errorf("%s lists %d customers, the answer says %d", row.Segment, len(l.customers), row.Customers)
		}
	}
	if a.spec.N != len(x.Customers) || !strings.Contains(a.about[0], i18n.Integer(int64(len(x.Customers)))) {
		t.Errorf("n %d, about %q; want %d customers", a.spec.N, a.about[0], len(x.Customers))
	}
	gone := tally(x.Segments().Rows, rfm.AtRisk, rfm.CantLose)
	if !strings.HasPrefix(a.headline, strconv.Itoa(gone.Customers)+" of "+strconv.Itoa(len(x.Customers))) {
		t.Errorf("headline %q; want %d gone of %d", a.headline, gone.Customers, len(x.Customers))
	}
}

func TestValuePageShowsTheAnswersNumbers(t *testing.T) {
	s := sampleShop(t)
	a := s.show(PartValue, "")
	x, err := value.Classify(s.facts(), value.Options{AsOf: s.page.env.Today()})
	if err != nil {
		t.Fatal(err)
	}
	members := 0
	for i, row := range x.Answer().Rows {
		if g := a.groups[i]; g.customers != i18n.Integer(int64(row.Customers)) || g.money != i18n.Amount(row.Net, x.Currency) {
			t.Errorf("class %d is %v, the answer says %v", i, g, row)
		}
		l := s.listing(keyOf("class", string(row.Class)))
		if len(l.customers) != row.Customers || sumOf(l) != row.Net {
			t.Errorf("%s lists %d with %d, the answer says %d with %d", row.Class, len(l.customers), sumOf(l), row.Customers, row.Net)
		}
		members += row.Customers
	}
	if members != len(x.Customers) || a.top20 != i18n.Percent(x.Pareto().Top20, 0) {
		t.Errorf("%d members, top fifth %s", members, a.top20)
	}
}

// listing opens the records with a key, which must exist.
func (s *shop) listing(key string) *listing {
	s.t.Helper()
	s.show(s.page.question.part, key)
	if s.page.listing == nil {
		s.t.Fatalf("no records for %s", key)
	}
	return s.page.listing
}

func sumOf(l *listing) (sum crm.Amount) {
	for _, c := range l.customers {
		sum += c.net
	}
	for _, d := range l.documents {
		sum += d.net
	}
	return sum
}

// eachValue opens the records behind every value of the chart.
func (s *shop) eachValue(check func(v float64, l *listing)) {
	s.t.Helper()
	spec := s.page.answer.spec
	visit := func(series int, values []float64) {
		for i, v := range values {
			if !math.IsNaN(v) {
				check(v, s.listing(spec.Key(series, i)))
			}
		}
	}
	for i, one := range spec.Series {
		visit(i, one.Values)
	}
	for i, row := range spec.Cells {
		visit(i, row)
	}
}

func TestEveryValueOpensExactlyItsRecords(t *testing.T) {
	s := sampleShop(t)
	counts := func(v float64, l *listing) {
		if len(l.customers) != int(v) {
			t.Errorf("%s: %d customers behind %v", l.title, len(l.customers), v)
		}
	}
	sums := func(v float64, l *listing) {
		if got := s.page.answer.money(sumOf(l)); math.Abs(got-v) > 1e-6 {
			t.Errorf("%s: the list sums up to %v, the chart says %v", l.title, got, v)
		}
	}
	s.show(PartSegments, "")
	s.eachValue(counts)
	s.show(PartNewReturning, "")
	s.eachValue(counts)
	s.page.ask(func(q *question) { q.people = byRevenue })
	s.eachValue(sums)
	s.show(PartHeat, "")
	s.page.ask(func(q *question) { q.heat = byMargin })
	s.eachValue(func(v float64, l *listing) { sums(v, l) })
	s.show(PartDemand, "")
	for _, split := range demand.Splits() {
		if byLine(split) {
			continue // opens whole sales
		}
		s.page.ask(func(q *question) { q.split, q.by = split, demand.Quarter })
		s.eachValue(sums)
	}
}

func TestStackedBucketsEqualThePlainTotal(t *testing.T) {
	s := sampleShop(t)
	s.show(PartDemand, "")
	plain := map[demand.By][]float64{}
	for _, split := range demand.Splits() {
		for _, by := range []demand.By{demand.Hour, demand.Weekday, demand.Month} {
			s.page.ask(func(q *question) { q.split, q.by, q.demand = split, by, byOrders })
			totals := make([]float64, len(s.page.answer.spec.Categories))
			for _, one := range s.page.answer.spec.Series {
				for i, v := range one.Values {
					totals[i] += v
				}
			}
			if split == demand.Whole {
				plain[by] = totals
			}
			for i := range totals {
				if totals[i] != plain[by][i] {
					t.Errorf("%s by %s, bucket %d: %v, plain %v", split, by, i, totals[i], plain[by][i])
				}
			}
		}
	}
}

func TestBrokenQueriesOpenNothing(t *testing.T) {
	s := sampleShop(t)
	for _, part := range allParts() {
		for _, q := range []string{"x", "segment=", "segment=heroes", "cell=9-9", "cell=", "class=best", "from=2026-13-01&group=new", "from=1900-01-01&group=new",
			"bucket=2026-99", "bucket=2026-10&group=nobody", "hour=8-1", "hour=1-24", "hour=a", "%zz", "&&&"} {
			s.show(part.name, q)
			if s.page.listing != nil || s.page.frame.panel.root.Visible() {
				t.Errorf("%s opened something for %q", part.name, q)
			}
		}
	}
	s.goTo(screen.Route{Screen: screen.Insight, Part: "nowhere"})
	if s.page.question.part != PartSegments {
		t.Error("an unknown part is not the segments")
	}
}

func TestThinBooksGiveAReasonedPage(t *testing.T) {
	day := crm.NewDate(2026, 10, 30)
	for _, customers := range []int{0, 1, 15} {
		var made insighttest.Shop
		made.Customers(customers)
		for i := 1; i <= customers; i++ {
			made.Buy(i, day-crm.Date(i), 1000)
		}
		s := newShop(t, crm.DefaultSettings(), made.Records...)
		for _, part := range allParts() {
			a := s.show(part.name, "")
			switch {
			case part.bookings: // there are none
				if a.empty != noSales || a.headline == "" && customers > 0 {
					t.Errorf("%s without bookings says %q", part.name, a.headline)
				}
			case customers == 0 && a.empty != noSales:
				t.Errorf("%s of an empty book is not empty but %q", part.name, a.headline)
			case customers > 0 && (a.empty != hasRows || a.headline == "" || len(a.about) == 0):
				t.Errorf("%s with %d customers says %q, %q", part.name, customers, a.headline, a.about)
			}
			if found := missing(s.page.Content()); found != "" {
				t.Errorf("%s shows the key %s", part.name, found)
			}
		}
	}
}

func TestWalkInsOnlyAndAnEmptyTimeSayWhy(t *testing.T) {
	var made insighttest.Shop
	made.Buy(0, crm.NewDate(2026, 1, 5), 1000)
	s := newShop(t, crm.DefaultSettings(), made.Records...)
	if a := s.show(PartSegments, ""); a.empty != noCustomers {
		t.Errorf("segments of walk-ins: %v", a.empty)
	}
	s.show(PartDemand, "")
	s.page.ask(func(q *question) { q.months = 3 })
	if s.page.answer.empty != noneChosen {
		t.Errorf("three months without a sale: %v", s.page.answer.empty)
	}
	s.page.wholeHistory()
	if s.page.answer.empty != hasRows {
		t.Errorf("the whole history: %v", s.page.answer.empty)
	}
}

func TestSharesAreSavedAndCanBeUndone(t *testing.T) {
	s := sampleShop(t)
	before := s.show(PartValue, "").groups[0].customers
	form := s.page.frame.shares
	form.high.SetText("30")
	form.high.OnSubmitted("30")
	settings, err := s.page.env.Book.Settings()
	if err != nil || len(settings.ValueShares) != 2 || settings.ValueShares[0] != 30 || settings.ValueShares[1] != 90 {
		t.Fatalf("saved %v, %v", settings.ValueShares, err)
	}
	if s.page.answer.groups[0].customers == before {
		t.Error("the classes did not follow")
	}
	s.notices[len(s.notices)-1].Do()
	if s.page.answer.groups[0].customers != before || form.high.Text != "50" {
		t.Errorf("after undo %s customers, field %q", s.page.answer.groups[0].customers, form.high.Text)
	}
	for _, wrong := range []string{"0", "101", "95", "many", ""} {
		form.high.SetText(wrong)
		form.save()
		if settings, _ := s.page.env.Book.Settings(); len(settings.ValueShares) != 0 {
			t.Errorf("%q was saved as %v", wrong, settings.ValueShares)
		}
	}
}

func TestOwnLimitsBeginAsThoseInUse(t *testing.T) {
	s := sampleShop(t)
	before := s.show(PartSegments, "").groups
	s.page.ask(func(q *question) { q.bounds, q.own = rfm.Fixed, ownFrom(s.page.answer.limits) })
	for i, g := range s.page.answer.groups {
		if g != before[i] {
			t.Errorf("row %d changed from %v to %v", i, before[i], g)
		}
	}
	form := s.page.frame.limits
	form.days.SetText("100000 / 100000 / 100000 / 100000")
	form.orders.SetText("1 / 1 / 1 / 1")
	form.use()
	if got := s.page.answer.groups[0]; got.customers != i18n.Integer(int64(s.page.answer.spec.N)) {
		t.Errorf("limits that all pass make %s champions of %d", got.customers, s.page.answer.spec.N)
	}
	said := len(s.notices)
	form.days.SetText("5 / 3 / 9 / 12")
	form.use()
	if len(s.notices) != said+1 {
		t.Error("falling limits were taken")
	}
}

func TestABookChangeUpdatesTheAnswerAndKeepsTheWidgets(t *testing.T) {
	s := sampleShop(t)
	s.show(PartDemand, "")
	chart, before := s.page.frame.chart, s.page.answer.headline
	chart.ShowTable(true)
	var made insighttest.Shop
	made.Buy(0, s.page.env.Today(), 99_999_00)
	s.put(s.page.env.Book, made.Records...)
	if s.page.answer.headline == before {
		t.Error("the answer did not follow the book")
	}
	if s.page.frame.chart != chart || !chart.TableShown() {
		t.Error("the chart was made anew or left its table")
	}
}

// waitingRunner keeps work back until it is let go.
type waitingRunner struct {
	screenRunner
	work  []func()
	later []func()
}

func TestTheOldAnswerStaysUntilTheNewIsThere(t *testing.T) {
	s := sampleShop(t)
	before := s.show(PartSegments, "")
	runner := &waitingRunner{}
	s.page.env.Runner = runner
	s.page.ask(func(q *question) { q.basis = insight.Margin })
	waits := func() bool { return strings.Contains(texts(s.page.Content()), i18n.T("insightui.loading")) }
	if waits() {
		t.Error("the page says that it waits before half a second has passed")
	}
	runner.later[0]()
	if s.page.answer != before || !strings.Contains(texts(s.page.Content()), before.headline) || !waits() {
		t.Error("the page lost its answer while waiting, or does not say that it waits")
	}
	runner.work[0]()
	if waits() || s.page.answer == before || !strings.Contains(texts(s.page.Content()), s.page.answer.headline) {
		t.Error("the new answer is not shown")
	}
}

func TestMatrixByKeyboard(t *testing.T) {
	s := sampleShop(t)
	s.show(PartSegments, "")
	cells := s.page.frame.matrix.cells
	s.canvas.Focus(cells)
	test.Type(cells, "t")
	if numbers := s.page.frame.matrix.numbers; !numbers.Visible() || s.page.frame.matrix.shape.Visible() {
		t.Error("T does not show the table")
	}
	test.Type(s.page.frame.matrix.numbers, "t")
	if !s.page.frame.matrix.shape.Visible() {
		t.Error("T does not bring the map back")
	}
	s.canvas.Focus(cells)
	for range 8 {
		cells.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	}
	cells.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if s.page.query != keyOf("cell", "5-5") || s.page.listing == nil {
		t.Errorf("Enter opened %q", s.page.query)
	}
	cells.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if s.page.listing != nil || s.page.frame.panel.root.Visible() {
		t.Error("Escape did not close the records")
	}
}

func TestRecordsLeadToTheirPagesAndCanBeTakenAlong(t *testing.T) {
	s := sampleShop(t)
	s.show(PartSegments, segmentKey(rfm.Champions))
	l, panel := s.page.listing, s.page.frame.panel
	panel.scored.OnOpen(l.customers[0])
	if last := s.went[len(s.went)-1]; last.Screen != screen.Customers || last.ID != l.customers[0].id {
		t.Errorf("went to %v", last)
	}
	panel.copy()
	if lines := strings.Split(strings.TrimSpace(fyne.CurrentApp().Clipboard().Content()), "\n"); len(lines) != len(l.customers)+1 {
		t.Errorf("copied %d lines of %d customers", len(lines), len(l.customers))
	}
	var file strings.Builder
	if err := l.csv(&file); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file.String(), "\uFEFF"))).ReadAll()
	if err != nil || len(rows) != len(l.customers)+1 || rows[1][3] != crm.FormatDecimal(int64(l.customers[0].net), 2) {
		t.Errorf("wrote %v, %v", rows[:2], err)
	}
	s.show(PartHeat, "")
	s.page.open(s.page.answer.actionKey)
	s.page.frame.panel.sales.OnOpen(s.page.listing.documents[0])
	if last := s.went[len(s.went)-1]; last.Screen != screen.Sales || last.ID != s.page.listing.documents[0].id {
		t.Errorf("went to %v", last)
	}
}

func TestEveryTextIsThereInEveryLanguage(t *testing.T) {
	s := sampleShop(t)
	for _, language := range i18n.Languages() {
		i18n.Set(language.Tag)
		for _, part := range allParts() {
			s.show(part.name, "")
			s.page.Refresh(book.Change{})
			s.page.open(s.page.answer.actionKey)
			if found := missing(s.page.Content()); found != "" {
				t.Errorf("%s, %s: shows %s", language.Tag, part.name, found)
			}
		}
	}
}

func TestEveryKeyOfThisPackageHasAText(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	use := regexp.MustCompile(`\b[tn]\("([a-z0-9_]*[a-z0-9])"`)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range use.FindAllStringSubmatch(string(text), -1) {
			if !i18n.Has("insightui." + key[1]) {
				t.Errorf("%s: no text for %s", file, key[1])
			}
		}
	}
}

func TestScenesOpen(t *testing.T) {
	full, empty := sampleShop(t), newShop(t, crm.DefaultSettings())
	for _, scene := range Scenes() {
		s := full
		if scene.Empty {
			s = empty
		}
		s.page.question = defaultQuestion()
		s.page.Refresh(book.Change{})
		s.goTo(scene.Route)
		if scene.Act != nil {
			scene.Act(s.page)
		}
		if s.page.failure != nil || s.page.answer == nil {
			t.Errorf("%s: %v", scene.Name, s.page.failure)
		}
		if strings.HasSuffix(scene.Name, "-records") && s.page.answer.actionKey != "" && s.page.listing == nil {
			t.Errorf("%s: no records", scene.Name)
		}
	}
}

func TestRangesInWords(t *testing.T) {
	s := sampleShop(t)
	a := s.show(PartSegments, "")
	if got := (span{1, 1}).words("range_orders"); got != "1 order" {
		t.Errorf("got %q", got)
	}
	if got := (span{0, 1}).words("range_ago"); got != "0–1 days ago" {
		t.Errorf("got %q", got)
	}
	for i, row := range a.matrix.rows {
		if !strings.HasPrefix(a.matrix.agos[i], row) || !strings.HasPrefix(a.matrix.counts[i], a.matrix.cols[i]) {
			t.Errorf("%q, %q say other numbers than %q, %q", a.matrix.agos[i], a.matrix.counts[i], row, a.matrix.cols[i])
		}
	}
}

func TestTableFromTheListOfGroups(t *testing.T) {
	s := sampleShop(t)
	for _, part := range []string{PartSegments, PartValue} {
		s.show(part, "")
		f := s.page.frame
		var row fyne.Focusable = f.groups.all[0]
		for _, want := range []bool{true, false} {
			row.TypedRune('t')
			if f.chart.TableShown() != want || f.matrix != nil && f.matrix.shape.Visible() == want {
				t.Errorf("%s: table shown %v, want %v", part, f.chart.TableShown(), want)
			}
		}
	}
}
