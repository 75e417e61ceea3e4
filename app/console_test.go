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

func TestAnExportByCommandSaysWhereItComesFrom(t *testing.T) {
	a := started(t)
	data := a.config.Data
	if err := a.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"csv", "json", "ndjson"} {
		_, out, errs := run(t, french, "export", "--data", data, "--format", format, "--filter", `name = "Alpha"`)
		if !strings.Contains(out, "(vigie export)") || !strings.Contains(out, "Nom = ") {
			t.Errorf("%s: got %q %s, want who made it and the filter in words", format, out, errs)
		}
		if _, out, _ = run(t, french, "export", "--data", data, "--format", format, "--rows-only"); strings.Contains(out, "vigie export") {
			t.Errorf("%s: got %q, want the rows alone", format, out)
		}
	}
}
