package project

import (
	"context"
	"slices"

	"vigie/ground/day"
	"vigie/ground/db"
	"vigie/ground/fault"
	"vigie/ground/label"
	"vigie/room/access"
	"vigie/room/field"
)

// Unmerge makes two projects again of those that were merged, each as it was
// before, with its past, links, monthly values and children. It is a conflict
// when anything that the merge touched was changed since. It returns the change
// that merged them, by which other rooms bring back what they had passed on.
func Unmerge(ctx context.Context, tx *db.Tx, who access.Who, c *field.Catalogue, into, from int64) (change int64, err error) {
	if err := lock(ctx, tx, into, from); err != nil {
		return 0, err
	}
	gone, err := merged(ctx, tx, who, into, from)
	if err != nil {
		return 0, err
	}
	if change, err = mergeOf(ctx, tx, into, from); err != nil {
		return 0, err
	}
	all, err := db.TouchedBy(ctx, tx, change)
	if err != nil {
		return 0, err
	}
	for _, t := range all {
		if t.Since != 0 {
			return 0, fault.Conflict(label.T(
				"Something that the merge brought together was changed since, so it can no longer be undone; restore the values you need from the history",
				"Un élément réuni par la fusion a été modifié depuis : elle ne peut plus être annulée ; reprenez dans l’historique les valeurs voulues"))
		}
	}
	// The one that stayed may have the code of the other: free it first.
	if _, err := db.Exec(ctx, tx, "UPDATE project SET code = '' WHERE id = $1", into); err != nil {
		return 0, err
	}
	for _, t := range slices.Backward(all) { // projects before the links and months that point to them
		if err := bringBack(ctx, tx, who, t, change, gone); err != nil {
			return 0, err
		}
	}
	kept, err := get(ctx, tx, who, into)
	if err != nil {
		return 0, err
	}
	return change, recordMerge(ctx, tx, kept, gone, true)
}

// merged returns the project that became part of another, for somebody who may
// merge both.
func merged(ctx context.Context, tx *db.Tx, who access.Who, into, from int64) (*Project, error) {
	kept, err := get(ctx, tx, who, into)
	if err != nil {
		return nil, err
	}
	r, err := db.Get[row](ctx, tx, "SELECT "+db.Columns[row]("")+" FROM project WHERE id = $1 AND state = 'merged'", from)
	if err != nil {
		return nil, err
	}
	gone, err := r.project(kept.slots)
	if err != nil {
		return nil, err
	}
	if !who.CanProject(access.ReadProject, gone.ID, gone.Unit(), gone.Manager()) {
		return nil, fault.NotFound()
	}
	for _, p := range []*Project{kept, gone} {
		if !who.CanProject(access.DeleteProject, p.ID, p.Unit(), p.Manager()) {
			return nil, fault.Forbidden()
		}
	}
	return gone, nil
}

// mergeOf finds the change that made one project part of another.
func mergeOf(ctx context.Context, q db.Querier, into, from int64) (int64, error) {
	n, err := db.Get[int64](ctx, q, "SELECT coalesce(max(superseded), 0) FROM history WHERE entity = $1 AND object = $2", Entity, from)
	if err != nil {
		return 0, err
	}
	there, err := db.Get[int64](ctx, q, "SELECT count(*) FROM history WHERE entity = $1 AND object = $2 AND change = $3", Entity, into, n)
	if err == nil && (n == 0 || there == 0) {
		err = fault.NotFound()
	}
	return n, err
}

// bringBack brings one object of this room back, its row and its history.
func bringBack(ctx context.Context, tx *db.Tx, who access.Who, t db.Touched, change int64, gone *Project) error {
	data, there := t.Was(tx.Today())
	switch t.Entity {
	case Entity:
		return bringBackProject(ctx, tx, who, t, change, gone, data, there)
	case MonthEntity:
		return bringBackMonth(ctx, tx, t, change, data, there)
	case LinkEntity:
		return bringBackLink(ctx, tx, t, change, data, there)
	}
	return nil
}

func bringBackProject(ctx context.Context, tx *db.Tx, who access.Who, t db.Touched, change int64, gone *Project, data string, there bool) error {
	now := gone
	if t.Object != gone.ID {
		now = nil
		if err := Each(ctx, tx, []int64{t.Object}, func(p *Project) error { now = p; return nil }); err != nil || now == nil {
			return err
		}
	}
	p := now // in the bin, of which the history says nothing
	if there {
		var err error
		if p, err = FromHistory(gone.slots, t.Object, now.Version, data); err != nil {
			return err
		}
	} else {
		p.State = Deleted
	}
	p.Version = now.Version + 1
	p.Created, p.Since, p.Updated, p.UpdatedBy = now.Created, now.Since, tx.Millis(), tx.Origin().Actor
	err := db.Put(ctx, tx, "project", p.row())
	if db.IsDuplicate(err) {
		return fault.Conflict(label.F("Another project has the code “%s” by now; change that one first", "Un autre projet a désormais le code « %s » ; modifiez d’abord celui-là", p.Values["code"].S))
	}
	if err != nil {
		return err
	}
	tx.Reverse(t, change, p.Version)
	tx.Touch(Entity, p.ID)
	return attach(ctx, tx, who, p)
}

func bringBackMonth(ctx context.Context, tx *db.Tx, t db.Touched, change int64, data string, there bool) error {
	now, err := db.Select[int64](ctx, tx, "SELECT version FROM month_value WHERE id = $1", t.Object)
	if err != nil || !there {
		return err
	}
	vs, _, err := field.DecodeAll(data)
	if err != nil {
		return err
	}
	m := monthly{ID: t.Object, Version: lastVersion(t, now) + 1, Project: vs["project"].N, Field: vs["field"].S, Month: day.Month(vs["month"].N), Value: field.Encode(field.Values{"v": vs["v"]}, nil)}
	tx.Reverse(t, change, m.Version)
	if len(now) == 0 {
		return db.Insert(ctx, tx, "month_value", m)
	}
	return db.Put(ctx, tx, "month_value", m)
}

func bringBackLink(ctx context.Context, tx *db.Tx, t db.Touched, change int64, data string, there bool) error {
	now, err := db.Select[int64](ctx, tx, "SELECT version FROM project_link WHERE id = $1", t.Object)
	if err != nil || !there {
		return err
	}
	vs, _, err := field.DecodeAll(data)
	if err != nil {
		return err
	}
	l := Link{ID: t.Object, Version: lastVersion(t, now) + 1, Kind: vs["kind"].S, From: vs["from"].N, To: vs["to"].N, Note: vs["note"].S}
	tx.Reverse(t, change, l.Version)
	if len(now) == 0 {
		return db.Insert(ctx, tx, "project_link", l)
	}
	return db.Put(ctx, tx, "project_link", l)
}

// lastVersion is the highest version that an object had so far.
func lastVersion(t db.Touched, stored []int64) int64 {
	last := int64(0)
	for _, r := range append(slices.Clone(t.Recorded), t.Before...) {
		last = max(last, r.Version)
	}
	for _, v := range stored {
		last = max(last, v)
	}
	return last
}
