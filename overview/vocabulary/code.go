package vocabulary

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"vigie/room/term"
)

// english are the words of the English nouns that are no words of the French ones: in a
// French text they are names of the program, of its files, or of other programs.
var english = func() map[string]bool {
	french, out := map[string]bool{}, map[string]bool{}
	for _, t := range term.Shipped {
		for _, n := range t.FR {
			french[n.One], french[n.Many] = true, true
		}
	}
	for _, t := range term.Shipped {
		for _, n := range t.EN {
			for _, w := range []string{n.One, n.Many} {
				if !french[w] && !strings.Contains(w, " ") {
					out[w] = true
				}
			}
		}
	}
	return out
}()

// codes marks what the English text says as the French one does, letter by letter and
// between the same signs, though the word is English: (project), project:ID, Microsoft
// Project. What is joined by an underscore is no word anyway.
func codes(en, fr string) string {
	kept := map[string]bool{}
	eachWord(fr, func(w, around string) {
		if english[strings.ToLower(w)] {
			kept[w+around] = true
		}
	})
	if len(kept) == 0 {
		return en
	}
	var b strings.Builder
	at := 0
	eachWordAt(en, func(from, to int, around string) {
		if kept[en[from:to]+around] {
			b.WriteString(en[at:from] + "⟦" + en[from:to] + "⟧")
			at = to
		}
	})
	return b.String() + en[at:]
}

func eachWord(text string, see func(w, around string)) {
	eachWordAt(text, func(from, to int, around string) { see(text[from:to], around) })
}

// eachWordAt goes over the words outside of the frame of choices, with the signs
// before and after each.
func eachWordAt(text string, see func(from, to int, around string)) {
	for at := 0; at < len(text); {
		c, n := utf8.DecodeRuneInString(text[at:])
		if !unicode.IsLetter(c) {
			at += n
			continue
		}
		end := at
		for end < len(text) {
			c, n := utf8.DecodeRuneInString(text[end:])
			if !unicode.IsLetter(c) {
				break
			}
			end += n
		}
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[end:])
		if after == ';' { // between arguments in French
			after = ','
		}
		if before != '{' && before != '_' && after != '_' && !strings.HasPrefix(text[end:], " {") {
			see(at, end, string([]rune{before, after}))
		}
		at = end
	}
}
