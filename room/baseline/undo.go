package baseline

import (
	"context"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/plan"
	"vigie/room/project"
)

// Reversal is what taking a change back would do to the baselines of a project.
type Reversal struct {
	plan.Undone
	steps []step
}

// step is what becomes of one baseline.
type step struct {
	id   int64
	last int64 // the version that was recorded last
	plan.Turned[Baseline]
}

// Reversals returns what taking a change back would do to the baselines that it changed,
// of projects whose history the person may read.
func Reversals(ctx context.Context, q db.Querier, who access.Who, change int64) ([]Reversal, error) {
	ids, lines, err := db.LinesOf(ctx, q, Entity, change)
	if err != nil {
		return nil, err
	}
	by := map[int64]*Reversal{}
	for _, id := range ids {
		if err := takeStep(by, id, change, lines[id]); err != nil {
			return nil, err
		}
	}
	return plan.Allowed(ctx, q, who, by, func(r *Reversal) *plan.Undone { return &r.Undone }, func(*project.Project, *Reversal) bool { return true })
}

func takeStep(by map[int64]*Reversal, id, change int64, lines []db.Recorded) error {
	t, err := plan.Turn(lines, change, func(version int64, data string) (*Baseline, error) { return fromData(id, version, data) })
	if err != nil || t.Any() == nil {
		return err
	}
	project := t.Any().Project
	r := by[project]
	if r == nil {
		r = &Reversal{Undone: plan.Undone{Project: project}}
		by[project] = r
	}
	plan.Tell(&r.Undone, t, func(b *Baseline) string { return b.Name })
	r.steps = append(r.steps, step{id, lines[len(lines)-1].Version, t})
	return nil
}

// Return takes the change back for the baselines of one project; the dates that a
// reference gave go back with the project and its key dates. What was changed since stays,
// unless overwrite says otherwise. It returns how many went back.
func Return(ctx context.Context, tx *db.Tx, who access.Who, r Reversal, overwrite bool) (done int, err error) {
	if !r.Why.IsZero() {
		return 0, nil
	}
	if err := project.Hold(ctx, tx, who, []int64{r.Project}); err != nil {
		return 0, err
	}
	if _, err := editable(ctx, tx, who, r.Project); err != nil {
		return 0, err
	}
	for _, s := range r.steps {
		if s.Since && !overwrite {
			continue
		}
		done++
		now, err := of(ctx, tx, "id = $1", s.id)
		if err != nil {
			return done, err
		}
		if s.Before == nil {
			if len(now) > 0 {
				err = now[0].drop(ctx, tx)
			}
		} else {
			b := *s.Before
			b.Version = s.last
			err = put(ctx, tx, &b)
		}
		if err != nil {
			return done, err
		}
	}
	return done, onlyOne(ctx, tx, r.Project)
}

// onlyOne leaves a project one reference, the one that was taken last, where what came
// back makes two.
func onlyOne(ctx context.Context, tx *db.Tx, id int64) error {
	all, err := of(ctx, tx, "project_id = $1 AND reference = 1", id)
	if err != nil || len(all) < 2 {
		return err
	}
	for _, b := range all[1:] {
		b.Reference = false
		if err := put(ctx, tx, b); err != nil {
			return err
		}
	}
	return nil
}
