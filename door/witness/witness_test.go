package witness

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
)

// write makes so many changes, each of which records one version.
func write(t *testing.T, d *db.DB, changes int) {
	t.Helper()
	for i := range changes {
		if _, err := d.Update(t.Context(), db.Origin{Actor: 1, Via: "test", On: day.Day(100 + i)}, func(tx *db.Tx) error {
			tx.Record(db.Version{Entity: "x", Object: tx.NewID(), Version: 1, Data: fmt.Sprintf("%q", fmt.Sprint("value ", i))})
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
}

// forge writes the digests and the chain anew, as somebody may who rules over the
// database and knows the source: afterwards the history holds together in itself.
func forge(ctx context.Context, tx *db.Tx) error {
	rows, err := db.Select[db.Recorded](ctx, tx, "SELECT id, entity, object, version, from_day, until_day, change, superseded, actor, data, salt, digest FROM history ORDER BY id")
	if err != nil {
		return err
	}
	sum := func(text string) string { h := sha256.Sum256([]byte(text)); return hex.EncodeToString(h[:]) }
	of := map[int64]string{}
	for _, r := range rows {
		digest := sum(fmt.Sprintf("%s|%s|%d|%d|%d|%d|%t|%s", r.Salt, r.Entity, r.Object, r.Version, r.From, r.Actor, r.Data.Null, r.Data.S))
		if _, err := db.Exec(ctx, tx, "UPDATE history SET digest = $1 WHERE id = $2", digest, r.ID); err != nil {
			return err
		}
		of[r.Change] += fmt.Sprintf("|%d:%s", r.ID, digest)
	}
	changes, err := db.Select[db.Change](ctx, tx, "SELECT number, at, actor, via, note, change_set, hash FROM change ORDER BY number")
	if err != nil {
		return err
	}
	previous := ""
	for _, c := range changes {
		previous = sum(fmt.Sprintf("%s|%d|%d|%d|%q|%q|%d", previous, c.Number, c.At, c.Actor, c.Via, c.Note, c.Set) + of[c.Number])
		if _, err := db.Exec(ctx, tx, "UPDATE change SET hash = $1 WHERE number = $2", previous, c.Number); err != nil {
			return err
		}
	}
	_, err = db.Exec(ctx, tx, "UPDATE counter SET n = $1, hash = $2 WHERE name = 'change'", changes[len(changes)-1].Number, previous)
	return err
}

func newKey(t *testing.T) ed25519.PrivateKey {
	t.Helper()
	key, err := OwnKey(filepath.Join(t.TempDir(), "key"))
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func public(k ed25519.PrivateKey) []ed25519.PublicKey {
	return []ed25519.PublicKey{k.Public().(ed25519.PublicKey)}
}

func TestAHeadThatLeftShowsWhatAForgedHistoryHides(t *testing.T) {
	for name, attack := range map[string]struct {
		sql  []string
		want string // in the sentence about the first head that does not hold
	}{
		"edit":    {[]string{"UPDATE history SET data = '\"forged\"' WHERE change = 3"}, "up to change 4 is not the one"},
		"delete":  {[]string{"DELETE FROM history WHERE change = 3"}, "up to change 4 is not the one"},
		"reorder": {[]string{"UPDATE history SET change = 7 - change WHERE change IN (3, 4)"}, "up to change 4 is not the one"},
		"truncate the beginning": {[]string{
			"DELETE FROM history WHERE change = 1", "DELETE FROM change WHERE number = 1",
			"UPDATE history SET change = -(change - 1)", "UPDATE history SET change = -change", "UPDATE change SET number = -(number - 1)", "UPDATE change SET number = -number",
		}, "up to change 2 is not the one"},
		"truncate the end": {[]string{"DELETE FROM history WHERE change > 5", "DELETE FROM change WHERE number > 5"}, "it ends at change 5, and a head of change 6"},
	} {
		t.Run(name, func(t *testing.T) {
			dbtest.Each(t, func(t *testing.T, d *db.DB) {
				key := newKey(t)
				w := &Witness{DB: d, Key: key, Log: slog.New(slog.DiscardHandler), File: filepath.Join(t.TempDir(), "heads")}
				for range 3 {
					write(t, d, 2)
					if err := w.Leave(t.Context()); err != nil {
						t.Fatal(err)
					}
				}
				if said := compare(t, d, w.File, key); said != "" {
					t.Fatalf("before the attack: got %s", said)
				}
				if _, err := d.Update(t.Context(), db.Origin{}, func(tx *db.Tx) error {
					for _, q := range attack.sql {
						if _, err := db.Exec(t.Context(), tx, q); err != nil {
							return err
						}
					}
					return forge(t.Context(), tx)
				}); err != nil {
					t.Fatal(err)
				}
				if bad, err := d.VerifyChain(t.Context()); err != nil || len(bad) > 0 {
					t.Fatalf("got %v %v, want a forged history that holds together in itself", bad, err)
				}
				if said := compare(t, d, w.File, key); !strings.Contains(said, attack.want) {
					t.Errorf("got %q, want %q in it", said, attack.want)
				}
				if name == "truncate the end" { // and went on as if nothing had been
					write(t, d, 3)
					if said := compare(t, d, w.File, key); !strings.Contains(said, "up to change 6 is not the one") {
						t.Errorf("after more changes: got %q", said)
					}
				}
			})
		})
	}
}

// compare says what the first head of a file that does not hold says in English.
func compare(t *testing.T, d *db.DB, file string, key ed25519.PrivateKey) string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	heads, err := Find(f)
	if err != nil || len(heads) < 3 {
		t.Fatalf("got %d heads %v", len(heads), err)
	}
	said, err := Check(t.Context(), d, heads, public(key))
	if err != nil {
		t.Fatal(err)
	}
	return said.In(label.EN)
}

func TestAHeadOfAnotherKeyOrAnAlteredOneDoesNotHold(t *testing.T) {
	d := dbtest.SQLite(t)
	write(t, d, 2)
	change, hash, err := d.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	key, other := newKey(t), newKey(t)
	good := Sign(key, change, hash, d.Now())
	altered := good
	altered.At = good.At.Add(time.Second)
	for name, c := range map[string]struct {
		head Head
		ok   bool
	}{"good": {good, true}, "altered": {altered, false}, "of another key": {Sign(other, change, hash, d.Now()), false}} {
		said, err := Check(t.Context(), d, []Head{c.head}, public(key))
		if err != nil || said.IsZero() != c.ok {
			t.Errorf("%s: got %q %v", name, said, err)
		}
	}
}

func TestHeadsAreFoundInFilesLogsAndLetters(t *testing.T) {
	key := newKey(t)
	h := Sign(key, 42, strings.Repeat("ab", 32), time.UnixMilli(1_700_000_000_123))
	token := h.String()
	for name, text := range map[string]string{
		"a log": `time=2026-11-23 level=INFO msg="head of the history" change=42 head=` + token + "\n",
		"json":  `{"msg":"head","head":"` + token + `"}`,
		"mail":  "Subject: x\r\n\r\nKeep this\r\n" + token[:60] + "=\r\n" + token[60:120] + "=\r\n" + token[120:] + "\r\n<pre>" + token + "</pre>",
	} {
		got, err := Find(strings.NewReader(text))
		if err != nil || len(got) != 1 || got[0].Change != 42 || !got[0].At.Equal(h.At) || !got[0].Holds(public(key)) {
			t.Errorf("%s: got %v %v", name, got, err)
		}
	}
	if got, err := Find(io.LimitReader(strings.NewReader(token), int64(len(token)-1))); err != nil || len(got) != 0 {
		t.Errorf("a part of a head: got %v %v", got, err)
	}
}

func TestAHeadLeavesWhenSomethingChangedAndOnceADayAndALetterOnceADay(t *testing.T) {
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	d, err := db.Open(t.Context(), filepath.Join(t.TempDir(), "v.db"), db.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.Migrate(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	var mailed []int64
	refuse := false
	w := &Witness{DB: d, Key: newKey(t), Log: slog.New(slog.DiscardHandler), File: filepath.Join(t.TempDir(), "heads")}
	w.Send = func(_ context.Context, h Head) error {
		if refuse {
			return fmt.Errorf("no mail")
		}
		mailed = append(mailed, h.Change)
		return nil
	}
	lines := func() int {
		raw, err := os.ReadFile(w.File)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Count(string(raw), "\n")
	}
	for i, step := range []struct {
		after   time.Duration
		changes int
		refuse  bool
		lines   int
		mailed  []int64
	}{
		{0, 2, false, 1, []int64{2}},
		{time.Hour, 0, false, 1, []int64{2}},
		{time.Hour, 1, false, 2, []int64{2}},
		{25 * time.Hour, 0, true, 3, []int64{2}}, // the letter does not leave, the line does
		{time.Hour, 0, false, 4, []int64{2, 3}},  // and is tried again, although nothing has changed
		{time.Hour, 1, false, 5, []int64{2, 3}},
	} {
		now, refuse = now.Add(step.after), step.refuse
		write(t, d, step.changes)
		if err := w.Leave(t.Context()); (err != nil) != step.refuse {
			t.Fatalf("step %d: got %v", i, err)
		}
		if got := lines(); got != step.lines || !slices.Equal(mailed, step.mailed) {
			t.Errorf("step %d: got %d lines and letters %v, want %d and %v", i, got, mailed, step.lines, step.mailed)
		}
	}
	if last, err := d.LastHead(t.Context()); err != nil || last.Change != 4 || last.At != now.UnixMilli() {
		t.Errorf("got %+v %v", last, err)
	}
}

func TestTheKeyIsMadeOnceForItsOwnerAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	first, err := OwnKey(path)
	if err != nil {
		t.Fatal(err)
	}
	second, err := OwnKey(path)
	if err != nil || !first.Equal(second) {
		t.Errorf("got another key, %v", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("got %v %v, want a file for its owner alone", info.Mode(), err)
	}
	if err := os.WriteFile(path, []byte("nothing"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OwnKey(path); err == nil {
		t.Error("a file that holds no key was taken, or written over")
	}
}
