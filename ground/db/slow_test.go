package db_test

import (
	"bufio"
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
)

func TestASlowPostgresIsSaidInTimeAndLeavesNothingHalfDone(t *testing.T) {
	address, err := url.Parse(dbtest.PostgresURL(t))
	if err != nil {
		t.Fatal(err)
	}
	line := newProxy(t, address.Host)
	address.Host = line.listener.Addr().String()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	d, err := db.Open(ctx, address.String(), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.Migrate(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if err := write(ctx, d, 0); err != nil {
		t.Fatal(err)
	}
	stalled := func(what string, f func(context.Context) error) {
		short, cancel := context.WithTimeout(ctx, 300*time.Millisecond)
		defer cancel()
		begun := time.Now()
		if err := f(short); fault.KindOf(err) != fault.Unavailable {
			t.Errorf("%s: got %v, want unavailable", what, err)
		}
		if took := time.Since(begun); took > 20*time.Second {
			t.Errorf("%s: answered after %s", what, took)
		}
	}
	stalled("stalled in the middle of a write", func(ctx context.Context) error {
		_, err := d.Update(ctx, db.Origin{Via: "test"}, func(tx *db.Tx) error {
			if err := db.Insert(ctx, tx, "setting", thing{"half", "work"}); err != nil {
				return err
			}
			line.flow.Lock()
			tx.Record(db.Version{Entity: "x", Object: 77, Version: 1, Data: "{}"})
			return nil
		})
		return err
	})
	stalled("writing", func(ctx context.Context) error { return write(ctx, d, 1) })
	stalled("reading", func(ctx context.Context) error {
		_, err := db.Get[int64](ctx, d, "SELECT count(*) FROM setting")
		return err
	})
	line.flow.Unlock()

	for try := 0; ; try++ {
		if err = write(ctx, d, 2); err == nil {
			break
		}
		if try == 20 {
			t.Fatalf("does not heal: %v", err)
		}
		time.Sleep(50 * time.Millisecond)
	}
	keys, err := db.Select[string](ctx, d, "SELECT key FROM setting WHERE key = 'half' OR key LIKE 'full:%' ORDER BY key")
	if err != nil || strings.Join(keys, " ") != "full:0 full:2" {
		t.Errorf("got %v %v, want the two whole writes and no half one", keys, err)
	}
	if bad, err := d.VerifyChain(ctx); err != nil || len(bad) != 0 {
		t.Errorf("chain: %v %v", bad, err)
	}
}

// A process that writes has one of its calls to make the disk durable fail, by
// strace: the write must be reported as failed, and none that was acknowledged
// may be lost.
func TestAFailedFsyncIsReportedAndLosesNothingAcknowledged(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("left out: strace is not there (Debian package: strace)")
	}
	if out, err := exec.Command(strace, "-f", "-qq", "-o", os.DevNull, "-e", "trace=fsync", "true").CombinedOutput(); err != nil {
		t.Skipf("left out: strace may not follow processes here: %s", out)
	}
	ctx := context.Background()
	where := filepath.Join(t.TempDir(), "vigie.db")
	d, err := db.Open(ctx, where, db.Options{})
	if err == nil {
		err = d.Migrate(ctx, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	d.Close()
	for call := 1; call <= 12; call++ {
		keys, reported := writeWithFailing(t, strace, where, call)
		if !strings.Contains(reported, "cannot write") {
			t.Errorf("call %d to fsync failed: reported %q after %d writes, want that the database cannot write", call, reported, len(keys))
		}
		d, err := db.Open(ctx, where, db.Options{})
		if err == nil {
			err = d.Attach(ctx)
		}
		if err != nil {
			t.Fatal(err)
		}
		lost(t, d, keys)
		if found, err := d.Check(ctx); err != nil || problems(found) != "" {
			t.Fatalf("after call %d failed: %s %v", call, problems(found), err)
		}
		d.Close()
	}
}

// writeWithFailing runs the writing process, in which a call to fsync fails,
// until it ends. It returns what was acknowledged, and the error that it said.
func writeWithFailing(t *testing.T, strace, where string, call int) (keys []string, reported string) {
	t.Helper()
	inject := fmt.Sprintf("inject=fsync,fdatasync:error=EIO:when=%d", call)
	cmd := exec.Command(strace, "-f", "-qq", "-o", os.DevNull, "-e", "trace=fsync,fdatasync", "-e", inject, os.Args[0], "-test.run=^TestWriterProcess$")
	cmd.Env = append(os.Environ(), "VIGIE_TEST_WRITER="+where)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	const enough = 300 // so many writes and no failure: it was kept silent
	for lines := bufio.NewScanner(out); lines.Scan(); {
		line := lines.Text()
		if strings.HasPrefix(line, "error") {
			reported += line
			continue
		}
		if keys = append(keys, line); len(keys) == enough {
			cmd.Process.Kill()
		}
	}
	cmd.Wait()
	return keys, reported
}
