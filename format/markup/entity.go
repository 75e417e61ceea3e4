package markup

import (
	"bytes"
	"strconv"
	"unicode/utf8"
)

// entities replaces the five entities of XML and the numbered ones. Others are
// an error, for none can have been declared.
func entities(s []byte) ([]byte, error) {
	i := bytes.IndexByte(s, '&')
	if i < 0 {
		return s, nil
	}
	out := append([]byte(nil), s[:i]...)
	for len(s) > i {
		s = s[i:]
		end := bytes.IndexByte(s[:min(len(s), 12)], ';')
		if end < 0 {
			return nil, ErrMalformed
		}
		r, ok := entity(string(s[1:end]))
		if !ok {
			return nil, ErrMalformed
		}
		out = utf8.AppendRune(out, r)
		s = s[end+1:]
		if i = bytes.IndexByte(s, '&'); i < 0 {
			i = len(s)
		}
		out = append(out, s[:i]...)
	}
	return out, nil
}

func entity(name string) (rune, bool) {
	switch name {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	base, digits := 10, name[1:]
	if digits[0] == 'x' || digits[0] == 'X' {
		base, digits = 16, digits[1:]
	}
	n, err := strconv.ParseUint(digits, base, 21)
	return rune(n), err == nil && utf8.ValidRune(rune(n))
}
