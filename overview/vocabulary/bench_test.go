package vocabulary_test

import (
	"os"
	"testing"

	"vigie/engine/grammar"
	"vigie/overview/vocabulary"
	"vigie/room/term"
)

func BenchmarkNewBook(b *testing.B) {
	for b.Loop() {
		if _, err := vocabulary.NewBook(os.DirFS("../../web/messages")); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOverlay says everything with every term renamed.
func BenchmarkOverlay(b *testing.B) {
	book, err := vocabulary.NewBook(os.DirFS("../../web/messages"))
	if err != nil {
		b.Fatal(err)
	}
	v := term.Vocabulary{Version: 1, Terms: map[string]term.Renamed{}}
	noun := grammar.Noun{One: "initiative", Many: "initiatives", Feminine: true, Vowel: true}
	for _, t := range term.Shipped {
		v.Terms[t.Key] = term.Renamed{EN: &noun, FR: &noun}
	}
	for b.Loop() {
		book.Overlay(v)
	}
}
