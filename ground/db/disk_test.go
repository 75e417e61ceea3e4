package db_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"vigie/ground/db"
)

// paced is how long writes and reads took: the usual one of each, and the slowest of
// each hundred, which says as much about the machine.
type paced struct{ Write, Read, UsualWrite, UsualRead time.Duration }

// TestPacedProcess is not a test: it is the process whose disk is slow.
func TestPacedProcess(t *testing.T) {
	where := os.Getenv("VIGIE_TEST_PACED")
	if where == "" {
		t.SkipNow()
	}
	ctx := context.Background()
	d, err := db.Open(ctx, where, db.Options{})
	if err == nil {
		err = d.Attach(ctx)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	// The first write begins the log and takes a block of ids: it waits longer.
	if err := write(ctx, d, 1000); err != nil {
		t.Fatal(err)
	}
	var writes, reads []time.Duration
	done := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			select {
			case <-done:
				return
			default:
			}
			began := time.Now()
			if _, err := db.Select[string](ctx, d, "SELECT key FROM setting ORDER BY key"); err != nil {
				t.Error(err)
			}
			reads = append(reads, time.Since(began))
		}
	})
	for n := range 40 {
		began := time.Now()
		if err := write(ctx, d, n); err != nil {
			t.Fatal(err)
		}
		writes = append(writes, time.Since(began))
	}
	close(done)
	wg.Wait()
	slices.Sort(writes)
	slices.Sort(reads)
	text, err := json.Marshal(paced{writes[len(writes)*99/100], reads[len(reads)*99/100], writes[len(writes)/2], reads[len(reads)/2]})
	fmt.Printf("paced %s %v\n", text, err)
}

// TestASlowDiskMakesWritesSlowAndReadsNot: with a disk that takes a tenth of a
// second to say that something is durable, a write waits for that and no more,
// and whoever reads does not wait at all.
func TestASlowDiskMakesWritesSlowAndReadsNot(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("left out: strace is not there (Debian package: strace)")
	}
	if out, err := exec.Command(strace, "-f", "-qq", "-o", os.DevNull, "-e", "trace=fsync", "true").CombinedOutput(); err != nil {
		t.Skipf("left out: strace may not follow processes here: %s", out)
	}
	where := filepath.Join(t.TempDir(), "vigie.db")
	d, err := db.Open(t.Context(), where, db.Options{})
	if err == nil {
		err = d.Migrate(t.Context(), nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	d.Close()
	const delay = 100 * time.Millisecond
	cmd := exec.CommandContext(t.Context(), strace, "-f", "--seccomp-bpf", "-qq", "-o", os.DevNull, "-e", "trace=fsync,fdatasync", "-e", fmt.Sprintf("inject=fsync,fdatasync:delay_enter=%d", delay.Microseconds()), os.Args[0], "-test.run=^TestPacedProcess$", "-test.v")
	cmd.Env = append(os.Environ(), "VIGIE_TEST_PACED="+where)
	out, err := cmd.CombinedOutput()
	_, text, found := strings.Cut(string(out), "paced ")
	var got paced
	if err != nil || !found || json.NewDecoder(strings.NewReader(text)).Decode(&got) != nil {
		t.Fatalf("%v %s", err, out)
	}
	t.Logf("99 of 100 writes within %s, usually %s, reads within %s, usually %s", got.Write, got.UsualWrite, got.Read, got.UsualRead)
	if got.UsualWrite < delay || got.UsualWrite > 4*delay {
		t.Errorf("a write usually took %s; want between one and four waits for the disk", got.UsualWrite)
	}
	if got.UsualRead > delay/2 {
		t.Errorf("a read usually took %s: it waits for the disk", got.UsualRead)
	}
}
