package project

import (
	"context"
	"slices"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
)

// Purge removes for good what has been in the bin for longer than BinDays, and
// returns how many projects that were. The history keeps their past.
func Purge(ctx context.Context, tx *db.Tx, who access.Who) (int, error) {
	if err := access.Must(who.CanEverywhere(access.DeleteProject)); err != nil {
		return 0, err
	}
	ids, err := db.Select[int64](ctx, tx, "SELECT id FROM project WHERE state = 'deleted' AND state_since < $1"+whole(tx, " FOR UPDATE"), tx.Today()-BinDays)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	if err := forget(ctx, tx, who, ids); err != nil {
		return 0, err
	}
	return len(ids), orphan(ctx, tx, ids, 0)
}

// forget removes the rows of projects, with the links, the monthly values and
// the roles that hang on them. What they were stays in the history.
func forget(ctx context.Context, tx *db.Tx, who access.Who, ids []int64) error {
	if err := access.DropGrants(ctx, tx, who, ids); err != nil {
		return err
	}
	for part := range slices.Chunk(ids, 400) {
		in, args := db.List(nil, part)
		links, err := db.Select[Link](ctx, tx, "DELETE FROM project_link WHERE from_id IN "+in+" OR to_id IN "+in+" RETURNING "+db.Columns[Link](""), args...)
		if err != nil {
			return err
		}
		for _, l := range links {
			l.Version++
			recordLink(tx, l, true)
		}
		if _, err := db.Exec(ctx, tx, "DELETE FROM project WHERE id IN "+in, args...); err != nil {
			return err
		}
	}
	for _, id := range ids {
		tx.Touch(Entity, id)
	}
	return nil
}

// orphan gives the children of programmes that are gone to another one, to none
// when it is 0, each as a change of its own history.
func orphan(ctx context.Context, tx *db.Tx, programmes []int64, to int64) error {
	for part := range slices.Chunk(programmes, 400) {
		in, args := db.List(nil, part)
		children, err := db.Select[int64](ctx, tx, "SELECT id FROM project WHERE state <> 'merged' AND programme_id IN "+in+" ORDER BY id"+whole(tx, " FOR UPDATE"), args...)
		if err != nil {
			return err
		}
		if err := pass(ctx, tx, children, to); err != nil {
			return err
		}
	}
	return nil
}

func pass(ctx context.Context, tx *db.Tx, children []int64, to int64) error {
	var all []*Project
	for part := range slices.Chunk(children, 400) {
		if err := Each(ctx, tx, part, func(p *Project) error { all = append(all, p); return nil }); err != nil {
			return err
		}
	}
	for _, p := range all {
		delete(p.Values, "programme")
		if to != 0 && to != p.ID {
			p.Values["programme"] = field.Int(to)
		}
		if err := p.rewrite(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}

// rewrite writes a project that was locked over its row, as its next version.
func (p *Project) rewrite(ctx context.Context, tx *db.Tx) error {
	p.Version++
	p.Updated, p.UpdatedBy = tx.Millis(), tx.Origin().Actor
	if err := db.Put(ctx, tx, "project", p.row()); err != nil {
		return err
	}
	tx.Touch(Entity, p.ID)
	if data := p.data(); data != "" {
		tx.Record(db.Version{Entity: Entity, Object: p.ID, Version: p.Version, From: tx.Today(), Data: data})
	}
	return nil
}
