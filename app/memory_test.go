package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"vigie/ground/db"
	"vigie/room/access"
)

// plainFile is a file of so many rows, some hundred bytes each.
func plainFile(rows int) []byte {
	var b bytes.Buffer
	b.WriteString("Code;Nom;Description;Coût total (k€);Début;Fin\r\n")
	for i := range rows {
		fmt.Fprintf(&b, "P-%06d;Projet numéro %d;%s;%d;01/02/2025;31/12/2027\r\n", i, i, strings.Repeat(fmt.Sprint("mot", i%977, " "), 30), i%9000)
	}
	return b.Bytes()
}

// peak is the most memory that a process ever held, in MB, as Linux counts it.
func peak(pid int) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	var kb float64
	fmt.Sscan(after, &kb)
	return kb / 1024
}

// TestManyLargeImportsAtOnceStayWithinTheirMemory runs the program with little memory to
// aim for, brings it a dozen large files at once, and looks at what the process
// held at most, and that it goes on.
func TestManyLargeImportsAtOnceStayWithinTheirMemory(t *testing.T) {
	if peak(os.Getpid()) == 0 {
		t.Skip("left out: not Linux")
	}
	send, process := sender(t, func(string) {}, "GOMEMLIMIT=200MiB")
	file := plainFile(10_000)
	var wg sync.WaitGroup
	for n := range 12 {
		wg.Go(func() {
			var form bytes.Buffer
			kind := multipartFile(&form, "large.csv", file, map[string]string{"portfolio_name": fmt.Sprint("Large ", n)})
			if code, _ := send("POST", "/api/v1/imports", kind, form.Bytes()); code != http.StatusCreated && code != http.StatusAccepted && code != http.StatusTooManyRequests {
				t.Errorf("an import: got %d", code)
			}
		})
	}
	wg.Wait()
	if code, _ := send("GET", "/readyz", "", nil); code != http.StatusOK {
		t.Errorf("afterwards: got %d, want that it is ready", code)
	}
	got := peak(process.Pid)
	t.Logf("a dozen files of %d KB at once: %.0f MB at most", len(file)>>10, got)
	if got > 450 {
		t.Errorf("got %.0f MB, want 450 at most", got)
	}
}

// TestManyReportsAndDryRunsAtOnceStayWithinTheirMemory fills a portfolio, has the
// program told to stay within little memory, and asks at once for many reports,
// workbooks and dry runs of imports: each is answered, whole or by "later", and
// the program goes on.
func TestManyReportsAndDryRunsAtOnceStayWithinTheirMemory(t *testing.T) {
	if peak(os.Getpid()) == 0 {
		t.Skip("left out: not Linux")
	}
	send, process := sender(t, func(data string) {
		file := filepath.Join(t.TempDir(), "projects.csv")
		if err := os.WriteFile(file, plainFile(300), 0o600); err != nil {
			t.Fatal(err)
		}
		if code, out, errs := run(t, nil, "import", file, "--portfolio", "Filled", "--data", data); code != exitOK {
			t.Fatalf("filling: got %d %s %s", code, out, errs)
		}
	}, "VIGIE_MEMORY=200MiB")
	bring := func(file []byte, portfolio string) string {
		var form bytes.Buffer
		kind := multipartFile(&form, "projects.csv", file, map[string]string{"portfolio_name": portfolio})
		code, made := send("POST", "/api/v1/imports", kind, form.Bytes())
		var m struct{ ID string }
		if err := json.Unmarshal(made, &m); code != http.StatusCreated || err != nil {
			t.Fatalf("an import: got %d %v %.300s", code, err, made)
		}
		return m.ID
	}
	dryRun := func(id string) int {
		code, _ := send("POST", "/api/v1/imports/"+id+"/dry-run", "application/json", nil)
		return code
	}
	var others []string
	for n := range 4 {
		others = append(others, bring(plainFile(1_000), fmt.Sprint("Other ", n)))
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	answers := map[int]int{}
	ask := func(f func() int) {
		wg.Go(func() {
			code := f()
			mu.Lock()
			answers[code]++
			mu.Unlock()
		})
	}
	for n := range 14 {
		path := "/api/v1/reports/project?format=" + []string{"pptx", "pdf"}[n%2]
		if n%6 == 5 {
			path = "/api/v1/exports/projects.xlsx"
		}
		ask(func() int { code, _ := send("GET", path, "", nil); return code })
	}
	for _, id := range others {
		ask(func() int { return dryRun(id) })
	}
	wg.Wait()
	got := peak(process.Pid)
	t.Logf("answers %v, %.0f MB at most", answers, got)
	if answers[http.StatusOK] == 0 || answers[http.StatusOK]+answers[http.StatusServiceUnavailable] != 14+len(others) {
		t.Errorf("got the answers %v, want each worked on or put off", answers)
	}
	if code, _ := send("GET", "/readyz", "", nil); code != http.StatusOK {
		t.Errorf("afterwards: got %d, want that it is ready", code)
	}
	if got > 400 {
		t.Errorf("got %.0f MB, want 400 at most", got)
	}
}

// sender runs the program with ten administrators, and returns what sends requests
// in the name of one after the other; fill is given the data folder before.
func sender(t *testing.T, fill func(data string), env ...string) (send func(method, path, kind string, body []byte) (int, []byte), process *os.Process) {
	t.Helper()
	a := started(t)
	in := fmt.Sprintf(`{"secret":%q,"organisation":"ACME","login":"admin","name":"Admin","email":"a@example.org","password":"correct horse battery 9","language":"en"}`, a.parts.secret)
	r := httptest.NewRequest("POST", "/api/v1/setup", strings.NewReader(in))
	r.Header.Set("Content-Type", "application/json")
	a.Handler().ServeHTTP(httptest.NewRecorder(), r)
	tokens := make(chan string, 10)
	for n := range cap(tokens) {
		tokens <- newToken(t, a, fmt.Sprint("admin", n))
	}
	if err := a.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	fill(a.config.Data)
	address, process := servedFrom(t, a.config.Data, env...)
	return func(method, path, kind string, body []byte) (int, []byte) {
		r, err := http.NewRequestWithContext(t.Context(), method, "http://"+address+path, bytes.NewReader(body))
		if err != nil {
			t.Error(err)
			return 0, nil
		}
		token := <-tokens
		tokens <- token
		r.Header.Set("Authorization", "Bearer "+token)
		r.Header.Set("Content-Type", kind)
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Errorf("%s %s: %v", method, path, err)
			return 0, nil
		}
		defer res.Body.Close()
		got, err := io.ReadAll(res.Body)
		if err != nil {
			t.Errorf("%s %s: %v", method, path, err)
		}
		return res.StatusCode, got
	}, process
}

// newToken makes an administrator, and a token of his.
func newToken(t *testing.T, a *App, login string) (clear string) {
	t.Helper()
	ctx, program := t.Context(), access.System("test")
	var account access.Account
	if _, err := a.DB.Update(ctx, program.Origin(), func(tx *db.Tx) (err error) {
		if account, err = access.CreateAccount(ctx, tx, program, access.Account{Login: login, Name: login, Language: "en"}, ""); err != nil {
			return err
		}
		return access.Administrator(ctx, tx, program, account.ID)
	}); err != nil {
		t.Fatal(err)
	}
	who, err := access.Load(ctx, a.DB, account.ID, "web")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.DB.Update(ctx, who.Origin(), func(tx *db.Tx) (err error) {
		_, clear, err = access.NewToken(ctx, tx, who, access.Token{Name: "test", Scope: "write", Expires: a.DB.Millis() + time.Hour.Milliseconds()})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return clear
}

// servedFrom runs vigie serve on a folder as a process of its own.
func servedFrom(t *testing.T, data string, env ...string) (address string, process *os.Process) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address = l.Addr().String()
	l.Close()
	ctx, started := context.WithTimeout(t.Context(), time.Minute)
	defer started()
	said := &watched{until: " answers on ", stop: started}
	server := exec.Command(os.Args[0], "-test.run=^TestBenchServer$")
	server.Env = append(append(os.Environ(), append(env, "GOGC=100")...), "VIGIE_BENCH_SERVE="+strings.Join([]string{"serve", "--data", data, "--addr", address, "--log-level", "error"}, "\n"))
	server.Stderr = said
	server.Stdout = said
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Process.Kill(); server.Wait() })
	<-ctx.Done()
	return address, server.Process
}
