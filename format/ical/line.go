package ical

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"vigie/ground/fault"
	"vigie/ground/label"
)

// Limits keep what a file can make us hold small.
type Limits struct {
	Bytes  int64 // of the file
	Line   int   // of a line put together again, in bytes
	Events int
	Days   int // listed by one event, beside those that come back
}

// Usual are the limits for a calendar of days off.
var Usual = Limits{Bytes: 8 << 20, Line: 64 << 10, Events: 20_000, Days: 1000}

// line is a content line: a name, parameters and a value. Names are in capitals.
type line struct {
	number int // where it begins in the file, from 1
	name   string
	params map[string]string
	value  string
}

// lines reads content lines, putting folded ones together.
type lines struct {
	r      *bufio.Reader
	limits Limits
	left   int64
	number int // of the line read last
	next   []byte
	ahead  bool // next is one that has been read already
	begun  int  // where next begins
	failed error
}

func newLines(r io.Reader, limits Limits) *lines {
	return &lines{r: bufio.NewReader(r), limits: limits, left: limits.Bytes}
}

// refuse is a fault of a line.
func refuse(number int, en, fr string, args ...any) error {
	return fault.Invalid("file", label.F("Line %d: %s", "Ligne %d\u202f: %s", number, label.F(en, fr, args...)))
}

// physical returns the next line of the file without its end; io.EOF after the last.
func (l *lines) physical() ([]byte, error) {
	var out []byte
	for {
		part, err := l.r.ReadSlice('\n')
		if l.left -= int64(len(part)); l.left < 0 {
			return nil, fault.Oversize(label.F("The calendar is larger than %d MB; export fewer years", "Le calendrier dépasse %d Mo\u202f; exportez moins d’années", l.limits.Bytes>>20))
		}
		if len(out)+len(part) > l.limits.Line+2 {
			return nil, l.long(l.number + 1)
		}
		out = append(out, part...)
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(out) > 0, err == nil:
			l.number++
			return bytes.TrimRight(out, "\r\n"), nil
		}
		return nil, err
	}
}

func (l *lines) long(number int) error {
	return refuse(number, "it is longer than %d KB; export the calendar again", "elle dépasse %d Ko\u202f; exportez de nouveau le calendrier", l.limits.Line>>10)
}

// read returns the next content line; io.EOF after the last.
func (l *lines) read() (line, error) {
	if !l.ahead {
		if err := l.advance(); err != nil {
			return line{}, err
		}
	}
	whole, begun := l.next, l.begun
	l.ahead = false
	for {
		if l.failed = l.advance(); l.failed != nil { // what is wrong there is told when it is asked for
			break
		}
		if l.next[0] != ' ' && l.next[0] != '\t' {
			break
		}
		l.ahead = false
		if whole = append(whole, l.next[1:]...); len(whole) > l.limits.Line {
			return line{}, l.long(begun)
		}
	}
	if !utf8.Valid(whole) {
		return line{}, refuse(begun, "it is not in UTF-8; save the calendar in that encoding", "elle n’est pas en UTF-8\u202f; enregistrez le calendrier dans cet encodage")
	}
	return parse(string(whole), begun)
}

// advance reads the next line that is not empty.
func (l *lines) advance() error {
	if l.failed != nil {
		return l.failed
	}
	for {
		next, err := l.physical()
		if err != nil {
			return err
		}
		if l.number == 1 {
			next = bytes.TrimPrefix(next, []byte("\ufeff"))
		}
		if len(next) > 0 {
			l.next, l.begun, l.ahead = next, l.number, true
			return nil
		}
	}
}

// parse takes NAME;PARAM=VALUE;PARAM="a:b":VALUE apart.
func parse(s string, number int) (line, error) {
	out := line{number: number}
	quoted := false
	colon := strings.IndexFunc(s, func(r rune) bool {
		quoted = quoted != (r == '"')
		return r == ':' && !quoted
	})
	if colon <= 0 {
		return line{}, refuse(number, "a colon between a name and a value is missing; export the calendar again", "il manque un deux-points entre un nom et une valeur\u202f; exportez de nouveau le calendrier")
	}
	head := s[:colon]
	out.value = s[colon+1:]
	for first := true; head != ""; first = false {
		quoted = false
		end := strings.IndexFunc(head, func(r rune) bool {
			quoted = quoted != (r == '"')
			return r == ';' && !quoted
		})
		part, rest := head, ""
		if end >= 0 {
			part, rest = head[:end], head[end+1:]
		}
		head = rest
		if first {
			out.name = strings.ToUpper(part)
			continue
		}
		key, value, _ := strings.Cut(part, "=")
		if out.params == nil {
			out.params = map[string]string{}
		}
		out.params[strings.ToUpper(key)] = strings.Trim(value, `"`)
	}
	return out, nil
}

// text reads a value of words: \n, \, \; and \\ stand for what they escape.
func text(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch s[i] {
		case 'n', 'N':
			b.WriteByte('\n')
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}
