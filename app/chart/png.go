package chart

import (
	"fmt"
	"image"
	"image/png"
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
)

// PNG writes a picture of s, width by height pixels, 1 to 8192 each. It needs
// no display: the letters are painted by Fyne's software painter, and the
// theme of a running program is left alone. Errors are those of w.
func PNG(w io.Writer, s Spec, width, height int, dark bool) error {
	if err := png.Encode(w, Picture(s, width, height, dark)); err != nil {
		return fmt.Errorf("write chart picture: %w", err)
	}
	return nil
}

// Picture is what [PNG] writes.
func Picture(s Spec, width, height int, dark bool) image.Image {
	pal := LightPalette()
	if dark {
		pal = DarkPalette()
	}
	size := fyne.NewSize(float32(max(1, min(width, maxPixels))), float32(max(1, min(height, maxPixels))))
	d := Draw(s, Options{Size: size, Scale: 1, Palette: pal})
	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetScale(1)
	c.SetContent(container.NewWithoutLayout(d.objects(pal, size)...))
	c.Resize(size)
	return c.Capture()
}

// objects are the Fyne objects that show d.
func (d Drawing) objects(pal Palette, size fyne.Size) []fyne.CanvasObject {
	ground := canvas.NewRectangle(pal.Background)
	picture := canvas.NewRasterFromImage(d.Image)
	ground.Resize(size)
	picture.Resize(size)
	out := []fyne.CanvasObject{ground, picture}
	for _, t := range d.Texts {
		out = append(out, t.Object())
	}
	return out
}
