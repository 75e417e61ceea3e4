package field

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Value is what an object holds for one attribute. Which part counts is said
// by the attribute's kind; the zero Value is empty.
type Value struct {
	Set bool
	N   int64
	S   string
	L   []int64
}

// Int returns a value held as a whole number.
func Int(n int64) Value { return Value{Set: true, N: n} }

// Str returns a value held as text; empty text is an empty value.
func Str(s string) Value { return Value{Set: s != "", S: s} }

// List returns a value held as a list; an empty list is an empty value.
func List(l []int64) Value { return Value{Set: len(l) > 0, L: l} }

// Ref returns a reference, empty when id is 0.
func Ref(id int64) Value { return Value{Set: id != 0, N: id} }

// Equal reports whether two values are the same.
func (v Value) Equal(w Value) bool {
	return v.Set == w.Set && (!v.Set || v.N == w.N && v.S == w.S && slices.Equal(v.L, w.L))
}

// Values are an object's values by attribute key. Empty ones may be absent.
type Values map[string]Value

// Equal reports whether two sets hold the same values, absent being empty.
func (vs Values) Equal(ws Values) bool {
	for k, v := range vs {
		if !v.Equal(ws[k]) {
			return false
		}
	}
	for k, w := range ws {
		if w.Set && !vs[k].Set {
			return false
		}
	}
	return true
}

// Encode writes values as the canonical JSON that tables and history keep:
// keys in order, whole numbers, strings, lists of whole numbers; empty values
// are left out. unread, when there are any, is an object of texts under "unread".
func Encode(vs Values, unread map[string]string) string {
	keys := make([]string, 0, len(vs))
	for k, v := range vs {
		if v.Set {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	b := make([]byte, 0, 40*len(keys)+16)
	b = append(b, '{')
	for _, k := range keys {
		b = appendKey(b, k)
		b = appendValue(b, vs[k])
	}
	if len(unread) > 0 {
		b = appendKey(b, "unread")
		b = append(b, EncodeTexts(unread)...)
	}
	return string(append(b, '}'))
}

// EncodeTexts writes texts by key as canonical JSON.
func EncodeTexts(texts map[string]string) string {
	keys := make([]string, 0, len(texts))
	for k := range texts {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	b := []byte{'{'}
	for _, k := range keys {
		b = appendKey(b, k)
		b = AppendString(b, texts[k])
	}
	return string(append(b, '}'))
}

func appendKey(b []byte, k string) []byte {
	if b[len(b)-1] != '{' {
		b = append(b, ',')
	}
	return append(AppendString(b, k), ':')
}

func appendValue(b []byte, v Value) []byte {
	switch {
	case v.S != "":
		return AppendString(b, v.S)
	case v.L != nil:
		b = append(b, '[')
		for i, n := range v.L {
			if i > 0 {
				b = append(b, ',')
			}
			b = strconv.AppendInt(b, n, 10)
		}
		return append(b, ']')
	}
	return strconv.AppendInt(b, v.N, 10)
}

const hexDigits = "0123456789abcdef"

// AppendString appends s as a JSON string. Invalid UTF-8 becomes U+FFFD, and
// NUL, which PostgreSQL cannot keep, is dropped.
func AppendString(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				b = append(append(b, s[start:i]...), "\ufffd"...)
				i++
				start = i
				continue
			}
			i += size
			continue
		}
		if c >= ' ' && c != '"' && c != '\\' && c != 0x7f {
			i++
			continue
		}
		b = append(b, s[start:i]...)
		switch c {
		case 0:
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case '\r':
			b = append(b, '\\', 'r')
		case '\t':
			b = append(b, '\\', 't')
		default:
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
		i++
		start = i
	}
	return append(append(b, s[start:]...), '"')
}

var errStored = errors.New("stored values are not the JSON that was written")

// Decode reads what Encode wrote, or the same from a JSONB column, calling
// each for every value and unread for every text that could not be read.
// Strings may share the memory of data.
func Decode(data string, each func(key string, v Value), unread func(key, text string)) error {
	p := &scanner{s: data}
	return p.object(func(key string) error {
		if key == "unread" && p.peek() == '{' {
			return p.object(func(k string) error {
				t, err := p.str()
				if err == nil && unread != nil {
					unread(k, t)
				}
				return err
			})
		}
		v, err := p.value()
		if err == nil {
			each(key, v)
		}
		return err
	})
}

// DecodeAll reads what Encode wrote into maps.
func DecodeAll(data string) (Values, map[string]string, error) {
	vs := Values{}
	var texts map[string]string
	err := Decode(data, func(k string, v Value) { vs[k] = v }, func(k, t string) {
		if texts == nil {
			texts = map[string]string{}
		}
		texts[k] = t
	})
	return vs, texts, err
}

type scanner struct {
	s string
	i int
}

func (p *scanner) peek() byte {
	for p.i < len(p.s) && (p.s[p.i] == ' ' || p.s[p.i] == '\n' || p.s[p.i] == '\t' || p.s[p.i] == '\r') {
		p.i++
	}
	if p.i == len(p.s) {
		return 0
	}
	return p.s[p.i]
}

func (p *scanner) eat(c byte) bool {
	if p.peek() != c {
		return false
	}
	p.i++
	return true
}

func (p *scanner) object(member func(key string) error) error {
	if !p.eat('{') {
		return errStored
	}
	if p.eat('}') {
		return nil
	}
	for {
		key, err := p.str()
		if err != nil {
			return err
		}
		if !p.eat(':') {
			return errStored
		}
		if err := member(key); err != nil {
			return err
		}
		if p.eat('}') {
			return nil
		}
		if !p.eat(',') {
			return errStored
		}
	}
}

func (p *scanner) value() (Value, error) {
	switch c := p.peek(); {
	case c == '"':
		s, err := p.str()
		return Str(s), err
	case c == '[':
		p.i++
		l := []int64{}
		for !p.eat(']') {
			if len(l) > 0 && !p.eat(',') {
				return Value{}, errStored
			}
			n, err := p.int()
			if err != nil {
				return Value{}, err
			}
			l = append(l, n)
		}
		return List(l), nil
	case c == 'n' && strings.HasPrefix(p.s[p.i:], "null"):
		p.i += 4
		return Value{}, nil
	}
	n, err := p.int()
	return Int(n), err
}

func (p *scanner) int() (int64, error) {
	p.peek()
	start := p.i
	if p.i < len(p.s) && p.s[p.i] == '-' {
		p.i++
	}
	for p.i < len(p.s) && p.s[p.i] >= '0' && p.s[p.i] <= '9' {
		p.i++
	}
	n, err := strconv.ParseInt(p.s[start:p.i], 10, 64)
	if err != nil {
		return 0, errStored
	}
	return n, nil
}

func (p *scanner) str() (string, error) {
	if !p.eat('"') {
		return "", errStored
	}
	end := strings.IndexAny(p.s[p.i:], `"\`)
	if end < 0 {
		return "", errStored
	}
	if p.s[p.i+end] == '"' {
		s := p.s[p.i : p.i+end]
		p.i += end + 1
		return s, nil
	}
	return p.escaped()
}

func (p *scanner) escaped() (string, error) {
	var b strings.Builder
	for p.i < len(p.s) {
		c := p.s[p.i]
		p.i++
		if c == '"' {
			return b.String(), nil
		}
		if c != '\\' {
			b.WriteByte(c)
			continue
		}
		if p.i == len(p.s) {
			break
		}
		c = p.s[p.i]
		p.i++
		switch c {
		case 'n':
			b.WriteByte('\n')
		case 'r':
			b.WriteByte('\r')
		case 't':
			b.WriteByte('\t')
		case 'b':
			b.WriteByte('\b')
		case 'f':
			b.WriteByte('\f')
		case 'u':
			r, err := p.hex()
			if err != nil {
				return "", err
			}
			if utf16.IsSurrogate(r) && strings.HasPrefix(p.s[p.i:], `\u`) {
				p.i += 2
				low, err := p.hex()
				if err != nil {
					return "", err
				}
				r = utf16.DecodeRune(r, low)
			}
			b.WriteRune(r)
		default:
			b.WriteByte(c)
		}
	}
	return "", errStored
}

func (p *scanner) hex() (rune, error) {
	if p.i+4 > len(p.s) {
		return 0, errStored
	}
	n, err := strconv.ParseUint(p.s[p.i:p.i+4], 16, 32)
	p.i += 4
	if err != nil {
		return 0, errStored
	}
	return rune(n), nil
}
