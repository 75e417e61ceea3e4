package api

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// role makes a role of some rights.
func (w *world) role(rights access.Right) int64 {
	w.t.Helper()
	r := access.Role{Key: strings.ReplaceAll(w.fresh("role"), "-", "_"), Rights: rights}
	r.Label.EN = r.Key
	w.change(func(tx *db.Tx, who access.Who) (err error) {
		r, err = access.CreateRole(context.Background(), tx, who, r)
		return err
	})
	return r.ID
}

// holder returns a person who is signed in, with some rights at a place.
func (w *world) holder(rights access.Right, place string) *client {
	w.t.Helper()
	a := w.account(w.fresh("person"))
	w.setPassword(a)
	w.grant(a.ID, w.role(rights), w.units[place])
	return w.signedIn(a)
}

func filtered(path, filter string) string { return path + "?filter=" + url.QueryEscape(filter) }

func TestAnExportHoldsOnlyWhatMayBeExported(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		w.project("own", field.Values{"name": field.Str("Exportable"), "total_cost": field.Int(1_0000)})
		w.project("sibling", field.Values{"name": field.Str("Readable only"), "total_cost": field.Int(2_0000)})
		a := w.account(w.fresh("reader"))
		w.setPassword(a)
		w.grant(a.ID, w.role(access.ReadProject|access.Export), w.units["own"])
		w.grant(a.ID, w.role(access.ReadProject), w.units["sibling"])
		c := w.signedIn(a)
		if got := want(t, c.send("GET", "/projects", nil), 200).text; !strings.Contains(got, "Readable only") {
			t.Fatalf("got %s", got)
		}
		for _, kind := range []string{"json", "ndjson", "csv"} {
			got := want(t, c.send("GET", "/exports/projects."+kind, nil), 200).text
			if !strings.Contains(got, "Exportable") || strings.Contains(got, "Readable only") || strings.Contains(got, "3.00") {
				t.Errorf("%s: got %s", kind, got)
			}
		}
	})
}

// Nothing that a filter answers, or refuses, tells of what is hidden.
func TestAFilterIsNoOracle(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		programme := w.project("own", field.Values{"name": field.Str("Programme")})
		w.project("own", field.Values{"name": field.Str("Child"), "programme": field.Int(programme), "total_cost": field.Int(1_0000)})
		hidden := w.project("foreign", field.Values{"name": field.Str("Hidden project"), "programme": field.Int(programme), "total_cost": field.Int(700_0000)})
		secret := w.account("secret.agent")
		c := w.holder(access.ReadProject|access.ReadPortfolio|access.EditPortfolio, "own")
		other := w.holder(access.ReadProject|access.ReadPortfolio, "own")
		same := func(what string, a, b answered) {
			t.Helper()
			if a.StatusCode != b.StatusCode || strings.Contains(a.text, secret.Name) {
				t.Errorf("%s: got %d %s for what is hidden, %d %s for what does not exist", what, a.StatusCode, a.text, b.StatusCode, b.text)
			}
		}
		for _, q := range []string{`unit = "%s"`, `manager = "%s"`, `programme = "%s"`, `unit in ("Branch", "%s")`} {
			names := map[string]string{"unit": "Far", "manager": secret.Login, "programme": "Hidden project"}
			name := names[strings.Fields(q)[0]]
			same(q, c.send("GET", filtered("/projects", fmt.Sprintf(q, name)), nil), c.send("GET", filtered("/projects", fmt.Sprintf(q, "Not there at all")), nil))
			portfolio := func(name string) answered {
				return c.send("POST", "/portfolios", map[string]any{"name": w.fresh("P"), "kind": "filter", "filter": fmt.Sprintf(q, name), "unit": w.d.Seal(w.units["own"])})
			}
			same("dynamic portfolio, "+q, portfolio(name), portfolio("Not there at all"))
		}
		// The sum over children, by halving: 701 is never found out.
		for _, path := range []string{"/projects", "/exports/projects.json"} {
			got := c.send("GET", filtered(path, `CHILDREN.SUM(total_cost) > 500`), nil)
			if got.StatusCode == 200 && strings.Contains(got.text, "Programme") {
				t.Errorf("%s: got %s", path, got.text)
			}
		}
		made := want(t, c.send("POST", "/portfolios", map[string]any{"name": "Large", "filter": "CHILDREN.SUM(total_cost) > 500", "unit": w.d.Seal(w.units["own"])}), 201).json(t)
		if fmt.Sprint(made["count"]) != "0" {
			t.Errorf("the portfolio counts %v: it read the hidden child", made["count"])
		}
		// A filter that an administrator wrote does not show its words to those who
		// may not see what they name, and still works.
		admin := w.signedIn(w.administrator())
		id := want(t, admin.send("POST", "/portfolios", map[string]any{"name": "Named", "kind": "filter", "filter": `programme = "Programme" or programme = "Hidden project"`, "unit": w.d.Seal(w.units["own"])}), 201).json(t)["id"]
		for _, path := range []string{"/portfolios/" + fmt.Sprint(id), "/portfolios", "/search?q=Named"} {
			if got := want(t, other.send("GET", path, nil), 200).text; strings.Contains(got, "Hidden") || strings.Contains(got, w.d.Seal(hidden)) {
				t.Errorf("%s: got %s", path, got)
			}
		}
		if got := want(t, other.send("GET", "/projects?portfolio="+fmt.Sprint(id), nil), 200).text; !strings.Contains(got, `"Child"`) {
			t.Errorf("got %s", got)
		}
		if got := want(t, admin.send("GET", "/portfolios/"+fmt.Sprint(id), nil), 200).text; !strings.Contains(got, "Hidden project") {
			t.Errorf("its author reads %s", got)
		}
	})
}

func TestAVersionCannotBeLeftOut(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		path := "/projects/" + w.d.Seal(w.project("own", nil))
		for _, match := range []string{`"0"`, "0", `"-1"`, "*", `W/"1"`, `"1","2"`, "1e0", " "} {
			got := c.with("If-Match", match).send("PATCH", path, map[string]any{"name": "Overwritten"})
			if got.StatusCode != 422 && got.StatusCode != 428 {
				t.Errorf("If-Match %s: got %d", match, got.StatusCode)
			}
			if got := c.with("If-Match", match).send("DELETE", path, nil); got.StatusCode < 400 {
				t.Errorf("If-Match %s: deleted", match)
			}
		}
	})
}

// What PostgreSQL cannot keep is refused at the door, or cleaned; it is never a 500.
func TestTextsThatCannotBeKeptAreNoFailure(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		path := "/projects/" + w.d.Seal(w.project("own", nil))
		for _, body := range []string{`{"description":"a\u0000b"}`, `{"na\u0000me":"a"}`, `{"name":["\u0000"]}`} {
			if got := c.with("If-Match", `"1"`).send("PATCH", path, body); got.StatusCode != 422 && got.StatusCode != 400 {
				t.Errorf("%s: got %d %s", body, got.StatusCode, got.text)
			}
		}
		for _, path := range []string{"/users?q=%00", "/users?q=%ff", "/units?q=%C0%80", "/search?q=%00", "/projects?q=%ff", "/portfolios?x=%00"} {
			if got := c.send("GET", path, nil); got.StatusCode != 422 {
				t.Errorf("%s: got %d %s", path, got.StatusCode, got.text)
			}
		}
		want(t, w.client().send("POST", "/session", `{"login":"a\u0000","password":"x"}`), 400)
		want(t, w.client().with("User-Agent", "\xff\xfe").send("POST", "/session", map[string]any{"login": "nobody", "password": "x"}), 401)
		// Lone surrogates, controls and reading from right to left are kept harmless.
		version := 1
		for in, out := range map[string]string{`\ud800x`: "\ufffdx", `a\u202eb`: "ab", `x\u001b[31m`: "x[31m", `\ufeffy`: "y"} {
			got := want(t, c.with("If-Match", fmt.Sprintf(`"%d"`, version)).send("PATCH", path, `{"name":"`+in+`"}`), 200).json(t)
			if got["name"] != out {
				t.Errorf("%s: got %q, want %q", in, got["name"], out)
			}
			version++
		}
		long := strings.Repeat("é", 100_000)
		if got := want(t, c.with("If-Match", fmt.Sprintf(`"%d"`, version)).send("PATCH", path, map[string]any{"description": long}), 200).json(t); got["description"] != long {
			t.Error("100,000 characters did not come back")
		}
	})
}

func TestWhatOneLosesSightOfIsTold(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		a := w.account(w.fresh("reader"))
		w.grant(a.ID, w.roles["reader"], w.units["own"])
		moved, merged, into := w.project("own", nil), w.project("own", nil), w.project("own", nil)
		hidden := w.project("foreign", nil)
		who, err := access.Load(context.Background(), w.d, a.ID, "web")
		if err != nil {
			t.Fatal(err)
		}
		before, err := w.s.Portfolio.Live(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		w.edit(project.Edit{ID: moved, Values: field.Values{"unit": field.Int(w.units["foreign"])}})
		w.edit(project.Edit{ID: hidden, Values: field.Values{"name": field.Str("Still hidden")}})
		w.change(func(tx *db.Tx, who access.Who) error {
			_, err := project.Merge(context.Background(), tx, who, before.Catalogue, into, merged)
			return err
		})
		rec := &recorder{}
		live, err := w.s.tell(context.Background(), rec, who, before, before.Change)
		if err != nil {
			t.Fatal(err)
		}
		for id, want := range map[int64]bool{moved: true, merged: true, into: true, hidden: false} {
			if got := strings.Contains(rec.text.String(), w.d.Seal(id)); got != want {
				t.Errorf("project %d told: %t, want %t", id, got, want)
			}
		}
		// From then on it is as hidden as any other.
		w.edit(project.Edit{ID: moved, Values: field.Values{"name": field.Str("Changed there")}})
		rec = &recorder{}
		if _, err := w.s.tell(context.Background(), rec, who, live, live.Change); err != nil || strings.Contains(rec.text.String(), w.d.Seal(moved)) {
			t.Errorf("got %s, %v", rec.text.String(), err)
		}
	})
}

func (w *world) edit(e project.Edit) {
	w.t.Helper()
	w.change(func(tx *db.Tx, who access.Who) error {
		c, err := field.Load(context.Background(), tx, "project")
		if err == nil {
			_, err = project.Change(context.Background(), tx, who, c, e)
		}
		return err
	})
}

func TestALargeChangeIsToldToItsEnd(t *testing.T) {
	w := newWorld(t, sqlite(t))
	before, err := w.s.Portfolio.Live(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	const many = 2*page + 10
	edits := make([]project.Edit, many)
	for i := range edits {
		edits[i].Values = field.Values{"name": field.Str("P"), "unit": field.Int(w.units["own"])}
	}
	if err := w.d.Reserve(context.Background(), 3*many); err != nil {
		t.Fatal(err)
	}
	w.change(func(tx *db.Tx, who access.Who) error {
		_, err := project.Write(context.Background(), tx, who, before.Catalogue, edits)
		return err
	})
	rec := &recorder{}
	if _, err := w.s.tell(context.Background(), rec, access.System("test"), before, before.Change); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(rec.text.String(), `","`); got < many-10 {
		t.Errorf("about %d of %d projects were told", got, many)
	}
}

func TestPagesGoOnWhereTheyEndedWhenRowsComeAndGo(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		ids := map[string]int64{}
		for _, name := range []string{"B", "C", "D", "E", "F"} {
			ids[name] = w.project("own", field.Values{"name": field.Str(name)})
		}
		names := func(got answered) (out string) {
			for _, it := range got.json(t)["items"].([]any) {
				out += fmt.Sprint(it.(map[string]any)["name"])
			}
			return out
		}
		first := want(t, c.send("GET", "/projects?limit=2&fields=name", nil), 200)
		w.project("own", field.Values{"name": field.Str("A")}) // comes before
		second := want(t, c.send("GET", fmt.Sprintf("/projects?limit=2&fields=name&after=%v", first.json(t)["next"]), nil), 200)
		w.edit(project.Edit{ID: ids["B"], State: project.Deleted}) // goes from before
		third := want(t, c.send("GET", fmt.Sprintf("/projects?limit=2&fields=name&after=%v", second.json(t)["next"]), nil), 200)
		if got := names(first) + names(second) + names(third); got != "BCDEF" {
			t.Errorf("got %s, want BCDEF", got)
		}
		for _, bad := range []string{"x", "-1", "1e3", "%2B"} {
			if got := c.send("GET", "/projects?after="+bad, nil); got.StatusCode != 422 {
				t.Errorf("after=%s: got %d", bad, got.StatusCode)
			}
		}
	})
}

// Many people, many projects, any order: whatever happens, nothing is lost that
// was answered with 200, and what was not is answered with 412 and both values.
func TestEditorsAtOnceLoseNothingThatWasAnswered(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		path := "/projects/" + w.d.Seal(w.project("own", nil))
		var wg sync.WaitGroup
		var mu sync.Mutex
		accepted := 0
		for i := range 8 {
			wg.Go(func() {
				own := *c
				own.cookies = map[string]string{}
				for k, v := range c.cookies {
					own.cookies[k] = v
				}
				for n := range 5 {
					row := own.send("GET", path, nil)
					got := own.with("If-Match", row.Header.Get("ETag")).send("PATCH", path, map[string]any{"total_cost": fmt.Sprint(i*10 + n + 1)})
					switch got.StatusCode {
					case 200:
						mu.Lock()
						accepted++
						mu.Unlock()
					case 412:
						if !strings.Contains(got.text, `"current":{`) {
							t.Errorf("no current value in %s", got.text)
						}
					default:
						t.Errorf("got %d %s", got.StatusCode, got.text)
					}
				}
			})
		}
		wg.Wait()
		if got := fmt.Sprint(want(t, c.send("GET", path, nil), 200).json(t)["version"]); got != fmt.Sprint(accepted+1) {
			t.Errorf("got version %s after %d edits that were accepted", got, accepted)
		}
		if bad, err := w.d.VerifyChain(context.Background()); err != nil || len(bad) > 0 {
			t.Errorf("the history does not hold: %v %v", bad, err)
		}
	})
}

func TestABrokenPortfolioCanStillBeReadAndMended(t *testing.T) {
	w := newWorld(t, sqlite(t))
	c := w.signedIn(w.administrator())
	p := w.project("own", field.Values{"name": field.Str("Goes away")})
	made := want(t, c.send("POST", "/portfolios", map[string]any{"name": "P", "kind": "filter", "filter": `programme = "Goes away"`}), 201).json(t)
	w.edit(project.Edit{ID: p, State: project.Deleted})
	path := "/portfolios/" + fmt.Sprint(made["id"])
	if got := want(t, c.send("GET", path, nil), 200).json(t); fmt.Sprint(got["count"]) != "-1" || got["filter"] == "" {
		t.Errorf("got %v", got)
	}
	want(t, c.with("If-Match", `"1"`).send("PATCH", path, map[string]any{"name": "Renamed"}), 200)
	want(t, c.with("If-Match", `"2"`).send("PATCH", path, map[string]any{"filter": "total_cost > 1"}), 200)
	want(t, c.with("If-Match", `"3"`).send("DELETE", path, nil), 204)
}
