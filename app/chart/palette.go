package chart

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"github.com/wcharczuk/go-chart/v2/drawing"
)

type colour = color.NRGBA

// Palette is every colour a chart uses. Series colours are chosen so that
// neighbours differ in lightness as well as in hue, which keeps them apart for
// colour-blind readers and on a grey printer.
type Palette struct {
	Dark       bool
	Background color.NRGBA
	Foreground color.NRGBA
	Muted      color.NRGBA // labels; at least 4.5:1 on the background
	Grid       color.NRGBA // thin lines
	Axis       color.NRGBA // the zero line
	Series     []color.NRGBA
	RampLow    color.NRGBA // heat map, smallest value
	RampHigh   color.NRGBA // heat map, largest value
	RampMinus  color.NRGBA // heat map, most negative value
}

// LightPalette is for printing and for pictures outside the window.
func LightPalette() Palette { return newPalette(rgb(0xFFFFFF), rgb(0x1C2726)) }

// DarkPalette is the dark counterpart of [LightPalette].
func DarkPalette() Palette { return newPalette(rgb(0x14191A), rgb(0xE8EEED)) }

// themePalette takes ground and ink from the theme of a widget.
func themePalette(th fyne.Theme, v fyne.ThemeVariant) Palette {
	return newPalette(
		opaque(th.Color(theme.ColorNameBackground, v)),
		opaque(th.Color(theme.ColorNameForeground, v)),
	)
}

func newPalette(ground, ink color.NRGBA) Palette {
	dark := luminance(ground) < 0.4
	p := Palette{
		Dark: dark, Background: ground, Foreground: ink,
		Muted: muted(ink, ground), Grid: mix(ink, ground, 0.88), Axis: mix(ink, ground, 0.55),
		Series: []color.NRGBA{
			rgb(0x0F6E69), rgb(0xE39B2D), rgb(0x4A5A9E), rgb(0x8CC4E4),
			rgb(0xB8472A), rgb(0xD8A9CC), rgb(0x7A4E7E), rgb(0xC9BE55),
		},
		RampLow: mix(rgb(0x0F6E69), ground, 0.93), RampHigh: rgb(0x0B5651), RampMinus: rgb(0xA83F22),
	}
	if dark {
		p.Series = []color.NRGBA{
			rgb(0x3FB5A8), rgb(0xF3BE6B), rgb(0x7C8EDB), rgb(0xB9DFF5),
			rgb(0xDD6F4F), rgb(0xE6C3DD), rgb(0xA878AE), rgb(0xDFD681),
		}
		p.RampLow, p.RampHigh = mix(rgb(0x3FB5A8), ground, 0.9), rgb(0x7FE0D3)
		p.RampMinus = rgb(0xF09A7C)
	}
	return p
}

// muted is the ink paled as far as a label can still be read well.
func muted(ink, ground color.NRGBA) color.NRGBA {
	for t := 0.32; t > 0; t -= 0.04 {
		if c := mix(ink, ground, t); contrast(c, ground) >= 4.8 {
			return c
		}
	}
	return ink
}

// series returns the colour of series i. Past the end of the list the colours
// come again, halfway to the ground.
func (p Palette) series(i int) color.NRGBA {
	c := p.Series[i%len(p.Series)]
	if round := i / len(p.Series); round%2 == 1 {
		return mix(c, p.Background, 0.45)
	}
	return c
}

// heat returns the colour of a value at t from -1 (most negative) over 0 to 1.
func (p Palette) heat(t float64) color.NRGBA {
	if t < 0 {
		return mix(p.RampLow, p.RampMinus, math.Min(1, -t))
	}
	return mix(p.RampLow, p.RampHigh, math.Min(1, t))
}

// inkOn returns black or white, whichever reads better on c.
func inkOn(c color.NRGBA) color.NRGBA {
	// Anything softer than black falls below 4.5:1 on middle tones.
	dark, light := rgb(0x000000), rgb(0xFFFFFF)
	if contrast(dark, c) >= contrast(light, c) {
		return dark
	}
	return light
}

func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 255}
}

func opaque(c color.Color) color.NRGBA {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	n.A = 255
	return n
}

// mix goes from a (t = 0) to b (t = 1).
func mix(a, b color.NRGBA, t float64) color.NRGBA {
	m := func(x, y uint8) uint8 { return uint8(math.Round(float64(x) + (float64(y)-float64(x))*t)) }
	return color.NRGBA{R: m(a.R, b.R), G: m(a.G, b.G), B: m(a.B, b.B), A: 255}
}

// luminance is the relative luminance of WCAG 2, 0 to 1.
func luminance(c color.NRGBA) float64 {
	lin := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.03928 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(c.R) + 0.7152*lin(c.G) + 0.0722*lin(c.B)
}

// contrast is the contrast ratio of WCAG 2, 1 to 21.
func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

// ink converts a colour for the drawing kernel.
func ink(c color.NRGBA) drawing.Color { return drawing.Color{R: c.R, G: c.G, B: c.B, A: c.A} }

// clear is a colour that paints nothing; a zero colour would make the kernel
// fall back to its own defaults.
func clearInk() drawing.Color { return drawing.Color{R: 255, G: 255, B: 255, A: 0} }
