package app

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vigie/door/witness"
	"vigie/ground/db"
)

// TestHeadsLeaveAndCheckNamesTheFirstThatDoesNotHold goes the way of an operator: a
// server with --audit-heads, an attack on its file, vigie check --heads.
func TestHeadsLeaveAndCheckNamesTheFirstThatDoesNotHold(t *testing.T) {
	data := t.TempDir()
	heads := filepath.Join(t.TempDir(), "heads.log")
	c := newConfig("test")
	if _, err := func() ([]string, error) {
		o := newOptions("serve", func(string) string { return "" })
		o.server(c)
		return o.parse([]string{"--data", data, "--audit-heads", heads})
	}(); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	a, err := Open(t.Context(), *c, &log)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.Close(context.Background()); err != nil { // the last head leaves here at the latest
		t.Fatal(err)
	}
	if !strings.Contains(log.String(), "vigie-head.1.") || !strings.Contains(log.String(), "public_key=") {
		t.Errorf("got the log %.800s, want the head and the public key in it", log.String())
	}
	logged := filepath.Join(t.TempDir(), "journal")
	if err := os.WriteFile(logged, log.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	key, err := witness.ReadKey(filepath.Join(data, "audit-head.key"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{heads, logged} {
		if code, out, errs := run(t, nil, "check", "--data", data, "--heads", file); code != 0 || !strings.Contains(out, "good   Heads that left: 1") {
			t.Fatalf("%s: got %d %s %s", file, code, out, errs)
		}
	}
	attack(t, data, "UPDATE change SET hash = 'forged' WHERE number = (SELECT max(number) FROM change)")
	if code, out, _ := run(t, nil, "check", "--data", data, "--heads", heads); code == 0 || !strings.Contains(out, "WRONG  Heads") {
		t.Errorf("after the attack: got %d %s", code, out)
	}
	if err := os.Remove(filepath.Join(data, "audit-head.key")); err != nil {
		t.Fatal(err)
	}
	if code, _, errs := run(t, nil, "check", "--data", data, "--heads", heads); code != exitUsage || !strings.Contains(errs, "--heads-key") {
		t.Errorf("without a key: got %d %s, want that one be named: anybody can sign", code, errs)
	}
	said := strings.SplitN(strings.SplitN(log.String(), "public_key=", 2)[1], " ", 2)[0]
	if keys, err := witness.ParseKeys(said); err != nil || !keys[0].Equal(key.Public()) {
		t.Errorf("the log says the key %q, %v", said, err)
	}
}

func attack(t *testing.T, data, q string) {
	t.Helper()
	d, err := db.Open(t.Context(), filepath.Join(data, "vigie.db"), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Update(t.Context(), db.Origin{}, func(tx *db.Tx) error { _, err := db.Exec(t.Context(), tx, q); return err }); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestTheLetterOfAHeadHoldsIt(t *testing.T) {
	a := started(t)
	w := &witness.Witness{DB: a.DB, Key: ed25519.NewKeyFromSeed(make([]byte, 32)), Log: slog.New(slog.DiscardHandler)}
	var sent string
	w.Send = func(ctx context.Context, h witness.Head) error {
		c := a.config
		c.Heads.Mail = "audit@example.org"
		l, err := headLetter(ctx, a.DB, c, h)
		sent = l.Text
		if l.To.Address != "audit@example.org" || !strings.Contains(l.Subject, "historique") {
			t.Errorf("got %+v", l)
		}
		return err
	}
	if err := a.DB.NoteHead(t.Context(), db.LastHead{}); err != nil {
		t.Fatal(err)
	}
	if err := w.Leave(t.Context()); err != nil {
		t.Fatal(err)
	}
	if heads, err := witness.Find(strings.NewReader(sent)); err != nil || len(heads) != 1 {
		t.Errorf("got %v %v in %q", heads, err, sent)
	}
}
