// Package grammar puts one noun of a sentence in the place of another, and what
// agrees with it along: articles, elisions, adjectives and participles in French,
// "a" and "an" in English. Sentences are those of the interface, with their {names}
// and %verbs, which stay as they are.
//
// What stands too far from its noun to be found, such as a pronoun in the next
// sentence, is written down beforehand: ⟦il|elle⟧ says the word as it stands, and as
// it is when the gender of the noun becomes the other. ⟦project⟧ is no noun, whatever
// it looks like, and stays.
package grammar

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vigie/ground/label"
)

// Noun is a noun of one language.
type Noun struct {
	One      string `json:"one"`
	Many     string `json:"many"`
	Feminine bool   `json:"feminine,omitempty"` // in French
	Vowel    bool   `json:"vowel,omitempty"`    // it is said with a vowel first: "l’initiative", "an initiative"
}

// Swap puts To in the place of any of From.
type Swap struct {
	Key  string // by which marks name it
	From []Noun
	To   Noun
}

// Vowel reports whether a noun, as it is written, is likely to be said with a vowel
// first. An h is taken for aspirated, and English "eu", "uni" and "use" for "you".
func Vowel(word string, l label.Lang) bool {
	w := label.Fold(word)
	if w == "" {
		return false
	}
	if l == label.EN {
		for _, you := range []string{"eu", "uni", "use", "usu", "uto", "one"} {
			if strings.HasPrefix(w, you) {
				return false
			}
		}
	}
	return strings.ContainsRune("aeiou", rune(w[0])) || l == label.FR && w[0] == 'y' && len(w) > 1 && !strings.ContainsRune("aeiou", rune(w[1]))
}

// Result is what became of a sentence.
type Result struct {
	Text  string
	Found int  // how often a noun was put in the place of another
	Moved bool // whether the sentence is another one
	// Doubts are the words that may have to agree with a noun whose gender changes,
	// and that neither the grammar nor a mark covers.
	Doubts []string
}

// Rewrite puts nouns in the place of others in a sentence. Longer nouns come before
// the shorter ones that they hold. Marks may also name what is swapped elsewhere.
func Rewrite(text string, l label.Lang, swaps []Swap, elsewhere ...Swap) Result {
	s := sentence{tokens: tokens(text), swaps: swaps, elsewhere: elsewhere, lang: l}
	s.rewrite()
	if l == label.FR {
		s.agree()
	}
	var b strings.Builder
	for _, t := range s.tokens {
		b.WriteString(t.text)
	}
	return Result{Text: b.String(), Found: s.found, Moved: s.found > 0 || s.marked, Doubts: s.doubts}
}

// Names reports whether a sentence holds one of the nouns; most are refused at a glance.
func Names(text string, l label.Lang, nouns []Noun) bool {
	lower := strings.ToLower(strings.ReplaceAll(text, "\u00a0", " "))
	return slices.ContainsFunc(nouns, func(n Noun) bool {
		return strings.Contains(lower, strings.ToLower(n.One)) || strings.Contains(lower, strings.ToLower(n.Many))
	}) &&
		Rewrite(text, l, []Swap{{From: nouns, To: nouns[0]}}).Found > 0
}

// Plain returns a sentence without its marks.
func Plain(text string) string {
	var b strings.Builder
	for _, t := range tokens(text) {
		b.WriteString(t.text)
	}
	return b.String()
}

// Capital writes a word with a capital, as in English titles and at the beginning.
func Capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

type sentence struct {
	tokens    []token
	swaps     []Swap
	elsewhere []Swap
	lang      label.Lang
	found     int
	doubts    []string
	turned    map[bool]bool // by gender before: whether a noun of it changed its gender
	places    []place
	marked    bool
}

// place is a noun that was put in.
type place struct {
	at       int
	from, to Noun
	many     bool
}

func (s *sentence) rewrite() {
	s.turned = map[bool]bool{}
	for at := 0; at < len(s.tokens); at++ {
		if s.tokens[at].kind != word {
			continue
		}
		s.nounAt(at)
	}
	for _, p := range s.places {
		s.around(p)
	}
	s.marks()
}

// nounAt replaces the longest noun that begins at a token.
func (s *sentence) nounAt(at int) {
	best, length := place{at: -1}, 0
	for _, w := range s.swaps {
		for _, from := range w.From {
			for _, many := range []bool{false, true} {
				form := from.One
				if many {
					form = from.Many
				}
				if n := s.matches(at, form); n > length || n == length && n > 0 && many && plural(from) {
					best, length = place{at: at, from: from, to: w.To, many: many}, n
				}
			}
		}
	}
	if best.at < 0 {
		return
	}
	form := best.to.One
	if best.many {
		form = best.to.Many
	}
	if startsUpper(s.tokens[at].text) {
		form = Capital(form)
	}
	rest := append([]token{{kind: noun, text: form}}, s.tokens[at+length:]...)
	s.tokens = append(s.tokens[:at:at], rest...)
	s.found++
	s.places = append(s.places, best)
	if best.from.Feminine != best.to.Feminine {
		s.turned[best.from.Feminine] = true
	}
}

// plural reports whether a noun has no singular, as "minutes".
func plural(n Noun) bool {
	return n.One == n.Many && strings.HasSuffix(n.One, "s") && !strings.HasSuffix(n.One, "ss")
}

// matches returns how many tokens a form takes up from one on; 0 when it does not
// stand there. A word after a hyphen, or before "s", is not one of its own.
func (s *sentence) matches(at int, form string) int {
	want := tokens(form)
	if form == "" || at+len(want) > len(s.tokens) {
		return 0
	}
	for i, w := range want {
		have := s.tokens[at+i].text
		if s.tokens[at+i].kind != w.kind || !strings.EqualFold(strings.ReplaceAll(have, "\u00a0", " "), w.text) {
			return 0
		}
	}
	return len(want)
}

// marks takes of each mark what the genders ask for.
func (s *sentence) marks() {
	for i, t := range s.tokens {
		if t.kind != mark {
			continue
		}
		turned := len(s.turned) > 0
		if t.key != "" {
			turned = slices.ContainsFunc(slices.Concat(s.swaps, s.elsewhere), func(w Swap) bool { return w.Key == t.key && w.From[0].Feminine != w.To.Feminine })
		}
		if turned && s.tokens[i].text != t.other {
			s.tokens[i].text = t.other
			s.marked = true
		}
	}
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// like gives a text the capital of another.
func like(model, s string) string {
	if startsUpper(model) {
		return Capital(s)
	}
	return s
}
