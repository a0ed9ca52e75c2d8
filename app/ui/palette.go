package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// palette is the dozen colours a variant is made of. Every text colour reaches
// 4.5:1 on every fill it stands on; a test computes it.
type palette struct {
	background, surface, raised, border       color.NRGBA
	input, inputBorder                        color.NRGBA
	text, muted, disabled                     color.NRGBA
	accent, onAccent, good, warn, bad, onTone color.NRGBA
	button, shadow, scrollBar                 color.NRGBA
	tints                                     [5]color.NRGBA // fills of badges and notices by tone
}

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 255}
}

func alpha(c color.NRGBA, a uint8) color.NRGBA {
	c.A = a
	return c
}

func lightPalette() palette {
	return palette{
		background: rgb(0xF7F5F1), surface: rgb(0xFFFFFF), raised: rgb(0xFFFFFF),
		border: rgb(0xE6E2DA), input: rgb(0xFAF8F5), inputBorder: rgb(0xC4BDB1),
		text: rgb(0x23201C), muted: rgb(0x676159), disabled: rgb(0x8F887D),
		accent: rgb(0x0D6D65), onAccent: rgb(0xFFFFFF),
		good: rgb(0x2A6F37), warn: rgb(0x8A5200), bad: rgb(0xB3261E), onTone: rgb(0xFFFFFF),
		button: rgb(0xECE8E1), shadow: color.NRGBA{A: 0x28}, scrollBar: color.NRGBA{R: 0x23, G: 0x20, B: 0x1C, A: 0x66},
		tints: [5]color.NRGBA{rgb(0xECE8E1), rgb(0xD9EEEA), rgb(0xDFF0E1), rgb(0xFBEBD0), rgb(0xFBE4E1)},
	}
}

func darkPalette() palette {
	return palette{
		background: rgb(0x161513), surface: rgb(0x201E1B), raised: rgb(0x2A2724),
		border: rgb(0x37332E), input: rgb(0x2B2824), inputBorder: rgb(0x514B44),
		text: rgb(0xF2EFE9), muted: rgb(0xB0A99E), disabled: rgb(0x7F786E),
		accent: rgb(0x2DD4BF), onAccent: rgb(0x05302B),
		good: rgb(0x7CCF8A), warn: rgb(0xF0B357), bad: rgb(0xFF8A80), onTone: rgb(0x1B1210),
		button: rgb(0x35312C), shadow: color.NRGBA{A: 0x80}, scrollBar: color.NRGBA{R: 0xF2, G: 0xEF, B: 0xE9, A: 0x66},
		tints: [5]color.NRGBA{rgb(0x3A3631), rgb(0x143F39), rgb(0x203C26), rgb(0x45351A), rgb(0x4B2622)},
	}
}

func (p palette) lookup(name fyne.ThemeColorName) (color.Color, bool) {
	if c, ok := p.textColor(name); ok {
		return c, true
	}
	switch name {
	case theme.ColorNameBackground:
		return p.background, true
	case ColorSurface:
		return p.surface, true
	case theme.ColorNameInputBackground:
		return p.input, true
	case theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground:
		return p.raised, true
	case theme.ColorNameHeaderBackground:
		return p.background, true
	case ColorBorder, theme.ColorNameSeparator:
		return p.border, true
	case theme.ColorNameInputBorder:
		return p.inputBorder, true
	case theme.ColorNameButton:
		return p.button, true
	case theme.ColorNameDisabledButton:
		return alpha(p.button, 0x90), true
	case theme.ColorNameHover:
		return alpha(p.text, 0x0C), true
	case theme.ColorNamePressed:
		return alpha(p.text, 0x1E), true
	case theme.ColorNameFocus:
		return alpha(p.accent, 0x48), true
	case theme.ColorNameSelection:
		return alpha(p.accent, 0x20), true
	case theme.ColorNameShadow:
		return p.shadow, true
	case theme.ColorNameScrollBar:
		return p.scrollBar, true
	case theme.ColorNameScrollBarBackground:
		return alpha(p.text, 0x08), true
	}
	return p.tintColor(name)
}

// textColor answers the colours of text and icons.
func (p palette) textColor(name fyne.ThemeColorName) (color.Color, bool) {
	switch name {
	case theme.ColorNameForeground:
		return p.text, true
	case ColorMuted, theme.ColorNamePlaceHolder:
		return p.muted, true
	case theme.ColorNameDisabled:
		return p.disabled, true
	case theme.ColorNamePrimary, theme.ColorNameHyperlink:
		return p.accent, true
	case theme.ColorNameForegroundOnPrimary:
		return p.onAccent, true
	case theme.ColorNameSuccess:
		return p.good, true
	case theme.ColorNameWarning:
		return p.warn, true
	case theme.ColorNameError:
		return p.bad, true
	case theme.ColorNameForegroundOnSuccess, theme.ColorNameForegroundOnWarning, theme.ColorNameForegroundOnError:
		return p.onTone, true
	}
	return nil, false
}

func (p palette) tintColor(name fyne.ThemeColorName) (color.Color, bool) {
	switch name {
	case ColorTintNeutral:
		return p.tints[Neutral], true
	case ColorTintAccent:
		return p.tints[Accent], true
	case ColorTintGood:
		return p.tints[Good], true
	case ColorTintWarn:
		return p.tints[Warn], true
	case ColorTintBad:
		return p.tints[Bad], true
	}
	return nil, false
}

// Tone is the mood of a badge, a number or a notice. It is never the only
// carrier of a meaning: the text says it too.
type Tone uint8

// The tones.
const (
	Neutral Tone = iota
	Accent
	Good
	Warn
	Bad
)

// Color is the tone's text colour.
func (t Tone) Color() fyne.ThemeColorName {
	return [...]fyne.ThemeColorName{ColorText, ColorAccent, ColorGood, ColorWarn, ColorBad}[min(t, Bad)]
}

// Tint is the tone's quiet fill.
func (t Tone) Tint() fyne.ThemeColorName {
	return [...]fyne.ThemeColorName{ColorTintNeutral, ColorTintAccent, ColorTintGood, ColorTintWarn, ColorTintBad}[min(t, Bad)]
}
