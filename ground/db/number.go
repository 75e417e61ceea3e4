package db

import (
	"context"
	"slices"
)

// numbering writes what a change consists of in one statement: whoever waits
// for the next number waits for one answer of PostgreSQL, and not for six.
const numbering = `WITH recorded AS (
	INSERT INTO history (id, entity, object, version, from_day, until_day, change, actor, data, salt, digest)
	SELECT h.id, h.entity, h.object, h.version, h.from_day, NULLIF(h.until_day, 0), $1, $2, NULLIF(h.data, ''), h.salt, h.digest
	FROM unnest(CAST($3 AS BIGINT[]), CAST($4 AS TEXT[]), CAST($5 AS BIGINT[]), CAST($6 AS BIGINT[]), CAST($7 AS BIGINT[]), CAST($8 AS BIGINT[]), CAST($9 AS TEXT[]), CAST($10 AS TEXT[]), CAST($11 AS TEXT[]))
		AS h (id, entity, object, version, from_day, until_day, data, salt, digest)
), gone AS (
	UPDATE history SET superseded = $1 WHERE id = ANY(CAST($12 AS BIGINT[]))
), told AS (
	INSERT INTO event (change, entity, object)
	SELECT $1, e.entity, e.object FROM unnest(CAST($13 AS TEXT[]), CAST($14 AS BIGINT[])) AS e (entity, object)
), noted AS (
	INSERT INTO change (number, at, actor, via, note, change_set, hash) VALUES ($1, $15, $2, $16, $17, $18, $19)
)
UPDATE counter SET hash = $19 WHERE name = 'change'`

// mostAtOnce is how many versions one statement takes.
const mostAtOnce = 1000

// numberAtOnce is number for PostgreSQL. All but the last versions of a large
// change go ahead of the rest.
func (tx *Tx) numberAtOnce(ctx context.Context, c Change, rows []Recorded, gone []int64, events []Event) error {
	for len(rows) > mostAtOnce {
		ahead := slices.Clone(rows[:mostAtOnce])
		for i := range ahead {
			ahead[i].Change = c.Number
		}
		if err := Insert(ctx, tx, "history", ahead...); err != nil {
			return err
		}
		rows = rows[mostAtOnce:]
	}
	args := append([]any{c.Number, c.Actor}, arrays(rows)...)
	entities, objects := make([]string, len(events)), make([]int64, len(events))
	for i, e := range events {
		entities[i], objects[i] = e.Entity, e.Object
	}
	_, err := tx.exec(ctx, numbering, append(args, gone, entities, objects, c.At, c.Via, c.Note, c.Set, c.Hash)...)
	return err
}

// arrays returns versions column by column.
func arrays(rows []Recorded) []any {
	number := func(of func(r *Recorded) int64) []int64 {
		out := make([]int64, len(rows))
		for i := range rows {
			out[i] = of(&rows[i])
		}
		return out
	}
	text := func(of func(r *Recorded) string) []string {
		out := make([]string, len(rows))
		for i := range rows {
			out[i] = of(&rows[i])
		}
		return out
	}
	return []any{
		number(func(r *Recorded) int64 { return r.ID }),
		text(func(r *Recorded) string { return r.Entity }),
		number(func(r *Recorded) int64 { return r.Object }),
		number(func(r *Recorded) int64 { return r.Version }),
		number(func(r *Recorded) int64 { return int64(r.From) }),
		number(func(r *Recorded) int64 { return int64(r.Until) }),
		text(func(r *Recorded) string { return r.Data.S }),
		text(func(r *Recorded) string { return r.Salt }),
		text(func(r *Recorded) string { return r.Digest }),
	}
}
