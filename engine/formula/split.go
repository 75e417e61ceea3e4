package formula

import (
	"strings"

	"vigie/ground/label"
)

// Split cuts a filter into the conditions of which all must hold, as they were
// typed; it is one condition when it is anything but conditions joined by and.
// What cannot be read is one condition too.
func Split(src string, l label.Lang) []string {
	whole := []string{strings.TrimSpace(src)}
	if whole[0] == "" {
		return nil
	}
	toks, err := scan(src, l)
	if err != nil {
		return whole
	}
	p, runes := &parser{toks: toks, lang: l}, []rune(src)
	var out []string
	depth, from := 0, 0
	for ; p.tok().kind != tokEnd; p.at++ {
		t := p.tok()
		switch w := p.wordAt(0); {
		case t.kind == tokSign && t.text == "(":
			depth++
		case t.kind == tokSign && t.text == ")":
			depth--
		case depth != 0 || strings.TrimSpace(string(runes[from:t.pos-1])) == "": // or the function AND(…)
		case w == wordOr:
			return whole
		case w == wordAnd:
			out = append(out, strings.TrimSpace(string(runes[from:t.pos-1])))
			from = t.pos - 1 + len([]rune(t.text))
		}
	}
	return append(out, strings.TrimSpace(string(runes[from:])))
}
