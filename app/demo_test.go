package app

import (
	"context"
	"encoding/json"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vigie/overview/demo"
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

// demonstration opens a demonstration made at a fixed instant, through the eyes of
// the office of projects.
func demonstration(t *testing.T) *reader {
	t.Helper()
	c := Config{Data: filepath.Join(t.TempDir(), "demo"), Version: "test", Demo: true, LogLevel: "error", SessionIdle: 12 * time.Hour, SessionLife: 12 * time.Hour}
	c.Now = func() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }
	out := Console{In: strings.NewReader(""), Out: io.Discard, Err: io.Discard, Env: func(string) string { return "" }}
	if err := prepareDemo(t.Context(), &out, &c, demo.Options{Projects: 60, Seed: 1}); err != nil {
		t.Fatal(err)
	}
	a, err := Open(t.Context(), c, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Close(context.Background()) })
	r := &reader{t: t, app: a}
	in := httptest.NewRequest("POST", "/api/v1/demo/session", strings.NewReader(`{"login":"camille.roussel"}`))
	in.Header.Set("Content-Type", "application/json")
	got := httptest.NewRecorder()
	a.Handler().ServeHTTP(got, in)
	r.cookie, _, _ = strings.Cut(got.Header().Get("Set-Cookie"), ";")
	return r
}

func TestTheSummaryOfTheDemonstrationTellsItsStories(t *testing.T) {
	r := demonstration(t)
	var reviews struct {
		Items []struct{ ID, State string } `json:"items"`
	}
	r.get("/reviews", &reviews)
	if len(reviews.Items) != 5 || reviews.Items[1].State != "closed" {
		t.Fatalf("got %v", reviews)
	}
	told := r.blocks("/portfolios/all/summary?compare_to=review:" + reviews.Items[1].ID)
	for _, story := range []struct{ what, kind, word string }{
		{"a cost that grew since the last review", "changes", `"ADH-02"`},
		{"a slip that nobody reported", "drift", `"ADH-01"`},
		{"its sunny weather, which the trust score doubts", "trust", `"sunny_late"`},
		{"a project of which nobody reports any more", "stale", `"SEC-02"`},
		{"a decision that the board owes", "asked", "Plafonner le coût"},
		{"an action that is late", "actions", "Négocier un plafond"},
		{"a budget in pounds, and what it is worth", "figures", `"GBP"`},
	} {
		if !strings.Contains(told[story.kind], story.word) {
			t.Errorf("%s: no %s in the block %s: %s", story.what, story.word, story.kind, told[story.kind])
		}
	}
	if strings.Contains(told["stale"], `"ADH-04"`) {
		t.Error("the stopped project is asked to report")
	}
	stopped := r.blocks("/portfolios/all/summary?as_of=2026-06-30&compare_to=2026-05-31")
	if !strings.Contains(stopped["changes"], `"ADH-04"`) {
		t.Errorf("the month of the stop does not tell it: %s", stopped["changes"])
	}
}

// blocks reads a summary: what each kind of block shows, as it was sent.
func (r *reader) blocks(path string) map[string]string {
	r.t.Helper()
	var page struct {
		Blocks []struct {
			Kind string          `json:"kind"`
			Data json.RawMessage `json:"data"`
		} `json:"blocks"`
	}
	r.get(path, &page)
	out := map[string]string{}
	for _, b := range page.Blocks {
		out[b.Kind] += string(b.Data)
	}
	return out
}
