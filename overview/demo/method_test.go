package demo_test

import (
	"testing"

	"vigie/overview/demo"
	"vigie/overview/snapshot"
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
		if lacks := project.Lacking(live.Catalogue, step, p); len(lacks) > 1 {
			t.Errorf("%s lacks %d of what its stage asks for", p.Values["code"].S, len(lacks))
		}
	}
	if bound < 40 {
		t.Errorf("got %d projects that follow the method, want most of them", bound)
	}
}
