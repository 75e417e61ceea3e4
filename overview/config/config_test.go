package config_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"vigie/ground/db"
	"vigie/ground/db/dbtest"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/overview/config"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/dashboard"
	"vigie/room/field"
	"vigie/room/form"
	"vigie/room/lifecycle"
	"vigie/room/template"
	"vigie/room/trust"
	"vigie/room/view"
)

var (
	ctx = context.Background()
	sys = access.System("test")
)

type world struct {
	t *testing.T
	d *db.DB
	config.Desk
}

// fresh is an instance as a first start leaves it.
func fresh(t *testing.T, d *db.DB) *world {
	w := &world{t, d, config.Desk{DB: d, Portfolio: snapshot.NewKeeper(d)}}
	w.change(func(tx *db.Tx) error {
		return errors.Join(access.Seed(ctx, tx, sys, "Ministère"), field.Seed(ctx, tx, sys), view.Seed(ctx, tx, sys))
	})
	return w
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		var f *fault.Fault
		if errors.As(err, &f) {
			for _, d := range f.Details {
				w.t.Errorf("%s: %s", d.Where, d.Text.In(label.EN))
			}
		}
		w.t.Fatal(err)
	}
}

func (w *world) change(f func(*db.Tx) error) int64 {
	w.t.Helper()
	n, err := w.d.Update(ctx, sys.Origin(), f)
	w.must(err)
	return n
}

func (w *world) read() config.Document {
	w.t.Helper()
	doc, err := w.Read(ctx, w.d, sys, 0)
	w.must(err)
	return doc
}

func (w *world) export() string {
	w.t.Helper()
	b, err := w.read().Encode()
	w.must(err)
	return string(b)
}

func (w *world) parse(text string) config.Document {
	w.t.Helper()
	doc, err := config.Decode([]byte(text))
	w.must(err)
	return doc
}

func (w *world) apply(ask config.Ask) config.Outcome {
	w.t.Helper()
	var out config.Outcome
	w.change(func(tx *db.Tx) (err error) {
		out, err = w.Apply(ctx, tx, sys, ask)
		return err
	})
	return out
}

func (w *world) field(key string) *field.Field {
	w.t.Helper()
	c, err := field.Load(ctx, w.d, "project")
	w.must(err)
	return c.Get(key)
}

// designed makes an instance with something in every section.
func designed(t *testing.T, d *db.DB) *world {
	w := fresh(t, d)
	w.change(func(tx *db.Tx) error {
		risky := &field.Field{Object: "project", Key: "risky", Kind: field.Choice, Label: label.T("Risky", "Risqué"), Choices: []field.Option{{Key: "yes", Label: label.T("Yes", "Oui")}, {Key: "no", Label: label.T("No", "Non"), Colour: "green"}}}
		if err := field.Create(ctx, tx, sys, risky); err != nil {
			return err
		}
		c, err := field.Load(ctx, tx, "project")
		if err != nil {
			return err
		}
		for _, f := range []field.Field{
			// Each names the next: a document that follows their order names what is not there yet.
			{Key: "a_share", Kind: field.Computed, Label: label.T("Share", "Part"), Position: 1},
			{Key: "b_gap", Kind: field.Computed, Label: label.T("Gap", "Écart de coût"), Position: 2},
		} {
			f.Object = "project"
			text := map[string]string{"a_share": "total_cost / 2", "b_gap": `total_cost - actual_cost`}[f.Key]
			if f.Formula, err = c.ParseKeyed(text, nil); err != nil {
				return err
			}
			if err := field.Create(ctx, tx, sys, &f); err != nil {
				return err
			}
		}
		if c, err = field.Load(ctx, tx, "project"); err != nil {
			return err
		}
		share := c.Get("a_share")
		if _, err := field.Update(ctx, tx, sys, "project", "a_share", share.Version, func(f *field.Field) (err error) {
			f.Formula, err = c.ParseKeyed("b_gap / 2", nil)
			return err
		}); err != nil {
			return err
		}
		why := &field.Field{Object: "project", Key: "why", Kind: field.Text, Label: label.T("Why", "Pourquoi"), Required: true, Message: label.T("Say why", "Dites pourquoi")}
		if why.RequiredIf, err = c.ParseKeyed(`risky = "yes"`, nil); err != nil {
			return err
		}
		if why.Rule, err = c.ParseKeyed(`light <> "red"`, nil); err != nil {
			return err
		}
		old := &field.Field{Object: "project", Key: "old", Kind: field.Number, Label: label.T("Old", "Ancien")}
		if err := errors.Join(field.Create(ctx, tx, sys, why), field.Create(ctx, tx, sys, old), field.Retire(ctx, tx, sys, "project", "old", 1)); err != nil {
			return err
		}
		r, err := access.CreateRole(ctx, tx, sys, access.Role{Key: "sponsor", Label: label.T("Sponsor", "Commanditaire"), Rights: access.ReadProject | access.Comment, Idle: 30})
		if err != nil {
			return err
		}
		return w.design(tx, r.ID)
	})
	return w
}

// named are the ids of what a template names of key dates and risks.
func named(tx *db.Tx) map[string]int64 {
	out := map[string]int64{}
	for object, keys := range map[string]map[string]string{"milestone": {"name": "name", "date": "date"}, "risk": {"risk": "name", "impact": "impact"}} {
		c, err := field.Load(ctx, tx, object)
		if err != nil {
			return nil
		}
		for as, key := range keys {
			out[as] = c.Get(key).ID
		}
	}
	return out
}

// code is a setting of a template that is said in one way in all languages.
func code(key, is string) template.Setting {
	return template.Setting{Key: key, Text: label.T(is, is)}
}

func (w *world) design(tx *db.Tx, sponsor int64) error {
	c, err := field.Load(ctx, tx, "project")
	if err != nil {
		return err
	}
	typ, stages := c.Get("type").Choices[0].ID, c.Get("stage").Choices
	condition, err := c.ParseKeyed("total_cost > 1000", nil)
	if err != nil {
		return err
	}
	_, err = lifecycle.Publish(ctx, tx, sys, typ, 0, &lifecycle.Definition{
		Stages: []lifecycle.Step{{Stage: stages[0].ID, Start: true}, {Stage: stages[1].ID, Required: []int64{c.Get("why").ID}}},
		Moves:  []lifecycle.Move{{From: stages[0].ID, To: stages[1].ID, Label: label.T("Go", "Lancer"), Roles: []int64{sponsor}, Condition: condition, Message: label.T("Cost it", "Chiffrez-le"), Effects: []lifecycle.Effect{{Attribute: c.Get("start").ID, Value: lifecycle.Today}}}},
	})
	if err != nil {
		return err
	}
	for _, name := range []label.Text{label.T("Sponsors", "Commanditaires"), label.T("Everyone", "Tous")} {
		f := form.Form{Object: form.Project, Name: name, Sections: []form.Section{{Title: label.T("Money", "Argent"), Columns: 2, Lines: []form.Line{{Field: c.Get("total_cost").ID}, {Field: c.Get("why").ID, Wide: true, Hint: label.T("Short", "Court")}}}}}
		if name.EN == "Sponsors" {
			f.For = form.For{Types: []int64{typ}, Roles: []int64{sponsor}}
		}
		if _, err := form.Create(ctx, tx, sys, f); err != nil {
			return err
		}
	}
	if _, err := trust.Change(ctx, tx, sys, 0, func(s *trust.Settings) {
		s.Rhythm = 14
		s.Rules = append(s.Rules, trust.Rule{Key: "own", Label: label.T("Own", "À nous"), Condition: `risky = "yes" and why is empty`})
	}); err != nil {
		return err
	}
	three, ids := int64(3*10_000), named(tx)
	for _, l := range []struct {
		scope dashboard.Scope
		of    dashboard.Project
	}{{dashboard.Instance, dashboard.Project{}}, {dashboard.OfType, dashboard.Project{Type: typ}}} {
		block := dashboard.Block{ID: "note", Kind: "text", Settings: json.RawMessage(`{"text":{"en":"Mind the end","fr":"Gardez l’œil sur la fin"}}`), W: 6, H: 3}
		if _, err := dashboard.Keep(ctx, tx, sys, l.scope, dashboard.About{Project: &l.of}, 0, []dashboard.Block{block}); err != nil {
			return err
		}
	}
	if _, err = template.Create(ctx, tx, sys, template.Template{Name: label.T("Light", "Léger"), Description: label.T("For small ones", "Pour les petits"), Type: typ, Proposed: true, Sections: []template.Section{
		{Kind: "fields", Lines: []template.Line{{ID: "why", Set: []template.Setting{{Field: c.Get("why").ID, Text: label.T("Because", "Parce que")}}}, {ID: "end", Set: []template.Setting{{Field: c.Get("end").ID, Date: &template.Relative{From: template.Start, By: 3, Unit: template.Months}}}}}},
		{Kind: "milestone", Lines: []template.Line{{ID: "go", Set: []template.Setting{{Field: ids["name"], Text: label.T("Go", "Lancement")}, {Field: ids["date"], Date: &template.Relative{From: template.Start, By: -2, Unit: template.Weeks}}}}}},
		{Kind: "risk", Lines: []template.Line{{ID: "late", Set: []template.Setting{{Field: ids["risk"], Text: label.T("Late", "Retard")}, {Field: ids["impact"], N: &three}}}}},
		{Kind: "plan", Lines: []template.Line{
			{ID: "build", Set: []template.Setting{code("kind", "task"), {Key: "name", Text: label.T("Build", "Construire")}, code("duration", "2w"), code("constraint", "start_no_earlier"), {Key: "constraint_date", Date: &template.Relative{From: template.Start, By: 3, Unit: template.Workdays}}}},
			{ID: "go", Set: []template.Setting{code("kind", "milestone"), code("key_date", "go"), code("predecessors", "build FS+1d")}},
		}},
		{Kind: "roles", Lines: []template.Line{{ID: "sponsor", Set: []template.Setting{{Key: "role", N: &sponsor}, {Key: "person", Who: template.Sponsor}}}}},
	}}); err != nil {
		return err
	}
	_, err = view.Create(ctx, tx, sys, view.View{Object: "project", Name: label.T("Risky ones", "Les risqués"), Scope: view.Some, Audience: []view.Audience{{Kind: view.ForRole, Target: sponsor, Standard: true}}, State: view.State{Filter: `risky = "yes"`, Columns: []view.Column{{Key: "name"}, {Key: "old"}, {Key: "risky"}}}})
	return err
}

func TestAConfigurationAppliedToAnEmptyInstanceIsTheSameToTheByte(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		first := designed(t, d)
		text := first.export()
		if again := first.export(); again != text {
			t.Fatalf("two exports of one state differ: %s", cmp.Diff(text, again))
		}
		second := fresh(t, dbtest.SQLite(t))
		doc := second.parse(text)
		foreseen, err := second.Diff(ctx, sys, config.Ask{Document: doc})
		second.must(err)
		if len(foreseen.Steps) < 8 || len(foreseen.Problems) > 0 {
			t.Fatalf("got %d steps, problems %v", len(foreseen.Steps), foreseen.Problems)
		}
		if second.field("why") != nil {
			t.Fatal("comparing wrote something")
		}
		second.apply(config.Ask{Document: doc, Match: foreseen.Hash})
		if got := second.export(); got != text {
			t.Errorf("after applying: %s", cmp.Diff(text, got))
		}
		if out := second.apply(config.Ask{Document: doc, Prune: true}); len(out.Steps) > 0 {
			t.Errorf("applied again it does %+v", *out.Steps[0])
		}
	})
}

func TestADocumentChangesWhatItSaysAndNothingElse(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := designed(t, d)
		before := w.read()
		out := w.apply(config.Ask{Document: w.parse(`{"format": 1, "sections": {"attributes": [{"object": "project", "key": "risky", "label": {"fr": "Exposé"}}]}}`)})
		if len(out.Steps) != 1 || out.Steps[0].Kind != config.Changed || len(out.Steps[0].Changes) != 1 {
			t.Fatalf("got %+v", out.Steps)
		}
		if f := w.field("risky"); f.Label.FR != "Exposé" || f.Label.EN != "Risky" || len(f.Choices) != 2 || f.Choices[0].Retired {
			t.Errorf("got %+v", f)
		}
		if got := out.Steps[0].Changes[0]; got.What.In(label.FR) != "Nom" || !strings.HasPrefix(got.Now.In(label.FR), "Exposé") {
			t.Errorf("said %q: %q", got.What.In(label.FR), got.Now.In(label.FR))
		}
		after := w.read()
		delete(before.Sections, "attributes")
		delete(after.Sections, "attributes")
		if diff := cmp.Diff(before.Sections, after.Sections); diff != "" {
			t.Errorf("other sections changed: %s", diff)
		}
	})
}

func TestWhatIsWrongIsSaidWithItsPlaceAndNothingIsKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := fresh(t, d)
		before := w.export()
		doc := w.parse(`{"format": 1, "sections": {
			"attributes": [{"object": "project", "key": "fine", "kind": "text", "label": {"en": "Fine", "fr": "Bien"}}, {"object": "project", "key": "name", "kind": "number"}, {"object": "project", "key": "sum", "kind": "computed", "label": {"en": "Sum"}, "formula": "nowhere + 1"}],
			"lifecycles": [{"type": "no_such"}],
			"roles": [{"key": "pmo", "permissions": ["no.such"]}],
			"views": [{"object": "project", "key": "odd", "name": {"en": "Odd", "fr": "Bizarre"}, "scope": "everyone", "state": {"display": "grid", "filter": "nowhere > 3", "rules": [{"name": "x", "filter": "fine = ", "colour": "red"}]}}],
			"trust": [{"rules": [{"key": "x", "label": {"en": "X", "fr": "X"}, "condition": "("}]}]}}`)
		out, err := w.Diff(ctx, sys, config.Ask{Document: doc})
		w.must(err)
		got := map[string]bool{}
		for _, p := range out.Problems {
			got[p.Section+" "+p.Key+" "+p.Where] = true
		}
		for _, want := range []string{"attributes project.name kind", "attributes project.sum formula", "lifecycles no_such type", "roles pmo permissions", "trust  rules[0].condition", "views project.odd state.filter", "views project.odd state.rules[0].filter"} {
			if !got[want] {
				t.Errorf("%s is missing in %v", want, got)
			}
		}
		_, err = d.Update(ctx, sys.Origin(), func(tx *db.Tx) error {
			_, err := w.Apply(ctx, tx, sys, config.Ask{Document: doc})
			return err
		})
		if fault.KindOf(err) != fault.BadInput {
			t.Errorf("got %v", err)
		}
		if after := w.export(); after != before {
			t.Errorf("something was kept: %s", cmp.Diff(before, after))
		}
	})
}

func TestNothingIsOverwrittenThatWasNotCompared(t *testing.T) {
	d := dbtest.SQLite(t)
	w := designed(t, d)
	doc := w.read()
	hash, err := doc.Hash()
	w.must(err)
	w.change(func(tx *db.Tx) error {
		f := w.field("risky")
		_, err := field.Update(ctx, tx, sys, "project", "risky", f.Version, func(f *field.Field) error { f.Required = true; return nil })
		return err
	})
	_, err = d.Update(ctx, sys.Origin(), func(tx *db.Tx) error {
		_, err := w.Apply(ctx, tx, sys, config.Ask{Document: doc, Match: hash})
		return err
	})
	if fault.KindOf(err) != fault.Stale || !w.field("risky").Required {
		t.Errorf("got %v", err)
	}
}

func TestTheConfigurationComesBackAsItWasBeforeAChange(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := designed(t, d)
		text := w.export()
		mark := w.change(func(tx *db.Tx) error { return access.Audit(ctx, tx, sys, "test", "mark") })
		if mark == 0 {
			versions, err := w.Versions(ctx, sys)
			w.must(err)
			mark = versions[0].Change.Number
		}
		w.apply(config.Ask{Prune: true, Document: w.parse(`{"format": 1, "sections": {"forms": [], "views": [], "dashboard": [], "lifecycles": [], "roles": [{"key": "sponsor", "label": {"en": "Owner", "fr": "Porteur"}}],
			"trust": [{"rhythm": 7}], "attributes": [{"object": "project", "key": "newer", "kind": "text", "label": {"en": "Newer", "fr": "Neuf"}}]}}`)})
		if w.field("why") == nil || !w.field("why").Retired || w.field("name").Retired {
			t.Fatal("pruning retires what is not core, and deletes nothing")
		}
		ask, err := w.Back(ctx, sys, mark)
		w.must(err)
		w.apply(ask)
		if f := w.field("newer"); f == nil || !f.Retired {
			t.Error("what came since is out of use, not gone")
		}
		doc := w.read()
		doc.Sections["attributes"] = without(doc.Sections["attributes"], "newer")
		b, err := doc.Encode()
		w.must(err)
		if !bytes.Equal(b, []byte(text)) {
			t.Errorf("came back otherwise: %s", cmp.Diff(text, string(b)))
		}
	})
}

func without(items []config.Item, key string) []config.Item {
	var out []config.Item
	for _, i := range items {
		if i["key"] != key {
			out = append(out, i)
		}
	}
	return out
}

func TestFormsStandWhereADocumentSaysWhateverGoes(t *testing.T) {
	d := dbtest.SQLite(t)
	w := fresh(t, d)
	forms := func(names ...string) config.Document {
		items := []config.Item{}
		for i, name := range names {
			items = append(items, config.Item{"key": name, "name": map[string]any{"en": name, "fr": name}, "position": i + 1, "sections": []any{map[string]any{"title": map[string]any{"en": "A", "fr": "A"}, "columns": 1, "fields": []any{map[string]any{"attribute": "name"}}}}})
		}
		return config.Document{Format: config.Format, Sections: map[string][]config.Item{"forms": items}}
	}
	w.apply(config.Ask{Document: forms("a", "b", "c")})
	w.apply(config.Ask{Document: forms("d", "e", "c"), Prune: true})
	var got []string
	for _, f := range w.read().Sections["forms"] {
		got = append(got, f["key"].(string))
	}
	if diff := cmp.Diff([]string{"d", "e", "c"}, got); diff != "" {
		t.Error(diff)
	}
}

// Going back to before a role went brings it back, and with it what a template gives.
func TestATemplateBroughtBackGivesTheRoleThatCameBackWithIt(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := designed(t, d)
		before, text := w.change(func(tx *db.Tx) error {
			_, err := access.CreateGroup(ctx, tx, sys, "Any")
			return err
		}), w.export()
		empty := w.read()
		for _, section := range []string{"forms", "lifecycles", "templates", "views"} {
			empty.Sections[section] = nil
		}
		empty.Sections["roles"] = slices.DeleteFunc(empty.Sections["roles"], func(r config.Item) bool { return r["key"] == "sponsor" })
		w.apply(config.Ask{Document: empty, Prune: true})
		if slices.ContainsFunc(w.read().Sections["roles"], func(r config.Item) bool { return r["key"] == "sponsor" }) {
			w.apply(config.Ask{Document: empty, Prune: true}) // once nothing names it any more
		}
		ask, err := w.Back(ctx, sys, before)
		w.must(err)
		w.apply(ask)
		if got := w.export(); got != text {
			t.Errorf("brought back: %s", cmp.Diff(text, got))
		}
	})
}
