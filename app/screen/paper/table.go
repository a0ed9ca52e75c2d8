package paper

// The measures of tables, and what a text that was cut ends in.
const (
	tableSize = 8.5
	cellGap   = 10.0
	leastText = 90.0 // of the first column
	cutMark   = "…"
)

// layTables puts tables below each other, from a height of the first page on,
// and returns the height where the last one ends. A table that goes on on the
// next page has its head again.
func layTables(tables []Table, fonts [2]*typeface, first page, y, bottom float64) ([]page, float64) {
	pages := []page{first}
	for _, t := range tables {
		widths, size := columns(t, fonts)
		row := line{size: size, above: paragraph}
		put := func(cells []string, grey float64) {
			y += row.height()
			x := margin
			for i, text := range cells {
				at, shown := x, text
				if i == 0 {
					shown = cut(fonts[0], text, widths[0]/size)
				} else {
					at = x + widths[i] - fonts[0].width(text)*size
				}
				p := &pages[len(pages)-1]
				p.runs = append(p.runs, run{x: at, y: y, size: size, grey: grey, text: shown})
				x += widths[i] + cellGap
			}
		}
		title := func() {
			head := line{size: headSize}
			y += head.height()
			p := &pages[len(pages)-1]
			p.runs = append(p.runs, run{x: margin, y: y, size: headSize, bold: true, text: t.Title})
			put(t.Head, .35)
		}
		next := func() { pages, y = append(pages, page{}), margin }
		if y > margin && y+4*row.height() > bottom {
			next()
		}
		title()
		for _, cells := range t.Rows {
			if y+row.height() > bottom {
				next()
				title()
			}
			put(cells, 0)
		}
		y += blockGap
	}
	return pages, y
}

// columns are the widths, and the size of the letters: numbers have what they
// need, the text has the rest, and where that is too little all is smaller.
func columns(t Table, fonts [2]*typeface) (widths []float64, size float64) {
	widths = make([]float64, len(t.Head))
	numbers := 0.0 // at size 1
	for i := range widths {
		if i == 0 {
			continue
		}
		widths[i] = fonts[0].width(t.Head[i])
		for _, row := range t.Rows {
			widths[i] = max(widths[i], fonts[0].width(row[i]))
		}
		numbers += widths[i]
	}
	room := full - cellGap*float64(len(widths)-1)
	size = tableSize
	if numbers > 0 {
		size = min(size, (room-leastText)/numbers)
	}
	for i := range widths {
		widths[i] *= size
	}
	if len(widths) > 0 {
		widths[0] = room - numbers*size
	}
	return widths, size
}

// cut ends a text that is wider than so much at size 1.
func cut(face *typeface, text string, width float64) string {
	if face.width(text) <= width {
		return text
	}
	letters := []rune(text)
	for len(letters) > 0 && face.width(string(letters)+cutMark) > width {
		letters = letters[:len(letters)-1]
	}
	return string(letters) + cutMark
}
