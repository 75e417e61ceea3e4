package demo_test

import (
	"testing"

	"vigie/overview/config"
	"vigie/overview/demo"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/lifecycle"
	"vigie/room/project"
)

func TestProjectsStandInTheStagesOfTheirMethod(t *testing.T) {
	d := sqlite(t, demo.Options{})
	all, err := lifecycle.All(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 4 {
		t.Fatalf("got %d lifecycles, want those of four types", len(all))
	}
	live, err := snapshot.NewKeeper(d).Live(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	bound := 0
	for r := range snapshot.Row(live.Len()) {
		p := live.Project(r)
		l := all[p.Values["type"].N]
		if l == nil || p.State != project.Active {
			continue
		}
		bound++
		step := l.Holds.Step(p.Values["stage"].N)
		if step == nil {
			t.Errorf("%s stands outside its method", p.Values["code"].S)
			continue
		}
		if lacks := project.Lacking(live.Catalogue, step, p, live.On, nil); len(lacks) > 1 {
			t.Errorf("%s lacks %d of what its stage asks for", p.Values["code"].S, len(lacks))
		}
	}
	if bound < 40 {
		t.Errorf("got %d projects that follow the method, want most of them", bound)
	}
}

func TestTheMethodOfTheCompanyIsADocumentAndWhatHolds(t *testing.T) {
	d := sqlite(t, demo.Options{})
	desk, who := config.Desk{DB: d, Portfolio: snapshot.NewKeeper(d)}, access.System("test")
	method, err := demo.Method()
	if err != nil {
		t.Fatal(err)
	}
	now, err := desk.Read(t.Context(), d, who, 0)
	if err != nil {
		t.Fatal(err)
	}
	text, err := now.EncodeYAML()
	if err != nil {
		t.Fatal(err)
	}
	exported, err := config.Decode(text) // which holds it against the schema
	if err != nil {
		t.Fatal(err)
	}
	for name, doc := range map[string]config.Document{"the method": method, "what is exported": exported} {
		out, err := desk.Diff(t.Context(), who, config.Ask{Document: doc})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range out.Steps {
			t.Errorf("%s: %s %s is different: %v", name, s.Section, s.Key, s.Changes)
		}
		for _, p := range out.Problems {
			t.Errorf("%s: %s[%s].%s: %s", name, p.Section, p.Key, p.Where, p.Text)
		}
	}
}
