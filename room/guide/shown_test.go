package guide

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/label"
)

func veil() Veil {
	return Veil{regexp.MustCompile(`(?i)(?:project\.zanzibar|=zanzibar)(?:\b|$)`), regexp.MustCompile(`(?i)\b(?:zanzibar)\b`)}
}

func TestLinksToWhatIsHiddenAreLeftOut(t *testing.T) {
	for text, want := range map[string]string{
		"See [the margin](#project.zanzibar) now.":      "See … now.",
		"[x](/method#project.zanzibar)":                 "…",
		"[x](/admin/fields?open=zanzibar&a=1)":          "…",
		"[x](/method#project%2Ezanzibar)":               "…",
		"[x](/method#project.zanzib%61r)":               "…",
		"https://vigie.example/method#project.zanzibar": "…",
		"#project.zanzibar":                             "…",
		"`zanzibar > 5` holds":                          "… holds",
		"```\nzanzibar + 1\n```":                        "…",
		"[x](#project.zanzibars) [y](#project.name)":    "[x](#project.zanzibars) [y](#project.name)",
		"We go to Zanzibar.":                            "We go to Zanzibar.",
	} {
		got := veil().Show(Guide{Text: label.Exactly(text, "")})
		if got.Text.EN != want || got.LeftOut != (want != text) {
			t.Errorf("%q: got %q, left out %v; want %q", text, got.Text.EN, got.LeftOut, want)
		}
	}
}

func TestNoLinkToWhatIsHiddenStays(t *testing.T) {
	pieces := rapid.SampledFrom([]string{"[", "]", "(", ")", "a", " ", "\n", "#project.zanzibar", "/method", "?open=zanzibar", "`", "```", "**", "|", "<", ">", "%2E", "x"})
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.Join(rapid.SliceOfN(pieces, 0, 30).Draw(rt, "text"), "")
		got := veil().Show(Guide{Text: label.Exactly(text, "")}).Text.EN
		if veil().linked.MatchString(got) {
			rt.Fatalf("%q is shown as %q", text, got)
		}
	})
}

func FuzzGuidesAreShownWithoutWhatIsHidden(f *testing.F) {
	f.Add("See [the margin](#project.zanzibar), or `zanzibar`.")
	f.Fuzz(func(t *testing.T, text string) {
		got := veil().Show(Guide{Text: label.Exactly(text, "")})
		if veil().linked.MatchString(got.Text.EN) {
			t.Fatalf("%q is shown as %q", text, got.Text.EN)
		}
	})
}
