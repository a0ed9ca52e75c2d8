package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Variant is the owner's choice of light or dark.
type Variant string

// The variants; System follows the computer.
const (
	System Variant = "system"
	Light  Variant = "light"
	Dark   Variant = "dark"
)

// Colours of our own, looked up like Fyne's.
const (
	ColorMuted   fyne.ThemeColorName = "regularsMuted"   // secondary text
	ColorSurface fyne.ThemeColorName = "regularsSurface" // cards and tables on the background
	ColorBorder  fyne.ThemeColorName = "regularsBorder"  // hairlines around surfaces
	ColorAccent                      = theme.ColorNamePrimary
	ColorText                        = theme.ColorNameForeground
	ColorGood                        = theme.ColorNameSuccess
	ColorWarn                        = theme.ColorNameWarning
	ColorBad                         = theme.ColorNameError

	// Quiet fills behind badges and notices.
	ColorTintNeutral fyne.ThemeColorName = "regularsTintNeutral"
	ColorTintAccent  fyne.ThemeColorName = "regularsTintAccent"
	ColorTintGood    fyne.ThemeColorName = "regularsTintGood"
	ColorTintWarn    fyne.ThemeColorName = "regularsTintWarn"
	ColorTintBad     fyne.ThemeColorName = "regularsTintBad"
)

// SizeStat is the size of the one big number of a tile.
const SizeStat fyne.ThemeSizeName = "regularsStat"

// Distances between things, in Fyne's units.
const (
	SpaceXS float32 = 4
	SpaceS  float32 = 8
	SpaceM  float32 = 16
	SpaceL  float32 = 28
)

// Theme is the look of the program: warm greys, one teal accent, generous space.
type Theme struct {
	Variant Variant
	// TextScale enlarges text and the space around it; 0 means 1.
	TextScale float32
}

var _ fyne.Theme = Theme{}

// NewTheme returns the theme in a variant.
func NewTheme(v Variant) Theme { return Theme{Variant: v} }

// Color answers Fyne's colour names and those of this package.
func (t Theme) Color(name fyne.ThemeColorName, system fyne.ThemeVariant) color.Color {
	dark := t.Variant == Dark || t.Variant != Light && system == theme.VariantDark
	p := lightPalette()
	if dark {
		p = darkPalette()
	}
	if c, ok := p.lookup(name); ok {
		return c
	}
	if dark {
		return theme.DefaultTheme().Color(name, theme.VariantDark)
	}
	return theme.DefaultTheme().Color(name, theme.VariantLight)
}

// Font is Fyne's own Noto Sans; its digits are all of one width.
func (t Theme) Font(style fyne.TextStyle) fyne.Resource { return theme.DefaultTheme().Font(style) }

// Icon is Fyne's own set.
func (t Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

// Size answers Fyne's size names and those of this package.
func (t Theme) Size(name fyne.ThemeSizeName) float32 {
	s := t.TextScale
	if s <= 0 {
		s = 1
	}
	switch name {
	case theme.SizeNameText:
		return 14 * s
	case theme.SizeNameCaptionText:
		return 12 * s
	case theme.SizeNameSubHeadingText:
		return 16 * s
	case theme.SizeNameHeadingText:
		return 22 * s
	case SizeStat:
		return 26 * s
	case theme.SizeNamePadding:
		return 5
	case theme.SizeNameInnerPadding:
		return 8 * s
	case theme.SizeNameInputRadius:
		return 8
	case theme.SizeNameSelectionRadius:
		return 6
	case theme.SizeNameInputBorder, theme.SizeNameSeparatorThickness:
		return 1
	case theme.SizeNameScrollBar:
		return 10
	case theme.SizeNameScrollBarSmall:
		return 4
	case theme.SizeNameInlineIcon:
		return 20 * s
	}
	return theme.DefaultTheme().Size(name)
}

// colorOf looks a colour up for a widget; a theme that does not know our
// names, as in a bare test, answers with the light palette.
func colorOf(w fyne.Widget, name fyne.ThemeColorName) color.Color {
	if c := theme.ColorForWidget(name, w); c != nil {
		if _, _, _, a := c.RGBA(); a > 0 {
			return c
		}
	}
	c, _ := lightPalette().lookup(name)
	return c
}

// sizeOf looks a size up for a widget.
func sizeOf(w fyne.Widget, name fyne.ThemeSizeName) float32 {
	if s := theme.SizeForWidget(name, w); s > 0 {
		return s
	}
	return Theme{}.Size(name)
}
