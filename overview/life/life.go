// Package life says what a lifecycle does to the objects there are, before it holds
// for them: projects, and the lines of the registers.
package life

import (
	"slices"

	"vigie/ground/day"
	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/lifecycle"
	"vigie/room/project"
	"vigie/room/record"
)

// Impact is what a definition would mean for the objects of its type.
type Impact struct {
	Projects int       // or lines of a register; those of projects that are archived or in the bin left out
	Stages   []AtStage // in the order of the definition
	Outside  []AtStage // stages that are none of it, with objects in them; 0 for no stage
	Moves    []OnMove  // in the order of the definition
	Variants map[int64]int
	Sample   []Tried // a few that the person sees
}

// AtStage counts the objects at a stage.
type AtStage struct {
	Stage   int64
	Count   int
	Lacking int // of those, how many do not have what the stage asks for
	Stuck   int // of those, how many no move leads on from here, and the stage is no end
}

// OnMove counts the objects where a move begins.
type OnMove struct {
	Here int // at the stage it leads from
	Open int // of those, how many fulfil its condition and have what the next stage asks for
}

// Tried is an object with the moves that lead on from where it is.
type Tried struct {
	Project int64 // of which it is, or which it is; 0 for a line of a portfolio
	Code    string
	Name    string
	Stage   int64
	Ways    []Way
}

// Way is a move of an object as it is.
type Way struct {
	To      int64
	Holds   bool // its condition
	Missing []*field.Field
}

// sampled is how many objects are shown.
const sampled = 6

// trial tries one definition on one object after the other.
type trial struct {
	c   *field.Catalogue
	of  lifecycle.Object
	end func(stage int64) bool
	d   *lifecycle.Definition
	on  day.Day
	at  map[int64]*AtStage
	out Impact
}

func begin(c *field.Catalogue, d *lifecycle.Definition, on day.Day, ends func(int64) bool) *trial {
	return &trial{c, lifecycle.ObjectOf(c.Object), ends, d, on, map[int64]*AtStage{}, Impact{Moves: make([]OnMove, len(d.Moves)), Variants: map[int64]int{}}}
}

// Of tries a definition on the projects of a type. Everybody's are counted; those
// that the person does not see are not shown.
func Of(s *snapshot.Snapshot, who access.Who, typ int64, d *lifecycle.Definition) Impact {
	t := begin(s.Catalogue, d, s.On, func(stage int64) bool {
		o, _ := s.Catalogue.Get(lifecycle.Stage).OptionByID(stage)
		return o.Ended()
	})
	for r := range snapshot.Row(s.Len()) {
		if s.StateOf(r) != project.Active || s.Value(r, lifecycle.Type).N != typ {
			continue
		}
		p := s.Project(r)
		t.one(p, Tried{Project: p.ID, Code: p.Values["code"].S, Name: p.Name()}, s.Shows(who, p.ID))
	}
	return t.result()
}

// Records tries a definition on the lines of a register that are of a type, as each
// hands them over; those of portfolios are counted and not shown.
func Records(s *snapshot.Snapshot, who access.Who, c *field.Catalogue, k *record.Kind, all func(func(*record.Record) error) error, typ int64, d *lifecycle.Definition) (Impact, error) {
	rules := k.Rules(c)
	t := begin(c, d, s.On, rules.Ends)
	err := all(func(m *record.Record) error {
		if m.Values[t.of.Type].N != typ {
			return nil
		}
		tried, shown := Tried{Project: m.Project(), Name: m.Name()}, false
		if m.Project() != 0 {
			r, ok := s.Find(m.Project())
			if !ok || s.StateOf(r) != project.Active {
				return nil
			}
			tried.Code, shown = s.Project(r).Values["code"].S, s.Shows(who, m.Project())
		}
		as := rules.As(m, c, s.On)
		if r, ok := s.Find(m.Project()); ok {
			for key, of := range record.OfProject {
				if v := s.Value(r, of); v.Set {
					as.Values[key] = v
				}
			}
		}
		t.one(as, tried, shown)
		return nil
	})
	return t.result(), err
}

// one tries the definition on an object.
func (t *trial) one(p *project.Project, as Tried, shown bool) {
	as.Stage = p.Values[t.of.Stage].N
	t.out.Projects++
	n := t.at[as.Stage]
	if n == nil {
		n = &AtStage{Stage: as.Stage}
		t.at[as.Stage] = n
	}
	n.Count++
	step := t.d.Step(as.Stage)
	if step != nil && len(project.Lacking(t.c, step, p, t.on, nil)) > 0 {
		n.Lacking++
	}
	as.Ways = t.try(p, as.Stage)
	if step != nil && len(as.Ways) == 0 && !t.end(as.Stage) {
		n.Stuck++
	}
	if v := t.d.Fits(func(v *lifecycle.Scale) bool { return p.Fulfils(v.When(), t.c, t.on) }); v != 0 {
		t.out.Variants[v]++
	}
	if len(t.out.Sample) < sampled && shown && !slices.ContainsFunc(t.out.Sample, func(o Tried) bool { return o.Stage == as.Stage }) {
		t.out.Sample = append(t.out.Sample, as)
	}
}

func (t *trial) result() Impact {
	for _, step := range t.d.Stages {
		if n := t.at[step.Stage]; n != nil {
			t.out.Stages = append(t.out.Stages, *n)
		} else {
			t.out.Stages = append(t.out.Stages, AtStage{Stage: step.Stage})
		}
		delete(t.at, step.Stage)
	}
	for _, n := range t.at {
		t.out.Outside = append(t.out.Outside, *n)
	}
	slices.SortFunc(t.out.Outside, func(a, b AtStage) int { return b.Count - a.Count })
	return t.out
}

// try walks the moves that lead on from a stage.
func (t *trial) try(p *project.Project, stage int64) []Way {
	var out []Way
	for n := range t.d.Moves {
		m := &t.d.Moves[n]
		to := t.d.Step(m.To)
		if m.From != stage || to == nil {
			continue
		}
		w := Way{To: m.To, Holds: m.When() == nil || p.Fulfils(m.When(), t.c, t.on), Missing: project.Lacking(t.c, to, p, t.on, nil)}
		t.out.Moves[n].Here++
		if w.Holds && len(w.Missing) == 0 {
			t.out.Moves[n].Open++
		}
		out = append(out, w)
	}
	return out
}
