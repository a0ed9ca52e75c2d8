package ui

import (
	"cmp"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

var _ fyne.Widget = (*Text)(nil)

// Text is one line of text by theme names. It is far cheaper than a label.
type Text struct {
	widget.BaseWidget
	Text      string
	ColorName fyne.ThemeColorName // empty: ColorText
	SizeName  fyne.ThemeSizeName  // empty: the theme's text size
	Style     fyne.TextStyle
	Align     fyne.TextAlign
	// Shrink lets the line end in "…" where space is short; without it the
	// line asks for all the width it needs.
	Shrink bool
}

// NewText returns a line in the theme's text colour and size.
func NewText(text string) *Text {
	t := &Text{Text: text}
	t.ExtendBaseWidget(t)
	return t
}

// SetText shows another text.
func (t *Text) SetText(s string) {
	if t.Text != s {
		t.Text = s
		t.Refresh()
	}
}

func (t *Text) look() (color.Color, float32) {
	name, size := t.ColorName, t.SizeName
	if name == "" {
		name = ColorText
	}
	if size == "" {
		size = theme.SizeNameText
	}
	return colorOf(t, name), sizeOf(t, size)
}

// CreateRenderer implements fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	r := &textRenderer{t: t, line: canvas.NewText(t.Text, color.Transparent)}
	r.apply()
	return r
}

type textRenderer struct {
	t    *Text
	line *canvas.Text
}

func (r *textRenderer) apply() {
	r.line.Color, r.line.TextSize = r.t.look()
	r.line.TextStyle, r.line.Alignment = r.t.Style, r.t.Align
	r.line.Text = r.t.Text
	if r.t.Shrink && r.t.BaseWidget.Size().Width > 0 {
		r.line.Text = fit(r.t.Text, r.t.BaseWidget.Size().Width, r.line.TextSize, r.t.Style)
	}
}

func (r *textRenderer) Layout(s fyne.Size) {
	if r.t.Shrink {
		r.apply()
	}
	r.line.Resize(s)
}

func (r *textRenderer) MinSize() fyne.Size {
	_, size := r.t.look()
	full := fyne.MeasureText(r.t.Text, size, r.t.Style)
	if r.t.Shrink {
		full.Width = min(full.Width, size*3)
	}
	return full
}

func (r *textRenderer) Refresh() {
	r.apply()
	canvas.Refresh(r.line)
}

func (r *textRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.line} }
func (r *textRenderer) Destroy()                     {}

// Title is the one headline of a page.
func Title(text string) *Text {
	t := NewText(text)
	t.SizeName, t.Style.Bold = theme.SizeNameHeadingText, true
	return t
}

// Heading names a part of a page.
func Heading(text string) *Text {
	t := NewText(text)
	t.SizeName, t.Style.Bold = theme.SizeNameSubHeadingText, true
	return t
}

// Muted is secondary text on one line.
func Muted(text string) *Text {
	t := NewText(text)
	t.ColorName = ColorMuted
	return t
}

// Caption is small secondary text on one line.
func Caption(text string) *Text {
	t := Muted(text)
	t.SizeName = theme.SizeNameCaptionText
	return t
}

// Number is right-aligned text; Fyne's digits are of one width, so columns of
// numbers stand under each other.
func Number(text string) *Text {
	t := NewText(text)
	t.Align = fyne.TextAlignTrailing
	return t
}

// Shrinking lets a line end in "…" where space is short.
func Shrinking(t *Text) *Text {
	t.Shrink = true
	return t
}

// Paragraph is text that wraps, in a colour of the theme (empty: ColorText).
func Paragraph(text string, c fyne.ThemeColorName) *fyne.Container {
	return wrapped(text, widget.RichTextStyle{ColorName: c, SizeName: theme.SizeNameText})
}

// Small is small text that wraps, in a colour of the theme (empty: ColorText).
func Small(text string, c fyne.ThemeColorName) *fyne.Container {
	return wrapped(text, widget.RichTextStyle{ColorName: c, SizeName: theme.SizeNameCaptionText})
}

// Headline is an answer in a sentence that wraps, in letters between title and text.
func Headline(text string) *fyne.Container {
	return wrapped(text, widget.RichTextStyle{SizeName: theme.SizeNameSubHeadingText, TextStyle: fyne.TextStyle{Bold: true}})
}

func wrapped(text string, style widget.RichTextStyle) *fyne.Container {
	style.ColorName = cmp.Or(style.ColorName, ColorText)
	rich := widget.NewRichText(&widget.TextSegment{Text: text, Style: style})
	rich.Wrapping = fyne.TextWrapWord
	return container.New(flush{}, rich)
}
