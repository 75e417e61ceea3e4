package term

import (
	"maps"
	"slices"

	"vigie/engine/grammar"
	"vigie/ground/label"
)

// Difference is what became of a term or a text.
type Difference struct{ What, Was, Now label.Text }

// shippedText stands for what the program says by itself.
var shippedText = label.T("as shipped", "d’origine")

// Differences says what became of a vocabulary.
func Differences(was, now Vocabulary) []Difference {
	var out []Difference
	for _, t := range Shipped {
		for _, l := range []label.Lang{label.FR, label.EN} {
			a, b := was.Terms[t.Key].In(l), now.Terms[t.Key].In(l)
			if same(a, b) {
				continue
			}
			what := label.F("“%s”, in English", "«\u202f%s\u202f», en anglais", t.Name())
			if l == label.FR {
				what = label.F("“%s”, in French", "«\u202f%s\u202f», en français", t.Name())
			}
			out = append(out, Difference{what, said(a, t.In(l)[0], l), said(b, t.In(l)[0], l)})
		}
	}
	keys := slices.Concat(slices.Collect(maps.Keys(was.Texts)), slices.Collect(maps.Keys(now.Texts)))
	slices.Sort(keys)
	for _, key := range slices.Compact(keys) {
		for _, l := range []label.Lang{label.FR, label.EN} {
			a, b := was.Texts[key].In(l), now.Texts[key].In(l)
			if a != b {
				out = append(out, Difference{label.F("Text %s (%s)", "Texte %s (%s)", key, l.String()), worded(a), worded(b)})
			}
		}
	}
	return out
}

// Name is what a term is called as shipped.
func (t Term) Name() label.Text { return label.Exactly(t.EN[0].One, t.FR[0].One) }

func same(a, b *grammar.Noun) bool { return a == b || a != nil && b != nil && *a == *b }

func worded(s string) label.Text {
	if s == "" {
		return shippedText
	}
	return label.Exactly(s, s)
}

// said writes a noun with what tells how it is used: "une initiative, des initiatives".
func said(n *grammar.Noun, shipped grammar.Noun, l label.Lang) label.Text {
	if n == nil {
		n = &shipped
	}
	text := "a " + n.One + ", " + n.Many
	switch {
	case l == label.FR && n.Feminine:
		text = "une " + n.One + ", des " + n.Many
	case l == label.FR:
		text = "un " + n.One + ", des " + n.Many
	case n.Vowel:
		text = "an " + n.One + ", " + n.Many
	}
	return label.Exactly(text, text)
}
