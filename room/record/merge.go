package record

import (
	"context"
	"maps"
	"slices"

	"vigie/ground/db"
	"vigie/room/access"
	"vigie/room/field"
)

// Pass gives the records of a project that becomes part of another to that one,
// today and in the past. The person was let in by the room of projects, which
// merges.
func (k *Kind) Pass(ctx context.Context, tx *db.Tx, who access.Who, from, into int64) error {
	if err := access.Must(who.CanSomewhere(access.DeleteProject)); err != nil {
		return err
	}
	all, err := k.where(ctx, tx, " WHERE project_id = $1", from)
	for _, m := range all {
		if err == nil {
			err = k.pass(ctx, tx, m, into)
		}
	}
	return err
}

func (k *Kind) pass(ctx context.Context, tx *db.Tx, m *Record, into int64) error {
	m.Version++
	m.Values[Project] = field.Int(into)
	m.Updated, m.UpdatedBy = tx.Millis(), tx.Origin().Actor
	if err := k.Table.put(ctx, tx, m); err != nil {
		return err
	}
	versions, err := db.Versions(ctx, tx, k.Entity, m.ID)
	if err != nil {
		return err
	}
	for _, v := range versions {
		if v.Data.Null {
			continue
		}
		then, err := FromHistory(m.slots, v.Object, v.Version, v.Data.S)
		if err != nil {
			return err
		}
		then.Values[Project] = field.Int(into)
		tx.Record(db.Version{Entity: k.Entity, Object: m.ID, Version: m.Version, From: v.From, Data: then.data()})
	}
	return nil
}

// Return gives the records that Pass passed on in a change back to the project
// that they were of, when the merge is undone.
func (k *Kind) Return(ctx context.Context, tx *db.Tx, who access.Who, change int64) error {
	if err := access.Must(who.CanSomewhere(access.DeleteProject)); err != nil {
		return err
	}
	type was struct {
		Object int64  `db:"object"`
		Data   string `db:"data"`
	}
	owner := map[int64]int64{}
	err := db.Each(ctx, tx, func(w *was) error {
		m, err := FromHistory(field.Slots{}, w.Object, 0, w.Data)
		owner[w.Object] = m.Project()
		return err
	}, "SELECT object, data FROM history WHERE entity = $1 AND superseded = $2 AND data IS NOT NULL", k.Entity, change)
	if err != nil || len(owner) == 0 {
		return err
	}
	var all []*Record
	err = k.Each(ctx, tx, slices.Sorted(maps.Keys(owner)), func(m *Record) error { all = append(all, m); return nil })
	for _, m := range all {
		if err == nil && owner[m.ID] != m.Project() {
			err = k.pass(ctx, tx, m, owner[m.ID])
		}
	}
	return err
}
