package paper

import (
	"encoding/binary"
	"math"
)

// truetype writes the glyphs as a TrueType font with the tables that a PDF
// asks of an embedded one (ISO 32000-1, 9.9), by the OpenType specification.
func (t *typeface) truetype() []byte {
	var glyf, loca, hmtx []byte
	mostPoints, mostContours := 0, 0
	box := bounds{}
	for _, g := range t.glyphs {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		own := boundsOf(g)
		hmtx = words(hmtx, g.advance, own.left)
		if len(g.contours) == 0 {
			continue
		}
		points := 0
		for _, c := range g.contours {
			points += len(c)
		}
		mostPoints, mostContours, box = max(mostPoints, points), max(mostContours, len(g.contours)), box.with(own)
		glyf = appendGlyph(glyf, g, own)
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	n := len(t.glyphs)
	style := 0
	if t.bold {
		style = 1
	}
	head := words(nil, 1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 3, em, 0, 0, 0, 0, 0, 0, 0, 0, box.left, box.low, box.right, box.high, style, 8, 2, 1, 0)
	hhea := words(nil, 1, 0, t.ascent, t.descent, 0, 2*em, 0, 0, box.right, 1, 0, 0, 0, 0, 0, 0, 0, n)
	maxp := words(nil, 1, 0, n, mostPoints, mostContours, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)
	return file([]table{{"glyf", glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp}})
}

// appendGlyph writes a simple glyph, each point as two whole steps.
func appendGlyph(dst []byte, g glyph, b bounds) []byte {
	dst = words(dst, len(g.contours), b.left, b.low, b.right, b.high)
	end := -1
	var flags, xs, ys []byte
	x, y := 0, 0
	for _, c := range g.contours {
		end += len(c)
		dst = words(dst, end)
		for _, p := range c {
			flag := byte(0)
			if p.on {
				flag = 1
			}
			px, py := round(p.x), round(p.y)
			flags, xs, ys = append(flags, flag), words(xs, px-x), words(ys, py-y)
			x, y = px, py
		}
	}
	dst = words(dst, 0) // no instructions
	dst = append(append(append(dst, flags...), xs...), ys...)
	return pad(dst)
}

type bounds struct{ left, low, right, high int }

func boundsOf(g glyph) (b bounds) {
	for i, c := range g.contours {
		for j, p := range c {
			one := bounds{round(p.x), round(p.y), round(p.x), round(p.y)}
			if i == 0 && j == 0 {
				b = one
			}
			b = b.with(one)
		}
	}
	return b
}

func (b bounds) with(o bounds) bounds {
	return bounds{min(b.left, o.left), min(b.low, o.low), max(b.right, o.right), max(b.high, o.high)}
}

func round(f float64) int { return int(math.Round(f)) }

// words appends 16-bit numbers.
func words(dst []byte, numbers ...int) []byte {
	for _, n := range numbers {
		dst = binary.BigEndian.AppendUint16(dst, uint16(n))
	}
	return dst
}

// pad fills up to a multiple of four bytes.
func pad(b []byte) []byte {
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	return b
}

type table struct {
	name string
	data []byte
}

// file puts tables, sorted by name, into a font file.
func file(tables []table) []byte {
	log := 0
	for 2<<log <= len(tables) {
		log++
	}
	out := words(nil, 1, 0, len(tables), 16<<log, log, 16*len(tables)-16<<log)
	at := 12 + 16*len(tables)
	var body []byte
	for _, t := range tables {
		data := pad(append([]byte(nil), t.data...))
		sum := uint32(0)
		for i := 0; i < len(data); i += 4 {
			sum += binary.BigEndian.Uint32(data[i:])
		}
		out = append(out, t.name...)
		out = binary.BigEndian.AppendUint32(out, sum)
		out = binary.BigEndian.AppendUint32(out, uint32(at+len(body)))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t.data)))
		body = append(body, data...)
	}
	return append(out, body...)
}
