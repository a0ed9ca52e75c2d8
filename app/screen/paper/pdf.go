package paper

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"unicode/utf16"
)

// file objects, in their order.
const (
	catalog = 1 + iota
	tree
	info
	regular // five objects a font, from its dictionary on
	bold    = regular + perFont
	perFont = 5
	content = bold + perFont // two objects a page
)

// pdf collects the objects of a file: ISO 32000-1, version 1.4.
type pdf struct {
	bytes.Buffer
	starts []int
}

func (p *pdf) object(body string) {
	p.starts = append(p.starts, p.Len())
	fmt.Fprintf(p, "%d 0 obj\n%s\nendobj\n", len(p.starts), body)
}

func (p *pdf) stream(extra string, data []byte) error {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	if _, err := z.Write(data); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	p.object(fmt.Sprintf("<</Length %d /Filter /FlateDecode%s>>\nstream\n%s\nendstream", packed.Len(), extra, packed.String()))
	return nil
}

// write makes the file.
func write(s Sheet, pages []page, fonts [2]*typeface) ([]byte, error) {
	p := &pdf{}
	p.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	p.object(fmt.Sprintf("<</Type /Catalog /Pages %d 0 R>>", tree))
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", content+2*i)
	}
	p.object(fmt.Sprintf("<</Type /Pages /Count %d /Kids [%s]>>", len(pages), kids))
	made := s.Day.Time().Format("20060102")
	p.object(fmt.Sprintf("<</Title <FEFF%s> /CreationDate (D:%s000000Z) /Producer (Regulars)>>", utf16Hex(s.Title), made))
	for i, f := range fonts {
		if err := p.font(f, regular+i*perFont); err != nil {
			return nil, err
		}
	}
	for i, one := range pages {
		p.object(fmt.Sprintf("<</Type /Page /Parent %d 0 R /MediaBox [0 0 %g %g] /Contents %d 0 R /Resources <</Font <</F0 %d 0 R /F1 %d 0 R>>>>>>",
			tree, pageWidth, pageHeight, content+2*i+1, regular, bold))
		if err := p.stream("", one.operators(fonts)); err != nil {
			return nil, err
		}
	}
	p.end()
	return p.Bytes(), nil
}

// end writes the table of where the objects are.
func (p *pdf) end() {
	at := p.Len()
	fmt.Fprintf(p, "xref\n0 %d\n0000000000 65535 f \n", len(p.starts)+1)
	for _, start := range p.starts {
		fmt.Fprintf(p, "%010d 00000 n \n", start)
	}
	fmt.Fprintf(p, "trailer\n<</Size %d /Root %d 0 R /Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(p.starts)+1, catalog, info, at)
}

// font embeds a typeface; its objects begin with number at.
func (p *pdf) font(t *typeface, at int) error {
	name := "RGULAR+Text"
	if t.bold {
		name = "RGULAR+TextBold"
	}
	p.object(fmt.Sprintf("<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R>>", name, at+1, at+4))
	var widths strings.Builder
	for _, g := range t.glyphs {
		fmt.Fprintf(&widths, "%d ", g.advance)
	}
	p.object(fmt.Sprintf("<</Type /Font /Subtype /CIDFontType2 /BaseFont /%s /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "+
		"/CIDToGIDMap /Identity /FontDescriptor %d 0 R /W [0 [%s]]>>", name, at+2, widths.String()))
	p.object(fmt.Sprintf("<</Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [-1000 -500 2000 1500] /ItalicAngle 0 /Ascent %d /Descent %d "+
		"/CapHeight 714 /StemV 80 /FontFile2 %d 0 R>>", name, t.ascent, t.descent, at+3))
	data := t.truetype()
	if err := p.stream(fmt.Sprintf(" /Length1 %d", len(data)), data); err != nil {
		return err
	}
	return p.stream("", t.unicode())
}

// unicode tells which character each glyph stands for, so that text can be
// searched and copied.
func (t *typeface) unicode() []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Text def /CMapType 2 def\n" +
		"1 begincodespacerange <0000> <FFFF> endcodespacerange\n")
	const most = 100 // in one list
	for from := 1; from < len(t.glyphs); from += most {
		to := min(len(t.glyphs), from+most)
		fmt.Fprintf(&b, "%d beginbfchar\n", to-from)
		for i, g := range t.glyphs[from:to] {
			fmt.Fprintf(&b, "<%04X> <%s>\n", from+i, utf16Hex(string(g.char)))
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap CMapName currentdict /CMap defineresource pop end end\n")
	return b.Bytes()
}

func utf16Hex(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}

// operators draw a page.
func (p page) operators(fonts [2]*typeface) []byte {
	var b bytes.Buffer
	if p.tinted > 0 {
		fmt.Fprintf(&b, ".93 .95 .98 rg %.2f %.2f %.2f %.2f re f\n", margin, pageHeight-p.tintAt-p.tinted, full, p.tinted)
	}
	b.WriteString("BT\n")
	for _, r := range p.runs {
		f := index(r.bold)
		fmt.Fprintf(&b, "/F%d %g Tf %g g 1 0 0 1 %.2f %.2f Tm <", f, r.size, r.grey, r.x, pageHeight-r.y)
		for _, c := range r.text {
			if at, ok := fonts[f].at[c]; ok {
				fmt.Fprintf(&b, "%04X", at)
			}
		}
		b.WriteString("> Tj\n")
	}
	b.WriteString("ET\n")
	return b.Bytes()
}
