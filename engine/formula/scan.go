package formula

import (
	"strconv"
	"unicode"
	"unicode/utf8"

	"vigie/ground/fault"
	"vigie/ground/label"
)

type tokenKind uint8

const (
	tokEnd tokenKind = iota
	tokNumber
	tokText
	tokName    // bare word: attribute, function or word of the language
	tokBracket // [name]
	tokSign    // operator or punctuation
)

type token struct {
	kind tokenKind
	text string // of numbers: the plain decimal
	pos  int    // first character, from 1
	end  int    // last character, from 1
}

type scanner struct {
	src  []rune
	at   int
	lang label.Lang
}

// scan cuts a source into tokens; the last one is tokEnd.
func scan(src string, l label.Lang) ([]token, error) {
	if len(src) > maxSource {
		return nil, wrong(0, label.F("The formula is longer than %d characters: split it over several computed attributes",
			"La formule dépasse %d caractères : répartissez-la sur plusieurs attributs calculés", maxSource))
	}
	if !utf8.ValidString(src) {
		return nil, wrong(0, label.T("The formula contains characters that cannot be read: type it again",
			"La formule contient des caractères illisibles : saisissez-la à nouveau"))
	}
	s := &scanner{src: []rune(src), lang: l}
	var toks []token
	for {
		t, err := s.next()
		if err != nil {
			return nil, err
		}
		t.end = s.at
		toks = append(toks, t)
		if t.kind == tokEnd {
			return toks, nil
		}
	}
}

// wrong makes the fault for a place of the source; pos 0 is the formula as a whole.
func wrong(pos int, t label.Text) error {
	if pos == 0 {
		return fault.Invalid("formula", t)
	}
	return fault.Invalid("char "+strconv.Itoa(pos), t)
}

func (s *scanner) peek(n int) rune {
	if s.at+n >= len(s.src) {
		return 0
	}
	return s.src[s.at+n]
}

func (s *scanner) next() (token, error) {
	for s.at < len(s.src) && (unicode.IsSpace(s.src[s.at]) || s.src[s.at] == '\ufeff') {
		s.at++
	}
	t := token{pos: s.at + 1}
	if s.at >= len(s.src) {
		return t, nil
	}
	switch c := s.src[s.at]; {
	case isDigit(c):
		return s.number(t)
	case c == '"':
		return s.quoted(t, '"')
	case c == '“':
		return s.quoted(t, '”')
	case c == '[':
		return s.bracket(t)
	case isLetter(c):
		return s.word(t), nil
	}
	return s.sign(t)
}

func isDigit(c rune) bool  { return c >= '0' && c <= '9' }
func isLetter(c rune) bool { return unicode.IsLetter(c) || c == '_' }
func isGroup(c rune) bool  { return c == '\u202f' || c == '\u00a0' }

// number reads digits, which may be grouped by no-break spaces, and the
// decimal mark of the language with its digits.
func (s *scanner) number(t token) (token, error) {
	t.kind = tokNumber
	digits := s.digits(true)
	mark, other := '.', ','
	if s.lang == label.FR {
		mark, other = ',', '.'
	}
	if s.peek(0) == mark && isDigit(s.peek(1)) {
		s.at++
		frac := s.digits(false)
		if len(frac) > 4 {
			return t, wrong(t.pos, label.T("A number has at most four decimals", "Un nombre a au plus quatre décimales"))
		}
		digits += "." + frac
	}
	if other == '.' && s.peek(0) == other && isDigit(s.peek(1)) {
		return t, wrong(s.at+1, label.T("In French, decimals are written with a comma: 1,5",
			"En français, les décimales s’écrivent avec une virgule : 1,5"))
	}
	t.text = digits
	return t, nil
}

func (s *scanner) digits(grouped bool) string {
	var b []rune
	for {
		switch c := s.peek(0); {
		case isDigit(c):
			b = append(b, c)
		case grouped && isGroup(c) && isDigit(s.peek(1)):
		default:
			return string(b)
		}
		s.at++
	}
}

// quoted reads a text up to its end quote; one inside is doubled, as in Excel.
func (s *scanner) quoted(t token, end rune) (token, error) {
	t.kind = tokText
	var b []rune
	for s.at++; s.at < len(s.src); s.at++ {
		c := s.src[s.at]
		if c == end && s.peek(1) != end {
			s.at++
			t.text = string(b)
			return t, nil
		}
		if c == end {
			s.at++
		}
		b = append(b, c)
	}
	return t, wrong(t.pos, label.T("This text is not closed: add a quote \" at its end",
		"Ce texte n’est pas fermé : ajoutez un guillemet \" à la fin"))
}

// bracket reads a [name]; a closing bracket inside is doubled.
func (s *scanner) bracket(t token) (token, error) {
	t.kind = tokBracket
	var b []rune
	for s.at++; s.at < len(s.src); s.at++ {
		c := s.src[s.at]
		if c == ']' && s.peek(1) != ']' {
			s.at++
			t.text = string(b)
			return t, nil
		}
		if c == ']' {
			s.at++
		}
		b = append(b, c)
	}
	return t, wrong(t.pos, label.T("This name is not closed: add a bracket ] at its end",
		"Ce nom n’est pas fermé : ajoutez un crochet ] à la fin"))
}

// word reads a name; a point or an apostrophe inside belongs to it: FIN.MOIS, n'est.
func (s *scanner) word(t token) token {
	t.kind = tokName
	start := s.at
	for s.at < len(s.src) {
		c := s.src[s.at]
		inner := (c == '.' || c == '\'' || c == '’') && isLetter(s.peek(1))
		if !isLetter(c) && !unicode.IsDigit(c) && !unicode.Is(unicode.Mn, c) && !inner {
			break
		}
		s.at++
	}
	t.text = string(s.src[start:s.at])
	return t
}

// signs are the operators and punctuation, longest first.
var signs = []string{"<>", "!=", "<=", ">=", "!~", "=", "<", ">", "~", "+", "-", "*", "/", "^", "&", "%", "(", ")", ",", ";"}

// typographic signs that are read as plain ones.
var plainSigns = map[rune]string{'≠': "<>", '≤': "<=", '≥': ">=", '×': "*", '÷': "/", '−': "-", '–': "-"}

func (s *scanner) sign(t token) (token, error) {
	t.kind = tokSign
	c := s.src[s.at]
	if p, ok := plainSigns[c]; ok {
		s.at++
		t.text = p
		return t, nil
	}
	for _, sign := range signs {
		if rune(sign[0]) == c && (len(sign) == 1 || rune(sign[1]) == s.peek(1)) {
			s.at += len(sign)
			t.text = sign
			return t, nil
		}
	}
	return t, wrong(t.pos, label.F("“%s” is not part of the language of formulas: remove it, or put it in a \"text\" or in a [name]",
		"« %s » n’appartient pas au langage des formules : supprimez-le, ou placez-le dans un \"texte\" ou un [nom]", string(c)))
}
