package sheet

import (
	"strings"

	"vigie/ground/money"
)

// look is how a number format shows a number.
type look struct {
	date    bool   // a date with a day
	month   bool   // a date that shows no day
	clock   bool   // an hour without a date
	percent bool   //
	before  string // currency or unit shown before the number
	after   string // and after it: "M€"
}

// builtin returns the code of a format that workbooks name by number only.
func builtin(id int) string {
	switch {
	case id == 9 || id == 10:
		return "0%"
	case id == 17:
		return "mmm-yy"
	case id >= 14 && id <= 16, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 58:
		return "dd/mm/yyyy"
	case id == 22:
		return "dd/mm/yyyy hh:mm"
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id >= 45 && id <= 47:
		return "hh:mm"
	}
	return ""
}

// parseLook reads the first section of a number format code.
func parseLook(code string) look {
	if strings.EqualFold(code, "general") || strings.EqualFold(code, "standard") {
		return look{}
	}
	code = firstSection(code)
	letters, words, scaled, elapsed := splitCode(code)
	var l look
	low := strings.ToLower(letters)
	hasDay := strings.ContainsAny(low, "dj")
	hasClock := strings.ContainsAny(low, "hs") || elapsed
	hasMonth := strings.Contains(low, "m") && !hasClock
	switch {
	case strings.ContainsAny(letters, "0#?"):
		l = look{percent: strings.Contains(letters, "%")}
		if !scaled {
			l.before, l.after = units(words, letters)
		}
	case elapsed:
		l = look{}
	case hasDay:
		l.date = true
	case strings.Contains(low, "y") || hasMonth:
		l.date, l.month = false, true
	case hasClock:
		l = look{clock: true}
	}
	return l
}

func firstSection(code string) string {
	quoted := false
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '\\':
			i++
		case '"':
			quoted = !quoted
		case ';':
			if !quoted {
				return code[:i]
			}
		}
	}
	return code
}

// splitCode separates the active characters of a format from its literal
// words; a \x01 in letters marks where the words stand. scaled tells a trailing
// comma, which divides what is shown by a thousand; elapsed tells [h] and the like.
func splitCode(code string) (letters string, literal []string, scaled, elapsed bool) {
	var b strings.Builder
	put := func(word string) {
		b.WriteByte(1)
		literal = append(literal, word)
	}
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '\\':
			if i+1 < len(code) {
				rest := []rune(code[i+1:])
				put(string(rest[:1]))
				i += len(string(rest[:1]))
			}
		case '_', '*': // a gap as wide as the next character, or filled with it
			i++
		case '"':
			j := strings.IndexByte(code[i+1:], '"')
			if j < 0 {
				j = len(code) - i - 1
			}
			put(code[i+1 : i+1+j])
			i += j + 1
		case '[':
			j := strings.IndexByte(code[i:], ']')
			if j < 0 {
				return b.String(), literal, scaled, elapsed
			}
			inner := code[i+1 : i+j]
			if symbol, ok := strings.CutPrefix(inner, "$"); ok {
				symbol, _, _ = strings.Cut(symbol, "-")
				if symbol != "" {
					put(symbol)
				}
			} else if s := strings.Trim(strings.ToLower(inner), "hms"); s == "" && inner != "" {
				elapsed = true
			}
			i += j
		default:
			if c >= 0x80 || c == '$' { // "€" may stand bare
				r := []rune(code[i:])[0]
				put(string(r))
				i += len(string(r)) - 1
				continue
			}
			b.WriteByte(c)
		}
	}
	letters = b.String()
	if last := strings.LastIndexAny(letters, "0#?"); last >= 0 && last+1 < len(letters) && letters[last+1] == ',' {
		scaled = true
	}
	return letters, literal, scaled, elapsed
}

// units returns the literal words before and after the digits that name a
// currency or a multiplier; others, such as "days", are decoration.
func units(literal []string, letters string) (before, after string) {
	n, first := 0, strings.IndexAny(letters, "0#?")
	for i := range len(letters) {
		if letters[i] != 1 {
			continue
		}
		w := strings.TrimSpace(literal[n])
		n++
		if w == "" {
			continue
		}
		if i < first {
			before += w
		} else {
			after += w
		}
	}
	return unitOnly(before), unitOnly(after)
}

func unitOnly(s string) string {
	if money.Currency(s) != "" {
		return s
	}
	for _, scale := range []string{"k", "K", "M", "m", "Md", "bn"} {
		if rest, ok := strings.CutPrefix(s, scale); ok && (rest == "" && s != "m" || money.Currency(strings.TrimSpace(rest)) != "") {
			return s
		}
		if rest, ok := strings.CutSuffix(s, scale); ok && rest != "" && money.Currency(strings.TrimSpace(rest)) != "" {
			return s
		}
	}
	return ""
}
