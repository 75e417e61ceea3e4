package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
)

// realFile is the path of a file that nobody in this project wrote.
func realFile(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join("..", "..", "shared", "data", "portfolios", name)
	if _, err := os.Stat(path); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("left out: the real files are not beside the repository")
	}
	return path
}

// eachPlace runs a test on a folder with SQLite and on a PostgreSQL database.
func eachPlace(t *testing.T, f func(t *testing.T, place []string)) {
	t.Run("SQLite", func(t *testing.T) { f(t, []string{"--data", t.TempDir()}) })
	t.Run("PostgreSQL", func(t *testing.T) {
		f(t, []string{"--data", t.TempDir(), "--database", dbtest.PostgresURL(t)})
	})
}

type importAnswer struct {
	Rows, New, Changed, Unchanged, Gone, Refused int
	Totals                                       map[string]any
	Cells                                        map[string]int
	CellsRefused                                 []struct {
		Row                   int
		Column, Value, Reason string
	} `json:"cells_refused"`
	Doubtful []struct{ Row int }
}

func imports(t *testing.T, want int, args ...string) importAnswer {
	t.Helper()
	code, out, errs := run(t, nil, append([]string{"import", "--json"}, args...)...)
	if code != want {
		t.Fatalf("import %v: got %d, want %d: %s", args, code, want, errs)
	}
	var a importAnswer
	if out != "" {
		if err := json.Unmarshal([]byte(out), &a); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	return a
}

// The control totals of shared/data/README.md, in base units.
var controls = []struct {
	file, date  string
	rows, cells int
	total       string
}{
	{"fr-panorama/panorama-edition-2016-11.csv", "2016-11-30", 57, 49, "2292900000.00"},
	{"fr-panorama/panorama-edition-2017-11.csv", "2017-11-30", 61, 53, "2633800000.00"},
	{"fr-panorama/panorama-edition-2018-06.csv", "2018-06-30", 61, 59, "2808780000.00"},
	{"fr-panorama/panorama-edition-2021-07.csv", "2021-07-31", 49, 43, "1881780000.00"},
	{"fr-panorama/panorama-2018-03-export.xlsx", "2018-03-31", 61, 60, "2826280000.00"},
	{"uk-gmpp/gmpp-published-2014.csv", "2013-09-30", 199, 183, "398606602494.42"},
	{"uk-gmpp/gmpp-published-2015.csv", "2014-09-30", 188, 174, "488920510000.00"},
	{"uk-gmpp/gmpp-published-2021.csv", "2021-03-31", 184, 164, "541951370000.00"},
	{"uk-gmpp/gmpp-published-2022.csv", "2022-03-31", 235, 191, "494181000000.00"},
}

func TestEveryRealFileGivesItsControlTotal(t *testing.T) {
	for _, c := range controls {
		t.Run(filepath.Base(c.file), func(t *testing.T) {
			path := realFile(t, c.file)
			eachPlace(t, func(t *testing.T, place []string) {
				args := append([]string{path, "--portfolio", "Real", "--as-of", c.date}, place...)
				a := imports(t, exitOK, args...)
				if a.Rows != c.rows || a.New != c.rows || a.Refused != 0 {
					t.Errorf("got %d rows, %d new, %d refused; want %d new", a.Rows, a.New, a.Refused, c.rows)
				}
				if a.Cells["total_cost"] != c.cells || a.Totals["total_cost"] != c.total {
					t.Errorf("got %d cells, %v; want %d, %s", a.Cells["total_cost"], a.Totals["total_cost"], c.cells, c.total)
				}
				for _, r := range a.CellsRefused {
					if r.Row == 0 || r.Column == "" || r.Value == "" || r.Reason == "" {
						t.Errorf("a refused cell without row, column, value or reason: %+v", r)
					}
				}
				again := imports(t, exitOK, args...)
				if again.Unchanged != c.rows || again.New+again.Changed+again.Gone != 0 {
					t.Errorf("again: got %+v, want all unchanged", again)
				}
			})
		})
	}
}

func TestSlipsOfTwoProjectsShowBetweenTwoEditions(t *testing.T) {
	eachPlace(t, func(t *testing.T, place []string) {
		order := controls[:4]
		if strings.HasSuffix(t.Name(), "PostgreSQL") {
			order = slices.Clone(order)
			slices.Reverse(order)
		}
		for _, c := range order {
			imports(t, exitOK, append([]string{realFile(t, c.file), "--portfolio", "Panorama", "--as-of", c.date, "--doubtful", "same"}, place...)...)
		}
		for name, want := range map[string]string{"EXPADON 2": "2016-11-30 16100000.00 27740000.00", "SAPHIR": "2017-11-30 4400000.00 7480000.00"} {
			before, _, _ := strings.Cut(want, " ")
			code, out, errs := run(t, nil, append([]string{"export", "--portfolio", "Panorama", "--filter", fmt.Sprintf("name = %q", name), "--as-of", "2021-07-31", "--compare-to", before, "--format", "json", "--fields", "name,total_cost"}, place...)...)
			if code != exitOK {
				t.Fatal(errs)
			}
			var got struct {
				Items []struct {
					Cost struct{ Amount string } `json:"total_cost"`
					Was  struct {
						Cost struct{ Amount string } `json:"total_cost"`
					} `json:"was"`
				}
			}
			if err := json.Unmarshal([]byte(out), &got); err != nil || len(got.Items) != 1 {
				t.Fatalf("%s: %v %s", name, err, out)
			}
			if line := fmt.Sprint(before, " ", got.Items[0].Was.Cost.Amount, " ", got.Items[0].Cost.Amount); line != want {
				t.Errorf("%s: got %s, want %s", name, line, want)
			}
		}
	})
}

func TestDoubtfulRowsWriteNothingAndEndWithThree(t *testing.T) {
	eachPlace(t, func(t *testing.T, place []string) {
		first, second := controls[0], controls[1]
		imports(t, exitOK, append([]string{realFile(t, first.file), "--portfolio", "P", "--as-of", first.date}, place...)...)
		a := imports(t, exitDoubtful, append([]string{realFile(t, second.file), "--portfolio", "P", "--as-of", second.date, "--mapping", "auto"}, place...)...)
		if len(a.Doubtful) == 0 {
			t.Error("no doubtful row is named")
		}
		again := imports(t, exitOK, append([]string{realFile(t, first.file), "--portfolio", "P", "--as-of", first.date, "--dry-run"}, place...)...)
		if again.Unchanged != first.rows {
			t.Errorf("after the doubt: got %+v, want all unchanged", again)
		}
	})
}

func TestAUnitThatIsGuessedIsSaid(t *testing.T) {
	file := filepath.Join(t.TempDir(), "costs.csv")
	if err := os.WriteFile(file, []byte("code,name,cost\nA,One,12.5\nB,Two,3\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, errs := run(t, nil, "import", file, "--portfolio", "P", "--dry-run", "--data", t.TempDir())
	if code != 0 || !strings.Contains(out, "note: cost: No unit is given; costs this small are read as millions") {
		t.Errorf("got %d, %s %s", code, out, errs)
	}
}

func TestProgrammesThatAreNotThereAreSaidAndCanBeLeftOut(t *testing.T) {
	place := []string{"--data", t.TempDir()}
	file := filepath.Join(t.TempDir(), "a.csv")
	mapping := filepath.Join(t.TempDir(), "m.json")
	for name, text := range map[string]string{
		file:    "Nom;Programme\nAlpha;Socle\nBeta;Cap\n",
		mapping: `{"columns": [{"header": "Programme", "action": "attribute", "attribute": "programme", "values": {"Cap": ""}}]}`,
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	said := func(want string, args ...string) {
		t.Helper()
		code, out, errs := run(t, french, slices.Concat([]string{"import"}, place, []string{"--portfolio", "P", file}, args)...)
		if code != exitOK || !strings.Contains(out, want) {
			t.Errorf("%v: got %d and %s%s, want %q", args, code, out, errs, want)
		}
	}
	said("programmes qui n’existent pas encore\u202f: 2 (Socle, Cap)", "--dry-run")
	said("programmes qui n’existent pas encore\u202f: 1 (Socle)", "--mapping", mapping)
	said(`"new_programmes": []`, "--mapping", mapping, "--json")
}

func TestImportUnderstandsItsCommandLine(t *testing.T) {
	file := filepath.Join(t.TempDir(), "p.csv")
	if err := os.WriteFile(file, []byte("Project name;Total cost (£m)\nAlpha;1.5\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	data := []string{"--data", t.TempDir()}
	for want, lines := range map[int][][]string{
		exitUsage:   {{}, {file}, {file, "--portfolio", "P", "--as-of", "tomorrow"}, {file, "--portfolio", "P", "--doubtful", "maybe"}, {file, "--portfolio", "P", "--object", "planet"}},
		exitFailure: {{file + "x", "--portfolio", "P"}, {file, "--portfolio", "P", "--as-of", "2099-01-01"}, {file, "--portfolio", "P", "--sheet", "none"}, {file, "--portfolio", "P", "--mapping", file}},
		exitOK:      {{file, "--portfolio", "P", "--dry-run"}, {file, "--portfolio", "P", "--json"}},
	} {
		for _, line := range lines {
			if code, out, errs := run(t, french, append(append([]string{"import"}, line...), data...)...); code != want {
				t.Errorf("import %v: got %d, want %d: %s%s", line, code, want, out, errs)
			}
		}
	}
}

// TestImportProcess is not a test: it is the program, for the test that kills it.
func TestImportProcess(t *testing.T) {
	args := os.Getenv("VIGIE_TEST_IMPORT")
	if args == "" {
		t.Skip("run by another test")
	}
	os.Exit(Run(context.Background(), Console{In: strings.NewReader(""), Out: os.Stdout, Err: os.Stderr, Version: "test", Env: func(string) string { return "" }}, strings.Split(args, "\n")))
}

func TestAnImportThatIsKilledIsWholeOrNotThereAfterTheNextStart(t *testing.T) {
	var text bytes.Buffer
	text.WriteString("Code;Project name;Total cost (£m)\n")
	const rows = 1500
	for i := range rows {
		fmt.Fprintf(&text, "P%d;Project number %d;%d\n", i, i, i)
	}
	file := filepath.Join(t.TempDir(), "p.csv")
	if err := os.WriteFile(file, text.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	eachPlace(t, func(t *testing.T, place []string) {
		for i := range 6 {
			args := append([]string{"import", file, "--portfolio", fmt.Sprint("P", i), "--as-of", fmt.Sprintf("20%d-01-01", 10+i)}, place...)
			c := exec.Command(os.Args[0], "-test.run=^TestImportProcess$")
			c.Env = append(os.Environ(), "VIGIE_TEST_IMPORT="+strings.Join(args, "\n"))
			if err := c.Start(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Duration(150+200*i) * time.Millisecond)
			c.Process.Kill()
			c.Wait()
			n := membersAfterStart(t, place, fmt.Sprint("P", i))
			if n != 0 && n != rows {
				t.Errorf("kill %d: got %d of %d projects in the portfolio, want all or none", i, n, rows)
			}
		}
	})
}

// membersAfterStart starts the program, lets it go on with what was left, and
// counts the projects of a portfolio.
func membersAfterStart(t *testing.T, place []string, name string) int {
	t.Helper()
	c := newConfig("test")
	c.Data, c.Backups, c.SessionIdle, c.SessionLife = place[1], 0, time.Minute, time.Hour
	if len(place) > 2 {
		c.Database = place[3]
	}
	a, err := Open(t.Context(), *c, &bytes.Buffer{})
	if err != nil {
		t.Fatal(err)
	}
	defer a.Close(context.Background())
	for range 600 {
		left, err := db.Get[int64](t.Context(), a.DB, "SELECT count(*) FROM import WHERE state IN ('applying', 'retracting', 'undoing')")
		if err != nil {
			t.Fatal(err)
		}
		if left == 0 {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	n, err := db.Get[int64](t.Context(), a.DB, "SELECT count(*) FROM portfolio_member m JOIN portfolio p ON p.id = m.portfolio_id WHERE p.name = $1 AND m.active = 1", name)
	if err != nil {
		t.Fatal(err)
	}
	return int(n)
}
