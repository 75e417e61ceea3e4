package template

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"vigie/ground/db"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
	"vigie/room/project"
)

// Use is what a template made of a project, as it was last applied to it.
type Use struct {
	ID       int64
	Version  int64
	Project  int64
	Template int64
	Applied  int64 // the version of the template
	Lang     label.Lang
	Made     bool            // the project was made with it
	Done     map[string]Done // by section and line: "risk/supplier"
	At       int64           // milliseconds since 1970 UTC
	By       int64
}

// Done is what a line made.
type Done struct {
	Object int64        // what it made; 0 for what is of the project itself
	Values field.Values // what it wrote there
}

type kept struct {
	Object int64  `json:"object,omitempty"`
	Values string `json:"values,omitempty"`
}

type useRow struct {
	ID       int64  `db:"id"`
	Version  int64  `db:"version"`
	Project  int64  `db:"project_id"`
	Template int64  `db:"template_id"`
	Applied  int64  `db:"applied"`
	Lang     string `db:"lang"`
	Made     bool   `db:"made"`
	Done     string `db:"done"`
	At       int64  `db:"at"`
	By       db.ID  `db:"by_id"`
}

func (r useRow) use() (Use, error) {
	u := Use{r.ID, r.Version, r.Project, r.Template, r.Applied, label.Parse(r.Lang), r.Made, map[string]Done{}, r.At, int64(r.By)}
	var all map[string]kept
	if err := json.Unmarshal([]byte(r.Done), &all); err != nil {
		return u, fmt.Errorf("reading what a template made: %w", err)
	}
	for key, k := range all {
		d := Done{Object: k.Object, Values: field.Values{}}
		if k.Values != "" {
			var err error
			if d.Values, _, err = field.DecodeAll(k.Values); err != nil {
				return u, err
			}
		}
		u.Done[key] = d
	}
	return u, nil
}

func (u Use) row() (useRow, error) {
	all := map[string]kept{}
	for key, d := range u.Done {
		all[key] = kept{d.Object, field.Encode(d.Values, nil)}
	}
	b, err := json.Marshal(all)
	return useRow{u.ID, u.Version, u.Project, u.Template, u.Applied, u.Lang.String(), u.Made, string(b), u.At, db.ID(u.By)}, err
}

// UsesOf returns what templates made of a project that the person may see, the
// latest first.
func UsesOf(ctx context.Context, q db.Querier, who access.Who, id int64) ([]Use, error) {
	if _, err := project.Get(ctx, q, who, id); err != nil {
		return nil, err
	}
	return uses(ctx, q, "project_id = $1 ORDER BY at DESC, id DESC", id)
}

// Uses returns what a template made of projects, by project. It does not look at
// rights; whoever applies it does.
func Uses(ctx context.Context, q db.Querier, template int64, projects []int64) (map[int64]Use, error) {
	out := map[int64]Use{}
	for part := range slices.Chunk(projects, 400) {
		in, args := db.List([]any{template}, part)
		all, err := uses(ctx, q, "template_id = $1 AND project_id IN "+in, args...)
		if err != nil {
			return nil, err
		}
		for _, u := range all {
			out[u.Project] = u
		}
	}
	return out, nil
}

func uses(ctx context.Context, q db.Querier, where string, args ...any) ([]Use, error) {
	rows, err := db.Select[useRow](ctx, q, "SELECT "+db.Columns[useRow]("")+" FROM template_use WHERE "+where, args...)
	if err != nil {
		return nil, fmt.Errorf("reading what templates made: %w", err)
	}
	out := make([]Use, len(rows))
	for i, r := range rows {
		if out[i], err = r.use(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Count is how many projects a template was applied to, and how many were made
// with it.
type Count struct{ Applied, Made int }

// Counts returns how much each template is used, whoever may see the projects.
func Counts(ctx context.Context, q db.Querier) (map[int64]Count, error) {
	type line struct {
		Template int64 `db:"template_id"`
		Applied  int   `db:"applied"`
		Made     int   `db:"made"`
	}
	out := map[int64]Count{}
	err := db.Each(ctx, q, func(l *line) error { out[l.Template] = Count{l.Applied, l.Made}; return nil },
		`SELECT u.template_id, count(*) AS applied, sum(u.made) AS made FROM template_use u JOIN project p ON p.id = u.project_id
		WHERE p.state <> 'deleted' AND p.state <> 'merged' GROUP BY u.template_id`)
	return out, err
}

// Projects returns the projects that a template was applied to, the latest first.
// It does not look at rights.
func Projects(ctx context.Context, q db.Querier, template int64) ([]int64, error) {
	return db.Select[int64](ctx, q, "SELECT project_id FROM template_use WHERE template_id = $1 ORDER BY at DESC, id DESC", template)
}

// Keep notes what a template made of a project that the person may edit.
func Keep(ctx context.Context, tx *db.Tx, who access.Who, u Use) error {
	p, err := project.Get(ctx, tx, who, u.Project)
	if err != nil {
		return err
	}
	if err := access.Must(u.Made || who.CanProject(access.EditProject, p.ID, p.Unit(), p.Manager())); err != nil {
		return err
	}
	if u.ID == 0 {
		u.ID = tx.NewID()
	}
	u.At, u.By = tx.Millis(), who.ID
	return u.put(ctx, tx)
}

func (u Use) put(ctx context.Context, tx *db.Tx) error {
	u.Version++
	r, err := u.row()
	if err != nil {
		return err
	}
	if err := db.Replace(ctx, tx, "template_use", r); err != nil {
		return err
	}
	b, err := json.Marshal(r)
	if err != nil {
		return err
	}
	tx.Record(db.Version{Entity: UseEntity, Object: u.ID, Version: u.Version, Data: string(b)})
	return nil
}

// Return makes what a change noted of templates unmade, where nothing was applied
// since: the change itself is being taken back by whoever may.
func Return(ctx context.Context, tx *db.Tx, who access.Who, number int64) error {
	ids, lines, err := db.LinesOf(ctx, tx, UseEntity, number)
	if err != nil || len(ids) == 0 {
		return err
	}
	for _, id := range ids {
		before, after := db.Step(lines[id], number)
		now, err := uses(ctx, tx, "id = $1", id)
		if err != nil {
			return err
		}
		if len(now) == 0 && after != nil && after.Data.Null && before != nil {
			if err := bringBack(ctx, tx, who, before, after.Version); err != nil {
				return err
			}
			continue
		}
		if len(now) == 0 || after == nil || now[0].Version != after.Version {
			continue
		}
		p, err := project.Get(ctx, tx, who, now[0].Project)
		if err != nil || p.State != project.Active || !who.CanProject(access.EditProject, p.ID, p.Unit(), p.Manager()) {
			continue
		}
		if before == nil || before.Data.Null {
			if _, err := db.Exec(ctx, tx, "DELETE FROM template_use WHERE id = $1", id); err != nil {
				return err
			}
			tx.Record(db.Version{Entity: UseEntity, Object: id, Version: now[0].Version + 1})
			continue
		}
		var r useRow
		if err := json.Unmarshal([]byte(before.Data.S), &r); err != nil {
			return fmt.Errorf("reading what a template had made: %w", err)
		}
		was, err := r.use()
		if err != nil {
			return err
		}
		was.Version = now[0].Version
		if err := was.put(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}

// bringBack notes again what a change had taken away, unless the template was applied
// anew since.
func bringBack(ctx context.Context, tx *db.Tx, who access.Who, was *db.Recorded, version int64) error {
	var r useRow
	if err := json.Unmarshal([]byte(was.Data.S), &r); err != nil {
		return fmt.Errorf("reading what a template had made: %w", err)
	}
	p, err := project.Get(ctx, tx, who, r.Project)
	if err != nil || p.State != project.Active || !who.CanProject(access.EditProject, p.ID, p.Unit(), p.Manager()) {
		return nil
	}
	now, err := Uses(ctx, tx, r.Template, []int64{r.Project})
	if err != nil || len(now) > 0 {
		return err
	}
	u, err := r.use()
	if err != nil {
		return err
	}
	u.Version = version
	return u.put(ctx, tx)
}
