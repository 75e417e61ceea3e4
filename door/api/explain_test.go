package api

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"strings"
	"testing"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/milestone"
	"vigie/room/view"
)

func init() {
	sees := func(p *persona, place string) bool { return p.rights&access.ReadProject != 0 && p.reaches(place) }
	maps.Copy(fixtures, map[string]fixture{
		"GET /rights/explain": {query: "object=project:{id}", request: aProject(nil), may: sees},
		"GET /rights/who":     {query: "object=project:{id}", request: aProject(nil), may: sees},
	})
}

// why asks why somebody may, or may not.
func (c *client) why(object, user, action string) answered {
	q := url.Values{"object": {object}}
	if user != "" {
		q.Set("user", user)
	}
	if action != "" {
		q.Set("action", action)
	}
	return c.send("GET", "/rights/explain?"+q.Encode(), nil)
}

// allowed reads one answer.
func allowed(t *testing.T, got answered, action string) (bool, map[string]any) {
	t.Helper()
	for _, a := range want(t, got, 200).json(t)["answers"].([]any) {
		if m := a.(map[string]any); m["action"] == action {
			return m["allowed"].(bool), m
		}
	}
	t.Fatalf("no answer about %q in %s", action, got.text)
	return false, nil
}

// TestWhatIsExplainedIsWhatHappens asks, as an administrator, about everybody and
// objects at every place, and then tries what was said as that person.
func TestWhatIsExplainedIsWhatHappens(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		root := w.administrator()
		asker := w.signedIn(root)
		personas := w.personas()
		for _, place := range places {
			for _, p := range personas {
				if p.account.ID == 0 || p.token {
					continue
				}
				id := w.project(place, nil)
				sealed, user := w.d.Seal(id), w.d.Seal(p.account.ID)
				date := w.record(milestone.Kind, field.Values{"project": field.Ref(id), "name": field.Str("Go-live"), "date": field.Int(740_000)})
				ids, _ := aPortfolio(nil)(w, p, place)
				for _, try := range []struct {
					object, action, method, path string
					body                         any
				}{
					{"project:" + sealed, "see", "GET", "/projects/" + sealed, nil},
					{"project:" + sealed, "edit", "PATCH", "/projects/" + sealed, map[string]any{"name": w.fresh("Changed")}},
					{"project:" + sealed, "comment", "POST", "/projects/" + sealed + "/comments", map[string]any{"body": "Said"}},
					{"milestone:" + w.d.Seal(date), "edit", "PATCH", "/milestones/" + w.d.Seal(date), map[string]any{"name": "Changed"}},
					{"milestone:" + w.d.Seal(date), "history", "GET", "/milestones/" + w.d.Seal(date) + "/history", nil},
					{"portfolio:" + ids[0], "see", "GET", "/portfolios/" + ids[0], nil},
					{"portfolio:" + ids[0], "edit", "PATCH", "/portfolios/" + ids[0], map[string]any{"name": w.fresh("Changed")}},
					{"unit:" + w.d.Seal(w.units[place]), "create", "POST", "/projects", map[string]any{"name": w.fresh("New"), "unit": w.d.Seal(w.units[place])}},
					{"project:" + sealed, "delete", "DELETE", "/projects/" + sealed, nil},
				} {
					said, m := allowed(t, asker.why(try.object, user, try.action), try.action)
					c := p.c
					if try.method == "PATCH" || try.method == "DELETE" {
						version := `"1"`
						if try.action == "delete" && w.mayEdit(t, asker, sealed, user) {
							version = `"2"`
						}
						c = c.with("If-Match", version)
					}
					got := c.send(try.method, try.path, try.body)
					if ok := got.StatusCode < 300; ok != said {
						t.Errorf("%s %s at %q as %s: explained %t, got %d %s", try.action, try.object, place, p.name, said, got.StatusCode, got.text)
					}
					if reasons := m["reasons"].([]any); said == (len(reasons) == 0 && m["own"] == nil) {
						t.Errorf("%s at %q as %s: allowed %t, reasons %v", try.action, place, p.name, said, reasons)
					}
					if lacks := m["lacks"].([]any); said == (len(lacks) > 0) {
						t.Errorf("%s at %q as %s: allowed %t, lacks %v", try.action, place, p.name, said, lacks)
					}
				}
			}
		}
	})
}

func (w *world) mayEdit(t *testing.T, asker *client, project, user string) bool {
	t.Helper()
	ok, _ := allowed(t, asker.why("project:"+project, user, "edit"), "edit")
	return ok
}

func TestAnExplanationTellsNothingOfWhatOneMayNotSee(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		chief := w.account(w.fresh("chief"))
		w.setPassword(chief)
		w.grant(chief.ID, w.roles["administrator"], w.units["own"])
		c := w.signedIn(chief)
		mine, theirs := w.account(w.fresh("mine")), w.account(w.fresh("theirs"))
		w.grant(mine.ID, w.roles["reader"], w.units["child"])
		w.grant(theirs.ID, w.roles["reader"], w.units["foreign"])
		here, there := w.d.Seal(w.project("child", nil)), w.d.Seal(w.project("foreign", nil))
		var private view.View
		w.change(func(tx *db.Tx, _ access.Who) error {
			who, err := access.Load(context.Background(), tx, mine.ID, "web")
			if err == nil {
				private, err = view.Create(context.Background(), tx, who, view.View{Object: "project", Name: label.T("Mine", "Mine")})
			}
			return err
		})
		nothing := strings.ReplaceAll(c.why("project:"+w.d.Seal(1<<40), "", "").text, w.d.Seal(1<<40), "x")
		for name, got := range map[string]answered{
			"a project elsewhere":               c.why("project:"+there, "", ""),
			"a project elsewhere, of one's own": c.why("project:"+there, w.d.Seal(mine.ID), ""),
			"a unit elsewhere":                  c.why("unit:"+w.d.Seal(w.units["foreign"]), "", ""),
			"the private view of somebody":      c.why("view:"+w.d.Seal(private.ID), w.d.Seal(mine.ID), ""),
			"somebody elsewhere":                c.why("project:"+here, w.d.Seal(theirs.ID), ""),
			"somebody elsewhere, as object":     c.why("user:"+w.d.Seal(theirs.ID), "", ""),
			"nobody":                            c.why("project:"+here, w.d.Seal(1<<40), ""),
			"who sees a project elsewhere":      c.send("GET", "/rights/who?object=project:"+there, nil),
			"the object of another kind":        c.why("portfolio:"+here, "", ""),
		} {
			if got.StatusCode != 404 || strings.ReplaceAll(got.text, w.d.Seal(1<<40), "x") != nothing {
				t.Errorf("%s: got %d %s, want the same as of what is not there: %s", name, got.StatusCode, got.text, nothing)
			}
		}
		for _, bad := range []string{"project", "pirate:" + here, "project:" + here + "&action=fly"} {
			if got := c.send("GET", "/rights/explain?object="+bad, nil); got.StatusCode != 422 {
				t.Errorf("%s: got %d %s, want 422", bad, got.StatusCode, got.text)
			}
		}
	})
}

func TestAReasonTellsTheWholeChain(t *testing.T) {
	eachWorld(t, func(t *testing.T, w *world) {
		root := w.administrator()
		c := w.signedIn(root)
		group := want(t, c.send("POST", "/groups", map[string]any{"name": "Committee"}), 201).json(t)["id"].(string)
		want(t, c.send("POST", "/grants", map[string]any{"group": group, "role": w.d.Seal(w.roles["reader"]), "unit": w.d.Seal(w.units["own"])}), 201)
		a := w.account(w.fresh("member"))
		user := w.d.Seal(a.ID)
		id := w.d.Seal(w.project("child", nil))
		ok, m := allowed(t, c.why("project:"+id, user, "see"), "see")
		if ok || fmt.Sprint(m["givers"]) == "[]" {
			t.Errorf("before: got %v, want no, and who could give it", m)
		}
		want(t, c.with("If-Match", `"1"`).send("PATCH", "/users/"+user, map[string]any{"groups": []string{group}}), 200)
		ok, m = allowed(t, c.why("project:"+id, user, "see"), "see")
		text := fmt.Sprint(m["reasons"])
		for _, part := range []string{"Committee", "Branch", root.Name, "in the group on", "given on"} {
			if !ok || !strings.Contains(text, part) {
				t.Errorf("got %t %s, want %q in it", ok, text, part)
			}
		}
		sees := want(t, c.send("GET", "/rights/who?object=project:"+id, nil), 200).text
		if !strings.Contains(sees, a.Name) || !strings.Contains(sees, "Committee") {
			t.Errorf("who sees it: got %s, want the member and the group", sees)
		}
	})
}
