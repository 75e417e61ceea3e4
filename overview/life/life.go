// Package life says what a lifecycle does to the projects there are, before it holds
// for them.
package life

import (
	"slices"

	"vigie/overview/snapshot"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/lifecycle"
	"vigie/room/project"
)

// Impact is what a definition would mean for the projects of its type.
type Impact struct {
	Projects int       // of the type, those archived or in the bin left out
	Stages   []AtStage // in the order of the definition
	Outside  []AtStage // stages that are none of it, with projects in them; 0 for no stage
	Moves    []OnMove  // in the order of the definition
	Variants map[int64]int
	Sample   []Tried // a few projects that the person sees
}

// AtStage counts the projects at a stage.
type AtStage struct {
	Stage   int64
	Count   int
	Lacking int // of those, how many do not have what the stage asks for
	Stuck   int // of those, how many no move leads on from here, and the stage is no end
}

// OnMove counts the projects where a move begins.
type OnMove struct {
	Here int // at the stage it leads from
	Open int // of those, how many fulfil its condition and have what the next stage asks for
}

// Tried is a project with the moves that lead on from where it is.
type Tried struct {
	Row  snapshot.Row
	Ways []Way
}

// Way is a move of a project as it is.
type Way struct {
	To      int64
	Holds   bool // its condition
	Missing []*field.Field
}

// sampled is how many projects are shown.
const sampled = 6

// Of tries a definition on the projects of a type. Everybody's are counted; those
// that the person does not see are not shown.
func Of(s *snapshot.Snapshot, who access.Who, typ int64, d *lifecycle.Definition) Impact {
	c := s.Catalogue
	out := Impact{Moves: make([]OnMove, len(d.Moves)), Variants: map[int64]int{}}
	at := map[int64]*AtStage{}
	for r := range snapshot.Row(s.Len()) {
		if s.StateOf(r) != project.Active || s.Value(r, lifecycle.Type).N != typ {
			continue
		}
		p := s.Project(r)
		stage := p.Values[lifecycle.Stage].N
		out.Projects++
		n := at[stage]
		if n == nil {
			n = &AtStage{Stage: stage}
			at[stage] = n
		}
		n.Count++
		step := d.Step(stage)
		if step != nil && len(project.Lacking(c, step, p, s.On, nil)) > 0 {
			n.Lacking++
		}
		ways := out.try(s, d, p, stage)
		if step != nil && len(ways) == 0 && !ended(c, stage) {
			n.Stuck++
		}
		out.scale(s, d, p)
		if len(out.Sample) < sampled && s.Shows(who, p.ID) && !slices.ContainsFunc(out.Sample, func(t Tried) bool { return s.Value(t.Row, lifecycle.Stage).N == stage }) {
			out.Sample = append(out.Sample, Tried{r, ways})
		}
	}
	for _, step := range d.Stages {
		if n := at[step.Stage]; n != nil {
			out.Stages = append(out.Stages, *n)
		} else {
			out.Stages = append(out.Stages, AtStage{Stage: step.Stage})
		}
		delete(at, step.Stage)
	}
	for _, n := range at {
		out.Outside = append(out.Outside, *n)
	}
	slices.SortFunc(out.Outside, func(a, b AtStage) int { return b.Count - a.Count })
	return out
}

// try walks the moves that lead on from a stage.
func (i *Impact) try(s *snapshot.Snapshot, d *lifecycle.Definition, p *project.Project, stage int64) []Way {
	var out []Way
	for n := range d.Moves {
		m := &d.Moves[n]
		to := d.Step(m.To)
		if m.From != stage || to == nil {
			continue
		}
		w := Way{To: m.To, Holds: m.When() == nil || p.Fulfils(m.When(), s.Catalogue, s.On), Missing: project.Lacking(s.Catalogue, to, p, s.On, nil)}
		i.Moves[n].Here++
		if w.Holds && len(w.Missing) == 0 {
			i.Moves[n].Open++
		}
		out = append(out, w)
	}
	return out
}

func (i *Impact) scale(s *snapshot.Snapshot, d *lifecycle.Definition, p *project.Project) {
	if v := d.Fits(func(v *lifecycle.Scale) bool { return p.Fulfils(v.When(), s.Catalogue, s.On) }); v != 0 {
		i.Variants[v]++
	}
}

func ended(c *field.Catalogue, stage int64) bool {
	o, _ := c.Get(lifecycle.Stage).OptionByID(stage)
	return o.Ended()
}
