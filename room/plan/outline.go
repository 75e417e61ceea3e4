package plan

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"vigie/engine/schedule"
	"vigie/ground/db"
)

// Outline is what of the plans of many projects is seen from afar, as they were computed
// last: phases, the places of milestones, and what waits for another project.
type Outline struct {
	Phases []Stretch
	Places map[int64]int64 // the phases of milestones, by the ids of their key dates
	Ties   []Tie
}

// Stretch is a phase.
type Stretch struct {
	ID, Project, Parent int64 // Parent is 0 at the top
	Name                string
	Start, Finish       schedule.Time
}

// Tie is a link between two projects. The phases are those in which its ends stand, 0
// for none.
type Tie struct {
	From, To               int64
	FromPhase, ToPhase     int64
	FromProject, ToProject int64
	Type                   string // FS, SS, FF or SF
}

// Outlines reads the plans of some projects at once. It does not look at rights: whoever
// asks names projects that the reader may see.
func Outlines(ctx context.Context, q db.Querier, projects []int64) (*Outline, error) {
	out := &Outline{Places: map[int64]int64{}}
	among := make(map[int64]bool, len(projects))
	for _, id := range projects {
		among[id] = true
	}
	for part := range slices.Chunk(projects, 400) {
		in, args := db.List(nil, part)
		if err := out.readItems(ctx, q, in, args); err != nil {
			return nil, fmt.Errorf("reading phases: %w", err)
		}
		if err := out.readTies(ctx, q, in, args, among); err != nil {
			return nil, fmt.Errorf("reading links between projects: %w", err)
		}
	}
	return out, nil
}

func (out *Outline) readItems(ctx context.Context, q db.Querier, in string, args []any) error {
	type row struct {
		ID      int64  `db:"id"`
		Project int64  `db:"project_id"`
		Parent  db.ID  `db:"parent_id"`
		Kind    string `db:"kind"`
		Name    string `db:"name"`
		Start   int64  `db:"start_minute"`
		Finish  int64  `db:"finish_minute"`
	}
	return db.Each(ctx, q, func(r *row) error {
		if Kind(r.Kind) == Milestone {
			out.Places[r.ID] = int64(r.Parent)
		} else {
			out.Phases = append(out.Phases, Stretch{r.ID, r.Project, int64(r.Parent), r.Name, schedule.Time(r.Start), schedule.Time(r.Finish)})
		}
		return nil
	}, "SELECT "+db.Columns[row]("")+" FROM activity WHERE kind <> 'task' AND project_id IN "+in+" ORDER BY place, id", args...)
}

func (out *Outline) readTies(ctx context.Context, q db.Querier, in string, args []any, among map[int64]bool) error {
	type row struct {
		tie
		ToPhase   db.ID  `db:"to_phase"`
		FromPhase db.ID  `db:"from_phase"`
		Body      string `db:"body"`
	}
	return db.Each(ctx, q, func(r *row) error {
		if !among[r.PredecessorProject] {
			return nil
		}
		var b Body
		if err := json.Unmarshal([]byte(r.Body), &b); err != nil {
			return fmt.Errorf("reading item %d of a plan: %w", r.Successor, err)
		}
		for _, l := range b.Links {
			if l.From != r.Predecessor {
				continue
			}
			t := Tie{l.From, r.Successor, int64(r.FromPhase), int64(r.ToPhase), r.PredecessorProject, r.SuccessorProject, l.Type}
			if t.Type == "" {
				t.Type = "FS"
			}
			out.Ties = append(out.Ties, t)
		}
		return nil
	}, `SELECT l.successor_id, l.predecessor_id, l.successor_project, l.predecessor_project, s.parent_id AS to_phase, p.parent_id AS from_phase, s.body
		FROM activity_link l JOIN activity s ON s.id = l.successor_id JOIN activity p ON p.id = l.predecessor_id
		WHERE l.successor_project IN `+in+` ORDER BY l.successor_id, l.predecessor_id`, args...)
}
