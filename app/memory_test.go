package app

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
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
	a := started(t)
	in := fmt.Sprintf(`{"secret":%q,"organisation":"ACME","login":"admin","name":"Admin","email":"a@example.org","password":"correct horse battery 9","language":"en"}`, a.parts.secret)
	made := httptest.NewRecorder()
	r := httptest.NewRequest("POST", "/api/v1/setup", strings.NewReader(in))
	r.Header.Set("Content-Type", "application/json")
	a.Handler().ServeHTTP(made, r)
	cookie, _, _ := strings.Cut(made.Header().Get("Set-Cookie"), ";")
	if err := a.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	address, process := servedFrom(t, a.config.Data, "GOMEMLIMIT=200MiB")
	send := func(method, path, kind string, body []byte) int {
		r, err := http.NewRequestWithContext(t.Context(), method, "http://"+address+path, bytes.NewReader(body))
		if err != nil {
			t.Error(err)
			return 0
		}
		r.Header.Set("Cookie", cookie)
		r.Header.Set("Content-Type", kind)
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Errorf("%s %s: %v", method, path, err)
			return 0
		}
		defer res.Body.Close()
		if _, err := io.Copy(io.Discard, res.Body); err != nil {
			t.Errorf("%s %s: %v", method, path, err)
		}
		return res.StatusCode
	}
	file := plainFile(10_000)
	var wg sync.WaitGroup
	for n := range 12 {
		wg.Go(func() {
			var form bytes.Buffer
			kind := multipartFile(&form, "large.csv", file, map[string]string{"portfolio_name": fmt.Sprint("Large ", n)})
			if code := send("POST", "/api/v1/imports", kind, form.Bytes()); code != http.StatusCreated && code != http.StatusAccepted && code != http.StatusTooManyRequests {
				t.Errorf("an import: got %d", code)
			}
		})
	}
	wg.Wait()
	if code := send("GET", "/readyz", "", nil); code != http.StatusOK {
		t.Errorf("afterwards: got %d, want that it is ready", code)
	}
	got := peak(process.Pid)
	t.Logf("a dozen files of %d KB at once: %.0f MB at most", len(file)>>10, got)
	if got > 450 {
		t.Errorf("got %.0f MB, want 450 at most", got)
	}
}

// servedFrom runs vigie serve on a folder as a process of its own.
func servedFrom(t *testing.T, data, env string) (address string, process *os.Process) {
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
	server.Env = append(os.Environ(), env, "VIGIE_BENCH_SERVE="+strings.Join([]string{"serve", "--data", data, "--addr", address, "--log-level", "error"}, "\n"))
	server.Stderr = said
	server.Stdout = said
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Process.Kill(); server.Wait() })
	<-ctx.Done()
	return address, server.Process
}
