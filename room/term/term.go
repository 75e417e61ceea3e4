// Package term is the vocabulary of the organisation: what it calls the things of
// the interface, and the texts of the interface that it words otherwise.
package term

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vigie/engine/grammar"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
)

// Entity is the name under which the history knows the vocabulary; there is one
// object.
const (
	Entity = "vocabulary"
	object = 1
)

// The bounds of what is said otherwise.
const (
	longestNoun = 60
	longestText = 4000
	mostTexts   = 2000
)

// Term is a noun of the interface, as it is shipped.
type Term struct {
	Key            string
	Room           string         // in which it is listed
	EN, FR         []grammar.Noun // the first is the usual one
	SureEN, SureFR bool           // the word means nothing else; else both languages of a sentence must name it
	Apart          []string       // the English texts, or the keys of texts, in which it does mean something else; a key that ends in a dot stands for all below
}

// In returns the nouns of a language.
func (t Term) In(l label.Lang) []grammar.Noun {
	if l == label.FR {
		return t.FR
	}
	return t.EN
}

// Get returns a shipped term by its key.
func Get(key string) (Term, bool) {
	at := slices.IndexFunc(Shipped, func(t Term) bool { return t.Key == key })
	if at < 0 {
		return Term{}, false
	}
	return Shipped[at], true
}

// Renamed is what an organisation calls a thing; a noun that is not there stays.
type Renamed struct {
	EN *grammar.Noun `json:"en,omitempty"`
	FR *grammar.Noun `json:"fr,omitempty"`
}

// In returns the noun of a language, nil when it is the shipped one.
func (r Renamed) In(l label.Lang) *grammar.Noun {
	if l == label.FR {
		return r.FR
	}
	return r.EN
}

// Wording is a text in the words of the organisation; a language that is empty
// stays.
type Wording struct {
	EN string `json:"en,omitempty"`
	FR string `json:"fr,omitempty"`
}

// In returns the text of a language, empty when it is the shipped one.
func (w Wording) In(l label.Lang) string {
	if l == label.FR {
		return w.FR
	}
	return w.EN
}

// Vocabulary is what an organisation says otherwise.
type Vocabulary struct {
	Version int64              `json:"-"`
	Terms   map[string]Renamed `json:"terms,omitempty"` // by the key of the term
	Texts   map[string]Wording `json:"texts,omitempty"` // by the key of the text
}

// IsZero reports whether everything is said as it is shipped.
func (v Vocabulary) IsZero() bool { return len(v.Terms) == 0 && len(v.Texts) == 0 }

// MayChange reports whether the person may change the vocabulary.
func MayChange(who access.Who) bool { return who.CanEverywhere(access.EditCatalogue) }

// check brings nouns and texts into their form, and says what is wrong with them.
func (v *Vocabulary) check() error {
	c := checker{}
	for key, r := range v.Terms {
		shipped, known := Get(key)
		if !known {
			c.say("terms."+key, label.F("There is no term “%s”", "Il n’y a pas de terme «\u202f%s\u202f»", key))
			continue
		}
		r.EN = c.noun("terms."+key+".en", r.EN, shipped.EN[0])
		r.FR = c.noun("terms."+key+".fr", r.FR, shipped.FR[0])
		if v.Terms[key] = r; r.EN == nil && r.FR == nil {
			delete(v.Terms, key)
		}
	}
	if len(v.Texts) > mostTexts {
		c.say("texts", label.F("At most %d texts can be worded otherwise", "Au plus %d textes peuvent être formulés autrement", mostTexts))
	}
	for key, w := range v.Texts {
		w.EN, w.FR = c.text("texts."+key+".en", w.EN), c.text("texts."+key+".fr", w.FR)
		if v.Texts[key] = w; w == (Wording{}) {
			delete(v.Texts, key)
		}
	}
	slices.SortFunc(c.bad, func(a, b fault.Detail) int { return strings.Compare(a.Where, b.Where) })
	return fault.InvalidAll(c.bad)
}

type checker struct{ bad []fault.Detail }

func (c *checker) say(where string, t label.Text) {
	c.bad = append(c.bad, fault.Detail{Where: where, Text: t})
}

// noun returns a noun in its form, nil for the shipped one.
func (c *checker) noun(where string, n *grammar.Noun, shipped grammar.Noun) *grammar.Noun {
	if n == nil {
		return nil
	}
	out := *n
	out.One, out.Many = spaced(n.One), spaced(n.Many)
	if out.One == "" && out.Many == "" || out == shipped {
		return nil
	}
	for _, f := range []struct{ at, text string }{{".one", out.One}, {".many", out.Many}} {
		switch {
		case f.text == "":
			c.say(where+f.at, label.T("Give both the singular and the plural", "Donnez le singulier et le pluriel"))
		case utf8.RuneCountInString(f.text) > longestNoun || strings.ContainsFunc(f.text, unfit):
			c.say(where+f.at, label.F("A noun has at most %d letters, spaces, hyphens and apostrophes", "Un nom a au plus %d lettres, espaces, traits d’union et apostrophes", longestNoun))
		}
	}
	return &out
}

// unfit are characters that no noun has.
func unfit(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && !strings.ContainsRune(" -’&/().", r)
}

func spaced(s string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "'", "’")
}

func (c *checker) text(where, s string) string {
	s = strings.TrimSpace(s)
	switch {
	case utf8.RuneCountInString(s) > longestText:
		c.say(where, label.F("A text has at most %d characters", "Un texte a au plus %d caractères", longestText))
	case strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Cf, r) || r == '⟦' || r == '⟧'
	}):
		c.say(where, label.T("The text holds a character that cannot be shown", "Le texte contient un caractère qui ne peut pas être affiché"))
	}
	return s
}
