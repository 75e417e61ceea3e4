package comment

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestPeopleAreFoundInATextAndNothingElse(t *testing.T) {
	for body, want := range map[string][]int64{
		"Ask @[Anne Élan](user:7) and @[Bob](user:12), then @[Anne](user:7)": {7, 12},
		"@Anne user:7 @[Anne]": nil, "@[a\nb](user:7)": nil, "@[x](user:abc)": nil, "@[x](user:99999999999999999999)": nil,
		"[x](user:7)": nil, "@[<script>](user:7)": {7}, "@[[x]](user:7)": nil,
	} {
		if got := Named(body); !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", body, got, want)
		}
	}
}

func TestATextIsWordsAloneWhereNothingElseIsShown(t *testing.T) {
	for body, want := range map[string]string{
		"Hello @[Anne](user:7)!\n\nAnother line": "Hello @Anne! Another line",
		"<script>alert(1)</script>":              "<script>alert(1)</script>", // words; whoever shows them escapes them
		"gpj.\u202eexe":                          "gpj.exe",
		"a\x00b\x1b[31m":                         "ab[31m",
	} {
		if got := Plain(body, 100); got != want {
			t.Errorf("%q: got %q, want %q", body, got, want)
		}
	}
	if got := Plain(strings.Repeat("word ", 50), 22); got != "word word word word…" {
		t.Errorf("got %q", got)
	}
}

// Whatever is written is kept readable: no text of any kind makes a comment that
// cannot be stored, turns the reading around, or loses who is named.
func TestWhateverIsWrittenIsKeptFitToRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		said := rapid.String().Draw(t, "said")
		name := rapid.StringN(1, 40, 100).Draw(t, "name")
		c := Comment{Body: said + " " + Write(name, 7)}
		if err := c.clean(); err != nil {
			t.Fatal(err)
		}
		if !utf8.ValidString(c.Body) || strings.ContainsAny(c.Body, "\x00\x1b\u202e\u2066\r") {
			t.Errorf("got %q", c.Body)
		}
		renamed := Rename(c.Body, func(id int64, _ string) string { return Write("N", id) })
		if !slices.Equal(Named(renamed), Named(c.Body)) {
			t.Errorf("%q: %v became %v", c.Body, Named(c.Body), Named(renamed))
		}
		if again := c; again.clean() != nil || again.Body != c.Body {
			t.Errorf("cleaned twice it is %q, not %q", again.Body, c.Body)
		}
	})
}

func TestTooLongOrEmptyIsRefused(t *testing.T) {
	for _, body := range []string{"", " \n\t ", "\u202e", strings.Repeat("x", Longest+1), "\x00"} {
		c := Comment{Body: body}
		if err := c.clean(); err == nil {
			t.Errorf("%.20q is taken", body)
		}
	}
	var many strings.Builder
	for i := range mostNamed + 1 {
		many.WriteString(Write("x", int64(i+1)))
	}
	c := Comment{Body: many.String()}
	if err := c.clean(); err == nil {
		t.Error("a comment names everybody")
	}
}
