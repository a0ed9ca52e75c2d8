package tour

import (
	"context"
	"image/color"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"regulars/app/i18n"
	"regulars/app/ui"
)

// All scenes in all languages take long: by itself the test sees each in
// English and two others, with REGULARS_TOUR_ONLY=<part of a name, or "-">
// those chosen in all five.
func TestEveryTextCanBeRead(t *testing.T) {
	only := os.Getenv("REGULARS_TOUR_ONLY")
	o := Options{Variants: []ui.Variant{ui.Light}, Only: only, ByTurns: only == ""}
	for _, l := range i18n.Languages() {
		o.Languages = append(o.Languages, l.Tag)
	}
	problems, err := Check(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range problems {
		if i == 100 {
			t.Fatalf("and %d more", len(problems)-i)
		}
		t.Error(p)
	}
}

func TestSceneNamesAreOwn(t *testing.T) {
	var names []string
	for _, s := range scenes(Options{}.filled()) {
		names = append(names, s.name)
	}
	slices.Sort(names)
	if once := slices.Compact(slices.Clone(names)); len(once) != len(names) {
		t.Errorf("a name twice in %v", names)
	}
}

// The eye itself: texts laid out by hand.
func TestEyeSeesCutAndOverlap(t *testing.T) {
	test.NewTempApp(t)
	at := func(s string, x, y, w float32) *canvas.Text {
		text := canvas.NewText(s, color.Black)
		text.TextSize = 14
		text.Resize(fyne.NewSize(w, 20))
		text.Move(fyne.NewPos(x, y))
		return text
	}
	for _, c := range []struct {
		name    string
		objects []fyne.CanvasObject
		want    int
	}{
		{"apart", []fyne.CanvasObject{at("one", 0, 0, 50), at("two", 60, 0, 50)}, 0},
		{"overlapping", []fyne.CanvasObject{at("one two three", 0, 0, 50), at("four", 40, 0, 50)}, 1},
		{"right of the window", []fyne.CanvasObject{at("a long text", 280, 0, 20)}, 1},
		{"below the window", []fyne.CanvasObject{at("low", 0, 190, 50)}, 1},
		{"a label shortened", []fyne.CanvasObject{at("shorten…", 0, 0, 90)}, 1},
		{"a name shortened", []fyne.CanvasObject{at("Nguyễn Thị…", 0, 0, 90)}, 0},
		{"dots of its own", []fyne.CanvasObject{at("Open…", 0, 0, 90)}, 0},
		{"hidden", func() []fyne.CanvasObject {
			hidden := at("a long text", 280, 0, 20)
			hidden.Hide()
			return []fyne.CanvasObject{hidden}
		}(), 0},
		{"under a panel", func() []fyne.CanvasObject {
			panel := canvas.NewRectangle(color.White)
			panel.Resize(fyne.NewSize(300, 100))
			return []fyne.CanvasObject{at("below", 0, 0, 50), panel, at("above", 0, 0, 50)}
		}(), 0},
	} {
		w := test.NewTempWindow(t, container.NewWithoutLayout(c.objects...))
		w.SetPadded(false)
		w.Resize(fyne.NewSize(300, 200))
		if got := look(w.Canvas(), map[string]bool{"shortened label": true, "Open…": true}); len(got) != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestRenderWritesPicturesAndIndex(t *testing.T) {
	dir := t.TempDir()
	o := Options{Variants: []ui.Variant{ui.Dark}, Sizes: []fyne.Size{fyne.NewSize(900, 600)}, Only: "welcome-doors"}
	var said []string
	if err := Render(context.Background(), dir, o, func(name string) { said = append(said, name) }); err != nil {
		t.Fatal(err)
	}
	want := "en/dark/900x600/welcome-doors"
	if len(said) != 1 || said[0] != want {
		t.Errorf("said %v", said)
	}
	for _, name := range []string{want + ".png", "index.html"} {
		if info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name))); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}
