package tour

import (
	"context"
	"encoding/json"
	"fmt"
	"image/color"
	"io/fs"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/ui"
	"regulars/assets"
)

// Problem is a text that cannot be read whole.
type Problem struct {
	Shot string // where
	Text string
	What string // cut, or what it overlaps
}

func (p Problem) String() string { return fmt.Sprintf("%s: %q %s", p.Shot, p.Text, p.What) }

// Check visits every stop of the tour and returns the texts that are cut by
// the window or an area that does not scroll that way, and those that overlap
// another text.
func Check(ctx context.Context, o Options) ([]Problem, error) {
	var all []Problem
	language, texts := "", map[string]bool{}
	err := visit(ctx, o, func(s Shot) error {
		if s.Language != language {
			language, texts = s.Language, labels(s.Language)
		}
		for _, p := range look(s.Window.Canvas(), texts) {
			p.Shot = s.Name()
			all = append(all, p)
		}
		return nil
	})
	return all, err
}

// area is a rectangle on the canvas.
type area struct{ x1, y1, x2, y2 float32 }

func (a area) and(b area) area {
	return area{max(a.x1, b.x1), max(a.y1, b.y1), min(a.x2, b.x2), min(a.y2, b.y2)}
}

func (a area) width() float32  { return a.x2 - a.x1 }
func (a area) height() float32 { return a.y2 - a.y1 }
func (a area) empty() bool     { return a.width() <= 0 || a.height() <= 0 }

// clip is what of the canvas an object may paint on, and whether what is
// missing can be scrolled into it.
type clip struct {
	area
	acrossScrolls, downScrolls bool
}

// painted is a text and where its letters are.
type painted struct {
	text string
	area         // of them in sight
	tall float32 // of the letters, in sight or not
}

// eye looks at a canvas in the order in which it is painted.
type eye struct {
	texts    []painted
	problems []Problem
	labels   map[string]bool // the program's own texts, which must not be shortened
}

func look(c fyne.Canvas, labels map[string]bool) []Problem {
	e := &eye{labels: labels}
	whole := clip{area: area{0, 0, c.Size().Width, c.Size().Height}}
	e.walk(c.Content(), fyne.Position{}, whole)
	for _, o := range c.Overlays().List() {
		e.walk(o, fyne.Position{}, whole)
	}
	e.overlaps()
	return e.problems
}

func (e *eye) walk(o fyne.CanvasObject, origin fyne.Position, in clip) {
	if o == nil || !o.Visible() {
		return
	}
	at := origin.Add(o.Position())
	here := area{at.X, at.Y, at.X + o.Size().Width, at.Y + o.Size().Height}
	switch o := o.(type) {
	case *canvas.Text:
		e.text(o, here, in)
	case *canvas.Rectangle:
		e.cover(o, here.and(in.area))
	case *fyne.Container:
		for _, child := range o.Objects {
			e.walk(child, at, in)
		}
	case *container.Scroll:
		inner := clip{area: here.and(in.area)}
		inner.acrossScrolls = in.acrossScrolls || o.Direction != container.ScrollVerticalOnly && o.Direction != container.ScrollNone
		inner.downScrolls = in.downScrolls || o.Direction != container.ScrollHorizontalOnly && o.Direction != container.ScrollNone
		e.children(o, at, inner)
	case *ui.Entry:
		e.hint(&o.Entry)
		e.children(o, at, clip{area: here.and(in.area), acrossScrolls: true, downScrolls: true})
	case *widget.Entry:
		e.hint(o)
		e.children(o, at, clip{area: here.and(in.area), acrossScrolls: true, downScrolls: true})
	case fyne.Widget:
		_, scrolls := o.(fyne.Scrollable)
		if _, clips := test.WidgetRenderer(o).(interface{ IsClip() }); clips || scrolls {
			in.area = here.and(in.area)
		}
		e.children(o, at, in)
	}
}

func (e *eye) children(w fyne.Widget, at fyne.Position, in clip) {
	for _, child := range test.WidgetRenderer(w).Objects() {
		e.walk(child, at, in)
	}
}

// text notes where a text is painted, and whether all of it can be seen.
func (e *eye) text(t *canvas.Text, box area, in clip) {
	if strings.TrimSpace(t.Text) == "" || box.and(in.area).empty() || transparent(t.Color) {
		return
	}
	size := fyne.MeasureText(t.Text, t.TextSize, t.TextStyle)
	at := box
	switch spare := box.width() - size.Width; t.Alignment {
	case fyne.TextAlignCenter:
		at.x1 += spare / 2
	case fyne.TextAlignTrailing:
		at.x1 += spare
	}
	at.y1 += (box.height() - size.Height) / 2
	at.x2, at.y2 = at.x1+size.Width, at.y1+size.Height
	const slack = 1.5
	across := at.x1 < in.x1-slack || at.x2 > in.x2+slack
	down := at.y1 < in.y1-slack || at.y2 > in.y2+slack
	if across && !in.acrossScrolls || down && !in.downScrolls {
		e.problems = append(e.problems, Problem{Text: t.Text, What: "is cut"})
	}
	if e.shortened(t.Text) {
		e.problems = append(e.problems, Problem{Text: t.Text, What: "is shortened"})
	}
	e.texts = append(e.texts, painted{t.Text, at.and(in.area), at.height()})
}

// hint looks whether the words in an empty entry have room in it.
func (e *eye) hint(o *widget.Entry) {
	if o.Text != "" || o.PlaceHolder == "" || o.MultiLine {
		return
	}
	room := o.Size().Width - 2*theme.InnerPadding()
	if o.Icon != nil {
		room -= theme.IconInlineSize() + theme.InnerPadding()
	}
	if o.ActionItem != nil {
		room -= o.ActionItem.MinSize().Width
	}
	if fyne.MeasureText(o.PlaceHolder, theme.TextSize(), o.TextStyle).Width > room {
		e.problems = append(e.problems, Problem{Text: o.PlaceHolder, What: "is cut in its entry"})
	}
}

// shortened reports whether a text is one of the program's own that ends in
// "…" for want of room. Names and notes of customers may be shortened.
func (e *eye) shortened(text string) bool {
	head, cut := strings.CutSuffix(text, "…")
	if !cut || e.labels[text] || utf8.RuneCountInString(head) < 2 {
		return false
	}
	for l := range e.labels {
		if strings.HasPrefix(l, head) {
			return true
		}
	}
	return false
}

// labels are the texts of a language that hold no names or numbers. A text
// whose beginning stands in another language's too begins with a name.
func labels(language string) map[string]bool {
	other := "en"
	if language == other {
		other = "it"
	}
	elsewhere := plainTexts(other)
	all := map[string]bool{}
	for key, text := range plainTexts(language) {
		if begin := beginning(text); begin == text || !strings.Contains(elsewhere[key], begin) {
			all[text] = true
		}
	}
	return all
}

func beginning(text string) string {
	return string([]rune(text)[:min(8, utf8.RuneCountInString(text))])
}

// plainTexts are the texts of a language that nothing is filled into, by key.
func plainTexts(language string) map[string]string {
	all := map[string]string{}
	files, _ := fs.Glob(assets.I18n, "i18n/*."+language+".json") // the pattern is right
	for _, name := range files {
		data, err := fs.ReadFile(assets.I18n, name)
		if err != nil {
			continue
		}
		var texts map[string]any
		if json.Unmarshal(data, &texts) != nil {
			continue // the tests of i18n read these files better
		}
		for key, v := range texts {
			if text, ok := v.(string); ok && !strings.Contains(text, "{{") {
				all[key] = text
			}
		}
	}
	return all
}

// cover forgets the texts under a panel painted over them, as a list that
// hangs over the page; badges and the like hide nothing.
func (e *eye) cover(r *canvas.Rectangle, at area) {
	if at.width() < 200 || at.height() < 60 || r.FillColor == nil {
		return
	}
	if _, _, _, a := r.FillColor.RGBA(); a < 0xffff/4 {
		return
	}
	kept := e.texts[:0]
	for _, t := range e.texts {
		if t.and(at).empty() {
			kept = append(kept, t)
		}
	}
	e.texts = kept
}

func (e *eye) overlaps() {
	for i, a := range e.texts {
		for _, b := range e.texts[:i] {
			both := a.and(b.area)
			// Lines of letters have room above and below that may touch.
			if both.width() > 1.5 && both.height() > 0.25*min(a.tall, b.tall) {
				e.problems = append(e.problems, Problem{Text: a.text, What: fmt.Sprintf("overlaps %q", b.text)})
			}
		}
	}
}

func transparent(c color.Color) bool {
	if c == nil {
		return true
	}
	_, _, _, a := c.RGBA()
	return a == 0
}
