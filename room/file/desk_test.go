package file_test

import (
	"bufio"
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/room/file"
)

// store speaks the part of S3 that Vigie uses, and refuses what is not signed
// as it should be.
type store struct {
	mu      sync.Mutex
	objects map[string][]byte
	put     map[string]time.Time
	now     func() time.Time
	secret  string
}

func (s *store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil || !s.signed(r, body) {
		http.Error(w, "<Code>SignatureDoesNotMatch</Code>", http.StatusForbidden)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	b, there := s.objects[r.URL.Path]
	switch {
	case r.Method == http.MethodPut:
		s.objects[r.URL.Path], s.put[r.URL.Path] = body, s.now()
	case !there:
		http.NotFound(w, r)
	case r.Method == http.MethodDelete:
		delete(s.objects, r.URL.Path)
		w.WriteHeader(http.StatusNoContent)
	default:
		w.Header().Set("Last-Modified", s.put[r.URL.Path].UTC().Format(http.TimeFormat))
		w.Write(b)
	}
}

// signed computes the signature anew, from the description of the protocol.
func (s *store) signed(r *http.Request, body []byte) bool {
	sum := sha256.Sum256(body)
	if r.Method != http.MethodHead && r.Method != http.MethodGet && r.Header.Get("X-Amz-Content-Sha256") != hex.EncodeToString(sum[:]) {
		return false
	}
	stamp := r.Header.Get("X-Amz-Date")
	scope := stamp[:8] + "/eu-west-3/s3/aws4_request"
	canonical := fmt.Sprintf("%s\n%s\n\nhost:%s\nx-amz-content-sha256:%s\nx-amz-date:%s\n\nhost;x-amz-content-sha256;x-amz-date\n%s",
		r.Method, r.URL.EscapedPath(), r.Host, r.Header.Get("X-Amz-Content-Sha256"), stamp, r.Header.Get("X-Amz-Content-Sha256"))
	of := sha256.Sum256([]byte(canonical))
	k := []byte("AWS4" + s.secret)
	for _, part := range []string{stamp[:8], "eu-west-3", "s3", "aws4_request", "AWS4-HMAC-SHA256\n" + stamp + "\n" + scope + "\n" + hex.EncodeToString(of[:])} {
		h := hmac.New(sha256.New, k)
		h.Write([]byte(part))
		k = h.Sum(nil)
	}
	return strings.HasSuffix(r.Header.Get("Authorization"), "Signature="+hex.EncodeToString(k)) && strings.Contains(r.Header.Get("Authorization"), "Credential=KEY/"+scope)
}

func bucket(t testing.TB, now func() time.Time, secret string) *file.Bucket {
	t.Helper()
	s := &store{objects: map[string][]byte{}, put: map[string]time.Time{}, now: now, secret: "right"}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	b, err := file.OpenBucket(server.URL+"/bucket/vigie", "eu-west-3", "KEY", secret, now)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func folder(t testing.TB) *file.Folder {
	t.Helper()
	f, err := file.OpenFolder(filepath.Join(t.TempDir(), "files"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func digestOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Every place behaves alike.
func TestEveryPlaceKeepsGivesAndForgets(t *testing.T) {
	content := bytes.Repeat([]byte("0123456789abcdef"), 100_000) // more than one part
	digest := digestOf(content)
	try := func(t *testing.T, p file.Place, forget func(string, time.Time)) {
		if _, err := p.Open(ctx, digest); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("of what is not there: got %v", err)
		}
		for range 2 {
			if err := p.Put(ctx, digest, int64(len(content)), bytes.NewReader(content)); err != nil {
				t.Fatal(err)
			}
		}
		in, err := p.Open(ctx, digest)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(in)
		in.Close()
		if err != nil || !bytes.Equal(got, content) {
			t.Errorf("got %d bytes %v, want %d", len(got), err, len(content))
		}
		forget(digest, time.Now().Add(-time.Hour))
		if in, err := p.Open(ctx, digest); err != nil {
			t.Errorf("what was put just now was removed: %v", err)
		} else {
			in.Close()
		}
		forget(digest, time.Now().Add(time.Hour))
		if _, err := p.Open(ctx, digest); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("what was removed: got %v", err)
		}
	}
	remove := func(t *testing.T, p file.Place) func(string, time.Time) {
		return func(digest string, since time.Time) {
			if err := p.Remove(ctx, digest, since); err != nil {
				t.Error(err)
			}
		}
	}
	t.Run("folder", func(t *testing.T) { p := folder(t); try(t, p, remove(t, p)) })
	t.Run("S3", func(t *testing.T) { p := bucket(t, time.Now, "right"); try(t, p, remove(t, p)) })
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWorld(t, d, nil)
		w.update(func(tx *db.Tx) error {
			_, err := db.Exec(ctx, tx, "INSERT INTO content (digest, size, kind, used) VALUES ($1, 1, 'x', 0)", digest)
			return err
		})
		try(t, file.Rows{DB: d}, func(digest string, since time.Time) {
			if since.After(time.Now()) { // its row takes the parts with it
				w.update(func(tx *db.Tx) error {
					_, err := db.Exec(ctx, tx, "DELETE FROM content WHERE digest = $1", digest)
					return err
				})
			}
		})
	})
}

func TestAStoreThatRefusesIsAnErrorWithoutTheSecret(t *testing.T) {
	b := bucket(t, time.Now, "wrong-secret")
	err := b.Put(ctx, digestOf([]byte("x")), 1, strings.NewReader("x"))
	if err == nil || !strings.Contains(err.Error(), "403") || strings.Contains(err.Error(), "wrong-secret") {
		t.Errorf("got %v", err)
	}
	for _, address := range []string{"", "bucket", "https://host", "ftp://host/bucket", "https://user:pass@host/bucket", "https://host/bucket?x=1"} {
		if _, err := file.OpenBucket(address, "r", "k", "s", time.Now); err == nil {
			t.Errorf("%q is taken for a store", address)
		}
	}
}

func TestAttachmentsAreKeptOnceAndGivenBackWhole(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		one, two := w.add("one.txt", []byte("the same")), w.add("two.txt", []byte("the same"))
		if one.Digest != two.Digest || string(w.read(one.ID)) != "the same" || string(w.read(two.ID)) != "the same" {
			t.Errorf("got %s and %s", one.Digest, two.Digest)
		}
		n, err := db.Get[int64](ctx, w.d, "SELECT count(*) FROM content")
		if err != nil || n != 1 {
			t.Errorf("got %d contents %v, want 1", n, err)
		}
		list, err := file.List(ctx, w.d, w.who, w.project)
		if err != nil || len(list) != 2 || list[0].Name != "two.txt" || list[0].Kind != "text/plain" {
			t.Errorf("got %v %v", list, err)
		}
	})
}

func TestWhatIsTakenOffComesBackUntilItIsSwept(t *testing.T) {
	c := &clock{at: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)}
	d, err := db.Open(ctx, filepath.Join(t.TempDir(), "v.db"), db.Options{Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if err := d.Migrate(ctx, nil); err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, d, bucket(t, c.now, "right"))
	kept, gone := w.add("kept.txt", []byte("kept")), w.add("gone.txt", []byte("gone"))
	change := func(f func(*db.Tx) error) { w.update(f) }
	change(func(tx *db.Tx) error { return file.Remove(ctx, tx, w.who, w.project, gone.ID) })
	if _, _, err := w.desk.Open(ctx, w.who, w.project, gone.ID); fault.KindOf(err) != fault.Missing {
		t.Errorf("what was taken off: got %v", err)
	}
	change(func(tx *db.Tx) error { return file.Restore(ctx, tx, w.who, w.project, gone.ID) })
	if got := w.read(gone.ID); string(got) != "gone" {
		t.Errorf("got %q", got)
	}
	change(func(tx *db.Tx) error { return file.Remove(ctx, tx, w.who, w.project, gone.ID) })
	c.pass(29 * 24 * time.Hour)
	w.must(w.desk.Sweep(ctx))
	if in, err := w.desk.Place.Open(ctx, gone.Digest); err != nil {
		t.Error("swept too early:", err)
	} else {
		in.Close()
	}
	c.pass(2 * 24 * time.Hour)
	w.must(w.desk.Sweep(ctx))
	if _, err := w.desk.Place.Open(ctx, gone.Digest); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what nothing refers to is still there: %v", err)
	}
	if got := w.read(kept.ID); string(got) != "kept" {
		t.Errorf("got %q", got)
	}
}

func TestQuotasSayWhatIsFullBeforeAnythingIsRead(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.desk.Limits = file.Limits{File: 10, Project: 25, Person: 1000, Instance: 1000, Count: 3}
		says := func(what string, size int64, kind fault.Kind) {
			t.Helper()
			if err := w.desk.Room(ctx, w.who, w.project, size); fault.KindOf(err) != kind {
				t.Errorf("%s: got %v, want %v", what, err, kind)
			}
		}
		says("one file", 11, fault.TooLarge)
		w.add("1.txt", []byte("aaaaaaaaa1"))
		w.add("2.txt", []byte("aaaaaaaaa2"))
		says("the project", 6, fault.TooLarge)
		w.desk.Limits.Project, w.desk.Limits.Instance = 0, 25
		says("the instance", 6, fault.TooLarge)
		w.add("3.txt", []byte("aaa"))
		says("the number of files", 1, fault.Clash)
		if _, err := w.try("4.txt", []byte("x")); fault.KindOf(err) != fault.Clash {
			t.Errorf("got %v", err)
		}
		w.desk.Limits = file.Limits{Person: 20}
		w.who = w.person()
		w.add("mine.txt", []byte("aaaaaaaaaaaaaaa"))
		says("the person", 6, fault.TooLarge)
	})
}

// What lies beside the database goes into its backups and copies, and from
// there to its place again.
func TestBackupsAndCopiesHoldTheAttachments(t *testing.T) {
	content := []byte(strings.Repeat("long ", 300_000))
	w := newWorld(t, dbtest.SQLite(t), folder(t))
	w.d.OnCopy(w.desk.Carry)
	a := w.add("a.txt", content)
	path := filepath.Join(t.TempDir(), "b.vigie")
	if _, err := w.d.Backup(ctx, path); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Verify(ctx, path); err != nil {
		t.Fatal(err)
	}
	dbtest.Each(t, func(t *testing.T, to *db.DB) {
		if _, err := w.d.CopyTo(ctx, to, nil); err != nil {
			t.Fatal(err)
		}
		other := &world{t: t, d: to, who: w.who, project: w.project, desk: file.NewDesk(to, file.Rows{DB: to})}
		if got := other.read(a.ID); !bytes.Equal(got, content) {
			t.Errorf("the copy holds %d bytes, want %d", len(got), len(content))
		}
	})
	restored := filepath.Join(t.TempDir(), "r.db")
	if _, _, err := db.Restore(ctx, path, restored, db.RestoreOptions{}); err != nil {
		t.Fatal(err)
	}
	d, err := db.Open(ctx, restored, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	other := &world{t: t, d: d, who: w.who, project: w.project, desk: file.NewDesk(d, folder(t))}
	if got := other.read(a.ID); !bytes.Equal(got, content) {
		t.Errorf("the restored holds %d bytes, want %d", len(got), len(content))
	}
	if err := other.desk.Sweep(ctx); err != nil {
		t.Fatal(err)
	}
	if n, err := db.Get[int64](ctx, d, "SELECT count(*) FROM content_part"); err != nil || n != 0 {
		t.Errorf("%d parts did not go to their place: %v", n, err)
	}
	if got := other.read(a.ID); !bytes.Equal(got, content) {
		t.Errorf("settled, it holds %d bytes, want %d", len(got), len(content))
	}
}

func TestACheckNamesWhatIsLost(t *testing.T) {
	place := folder(t)
	w := newWorld(t, dbtest.SQLite(t), place)
	a := w.add("a.txt", []byte("precious"))
	look := func() int {
		problems, err := w.desk.Recount().Func(ctx, w.d)
		w.must(err)
		return len(problems)
	}
	if n := look(); n != 0 {
		t.Errorf("got %d problems of none", n)
	}
	w.must(place.Put(ctx, a.Digest, 7, strings.NewReader("altered")))
	if n := look(); n != 1 {
		t.Errorf("got %d problems of one altered content", n)
	}
	w.must(place.Remove(ctx, a.Digest, time.Now().Add(time.Hour)))
	if n := look(); n != 1 {
		t.Errorf("got %d problems of one lost content", n)
	}
	if _, _, err := w.desk.Open(ctx, w.who, w.project, a.ID); fault.KindOf(err) != fault.Clash {
		t.Errorf("got %v, want it to be said", err)
	}
}

// clamd answers like one, and finds EICAR.
func clamd(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go answer(conn)
		}
	}()
	return l.Addr().String()
}

func answer(conn net.Conn) {
	defer conn.Close()
	in := bufio.NewReader(conn)
	if command, err := in.ReadString(0); err != nil || command != "zINSTREAM\x00" {
		return
	}
	var all []byte
	for {
		var n uint32
		if err := binary.Read(in, binary.BigEndian, &n); err != nil {
			return
		}
		if n == 0 {
			break
		}
		b := make([]byte, n)
		if _, err := io.ReadFull(in, b); err != nil {
			return
		}
		all = append(all, b...)
	}
	if bytes.Contains(all, []byte("EICAR")) {
		io.WriteString(conn, "stream: Eicar-Signature FOUND\x00")
		return
	}
	io.WriteString(conn, "stream: OK\x00")
}

func TestNothingIsGivenOutBeforeTheScannerSaysSo(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.desk.Scanner = file.Clamd{Address: clamd(t), Timeout: time.Minute}
		good, bad := w.add("good.txt", bytes.Repeat([]byte("fine "), 40_000)), w.add("bad.txt", []byte("X5O!P%@AP EICAR test"))
		if _, _, err := w.desk.Open(ctx, w.who, w.project, good.ID); fault.KindOf(err) != fault.Unavailable {
			t.Errorf("before the scan: got %v", err)
		}
		jobs, err := db.Select[db.Job](ctx, w.d, "SELECT id, kind, payload, state, run_at, lease, attempts, error, created FROM job WHERE kind = $1", file.ScanKind)
		if err != nil || len(jobs) != 2 {
			t.Fatal(jobs, err)
		}
		for _, j := range jobs {
			w.must(w.desk.Scan(ctx, j))
		}
		if got := w.read(good.ID); len(got) != 200_000 {
			t.Errorf("got %d bytes", len(got))
		}
		if _, _, err := w.desk.Open(ctx, w.who, w.project, bad.ID); fault.KindOf(err) != fault.Clash {
			t.Errorf("what was found: got %v", err)
		}
		again := w.add("again.txt", []byte("X5O!P%@AP EICAR test"))
		if again.Scan != file.Infected {
			t.Errorf("the same content again is %s", again.Scan)
		}
	})
}
