package ui

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

func over(under, c color.NRGBA) color.NRGBA {
	mix := func(a, b uint8) uint8 {
		return uint8(math.Round((float64(b)*float64(c.A) + float64(a)*(255-float64(c.A))) / 255))
	}
	return color.NRGBA{mix(under.R, c.R), mix(under.G, c.G), mix(under.B, c.B), 255}
}

// luminance is WCAG 2's relative luminance.
func luminance(c color.NRGBA) float64 {
	lin := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(c.R) + 0.7152*lin(c.G) + 0.0722*lin(c.B)
}

func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func TestContrastOfBlackOnWhite(t *testing.T) {
	if got := contrast(rgb(0), rgb(0xFFFFFF)); math.Abs(got-21) > 1e-9 {
		t.Errorf("contrast %v, want 21", got)
	}
}

func TestTextContrast(t *testing.T) {
	for _, variant := range []Variant{Light, Dark} {
		th := NewTheme(variant)
		get := func(n fyne.ThemeColorName) color.NRGBA { return th.Color(n, theme.VariantLight).(color.NRGBA) }
		check := func(what string, fg, bg color.NRGBA, want float64) {
			if got := contrast(fg, bg); got < want {
				t.Errorf("%s %s: contrast %.2f, want %.1f", variant, what, got, want)
			}
		}
		grounds := []fyne.ThemeColorName{theme.ColorNameBackground, ColorSurface, theme.ColorNameMenuBackground, theme.ColorNameInputBackground}
		states := []fyne.ThemeColorName{"", theme.ColorNameHover, theme.ColorNameSelection}
		texts := []fyne.ThemeColorName{ColorText, ColorMuted, ColorAccent, ColorGood, ColorWarn, ColorBad}
		for _, ground := range grounds {
			for _, state := range states {
				bg := get(ground)
				if state != "" {
					bg = over(bg, get(state))
				}
				for _, text := range texts {
					check(string(text)+" on "+string(ground)+" "+string(state), get(text), bg, 4.5)
				}
			}
			check("disabled on "+string(ground), get(theme.ColorNameDisabled), get(ground), 3)
			check("focus line on "+string(ground), get(ColorAccent), get(ground), 3)
		}
		for tone := Neutral; tone <= Bad; tone++ {
			check("badge "+string(tone.Color()), get(tone.Color()), get(tone.Tint()), 4.5)
			check("text on "+string(tone.Tint()), get(ColorText), get(tone.Tint()), 4.5)
		}
		button := get(theme.ColorNameButton)
		check("button", get(ColorText), button, 4.5)
		check("focused button", get(ColorText), over(button, get(theme.ColorNameFocus)), 4.5)
		check("primary button", get(theme.ColorNameForegroundOnPrimary), get(ColorAccent), 4.5)
		check("error button", get(theme.ColorNameForegroundOnError), get(ColorBad), 4.5)
		check("warning button", get(theme.ColorNameForegroundOnWarning), get(ColorWarn), 4.5)
		check("success button", get(theme.ColorNameForegroundOnSuccess), get(ColorGood), 4.5)
	}
}

func TestVariantIsForced(t *testing.T) {
	light, dark := lightPalette().background, darkPalette().background
	for _, c := range []struct {
		v      Variant
		system fyne.ThemeVariant
		want   color.NRGBA
	}{
		{Light, theme.VariantDark, light}, {Dark, theme.VariantLight, dark},
		{System, theme.VariantDark, dark}, {System, theme.VariantLight, light}, {"", theme.VariantLight, light},
	} {
		if got := NewTheme(c.v).Color(theme.ColorNameBackground, c.system); got != c.want {
			t.Errorf("%s on system %d: %v", c.v, c.system, got)
		}
	}
}

func TestDigitsAreTabular(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(NewTheme(Light))
	for _, style := range []fyne.TextStyle{{}, {Bold: true}} {
		want := fyne.MeasureText("0", 100, style).Width
		for _, digit := range "123456789" {
			if got := fyne.MeasureText(string(digit), 100, style).Width; got != want {
				t.Errorf("%c is %v wide, 0 is %v (%+v)", digit, got, want, style)
			}
		}
	}
}
