package label

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold reduces a name to what search, matching and sorting compare: lower
// case, no accents, ligatures spelled out, typographic quotes and dashes made
// plain, runs of white space made one space, none at the ends.
// "  Réseau Œuvre – l’État " folds to "reseau oeuvre - l'etat".
func Fold(s string) string {
	if f, ok := foldASCII(s); ok {
		return f
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range norm.NFKD.String(s) {
		if unicode.IsSpace(r) {
			space = b.Len() > 0
			continue
		}
		if unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError {
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		switch r {
		case 'œ', 'Œ':
			b.WriteString("oe")
		case 'æ', 'Æ':
			b.WriteString("ae")
		case 'ß', 'ẞ':
			b.WriteString("ss")
		case 'ø', 'Ø':
			b.WriteByte('o')
		case 'ł', 'Ł':
			b.WriteByte('l')
		case '’', '‘', 'ʼ', '`', '´':
			b.WriteByte('\'')
		case '“', '”', '«', '»', '„':
			b.WriteByte('"')
		case '–', '—', '‐', '‑', '−':
			b.WriteByte('-')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// foldASCII is the short way for the many strings without any accent.
func foldASCII(s string) (string, bool) {
	clean := true
	prev := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf {
			return "", false
		}
		if c >= 'A' && c <= 'Z' || c < ' ' || c == 0x7f || c == '`' || c == ' ' && prev == ' ' {
			clean = false
		}
		prev = c
	}
	if clean && (len(s) == 0 || prev != ' ') {
		return s, true
	}
	return strings.ReplaceAll(strings.ToLower(strings.Join(strings.Fields(s), " ")), "`", "'"), true
}

// Key turns a label into an attribute key: folded letters, digits and single
// underscores, starting with a letter, at most 40 bytes. It may be empty.
func Key(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range Fold(s) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' && b.Len() > 0 {
			if gap && b.Len() > 0 {
				b.WriteByte('_')
			}
			gap = false
			b.WriteRune(r)
		} else {
			gap = true
		}
		if b.Len() >= 40 {
			break
		}
	}
	return b.String()
}
