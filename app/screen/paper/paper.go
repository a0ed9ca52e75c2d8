// Package paper prints a page of text as PDF, A4 upright. The fonts are the
// window's own; what they lack comes from the fonts of the computer, and only
// the characters on the page go into the file. Equal text gives equal bytes
// on the same computer: the file knows no clock and no random name.
package paper

import (
	"errors"
	"unicode"

	"regulars/data/crm"
)

// Sheet is what is printed.
type Sheet struct {
	Title    string
	Subtitle string
	// Lead stands above everything else, over the whole width.
	Lead   Block
	Tables []Table // over the whole width
	Blocks []Block // in two columns
	Foot   []string
	Day    crm.Date // the day the file says it was made on
}

// Block is a heading and what stands below it, a paragraph each.
type Block struct {
	Title string
	Lines []string
}

// Table is rows below a head. The first column is text, the others are numbers.
type Table struct {
	Title string
	Head  []string
	Rows  [][]string // as many cells as the head
}

// ErrGlyphs says that no font of this computer has the characters of the text.
var ErrGlyphs = errors.New("no font on this computer has the characters of this text")

// leastShown is the share of the characters that must have a font.
const leastShown = 0.98

// PDF prints the sheet that of(limit) returns on one page, with the greatest
// limit from most down to 1 at which it fits; if none does, on as few pages as
// needed. Characters without a font are left out, and foot adds a line about
// them; where they are more than a few the error is [ErrGlyphs].
func PDF(of func(limit int) Sheet, most int, foot func(missing int) string) ([]byte, error) {
	for limit := most; ; limit-- {
		s := of(limit)
		fonts, missing, err := newFonts(s)
		if err != nil {
			return nil, err
		}
		if missing > 0 {
			s.Foot = append(s.Foot, foot(missing))
			if fonts, _, err = newFonts(s); err != nil {
				return nil, err
			}
		}
		pages := lay(s, fonts)
		if len(pages) == 1 || limit <= 1 {
			return write(s, pages, fonts)
		}
	}
}

// each calls f with every text of the sheet and whether it is bold.
func (s Sheet) each(f func(text string, bold bool)) {
	f(s.Title, true)
	f(s.Subtitle, false)
	for _, b := range append([]Block{s.Lead}, s.Blocks...) {
		f(b.Title, true)
		for _, l := range b.Lines {
			f(l, false)
		}
	}
	for _, t := range s.Tables {
		f(t.Title, true)
		for _, h := range t.Head {
			f(h, false)
		}
		for _, row := range t.Rows {
			for _, c := range row {
				f(c, false)
			}
		}
		f(cutMark, false)
	}
	for _, l := range s.Foot {
		f(l, false)
	}
}

// newFonts gathers the glyphs of the sheet, and counts characters without one.
func newFonts(s Sheet) (fonts [2]*typeface, missing int, err error) {
	texts := [2]map[rune]int{{}, {}}
	all := 0
	s.each(func(text string, bold bool) {
		for _, r := range text {
			if !unicode.IsControl(r) {
				texts[index(bold)][r]++
				all++
			}
		}
	})
	for i := range fonts {
		var without int
		if fonts[i], without, err = newTypeface(texts[i], i == 1); err != nil {
			return fonts, 0, err
		}
		missing += without
	}
	if float64(missing) > (1-leastShown)*float64(all) {
		return fonts, missing, ErrGlyphs
	}
	return fonts, missing, nil
}

func index(bold bool) int {
	if bold {
		return 1
	}
	return 0
}
