package ui

import (
	"errors"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
)

// TestGallery paints every widget, light and dark, in every language. It
// fails when painting panics; "go test -run Gallery -artifacts" keeps the
// pictures for looking at.
func TestGallery(t *testing.T) {
	dir := t.ArtifactDir()
	defer i18n.Set("en")
	for _, variant := range []Variant{Light, Dark} {
		for name, page := range galleryPages() {
			paint(t, filepath.Join(dir, name+"-"+string(variant)+".png"), variant, page)
		}
	}
	for _, l := range i18n.Languages() {
		i18n.Set(l.Tag)
		paint(t, filepath.Join(dir, "fields-"+l.Tag+".png"), Light, galleryFields)
	}
	i18n.Set("it")
	table, w := shopTable(t, 40)
	w.Resize(fyne.NewSize(560, 500))
	test.Tap(table.menu)
	save(t, filepath.Join(dir, "menu.png"), w.Canvas())
}

func paint(t *testing.T, file string, variant Variant, page func() fyne.CanvasObject) {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(NewTheme(variant))
	w := test.NewTempWindow(t, page())
	w.Resize(fyne.NewSize(900, 600))
	Settle(w.Content())
	save(t, file, w.Canvas())
}

func save(t *testing.T, file string, c fyne.Canvas) {
	t.Helper()
	out, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if err := png.Encode(out, c.Capture()); err != nil {
		t.Fatal(err)
	}
}

func galleryPages() map[string]func() fyne.CanvasObject {
	return map[string]func() fyne.CanvasObject{
		"table": galleryTable, "cards": galleryCards, "states": galleryStates, "fields": galleryFields, "calendar": galleryCalendar,
	}
}

func galleryTable() fyne.CanvasObject {
	table := NewRecordTable(SyncRunner{}, shopperID, shopperColumns()...)
	table.SetRows(shoppers(60))
	table.SetSort("spent", true)
	table.rows.choose(2)
	table.rows.toggle(4)
	table.focused = true
	search := widget.NewEntry()
	search.SetPlaceHolder("Search")
	add := widget.NewButtonWithIcon("New customer", theme.ContentAddIcon(), nil)
	add.Importance = widget.HighImportance
	bar := Toolbar(
		[]fyne.CanvasObject{container.NewGridWrap(fyne.NewSize(220, search.MinSize().Height), search), widget.NewButton("Filter", nil)},
		[]fyne.CanvasObject{widget.NewButton("Bring in a file", nil), add})
	card := Card(table)
	card.PadX, card.PadY = 4, 4
	return Padded(container.NewBorder(container.NewVBox(Title("Customers"), Spaced(bar, 4, 8)), nil, nil, nil, card), SpaceM)
}

func galleryCards() fyne.CanvasObject {
	stats := Tiles(180,
		Stat("Revenue this month", i18n.Amount(1284350, "EUR"), "12% more than in February"),
		Stat("Regular customers", "412", "9 new, 3 gone quiet"),
		Stat("Average basket", i18n.Amount(3125, "EUR"), "from 411 orders"),
		Stat("Open tasks", "7", ""))
	badges := Flow(SpaceS, Badge("Neutral", Neutral), Badge("New", Accent), Badge("Paid", Good), Badge("Due in 3 days", Warn), Badge("Overdue", Bad))
	name := widget.NewEntry()
	name.SetText("Anna Rossi")
	form := Stack(SpaceM, FormRow("Name", name, ""), FormRow("Due date", widget.NewEntry(), "This is not a day. Try 5/3, tomorrow or +3d."))
	notice := NoticeBar(Notice{Text: "Deleted 3 customers", Tone: Neutral, Action: "Undo", Do: func() {}}, func() {})
	bad := NoticeBar(Notice{Text: "The file could not be saved: the disk is full", Tone: Bad}, func() {})
	primary := widget.NewButton("Save", nil)
	primary.Importance = widget.HighImportance
	buttons := Row(SpaceS, primary, widget.NewButton("Later", nil), widget.NewCheck("Remind me", nil), NewSelect([]string{"Phone", "E-mail"}, nil))
	return Padded(Stack(SpaceM, Title("Good morning"), stats, notice, bad, Tiles(320,
		Section("Customer", Stack(SpaceM, badges, Paragraph("Came back after four months. Usually buys every three weeks, so this was a long gap.", ColorMuted), buttons)),
		Section("Edit", form))), SpaceM)
}

func galleryStates() fyne.CanvasObject {
	loading := Loading("Counting 541,909 sales", func() {})
	loading.SetProgress(0.42)
	grid := Tiles(320,
		Card(EmptyState(theme.AccountIcon(), "No customers yet", "Bring in the list you already have, or write down the first person who comes through the door.", "Bring in a file", func() {})),
		Card(ErrorState(errors.New("the book is open in another window"), func() {})),
		Card(loading),
		Card(EmptyState(nil, "Nobody has gone quiet", "Everybody who usually comes has come.", "", nil)))
	return Padded(grid, SpaceM)
}

func galleryFields() fyne.CanvasObject {
	date, wrong, empty := NewDateField(today), NewDateField(today), NewDateField(today)
	date.entry.SetText("+3d")
	wrong.entry.SetText("sometime")
	wrong.leave()
	money, unclear := NewMoneyField("EUR"), NewMoneyField("EUR")
	money.SetAmount(123450)
	unclear.entry.SetText("two")
	unclear.leave()
	tags := NewTagEditor(func(string) []string { return []string{"wholesale", "weekend"} })
	tags.SetTags([]string{"regular", "pays by card", "thứ bảy", "batch 2026"})
	tags.entry.SetText("we")
	pick := NewPickField("Customer", findShopper)
	pick.entry.SetText("a")
	search := NewSearchField(SyncRunner{}, "")
	search.SetText("0628")
	left := Stack(SpaceM, FormRow("Due", date, ""), FormRow("Due", wrong, ""), FormRow("Born", empty, ""), FormRow("Amount", money, ""), FormRow("Deposit", unclear, ""))
	right := Stack(SpaceM, search, FormRow("Tags", tags, ""), FormRow("Customer", pick, ""))
	return Padded(Tiles(320, Card(left), Card(right)), SpaceM)
}

// TestGoldens compares the structure of a few widgets with what was looked at
// and found right.
func TestGoldens(t *testing.T) {
	table := func() fyne.CanvasObject {
		table := NewRecordTable(SyncRunner{}, shopperID, shopperColumns()...)
		table.SetRows(shoppers(3))
		table.SetSort("orders", true)
		table.rows.choose(1)
		return table
	}
	for name, build := range map[string]func() fyne.CanvasObject{
		"badge": func() fyne.CanvasObject { return Badge("Paid", Good) },
		"stat":  func() fyne.CanvasObject { return Stat("Revenue", "€12.50", "from 3 orders") },
		"table": table,
	} {
		test.NewTempApp(t).Settings().SetTheme(NewTheme(Light))
		w := test.NewTempWindow(t, build())
		w.Resize(fyne.NewSize(700, 200))
		test.AssertRendersToMarkup(t, name+".xml", w.Canvas())
	}
}

func galleryCalendar() fyne.CanvasObject {
	c := NewCalendar(today, today+9, 1)
	return Padded(container.NewHBox(container.NewVBox(Card(c))), SpaceM)
}

func findShopper(query string) []Choice {
	var out []Choice
	for _, s := range shoppers(30) {
		if strings.Contains(fold(s.name), fold(query)) {
			out = append(out, Choice{ID: s.id, Title: s.name, Hint: s.city})
		}
	}
	return out
}
