package vocabulary

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"vigie/engine/grammar"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/term"
)

// Doubt is a French text in which words may have to agree with a noun that changed
// its gender, and nobody looked at it.
type Doubt struct {
	Line  Line
	Words []string
}

// Doubts returns those of a vocabulary. The program is shipped without any.
func (b *Book) Doubts(v term.Vocabulary) []Doubt {
	s := b.speaker(v)
	var out []Doubt
	for _, line := range b.Lines {
		if _, looked := b.agreed[line.Texts[label.FR]]; looked {
			continue
		}
		if r := s.rewrite(line, label.FR); len(r.Doubts) > 0 {
			out = append(out, Doubt{line, r.Doubts})
		}
	}
	return out
}

// Check refuses texts that nobody says, or that lose a placeholder.
func (b *Book) Check(texts map[string]term.Wording) error {
	var bad []fault.Detail
	for _, key := range slices.Sorted(maps.Keys(texts)) {
		line, ok := b.Get(key)
		if !ok {
			bad = append(bad, fault.Detail{Where: "texts." + key, Text: label.T("The interface has no such text", "L’interface n’a pas ce texte")})
			continue
		}
		for _, l := range []label.Lang{label.EN, label.FR} {
			if own := texts[key].In(l); own != "" {
				if why := Placeholders(line, l, own); why != nil {
					bad = append(bad, fault.Detail{Where: "texts." + key + "." + l.String(), Text: *why})
				}
			}
		}
	}
	return fault.InvalidAll(bad)
}

var verb = regexp.MustCompile(`%(\[\d+\])?[-+#0-9.]*[a-zA-Z%]`)

// Placeholders says why a text cannot stand for another: what is filled in is not the
// same, or its braces do not close. It returns nil when it can.
func Placeholders(line Line, l label.Lang, text string) *label.Text {
	shipped := line.Texts[l]
	if line.Server {
		if !strings.Contains(shipped, "%") && !strings.Contains(text, "%") {
			return nil
		}
		if want, have := verb.FindAllString(shipped, -1), verb.FindAllString(text, -1); !slices.Equal(want, have) {
			return refused(label.F("Keep what is filled in, in this order: %s", "Gardez ce qui est inséré, dans cet ordre\u202f: %s", strings.Join(want, " ")))
		}
		return nil
	}
	want, _ := grammar.Arguments(shipped)
	have, whole := grammar.Arguments(text)
	switch {
	case !whole:
		return refused(label.T("The braces are not closed, or a choice lacks its case “other”", "Les accolades ne sont pas fermées, ou il manque le cas «\u202fother\u202f» d’un choix"))
	case slices.Equal(want, have):
		return nil
	case len(want) == 0:
		return refused(label.T("Nothing is filled in here: leave the braces out", "Rien n’est inséré ici\u202f: retirez les accolades"))
	}
	return refused(label.F("Keep what is filled in: %s", "Gardez ce qui est inséré\u202f: %s", strings.Join(want, " ")))
}

func refused(t label.Text) *label.Text { return &t }
