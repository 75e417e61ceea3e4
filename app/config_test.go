package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheConfigurationTravelsFromOneInstanceToAnother(t *testing.T) {
	dir := t.TempDir()
	from, to, file := filepath.Join(dir, "from"), filepath.Join(dir, "to"), filepath.Join(dir, "config.json")
	for _, data := range []string{from, to} {
		if code, _, said := run(t, nil, "user", "add", "ada", "--role", "administrator", "--data", data); code != exitOK {
			t.Fatalf("got %d %q", code, said)
		}
	}
	if code, _, said := run(t, nil, "config", "export", file, "--data", from); code != exitOK {
		t.Fatalf("got %d %q", code, said)
	}
	if code, out, said := run(t, french, "config", "diff", file, "--data", to); code != exitOK || !strings.Contains(out, "Rien n’est différent") {
		t.Errorf("the same: got %d %q %q", code, out, said)
	}
	part := filepath.Join(dir, "part.json")
	write := func(text string) {
		if err := os.WriteFile(part, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(`{"format": 1, "sections": {"attributes": [{"object": "project", "key": "backer", "kind": "text", "label": {"en": "Backer", "fr": "Parrain"}}]}}`)
	if code, out, said := run(t, french, "config", "diff", part, "--data", to); code != 1 || !strings.Contains(out, "+ Parrain (project.backer)") || said != "" {
		t.Errorf("different: got %d %q %q", code, out, said)
	}
	if code, _, said := run(t, nil, "config", "apply", part, "--dry-run", "--data", to); code != exitOK {
		t.Errorf("a dry run: got %d %q", code, said)
	}
	if code, _, _ := run(t, nil, "config", "diff", part, "--data", to); code != 1 {
		t.Errorf("after a dry run: got %d, want it to differ still", code)
	}
	if code, _, said := run(t, nil, "config", "apply", part, "--data", to); code != exitOK {
		t.Errorf("got %d %q", code, said)
	}
	if code, _, _ := run(t, nil, "config", "diff", part, "--data", to); code != exitOK {
		t.Errorf("after applying: got %d", code)
	}
	for _, wrong := range []string{`{"format": 2, "sections": {}}`, `{"format": 1, "sections": {"wine": []}}`, `no`, `{"format": 1, "sections": {"attributes": [{"object": "project", "key": "name", "kind": "money"}]}}`} {
		write(wrong)
		if code, _, said := run(t, nil, "config", "diff", part, "--data", to); code != exitUsage || said == "" {
			t.Errorf("%s: got %d %q", wrong, code, said)
		}
	}
	if code, out, said := run(t, nil, "config", "--data", to); code != exitOK || !strings.Contains(out, "session-idle") {
		t.Errorf("the settings in force: got %d %q %q", code, out, said)
	}
}
