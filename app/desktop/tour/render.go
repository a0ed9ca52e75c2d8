package tour

import (
	"context"
	"fmt"
	"html"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
)

// Render draws every stop of the tour to dir/<language>/<variant>/<size>/<name>.png
// and an index.html to look through them. said hears of every picture and may
// be nil.
func Render(ctx context.Context, dir string, o Options, said func(name string)) error {
	var names []string
	err := visit(ctx, o, func(s Shot) error {
		if said != nil {
			said(s.Name())
		}
		names = append(names, s.Name())
		return write(filepath.Join(dir, filepath.FromSlash(s.Name())+".png"), s.Window.Canvas().Capture())
	})
	if err != nil {
		return fmt.Errorf("tour: %w", err)
	}
	return index(filepath.Join(dir, "index.html"), names)
}

func write(path string, img image.Image) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() {
		if closed := f.Close(); err == nil {
			err = closed
		}
	}()
	return png.Encode(f, img)
}

func index(path string, names []string) error {
	var b strings.Builder
	b.WriteString("<!doctype html><meta charset=utf-8><title>Regulars: the tour</title>\n" +
		"<style>body{font:14px sans-serif;margin:2em;background:#888}figure{display:inline-block;margin:1em}img{width:600px;display:block}</style>\n")
	for _, n := range names {
		n = html.EscapeString(n)
		fmt.Fprintf(&b, "<figure><a href=%q><img loading=lazy src=%q></a><figcaption>%s</figcaption></figure>\n", n+".png", n+".png", n)
	}
	return os.WriteFile(path, []byte(b.String()), 0o644)
}
