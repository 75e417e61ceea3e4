package project

import (
	"context"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/room/access"
	"vigie/room/field"
)

// Get returns a project that the person may see, from the bin too, without what of
// it is not for him.
func Get(ctx context.Context, q db.Querier, who access.Who, id int64) (*Project, error) {
	p, err := get(ctx, q, who, id)
	if err != nil {
		return nil, err
	}
	v, err := veilOf(ctx, q, who, p)
	return p.under(v), err
}

// get returns a project that the person may see with all that it holds, to work on.
func get(ctx context.Context, q db.Querier, who access.Who, id int64) (*Project, error) {
	r, err := db.Get[row](ctx, q, "SELECT "+db.Columns[row]("")+" FROM project WHERE id = $1 AND state <> 'merged'", id)
	if err != nil {
		return nil, err
	}
	slots, err := field.SlotsOf(ctx, q, Entity)
	if err != nil {
		return nil, err
	}
	p, err := r.project(slots)
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
	now, err := get(ctx, d, who, id)
	if err != nil {
		return nil, err
	}
	r, err := d.AsOf(ctx, Entity, id, on, known)
	if err != nil {
		return nil, err
	}
	p, err := FromHistory(now.slots, id, r.Version, r.Data.S)
	if err != nil {
		return nil, err
	}
	p.Created, p.Version = now.Created, now.Version
	v, err := veilOf(ctx, d, who, now)
	return p.under(v.Past()), err
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

// Hold keeps others from changing projects until the transaction ends, and waits for
// those who are at it.
func Hold(ctx context.Context, tx *db.Tx, _ access.Who, ids []int64) error {
	return lock(ctx, tx, ids...)
}
