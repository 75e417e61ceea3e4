package plan_test

import (
	"testing"

	"vigie/ground/label"
	"vigie/room/plan"
)

func TestSpansAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]int64{"10d": 4200, "10 j": 4200, "1,5j": 630, "2w": 4200, "2s": 4200, "4h": 240, "45min": 45, "3ed": 4320, "3ej": 4320, "1ew": 10_080, "1se": 10_080, "50%": 5000, "2": 840} {
		s, ok := plan.ParseSpan(text)
		if got := s.Minutes(usual); !ok || got != want {
			t.Errorf("%q: got %d, %v; want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "d", "-3d", "3y", "1.234d", "long"} {
		if s, ok := plan.ParseSpan(text); ok {
			t.Errorf("%q is read as %+v", text, s)
		}
	}
}

// FuzzParseSpan reads what it wrote, in both languages.
func FuzzParseSpan(f *testing.F) {
	for _, seed := range []string{"10d", "1,5j", "3ed", "1se", "50%", "7em", "0.05h"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, ok := plan.ParseSpan(text)
		if !ok {
			return
		}
		for _, l := range []label.Lang{label.EN, label.FR} {
			if again, ok := plan.ParseSpan(s.Text(l)); !ok || again != s {
				t.Errorf("%q is written %q and read as %+v, not %+v", text, s.Text(l), again, s)
			}
		}
	})
}
