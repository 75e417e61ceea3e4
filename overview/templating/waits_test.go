package templating

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigie/room/plan"
)

// FuzzParseWaitsOfLines reads what it wrote.
func FuzzParseWaitsOfLines(f *testing.F) {
	for _, seed := range []string{"design FS+3d; build", "a SS-1,5j;b FD+2ed", "x FF+50%", ";;", "a FS", "a +3d"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		all, ok := parseWaits(text)
		if !ok {
			return
		}
		for i := range all {
			if all[i].lag.Hundredths == 0 { // none is not written
				all[i].lag, all[i].less = plan.Span{}, false
			}
			if strings.Contains(all[i].from, ";") {
				t.Errorf("%q: the line %q", text, all[i].from)
			}
		}
		again, ok := parseWaits(waitsText(all))
		if diff := cmp.Diff(all, again, cmp.AllowUnexported(wait{}, plan.Span{})); !ok || diff != "" {
			t.Errorf("%q is written %q and read otherwise:\n%s", text, waitsText(all), diff)
		}
	})
}
