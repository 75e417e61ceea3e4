package sheet

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// openText decodes a text file and guesses its separator.
func (b *Book) openText(r io.ReaderAt, size int64) error {
	raw := make([]byte, size)
	if _, err := io.ReadFull(io.NewSectionReader(r, 0, size), raw); err != nil {
		return unreadable(err)
	}
	if err := b.decode(raw); err != nil {
		return err
	}
	if strings.Contains(b.text, "\x00") {
		b.text = strings.ReplaceAll(b.text, "\x00", "")
		b.note("NUL characters were dropped", "Des caractères nuls ont été ignorés")
	}
	if strings.TrimSpace(b.text) == "" {
		return refuse("The file is empty", "Le fichier est vide")
	}
	if controls(b.text) {
		return refuse("The file is not a text table; import a .xlsx or .csv file",
			"Le fichier n’est pas un tableau en texte\u202f; importez un fichier .xlsx ou .csv")
	}
	if table, found := withoutAbout(b.text); found {
		b.text = table
		b.note("The lines below the table that say where it comes from are not read", "Les lignes sous le tableau qui disent d’où il vient ne sont pas lues")
	}
	b.separator()
	rows, columns := measure(b.text, b.Separator)
	name := strings.TrimSuffix(b.Name, fileType(b.Name))
	b.Sheets = []Info{{Name: name, Rows: rows, Columns: columns}}
	return nil
}

func fileType(name string) string {
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		return name[i:]
	}
	return ""
}

func (b *Book) note(en, fr string, args ...any) {
	b.Notes = append(b.Notes, noted(en, fr, args))
}

// controls reports whether so many control characters occur that this is no text.
func controls(s string) bool {
	n := 0
	sample := s[:min(len(s), 64<<10)]
	for i := range len(sample) {
		if c := sample[i]; c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1f {
			n++
		}
	}
	return n > 8 && n*50 > len(sample)
}

// decode turns the file into UTF-8 and notes how.
func (b *Book) decode(raw []byte) error {
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe\x00\x00")), bytes.HasPrefix(raw, []byte("\x00\x00\xfe\xff")):
		return refuse("The file is in UTF-32; save it as CSV in UTF-8", "Le fichier est en UTF-32\u202f; enregistrez-le en CSV UTF-8")
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		raw = raw[3:]
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		return b.transform("UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), raw)
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return b.transform("UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.UseBOM), raw)
	case zeros(raw, 1):
		return b.transform("UTF-16LE", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), raw)
	case zeros(raw, 0):
		return b.transform("UTF-16BE", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), raw)
	}
	if utf8.Valid(raw) {
		b.Encoding, b.text = "UTF-8", string(raw)
		return nil
	}
	if good, bad := sequences(raw); good > 4*bad {
		b.Encoding, b.text = "UTF-8", patched(raw)
		b.note("The file is in UTF-8 with %d characters in Windows-1252", "Le fichier est en UTF-8 avec %d caractères en Windows-1252", bad)
		return nil
	}
	name, e := legacy(raw)
	return b.transform(name, e, raw)
}

func (b *Book) transform(name string, e encoding.Encoding, raw []byte) error {
	out, err := e.NewDecoder().Bytes(raw)
	if err != nil {
		return unreadable(fmt.Errorf("decode %s: %w", name, err))
	}
	b.Encoding, b.text = name, strings.TrimPrefix(string(out), "\ufeff")
	b.note("The file is read as %s", "Le fichier est lu en %s", name)
	return nil
}

// zeros reports whether the bytes at odd (1) or even (0) places are mostly
// zero and the others are not, as in UTF-16 of Latin letters.
func zeros(raw []byte, place int) bool {
	sample := raw[:min(len(raw), 8192)&^1]
	var n [2]int
	for i, c := range sample {
		if c == 0 {
			n[i&1]++
		}
	}
	return len(sample) >= 4 && n[place]*10 > len(sample)*3 && n[1-place]*20 < len(sample)
}

// sequences counts the well-formed characters beyond ASCII, and the bytes that are none.
func sequences(raw []byte) (good, bad int) {
	for i := 0; i < len(raw); {
		if raw[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	return good, bad
}

// patched reads the bytes that are not UTF-8 as Windows-1252.
func patched(raw []byte) string {
	var b strings.Builder
	b.Grow(len(raw) + len(raw)/16)
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && n == 1 {
			r = charmap.Windows1252.DecodeByte(raw[i])
		}
		b.WriteRune(r)
		i += n
	}
	return b.String()
}

// legacy picks the one-byte encoding in which most letters within words are
// French ones; Windows-1252 unless another one is clearly better.
func legacy(raw []byte) (string, encoding.Encoding) {
	best, name, e := 0, "Windows-1252", charmap.Windows1252
	for _, try := range []struct {
		name string
		e    *charmap.Charmap
	}{{"Windows-1252", charmap.Windows1252}, {"Mac Roman", charmap.Macintosh}, {"MS-DOS 850", charmap.CodePage850}} {
		if n := plausible(raw[:min(len(raw), 256<<10)], try.e); n > best {
			best, name, e = n, try.name, try.e
		}
	}
	if e == charmap.Windows1252 && isLatin9(raw) {
		return "ISO-8859-15", charmap.ISO8859_15
	}
	return name, e
}

// isLatin9 reports whether a text that could be Windows-1252 is ISO-8859-15, as
// older systems write it: its euro sign is the sign for any currency, which
// nobody types, and it has none of the letters that only Windows has.
func isLatin9(raw []byte) bool {
	return bytes.IndexByte(raw, 0xa4) >= 0 && !slices.ContainsFunc(raw, func(c byte) bool { return c >= 0x80 && c < 0xa0 })
}

func plausible(raw []byte, e *charmap.Charmap) int {
	n := 0
	letter := func(i int) bool {
		return i >= 0 && i < len(raw) && (raw[i] >= 'a' && raw[i] <= 'z' || raw[i] >= 'A' && raw[i] <= 'Z')
	}
	for i, c := range raw {
		if c < utf8.RuneSelf {
			continue
		}
		r := e.DecodeByte(c)
		if letter(i-1) && letter(i+1) && strings.ContainsRune("éèêëàâçîïôûùüœÉÈÀ’", r) ||
			e == charmap.Windows1252 && strings.ContainsRune("’‘“”–—…€£•°«»™®©§ ", r) {
			n++
		}
	}
	return n
}
