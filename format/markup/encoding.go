package markup

import (
	"bytes"
	"io"
	"regexp"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// New makes a walker of a file in UTF-8, in UTF-16, or in one of the encodings of a
// byte a letter that it declares.
func New(r io.Reader) (*Walker, error) {
	w := &Walker{r: r, buf: make([]byte, 64<<10)}
	if err := w.fill(4); err != nil && err != io.EOF {
		return nil, err
	}
	head := w.buf[:w.end]
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		w.at = 3
		return w, nil
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return w.again(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)), nil
	case bytes.HasPrefix(head, []byte("<\x00")):
		return w.again(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)), nil
	case bytes.HasPrefix(head, []byte("\x00<")):
		return w.again(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)), nil
	}
	return w.declared()
}

// again reads the same from the beginning in another encoding.
func (w *Walker) again(e encoding.Encoding) *Walker {
	whole := io.MultiReader(bytes.NewReader(bytes.Clone(w.buf[:w.end])), w.r)
	return &Walker{buf: make([]byte, 64<<10), r: transform.NewReader(whole, e.NewDecoder())}
}

// declaration finds the encoding that the first tag of a file names.
var declaration = regexp.MustCompile(`^<\?xml\s[^>]*?encoding\s*=\s*["']([^"'>]*)["']`)

// declared follows the encoding that the file says it is in. One that says UTF-16 and
// Is in bytes is taken as UTF-8: programs write that where they mean their own memory.
func (w *Walker) declared() (*Walker, error) {
	if err := w.fill(256); err != nil && err != io.EOF {
		return nil, err
	}
	found := declaration.FindSubmatch(w.buf[:min(w.end, 1024)])
	if found == nil {
		return w, nil
	}
	switch strings.ToLower(string(found[1])) {
	case "", "utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be", "unicode":
		return w, nil
	case "windows-1252", "cp1252", "iso-8859-1", "latin1", "latin-1":
		return w.again(charmap.Windows1252), nil // which has all of ISO 8859-1 that is text
	case "iso-8859-15", "latin-9", "latin9":
		return w.again(charmap.ISO8859_15), nil
	case "windows-1250", "cp1250":
		return w.again(charmap.Windows1250), nil
	case "windows-1251", "cp1251":
		return w.again(charmap.Windows1251), nil
	case "iso-8859-2", "latin2":
		return w.again(charmap.ISO8859_2), nil
	}
	return nil, ErrEncoding
}
