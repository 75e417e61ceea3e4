package project

import (
	"context"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// Get returns a project that the person may see, from the bin too.
func Get(ctx context.Context, q db.Querier, who access.Who, id int64) (*Project, error) {
	r, err := db.Get[row](ctx, q, "SELECT "+db.Columns[row]("")+" FROM project WHERE id = $1 AND state <> 'merged'", id)
	if err != nil {
		return nil, err
	}
	p, err := r.project()
	if err != nil {
		return nil, err
	}
	if !who.CanProject(access.ReadProject, p.ID, p.Unit(), p.Manager()) {
		return nil, fault.NotFound()
	}
	return p, nil
}

// GetAsOf returns a project as it was on a day, with the rights of now. known
// is the change up to which the past is read, 0 for what is known now.
func GetAsOf(ctx context.Context, d *db.DB, who access.Who, id int64, on day.Day, known int64) (*Project, error) {
	now, err := Get(ctx, d, who, id)
	if err != nil {
		return nil, err
	}
	r, err := d.AsOf(ctx, Entity, id, on, known)
	if err != nil {
		return nil, err
	}
	p, err := FromHistory(id, r.Version, r.Data.S)
	if err != nil {
		return nil, err
	}
	p.Created, p.Version = now.Created, now.Version
	return p, nil
}

// Change edits one project and returns it as it is then.
func Change(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, e Edit) (*Project, error) {
	out, err := Write(ctx, tx, who, c, []Edit{e})
	if err != nil {
		return nil, err
	}
	return out[0].Project, out[0].Err
}

// Delete puts a project into the bin.
func Delete(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, id, version int64) (*Project, error) {
	return Change(ctx, tx, who, c, Edit{ID: id, Version: version, State: Deleted})
}

// Restore takes a project out of the bin or the archive.
func Restore(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, id int64) (*Project, error) {
	return Change(ctx, tx, who, c, Edit{ID: id, State: Active})
}

// Archive takes a project out of the lists of every day.
func Archive(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, id, version int64) (*Project, error) {
	return Change(ctx, tx, who, c, Edit{ID: id, Version: version, State: Archived})
}

// Purge removes for good what has been in the bin for longer than BinDays, and
// returns how many projects that were. The history keeps their past.
func Purge(ctx context.Context, tx *db.Tx, who access.Who) (int, error) {
	if err := access.Must(who.CanEverywhere(access.DeleteProject)); err != nil {
		return 0, err
	}
	ids, err := db.Select[int64](ctx, tx, "SELECT id FROM project WHERE state = 'deleted' AND state_since < $1", tx.Today()-BinDays)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	in, args := db.List(nil, ids)
	if _, err := db.Exec(ctx, tx, "UPDATE project SET programme_id = NULL WHERE programme_id IN "+in, args...); err != nil {
		return 0, err
	}
	_, err = db.Exec(ctx, tx, "DELETE FROM project WHERE id IN "+in, args...)
	for _, id := range ids {
		tx.Touch(Entity, id)
	}
	return len(ids), err
}

// Merge makes two projects that are one into one: what is known of the past of
// from becomes the past of into, for the days on which into was not there yet;
// from disappears, and its links, memberships and children pass to into.
func Merge(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, into, from int64) (*Project, error) {
	if into == from {
		return nil, fault.Invalid("from", label.T("Choose another project to merge", "Choisissez un autre projet à fusionner"))
	}
	kept, err := Get(ctx, tx, who, into)
	if err != nil {
		return nil, err
	}
	gone, err := Get(ctx, tx, who, from)
	if err != nil {
		return nil, err
	}
	for _, p := range []*Project{kept, gone} {
		if !who.CanProject(access.DeleteProject, p.ID, p.Unit(), p.Manager()) {
			return nil, fault.Forbidden()
		}
	}
	if err := mergePast(ctx, tx, kept, gone); err != nil {
		return nil, err
	}
	if err := mergeRows(ctx, tx, into, from); err != nil {
		return nil, err
	}
	for key, v := range gone.Values {
		if !kept.Values[key].Set && key != "programme" {
			kept.Values[key] = v
		}
	}
	old := kept.Version
	kept.Version++
	kept.Updated, kept.UpdatedBy = tx.Millis(), who.ID
	if n, err := db.Exec(ctx, tx, "UPDATE project SET version = $1 WHERE id = $2 AND version = $3", kept.Version, into, old); err != nil || n == 0 {
		return nil, cmpErr(err, fault.Outdated(kept))
	}
	if err := db.Put(ctx, tx, "project", kept.row()); err != nil {
		return nil, err
	}
	tx.Record(db.Version{Entity: Entity, Object: into, Version: kept.Version, Data: kept.data()})
	return kept, nil
}

func cmpErr(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

func mergePast(ctx context.Context, tx *db.Tx, kept, gone *Project) error {
	mine, err := db.Versions(ctx, tx, Entity, kept.ID)
	if err != nil {
		return err
	}
	theirs, err := db.Versions(ctx, tx, Entity, gone.ID)
	if err != nil {
		return err
	}
	begin := tx.On()
	if len(mine) > 0 {
		begin = mine[0].From
	}
	for _, v := range theirs {
		if v.From < begin {
			tx.Record(db.Version{Entity: Entity, Object: kept.ID, Version: v.Version, From: v.From, Data: v.Data.S})
		}
		tx.Retract(v)
	}
	return nil
}

func mergeRows(ctx context.Context, tx *db.Tx, into, from int64) error {
	for _, q := range []string{
		"UPDATE month_value SET project_id = $1 WHERE project_id = $2 AND NOT EXISTS (SELECT 1 FROM month_value m WHERE m.project_id = $1 AND m.field = month_value.field AND m.month = month_value.month)",
		"UPDATE project_link SET from_id = $1 WHERE from_id = $2 AND to_id <> $1 AND NOT EXISTS (SELECT 1 FROM project_link l WHERE l.kind = project_link.kind AND l.from_id = $1 AND l.to_id = project_link.to_id)",
		"UPDATE project_link SET to_id = $1 WHERE to_id = $2 AND from_id <> $1 AND NOT EXISTS (SELECT 1 FROM project_link l WHERE l.kind = project_link.kind AND l.to_id = $1 AND l.from_id = project_link.from_id)",
		"UPDATE role_grant SET project_id = $1 WHERE project_id = $2",
		"UPDATE project SET programme_id = CASE WHEN id = $1 THEN NULL ELSE CAST($1 AS BIGINT) END WHERE programme_id = $2",
	} {
		if _, err := db.Exec(ctx, tx, q, into, from); err != nil {
			return err
		}
	}
	children, err := db.Select[int64](ctx, tx, "SELECT id FROM project WHERE programme_id = $1", into)
	if err != nil {
		return err
	}
	for _, id := range children {
		tx.Touch(Entity, id)
	}
	_, err = db.Exec(ctx, tx, "UPDATE project SET state = 'merged', code = '', version = version + 1 WHERE id = $1", from)
	tx.Touch(Entity, from)
	return err
}
