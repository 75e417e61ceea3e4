// Package face holds the letters that documents are set in: Inter, cut to Latin
// letters, its figures all of one width. Licence: LICENSE.txt beside.
package face

import (
	_ "embed"
	"encoding/binary"
	"sync"
)

// Regular and SemiBold are the fonts as TrueType files.
var (
	//go:embed regular.ttf
	Regular []byte
	//go:embed semibold.ttf
	SemiBold []byte
)

// widths are the advances of the letters of a font, for a size of 1.
type widths struct {
	wide   []float64
	glyphs map[rune]uint16
}

var (
	regular  = sync.OnceValue(func() *widths { return read(Regular) })
	semiBold = sync.OnceValue(func() *widths { return read(SemiBold) })
)

// Width returns how wide a line of text is at a size, in the unit of the size.
func Width(text string, size float64, bold bool) float64 {
	w := regular()
	if bold {
		w = semiBold()
	}
	var sum float64
	for _, r := range text {
		sum += w.wide[min(int(w.glyphs[r]), len(w.wide)-1)]
	}
	return sum * size
}

// Has reports whether the font has a letter.
func Has(r rune) bool { return regular().glyphs[r] != 0 }

// Fit returns a line cut to a width, ending in "…" where it was longer.
func Fit(text string, width, size float64, bold bool) string {
	if Width(text, size, bold) <= width {
		return text
	}
	runes := []rune(text)
	for n := len(runes) - 1; n > 0; n-- {
		if cut := string(runes[:n]) + "…"; Width(cut, size, bold) <= width {
			return cut
		}
	}
	return ""
}

// read takes the widths out of a font of ours.
func read(b []byte) *widths {
	tables := map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(b[4:])) {
		at := b[12+16*i:]
		from := binary.BigEndian.Uint32(at[8:])
		tables[string(at[:4])] = b[from : from+binary.BigEndian.Uint32(at[12:])]
	}
	em := float64(binary.BigEndian.Uint16(tables["head"][18:]))
	n := int(binary.BigEndian.Uint16(tables["hhea"][34:]))
	w := &widths{glyphs: map[rune]uint16{}}
	for i := range n {
		w.wide = append(w.wide, float64(binary.BigEndian.Uint16(tables["hmtx"][4*i:]))/em)
	}
	cmap := tables["cmap"]
	for i := range int(binary.BigEndian.Uint16(cmap[2:])) {
		if table := cmap[binary.BigEndian.Uint32(cmap[8+8*i:]):]; binary.BigEndian.Uint16(table) == 4 {
			w.letters(table)
		}
	}
	return w
}

// letters reads a table of letters in segments (format 4).
func (w *widths) letters(t []byte) {
	n := int(binary.BigEndian.Uint16(t[6:]))
	word := func(at int) int { return int(binary.BigEndian.Uint16(t[at:])) }
	for i := 0; i < n; i += 2 {
		end, start, delta, offset := word(14+i), word(16+n+i), word(16+2*n+i), word(16+3*n+i)
		for c := start; c <= end && c < 0xffff; c++ {
			glyph := c + delta
			if offset != 0 {
				if glyph = word(16 + 3*n + i + offset + 2*(c-start)); glyph != 0 {
					glyph += delta
				}
			}
			w.glyphs[rune(c)] = uint16(glyph)
		}
	}
}
