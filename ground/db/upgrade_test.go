//go:build unix

package db_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
)

// TestUpgradingProcess is not a test: it is the process that upgrades a database
// and is killed while it does.
func TestUpgradingProcess(t *testing.T) {
	where, after := os.Getenv("VIGIE_TEST_UPGRADE"), os.Getenv("VIGIE_TEST_KILL_AFTER")
	if where == "" {
		t.SkipNow()
	}
	delay, err := time.ParseDuration(after)
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	d, err := db.Open(ctx, where, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	err = d.Migrate(ctx, func() error {
		go func() {
			for begun := time.Now(); time.Since(begun) < delay; {
			}
			syscall.Kill(os.Getpid(), syscall.SIGKILL)
		}()
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// older makes a database as the first version of the program left it.
func older(t *testing.T, engine string) (where string) {
	t.Helper()
	where = filepath.Join(t.TempDir(), "vigie.db")
	if engine == "PostgreSQL" {
		where = dbtest.PostgresURL(t)
	}
	ctx := context.Background()
	d, err := db.Open(ctx, where, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.MigrateTo(ctx, 1); err != nil {
		t.Fatal(err)
	}
	for i := range 5 {
		if err := write(ctx, d, i); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	return where
}

// upgraded opens a database and upgrades it; it returns how many steps were
// done before, and how long the rest took.
func upgraded(t *testing.T, where string) (steps int64, took time.Duration) {
	t.Helper()
	ctx := context.Background()
	d, err := db.Open(ctx, where, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if steps, err = db.Get[int64](ctx, d, "SELECT count(*) FROM migration"); err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	if err := d.Migrate(ctx, nil); err != nil {
		t.Fatalf("upgrading from step %d after the kill: %v", steps, err)
	}
	took = time.Since(begun)
	if found, err := d.Check(ctx); err != nil || problems(found) != "" {
		t.Fatalf("after the kill at step %d: %s %v", steps, problems(found), err)
	}
	if n, err := db.Get[int64](ctx, d, "SELECT count(*) FROM setting WHERE key LIKE 'full:%'"); err != nil || n != 5 {
		t.Fatalf("%d of the 5 rows written before the upgrade are there (%v)", n, err)
	}
	if err := write(ctx, d, 99); err != nil {
		t.Fatalf("writing after the upgrade: %v", err)
	}
	return steps, took
}

func TestAnUpgradeThatIsKilledIsCompletedByTheNextStart(t *testing.T) {
	for _, engine := range []string{"SQLite", "PostgreSQL"} {
		t.Run(engine, func(t *testing.T) {
			_, whole := upgraded(t, older(t, engine))
			stoppedAt := map[int64]int{}
			for i := range 12 {
				where := older(t, engine)
				cmd := exec.Command(os.Args[0], "-test.run=^TestUpgradingProcess$")
				cmd.Env = append(os.Environ(), "VIGIE_TEST_UPGRADE="+where, fmt.Sprintf("VIGIE_TEST_KILL_AFTER=%s", whole*time.Duration(i)/10))
				out, err := cmd.CombinedOutput()
				if died, ok := errors.AsType[*exec.ExitError](err); err != nil && (!ok || died.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL) {
					t.Fatalf("%v: %s", err, strings.TrimSpace(string(out)))
				}
				steps, _ := upgraded(t, where)
				stoppedAt[steps]++
			}
			t.Logf("times that an upgrade stood at a step after the kill: %v", stoppedAt)
			if len(stoppedAt) < 2 {
				t.Errorf("all kills found the upgrade at the same step: %v", stoppedAt)
			}
		})
	}
}
