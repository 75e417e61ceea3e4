package cell

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"vigie/ground/label"
	"vigie/ground/money"
)

// Amount reads an amount of money in base units and its currency's ISO code:
// "£26.19m" is 26190000 and GBP. The cell's own multiplier and currency win
// over those of the format. The currency is empty where neither names one.
func Amount(c Cell, f Format) (money.Amount, string, error) {
	q, err := read(c, f, "an amount", "un montant")
	if err != nil {
		return 0, "", err
	}
	if q.percent || q.other {
		return 0, "", unreadable(c.Text, "an amount", "un montant")
	}
	power := q.power
	if !q.scaled {
		power = powerOf(f.Multiplier)
	}
	a, ok := q.dec.amount(power)
	if !ok {
		return 0, "", tooLarge(c.Text)
	}
	return a, orElse(q.currency, f.Currency), nil
}

// Number reads a plain number, with a multiplier if one is written ("10 K").
// Units of load (j, days, ETP, FTE) are passed over. A percentage or an amount
// with its currency is not a plain number.
func Number(c Cell, f Format) (money.Amount, error) {
	q, err := read(c, f, "a number", "un nombre")
	if err != nil {
		return 0, err
	}
	if q.percent || q.currency != "" {
		return 0, unreadable(c.Text, "a number", "un nombre")
	}
	power := q.power
	if !q.scaled {
		power = powerOf(f.Multiplier)
	}
	a, ok := q.dec.amount(power)
	if !ok {
		return 0, tooLarge(c.Text)
	}
	return a, nil
}

// Percent reads a percentage in points: "12,5 %" is 12.5. Without a % sign the
// number counts points, or with Format.Fraction parts of one.
func Percent(c Cell, f Format) (money.Amount, error) {
	q, err := read(c, f, "a percentage", "un pourcentage")
	if err != nil {
		return 0, err
	}
	if q.currency != "" || q.scaled || q.other {
		return 0, unreadable(c.Text, "a percentage", "un pourcentage")
	}
	power := 0
	if f.Fraction && !q.percent {
		power = 2
	}
	a, ok := q.dec.amount(power)
	if !ok {
		return 0, tooLarge(c.Text)
	}
	return a, nil
}

// Measures reports whether the cell says a number, an amount, a percentage or a
// date, in whatever style, rather than words.
func Measures(c Cell) bool {
	switch c.Kind {
	case Numeric, Dated, Logical:
		return true
	case Words:
		if len(c.Text) > 40 || !strings.ContainsAny(c.Text, "0123456789") {
			return false
		}
		if q, ok := scan(c.Text, '.'); ok && !(q.percent && q.currency != "") {
			return true
		}
		t, ok := tokens(c.Text)
		if !ok {
			return false
		}
		_, why := t.period(DayFirst)
		return why == None
	}
	return false
}

// quantity is a number with what stands around it.
type quantity struct {
	dec      decimal
	style    style
	power    int    // of the multiplier, when scaled
	scaled   bool   // the cell writes its own multiplier
	currency string // the cell's own
	percent  bool   // a % sign
	other    bool   // a unit of load
}

// read scans the cell and decides its doubts by the format.
func read(c Cell, f Format, en, fr string) (quantity, error) {
	if c.Blank() {
		return quantity{}, blank()
	}
	hint := f.Decimal
	switch c.Kind {
	case Numeric:
		hint = '.'
	case Dated, Logical, Broken:
		return quantity{}, unreadable(c.Text, en, fr)
	}
	q, ok := scan(c.Text, hint)
	switch {
	case !ok:
		return q, unreadable(c.Text, en, fr)
	case q.style == eitherOne && hint == 0:
		return q, doubtful(c.Text, "thousands", "decimals", "en milliers", "avec décimales")
	}
	return q, nil
}

// scan reads one number and the words around it. ok is false when there is no
// number, more than one, or a word that is not a unit.
func scan(text string, hint byte) (q quantity, ok bool) {
	if len(text) > 200 {
		return q, false
	}
	s := tidy(text)
	if len(s) > 1 && s[0] == '\'' && digit(s, 1) {
		s = s[1:] // what keeps a number a text in a spreadsheet
	}
	var seen, open, closed, signed bool
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == ' ':
			i++
		case c == '(' && !open:
			open, closed = true, seen // after the number it holds a unit: "277.66 (£M)"
			i++
		case c == ')' && open:
			open, closed = false, closed || seen
			q.dec.neg = q.dec.neg || !unitBracket(s, i)
			i++
		case (c == '-' || c == '+') && !signed && (!seen || strings.TrimRight(s[i+1:], " ") == ""):
			signed, q.dec.neg = true, q.dec.neg || c == '-'
			i++
		case digit(s, i) || (c == '.' || c == ',') && digit(s, i+1):
			neg := q.dec.neg
			d, st, n := readDecimal(s[i:], hint)
			if seen || n == 0 {
				return q, false
			}
			q.dec, q.style, seen = d, st, true
			q.dec.neg = neg
			i += n
		case c == '%' && seen && !q.percent:
			q.percent = true
			i++
		case (c == '.' || c == '\'') && i > 0 && s[i-1] >= 'A' && !digit(s, i+1): // "d'euros", "k€."
			i++
		case c == '*' && seen: // a call for a note under the table
			i++
		default:
			n := q.word(s[i:])
			if n == 0 {
				return q, false
			}
			i += n
		}
	}
	return q, seen && !open
}

// unitBracket reports whether the bracket that closes at i opened after the number.
func unitBracket(s string, i int) bool {
	from := strings.LastIndexByte(s[:i], '(')
	return !strings.ContainsAny(s[from:i], "0123456789")
}

// word takes a multiplier, currency or filler at the start of s and returns its length.
func (q *quantity) word(s string) int {
	r, n := firstRune(s)
	if !isLetter(r) && !isCurrencySign(r) {
		return 0
	}
	if isLetter(r) {
		n = letters(s)
	}
	w := label.Fold(s[:n])
	if loads[w] {
		q.other = true
		return n
	}
	power, currency, ok := wordUnit(w)
	if !ok || power > 0 && q.scaled || currency != "" && q.currency != "" && q.currency != currency {
		return 0
	}
	if power > 0 {
		q.power, q.scaled = power, true
	}
	q.currency = orElse(currency, q.currency)
	return n
}

// loads are the units of work that may follow a plain number.
var loads = map[string]bool{
	"j": true, "jh": true, "jour": true, "jours": true, "day": true, "days": true, "etp": true, "fte": true,
}

// tidy makes spaces, signs and apostrophes plain and drops invisible characters.
func tidy(s string) string {
	plain := true
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf || s[i] < ' ' {
			plain = false
			break
		}
	}
	if plain {
		return strings.TrimSpace(s)
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Cf, r) || unicode.IsControl(r):
			return -1
		case r == '−' || r == '–' || r == '‐' || r == '‑' || r == '﹣' || r == '－':
			return '-'
		case r == '’' || r == '‘' || r == 'ʼ':
			return '\''
		case r == '％' || r == '﹪':
			return '%'
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		}
		return r
	}, s))
}

func firstRune(s string) (rune, int) { return utf8.DecodeRuneInString(s) }

func isLetter(r rune) bool { return unicode.IsLetter(r) }

func isCurrencySign(r rune) bool { return unicode.Is(unicode.Sc, r) }

// letters returns the length of the run of letters at the start of s.
func letters(s string) int {
	for i, r := range s {
		if !unicode.IsLetter(r) {
			return i
		}
	}
	return len(s)
}
