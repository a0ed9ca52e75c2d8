package settings

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/app/screen"
	"regulars/app/screen/screentest"
	"regulars/app/ui"
	"regulars/data/book"
	"regulars/data/crm"
)

// shop is the screen in a test window, on a book of its own.
type shop struct {
	*Screen
	t        *testing.T
	canvas   test.WindowlessCanvas
	notices  []ui.Notice
	language string
	theme    ui.Variant
}

func newShop(t *testing.T, records ...crm.Record) *shop {
	t.Helper()
	b := screentest.Book(t, crm.DefaultSettings(), records...)
	s := &shop{t: t, canvas: screentest.Canvas(t), theme: ui.System}
	env := screen.Env{
		Book: b, Runner: ui.SyncRunner{}, Now: func() time.Time { return time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC) },
		Go:     func(screen.Route) {},
		Notify: func(n ui.Notice) { s.notices = append(s.notices, n) },
		Canvas: func() fyne.Canvas { return s.canvas }, Window: func() fyne.Window { return nil },
		SetLanguage: func(tag string) {
			s.language = tag
			i18n.Set(tag)
			s.Refresh(book.Change{})
		},
		SetTheme: func(v ui.Variant) { s.theme = v },
		Look:     func() (string, ui.Variant) { return s.language, s.theme },
	}
	s.Screen = New(env).(*Screen)
	screentest.Show(t, s.canvas, 1176, 760, b, s.Screen)
	return s
}

func (s *shop) saved() crm.Settings {
	s.t.Helper()
	v, err := s.env.Book.Settings()
	if err != nil {
		s.t.Fatal(err)
	}
	return v
}

// undoLast presses the button of the newest notice.
func (s *shop) undoLast() {
	s.t.Helper()
	if len(s.notices) == 0 || s.notices[len(s.notices)-1].Do == nil {
		s.t.Fatal("nothing offers to undo")
	}
	s.notices[len(s.notices)-1].Do()
}

func (s *shop) pick(key string, index int) {
	s.focusable[key].(interface{ SetSelectedIndex(int) }).SetSelectedIndex(index)
}

func (s *shop) tap(key string) { s.focusable[key].(*ui.Button).OnTapped() }

func TestText_EnterSavesAndUndoTakesItBack(t *testing.T) {
	s := newShop(t)
	entry := s.focusable["business_name"].(*ui.Entry)
	s.canvas.Focus(entry)
	test.Type(entry, "Lan's Flowers")
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := s.saved().BusinessName; got != "Lan's Flowers" {
		t.Fatalf("saved %q", got)
	}
	if s.canvas.Focused() != fyne.Focusable(entry) {
		t.Error("the keyboard left the field")
	}
	s.undoLast()
	if s.saved().BusinessName != "" || entry.Text != "" {
		t.Errorf("after undo %q, shown %q", s.saved().BusinessName, entry.Text)
	}
}

func TestText_EscapeBringsTheSavedValueBack(t *testing.T) {
	s := newShop(t)
	s.typeInto("currency", "Euros")
	entry := s.focusable["currency"].(*ui.Entry)
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if entry.Text != "EUR" || s.errs["currency"] != "" {
		t.Errorf("shown %q, error %q", entry.Text, s.errs["currency"])
	}
}

func TestCurrency(t *testing.T) {
	s := newShop(t)
	s.typeInto("currency", "Euros")
	if s.saved().BaseCurrency != "EUR" || !strings.Contains(s.errs["currency"], "Euros") {
		t.Fatalf("saved %q, said %q", s.saved().BaseCurrency, s.errs["currency"])
	}
	s.typeInto("currency", " gbp ")
	if s.saved().BaseCurrency != "GBP" || s.errs["currency"] != "" {
		t.Errorf("saved %q, said %q", s.saved().BaseCurrency, s.errs["currency"])
	}
}

func TestCurrency_LockedOnceThereAreSales(t *testing.T) {
	d := &crm.SalesDocument{DocType: crm.Invoice, Number: "1", Status: crm.Invoiced, Date: crm.NewDate(2026, 3, 1), Currency: "EUR",
		Lines: []crm.Line{{Description: "Soap", Quantity: crm.QuantityScale, Price: 49000, Net: 490}}}
	if err := d.Sum(); err != nil {
		t.Fatal(err)
	}
	s := newShop(t, d)
	if !s.focusable["currency"].(*ui.Entry).Disabled() {
		t.Error("the currency can be changed although there are sales")
	}
}

func TestPlaces(t *testing.T) {
	s := newShop(t)
	if got := screen.FindPlaces(screen.Countries(), "viet")[0].Hint; got != "VN" {
		t.Errorf("country %q", got)
	}
	if got := screen.FindPlaces(zones(), "ho chi")[0].Hint; got != "Asia/Ho_Chi_Minh" {
		t.Errorf("zone %q", got)
	}
	for _, z := range zones() {
		if _, err := time.LoadLocation(z.Code); err != nil {
			t.Errorf("%s: %v", z.Code, err)
		}
	}
	s.save("zone", func(v *crm.Settings) string { v.TimeZone = "Asia/Baku"; return "" })
	if s.saved().TimeZone != "Asia/Baku" {
		t.Errorf("saved %q", s.saved().TimeZone)
	}
	s.save("zone", func(v *crm.Settings) string { v.TimeZone = "Nowhere/At_All"; return "" })
	if s.saved().TimeZone != "Asia/Baku" || s.errs["zone"] == "" {
		t.Errorf("saved %q, said %q", s.saved().TimeZone, s.errs["zone"])
	}
}

func TestChoices(t *testing.T) {
	s := newShop(t)
	s.pick("week_start", 1)
	s.focusable["family_first"].(*widget.Check).SetChecked(true)
	if v := s.saved(); v.WeekStart != 0 || !v.FamilyFirst {
		t.Errorf("saved %+v", v)
	}
	sets, err := s.env.Book.History(0)
	if err != nil || len(sets) != 2 {
		t.Errorf("%d change sets (%v), want one each", len(sets), err)
	}
}

func TestLook_SwitchesAtOnce(t *testing.T) {
	s := newShop(t)
	s.pick("theme", 2)
	if s.theme != ui.Dark {
		t.Errorf("theme %q", s.theme)
	}
	for i, l := range i18n.Languages() {
		s.pick("language", i+1)
		if s.language != l.Tag || i18n.Current() != l.Tag {
			t.Errorf("language %q, want %q", s.language, l.Tag)
		}
	}
	s.pick("language", 0)
	if s.language != "" {
		t.Errorf("language %q, want the computer's", s.language)
	}
}

func TestRules(t *testing.T) {
	for _, c := range []struct {
		key, text string
		quiet     int
		shares    []int
	}{
		{"quiet", "2.5", 25, nil}, {"quiet", "3", 30, nil}, {"quiet", "1", 0, nil}, {"quiet", "11", 0, nil}, {"quiet", "often", 0, nil},
		{"value_high", "60", 0, []int{60, 90}}, {"value_high", "60 %", 0, []int{60, 90}}, {"value_high", "90", 0, nil}, {"value_high", "0", 0, nil},
		{"value_ordinary", "80", 0, []int{50, 80}}, {"value_ordinary", "50", 0, nil}, {"value_ordinary", "100", 0, nil},
	} {
		s := newShop(t)
		s.typeInto(c.key, c.text)
		v := s.saved()
		if v.QuietFactor10 != c.quiet || !slices.Equal(v.ValueShares, c.shares) {
			t.Errorf("%s %q: quiet %d, shares %v", c.key, c.text, v.QuietFactor10, v.ValueShares)
		}
		if refused := c.quiet == 0 && c.shares == nil; refused != (s.errs[c.key] != "") {
			t.Errorf("%s %q: said %q", c.key, c.text, s.errs[c.key])
		}
	}
}

func TestBackup_IsListedAndWhole(t *testing.T) {
	s := newShop(t)
	folder := filepath.Join(t.TempDir(), "copies")
	s.typeInto("folder", folder)
	s.tap("backup_now")
	if s.backups.err != nil || s.backups.done == nil || len(s.have.backups) != 1 {
		t.Fatalf("error %v, done %v, list %v", s.backups.err, s.backups.done, s.have.backups)
	}
	copied, err := book.Open(s.have.backups[0].path, book.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer copied.Close()
	if v, err := copied.Settings(); err != nil || v.BackupFolder != folder {
		t.Errorf("the copy says %q (%v)", v.BackupFolder, err)
	}
}

func TestBackup_SaysWhyItFailed(t *testing.T) {
	s := newShop(t)
	s.typeInto("folder", "not a whole path")
	if s.saved().BackupFolder != "" || s.errs["folder"] == "" {
		t.Errorf("saved %q, said %q", s.saved().BackupFolder, s.errs["folder"])
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s.typeInto("folder", filepath.Join(file, "below"))
	s.tap("backup_now")
	if s.backups.err == nil {
		t.Error("a backup below a file was made")
	}
}

func TestSafety(t *testing.T) {
	s := newShop(t)
	s.tap("check")
	if s.safety.tone != ui.Good || s.safety.said == "" {
		t.Errorf("check said %q", s.safety.said)
	}
	s.safety.compact()
	if s.safety.tone != ui.Good || s.have.size == 0 {
		t.Errorf("compact said %q", s.safety.said)
	}
	if _, err := s.env.Book.Settings(); err != nil {
		t.Error(err)
	}
}

func TestFields_AddRenameOrderHide(t *testing.T) {
	s := newShop(t)
	add := func(label string) {
		s.tap("field_add")
		if s.canvas.Focused() != s.focusable["field_name"] {
			t.Error("the keyboard is not in the new field's name")
		}
		test.Type(s.canvas.Focused(), label)
		s.canvas.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	add("Shoe size")
	add("Favourite tea")
	add("shoe SIZE") // there already
	if s.ownFields.problem["label"] == "" || len(s.have.fields) != 2 {
		t.Fatalf("problem %v, %d fields", s.ownFields.problem, len(s.have.fields))
	}
	ui.Escape.Press()
	if s.ownFields.open {
		t.Error("Escape leaves the form open")
	}
	first := s.have.fields[0]
	s.ownFields.swap(0, 1)
	if s.have.fields[1].ID != first.ID {
		t.Error("the order did not change")
	}
	s.ownFields.edit(first)
	s.ownFields.label.SetText("Size of shoe")
	s.ownFields.save()
	if got := s.have.fields[1]; got.Label != "Size of shoe" || got.Code != "shoe_size" {
		t.Errorf("renamed to %q with code %q", got.Label, got.Code)
	}
	s.ownFields.remove(s.have.fields[1])
	if len(s.have.fields) != 1 {
		t.Fatalf("%d fields after hiding one", len(s.have.fields))
	}
	s.undoLast()
	if len(s.have.fields) != 2 {
		t.Errorf("%d fields after undo", len(s.have.fields))
	}
}

// A type that what is written does not fit is refused.
func TestFields_TypeMustFitWhatIsWritten(t *testing.T) {
	f := &crm.CustomField{Scope: crm.KindParty, Code: "size", Label: "Size", Type: crm.FieldText}
	p := &crm.Party{PartyKind: crm.Person, DisplayName: "Ada"}
	p.Custom = map[string]string{"size": "large"}
	s := newShop(t, f, p)
	try := func(to crm.FieldType, options string) {
		s.ownFields.edit(s.have.fields[0])
		s.ownFields.kindOf = string(to)
		s.ownFields.options.SetText(options)
		s.ownFields.save()
	}
	try(crm.FieldNumber, "")
	if s.have.fields[0].Type != crm.FieldText || s.ownFields.problem["type"] == "" {
		t.Errorf("type %q, problem %v", s.have.fields[0].Type, s.ownFields.problem)
	}
	try(crm.FieldChoice, "small, large; large")
	if got := s.have.fields[0]; got.Type != crm.FieldChoice || !slices.Equal(got.Options, []string{"small", "large"}) {
		t.Errorf("field %+v, problem %v", got, s.ownFields.problem)
	}
}

func TestTags(t *testing.T) {
	s := newShop(t, &crm.Tag{Name: "Regular", Colour: "teal"}, &crm.Tag{Name: "Weekend"})
	s.tags.edit(s.have.tags[0])
	s.tags.entry.SetText("weekend")
	s.tags.save(*s.have.tags[0])
	if s.have.tags[0].Name != "Regular" || s.tags.problem["name"] == "" {
		t.Errorf("two tags of one name: %v", s.tags.problem)
	}
	s.tags.entry.SetText("Friend")
	s.tags.colour = "rose"
	s.tags.save(*s.have.tags[0])
	if got := s.have.tags[0]; got.Name != "Friend" || got.Colour != "rose" {
		t.Errorf("tag %+v", got)
	}
	s.tags.remove(s.have.tags[0])
	if len(s.have.tags) != 1 {
		t.Errorf("%d tags", len(s.have.tags))
	}
}

func TestReasons(t *testing.T) {
	s := newShop(t)
	for _, label := range []string{"Price", "Moved away"} {
		s.tap("reason_add")
		s.reasons.entry.SetText(label)
		s.reasons.save(crm.Reason{Set: s.reasons.set})
	}
	s.reasons.swap(0, 1)
	if got := s.reasons.shown(); len(got) != 2 || got[0].Label != "Moved away" || got[0].Code != "moved_away" {
		t.Fatalf("reasons %+v", got)
	}
	s.reasons.edit(s.reasons.shown()[0])
	s.reasons.active = false
	s.reasons.save(*s.reasons.shown()[0])
	if !s.reasons.shown()[0].Inactive {
		t.Error("the reason is still offered")
	}
	s.pick("reason_set", 1)
	if len(s.reasons.shown()) > 0 {
		t.Error("another list shows the same reasons")
	}
}

func TestCodeFor(t *testing.T) {
	none := func(string) bool { return false }
	for name, want := range map[string]string{"Shoe size": "shoe_size", "  Größe (cm) ": "größe__cm", "鞋码": "鞋码", "!?": "entry"} {
		if got := codeFor(name, none); got != want {
			t.Errorf("codeFor(%q) = %q, want %q", name, got, want)
		}
	}
	if got := codeFor("a", func(c string) bool { return c == "a" || c == "a_2" }); got != "a_3" {
		t.Errorf("taken: %q", got)
	}
}

// Every scene draws in every language.
func TestScenes(t *testing.T) {
	for _, sc := range Scenes() {
		s := newShop(t)
		s.Show(sc.Route)
		if sc.Act != nil {
			sc.Act(s.Screen)
		}
		for _, l := range i18n.Languages() {
			i18n.Set(l.Tag)
			s.Refresh(book.Change{})
			if len(s.root.Objects) != 1 {
				t.Errorf("%s draws nothing in %s", sc.Name, l.Tag)
			}
		}
		i18n.Set("en")
	}
}
