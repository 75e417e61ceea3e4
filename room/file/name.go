package file

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// longestName is how many bytes a name may have: what every file system takes.
const longestName = 200

// reserved are names that some systems take for devices.
var reserved = map[string]bool{"CON": true, "PRN": true, "AUX": true, "NUL": true, "CONIN$": true, "CONOUT$": true}

// Name makes the name of a file fit to keep and to save under: the last part of
// a path, without what cannot be seen, turns the direction of reading, or means
// something to a file system. It never is empty and keeps its ending.
func Name(s string) string {
	s = norm.NFC.String(strings.ToValidUTF8(s, ""))
	s = path.Base(strings.ReplaceAll(s, `\`, "/"))
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r) && r != '\u200d', r == utf8.RuneError:
			return -1
		case strings.ContainsRune(`<>:"/|?*`, r):
			return '_'
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	s = strings.TrimRight(strings.TrimLeft(s, ". "), ". ")
	stem, end := strings.TrimSuffix(s, path.Ext(s)), path.Ext(s)
	if device(stem) {
		stem = "_" + stem
	}
	if stem == "" && end == "" {
		return "file"
	}
	if len(end) > 20 {
		stem, end = stem+end, ""
	}
	for len(stem)+len(end) > longestName {
		_, n := utf8.DecodeLastRuneInString(stem)
		stem = stem[:len(stem)-n]
	}
	return strings.TrimRight(stem, " ") + end
}

func device(stem string) bool {
	first, _, _ := strings.Cut(strings.ToUpper(strings.TrimSpace(stem)), ".")
	if len(first) == 4 && (strings.HasPrefix(first, "COM") || strings.HasPrefix(first, "LPT")) && first[3] >= '0' && first[3] <= '9' {
		return true
	}
	return reserved[first]
}

// ending is that of a name, without the point and in small letters.
func ending(name string) string { return strings.ToLower(strings.TrimPrefix(path.Ext(name), ".")) }
