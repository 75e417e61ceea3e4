package db

import (
	"context"
	stdjson "encoding/json"
	"fmt"
)

// KeepDocument writes what an object says, whole, into its row (id, version, body) of a
// table, and into the history. Whoever calls it has compared the version.
func KeepDocument(ctx context.Context, tx *Tx, table, entity string, object, version int64, body any) error {
	text, err := stdjson.Marshal(body)
	if err != nil {
		return err
	}
	_, err = Exec(ctx, tx, fmt.Sprintf("INSERT INTO %s (id, version, body) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET version = excluded.version, body = excluded.body", table), object, version, string(text))
	if err != nil {
		return err
	}
	tx.Record(Version{Entity: entity, Object: object, Version: version, Data: string(text)})
	return nil
}

// EachVersion gives the versions of an object, the latest first, with the change that
// made each.
func EachVersion(ctx context.Context, q Querier, entity string, object int64, f func(version int64, data string, by Change) error) error {
	type recorded struct {
		Version int64  `db:"version"`
		Data    string `db:"data"`
		Change
	}
	return Each(ctx, q, func(r *recorded) error { return f(r.Version, r.Data, r.Change) },
		"SELECT h.version, h.data, "+Columns[Change]("c")+" FROM history h JOIN change c ON c.number = h.change WHERE h.entity = $1 AND h.object = $2 ORDER BY h.version DESC", entity, object)
}
