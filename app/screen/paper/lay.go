package paper

import (
	"strings"
	"unicode"
)

// Sizes in points, 1/72 of an inch.
const (
	pageWidth, pageHeight = 595.28, 841.89 // A4
	margin                = 48.0
	gutter                = 26.0
	titleSize, bodySize   = 20.0, 9.5
	headSize, footSize    = 9.5, 7.5
	leading               = 1.38 // line by size
	blockGap, paragraph   = 11.0, 2.5
	leadPad               = 9.0
	full                  = pageWidth - 2*margin
	column                = (full - gutter) / 2
)

// run is one line of text in its place; y counts from the top to the line's foot.
type run struct {
	x, y, size float64
	bold       bool
	grey       float64 // 0 black
	text       string
}

// page is what stands on one page; tinted lies behind the lead.
type page struct {
	runs   []run
	tinted float64 // its height, below tintTop; 0 without
	tintAt float64
}

// line is a line of a column, with the room above it.
type line struct {
	text  string
	size  float64
	bold  bool
	grey  float64
	above float64
}

func (l line) height() float64 { return l.above + l.size*leading }

// lay places the sheet on pages.
func lay(s Sheet, fonts [2]*typeface) []page {
	first := page{}
	y := margin - 6
	put := func(p *page, x float64, l line) {
		y += l.height()
		p.runs = append(p.runs, run{x, y, l.size, l.bold, l.grey, l.text})
	}
	for _, l := range wrap(fonts, line{text: s.Title, size: titleSize, bold: true}, full) {
		put(&first, margin, l)
	}
	for _, l := range wrap(fonts, line{text: s.Subtitle, size: bodySize, grey: .35, above: 2}, full) {
		put(&first, margin, l)
	}
	if len(s.Lead.Lines) > 0 {
		y += blockGap
		first.tintAt = y
		y += leadPad - 4
		for _, l := range linesOf(fonts, s.Lead, full-2*leadPad) {
			put(&first, margin+leadPad, l)
		}
		y += leadPad
		first.tinted = y - first.tintAt
	}
	y += blockGap
	var foot []line
	for _, text := range s.Foot {
		foot = append(foot, wrap(fonts, line{text: text, size: footSize, grey: .4}, full)...)
	}
	bottom := pageHeight - margin
	for _, l := range foot {
		bottom -= l.height()
	}
	pages, top := layTables(s.Tables, fonts, first, y, bottom-8)
	last := len(pages) - 1
	pages = append(pages[:last], flow(pages[last], top, bottom-8, blocksOf(s, fonts))...)
	y = bottom
	for _, l := range foot {
		put(&pages[len(pages)-1], margin, l)
	}
	return pages
}

func blocksOf(s Sheet, fonts [2]*typeface) (all [][]line) {
	for _, b := range s.Blocks {
		if len(b.Lines) > 0 {
			all = append(all, linesOf(fonts, b, column))
		}
	}
	return all
}

func linesOf(fonts [2]*typeface, b Block, width float64) []line {
	out := wrap(fonts, line{text: b.Title, size: headSize, bold: true}, width)
	for _, text := range b.Lines {
		out = append(out, wrap(fonts, line{text: text, size: bodySize, above: paragraph}, width)...)
	}
	return out
}

// flow fills columns with blocks, which are kept together where they fit, and
// makes the columns of the last page about even.
func flow(first page, top, bottom float64, blocks [][]line) []page {
	for height := 40.0; ; height += 6 {
		height = min(height, bottom-top)
		if pages := fill(first, top, height, bottom, blocks); len(pages) == 1 || height >= bottom-top {
			return pages
		}
	}
}

// fill uses columns of a height on the first page and whole ones on the others.
func fill(first page, top, height, bottom float64, blocks [][]line) []page {
	pages := []page{{runs: append([]run(nil), first.runs...), tinted: first.tinted, tintAt: first.tintAt}}
	side, y, end := 0, top, top+height
	next := func() {
		if side++; side == 2 {
			side, top, end = 0, margin, bottom
			pages = append(pages, page{})
		}
		y = top
	}
	for _, b := range blocks {
		whole := 0.0
		for _, l := range b {
			whole += l.height()
		}
		if y > top && y+whole > end {
			next()
		}
		for _, l := range b {
			if y > top && y+l.height() > end {
				next()
			}
			y += l.height()
			p := &pages[len(pages)-1]
			p.runs = append(p.runs, run{margin + float64(side)*(column+gutter), y, l.size, l.bold, l.grey, l.text})
		}
		y += blockGap
	}
	return pages
}

// wrap breaks a text into lines: between words, between the characters of a
// script without spaces, and within a word longer than the line.
func wrap(fonts [2]*typeface, l line, width float64) (out []line) {
	face := fonts[index(l.bold)]
	wide := func(s string) float64 { return face.width(s) * l.size }
	rest, above := strings.Join(strings.Fields(l.text), " "), l.above
	for rest != "" {
		cut, fits := len(rest), 0
		if wide(rest) > width {
			cut = 0
			for at, r := range rest {
				if wide(rest[:at+len(string(r))]) > width {
					break
				}
				fits = at + len(string(r))
				if breaksAfter(rest, at, r) {
					cut = fits
				}
			}
			if cut == 0 {
				cut = max(fits, len(string([]rune(rest)[:1])))
			}
		}
		one := l
		one.text, one.above = strings.TrimSpace(rest[:cut]), above
		out = append(out, one)
		rest, above = strings.TrimSpace(rest[cut:]), 0
	}
	return out
}

// breaksAfter reports whether a line may end after the character at a place:
// after a space or a Chinese character that no closing mark follows.
func breaksAfter(text string, at int, r rune) bool {
	if r == ' ' {
		return true
	}
	if !unicode.Is(unicode.Han, r) && !strings.ContainsRune("，。；：、", r) {
		return false
	}
	for _, next := range text[at+len(string(r)):] {
		return !strings.ContainsRune("，。；：、！？）”》", next)
	}
	return true
}
