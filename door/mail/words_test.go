package mail

import (
	"strings"
	"testing"

	"vigie/overview/summary"
)

func TestAQuoteHasTheLinesOfACommentAndNoSignsOfMarkdown(t *testing.T) {
	for body, want := range map[string]string{
		"**three weeks** late; see [the minutes](https://example.org/x)": "three weeks late; see the minutes",
		"# Next\n\n- amend\n- plan `again`":                              "Next\n• amend\n• plan again",
		"2 * 3 and a_b stay":                                             "2 * 3 and a_b stay",
		strings.Repeat("word ", 200):                                     strings.TrimSpace(strings.Repeat("word ", 120)) + "…",
	} {
		if got := quoted(body); got != want {
			t.Errorf("%q: got %q, want %q", body, got, want)
		}
	}
}

func TestAChangeStandsBelowTheNameOfItsProject(t *testing.T) {
	for _, c := range []struct {
		line summary.Line
		want item
	}{
		{summary.Line{Text: "IFRS 17: books: end 2 months later", Name: "IFRS 17: books"}, item{"IFRS 17: books", "x", "end 2 months later"}},
		{summary.Line{Text: "Paie : nouveau projet", Name: "Paie"}, item{"Paie", "x", "nouveau projet"}},
		{summary.Line{Text: "Total cost: 3 M€", Detail: "2 M€ before"}, item{"Total cost: 3 M€", "x", "2 M€ before"}},
	} {
		if got := moved(c.line, "x"); got != c.want {
			t.Errorf("got %+v, want %+v", got, c.want)
		}
	}
}
