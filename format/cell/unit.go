package cell

import (
	"strings"

	"vigie/ground/label"
	"vigie/ground/money"
)

// powers maps the words for a multiplier, folded, to their power of ten.
// French "billion" (10^12) is not read: people who write it mean the English one.
var powers = map[string]int{
	"k": 3, "thousand": 3, "thousands": 3, "mille": 3, "millier": 3, "milliers": 3,
	"m": 6, "mm": 6, "mn": 6, "mln": 6, "mio": 6, "million": 6, "millions": 6,
	"md": 9, "mds": 9, "mrd": 9, "mrds": 9, "milliard": 9, "milliards": 9, "g": 9,
	"b": 9, "bn": 9, "bln": 9, "billion": 9, "billions": 9,
}

// currencies maps the words and signs for a currency, folded, to its ISO code.
var currencies = map[string]string{
	"€": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "pound": "GBP", "pounds": "GBP", "sterling": "GBP",
	"livre": "GBP", "livres": "GBP", "$": "USD", "dollar": "USD", "dollars": "USD", "¥": "JPY", "yen": "JPY", "yens": "JPY", "₣": "CHF",
}

// fillers are the words that stand beside an amount and change nothing.
var fillers = map[string]bool{
	"d": true, "de": true, "des": true, "of": true, "in": true, "en": true, "us": true,
	"ht": true, "ttc": true, "hors": true, "taxe": true, "taxes": true,
}

// taxes are the words for amounts with and without taxes.
var taxes = map[string]bool{"ht": true, "ttc": true}

// wordUnit reads one folded word beside a number: a multiplier, a currency, or
// both in one ("keur", "ke", "meuros").
func wordUnit(w string) (power int, currency string, ok bool) {
	if p, found := powers[w]; found {
		return p, "", true
	}
	if c := currencyWord(w); c != "" {
		return 0, c, true
	}
	for _, prefix := range []string{"mds", "md", "bn", "k", "m"} {
		rest, found := strings.CutPrefix(w, prefix)
		if !found || monthNames[w] > 0 { // "mars" is no million pesos (ARS)
			continue
		}
		if c := currencyWord(rest); c != "" || rest == "e" {
			return powers[prefix], orElse(c, "EUR"), true
		}
	}
	return 0, "", fillers[w]
}

func currencyWord(w string) string {
	if c, ok := currencies[w]; ok {
		return c
	}
	if len(w) == 3 && money.IsCode(strings.ToUpper(w)) {
		return strings.ToUpper(w)
	}
	return ""
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// HeaderUnit reads the unit that a header states: "Budget (k€)" is 1000 and
// EUR, "Total (£million)" 1000000 and GBP, "Coût (€)" 1 and EUR. A multiplier
// of 0 means that the header states none.
func HeaderUnit(header string) (multiplier int64, currency string) {
	words := headerWords(header)
	power, scaled := 0, false
	for i, w := range words {
		p, c, ok := w.unit(near(words, i))
		if !ok {
			continue
		}
		if p > 0 {
			power, scaled = p, true
		}
		currency = orElse(c, currency)
	}
	if !scaled && currency == "" {
		return 0, ""
	}
	return pow10(power), currency
}

// WithoutUnit returns a header without the unit that it states: "Budget k€" is
// "Budget", "Coût en millions d'euros HT" is "Coût". A header that is nothing
// else stays as it is.
func WithoutUnit(header string) string {
	words := headerWords(header)
	cut := make([]bool, len(words))
	for i, w := range words {
		_, _, cut[i] = w.unit(near(words, i))
		cut[i] = cut[i] || i > 0 && taxes[label.Fold(w.text)]
	}
	for i := len(words) - 2; i >= 0; i-- { // what leads to the unit: "en", "in", "d'"
		cut[i] = cut[i] || cut[i+1] && fillers[label.Fold(words[i].text)]
	}
	var b strings.Builder
	at := 0
	for i, w := range words {
		if cut[i] {
			b.WriteString(header[at:w.at])
			at = len(header) - len(strings.TrimLeft(header[w.at+len(w.text):], "'’"))
		}
	}
	b.WriteString(header[at:])
	if len(headerWords(b.String())) == 0 {
		return header
	}
	return b.String()
}

// headerWord is a word of a header, with its letters as written; apart when it
// stands in brackets or after "in" or "en", where people put units.
type headerWord struct {
	text  string
	at    int
	apart bool
}

// unit reads the word as a unit. Short words count only where they cannot be
// part of a sentence: apart, or beside a currency.
func (w headerWord) unit(beside bool) (power int, currency string, ok bool) {
	folded := label.Fold(w.text)
	if folded == "000" || folded == "000s" { // "£000", "£'000"
		return 3, "", beside
	}
	power, currency, ok = wordUnit(folded)
	if !ok || fillers[folded] {
		return 0, "", false
	}
	upper := w.text == strings.ToUpper(w.text)
	switch {
	case currency == "" && len(folded) > 3, currency != "" && len(folded) != 2 && len(folded) != 3: // "millions", "€", "euros", "keur"
		return power, currency, true
	case currency == "" && (folded == "b" || folded == "g" || folded == "m" && !upper):
		return power, "", beside
	case currency == "":
		return power, "", beside || w.apart
	case folded == "eur" || folded == "gbp" || folded == "usd":
		return power, currency, true
	case folded == "chf" || folded == "cad" || folded == "jpy" || folded == "sek" || folded == "nok" || folded == "dkk" || folded == "pln":
		return power, currency, upper
	}
	return power, currency, w.apart && upper || len(w.text) > 2 && len(folded) == 3 && isCurrencySign([]rune(w.text)[0])
}

// headerWords cuts a header into runs of letters, runs of digits and currency signs.
func headerWords(s string) []headerWord {
	var words []headerWord
	depth, after := 0, false
	for i := 0; i < len(s); {
		r, n := firstRune(s[i:])
		switch {
		case r == '(' || r == '[':
			depth++
		case r == ')' || r == ']':
			depth--
		case isLetter(r) || digit(s, i):
			n = wordLength(s[i:])
			w := s[i : i+n]
			words = append(words, headerWord{w, i, depth > 0 || after})
			after = strings.EqualFold(w, "en") || strings.EqualFold(w, "in")
		case isCurrencySign(r):
			words = append(words, headerWord{s[i : i+n], i, true})
		}
		i += n
	}
	return words
}

// wordLength returns the length of the run of letters and digits at the start of s.
func wordLength(s string) int {
	for i, r := range s {
		if !isLetter(r) && (r < '0' || r > '9') {
			return i
		}
	}
	return len(s)
}

// near reports whether a currency stands beside word i.
func near(words []headerWord, i int) bool {
	for _, j := range []int{i - 1, i + 1} {
		if j >= 0 && j < len(words) && currencyWord(label.Fold(words[j].text)) != "" {
			return true
		}
	}
	return false
}

func pow10(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}

// powerOf is the inverse of pow10 for the multipliers of a Format.
func powerOf(multiplier int64) int {
	n := 0
	for multiplier >= 10 {
		multiplier /= 10
		n++
	}
	return n
}
