package app

import (
	"strings"
	"testing"
)

func TestHelpNamesItsValuesInFrench(t *testing.T) {
	code, out, _ := run(t, french, "import", "--help")
	if code != exitOK || !strings.Contains(out, "--object NATURE") {
		t.Errorf("got %d and\n%s", code, out)
	}
	for _, word := range []string{"KIND", "NAME", "FILE", "KEYS", "STATE"} {
		if strings.Contains(out, word) {
			t.Errorf("the help says %s in French", word)
		}
	}
	if _, out, _ = run(t, french, "export", "--help"); !strings.Contains(out, "--sort CLÉS") || !strings.Contains(out, "--state ÉTAT") {
		t.Errorf("got\n%s", out)
	}
}
