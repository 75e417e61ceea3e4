package grammar_test

import (
	"slices"
	"testing"

	"vigie/engine/grammar"
)

func TestArgumentsAreTheNamesFilledIn(t *testing.T) {
	for text, want := range map[string][]string{
		"Plain": nil, "{b} of {a}": {"{a}", "{b}"}, "{n, plural, one {# of {name}} other {#}}": {"{name}", "{n}"},
		"{k, select, x {{n, plural, other {a}}} other {}}": {"{k}", "{n}"},
	} {
		if got, whole := grammar.Arguments(text); !whole || !slices.Equal(got, want) {
			t.Errorf("%q: got %v, %v", text, got, whole)
		}
	}
	for _, text := range []string{"{", "}", "{a", "{n, plural, one {x}}", "{n, number}", "{}", "{n, plural, other {x}", "a } b"} {
		if _, whole := grammar.Arguments(text); whole {
			t.Errorf("%q: taken for whole", text)
		}
	}
}
