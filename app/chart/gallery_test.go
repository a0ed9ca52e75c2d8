package chart

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// TestGallery writes pictures of every sample to the folder CHART_GALLERY
// names, to be looked at: CHART_GALLERY=/tmp/charts go test -run Gallery
func TestGallery(t *testing.T) {
	dir := os.Getenv("CHART_GALLERY")
	if dir == "" {
		t.Skip("CHART_GALLERY names no folder")
	}
	for name, s := range gallery() {
		for _, size := range [][2]int{{900, 420}, {560, 320}} {
			for _, dark := range []bool{false, true} {
				file := filepath.Join(dir, fmt.Sprintf("%s-%d-%v.png", name, size[0], dark))
				w, err := os.Create(file)
				if err != nil {
					t.Fatal(err)
				}
				if err := PNG(w, s, size[0], size[1], dark); err != nil {
					t.Error(err)
				}
				if err := w.Close(); err != nil {
					t.Error(err)
				}
			}
		}
	}
}
