package db_test

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
)

// TestWriterProcess is not a test: it is the process that
// TestNoAcknowledgedWriteIsLostByKill kills. It writes, and says so after each
// commit, until it dies.
func TestWriterProcess(t *testing.T) {
	where := os.Getenv("VIGIE_TEST_WRITER")
	if where == "" {
		t.SkipNow()
	}
	ctx := context.Background()
	d, err := db.Open(ctx, where, db.Options{})
	if err == nil {
		err = d.Attach(ctx)
	}
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for {
				key := fmt.Sprintf("ack:%d:%d", os.Getpid(), rand.Int64())
				if _, err := d.Update(ctx, db.Origin{Via: "test"}, func(tx *db.Tx) error {
					id := tx.NewID()
					tx.Record(db.Version{Entity: "x", Object: id, Version: 1, Data: key})
					return db.Insert(ctx, tx, "setting", thing{key, strings.Repeat("v", 500)})
				}); err != nil {
					fmt.Println("error", err)
					os.Exit(1)
				}
				fmt.Println(key)
			}
		})
	}
	wg.Wait()
}

func TestNoAcknowledgedWriteIsLostByKill(t *testing.T) {
	for _, engine := range []string{"SQLite", "PostgreSQL"} {
		t.Run(engine, func(t *testing.T) {
			ctx := context.Background()
			where := filepath.Join(t.TempDir(), "vigie.db")
			if engine == "PostgreSQL" {
				where = dbtest.PostgresURL(t)
			}
			d, err := db.Open(ctx, where, db.Options{})
			if err == nil {
				err = d.Migrate(ctx, nil)
			}
			if err != nil {
				t.Fatal(err)
			}
			d.Close()
			acknowledged := 0
			for range 20 {
				keys := writeAndKill(t, where, 15+rand.IntN(60))
				acknowledged += len(keys)
				d, err := db.Open(ctx, where, db.Options{})
				if err == nil {
					err = d.Attach(ctx)
				}
				if err != nil {
					t.Fatal(err)
				}
				lost(t, d, keys)
				if found, err := d.Check(ctx); err != nil || problems(found) != "" {
					t.Fatalf("after the kill: %s %v", problems(found), err)
				}
				d.Close()
			}
			if acknowledged < 20*15 {
				t.Errorf("only %d writes were acknowledged", acknowledged)
			}
			t.Logf("%d acknowledged writes over 20 kills, none lost", acknowledged)
		})
	}
}

// writeAndKill runs the writing process, kills it after n acknowledgements, in
// the middle of what it does, and returns everything that it acknowledged.
func writeAndKill(t *testing.T, where string, n int) []string {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestWriterProcess$")
	cmd.Env = append(os.Environ(), "VIGIE_TEST_WRITER="+where)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var keys []string
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			break // a line cut short was not an acknowledgement
		}
		if strings.HasPrefix(line, "error") {
			t.Error(line)
		}
		keys = append(keys, strings.TrimSpace(line))
		if len(keys) == n {
			time.Sleep(time.Duration(rand.IntN(3000)) * time.Microsecond)
			if err := cmd.Process.Kill(); err != nil {
				t.Error(err)
			}
		}
	}
	cmd.Wait()
	return keys
}

func lost(t *testing.T, d *db.DB, keys []string) {
	t.Helper()
	there := map[string]bool{}
	all, err := db.Select[string](context.Background(), d, "SELECT s.key FROM setting s JOIN history h ON h.data = s.key")
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range all {
		there[k] = true
	}
	for _, k := range keys {
		if !there[k] {
			t.Errorf("the acknowledged write %s is lost", k)
		}
	}
}

func TestAFullDiskRefusesWritesGoesOnReadingAndRecovers(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("left out: a full disk (only root can mount a small one)")
	}
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=6m"); err != nil {
		t.Skipf("left out: a full disk (mounting a small one: %v)", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Errorf("unmounting: %v", err)
		}
	})
	ctx := context.Background()
	d, err := db.Open(ctx, filepath.Join(dir, "vigie.db"), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.Migrate(ctx, nil); err != nil {
		t.Fatal(err)
	}
	filler := filepath.Join(dir, "filler")
	if err := os.WriteFile(filler, make([]byte, 3<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	written := 0
	for ; written < 1000; written++ {
		if err = write(ctx, d, written); err != nil {
			break
		}
	}
	if fault.KindOf(err) != fault.Unavailable {
		t.Fatalf("write %d on a full disk: got %v, want unavailable", written, err)
	}
	err = nil
	for range 2000 { // what is left of the last page takes a few small writes
		if err = d.Writable(ctx, 0); err != nil {
			break
		}
	}
	if fault.KindOf(err) != fault.Unavailable {
		t.Errorf("asking whether a full disk takes writes: got %v, want unavailable", err)
	}
	n, err := db.Get[int64](ctx, d, "SELECT count(*) FROM setting WHERE key LIKE 'full:%'")
	if err != nil || n != int64(written) {
		t.Fatalf("reading on a full disk: got %d %v, want %d", n, err, written)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	if err := write(ctx, d, written); err != nil {
		t.Fatalf("writing when there is room again: %v", err)
	}
	if found, err := d.Check(ctx); err != nil || problems(found) != "" {
		t.Errorf("afterwards: %s %v", problems(found), err)
	}
}

func write(ctx context.Context, d *db.DB, n int) error {
	_, err := d.Update(ctx, db.Origin{Via: "test"}, func(tx *db.Tx) error {
		tx.Record(db.Version{Entity: "x", Object: int64(n + 1), Version: 1, Data: strconv.Itoa(n)})
		return db.Insert(ctx, tx, "setting", thing{fmt.Sprint("full:", n), strings.Repeat("v", 30_000)})
	})
	return err
}

// proxy stands between the program and PostgreSQL; it can cut the line, or let
// nothing through for a while.
type proxy struct {
	flow     sync.RWMutex // held while nothing gets through
	listener net.Listener
	target   string
	mu       sync.Mutex
	open     map[net.Conn]struct{}
	down     bool
	wg       sync.WaitGroup
}

func newProxy(t *testing.T, target string) *proxy {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{listener: l, target: target, open: map[net.Conn]struct{}{}}
	p.wg.Go(p.serve)
	t.Cleanup(func() {
		l.Close()
		p.cut()
		p.wg.Wait()
	})
	return p
}

func (p *proxy) serve() {
	for {
		near, err := p.listener.Accept()
		if err != nil {
			return
		}
		far, err := net.Dial("tcp", p.target)
		if err != nil || !p.keep(near, far) {
			near.Close()
			if far != nil {
				far.Close()
			}
			continue
		}
		p.wg.Go(func() { p.pass(far, near) })
		p.wg.Go(func() { p.pass(near, far) })
	}
}

func (p *proxy) pass(to, from net.Conn) {
	defer p.drop(to, from)
	b := make([]byte, 32<<10)
	for {
		n, err := from.Read(b)
		p.flow.RLock()
		_, late := to.Write(b[:n])
		p.flow.RUnlock()
		if err != nil || late != nil {
			return
		}
	}
}

func (p *proxy) keep(conns ...net.Conn) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range conns {
		if !p.down {
			p.open[c] = struct{}{}
		}
	}
	return !p.down
}

func (p *proxy) drop(conns ...net.Conn) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range conns {
		c.Close()
		delete(p.open, c)
	}
}

// cut ends every connection and refuses new ones.
func (p *proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.down = true
	for c := range p.open {
		c.Close()
	}
}

func (p *proxy) heal() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.down = false
}

func TestPostgresAwayIsSaidAndHealsWithoutHalfWork(t *testing.T) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	address, err := url.Parse(dbtest.PostgresURL(t))
	if err != nil {
		t.Fatal(err)
	}
	line := newProxy(t, address.Host)
	address.Host = line.listener.Addr().String()
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

	_, err = d.Update(ctx, db.Origin{Via: "test"}, func(tx *db.Tx) error {
		if err := db.Insert(ctx, tx, "setting", thing{"half", "work"}); err != nil {
			return err
		}
		line.cut()
		tx.Record(db.Version{Entity: "x", Object: 77, Version: 1, Data: "{}"})
		return nil
	})
	if fault.KindOf(err) != fault.Unavailable {
		t.Errorf("cut in the middle of a write: got %v, want unavailable", err)
	}
	if err := write(ctx, d, 1); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("writing while away: got %v, want unavailable", err)
	}
	if _, err := db.Get[int64](ctx, d, "SELECT count(*) FROM setting"); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("reading while away: got %v, want unavailable", err)
	}
	if _, err := d.Claim(ctx, time.Minute); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("looking for jobs while away: got %v, want unavailable", err)
	}

	line.heal()
	for try := 0; ; try++ {
		if err = write(ctx, d, 1); err == nil {
			break
		}
		if try == 20 {
			t.Fatalf("does not heal: %v", err)
		}
		time.Sleep(50 * time.Millisecond)
	}
	keys, err := db.Select[string](ctx, d, "SELECT key FROM setting WHERE key = 'half' OR key LIKE 'full:%' ORDER BY key")
	if err != nil || len(keys) != 2 {
		t.Errorf("got %v %v, want the two whole writes and no half one", keys, err)
	}
	if bad, err := d.VerifyChain(ctx); err != nil || len(bad) != 0 {
		t.Errorf("chain: %v %v", bad, err)
	}
}

func TestTheChainIsVerifiedAsOfOneInstantWhileOthersWrite(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx, stop := context.WithCancel(context.Background())
		var writing sync.WaitGroup
		defer writing.Wait()
		defer stop()
		begun := make(chan struct{})
		writing.Go(func() {
			for i := range 5000 {
				if i == 20 {
					close(begun)
				}
				_, err := d.Update(ctx, db.Origin{}, func(tx *db.Tx) error {
					tx.Record(db.Version{Entity: "project", Object: int64(i + 1), Version: 1, Data: "{}"})
					return nil
				})
				if ctx.Err() != nil {
					return
				}
				if err != nil {
					t.Error(err)
					return
				}
			}
		})
		<-begun
		for range 30 {
			if bad, err := d.VerifyChain(context.Background()); err != nil || len(bad) != 0 {
				t.Fatalf("got %v %v, want a chain that holds", bad, err)
			}
		}
	})
}

func TestARunningProgramWritesNothingOnceANewerOneHasUpgradedTheDatabase(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		record := func(tx *db.Tx) error {
			tx.Record(db.Version{Entity: "project", Object: 1, Version: 1, Data: "{}"})
			return nil
		}
		before, err := d.Update(ctx, db.Origin{}, record)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := d.Update(ctx, db.Origin{}, func(tx *db.Tx) error {
			_, err := db.Exec(ctx, tx, "INSERT INTO migration (number, name, checksum, at) VALUES (9999, '9999_later.sql', 'x', 0)")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if _, err := d.Update(ctx, db.Origin{}, record); fault.KindOf(err) != fault.Unavailable || !strings.Contains(err.Error(), "newer version") {
			t.Errorf("got %v, want it told of the newer version", err)
		}
		if after, err := d.LastChange(ctx); err != nil || after != before {
			t.Errorf("got change %d %v, want %d still", after, err, before)
		}
	})
}

func TestADatabaseOfANewerProgramIsRefused(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		ctx := context.Background()
		path := filepath.Join(t.TempDir(), "b.vigie")
		if _, err := d.Update(ctx, db.Origin{}, func(tx *db.Tx) error {
			_, err := db.Exec(ctx, tx, "INSERT INTO migration (number, name, checksum, at) VALUES (9999, '9999_later.sql', 'x', 0)")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if err := d.Migrate(ctx, func() error { t.Error("a backup was made"); return nil }); fault.KindOf(err) != fault.Clash || !strings.Contains(err.Error(), "newer version") {
			t.Errorf("upgrading: got %v, want it refused as newer", err)
		}
		if err := d.Attach(ctx); fault.KindOf(err) != fault.Clash {
			t.Errorf("opening: got %v, want a clash", err)
		}
		if _, err := d.Backup(ctx, path); fault.KindOf(err) != fault.Clash {
			t.Errorf("backing up: got %v, want a clash", err)
		}
	})
}
