package api

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/money"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/portfolio"
	"vigie/room/project"
)

// alter changes a project in the name of the program.
func (w *world) alter(id int64, vs field.Values) {
	w.t.Helper()
	w.change(func(tx *db.Tx, who access.Who) error {
		c, err := field.Load(context.Background(), tx, "project")
		if err != nil {
			return err
		}
		_, err = project.Change(context.Background(), tx, who, c, project.Edit{ID: id, Values: vs})
		return err
	})
}

// probes are all ways in which somebody could ask a summary for what he may not
// see: by filters that halve, by comparing, by explanations, by portfolios whose
// filter asks.
func probes(manual, asking, parent string) []string {
	filters := []string{"", "total_cost > 1", `name ~ "secret"`, `weather = "stormy"`, "end < today", "total_cost > total_cost_baseline", "programme is not empty"}
	for bound := 1; bound < 1<<20; bound *= 4 {
		filters = append(filters, fmt.Sprintf("total_cost > %d", bound))
	}
	var out []string
	for _, id := range []string{"all", manual, asking} {
		for _, f := range filters {
			q := "filter=" + url.QueryEscape(f)
			out = append(
				out, "/portfolios/"+id+"/summary?"+q, "/portfolios/"+id+"/summary?compare_to=baseline&"+q, "/portfolios/"+id+"/changes?from=baseline&"+q,
				"/explain?object=portfolio:"+id+"&attribute=total_cost&"+q, "/explain?object=portfolio:"+id+"&attribute=trust&"+q,
				"/explain?object=portfolio:"+id+"&attribute=late&"+q,
			)
		}
	}
	for _, attribute := range []string{"trust", "total_cost", "of_children"} {
		out = append(out, "/explain?object=project:"+parent+"&attribute="+attribute)
	}
	return out
}

var numbered = regexp.MustCompile(`"change":\d+`)

func TestNothingOfAHiddenProjectShowsWhicheverWayOneAsks(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		amount := func(n int64) field.Value { return field.Int(int64(money.Units(n))) }
		seen := w.project("own", field.Values{"total_cost": amount(500), "total_cost_baseline": amount(400), "currency": field.Str("EUR")})
		hidden := w.project("sibling", field.Values{"name": field.Str("Secret"), "total_cost": amount(70_000), "currency": field.Str("EUR"), "programme": field.Ref(seen)})
		w.change(func(tx *db.Tx, who access.Who) error {
			c, err := field.Load(context.Background(), tx, "project")
			if err != nil {
				return err
			}
			f := &field.Field{Object: "project", Kind: field.Computed, Key: "of_children"}
			f.Label.EN, f.Label.FR = "Of children", "Des enfants"
			if f.Formula, err = c.ParseFormula("CHILDREN.SUM(total_cost)", 0, nil); err != nil {
				return err
			}
			return field.Create(context.Background(), tx, who, f)
		})
		reader := w.account(w.fresh("reader"))
		w.setPassword(reader)
		w.grant(reader.ID, w.roles["reader"], w.units["own"])
		c := w.signedIn(reader)
		manual, asking := w.bothPortfolios(seen, hidden)
		paths := probes(w.d.Seal(manual), w.d.Seal(asking), w.d.Seal(seen))
		ask := func() []string {
			out := make([]string, len(paths))
			for i, path := range paths {
				out[i] = numbered.ReplaceAllString(want(t, c.send("GET", path, nil), 200).text, "")
				if strings.Contains(out[i], "Secret") || strings.Contains(out[i], "70000") {
					t.Errorf("%s tells of the hidden project: %s", path, out[i])
				}
			}
			return out
		}
		before := ask()
		if !strings.Contains(before[0], `"partial":true`) {
			t.Errorf("got %s, want figures that say they are partial", before[0])
		}
		w.alter(hidden, field.Values{
			"total_cost": amount(3), "total_cost_baseline": amount(1), "weather": field.Int(4), "end": field.Int(int64(day.Of(2020, 1, 1))), "end_baseline": field.Int(int64(day.Of(2019, 1, 1))),
		})
		for i, after := range ask() {
			if after != before[i] {
				t.Errorf("%s tells a difference in the hidden project:\n%s\n%s", paths[i], before[i], after)
			}
		}
		want(t, c.send("GET", "/explain?object=project:"+w.d.Seal(hidden)+"&attribute=total_cost", nil), 404)
	})
}

// bothPortfolios makes a portfolio picked by hand with two projects, and one by a
// filter that asks for a cost; readers of "own" see both.
func (w *world) bothPortfolios(projects ...int64) (manual, asking int64) {
	w.t.Helper()
	w.change(func(tx *db.Tx, who access.Who) error {
		ctx := context.Background()
		p, err := portfolio.Create(ctx, tx, who, portfolio.Portfolio{Name: w.fresh("Picked"), Unit: w.units["own"]})
		if err != nil {
			return err
		}
		q, err := portfolio.Create(ctx, tx, who, portfolio.Portfolio{Name: w.fresh("Asking"), Unit: w.units["own"], Kind: portfolio.Filter, Filter: "total_cost > 1000"})
		manual, asking = p.ID, q.ID
		if err != nil {
			return err
		}
		return portfolio.SetMembers(ctx, tx, who, p.ID, projects, nil)
	})
	return manual, asking
}

func TestAnExplanationSaysWhoEnteredAValueAndOnlyToThoseWhoMayKnow(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		root := w.administrator()
		c := w.signedIn(root)
		made := want(t, c.send("POST", "/projects", map[string]any{"name": "Alpha", "unit": w.d.Seal(w.units["own"]), "total_cost": map[string]any{"amount": "1200000.00", "currency": "EUR"}}), 201).json(t)
		path := "/explain?object=project:" + made["id"].(string) + "&attribute=total_cost"
		got := want(t, c.send("GET", path, nil), 200).json(t)
		input := got["inputs"].([]any)[0].(map[string]any)
		if by, ok := input["by"].(map[string]any); !ok || by["name"] != root.Name || input["at"] == nil || !strings.Contains(got["rule"].(string), root.Name) {
			t.Errorf("got %v, want who entered it and when", got)
		}
		blind := w.account(w.fresh("blind"))
		w.setPassword(blind)
		var role access.Role
		w.change(func(tx *db.Tx, who access.Who) (err error) {
			role = access.Role{Key: strings.ReplaceAll(w.fresh("blind"), "-", "_"), Rights: access.ReadProject}
			role.Label.EN = role.Key
			role, err = access.CreateRole(context.Background(), tx, who, role)
			return err
		})
		w.grant(blind.ID, role.ID, w.units["own"])
		got = want(t, w.signedIn(blind).send("GET", path, nil), 200).json(t)
		input = got["inputs"].([]any)[0].(map[string]any)
		if input["by"] != nil || input["at"] != nil || input["change"] != nil || strings.Contains(got["rule"].(string), root.Name) {
			t.Errorf("got %v, want a value without who and when", got)
		}
	})
}

func TestTheTrustScoreFollowsItsSettings(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		id := w.project("own", nil)
		score := func() string {
			got := want(t, c.send("GET", "/explain?object=project:"+w.d.Seal(id)+"&attribute=trust", nil), 200).json(t)
			return got["value"].(string)
		}
		settings := func(version string, body map[string]any) map[string]any {
			return want(t, c.with("If-Match", version).send("PATCH", "/trust", body), 200).json(t)
		}
		settings(`"0"`, map[string]any{"attributes": []any{
			map[string]any{"attribute": "name", "weight": 1, "stages": []any{}}, map[string]any{"attribute": "manager", "weight": 3, "stages": []any{}},
		}, "rules": []any{}})
		if got := score(); got != "25" {
			t.Errorf("a quarter of the weight is filled: got %s, want 25", got)
		}
		settings(`"1"`, map[string]any{"rules": []any{map[string]any{"key": "nobody", "label": map[string]any{"en": "Nobody manages it"}, "condition": "manager is empty"}}})
		if got := score(); got != "22.5" {
			t.Errorf("with one finding: got %s, want 22.5", got)
		}
		want(t, c.with("If-Match", `"1"`).send("PATCH", "/trust", map[string]any{"rhythm": 9}), 412)
		for name, body := range map[string]map[string]any{
			"a rule that cannot be read":     {"rules": []any{map[string]any{"key": "a", "label": map[string]any{"en": "A"}, "condition": "sign = 3"}}},
			"a rule that depends on readers": {"rules": []any{map[string]any{"key": "a", "label": map[string]any{"en": "A"}, "condition": "unit = my units"}}},
			"an unknown attribute":           {"attributes": []any{map[string]any{"attribute": "sign", "weight": 1, "stages": []any{}}}},
			"an unknown stage":               {"finished": []any{"heaven"}},
		} {
			if got := c.with("If-Match", `"2"`).send("PATCH", "/trust", body); got.StatusCode != 422 {
				t.Errorf("%s: got %d %s, want 422", name, got.StatusCode, got.text)
			}
		}
	})
}

func TestAProjectThatIsDoneDoesNotGrowOld(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		freshness := func(stage string) string {
			id := w.project("own", nil)
			want(t, c.version(1).send("PATCH", "/projects/"+w.d.Seal(id), map[string]any{"stage": stage}), 200)
			w.change(func(tx *db.Tx, _ access.Who) error { // as if nobody had touched it since
				tx.Touch(project.Entity, id)
				_, err := db.Exec(context.Background(), tx, "UPDATE project SET updated = updated - $1 WHERE id = $2", 400*24*time.Hour.Milliseconds(), id)
				return err
			})
			return want(t, c.send("GET", "/explain?object=project:"+w.d.Seal(id)+"&attribute=freshness", nil), 200).json(t)["value"].(string)
		}
		if build, done := freshness("build"), freshness("done"); build != "0" || done != "1" {
			t.Errorf("not touched for 400 days: got %s while it is built and %s once done, want 0 and 1", build, done)
		}
	})
}

func TestListsProjectsAndExportsCompareWithTheBaseline(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		c := w.signedIn(w.administrator())
		amount := func(n int64) field.Value { return field.Int(int64(money.Units(n))) }
		late := w.project("own", field.Values{
			"end": field.Int(int64(day.Of(2027, 3, 1))), "end_baseline": field.Int(int64(day.Of(2026, 12, 1))), "total_cost": amount(120), "total_cost_baseline": amount(100), "currency": field.Str("EUR"),
		})
		w.project("own", field.Values{"end": field.Int(int64(day.Of(2027, 3, 1)))})
		rows := want(t, c.send("GET", "/projects?compare_to=baseline&fields=name,end,total_cost,start", nil), 200).json(t)["items"].([]any)
		for _, r := range rows {
			row := r.(map[string]any)
			if row["id"] != w.d.Seal(late) {
				if row["diff"] != "same" {
					t.Errorf("without a baseline: got %v, want the same", row)
				}
				continue
			}
			if was := row["was"].(map[string]any); row["diff"] != "changed" || was["end"] != "2026-12-01" || was["total_cost"].(map[string]any)["amount"] != "100.00" {
				t.Errorf("with a baseline: got %v, want what was promised", row)
			}
		}
		one := want(t, c.send("GET", "/projects/"+w.d.Seal(late)+"?compare_to=baseline", nil), 200).json(t)
		if was := one["was"].(map[string]any); was["end"] != "2026-12-01" {
			t.Errorf("one project: got %v", was)
		}
		want(t, c.send("GET", "/exports/projects.json?compare_to=baseline", nil), 200)
		want(t, c.send("GET", "/milestones?compare_to=baseline", nil), 200)
		changes := want(t, c.send("GET", "/portfolios/all/changes?from=baseline", nil), 200).json(t)
		if items := changes["items"].([]any); len(items) != 1 || !strings.Contains(items[0].(map[string]any)["text"].(string), "against the baseline") {
			t.Errorf("changes: got %v, want one, against the baseline", items)
		}
		want(t, c.send("GET", "/projects?compare_to=yesterday", nil), 422)
		want(t, c.send("GET", "/projects?compare_to=review:nothing", nil), 404)
	})
}

func TestSettingsOfTheTrustScoreAreForeseenUndoneAndSaid(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		root := w.administrator()
		c := w.signedIn(root)
		w.project("own", nil)
		score := func() string {
			got := want(t, c.send("GET", "/portfolios/all/summary", nil), 200).text
			_, rest, _ := strings.Cut(got, `"kind":"trust"`)
			return rest[:min(len(rest), 400)]
		}
		first := score()
		strict := map[string]any{"rhythm": 14, "rules": []any{}, "finished": []any{"done"}, "attributes": []any{
			map[string]any{"attribute": "name", "weight": 1, "stages": []any{}}, map[string]any{"attribute": "manager", "weight": 3, "stages": []any{"build"}},
		}}
		foreseen := want(t, c.send("POST", "/trust/preview", strict), 200).json(t)
		if foreseen["count"].(float64) < 1 || foreseen["better"].(float64)+foreseen["worse"].(float64) < 1 || len(foreseen["items"].([]any)) == 0 {
			t.Errorf("got %v, want the projects that it touches", foreseen)
		}
		if got := score(); got != first {
			t.Errorf("a preview changed what is shown: %s", got)
		}
		if got := c.send("POST", "/trust/preview", map[string]any{"finished": []any{"heaven"}}); got.StatusCode != 422 {
			t.Errorf("an unknown stage: got %d, want 422", got.StatusCode)
		}
		want(t, c.with("If-Match", `"0"`).send("PATCH", "/trust", strict), 200)
		after := foreseen["after"].(map[string]any)["score"].(string)
		if now := want(t, c.send("POST", "/trust/preview", strict), 200).json(t); now["before"].(map[string]any)["score"] != after || now["better"].(float64)+now["worse"].(float64) != 0 {
			t.Errorf("kept: got %v, want %s and nothing that would move", now, after)
		}
		for lang, said := range map[string]string{
			"en": `"changes":[{"what":"Rhythm","before":"31 days","after":"14 days"}`,
			"fr": `"changes":[{"what":"Rythme","before":"31 jours","after":"14 jours"}`,
		} {
			reader := w.administrator()
			w.change(func(tx *db.Tx, _ access.Who) error {
				_, err := db.Exec(context.Background(), tx, "UPDATE account SET language = $1 WHERE id = $2", lang, reader.ID)
				return err
			})
			told := w.signedIn(reader)
			for _, path := range []string{"/trust/history", "/audit?kind=catalogue"} {
				got := want(t, told.send("GET", path, nil), 200).text
				if !strings.Contains(got, said) {
					t.Errorf("%s in %s: got %s, want %s in it", path, lang, got[:min(len(got), 500)], said)
				}
			}
		}
		back := want(t, c.with("If-Match", `"1"`).send("POST", "/trust/revert", map[string]any{"to": 0}), 200).json(t)
		if back["version"].(float64) != 2 || back["rhythm"].(float64) != 31 || len(back["rules"].([]any)) == 0 || score() != first {
			t.Errorf("undone: got %v", back)
		}
		again := want(t, c.with("If-Match", `"2"`).send("POST", "/trust/revert", map[string]any{"to": 1}), 200).json(t)
		if again["rhythm"].(float64) != 14 {
			t.Errorf("kept again: got %v", again)
		}
		if got := c.with("If-Match", `"3"`).send("POST", "/trust/revert", map[string]any{"to": 9}); got.StatusCode != 422 {
			t.Errorf("no such version: got %d, want 422", got.StatusCode)
		}
	})
}
