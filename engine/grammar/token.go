package grammar

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kinds of tokens
const (
	word  = iota // letters; an article or a conjunction with its apostrophe
	space        // one space
	hole         // a {name}, a %verb, a number: a value comes here
	wall         // punctuation, and the frame of {count, plural, …}: nothing agrees across it
	mark         // ⟦il|elle⟧; ⟦project⟧ is a wall
	noun         // a noun that was put in
	done         // a word that agrees already
)

type token struct {
	kind  int
	text  string
	other string // of a mark
	key   string // of a mark: the noun
}

// tokens cuts a sentence up. Joined again, they are the sentence.
func tokens(text string) []token {
	r := reader{text: text, icu: strings.Contains(text, "{")}
	r.parts(0)
	return r.out
}

type reader struct {
	text string
	at   int
	icu  bool
	out  []token
}

func (r *reader) add(kind, to int) {
	r.out = append(r.out, token{kind: kind, text: r.text[r.at:to]})
	r.at = to
}

func (r *reader) parts(depth int) {
	for r.at < len(r.text) {
		c, n := utf8.DecodeRuneInString(r.text[r.at:])
		switch {
		case c == '}' && depth > 0:
			return
		case c == '{':
			r.argument(depth)
		case c == '⟦':
			r.mark()
		case c == '%':
			r.add(hole, verbEnd(r.text, r.at))
		case c == '#' && depth > 0, unicode.IsDigit(c):
			r.add(hole, r.at+n)
		case c == ' ' || c == '\u00a0':
			r.add(space, r.at+n)
		case unicode.IsLetter(c):
			r.add(r.kind(wordEnd(r.text, r.at)))
		default:
			r.add(wall, r.at+n)
		}
	}
}

// kind says what the letters up to an end are: a part of a name of the program, such as
// total_cost, <Project>, /portfolio or HAS.RISK, is no word.
func (r *reader) kind(end int) (kind, to int) {
	before, after := r.text[:r.at], r.text[end:]
	switch {
	case strings.HasSuffix(before, "_"), strings.HasPrefix(after, "_"), strings.HasSuffix(before, "<"), strings.HasSuffix(before, "--"):
		return wall, end
	case len(before) > 1 && strings.HasSuffix(before, ".") && before[len(before)-2] >= 'A' && before[len(before)-2] <= 'Z' && r.text[r.at] >= 'A' && r.text[r.at] <= 'Z':
		return wall, end
	case strings.HasSuffix(before, "/"):
		if b := strings.TrimSuffix(before, "/"); b == "" || strings.ContainsAny(b[len(b)-1:], " (%/.") {
			return wall, end
		}
	}
	return word, end
}

// verbEnd returns where a verb of fmt ends.
func verbEnd(text string, at int) int {
	end := at + 1
	for end < len(text) && strings.IndexByte("+-#0123456789.[]", text[end]) >= 0 {
		end++
	}
	if end < len(text) && (text[end] == '%' || text[end] >= 'a' && text[end] <= 'z') {
		end++
	}
	return end
}

// wordEnd returns where a word ends: after its apostrophe, which belongs to what
// stands before the next one ("l’", "qu’"). English possessives keep theirs out.
func wordEnd(text string, at int) int {
	end := at
	for end < len(text) {
		c, n := utf8.DecodeRuneInString(text[end:])
		if c == '’' || c == '\'' {
			if elides(strings.ToLower(text[at:end])) {
				return end + n
			}
			return end
		}
		if !unicode.IsLetter(c) && !unicode.Is(unicode.Mn, c) && !(c == '-' && end+n < len(text)) {
			return end
		}
		end += n
	}
	return end
}

func elides(before string) bool {
	switch before {
	case "l", "d", "qu", "n", "s", "c", "j", "m", "t", "jusqu", "lorsqu", "puisqu", "presqu", "quelqu", "aujourd":
		return true
	}
	return false
}

func (r *reader) mark() {
	end := strings.Index(r.text[r.at:], "⟧")
	if end < 0 {
		r.add(wall, len(r.text))
		return
	}
	now, other, choice := strings.Cut(r.text[r.at+len("⟦"):r.at+end], "|")
	if !choice {
		r.out = append(r.out, token{kind: wall, text: now})
		r.at += end + len("⟧")
		return
	}
	key, rest, named := strings.Cut(now, ":")
	if named {
		now = rest
	} else {
		key = ""
	}
	r.out = append(r.out, token{kind: mark, text: now, other: other, key: key})
	r.at += end + len("⟧")
}

// argument reads {name}, or {count, plural, one {…} other {…}} with the sentences
// inside.
func (r *reader) argument(depth int) {
	end := strings.IndexAny(r.text[r.at:], ",}")
	if end < 0 {
		r.add(wall, len(r.text))
		return
	}
	if r.text[r.at+end] == '}' {
		r.add(hole, r.at+end+1)
		return
	}
	for r.at < len(r.text) {
		next := strings.IndexAny(r.text[r.at+1:], "{}")
		if next < 0 {
			r.add(wall, len(r.text))
			return
		}
		open := r.text[r.at+1+next] == '{'
		r.add(wall, r.at+1+next)
		r.add(wall, r.at+1)
		if !open {
			return
		}
		r.parts(depth + 1)
	}
}
