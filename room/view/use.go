package view

import (
	"context"

	"vigie/ground/db"
	"vigie/room/access"
)

// unusedDays is after how long without an opening a view counts as unused.
const unusedDays = 90

// Use says how much a view is used.
type Use struct {
	View    int64 `db:"view_id"`
	Opens   int64 `db:"opens"`
	Readers int64 `db:"readers"`
	Last    int64 `db:"last"` // milliseconds; 0 for never
	Mine    int64 `db:"mine"` // when the person opened it last
}

// Unused reports whether nobody opened a view for 90 days, now being an instant.
func (u Use) Unused(v View, now int64) bool {
	return max(u.Last, v.Created) < now-unusedDays*86_400_000
}

// Uses returns how much each view of an object is used. What it says about
// others is for those who may manage the view.
func Uses(ctx context.Context, q db.Querier, who access.Who, object string) (map[int64]Use, error) {
	rows, err := db.Select[Use](ctx, q, `SELECT u.view_id, CAST(sum(u.opens) AS BIGINT) AS opens, CAST(sum(CASE WHEN u.opens > 0 THEN 1 ELSE 0 END) AS BIGINT) AS readers, max(u.last) AS last,
		max(CASE WHEN u.account_id = $1 THEN u.last ELSE 0 END) AS mine
		FROM view_use u JOIN view v ON v.id = u.view_id WHERE v.object = $2 GROUP BY u.view_id`, who.ID, object)
	out := make(map[int64]Use, len(rows))
	for _, u := range rows {
		out[u.View] = u
	}
	return out, err
}

// ReadersOf returns the accounts that opened a view which the person may see, whoever
// did last first, at most so many.
func ReadersOf(ctx context.Context, q db.Querier, who access.Who, id int64, most int) ([]int64, error) {
	if _, err := Get(ctx, q, who, id); err != nil {
		return nil, err
	}
	return db.Select[int64](ctx, q, "SELECT account_id FROM view_use WHERE view_id = $1 AND opens > 0 ORDER BY last DESC, account_id LIMIT $2", id, most)
}

// Open counts that the person opened a view.
func Open(ctx context.Context, tx *db.Tx, who access.Who, id int64) error {
	if _, err := Get(ctx, tx, who, id); err != nil || who.ID == 0 {
		return err
	}
	_, err := db.Exec(ctx, tx, `INSERT INTO view_use (view_id, account_id, opens, last, place) VALUES ($1, $2, 1, $3, 0)
		ON CONFLICT (view_id, account_id) DO UPDATE SET opens = view_use.opens + 1, last = excluded.last`, id, who.ID, tx.Millis())
	return err
}

// Order puts the views that the person sees in the person's own order: those
// named first, the others after them as they were.
func Order(ctx context.Context, tx *db.Tx, who access.Who, object string, ids []int64) error {
	if err := access.Must(who.ID != 0); err != nil {
		return err
	}
	seen, err := List(ctx, tx, who, object)
	if err != nil {
		return err
	}
	known := map[int64]bool{}
	for _, v := range seen {
		known[v.ID] = true
	}
	if _, err := db.Exec(ctx, tx, "UPDATE view_use SET place = 0 WHERE account_id = $1 AND view_id IN (SELECT id FROM view WHERE object = $2)", who.ID, object); err != nil {
		return err
	}
	for i, id := range ids {
		if !known[id] {
			continue
		}
		delete(known, id)
		_, err := db.Exec(ctx, tx, `INSERT INTO view_use (view_id, account_id, opens, last, place) VALUES ($1, $2, 0, 0, $3)
			ON CONFLICT (view_id, account_id) DO UPDATE SET place = excluded.place`, id, who.ID, int64(i+1))
		if err != nil {
			return err
		}
	}
	return nil
}

// Standard returns the view that a person's list of an object starts with: the
// default of the first of the person's roles that has one; 0 when none has.
func Standard(ctx context.Context, q db.Querier, who access.Who, views []View) (int64, error) {
	r, err := readerOf(ctx, q, who)
	if err != nil {
		return 0, err
	}
	for _, role := range r.of.Roles {
		for _, v := range views {
			if v.Default(role) {
				return v.ID, nil
			}
		}
	}
	return 0, nil
}
