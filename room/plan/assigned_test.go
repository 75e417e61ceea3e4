package plan

import (
	"testing"

	"pgregory.net/rapid"

	"vigie/ground/label"
	"vigie/room/resource"
)

var team = resource.Set{}.With(
	resource.Resource{ID: 1, Body: resource.Body{Name: "Anne", Kind: resource.Person, Units: whole}},
	resource.Resource{ID: 2, Body: resource.Body{Name: "Paul", Kind: resource.Person, Units: whole / 2}},
	resource.Resource{ID: 3, Body: resource.Body{Name: "Testers", Kind: resource.Generic, Units: 3 * whole}},
	resource.Resource{ID: 4, Body: resource.Body{Name: "Concrete", Kind: resource.Material, Units: whole}},
)

func some(n int64) *int64 { return &n }

func TestWhatAnAssignmentLeadsToFollowsFromTheTypeOfTheTask(t *testing.T) {
	anne := func(units, work int64) Assignment { return Assignment{Resource: 1, Units: units, Work: work} }
	for _, c := range []struct {
		name                     string
		typ                      string
		duration, effort, units  int64 // before
		was                      []Assignment
		asked                    []Assign
		wantDuration, wantEffort int64
		want                     int64 // units
	}{
		{"the first one", "", 840, 0, 0, nil, []Assign{{Resource: 1}}, 840, 840, whole},
		{"one who is there half of the time", "", 840, 0, 0, nil, []Assign{{Resource: 2}}, 840, 420, whole / 2},
		{"the first one takes the work that there is", "", 840, 420, whole / 2, nil, []Assign{{Resource: 1}}, 840, 420, whole / 2},
		{"of fixed units, the work gives the duration", "fixed_units", 840, 420, whole / 2, nil, []Assign{{Resource: 1}}, 420, 420, whole},
		{"a second one adds work", "", 840, 840, whole, []Assignment{anne(whole, 840)}, []Assign{{Resource: 1}, {Resource: 3}}, 840, 1680, 2 * whole},
		{"fixed work is shared", "fixed_work", 840, 840, whole, []Assignment{anne(whole, 840)}, []Assign{{Resource: 1}, {Resource: 3}}, 420, 840, 2 * whole},
		{"and comes together again", "fixed_work", 420, 840, 2 * whole, []Assignment{anne(whole, 420), {Resource: 3, Units: whole, Work: 420}}, []Assign{{Resource: 1}}, 840, 840, whole},
		{"half a person, a fixed duration", "", 840, 840, whole, []Assignment{anne(whole, 840)}, []Assign{{Resource: 1, Units: some(whole / 2)}}, 840, 420, whole / 2},
		{"half a person, fixed units", "fixed_units", 840, 840, whole, []Assignment{anne(whole, 840)}, []Assign{{Resource: 1, Units: some(whole / 2)}}, 1680, 840, whole / 2},
		{"half a person, fixed work", "fixed_work", 840, 840, whole, []Assignment{anne(whole, 840)}, []Assign{{Resource: 1, Units: some(whole / 2)}}, 1680, 840, whole / 2},
		{"twice the work, a fixed duration", "", 840, 840, whole, []Assignment{anne(whole, 840)}, []Assign{{Resource: 1, Work: some(1680)}}, 840, 1680, 2 * whole},
		{"twice the work, fixed units", "fixed_units", 840, 840, whole, []Assignment{anne(whole, 840)}, []Assign{{Resource: 1, Work: some(1680)}}, 1680, 1680, whole},
		{"the longest of two", "fixed_units", 840, 1680, 2 * whole, []Assignment{anne(whole, 840), {Resource: 3, Units: whole, Work: 840}}, []Assign{{Resource: 1, Work: some(420)}, {Resource: 3}}, 840, 1260, 2 * whole},
		{"material does no work", "", 840, 0, 0, nil, []Assign{{Resource: 4, Units: some(12 * whole)}}, 840, 0, 0},
		{"nobody any more: how much work it is stays", "", 840, 840, whole, []Assignment{anne(whole, 840)}, nil, 840, 840, whole},
	} {
		i := &Item{Kind: Task, Body: Body{Type: c.typ, Duration: c.duration, Effort: c.effort, Units: c.units, Assigned: c.was}}
		i.assign(c.asked, team)
		if i.Duration != c.wantDuration || i.Effort != c.wantEffort || i.Units != c.want {
			t.Errorf("%s: got %d, %d, %d; want %d, %d, %d", c.name, i.Duration, i.Effort, i.Units, c.wantDuration, c.wantEffort, c.want)
		}
	}
}

// TestEffortAndUnitsAreTheSumsOfTheAssignments draws tasks and edits: what the item says
// is what its assignments say together, nobody works longer than the task takes, and what
// the type fixes stays unless the edit says it.
func TestEffortAndUnitsAreTheSumsOfTheAssignments(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		i := &Item{Kind: Task, Body: Body{
			Type: rapid.SampledFrom([]string{"", "fixed_units", "fixed_work"}).Draw(t, "type"), Duration: rapid.Int64Range(1, 20_000).Draw(t, "duration"),
			Effort: rapid.SampledFrom([]int64{0, 60, 4201}).Draw(t, "effort"),
		}}
		i.balance(saidEffort)
		for range rapid.IntRange(1, 6).Draw(t, "edits") {
			was := *i
			if rapid.Bool().Draw(t, "assigns") {
				var asked []Assign
				said := false
				for _, id := range []int64{1, 2, 3, 4} {
					if !rapid.Bool().Draw(t, "has") {
						continue
					}
					a := Assign{Resource: id}
					if rapid.IntRange(0, 2).Draw(t, "units said") == 0 {
						a.Units, said = some(rapid.Int64Range(1, 3*whole).Draw(t, "units")), true
					}
					if id != 4 && rapid.IntRange(0, 3).Draw(t, "work said") == 0 {
						a.Work, said = some(rapid.Int64Range(1, 20_000).Draw(t, "work")), true
					}
					asked = append(asked, a)
				}
				i.assign(asked, team)
				if i.Type == "fixed_work" && !said && was.Effort > 0 && len(i.workers()) > 0 && i.Effort != was.Effort {
					t.Fatalf("the fixed work was %d and is %d", was.Effort, i.Effort)
				}
				if i.Type == "" && !said && i.Duration != was.Duration {
					t.Fatalf("the fixed duration was %d and is %d", was.Duration, i.Duration)
				}
			} else {
				told := rapid.IntRange(1, 7).Draw(t, "told")
				for bit, n := range map[int]*int64{saidDuration: &i.Duration, saidEffort: &i.Effort, saidUnits: &i.Units} {
					if told&bit != 0 {
						*n = rapid.Int64Range(1, 20_000).Draw(t, "value")
					}
				}
				if len(i.workers()) == 0 {
					i.balance(told)
					continue
				}
				said := i.Duration
				i.spread(told)
				if told&saidDuration != 0 && told&(saidEffort|saidUnits) != saidEffort|saidUnits && i.Duration != said {
					t.Fatalf("the duration was said to be %d and is %d", said, i.Duration)
				}
				if i.Type == "fixed_work" && told == saidDuration && i.Effort != was.Effort {
					t.Fatalf("the fixed work was %d and is %d", was.Effort, i.Effort)
				}
			}
			if len(i.workers()) == 0 {
				continue
			}
			work, units := int64(0), int64(0)
			for _, n := range i.workers() {
				a := i.Assigned[n]
				work, units = work+a.Work, units+a.Units
				if a.Units < 1 || a.Work < 0 {
					t.Fatalf("got %+v", a)
				}
			}
			if work != i.Effort || units != i.Units {
				t.Fatalf("the item has %d and %d, its assignments %d and %d", i.Effort, i.Units, work, units)
			}
		}
	})
}

func TestResourcesAreReadAsTheyAreWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Row{Item: &Item{}}
		for _, of := range team.All {
			if rapid.Bool().Draw(t, "has") {
				r.Uses = append(r.Uses, Use{Assignment{Resource: of.ID, Units: rapid.Int64Range(1, 20*whole).Draw(t, "units")}, of})
			}
		}
		l := rapid.SampledFrom([]label.Lang{label.EN, label.FR}).Draw(t, "language")
		text := r.Resources(l)
		got, err := ParseResources(text, team)
		if err != nil || len(got) != len(r.Uses) {
			t.Fatalf("%s: got %v, %v", text, got, err)
		}
		for n, a := range got {
			if u := r.Uses[n]; a.Resource != u.Resource || *a.Units != u.Units {
				t.Fatalf("%s: got %d of %d, want %d", text, *a.Units, a.Resource, u.Units)
			}
		}
	})
}

func FuzzParseResources(f *testing.F) {
	for _, text := range []string{"Anne; Paul[50%]", "anne[0,5]\nCONCRETE[12,25]", "Anne[", "[50%]", "Anne[-1%];;"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		all, err := ParseResources(text, team)
		for _, a := range all {
			if err == nil && (a.Units == nil || *a.Units <= 0) {
				t.Errorf("%q: %+v", text, a)
			}
		}
	})
}
