package ui

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"regulars/app/i18n"
	"regulars/data/crm"
)

// Stat is a tile with one number: what it is, the number, and what to make of it.
func Stat(label, value, hint string) *Panel {
	name, number := Shrinking(Muted(label)), NewText(value)
	number.SizeName, number.Style.Bold = SizeStat, true
	lines := []fyne.CanvasObject{name, number}
	if hint != "" {
		lines = append(lines, Shrinking(Caption(hint)))
	}
	return Card(Stack(2, lines...))
}

// Tiles puts cards beside each other in columns of one width, as many as fit.
func Tiles(minWidth float32, cards ...fyne.CanvasObject) *fyne.Container {
	return container.New(&tiles{minWidth: minWidth, gap: SpaceM}, cards...)
}

// EmptyState says what will stand here and offers the first step. icon and
// the action may be left out (nil, "").
func EmptyState(icon fyne.Resource, title, text, action string, act func()) fyne.CanvasObject {
	var button *Button
	if action != "" {
		button = Primary(action, nil, act)
	}
	return message(icon, title, text, button)
}

// ErrorState says that something failed, in the owner's language, and offers
// to try again; retry may be nil.
func ErrorState(err error, retry func()) fyne.CanvasObject {
	var button *Button
	if retry != nil {
		button = NewButton(i18n.T("ui.try_again"), theme.ViewRefreshIcon(), retry)
	}
	return message(theme.WarningIcon(), i18n.T("ui.failed_title"), ErrorText(err), button)
}

// keyed is an error that knows the text which explains it to the owner.
type keyed interface {
	error
	Key() string // of the translation
	Args() map[string]any
}

// ErrorText turns an error into a sentence: field errors by their code, errors
// with a text of their own by that, others as they are.
func ErrorText(err error) string {
	var fields crm.FieldErrors
	if errors.As(err, &fields) && len(fields) > 0 {
		return FieldErrorText(fields[0].Code)
	}
	if k, ok := errors.AsType[keyed](err); ok && i18n.Has(k.Key()) {
		return i18n.T(k.Key(), k.Args())
	}
	if errors.Is(err, ErrPanic) {
		return i18n.T("ui.failed_inside")
	}
	if err == nil {
		return ""
	}
	return err.Error()
}

// What a form finds wrong beside the codes of crm: a text that is no number or
// no e-mail address.
const (
	ErrNumber = "number"
	ErrEmail  = "email"
)

// FieldErrorText is the sentence under a field for one of crm's error codes.
func FieldErrorText(code string) string {
	if key := "ui.field_" + code; i18n.Has(key) {
		return i18n.T(key)
	}
	return i18n.T("ui.field_format")
}

func message(icon fyne.Resource, title, text string, button *Button) fyne.CanvasObject {
	head := Heading(title)
	head.Align = fyne.TextAlignCenter
	body := wrapped(text, widget.RichTextStyle{ColorName: ColorMuted, SizeName: theme.SizeNameText, Alignment: fyne.TextAlignCenter})
	lines := []fyne.CanvasObject{}
	if icon != nil {
		image := canvas.NewImageFromResource(theme.NewColoredResource(icon, ColorMuted))
		image.FillMode = canvas.ImageFillContain
		image.SetMinSize(fyne.NewSquareSize(40))
		lines = append(lines, image)
	}
	lines = append(lines, head, body)
	if button != nil {
		lines = append(lines, Spaced(container.NewCenter(button), SpaceS, 0))
	}
	return container.New(&column{width: 420}, Stack(SpaceS, lines...))
}

// Busy is the state of a page whose answer is on its way.
type Busy struct {
	widget.BaseWidget
	content fyne.CanvasObject
	bar     *Meter
}

// Loading shows what is being waited for; cancel may be nil. Feed SetProgress
// from Slot.OnProgress; without it no bar is shown.
func Loading(text string, cancel func()) *Busy {
	head := Muted(text)
	head.Align = fyne.TextAlignCenter
	bar := NewMeter()
	bar.Hide()
	lines := []fyne.CanvasObject{head, bar}
	if cancel != nil {
		lines = append(lines, container.NewCenter(NewButton(i18n.T("ui.cancel"), nil, cancel)))
	}
	b := &Busy{content: container.New(&column{width: 320}, Stack(SpaceM, lines...)), bar: bar}
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer implements fyne.Widget.
func (b *Busy) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.content) }

// SetProgress shows how far the work is, 0 to 1.
func (b *Busy) SetProgress(f float64) {
	b.bar.Show()
	b.bar.Set(f)
}

// Notice is one thing to tell the owner, perhaps with something to do about it.
type Notice struct {
	Text   string
	Tone   Tone
	Action string // "" without action; usually "Undo"
	Do     func()
}

// Notify shows a notice; the window gives one to every screen.
type Notify func(Notice)

// NoticeBar is a notice as a strip; dismiss is called by its button and after
// its action.
func NoticeBar(n Notice, dismiss func()) fyne.CanvasObject {
	text := Shrinking(NewText(n.Text))
	buttons := container.NewHBox()
	if n.Action != "" {
		buttons.Add(NewButton(n.Action, nil, func() {
			dismiss()
			n.Do()
		}))
	}
	buttons.Add(Quiet("", theme.CancelIcon(), dismiss))
	p := NewPanel(n.Tone.Tint(), container.NewBorder(nil, nil, nil, buttons, container.New(middle{}, text)))
	p.PadX, p.PadY = SpaceM, SpaceXS
	return p
}

// Toolbar is the row above a page's content: what narrows it on the left,
// what can be done on the right. Both wrap where the window is narrow.
func Toolbar(left, right []fyne.CanvasObject) *fyne.Container {
	objects := append([]fyne.CanvasObject{}, left...)
	objects = append(objects, layout.NewSpacer())
	return Flow(SpaceS, append(objects, right...)...)
}

// FormRow is a labelled field with the sentence that says what is wrong with
// it ("" when nothing is).
func FormRow(label string, field fyne.CanvasObject, errText string) *fyne.Container {
	name := Caption(label)
	row := Stack(3, name, field)
	if errText != "" {
		problem := Shrinking(Caption("! " + errText))
		problem.ColorName = ColorBad
		row.Add(problem)
	}
	return row
}
