package baseline

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"vigie/engine/schedule"
	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/room/access"
	"vigie/room/project"
)

type row struct {
	ID        int64  `db:"id"`
	Version   int64  `db:"version"`
	Project   int64  `db:"project_id"`
	Name      string `db:"name"`
	On        int64  `db:"on_day"`
	Reference int64  `db:"reference"`
	Content   int64  `db:"content_id"`
	Items     int64  `db:"items"`
	Finish    int64  `db:"finish_minute"`
	Taken     int64  `db:"taken"`
	By        db.ID  `db:"account_id"`
}

type contentRow struct {
	ID      int64  `db:"id"`
	Project int64  `db:"project_id"`
	Body    string `db:"body"`
}

func (b *Baseline) row() row {
	is := int64(0)
	if b.Reference {
		is = 1
	}
	return row{b.ID, b.Version, b.Project, b.Name, int64(b.On), is, b.content, int64(b.Items), int64(b.Finish), b.Taken, db.ID(b.By)}
}

func (r *row) baseline() *Baseline {
	return &Baseline{r.ID, r.Version, r.Project, r.Name, day.Day(r.On), r.Reference != 0, int(r.Items), schedule.Time(r.Finish), r.Taken, int64(r.By), r.Content}
}

func of(ctx context.Context, q db.Querier, where string, args ...any) ([]*Baseline, error) {
	var out []*Baseline
	err := db.Each(ctx, q, func(r *row) error { out = append(out, r.baseline()); return nil },
		"SELECT "+db.Columns[row]("")+" FROM baseline WHERE "+where+" ORDER BY on_day DESC, id DESC", args...)
	return out, err
}

// List returns the baselines of a project that the person may read, latest first.
func List(ctx context.Context, q db.Querier, who access.Who, id int64) ([]*Baseline, error) {
	if _, err := readable(ctx, q, who, id); err != nil {
		return nil, err
	}
	return of(ctx, q, "project_id = $1", id)
}

// Get returns a baseline of a project that the person may read, with what it holds. An id
// of 0 asks for the reference.
func Get(ctx context.Context, q db.Querier, who access.Who, project, id int64) (*Baseline, *Content, error) {
	if _, err := readable(ctx, q, who, project); err != nil {
		return nil, nil, err
	}
	b, err := one(ctx, q, project, id)
	if err != nil {
		return nil, nil, err
	}
	c, err := contentOf(ctx, q, b)
	return b, c, err
}

// Contents returns what the baselines of a project hold that the person may read: of the
// reference first, and then the latest first, of at most so many. Each may be as large as
// a plan, and there may be hundreds of them.
func Contents(ctx context.Context, q db.Querier, who access.Who, id int64, most int) ([]*Content, error) {
	all, err := List(ctx, q, who, id)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b *Baseline) int {
		switch {
		case a.Reference == b.Reference:
			return 0
		case a.Reference:
			return -1
		}
		return 1
	})
	all = all[:min(len(all), most)]
	out := make([]*Content, len(all))
	for n, b := range all {
		if out[n], err = contentOf(ctx, q, b); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func one(ctx context.Context, q db.Querier, project, id int64) (*Baseline, error) {
	where, args := "project_id = $1 AND id = $2", []any{project, id}
	if id == 0 {
		where, args = "project_id = $1 AND reference = 1", []any{project}
	}
	all, err := of(ctx, q, where, args...)
	if err == nil && len(all) == 0 {
		err = fault.NotFound()
	}
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

func contentOf(ctx context.Context, q db.Querier, b *Baseline) (*Content, error) {
	text, err := db.Get[string](ctx, q, "SELECT body FROM baseline_content WHERE id = $1", b.content)
	if err != nil {
		return nil, fmt.Errorf("reading what baseline %d holds: %w", b.ID, err)
	}
	c := &Content{}
	if err := json.Unmarshal([]byte(text), c); err != nil {
		return nil, fmt.Errorf("reading what baseline %d holds: %w", b.ID, err)
	}
	return c, nil
}

// readable returns a project that the person may read.
func readable(ctx context.Context, q db.Querier, who access.Who, id int64) (*project.Project, error) {
	var found *project.Project
	if err := project.Each(ctx, q, []int64{id}, func(p *project.Project) error { found = p; return nil }); err != nil {
		return nil, err
	}
	if found == nil || !who.CanProject(access.ReadProject, id, found.Unit(), found.Manager()) {
		return nil, fault.NotFound()
	}
	return found, nil
}

// keepContent writes what a baseline holds, and makes it its content.
func (b *Baseline) keepContent(ctx context.Context, tx *db.Tx, c *Content) error {
	text, err := json.Marshal(c)
	if err != nil {
		return err
	}
	b.content, b.Items, b.Finish = tx.NewID(), len(c.Items), c.finish()
	return db.Insert(ctx, tx, "baseline_content", contentRow{b.content, b.Project, string(text)})
}

// put writes the rows of baselines, and their versions in the history. One without a
// version is new.
func put(ctx context.Context, tx *db.Tx, all ...*Baseline) error {
	var added, changed []row
	for _, b := range all {
		if b.Version++; b.Version == 1 {
			added = append(added, b.row())
		} else {
			changed = append(changed, b.row())
		}
	}
	if err := db.Insert(ctx, tx, "baseline", added...); err != nil {
		return err
	}
	if err := db.Replace(ctx, tx, "baseline", changed...); err != nil {
		return err
	}
	for _, b := range all {
		tx.Record(db.Version{Entity: Entity, Object: b.ID, Version: b.Version, Data: b.data()})
	}
	return nil
}

func (b *Baseline) drop(ctx context.Context, tx *db.Tx) error {
	if _, err := db.Exec(ctx, tx, "DELETE FROM baseline WHERE id = $1", b.ID); err != nil {
		return err
	}
	tx.Record(db.Version{Entity: Entity, Object: b.ID, Version: b.Version + 1})
	return nil
}
