package app

import (
	"context"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// demonstrated runs the command until it would serve, and returns what it said.
func demonstrated(t *testing.T, folder string, args ...string) (int, string) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	said := &watched{stop: stop, until: " answers on "}
	c := Console{In: strings.NewReader(""), Out: said, Err: said, Version: "test", Env: func(string) string { return "" }}
	code := Run(ctx, c, append([]string{"demo", "--data", folder, "--addr", "127.0.0.1:0"}, args...))
	return code, said.text.String()
}

// watched stops what runs as soon as it has said something.
type watched struct {
	text  strings.Builder
	until string
	stop  func()
}

func (w *watched) Write(b []byte) (int, error) {
	w.text.Write(b)
	if strings.Contains(w.text.String(), w.until) {
		w.stop()
	}
	return len(b), nil
}

func TestTheDemonstrationFillsItsFolderOnceAndGoesOn(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "demo")
	if code, said := demonstrated(t, folder); code != exitOK || !strings.Contains(said, "60 projects") {
		t.Fatalf("got %d %s", code, said)
	}
	if code, said := demonstrated(t, folder); code != exitOK || !strings.Contains(said, "goes on") {
		t.Errorf("the second time: got %d %s", code, said)
	}
	if info, err := os.Stat(filepath.Join(folder, "vigie.db")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("got %v %v, want a file for its owner only", info, err)
	}
}

func TestTheDemonstrationLeavesOtherFoldersAlone(t *testing.T) {
	a := started(t)
	folder := a.config.Data
	if err := a.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	foreign := t.TempDir()
	if err := os.WriteFile(filepath.Join(foreign, "letter.txt"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, where := range []string{folder, foreign} {
		before, _ := os.ReadDir(where)
		code, said := demonstrated(t, where)
		after, _ := os.ReadDir(where)
		if code != exitFailure || !strings.Contains(said, "other than a demonstration") || len(before) != len(after) {
			t.Errorf("%s: got %d %s, and %d files of %d", where, code, said, len(after), len(before))
		}
	}
	for _, args := range [][]string{{"--projects", "many"}, {"--projects", "1000000"}, {"--seed", "x"}} {
		if code, said := demonstrated(t, t.TempDir(), args...); code != exitUsage {
			t.Errorf("%v: got %d %s", args, code, said)
		}
	}
}

func TestADemonstrationThatWasNotFinishedIsMadeAgain(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "filling.db"), []byte("half of it"), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, said := demonstrated(t, folder); code != exitOK {
		t.Errorf("got %d %s", code, said)
	}
}

func TestOnlyADemonstrationLetsPeopleInWithoutAPassword(t *testing.T) {
	a := started(t)
	for method, path := range map[string]string{"GET": "/api/v1/demo/accounts", "POST": "/api/v1/demo/session"} {
		r := httptest.NewRequest(method, path, strings.NewReader(`{"login":"camille.roussel"}`))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		a.Handler().ServeHTTP(w, r)
		if w.Code != 404 {
			t.Errorf("%s %s: got %d, want 404", method, path, w.Code)
		}
	}
}
