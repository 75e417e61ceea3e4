package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/label"
	"vigie/ground/money"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// The size of the portfolio on which the budgets are measured.
const (
	budgetProjects = 10_000
	budgetCustom   = 15 // beside the 25 core attributes
	budgetVersions = 20
)

// BenchmarkBudgets measures what DECISIONS.md promises on a portfolio of 10,000
// projects with 40 attributes and 20 versions each, through the handler of the
// whole program, and prints the figures beside their budgets: the median (or
// the 99th percentile) of the elapsed time, and the CPU time of the process
// per call. Run it by make bench; VIGIE_BENCH_PROJECTS makes it smaller.
func BenchmarkBudgets(b *testing.B) {
	for _, engine := range []string{"SQLite", "PostgreSQL"} {
		b.Run(engine, func(b *testing.B) {
			config := Config{Data: b.TempDir(), Version: "bench", Now: dbtest.Now(), LogLevel: "error", SessionIdle: 12 * time.Hour, SessionLife: 12 * time.Hour}
			slack := 1.0
			if engine == "PostgreSQL" {
				config.Database, slack = dbtest.PostgresURL(b), 2
			}
			w := newBudget(b, config, slack)
			defer func() { w.app.Close(context.Background()) }() // a second time does nothing
			w.measure()
			w.measureMemory()
			w.print(engine)
		})
	}
}

type budget struct {
	b      *testing.B
	config Config
	slack  float64 // PostgreSQL may take twice as long
	rounds int     // how many versions each project has, one a month
	app    *App
	cookie string // of an administrator
	reader string // the token of a reader of half of the units
	ids    []string
	lines  []string
}

func newBudget(b *testing.B, c Config, slack float64) *budget {
	b.Helper()
	return newBudgetOf(b, c, slack, budgetVersions)
}

// newBudgetOf makes the portfolio with so many versions of each project.
func newBudgetOf(b *testing.B, c Config, slack float64, rounds int) *budget {
	b.Helper()
	a, err := Open(context.Background(), c, io.Discard)
	if err != nil {
		b.Fatal(err)
	}
	w := &budget{b: b, config: c, slack: slack, rounds: rounds, app: a}
	in := fmt.Sprintf(`{"secret":%q,"organisation":"ACME","login":"admin","name":"Admin","email":"a@example.org","password":"correct horse battery 9","language":"en"}`, a.parts.secret)
	r := w.call("POST", "/setup", "", in)
	w.cookie, _, _ = strings.Cut(r.Header().Get("Set-Cookie"), ";")
	w.seed()
	return w
}

// call makes a request of the API, which must succeed.
func (w *budget) call(method, path, version, body string) *httptest.ResponseRecorder {
	w.b.Helper()
	r := httptest.NewRequest(method, "/api/v1"+path, strings.NewReader(body))
	return w.do(r, version)
}

func (w *budget) do(r *http.Request, version string) *httptest.ResponseRecorder {
	w.b.Helper()
	out := w.answer(r, version)
	if out.Code >= 400 {
		w.b.Fatalf("%s %s: %d %s", r.Method, r.URL, out.Code, out.Body)
	}
	return out
}

// answer sends a request as the administrator, or as the reader when X-As says so.
func (w *budget) answer(r *http.Request, version string) *httptest.ResponseRecorder {
	if r.Header.Get("Content-Type") == "" && r.Method != "GET" {
		r.Header.Set("Content-Type", "application/json")
	}
	if w.reader != "" && r.Header.Get("X-As") == "reader" {
		r.Header.Set("Authorization", "Bearer "+w.reader)
	} else if w.cookie != "" {
		r.Header.Set("Cookie", w.cookie)
	}
	r.Header.Del("X-As")
	if version != "" {
		r.Header.Set("If-Match", `"`+version+`"`)
	}
	out := httptest.NewRecorder()
	w.app.Handler().ServeHTTP(out, r)
	return out
}

func (w *budget) update(on day.Day, f func(*db.Tx, access.Who) error) {
	w.b.Helper()
	who := access.System("bench")
	o := who.Origin()
	o.On = on
	if _, err := w.app.DB.Update(context.Background(), o, func(tx *db.Tx) error { return f(tx, who) }); err != nil {
		w.b.Fatal(err)
	}
}

// seed makes the portfolio: every project once, then nineteen monthly rounds in
// which each changes.
func (w *budget) seed() {
	ctx := context.Background()
	var units []int64
	w.update(0, func(tx *db.Tx, who access.Who) error {
		root, err := access.Root(ctx, tx)
		if err != nil {
			return err
		}
		for i := range 40 {
			u, err := access.CreateUnit(ctx, tx, who, access.Unit{Parent: db.ID(root.ID), Name: fmt.Sprintf("Unit %02d", i)})
			if err != nil {
				return err
			}
			units = append(units, u.ID)
		}
		for i := range budgetCustom {
			kind := []field.Kind{field.Text, field.Number, field.Money, field.Date, field.YesNo}[i%5]
			if err := field.Create(ctx, tx, who, &field.Field{Object: "project", Kind: kind, Key: fmt.Sprintf("custom_%d", i), Label: labelled(fmt.Sprintf("Custom %d", i))}); err != nil {
				return err
			}
		}
		return nil
	})
	w.write(units)
	w.addReader(units)
	res := w.call("GET", "/projects?limit=200&fields=name", "", "")
	var list struct{ Items []struct{ ID string } }
	if err := json.Unmarshal(res.Body.Bytes(), &list); err != nil {
		w.b.Fatal(err)
	}
	for _, it := range list.Items {
		w.ids = append(w.ids, it.ID)
	}
}

func (w *budget) write(units []int64) {
	ctx := context.Background()
	c, err := field.Load(ctx, w.app.DB, "project")
	if err != nil {
		w.b.Fatal(err)
	}
	stages := c.Get("stage").Choices
	ids := make([]int64, budgetSize())
	start := day.Of(2025, 4, 30).AddMonths(budgetVersions - w.rounds)
	for round := range w.rounds {
		on := start.AddMonths(round)
		for from := 0; from < len(ids); from += 500 {
			w.update(on, func(tx *db.Tx, who access.Who) error {
				var edits []project.Edit
				for i := from; i < min(from+500, len(ids)); i++ {
					vs := field.Values{"total_cost": field.Int(int64(money.Units(int64(1000 + (i*7919+round*31)%9_000_000)))), "progress": field.Int(int64(round * 100 / w.rounds * money.Scale)), "weather": field.Int(int64((i+round)%4 + 1))}
					if round == 0 {
						firstValues(vs, c, i, units, stages)
					}
					edits = append(edits, project.Edit{ID: ids[i], Values: vs})
				}
				out, err := project.Write(ctx, tx, who, c, edits)
				for i, o := range out {
					if o.Err != nil {
						return o.Err
					}
					ids[from+i] = o.Project.ID
				}
				return err
			})
		}
	}
}

func firstValues(vs field.Values, c *field.Catalogue, i int, units []int64, stages []field.Option) {
	vs["code"], vs["name"] = field.Str(fmt.Sprintf("P-%05d", i)), field.Str(fmt.Sprintf("Projet numéro %d de l’organisation", (i*7919)%100_000))
	vs["unit"], vs["stage"] = field.Int(units[i%len(units)]), field.Int(stages[i%len(stages)].ID)
	vs["description"] = field.Str(strings.Repeat("Ce projet modernise le système d’information. ", 6))
	vs["start"], vs["end"] = field.Int(int64(day.Of(2024, 1, 1))+int64(i%700)), field.Int(int64(day.Of(2027, 1, 1))+int64(i%900))
	vs["actual_cost"], vs["light"], vs["currency"] = field.Int(int64(money.Units(int64(i)))), field.Int(int64(i%5+1)), field.Str("EUR")
	for n := range budgetCustom {
		key := fmt.Sprintf("custom_%d", n)
		switch c.Get(key).Kind {
		case field.Text:
			vs[key] = field.Str(fmt.Sprintf("Valeur %d", (i*n)%97))
		case field.Date:
			vs[key] = field.Int(int64(day.Of(2025, 6, 1)) + int64((i*n)%400))
		case field.YesNo:
			vs[key] = field.Int(int64(i % 2))
		default:
			vs[key] = field.Int(int64((i*n)%1_000_000) * 100)
		}
	}
}

// addReader makes a person who may see the projects of half of the units.
func (w *budget) addReader(units []int64) {
	ctx := context.Background()
	w.update(0, func(tx *db.Tx, who access.Who) error {
		account, err := access.CreateAccount(ctx, tx, who, access.Account{Login: "reader", Name: "Reader", Email: "r@example.org", Language: "en"}, "")
		if err != nil {
			return err
		}
		roles, err := db.Select[int64](ctx, tx, "SELECT id FROM role WHERE key = 'project_manager'")
		if err != nil {
			return err
		}
		for _, u := range units[:len(units)/2] {
			if _, err := access.AddGrant(ctx, tx, who, access.Grant{Account: db.ID(account.ID), Role: roles[0], Unit: db.ID(u)}); err != nil {
				return err
			}
		}
		person, err := access.Load(ctx, tx, account.ID, "api")
		if err != nil {
			return err
		}
		_, w.reader, err = access.NewToken(ctx, tx, person, access.Token{Name: "bench", Scope: "read", Expires: max(tx.Millis(), time.Now().UnixMilli()) + 86_400_000}) // the server whose memory is measured has the clock of the machine
		return err
	})
}

func budgetSize() int {
	if s := os.Getenv("VIGIE_BENCH_PROJECTS"); s != "" {
		var n int
		fmt.Sscan(s, &n)
		return max(n, 1000)
	}
	return budgetProjects
}

// line notes a figure. quantile is 0.5 for the median.
func (w *budget) line(name string, limit time.Duration, quantile float64, runs int, f func(i int)) {
	times := make([]time.Duration, 0, runs)
	cpu := cpuTime()
	for i := range runs {
		start := time.Now()
		f(i)
		times = append(times, time.Since(start))
	}
	w.note(name, limit, quantile, times, (cpuTime()-cpu)/time.Duration(runs))
}

func (w *budget) note(name string, limit time.Duration, quantile float64, times []time.Duration, cpu time.Duration) {
	slices.Sort(times)
	got := times[min(int(quantile*float64(len(times))), len(times)-1)]
	limit = time.Duration(float64(limit) * w.slack)
	verdict := "ok"
	if got > limit {
		verdict = "OVER"
	}
	w.lines = append(w.lines, fmt.Sprintf("%-58s %9.1f ms %9.1f ms %9.1f ms  %s", name, ms(got), ms(limit), ms(cpu), verdict))
}

// TestBenchServer is not a test: it is the server whose memory is measured.
func TestBenchServer(t *testing.T) {
	args := os.Getenv("VIGIE_BENCH_SERVE")
	if args == "" {
		t.SkipNow()
	}
	Run(context.Background(), Console{In: os.Stdin, Out: os.Stderr, Err: os.Stderr, Env: func(string) string { return "" }, Version: "bench"}, strings.Split(args, "\n"))
}

// measureMemory ends the program and starts vigie serve as a process of its own
// on what is there. It lets it load the portfolio for a list, and then notes the
// memory that the process holds (resident, as the system counts it) once nobody
// asks for anything any more.
func (w *budget) measureMemory() {
	if err := w.app.Close(context.Background()); err != nil {
		w.b.Fatal(err)
	}
	const address = "127.0.0.1:18473"
	args := []string{"serve", "--data", w.config.Data, "--addr", address, "--log-level", "error"}
	if w.config.Database != "" {
		args = append(args, "--database", w.config.Database)
	}
	server := exec.Command(os.Args[0], "-test.run=^TestBenchServer$")
	server.Env = append(os.Environ(), "VIGIE_BENCH_SERVE="+strings.Join(args, "\n"))
	server.Stderr = os.Stderr
	if err := server.Start(); err != nil {
		w.b.Fatal(err)
	}
	defer server.Wait()
	defer server.Process.Kill()
	for try := 0; ; try++ {
		r, err := http.NewRequest("GET", "http://"+address+"/api/v1/projects?limit=50", nil)
		if err != nil {
			w.b.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+w.reader)
		res, err := http.DefaultClient.Do(r)
		if err == nil {
			io.Copy(io.Discard, res.Body)
			res.Body.Close()
			if res.StatusCode == http.StatusOK {
				break
			}
			err = errors.New(res.Status)
		}
		if try == 200 {
			w.b.Fatalf("the server does not answer: %v", err)
		}
		time.Sleep(50 * time.Millisecond)
	}
	loaded := resident(server.Process.Pid)
	w.noteMemory("memory once loaded, at work", loaded, 0)
	w.noteMemory("memory when idle, whole portfolio loaded (resident)", settled(server.Process.Pid), 150)
}

// settled is the memory of a process once it has rested: it has worked for less than
// a fiftieth of the time since it last gave memory back. What every start does, the
// inspection of the database and the work that had come due, is over by then.
func settled(pid int) float64 {
	for at, try := worked(pid), 0; try < 20; try++ {
		time.Sleep(3 * restAfter)
		now := worked(pid)
		if now-at < restAfter/25 {
			break
		}
		at = now
	}
	return resident(pid)
}

// worked is how much time of the processors a process has taken.
func worked(pid int) time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(stat), ") ") // a name may hold spaces
	var user, system int64
	if parts := strings.Fields(after); len(parts) > 12 {
		fmt.Sscan(parts[11], &user)
		fmt.Sscan(parts[12], &system)
	}
	return time.Duration(user+system) * time.Second / 100 // in ticks, of which there are 100
}

func (w *budget) noteMemory(name string, got, limit float64) {
	verdict := "ok"
	switch {
	case got == 0:
		verdict = "not measured: not Linux"
	case got > limit:
		verdict = "OVER"
	}
	if limit == 0 {
		w.lines = append(w.lines, fmt.Sprintf("%-58s %9.1f MB", name, got))
		return
	}
	w.lines = append(w.lines, fmt.Sprintf("%-58s %9.1f MB %9.1f MB %12s  %s", name, got, limit, "", verdict))
}

// resident is the memory of a process, in MB, as Linux counts it.
func resident(pid int) float64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(status), "VmRSS:")
	var kb float64
	fmt.Sscan(after, &kb)
	return kb / 1024
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func cpuTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func (w *budget) measure() {
	query := "/projects?limit=50&sort=-total_cost&filter=" + url.QueryEscape(`total_cost > 1000000 and stage in ("build", "pilot", "rollout") and name ~ "projet"`)
	w.call("GET", query, "", "") // the portfolio is loaded
	w.line("list page of 50: filter, sort, rights (median)", 20*time.Millisecond, 0.5, 60, func(int) {
		r := httptest.NewRequest("GET", "/api/v1"+query, nil)
		r.Header.Set("X-As", "reader")
		w.do(r, "")
	})
	w.line("whole view: every project × every attribute (median)", 150*time.Millisecond, 0.5, 9, func(int) { w.call("GET", "/projects?shape=table&limit=20000", "", "") })
	w.line("one cell saved (median)", 15*time.Millisecond, 0.5, 120, w.saveCell)
	w.line("as of a year back, not seen before (median)", 300*time.Millisecond, 0.5, 5, func(i int) {
		w.call("GET", fmt.Sprintf("/projects?limit=50&as_of=2025-11-%02d", 10+i), "", "")
	})
	w.line("compare with a year back (median)", 300*time.Millisecond, 0.5, 5, func(i int) {
		w.call("GET", fmt.Sprintf("/projects?limit=50&compare_to=2025-10-%02d", 10+i), "", "")
	})
	w.measureImport()
	w.measureStart()
}

func (w *budget) saveCell(i int) {
	if _, ok := w.trySave(i); !ok {
		w.b.Fatal("a cell was changed by someone else")
	}
}

// trySave reads a project and saves one cell of it, and returns how long the
// saving took; false when someone else changed it in between.
func (w *budget) trySave(i int) (time.Duration, bool) {
	id := w.ids[i%len(w.ids)]
	read := w.call("GET", "/projects/"+id, "", "")
	start := time.Now()
	r := httptest.NewRequest("PATCH", "/api/v1/projects/"+id, strings.NewReader(fmt.Sprintf(`{"total_cost":{"amount":"%d","currency":"EUR"}}`, 1_000_000+i)))
	out := w.answer(r, strings.Trim(read.Header().Get("ETag"), `"`))
	if out.Code >= 400 && out.Code != http.StatusPreconditionFailed {
		w.b.Errorf("saving a cell: %d %s", out.Code, out.Body)
	}
	return time.Since(start), out.Code < 400
}

// measureStart closes the program and opens it again on what is there.
func (w *budget) measureStart() {
	if err := w.app.Close(context.Background()); err != nil {
		w.b.Fatal(err)
	}
	w.line("start, until it answers", time.Second, 0.5, 1, func(int) {
		var err error
		if w.app, err = Open(context.Background(), w.config, io.Discard); err != nil {
			w.b.Fatal(err)
		}
	})
	w.line("start, until the first list is there", 2*time.Second, 0.5, 1, func(int) { w.call("GET", "/projects?limit=50", "", "") })
}

// measureImport imports two editions of the whole portfolio, each as a file: one
// alone, and one while someone else saves cells.
func (w *budget) measureImport() {
	size := budgetSize()
	first := w.upload(0)
	w.line(fmt.Sprintf("import of %d rows: dry run", size), 3*time.Second, 0.5, 1, func(int) { w.call("POST", "/imports/"+first+"/dry-run", "", "") })
	w.line(fmt.Sprintf("import of %d rows: write", size), 5*time.Second, 0.5, 1, func(int) { w.applyImport(first) })
	second := w.upload(1)
	w.call("POST", "/imports/"+second+"/dry-run", "", "")
	var saves []time.Duration
	done := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-done:
				return
			default:
			}
			if took, ok := w.trySave(i); ok { // else the import changed the row since it was read
				saves = append(saves, took)
			}
		}
	})
	w.applyImport(second)
	close(done)
	wg.Wait()
	w.note(fmt.Sprintf("one cell saved during an import (p99 of %d)", len(saves)), 30*time.Millisecond, 0.99, saves, 0)
}

// upload sends an edition and returns the import that reads it.
func (w *budget) upload(edition int) string {
	var body bytes.Buffer
	kind := multipartFile(&body, "edition.csv", w.edition(edition), map[string]string{"portfolio_name": "Bench"})
	r := httptest.NewRequest("POST", "/api/v1/imports", &body)
	r.Header.Set("Content-Type", kind)
	var imported struct{ ID string }
	if err := json.Unmarshal(w.do(r, "").Body.Bytes(), &imported); err != nil {
		w.b.Fatal(err)
	}
	return imported.ID
}

func (w *budget) applyImport(id string) {
	w.call("POST", "/imports/"+id+"/apply", "", "")
	w.awaitImport(id)
}

// awaitImport waits until an import that goes on by itself has ended.
func (w *budget) awaitImport(id string) {
	for {
		var im struct{ State string }
		if err := json.Unmarshal(w.call("GET", "/imports/"+id, "", "").Body.Bytes(), &im); err != nil {
			w.b.Fatal(err)
		}
		switch im.State {
		case "applied":
			return
		case "failed":
			w.b.Fatal("the import failed")
		}
		time.Sleep(25 * time.Millisecond)
	}
}

// edition is a CSV file in which every project has another cost.
func (w *budget) edition(n int) []byte {
	var b bytes.Buffer
	b.WriteString("Code;Nom du projet;Description;Étape;Coût total (k€);Coût réalisé (k€);Début;Fin;Avancement\n")
	for i := range budgetSize() {
		fmt.Fprintf(&b, "P-%05d;Projet numéro %d de l’organisation;Description nouvelle %d;Déploiement;%d,%02d;%d;01/03/2024;31/12/2028;%d %%\n",
			i, (i*7919)%100_000, i+n, 1000+n+i%5000, i%100, i%900, (i+n)%101)
	}
	return b.Bytes()
}

func (w *budget) print(engine string) {
	text := fmt.Sprintf("\n%s, %d projects, %d versions each\n%-58s %12s %12s %12s\n", engine, budgetSize(), w.rounds, "", "measured", "budget", "CPU")
	text += strings.Join(w.lines, "\n") + "\n"
	fmt.Fprint(os.Stderr, text)
}

func labelled(s string) label.Text { return label.T(s, s) }

// multipartFile writes a form with a file and some fields, and returns its type.
func multipartFile(into *bytes.Buffer, name string, file []byte, fields map[string]string) string {
	m := multipart.NewWriter(into)
	for k, v := range fields {
		m.WriteField(k, v)
	}
	if part, err := m.CreateFormFile("file", name); err == nil {
		part.Write(file)
	}
	m.Close()
	return m.FormDataContentType()
}
